// nginx, set up as web/hosting.md says, serves the site to 200 clients at once, compressed. A private instance on a free port of the
// loopback; NGINX chooses another one than /usr/sbin/nginx or what cmake/fetch_nginx_debian.sh has brought. About 100 MB in all.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { named, site } from "./support.mjs";

const clients = 200, patience = 60_000; // ms for all of them
const top = fileURLToPath(new URL("../..", import.meta.url));
const fetched = join(top, "build/deps/nginx/usr");
const program = [process.env.NGINX, `${fetched}/sbin/nginx`, "/usr/sbin/nginx", "/usr/bin/nginx"].find((path) => path && existsSync(path));
const brotli = [`${fetched}/lib/nginx/modules`, "/usr/lib/nginx/modules"].map((folder) => `${folder}/ngx_http_brotli_static_module.so`).find(existsSync);
const skip = program ? false : "nginx is not here (Debian: bash cmake/fetch_nginx_debian.sh build/deps/nginx)";

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

// The block of web/hosting.md, with this site and this port in it.
function example(port) {
  let text = /^```nginx\n([^]*?)^```/m.exec(readFileSync(join(top, "web/hosting.md"), "utf8"))[1];
  for (const [from, to] of [["listen 8080;", `listen 127.0.0.1:${port} backlog=511;`], ["root /var/www/chainrule;", `root "${site}";`]]) {
    assert.ok(text.includes(from), from);
    text = text.replace(from, to);
  }
  return brotli ? text : text.replace(/^ *brotli.*\n/m, "");
}

function configuration(folder, port) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path "${folder}/${name}";`);
  return `${brotli ? `load_module "${brotli}";` : ""}
    ${process.getuid() === 0 ? "user root;" : ""} worker_processes 2; daemon off; pid "${folder}/pid"; error_log stderr warn;
    events { worker_connections 512; }
    http { access_log off; log_not_found off; sendfile on; keepalive_requests 1000; ${temporary.join(" ")}\n${example(port)}}`;
}

function ask(port, path, headers, agent, method = "GET") {
  return new Promise((done, fail) => {
    request({ host: "127.0.0.1", port, path: `/${path}`, headers, agent, method, timeout: patience }, async (response) => {
      const parts = [];
      for await (const part of response) parts.push(part);
      done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) });
    }).on("error", fail).end();
  });
}

describe("nginx", { skip }, () => {
  let port, server, said = "", folder;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "chainrule-nginx-"));
    port = await freePort();
    writeFileSync(join(folder, "nginx.conf"), configuration(folder, port));
    server = spawn(program, ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr"], { stdio: ["ignore", "ignore", "pipe"] });
    server.stderr.on("data", (text) => (said += text));
    const ended = new Promise((done) => server.once("exit", () => done(null)));
    for (let answered = false; !answered; ) {
      answered = await Promise.race([ask(port, "", {}, false).catch(() => false), ended]);
      assert.ok(answered !== null, `it did not start: ${said}`);
    }
  });
  after(async () => {
    if (server?.exitCode === null) {
      const ended = new Promise((done) => server.once("exit", done));
      server.kill("SIGTERM");
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const types = {
    html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", txt: "text/plain; charset=utf-8",
    md: "text/markdown; charset=utf-8", wasm: "application/wasm",
  };
  const hashed = ["page.css", "page.js", "chainrule.js", "chainrule.wasm", "lessons.txt", "later.wasm", "words.de.txt"].map(named).filter(Boolean);
  const paths = ["", "chainrule.js", "lessons/index.txt", "lessons/01-gate.md", ...hashed];
  const fileOf = (path) => path || "index.html";

  // What a client that takes this packing must get.
  function check(path, packing, { status, headers, body }) {
    const ending = { br: ".br", gzip: ".gz" }[packing] ?? "", about = `${path} ${packing}`;
    assert.equal(status, 200, about);
    assert.equal(headers["content-encoding"], packing, about);
    assert.ok(body.equals(contents.get(fileOf(path) + ending)), about);
    assert.equal(headers["content-type"], types[fileOf(path).split(".").at(-1)], about);
    assert.equal(headers["cache-control"], hashed.includes(path) ? "public, max-age=31536000, immutable" : "no-cache", about);
    assert.equal(headers["access-control-allow-origin"], "*", about);
    assert.equal(headers.vary, "Accept-Encoding", about);
    assert.equal(headers["set-cookie"], undefined, about);
  }
  const contents = new Map();
  for (const path of paths) for (const ending of ["", ".br", ".gz"]) contents.set(fileOf(path) + ending, readFileSync(join(site, fileOf(path) + ending)));

  test("each file comes as the browser takes it", { skip: brotli ? false : "its module for brotli is not here" }, async () => {
    for (const path of paths) {
      check(path, "br", await ask(port, path, { "Accept-Encoding": "gzip, deflate, br" }, false));
      check(path, "gzip", await ask(port, path, { "Accept-Encoding": "gzip" }, false));
      check(path, undefined, await ask(port, path, {}, false));
    }
    assert.equal((await ask(port, "no-such-file", {}, false)).status, 404);
    const { headers } = await ask(port, "", {}, false);
    assert.equal((await ask(port, "", { "If-None-Match": headers.etag }, false)).status, 304);
  });

  test(`${clients} clients at once, each on a connection of its own, get all of the page`, { timeout: patience }, async (t) => {
    const begin = performance.now();
    let connected, bytes = 0, waiting = clients;
    const all = new Promise((done) => (connected = done));
    await Promise.all(Array.from({ length: clients }, async (_, i) => {
      const packing = brotli && i % 4 > 0 ? "br" : "gzip"; // what is rare today is there too
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (const path of paths) {
        const answer = await ask(port, path, { "Accept-Encoding": packing }, agent);
        check(path, packing, answer);
        bytes += answer.body.length;
        if (path === paths[0] && --waiting === 0) connected();
        await all; // nobody goes on before everybody is there, and all stay to the end
      }
      agent.destroy();
    }));
    t.diagnostic(`${clients * paths.length} files, ${(bytes / 1e6).toFixed(0)} MB in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
    assert.equal(said, "");
  });
});
