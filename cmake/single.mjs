// The page that has everything in itself: opened from a disk it works without a network, and needs no server that plays along.
// Scripts, style sheet, module, translations and lessons are in it, under a policy of its own that lets it ask nobody for anything.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { constants, deflateRawSync } from "node:zlib";
import { encode85 } from "../web/single/base85.js";

// `files` are [path, bytes].
function pack(files) {
  const list = JSON.stringify(files.map(([path, bytes]) => [path, bytes.length]));
  const all = Buffer.concat([Buffer.from(`${list}\n`), ...files.map(([, bytes]) => bytes)]);
  return encode85(deflateRawSync(all, { level: constants.Z_BEST_COMPRESSION, memLevel: 9 }));
}

const sum = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

// A tag's content ends at its end tag, wherever that stands.
function inlined(tag, content, attributes = "") {
  if (new RegExp(`</${tag}|<!--`, "i").test(content)) throw new Error(`The single file's <${tag}> would end too early.`);
  return `<${tag}${attributes}>${content}</${tag}>`;
}

// Of the page index.html in the folder `web`, with page.js bundled by `esbuild` under `options`, `files` as above, and the text of their
// licences.
export async function singleFile(esbuild, options, web, files, licences) {
  const [page, css] = await Promise.all([readFile(join(web, "index.html"), "utf8"), readFile(join(web, "page.css"), "utf8")]);
  const { outputFiles } = await esbuild.build({
    ...options,
    entryPoints: [join(web, "page.js")],
    plugins: [{
      name: "resources",
      setup: (build) => build.onResolve({ filter: /\/resources\.js$/ }, () => ({ path: join(web, "single/resources.js") })),
    }],
    write: false,
  });
  const script = outputFiles[0].text.trim();
  const style = (await esbuild.transform(css, { loader: "css", minify: true })).code.trim();
  const policy = `default-src 'none'; script-src ${sum(script)} 'wasm-unsafe-eval'; style-src ${sum(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'`;
  const frame = page
    .replace(/<script\b.*<\/script>|<link\b(?! rel="icon").*>|<nav\b[^]*<\/nav>/g, "")
    .replace(/(?<=<meta charset.*>)/, `<meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace(/(?<=<p class="plain late">).*(?=<\/p>)/, "Chainrule could not start: a policy of this page's server forbids the scripts in it.")
    .replace('lessons="', 'lessons="inside:/')
    .replace(/\s*\n\s*/g, "\n");
  const asked = frame.match(/\b(?:src|href)="(?!data:)[^"]*"/);
  if (asked) throw new Error(`The single file would ask for ${asked[0]}.`);
  return frame
    .replace("</head>", () => `${inlined("style", style)}</head>`)
    .replace("</body>", () => `${inlined("script", pack(files), ' type="text/plain" id="files"')}\n${inlined("script", script, ' type="module"')}</body>`) + `<!--\n${licences.replace(/--+/g, "-").trim()}\n-->\n`;
}
