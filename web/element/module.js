// The wasm module: compiled once for the page, instantiated once for each widget. It comes in two parts (cmake/split.mjs): the second is
// fetched when somebody points at a widget, or in the moment in which the first calls it.
import create from "chainrule-module";
import { Glyphs } from "./glyphs.js";
import { beside, get, getNow } from "./resources.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

// What cr_frame reports; the same bits as FrameFlag in src/platform/web/module.cpp.
export const FRAME_AGAIN = 1;
export const FRAME_USER_CHANGE = 2;
export const FRAME_CLIPBOARD = 4;
export const FRAME_TEXT_INPUT = 8;
export const FRAME_ANSWER = 16;
export const FRAME_LEARNER = 32;
export const FRAME_LESSON = 64;
export const FRAME_SHARE = 128;

// What cr_notify says, in its order.
export const [NOT_KEPT, FILE_TOO_LONG, FILE_NO_TEXT, FILE_UNREAD, LESSON_UNREAD, COPIED, COPIED_LONG, LINK_TOO_LONG, COPY_REFUSED, FILE_SAVED,
  FILE_HANDED, IMPORT_REFUSED] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

// What tells of service workers; a sandbox refuses it.
export function workers() {
  try {
    return navigator.serviceWorker;
  } catch {
    return null;
  }
}

// The site's own worker answers for this page: both parts are here. But a request for which the page waits goes past it, to a server that is
// out of reach, or has another version by now; so the second part is not left for the moment in which it is needed.
export const keptHere = () => CHAINRULE_SPLIT && workers()?.controller?.scriptURL === new URL("sw.js", beside("chainrule.wasm")).href;

const compiled = new Map(); // by file name: promises
let second = null; // the second part, compiled

