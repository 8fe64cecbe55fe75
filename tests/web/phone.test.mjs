// A phone: a wide circuit and the inspector's sheet, by taps.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { get, loaded, middle, neuron, open, start, still } from "./support.mjs";

let world;
before(async () => (world = await start()));
after(() => world.close());

const context = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, hasTouch: true, isMobile: true, reducedMotion: "reduce" };

test("a tap opens the sheet, another closes it, and a finger scrolls what it shows", async () => {
  const page = await open(world, { path: `#p=${encodeURIComponent(neuron)}`, context });
  await loaded(page);
  await page.waitForFunction((text) => document.querySelector("chain-rule").program === text, neuron);
  await still(page);
  const find = (what) => page.evaluate((w) => document.querySelector("chain-rule").find(w)?.toJSON() ?? null, what);
  const tap = async (what) => {
    const { x, y } = await middle(page, what);
    await page.touchscreen.tap(x, y);
    await still(page);
  };
  const output = await find("card:f");
  assert.ok(output.width >= 64 && output.x + output.width <= 390, "the output is not in view at a size that can be read");
  assert.equal(await find("sheet"), null);
  await tap("button:sheet");
  const sheet = await find("sheet");
  assert.ok(sheet.height > 150);
  const plot = await find("plot");
  const finger = await page.context().newCDPSession(page);
  const send = (type, y) => finger.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: 200, y }] });
  await send("touchStart", sheet.y + sheet.height - 12);
  for (let i = 1; i <= 8; i++) await send("touchMove", sheet.y + sheet.height - 12 - 10 * i);
  await send("touchEnd");
  await still(page);
  assert.ok((await find("plot")).y < plot.y - 30);
  assert.equal(await get(page, "program"), neuron);
  await tap("button:sheet");
  assert.equal(await find("sheet"), null);
  assert.deepEqual(page.problems, []);
});
