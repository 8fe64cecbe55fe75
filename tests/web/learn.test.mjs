// A learner on the built page: predictions, exercises in links, lessons, what the page is told, what is kept.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { click, get, loaded, open, slide, start, still, wrap } from "./support.mjs";

let world;
before(async () => (world = await start()));
after(() => world.close());

const learnerEvents = (page) => page.evaluate(() => window.said);
const listen = (page) =>
  page.addInitScript(() => {
    window.said = [];
    for (const type of ["answer", "grade"]) document.addEventListener(type, (event) => window.said.push({ type, ...event.detail }));
  });

async function answer(page, text) {
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await still(page);
}

// The true gradient of each node, as it is written.
const gradients = async (page) => Object.fromEntries((await get(page, "trace")).nodes.map(({ name, grad }) => [name, String(grad)]));

test("from the opened page to the first right prediction: one press, a number, Enter", async () => {
  const page = await open(world, { path: "", setUp: listen });
  await loaded(page);
  await click(page, "button:predict");
  const grads = await gradients(page);
  for (let i = 0; i < 4; i++) {
    const slot = await page.evaluate(() => {
      const element = document.querySelector("chain-rule");
      const field = element.find("answer");
      const near = (box) => Math.hypot(box.x + box.width / 2 - field.x - field.width / 2, box.y + box.height / 2 - field.y - field.height / 2) < 12;
      return ["t1", "x", "y", "z"].find((name) => near(element.find(`blank:sum ${name}`)));
    });
    await answer(page, grads[slot]);
  }
  const said = await learnerEvents(page);
  assert.deepEqual(said.map(({ type }) => type), ["answer", "answer", "answer", "answer", "grade"]);
  assert.ok(said.slice(0, 4).every(({ correct }) => correct));
  assert.deepEqual(said[4], { type: "grade", score: 4, max: 4 });
  assert.deepEqual(page.problems, []);
});

test("a link is an exercise; a wrong answer is named to the page, and grade() marks what is typed", async () => {
  const program = `${slide}\n#? predict product f z`;
  const page = await open(world, { path: `#p=${encodeURIComponent(program)}`, setUp: listen });
  await loaded(page);
  await click(page, "blank:product f z");
  await answer(page, "-4");
  const [wrong] = await learnerEvents(page);
  assert.equal(wrong.type, "answer");
  assert.equal(wrong.slot, "product f z");
  assert.equal(wrong.given, "-4");
  assert.equal(wrong.correct, false);
  assert.equal(wrong.misconception, "did_not_swap");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("3");
  await still(page);
  assert.deepEqual(await page.evaluate(() => document.querySelector("chain-rule").grade()), { score: 0.5, max: 1 });
  const said = await learnerEvents(page);
  assert.equal(said.at(-2).correct, true);
  assert.deepEqual(said.at(-1), { type: "grade", score: 0.5, max: 1 });
  assert.deepEqual(page.problems, []);
});

test("an embed never takes the keyboard for its exercise until it is pressed", async () => {
  const page = await open(world, { html: wrap(`<input id="own" autofocus><chain-rule loading="eager">${slide}\n#? predict sums</chain-rule>`) });
  await loaded(page);
  assert.equal(await page.evaluate(() => document.activeElement.id), "own");
});

test("random numbers come from the seed that the page gives, and are the same in every browser", async () => {
  const html = (seed) => wrap(`<chain-rule loading="eager" keep="no" seed="${seed}">f = (x+y)*z; x = 1; y = 2; z = 3\n#? predict sums\n#? random</chain-rule>`);
  const programs = [];
  for (const seed of [7, 7, 8]) {
    const page = await open(world, { html: html(seed) });
    await loaded(page);
    programs.push(await get(page, "program"));
  }
  assert.equal(programs[0], programs[1]);
  assert.notEqual(programs[0], programs[2]);
  assert.match(programs[0], /f = \(x\+y\)\*z; x = -?[\d.]+; y = -?[\d.]+; z = -?[\d.]+\n#\? predict sums/);
});

test("lessons are listed, opened, done, and their score is on the list after a reload", async () => {
  const page = await open(world, { path: "", setUp: listen });
  await loaded(page);
  await page.waitForFunction(() => document.querySelector("chain-rule").find("button:lessons"));
  await click(page, "button:lessons");
  await click(page, "row:02-forward-backward");
  await page.waitForFunction(() => document.querySelector("chain-rule").program.includes("#? predict values"));
  await still(page);
  await click(page, "blank:value q");
  await answer(page, "3");
  await answer(page, "-12");
  assert.deepEqual((await learnerEvents(page)).at(-1), { type: "grade", score: 2, max: 2 });
  const kept = await page.evaluate(() => JSON.parse(localStorage.getItem("chainrule:progress")));
  assert.ok(JSON.stringify(kept).includes("forward"), JSON.stringify(kept));
  assert.deepEqual(page.problems, []);
});

test("a teacher's lessons come from a folder of his own, one by one, or all from one file", async () => {
  const lesson = (n) => `# Lesson ${n}\n\nminutes: 3\n\nText.\n\n\`\`\`chain\na = ${n}; g = a*a\n#? predict values\n\`\`\`\n`;
  const list = "first\t3\tLesson 1\nsecond\t3\tLesson 2\n";
  const files = { "mine/index.txt": list, "mine/first.md": lesson(1), "mine/second.md": lesson(2), "mine.txt": [list, lesson(1), lesson(2)].join("\f") };
  const asks = { "mine/": ["mine/index.txt", "mine/second.md"], "mine.txt": ["mine.txt"], "mine/index.txt": ["mine/index.txt", "mine/second.md"] };
  for (const [attribute, wanted] of Object.entries(asks)) {
    const asked = [];
    const page = await open(world, {
      html: wrap(`<chain-rule loading="eager" lessons="${attribute}" style="display: block; width: 900px; height: 600px">a = 7; g = a*a</chain-rule>`),
      setUp: (p) => p.route(/\/mine/, (route) => {
        const name = new URL(route.request().url()).pathname.slice(1);
        asked.push(name);
        return files[name] ? route.fulfill({ body: files[name], contentType: "text/plain; charset=utf-8" }) : route.fulfill({ status: 404 });
      }),
    });
    await loaded(page);
    await page.waitForFunction(() => document.querySelector("chain-rule").find("button:lessons"));
    await click(page, "button:lessons");
    await click(page, "row:second");
    await page.waitForFunction(() => document.querySelector("chain-rule").program.includes("a = 2"));
    assert.deepEqual(asked, wanted);
    assert.deepEqual(page.problems, []);
  }
});

test("a lesson that is not there is said, and nothing is lost", async () => {
  const page = await open(world, { path: "?lesson=no-such-lesson", setUp: listen });
  await loaded(page);
  await page.waitForFunction(() => document.querySelector("chain-rule").find("notice"));
  assert.equal(await get(page, "program"), slide);
});

test("in a sandbox without storage all goes on", async () => {
  const page = await open(world, { html: `<!doctype html><iframe sandbox="allow-scripts" src="/#p=${encodeURIComponent(`${slide}\n#? predict sums`)}" style="width:1000px;height:700px"></iframe>` });
  const frame = page.frames()[1] ?? (await page.waitForEvent("frameattached"));
  await frame.waitForFunction(() => document.querySelector("chain-rule")?.frames > 0, null, { timeout: 20_000 });
  assert.ok(await frame.evaluate(() => document.querySelector("chain-rule").find("blank:sum x") !== null));
});
