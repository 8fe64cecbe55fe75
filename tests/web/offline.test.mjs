// The installed page: without a network after one visit, and with an open lesson while a new version comes.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { serve } from "../../web/serve.mjs";
import { click, get, loaded, named, open, site, start, still } from "./support.mjs";

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 10);

// Another version of the site: the hashed file `name` in `folder` has another content. Its name changes, and with it each file that names it.
function change(folder, name, content) {
  for (const ending of ["", ".br", ".gz"]) rmSync(join(folder, name + ending), { force: true });
  const next = name.replace(/-[0-9a-f]{10}(\.\w+)$/, (_, ending) => `-${hash(content)}${ending}`);
  writeFileSync(join(folder, next), content);
  for (const other of readdirSync(folder).filter((file) => /\.(js|html)$/.test(file))) {
    const text = existsSync(join(folder, other)) ? readFileSync(join(folder, other), "utf8") : ""; // it may have another name by now
    if (!text.includes(name)) continue;
    const changed = text.replaceAll(name, next);
    if (/-[0-9a-f]{10}\.js$/.test(other)) {
      change(folder, other, changed);
    } else {
      for (const ending of [".br", ".gz"]) rmSync(join(folder, other + ending), { force: true });
      writeFileSync(join(folder, other), changed);
    }
  }
  return next;
}

// As cmake/site.mjs does it: the worker's version follows all names.
function changeVersion(folder) {
  const worker = readFileSync(join(folder, "sw.js"), "utf8");
  writeFileSync(join(folder, "sw.js"), worker.replace(/(?<=")[0-9a-f]{10}(?=")/, hash(worker)));
}

const openLesson = async (page, id) => {
  await page.waitForFunction(() => document.querySelector("chain-rule").find("button:lessons"));
  await click(page, "button:lessons");
  await click(page, `row:${id}`);
  await page.waitForFunction(() => document.querySelector("chain-rule").program.includes("#? predict values"));
  await still(page);
};

// All is kept, and the worker answers for this page.
async function kept(page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
}
const caches = (page) => page.evaluate(async () => (await window.caches.keys()).sort());
const script = (page) => page.evaluate(() => document.querySelector("script[type=module]").getAttribute("src"));

