// Chromium on the built site, for the tests of this folder. CHROMIUM and CHAINRULE_SITE choose another browser or site.
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { serve } from "../../web/serve.mjs";

const { chromium } = createRequire(new URL("../../web/package.json", import.meta.url))("playwright-core");

export const site = process.env.CHAINRULE_SITE ?? fileURLToPath(new URL("../../build/web/site", import.meta.url));

// The name that the file `name` has in the site, with a hash of its content: "page.js" is page-0123456789.js. Null if there is none.
export function named(name) {
  const [, stem, ending] = /^(.*)(\.\w+)$/.exec(name);
  const isIt = (file) => file.startsWith(`${stem}-`) && file.endsWith(ending) && /^[0-9a-f]{10}$/.test(file.slice(stem.length + 1, -ending.length));
  return readdirSync(site).find(isIt) ?? null;
}

export const flags = [
  "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
];

export const slide = "f = (x+y)*z;  x = -2; y = 5; z = -4";
export const neuron = "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))";

// A site on a port of its own, and a browser. Close both with close().
export async function start() {
  const { server, url } = await serve(site);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
  const close = async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  };
  return { browser, url, close };
}

// A page that is not of the site, beside it: what a course's page would be.
export function wrap(body, head = "") {
  return `<!doctype html><html><head><meta charset="utf-8"><title>Test</title>${head}
    <script type="module" src="/chainrule.js"></script></head><body>${body}</body></html>`;
}

// Opens `path` of the site, or `html` under that path. `page.problems` collects warnings, errors and exceptions;
// window.events collects the element's events. The page that was open before is closed. `context` are Playwright's
// settings (viewport, colorScheme, ...). `worker`: the page may have its service worker, which answers requests before a test sees them.
export async function open(world, { path = "test.html", html = null, headers = {}, context = {}, setUp = null, worker = false }) {
  const { browser, url } = world;
  await world.last?.close();
  world.last = await browser.newContext({ viewport: { width: 1000, height: 700 }, ...context });
  const page = await world.last.newPage();
  page.problems = [];
  page.on("console", (message) => {
    if (["warning", "error"].includes(message.type())) page.problems.push(message.text());
  });
  page.on("pageerror", (error) => page.problems.push(String(error)));
  if (!worker) await page.addInitScript(() => Object.defineProperty(navigator, "serviceWorker", { value: undefined }));
  await page.addInitScript(() => {
    window.events = [];
    for (const type of ["load", "change", "error"]) {
      document.addEventListener(type, (event) => {
        if (event instanceof CustomEvent) window.events.push({ type, detail: { ...event.detail } });
      });
    }
  });
  if (html !== null) {
    await page.route(`${url}${path}`, (route) => route.fulfill({ body: html, contentType: "text/html; charset=utf-8", headers }));
  }
  await setUp?.(page);
  await page.goto(url + path);
  return page;
}

// The element has fired load and drawn.
export async function loaded(page, selector = "chain-rule") {
  await page.waitForFunction((s) => document.querySelector(s)?.frames > 0, selector, { timeout: 20_000 });
  await still(page, selector);
}

// No frame was drawn for a while: whatever moved has settled. Returns the number of frames; fails if it never settles.
// It counts the browser's own frames: on a loaded machine a pause says little.
export function still(page, selector = "chain-rule") {
  return page.evaluate(async (s) => {
    const element = document.querySelector(s);
    const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
    const end = performance.now() + 20_000;
    let since = performance.now();
    for (let calm = 0, before = -1; calm < 12 || performance.now() - since < 250; ) {
      await nextFrame();
      if (performance.now() > end) throw new Error("frames are drawn for ever");
      if (element.frames === before) {
        calm++;
      } else {
        calm = 0;
        before = element.frames;
        since = performance.now();
      }
    }
    return element.frames;
  }, selector);
}

// Property of the first element, as JSON.
export function get(page, name) {
  return page.evaluate((n) => document.querySelector("chain-rule")[n], name);
}

export function eventsOf(page, type) {
  return page.evaluate((t) => window.events.filter((event) => event.type === t).map((event) => event.detail), type);
}

// { name: [value, grad] } of a trace.
export function numbers(trace) {
  return Object.fromEntries(trace.nodes.map(({ name, value, grad }) => [name, [value, grad]]));
}

