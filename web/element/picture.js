// The canvas of one widget: its WebGL context, its size, and when frames are drawn. Nothing is drawn while nothing
// happens, or where nobody sees it.
import { giveContext, takeContext } from "./contexts.js";
import { FRAME_AGAIN, FRAME_USER_CHANGE } from "./module.js";

const settleFrames = 3; // the frame that sees an input, and two more until the widget has settled on it
const restorePatience = 2000; // ms that a browser gets to restore a lost context by itself
const largestSide = 8192; // backing pixels, which every WebGL 2 can give

export class Picture {
  #stage;
  #owner; // drawn(flags) after each frame, tick(rests) after those of the frame clock, lost(), failed(type, message)
  #module = null;
  #canvas = null; // the one with a live context
  #frames = 0;
  #due = 0; // frames to draw even if nothing more happens
  #request = 0;
  #intersects = false; // with the window
  #size = { width: 0, height: 0 }; // CSS px
  #transformed = 1; // as it was drawn last
  #restoreTimer = 0;

  constructor(stage, owner) {
    this.#stage = stage;
    this.#owner = owner;
  }

  // Frames drawn so far.
  get frames() {
    return this.#frames;
  }

  // Follows size, density and visibility until the signal.
  watch(signal) {
    const observe = (observer) => {
      observer.observe(this.#stage);
      signal.addEventListener("abort", () => observer.disconnect());
    };
    observe(
      new ResizeObserver(([entry]) => {
        this.#size = { width: entry.contentRect.width, height: entry.contentRect.height };
        this.wake();
      }),
    );
    observe(
      new IntersectionObserver((entries) => {
        this.#intersects = entries.at(-1).isIntersecting; // a busy browser tells several at once, in order
        if (this.#due > 0) this.#schedule();
      }),
    );
    document.addEventListener("visibilitychange", () => this.wake(), { signal });
    const rescale = () => requestAnimationFrame(() => this.#transform() !== this.#transformed && this.wake()); // the slides have followed by then
    window.addEventListener("resize", rescale, { signal });
    document.addEventListener("transitionend", rescale, { signal });
    const watchScale = () => {
      if (signal.aborted) return;
      matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", watchScale, { once: true, signal });
      this.wake();
    };
    watchScale();
  }

  // False: this browser gives no WebGL 2.
  start(module) {
    this.#module = module;
    if (this.#openCanvas()) {
      this.wake();
      return true;
    }
    this.#module = null;
    return false;
  }

  stop() {
    cancelAnimationFrame(this.#request);
    clearTimeout(this.#restoreTimer);
    this.#request = 0;
    this.#closeCanvas();
    this.#stage.replaceChildren();
    this.#module = null;
  }

  // Something has changed: frames are due.
  wake() {
    this.#due = settleFrames;
    this.#schedule();
  }

  // One frame, at once. Returns what it reports.
  drawNow() {
    if (!this.#canvas) return 0;
    this.#fit();
    let flags;
    try {
      flags = this.#module.frame(performance.now() / 1000);
    } catch (error) {
      giveContext(this);
      this.#canvas = null; // the module is in an unknown state: nothing more is asked of it
      this.#module = null;
      this.#owner.failed("loadfailure", `It stopped: ${error.message}`);
      return 0;
    }
    this.#frames++;
    if (this.#due > 0) this.#due--;
    if ((flags & FRAME_USER_CHANGE) !== 0) this.#schedule();
    this.#owner.drawn(flags);
    return flags;
  }

  // A promise of the picture as it stands.
  toBlob(type) {
    if (!this.#module || this.#size.width === 0 || (!this.#canvas && !this.#reopen())) return Promise.reject(new Error("There is no picture."));
    for (let i = 0; i < settleFrames; i++) this.drawNow();
    const canvas = this.#canvas; // its pixels are there until the browser's next frame
    return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("The picture is empty."))), type));
  }

  // For contexts.js -------------------------------------------------------------------------------------------------

  onScreen() {
    return this.#intersects && !document.hidden;
  }

  // Gives the context to another widget; the last picture stays.
  freeze() {
    if (!this.#canvas) return;
    for (let i = 0; i < settleFrames && this.#due > 0; i++) this.drawNow();
    this.drawNow();
    const still = document.createElement("canvas");
    still.width = this.#canvas.width;
    still.height = this.#canvas.height;
    still.style.cssText = this.#canvas.style.cssText;
    still.getContext("2d").drawImage(this.#canvas, 0, 0);
    this.#closeCanvas();
    this.#stage.replaceChildren(still);
  }

  // Frames ----------------------------------------------------------------------------------------------------------

  #schedule() {
    if (this.#request || !this.#module || !this.onScreen() || this.#size.width === 0 || this.#size.height === 0) return;
    this.#request = requestAnimationFrame(() => this.#tick());
  }

  #tick() {
    this.#request = 0;
    if (!this.#module || !this.onScreen()) return;
    if (!this.#canvas && !this.#reopen()) return;
    const flags = this.drawNow();
    const goesOn = this.#due > 0 || (flags & FRAME_AGAIN) !== 0;
    if (goesOn) this.#schedule();
    this.#owner.tick(!goesOn);
  }

  // How much larger than its size it is seen: slides are shown through a CSS transform.
  #transform() {
    const ratio = this.#stage.getBoundingClientRect().width / this.#size.width;
    return Math.abs(ratio - 1) > 0.01 ? ratio : 1;
  }

  // Backing pixels = CSS pixels x DPR x transform, and the canvas is shown in exactly that size: nothing is resampled.
  #fit() {
    this.#transformed = this.#transform();
    const scale = Math.min(devicePixelRatio * this.#transformed, largestSide / Math.max(this.#size.width, this.#size.height));
    const width = Math.max(1, Math.round(this.#size.width * scale));
    const height = Math.max(1, Math.round(this.#size.height * scale));
    const own = scale / this.#transformed, canvas = this.#canvas, { style } = canvas;
    if (canvas.width !== width || canvas.height !== height || style.width !== `${width / own}px`) {
      canvas.width = width;
      canvas.height = height;
      style.width = `${width / own}px`;
      style.height = `${height / own}px`;
      style.transform = this.#transformed === 1 ? "" : `scale(${1 / this.#transformed})`;
      style.imageRendering = this.#transformed === 1 ? "" : "pixelated"; // it may begin between two pixels
    }
    this.#module.resize(width, height, scale);
  }

  // The context -----------------------------------------------------------------------------------------------------

  #openCanvas() {
    takeContext(this);
    const canvas = document.createElement("canvas");
    if (!this.#module.startDrawing(canvas)) {
      giveContext(this);
      return false;
    }
    canvas.addEventListener("webglcontextlost", (event) => this.#lost(event, canvas));
    canvas.addEventListener("webglcontextrestored", () => this.#restored(canvas));
    this.#canvas = canvas;
    this.#stage.replaceChildren(canvas);
    return true;
  }

  #closeCanvas() {
    giveContext(this);
    const canvas = this.#canvas;
    if (!canvas) return;
    this.#canvas = null;
    this.#module.stopDrawing();
    canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
  }

  #lost(event, canvas) {
    event.preventDefault(); // else it is never restored
    if (canvas !== this.#canvas) return;
    giveContext(this);
    this.#module.stopDrawing();
    this.#canvas = null;
    this.#owner.lost();
    this.#restoreTimer = setTimeout(() => this.wake(), restorePatience); // on a new canvas then
  }

  #restored(canvas) {
    if (this.#canvas || !this.#module || !canvas.isConnected) return;
    clearTimeout(this.#restoreTimer);
    if (this.#module.startDrawing(canvas)) {
      takeContext(this);
      this.#canvas = canvas;
    }
    this.wake(); // without a canvas: on a new one
  }

  #reopen() {
    clearTimeout(this.#restoreTimer);
    if (this.#openCanvas()) return true;
    this.#module = null;
    this.#owner.failed("webglcontextlost", "The browser took the graphics away and does not give them back. The program:");
    return false;
  }
}
