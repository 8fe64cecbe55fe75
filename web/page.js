// The full page: settings from the query, the program from the fragment, and the user's work into the fragment.
import "./chainrule.js";
import { serveParent } from "./element/host.js";
import { LinkError, readFragment, writeFragment } from "./element/link.js";

const saveDelay = 300; // ms after the last change until the address follows
const allowed = {
  theme: ["auto", "light", "dark"],
  gestures: ["auto", "cooperative", "greedy"],
  motion: ["auto", "reduce", "full"],
};

const widget = document.querySelector("chain-rule");
const query = new URLSearchParams(location.search);
const embedded = query.get("embed") === "1";
let written = location.hash; // what the address shows of our own making, or of a link that was taken
let saveTimer = 0;
let notice = null;

function button(text, action) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", () => {
    closeNotice();
    action?.();
  });
  return element;
}

function closeNotice() {
  notice?.remove();
  notice = null;
}

function showNotice(text, ...buttons) {
  closeNotice();
  notice = document.createElement("div");
  notice.className = "notice";
  notice.setAttribute("role", "status");
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  notice.append(paragraph, ...buttons);
  document.body.append(notice);
}

function setTheme(theme) {
  if (theme) widget.setAttribute("theme", theme);
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

function applyQuery() {
  for (const [name, values] of Object.entries(allowed)) {
    const value = query.get(name);
    if (values.includes(value)) widget.setAttribute(name, value);
  }
  for (const name of ["hide", "lang", "lesson", "seed"]) {
    if (query.has(name)) widget.setAttribute(name, query.get(name));
  }
  if (query.get("readonly") === "1") widget.setAttribute("readonly", "");
  setTheme(widget.getAttribute("theme"));
  if (!embedded && !widget.hasAttribute("gestures") && window.parent === window) widget.setAttribute("gestures", "greedy");
}

function take(program) {
  written = location.hash;
  if (program !== null) widget.program = program;
}

// A link never overwrites local work without asking.
function offer(program) {
  if (program === null || program === widget.program) return;
  if (!widget.hasWork) {
    take(program);
    return;
  }
  showNotice("This link has another program than the one you are working on.", button("Open the link", () => take(program)),
    button("Keep my work", save));
}

async function readAddress() {
  try {
    offer(await readFragment(location.hash));
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    showNotice(`${error.message} Your program is unchanged.`, button("Close"));
  }
}

async function save() {
  const fragment = await writeFragment(widget.program);
  try {
    history.replaceState(history.state, "", fragment);
    written = fragment;
  } catch {
    // A sandboxed page may not touch its address; the work is then only in the page.
  }
}

// For visits without a network, where sw.js is beside the page and may be there.
async function keepAll() {
  if (embedded || window.parent !== window || !document.querySelector("[rel=manifest]")) return;
  try {
    await navigator.serviceWorker?.register("sw.js", { updateViaCache: "none" });
  } catch {
    // Then it needs the network.
  }
}

document.querySelector(".late").remove(); // it says that this script has not come
applyQuery();
serveParent(widget, query.get("resize") === "lti", setTheme);
if (embedded) document.querySelector("nav")?.remove();
if (embedded) widget.setAttribute("keep", "tab"); // a page that shows this one shows its link's program at each visit
widget.addEventListener("load", () => widget.hasWork && !embedded && save()); // work of an earlier visit
widget.addEventListener("load", keepAll, { once: true });
await (widget.waitsFor = readAddress());
window.addEventListener("hashchange", () => {
  if (location.hash !== written) readAddress();
});
widget.addEventListener("change", (event) => {
  if (!event.detail.isUserInitiated) return;
  if (embedded) return;
  clearTimeout(saveTimer);
  saveTimer = setTimeout(save, saveDelay);
});
