// What the page really transfers, from a server with brotli, as Chromium counts it; and that it asks nobody else and leaves nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../../web/serve.mjs";
import { click, loaded, named, open, site, start, still } from "./support.mjs";

const mostBytes = 400_000, mostRequests = 8;

let world;
before(async () => (world = await start()));
after(() => world.close());

// The page, while everything that it asks of the network is written down: { url, bytes } with headers, compressed.
async function watched(path) {
  const asked = new Map(); // by request
  const page = await open(world, {
    path,
    setUp: async (p) => {
      const session = await p.context().newCDPSession(p);
      await session.send("Network.enable");
      session.on("Network.requestWillBeSent", ({ requestId, request }) => request.url.startsWith("data:") || asked.set(requestId, { url: request.url, bytes: null }));
      session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => asked.has(requestId) && (asked.get(requestId).bytes = encodedDataLength));
    },
  });
  await loaded(page);
  const whole = async () => {
    await page.waitForLoadState("networkidle");
    const all = [...asked.values()];
    assert.deepEqual(all.filter(({ bytes }) => bytes === null), [], "a request that does not end");
    return all.filter(({ bytes }) => bytes > 0); // the others came from the browser's cache
  };
  return { page, whole };
}
const sum = (all) => all.reduce((total, { bytes }) => total + bytes, 0);
const nameOf = ({ url }) => new URL(url).pathname.slice(1);

test("the whole page with all lessons takes less than 400 KB in at most 8 requests, and a lesson that is opened only the second part more", async (t) => {
  const { page, whole } = await watched("");
  await page.waitForFunction(() => document.querySelector("chain-rule").find("button:lessons"));
  await page.waitForFunction((name) => performance.getEntriesByType("resource").some((entry) => entry.name.endsWith(name)), named("outline.js"));
  const before = await whole();
  for (const one of before) t.diagnostic(`${nameOf(one) || "index.html"}: ${one.bytes}`);
  assert.ok(before.some((one) => nameOf(one) === named("lessons.txt")));
  assert.ok(sum(before) < mostBytes, `${sum(before)} bytes`);
  await click(page, "button:lessons");
  await click(page, "row:06-neuron");
  await page.waitForFunction(() => /w0/.test(document.querySelector("chain-rule").program));
  await still(page);
  const all = await whole();
  t.diagnostic(`${sum(before)} bytes in ${before.length} requests; with an open lesson ${sum(all)} in ${all.length}`);
  assert.deepEqual(all.slice(before.length).map(nameOf), [named("later.wasm")].filter(Boolean));
  assert.ok(all.length <= mostRequests, all.map(nameOf).join(" "));
});

test("nobody but its own server is asked, and there is no cookie", async () => {
  for (const path of ["", "?lesson=05-forks&lang=ja", "?embed=1&theme=dark"]) {
    const { page, whole } = await watched(path);
    await page.mouse.move(500, 300);
    await still(page);
    for (const { url } of await whole()) assert.ok(url.startsWith(world.url), url);
    assert.equal(await page.evaluate(() => document.cookie), "");
    assert.deepEqual(await page.context().cookies(), []);
  }
});

test("as the server counts it, with what the worker asks for, a first visit is as small until the page rests; then comes what flight mode needs", async (t) => {
  const { server, url } = await serve(site);
  const asked = []; // { name, bytes, at } with headers, compressed
  server.prependListener("request", ({ url: path, socket }, response) => {
    const before = socket.bytesWritten, one = { name: path.slice(1) || "index.html", at: performance.now() };
    asked.push(one);
    response.on("finish", () => (one.bytes = socket.bytesWritten - before));
  });
  try {
    const page = await open({ browser: world.browser, url }, { path: "", worker: true });
    await loaded(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
    await page.waitForLoadState("networkidle");
    const isLater = ({ name }) => /^(later|export|words)\b|webmanifest$/.test(name);
    const first = asked.filter((one) => !isLater(one)), later = asked.filter(isLater);
    t.diagnostic(`${sum(first)} bytes in ${first.length} requests; for flight mode ${sum(later)} in ${later.length} more`);
    assert.ok(sum(first) < mostBytes, `${sum(first)} bytes`);
    assert.ok(first.length <= mostRequests, first.map(({ name }) => name).join(" "));
    for (const name of ["later.wasm", "export.wasm", "words.ja.txt"]) assert.ok(later.some((one) => one.name === named(name)), name);
    assert.ok(later[0].at - first.find(({ name }) => name === "sw.js").at > 1500, "the worker did not wait");
    await page.context().close();
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
