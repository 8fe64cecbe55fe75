// Programs in other formats, out and in: as a file or in the clipboard, and what comes as a graph for Graphviz or as Python. The module
// that reads and writes them, without the widget, comes when it is first needed.
import { COPIED, COPY_REFUSED, FILE_HANDED, FILE_SAVED, FILE_UNREAD, IMPORT_REFUSED } from "./module.js";
import { beside, get } from "./resources.js";

const longest = 1025 * 1024; // bytes: more than the module reads of a text, and room for a name
const decoder = new TextDecoder();

let loading = null; // a promise of the module's exports

async function load() {
  const response = await get(beside("export.wasm"));
  const module = await WebAssembly.compile(await response.arrayBuffer());
  const imports = {}; // of a system, which it never asks for anything
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => 0;
  const { exports } = await WebAssembly.instantiate(module, imports);
  exports._initialize?.();
  return exports;
}

// A promise of what `act` does with the module.
async function using(act) {
  loading ??= load();
  try {
    return act(await loading);
  } catch (error) {
    loading = null; // the network may be back the next time, and a module that has stopped is not used again
    throw error;
  }
}

function put({ memory, cr_text }, bytes) {
  const to = cr_text(bytes.length);
  new Uint8Array(memory.buffer).set(bytes, to);
}

function written({ memory, cr_written, cr_bytes }) {
  const at = cr_written();
  return new Uint8Array(memory.buffer).slice(at, at + cr_bytes());
}

// A promise of {bytes, ending, type}; `format` is its place in kExports (src/ui/files.h).
export function exported(format, program, dark) {
  return using((module) => {
    module.cr_file_type(format);
    const [ending, type] = decoder.decode(written(module)).split("\n");
    put(module, new TextEncoder().encode(program));
    module.cr_export(format, +dark);
    return { bytes: written(module), ending, type };
  });
}

function download(bytes, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the download has begun long before
}

// `wish` is twice the format's place, one more for the clipboard. Says what came of it in a notice.
export async function exportAs(widget, wish, dark) {
  const { module } = widget;
  let said, about;
  try {
    const { bytes, ending, type } = await exported(wish >> 1, module.program, dark);
    if (wish & 1) {
      const text = decoder.decode(bytes);
      about = String(text.length);
      said = await navigator.clipboard.writeText(text).then(() => COPIED, () => COPY_REFUSED);
    } else {
      about = `program${ending}`;
      download(bytes, about, type);
      said = origin === "null" ? FILE_HANDED : FILE_SAVED; // a sandbox keeps its downloads to itself, and does not say so
    }
  } catch (error) {
    said = error instanceof TypeError ? COPY_REFUSED : FILE_UNREAD; // no clipboard at all; no module
    if (said === FILE_UNREAD) about = "export.wasm";
  }
  module.notify(said, about);
  widget.wake();
}

// A promise of the program that the text is in another form, the text itself if it is in none, or why there is none: {program} or
// {problem}. `name` of a file; "" of what is pasted.
export function imported(text, name) {
  return using((module) => {
    const bytes = new TextEncoder().encode(`${name.replace(/\s/g, " ")}\n${text}`);
    put(module, bytes.subarray(0, longest)); // what is cut off is too long anyway
    const result = module.cr_import();
    const said = result && decoder.decode(written(module));
    return result === 2 ? { problem: said } : { program: result ? said : text };
  });
}

// Calls `act` with that program. Else a notice says why not, and nothing changes.
export async function bringIn(widget, text, name, act) {
  try {
    const { program, problem } = await imported(text, name);
    if (problem) widget.module?.notify(IMPORT_REFUSED, problem);
    else act(program);
  } catch {
    widget.module?.notify(FILE_UNREAD, "export.wasm");
  }
  widget.wake();
}
