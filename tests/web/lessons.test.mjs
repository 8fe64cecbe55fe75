// Every lesson of web/lessons, played on the built page: by a learner who knows all, up to the full score, and by one who makes each
// mistake once, asks for hints and gives up. What is right is worked out here, from the trace and not from what marks the answers.
// One alone: node --test --test-name-pattern=07- tests/web/lessons.test.mjs; VERBOSE=1 says what was answered, and what it was taken for.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";
import { get, loaded, open, start, still } from "./support.mjs";


const folder = new URL("../../web/lessons/", import.meta.url);
const ids = readdirSync(folder).filter((name) => name.endsWith(".md")).map((name) => name.slice(0, -3)).sort();
const seed = 7;
const viewport = { width: 1280, height: 800 }, wide = { width: 3400, height: 1100 }; // wide: every number that may be wrong is in view
let world;
before(async () => (world = await start()));
after(() => world.close());

// ---- the lesson as it is written ----

// { kind, words, lines } of each page: the directive that asks, what stands behind it, the program.
function pagesOf(id) {
  const text = readFileSync(new URL(`${id}.md`, folder), "utf8");
  return [...text.matchAll(/```chain\n([^]*?)```/g)].map(([, program]) => {
    const [, kind = "none", words = ""] = program.match(/^#\? (predict|wrong|build|group|order)\b(.*)$/m) ?? [];
    return { kind, words: words.trim(), comments: program.split("\n").filter((line) => line.startsWith("#")) };
  });
}

// ---- what is right, and what is wrong ----

// d node / d of, over all that lies between; all folded functions of the lessons are the sigmoid.
function folded(trace, node, of) {
  const slopes = { [node.name]: 1 };
  for (const { name, locals } of [...trace.nodes].reverse())
    for (const { wrt, value } of slopes[name] === undefined || name === of ? [] : locals) slopes[wrt] = (slopes[wrt] ?? 0) + slopes[name] * value;
  const value = slopes[of];
  return { wrt: of, formula: `(1 - ${node.name})*${node.name}`, value, upstream: node.grad, downstream: node.grad * value };
}

// { asked, node, local, parts } of a slot: its node in the trace, its place there, what comes back to it.
function slotOf(trace, name) {
  const [asked, gate, operand] = name.split(" ");
  const node = trace.nodes.find((one) => one.name === gate);
  const places = node.locals.map((_, i) => i).filter((i) => node.locals[i].wrt === operand);
  const local = node.locals[places.length > 0 ? places[0] : Number(operand) - 1] ?? (operand && folded(trace, node, operand));
  const parts = trace.nodes.flatMap(({ locals }) => locals.filter(({ wrt }) => wrt === gate)).filter(({ downstream }) => downstream !== undefined);
  return { asked, node, local, parts };
}

// As a slide would round it.
function rightAnswer(trace, name) {
  const { asked, node, local } = slotOf(trace, name);
  if (asked === "formula") return local.formula;
  return String(Number({ value: node.value, sum: node.grad, local: local?.value, product: local?.downstream }[asked].toPrecision(4)));
}

// Of one edge: what a learner sends who forgets something.
function wrongEdges({ gate }, { upstream, value, downstream, wrt }, valueOf) {
  return [
    ["forgot_upstream", value],
    ["forgot_local", upstream],
    ...(gate === "mul" ? [["did_not_swap", upstream * valueOf(wrt)]] : []),
    ...(gate === "add" ? [["split_at_add", downstream / 2]] : []),
  ];
}

// [mistake, answer]: those that cannot be taken for the truth.
function wrongAnswers(trace, name) {
  const { asked, node, local, parts } = slotOf(trace, name);
  const valueOf = (of) => trace.nodes.find((one) => one.name === of).value;
  const gateOf = (part) => trace.nodes.find(({ locals }) => locals.includes(part));
  if (asked === "formula") return [["lost_sign", `-(${local.formula})`]];
  const all = {
    value: () => [["gradient_for_value", node.grad], ["lost_sign", -node.value]],
    local: () => [["with_upstream", local.downstream], ["lost_sign", -local.value]],
    product: () => [...wrongEdges(node, local, valueOf), ["value_for_gradient", valueOf(local.wrt)], ["lost_sign", -local.downstream]],
    sum: () => [
      ...(parts.length > 1 ? parts.map((part) => ["overwrote", part.downstream]) : wrongEdges(gateOf(parts[0]), parts[0], valueOf)),
      ["value_for_gradient", node.value], ["lost_sign", -node.grad], ["all_zero", 0],
    ],
  }[asked]();
  const truth = Number(rightAnswer(trace, name));
  const far = (number) => Number.isFinite(number) && Math.abs(number - truth) > 0.1 * Math.max(Math.abs(number), Math.abs(truth));
  return [...all.filter(([, number]) => far(number)), ["unknown", 3.7 * truth + 11]].map(([mistake, number]) => [mistake, String(number)]);
}

// Some have but one name: what is answered there, and how it is called.
const wellKnown = {
  "02-forward-backward/1 sum x": ["1", "forgot_upstream"],
  "03-upstream-local-downstream/0 product q x": ["3", "forgot_upstream"],
  "04-patterns/0 product q x": ["3", "split_at_add"],
  "04-patterns/1 product q x": ["10", "did_not_swap"],
  "04-patterns/3 sum x": ["2", "overwrote"],
  "05-forks/0 sum q": ["2", "overwrote"],
  "07-sigmoid/1 formula f x": ["-(1-f)*f", "lost_sign"],
};

// ---- at the page ----

// What an act comes to: the widget has drawn since the act before, and no more when two of the browser's frames have passed without.
async function settle(page, act) {
  await act();
  page.drawn = await page.evaluate(async (drawn) => {
    const element = document.querySelector("chain-rule"), end = performance.now() + 60_000;
    for (let quiet = 0, frames = drawn; quiet < 2; frames = element.frames) {
      if (performance.now() > end) throw new Error(element.frames === drawn ? "nothing is drawn" : "frames are drawn for ever");
      await new Promise((done) => requestAnimationFrame(done));
      quiet = element.frames === frames && frames !== drawn ? quiet + 1 : 0;
    }
    return element.frames;
  }, page.drawn);
}

const find = (page, what) => page.evaluate((name) => document.querySelector("chain-rule").find(name)?.toJSON() ?? null, what);

// Presses a part of the picture; one of the panel is brought into view first.
async function press(page, what) {
  const { width, height } = page.viewportSize();
  let box = await find(page, what);
  assert.ok(box, `${page.at}: there is no ${what}`);
  if (/^(button:(check|hint|reveal|round|numbers|page|lesson-)|inspector:)/.test(what)) {
    const top = (await find(page, "program")).bottom + 12, bottom = (await find(page, "button:first")).top - 56;
    const off = () => Math.max(box.bottom - bottom, 0) || Math.min(box.top - top, 0);
    for (let turns = 0; turns < 20 && off() !== 0; turns++) {
      await page.mouse.move(width - 40, height / 2);
      await settle(page, () => page.mouse.wheel(0, off() > 0 ? 240 : -240));
      box = await find(page, what);
    }
    assert.equal(off(), 0, `${page.at}: ${what} cannot be brought into view`);
  }
  assert.ok(box.top >= 0 && box.bottom <= height && box.left >= 0 && box.right <= width, `${page.at}: ${what} is out of reach: ${JSON.stringify(box)}`);
  await settle(page, () => page.mouse.click(box.x + box.width / 2, box.y + box.height / 2));
  page.writes = false;
}

// The slot over which the field stands; null where there is none.
function askedSlot(page) {
  return page.evaluate(() => {
    const element = document.querySelector("chain-rule"), field = element.find("answer");
    if (!field) return null;
    const { nodes } = element.trace, folds = element.program.includes("#@ fold");
    const names = nodes.flatMap(({ name, locals }) => {
      const twice = (wrt) => locals.filter((one) => one.wrt === wrt).length > 1;
      const places = folds ? nodes.map((one) => one.name) : locals.map(({ wrt }, i) => (twice(wrt) ? i + 1 : wrt));
      return [`value ${name}`, `sum ${name}`, ...["formula", "local", "product"].flatMap((asked) => places.map((place) => `${asked} ${name} ${place}`))];
    });
    const far = (box) => Math.abs(box.x - field.x) + Math.abs(box.y + box.height / 2 - field.y - field.height / 2);
    const [slot] = names.filter((name) => element.find(`blank:${name}`)).sort((a, b) => far(element.find(`blank:${a}`)) - far(element.find(`blank:${b}`)));
    if (!slot || far(element.find(`blank:${slot}`)) > 6) throw new Error("the field stands over nothing");
    return slot;
  });
}

const said = (page) => page.evaluate(() => window.said);

// Types it and presses Enter; what the page is told about it. The first answer on a page needs a press on the field: nobody has asked
// for the keyboard yet.
async function answer(page, text) {
  const before = (await said(page)).length;
  if (!page.writes) await press(page, "answer");
  page.writes = true;
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
  await settle(page, () => page.keyboard.press("Enter"));
  await page.waitForFunction((n) => window.said.length > n, before, { timeout: 20_000 }).catch(() => assert.fail(`${page.at}: ${text} is no answer`));
  return (await said(page))[before];
}

async function answerRightly(page, slot) {
  const given = rightAnswer(await get(page, "trace"), slot);
  assert.deepEqual(await answer(page, given), { type: "answer", slot, given, correct: true }, page.at);
}

async function answerWrongly(page, slot, log) {
  const options = wrongAnswers(await get(page, "trace"), slot);
  const known = wellKnown[`${page.at} ${slot}`];
  const seldom = options.map(([mistake]) => log.tried.filter((one) => one === mistake).length);
  const [mistake, given] = known ? [known[1], known[0]] : options[seldom.indexOf(Math.min(...seldom.slice(0, Math.max(1, options.length - 1))))];
  const { misconception, ...told } = await answer(page, given);
  assert.deepEqual(told, { type: "answer", slot, given, correct: false }, page.at);
  assert.equal(typeof misconception, "string", page.at);
  if (known) assert.equal(misconception, mistake, `${page.at} ${slot}: ${given}`);
  log.tried.push(mistake);
  if (misconception === mistake) log.named.push(mistake);
  if (process.env.VERBOSE) console.log(`${page.at} ${slot}: ${given} ${mistake} -> ${misconception}`);
}

// ---- the two learners: each plays one page of a kind, and says what it must score, of how much ----

// All three on a lesson's first page, else one.
async function takeHints(page) {
  const all = page.at.endsWith("/0");
  for (let i = 0; i < (all ? 3 : 1); i++) await press(page, "button:hint");
  if (all) assert.equal(await find(page, "button:hint"), null, `${page.at}: a fourth hint`);
}

// One item: half a point after a wrong answer, none when it is revealed, as the first of the page and every third are.
async function weakItem(page, slot, log, first) {
  await answerWrongly(page, slot, log);
  if (first) await takeHints(page);
  if (first || log.items++ % 3 === 0) {
    await press(page, "button:reveal");
    return 0;
  }
  await answerRightly(page, slot);
  return 0.5;
}

async function items(page, log) {
  let score = 0, max = 0;
  for (let slot; (slot = await askedSlot(page)); max++) {
    assert.ok(max < 60, `${page.at}: it never ends`);
    if (log) score += await weakItem(page, slot, log, max === 0);
    else score += (await answerRightly(page, slot), 1);
  }
  return [score, max];
}

async function predict(page, _, log) {
  let [score, max] = await items(page, log);
  while (await find(page, "button:round")) {
    await press(page, "button:round");
    const [more, of] = await items(page, log);
    assert.ok(of > 0, `${page.at}: nothing is asked in a round`);
    [score, max] = [score + more, max + of];
  }
  assert.ok(max > 0, `${page.at}: nothing is asked`);
  return [score, max];
}

// What can be pressed where one number is wrong: in this order by who does not know, at once by who has seen it.
async function wrong(page, _, log, secrets) {
  await settle(page, () => page.setViewportSize(wide));
  const suspects = await page.evaluate(() => {
    const element = document.querySelector("chain-rule");
    return element.trace.nodes.flatMap(({ name, locals }) => [
      `value ${name}`, ...locals.flatMap(({ wrt }, i) => [`product ${name} ${wrt}`, `product ${name} ${i + 1}`, `local ${name} ${wrt}`]), `sum ${name}`,
    ]).filter((slot) => element.find(`blank:${slot}`));
  });
  assert.ok(suspects.length > 1, `${page.at}: only ${suspects} can be pressed`);
  let misses = 0;
  for (const slot of log ? suspects : [secrets[page.at]]) {
    await press(page, `blank:${slot}`);
    if (await find(page, "answer")) {
      secrets[page.at] = slot;
      break;
    }
    misses++;
  }
  const [score, max] = await items(page, log);
  assert.equal(max, 1, `${page.at}: the wrong number is not found among ${suspects}`);
  await settle(page, () => page.setViewportSize(viewport));
  return [score + 1 - 0.5 * Math.min(misses, 2), 2];
}

async function order(page, _, log) {
  const { nodes, output } = await get(page, "trace");
  const reached = new Set([output]), gates = nodes.filter(({ inputs }) => inputs.length > 0).reverse().filter(({ name, inputs }) => {
    if (reached.has(name)) for (const input of inputs) reached.add(input);
    return reached.has(name);
  });
  if (log) await press(page, `card:${gates.at(-1).name}`); // it waits for the others
  for (const { name } of gates) await press(page, `card:${name}`);
  return [log ? 0.5 : 1, 1];
}

async function build(page, formula, log) {
  const write = async (text) => {
    await press(page, "program");
    await page.keyboard.press("Control+End");
    await settle(page, () => page.keyboard.type(text));
    await press(page, "button:check");
  };
  if (log) {
    await write("\nwrong = x1 + 1");
    for (let i = 0; i < 15; i++) await page.keyboard.press("Backspace");
  }
  await write(`\nf = ${formula}`);
  return [log ? 0.5 : 1, 1];
}

async function group(page, names, log, secrets) {
  const choices = names.split(" ");
  for (let i = 0; i < choices.length; i++) {
    if (!log) i = secrets[page.at];
    await press(page, `inspector:group${i}`);
    if ((await said(page)).at(-1)?.page !== page.at) continue;
    secrets[page.at] = i;
    return [log ? 1 - 0.5 * Math.min(i, 2) : 1, 1];
  }
  return [0, 1];
}

const ways = { predict, wrong, order, build, group };

// All pages from the first to the last; [score, max].
async function play(page, id, log, secrets) {
  const pages = pagesOf(id);
  let score = 0, max = 0;
  for (const [i, { kind, words, comments }] of pages.entries()) {
    page.at = `${id}/${i}`;
    const program = await get(page, "program");
    for (const line of comments) assert.ok(program.includes(line), `${page.at}: ${line} is not in\n${program}`);
    if (kind !== "none") {
      await page.evaluate((at) => (window.at = at), page.at);
      const [more, of] = await ways[kind](page, words, log, secrets);
      [score, max] = [score + more, max + of];
      const { type, score: told, max: toldMax } = (await said(page)).at(-1) ?? {};
      assert.deepEqual([type, told, toldMax], ["grade", score, max], page.at);
    }
    await press(page, i + 1 < pages.length ? "button:page-next" : "button:lesson-end");
  }
  return [score, max];
}

// The page that shows this lesson; window.said is what it is told.
async function openLesson(lane, id) {
  const setUp = (page) =>
    page.addInitScript(() => {
      window.said = [];
      for (const type of ["answer", "grade"])
        document.addEventListener(type, (event) => window.said.push({ type, ...event.detail, ...(type === "grade" && { page: window.at }) }));
    });
  const context = { viewport, reducedMotion: "reduce", deviceScaleFactor: 0.5 }; // few pixels: quick
  const page = await open(lane, { path: `?motion=reduce&seed=${seed}&lesson=${id}`, setUp, context });
  await loaded(page);
  await page.waitForFunction(() => document.querySelector("chain-rule").find("button:page-next"), null, { timeout: 60_000 });
  page.drawn = await still(page);
  return page;
}

// [score, max] of a whole lesson. Where it fails its picture is kept.
async function playLesson(lane, id, log, secrets) {
  const page = await openLesson(lane, id);
  const reached = await play(page, id, log, secrets).catch(async (error) => {
    await page.screenshot({ path: fileURLToPath(new URL(`../../build/lessons/${id}.png`, import.meta.url)) });
    throw error;
  });
  assert.equal(await find(page, "button:lesson-end"), null);
  assert.deepEqual(page.problems, []);
  return reached;
}

const named = new Set();

describe("the lessons", { concurrency: 2 }, () => {
  for (const id of ids) {
    test(`${id} is played by a weak learner, then by one who knows all`, async () => {
      const lane = { ...world }, log = { tried: [], named: [], items: 0 }, secrets = {};
      const [weak] = await playLesson(lane, id, log, secrets);
      const [score, max] = await playLesson(lane, id, null, secrets);
      await lane.last.close();
      assert.equal(score, max);
      assert.ok(weak < score);
      log.named.forEach((name) => named.add(name));
    });
  }
});

test("the well-known mistakes are called by their names", () => {
  const expected = ["forgot_upstream", "forgot_local", "did_not_swap", "split_at_add", "overwrote", "lost_sign", "value_for_gradient", "with_upstream"];
  assert.deepEqual(expected.filter((name) => !named.has(name)), []);
});
