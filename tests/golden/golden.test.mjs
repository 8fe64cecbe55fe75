// Every scene of scenes.mjs, rendered by the built page in Chromium, beside the picture of it that is kept in pictures/.
// UPDATE_GOLDEN=1 keeps what is rendered now instead.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { families } from "../../web/element/glyphs.js";
import { get, loaded, middle, open, start, still } from "../web/support.mjs";
import { compare, difference } from "./compare.mjs";
import { decode, encode, reduced } from "./png.mjs";
import { scenes } from "./scenes.mjs";

const kept = fileURLToPath(new URL("pictures/", import.meta.url));
const out = fileURLToPath(new URL("../../build/golden/", import.meta.url));
const update = process.env.UPDATE_GOLDEN === "1";
const accept = "UPDATE_GOLDEN=1 node --test tests/golden/golden.test.mjs";

let world;
before(async () => {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  world = await start();
});
after(() => world.close());

// Around the middle of the canvas, by the wheel.
async function zoomTo(page, zoom) {
  const pill = 60, notch = 0.16, margin = { bar: 10, button: 16 }; // src/view, src/ui
  const { now, x, y } = await page.evaluate(({ bar, button }) => {
    const element = document.querySelector("chain-rule"), input = element.trace.nodes.find(({ gate }) => gate === "input");
    const above = element.find("program"), corner = element.find("button:fit");
    const x = (corner.right + button) / 2, y = (above.bottom + bar + corner.bottom + button) / 2;
    return { now: element.find(`card:${input.name}`).height, x, y };
  }, margin);
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, (-100 * Math.log((zoom * pill) / now)) / notch);
}

async function act(page, [kind, what]) {
  if (kind === "key") return page.keyboard.press(what);
  await page.waitForFunction((spot) => document.querySelector("chain-rule").find(spot), what); // some come with what is loaded later
  const { x, y } = await middle(page, what);
  return page.mouse.click(x, y);
}

async function show({ program, lesson, window, density = 1, theme = "light", lang, step, zoom, acts = [] }) {
  const query = `?motion=reduce&theme=${theme}${lang ? `&lang=${lang}` : ""}${lesson ? `&lesson=${lesson}&seed=1` : ""}`;
  const context = { viewport: window, deviceScaleFactor: density, locale: "en-GB", reducedMotion: "reduce", colorScheme: theme };
  let words = null;
  const setUp = (page) => {
    if (lang && lang !== "en") words = page.waitForResponse(/\/words\.\w+-\w+\.txt$/);
  };
  const page = await open(world, { path: program === undefined ? query : `${query}#p=${encodeURIComponent(program)}`, context, setUp });
  await (await words)?.finished();
  await loaded(page);
  if (lesson) {
    await page.waitForFunction(() => document.querySelector("chain-rule").find("button:page-next"), null, { timeout: 20_000 });
    await still(page);
  }
  if (step !== undefined) {
    await page.evaluate((n) => {
      const element = document.querySelector("chain-rule");
      element.reset();
      element.step(n);
    }, step);
    await still(page);
  }
  if (zoom !== undefined) {
    await act(page, ["click", "button:fit"]); // all of it is in view
    await still(page);
    await zoomTo(page, zoom);
  }
  if (acts.length > 0) await page.mouse.move(window.width / 2, window.height / 2); // some buttons come with the pointer
  for (const one of acts) {
    await still(page);
    await act(page, one);
  }
  if (zoom !== undefined || acts.length > 0) {
    await page.mouse.move(1, 1); // nothing is under the pointer there
    await still(page);
  }
  return page;
}

// The font in which this browser draws the language's ideographs.
async function fontOf(lang, text) {
  const style = `font-family: ${families[lang]}, system-ui, sans-serif`;
  const page = await open(world, { html: `<!doctype html><meta charset="utf-8"><p lang="${lang}" style='${style}'>${text}</p>` });
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument");
  const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector: "p" });
  const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
  return fonts.map(({ familyName }) => familyName).join(", ");
}

