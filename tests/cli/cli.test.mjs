// The command line, run as a process of its own without a window system: what it prints where, and with which exit code.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const chainrule = process.env.CHAINRULE_BIN ?? fileURLToPath(new URL("../../build/native/chainrule", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "chainrule-"));
after(() => rmSync(folder, { recursive: true }));

const env = { ...process.env };
delete env.DISPLAY;
delete env.WAYLAND_DISPLAY;

function run(args, input = "") {
  const { status, stdout, stderr, error } = spawnSync(chainrule, args, { env, input, encoding: "utf8", timeout: 60_000 });
  assert.equal(error, undefined);
  return { status, stdout, stderr };
}

function file(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const slide = "f(x,y,z)=(x+y)z\nx = -2, y = 5, z = -4\n";
const neuron = "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\ns(u) = 1/(1+exp(-u))\nf = s(w0*x0 + w1*x1 + w2)\n";
const gates = (trace) => trace.nodes.map((node) => node.gate).filter((gate) => gate !== "input").join(" ");

test("a program from a file, from standard input and from the command line", () => {
  for (const result of [run(["trace", file("slide.chain", slide)]), run(["trace", "-"], slide), run(["trace", "-e", slide])]) {
    assert.equal(result.status, 0);
    assert.equal(result.stderr, "");
    const trace = JSON.parse(result.stdout);
    assert.equal(trace.version, 1);
    assert.equal(trace.output, "f");
    assert.deepEqual(Object.fromEntries(trace.nodes.map((n) => [n.name, n.grad])), { x: -4, y: -4, z: 3, f: 1, t1: -4 });
    assert.equal(trace.nodes.find((n) => n.name === "f").value, -12);
    assert.deepEqual(trace.diagnostics, []);
  }
});

test("--fold keeps a function as one gate", () => {
  const open = JSON.parse(run(["trace", "-e", neuron]).stdout);
  const folded = JSON.parse(run(["trace", "--fold", "s", "-e", neuron]).stdout);
  assert.equal(gates(open), "mul mul add add neg exp shift recip");
  assert.equal(gates(folded), "mul mul add add s");
  assert.equal(folded.nodes.at(-1).locals[0].formula, "(1 - f)*f");
  const two = JSON.parse(run(["trace", "--fold", "a", "-e", "a(u)=u*u; b(u)=u+1; x=3; f=a(x)+b(x)", "--fold", "b"]).stdout);
  assert.equal(gates(two), "a b add");
});

test("--output chooses the node whose gradient is 1", () => {
  const trace = JSON.parse(run(["trace", "--output", "q", "-e", "x = 3; q = x*x; f = 2*q"]).stdout);
  assert.equal(trace.output, "q");
  assert.equal(trace.nodes.find((n) => n.name === "x").grad, 6);
  assert.equal(trace.nodes.find((n) => n.name === "f").grad, 0);
  const missing = run(["trace", "--output", "nothing", "-e", "x = 3; f = x*x"]);
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /error: there is no node named nothing/);
});

