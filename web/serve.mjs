// A static server for the built site: `node web/serve.mjs [FOLDER]`, or serve() from a test. It sends what lies compressed beside a file,
// and the headers that web/embedding.md asks of every server.
// PORT (8080, or the next free one) and HOST (127.0.0.1) choose where it listens.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ico": "image/x-icon",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".chain": "text/plain; charset=utf-8",
};

// In the order of preference: what a browser calls it, and how its files end.
const packings = [["br", ".br"], ["gzip", ".gz"]];

const hashed = /-[0-9a-f]{10}\.\w+$/; // such a file never changes: another content has another name

// The file that a request names, or null: nothing outside the root is reachable.
async function find(root, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return null;
  }
  if (path.includes("\0")) return null;
  let file = resolve(root, "." + path);
  if (file !== root && !file.startsWith(root + sep)) return null;
  let info = await stat(file).catch(() => null);
  if (info?.isDirectory()) {
    file = resolve(file, "index.html");
    info = await stat(file).catch(() => null);
  }
  return info?.isFile() ? { file, info } : null;
}

// Does the header Accept-Encoding allow this one? "br;q=0" does not.
function accepts(header, packing) {
  const parts = header.toLowerCase().split(",").map((part) => part.split(";").map((word) => word.trim()));
  const [, weight] = parts.find(([name]) => name === packing) ?? parts.find(([name]) => name === "*") ?? [packing, "q=0"];
  return !/^q=0(\.0*)?$/.test(weight ?? "");
}

// What is sent of a file: { path, info, packing }; packing is null for the file itself. `varies`: another client may be sent another.
async function choose({ file, info }, header) {
  const kinds = [];
  for (const [packing, ending] of packings) {
    const path = file + ending, packed = await stat(path).catch(() => null);
    if (packed?.isFile()) kinds.push({ path, info: packed, packing });
  }
  const chosen = kinds.find(({ packing }) => accepts(header, packing)) ?? { path: file, info, packing: null };
  return { ...chosen, varies: kinds.length > 0 };
}

async function answer(root, request, response) {
  // Any origin: a page in a sandboxed iframe has the origin null, and loads modules and wasm with CORS.
  const headers = { "Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff" };
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { ...headers, Allow: "GET, HEAD" }).end();
    return;
  }
  const found = await find(root, request.url);
  if (!found) {
    response.writeHead(404, { ...headers, "Content-Type": "text/plain" }).end("Not found\n");
    return;
  }
  const { path, info, packing, varies } = await choose(found, request.headers["accept-encoding"] ?? "");
  headers["Content-Type"] = types[extname(found.file)] ?? "application/octet-stream";
  headers.ETag = `"${info.size.toString(36)}-${Math.round(info.mtimeMs).toString(36)}${packing ? `-${packing}` : ""}"`;
  if (hashed.test(found.file)) headers["Cache-Control"] = "public, max-age=31536000, immutable";
  if (varies) headers.Vary = "Accept-Encoding";
  if (request.headers["if-none-match"]?.split(/,\s*/).includes(headers.ETag)) {
    response.writeHead(304, headers).end();
    return;
  }
  if (packing) headers["Content-Encoding"] = packing;
  response.writeHead(200, { ...headers, "Content-Length": info.size });
  if (request.method === "HEAD") response.end();
  else createReadStream(path).on("error", () => response.destroy()).pipe(response);
}

function listen(server, port, host) {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      done(server.address().port);
    });
  });
}

// Serves `root` until the server is closed. Port 0 takes any free port. Resolves to { server, port, url }.
export async function serve(root, { port = 0, host = "127.0.0.1", tries = 1 } = {}) {
  const folder = resolve(root);
  const server = createServer((request, response) => answer(folder, request, response));
  for (let i = 0; ; i++) {
    try {
      const taken = await listen(server, port === 0 ? 0 : port + i, host);
      return { server, port: taken, url: `http://localhost:${taken}/` };
    } catch (error) {
      if (error.code !== "EADDRINUSE" || i + 1 >= tries) throw error;
    }
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? fileURLToPath(new URL("../build/web/site", import.meta.url));
  const { url } = await serve(root, { port: Number(process.env.PORT ?? 8080), host: process.env.HOST ?? "127.0.0.1", tries: 20 });
  console.log(`Open ${url}`);
}
