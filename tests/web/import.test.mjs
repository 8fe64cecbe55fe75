// Programs in other forms, on the page: graphs for Graphviz and Python, dropped, opened and pasted. The same as from the command line.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { drawDot, gradients, randomGraph, randomOf } from "./micrograd.mjs";
import { click, dropFile, eventsOf, get, loaded, named, numbers, open, press, shows, site, slide, start, still } from "./support.mjs";

const chainrule = process.env.CHAINRULE_NATIVE ?? fileURLToPath(new URL("../../build/native/chainrule", import.meta.url));
const native = { skip: !existsSync(chainrule) && "there is no native program" };
const oracle = readFileSync(new URL("../data/gradients.jsonl", import.meta.url), "utf8").trim().split("\n").map((line) => JSON.parse(line).program);

const python = `import torch
a = Value(2.0, label='a'); b = Value(-3.0, label='b')
e = a*b; e.label = 'e'
L = e.tanh() + torch.exp(a); L.label = 'L'
L.backward()
print(a.grad)
`;
const dot = 'digraph {\n\ta [label="{ p | data 3.0000 | grad 0.0000 }"]\n\tg [label=tanh]\n\tf [label="{ q | data 0.9951 | grad 1.0000 }"]\n\ta -> g -> f\n}\n';
const frob = dot.replace("tanh", "frob");

let world;
before(async () => (world = await start()));
after(() => world.close());

async function fresh(options = {}) {
  const page = await open(world, { path: "?embed=1", ...options });
  await loaded(page);
  return page;
}

function run(...given) {
  const { status, stdout, stderr } = spawnSync(chainrule, given.slice(0, -1), { input: given.at(-1), encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(status < 2 && stdout !== "", stderr);
  return stdout;
}

// Waits until the program is another one than `before`.
async function changed(page, before) {
  await page.waitForFunction((text) => document.querySelector("chain-rule").program !== text, before);
  return get(page, "program");
}

async function dropped(page, name, text) {
  const before = await get(page, "program");
  assert.deepEqual(await dropFile(page, name, text), [true, true]);
  return changed(page, before);
}

// Numbers within a few units of the last place: the mathematics of C's library is not everywhere the same.
function agree(a, b, place = "") {
  if (typeof a === "number" && typeof b === "number") {
    assert.ok(Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a), Math.abs(b)), `${place}: ${a} and ${b}`);
  } else if (typeof a === "object" && a !== null && typeof b === "object" && b !== null) {
    assert.deepEqual(Object.keys(a), Object.keys(b), place);
    for (const key of Object.keys(a)) agree(a[key], b[key], `${place}/${key}`);
  } else {
    assert.equal(a, b, place);
  }
}

// What the notice says, as it is read without the picture.
async function noticed(page, words) {
  await page.waitForFunction((source) => new RegExp(source).test(document.querySelector("chain-rule").shadowRoot.querySelector(".outline")?.textContent), words.source);
  assert.ok(await shows(page, "notice"));
}

const fire = (page, text) =>
  page.evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", content);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, composed: true, cancelable: true });
    document.querySelector("chain-rule").shadowRoot.activeElement.dispatchEvent(event);
  }, text);

test("what draw_dot wrote of random graphs has the trace of the command line, and micrograd's gradients", native, async () => {
  const page = await fresh();
  for (let seed = 1; seed <= 40; seed++) {
    const root = randomGraph(seed, 4 + seed), text = drawDot(root, randomOf(seed)), wanted = gradients(root);
    const program = await dropped(page, `graph${seed}.dot`, text);
    const trace = await get(page, "trace"), there = numbers(trace);
    agree(trace, JSON.parse(run("trace", "-", text)), `seed ${seed}\n${text}\n${program}`);
    assert.equal(trace.output, "L");
    for (const [name, gradient] of Object.entries(wanted)) {
      if (!Number.isFinite(there[name]?.[1])) assert.fail(`seed ${seed}: ${name} of\n${text}\n${program}`);
      assert.ok(Math.abs(there[name][1] - gradient) <= 1e-9 * Math.max(1, Math.abs(gradient)), `seed ${seed}: ${name}: ${there[name][1]}, micrograd has ${gradient}\n${program}`);
    }
  }
  assert.deepEqual(page.problems, []);
});

test("our own Graphviz export of the oracle's programs comes back, with the trace of the command line", native, async () => {
  const page = await fresh();
  for (const program of oracle.filter((_, i) => i % 20 === 0)) {
    const text = run("export", "--to", "dot", "-", program);
    await dropped(page, "own.gv", text);
    agree(await get(page, "trace"), JSON.parse(run("trace", "-", text)), text);
  }
  assert.deepEqual(page.problems, []);
});

