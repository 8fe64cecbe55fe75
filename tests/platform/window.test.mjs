// The native window, opened for real (on a virtual screen where there is none) and looked at.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const chainrule = process.env.CHAINRULE_NATIVE ?? fileURLToPath(new URL("../../build/native/chainrule", import.meta.url));

// { width, height, colours: Map from 0xRRGGBB to its number of pixels } of a binary PPM file.
function read_ppm(file) {
  const bytes = readFileSync(file);
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString("latin1"));
  assert.ok(header, "not a PPM file");
  const [width, height] = [Number(header[1]), Number(header[2])];
  const pixels = bytes.subarray(header[0].length);
  assert.equal(pixels.length, 3 * width * height);
  const colours = new Map();
  for (let i = 0; i < pixels.length; i += 3) {
    const colour = (pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2];
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  return { width, height, colours };
}

const slide = ["-e", "f = (x+y)*z; x = -2; y = 5; z = -4"];

// Draws 20 frames and returns the last one.
function shoot(t, program, environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const shot = join(folder, "shot.ppm");
  const screen = process.env.DISPLAY ? [] : ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24"];
  const command = [...screen, chainrule, ...program];
  const run = spawnSync(command[0], command.slice(1), {
    env: { ...process.env, XDG_STATE_HOME: folder, CHAINRULE_FRAMES: "20", CHAINRULE_SHOT: shot, LIBGL_ALWAYS_SOFTWARE: "1", ...environment },
    encoding: "utf8",
    timeout: 60_000,
  });
  assert.equal(run.status, 0, run.error?.message ?? run.stderr);
  assert.equal(run.stderr, "");
  return read_ppm(shot);
}

test("the window opens and draws the program", (t) => {
  const { width, height, colours } = shoot(t, slide);
  assert.ok(width >= 640 && height >= 400, `${width} x ${height}`);
  // A card, its text and the wires have soft edges: an empty or a broken picture has a handful of colours.
  assert.ok(colours.size > 100, `${colours.size} colours`);
  const largest = Math.max(...colours.values());
  assert.ok(largest < 0.98 * width * height, "nearly all of the picture has one colour");
});

test("values are green, gradients red, wires and paper the theme's", (t) => {
  const themes = [["light", 0xfaf9f6, 0x15803d, 0xc2321f, 0xa8a398], ["dark", 0x16171a, 0x4ade80, 0xfb7e6b, 0x6c6b65]];
  for (const [theme, paper, value, gradient, wire] of themes) {
    const { width, height, colours } = shoot(t, slide, { CHAINRULE_THEME: theme });
    assert.ok(colours.get(paper) > 0.2 * width * height, `${theme}: paper`);
    assert.ok(colours.get(value) > 10, `${theme}: value`);
    assert.ok(colours.get(gradient) > 10, `${theme}: gradient`);
    assert.ok(colours.get(wire) > 500, `${theme}: wires`);
  }
});

test("without a window system it says so, and does not crash", () => {
  const environment = { ...process.env };
  for (const name of ["DISPLAY", "WAYLAND_DISPLAY"]) delete environment[name];
  const run = spawnSync(chainrule, slide, { env: environment, encoding: "utf8", timeout: 60_000 });
  assert.equal(run.status, 1);
  assert.match(run.stderr, /no window system/);
});
