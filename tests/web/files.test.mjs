// Programs as files: dropped, opened and saved.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { click, dropFile, eventsOf, get, loaded, open, shows, slide, start, still } from "./support.mjs";

let world;
before(async () => (world = await start()));
after(() => world.close());

const program = "# θ\r\na = 3; b = 4\nf = a*b\n";

async function fresh() {
  const page = await open(world, { path: "?embed=1" });
  await loaded(page);
  return page;
}

async function drop(page, name, bytes) {
  const taken = await dropFile(page, name, bytes);
  await page.waitForTimeout(100);
  await still(page);
  return taken;
}

test("a dropped file is opened byte for byte, as one change by the user that can be undone", async () => {
  const page = await fresh();
  assert.deepEqual(await drop(page, "lesson.chain", Buffer.from(program)), [true, true]);
  assert.equal(await get(page, "program"), program);
  assert.equal(await shows(page, "notice"), false);
  const changes = await eventsOf(page, "change");
  assert.deepEqual(changes.map(({ isUserInitiated }) => isUserInitiated), [true]);
  await page.evaluate(() => document.querySelector("chain-rule").undo());
  assert.equal(await get(page, "program"), slide);
  assert.deepEqual(page.problems, []);
});

for (const [name, bytes] of [
  ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2])],
  ["text that is not UTF-8", Buffer.from([0x66, 0x20, 0xe9, 0x20])],
  ["text with a zero byte", Buffer.from("f = 1\0")],
  ["more than 64 KiB", Buffer.alloc(64 * 1024 + 1, "#")],
]) {
  test(`${name}: a notice says why, and nothing changes`, async () => {
    const page = await fresh();
    assert.deepEqual(await drop(page, `${"a long name ".repeat(20)}.chain`, bytes), [true, true]);
    assert.equal(await get(page, "program"), slide);
    assert.ok(await shows(page, "notice"));
    assert.deepEqual(await eventsOf(page, "change"), []);
    assert.deepEqual(page.problems, []);
  });
}

test("where the program is read only a file is refused with words, and keeps its name", async () => {
  const page = await fresh();
  await page.evaluate(() => document.querySelector("chain-rule").setAttribute("readonly", ""));
  assert.deepEqual(await drop(page, "lesson.chain", Buffer.from(program)), [true, true]);
  assert.equal(await get(page, "program"), slide);
  assert.ok(await shows(page, "notice"));
  assert.deepEqual(await eventsOf(page, "change"), []);
  assert.deepEqual(page.problems, []);
});

test("64 KiB and the mark of UTF-8 are no obstacle", async () => {
  const page = await fresh();
  await drop(page, "long.chain", Buffer.from(`f = 1\n${"#".repeat(64 * 1024 - 6)}`));
  assert.equal((await get(page, "program")).length, 64 * 1024);
  await drop(page, "marked.chain", Buffer.from("\ufefff = 2*3"));
  assert.equal(await get(page, "program"), "f = 2*3");
});

test("text that is dragged over the widget is the page's", async () => {
  const page = await fresh();
  const taken = await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/plain", "f = 1");
    const stage = document.querySelector("chain-rule").shadowRoot.querySelector(".stage");
    return !stage.dispatchEvent(new DragEvent("dragover", { dataTransfer, bubbles: true, composed: true, cancelable: true }));
  });
  assert.equal(taken, false);
});

test("Ctrl+S saves the program under the name of the file that was opened", async () => {
  const page = await fresh();
  await click(page, "card:t1");
  const saved = async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
    return [download.suggestedFilename(), readFileSync(await download.path(), "utf8")];
  };
  assert.deepEqual(await saved(), ["program.chain", slide]);
  await drop(page, "lesson.chain", Buffer.from(program));
  assert.deepEqual(await saved(), ["lesson.chain", program]);
});

test("Ctrl+O opens a file that is chosen, from the pane too", async () => {
  const page = await fresh();
  page.on("filechooser", () => {}); // from now on none is shown, whichever comes first: the key, or the wish to hear of it
  for (const part of ["card:t1", "program"]) {
    await click(page, part);
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Control+o")]);
    const text = `t1 = 1*2 # ${part}`;
    await chooser.setFiles({ name: "a.chain", mimeType: "text/plain", buffer: Buffer.from(text) });
    await page.waitForFunction((t) => document.querySelector("chain-rule").program === t, text);
    await still(page);
  }
});

test("outside of the widget the keys are the page's", async () => {
  const page = await fresh();
  const taken = await page.evaluate(() => {
    const event = new KeyboardEvent("keydown", { key: "s", code: "KeyS", ctrlKey: true, bubbles: true, cancelable: true });
    return !document.body.dispatchEvent(event);
  });
  assert.equal(taken, false);
});
