// PNG, as far as golden pictures need it: 8 bits a sample, not interlaced. A picture is { width, height, pixels }, RGBA row by row.
import { deflateSync, inflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const samples = { 0: 1, 2: 3, 3: 1, 6: 4 }; // by colour type: grey, RGB, palette, RGBA
const RGB = 2, PALETTE = 3;

const crcs = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? 0xedb88320 ^ (byte >>> 1) : byte >>> 1;
  return byte;
});

function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) sum = crcs[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}

function chunk(type, data) {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length);
  bytes.write(type, 4, "latin1");
  data.copy(bytes, 8);
  bytes.writeUInt32BE(crc(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

function* chunks(png) {
  if (!png.subarray(0, 8).equals(signature)) throw new Error("this is no PNG");
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at), end = at + 8 + length;
    if (crc(png.subarray(at + 4, end)) !== png.readUInt32BE(end)) throw new Error("the PNG is damaged");
    yield { type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, end) };
    at = end + 4;
  }
}

// What is nearest to left + above - corner (PNG specification, 9.4).
function paeth(left, above, corner) {
  const guess = left + above - corner;
  const l = Math.abs(guess - left), a = Math.abs(guess - above), c = Math.abs(guess - corner);
  return l <= a && l <= c ? left : a <= c ? above : corner;
}

// What a filter (0 none, 1 left, 2 above, 3 mean, 4 Paeth) foretells for sample i of a row; `step` is a pixel's samples.
function foretold(filter, row, above, i, step) {
  const left = i < step ? 0 : row[i - step], corner = i < step ? 0 : above[i - step];
  switch (filter) {
    case 0: return 0;
    case 1: return left;
    case 2: return above[i];
    case 3: return (left + above[i]) >> 1;
    case 4: return paeth(left, above[i], corner);
    default: throw new Error(`the PNG has a filter ${filter}`);
  }
}

export function decode(png) {
  let header = null, palette = null;
  const data = [];
  for (const part of chunks(png)) {
    if (part.type === "IHDR") header = part.data;
    if (part.type === "PLTE") palette = part.data;
    if (part.type === "IDAT") data.push(part.data);
  }
  const width = header.readUInt32BE(0), height = header.readUInt32BE(4), step = samples[header[9]];
  if (header[8] !== 8 || header[12] !== 0 || !step) throw new Error("a PNG of this kind is not read here");
  const packed = inflateSync(Buffer.concat(data)), stride = width * step;
  const pixels = Buffer.alloc(4 * width * height);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1), filter = packed[start];
    const row = packed.subarray(start + 1, start + 1 + stride);
    if (filter !== 0) for (let i = 0; i < stride; i++) row[i] += foretold(filter, row, above, i, step);
    for (let x = 0, to = 4 * width * y; x < width; x++, to += 4) {
      const from = palette ? 3 * row[x] : step * x, source = palette ?? row, colour = palette || step > 2;
      pixels[to] = source[from];
      pixels[to + 1] = source[from + (colour ? 1 : 0)];
      pixels[to + 2] = source[from + (colour ? 2 : 0)];
      pixels[to + 3] = step === 4 ? row[from + 3] : 255;
    }
    above = row;
  }
  return { width, height, pixels };
}

// The filter that leaves the smallest sum of differences is as a rule the one that packs best.
function filtered(rows, stride, step, filters) {
  const lines = [];
  let above = new Uint8Array(stride);
  for (const row of rows) {
    let best = null, least = Infinity;
    for (const filter of filters) {
      const line = Buffer.alloc(stride + 1, filter);
      let sum = 0;
      for (let i = 0; i < stride; i++) {
        line[i + 1] = row[i] - foretold(filter, row, above, i, step);
        sum += Math.min(line[i + 1], 256 - line[i + 1]);
      }
      if (sum < least) [best, least] = [line, sum];
    }
    lines.push(best);
    above = row;
  }
  return deflateSync(Buffer.concat(lines), { level: 9, memLevel: 9 });
}

// Without loss, and opaque; with a palette where 256 colours are enough.
export function encode({ width, height, pixels }) {
  const colours = new Map([...colourCounts(pixels).keys()].map((code, i) => [code, i]));
  const indexed = colours.size <= 256, step = indexed ? 1 : 3;
  const rows = Array.from({ length: height }, (_, y) => {
    const row = new Uint8Array(step * width);
    for (let x = 0; x < width; x++) {
      const from = 4 * (y * width + x);
      if (indexed) row[x] = colours.get(pixels.readUIntBE(from, 3));
      else row.set(pixels.subarray(from, from + 3), 3 * x);
    }
    return row;
  });
  const data = filtered(rows, step * width, step, indexed ? [0] : [0, 1, 2, 3, 4]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = indexed ? PALETTE : RGB;
  const palette = Buffer.alloc(3 * colours.size);
  for (const [colour, i] of colours) if (indexed) palette.writeUIntBE(colour, 3 * i, 3);
  return Buffer.concat([
    signature, chunk("IHDR", header), ...(indexed ? [chunk("PLTE", palette)] : []), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0)),
  ]);
}

// How many pixels have each colour 0xRRGGBB; run by run, since most are as the one before.
export function colourCounts(pixels) {
  const counts = new Map();
  for (let at = 0; at < pixels.length; ) {
    const pixel = pixels.readInt32LE(at), start = at;
    while (at < pixels.length && pixels.readInt32LE(at) === pixel) at += 4;
    const code = pixels.readUIntBE(start, 3);
    counts.set(code, (counts.get(code) ?? 0) + (at - start) / 4);
  }
  return counts;
}

// The picture in at most 256 of its own colours, which makes its file less than half as long. Each colour that is chosen is the one
// that would be furthest from those before it, the more so the more pixels have it: surfaces keep theirs, and of the thousands in
// soft edges those remain that the others are next to.
export function reduced({ width, height, pixels }) {
  const colours = [...colourCounts(pixels)].map(([code, count]) => ({
    code, weight: Math.sqrt(count), r: code >> 16, g: (code >> 8) & 255, b: code & 255, far: Infinity, nearest: code,
  }));
  let next = colours.reduce((a, b) => (b.weight > a.weight ? b : a));
  for (let chosen = 0; chosen < 256 && next.far > 0; chosen++) {
    const { code, r, g, b } = next;
    for (const colour of colours) {
      const far = 0.3 * (colour.r - r) ** 2 + 0.59 * (colour.g - g) ** 2 + 0.11 * (colour.b - b) ** 2;
      if (far < colour.far) Object.assign(colour, { far, nearest: code });
    }
    next = colours.reduce((worst, colour) => (colour.weight * colour.far > worst.weight * worst.far ? colour : worst));
  }
  const nearest = new Map(colours.map((colour) => [colour.code, colour.nearest])), fewer = Buffer.from(pixels);
  for (let at = 0; at < fewer.length; at += 4) fewer.writeUIntBE(nearest.get(fewer.readUIntBE(at, 3)), at, 3);
  return { width, height, pixels: fewer };
}
