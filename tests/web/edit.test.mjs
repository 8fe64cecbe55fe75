// The graph edited by hand in the page: mouse, keys, fingers, and text from an input method.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { click, get, loaded, middle, open, press, start, still } from "./support.mjs";

let world;
before(async () => (world = await start()));
after(() => world.close());

const text = "f = (x + y)*z  # out\nx = -2; y = 5\nz = -4";
const program = (page) => get(page, "program");
const find = (page, what) => page.evaluate((w) => document.querySelector("chain-rule").find(w)?.toJSON() ?? null, what);

async function opened(more = {}) {
  const page = await open(world, { path: `#p=${encodeURIComponent(text)}`, context: { viewport: { width: 1200, height: 760 }, reducedMotion: "reduce", ...more } });
  await loaded(page);
  await page.waitForFunction((t) => document.querySelector("chain-rule").program === t, text);
  await still(page);
  return page;
}

async function drag(page, from, to) {
  const a = await middle(page, from);
  const b = typeof to === "string" ? await middle(page, to) : { x: a.x + to[0], y: a.y + to[1] };
  await page.mouse.move(a.x, a.y);
  await page.mouse.down();
  await page.mouse.move(b.x, b.y, { steps: 6 });
  await still(page);
  await page.mouse.up();
  await still(page);
}

async function type(page, letters) {
  await page.keyboard.type(letters, { delay: 15 });
  await still(page);
}

test("by mouse: wires, gates, the menu, cards, and back", async () => {
  const page = await opened();
  await drag(page, "out:y", "in:f:1");
  assert.equal(await program(page), "f = (x + y)*y  # out\nx = -2; y = 5\n");
  await press(page, "Control+z");
  assert.equal(await program(page), text);
  await drag(page, "out:x", [30, -150]);
  await type(page, "tanh");
  await click(page, "row:tanh");
  assert.equal(await program(page), "a = tanh(x)\n" + text);
  await click(page, "card:f", { button: "right" });
  await click(page, "row:rename");
  await type(page, "loss");
  await press(page, "Enter");
  assert.equal(await program(page), "a = tanh(x)\n" + text.replace("f", "loss"));
  const card = await find(page, "card:loss");
  const grip = { x: card.x + card.width * 0.7, y: card.y + 12 };
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  await page.mouse.move(grip.x + 30, grip.y + 60, { steps: 5 });
  await page.mouse.up();
  await still(page);
  assert.match(await program(page), /\n#@ pin loss -?\d+ -?\d+$/);
  for (let i = 0; i < 3; i++) await press(page, "Control+z");
  assert.equal(await program(page), text);
  assert.deepEqual(page.problems, []);
});

test("by keys alone: select, add, insert, set, delete, fold, and the palette", async () => {
  const page = await opened();
  await page.keyboard.press("Tab");
  while (!(await page.evaluate(() => document.activeElement?.localName === "chain-rule"))) await page.keyboard.press("Tab");
  await press(page, "Shift+ArrowLeft"); // the output
  await type(page, "exp");
  await press(page, "Enter");
  assert.equal(await program(page), text + "\na = exp(f)");
  await press(page, "Control+z", "Escape", "Shift+ArrowLeft", "1");
  await type(page, "tanh");
  await press(page, "Enter");
  assert.equal(await program(page), text.replace("(x + y)", "tanh(x + y)"));
  await press(page, "Control+z", "Shift+N");
  await type(page, "y");
  await press(page, "Enter");
  await type(page, "0.5");
  await press(page, "Enter");
  assert.equal(await program(page), text.replace("y = 5", "y = 0.5"));
  await press(page, "Control+ArrowUp");
  assert.equal(await program(page), text.replace("y = 5", "y = 0.6"));
  await press(page, "Delete");
  assert.equal(await program(page), text.replace("x + y", "x + 0.6").replace("; y = 5", ""));
  await press(page, "Control+z", "Control+k");
  assert.ok(await find(page, "picker"));
  await type(page, "select all");
  await press(page, "Enter", "Control+g");
  await type(page, "g");
  await press(page, "Enter");
  assert.match(await program(page), /^g\(.*\n#@ fold g$/s);
  await press(page, "Shift+?");
  assert.ok(await find(page, "row:rename"));
  await press(page, "Escape");
  assert.equal(await find(page, "picker"), null);
  assert.deepEqual(page.problems, []);
});

test("by fingers: a tap, a long press for the menu, a wire, two fingers that move and zoom", async () => {
  const page = await opened({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true });
  const finger = await page.context().newCDPSession(page);
  const touch = async (type, ...points) => {
    await finger.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  };
  const slide = async (from, to) => {
    await touch("touchStart", [from.x, from.y]);
    for (let i = 1; i <= 6; i++) await touch("touchMove", [from.x + ((to.x - from.x) * i) / 6, from.y + ((to.y - from.y) * i) / 6]);
    await touch("touchEnd");
    await still(page);
  };
  await slide(await middle(page, "out:y"), await middle(page, "in:f:1"));
  assert.equal(await program(page), "f = (x + y)*y  # out\nx = -2; y = 5\n");
  const at = await middle(page, "card:f");
  await touch("touchStart", [at.x, at.y]);
  await page.waitForFunction(() => document.querySelector("chain-rule").find("row:rename"), null, { timeout: 5000 });
  await touch("touchEnd");
  await still(page);
  const row = await middle(page, "row:duplicate");
  const { height } = await find(page, "row:duplicate");
  assert.ok(height >= 44);
  await page.touchscreen.tap(row.x, row.y);
  await still(page);
  assert.match(await program(page), /f2 = /);
  const before = await find(page, "card:f");
  await touch("touchStart", [150, 250]);
  await touch("touchStart", [150, 250], [250, 250]);
  for (let i = 1; i <= 5; i++) await touch("touchMove", [150, 250 + 8 * i], [250, 250 + 8 * i]);
  await touch("touchEnd");
  await still(page);
  const moved = await find(page, "card:f");
  assert.ok(Math.abs(moved.y - before.y - 40) < 12, `moved by ${moved.y - before.y}`);
  await touch("touchStart", [180, 300]);
  await touch("touchStart", [180, 300], [220, 300]);
  for (let i = 1; i <= 5; i++) await touch("touchMove", [180 - 8 * i, 300], [220 + 8 * i, 300]);
  await touch("touchEnd");
  await still(page);
  assert.ok((await find(page, "card:f")).width > 1.5 * moved.width);
  assert.deepEqual(page.problems, []);
});

test("a name from an input method", async () => {
  const page = await opened();
  await click(page, "card:f");
  await press(page, "F2");
  const session = await page.context().newCDPSession(page);
  for (const part of ["s", "su", "sun"]) {
    await session.send("Input.imeSetComposition", { text: part, selectionStart: part.length, selectionEnd: part.length });
    await still(page);
  }
  await session.send("Input.insertText", { text: "\u03b8\u0302".normalize("NFC").slice(0, 1) });
  await still(page);
  await press(page, "Enter");
  assert.equal(await program(page), text.replace("f", "\u03b8"));
  assert.deepEqual(page.problems, []);
});
