// A copy of the built site that becomes other versions of itself, and what the tests of the service worker ask of a page.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../../web/serve.mjs";
import { click, site, still } from "./support.mjs";

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 10);

export class Copy {
  folder = mkdtempSync(join(tmpdir(), "chainrule-site-"));

  // Resolves to one that is served at `url`.
  static async serve() {
    const copy = new Copy();
    cpSync(site, copy.folder, { recursive: true });
    Object.assign(copy, await serve(copy.folder)); // server, port, url
    return copy;
  }

  // From now on nobody answers.
  async unplug(page) {
    if (this.server.listening) {
      const closed = new Promise((done) => this.server.close(done));
      this.server.closeAllConnections();
      await closed;
    }
    await page?.context().setOffline(true);
  }

  async remove() {
    await this.unplug();
    rmSync(this.folder, { recursive: true });
  }

  read(name) {
    return readFileSync(join(this.folder, name), "utf8");
  }

  write(name, content) {
    for (const ending of [".br", ".gz"]) rmSync(join(this.folder, name + ending), { force: true });
    writeFileSync(join(this.folder, name), content);
  }

  // As named() of support.mjs, in this version.
  named(name) {
    const [, stem, ending] = /^(.*)(\.\w+)$/.exec(name);
    return readdirSync(this.folder).find((file) => file.replace(/-[0-9a-f]{10}(?=\.\w+$)/, "") === stem + ending && file !== name);
  }

  // All of the files that have a hash in their names.
  get hashed() {
    return readdirSync(this.folder).filter((file) => /-[0-9a-f]{10}\.\w+$/.test(file) && !file.startsWith("icon")).sort();
  }

  // What the version's cache ends in.
  get version() {
    return /(?<=")[0-9a-f]{10}(?=")/.exec(this.read("sw.js"))[0];
  }

  // The hashed file `name` has another content. Its name changes, and with it each file that names it; the old one is gone.
  change(name, content) {
    for (const ending of ["", ".br", ".gz"]) rmSync(join(this.folder, name + ending), { force: true });
    const next = name.replace(/-[0-9a-f]{10}(\.\w+)$/, (_, ending) => `-${hash(content)}${ending}`);
    this.write(next, content);
    for (const other of readdirSync(this.folder).filter((file) => /\.(js|html)$/.test(file))) {
      const text = existsSync(join(this.folder, other)) ? this.read(other) : ""; // it may have another name by now
      if (!text.includes(name)) continue;
      const changed = text.replaceAll(name, next);
      if (/-[0-9a-f]{10}\.js$/.test(other)) this.change(other, changed);
      else this.write(other, changed);
    }
    return next;
  }

  // As cmake/site.mjs does it: the worker's version follows all names.
  changeVersion() {
    this.write("sw.js", this.read("sw.js").replace(this.version, hash(this.read("sw.js"))));
  }

  // Another version, of which all files have other names; the server has the old ones no more.
  renew() {
    const names = this.hashed.map((file) => file.replace(/-[0-9a-f]{10}(?=\.\w+$)/, ""));
    for (const name of names.filter((plain) => !["page.js", "chainrule.js"].includes(plain))) { // those two name the others
      const empty = name.endsWith(".wasm") ? Buffer.from([0, 2, 1, 118]) : Buffer.from("\n"); // a section of a module that says nothing
      this.change(this.named(name), Buffer.concat([readFileSync(join(this.folder, this.named(name))), empty]));
    }
    this.changeVersion();
  }
}

// Asks until the answer is true; unlike Playwright's waitForFunction it awaits what `asked` promises.
export async function until(page, asked, argument) {
  for (const end = performance.now() + 60_000; !(await page.evaluate(asked, argument)); ) {
    if (performance.now() > end) throw new Error(`never: ${asked}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

// All is kept, and the worker answers for this page.
export async function kept(page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
}

// The browser's own cache is empty: what is not asked of the server comes from the worker.
export async function forget(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.clearBrowserCache");
  await session.detach();
}

// A new version is whole, and waits.
export async function updated(page) {
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await until(page, async () => {
    const { installing, waiting } = await navigator.serviceWorker.getRegistration();
    return !installing && waiting?.state === "installed";
  });
}

export const caches = (page) => page.evaluate(async () => (await window.caches.keys()).sort());
export const script = (page) => page.evaluate(() => document.querySelector("script[type=module]").getAttribute("src"));

export async function openLesson(page, id) {
  await page.waitForFunction(() => document.querySelector("chain-rule").find("button:lessons"));
  await click(page, "button:lessons");
  await click(page, `row:${id}`);
  await page.waitForFunction(() => document.querySelector("chain-rule").program.includes("#? predict values"));
  await still(page);
}

// Speaks German, with that version's words.
export async function speakGerman(page, words) {
  await page.evaluate(() => document.querySelector("chain-rule").setAttribute("lang", "de"));
  await page.waitForFunction(
    (name) => performance.getEntriesByType("resource").some((entry) => entry.name.endsWith(name) && entry.responseStatus === 200), words);
}

// The picture as a file, by the palette.
export async function exportPicture(page) {
  await page.locator("chain-rule .stage").focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Export");
  await still(page);
  await page.keyboard.press("Enter");
  await still(page);
  await page.keyboard.type("svg");
  await still(page);
  const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  return readFileSync(await file.path(), "utf8");
}
