// Are two pictures of a scene the same? Noise in soft edges is forgiven, a part that is moved, missing or of another colour is not.
//
// Colours are compared as the eye sees them: in YIQ, with the weights of Kotsarenko and Ramos ("Measuring perceived color
// difference using YIQ NTSC transmission color space in mobile applications", 2010); black beside white is 1. A pixel may have any
// colour between those that stand within half a pixel of it in the other picture, and at an edge a little more. So an edge may be
// softer, or lie elsewhere by a part of a pixel; where a whole one is, that is seen.

import { colourCounts } from "./png.mjs";

export const limits = {
  slack: 0.15, // how far beyond them, as a part of what is between them
  pixel: 0.015, // what a pixel may be off before it counts: three steps of 256 in grey
  contrast: 0.12, // a pixel counts as a part of the contrast around it; this is the least that is a contrast
  share: 0.001, // of all pixels, that may be off
  colour: 0.024, // how far the nearest colour of the other picture may be: six steps of 256 in grey
  common: 24, // pixels that have a colour, from which on the other picture must have it too: a letter's strokes, not its edges
  block: 1, // what the pixels of a block may be off together: one pixel that is wholly wrong
};
export const blockSide = 8; // px; blocks overlap by half, so that nothing escapes by lying on a border

const toYiq = [
  [0.29889531, 0.58662247, 0.11448223],
  [0.59597799, -0.2741761, -0.32180189],
  [0.21147017, -0.52261711, 0.31114694],
];
const weights = [0.5053, 0.299, 0.1957];

// One plane for each of Y, I and Q.
function planes({ pixels }) {
  const count = pixels.length / 4;
  return toYiq.map(([r, g, b], k) => {
    const plane = new Float32Array(count), weight = Math.sqrt(weights[k]) / Math.sqrt(weights[0]) / 255;
    for (let i = 0, at = 0; i < count; i++, at += 4) plane[i] = weight * (r * pixels[at] + g * pixels[at + 1] + b * pixels[at + 2]);
    return plane;
  });
}

// How far the pixel (x, y) of `from` is from all that stands within half a pixel of it in `to`, and the contrast there.
function away(from, to, x, y, width, height) {
  const at = y * width + x;
  let far = 0, contrast = 0;
  for (let k = 0; k < 3; k++) {
    const value = from[k][at], middle = to[k][at];
    let low = middle, high = middle;
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        const beside = to[k][v * width + u];
        if (beside < low) low = beside;
        if (beside > high) high = beside;
      }
    }
    const below = (middle + low) / 2, above = (middle + high) / 2;
    far += Math.max(0, below - value, value - above) ** 2;
    contrast += (high - low) ** 2;
  }
  return { far: Math.sqrt(far), contrast: Math.sqrt(contrast) };
}

// How far each pixel of one picture is from the other picture, the worse of both ways, as a part of the contrast around it.
function differences(a, b) {
  const { width, height } = a, from = planes(a), to = planes(b);
  const off = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (a.pixels.readUInt32LE(4 * at) === b.pixels.readUInt32LE(4 * at)) continue;
      const there = away(from, to, x, y, width, height), back = away(to, from, x, y, width, height);
      const far = Math.max(there.far - limits.slack * there.contrast, back.far - limits.slack * back.contrast);
      if (far > limits.pixel) off[at] = far / Math.max(limits.contrast, there.contrast, back.contrast);
    }
  }
  return off;
}

function sumOf(off, width, height, left, top) {
  let sum = 0;
  for (let y = top; y < Math.min(height, top + blockSide); y++)
    for (let x = left; x < Math.min(width, left + blockSide); x++) sum += off[y * width + x];
  return sum;
}

// The blocks that are off by more than they may be, as { x, y, off }, the worst first.
function wrongBlocks(off, width, height) {
  const blocks = [];
  for (let y = 0; y < height; y += blockSide / 2)
    for (let x = 0; x < width; x += blockSide / 2) {
      const sum = sumOf(off, width, height, x, y);
      if (sum > limits.block) blocks.push({ x, y, off: sum });
    }
  return blocks.sort((a, b) => b.off - a.off);
}

// Colours that many pixels of one picture have, and that the other has nowhere: by a change so small, in letters, soft edges could
// hide it. As numbers 0xRRGGBB.
function newColours(a, b) {
  const there = colourCounts(b.pixels), codes = [...there.keys()];
  const list = (of) => planes({ pixels: Buffer.from(of.flatMap((code) => [code >> 16, (code >> 8) & 255, code & 255, 255])) });
  const theirs = list(codes);
  const unknown = [...colourCounts(a.pixels)].filter(([code, times]) => times >= limits.common && !there.has(code)).map(([code]) => code);
  const ours = list(unknown);
  return unknown.filter((_, i) => codes.every((_, k) => Math.hypot(...ours.map((plane, c) => plane[i] - theirs[c][k])) > limits.colour));
}

// Of two pictures { width, height, pixels }, pixels as RGBA: { same, why, share, blocks, off }. `off` has a number for each pixel, and
// is null where the sizes differ.
export function compare(a, b) {
  if (a.width !== b.width || a.height !== b.height) {
    const why = `it is ${a.width} x ${a.height} pixels, not ${b.width} x ${b.height}`;
    return { same: false, why, share: 1, blocks: [], off: null };
  }
  const off = differences(a, b), blocks = wrongBlocks(off, a.width, a.height);
  const share = off.reduce((count, value) => count + (value > 0), 0) / off.length;
  const why = [];
  if (blocks.length > 0) {
    const { x, y, off: sum } = blocks[0];
    why.push(`${blocks.length} blocks of ${blockSide} x ${blockSide} pixels differ, most of all at (${x}, ${y}), by ${sum.toFixed(1)}`);
  }
  const colours = [...newColours(a, b), ...newColours(b, a)];
  const named = colours.slice(0, 4).map((code) => `#${code.toString(16).padStart(6, "0")}`);
  if (colours.length > 0) why.push(`only one of both has ${named.join(", ")}`);
  if (share > limits.share) why.push(`${(100 * share).toFixed(2)} % of the pixels differ`);
  return { same: why.length === 0, why: why.join("; "), share, blocks, off };
}

// The expected picture, pale, with what differs in red and the worst blocks in frames. Null where the sizes differ.
export function difference(expected, { off, blocks }) {
  if (!off) return null;
  const { width, height } = expected, pixels = Buffer.alloc(4 * width * height, 255);
  const paint = (at, r, g, b) => pixels.set([r, g, b], 4 * at);
  const [luma] = planes(expected);
  for (let at = 0; at < off.length; at++) {
    const grey = Math.round(255 * (0.75 + 0.25 * luma[at]));
    const red = off[at] > 0 ? 0.35 + 0.65 * Math.min(1, off[at] * 2) : 0;
    paint(at, Math.round(grey + (220 - grey) * red), Math.round(grey * (1 - red)), Math.round(grey * (1 - red)));
  }
  const frame = 3; // px around a block
  for (const block of blocks.slice(0, 100)) {
    const left = Math.max(0, block.x - frame), right = Math.min(width - 1, block.x + blockSide + frame - 1);
    const top = Math.max(0, block.y - frame), bottom = Math.min(height - 1, block.y + blockSide + frame - 1);
    for (let x = left; x <= right; x++) for (const y of [top, bottom]) paint(y * width + x, 37, 99, 235);
    for (let y = top; y <= bottom; y++) for (const x of [left, right]) paint(y * width + x, 37, 99, 235);
  }
  return { width, height, pixels };
}
