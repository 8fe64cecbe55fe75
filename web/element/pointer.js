// Mouse, pen, fingers and the wheel.
import { isMac, modifierBits } from "./keyboard.js";

const sources = { mouse: 0, touch: 1, pen: 2 };
const zoomRate = 0.16; // the widget zooms by exp(this) for one notch of the wheel: src/view/gesture.cpp
const tapDistance = 10; // CSS px: a finger that moves less has tapped

// In the order of ImGuiMouseCursor.
const cursors = [
  "default", "text", "move", "ns-resize", "ew-resize", "nesw-resize", "nwse-resize", "pointer", "wait", "progress", "not-allowed",
];

function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export class Pointer {
  #widget; // module, wake(), drawNow(), cooperative()
  #stage;
  #keyboard;
  #hint;
  #fingers = new Map(); // by pointer id
  #claimed = false; // the finger holds something of the widget: the page must not scroll with it
  #pinch = 0; // the two fingers' distance at the last look
  #hintTimer = 0;
  #scale = 1; // of Safari's gesture at the last look

  constructor(widget, stage, keyboard, hint, signal) {
    this.#widget = widget;
    this.#stage = stage;
    this.#keyboard = keyboard;
    this.#hint = hint;
    const on = (type, handler, options) => stage.addEventListener(type, handler, { signal, ...options });
    on("pointerdown", (event) => this.#down(event));
    on("pointermove", (event) => this.#move(event));
    on("pointerup", (event) => this.#up(event));
    on("pointercancel", (event) => this.#cancel(event));
    on("pointerleave", (event) => this.#leave(event));
    on("touchstart", (event) => this.#touch(event), { passive: false });
    on("touchmove", (event) => this.#touch(event), { passive: false });
    on("wheel", (event) => this.#wheel(event), { passive: false });
    for (const type of ["gesturestart", "gesturechange"]) on(type, (event) => this.#gesture(event), { passive: false });
    on("mousedown", (event) => this.#mousedown(event));
    on("contextmenu", (event) => this.#menu(event));
    signal.addEventListener("abort", () => clearTimeout(this.#hintTimer));
    this.followPage();
  }

  // After a frame.
  follow() {
    const shape = cursors[this.#widget.module.cursor] ?? "none";
    if (this.#stage.style.cursor !== shape) this.#stage.style.cursor = shape;
  }

  // When the picture rests: the answer is in the page's layout, too dear to be asked for in every frame.
  followPage() {
    this.#stage.dataset.touch = this.#widget.cooperative() ? "page" : "widget";
  }

  #place(event) {
    const box = this.#stage.getBoundingClientRect();
    const scale = box.width > 0 ? this.#stage.offsetWidth / box.width : 1; // slides are shown through a CSS transform
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
  }

  #send(event, buttons = event.buttons) {
    const { x, y } = this.#place(event);
    this.#widget.module.pointer(x, y, buttons, sources[event.pointerType] ?? 0);
    this.#widget.wake();
  }

  #away() {
    this.#widget.module.pointerAway();
    this.#widget.wake();
  }

  #down(event) {
    if (event.pointerType === "touch") {
      this.#fingerDown(event);
      return;
    }
    this.#stage.setPointerCapture(event.pointerId);
    this.#send(event);
  }

  #move(event) {
    if (event.pointerType === "touch" && !this.#fingerMove(event)) return;
    this.#send(event);
  }

  #up(event) {
    if (event.pointerType === "touch") this.#fingerUp(event);
    else this.#send(event);
  }

  #cancel(event) {
    this.#fingers.delete(event.pointerId);
    this.#pinch = 0;
    this.#away();
  }

  #leave(event) {
    if (event.pointerType !== "touch" && event.buttons === 0) this.#away();
  }

  #mousedown(event) {
    event.preventDefault(); // no middle-button scrolling, no selection, and the keyboard stays where follow() puts it
    this.#keyboard.take();
  }

  #fingerDown(event) {
    this.#fingers.set(event.pointerId, { ...this.#place(event), start: this.#place(event) });
    if (this.#fingers.size > 1) {
      this.#away(); // what one finger began is let go
      this.#pinch = this.#twoFingers();
      return;
    }
    this.#send(event, 0);
    this.#widget.drawNow();
    this.#widget.drawNow();
    this.#claimed = this.#widget.module.cursor > 0; // another shape than the arrow: there is something to hold
    // A finger that may turn out to scroll the page presses nothing until it has tapped.
    if (this.#ours()) this.#send(event, 1);
  }

  // True if this is the only finger: it acts as the mouse then.
  #fingerMove(event) {
    const finger = this.#fingers.get(event.pointerId);
    if (!finger) return false;
    Object.assign(finger, this.#place(event));
    if (this.#fingers.size === 1) return this.#pinch === 0 && this.#ours();
    const apart = this.#twoFingers();
    const notches = Math.log(apart / this.#pinch) / zoomRate;
    if (!Number.isFinite(notches)) return false;
    this.#pinch = apart;
    this.#widget.module.wheel(0, notches, 1);
    this.#widget.wake();
    return false;
  }

  // Two fingers move the canvas as the middle button does. Returns how far apart they are.
  #twoFingers() {
    const [a, b] = this.#fingers.values();
    this.#widget.module.pointer((a.x + b.x) / 2, (a.y + b.y) / 2, 4, 1);
    this.#widget.wake();
    return distance(a, b);
  }

  // A finger that rests asks for the widget's menu. Where the finger is the page's until it has tapped, only the browser notices.
  #menu(event) {
    event.preventDefault();
    const finger = this.#fingers.get(event.pointerId);
    if (!finger || this.#ours()) return;
    finger.asked = true;
    this.#send(event, 2);
    this.#widget.drawNow();
    this.#send(event, 0);
  }

  #fingerUp(event) {
    const finger = this.#fingers.get(event.pointerId);
    this.#fingers.delete(event.pointerId);
    if (!finger || this.#pinch !== 0) {
      if (this.#fingers.size === 0) {
        this.#pinch = 0;
        this.#away();
      }
      return;
    }
    const tapped = distance(finger, finger.start) < tapDistance && !finger.asked;
    if (!this.#ours() && !tapped) return;
    if (!this.#ours()) this.#send(event, 1);
    this.#send(event, 0);
    if (this.#claimed || tapped) this.#keyboard.take();
    // At once, within the event: some browsers open the soft keyboard only then.
    for (let i = 0; i < 3; i++) this.#widget.drawNow();
    this.#away(); // a finger leaves no hover behind
  }

  #ours() {
    return this.#claimed || !this.#widget.cooperative();
  }

  #touch(event) {
    if ((this.#ours() || event.touches.length > 1) && event.cancelable) event.preventDefault();
  }

  #wheel(event) {
    const zoomKey = event.ctrlKey || event.metaKey;
    if (this.#widget.cooperative() && !zoomKey) {
      this.#showHint();
      return;
    }
    event.preventDefault();
    const { x, y } = this.#place(event);
    this.#widget.module.pointer(x, y, event.buttons, 0);
    const notch = [100, 3, 1][event.deltaMode] ?? 100;
    // A pinch on a touch pad comes as small steps with Ctrl: exp(-delta/100) is its zoom.
    const pinch = event.ctrlKey && event.deltaMode === 0 && Math.abs(event.deltaY) < 40;
    const gain = pinch ? 1 / zoomRate : 1;
    // The key that only takes the wheel from the page is not for the widget: its panels scroll by a plain wheel.
    const modifiers = pinch ? 1 : modifierBits(event) & 6;
    this.#widget.module.wheel(-event.deltaX / notch, (-event.deltaY / notch) * gain, modifiers);
    this.#widget.wake();
  }

  // So Safari tells a pinch on a touch pad; on a touch screen, beside the fingers' own events.
  #gesture(event) {
    event.preventDefault(); // else it zooms the page
    if (this.#fingers.size > 0) return;
    const notches = Math.log(event.scale / this.#scale) / zoomRate;
    this.#scale = event.scale;
    if (event.type === "gesturestart" || !Number.isFinite(notches)) return;
    const { x, y } = this.#place(event);
    this.#widget.module.pointer(x, y, 0, 0);
    this.#widget.module.wheel(0, notches, 1);
    this.#widget.wake();
  }

  #showHint() {
    this.#hint.textContent = this.#widget.module.zoomHint(isMac ? "⌘" : "Ctrl");
    this.#hint.dataset.shown = "";
    clearTimeout(this.#hintTimer);
    this.#hintTimer = setTimeout(() => delete this.#hint.dataset.shown, 1200);
  }
}
