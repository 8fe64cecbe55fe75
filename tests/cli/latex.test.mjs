// Every formula that a trace prints as LaTeX compiles: under pdfLaTeX with amsmath, all in one document, and in KaTeX at its strictest.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { default: katex } = await import(new URL("../../web/node_modules/katex/dist/katex.mjs", import.meta.url));
const chainrule = process.env.CHAINRULE_BIN ?? here("../../build/native/chainrule");
const folder = mkdtempSync(join(tmpdir(), "chainrule-latex-"));
after(() => rmSync(folder, { recursive: true }));

const from = new Map(); // each formula, and the first program that prints it
let programs = 0;

function collect(program, folded = []) {
  const args = ["trace", ...folded.flatMap((name) => ["--fold", name]), "-"];
  const { stdout, error } = spawnSync(chainrule, args, { input: program, encoding: "utf8", timeout: 60_000, maxBuffer: 1 << 28 });
  assert.equal(error, undefined);
  ++programs;
  for (const node of JSON.parse(stdout).nodes) for (const { latex } of node.locals) if (!from.has(latex)) from.set(latex, program);
}

// The functions of the language, from its own table: what a gate's row names as a function that may be called.
const rows = readFileSync(here("../../src/core/gates.inc"), "utf8");
const named = [...rows.matchAll(/^GATE\((\w+), *(\d)/gm)].map(([, name, arity]) => ({ name: name.replace(/_$/, ""), arity: +arity }));
const signs = { add: "#+#", sub: "#-#", mul: "#*#", div: "#/#", neg: "-#", pow: "#^#" };
const apply = ({ name, arity }, a, b) => {
  const operands = [a, b];
  return signs[name] ? `(${signs[name].replace(/#/g, () => operands.shift())})` : `${name}(${operands.slice(0, arity).join(", ")})`;
};

test("the programs whose formulas are tried", () => {
  for (const line of readFileSync(here("../data/gradients.jsonl"), "utf8").trim().split("\n")) collect(JSON.parse(line).program);
  for (const [, program] of readFileSync(here("../../web/language.md"), "utf8").matchAll(/^```chain\n([^]*?)^```/gm)) collect(program);
  // Every gate, alone and inside every other, open and folded to one gate; literals on either side, at kinks and where nothing is finite.
  for (const outer of named) {
    const lines = [`x = 0.3; y = 0.7; f = ${apply(outer, "x", "y")} + ${apply(outer, "0", "y")} + ${apply(outer, "y", "-1.5e-7")}`];
    const inner = named.map((gate, i) => `g${i}(u, v) = ${apply(outer, apply(gate, "u", "v"), "u/v - 2")}`);
    const sum = `s = ${inner.map((_, i) => `g${i}(x, y)`).join(" + ")}`;
    collect([...lines, ...inner, sum].join("\n"));
    collect([...lines, ...inner, sum].join("\n"), inner.map((_, i) => `g${i}`));
    for (const x of ["0", "-1", "1e400", "800"]) collect(`x = ${x}; f = ${apply(outer, "x", "x")}; g = ${apply(outer, "2*x", "x^x")}`);
  }
  // Names: each as an operand of a product, so that it is the other's local gradient, and as a folded function's own.
  const names = ["alpha", "Omega", "lambda", "epsilon", "omicron", "θ", "ϑ", "ς", "Ξ", "x_", "_x", "__", "_", "a__b", "a_b_c_", "w_1_2", "w12", "x1y2", "theta_hat", "theta1_2", "x_prime",
    "learning_rate_of_the_last_layer_but_one_of_the_network", "n".repeat(300), "loss", "if", "begin", "end", "over", "frac", "ü", "é_ß", "naïve_Bayes", "W_out", "h_tm1", "x_α", "β_1", "αβ", "αx", "xβ_", "h_xα", "w_a_ü", "ü_α_ö", "ø", "ß_łé", "d_x", "e", "pi", "I"];
  names.forEach((name, i) => {
    collect(`${name} = ${i + 2}; o = 1.5; f = ${name}*o; p = o/${name} + ${name}^o + o^${name}; q = max(p, f)`);
    collect(`F_${i}(${name}, o) = ${name}*o^2 + sin(${name}/o)\nq = F_${i}(2*a, b); h = exp(q)`, [`F_${i}`]);
  });
  assert.ok(named.length > 20);
  assert.ok(programs > 350 && from.size > 1500, `${programs} programs, ${from.size} formulas`);
});

test("KaTeX takes them all", () => {
  const refused = [];
  for (const [latex, program] of from) {
    for (const displayMode of [true, false]) {
      try {
        katex.renderToString(latex, { displayMode, strict: "error", throwOnError: true });
      } catch (error) {
        refused.push(`${latex}\n  ${error.message}\n  of ${program}`);
        break;
      }
    }
  }
  assert.equal(refused.length, 0, refused.slice(0, 10).join("\n"));
});

const pdflatex = spawnSync("pdflatex", ["--version"]).error ? "pdflatex is not installed" : false;

test("pdfLaTeX takes them all", { skip: pdflatex }, () => {
  // A formula a line, set into a box that is never shipped out: an error's line number is the formula's.
  const head = ["\\documentclass{article}\\usepackage{amsmath}\\begin{document}"];
  const formulas = [...from.keys()];
  for (const latex of formulas) assert.doesNotMatch(latex, /[\n%]/);
  const lines = formulas.map((latex) => `\\setbox0\\hbox{$\\displaystyle ${latex}$}\\setbox0\\hbox{$${latex}$}`);
  writeFileSync(join(folder, "all.tex"), [...head, ...lines, "\\end{document}\n"].join("\n"));
  const { error } = spawnSync("pdflatex", ["-interaction=batchmode", "-no-shell-escape", "-file-line-error", "all.tex"], {
    cwd: folder, timeout: 120_000, env: { ...process.env, max_print_line: "1000", openout_any: "p" },
  });
  assert.equal(error, undefined);
  const log = readFileSync(join(folder, "all.log"), "latin1");
  const refused = [...log.matchAll(/^\.\/all\.tex:(\d+): (.*)$/gm)].map(([, line, message]) => {
    const latex = formulas[line - 1 - head.length];
    return `${latex}\n  ${message}\n  of ${from.get(latex)}`;
  });
  assert.equal(refused.length, 0, refused.slice(0, 10).join("\n"));
  assert.doesNotMatch(log, /Missing character|Emergency stop|Fatal error/);
  assert.match(log, /No pages of output/); // it came to the end
});
