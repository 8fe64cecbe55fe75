// Links to the program for the clipboard, as the palette offers them.
import { writeFragment } from "./link.js";
import { COPIED, COPIED_LONG, COPY_REFUSED, LINK_TOO_LONG } from "./module.js";
import { script } from "./resources.js";

const long = 2000; // characters of an address: from here on some programs cut it
const longest = 32_000; // and from here on browsers and servers refuse it

const kinds = [null, "link", "iframe", "tag"]; // as App::Share

function escape(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}

// Of the full page at `address`, for the program; `alt` says what is to be seen.
export async function written(kind, program, address, alt) {
  const url = new URL(address);
  if (kind === "tag") {
    const lines = program.split("\n").map((line) => `  ${escape(line)}\n`);
    return `<script type="module" src="${escape(script)}"></script>\n<chain-rule alt="${escape(alt)}">\n${lines.join("")}</chain-rule>\n`;
  }
  url.search = kind === "iframe" ? "?embed=1" : "";
  url.hash = await writeFragment(program);
  if (kind === "link") return url.href;
  return `<iframe src="${escape(url.href)}" title="${escape(alt)}" width="100%" height="560" style="border: 0"></iframe>`;
}

// `wish` as the module reports it. Says what came of it in a notice.
export async function share(element, widget, wish) {
  const kind = kinds[wish];
  const address = new URL(element.getAttribute("share") || document.URL, document.baseURI);
  const { module } = widget;
  const text = await written(kind, module.program, address, element.getAttribute("alt") ?? "");
  const isAddress = kind !== "tag";
  let said = isAddress && text.length >= long ? COPIED_LONG : COPIED;
  if (isAddress && text.length >= longest) {
    said = LINK_TOO_LONG;
  } else {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      said = COPY_REFUSED; // in a sandbox, or where there is no clipboard at all
    }
  }
  module.notify(said, String(text.length));
  widget.wake();
}
