// The service worker of the full page: after one visit the page works without a network, with its lessons and languages.
//
// Each version of the site has a cache with all of its files, which are there before it is of any use. As their names have hashes in them, a
// newer version comes in beside an open page, which goes on with its own files. Online the page that is opened next is the server's; the new
// version's worker takes over, and the old version goes, when no page is open. So there is nothing to ask and nothing to say.
/* global CHAINRULE_SITE, CHAINRULE_VERSION -- put in by cmake/site.mjs: names of files, the first that of page.js; a hash of them all */
const { scope } = self.registration;
const prefix = `chainrule ${scope} `;
const version = prefix + CHAINRULE_VERSION;
const page = new URL("index.html", scope).href;
const patience = 3000; // ms for a server that does not answer
const hashed = /-[0-9a-f]{10}\.\w+$/;

const ours = async () => (await caches.keys()).filter((name) => name.startsWith(prefix));

// A file of any version that is here.
async function find(url) {
  for (const cacheName of await ours()) {
    const found = await caches.match(url, { cacheName, ignoreVary: true });
    if (found) return found;
  }
}

// A server may lead from index.html to its folder; what came by a detour may not be shown for the page.
function direct(response) {
  if (!response.redirected) return response;
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response(response.body, { headers });
}

async function keep(cache, url) {
  const response = (url !== page && (await find(url))) || (await fetch(url, { cache: url === page ? "no-cache" : "default" }));
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  await cache.put(url, direct(response));
}

// All, or nothing: what fails is tried again at the next visit.
async function install() {
  const cache = await caches.open(version);
  await Promise.all([page, ...CHAINRULE_SITE.map((name) => new URL(name, scope).href)].map((url) => keep(cache, url)));
  const text = await (await cache.match(page, { ignoreVary: true })).text();
  if (!text.includes(CHAINRULE_SITE[0])) throw new Error("The page is of another version than this worker.");
}

// No page is open that may need an older version.
async function takeOver() {
  for (const name of await ours()) if (name !== version) await caches.delete(name);
  await self.clients.claim(); // the page of the first visit
}

// The server's page, or where it has none to give, the one that is kept.
async function show(request) {
  const kept = caches.match(page, { cacheName: version, ignoreVary: true });
  let timer;
  const late = new Promise((done) => (timer = setTimeout(done, patience)));
  const fresh = fetch(request).catch(() => null);
  const response = await Promise.race([fresh, late]);
  clearTimeout(timer);
  if (response?.ok || response?.type === "opaqueredirect") return response;
  return (await kept) ?? (await fresh) ?? Response.error();
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url), address = url.origin + url.pathname;
  if (request.method !== "GET" || !address.startsWith(scope)) return;
  if (request.mode === "navigate") {
    if (address !== scope && address !== page) return;
    event.respondWith(show(request));
  } else if (hashed.test(address)) {
    event.respondWith(find(address).then((found) => found ?? fetch(request)));
  }
});
