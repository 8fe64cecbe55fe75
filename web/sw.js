// The service worker of the full page: after one visit the page works without a network, with its lessons, languages and exports.
//
// Each version of the site has a cache with all of its files, which are there before it is of any use. As their names have hashes in them, a
// newer version comes in beside an open page, which goes on with its own files. Online the page that is opened next is the server's; the new
// version's worker takes over, and the old version goes, when no page is open. So there is nothing to ask and nothing to say.
/* global CHAINRULE_FIRST, CHAINRULE_REST, CHAINRULE_VERSION -- put in by cmake/site.mjs: the names of the files that the page asks for at once,
   that of page.js before all; those of the others; a hash of them all */
const { scope } = self.registration;
const prefix = `chainrule ${scope} `;
const version = prefix + CHAINRULE_VERSION;
const page = new URL("index.html", scope).href;
const manifest = new URL("chainrule.webmanifest", scope).href;
const patience = 3000; // ms for a server that does not answer
const quiet = 2000; // ms after which the page of a first visit has all that it asks for
const hashed = /-[0-9a-f]{10}\.\w+$/;

const addressOf = (url) => url.split(/[?#]/)[0];
const isPage = (url) => [scope, page].includes(addressOf(url));
const ours = async () => (await caches.keys()).filter((name) => name.startsWith(prefix));
const kept = () => caches.match(page, { cacheName: version, ignoreVary: true }).catch(() => null);

// A file of any version that is here. Where the storage fails it is the server's to give.
async function find(url) {
  try {
    for (const cacheName of await ours()) {
      const found = await caches.match(url, { cacheName, ignoreVary: true });
      if (found) return found;
    }
  } catch {
    return null;
  }
}

// A server may lead from index.html to its folder; what came by a detour may not be shown for the page.
function direct(response) {
  if (!response.redirected) return response;
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response(response.body, { headers });
}

// Some servers answer with a page, and 200, for a file that they do not have.
async function keep(cache, name) {
  const url = new URL(name, scope).href;
  const response = (hashed.test(url) && (await find(url))) || (await fetch(url));
  if (!response.ok || /html/.test(response.headers.get("Content-Type"))) throw new Error(`${url} is not there.`);
  await cache.put(url, response);
}

// The page of this version. That of a first visit is in the browser's own cache, under the address of the visit.
async function thePage() {
  const visits = self.registration.active ? [] : await self.clients.matchAll({ includeUncontrolled: true });
  const visit = visits.find(({ url }) => isPage(url));
  for (const [url, cache] of [...(visit ? [[visit.url, "force-cache"]] : []), [page, "no-cache"]]) {
    const response = await fetch(url, { cache });
    if (response.ok && (await response.clone().text()).includes(CHAINRULE_FIRST[0])) return direct(response);
  }
  throw new Error("The page is of another version than this worker.");
}

// All, or nothing: what fails is tried again at the next visit. At the first one the page's own files come out of the browser's cache, and
// what the page did not ask for (the second part of the module, translations, exports) waits until the page has what it needs.
async function install() {
  const cache = await caches.open(version);
  const all = (names) => Promise.all(names.map((name) => keep(cache, name)));
  const shown = await thePage();
  await all(CHAINRULE_FIRST);
  if (!self.registration.active) await new Promise((done) => setTimeout(done, quiet));
  await all(CHAINRULE_REST);
  await cache.put(page, shown); // the last: where it is, all is
}

// No page that this worker's predecessor answers for is open. One that was loaded past it (with Shift) may still want older files.
async function takeOver() {
  const windows = await self.clients.matchAll({ includeUncontrolled: true });
  if (windows.some(({ url }) => url.startsWith(scope))) return self.clients.claim(); // such as the page of the first visit
  for (const name of await ours()) if (name !== version) await caches.delete(name);
}

// The server's page, or where it has none to give, the one that is kept.
async function show(event) {
  const mine = kept();
  let timer;
  const late = new Promise((done) => (timer = setTimeout(done, patience)));
  const fresh = fetch(event.request).catch(() => null);
  const response = await Promise.race([fresh, late]);
  clearTimeout(timer);
  if (response?.ok || response?.type === "opaqueredirect") return response;
  return (await mine) ?? (await fresh) ?? Response.error();
}

// The browser may have thrown away what was kept, and left the worker.
async function mend() {
  if (!(await kept())) await install().catch(() => {});
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event, address = addressOf(request.url);
  if (request.method !== "GET" || !address.startsWith(scope)) return;
  if (request.mode === "navigate") {
    if (!isPage(address)) return;
    event.respondWith(show(event));
    event.waitUntil(mend());
  } else if (hashed.test(address)) {
    event.respondWith(find(address).then((found) => found ?? fetch(request)));
  } else if (address === manifest) {
    event.respondWith(fetch(request).catch(async () => (await find(address)) ?? Response.error()));
  }
});
