// What a frame costs in the built page: the time that the page's thread spends in script and module, in headless Chromium, whatever
// else the machine does, and without the graphics card's work. `node tests/bench/frames.mjs [NODES...]` after the web preset is built.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { get, loaded, middle, open, slide, start, still, wrap } from "../web/support.mjs";

const bench = fileURLToPath(new URL("../../build/web/chainrule-scale-bench.cjs", import.meta.url));
const program = (nodes) => execFileSync(process.execPath, [bench, "--text", String(nodes)], { encoding: "utf8" });
const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

// When the first frame had been drawn, in ms after the navigation, into window.first.
function noteFirstFrame() {
  const look = () => {
    if (document.querySelector("chain-rule")?.frames > 0) window.first = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

// A listener that reads the trace has it made: not what is measured.
function hideChanges() {
  window.addEventListener("change", (event) => event.stopPropagation(), true);
}

// The pointer moves over the picture in every frame. Returns the ms of a frame, event handlers included, for every few frames.
async function wander(page, at, buttons = 0) {
  await still(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const used = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "ScriptDuration").value * 1000;
  };
  const times = [];
  for (let i = 0; i < 9; i++) {
    const before = await used();
    const frames = await page.evaluate(
      async ([{ x, y }, held, turn]) => {
        const element = document.querySelector("chain-rule"), first = element.frames;
        for (let k = 0; k < 5; k++) {
          const move = {
            clientX: x + 3 * ((7 * turn + k) % 20), clientY: y + (k % 3), buttons: held,
            pointerId: 1, pointerType: "mouse", isPrimary: true, bubbles: true, composed: true,
          };
          element.shadowRoot.querySelector(".stage").dispatchEvent(new PointerEvent("pointermove", move));
          await new Promise((done) => requestAnimationFrame(done));
        }
        return element.frames - first;
      },
      [at, buttons, i],
    );
    times.push(((await used()) - before) / frames);
  }
  await session.detach();
  return times;
}

const width = (page, what) => page.evaluate((w) => document.querySelector("chain-rule").find(w)?.width ?? 0, what);

const world = await start();
const row = (what, times) => console.log(`  ${what.padEnd(34)} ${median(times).toFixed(2).padStart(8)} ms`);
try {
  const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 1000, 10000];
  for (const nodes of sizes) {
    const text = program(nodes);
    const html = wrap(`<chain-rule style="display: block; width: 1400px; height: 800px"><script type="text/plain">${text}</script></chain-rule>`);
    const page = await open(world, { html, context: { viewport: { width: 1400, height: 800 } }, setUp: (p) => p.addInitScript(hideChanges) });
    await loaded(page);
    const fit = await middle(page, "button:fit");
    await page.mouse.click(fit.x, fit.y);
    await still(page);
    console.log(`${nodes} nodes`);
    row("all in view", await wander(page, { x: 500, y: 400 }));
    const inputs = [...text.matchAll(/^(\w+) = -?[\d.]+$/gm)].map((match) => match[1]);
    const input = await page.evaluate((names) => {
      const inside = (part) => part && part.x > 100 && part.x + part.width < 900 && part.y > 150 && part.y + part.height < 600;
      return names.find((name) => inside(document.querySelector("chain-rule").find(`value:${name}`)));
    }, inputs);
    if (!input) continue;  // from so far away none is in the window's middle
    const at = await middle(page, `value:${input}`);
    await page.mouse.move(at.x, at.y);
    // Closer, step by step, with the input under the pointer.
    for (const [level, least] of [["middle", 60], ["near", 128]]) {
      await page.keyboard.down("Control");
      for (let i = 0; i < 40 && (await width(page, `value:${input}`)) < least; i++) {
        await page.mouse.wheel(0, -100);
        await still(page);
      }
      await page.keyboard.up("Control");
      const there = await middle(page, `value:${input}`);
      row(level, await wander(page, { x: there.x - 200, y: there.y }));
      await page.mouse.move(there.x, there.y);
      await page.mouse.down();
      const before = await get(page, "program");
      row(`${level}, the input dragged`, await wander(page, { x: there.x + 20, y: there.y }, 1));
      if ((await get(page, "program")) === before) throw new Error("nothing was dragged");
      await page.mouse.up();
      await page.mouse.move(there.x, there.y);
    }
    await world.last.close();
    world.last = null;
  }
  const firsts = [];
  const page = await open(world, { html: wrap(`<chain-rule style="display: block; height: 600px">${slide}</chain-rule>`), setUp: (p) => p.addInitScript(noteFirstFrame) });
  for (let i = 0; i < 8; i++) {
    await loaded(page);
    if (i > 0) firsts.push(await page.evaluate(() => window.first));
    await page.reload();
  }
  console.log(`first frame after navigation, cache warm: ${median(firsts).toFixed(0)} ms`);
} finally {
  await world.close();
}
