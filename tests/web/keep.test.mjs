// Nothing is lost: a crash, a reload, another visit, a second tab, a link, no room, no storage.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { click, flags, get, loaded, neuron, open, shows, slide, start, still, typeAtEnd, wrap } from "./support.mjs";

const { chromium } = createRequire(new URL("../../web/package.json", import.meta.url))("playwright-core");

let world;
before(async () => (world = await start()));
after(() => world.close());

// Another page of the browser's same profile.
async function visit(context, path = "") {
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  await page.goto(world.url + path);
  await loaded(page);
  return page;
}

const fresh = async (path = "") => {
  const page = await open(world, { path });
  await loaded(page);
  return page;
};

// A person's pause, in which the work is written.
async function pause(page) {
  await still(page);
  await page.waitForTimeout(1000);
}

const program = (page) => get(page, "program");

async function crash(page) {
  const session = await page.context().newCDPSession(page);
  const gone = new Promise((done) => page.once("crash", done));
  session.send("Page.crash").catch(() => {});
  await gone;
}

describe("the page by itself", () => {
  test("after a crash of the tab, text, undo, redo and the view are back in the next", async () => {
    const page = await fresh();
    await typeAtEnd(page, "0");
    await click(page, "card:t1");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await click(page, "button:zoom-in");
    await typeAtEnd(page, " # more");
    await page.evaluate(() => document.querySelector("chain-rule").undo());
    await pause(page);
    assert.equal(await program(page), `${slide}0`);
    const shape = () => page.evaluate(() => JSON.stringify(document.querySelector("chain-rule").find("card:t1")));
    const card = await shape();
    await crash(page);
    const next = await visit(page.context());
    assert.equal(await program(next), `${slide}0`);
    assert.equal(await next.evaluate(() => JSON.stringify(document.querySelector("chain-rule").find("card:t1"))), card);
    assert.equal(await shows(next, "notice"), false);
    await next.evaluate(() => document.querySelector("chain-rule").redo());
    assert.equal(await program(next), `${slide}0 # more`);
    await next.evaluate(() => document.querySelector("chain-rule").undo());
    await next.evaluate(() => document.querySelector("chain-rule").undo());
    assert.equal(await program(next), slide);
    assert.deepEqual(next.problems, []);
  });

  test("a tab that crashed is opened anew at the address that it had", async () => {
    const page = await fresh();
    await typeAtEnd(page, "0");
    await pause(page);
    await crash(page);
    const next = await visit(page.context(), new URL(page.url()).hash);
    assert.equal(await program(next), `${slide}0`);
    await next.evaluate(() => document.querySelector("chain-rule").undo());
    assert.equal(await program(next), slide);
  });

  test("a reload at once after the change has it", async () => {
    const page = await fresh();
    await typeAtEnd(page, "0");
    await page.keyboard.type("5");
    await page.waitForFunction((text) => document.querySelector("chain-rule").program === text, `${slide}05`);
    await page.reload();
    await loaded(page);
    assert.equal(await program(page), `${slide}05`);
  });

  test("when the whole browser is killed a second after the change, the next one has it", async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "chainrule-profile-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const launch = () =>
      chromium.launchPersistentContext(folder, {
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags, viewport: { width: 1000, height: 700 },
      });
    const context = await launch();
    const page = await visit(context);
    await typeAtEnd(page, "0");
    await pause(page);
    const gone = new Promise((done) => context.once("close", done));
    // The browser is the process that has this profile and is of no type.
    const processes = spawnSync("ps", ["-eo", "pid,args"], { encoding: "utf8" }).stdout.split("\n");
    const ours = processes.filter((line) => line.includes(folder) && !line.includes("--type="));
    for (const line of ours) process.kill(Number.parseInt(line, 10), "SIGKILL");
    assert.ok(ours.length > 0);
    await gone;
    rmSync(join(folder, "SingletonLock"), { force: true });
    const again = await launch();
    t.after(() => again.close());
    const next = await visit(again);
    assert.equal(await program(next), `${slide}0`);
    await next.evaluate(() => document.querySelector("chain-rule").undo());
    assert.equal(await program(next), slide);
  });

  test("a visit in which nothing was done leaves nothing behind", async () => {
    const page = await fresh();
    await pause(page);
    const left = await page.evaluate(() => localStorage.length + sessionStorage.length);
    assert.equal(left, 0);
  });

  test("two tabs have records of their own; the newest is taken up, the other is offered", async () => {
    const one = await fresh();
    const two = await visit(one.context());
    await typeAtEnd(one, "1");
    await pause(one);
    await typeAtEnd(two, "2");
    await pause(two);
    await one.reload();
    await loaded(one);
    assert.equal(await program(one), `${slide}1`);
    await one.close();
    await two.close();
    const context = world.last;
    const next = await visit(context);
    assert.equal(await program(next), `${slide}2`);
    assert.ok(await shows(next, "button:restore"));
    await click(next, "button:restore");
    assert.equal(await program(next), `${slide}1`);
    assert.equal(await shows(next, "notice"), false);
    await next.evaluate(() => document.querySelector("chain-rule").undo()); // what was there is not lost
    assert.equal(await program(next), `${slide}2`);
  });

  test("while a tab lives, its work is not offered to others", async () => {
    const one = await fresh();
    await typeAtEnd(one, "1");
    await pause(one);
    const two = await visit(one.context());
    assert.equal(await program(two), slide);
    assert.equal(await shows(two, "notice"), false);
    const three = await visit(one.context(), "#p=a=1");
    assert.equal(await shows(three, "notice"), false);
  });

  test("a link shows its program, and the earlier work is offered; discarded, it is offered no more", async () => {
    const page = await fresh();
    await typeAtEnd(page, "7");
    await pause(page);
    await page.close();
    const context = world.last;
    const link = await visit(context, `#p=${encodeURIComponent(neuron)}`);
    assert.equal(await program(link), neuron);
    assert.ok(await shows(link, "button:restore"));
    await link.close();
    const other = await visit(context, "?lang=de#p=a%3D1");
    assert.equal(await program(other), "a=1");
    await click(other, "button:discard");
    assert.equal(await program(other), "a=1");
    assert.equal(await shows(other, "notice"), false);
    await other.close();
    assert.equal(await program(await visit(context)), slide);
  });

  test("earlier work that is wanted back is a change by the user, and the link's program is an undo away once it was changed", async () => {
    const page = await fresh();
    await typeAtEnd(page, "7");
    await pause(page);
    await page.close();
    const link = await visit(world.last, "#p=a%3D1");
    await link.evaluate(() => {
      window.changes = [];
      document.addEventListener("change", ({ detail }) => window.changes.push([detail.program, detail.isUserInitiated]));
    });
    await typeAtEnd(link, "2");
    await click(link, "button:restore");
    assert.equal(await program(link), `${slide}7`);
    assert.deepEqual((await link.evaluate(() => window.changes)).at(-1), [`${slide}7`, true]);
    await link.evaluate(() => document.querySelector("chain-rule").undo());
    assert.equal(await program(link), "a=12");
  });

  test("what cannot be read is no work: the page's program is shown", async () => {
    const page = await fresh();
    await typeAtEnd(page, "7");
    await pause(page);
    await page.evaluate(async () => {
      const request = indexedDB.open("chainrule");
      await new Promise((done) => (request.onsuccess = done));
      const store = () => request.result.transaction("work", "readwrite").objectStore("work");
      const all = store().getAll();
      await new Promise((done) => (all.onsuccess = done));
      for (const record of all.result) store().put({ ...record, state: record.state.slice(0, 15) });
    });
    await page.close();
    const next = await visit(world.last);
    assert.equal(await program(next), slide);
    assert.deepEqual(next.problems, []);
  });

  test("a full disk is said once, in words, and harms nothing", async () => {
    const page = await open(world, {
      path: "",
      setUp: (p) =>
        p.addInitScript(() => {
          IDBObjectStore.prototype.put = () => {
            throw new DOMException("full", "QuotaExceededError");
          };
        }),
    });
    await loaded(page);
    await typeAtEnd(page, "7");
    await pause(page);
    assert.ok(await shows(page, "notice"));
    assert.equal(await shows(page, "button:restore"), false);
    await typeAtEnd(page, "8");
    await pause(page);
    assert.equal(await shows(page, "notice"), false);
    assert.equal(await program(page), `${slide}78`);
    assert.deepEqual(page.problems, []);
  });
});