test("a dropped graph is one change by the user, undone at once; the file keeps its name, the program gets one of its own", async () => {
  const page = await fresh();
  assert.equal(await dropped(page, "graph.dot", dot), "p = 3\nq = tanh(p)\n");
  await still(page);
  assert.deepEqual((await eventsOf(page, "change")).map(({ isUserInitiated }) => isUserInitiated), [true]);
  await click(page, "card:q");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  assert.equal(download.suggestedFilename(), "program.chain");
  await page.evaluate(() => document.querySelector("chain-rule").undo());
  assert.equal(await get(page, "program"), slide);
  await page.evaluate(() => document.querySelector("chain-rule").redo());
  assert.equal(await get(page, "program"), "p = 3\nq = tanh(p)\n");
  assert.deepEqual(page.problems, []);
});

test("a graph of more than 64 KiB is opened, chosen by the keyboard", async () => {
  const page = await fresh();
  page.on("filechooser", () => {});
  await click(page, "card:t1");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Control+o")]);
  let text = 'digraph { v0 [label="{ v0 | data 0.5 | grad 0 }"]\n';
  for (let i = 1; i <= 600; i++) text += `v${i} [label="{ v${i} | data 0.0000 | grad ${+(i === 600)}.0000 }" shape=record color=black style=solid]\n"v${i}s" [label=sin] v${i - 1} -> "v${i}s" -> v${i}\n`;
  assert.ok(text.length > 64 * 1024);
  await chooser.setFiles({ name: "deep.gv", mimeType: "text/vnd.graphviz", buffer: Buffer.from(`${text}}`) });
  await changed(page, slide);
  const { nodes, output } = await get(page, "trace");
  assert.deepEqual([nodes.length, output], [601, "v600"]);
  assert.deepEqual(page.problems, []);
});

test("micrograd's Python is a program: dropped, with the command line's trace", native, async () => {
  const page = await fresh();
  const program = await dropped(page, "lecture.py", python);
  assert.doesNotMatch(program, /Value|\.tanh|backward|print/);
  agree(await get(page, "trace"), JSON.parse(run("trace", "-", python)));
  assert.deepEqual(page.problems, []);
});

test("on the canvas a graph is pasted beside what is there, as one thing to undo", async () => {
  const page = await fresh();
  await click(page, "card:t1");
  await fire(page, dot);
  const program = await changed(page, slide);
  assert.ok(program.includes(slide) && program.includes("q = tanh(p)"), program);
  await press(page, "Control+z");
  assert.equal(await get(page, "program"), slide);
  assert.deepEqual(page.problems, []);
});

for (const [name, text] of [["a graph", dot], ["micrograd's Python", python]]) {
  test(`in the program pane ${name} is pasted in plain form, as one thing to undo`, async () => {
    const page = await fresh();
    await click(page, "program");
    await press(page, "Control+a");
    await fire(page, text);
    const program = await changed(page, slide);
    assert.doesNotMatch(program, /digraph|import|Value|torch|\.tanh/);
    assert.deepEqual((await get(page, "trace")).diagnostics, [], program);
    await press(page, "Control+z");
    assert.equal(await get(page, "program"), slide);
    assert.deepEqual(page.problems, []);
  });
}

for (const [name, text, words] of [
  ["graph.dot", frob, /graph\.dot:3:2: there is no gate 'frob' in this language; it has .* Nothing has changed/],
  [`${"long ".repeat(30)}.gv`, 'digraph {\n a -> b }', /….*\.gv:2:2: no record of it has a value, as in/],
  ["circle.txt", dot.replace("-> f\n", "-> f -> g\n"), /circle\.txt:4:2: the graph runs in a circle through '.', which cannot be computed; take an edge of it out/],
  ["cut.dot", dot.slice(0, 90), /cut\.dot:\d:\d+: the graph does not end; it needs a '}'/],
  ["hello.dot", "hello", /hello\.dot:1:1: no graph begins here; one for Graphviz begins with "digraph {"/],
  ["empty.gv", "", /empty\.gv: no graph begins here/],
]) {
  test(`${name.slice(-12)}: what is no graph that can be read is refused with its place and a remedy, and nothing changes`, async () => {
    const page = await fresh();
    assert.deepEqual(await dropFile(page, name, text), [true, true]);
    await noticed(page, words);
    assert.equal(await get(page, "program"), slide);
    assert.equal(await page.evaluate(() => document.querySelector("chain-rule").hasWork), false);
    assert.deepEqual(await eventsOf(page, "change"), []);
    assert.deepEqual(page.problems, []);
  });
}

