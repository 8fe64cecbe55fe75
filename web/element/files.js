// Programs as files: dropped on the widget, opened with Ctrl+O and saved with Ctrl+S (Cmd on a Mac). And what is pasted in another form.
import { limitBytes } from "./link.js";
import { FILE_NO_TEXT, FILE_TOO_LONG, FILE_UNREAD } from "./module.js";

const ownName = "program.chain";
const longestName = 40; // characters, in a notice
const longestFile = 16 * limitBytes; // of a graph, which takes more bytes than its program
const foreign = /graph|def |\.[a-z]|(value|variable|tensor|print|display|draw_dot) *\(/i; // may be a graph for Graphviz, or Python

export class Files {
  #widget; // module, wake()
  #name = ownName; // of the file that was opened last, where it has the program

  constructor(widget, stage, signal) {
    this.#widget = widget;
    const on = (type, handler) => stage.addEventListener(type, handler, { signal });
    on("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault(); // it may be dropped here
      event.dataTransfer.dropEffect = "copy";
    });
    on("drop", (event) => {
      const [file] = event.dataTransfer.files;
      if (!file) return;
      event.preventDefault();
      this.#read(file);
    });
  }

  // True: the key, pressed with Ctrl or Cmd, was for us.
  key(letter) {
    if (letter === "o") this.#choose();
    else if (letter === "s") this.save();
    else return false;
    return true;
  }

  // Calls `act` with the text, or with the program that it is in another form, once that is known; not at all where it cannot be one.
  // `name` of its file, or "".
  async bring(text, name, act) {
    if (foreign.test(text.replace(/#.*/g, "")) || /\.(dot|gv)$/i.test(name)) return this.#widget.other("bringIn", text, name, act);
    act(text);
  }

  #choose() {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".chain,.txt,.dot,.gv,.py,text/plain";
    input.addEventListener("change", () => input.files[0] && this.#read(input.files[0]));
    input.click();
  }

  save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([this.#widget.module.program], { type: "text/plain" }));
    link.download = this.#name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the download has begun long before
  }

  // A file that is no program changes nothing.
  async #read(file) {
    const letters = [...file.name];
    const name = letters.length > longestName ? `${letters.slice(0, longestName - 10).join("")}…${letters.slice(-9).join("")}` : file.name;
    const refuse = (why) => this.#widget.module?.notify(why, name);
    try {
      if (file.size > longestFile) {
        refuse(FILE_TOO_LONG);
      } else {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
        if (text.includes("\0")) throw new TypeError("a zero byte is in no text");
        await this.bring(text, name, (program) => {
          if (program === text && file.size > limitBytes) refuse(FILE_TOO_LONG);
          else if (this.#widget.module?.open(program)) this.#name = program === text ? file.name : ownName;
        });
      }
    } catch (error) {
      refuse(error instanceof TypeError ? FILE_NO_TEXT : FILE_UNREAD); // TypeError is the decoder's
    }
    this.#widget.wake();
  }
}
