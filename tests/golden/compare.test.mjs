// The comparison of golden pictures: what it must see, and what it must forgive. And that PNGs keep every pixel.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deflateSync } from "node:zlib";
import { compare, difference } from "./compare.mjs";
import { Painter, dark, light } from "./painter.mjs";
import { decode, encode, reduced } from "./png.mjs";

// The same numbers in every run (a linear congruence; Numerical Recipes).
function random(seed) {
  return () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

const width = 160, height = 120;

// A card with a number in it, on paper.
function scene({ tokens = light, text = "−4.35", size = 9, token = "ink", x = 40, y = 40, dx = 0, dy = 0, soft = 1, card = true } = {}) {
  const picture = new Painter(width, height, tokens.paper);
  if (card) picture.card(x, y, 80, 40, tokens);
  return picture.write(text, x + 10 + dx, y + 12 + dy, size, tokens[token], soft);
}

function copyOf({ pixels }) {
  return { width, height, pixels: Buffer.from(pixels) };
}

// Both ways round it must come to the same.
function judge(a, b) {
  const there = compare(a, b), back = compare(b, a);
  assert.equal(there.same, back.same);
  assert.ok(Math.abs(there.share - back.share) < 1e-9);
  return there;
}
const seen = (a, b) => assert.ok(!judge(a, b).same, "nothing was seen");
const forgiven = (a, b) => assert.equal(judge(a, b).why, "");

describe("what is forgiven", () => {
  test("nothing has changed", () => {
    const { same, share, off } = judge(scene(), scene());
    assert.ok(same && share === 0 && off.every((value) => value === 0));
  });

  for (const [name, tokens] of Object.entries({ light, dark })) {
    test(`${name}: every sample is off by one, up or down`, () => {
      const noisy = copyOf(scene({ tokens })), next = random(7);
      for (let i = 0; i < noisy.pixels.length; i++) {
        if (i % 4 < 3) noisy.pixels[i] = Math.min(255, Math.max(0, noisy.pixels[i] + Math.floor(3 * next()) - 1));
      }
      forgiven(scene({ tokens }), noisy);
    });

    test(`${name}: edges are softer or harder`, () => {
      for (const soft of [0.8, 0.9, 1.1, 1.25]) forgiven(scene({ tokens }), scene({ tokens, soft }));
    });

    test(`${name}: a number lies a tenth of a pixel elsewhere`, () => {
      for (const [dx, dy] of [[0.1, 0], [0, 0.1], [-0.1, 0.1]]) forgiven(scene({ tokens }), scene({ tokens, dx, dy }));
    });

    test(`${name}: a single pixel of an edge comes out otherwise`, () => {
      const plain = scene({ tokens }), next = random(3);
      for (let i = 0; i < 60; i++) {
        const one = copyOf(plain), x = 50 + Math.floor(40 * next()), y = 50 + Math.floor(12 * next());
        const at = 4 * (y * width + x), beside = at + (next() < 0.5 ? 4 : -4);
        for (let k = 0; k < 3; k++) one.pixels[at + k] = one.pixels[beside + k];
        forgiven(plain, one);
      }
    });
  }
});

describe("what is seen", () => {
  for (const [name, tokens] of Object.entries({ light, dark })) {
    for (const token of ["ink", "soft", "faint", "value", "gradient"]) {
      for (const size of [7, 9, 12, 24]) {
        test(`${name}: another digit, or none, ${size} px high, in ${token}`, () => {
          const plain = scene({ tokens, token, size, text: "−3.5" });
          for (const text of ["−8.5", "−3.6", "−3.", "3.5", "", "−5.3"]) seen(plain, scene({ tokens, token, size, text }));
        });
      }
    }

    test(`${name}: a point is missing`, () => {
      for (const token of ["ink", "value", "gradient"]) {
        seen(scene({ tokens, token, text: "3.5" }), scene({ tokens, token, text: "3" }).write("5", 65, 52, 9, tokens[token]));
      }
    });

    test(`${name}: a card has moved by two pixels, or by one`, () => {
      for (const by of [1, 2]) {
        seen(scene({ tokens }), scene({ tokens, x: 40 + by }));
        seen(scene({ tokens }), scene({ tokens, y: 40 - by }));
      }
      const empty = (x) => new Painter(width, height, tokens.paper).card(x, 40, 80, 40, tokens);
      seen(empty(40), empty(42));
    });

    test(`${name}: a number has moved by a pixel within its card`, () => {
      for (const [dx, dy] of [[1, 0], [0, 1], [-1, 0], [0, -2]]) seen(scene({ tokens }), scene({ tokens, dx, dy }));
    });

    test(`${name}: a card is missing`, () => seen(scene({ tokens }), scene({ tokens, card: false })));

    test(`${name}: a token has another colour`, () => {
      const numbers = ["value", "gradient", "ink"], plain = (of) => scene({ tokens: of });
      const whole = (of) => numbers.reduce((picture, token, i) => picture.write("3.58", 10, 4 + 38 * i, 14, of[token]), plain(of));
      const steps = { paper: 0x080808, card: 0x080808, border: 0x101010, value: 0x081008, gradient: 0x101010, ink: 0x101010 };
      for (const [token, step] of Object.entries(steps)) seen(whole(tokens), whole({ ...tokens, [token]: tokens[token] ^ step }));
    });
  }

  test("red for green of the same brightness", () => {
    const of = (colour) => new Painter(width, height, light.paper).write("3", 50, 50, 9, colour);
    seen(of(0x15803d), of(0xb03a2e));
  });

  test("another size", () => {
    assert.match(judge(scene(), new Painter(width, height + 1, light.paper)).why, /^it is/);
  });

  test("the whole is a little darker, and no block much", () => {
    const darker = copyOf(scene());
    for (let i = 0; i < darker.pixels.length; i++) if (i % 4 < 3) darker.pixels[i] = Math.max(0, darker.pixels[i] - 5);
    const { same, share } = judge(scene(), darker);
    assert.ok(!same && share > 0.9);
  });
});

test("the worst block is where the change is", () => {
  const plain = scene();
  for (const [x, y] of [[4, 4], [131, 77], [60, 100], [150, 110]]) {
    const changed = copyOf(plain);
    Painter.prototype.area.call({ ...changed, dot: Painter.prototype.dot }, x, y, 4, 4, 0xc2321f);
    const [worst] = judge(plain, changed).blocks;
    assert.ok(worst.x <= x && x + 4 <= worst.x + 8 && worst.y <= y && y + 4 <= worst.y + 8, `${worst.x}, ${worst.y} is not at ${x}, ${y}`);
  }
});

test("the picture of the difference is red where it differs, and nowhere else", () => {
  const plain = scene(), changed = scene({ text: "−4.85" }), result = compare(changed, plain);
  const { pixels } = difference(plain, { ...result, blocks: [] });
  for (let i = 0; i < result.off.length; i++) assert.equal(pixels[4 * i] > pixels[4 * i + 1] + 20, result.off[i] > 0);
  assert.equal(difference(plain, compare(changed, new Painter(9, 9, 0))), null);
});

describe("PNG", () => {
  const same = (a, b) => {
    assert.deepEqual([a.width, a.height], [b.width, b.height]);
    assert.ok(Buffer.compare(a.pixels, b.pixels) === 0);
  };

  test("what is written is read again, with few colours and with many", () => {
    const next = random(1);
    for (const colours of [1, 2, 255, 256, 257, 100_000]) {
      const picture = new Painter(97, 61, 0);
      for (let y = 0; y < 61; y++) for (let x = 0; x < 97; x++) picture.dot(x, y, (Math.floor(next() * colours) * 2654435761) & 0xffffff);
      same(decode(encode(picture)), picture);
    }
    same(decode(encode(scene())), scene());
  });

  test("with fewer colours it looks as before, and one that has few is as it was", () => {
    for (const tokens of [light, dark]) {
      const picture = new Painter(width, height, tokens.paper);
      for (let i = 0; i < 1600; i++) picture.area(4 * (i % 40), 80 + Math.floor(i / 40), 4, 1, tokens.gradient ^ ((i % 40) * 0x010204));
      for (const [i, token] of ["ink", "value", "gradient", "soft"].entries()) picture.write("3.58", 20, 4 + 18 * i, 12, tokens[token]);
      const fewer = reduced(picture), codes = new Set();
      for (let at = 0; at < fewer.pixels.length; at += 4) codes.add(fewer.pixels.readUIntBE(at, 3));
      assert.ok(codes.size <= 256);
      forgiven(picture, fewer);
    }
    same(reduced(scene()), scene());
  });

  // A file as another program writes it: rows with every filter, RGBA, and its data in two pieces.
  test("every filter is read", () => {
    const picture = new Painter(23, 10, 0x123456), next = random(5);
    for (let i = 0; i < picture.pixels.length; i++) picture.pixels[i] = Math.floor(256 * next());
    const paeth = (a, b, c) => {
      const p = a + b - c, [pa, pb, pc] = [a, b, c].map((v) => Math.abs(p - v));
      return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    };
    const guesses = [() => 0, (a) => a, (a, b) => b, (a, b) => (a + b) >> 1, paeth], stride = 4 * 23, lines = [];
    const at = (x, y) => (x < 0 || y < 0 ? 0 : picture.pixels[y * stride + x]);
    for (let y = 0; y < 10; y++) {
      lines.push(y % 5);
      for (let x = 0; x < stride; x++) lines.push((at(x, y) - guesses[y % 5](at(x - 4, y), at(x, y - 1), at(x - 4, y - 1))) & 255);
    }
    const whole = encode(picture), kinds = Buffer.from(whole), data = deflateSync(Buffer.from(lines));
    kinds[25] = 6; // RGBA in the header, which is the first chunk: 8 + 8 + 13 bytes, then its sum
    const { crc, chunk } = sums();
    kinds.writeUInt32BE(crc(kinds.subarray(12, 29)), 29);
    const halves = [data.subarray(0, 50), data.subarray(50)].map((half) => chunk("IDAT", half));
    same(decode(Buffer.concat([kinds.subarray(0, 33), ...halves, whole.subarray(-12)])), picture);
  });

  test("a damaged file is no picture", () => {
    const png = encode(scene());
    for (const at of [0, 20, 60]) {
      const broken = Buffer.from(png);
      broken[at] ^= 1;
      assert.throws(() => decode(broken));
    }
  });

  // The checksum by its definition (PNG specification, annex D), bit by bit.
  function sums() {
    const crc = (bytes) => {
      let sum = 0xffffffff;
      for (const byte of bytes) {
        sum ^= byte;
        for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
      }
      return (sum ^ 0xffffffff) >>> 0;
    };
    const chunk = (type, data) => {
      const length = Buffer.alloc(4), end = Buffer.alloc(4), body = Buffer.concat([Buffer.from(type), data]);
      length.writeUInt32BE(data.length);
      end.writeUInt32BE(crc(body));
      return Buffer.concat([length, body, end]);
    };
    return { crc, chunk };
  }
});
