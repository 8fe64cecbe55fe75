// One version of the installed page takes the place of another: when no page is open any more, with all that was kept of the old one gone,
// and while one is open without a change for it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { click, flags, get, loaded, still } from "./support.mjs";
import { caches, Copy, exportPicture, forget, kept, openLesson, script, speakGerman, until, updated } from "./versions.mjs";

const { chromium } = createRequire(new URL("../../web/package.json", import.meta.url))("playwright-core");
const times = Number(process.env.CHAINRULE_TAKEOVERS ?? 2); // of takeovers on a loaded machine

describe("a new version", () => {
  let copy, profile, context;
  beforeEach(async () => {
    copy = await Copy.serve();
    profile = mkdtempSync(join(tmpdir(), "chainrule-profile-"));
    context = await start();
  });
  afterEach(async () => {
    await context.close();
    await copy.remove();
    rmSync(profile, { recursive: true });
  });

  // A browser that has the profile of the one before.
  const start = () => chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags, viewport: { width: 1000, height: 700 },
  });

  async function visit() {
    const page = await context.newPage();
    page.problems = [];
    page.on("console", (message) => ["warning", "error"].includes(message.type()) && page.problems.push(message.text()));
    page.on("pageerror", (error) => page.problems.push(String(error)));
    await page.goto(copy.url);
    return page;
  }

  // Chromium leaves the updates of workers for three minutes where its first page is hidden before it is done with its own start.
  async function ready() {
    const page = await visit();
    await loaded(page);
    await kept(page);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update().then(() => null));
    return page;
  }

  // The worker of the site's version is the only one, and so is its cache.
  async function alone(page) {
    await until(page, async (version) => {
      const { installing, waiting, active } = await navigator.serviceWorker.getRegistration();
      const names = await window.caches.keys();
      return !installing && !waiting && active?.state === "activated" && names.length === 1 && names[0].endsWith(version);
    }, copy.version);
  }

  const closings = {
    "after its last page is closed": async (page) => {
      await context.newPage(); // of nobody
      await page.close();
    },
    "after the browser is closed": async () => {
      await context.close();
      context = await start();
    },
  };
  for (const [name, close] of Object.entries(closings)) {
    test(`takes over ${name}: the old cache is gone, and flight mode works`, async () => {
      const old = await ready(), before = copy.version;
      copy.renew();
      await updated(old);
      assert.equal((await caches(old)).length, 2);
      await close(old);

      const page = await visit();
      await loaded(page);
      assert.equal(await script(page), copy.named("page.js"));
      assert.notEqual(copy.version, before);
      await alone(page);
      await copy.unplug(page);
      await forget(page);
      await page.reload();
      await loaded(page);
      assert.equal(await script(page), copy.named("page.js"));
      await openLesson(page, "02-forward-backward");
      assert.deepEqual(page.problems, []);
    });
  }

  test("is in one tab while the old one goes on in another, with files that only the worker still has", async () => {
    const lesson = await ready(), fresh = await ready(), before = await script(fresh);
    await lesson.bringToFront();
    await openLesson(lesson, "02-forward-backward");
    const old = copy.hashed, words = copy.named("words.de.txt");
    copy.renew();
    assert.deepEqual(copy.hashed.filter((name) => old.includes(name)), []);
    await updated(lesson);
    const page = await visit();
    await loaded(page);
    assert.notEqual(await script(page), before);

    await forget(page);
    for (const name of old) {
      assert.equal(await lesson.evaluate(async (file) => (await fetch(file, { cache: "no-store" })).status, name), 200, name);
    }
    await lesson.bringToFront();
    await speakGerman(lesson, words);
    assert.match(await exportPicture(lesson), /<svg/);
    await click(lesson, "blank:value q");
    await lesson.keyboard.type("3");
    await lesson.keyboard.press("Enter");
    await still(lesson);
    assert.equal((await lesson.evaluate(() => document.querySelector("chain-rule").grade())).score, 1);

    await fresh.bringToFront(); // nobody has pointed at this one
    await fresh.evaluate(() => (document.querySelector("chain-rule").program = "f = \\frac{1}{1+e^{-x}}\nx = 2"));
    assert.equal((await get(fresh, "trace")).nodes.length, 5);
    await openLesson(fresh, "02-forward-backward");

    await page.bringToFront();
    await speakGerman(page, copy.named("words.de.txt"));
    await openLesson(page, "02-forward-backward");
    for (const tab of [lesson, fresh, page]) assert.deepEqual(tab.problems, []);

    // The old version goes with the last of its tabs.
    await Promise.all([lesson.close(), fresh.close()]);
    assert.equal((await caches(page)).length, 2);
    await context.newPage();
    await page.close();
    await alone(await ready());
  });

  test("leaves a page that was loaded past the worker what it needs", async () => {
    const page = await ready(), words = copy.named("words.de.txt");
    const session = await context.newCDPSession(page);
    await Promise.all([page.waitForEvent("load"), session.send("Page.reload", { ignoreCache: true })]);
    await loaded(page);
    assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
    copy.renew();
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    await forget(page);
    await speakGerman(page, words);
    assert.deepEqual(page.problems, []);
  });

  test(`takes over on a loaded machine, ${times} times, and no visit hangs`, async () => {
    const busy = [1, 2].map(() => spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }));
    try {
      let page = await ready();
      for (let i = 0; i < times; i++) {
        copy.renew();
        await updated(page);
        const blank = await context.newPage();
        await page.close();
        const began = performance.now();
        page = await visit(); // fails after 30 s
        const took = performance.now() - began;
        await blank.close();
        assert.equal(await script(page), copy.named("page.js"));
        await loaded(page);
        await alone(page);
        if (process.env.CHAINRULE_TAKEOVERS) console.log(`${i}: ${Math.round(took)} ms`);
      }
    } finally {
      for (const loop of busy) loop.kill();
    }
  });
});
