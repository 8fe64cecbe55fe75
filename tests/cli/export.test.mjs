// chainrule export: every format as a process writes it, judged by the programs that it is for where they are installed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";
import { readFragment } from "../../web/element/link.js";
import "../support/streams.mjs";

const chainrule = process.env.CHAINRULE_BIN ?? fileURLToPath(new URL("../../build/native/chainrule", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "chainrule-"));
after(() => rmSync(folder, { recursive: true }));

const env = { ...process.env };
delete env.DISPLAY;
delete env.WAYLAND_DISPLAY;

function call(program, args, options = {}) {
  return spawnSync(program, args, { env, cwd: folder, encoding: "utf8", timeout: 300_000, maxBuffer: 1 << 28, ...options });
}
const run = (args, input = "") => call(chainrule, args, { input });
const written = (format, program, ...more) => {
  const result = run(["export", "--to", format, ...more, "-"], program);
  assert.equal(result.status, 0, result.stderr);
  return result.stdout;
};
// A reason to leave a test out, or false.
const lacks = (program, ...args) => call(program, args).status !== 0 && `needs ${program} ${args.join(" ")}`;

const slide = "f(x,y,z)=(x+y)z\nx = -2, y = 5, z = -4\n";
const neuron = "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\ns(u) = 1/(1+exp(-u))\nf = s(w0*x0 + w1*x1 + w2)\n";
const names = "#@ fold s\n# größe, 中文 \\end{document}\nλ = 2; größe = -1; 重み_1 = -3; Δx = .00003; w_loss = 4; é = 1e9; in = 3; leaf = 2\n" +
  "s(u) = λ/(1+exp(-u))\nf = s(größe*重み_1 + w_loss^Δx) + é/in + leaky_relu(leaf)\n";
const lines = readFileSync(new URL("../data/gradients.jsonl", import.meta.url), "utf8").trim().split("\n").map((line) => JSON.parse(line));
const formats = run(["export", "--to", "nonsense", "-e", "f=x"]).stderr.match(/there are (.*)\n/)[1].split(", ");

test("every format that the message and the help name is written", () => {
  const help = run(["--help"]).stdout;
  for (const format of formats) {
    assert.match(help, new RegExp(`^    ${format} +\\w`, "m"));
    for (const program of [slide, neuron, names, ""]) assert.ok(written(format, program).length > 0, format);
  }
  for (const format of ["svg", "png", "latex", "tikz", "dot", "mathml", "python", "html", "link", "json", "csv"]) assert.ok(formats.includes(format), format);
});

test("-o writes a file, and the exit code says whether the program has errors", () => {
  const path = join(folder, "out.json");
  const result = run(["export", "-o", path, "--to", "json", "-e", "x = 2\nf = x*x\ng = x +"]);
  assert.equal(result.status, 1);
  assert.equal(result.stdout, "");
  assert.match(result.stderr, /^<program>:3:\d+: error: /);
  assert.equal(JSON.parse(readFileSync(path, "utf8")).output, "f");
  assert.equal(run(["export", "--to", "json", "-e", slide]).stdout, run(["trace", "-e", slide]).stdout);
});

test("folding, by option and by directive, and another output", () => {
  for (const result of [written("csv", neuron, "--fold", "s"), written("csv", "#@ fold s\n" + neuron)]) assert.match(result, /^f,s,s\(t4\),/m);
  assert.match(written("csv", "x = 3; q = x*x; f = 2*q", "--output", "q"), /^q,mul,x\*x,9,1,x,x,3,1,3\r$/m);
});

test("wrong use: exit 2", () => {
  for (const args of [["export"], ["export", "-e", "f=x"], ["export", "--to"], ["export", "--to", "doc", "-e", "f=x"], ["export", "--to", "dot"], ["export", "--to", "dot", "-e", "f=x", "-o"],
                      ["export", "--to", "dot", "-e", "f=x", "-o", join(folder, "no", "such")], ["trace", "--to", "dot", "-e", "f=x"]]) {
    const { status, stdout, stderr } = run(args);
    assert.equal(status, 2, args.join(" "));
    assert.equal(stdout, "");
    assert.match(stderr, /^chainrule: .+\nTry 'chainrule --help'\.\n$/);
  }
});