// The middle of a part of the picture, in the window's coordinates.
export async function middle(page, what) {
  const at = await page.evaluate((w) => {
    const element = document.querySelector("chain-rule");
    const part = element.find(w);
    const box = element.getBoundingClientRect();
    return part && { x: box.x + part.x + part.width / 2, y: box.y + part.y + part.height / 2 };
  }, what);
  if (!at) throw new Error(`the picture has no ${what}`);
  return at;
}

// A press of the mouse on a part of the picture, and what comes of it. `options` as of Playwright's mouse.click.
export async function click(page, what, options = {}) {
  const { x, y } = await middle(page, what);
  await page.mouse.click(x, y, options);
  await still(page);
}

// Keys one after the other, as Playwright names them, each with what comes of it.
export async function press(page, ...keys) {
  for (const key of keys) {
    await page.keyboard.press(key);
    await still(page);
  }
}

// Into the program pane, behind what stands there.
export async function typeAtEnd(page, text) {
  await click(page, "program"); // no person types before the pane has the caret
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text);
  await still(page);
}

// A file dragged over the widget and dropped there. Whether the widget took both.
export function dropFile(page, name, bytes) {
  return page.evaluate(
    ([n, base64]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], n));
      const stage = document.querySelector("chain-rule").shadowRoot.querySelector(".stage");
      const fire = (type) => !stage.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }));
      return [fire("dragover"), fire("drop")];
    },
    [name, Buffer.from(bytes).toString("base64")],
  );
}

// Is this part in the picture?
export function shows(page, what) {
  return page.evaluate((w) => document.querySelector("chain-rule").find(w) !== null, what);
}

// A short name for a picture: equal for equal pixels (Chromium writes the same PNG for them).
export async function print(shot) {
  return createHash("sha256").update(await shot).digest("hex").slice(0, 16);
}

// { width, height, colours, share(test) } of a PNG; `test(r, g, b)` picks pixels.
export async function picture(browser, png) {
  const page = await browser.newPage();
  const data = await page.evaluate(async (base64) => {
    const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
    const bitmap = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
    const counts = new Map();
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    return { width: bitmap.width, height: bitmap.height, counts: [...counts] };
  }, png.toString("base64"));
  await page.close();
  const share = (test) => {
    let hits = 0;
    for (const [pixel, count] of data.counts) if (test(pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255)) hits += count;
    return hits / (data.width * data.height);
  };
  return { width: data.width, height: data.height, colours: data.counts.length, share };
}

// The full page in an iframe of 900 x 600 px of another page, ready; `page.frame` is the frame. The other page hears its messages:
// window.said, without the envelope, and window.lti.
export async function framed(world, { query = "", hash = "", sandbox = null }) {
  const guard = sandbox === null ? "" : ` sandbox="${sandbox}"`;
  const page = await open(world, {
    html: `<!doctype html><title>Host</title><script>
      window.said = []; window.lti = [];
      addEventListener("message", ({ data, source: from }) => {
        if (from !== frames[0]) return;
        const { source, v, ...rest } = data;
        if (source === "chainrule" && v === 1) said.push(rest);
        else lti.push(data);
      });
      </script><iframe${guard} src="/?embed=1${query}${hash}" style="width:900px;height:600px;border:0"></iframe>`,
  });
  await page.waitForFunction(() => window.said.some(({ type }) => type === "ready"), null, { timeout: 20_000 });
  page.frame = page.frames().at(-1);
  await loaded(page.frame);
  return page;
}

// Messages of this type that the other page has had.
export function heard(page, type) {
  return page.evaluate((t) => window.said.filter((message) => message.type === t), type);
}

// A message to the frame, and what it answers, without the envelope.
export function say(page, message) {
  return page.evaluate(async (given) => {
    const id = Math.random();
    const reply = new Promise((done) => {
      addEventListener("message", function hear({ data }) {
        if (data.id !== id || data.type !== `${given.type}.response`) return;
        removeEventListener("message", hear);
        const { source, v, type, id: same, ...rest } = data;
        done(rest);
      });
    });
    frames[0].postMessage({ source: "chainrule", v: 1, id, ...given }, "*");
    return reply;
  }, message);
}
