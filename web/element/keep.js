// The user's work, kept in the browser's storage on this device: text, undo and redo, and how they are looked at.
//
// An element keeps it for its tab: a reload or a crash brings it back, another visit begins with the page's program (keep="tab", the
// default, in sessionStorage). keep="device" keeps it for later visits too (in IndexedDB: what a browser is killed with, localStorage
// loses), keep="no" not at all.
//
// On the device each tab writes a record of its own, and holds it by a lock while it lives: two tabs never overwrite each other. A visit
// goes on with the newest record that nobody holds and that began with the program that the page gives now. If there is only other
// work, the page's program is shown and that work is offered. (Only secure pages have locks; elsewhere it is as for the tab.)
import { NOT_KEPT } from "./module.js";

const version = 1;
const delay = 300; // ms from the last change until it is written
const mostRecords = 12; // of a document on the device
const mostTries = 2; // to take up a record that was never seen to be drawn: after that it is only offered

let told = false; // that nothing can be kept: once in a page is enough

function storage(name) {
  try {
    return window[name];
  } catch {
    return null; // forbidden, as in a sandbox
  }
}

// Which document of the page the element is: by its id, else by its place among its kind.
function documentOf(element) {
  const all = [...document.querySelectorAll(element.localName)];
  return `chainrule:${location.pathname}#${element.id || all.indexOf(element)}:`;
}

// What was kept, if it is ours and whole.
function checked(record) {
  const texts = ["base", "before", "text", "state"];
  return record?.version === version && texts.every((name) => typeof record[name] === "string") ? record : null;
}

const fits = ({ base, before, text }, program) => [base, before, text].includes(program);

// The device's records, by their keys. All of it can fail.
let opening = null;

