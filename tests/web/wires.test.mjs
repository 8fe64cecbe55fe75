// Wires and dots as they come out of the shaders.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { get, loaded, open, slide, start, still, wrap } from "./support.mjs";

let world;
before(async () => (world = await start()));
after(() => world.close());

test("every program of shaders/ compiles and links, and the compiler has nothing to say", async () => {
  const folder = new URL("../../shaders/", import.meta.url);
  const sources = readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), "utf8")]);
  assert.ok(sources.length >= 2);
  const page = await open(world, { html: "<!doctype html><title>Test</title>" });
  const said = await page.evaluate((programs) => {
    const gl = document.createElement("canvas").getContext("webgl2");
    return programs.map(([name, source]) => {
      const program = gl.createProgram();
      let log = "";
      for (const stage of [gl.VERTEX_SHADER, gl.FRAGMENT_SHADER]) {
        const shader = gl.createShader(stage);
        gl.shaderSource(shader, `#version 300 es\nprecision highp float;\n${stage === gl.VERTEX_SHADER ? "#define VERTEX\n" : ""}${source}`);
        gl.compileShader(shader);
        gl.attachShader(program, shader);
        log += gl.getShaderInfoLog(shader);
      }
      gl.linkProgram(program);
      return [name, gl.getProgramParameter(program, gl.LINK_STATUS), log + gl.getProgramInfoLog(program)];
    });
  }, sources);
  for (const [name, linked, log] of said) assert.deepEqual([name, linked, log.replaceAll("\0", "")], [name, true, ""]);
});

test("a frame asks WebGL nothing, since an answer waits for the graphics card", async () => {
  const listen = () => {
    window.asked = [];
    const calls = WebGL2RenderingContext.prototype;
    for (const name of Object.getOwnPropertyNames(calls).filter((n) => /^(get|is[A-Z]|read|finish)/.test(n))) {
      const call = calls[name];
      calls[name] = function (...given) {
        window.asked.push(name);
        return call.apply(this, given);
      };
    }
  };
  const page = await open(world, { html: wrap(`<chain-rule>${slide}</chain-rule>`), setUp: (p) => p.addInitScript(listen) });
  await loaded(page);
  const [atStart, before] = await page.evaluate(() => [window.asked.splice(0).length, document.querySelector("chain-rule").frames]);
  assert.ok(atStart > 0); // the ear is open
  for (let x = 100; x < 400; x += 50) await page.mouse.move(x, 100);
  assert.ok((await still(page)) > before);
  assert.deepEqual(await page.evaluate(() => window.asked), []);
});

// How thick a wire is, in backing pixels, in the columns of a part of the picture that has no other: what it covers of the column,
// times the cosine of its slope, which the columns beside it tell by their centres of gravity. A dot of the paper beside the wire
// counts as wire, and draws its column's centre of gravity to it: columns of dots, and those beside them, are left out. They are
// told by a dot further from the wire, since the part is higher than dots are apart.
async function thicknesses(page, png, part, paper, ink) {
  return page.evaluate(
    async ([base64, { x, y, width, height }, from, to]) => {
      const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
      const bitmap = await createImageBitmap(blob);
      const context = new OffscreenCanvas(width, height).getContext("2d");
      context.drawImage(bitmap, -x, -y);
      const { data } = context.getImageData(0, 0, width, height);
      const columns = [];
      for (let i = 0; i < width; i++) {
        const covered = [];
        for (let j = 0; j < height; j++) covered.push((from - data[4 * (j * width + i)]) / (from - to));
        const peak = covered.indexOf(Math.max(...covered));
        let sum = 0, centre = 0, dots = false;
        for (let j = 0; j < height; j++) {
          if (Math.abs(j - peak) > 18) dots ||= covered[j] !== 0;
          else sum += covered[j], centre += covered[j] * j;
        }
        columns.push({ sum, centre: centre / sum, dots });
      }
      const found = [];
      for (let i = 2; i < width - 2; i++) {
        if (columns.slice(i - 2, i + 3).some(({ dots }) => dots)) continue;
        found.push(columns[i].sum * Math.cos(Math.atan((columns[i + 2].centre - columns[i - 2].centre) / 4)));
      }
      return found;
    },
    [png.toString("base64"), part, paper, ink],
  );
}

describe("a wire is everywhere as thick as its gradient says", () => {
  for (const [density, grad] of [[1, 3], [2, 3], [3, 3], [2, 0.01], [1, 1e9]]) {
    test(`gradient ${grad} at ${density} pixels a pixel`, async () => {
      const program = slide.replace("y = 5", `y = ${grad + 2}`); // the gradient of z is x + y
      const page = await open(world, {
        html: wrap(`<chain-rule motion="reduce" theme="light" style="position:fixed;inset:0">${program}</chain-rule>`),
        context: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: density },
      });
      await loaded(page);
      const [z, sum, f] = await page.evaluate(() => ["card:z", "card:t1", "card:f"].map((name) => document.querySelector("chain-rule").find(name)));
      const zoom = z.height / 60; // an input's pill is 60 px high at zoom 1
      const wanted = Math.max(1, Math.min(5, 1.5 + 0.9 * Math.log10(1 + 10 * grad)) * Math.sqrt(zoom)) * density;
      const part = { x: sum.x + sum.width + 20, y: f.y + f.height * 0.6, width: f.x - sum.x - sum.width - 40 }; // clear of the cards' shadows
      const backing = Object.fromEntries(Object.entries({ ...part, height: z.y + z.height - part.y }).map(([k, v]) => [k, Math.round(v * density)]));
      const measured = await thicknesses(page, await page.screenshot(), backing, 0xfa, 0xa8);
      const least = Math.min(...measured), most = Math.max(...measured), mean = measured.reduce((a, b) => a + b) / measured.length;
      assert.ok(measured.length > 0.5 * backing.width, `${measured.length} columns of ${backing.width}`);
      assert.ok(Math.abs(mean - wanted) < 0.01 * wanted, `${mean} is not ${wanted}`);
      assert.ok(least > 0.95 * wanted, `${least} is thinner than ${wanted}`);
      assert.ok(most < 1.05 * wanted, `${most} is thicker than ${wanted}`);
    });
  }
});

describe("motion", () => {
  const framesOfStep = async (page) => {
    const before = await still(page);
    await page.evaluate(() => document.querySelector("chain-rule").step(1));
    return (await still(page)) - before;
  };

  test("a step's pulse runs, and then nothing is drawn any more", async () => {
    const page = await open(world, { html: wrap(`<chain-rule motion="full">${slide}</chain-rule>`) });
    await loaded(page);
    await page.evaluate(() => document.querySelector("chain-rule").reset());
    const frames = await framesOfStep(page);
    assert.ok(frames >= 7, `${frames} frames`); // 0.7 s, of which a frame is at most 0.1 s
    const after = await get(page, "frames");
    await page.waitForTimeout(300);
    assert.equal(await get(page, "frames"), after);
    assert.deepEqual(page.problems, []);
  });

  test("where motion is reduced a step takes the frames that any input takes, and no more", async () => {
    const settleFrames = 3; // web/element/picture.js
    const page = await open(world, { html: wrap(`<chain-rule>${slide}</chain-rule>`), context: { reducedMotion: "reduce" } });
    await loaded(page);
    await page.evaluate(() => document.querySelector("chain-rule").reset());
    for (let step = 1; step <= 5; step++) assert.equal(await framesOfStep(page), settleFrames, `step ${step}`);
    const after = await get(page, "frames");
    await page.waitForTimeout(300);
    assert.equal(await get(page, "frames"), after);
  });
});
