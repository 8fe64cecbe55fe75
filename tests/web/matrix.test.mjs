// Where the widget is opened: each way of having it (the site's files, the single file, the element in somebody's page) in each place
// (plain, under a policy, in a sandbox, from a server that allows other origins or not, from a disk) works, or says within 5 seconds why not.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { deflateRawSync } from "node:zlib";
import { dropFile, get, loaded, neuron, numbers, open, shows, site, slide, start, still, typeAtEnd, wrap } from "./support.mjs";

const sandbox = "allow-scripts", sandboxOfOrigin = "allow-scripts allow-same-origin";
const cors = { "Access-Control-Allow-Origin": "*" };
const policy = (own, scripts) => ({ "Content-Security-Policy": `default-src 'none'; script-src ${own} ${scripts}; style-src ${own}; connect-src ${own}; manifest-src ${own}; img-src data:` });
const strict = policy("'self'", "'wasm-unsafe-eval'"), noWasm = policy("'self'", "");
const named = policy("http://127.0.0.1:*", "'wasm-unsafe-eval'"); // of a sandbox nothing is 'self'
const types = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", wasm: "application/wasm" };

const icon = '<link rel="icon" href="data:,">';
const made = {
  "course.html": `<!doctype html><title>Course</title>${icon}`,
  "element.html": wrap(`<chain-rule>${slide}</chain-rule>`, icon),
};

let world, disk;
const servers = new Map(); // by the headers that they send

before(async () => {
  world = await start();
  disk = mkdtempSync(join(tmpdir(), "chainrule-"));
  copyFileSync(join(site, "chainrule.html"), join(disk, "alone.html"));
  writeFileSync(join(disk, "course.html"), made["course.html"]);
});
after(async () => {
  await world.close();
  rmSync(disk, { recursive: true });
  for (const { server } of servers.values()) {
    server.closeAllConnections();
    server.close();
  }
});

function answer(headers, request, response) {
  const path = new URL(request.url, "http://localhost").pathname.slice(1);
  let body;
  try {
    body = made[path] ?? readFileSync(join(site, path));
  } catch {
    response.writeHead(404).end();
    return;
  }
  const sent = typeof headers === "function" ? headers(path) : headers;
  response.writeHead(200, { ...sent, "Content-Type": types[path.split(".").at(-1)] ?? "text/plain" }).end(body);
}

// The address of a server of the site with these headers, or those that a function gives for a path.
async function served(headers = {}) {
  const key = typeof headers === "function" ? headers : JSON.stringify(headers);
  if (!servers.has(key)) {
    const server = createServer((request, response) => answer(headers, request, response));
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    servers.set(key, { server, url: `http://127.0.0.1:${server.address().port}/` });
  }
  return servers.get(key).url;
}

// Opens an address, by itself or in a frame of a course page of another origin, which hears its messages: window.said.
async function opened(address, { frame = null, course = null } = {}) {
  if (frame === null) {
    const page = await open({ ...world, url: "" }, { path: address });
    return { page, frame: page };
  }
  const page = await open({ ...world, url: "" }, { path: course ?? `${(await served()).replace("127.0.0.1", "localhost")}course.html` });
  const handle = await page.evaluateHandle(([src, guard]) => {
    window.said = [];
    addEventListener("message", ({ data }) => data?.source === "chainrule" && window.said.push(data));
    const element = document.createElement("iframe");
    if (guard !== "") element.setAttribute("sandbox", guard);
    Object.assign(element, { src, width: 900, height: 600 });
    return document.body.appendChild(element);
  }, [address, frame]);
  return { page, frame: await handle.contentFrame() };
}

// What comes of it: what is computed once it has drawn, or what is to be read; and when, in ms of the page's clock.
async function outcome(frame) {
  const seen = await frame.waitForFunction(() => {
    const element = document.querySelector("chain-rule");
    const shown = (part) => part?.getClientRects().length > 0 && getComputedStyle(part).visibility === "visible";
    const parts = [document.querySelector(".late"), element?.shadowRoot?.querySelector(".message"), document.querySelector("noscript > p")];
    const words = parts.filter(shown).map((part) => part.textContent).join(" ");
    return words === "" && !(element?.frames > 0) ? null : { words, trace: element?.trace ?? null, at: performance.now() };
  }, null, { polling: 100, timeout: 60_000 });
  return seen.jsonValue();
}

