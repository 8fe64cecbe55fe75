// <chain-rule> in a page: what it computes, what it fires, and what the user can do with it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { click, eventsOf, get, loaded, middle, neuron, numbers, open, print, slide, start, still, wrap } from "./support.mjs";

const element = (program, attributes = "") => `<chain-rule ${attributes}>${program}</chain-rule>`;
const close = (a, b) => assert.ok(Math.abs(a - b) < 1e-12, `${a} is not ${b}`);

let world;
before(async () => (world = await start()));
after(() => world.close());

describe("the document", () => {
  test("the slide's circuit: values, gradients, load", async () => {
    const page = await open(world, { html: wrap(element("\n    f = (x+y)*z\n      x = -2; y = 5; z = -4  \n\n")) });
    await loaded(page);
    assert.equal(await get(page, "program"), "f = (x+y)*z\n  x = -2; y = 5; z = -4");
    const trace = await get(page, "trace");
    assert.equal(trace.version, 1);
    assert.equal(trace.output, "f");
    const { x, y, z, f } = numbers(trace);
    assert.deepEqual({ x, y, z, f }, { x: [-2, -4], y: [5, -4], z: [-4, 3], f: [-12, 1] });
    assert.deepEqual(trace.nodes.map((node) => node.gate).filter((gate) => gate !== "input"), ["add", "mul"]);
    assert.equal((await eventsOf(page, "load")).length, 1);
    assert.deepEqual(await eventsOf(page, "error"), []);
    assert.deepEqual(page.problems, []);
  });

  test("the neuron: the slide's gates, values and gradients", async () => {
    const page = await open(world, { html: wrap(element(neuron)) });
    await loaded(page);
    const trace = await get(page, "trace");
    const gates = trace.nodes.map((node) => node.gate).filter((gate) => gate !== "input");
    assert.deepEqual(gates, ["mul", "mul", "add", "add", "neg", "exp", "shift", "recip"]);
    const at = numbers(trace);
    const s = 1 / (1 + Math.exp(-1));
    const slope = s * (1 - s);
    close(at.f[0], s);
    const expected = { w0: -slope, x0: 2 * slope, w1: -2 * slope, x1: -3 * slope, w2: slope };
    for (const [name, grad] of Object.entries(expected)) close(at[name][1], grad);
  });

  test("the program attribute and one that is set before the load win over the text", async () => {
    const page = await open(world, {
      html: wrap(`${element("a = 1", 'program="b = 2"')}<chain-rule id="second">a = 1</chain-rule>
        <script>document.getElementById("second").program = "c = 3";</script>`),
    });
    await loaded(page);
    await loaded(page, "#second");
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("chain-rule")].map((e) => e.program)), ["b = 2", "c = 3"]);
  });

  test("src is fetched; one that is missing is an error with a message", async () => {
    const page = await open(world, {
      html: wrap(`${element("", 'src="a.chain"')}<chain-rule id="second" src="none.chain"></chain-rule>`),
      setUp: (p) => p.route("**/a.chain", (route) => route.fulfill({ body: "a = 7\ng = a^2" })),
    });
    await loaded(page);
    assert.deepEqual(numbers(await get(page, "trace")).g, [49, 1]);
    await page.waitForFunction(() => window.events.some((event) => event.type === "error"));
    const [error] = await eventsOf(page, "error");
    assert.equal(error.type, "loadfailure");
    assert.match(error.message, /none\.chain/);
  });

  test("setting the program changes the trace and fires a change that is not the user's", async () => {
    const page = await open(world, { html: wrap(element(slide)) });
    await loaded(page);
    await page.evaluate(() => (document.querySelector("chain-rule").program = "a = 3; g = a*a"));
    const changes = await eventsOf(page, "change");
    assert.equal(changes.length, 1);
    assert.equal(changes[0].isUserInitiated, false);
    assert.equal(changes[0].program, "a = 3; g = a*a");
    assert.deepEqual(numbers(changes[0].trace), { a: [3, 6], g: [9, 1] });
    assert.deepEqual(numbers(await get(page, "trace")), { a: [3, 6], g: [9, 1] });
  });

  test("a wrong program is an error event with its place, and the rest still evaluates", async () => {
    const page = await open(world, { html: wrap(element("a = 3\nb = a *\ng = a + 1")) });
    await loaded(page);
    const [error] = await eventsOf(page, "error");
    assert.equal(error.type, "invalidprogram");
    assert.match(error.message, /^2:\d+: error: /);
    assert.deepEqual(numbers(await get(page, "trace")).g, [4, 1]);
  });

  test("undo and redo by the host", async () => {
    const page = await open(world, { html: wrap(element(slide)) });
    await loaded(page);
    await click(page, "program");
    await page.keyboard.press("Control+End");
    await page.keyboard.type("#");
    await page.waitForFunction((text) => document.querySelector("chain-rule").program === text, `${slide}#`);
    await page.evaluate(() => document.activeElement.blur());
    await still(page);
    await page.evaluate(() => document.querySelector("chain-rule").undo());
    assert.equal(await get(page, "program"), slide);
    assert.equal((await eventsOf(page, "change")).at(-1).isUserInitiated, false);
    await page.evaluate(() => document.querySelector("chain-rule").redo());
    assert.equal(await get(page, "program"), `${slide}#`);
  });

  test("markup in a program stays text", async () => {
    const page = await open(world, { html: wrap(element(slide)) });
    await loaded(page);
    const nasty = '<img src=x onerror="window.hit=1"> # <script>window.hit=2</script>';
    await page.evaluate((text) => (document.querySelector("chain-rule").program = text), nasty);
    await still(page);
    assert.equal(await get(page, "program"), nasty);
    assert.equal(await page.evaluate(() => window.hit ?? null), null);
    const tags = await page.evaluate(() => document.querySelector("chain-rule").shadowRoot.querySelectorAll("img, script").length);
    assert.equal(tags, 0);
  });
});

