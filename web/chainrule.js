// <chain-rule>: a program between the tags, its computational graph with values and gradients in their place.
//
//   <script type="module" src="chainrule.js"></script>
//   <chain-rule alt="(x+y)z at x = -2, y = 5, z = -4">
//     f = (x+y)*z
//     x = -2; y = 5; z = -4
//   </chain-rule>
//
// A page that shows the program for a moment before this script runs can hide it with
// chain-rule:not(:defined) { visibility: hidden }, or put it into <script type="text/plain"> between the tags.
import { Files } from "./element/files.js";
import { Keyboard, isMac } from "./element/keyboard.js";
import { Keep } from "./element/keep.js";
import { languageOf, wordsOf } from "./element/language.js";
import { Learn } from "./element/learn.js";
import { FILE_UNREAD, FRAME_ANSWER, FRAME_CLIPBOARD, FRAME_SHARE, FRAME_USER_CHANGE, Module, keptHere, workers } from "./element/module.js";
import { Picture } from "./element/picture.js";
import { Pointer } from "./element/pointer.js";
import { share } from "./element/share.js";
import { addStyle } from "./element/style.js";
import { dedent } from "./element/text.js";

const patience = 4500; // ms until a load that hangs is called a failure: it is said within 5 seconds
const lazyMargin = "256px";
const limitBytes = 64 * 1024;
const parts = { program: 1, inspector: 2, steps: 4, tools: 8, examples: 16, exports: 32 }; // that `hide` can name: App::Part
const fileWish = 4, exportsFrom = 5; // of what cr_share reports
const defaultAlt = "Computational graph with values and gradients";

const soon = globalThis.requestIdleCallback ?? ((then) => setTimeout(then, 200));
const darkQuery = matchMedia("(prefers-color-scheme: dark)");
const contrastQuery = matchMedia("(prefers-contrast: more), (forced-colors: active)");
const motionQuery = matchMedia("(prefers-reduced-motion: reduce)");

class Failure extends Error {
  constructor(type, message) {
    super(message);
    this.type = type;
  }
}

