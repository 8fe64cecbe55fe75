// The built site as files, and as a server sends them.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { serve } from "../../web/serve.mjs";
import { named, site } from "./support.mjs";

const compressible = /\.(js|css|html|wasm|txt|md|json|svg|webmanifest)$/;
const hashed = /-([0-9a-f]{10})\.\w+$/;
const files = readdirSync(site, { recursive: true }).filter((name) => statSync(join(site, name)).isFile());
const read = (name) => readFileSync(join(site, name));

let server, url;
before(async () => ({ server, url } = await serve(site)));
after(() => server.close());

// { status, headers, body } as they come: nothing is unpacked.
function ask(path, headers = {}, method = "GET") {
  return new Promise((done, fail) => {
    request(new URL(path, url), { method, headers, agent: false }, async (response) => {
      const parts = [];
      for await (const part of response) parts.push(part);
      done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) });
    }).on("error", fail).end();
  });
}

test("a name with a hash tells the content", () => {
  const found = files.filter((name) => hashed.test(name));
  assert.ok(found.length >= 10, found.join(" "));
  for (const name of found) {
    const hash = createHash("sha256").update(read(name)).digest("hex");
    assert.equal(hashed.exec(name)[1], hash.slice(0, 10), name);
  }
});

test("only what other pages name has a plain name", () => {
  const plain = files.filter((name) => !hashed.test(name.replace(/\.(br|gz)$/, "")) && !/\.(br|gz)$/.test(name));
  const isPage = (name) => name.endsWith(".html") || /^(lessons|teachers|embed)\//.test(name);
  assert.deepEqual(plain.filter((name) => !isPage(name)).sort(), ["chainrule.js", "chainrule.webmanifest", "guide.css", "licences.txt", "sw.js"]);
});

test("a brotli and a gzip file lie beside each that shrinks, and unpack to it", () => {
  for (const name of files.filter((file) => compressible.test(file))) {
    assert.deepEqual(brotliDecompressSync(read(`${name}.br`)), read(name), name);
    assert.deepEqual(gunzipSync(read(`${name}.gz`)), read(name), name);
  }
});

test("the page asks for the files by their hashes, and for each of them there is one", () => {
  const text = read("index.html").toString();
  const asked = [...text.matchAll(/(?:href|src|lessons)="([^":]+)"/g)].map(([, name]) => name);
  assert.deepEqual(asked.filter((name) => !existsSync(join(site, name))), []);
  for (const name of ["chainrule.js", "chainrule.wasm", "page.js", "page.css", "lessons.txt"]) assert.ok(asked.includes(named(name)), name);
});

test("what a browser accepts is what it is sent", async () => {
  const name = named("chainrule.wasm"), plain = read(name);
  const cases = [
    ["gzip, deflate, br", "br"], ["br;q=0.5, gzip", "br"], ["GZIP", "gzip"], ["br;q=0, gzip;q=0.1", "gzip"], ["*", "br"], ["*;q=0", undefined],
    ["br;q=0.0, *", "gzip"], ["identity", undefined], ["", undefined], ["xbr", undefined],
  ];
  for (const [accepted, packing] of cases) {
    const { status, headers, body } = await ask(name, { "Accept-Encoding": accepted });
    assert.equal(status, 200);
    assert.equal(headers["content-encoding"], packing, accepted);
    assert.equal(headers["content-type"], "application/wasm");
    assert.equal(headers.vary, "Accept-Encoding");
    assert.equal(Number(headers["content-length"]), body.length);
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync }[packing] ?? ((bytes) => bytes);
    assert.ok(unpack(body).equals(plain), accepted);
    const head = await ask(name, { "Accept-Encoding": accepted }, "HEAD");
    assert.equal(head.body.length, 0);
    assert.deepEqual({ ...head.headers, date: 0 }, { ...headers, date: 0 });
  }
});

test("hashed files are kept for ever, and others are asked for again, which costs no body while they are the same", async () => {
  for (const name of files) {
    const { headers } = await ask(name.split("/").map(encodeURIComponent).join("/"));
    assert.equal(headers["cache-control"], hashed.test(name) ? "public, max-age=31536000, immutable" : "no-cache", name);
    assert.equal(headers["access-control-allow-origin"], "*");
  }
  for (const path of ["", "chainrule.js"]) {
    const first = await ask(path, { "Accept-Encoding": "br" });
    const second = await ask(path, { "Accept-Encoding": "br", "If-None-Match": first.headers.etag });
    assert.equal(second.status, 304);
    assert.equal(second.body.length, 0);
    assert.equal((await ask(path, { "If-None-Match": first.headers.etag })).status, 200); // the plain file is another
  }
});