describe("the user", () => {
  test("typing in the program changes it, with one change a frame at most", async () => {
    const page = await open(world, { html: wrap(element(slide)) });
    await loaded(page);
    await click(page, "program");
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("25");
    const typed = slide.replace(/4$/, "25");
    await page.waitForFunction((text) => document.querySelector("chain-rule").program === text, typed);
    await still(page);
    assert.deepEqual(numbers(await get(page, "trace")).f, [-75, 1]);
    const changes = await eventsOf(page, "change");
    assert.ok(changes.length >= 1 && changes.length <= (await get(page, "frames")));
    assert.ok(changes.every((change) => change.isUserInitiated));
    assert.equal(changes.at(-1).program, typed);
    assert.deepEqual(numbers(changes.at(-1).trace).f, [-75, 1]);
    await page.keyboard.press("Control+z");
    await page.waitForFunction((text) => document.querySelector("chain-rule").program !== text, typed);
    await page.keyboard.press("Control+Shift+z");
    await page.waitForFunction((text) => document.querySelector("chain-rule").program === text, typed);
    assert.deepEqual(page.problems, []);
  });

  test("copy, cut and paste", async () => {
    const page = await open(world, { html: wrap(element(slide)), context: { permissions: ["clipboard-read", "clipboard-write"] } });
    await loaded(page);
    await click(page, "program");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+x");
    await page.waitForFunction(() => document.querySelector("chain-rule").program === "");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), slide);
    await page.evaluate(() => navigator.clipboard.writeText("a = 3; g = a*a"));
    await page.keyboard.press("Control+v");
    await page.waitForFunction(() => document.querySelector("chain-rule").program === "a = 3; g = a*a");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "a = 3; g = a*a");
  });

  test("a soft keyboard's corrections arrive", async () => {
    const page = await open(world, { html: wrap(element("ab = 1")) });
    await loaded(page);
    await click(page, "program");
    await page.keyboard.press("Control+End");
    await still(page);
    await page.evaluate(() => {
      const field = document.querySelector("chain-rule").shadowRoot.activeElement;
      const put = (value) => {
        field.value = value;
        field.dispatchEvent(new InputEvent("input", { inputType: "insertCompositionText", isComposing: true, bubbles: true }));
      };
      put(" 2");
      put(" 23");
      put(" 24");
    });
    await page.waitForFunction(() => document.querySelector("chain-rule").program === "ab = 124");
    await page.keyboard.press("Backspace");
    await page.waitForFunction(() => document.querySelector("chain-rule").program === "ab = 12");
  });

  test("an input method's composition arrives", async () => {
    const page = await open(world, { html: wrap(element("a = 2*")) });
    await loaded(page);
    await click(page, "program");
    await page.keyboard.press("Control+End");
    await still(page);
    const session = await page.context().newCDPSession(page);
    for (const text of ["a", "al", "α"]) {
      await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
      await page.waitForTimeout(50);
    }
    await session.send("Input.insertText", { text: "αβ" });
    await page.waitForFunction(() => document.querySelector("chain-rule").program === "a = 2*αβ");
  });

  test("dragging an input's value changes program and trace", async () => {
    const page = await open(world, { html: wrap(element(slide)) });
    await loaded(page);
    const { x, y } = await middle(page, "value:x");
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y, { steps: 4 });
    await page.mouse.move(x + 40, y, { steps: 4 });
    await page.mouse.up();
    await still(page);
    const program = await get(page, "program");
    assert.notEqual(program, slide);
    assert.match(program, /^f = \(x\+y\)\*z; {2}x = -?[\d.]+; y = 5; z = -4$/);
    const trace = numbers(await get(page, "trace"));
    assert.ok(trace.x[0] > -2, `x is ${trace.x[0]}`);
    close(trace.f[0], (trace.x[0] + 5) * -4);
    assert.equal((await eventsOf(page, "change")).at(-1).program, program);
  });

  test("the button, the key and step() step alike", async () => {
    const page = await open(world, { html: wrap(element(slide, 'motion="reduce" style="width:900px;height:600px"')) });
    await loaded(page);
    const host = page.locator("chain-rule");
    const shot = async () => {
      await page.mouse.move(950, 650);
      await still(page);
      const box = await host.boundingBox();
      return print(page.screenshot({ clip: { x: box.x + 8, y: box.y + 8, width: box.width - 16, height: box.height - 16 } }));
    };
    const act = (name, ...given) => host.evaluate((e, [n, a]) => e[n](...a), [name, given]);
    await act("reset");
    await act("step", 4);
    const fourth = await shot();
    await act("step", 1);
    assert.notEqual(await shot(), fourth);
    await act("step", -1);
    assert.equal(await shot(), fourth);
    await act("reset");
    const { x, y } = await middle(page, "button:next");
    for (let i = 0; i < 4; i++) await page.mouse.click(x, y);
    assert.equal(await shot(), fourth);
    await act("reset");
    for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
    assert.equal(await shot(), fourth);
    for (const key of ["ArrowRight", "ArrowLeft"]) await page.keyboard.press(key);
    assert.equal(await shot(), fourth);
    await act("step", 1);
    const fifth = await shot();
    await act("step", -1);
    await page.keyboard.press("Shift+P"); // plays the one step that is left, and stops
    assert.equal(await shot(), fifth);
  });
});
