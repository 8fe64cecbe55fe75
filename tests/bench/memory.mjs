// Memory of idle elements on a page, by the system's own count (proportional set size; Linux): what each of twenty takes beyond the first.
// `node tests/bench/memory.mjs` after the web preset is built.
import { readFileSync } from "node:fs";
import { neuron, open, start, wrap } from "../web/support.mjs";

const world = await start();
const count = 20;

async function megabytes() {
  const session = await world.browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const used = ({ id }) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, "utf8"))[1]) / 1024;
  return processInfo.filter(({ type }) => ["renderer", "GPU"].includes(type)).reduce((sum, process) => sum + used(process), 0);
}

async function shown(n) {
  const element = `<chain-rule loading="eager" style="display:block;width:640px;height:400px" program="${neuron}"></chain-rule>`;
  const page = await open(world, { html: wrap(element.repeat(n)) });
  await page.waitForFunction((all) => [...document.querySelectorAll("chain-rule")].filter(({ trace }) => trace).length === all, n, { timeout: 60_000 });
  await page.waitForTimeout(3000); // idle
  return megabytes();
}

try {
  const one = await shown(1), all = await shown(count);
  console.log(`one element: ${one.toFixed(0)} MB with the browser's own; ${count}: ${all.toFixed(0)} MB; each more: ${((all - one) / (count - 1)).toFixed(1)} MB (at most 12)`);
} finally {
  await world.close();
}
