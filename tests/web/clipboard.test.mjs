// The browser's own copy, cut and paste: in the program pane its text, on the canvas what is selected there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { click, get, loaded, open, press, slide, start, still } from "./support.mjs";

let world;
before(async () => (world = await start()));
after(() => world.close());

async function fresh() {
  const page = await open(world, { path: "?embed=1", context: { permissions: ["clipboard-read"] } });
  await loaded(page);
  return page;
}

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

// A clipboard event as a browser fires it where the keyboard is, from a menu for one. What it leaves in the event's data.
const fire = (page, type, text = "") =>
  page.evaluate(
    ([t, content]) => {
      const clipboardData = new DataTransfer();
      if (content) clipboardData.setData("text/plain", content);
      const event = new ClipboardEvent(t, { clipboardData, bubbles: true, composed: true, cancelable: true });
      document.querySelector("chain-rule").shadowRoot.activeElement.dispatchEvent(event);
      return { text: clipboardData.getData("text/plain"), taken: event.defaultPrevented };
    },
    [type, text],
  );

test("the pane's text is cut and pasted by the keyboard", async () => {
  const page = await fresh();
  await click(page, "program");
  await press(page, "Control+a");
  await press(page, "Control+x");
  assert.equal(await get(page, "program"), "");
  assert.equal(await clipboard(page), slide);
  await press(page, "Control+v");
  assert.equal(await get(page, "program"), slide);
  assert.deepEqual(page.problems, []);
});

test("a gate that is selected is copied, cut and pasted on the canvas", async () => {
  const page = await fresh();
  await click(page, "card:t1");
  await press(page, "Control+c");
  assert.match(await clipboard(page), /x\+y/);
  assert.equal(await get(page, "program"), slide);
  await press(page, "Control+v");
  const both = await get(page, "program");
  assert.ok(both.includes(slide) && /=\s*x2\+y2/.test(both), both);
  await press(page, "Control+z");
  assert.equal(await get(page, "program"), slide);
  await click(page, "card:t1");
  await press(page, "Control+x");
  assert.doesNotMatch(await get(page, "program"), /x\+y/);
  await press(page, "Control+z");
  assert.equal(await get(page, "program"), slide);
  const changes = await page.evaluate(() => window.events.filter(({ type }) => type === "change").map(({ detail }) => detail));
  assert.ok(changes.length >= 4 && changes.every(({ isUserInitiated }) => isUserInitiated));
  assert.deepEqual(page.problems, []);
});

test("the events of a menu do the same; with nothing selected a copy is the page's", async () => {
  const page = await fresh();
  await click(page, "card:t1");
  assert.match((await fire(page, "copy")).text, /x\+y/);
  await press(page, "Escape");
  assert.deepEqual(await fire(page, "copy"), { text: "", taken: false });
  await fire(page, "paste", "p = 3\r\ng = p*p");
  await still(page);
  const program = await get(page, "program");
  assert.ok(program.includes("p = 3\ng = p*p") && program.includes(slide), program);
});