// `silent`: it is no full page, which alone sends messages.
function works(name, act) {
  test(`${name}: it works`, async () => {
    const { page, frame, silent = false } = await act();
    const { words, trace } = await outcome(frame);
    assert.equal(words, "");
    assert.deepEqual(numbers(trace).f, [-12, 1]);
    assert.deepEqual(page.problems, []);
    if (frame === page) {
      assert.deepEqual(await page.evaluate(() => window.events.map(({ type }) => type)), ["load"]);
      return;
    }
    if (silent) return;
    await page.waitForFunction(() => window.said.some(({ type }) => type === "ready"));
    await page.evaluate(() => frames[0].postMessage({ source: "chainrule", v: 1, type: "getTrace", id: 7 }, "*"));
    const reply = await page.waitForFunction(() => window.said.find(({ type, id }) => type === "getTrace.response" && id === 7));
    assert.deepEqual(numbers((await reply.jsonValue()).trace).f, [-12, 1]);
  });
}

// `ran`: some script of ours does, so that the error is an event, and of a frame a message, too.
function says(name, words, ran, act) {
  test(`${name}: it says why not`, async () => {
    const { page, frame } = await act();
    const seen = await outcome(frame);
    assert.match(seen.words, words);
    assert.ok(seen.at < 8000, `it took ${seen.at} ms`); // 3 s and 4.5 s of a clock that a busy machine slows
    if (!ran) return;
    if (frame === page) assert.deepEqual(await page.evaluate(() => window.events.map(({ type, detail }) => [type, detail.type])), [["error", "loadfailure"]]);
    else await page.waitForFunction(() => window.said.some(({ type, error }) => type === "error" && error === "loadfailure"));
  });
}

describe("separate files", () => {
  const page = async (headers, where) => opened(`${await served(headers)}index.html${where ? "?embed=1" : ""}`, where);
  works("plain", () => page({}));
  works("in a frame", () => page({}, { frame: "" }));
  works("strict policy", () => page(strict));
  works("strict policy, in a frame", () => page(strict, { frame: "" }));
  says("a policy without wasm", /wasm-unsafe-eval|WebAssembly/, true, () => page(noWasm));
  says("a policy without wasm, in a frame", /wasm-unsafe-eval|WebAssembly/, true, () => page(noWasm, { frame: "" }));
  works("sandbox, CORS", () => page(cors, { frame: sandbox }));
  says("sandbox, no CORS", /Access-Control-Allow-Origin/, false, () => page({}, { frame: sandbox }));
  says("sandbox, CORS for scripts alone", /chainrule.*wasm.*Access-Control-Allow-Origin/, true,
    () => page((path) => (path.endsWith(".wasm") ? {} : cors), { frame: sandbox }));
  works("sandbox with its origin, CORS", () => page(cors, { frame: sandboxOfOrigin }));
  works("sandbox with its origin, no CORS", () => page({}, { frame: sandboxOfOrigin }));
  works("sandbox, CORS, strict policy", () => page({ ...cors, ...named }, { frame: sandbox }));
  says("sandbox without scripts", /JavaScript is switched off/, false, () => page(cors, { frame: " " }));
  says("from a disk", /chainrule\.html/, false, () => opened(`${pathToFileURL(site)}/index.html`));
});

describe("the element in a page", () => {
  const page = async (headers, where) => opened(`${await served(headers)}element.html`, where);
  const alone = (name, act) => works(name, async () => ({ ...(await act()), silent: true }));
  alone("plain", () => page({}));
  alone("strict policy", () => page(strict));
  says("a policy without wasm", /wasm-unsafe-eval|WebAssembly/, true, () => page(noWasm));
  alone("sandbox, CORS", () => page(cors, { frame: sandbox }));
  alone("sandbox with its origin, no CORS", () => page({}, { frame: sandboxOfOrigin }));
  test("sandbox, no CORS: the program is there to be read", async () => {
    const { frame } = await page({}, { frame: sandbox });
    assert.ok(await frame.getByText(slide.split(";")[0]).isVisible());
  });
});

