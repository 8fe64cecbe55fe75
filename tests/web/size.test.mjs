// What a visitor downloads before the first picture: wasm, JavaScript and fonts, as a server with brotli sends them.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";

const site = new URL("../../build/web/site/", import.meta.url);
const counted = new Set([".wasm", ".js", ".mjs", ".ttf", ".woff", ".woff2"]);
const later = new Set(["later.wasm"]); // fetched when somebody points at the widget
const limit = 350 * 1024, whole = 400 * 1024;

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
}

test("the first picture takes at most 350 KiB under brotli, and all of it 400", (t) => {
  const files = readdirSync(site).filter((name) => counted.has(extname(name)));
  assert.ok(files.includes("chainrule.js") && files.includes("chainrule.wasm"), "the site is not built");
  let total = 0, all = 0;
  for (const name of files) {
    const bytes = readFileSync(new URL(name, site));
    const size = brotli(bytes);
    all += size;
    if (!later.has(name)) total += size;
    t.diagnostic(`${name}: ${bytes.length} bytes, ${size} under brotli`);
  }
  t.diagnostic(`for the first picture: ${total} of ${limit}; with what comes later: ${all} of ${whole}`);
  assert.ok(total <= limit, `${total} bytes are more than ${limit}`);
  assert.ok(all <= whole, `${all} bytes are more than ${whole}`);
});