function database() {
  opening ??= new Promise((done, fail) => {
    const request = indexedDB.open("chainrule", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("work", { keyPath: "key" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  return opening;
}

async function ask(mode, question) {
  const transaction = (await database()).transaction("work", mode);
  const request = question(transaction.objectStore("work"));
  transaction.commit?.(); // at once: the page may be going
  return new Promise((done, fail) => {
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = () => fail(transaction.error);
  });
}

const forget = (key) => ask("readwrite", (store) => store.delete(key)).catch(() => {});

export class Keep {
  #widget; // module, once it is started; wake()
  #document;
  #device; // true: on the device too
  #tab = null; // storage of the tab
  #key; // the record's on the device
  #letGo = null; // gives its lock back
  #base = ""; // the program that the page gave
  #before = ""; // the text at the write before the last, which an address may still show
  #text = "";
  #time = 0; // of the text's last change
  #state = ""; // as it was written last
  #work = false; // the user has changed the text
  #offered = null; // a record
  #timer = 0;
  #on; // false: nothing is kept

  constructor(element, widget, signal) {
    const mode = element.getAttribute("keep");
    this.#widget = widget;
    this.#document = documentOf(element);
    this.#on = mode !== "no";
    if (this.#on) this.#tab = storage("sessionStorage");
    this.#device = mode === "device" && "locks" in navigator;
    const now = () => this.save();
    addEventListener("pagehide", now, { signal });
    document.addEventListener("visibilitychange", () => document.hidden && now(), { signal });
    signal.addEventListener("abort", () => this.#letGo?.());
  }

  // True: the user has changed the program since the page gave it, in an earlier visit maybe.
  get hasWork() {
    return this.#work;
  }

  // The page gives this program. The state to take up instead, or null; begin() follows.
  async find(program) {
    const record = (await this.#takeRecord(program)) ?? this.#readTab(program);
    this.#base = this.#text = program;
    if (!record) return null;
    if (record.tried > mostTries) {
      this.#offered = record;
      if (this.#device) await this.#newRecord();
      return null;
    }
    this.#base = record.base;
    this.#before = record.before;
    this.#text = record.text;
    this.#time = record.time;
    this.#work = record.work === true;
    await this.#write({ ...record, tried: (record.tried || 0) + 1 });
    return record.state;
  }

  // The widget shows what it shows first.
  begin(restored) {
    this.#state = restored ? "" : this.#widget.module.saved;
    this.#offer();
  }

  // The host is about to give another program to a widget that runs: another document.
  async given(program) {
    this.save();
    const hadWork = this.#work;
    this.#base = this.#text = this.#before = program;
    this.#work = false;
    this.#offered = null;
    if (this.#device) {
      this.#letGo?.();
      await this.#newRecord();
      await this.#findOther((record) => (fits(record, program) || !hadWork) && record.text !== program);
    } else {
      const record = this.#readTab(program);
      if (record?.work && record.text !== program) this.#offered = record;
    }
    this.#offer();
  }

  // A frame was drawn, after a change by the user or not.
  drawn(byUser) {
    if (byUser) {
      this.#work = true;
      clearTimeout(this.#timer);
      this.#timer = 0;
    }
    this.#timer ||= setTimeout(() => this.save(), delay);
  }

  // False, later: there was nothing to write, or no room.
  async save() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const { module } = this.#widget;
    const state = this.#on && module ? module.saved : this.#state;
    if (state === this.#state) return false;
    this.#state = state;
    const text = module.program;
    if (text !== this.#text) {
      this.#before = this.#text;
      this.#time = Date.now();
    }
    this.#text = text;
    return this.#write({ version, time: this.#time, base: this.#base, before: this.#before, text, work: this.#work, state });
  }

  // The widget is gone, or broken.
  stop() {
    this.#on = false;
    clearTimeout(this.#timer);
  }

  // The user has answered the offer. True: the earlier work is there.
  answered(wanted) {
    const record = this.#offered;
    this.#offered = null;
    if (!record) return false;
    const restored = wanted && this.#widget.module.restore(record.state);
    if (restored) {
      this.#base = record.base;
      this.#work = true;
    }
    if (!this.#device && !wanted) this.#tab.removeItem(this.#tabKey(record.base));
    if (this.#device && !wanted) forget(record.key);
    if (this.#device && restored) this.save().then((good) => good && forget(record.key)); // it goes on in this tab's own
    return restored;
  }

  #offer() {
    if (!this.#offered || !this.#widget.module) return;
    this.#widget.module.offer();
    this.#widget.wake();
  }

  #tabKey(program) {
    return `${this.#document}=${program}`;
  }

  #readTab(program) {
    try {
      return checked(JSON.parse(this.#tab.getItem(this.#tabKey(program))));
    } catch {
      return null; // forbidden, or damaged
    }
  }

  // Of mere looking the tab alone knows.
  async #write(record) {
    try {
      if (record.work && this.#device) {
        this.#tab.setItem(this.#document, this.#key);
        const entry = { ...record, key: this.#key }; // now: the key may be another one before the store is open
        await ask("readwrite", (store) => store.put(entry));
      } else {
        this.#tab.setItem(this.#tabKey(this.#base), JSON.stringify(record));
      }
      return true;
    } catch {
      if (record.work && !told && this.#widget.module) {
        told = true;
        this.#widget.module.notify(NOT_KEPT);
        this.#widget.wake();
      }
      return false;
    }
  }

  // Records on the device ----------------------------------------------------------------------------------------------

  async #takeRecord(program) {
    if (!this.#device) return null;
    const own = this.#ownKey();
    const records = await this.#records();
    for (const { key } of records.splice(mostRecords)) forget(key);
    const wanted = records.filter((record) => fits(record, program)).sort((a, b) => (b.key === own) - (a.key === own));
    let found = null;
    for (const record of wanted) {
      if (await this.#hold(record.key)) this.#key = record.key;
      else if (record.key !== own) continue; // else this tab is a copy of one that lives, and goes on with a copy of its record
      found = record;
      break;
    }
    if (!this.#key) await this.#newRecord();
    await this.#findOther(({ key, text }) => key !== found?.key && text !== (found?.text ?? program));
    return found;
  }

  async #newRecord() {
    this.#key = this.#document + Math.random().toString(36).slice(2);
    await this.#hold(this.#key);
  }

  // The newest record that no living tab has, to be offered.
  async #findOther(isWanted) {
    for (const record of await this.#records()) {
      if (!isWanted(record) || record.key === this.#key) continue;
      const letGo = this.#letGo;
      if (!(await this.#hold(record.key))) continue;
      this.#letGo(); // it was only to be known
      this.#letGo = letGo;
      this.#offered = record;
      return;
    }
  }

  #ownKey() {
    try {
      return this.#tab.getItem(this.#document);
    } catch {
      return null;
    }
  }

  // Those of the document, the newest first.
  async #records() {
    const ours = IDBKeyRange.bound(this.#document, `${this.#document}\uffff`);
    const records = await ask("readonly", (store) => store.getAll(ours)).catch(() => []);
    return records.filter(checked).sort((a, b) => b.time - a.time);
  }

  // True: no living tab had the record, and now this one has it.
  #hold(key) {
    return new Promise((done) => {
      const held = (lock) => {
        done(lock !== null);
        return lock && new Promise((letGo) => (this.#letGo = letGo));
      };
      navigator.locks.request(key, { ifAvailable: true }, held).catch(() => done(false));
    });
  }
}
