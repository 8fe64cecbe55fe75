// Glyphs that the widget's own faces lack, Chinese and Japanese ones above all: the browser draws them with its fonts, so that
// they cost no download. The wasm module asks for each at each size once (src/platform/web/glyphs.cpp).
const weights = [400, 600, 400]; // in the order of the text faces: sans, semibold, mono
export const families = {
  ja: '"Hiragino Sans", "Yu Gothic UI", "Yu Gothic", Meiryo, "Noto Sans CJK JP", "Noto Sans JP"',
  zh: '"PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei"',
};
const measured = 100; // px per em when widths are asked for
const margin = 1; // px around the ink, for the soft edges

export class Glyphs {
  language = "en"; // whose forms of the ideographs are wanted
  pixels = null; // alpha of the glyph drawn last
  #canvas = document.createElement("canvas");
  #context = this.#canvas.getContext("2d", { willReadFrequently: true });
  #readable = this.#canReadBack();

  // The advance in em; negative if nothing can be drawn.
  width(style, code) {
    if (!this.#readable) return -1;
    this.#choose(style, measured);
    return this.#context.measureText(String.fromCodePoint(code)).width / measured;
  }

  // [left, top, width, height] in px from the origin on the baseline, y down.
  draw(style, code, em) {
    const text = String.fromCodePoint(code);
    this.#choose(style, em);
    const ink = this.#context.measureText(text);
    const left = Math.floor(-ink.actualBoundingBoxLeft) - margin;
    const top = Math.floor(-ink.actualBoundingBoxAscent) - margin;
    const width = Math.ceil(ink.actualBoundingBoxRight) + margin - left;
    const height = Math.ceil(ink.actualBoundingBoxDescent) + margin - top;
    if (width > this.#canvas.width || height > this.#canvas.height) {
      this.#canvas.width = Math.max(width, this.#canvas.width);
      this.#canvas.height = Math.max(height, this.#canvas.height);
      this.#choose(style, em); // a new size forgets the font
    }
    this.#context.clearRect(0, 0, width, height);
    this.#context.fillText(text, -left, -top);
    const { data } = this.#context.getImageData(0, 0, width, height);
    this.pixels = new Uint8Array(width * height);
    for (let i = 0; i < this.pixels.length; i++) this.pixels[i] = data[4 * i + 3];
    return [left, top, width, height];
  }

  #choose(style, em) {
    const own = families[this.language];
    this.#context.font = `${weights[style]} ${em}px ${own ? `${own}, ` : ""}${style === 2 ? "monospace" : "system-ui, sans-serif"}`;
  }

  // Browsers that hide what fonts there are answer a look at the pixels with noise.
  #canReadBack() {
    return this.#context !== null && this.#context.getImageData(0, 0, 8, 8).data.every((value) => value === 0);
  }
}