describe("the installed page", () => {
  let browser, world, folder, server;
  before(async () => {
    browser = await start();
  });
  after(() => browser.close());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "chainrule-site-"));
    cpSync(site, folder, { recursive: true });
    const { server: mine, url } = await serve(folder);
    server = mine;
    world = { browser: browser.browser, url };
  });
  const unplug = async (page) => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await page?.context().setOffline(true);
  };
  afterEach(async () => {
    await world.last?.close();
    if (server.listening) await unplug();
    rmSync(folder, { recursive: true });
  });

  test("in flight mode, after one visit: the page, a lesson, another language, and what is loaded later", async () => {
    const page = await open(world, { path: "", worker: true });
    await loaded(page);
    await kept(page);
    assert.deepEqual(page.problems, []);
    await unplug(page);
    await page.reload();
    await loaded(page);
    assert.equal((await get(page, "trace")).nodes.at(-1).value, -12);
    await page.evaluate(() => (document.querySelector("chain-rule").program = "f = \\frac{1}{1+e^{-x}}\nx = 2")); // the second part, at once
    assert.deepEqual((await get(page, "trace")).nodes.map(({ gate }) => gate), ["input", "neg", "exp", "shift", "recip"]);
    await openLesson(page, "02-forward-backward");
    await page.keyboard.press("Escape");
    for (const language of ["de", "fr", "es", "zh", "ja"]) {
      await page.goto(`${world.url}index.html?lang=${language}`);
      await loaded(page);
      await page.waitForFunction((name) => performance.getEntriesByType("resource").some((entry) => entry.name.endsWith(name) && entry.responseStatus === 200), named(`words.${language}.txt`));
    }
    assert.deepEqual(page.problems, []);
  });

  test("a new version leaves an open lesson as it is, is there after a reload, and flight mode still works", async () => {
    const page = await open(world, { path: "", worker: true });
    await loaded(page);
    await kept(page);
    await openLesson(page, "02-forward-backward");
    const before = await script(page), words = named("words.de.txt");
    await page.evaluate(() => (window.mark = 1));

    change(folder, words, `${readFileSync(join(folder, words), "utf8")}\n`);
    change(folder, named("page.css"), "body { margin: 0 }");
    changeVersion(folder);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    await page.waitForFunction(async () => {
      const { installing, waiting } = await navigator.serviceWorker.getRegistration();
      return (await window.caches.keys()).length === 2 && !installing && waiting?.state === "installed";
    });

    // The server has the old files no more.
    assert.equal(await page.evaluate(async (name) => (await fetch(`${name}?`, { cache: "no-store" })).status, words), 200);
    await page.evaluate(() => document.querySelector("chain-rule").setAttribute("lang", "de"));
    await page.waitForFunction((name) => performance.getEntriesByType("resource").some((entry) => entry.name.endsWith(name) && entry.responseStatus === 200), words);
    await click(page, "blank:value q");
    for (const answer of ["3", "-12"]) {
      await page.keyboard.type(answer);
      await page.keyboard.press("Enter");
      await still(page);
    }
    assert.deepEqual(await page.evaluate(() => document.querySelector("chain-rule").grade()), { score: 2, max: 2 });
    assert.equal(await page.evaluate(() => window.mark), 1);
    assert.deepEqual(page.problems, []);

    await page.reload();
    await loaded(page);
    assert.notEqual(await script(page), before);
    await unplug(page);
    await page.reload();
    await loaded(page);
    assert.deepEqual(page.problems, []);
  });

  test("a page that only the server has changed is shown as it is now", async () => {
    const page = await open(world, { path: "", worker: true });
    await loaded(page);
    await kept(page);
    const path = join(folder, "index.html");
    writeFileSync(path, readFileSync(path, "utf8").replace("<h1>Chainrule", "<h1>Chainrule of Mr Smith"));
    for (const ending of [".br", ".gz"]) rmSync(path + ending);
    await page.reload();
    await loaded(page);
    assert.match(await page.locator("h1").textContent(), /Smith/);
  });

  test("a version that does not come whole is none", async () => {
    const page = await open(world, { path: "", worker: true });
    await loaded(page);
    await kept(page);
    const keys = await caches(page);
    rmSync(join(folder, change(folder, named("later.wasm"), "another")));
    changeVersion(folder);
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update().then(() => "began", () => "failed")), "began");
    await page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration()).installing);
    await unplug(page);
    await page.reload();
    await loaded(page);
    assert.equal(await script(page), named("page.js"));
    assert.ok((await caches(page)).includes(keys[0]));
  });

  test("where it is a guest it keeps nothing", async () => {
    for (const html of ["/?embed=1", "/"].map((src) => `<!doctype html><title>Host</title><iframe src="${src}" width="900" height="600"></iframe>`)) {
      const page = await open(world, { html, worker: true });
      const frame = page.frames().at(-1);
      await frame.waitForFunction(() => document.querySelector("chain-rule")?.frames > 0, null, { timeout: 20_000 });
      assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
      assert.deepEqual(page.problems, []);
    }
  });

  test("it can be installed: the browser reads its manifest, and its icons are what that says", async () => {
    const page = await open(world, { path: "", worker: true });
    await loaded(page);
    const session = await page.context().newCDPSession(page);
    const { errors, data, url } = await session.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    const manifest = JSON.parse(data);
    assert.equal(new URL(manifest.start_url, url).href, world.url);
    assert.equal(manifest.display, "standalone");
    for (const { src, sizes, type } of manifest.icons) {
      const read = await page.evaluate(async (address) => {
        const response = await fetch(address), image = new Image();
        image.src = URL.createObjectURL(await response.blob());
        await image.decode();
        return [response.headers.get("Content-Type"), `${image.naturalWidth}x${image.naturalHeight}`];
      }, new URL(src, url).href);
      assert.equal(read[0], type);
      if (sizes !== "any") assert.equal(read[1], sizes);
    }
    assert.ok(manifest.icons.some(({ purpose }) => purpose === "maskable"));
  });
});
