// What a visitor downloads before the first picture: wasm, JavaScript and fonts, as a server with brotli sends them.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { named, site } from "./support.mjs";

const counted = new Set([".wasm", ".js", ".mjs", ".ttf", ".woff", ".woff2"]);
// Fetched once the picture is there, and when a program goes or comes in another form.
const isBeside = (name) => ["sw.js", ...["outline.js", "export.js", "export.wasm"].map(named)].includes(name);
const later = [named("later.wasm")].filter(Boolean); // fetched when somebody points at the widget
const limit = 350 * 1024, page = 400 * 1000, rest = 84 * 1024;

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
}

// By name, of files of the site.
const sizes = (names) => new Map(names.map((name) => [name, brotli(readFileSync(join(site, name)))]));
const sum = (map) => [...map.values()].reduce((a, b) => a + b, 0);

test("the first picture takes at most 350 KiB under brotli, the page with all lessons 400 KB, and what comes later 84 KiB", (t) => {
  assert.ok(named("chainrule.js") && named("chainrule.wasm"), "the site is not built");
  const first = sizes(readdirSync(site).filter((name) => counted.has(extname(name)) && !later.includes(name) && !isBeside(name)));
  const second = sizes(later), rests = sizes(["index.html", named("page.css"), named("outline.js"), "sw.js", "chainrule.webmanifest", named("lessons.txt")]);
  for (const [name, size] of [...first, ...second, ...rests]) t.diagnostic(`${name}: ${size} under brotli`);
  for (const [name, size] of sizes([named("export.js"), named("export.wasm")])) t.diagnostic(`for other forms: ${name}: ${size}`);
  const all = sum(first) + sum(rests);
  t.diagnostic(`first picture: ${sum(first)} of ${limit}; page and lessons: ${all} of ${page}; later: ${sum(second)} of ${rest}`);
  assert.ok(sum(first) <= limit, `${sum(first)} bytes are more than ${limit}`);
  assert.ok(all <= page, `${all} bytes are more than ${page}`);
  assert.ok(sum(second) <= rest, `${sum(second)} bytes are more than ${rest}`);
});
