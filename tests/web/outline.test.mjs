// The widget without its picture: everything by roles and names, as a screen reader finds it, and by the keyboard.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { get, loaded, named, numbers, open, press, slide, start, still, wrap } from "./support.mjs";

let world;
before(async () => (world = await start()));
after(() => world.close());

const outline = (page) => page.locator("chain-rule .outline");
const button = (page, name) => outline(page).getByRole("button", { name, exact: true });
const field = (page, name) => outline(page).getByRole("textbox", { name });
const push = async (page, name) => button(page, name).press("Enter");
const live = (page) => page.locator("chain-rule .outline [aria-live=polite]");
const contains = (page, text) => outline(page).getByText(text).first().waitFor({ state: "attached", timeout: 5000 });
const spoken = (page, words) => live(page).getByText(words).waitFor({ state: "attached", timeout: 5000 });

// Somebody is there: what else is said and done comes with the module's second part.
async function read(page) {
  await loaded(page);
  await page.mouse.move(300, 300);
  await outline(page).locator("[data-act=first]").waitFor({ state: "attached", timeout: 5000 });
}

async function answer(page, text, says) {
  const asked = outline(page).locator("[data-answer]");
  await asked.fill(text);
  await asked.press("Enter");
  await spoken(page, says);
}

describe("reading", () => {
  test("title, summary, nodes in forward order with gate, value, gradient and formula", async () => {
    const page = await open(world, { html: wrap(`<chain-rule alt="Two gates">${slide}</chain-rule>`) });
    await read(page);
    assert.equal(await page.getByRole("region", { name: "Two gates" }).count(), 1);
    await contains(page, "f = (x+y)*z. Gates: 2. Inputs: 3. f is −12.");
    const items = await outline(page).locator("ul").first().locator("> li").all();
    assert.deepEqual(await Promise.all(items.map((item) => item.getByRole("button").first().innerText())), ["x", "y", "z", "t1", "f"]);
    const f = await items.at(-1).textContent();
    for (const part of ["multiply", "Value −12", "Gradient 1", "→ z: 3"]) assert.ok(f.includes(part), `${part} in ${f}`);
    assert.ok((await items.at(-1).locator("mfrac").count()) === 2);
    assert.deepEqual(page.problems, []);
  });

  test("markup in names, comments and alt is text", async () => {
    const nasty = "<img src=x onerror=alert(1)>";
    const page = await open(world, { html: wrap("<chain-rule></chain-rule>") });
    await read(page);
    await page.evaluate((text) => {
      const element = document.querySelector("chain-rule");
      element.alt = element.setAttribute("alt", text);
      element.program = `a = 3 # ${text}\nf = a*a\n#? title ${text}\n#? say ${text}\n#? predict sums`;
    }, nasty);
    await contains(page, nasty);
    assert.equal(await outline(page).locator("img").count(), 0);
  });

  test("what an exercise asks is not given away", async () => {
    const page = await open(world, { html: wrap(`<chain-rule loading="eager">f = (x+y)*z;  x = -2.5; y = 5.25; z = -4.5\n#? predict values, sums</chain-rule>`) });
    await read(page);
    const text = await outline(page).textContent();
    for (const { gate, value, grad } of (await get(page, "trace")).nodes) {
      if (gate !== "input") assert.ok(!text.includes(String(value).replace("-", "−")), `${value} in ${text}`);
      if (grad !== 1 && grad !== -4.5) assert.ok(!text.includes(String(grad).replace("-", "−")), `${grad} in ${text}`);
    }
  });

  test("the first picture does without the second part, and reads all the same", async () => {
    const urls = [];
    const page = await open(world, { html: wrap(`<chain-rule>${slide}</chain-rule>`), setUp: (p) => p.on("request", (r) => urls.push(r.url())) });
    await loaded(page);
    await contains(page, "f: t1*z = -12, ∂: 1");
    assert.ok(!urls.some((url) => url.endsWith(named("later.wasm"))));
  });

  test("its language is the picture's", async () => {
    const page = await open(world, { html: wrap(`<chain-rule lang="de">${slide}</chain-rule>`) });
    await read(page);
    await contains(page, "Gatter: 2. Eingänge: 3. f ist −12.");
  });
});

