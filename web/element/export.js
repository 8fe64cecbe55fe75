// The program in other formats, as a file or in the clipboard. Its module, the writers without the widget, comes when it is first needed.
import { COPIED, COPY_REFUSED, FILE_HANDED, FILE_SAVED, FILE_UNREAD } from "./module.js";
import { beside, get } from "./resources.js";

// As kExports (src/ui/files.h): endings and types.
const formats = [
  ["svg", "image/svg+xml"], ["png", "image/png"], ["tex", "application/x-tex"], ["tikz", "application/x-tex"], ["mml", "application/mathml+xml"],
  ["py", "text/x-python"], ["dot", "text/vnd.graphviz"], ["html", "text/html"], ["json", "application/json"], ["csv", "text/csv"],
];

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

// A promise of the bytes.
export async function exported(format, program, dark) {
  loading ??= load();
  loading.catch(() => (loading = null)); // the network may be back the next time
  const { memory, cr_text, cr_export, cr_bytes } = await loading;
  const text = new TextEncoder().encode(program);
  const to = cr_text(text.length);
  new Uint8Array(memory.buffer).set(text, to);
  const at = cr_export(format, +dark);
  return new Uint8Array(memory.buffer).slice(at, at + cr_bytes());
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
  const { module } = widget, [ending, type] = formats[wish >> 1];
  let said, about = `program.${ending}`;
  try {
    const bytes = await exported(wish >> 1, module.program, dark);
    if (wish & 1) {
      const text = new TextDecoder().decode(bytes);
      about = String(text.length);
      said = await navigator.clipboard.writeText(text).then(() => COPIED, () => COPY_REFUSED);
    } else {
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
