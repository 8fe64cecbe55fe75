// Keys, text and the clipboard. The stage has the keyboard; while a text field of the widget is edited, a hidden input
// has it instead, so that soft keyboards and input methods work.
import { FRAME_CLIPBOARD, FRAME_TEXT_INPUT } from "./module.js";

export const isMac = /^(Mac|iPhone|iPad)/.test(navigator.platform);

const sentinel = " "; // so that a soft keyboard has something to delete

export function modifierBits(event) {
  if (event.getModifierState?.("AltGraph")) return event.shiftKey ? 2 : 0; // AltGr types, it is no shortcut
  return (event.ctrlKey ? 1 : 0) | (event.shiftKey ? 2 : 0) | (event.altKey ? 4 : 0) | (event.metaKey ? 8 : 0);
}

export class Keyboard {
  #widget; // module, wake(), drawNow()
  #root;
  #stage;
  #field;
  #files;
  #was = sentinel; // the field's value at the last look
  #copying = false;

  constructor(widget, root, stage, field, files, signal) {
    this.#widget = widget;
    this.#files = files;
    this.#root = root;
    this.#stage = stage;
    this.#field = field;
    this.#clearField();
    for (const target of [stage, field]) {
      const on = (type, handler) => target.addEventListener(type, handler, { signal });
      on("keydown", (event) => this.#key(event, true));
      on("keyup", (event) => this.#key(event, false));
      on("focusin", (event) => this.#focus(event, true));
      on("focusout", (event) => this.#focus(event, false));
      on("copy", (event) => this.#copy(event, () => widget.module.copy()));
      on("cut", (event) => this.#copy(event, () => widget.module.cut()));
      on("paste", (event) => this.#paste(event));
      for (const type of ["copy", "cut", "paste"]) on(`before${type}`, (event) => event.preventDefault()); // Safari: it can be done here
    }
    field.addEventListener("input", (event) => this.#typed(event), { signal });
  }

  #inside(node) {
    return node === this.#stage || node === this.#field;
  }

  // After a frame: the keyboard goes where the widget wants it, but only if it is in the widget already.
  follow(flags) {
    const active = this.#root.activeElement;
    const { module } = this.#widget;
    const wants = (flags & FRAME_TEXT_INPUT) !== 0;
    if ((flags & FRAME_CLIPBOARD) !== 0 && !this.#copying) {
      // By a button or a menu of ours. A page in a sandbox may not: then only what is pasted here has it.
      const copied = module.takeClipboard();
      navigator.clipboard?.writeText(copied).catch(() => {});
    }
    if (wants && this.#inside(active)) {
      const { x, y, height } = module.caret;
      this.#field.style.left = `${Math.max(0, Math.min(x, this.#stage.clientWidth - 1))}px`;
      this.#field.style.top = `${Math.max(0, Math.min(y, this.#stage.clientHeight - height))}px`;
    }
    if (wants && active === this.#stage) {
      this.#clearField();
      this.#field.focus({ preventScroll: true });
    } else if (!wants && active === this.#field) {
      this.#stage.tabIndex = 0;
      this.#stage.focus({ preventScroll: true });
    }
  }

  // True: the page waits for the text of its copy event.
  get copying() {
    return this.#copying;
  }

  // A pointer was used: the widget gets the keyboard, if it does not have it.
  take() {
    if (!this.#inside(this.#root.activeElement)) this.#stage.focus({ preventScroll: true, focusVisible: false });
    this.#stage.removeAttribute("data-ring");
  }

  #focus(event, focused) {
    // Shift+Tab from the field must not land on the stage, which would send it back.
    this.#stage.tabIndex = focused && event.target === this.#field ? -1 : 0;
    if (this.#inside(event.relatedTarget)) return;
    // The ring is for those who came by the keyboard; the way between stage and field does not count.
    this.#stage.toggleAttribute("data-ring", focused && this.#stage.matches(":focus-visible"));
    this.#widget.module.focus(focused);
    if (!focused && document.hasFocus()) this.#widget.module.endEditing();
    this.#widget.wake();
  }

  #key(event, down) {
    if (event.isComposing || event.keyCode === 229) return;
    const { module } = this.#widget;
    const bits = modifierBits(event);
    const shortcut = (bits & (isMac ? 8 : 1)) !== 0;
    const inField = event.target === this.#field;
    if (down && bits === (isMac ? 8 : 1) && this.#files.key(event.key.toLowerCase())) {
      event.preventDefault();
      return;
    }
    const taken = module.key(event.code, event.key, down, bits);
    if (down && inField && shortcut && /^[cx]$/i.test(event.key)) this.#field.select(); // else some browsers copy nothing
    if (down && !inField && [...event.key].length === 1 && (bits & (isMac ? 9 : 13)) === 0) module.text(0, event.key);
    if (taken && down) {
      event.preventDefault();
      if (inField) this.#clearField();
    }
    this.#widget.wake();
  }

  #clearField() {
    this.#field.value = sentinel;
    this.#field.setSelectionRange(1, 1);
    this.#was = sentinel;
  }

  // Whatever changed the field (a key, a swipe, an autocorrection, a composition): the difference goes to the widget.
  #typed(event) {
    const was = [...this.#was];
    const now = [...this.#field.value];
    let same = 0;
    while (same < was.length && same < now.length && was[same] === now[same]) same++;
    this.#widget.module.text(was.length - same, now.slice(same).join(""));
    this.#was = this.#field.value;
    if (!event.isComposing && (now.length === 0 || now.length > 64)) this.#clearField();
    this.#widget.wake();
  }

  #copy(event, command) {
    const { module } = this.#widget;
    this.#copying = true;
    command();
    let flags = 0;
    for (let i = 0; i < 4 && (flags & FRAME_CLIPBOARD) === 0; i++) flags = this.#widget.drawNow();
    this.#copying = false;
    this.#field.setSelectionRange(this.#field.value.length, this.#field.value.length);
    if ((flags & FRAME_CLIPBOARD) !== 0) {
      event.clipboardData.setData("text/plain", module.takeClipboard());
      event.preventDefault();
    }
    this.#widget.wake();
  }

  #paste(event) {
    event.preventDefault();
    this.#files.bring(event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n"), "", (text) => {
      this.#widget.module?.paste(text);
      this.#widget.wake();
    });
  }
}