function make(tag, className, attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function scrolls(element) {
  if (element.scrollHeight <= element.clientHeight + 1) return false;
  const isRoot = element === document.scrollingElement;
  const overflow = getComputedStyle(element).overflowY;
  return isRoot ? overflow !== "hidden" : overflow === "auto" || overflow === "scroll";
}

export class ChainRule extends HTMLElement {
  static observedAttributes = ["program", "src", "alt", "theme", "gestures", "motion", "lang", "hide", "readonly", "poster", "loading", "share"];

  #stage = make("div", "stage", { role: "img", tabindex: "0", "aria-label": defaultAlt });
  #field = make("input", "field", {
    type: "text", tabindex: "-1", autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false",
    enterkeyhint: "enter", "aria-label": "Text of the program",
  });
  #hint = make("div", "hint", { "aria-hidden": "true" });
  #message = make("div", "message", { role: "status", hidden: "" });
  #poster = null; // an image, until the first frame

  #text = null; // the program that the host has set, or that was there when the element left the page
  #module = null;
  #life = null; // AbortController of all listeners and observers while the element is in a page
  #loading = null; // a token: a load that comes back after the element has left finds another
  #failed = false;
  #language = "en"; // what is asked for
  #words = ""; // its words, once they are here
  #userChange = false;
  #steps = null; // {done, all}, as they were told last
  #keep = null;
  #learn = null;
  #files = null;
  #keyboard = null;
  #pointer = null;
  #outline = null;
  #picture = new Picture(this.#stage, {
    drawn: (flags) => this.#drawn(flags),
    tick: (rests) => this.#tick(rests),
    lost: () => this.#send("error", { type: "webglcontextlost", message: "The browser took the graphics away." }),
    failed: (type, message) => this.#fail(new Failure(type, message)),
  });

  // What keyboard and pointer may ask of the element.
  #widget = ((element) => ({
    get module() {
      return element.#module;
    },
    wake: () => element.#picture.wake(),
    drawNow: () => element.#picture.drawNow(),
    cooperative: () => element.#cooperative(),
    other: (act, ...given) => element.#other(act, ...given),
  }))(this);

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    addStyle(root);
    root.append(this.#stage, this.#field, this.#hint, this.#message);
  }

  // The host's side ------------------------------------------------------------------------------------------------

  get program() {
    return this.#module?.program ?? this.#text ?? this.getAttribute("program") ?? dedent(this.textContent);
  }
  set program(text) {
    this.#setProgram(String(text));
  }

  // The JSON trace, as an object; null before the load.
  get trace() {
    return this.#module?.trace ?? null;
  }

  // True: the user has changed the program since the page gave it, in an earlier visit maybe.
  get hasWork() {
    return this.#keep?.hasWork ?? false;
  }

  // A promise of the page's: the program that is shown first is known only then.
  waitsFor = null;

  // Frames drawn since the load.
  get frames() {
    return this.#picture.frames;
  }

  // Where a part of the picture stands in the element, for a guided tour or a test: "value:x", "card:q", "button:next",
  // "program". Null if it is not shown.
  find(what) {
    const box = this.#module?.find(String(what));
    return box ? new DOMRect(...box) : null;
  }

  // {done, all}: the steps of the lesson, as the event `step` has them; null before the load.
  get steps() {
    return this.#module?.steps ?? null;
  }

  // A promise of the picture ("image/png"), the program ("text/plain") or the trace ("application/json").
  async toBlob(type = "image/png") {
    if (!this.#module) throw new Error("It has not loaded.");
    if (type === "image/png") return this.#picture.toBlob(type);
    if (type === "text/plain") return new Blob([this.program], { type });
    if (type === "application/json") return new Blob([JSON.stringify(this.trace)], { type });
    throw new DOMException(`There is no ${type} of it.`, "NotSupportedError");
  }

  step(n = 1) {
    this.#command((module) => module.step(n));
  }
  reset() {
    this.#command((module) => module.reset());
  }
  undo() {
    this.#command((module) => module.undo() && this.#announce(false));
  }
  redo() {
    this.#command((module) => module.redo() && this.#announce(false));
  }

  // Marks what is typed in the exercise as it stands: {score, max}; null before the load.
  grade() {
    const grade = this.#module?.grade() ?? null;
    this.#learn?.tell();
    this.#picture.wake();
    return grade;
  }

  // Opens a lesson, by its id in the folder of lessons or by the address of its file.
  openLesson(lesson) {
    return this.#learn?.open(String(lesson));
  }

  #command(action) {
    if (!this.#module) return;
    action(this.#module);
    this.#picture.wake();
    this.#tellStep();
  }

  #tellStep() {
    const { done, all } = this.#module.steps;
    if (this.#steps?.done === done && this.#steps.all === all) return;
    this.#steps = { done, all };
    this.#send("step", { done, all });
  }

  #setProgram(text) {
    this.#text = text;
    if (!this.#module) {
      if (this.#failed) this.#retry();
      return;
    }
    if (this.#module.program === text) return;
    this.#keep.given(text);
    this.#module.program = text;
    this.#picture.wake();
    this.#announce(false);
    this.#judge();
  }

  // The trace is made when a listener reads it: a drag changes the program sixty times a second.
  #announce(isUserInitiated) {
    const element = this;
    let trace = null;
    this.#send("change", {
      program: this.program,
      get trace() {
        return (trace ??= element.trace);
      },
      isUserInitiated,
    });
  }

  // A program with errors that the host has given is an error event; one that is being typed is not.
  #judge() {
    if (new TextEncoder().encode(this.program).length > limitBytes) {
      this.#send("error", { type: "limitexceeded", message: "The program is longer than 64 KiB." });
      return;
    }
    const error = this.trace.diagnostics.find((diagnostic) => diagnostic.severity === "error");
    if (error) {
      const message = `${error.line}:${error.column}: error: ${error.message}`;
      this.#send("error", { type: "invalidprogram", message });
    }
  }

  #send(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  // Life -----------------------------------------------------------------------------------------------------------

  connectedCallback() {
    if (this.#life) return; // moved within the page
    if (Object.hasOwn(this, "program")) {
      const { program } = this; // set before this script ran
      delete this.program;
      this.program = program;
    }
    this.#life = new AbortController();
    const { signal } = this.#life;
    darkQuery.addEventListener("change", () => this.#applyTheme(), { signal });
    contrastQuery.addEventListener("change", () => this.#applyTheme(), { signal });
    motionQuery.addEventListener("change", () => this.#applyMotion(), { signal });
    this.#applyTheme();
    this.#showPoster();
    this.#picture.watch(signal);
    if (this.getAttribute("loading") === "eager") this.#load();
    else this.#loadWhenNear(signal);
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  #end() {
    this.#text = this.program;
    this.#keep?.save();
    this.#keep?.stop();
    this.#life?.abort();
    this.#life = null;
    this.#picture.stop();
    this.#module = null;
    this.#learn = null;
    this.#loading = null;
  }

  attributeChangedCallback(name, before, value) {
    if (name === "alt") {
      this.#stage.setAttribute("aria-label", value ?? defaultAlt);
    } else if (name === "theme") {
      this.#applyTheme();
    } else if (name === "motion") {
      this.#applyMotion();
    } else if (name === "lang") {
      if (this.#loading) this.#applyLanguage();
    } else if (name === "hide" || name === "readonly" || name === "share") {
      this.#applyLimits();
    } else if (name === "poster") {
      this.#showPoster();
    } else if (name === "loading") {
      if (this.#life && value === "eager") this.#load();
    } else if (name === "gestures") {
      this.#pointer?.followPage();
    } else if (name === "program" && value !== null && this.#module) {
      this.#setProgram(value);
    } else if (name === "src" && value !== null && this.#module) {
      this.#fetchProgram(value).then((text) => this.#setProgram(text), (error) => this.#sendFailure(error));
    }
  }

  #loadWhenNear(signal) {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.at(-1).isIntersecting) return;
        observer.disconnect();
        this.#load();
      },
      { rootMargin: lazyMargin },
    );
    observer.observe(this);
    signal.addEventListener("abort", () => observer.disconnect());
  }

  get #isDark() {
    const theme = this.getAttribute("theme");
    return theme === "dark" || (theme !== "light" && darkQuery.matches);
  }
  get #isStill() {
    const motion = this.getAttribute("motion");
    return motion === "reduce" || (motion !== "full" && motionQuery.matches);
  }

  #applyTheme() {
    if (this.isConnected) this.toggleAttribute("data-dark", this.#isDark);
    this.#command((module) => module.setColours(this.#isDark, contrastQuery.matches));
  }
  #applyLimits() {
    const names = (this.getAttribute("hide") ?? "").split(/[\s,]+/);
    const hidden = names.reduce((bits, name) => bits | (Object.hasOwn(parts, name) ? parts[name] : 0), 0);
    this.#command((module) => module.setLimits(hidden, this.hasAttribute("readonly"), this.hasAttribute("share")));
  }
  #showPoster() {
    this.#poster?.remove();
    this.#poster = null;
    const src = this.getAttribute("poster");
    if (!src || !this.#life || this.#picture.frames > 0) return;
    this.#poster = make("img", "poster", { src, alt: "" });
    this.#stage.after(this.#poster);
  }
  #applyMotion() {
    this.#command((module) => module.setReducedMotion(this.#isStill));
  }

  // The picture does not wait for a translation, nor fail without it: it speaks English until the words are here.
  async #applyLanguage() {
    const language = languageOf(this);
    if (language === this.#language) return;
    this.#language = language;
    const words = await wordsOf(language);
    if (language !== this.#language) return; // another one was asked for meanwhile
    this.#words = words;
    this.#command((module) => module.setLanguage(language, words));
  }

  // True: the wheel and a finger belong to the page first.
  #cooperative() {
    const gestures = this.getAttribute("gestures");
    if (gestures === "greedy" || gestures === "cooperative") return gestures === "cooperative";
    if (window.parent !== window) return true;
    for (let at = this.parentNode; at; at = at.parentNode ?? at.host) {
      if (at instanceof Element && scrolls(at)) return true;
    }
    return false;
  }

  // Loading --------------------------------------------------------------------------------------------------------

  async #load() {
    if (this.#loading) return;
    const token = (this.#loading = {});
    this.#applyLanguage();
    const slow = setTimeout(() => {
      if (this.#loading === token) this.#fail(new Failure("loadfailure", "It did not load in time."));
    }, patience);
    try {
      const [module, program] = await Promise.all([Module.load(), this.#firstProgram()]);
      await this.waitsFor;
      if (this.#loading !== token) return;
      const given = this.#text ?? program;
      this.#keep = new Keep(this, this.#widget, this.#life.signal);
      const state = await this.#keep.find(given);
      if (this.#loading === token) this.#begin(module, given, state);
    } catch (error) {
      if (this.#loading === token) this.#fail(error);
    } finally {
      clearTimeout(slow);
    }
  }

  #retry() {
    this.#failed = false;
    this.#loading = null;
    this.#load();
  }

  async #firstProgram() {
    if (document.readyState === "loading") {
      await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
    }
    if (this.#text !== null) return this.#text;
    if (this.hasAttribute("program")) return this.getAttribute("program");
    if (this.hasAttribute("src")) return this.#fetchProgram(this.getAttribute("src"));
    return dedent(this.textContent);
  }

  // What is beside the picture comes after it. Where it cannot be had the picture does without.
  async #readable(signal) {
    const { Outline } = await import("./element/outline.js").catch(() => ({}));
    if (!Outline || signal.aborted) return;
    this.#outline = new Outline(this.#widget, this.shadowRoot, this.#stage, signal);
    this.#outline.follow();
  }

  async #fetchProgram(src) {
    const response = await fetch(new URL(src, document.baseURI)).catch(() => null);
    if (!response?.ok) throw new Failure("loadfailure", `The program ${src} could not be loaded.`);
    return response.text();
  }

  #begin(module, program, state) {
    module.start(program, { dark: this.#isDark, contrast: contrastQuery.matches, reducedMotion: this.#isStill, mac: isMac, seed: Learn.seed(this) });
    this.#module = module;
    this.#steps = module.steps;
    this.#applyLimits();
    const restored = state !== null && module.restore(state);
    if (this.#words) module.setLanguage(this.#language, this.#words);
    const { signal } = this.#life;
    this.#files = new Files(this.#widget, this.#stage, signal);
    this.#keyboard = new Keyboard(this.#widget, this.shadowRoot, this.#stage, this.#field, this.#files, signal);
    this.#pointer = new Pointer(this.#widget, this.#stage, this.#keyboard, this.#hint, signal);
    soon(() => this.#readable(signal));
    const hurry = () => module.hurry().then(() => this.#outline?.follow());
    for (const type of ["pointerenter", "pointerdown", "focusin"]) this.#stage.addEventListener(type, hurry, { signal, once: true });
    workers()?.addEventListener("controllerchange", () => keptHere() && hurry(), { signal });
    if (!this.#picture.start(module)) { // it can be read all the same
      this.#fail(new Failure("unsupported", "The picture needs WebGL 2, which this browser does not give. The program:"));
      return;
    }
    this.#message.hidden = true;
    this.#failed = false;
    this.#keep.begin(restored);
    this.#learn = new Learn(this, this.#widget, (type, detail) => this.#send(type, detail));
    this.#steps = module.steps;
    this.#send("load");
    this.#judge();
  }

  #fail(error) {
    this.#failed = true;
    this.#keep?.stop();
    this.#showMessage("Chainrule cannot show this", error.message, this.program);
    this.#sendFailure(error);
  }

  #sendFailure(error) {
    this.#send("error", { type: error.type ?? "loadfailure", message: error.message });
  }

  #showMessage(title, text, program) {
    const box = make("div", "");
    for (const [tag, content] of [["h2", title], ["p", text], ["pre", program]]) {
      if (content === "") continue;
      const part = make(tag, "");
      part.textContent = content;
      box.append(part);
    }
    this.#message.replaceChildren(box);
    this.#message.hidden = false;
  }

  // Frames ---------------------------------------------------------------------------------------------------------

  #drawn(flags) {
    this.#poster?.remove();
    this.#poster = null;
    const byUser = (flags & FRAME_USER_CHANGE) !== 0;
    if (byUser) this.#userChange = true;
    this.#keep.drawn(byUser);
    if ((flags & FRAME_ANSWER) !== 0 && this.#keep.answered(this.#module.takeAnswer())) {
      this.#picture.wake();
      this.#announce(true);
    }
    this.#learn?.follow(flags);
    if ((flags & FRAME_SHARE) !== 0) this.#share(this.#module.takeShare());
    this.#tellStep();
    this.#keyboard.follow(flags);
    this.#pointer.follow();
    this.#outline?.follow();
    if ((flags & FRAME_CLIPBOARD) !== 0 && !this.#keyboard.copying) this.#offerClipboard();
  }

  // A link, a file, or what comes with a file of its own: an export.
  #share(wish) {
    if (wish === fileWish) return this.#files.save();
    return wish < exportsFrom ? share(this, this.#widget, wish) : this.#other("exportAs", wish - exportsFrom, this.#isDark);
  }

  // An act of the file on other formats.
  async #other(act, ...given) {
    const acts = await import("./element/export.js").catch(() => null);
    if (acts) return acts[act](this.#widget, ...given);
    this.#module?.notify(FILE_UNREAD, "export.js");
    this.#picture.wake();
  }

  // At most one change a frame, however many were drawn in between.
  #tick(rests) {
    if (rests) this.#pointer.followPage();
    if (!this.#userChange) return;
    this.#userChange = false;
    this.#announce(true);
  }

  // A button of the widget has copied something. A sandbox refuses, and then there is no other way either.
  #offerClipboard() {
    navigator.clipboard?.writeText(this.#module.takeClipboard()).catch(() => {});
  }
}

/* global CHAINRULE_REGISTERS -- put in by cmake/site.mjs; the package's class is without a tag */
if (CHAINRULE_REGISTERS && !customElements.get("chain-rule")) customElements.define("chain-rule", ChainRule);
