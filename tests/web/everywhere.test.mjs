// The site's other pages: the guides, the gallery, and the page of each course system with what the guide says to put there.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { click, get, loaded, middle, numbers, open, picture, site, start, still } from "./support.mjs";

let world;
before(async () => (world = await start()));
after(() => world.close());

const axe = readFileSync(createRequire(new URL("../../web/package.json", import.meta.url)).resolve("axe-core/axe.min.js"), "utf8");
const guides = readdirSync(site).filter((name) => name.endsWith(".html") && !["index.html", "chainrule.html"].includes(name));
const systems = readdirSync(join(site, "embed")).filter((name) => name.endsWith(".html")).map((name) => name.slice(0, -5));
const slide = { t1: [3, -4], x: [-2, -4], y: [5, -4], z: [-4, 3], f: [-12, 1] };

async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => (await window.axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(" ")}`));
}

// The circuit is drawn where this selector is: cards on paper, in more than a few colours.
async function drawn(page, selector) {
  const { colours, share } = await picture(world.browser, await page.locator(selector).first().screenshot());
  assert.ok(colours > 20, `${colours} colours`);
  assert.ok(share((r, g, b) => r + g + b < 30) < 0.5, "it is black");
}

describe("course systems", () => {
  test("the guide has them all", () => {
    assert.deepEqual(systems, ["canvas", "jekyll", "moodle", "myst", "plain", "quarto", "reveal", "sphinx"]);
  });

  for (const system of systems.filter((name) => name !== "reveal")) {
    test(`${system}: the circuit is shown, and answers what its values are`, async () => {
      const page = await open(world, { path: `embed/${system}.html` });
      const framed = (await page.locator("iframe").count()) > 0;
      const inner = framed ? await (await page.locator("iframe").elementHandle()).contentFrame() : page;
      await inner.waitForFunction(() => document.querySelector("chain-rule")?.frames > 0, null, { timeout: 20_000 });
      await still(inner);
      assert.deepEqual(numbers(await get(inner, "trace")), slide);
      if (framed) {
        const trace = await page.evaluate(() => new Promise((done) => {
          addEventListener("message", ({ data }) => data?.type === "getTrace.response" && done(data.trace));
          frames[0].postMessage({ source: "chainrule", v: 1, type: "getTrace", id: 1 }, "*");
        }));
        assert.deepEqual(numbers(trace), slide);
      }
      await drawn(page, framed ? "iframe" : "chain-rule");
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(sideways, 0, "the page can be scrolled sideways");
      assert.deepEqual(page.problems, []);
    });
  }

  test("in Canvas the frame gets the height that suits its width", async () => {
    const page = await open(world, { path: "embed/canvas.html" });
    const height = () => page.waitForFunction(() => parseFloat(document.querySelector("iframe").style.height) !== 560 && document.querySelector("iframe").style.height);
    const wide = parseFloat(await (await height()).jsonValue());
    const { width } = await page.locator("iframe").boundingBox();
    assert.equal(wide, Math.round(Math.min(Math.max(width * 0.6, 480), 720)));
  });

  test("on a slide it draws when the slide is shown, and is pressed where it is seen however large the slides are", async () => {
    for (const viewport of [{ width: 1400, height: 900 }, { width: 700, height: 500 }]) {
      const page = await open(world, { path: "embed/reveal.html#/1", context: { viewport } });
      await page.waitForFunction(() => window.Reveal?.isReady() && window.Reveal.getState().indexh === 1);
      assert.equal(await page.evaluate(() => document.querySelector("chain-rule").frames), 0);
      await page.keyboard.press("ArrowLeft");
      await loaded(page);
      assert.deepEqual(numbers(await get(page, "trace")), slide);
      const scale = await page.evaluate(() => window.Reveal.getScale());
      assert.ok(Math.abs(scale - 1) > 0.05, `the slides are not scaled: ${scale}`);
      const before = (await get(page, "steps")).done;
      const at = await page.evaluate(() => {
        const element = document.querySelector("chain-rule"), part = element.find("button:previous"), box = element.getBoundingClientRect();
        const scale = box.width / element.offsetWidth;
        return { x: box.x + scale * (part.x + part.width / 2), y: box.y + scale * (part.y + part.height / 2) };
      });
      await page.mouse.click(at.x, at.y);
      await still(page);
      assert.equal((await get(page, "steps")).done, before - 1);
      await drawn(page, "chain-rule");
      assert.deepEqual(page.problems, []);
    }
  });
});

describe("guides", () => {
  for (const name of guides) {
    test(`${name}: no violation, and no link to nowhere`, async () => {
      const page = await open(world, { path: name });
      await page.waitForLoadState();
      assert.deepEqual(await violations(page), []);
      const links = await page.evaluate(() => [...document.querySelectorAll("a[href], img[src]")].map((e) => new URL(e.href ?? e.src)).filter(({ origin }) => origin === location.origin)
        .map(({ pathname, hash }) => [pathname, hash]));
      for (const [path, hash] of links) {
        const file = join(site, path === "/" ? "index.html" : path);
        assert.ok(existsSync(file), `${path} is not there`);
        if (hash && file.endsWith(name)) assert.ok(await page.evaluate((id) => document.getElementById(id) !== null, decodeURIComponent(hash.slice(1))), `${hash} is not there`);
      }
      assert.deepEqual(page.problems, []);
    });
  }

  test("every exhibit of the gallery is drawn as it comes into view, and opens", async () => {
    const page = await open(world, { path: "gallery.html" });
    const exhibits = await page.locator("chain-rule").all();
    assert.equal(exhibits.length, readdirSync(new URL("../../web/gallery", import.meta.url)).length);
    for (const exhibit of exhibits) {
      await exhibit.scrollIntoViewIfNeeded();
      const handle = await exhibit.elementHandle();
      await page.waitForFunction((element) => element.frames > 0, handle, { timeout: 20_000 });
      const trace = await exhibit.evaluate((element) => element.trace);
      assert.deepEqual(trace.diagnostics.filter(({ severity }) => severity === "error"), []);
    }
    const program = await exhibits[1].evaluate((element) => element.program);
    await page.locator(".open a").nth(1).click();
    await loaded(page);
    assert.equal(await get(page, "program"), program);
    assert.deepEqual(page.problems, []);
  });
});
