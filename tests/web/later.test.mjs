// The module's second part: not loaded for the first picture, there when somebody points at the widget, and loaded in the moment in
// which it is needed, should that be before.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { get, loaded, middle, named, open, slide, start, still, wrap } from "./support.mjs";

let world;
before(async () => (world = await start()));
after(() => world.close());

const later = named("later.wasm"), split = later !== null;
const html = wrap(`<chain-rule style="display: block; width: 900px; height: 600px"><script type="text/plain">${slide}</script></chain-rule>`);
const asked = (page) => {
  const urls = [];
  page.on("request", (request) => urls.push(new URL(request.url()).pathname.split("/").pop()));
  return urls;
};

test("the first picture, its steps and a drag do without it; pointing at the widget brings it", { skip: !split }, async () => {
  let urls;
  const page = await open(world, { html, setUp: (p) => (urls = asked(p)) });
  await loaded(page);
  await page.evaluate(() => document.querySelector("chain-rule").step(-3));
  await still(page);
  assert.ok(urls.includes(named("chainrule.wasm")));
  assert.ok(!urls.includes(later));
  const { x, y } = await middle(page, "card:f");
  await page.mouse.move(x, y);
  await page.waitForFunction((name) => performance.getEntriesByName(new URL(name, location.href).href).length > 0, later);
  assert.deepEqual(page.problems, []);
});

test("called before it has come, it is loaded at once", { skip: !split }, async () => {
  let urls;
  const page = await open(world, { html, setUp: (p) => (urls = asked(p)) });
  await loaded(page);
  const formula = "f = \\frac{1}{1+e^{-x}}\nx = 2";
  await page.evaluate((text) => (document.querySelector("chain-rule").program = text), formula);
  await still(page);
  assert.ok(urls.includes(later));
  const { nodes } = await get(page, "trace");
  assert.deepEqual(nodes.map(({ gate }) => gate), ["input", "neg", "exp", "shift", "recip"]);
  assert.deepEqual(page.problems, []);
});

test("a second part that cannot be had ends the widget with words", { skip: !split }, async () => {
  const page = await open(world, { html, setUp: (p) => p.route(`**/${later}`, (route) => route.abort()) });
  await loaded(page);
  const from = await middle(page, "out:y"), to = await middle(page, "in:f:1");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
  await page.waitForFunction(() => window.events.some(({ type }) => type === "error"));
  assert.match(await page.evaluate(() => document.querySelector("chain-rule").shadowRoot.textContent), /It stopped: .*later-\w+\.wasm/);
  assert.equal(await get(page, "program"), slide);
});
