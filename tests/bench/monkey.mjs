// Random presses, drags, keys and letters in the built page: it says nothing on the console, and its memory does not grow.
// `node tests/bench/monkey.mjs [SECONDS] [SEED]` after the web preset is built.
import { loaded, neuron, open, start } from "../web/support.mjs";

const [seconds = 300, seed = 1] = process.argv.slice(2).map(Number);
let state = seed >>> 0;
function random(below) { // xorshift32
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}
const pick = (list) => list[random(list.length)];

const places = ["card:f", "card:t1", "value:w0", "value:x0", "out:w0", "out:t1", "in:f:0", "in:t3:1", "button:add", "button:next", "button:play", "button:fit",
  "button:table", "button:table-close", "button:landscape", "button:beside", "row:exp", "row:mul", "row:delete", "row:rename", "picker", "program"];
const keys = ["ArrowLeft", "ArrowRight", "Home", "End", "Escape", "Enter", "Delete", "F2", "Control+z", "Control+z", "Control+y", "Control+k", "Control+d", "Control+g",
  "Shift+ArrowLeft", "Shift+ArrowDown", "Shift+C", "Shift+R", "Shift+O", "Shift+B", "Shift+?"];
const letters = ["e", "x", "2", "+", "max", "tanh", "1", "f", "(", "\n"];

const world = await start();
try {
  const page = await open(world, { path: `#p=${encodeURIComponent(neuron)}`, context: { viewport: { width: 1200, height: 760 } } });
  await loaded(page);
  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize / 1024 / 1024;
  };
  const find = (what) => page.evaluate((w) => {
    const part = document.querySelector("chain-rule").find(w), box = document.querySelector("chain-rule").getBoundingClientRect();
    return part && { x: box.x + part.x + part.width / 2, y: box.y + part.y + part.height / 2 };
  }, what);
  let before = 0, acts = 0, end = Date.now() + seconds * 1000;
  for (const settled = Date.now() + seconds * 200; Date.now() < end; acts++) {
    if (before === 0 && Date.now() > settled) before = await heap(); // caches have filled
    const at = (random(3) > 0 && (await find(pick(places)))) || { x: random(1200), y: random(760) };
    switch (random(6)) {
      case 0: case 1: await page.mouse.click(at.x, at.y, { button: random(8) === 0 ? "right" : "left" }); break;
      case 2:
        await page.mouse.move(at.x, at.y);
        await page.mouse.down();
        await page.mouse.move(at.x + random(300) - 150, at.y + random(200) - 100, { steps: 4 });
        await page.mouse.up();
        break;
      case 3: case 4: await page.keyboard.press(pick(keys)); break;
      case 5: await page.keyboard.type(pick(letters)); break;
    }
    const length = await page.evaluate(() => document.querySelector("chain-rule").program.length);
    if (length > 2000) await page.evaluate((text) => (document.querySelector("chain-rule").program = text), neuron);
  }
  const after = await heap();
  console.log(`${acts} acts in ${seconds} s, seed ${seed}: ${page.problems.length} messages on the console; script's heap ${before.toFixed(2)} MB, then ${after.toFixed(2)} MB: ${(after / before).toFixed(3)} x`);
  for (const problem of page.problems.slice(0, 5)) console.log(problem);
} finally {
  await world.close();
}
