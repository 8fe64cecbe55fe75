// site.mjs MODULE_FOLDER IMGUI_FOLDER WORDS_FOLDER SITE_FOLDER [WASM_SPLIT WASM_OPT]
// Puts together what a web server hands out: the pages of web/, chainrule.js (web/chainrule.js and Emscripten's glue,
// which it imports as "chainrule-module", in one minified ES module), chainrule.wasm and what of it is loaded later (split.mjs), the
// translations, the lessons, and the licences.
import { execFileSync } from "node:child_process";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { licences } from "./licences.mjs";
import { singleFile } from "./single.mjs";

const [moduleFolder, imguiFolder, wordsFolder, site, wasmSplit, wasmOpt] = process.argv.slice(2);
const top = fileURLToPath(new URL("..", import.meta.url));
const web = join(top, "web");
const esbuild = createRequire(join(web, "package.json"))("esbuild");
const translations = (await readdir(wordsFolder)).filter((name) => /^words\.\w+\.txt$/.test(name));
const languages = translations.map((name) => name.split(".")[1]);

const options = {
  define: { CHAINRULE_LANGUAGES: JSON.stringify(languages.join(" ")), CHAINRULE_SPLIT: JSON.stringify(Boolean(wasmSplit)) },
  alias: { "chainrule-module": join(moduleFolder, "chainrule.mjs") },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
};

// page.js is the script of the full page; it imports ./chainrule.js as any other page does. What is imported on demand has a file of its
// own, NAME-HASH.js.
async function bundle(name, external = []) {
  await esbuild.build({ ...options, entryPoints: [join(web, name)], outdir: site, splitting: true, chunkNames: "[name]-[hash]", external });
}

async function copyPages() {
  const pages = (await readdir(web)).filter((name) => [".html", ".css", ".svg", ".chain"].includes(extname(name)));
  for (const name of pages) await copyFile(join(web, name), join(site, name));
}

// Lessons, and their list: id, minutes and title, as the files say.
async function lessons() {
  const from = join(web, "lessons"), to = join(site, "lessons");
  await mkdir(to);
  let list = "";
  for (const name of (await readdir(from)).filter((name) => name.endsWith(".md")).sort()) {
    const text = await readFile(join(from, name), "utf8");
    const [title, minutes] = [/^# (.+)$/m, /^minutes: (\d+)/m].map((line) => line.exec(text)?.[1] ?? "");
    list += `${name.slice(0, -3)}\t${minutes}\t${title}\n`;
    await copyFile(join(from, name), join(to, name));
  }
  await writeFile(join(to, "index.txt"), list);
}

await rm(site, { recursive: true, force: true });
await mkdir(site, { recursive: true });
await bundle("chainrule.js");
await bundle("page.js", ["./chainrule.js"]);
await copyPages();
await lessons();
for (const name of translations) await copyFile(join(wordsFolder, name), join(site, name));
if (wasmSplit) {
  execFileSync(process.execPath, [fileURLToPath(new URL("split.mjs", import.meta.url)), wasmSplit, wasmOpt, moduleFolder, site], { stdio: "inherit" });
} else {
  await copyFile(join(moduleFolder, "chainrule.wasm"), join(site, "chainrule.wasm"));
}
await writeFile(join(site, "licences.txt"), await licences(imguiFolder));

async function read(names) {
  return Promise.all(names.map(async (name) => [name, await readFile(join(site, name))]));
}
const inside = (await readdir(site, { recursive: true })).filter((name) => /\.wasm$|^words\.|^lessons\//.test(name)).sort();
await writeFile(join(site, "chainrule.html"), await singleFile(esbuild, options, web, await read(inside), await licences(imguiFolder)));
