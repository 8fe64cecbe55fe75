// The npm package: packed, installed from its tarball without a network, bundled by Vite, served as it is, and its types.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { serve } from "../../web/serve.mjs";
import { get, loaded, neuron, numbers, open, slide, start, still } from "./support.mjs";

const source = fileURLToPath(new URL("../../build/web/npm", import.meta.url));
const uses = fileURLToPath(new URL("npm/uses.ts", import.meta.url));
const tools = createRequire(new URL("../../web/package.json", import.meta.url));

const tag = (attributes = "") => `<chain-rule ${attributes}>${slide}</chain-rule>`;
const page = (body, script) => `<!doctype html><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,">${body}${script}`;

let folder, world;
const servers = [];

function npm(...command) {
  const options = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts", "--cache", join(folder, "cache"), "--loglevel", "error"];
  return execFileSync("npm", [...command, ...options], { cwd: folder, encoding: "utf8" });
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-npm-"));
  const tarball = npm("pack", source).trim().split("\n").at(-1);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "course", private: true, type: "module" }));
  npm("install", `./${tarball}`);
  world = await start();
});
after(async () => {
  await world?.close();
  for (const { server } of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true });
});

async function serving(root) {
  const host = await serve(root);
  servers.push(host);
  return { ...world, url: host.url };
}

// An app of one page and one script, as Vite builds it. Resolves to a world that serves it.
async function built(name, body, script) {
  const root = join(folder, name);
  mkdirSync(root);
  writeFileSync(join(root, "index.html"), page(body, '<script type="module" src="/main.js"></script>'));
  writeFileSync(join(root, "main.js"), script);
  const { build } = await import(pathToFileURL(join(tools.resolve("vite/package.json"), "../dist/node/index.js")).href);
  await build({ root, configFile: false, logLevel: "error", build: { outDir: join(root, "dist") } });
  return serving(join(root, "dist"));
}

async function works(app, path = "") {
  const shown = await open(app, { path });
  await loaded(shown);
  assert.deepEqual(numbers(await get(shown, "trace")).f, [-12, 1]);
  await shown.evaluate(() => (document.querySelector("chain-rule").program = "f = \\frac{1}{1+e^{-x}}\nx = 0")); // the second part reads it
  await still(shown);
  assert.deepEqual(numbers(await get(shown, "trace")).f, [0.5, 1]);
  assert.deepEqual(shown.problems, []);
  return shown;
}

describe("the package", () => {
  test("every export is a file of it, with types where it is a script", () => {
    const { exports, version } = JSON.parse(readFileSync(join(folder, "node_modules/chainrule/package.json"), "utf8"));
    assert.match(version, /^\d+\.\d+\.\d+$/);
    for (const name of [".", "./class", "./chainrule.html", "./chainrule.wasm"]) assert.ok(exports[name], name);
    const files = Object.values(exports).flatMap((target) => (typeof target === "string" ? [target] : Object.values(target)));
    for (const file of files.filter((name) => !name.includes("*"))) assert.ok(existsSync(join(folder, "node_modules/chainrule", file)), file);
    assert.ok(createRequire(join(folder, "package.json")).resolve("chainrule/lessons/01-gate.md"));
  });

  test("an app that imports it is built by Vite, and runs, in another language too", async () => {
    const app = await built("element", tag('lang="de"'), 'import "chainrule";');
    const shown = await works(app);
    await shown.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => /words\.de.*\.txt/.test(name)));
  });

  test("the class alone defines no tag, and serves one of the app's own", async () => {
    const app = await built("class", `<my-graph style="height:400px">${slide}</my-graph>`, `import { ChainRule } from "chainrule/class";
      window.before = customElements.get("chain-rule") === undefined;
      customElements.define("my-graph", class extends ChainRule {});`);
    const shown = await open(app, { path: "" });
    await loaded(shown, "my-graph");
    assert.equal(await shown.evaluate(() => window.before && customElements.get("chain-rule") === undefined), true);
    assert.deepEqual(numbers(await shown.evaluate(() => document.querySelector("my-graph").trace)).f, [-12, 1]);
    assert.deepEqual(shown.problems, []);
  });

  test("a plain script tag does without a bundler, and the page in one file opens from the package", async () => {
    writeFileSync(join(folder, "plain.html"), page(tag(), '<script type="module" src="node_modules/chainrule/chainrule.js"></script>'));
    const app = await serving(folder);
    await works(app, "plain.html");
    await works(app, "node_modules/chainrule/chainrule.html");
  });
});

describe("its types", () => {
  // Compiles files in the folder that has the package; what is wrong is thrown.
  function compile(name, files) {
    const root = join(folder, name);
    mkdirSync(root);
    for (const [file, text] of Object.entries(files)) writeFileSync(join(root, file), text);
    const compilerOptions = { strict: true, noEmit: true, target: "es2022", module: "esnext", moduleResolution: "bundler", lib: ["es2022", "dom"], types: [], noUncheckedIndexedAccess: true };
    writeFileSync(join(root, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    try {
      execFileSync(process.execPath, [tools.resolve("typescript/bin/tsc"), "-p", root], { encoding: "utf8" });
    } catch (error) {
      assert.fail(error.stdout);
    }
  }

  test("let a page use all of it, and refuse what there is not", () => compile("uses", { "uses.ts": readFileSync(uses, "utf8") }));

  test("have the keys that traces and events have, no more and no fewer", async () => {
    const app = await serving(folder);
    writeFileSync(join(folder, "bare.html"), page(tag(), '<script type="module" src="node_modules/chainrule/chainrule.js"></script>'));
    const shown = await open(app, { path: "bare.html" });
    await loaded(shown);
    const seen = await shown.evaluate(async (programs) => {
      const widget = document.querySelector("chain-rule"), details = {};
      for (const type of ["step", "change", "grade", "error"]) {
        widget.addEventListener(type, ({ detail }) => (details[type] = { ...detail }));
      }
      const traces = programs.map((program) => {
        widget.program = program;
        return widget.trace;
      });
      widget.reset();
      widget.step(1);
      return { traces, details, steps: widget.steps, grade: widget.grade() };
    }, [slide, neuron, "", "a = *\ng = relu(b)/0", "f(x) = x^2 + 1\n#@ fold f\ng = f(3) + max(2, y)", `${slide}\n#? predict product f z`]);
    assert.ok(seen.details.change && seen.details.step && seen.details.error);
    const literal = (name, type, value) => `export const ${name}: ${type} = ${JSON.stringify(value)};\n`;
    const keys = (name, value) => `export const ${name}: (keyof T.${name})[] = ${JSON.stringify(Object.keys(value))};\nexport const all${name}: Record<keyof T.${name}, unknown> = ${JSON.stringify(value)};\n`;
    const [trace] = seen.traces;
    compile("traces", {
      "traces.ts": `import type * as T from "chainrule";\n${seen.traces.map((one, i) => literal(`trace${i}`, "T.Trace", one)).join("")}` +
        literal("change", "T.ChangeDetail", seen.details.change) + literal("step", "T.Steps", seen.details.step) +
        literal("error", "T.ErrorDetail", seen.details.error) + literal("steps", "T.Steps", seen.steps) + literal("grade", "T.Grade", seen.grade) +
        keys("Trace", trace) + keys("TraceNode", trace.nodes[0]) + keys("TraceLocal", trace.nodes.at(-1).locals[0]),
    });
  });
});
