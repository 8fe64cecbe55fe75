// Firefox by WebDriver BiDi, which it speaks itself. Its pages have what support.mjs asks of a Playwright page. FIREFOX chooses another one.
// It draws WebGL under an X server only: Xvfb, where there is one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const { WebSocket } = createRequire(new URL("../../web/package.json", import.meta.url))("ws");

const patience = 60_000; // ms for anything at all, on a machine that has much else to do
const preferences = {
  "webgl.force-enabled": true,
  "app.update.disabledForTesting": true,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.systemAddon.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "remote.active-protocols": 1, // BiDi
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "toolkit.telemetry.reportingpolicy.firstRun": false,
};

// As WebDriver names keys.
const keys = {
  Backspace: "\uE003", Tab: "\uE004", Enter: "\uE007", Shift: "\uE008", Control: "\uE009", Alt: "\uE00A", Escape: "\uE00C", End: "\uE010",
  Home: "\uE011", ArrowLeft: "\uE012", ArrowUp: "\uE013", ArrowRight: "\uE014", ArrowDown: "\uE015", Delete: "\uE017",
};

function onPath(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

// Fails when it takes too long, or when `ended`, a promise, is kept before.
function within(promise, what, ended = new Promise(() => {})) {
  let timer;
  const late = new Promise((_, fail) => (timer = setTimeout(() => fail(new Error(`${what} takes more than ${patience / 1000} s`)), patience)));
  const gone = ended.then(() => Promise.reject(new Error(`Firefox ended before ${what}`)));
  return Promise.race([promise, late, gone]).finally(() => clearTimeout(timer));
}

// The first match of a regular expression in what a stream says.
function heard(stream, words) {
  return new Promise((done) => {
    let text = "";
    stream.on("data", (part) => {
      const found = words.exec((text += part));
      if (found) done(found);
    });
  });
}

async function display() {
  const program = onPath("Xvfb");
  if (!program) return { flags: ["--headless"], env: {}, stop() {} };
  const server = spawn(program, ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const [, number] = await within(heard(server.stdio[3], /(\d+)\n/), "Xvfb");
  return { flags: [], env: { DISPLAY: `:${number}`, LIBGL_ALWAYS_SOFTWARE: "1" }, stop: () => server.kill() };
}

class Connection {
  #socket;
  #ended;
  #last = 0;
  #waiting = new Map(); // by the number of the command
  #listeners = new Set();

  static async open(url, ended) {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    await within(once(socket, "open"), "the connection", ended);
    return new Connection(socket, ended);
  }

  constructor(socket, ended) {
    this.#socket = socket;
    this.#ended = ended;
    socket.on("message", (data) => {
      const message = JSON.parse(data);
      if (message.type === "event") for (const listener of this.#listeners) listener(message);
      else this.#waiting.get(message.id)?.(message);
    });
  }

  listen(listener) {
    this.#listeners.add(listener);
  }

  async send(method, params = {}) {
    const id = ++this.#last;
    const reply = new Promise((done) => this.#waiting.set(id, done));
    this.#socket.send(JSON.stringify({ id, method, params }));
    const { type, result, error, message } = await within(reply, method, this.#ended);
    this.#waiting.delete(id);
    if (type === "error") throw new Error(`${method}: ${error}: ${message}`);
    return result;
  }
}

// A page, or a frame in it.
class Page {
  problems = []; // warnings, errors and exceptions
  #connection;
  #context;
  #at = [0, 0]; // where the mouse is

  constructor(connection, context) {
    this.#connection = connection;
    this.#context = context;
    connection.listen(({ method, params }) => {
      const ours = method === "log.entryAdded" && params.source.context === context && ["warn", "error"].includes(params.level);
      if (ours) this.problems.push(params.text);
    });
  }

  // What the function gives in the page, as JSON.
  async evaluate(action, argument = null) {
    const expression = `(async () => JSON.stringify(await (${action})(${JSON.stringify(argument)})))()`;
    const target = { context: this.#context };
    const { type, result, exceptionDetails } = await this.#connection.send("script.evaluate", { expression, target, awaitPromise: true });
    if (type === "exception") throw new Error(exceptionDetails.text);
    return result.value === undefined ? undefined : JSON.parse(result.value);
  }

  // Until the function gives something true.
  async waitForFunction(action, argument = null) {
    const end = Date.now() + patience;
    for (;;) {
      const value = await this.evaluate(action, argument);
      if (value) return value;
      if (Date.now() > end) throw new Error(`never true: ${action}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  async goto(url) {
    await this.#connection.send("browsingContext.navigate", { context: this.#context, url, wait: "complete" });
  }

  // The only frame in it, once it is there.
  async frame() {
    await this.waitForFunction(() => frames.length === 1);
    const { contexts } = await this.#connection.send("browsingContext.getTree", { root: this.#context });
    return new Page(this.#connection, contexts[0].children[0].context);
  }

  async screenshot() {
    const { data } = await this.#connection.send("browsingContext.captureScreenshot", { context: this.#context });
    return Buffer.from(data, "base64");
  }

  async close() {
    await this.#connection.send("browsingContext.close", { context: this.#context });
  }

  async #act(type, id, actions, parameters) {
    const source = parameters ? { type, id, actions, parameters } : { type, id, actions };
    await this.#connection.send("input.performActions", { context: this.#context, actions: [source] });
  }
  #point(...actions) {
    return this.#act("pointer", "mouse", actions, { pointerType: "mouse" });
  }

  mouse = {
    move: (x, y, { steps = 1 } = {}) => {
      const [fromX, fromY] = this.#at;
      this.#at = [x, y];
      const part = (from, to, i) => Math.round(from + ((to - from) * i) / steps);
      return this.#point(...Array.from({ length: steps }, (_, i) => ({ type: "pointerMove", x: part(fromX, x, i + 1), y: part(fromY, y, i + 1), duration: 0 })));
    },
    down: () => this.#point({ type: "pointerDown", button: 0 }),
    up: () => this.#point({ type: "pointerUp", button: 0 }),
    click: async (x, y) => {
      await this.mouse.move(x, y);
      await this.#point({ type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 });
    },
  };

  keyboard = {
    // "Control+End"
    press: (name) => {
      const parts = name.split("+").map((key) => keys[key] ?? key);
      const up = parts.map((value) => ({ type: "keyUp", value })).reverse();
      return this.#act("key", "keyboard", [...parts.map((value) => ({ type: "keyDown", value })), ...up]);
    },
    type: (text) => this.#act("key", "keyboard", [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }])),
  };
}

// Close it with close(). Pages are 1000 x 700 px.
export async function startFirefox() {
  const program = process.env.FIREFOX || onPath("firefox-esr", "firefox");
  if (!program) throw new Error("There is no Firefox. FIREFOX says where one is.");
  const screen = await display();
  const profile = mkdtempSync(join(tmpdir(), "chainrule-firefox-"));
  writeFileSync(join(profile, "user.js"), Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`).join(""));
  const firefox = spawn(program, [...screen.flags, "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "about:blank"], {
    env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: "1", ...screen.env }, stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(firefox, "exit");
  const stop = async (ask) => {
    await ask?.().catch(() => {});
    await within(ended, "the end").catch(() => firefox.kill("SIGKILL"));
    await ended;
    screen.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const [, address] = await within(heard(firefox.stderr, /WebDriver BiDi listening on (ws:\/\/\S+)/), "its start", ended);
    const connection = await Connection.open(`${address}/session`, ended);
    const { capabilities } = await connection.send("session.new", { capabilities: {} });
    await connection.send("session.subscribe", { events: ["log.entryAdded"] });
    return {
      version: capabilities.browserVersion,
      async open(url) {
        const { context } = await connection.send("browsingContext.create", { type: "tab" });
        await connection.send("browsingContext.setViewport", { context, viewport: { width: 1000, height: 700 } });
        const page = new Page(connection, context);
        await page.goto(url);
        return page;
      },
      close: () => stop(() => connection.send("browser.close")),
    };
  } catch (error) {
    firefox.kill("SIGKILL");
    await stop();
    throw error;
  }
}