async function compile(name) {
  const response = await get(beside(name));
  const typed = response.headers.get("Content-Type")?.startsWith("application/wasm");
  if (typed && WebAssembly.compileStreaming) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

function compileOnce(name) {
  if (!compiled.has(name)) {
    const promise = compile(name).catch((error) => {
      compiled.delete(name); // the next widget tries again
      throw error;
    });
    compiled.set(name, promise);
  }
  return compiled.get(name);
}

// The second part at once: the page waits.
function compileNow() {
  if (second) return second;
  second = new WebAssembly.Module(getNow(beside("later.wasm")));
  return second;
}

// Puts the second part's functions into the first one's table, in the places of those that load it.
class Second {
  #first = null; // exports
  #there = false;

  // What the first part imports.
  get placeholders() {
    return new Proxy({}, { get: (_, index) => (...values) => this.#call(Number(index), values) });
  }

  join(first) {
    this.#first = first;
  }

  #call(index, values) {
    new WebAssembly.Instance(compileNow(), { first: this.#first });
    this.#there = true;
    const table = Object.values(this.#first).find((value) => value instanceof WebAssembly.Table);
    return table.get(index)(...values);
  }

  get there() {
    return this.#there;
  }

  async hurry() {
    if (this.#there) return;
    second = await compileOnce("later.wasm");
    if (!this.#there) await WebAssembly.instantiate(second, { first: this.#first });
    this.#there = true;
  }
}

export class Module {
  #wasm;
  #glyphs;
  #second;

  static async load() {
    const whole = keptHere();
    if (whole) compileOnce("later.wasm").catch(() => {});
    const code = await compileOnce("chainrule.wasm");
    const second = new Second();
    const glyphs = new Glyphs();
    const wasm = await new Promise((done, fail) => {
      create({
        glyphs,
        locateFile: (name) => name,
        instantiateWasm(imports, receive) {
          const all = { ...imports, later: second.placeholders };
          WebAssembly.instantiate(code, all).then((instance) => {
            second.join(instance.exports);
            receive(instance, code);
          }, fail);
          return {};
        },
        onAbort: (what) => fail(new Error(`Its module stopped: ${what}.`)),
      }).then(done, fail);
    });
    const module = new Module(wasm, glyphs, second);
    if (whole) await module.hurry();
    return module;
  }

  constructor(wasm, glyphs, second) {
    this.#wasm = wasm;
    this.#glyphs = glyphs;
    this.#second = second;
  }

  // Somebody is about to use the widget. The promise is kept when all is here, or could not be had.
  async hurry() {
    if (CHAINRULE_SPLIT) await this.#second.hurry().catch(() => {}); // it is asked for again when it is needed
  }

  #put(text) {
    const bytes = encoder.encode(text);
    const at = this.#wasm._cr_inbox(bytes.length);
    this.#wasm.HEAPU8.set(bytes, at);
  }

  #take(pointer) {
    const bytes = this.#wasm.HEAPU8.subarray(pointer, pointer + this.#wasm._cr_outbox_size());
    return decoder.decode(bytes);
  }

  start(program, { dark, contrast, reducedMotion, mac, seed }) {
    this.#put(program);
    this.#wasm._cr_start(+reducedMotion, +mac, seed);
    this.setColours(dark, contrast);
  }

  // False: this browser gives no WebGL 2 for the canvas.
  startDrawing(canvas) {
    this.#wasm.canvas = canvas;
    return this.#wasm._cr_gl_start() === 1;
  }
  stopDrawing() {
    this.#wasm._cr_gl_stop();
    delete this.#wasm.canvas;
  }
  resize(width, height, scale) {
    this.#wasm._cr_resize(width, height, scale);
  }
  frame(seconds) {
    return this.#wasm._cr_frame(seconds);
  }

  pointer(x, y, buttons, source) {
    this.#wasm._cr_pointer(x, y, buttons, source);
  }
  pointerAway() {
    this.#wasm._cr_pointer_away();
  }
  wheel(dx, dy, modifiers) {
    this.#wasm._cr_wheel(dx, dy, modifiers);
  }
  // True: the widget uses this key.
  key(code, key, down, modifiers) {
    this.#put(`${code}\n${key}`);
    return this.#wasm._cr_key(+down, modifiers) === 1;
  }
  text(erase, text) {
    this.#put(text);
    this.#wasm._cr_text(erase);
  }
  focus(focused) {
    this.#wasm._cr_focus(+focused);
  }
  endEditing() {
    this.#wasm._cr_end_editing();
  }
  copy() {
    this.#wasm._cr_copy();
  }
  cut() {
    this.#wasm._cr_cut();
  }
  paste(text) {
    this.#put(text);
    this.#wasm._cr_paste();
  }
  takeClipboard() {
    return this.#take(this.#wasm._cr_clipboard());
  }
  get cursor() {
    return this.#wasm._cr_cursor();
  }
  get caret() {
    return { x: this.#wasm._cr_caret_x(), y: this.#wasm._cr_caret_y(), height: this.#wasm._cr_caret_height() };
  }

  get program() {
    return this.#take(this.#wasm._cr_program());
  }
  set program(text) {
    this.#put(text);
    this.#wasm._cr_set_program();
  }
  // The text of a file, which the user has opened. False: it may not be opened here, and the user is told so.
  open(text) {
    this.#put(text);
    return this.#wasm._cr_open() === 1;
  }
  // What is to outlive the page; restore() takes it up again, and is false where it cannot be read.
  get saved() {
    return this.#take(this.#wasm._cr_saved());
  }
  restore(saved) {
    this.#put(saved);
    return this.#wasm._cr_restore() === 1;
  }
  // Says that there is earlier work; the user's answer is true where it is wanted.
  offer() {
    this.#wasm._cr_offer();
  }
  takeAnswer() {
    return this.#wasm._cr_answer() === 1;
  }
  notify(which, argument = "") {
    this.#put(argument);
    this.#wasm._cr_notify(which);
  }
  // Objects: what a learner has answered, and reached, since the last call.
  takeLearnerEvents() {
    return this.#take(this.#wasm._cr_learner()).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }
  grade() {
    return JSON.parse(this.#take(this.#wasm._cr_grade()));
  }
  get progress() {
    return this.#take(this.#wasm._cr_progress());
  }
  set progress(text) {
    this.#put(text);
    this.#wasm._cr_set_progress();
  }
  setLessons(list) {
    this.#put(list);
    this.#wasm._cr_set_lessons();
  }
  takeLesson() {
    return this.#take(this.#wasm._cr_lesson());
  }
  // False: there is no page in it.
  openLesson(id, text) {
    this.#put(`${id}\n${text}`);
    return this.#wasm._cr_open_lesson() === 1;
  }
  // True: nothing is to be loaded any more.
  get complete() {
    return !CHAINRULE_SPLIT || this.#second.there;
  }
  // The JSON of what can be read without the picture: App::outline in src/ui/app.h.
  get outline() {
    return this.#take(this.#wasm._cr_outline());
  }
  // False: it cannot be done now.
  act(name, argument = "") {
    this.#put(`${name}\n${argument}`);
    return this.#wasm._cr_act() === 1;
  }
  get trace() {
    return JSON.parse(this.#take(this.#wasm._cr_trace()));
  }
  // [x, y, width, height] in CSS px, or null.
  find(what) {
    this.#put(what);
    return JSON.parse(this.#take(this.#wasm._cr_find()));
  }
  // `words` as in words.LANGUAGE.txt; "" for English.
  setLanguage(language, words) {
    this.#glyphs.language = language;
    this.#put(words);
    this.#wasm._cr_set_language();
  }
  zoomHint(key) {
    this.#put(key);
    return this.#take(this.#wasm._cr_zoom_hint());
  }
  // `parts` as App::Part, bits.
  setLimits(parts, readOnly, shares) {
    this.#wasm._cr_set_limits(parts, +readOnly + 2 * +shares);
  }
  takeShare() {
    return this.#wasm._cr_share();
  }
  setColours(dark, contrast) {
    this.#wasm._cr_set_colours(+dark + 2 * contrast);
  }
  setReducedMotion(reduced) {
    this.#wasm._cr_set_reduced_motion(+reduced);
  }
  get steps() {
    return { done: this.#wasm._cr_steps_done(), all: this.#wasm._cr_steps() };
  }
  step(n) {
    this.#wasm._cr_step(n);
  }
  reset() {
    this.#wasm._cr_reset();
  }
  // True: the program is another one now.
  undo() {
    return this.#wasm._cr_undo() === 1;
  }
  redo() {
    return this.#wasm._cr_redo() === 1;
  }
}
