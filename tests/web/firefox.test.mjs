// The main path in Firefox: the page, its steps, a number that is dragged, text that is typed; a frame in a sandbox; the single file.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { serve } from "../../web/serve.mjs";
import { colourCounts, decode } from "../golden/png.mjs";
import { startFirefox } from "./firefox.mjs";
import { click, get, loaded, middle, numbers, press, site, slide, still, typeAtEnd } from "./support.mjs";

let firefox, web;
before(async () => {
  web = await serve(site);
  firefox = await startFirefox();
});
after(async () => {
  await firefox?.close();
  web.server.closeAllConnections();
  web.server.close();
});

// What is drawn: many colours, and the paper's for the most part.
async function isDrawn(page) {
  const { width, height, pixels } = decode(await page.screenshot());
  const counts = colourCounts(pixels);
  assert.ok(width >= 1000 && height >= 700, `${width} x ${height}`);
  assert.ok(counts.size > 100, `${counts.size} colours`);
  assert.ok(Math.max(...counts.values()) < 0.98 * width * height, "there is nothing but paper");
}

test("the page opens without a word in the console, draws the slide's circuit and computes it", async (t) => {
  t.diagnostic(`Firefox ${firefox.version}`);
  const page = await firefox.open(web.url);
  await loaded(page);
  assert.equal(await get(page, "program"), slide);
  assert.deepEqual(numbers(await get(page, "trace")), { x: [-2, -4], y: [5, -4], z: [-4, 3], t1: [3, -4], f: [-12, 1] });
  await isDrawn(page);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("keys and buttons step; a drag of a number and typing change the program, and undo takes both back", async () => {
  const page = await firefox.open(web.url);
  await loaded(page);
  const { done, all } = await get(page, "steps");
  await click(page, "button:next");
  await press(page, "ArrowRight");
  assert.deepEqual(await get(page, "steps"), { done: Math.min(done + 2, all), all });
  const { x, y } = await middle(page, "value:x");
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y, { steps: 8 });
  await page.mouse.up();
  await still(page);
  const dragged = await get(page, "program");
  assert.match(dragged, /^f = \(x\+y\)\*z; {2}x = -?[\d.]+; y = 5; z = -4$/);
  assert.notEqual(dragged, slide);
  const at = numbers(await get(page, "trace"));
  assert.ok(at.x[0] > -2 && Math.abs(at.f[0] - (at.x[0] + 5) * -4) < 1e-12);
  await typeAtEnd(page, "25");
  assert.equal(await get(page, "program"), `${dragged}25`);
  await press(page, "Escape", "Control+z");
  assert.equal(await get(page, "program"), dragged);
  await press(page, "Control+z");
  assert.equal(await get(page, "program"), slide);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a frame in a bare sandbox works, and answers", async () => {
  const page = await firefox.open(`${web.url}licences.txt`);
  await page.evaluate(() => {
    window.said = [];
    addEventListener("message", ({ data }) => window.said.push(data));
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    Object.assign(frame, { src: "/?embed=1", width: 900, height: 600 });
    document.body.replaceChildren(frame);
  });
  await page.waitForFunction(() => window.said.some(({ type }) => type === "ready"));
  const frame = await page.frame();
  await loaded(frame);
  await page.evaluate(() => frames[0].postMessage({ source: "chainrule", v: 1, type: "setProgram", program: "a = 3; g = a*a", id: 1 }, "*"));
  await page.evaluate(() => frames[0].postMessage({ source: "chainrule", v: 1, type: "getTrace", id: 2 }, "*"));
  const { trace } = await page.waitForFunction(() => window.said.find(({ type, id }) => type === "getTrace.response" && id === 2));
  assert.deepEqual(numbers(trace), { a: [3, 6], g: [9, 1] });
  await isDrawn(page);
  assert.deepEqual([...page.problems, ...frame.problems], []);
  await page.close();
});

test("the single file opens from a disk, with its lessons", async () => {
  const page = await firefox.open(`${pathToFileURL(join(site, "chainrule.html"))}?lang=fr#p=a%20=%203;%20g=a*a`);
  await loaded(page);
  assert.deepEqual(numbers(await get(page, "trace")), { a: [3, 6], g: [9, 1] });
  await typeAtEnd(page, "*2");
  assert.deepEqual(numbers(await get(page, "trace")).g, [18, 1]);
  await page.evaluate(() => document.querySelector("chain-rule").openLesson("01-gate"));
  await page.waitForFunction(() => /^#\?/m.test(document.querySelector("chain-rule").program));
  await still(page);
  await isDrawn(page);
  assert.deepEqual(page.problems, []);
  await page.close();
});
