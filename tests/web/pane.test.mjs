// The program pane in the browser: what is typed, pasted and composed; words offered; Tab.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { click, get, loaded, open, press, shows, slide, start, still, wrap } from "./support.mjs";

let world;
before(async () => (world = await start()));
after(() => world.close());

const reads = (page, text) =>
  page.waitForFunction((t) => document.querySelector("chain-rule").program === t, text).catch(async () => assert.equal(await get(page, "program"), text));

// A page whose pane has the keyboard, the caret at the end.
async function pane(program, context = {}) {
  const body = `<chain-rule motion="reduce" style="width:900px;height:600px">${program}</chain-rule><button id="next">next</button>`;
  const page = await open(world, { html: wrap(body), context });
  await loaded(page);
  await click(page, "program");
  await press(page, "Control+End");
  return page;
}
const inWidget = (page) => page.evaluate(() => document.activeElement === document.querySelector("chain-rule"));

test("Tab takes the offered word, and leaves the widget where none is offered", async () => {
  const page = await pane("x = 2");
  await page.keyboard.press("Enter");
  await page.keyboard.type("f = sig");
  await still(page);
  assert.ok(await shows(page, "completion:sigmoid"));
  await page.keyboard.press("Tab");
  await page.keyboard.type("(x)");
  await reads(page, "x = 2\nf = sigmoid(x)");
  assert.ok(await inWidget(page));
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "next");
  assert.deepEqual(page.problems, []);
});

test("Enter ends the line though words are offered; a press takes one", async () => {
  const page = await pane("x = 2");
  await page.keyboard.press("Enter");
  await page.keyboard.type("f = x*ta");
  await still(page);
  assert.ok(await shows(page, "completion:tanh"));
  await page.keyboard.press("Enter");
  await reads(page, "x = 2\nf = x*ta\n");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Control+Space");
  await still(page);
  await click(page, "completion:tanh");
  await page.keyboard.type("(x)");
  await reads(page, "x = 2\nf = x*tanh(x)");
});

test("pasted LaTeX and Python become plain, and undo brings what was pasted", async () => {
  const page = await pane("x = 2", { permissions: ["clipboard-read", "clipboard-write"] });
  for (const [pasted, plain] of [["f = \\frac{1}{1+e^{-x}}", "f = 1/(1 + e^-x)"], ["f = np.maximum(x, 1)**2", "f = max(x, 1)^2"]]) {
    await page.keyboard.press("Control+a");
    await page.evaluate((text) => navigator.clipboard.writeText(text), pasted);
    await page.keyboard.press("Control+v");
    await reads(page, plain);
    await page.keyboard.press("Control+z");
    await reads(page, pasted);
  }
});

test("what an input method composes stands in the pane while it is composed, also at several carets", async () => {
  const page = await pane("u = 2; f = u*u");
  const session = await page.context().newCDPSession(page);
  const compose = async (text) => {
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await still(page);
  };
  await page.keyboard.press("F2");
  await compose("a");
  await reads(page, "a = 2; f = a*a");
  await compose("学");
  await reads(page, "学 = 2; f = 学*学");
  await session.send("Input.insertText", { text: "学习" });
  await reads(page, "学习 = 2; f = 学习*学习");
  assert.deepEqual(page.problems, []);
});

test("comments, moved lines and fixes by the keyboard, of which the page hears nothing", async () => {
  const page = await pane("x = 2\nf = sigmoyd(x)");
  await page.evaluate(() => {
    window.prevented = [];
    window.addEventListener("keydown", (event) => window.prevented.push(event.defaultPrevented));
  });
  await page.keyboard.press("Control+.");
  await reads(page, "x = 2\nf = sigmoid(x)");
  await page.keyboard.press("Control+/");
  await reads(page, "x = 2\n# f = sigmoid(x)");
  await page.keyboard.press("Alt+ArrowUp");
  await reads(page, "# f = sigmoid(x)\nx = 2");
  const prevented = await page.evaluate(() => window.prevented);
  assert.equal(prevented.filter(Boolean).length, 3);
});

test("a press on the offer sets the line right", async () => {
  const page = await pane(slide.replace("f", "f = expp(1); g"));
  await click(page, "button:fix");
  await reads(page, slide.replace("f", "f = exp(1); g"));
});
