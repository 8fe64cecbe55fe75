// In the place of element/resources.js where the page has its files in itself, at addresses such as inside:/chainrule.wasm. They stand in
// the element with the id "files", as cmake/single.mjs writes them.
import { decode85 } from "./base85.js";

export const script = "chainrule.js"; // which whoever writes a tag has beside his page

export const beside = (name) => new URL(`inside:/${name}`);

let files = null; // a promise of them all
const there = new Map(); // their bytes by path

// A line of JSON, [[path, bytes], …], and the files' bytes one after the other, deflated.
async function unpack() {
  const block = document.getElementById("files");
  const packed = decode85(block.textContent.trim());
  block.remove();
  if (!("DecompressionStream" in window)) {
    throw new Error("This browser is too old. Chromium from 103, Firefox from 113 and Safari from 16.4 can show it.");
  }
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let at = bytes.indexOf(10) + 1;
  for (const [path, size] of JSON.parse(new TextDecoder().decode(bytes.subarray(0, at)))) {
    there.set(path, bytes.subarray(at, (at += size)));
  }
}

export function getNow(url) {
  const bytes = url.protocol === "inside:" && there.get(url.pathname.slice(1));
  if (!bytes) throw new Error(`${url} is not in this file, and it asks for no other.`);
  return bytes;
}

export async function get(url) {
  await (files ??= unpack());
  const type = url.pathname.endsWith(".wasm") ? "application/wasm" : "text/plain";
  const bytes = getNow(url);
  return new Response(bytes, { headers: { "Content-Type": type, "Content-Length": bytes.length } });
}
