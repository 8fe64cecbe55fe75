// site.mjs MODULE_FOLDER IMGUI_FOLDER WORDS_FOLDER ICONS_FOLDER SITE_FOLDER BROTLI_QUALITY [WASM_SPLIT WASM_OPT]
// Puts together what a web server hands out: the element's script (web/chainrule.js and Emscripten's glue, which it imports as
// "chainrule-module", in one minified ES module), its wasm module and what of it is loaded later (split.mjs), that of exports, the
// translations, the page with its lessons and what makes it installable, the page in one file (single.mjs), and the licences. Names have
// a hash of the content in them (output.mjs), but for those that other pages know. Beside the site's folder, in npm, is the npm package
// (npm.mjs).
import { execFileSync } from "node:child_process";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { licences } from "./licences.mjs";
import { npmPackage } from "./npm.mjs";
import { Output, hashOf } from "./output.mjs";
import { pages } from "./pages.mjs";
import { singleFile } from "./single.mjs";

const [moduleFolder, imguiFolder, wordsFolder, iconsFolder, site, quality, wasmSplit, wasmOpt] = process.argv.slice(2);
const top = fileURLToPath(new URL("..", import.meta.url));
const web = join(top, "web");
const packages = createRequire(join(web, "package.json"));
const esbuild = packages("esbuild");
const output = await Output.begin(site, join(site, "../compressed"), Number(quality));
const stable = { stable: true };

async function putFiles(folder, names, options) {
  await Promise.all(names.map(async (name) => output.put(name, await readFile(join(folder, name)), options)));
}

async function module() {
  await output.put("export.wasm", await readFile(join(moduleFolder, "chainrule_exports.wasm")));
  if (!wasmSplit) return putFiles(moduleFolder, ["chainrule.wasm"]);
  const parts = join(moduleFolder, "parts");
  await mkdir(parts, { recursive: true });
  execFileSync(process.execPath, [fileURLToPath(new URL("split.mjs", import.meta.url)), wasmSplit, wasmOpt, moduleFolder, parts], { stdio: "inherit" });
  return putFiles(parts, ["chainrule.wasm", "later.wasm"]);
}

async function icons() {
  for (const size of ["192", "512", "512-full"]) await output.put(`icon-${size}.png`, await readFile(join(iconsFolder, size, "chainrule.png")));
}

// The languages that there are.
async function translations() {
  const names = (await readdir(wordsFolder)).filter((name) => /^words\.\w+\.txt$/.test(name)).sort();
  await putFiles(wordsFolder, names);
  return names.map((name) => name.split(".")[1]);
}

// The lessons, with their list (id, minutes and title, as the files say): in one file for the page, and in a folder, for other pages.
async function lessons() {
  const from = join(web, "lessons");
  let list = "";
  const texts = [];
  for (const name of (await readdir(from)).filter((name) => name.endsWith(".md")).sort()) {
    const text = await readFile(join(from, name), "utf8");
    const [title, minutes] = [/^# (.+)$/m, /^minutes: (\d+)/m].map((line) => line.exec(text)?.[1] ?? "");
    list += `${name.slice(0, -3)}\t${minutes}\t${title}\n`;
    texts.push(text);
    await output.put(`lessons/${name}`, text, stable);
  }
  await output.put("lessons/index.txt", list, stable);
  await output.put("lessons.txt", [list, ...texts].join("\f"));
}

// For the scripts, of which each knows the names of the files that are written before it.
const options = (languages) => ({
  define: {
    CHAINRULE_FILES: JSON.stringify(output.sortedNames),
    CHAINRULE_LANGUAGES: JSON.stringify(languages.join(" ")),
    CHAINRULE_REGISTERS: "true",
    CHAINRULE_SPLIT: JSON.stringify(Boolean(wasmSplit)),
  },
  alias: { "chainrule-module": join(moduleFolder, "chainrule.mjs") },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
});

// page.js is the script of the full page; it imports ./chainrule.js as any other page does. What is imported on demand has a file of its
// own, with copies of what it imports itself. Resolves to the file's name.
async function bundle(path, languages) {
  const external = (name) => ({ path: `./${name}`, external: true });
  const setup = (build) => {
    build.onResolve({ filter: /^\.\/chainrule\.js$/ }, () => external(output.names["chainrule.js"]));
    build.onResolve({ filter: /^\.\// }, async ({ kind, path, resolveDir }) =>
      kind === "dynamic-import" ? external(await bundle(join(resolveDir, path), languages)) : null);
  };
  const { outputFiles } = await esbuild.build({ ...options(languages), entryPoints: [path], plugins: [{ name: "files", setup }], write: false });
  return output.put(basename(path), outputFiles[0].contents);
}

// The service worker keeps all of the page's files; its version changes with each of them.
async function worker() {
  const isLater = (name) => /^(later|export|words)\b/.test(name);
  const names = Object.values(output.sortedNames).filter((name) => !name.startsWith("icon")), script = output.names["page.js"];
  const first = [script, ...names.filter((name) => name !== script && !isLater(name))], rest = [...names.filter(isLater), "chainrule.webmanifest"];
  const version = hashOf([...first, ...rest].join() + output.plain.get("index.html"));
  const define = { CHAINRULE_FIRST: JSON.stringify(first), CHAINRULE_REST: JSON.stringify(rest), CHAINRULE_VERSION: JSON.stringify(version) };
  const { outputFiles } = await esbuild.build({ ...options([]), define, entryPoints: [join(web, "sw.js")], format: "iife", write: false });
  await output.put("sw.js", outputFiles[0].contents, stable);
}

// A page names files by their plain names, in quotation marks. `inside` has what stands in their places, by those.
async function page(name, inside = {}) {
  const text = await readFile(join(web, name), "utf8"), put = { ...output.names, ...inside };
  await output.put(name, text.replace(/"([\w.-]+)"/g, (all, plain) => (put[plain] ? `"${put[plain]}"` : all)), stable);
}

// Browsers ask for the manifest's first icon at the first visit already: it is in the manifest.
async function manifest() {
  const svg = await readFile(join(iconsFolder, "chainrule.svg"), "utf8");
  await page("chainrule.webmanifest", { "icon.svg": `data:image/svg+xml,${encodeURIComponent(svg)}` });
}

const [languages] = await Promise.all([translations(), module()]);
await bundle(join(web, "chainrule.js"), languages);
await Promise.all([bundle(join(web, "page.js"), languages), lessons(), icons(), putFiles(web, ["page.css"])]);
await output.put("chainrule.js", `export * from "./${output.names["chainrule.js"]}";\n`, stable);
await page("index.html");
await manifest();
await worker();
await putFiles(web, (await readdir(web)).filter((name) => [".svg", ".chain"].includes(extname(name))), stable);
await Promise.all((await pages(packages("marked"), web, join(web, "node_modules/reveal.js"))).map(([name, content]) => output.put(name, content, stable)));
await output.put("guide.css", await readFile(join(web, "guide.css")), stable);
await putFiles(web, (await readdir(join(web, "teachers"))).map((name) => `teachers/${name}`), stable);
const text = await licences(imguiFolder);
await output.put("licences.txt", text, stable);
const inside = [...output.plain].filter(([name]) => /\.wasm$|^words\.|^lessons\.txt$/.test(name)).sort();
await output.put("chainrule.html", await singleFile(esbuild, options(languages), web, inside, text), stable);
await output.end();
const packed = [...output.plain].filter(([name]) => /\.wasm$|^words\.|^lessons\/|^chainrule\.html$|^licences/.test(name)).sort();
await npmPackage(esbuild, options(languages), web, join(site, "../npm"), new Map(packed));