describe("single file", () => {
  const own = { "Content-Security-Policy": readFileSync(join(site, "chainrule.html"), "utf8").match(/http-equiv="Content-Security-Policy" content="(.*?)"/)[1] };
  const page = async (headers, where) => opened(`${await served(headers)}chainrule.html${where ? "?embed=1" : ""}`, where);
  const onDisk = (name) => `${pathToFileURL(disk)}/${name}`;
  works("plain", () => page({}));
  works("in a frame", () => page({}, { frame: "" }));
  works("strict policy, of the server too", () => page(own));
  says("a policy without scripts in a page", /policy/, false, () => page(strict));
  says("a policy without wasm", /wasm-unsafe-eval|WebAssembly/, true, () => page({ "Content-Security-Policy": own["Content-Security-Policy"].replace("'wasm-unsafe-eval'", "") }));
  works("sandbox, CORS", () => page(cors, { frame: sandbox }));
  works("sandbox, no CORS", () => page({}, { frame: sandbox }));
  works("sandbox with its origin, CORS", () => page(cors, { frame: sandboxOfOrigin }));
  works("sandbox with its origin, no CORS", () => page({}, { frame: sandboxOfOrigin }));
  says("sandbox without scripts", /JavaScript is switched off/, false, () => page(cors, { frame: " " }));
  works("from a disk", () => opened(onDisk("alone.html")));
  works("from a disk, in a frame", () => opened(`${onDisk("alone.html")}?embed=1`, { course: onDisk("course.html"), frame: "" }));
  works("from a disk, in a sandbox", () => opened(`${onDisk("alone.html")}?embed=1`, { course: onDisk("course.html"), frame: sandbox }));

  const file = (rest, setUp) => open({ ...world, url: "" }, { path: onDisk(`alone.html${rest}`), setUp });

  test("it asks for nothing but itself, and lessons, languages and the module's second part are in it", async () => {
    const asked = [];
    const page = await file("?lang=de#p=x=0", (p) => p.on("request", (request) => asked.push(request.url())));
    await loaded(page);
    await page.evaluate(() => (document.querySelector("chain-rule").program = "f = \\frac{1}{1+e^{-x}}\nx = 0"));
    assert.deepEqual(numbers(await get(page, "trace")).f, [0.5, 1]);
    for (const lesson of ["01-gate", "14-xor"]) {
      await page.evaluate((id) => document.querySelector("chain-rule").openLesson(id), lesson);
      await still(page);
      assert.match(await get(page, "program"), /^#\?/m, lesson);
    }
    await page.waitForFunction(() => /Prüfen/.test(document.querySelector("chain-rule").shadowRoot.querySelector(".outline")?.textContent));
    assert.deepEqual(asked.filter((url) => !url.startsWith("data:")), [`${onDisk("alone.html")}?lang=de#p=x=0`.split("#")[0]]);
    assert.deepEqual(page.problems, []);
  });

  for (const [name, fragment] of [["#p=", `#p=${encodeURIComponent(neuron)}`], ["#z=", `#z=1.${deflateRawSync(neuron).toString("base64url")}`]]) {
    test(`a program in ${name} is opened, with the settings of the query`, async () => {
      const page = await file(`?embed=1&theme=dark&hide=steps${fragment}`);
      await loaded(page);
      assert.equal(await get(page, "program"), neuron);
      assert.ok(Math.abs(numbers(await get(page, "trace")).f[0] - 0.7310585786300049) < 1e-12);
      assert.ok(await page.evaluate(() => document.querySelector("chain-rule").hasAttribute("data-dark")));
      assert.equal(await shows(page, "track"), false);
      assert.deepEqual(page.problems, []);
    });
  }

  test("work goes into its address, and a reload keeps it", async () => {
    const page = await file("");
    await loaded(page);
    await typeAtEnd(page, "2");
    await page.waitForFunction(() => location.hash.length > 1);
    await page.reload();
    await loaded(page);
    assert.equal(await get(page, "program"), `${slide}2`);
    assert.deepEqual(page.problems, []);
  });

  test("a graph for Graphviz that is dropped on it becomes a program, without asking for anything", async () => {
    const page = await file("");
    await loaded(page);
    await dropFile(page, "graph.dot", 'digraph { a [label="{ p | data 3.0 | grad 0 }"] g [label="**2"] f [label="{ q | data 9.0 | grad 1 }"] a -> g -> f }');
    await page.waitForFunction(() => document.querySelector("chain-rule").program === "p = 3\nq = p^2\n");
    assert.deepEqual(page.problems, []);
  });

  test("it takes less than 1.1 MB", (t) => {
    const size = statSync(join(site, "chainrule.html")).size;
    t.diagnostic(`${size} bytes`);
    assert.ok(size < 1_100_000, `${size} bytes`);
  });
});
