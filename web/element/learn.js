// The learner's side: events for the page, progress that is kept on this device and nowhere else, and lessons.
//
// The attribute `lessons` names the folder that has them ("mine/", with an index.txt: a line "id<tab>minutes<tab>title" each), or one file with
// all of that: the list and then the lessons in its order, each behind a form feed. `lesson` is the id, or the address, of one to open at once.
import { FRAME_LEARNER, FRAME_LESSON, LESSON_UNREAD } from "./module.js";
import { get } from "./resources.js";

const kept = "chainrule:progress";
const longest = 256 * 1024; // bytes of a file

function storage() {
  try {
    return localStorage;
  } catch {
    return null; // forbidden, as in a sandbox
  }
}

async function fetchText(url) {
  const response = await get(url);
  if (Number(response.headers.get("Content-Length")) > longest) throw new Error(`${url} cannot be read.`);
  return (await response.text()).slice(0, longest);
}

export class Learn {
  #element;
  #widget; // module, wake()
  #send;
  #list = null; // a promise of the list, with the lessons where they are in the same file

  constructor(element, widget, send) {
    this.#element = element;
    this.#widget = widget;
    this.#send = send;
    const before = storage()?.getItem(kept);
    if (before) widget.module.progress = before;
    this.begin();
  }

  // A number of the learner's own, or the page's.
  static seed(element) {
    const given = Number(element.getAttribute("seed"));
    return Number.isSafeInteger(given) && given > 0 ? given : crypto.getRandomValues(new Uint32Array(1))[0];
  }

  async begin() {
    const lesson = this.#element.getAttribute("lesson");
    if (lesson) this.open(lesson);
    if (!this.#element.hasAttribute("lessons")) return;
    const [list] = await this.#files().catch(() => [""]);
    this.#widget.module?.setLessons(list);
    this.#widget.wake();
  }

  #url(name) {
    return new URL(name, new URL(this.#element.getAttribute("lessons") ?? "lessons/", document.baseURI));
  }
  get #inOne() {
    return /\.\w+$/.test(this.#url("").pathname);
  }

  // The list, and the lessons that are in one file with it.
  async #files() {
    this.#list ??= fetchText(this.#url(this.#inOne ? "" : "index.txt"));
    try {
      return (await this.#list).split("\f");
    } catch (error) {
      this.#list = null; // it is asked for again
      throw error;
    }
  }

  async #lesson(id) {
    const [list, ...texts] = this.#inOne ? await this.#files() : [""];
    return texts[list.split("\n").findIndex((line) => line.startsWith(`${id}\t`))] ?? fetchText(this.#url(`${id}.md`));
  }

  // By id, or by the address of a Markdown file.
  async open(lesson) {
    let opened = false;
    try {
      const text = await (/^[\w-]+$/.test(lesson) ? this.#lesson(lesson) : fetchText(new URL(lesson, document.baseURI)));
      opened = this.#widget.module?.openLesson(lesson, text);
    } catch {
      // said below
    }
    if (!opened) this.#widget.module?.notify(LESSON_UNREAD, lesson);
    this.#widget.wake();
  }

  // After a frame.
  follow(flags) {
    const { module } = this.#widget;
    if ((flags & FRAME_LESSON) !== 0) this.open(module.takeLesson());
    if ((flags & FRAME_LEARNER) !== 0) this.tell();
  }

  // The page, what has happened.
  tell() {
    const { module } = this.#widget;
    for (const { type, ...detail } of module.takeLearnerEvents()) {
      if (type === "progress") this.#export();
      else this.#send(type, detail);
    }
    try {
      storage()?.setItem(kept, module.progress);
    } catch {
      // no room: the progress lasts as long as the page
    }
  }

  #export() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([this.#widget.module.progress], { type: "application/json" }));
    link.download = "chainrule-progress.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}