test("the page's own code reads the links", async () => {
  const long = lines.slice(0, 40).map((line, i) => line.program.replace(/\b([a-z]+\d*)\b(?!\()/g, `$1_${i}`)).join("\n");
  for (const program of [slide, neuron, names, "x=1", long, ..."()*'!;,:".split("").map((c) => `f = x #${c}`)]) {
    assert.equal(await readFragment(run(["export", "--to", "link", "-"], program).stdout.trim()), program.replaceAll("\r\n", "\n"));
  }
});

test("a PNG is whole: its size, its rows, its checksums", () => {
  const bytes = call(chainrule, ["export", "--to", "png", "-e", neuron], { encoding: "buffer" }).stdout;
  assert.equal(bytes.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n");
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const length = bytes.readUInt32BE(33);
  assert.equal(bytes.subarray(37, 41).toString(), "IDAT");
  assert.equal(bytes.length, 8 + 25 + length + 12 + 12);
  const rows = inflateSync(bytes.subarray(41, 41 + length)); // and its Adler checksum
  assert.equal(rows.length, height * (3 * width + 1));
  assert.deepEqual([...rows.subarray(0, 7)], [1, 0xfa, 0xf9, 0xf6, 0, 0, 0]); // the paper
});

test("librsvg draws the SVG and the PNG alike", { skip: lacks("rsvg-convert", "--version") }, () => {
  for (const program of [neuron, names, ""]) {
    const drawn = call("rsvg-convert", ["--zoom=2"], { input: Buffer.from(written("svg", program)), encoding: "buffer" });
    assert.equal(drawn.status, 0, String(drawn.stderr));
    const ours = call(chainrule, ["export", "--to", "png", "-e", program], { encoding: "buffer" }).stdout;
    assert.ok(Math.abs(drawn.stdout.readUInt32BE(16) / drawn.stdout.readUInt32BE(20) - ours.readUInt32BE(16) / ours.readUInt32BE(20)) < 0.01);
  }
});

const between = (text) => text.match(/^% ---- begin.*\n([^]*)^% ---- end/m)[1];

function compiles(name, document) {
  writeFileSync(join(folder, `${name}.tex`), document);
  const { status, stdout } = call("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", `${name}.tex`]);
  assert.equal(status, 0, `${document}\n${stdout.slice(-3000)}`);
}

test("pdflatex sets the derivation and the circuit", { skip: lacks("pdflatex", "--version") || lacks("kpsewhich", "tikz.sty") }, () => {
  for (const format of ["latex", "tikz"]) {
    for (const program of [names, ""]) compiles(format, written(format, program));
    const head = written(format, slide).split(/^\\usepackage\[paper|^\\begin\{document\}/m)[0];
    const parts = lines.slice(0, 50).map((line) => between(written(format, line.program)));
    const letters = Array.from({ length: 0x17f - 0xc0 }, (_, i) => String.fromCodePoint(0xc0 + i)).filter((c) => c !== "×" && c !== "÷");
    parts.push(between(written(format, `f = ${letters.map((c) => `${c}1`).join("+")}`)), between(written(format, neuron, "--fold", "s")));
    compiles(`${format}s`, `${head}\\begin{document}\n${parts.join("\n\\newpage\\noindent\n")}\\end{document}\n`);
  }
});

test("Graphviz draws the graph", { skip: lacks("dot", "-V") }, () => {
  for (const program of [names, neuron, lines[0].program]) assert.match(call("dot", ["-Tsvg"], { input: written("dot", program) }).stdout, /<svg/);
});

// A Python with PyTorch, or any.
const python = ["/usr/bin/python3", "python3"].find((program) => !lacks(program, "-c", "import torch"));
const corners = ["x = 0; y = 0; f = relu(x) + abs(y)", "x = 2; y = 2; f = max(x, y) + 3*min(y, x) + max(3, x) + min(x, 2)", "x = 0; f = softplus(x) + sigmoid(x)", "x = 1000; f = sigmoid(x) + softplus(x)",
  "x = -1000; f = sigmoid(x) + softplus(x) + leaky_relu(x)", "x = 2; f = 2^x + x^(-2) + x^0.5 + (-2)^2*x", "x = 2; y = 3; f = x^y", "f = 3", "x = 1; q = x*x; f = 2", "x = 0.3; y = 1.7; f = x", names, neuron,
  "a = 0.3; f = exp(a)+log(a)+sqrt(a)+square(a)+sin(a)+cos(a)+tan(a)+asin(a)+acos(a)+atan(a)+sinh(a)+cosh(a)+tanh(a)-a/(2-a)"];

test("Python: the code compiles", { skip: lacks("python3", "--version") }, () => {
  const all = [...lines.map((line) => line.program), ...corners];
  writeFileSync(join(folder, "all.json"), JSON.stringify(all.map((program) => written("python", program))));
  const result = call("python3", ["-c", "import ast, json\nfor text in json.load(open('all.json')): ast.parse(text)"]);
  assert.equal(result.status, 0, result.stderr);
});

test("PyTorch has the same values and gradients", { skip: !python && "needs PyTorch" }, () => {
  const all = [...lines.map((line) => line.program), ...corners];
  const traces = all.map((program) => JSON.parse(run(["trace", ...(program.includes("#@ fold s") ? ["--fold", "s"] : []), "-"], program).stdout));
  writeFileSync(join(folder, "all.json"), JSON.stringify(all.map((program) => written("python", program))));
  writeFileSync(join(folder, "all.py"), "import io, json\nfrom contextlib import redirect_stdout\nprinted = []\nfor text in json.load(open('all.json')):\n" +
    "    out = io.StringIO()\n    with redirect_stdout(out):\n        exec(text, {})\n    printed.append(out.getvalue())\nprint(json.dumps(printed))\n");
  const result = call(python, ["all.py"]);
  assert.equal(result.status, 0, result.stderr);
  const near = (a, b) => Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)) + 1e-12;
  JSON.parse(result.stdout).forEach((text, i) => {
    const printed = text.trim().split("\n").map((line) => line.split(" "));
    assert.equal(printed.length, traces[i].nodes.length);
    traces[i].nodes.forEach((node, n) => {
      const [name, value, grad] = printed[n];
      const number = (x) => Number(String(x).replace("inf", "Infinity"));
      assert.equal(name, node.name);
      assert.ok(near(number(value), number(node.value)) && near(number(grad), number(node.grad)), `${all[i]}\n${node.name}: ${value} ${grad}, not ${node.value} ${node.grad}`);
    });
  });
});
