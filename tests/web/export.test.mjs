// Exports from the page: the same bytes as from the command line.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { compare } from "../golden/compare.mjs";
import { decode } from "../golden/png.mjs";
import { click, loaded, neuron, open, press, shows, start, still } from "./support.mjs";

const chainrule = process.env.CHAINRULE_NATIVE ?? fileURLToPath(new URL("../../build/native/chainrule", import.meta.url));
const formats = { svg: "svg", png: "png", latex: "tex", tikz: "tikz", mathml: "mml", python: "py", dot: "dot", html: "html", json: "json", csv: "csv" };
const programs = {
  neuron,
  folded: "s(u) = 1/(1+exp(-u)) #@ fold s\nx = 3\nf = s(x)^2 + max(0, x)",
  strange: 'f = θ_1*x # </svg>]]><script>&amp;"\\end{document}\nx = 0/0; θ_1 = 1/0\ng = frob(',
};

let world;
before(async () => (world = await start()));
after(() => world.close());

// Chooses the format in the palette's list.
async function choose(page, act, format) {
  await press(page, "Control+k");
  await page.keyboard.type(act);
  await still(page);
  await page.keyboard.press("Enter");
  await still(page);
  await page.keyboard.type(format);
  await still(page);
  await page.keyboard.press("Enter");
}

async function exported(page, format) {
  const [file] = await Promise.all([page.waitForEvent("download"), choose(page, "Export", format)]);
  await page.waitForFunction(() => document.querySelector("chain-rule").find("notice"));
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

function native(program, format) {
  const run = spawnSync(chainrule, ["export", "--to", format, "-e", program], { maxBuffer: 1 << 26 });
  assert.ok(run.status < 2, `${run.error ?? run.stderr}`);
  return run.stdout;
}

for (const [name, program] of Object.entries(programs)) {
  test(`${name}: each format's file has the bytes that the command line writes`, { skip: !existsSync(chainrule) && "there is no native program" }, async () => {
    const page = await open(world, { path: "?embed=1" });
    await loaded(page);
    await page.evaluate((text) => (document.querySelector("chain-rule").program = text), program);
    await still(page);
    await click(page, "card:f");
    for (const [format, ending] of Object.entries(formats)) {
      const file = await exported(page, format);
      assert.equal(file.name, `program.${ending}`);
      assert.ok(file.bytes.equals(native(program, format)), `${format}: ${file.bytes.length} bytes, natively ${native(program, format).length}`);
    }
    assert.deepEqual(page.problems, []);
  });
}

test("each format's file has its type", async () => {
  const types = { latex: "application/x-tex", tikz: "application/x-tex", mathml: "application/mathml+xml", svg: "image/svg+xml", png: "image/png",
    python: "text/x-python", dot: "text/vnd.graphviz", html: "text/html", json: "application/json", csv: "text/csv" };
  const page = await open(world, { path: "?embed=1" });
  await loaded(page);
  await page.evaluate(() => {
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => createObjectURL.call(URL, (window.made = blob));
  });
  await click(page, "card:f");
  for (const [format, type] of Object.entries(types)) {
    await exported(page, format);
    assert.equal(await page.evaluate(() => window.made.type), type, format);
  }
});

test("what is read only and has no bars is exported too, in its theme, but not where that is hidden", async () => {
  const page = await open(world, { path: "?embed=1&readonly=1&hide=program,inspector,steps,tools&theme=dark" });
  await loaded(page);
  await click(page, "card:f");
  const { bytes } = await exported(page, "svg");
  assert.match(bytes.toString(), /<svg/);
  assert.match(bytes.toString(), /fill="#16171a"/i);
  await page.evaluate(() => document.querySelector("chain-rule").setAttribute("hide", "exports"));
  await still(page);
  await press(page, "Control+k");
  await page.keyboard.type("Export");
  await still(page);
  assert.equal(await shows(page, "row:export"), false);
  assert.deepEqual(page.problems, []);
});

test("the program is copied as LaTeX", async () => {
  const page = await open(world, { path: "?embed=1", context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await loaded(page);
  await click(page, "card:f");
  await choose(page, "Copy as", "latex");
  await page.waitForFunction(() => document.querySelector("chain-rule").find("notice"));
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /\\begin\{document\}/);
  assert.deepEqual(page.problems, []);
});

// As Chromium draws it at this size.
async function drawn(svg, width, height) {
  const html = `<!doctype html><title>SVG</title><body style="margin: 0"><img style="display: block; width: ${width}px; height: ${height}px">`;
  const page = await open(world, { html, context: { viewport: { width, height } } });
  await page.evaluate(async (text) => {
    const image = document.querySelector("img");
    image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    await image.decode();
  }, svg);
  return decode(await page.screenshot());
}

const judges = existsSync(chainrule) && !spawnSync("rsvg-convert", ["--version"]).error;

test("Chromium and librsvg draw an SVG alike, but for the edges of its letters", { skip: !judges && "needs the native program and rsvg-convert" }, async () => {
  const oracle = readFileSync(new URL("../data/gradients.jsonl", import.meta.url), "utf8").split("\n").slice(0, 3).map((line) => JSON.parse(line).program);
  const edges = 8, share = 0.01; // of a letter that is missing there is more, which is seen here too
  for (const program of [...Object.values(programs), ...oracle, ""]) {
    const svg = native(program, "svg").toString();
    const theirs = decode(spawnSync("rsvg-convert", ["--zoom=2"], { input: svg, maxBuffer: 1 << 26 }).stdout);
    const off = (text) => drawn(text, theirs.width, theirs.height).then((ours) => compare(ours, theirs));
    const seen = await off(svg);
    assert.ok(seen.share < share && (seen.blocks[0]?.off ?? 0) < edges, `${program}\n${seen.why}`);
    if (program !== neuron) continue;
    const [letter] = svg.match(/<use [^>]*#15803D[^>]*>/); // of a value
    const without = await off(svg.replace(letter, ""));
    assert.ok(without.blocks[0].off > edges, `without ${letter} it is not seen to be another`);
  }
});