describe("an element in a page of others", () => {
  const html = wrap(`<chain-rule id="a">${slide}</chain-rule><chain-rule id="b" style="display:block">p = 2; f = p*p</chain-rule>`);

  test("a reload brings the work back, another visit begins with the page's program", async () => {
    const page = await open(world, { html });
    await loaded(page);
    await typeAtEnd(page, "0");
    await pause(page);
    await page.reload();
    await loaded(page);
    assert.equal(await program(page), `${slide}0`);
    assert.equal(await page.evaluate(() => document.querySelector("#b").program), "p = 2; f = p*p");
    const visitor = await page.context().newPage();
    await visitor.route("**/test.html", (route) => route.fulfill({ body: html, contentType: "text/html" }));
    await visitor.goto(`${world.url}test.html`);
    await loaded(visitor);
    assert.equal(await program(visitor), slide);
    assert.equal(await visitor.evaluate(async () => (await indexedDB.databases()).length + localStorage.length), 0);
  });

  test("another program of the page's is another document", async () => {
    const page = await open(world, { html });
    await loaded(page);
    await typeAtEnd(page, "0");
    await pause(page);
    await page.unroute("**/test.html");
    await page.route("**/test.html", (route) => route.fulfill({ body: wrap(`<chain-rule id="a">g = 1*2</chain-rule>`), contentType: "text/html" }));
    await page.reload();
    await loaded(page);
    assert.equal(await program(page), "g = 1*2");
    assert.equal(await shows(page, "notice"), false);
  });

  test('keep="no" keeps nothing', async () => {
    const page = await open(world, { html: wrap(`<chain-rule keep="no">${slide}</chain-rule>`) });
    await loaded(page);
    await typeAtEnd(page, "0");
    await pause(page);
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    await page.reload();
    await loaded(page);
    assert.equal(await program(page), slide);
  });

  for (const [name, path] of [["of the tab", "/?embed=1"], ["of the device", "/"]]) {
    test(`without storage ${name}, as in a sandbox, it works, and says once that it keeps nothing`, async () => {
      const html = `<!doctype html><title>Host</title><iframe sandbox="allow-scripts" src="${path}" width="900" height="600"></iframe>`;
      const page = await open(world, { html });
      const frame = page.frames().at(-1);
      await loaded(frame);
      const at = await frame.evaluate(() => {
        const { x, y, width, height } = document.querySelector("chain-rule").find("program");
        return { x: x + width / 2, y: y + height / 2 };
      });
      const box = await (await page.$("iframe")).boundingBox();
      const type = async (text) => {
        await page.mouse.click(box.x + 2 + at.x, box.y + 2 + at.y);
        await still(frame);
        await page.keyboard.press("Control+End");
        await page.keyboard.type(text);
        await still(frame);
        await page.waitForTimeout(1000);
      };
      await type("0");
      assert.equal(await program(frame), `${slide}0`);
      assert.ok(await shows(frame, "notice"));
      await type("1");
      assert.equal(await program(frame), `${slide}01`);
      assert.equal(await shows(frame, "notice"), false);
      assert.deepEqual(page.problems, []);
    });
  }
});