describe("acting", () => {
  test("steps speak, and a node that is chosen is the picture's", async () => {
    const page = await open(world, { html: wrap(`<chain-rule>${slide}</chain-rule>`) });
    await read(page);
    await push(page, "To the first step");
    await push(page, "Step forward");
    await spoken(page, /x \+ y/);
    assert.equal(await button(page, "t1").getAttribute("aria-pressed"), "true");
    await push(page, "z");
    assert.equal(await button(page, "z").getAttribute("aria-pressed"), "true");
    assert.equal(await button(page, "t1").getAttribute("aria-pressed"), "false");
    await push(page, "To the last step");
    await contains(page, "Gradient 1");
  });

  test("values are inputs: they change the program, can be undone, and refuse what is no number", async () => {
    const page = await open(world, { html: wrap(`<chain-rule>${slide}</chain-rule>`) });
    await read(page);
    await field(page, "x: Value").fill("1,5");
    await field(page, "x: Value").press("Enter");
    assert.equal(await get(page, "program"), slide.replace("-2", "1.5"));
    assert.deepEqual(numbers(await get(page, "trace")).f, [-26, 1]);
    await spoken(page, "f is −26.");
    await page.waitForFunction(() => window.events.some(({ type, detail }) => type === "change" && detail.isUserInitiated));
    await push(page, "Undo");
    assert.equal(await get(page, "program"), slide);
    assert.equal(await field(page, "x: Value").inputValue(), "-2");
    await push(page, "Redo");
    await field(page, "y: Value").fill("<b>");
    await field(page, "y: Value").press("Enter");
    assert.equal(await field(page, "y: Value").getAttribute("aria-invalid"), "true");
    assert.equal(await get(page, "program"), slide.replace("-2", "1.5"));
  });

  test("the program and every act of the palette are there: the gates of a circuit are built by roles and names alone", async () => {
    const page = await open(world, { html: wrap(`<chain-rule>${slide}</chain-rule>`) });
    await read(page);
    const program = field(page, "Program");
    assert.equal(await program.inputValue(), slide);
    await program.fill("f = x + y\nx = 2; y = 3");
    await program.press("Control+Enter");
    assert.deepEqual(numbers(await get(page, "trace")).f, [5, 1]);
    await contains(page, "f = x + y. Gates: 1. Inputs: 2. f is 5.");
    await push(page, "f");
    await push(page, "All commands");
    const typed = outline(page).locator("[data-typed]");
    await typed.waitFor({ state: "attached" });
    await typed.fill("add a gate");
    await typed.press("Enter");
    await outline(page).getByRole("button", { name: /^Add a gate/ }).press("Enter");
    await outline(page).getByRole("button", { name: /tanh/ }).press("Enter");
    await page.waitForFunction(() => document.querySelector("chain-rule").program.includes("tanh(f)"));
    await typed.waitFor({ state: "detached" });
    await push(page, "x");
    await button(page, "y").press("Control+Enter");
    await outline(page).locator("[aria-pressed=true]").nth(1).waitFor({ state: "attached" });
    await outline(page).getByRole("button", { name: "→ x" }).first().press("Enter");
    await page.keyboard.press("Escape"); // on the picture
    await page.keyboard.press("Delete"); // what is selected there: the wire
    await page.waitForFunction(() => document.querySelector("chain-rule").program === "f = z + y\ny = 3\nz = 2\na = tanh(f)");
    assert.deepEqual(page.problems, []);
  });

  test("Shift+Enter goes in, arrows walk, Escape leaves, and the panel is seen meanwhile", async () => {
    const page = await open(world, { html: wrap(`<chain-rule>${slide}</chain-rule><button id="b">b</button>`) });
    await read(page);
    const inside = () => page.evaluate(() => document.querySelector("chain-rule").shadowRoot.activeElement?.textContent);
    const width = async () => (await outline(page).boundingBox()).width;
    await page.keyboard.press("Tab");
    assert.ok((await page.getByRole("button", { name: "Read as text" }).boundingBox()).width > 50);
    assert.equal(await width(), 1);
    await page.keyboard.press("Shift+Enter");
    assert.equal(await inside(), "To the first step");
    assert.ok((await width()) > 200);
    await page.keyboard.press("ArrowDown");
    assert.equal(await inside(), "Step back");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    assert.equal(await width(), 1);
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), "b");
    await still(page);
    assert.deepEqual(page.problems, []);
  });
});

describe("learning", () => {
  test("the lesson Forward and backward, its first two pages", async () => {
    const page = await open(world, { path: "?lesson=02-forward-backward" });
    await read(page);
    await contains(page, "Compute what they give for these inputs.");
    await contains(page, /of 2/);
    await answer(page, "7", /q|add|sum/i);
    await push(page, "Hint");
    await spoken(page, /./);
    await answer(page, "3", /./);
    await answer(page, "-12", /1.5 /);
    await push(page, "Next");
    await spoken(page, /Backward/);
    await contains(page, "How much does");
    // A round that is watched, then two that are done.
    for (let rounds = 0; rounds < 3; rounds++) {
      for (let i = 0; i < 4 && (await outline(page).locator("[data-answer]").count()) > 0; i++) {
        const slot = (await outline(page).locator("[data-answer]").evaluate((input) => input.key)).split(" ").pop();
        const [, gradient] = numbers(await get(page, "trace"))[slot];
        await answer(page, String(gradient), /./);
      }
      if ((await button(page, "Next round").count()) > 0) await push(page, "Next round");
      await still(page);
    }
    assert.equal(await outline(page).locator("[data-answer]").count(), 0);
    await push(page, "Next");
    await spoken(page, /What the numbers say/);
    assert.deepEqual(page.problems, []);
  });

  test("a wrong number is found among buttons, an answer is shown, and all is shown again", async () => {
    const page = await open(world, { html: wrap(`<chain-rule loading="eager" seed="3">${slide}\n#? wrong products</chain-rule>`) });
    await read(page);
    await contains(page, /=/);
    for (const choice of await outline(page).locator("[data-act=slot]").all()) {
      if ((await outline(page).locator("[data-answer]").count()) > 0) break;
      await choice.press("Enter");
    }
    await push(page, "Show the answer");
    await contains(page, /Done|All/i);
    await push(page, "Show everything");
    await contains(page, "Gradient 1");
  });
});

describe("axe", () => {
  const axe = readFileSync(createRequire(new URL("../../web/package.json", import.meta.url)).resolve("axe-core/axe.min.js"), "utf8");
  const embed = wrap(`<main><h1>A course</h1><chain-rule alt="Two gates">${slide}</chain-rule></main>`).replace("<html>", '<html lang="en">');
  for (const [name, options] of [["the page", { path: "" }], ["a lesson", { path: "?lesson=02-forward-backward" }], ["an embed", { html: embed }]]) {
    test(`${name} has no violation, nor with the panel open`, async () => {
      const page = await open(world, options);
      await read(page);
      await page.evaluate(axe);
      const violations = () => page.evaluate(async () => (await window.axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(" ")}`));
      assert.deepEqual(await violations(), []);
      await page.evaluate(() => document.querySelector("chain-rule").focus());
      await press(page, "Shift+Enter");
      assert.deepEqual(await violations(), []);
    });
  }
});
