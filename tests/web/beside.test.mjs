// The second picture, in the browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { click, get, loaded, middle, neuron, numbers, open, print, start, still, wrap } from "./support.mjs";

let world;
before(async () => (world = await start()));
after(() => world.close());

test("the button or B opens a second picture with wires of its own; a drag in it changes the program", async () => {
  const page = await open(world, { html: wrap(`<chain-rule motion="reduce" style="width:1200px;height:700px">${neuron}</chain-rule>`) });
  await loaded(page);
  const shot = async () => {
    await page.mouse.move(1250, 710);
    await still(page);
    const box = await page.locator("chain-rule").boundingBox(); // without the ring of the focus
    return print(page.screenshot({ clip: { x: box.x + 8, y: box.y + 8, width: box.width - 16, height: box.height - 16 } }));
  };
  const shown = () => page.evaluate(() => !!document.querySelector("chain-rule").find("beside:card:f"));
  await page.mouse.move(600, 300); // the button is there once somebody points at the widget
  await still(page);
  const alone = await shot();
  await click(page, "button:beside");
  const both = await shot();
  assert.ok(await shown());
  assert.notEqual(both, alone);
  await page.keyboard.press("Shift+B");
  assert.equal(await shot(), alone);
  assert.ok(!(await shown()));
  await page.keyboard.press("Shift+B");
  assert.equal(await shot(), both);

  const x0 = await middle(page, "beside:value:x0");
  await page.mouse.move(x0.x, x0.y);
  await page.mouse.down();
  await page.mouse.move(x0.x - 40, x0.y, { steps: 4 });
  await page.mouse.move(x0.x - 80, x0.y, { steps: 4 });
  await page.mouse.up();
  await still(page);
  assert.notEqual(await shot(), both);
  const program = await get(page, "program");
  assert.notEqual(program, neuron);
  const trace = numbers(await get(page, "trace"));
  assert.ok(trace.x0[0] < -1, `x0 is ${trace.x0[0]}`);
  assert.ok(Math.abs(trace.f[0] - 1 / (1 + Math.exp(-(2 * trace.x0[0] + 6 - 3)))) < 1e-12);
  assert.deepEqual(page.problems, []);
});