async function checkSpots(page, { spots, gone = [], window: { width, height } }) {
  const find = (spot) => page.evaluate((name) => document.querySelector("chain-rule").find(name)?.toJSON(), spot);
  for (const spot of gone) assert.equal(await find(spot), undefined, `${spot} is shown`);
  for (const spot of spots) {
    const box = await find(spot);
    assert.ok(box, `${spot} is not shown`);
    const inside = box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
    assert.ok(inside, `${spot} is not within the window: ${JSON.stringify(box)}`);
  }
}

// Keeps the picture if that is asked for; else it must be as the one that is kept.
function judge(name, png) {
  const actual = decode(png), path = `${kept}${name}.png`;
  const before = existsSync(path) ? decode(readFileSync(path)) : null;
  const result = before && compare(actual, before);
  if (result?.same) return;
  if (update) {
    mkdirSync(kept, { recursive: true });
    const small = encode(reduced(actual));
    assert.equal(compare(actual, decode(small)).why, "", "it has lost something");
    writeFileSync(path, small);
    return;
  }
  writeFileSync(`${out}${name}.actual.png`, encode(actual));
  assert.ok(before, `${name} has no picture yet; there is build/golden/${name}.actual.png. To keep it: ${accept}`);
  writeFileSync(`${out}${name}.expected.png`, readFileSync(path));
  const marked = difference(before, result);
  if (marked) writeFileSync(`${out}${name}.difference.png`, encode(marked));
  assert.fail(`${name} looks otherwise: ${result.why}. See build/golden/${name}.{actual,expected${marked ? ",difference" : ""}}.png. ` +
    `If it is right as it is now: ${accept}`);
}

for (const scene of scenes) {
  test(scene.name, async (t) => {
    if (scene.needs) {
      const font = await fontOf(scene.lang, { zh: "反向传播", ja: "逆伝播の和" }[scene.lang]);
      if (font !== scene.needs) return t.skip(`this browser writes ${scene.lang} in ${font}, the picture in ${scene.needs}`);
    }
    const page = await show(scene);
    const frames = await get(page, "frames");
    const png = await page.screenshot();
    assert.equal(await get(page, "frames"), frames, "it does not stand still");
    assert.deepEqual(page.problems, []);
    await checkSpots(page, scene);
    scene.check?.(await get(page, "trace"));
    judge(scene.name, png);
  });
}

// Two in a row were equal: on a loaded machine the browser may show a frame some time after the page has drawn it.
async function settledShot(page) {
  let last = await page.screenshot();
  for (let i = 0; i < 10; i++) {
    const next = await page.screenshot();
    if (Buffer.compare(next, last) === 0) return next;
    last = next;
  }
  assert.fail("no two screenshots are alike");
}

// Where a letter lies in the atlas follows from the frame in which it was first drawn, and so does the last bit of its edge.
function isSame(a, b) {
  let count = 0, most = 0;
  for (let i = 0; i < a.length; i++) {
    const step = Math.abs(a[i] - b[i]);
    if (step > 0) count++;
    most = Math.max(most, step);
  }
  return a.length === b.length && count <= 300 && most <= 16;
}

test("rendered again, a scene is the same but for the grain of a few letters", async () => {
  for (const name of ["fork", "landscape", "folded"]) {
    const scene = scenes.find((one) => one.name === name), shots = [];
    for (let i = 0; i < 3; i++) shots.push(decode(await settledShot(await show(scene))));
    shots.forEach((shot, i) => {
      if (isSame(shot.pixels, shots[0].pixels)) return;
      shots.slice(0, i + 1).forEach((one, k) => writeFileSync(`${out}${name}.again-${k}.png`, encode(one)));
      assert.fail(`${name}, rendering ${i}, is not as the first one: see build/golden/${name}.again-*.png`);
    });
  }
});

test("every picture that is kept has a scene", () => {
  const names = new Set(scenes.map(({ name }) => `${name}.png`));
  assert.equal(names.size, scenes.length);
  const pictures = existsSync(kept) ? readdirSync(kept) : [];
  assert.deepEqual(pictures.filter((name) => !names.has(name)), []);
});
