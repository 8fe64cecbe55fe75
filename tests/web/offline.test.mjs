// The installed page: without a network after one visit, and with an open lesson while a new version comes.
import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { click, get, loaded, named, open, start, still } from "./support.mjs";
import { caches, Copy, exportPicture, forget, kept, openLesson, script, speakGerman, until, updated } from "./versions.mjs";

describe("the installed page", () => {
  let browser, world, copy;
  before(async () => {
    browser = await start();
  });
  after(() => browser.close());
  beforeEach(async () => {
    copy = await Copy.serve();
    world = { browser: browser.browser, url: copy.url };
  });
  afterEach(async () => {
    await world.last?.close();
    await copy.remove();
  });

  test("in flight mode, after one visit: the page, a lesson, other languages, exports, and what else is loaded later", async () => {
    const page = await open(world, { path: "", worker: true });
    await loaded(page);
    await kept(page);
    assert.deepEqual(page.problems, []);
    await copy.unplug(page);
    await forget(page);
    await page.reload();
    await loaded(page);
    assert.equal((await get(page, "trace")).nodes.at(-1).value, -12);
    await page.evaluate(() => (document.querySelector("chain-rule").program = "f = \\frac{1}{1+e^{-x}}\nx = 2")); // the second part, at once
    assert.deepEqual((await get(page, "trace")).nodes.map(({ gate }) => gate), ["input", "neg", "exp", "shift", "recip"]);
    assert.match(await exportPicture(page), /<svg/);
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

    copy.renew(); // the server has the old files no more
    await updated(page);
    assert.equal((await caches(page)).length, 2);
    await forget(page);
    await speakGerman(page, words);
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
    await copy.unplug(page);
    await page.reload();
    await loaded(page);
    assert.deepEqual(page.problems, []);
  });

  test("a page that only the server has changed is shown as it is now", async () => {
    const page = await open(world, { path: "", worker: true });
    await loaded(page);
    await kept(page);
    copy.write("index.html", copy.read("index.html").replace("<h1>Chainrule", "<h1>Chainrule of Mr Smith"));
    await page.reload();
    await loaded(page);
    assert.match(await page.locator("h1").textContent(), /Smith/);
  });

  test("a version that does not come whole is none", async () => {
    const page = await open(world, { path: "", worker: true });
    await loaded(page);
    await kept(page);
    const keys = await caches(page);
    rmSync(join(copy.folder, copy.change(named("later.wasm"), "another")));
    copy.changeVersion();
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update().then(() => "began", () => "failed")), "began");
    await until(page, async () => !(await navigator.serviceWorker.getRegistration()).installing);
    await copy.unplug(page);
    await page.reload();
    await loaded(page);
    assert.equal(await script(page), named("page.js"));
    assert.ok((await caches(page)).includes(keys[0]));
  });

  test("a server's page for files that it does not have is kept for none of them", async () => {
    const page = await open(world, { path: "", worker: true });
    await loaded(page);
    await kept(page);
    const missing = copy.change(named("later.wasm"), "another");
    rmSync(join(copy.folder, missing));
    mkdirSync(join(copy.folder, missing));
    copy.write(`${missing}/index.html`, "<!doctype html><title>All is well</title>");
    copy.changeVersion();
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    await until(page, async () => !(await navigator.serviceWorker.getRegistration()).installing);
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).waiting), null);
  });

  test("what the browser has thrown away is kept again at the next visit", async () => {
    const page = await open(world, { path: "", worker: true });
    await loaded(page);
    await kept(page);
    const before = await caches(page);
    await page.evaluate((name) => window.caches.delete(name), before[0]);
    await page.reload();
    await loaded(page);
    await until(page, async () => Boolean(await window.caches.match("index.html")));
    assert.deepEqual(await caches(page), before);
    await copy.unplug(page);
    await forget(page);
    await page.reload();
    await loaded(page);
    await openLesson(page, "02-forward-backward");
    assert.deepEqual(page.problems, []);
  });

  test("where the page's storage fails the server gives what it has", async () => {
    const page = await open(world, { path: "", worker: true });
    await loaded(page);
    await kept(page);
    const [worker] = page.context().serviceWorkers();
    await worker.evaluate(() => {
      for (const name of ["keys", "match", "open"]) caches[name] = () => Promise.reject(new Error("The storage fails."));
    });
    await forget(page);
    await page.reload();
    await loaded(page);
    assert.deepEqual(page.problems, []);
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
