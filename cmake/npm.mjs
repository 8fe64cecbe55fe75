// The npm package, as a folder that `npm pack` packs: the element, its class, its files under plain names, the page in one file, types.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

// In the place of element/resources.js: addresses that bundlers understand. `names` are those of the files beside the script.
function resources(names, original) {
  const list = names.map((name) => `${JSON.stringify(name)}: new URL(${JSON.stringify(`./${name}`)}, import.meta.url)`);
  const own = `const files = {${list.join(", ")}};\nexport const beside = (name) => files[name];\nexport const script = "chainrule.js";\n`;
  return own + original.replace(/^export const (beside|script) = .*$/gm, "");
}

function manifest(version, files) {
  const types = (name) => ({ types: `./${name}.d.ts`, default: `./${name}.js` });
  return {
    name: "chainrule",
    version,
    description: "Backpropagation, seen: a web element that shows a program's computational graph with its values and gradients",
    keywords: ["backpropagation", "autodiff", "gradient", "computational-graph", "custom-element", "teaching"],
    license: "MIT",
    type: "module",
    main: "./chainrule.js",
    types: "./chainrule.d.ts",
    sideEffects: ["./chainrule.js"],
    exports: {
      ".": types("chainrule"),
      "./class": types("class"),
      ...Object.fromEntries([...files, "package.json"].map((name) => [`./${name}`, `./${name}`])),
      "./lessons/*": "./lessons/*",
    },
  };
}

// Into `folder`, from the folder `web`: its element bundled by `esbuild` under `options`, and `files`, bytes by path.
export async function npmPackage(esbuild, options, web, folder, files) {
  const put = async (name, content) => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  };
  await rm(folder, { recursive: true, force: true });
  const beside = [...files.keys()].filter((name) => /^words\.|\.wasm$/.test(name));
  const contents = resources(beside, await readFile(join(web, "element/resources.js"), "utf8"));
  await esbuild.build({
    ...options,
    define: { ...options.define, CHAINRULE_REGISTERS: "false" },
    entryPoints: [{ in: join(web, "chainrule.js"), out: "class" }],
    outdir: folder,
    splitting: true,
    chunkNames: "[name]-[hash]",
    plugins: [{
      name: "resources",
      setup: (build) => build.onLoad({ filter: /\/element\/resources\.js$/ }, () => ({ contents })),
    }],
  });
  for (const [name, bytes] of files) await put(name, bytes);
  for (const name of ["chainrule.js", "chainrule.d.ts", "class.d.ts", "README.md"]) await put(name, await readFile(join(web, "npm", name)));
  await put("LICENSE", await readFile(join(web, "../LICENSE")));
  const { version } = JSON.parse(await readFile(join(web, "package.json"), "utf8"));
  await put("package.json", `${JSON.stringify(manifest(version, [...files.keys()].filter((name) => /\.(html|wasm)$/.test(name))), null, 2)}\n`);
}