test("a graph that is pasted and cannot be read is refused so too, on the canvas and in the pane", async () => {
  for (const part of ["card:t1", "program"]) {
    const page = await fresh();
    await click(page, part);
    await fire(page, frob);
    await noticed(page, /3:2: there is no gate 'frob'/);
    assert.equal(await get(page, "program"), slide);
    assert.deepEqual(page.problems, []);
  }
});

test("a pasted graph of more than 1 MiB is refused", async () => {
  const page = await fresh();
  await click(page, "card:t1");
  await fire(page, dot.replace("{", `{${"\n".repeat(1024 * 1024)}`));
  await noticed(page, /the graph is longer than 1 MiB, the most that is read; draw a part of it/);
  assert.equal(await get(page, "program"), slide);
});

// The module by itself, as web/element/export.js has it.
async function reader() {
  const module = await WebAssembly.compile(readFileSync(join(site, named("export.wasm"))));
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => 0;
  const { exports } = await WebAssembly.instantiate(module, imports);
  exports._initialize?.();
  return (text, name) => {
    const bytes = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from(text)]);
    const to = exports.cr_text(bytes.length); // it may grow the memory
    new Uint8Array(exports.memory.buffer).set(bytes, to);
    return exports.cr_import();
  };
}

test("whatever a stranger's text is, the module reads it, refuses it or leaves it as it is", async () => {
  const read = await reader();
  for (let seed = 1; seed <= 400; seed++) {
    const random = randomOf(seed), source = seed % 4 === 0 ? python.repeat(3) : drawDot(randomGraph(seed, 12), random);
    const bytes = Buffer.from(source);
    for (let n = 1 + random() * 6; n > 0; n--) {
      const at = Math.floor(random() * bytes.length), from = Math.floor(random() * bytes.length);
      if (random() < 0.5) bytes[at] = Math.floor(random() * 256);
      else bytes.copy(bytes, at, from, from + Math.floor(random() * 40));
    }
    const text = random() < 0.3 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
    for (const name of ["", "graph.dot"]) {
      assert.ok([0, 1, 2].includes(read(text, name)), `seed ${seed}`);
      if (name !== "") assert.notEqual(read(text, name), 0);
    }
  }
  for (const text of ["{".repeat(1e6), "[".repeat(1e6), `x${".a".repeat(32000)}`, `f = ${"(".repeat(65000)}`, `digraph {${"subgraph {".repeat(9e4)}`,
    `digraph { x [label="{x|data 1}"] f [label="{f|data 1}"] g [label="+"] g -> f ${"x->g ".repeat(2e5)}}`]) {
    for (const name of ["", "graph.dot"]) assert.ok([0, 2].includes(read(text, name)), text.slice(0, 40));
  }
});

test("where the program is read only a graph is refused as any file is, and pasted nowhere", async () => {
  const page = await fresh({ path: "?embed=1&readonly=1" });
  await dropFile(page, "graph.dot", dot);
  await noticed(page, /This program cannot be changed here/);
  await click(page, "card:t1");
  await fire(page, dot);
  await still(page);
  assert.equal(await get(page, "program"), slide);
  assert.deepEqual(await eventsOf(page, "change"), []);
});

test("without the module for it nothing changes, and a notice says so; the next time it is asked for again", async () => {
  const page = await fresh();
  const module = new RegExp(named("export.wasm"));
  await page.route(module, (route) => route.abort());
  await dropFile(page, "graph.dot", dot);
  await noticed(page, /export\.wasm cannot be read\. Nothing has changed/);
  assert.equal(await get(page, "program"), slide);
  await page.unroute(module);
  assert.equal(await dropped(page, "graph.dot", dot), "p = 3\nq = tanh(p)\n");
});

test("programs of this language ask for no module, files and pastes alike", async () => {
  const asked = [];
  const page = await fresh({ setUp: (p) => p.on("request", (request) => asked.push(request.url())) });
  for (const program of ["# see cs231n.github.io, e.g. \"digraph {\"\nf = 1.5*x + 2.*y", "f = \\frac{1}{1+e^{-x}}", "s(u) = u^2 #@ fold s\nf = s(max(x, .5))"]) {
    assert.equal(await dropped(page, "plain.chain", program), program);
    await still(page);
    await page.evaluate(() => document.querySelector("chain-rule").shadowRoot.querySelector(".stage").focus());
    await fire(page, "k = 3");
    await changed(page, program);
  }
  assert.deepEqual(asked.filter((url) => /export/.test(url)), []);
});
