// What a visitor downloads before the first picture: wasm, JavaScript and fonts, as a server with brotli sends them.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";

const site = new URL("../../build/web/site/", import.meta.url);
const counted = new Set([".wasm", ".js", ".mjs", ".ttf", ".woff", ".woff2"]);
const isBeside = (name) => name.startsWith("outline-"); // fetched once the picture is there
const later = new Set(["later.wasm"]); // fetched when somebody points at the widget
const limit = 350 * 1024, page = 400 * 1000, rest = 72 * 1024;

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
}

// By name, of the site's files and those of one folder in it.
function sizes(names, folder = "") {
  return new Map(names.map((name) => [name, brotli(readFileSync(new URL(folder + name, site)))]));
}
const sum = (map) => [...map.values()].reduce((a, b) => a + b, 0);

test("the first picture takes at most 350 KiB under brotli, the page with all lessons 400 KB, and what comes later 72 KiB", (t) => {
  const files = readdirSync(site).filter((name) => counted.has(extname(name)));
  assert.ok(files.includes("chainrule.js") && files.includes("chainrule.wasm"), "the site is not built");
  const first = sizes(files.filter((name) => !later.has(name) && !isBeside(name))), second = sizes([...later].filter((name) => files.includes(name)));
  const pages = sizes(["index.html", "page.css", ...files.filter(isBeside)]), lessons = sizes(readdirSync(new URL("lessons/", site)), "lessons/");
  for (const [name, size] of [...first, ...second, ...pages]) t.diagnostic(`${name}: ${size} under brotli`);
  const all = sum(first) + sum(pages) + sum(lessons);
  t.diagnostic(`first picture: ${sum(first)} of ${limit}; page and lessons: ${all} of ${page}; later: ${sum(second)} of ${rest}`);
  assert.ok(sum(first) <= limit, `${sum(first)} bytes are more than ${limit}`);
  assert.ok(all <= page, `${all} bytes are more than ${page}`);
  assert.ok(sum(second) <= rest, `${sum(second)} bytes are more than ${rest}`);
});
