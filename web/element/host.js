// The full page in an iframe: what the page around it is told, and may ask, by messages {source: "chainrule", v: 1, type, id?, …}.
//
//   out: ready, resize {width, height}, change {program, trace, isUserInitiated}, step {done, all}, answer, grade, error {error, message}
//   in:  getTrace, setProgram {program}, step {n}, reset, setTheme {theme}, grade
//
// Each is answered by "<type>.response" with the same id. Nothing but the parent window is heard, and a message of another shape is none.
// What comes within a frame is done once, at its end: the last program, the sum of the steps. A flood costs no more than that.
import { limitBytes } from "./link.js";

const frame = 16; // ms from the first message to the work
const mostReplies = 100; // in a frame
const mostSteps = 1e6;
const themes = ["auto", "light", "dark"];

// The height that suits this width, in CSS px. It follows from nothing else: a host that obeys is asked for the same again.
export function heightFor(width) {
  return width < 560 ? 560 : Math.round(Math.min(Math.max(width * 0.6, 480), 720));
}

function tooLong(text) {
  return text.length > limitBytes || new TextEncoder().encode(text).length > limitBytes;
}

class Host {
  #widget;
  #setTheme;
  #lti;
  #open = false; // the widget has loaded, or failed
  #timer = 0;
  #rest = frame; // ms until the next work, more where the last was long
  #asked = []; // [type, id] to be answered
  #program = null; // to be set
  #theme = null;
  #moves = null; // {reset, n}
  #change = null; // to be told: {isUserInitiated}
  #step = null;
  #width = 0; // for which a height was asked

  constructor(widget, lti, setTheme) {
    this.#widget = widget;
    this.#lti = lti;
    this.#setTheme = setTheme;
    window.addEventListener("message", (event) => this.#hear(event));
    const on = (type, act) => widget.addEventListener(type, (event) => act(event.detail));
    on("load", () => {
      this.#send("ready");
      this.#begin();
    });
    on("error", ({ type, message }) => {
      this.#send("error", { error: type, message });
      this.#begin();
    });
    on("change", ({ isUserInitiated }) => {
      this.#change = { isUserInitiated: isUserInitiated || (this.#change?.isUserInitiated ?? false) };
      this.#schedule();
    });
    on("step", (step) => {
      this.#step = step;
      this.#schedule();
    });
    for (const type of ["answer", "grade"]) on(type, (detail) => this.#send(type, detail));
    new ResizeObserver(() => this.#resize()).observe(document.documentElement);
  }

  // The origin of a sandbox is null, so there is none to name.
  #send(type, detail = {}) {
    window.parent.postMessage({ ...detail, source: "chainrule", v: 1, type }, "*");
  }

  #resize() {
    const width = document.documentElement.clientWidth;
    if (width === 0 || width === this.#width) return;
    this.#width = width;
    const height = heightFor(width);
    this.#send("resize", { width, height });
    if (this.#lti) window.parent.postMessage({ subject: "lti.frameResize", height }, "*");
  }

  #begin() {
    this.#open = true;
    if (this.#asked.length > 0) this.#schedule();
  }

  #schedule() {
    if (!this.#open || this.#timer) return;
    this.#timer = setTimeout(() => this.#work(), this.#rest);
  }

  #hear({ source, data }) {
    if (source !== window.parent || data?.source !== "chainrule" || data.v !== 1) return;
    if (!this.#take(data)) return;
    this.#asked.push([data.type, data.id]);
    if (this.#asked.length > mostReplies) this.#asked.shift(); // what comes behind a flood is answered
    this.#schedule();
  }

  // False: it is no message of ours.
  #take({ type, program, n = 1, theme }) {
    if (type === "setProgram" && typeof program === "string") this.#program = program;
    else if (type === "setTheme" && themes.includes(theme)) this.#theme = theme;
    else if (type === "reset") this.#moves = { reset: true, n: 0 };
    else if (type === "step" && Number.isInteger(n)) this.#moves = { reset: this.#moves?.reset, n: (this.#moves?.n ?? 0) + n };
    else return type === "getTrace" || type === "grade";
    return true;
  }

  #work() {
    const began = performance.now();
    this.#timer = 0;
    const asked = this.#asked.splice(0);
    const ok = this.#act();
    const once = new Map(); // by type: the answer
    for (const [type, id] of asked) {
      if (!once.has(type)) once.set(type, this.#answer(type, ok));
      this.#send(`${type}.response`, { ...once.get(type), id });
    }
    this.#tell();
    this.#rest = Math.max(frame, 4 * (performance.now() - began));
  }

  // False: the program was refused.
  #act() {
    const widget = this.#widget, program = this.#program, theme = this.#theme, moves = this.#moves;
    this.#program = this.#theme = this.#moves = null;
    if (theme !== null) this.#setTheme(theme);
    const refused = program !== null && tooLong(program);
    if (refused) this.#send("error", { error: "limitexceeded", message: "A message's program is longer than 64 KiB." });
    else if (program !== null) widget.program = program;
    if (moves?.reset) widget.reset();
    if (moves?.n) widget.step(Math.min(Math.max(moves.n, -mostSteps), mostSteps));
    return !refused;
  }

  #answer(type, ok) {
    const widget = this.#widget;
    if (type === "getTrace") return { trace: widget.trace };
    if (type === "grade") return { ...widget.grade() };
    return type === "setProgram" ? { ok } : type === "setTheme" ? { ok: true } : { ...widget.steps };
  }

  #tell() {
    const change = this.#change, step = this.#step;
    this.#change = this.#step = null;
    if (change) this.#send("change", { program: this.#widget.program, trace: this.#widget.trace, ...change });
    if (step) this.#send("step", step);
  }
}

// Does nothing in a window of its own. `lti`: the heights are asked for as LTI does, too.
export function serveParent(widget, lti, setTheme) {
  if (window.parent !== window) new Host(widget, lti, setTheme);
}