test("an error: exit 1, the rest still as JSON, and on stderr place, message, line and caret", () => {
  const path = file("f.chain", "x = 2\nf = x*\ng = x*x\n");
  const { status, stdout, stderr } = run(["trace", path]);
  assert.equal(status, 1);
  assert.equal(stderr, `${path}:2:7: error: expected an expression after '*'\n  f = x*\n        ^\n`);
  const trace = JSON.parse(stdout);
  assert.equal(trace.nodes.find((n) => n.name === "g").value, 4);
  assert.deepEqual(trace.diagnostics, [{ severity: "error", line: 2, column: 7, length: trace.diagnostics[0].length, message: "expected an expression after '*'" }]);
  assert.match(run(["trace", "-e", "f = (x"]).stderr, /^<program>:1:5: error: this '\(' is never closed; add a '\)'\n {2}f = \(x\n {6}\^\n/);
  assert.match(run(["trace", "-"], "f = )").stderr, /^<stdin>:1:5: error: /);
});

test("warnings and notices do not fail", () => {
  const warned = run(["trace", "-e", "x = 0; f = 1/x"]);
  assert.equal(warned.status, 0);
  assert.match(warned.stderr, /:1:12: warning: f is ∞/);
  assert.equal(JSON.parse(warned.stdout).nodes.at(-1).value, "Infinity");
  const noticed = run(["trace", "-e", "f = x*x"]);
  assert.equal(noticed.status, 0);
  assert.match(noticed.stderr, /notice: x is given no value/);
});

test("check prints every gradient beside a numerical one", () => {
  const good = run(["check", "-e", neuron]);
  assert.equal(good.status, 0);
  assert.equal(good.stderr, "");
  assert.match(good.stdout, /^w0 +-0\.1966119332414818\d +-0\.19661193\d+ +agrees$/m);
  assert.match(good.stdout, /13 of 13 gradients hold, 0 disagree\n$/);
  assert.equal(run(["check", "--fold", "s", "-"], neuron).status, 0);
  assert.match(run(["check", "-e", "x = 0; f = relu(x)"]).stdout, /^x +0 +1 +not differentiable here$/m);
  assert.equal(run(["check", "-e", "x = 0; f = relu(x)"]).status, 0);
  assert.equal(run(["check", "-e", "x = -1; f = log(x)"]).status, 0);
  assert.equal(run(["check", "-e", "f = x*"]).status, 1);
});

test("wrong use: exit 2, a word about it on stderr, nothing on stdout", () => {
  for (const args of [["trace"], ["check"], ["trace", "-e"], ["trace", "--fold"], ["trace", "--nonsense", "-e", "f=1"], ["trace", join(folder, "no such file")],
                      ["trace", folder], ["trace", "-e", "f=x", "-e", "g=x"], ["check", "--output", "-e"], ["--nonsense"], ["trace", "-e", "f=x", "more"]]) {
    const { status, stdout, stderr } = run(args);
    assert.equal(status, 2, args.join(" "));
    assert.equal(stdout, "", args.join(" "));
    assert.match(stderr, /^chainrule: .+\nTry 'chainrule --help'\.\n$/, args.join(" "));
  }
});

test("--help and --version", () => {
  const help = run(["--help"]);
  assert.equal(help.status, 0);
  for (const word of ["trace", "check", "--fold", "--output", "-e"]) assert.ok(help.stdout.includes(word), word);
  const version = run(["--version"]);
  assert.equal(version.status, 0);
  assert.match(version.stdout, /^chainrule \d+\.\d+\.\d+\n$/);
});

test("hard input", () => {
  const long = run(["trace", "-"], "x = 2; f = x*x\n# " + ".".repeat(70_000));
  assert.equal(long.status, 1);
  assert.match(long.stderr, /the program is longer than 64 KiB/);
  assert.equal(JSON.parse(long.stdout).nodes.at(-1).value, 4);
  const deep = run(["trace", "-"], "f = " + "(".repeat(30_000) + "x" + ")".repeat(30_000));
  assert.equal(deep.status, 1);
  assert.match(deep.stderr, /^<stdin>:1:\d+: error: nested more than 256 deep/);
  const bytes = run(["trace", file("bytes", Buffer.from([0x66, 0x3d, 0xff, 0x00, 0x0a, 0x67, 0x3d, 0x78]))]);
  assert.equal(bytes.status, 1);
  assert.match(bytes.stderr, /the byte 0xFF is not part of the language/);
  assert.equal(JSON.parse(bytes.stdout).output, "g");
  const empty = run(["trace", "-"], "");
  assert.equal(empty.status, 0);
  assert.deepEqual(JSON.parse(empty.stdout), { version: 1, output: null, nodes: [], diagnostics: [] });
  const dash = run(["trace", "-e", "-x"]);  // a program that looks like an option
  assert.equal(dash.status, 0);
});

test("--lang chooses one of the languages there are", () => {
  const unknown = run(["--lang", "tlh", "-e", slide]);
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /no language tlh: there are .*\bde\b.*\bzh\b.*\ben\b/);
  assert.match(run(["--lang"]).stderr, /--lang needs a value/);
  for (const language of ["de", "de_AT.UTF-8", "zh-CN", "en"]) {
    assert.match(run(["--lang", language, "-e", slide]).stderr, /no window system/); // taken, and there is nowhere to show it
  }
  assert.equal(run(["--lang", "zh_TW", "-e", slide]).status, 2); // ours is Simplified Chinese
  assert.equal(run(["trace", "--lang", "de", "-e", slide]).status, 2);
});
