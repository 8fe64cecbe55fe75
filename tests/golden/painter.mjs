// Small pictures of cards and digits with soft edges, for the tests of the comparison: what they change is known to the pixel.
export const light = {
  paper: 0xfaf9f6, card: 0xffffff, border: 0xdad6cb, ink: 0x1e1e1c, soft: 0x6e6a60, faint: 0xa8a398, value: 0x15803d, gradient: 0xc2321f,
};
export const dark = {
  paper: 0x16171a, card: 0x202226, border: 0x34373e, ink: 0xecebe7, soft: 0xa4a299, faint: 0x6c6b65, value: 0x4ade80, gradient: 0xfb7e6b,
};

// Strokes in a box 1 wide and 2 high, y down.
const strokes = {
  3: [[[0, 0], [1, 0], [1, 1], [0.2, 1]], [[1, 1], [1, 2], [0, 2]]],
  4: [[[0.8, 2], [0.8, 0], [0, 1.3], [1, 1.3]]],
  5: [[[1, 0], [0, 0], [0, 1], [1, 1], [1, 2], [0, 2]]],
  6: [[[1, 0], [0, 0], [0, 2], [1, 2], [1, 1], [0, 1]]],
  8: [[[0, 0], [1, 0], [1, 2], [0, 2], [0, 0]], [[0, 1], [1, 1]]],
  "−": [[[0, 1.1], [1, 1.1]]],
  ".": [[[0.4, 1.95], [0.6, 1.95]]],
};

function toSegment(x, y, [ax, ay], [bx, by]) {
  const dx = bx - ax, dy = by - ay, t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

export class Painter {
  constructor(width, height, colour) {
    this.width = width;
    this.height = height;
    this.pixels = Buffer.alloc(4 * width * height, 255);
    this.area(0, 0, width, height, colour);
  }

  // `part` of the pixel (x, y) gets the colour.
  dot(x, y, colour, part = 1) {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = 4 * (y * this.width + x);
    for (let i = 0; i < 3; i++) {
      const to = (colour >> (8 * (2 - i))) & 255, from = this.pixels[at + i];
      this.pixels[at + i] = Math.round(from + (to - from) * part);
    }
  }

  area(x, y, width, height, colour) {
    for (let v = y; v < y + height; v++) for (let u = x; u < x + width; u++) this.dot(u, v, colour);
    return this;
  }

  card(x, y, width, height, tokens) {
    this.area(x, y, width, height, tokens.border);
    return this.area(x + 1, y + 1, width - 2, height - 2, tokens.card);
  }

  // `soft` px is how wide an edge is, the height that of a digit.
  write(text, x, y, height, colour, soft = 1) {
    const unit = height / 2, thick = Math.max(1, height / 7), pen = thick / 2;
    for (const letter of text) {
      const lines = strokes[letter].flatMap((line) => line.slice(1).map((end, i) => [line[i], end]))
        .map((ends) => ends.map(([u, v]) => [x + u * unit, y + v * unit]));
      for (let v = Math.floor(y) - 2; v < y + height + 3; v++)
        for (let u = Math.floor(x) - 2; u < x + unit + 3; u++) {
          const far = Math.min(...lines.map(([a, b]) => toSegment(u + 0.5, v + 0.5, a, b)));
          this.dot(u, v, colour, Math.min(1, Math.max(0, (pen - far) / soft + 0.5)));
        }
      x += unit + 3;
    }
    return this;
  }
}
