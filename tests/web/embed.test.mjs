// <chain-rule> in somebody else's page: messages through an iframe, what its attributes leave out, pictures of it, and links to it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { click, eventsOf, framed, get, heard, loaded, middle, named, neuron, numbers, open, picture, press, say, shows, slide, start, still, wrap } from "./support.mjs";

const element = (program, attributes = "") => `<chain-rule ${attributes}>${program}</chain-rule>`;
const set = (page, name, value) => page.evaluate(([n, v]) => document.querySelector("chain-rule").setAttribute(n, v), [name, value]);

let world;
before(async () => (world = await start()));
after(() => world.close());

describe("messages of an iframe", () => {
  test("it says that it is ready and how high it would be, and answers what it is asked, in a bare sandbox", async () => {
    const page = await framed(world, { sandbox: "allow-scripts" });
    const [resize] = await heard(page, "resize");
    assert.deepEqual([resize.width, resize.height], [900, 540]);
    assert.deepEqual(await say(page, { type: "setProgram", program: neuron }), { ok: true });
    const { trace } = await say(page, { type: "getTrace" });
    assert.equal(trace.version, 1);
    assert.ok(Math.abs(numbers(trace).f[0] - 0.7310585786300049) < 1e-12);
    const change = (await heard(page, "change")).at(-1);
    assert.equal(change.program, neuron);
    assert.equal(change.isUserInitiated, false);
    assert.deepEqual(change.trace, trace);
    const { all } = await say(page, { type: "reset" });
    assert.deepEqual(await say(page, { type: "step", n: 3 }), { done: 3, all });
    assert.deepEqual(await say(page, { type: "step" }), { done: 4, all });
    assert.deepEqual(await say(page, { type: "step", n: -2 }), { done: 2, all });
    assert.deepEqual((await heard(page, "step")).at(-1), { type: "step", done: 2, all });
    await say(page, { type: "setTheme", theme: "dark" });
    assert.equal(await page.frame.evaluate(() => document.querySelector("chain-rule").hasAttribute("data-dark")), true);
    await say(page, { type: "setTheme", theme: "auto" });
    assert.equal(await page.frame.evaluate(() => document.querySelector("chain-rule").hasAttribute("data-dark")), false);
    assert.deepEqual(page.problems, []);
  });

  test("an exercise's answers and marks travel, and grade is answered", async () => {
    const page = await framed(world, { hash: `#p=${encodeURIComponent(`${slide}\n#? predict product f z`)}` });
    assert.deepEqual(await say(page, { type: "grade" }), { score: 0, max: 1 });
    const at = await page.frame.evaluate(() => {
      const { x, y, width, height } = document.querySelector("chain-rule").find("blank:product f z");
      return { x: x + width / 2, y: y + height / 2 };
    });
    const box = await page.locator("iframe").boundingBox();
    await page.mouse.click(box.x + at.x, box.y + at.y);
    await still(page.frame);
    await page.keyboard.type("-4");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => window.said.some(({ type }) => type === "answer"));
    const [answer] = await heard(page, "answer");
    assert.deepEqual(answer, { type: "answer", slot: "product f z", given: "-4", correct: false, misconception: "did_not_swap" });
  });

  test("other windows, other shapes and too long programs change nothing", async () => {
    const page = await framed(world, {});
    const program = () => page.frame.evaluate(() => document.querySelector("chain-rule").program);
    await page.evaluate(() => {
      const other = document.createElement("iframe");
      document.body.append(other);
      const script = other.contentDocument.createElement("script");
      script.textContent = `parent.frames[0].postMessage({ source: "chainrule", v: 1, type: "setProgram", program: "stranger = 1" }, "*")`;
      other.contentDocument.body.append(script);
      const { contentWindow } = document.querySelector("iframe");
      for (const data of [
        null, 7, "setProgram", [], {}, { source: "chainrule", type: "setProgram", program: "a = 1" }, { source: "chainrule", v: 2, type: "setProgram", program: "a = 1" },
        { source: "other", v: 1, type: "setProgram", program: "a = 1" }, { source: "chainrule", v: 1, type: "setProgram", program: 3 },
        { source: "chainrule", v: 1, type: "setProgram" }, { source: "chainrule", v: 1, type: "constructor" }, { source: "chainrule", v: 1, type: "step", n: NaN },
        { source: "chainrule", v: 1, type: "step", n: "9" }, { source: "chainrule", v: 1, type: "setTheme", theme: "x" }, { source: "chainrule", v: 1 },
      ]) contentWindow.postMessage(data, "*");
    });
    await page.waitForTimeout(300);
    assert.equal(await program(), slide);
    assert.deepEqual(await say(page, { type: "setProgram", program: "#".repeat(64 * 1024 + 1) }), { ok: false });
    assert.deepEqual(await say(page, { type: "setProgram", program: "α".repeat(40 * 1024) }), { ok: false });
    assert.equal(await program(), slide);
    const errors = await heard(page, "error");
    assert.deepEqual(errors.map(({ error }) => error), ["limitexceeded", "limitexceeded"]);
    assert.match(errors[0].message, /64 KiB/);
    await say(page, { type: "setProgram", program: "a = *" });
    assert.equal((await heard(page, "error")).at(-1).error, "invalidprogram");
    assert.deepEqual(page.problems, []);
  });

  test("10,000 messages a second leave the page responsive, and the last program stands", async () => {
    const page = await framed(world, {});
    const frames = await page.evaluate(async () => {
      const { contentWindow } = document.querySelector("iframe");
      let frames = 0, count = 0;
      const end = performance.now() + 2000;
      return new Promise((done) => {
        const tick = (now) => {
          frames++;
          if (now > end) done(frames);
          else requestAnimationFrame(tick);
        };
        requestAnimationFrame(tick);
        const timer = setInterval(() => {
          for (let i = 0; i < 100; i++, count++) {
            contentWindow.postMessage({ source: "chainrule", v: 1, type: "setProgram", program: `a = ${count}; g = a*a`, id: count }, "*");
            contentWindow.postMessage({ source: "chainrule", v: 1, type: "getTrace", id: count }, "*");
          }
          if (performance.now() > end) {
            clearInterval(timer);
            contentWindow.postMessage({ source: "chainrule", v: 1, type: "setProgram", program: "a = 3; g = a*a" }, "*");
            for (let i = 0; i < 300; i++) contentWindow.postMessage({ source: "chainrule", v: 1, type: "getTrace", id: "many" }, "*");
          }
        }, 10);
      });
    });
    assert.ok(frames > 10, `${frames} frames in two seconds`);
    assert.deepEqual(numbers((await say(page, { type: "getTrace" })).trace).g, [9, 1]);
    const answered = (await heard(page, "getTrace.response")).length, changes = (await heard(page, "change")).length;
    assert.ok(answered > 0 && changes > 0 && changes < 400, `${answered} answers, ${changes} changes`);
    assert.deepEqual(page.problems, []);
  });

  test("a learning platform's frame is asked to follow, by width alone", async () => {
    const page = await framed(world, { query: "&resize=lti" });
    const lti = () => page.evaluate(() => window.lti);
    assert.deepEqual(await lti(), [{ subject: "lti.frameResize", height: 540 }]);
    await page.evaluate(() => (document.querySelector("iframe").style.height = "540px"));
    await page.waitForTimeout(200);
    assert.equal((await lti()).length, 1);
    await page.evaluate(() => (document.querySelector("iframe").style.width = "400px"));
    await page.waitForFunction(() => window.lti.length === 2);
    assert.deepEqual((await lti())[1], { subject: "lti.frameResize", height: 560 });
  });

  test("a page of its own posts nothing", async () => {
    const page = await open(world, { path: "", setUp: (p) => p.addInitScript(() => addEventListener("message", () => (window.hit = 1))) });
    await loaded(page);
    await page.evaluate(() => postMessage({ source: "chainrule", v: 1, type: "setProgram", program: "a = 1" }, "*"));
    await page.waitForTimeout(200);
    assert.equal(await get(page, "program"), slide);
  });
});

describe("what a teacher leaves out", () => {
  const parts = { program: "program", inspector: "button:sheet", steps: "track", tools: "button:fit", examples: "button:examples" };

  test("hide takes its parts away and gives them back at once", async () => {
    const page = await open(world, { html: wrap(element(slide, 'style="width:880px;height:600px"')) });
    await loaded(page);
    const seen = async () => {
      const there = [];
      for (const [name, spot] of Object.entries(parts)) if (await shows(page, spot)) there.push(name);
      return there;
    };
    assert.deepEqual(await seen(), Object.keys(parts));
    for (const name of Object.keys(parts)) {
      await set(page, "hide", name);
      await still(page);
      const gone = name === "program" ? ["program", "examples"] : [name]; // those are in one bar
      assert.deepEqual(await seen(), Object.keys(parts).filter((part) => !gone.includes(part)), name);
      assert.ok(await shows(page, "card:f"));
    }
    await set(page, "hide", "program, inspector,steps tools, what-is-to-come, constructor");
    await still(page);
    assert.deepEqual(await seen(), []);
    assert.ok(await shows(page, "value:x"));
    await page.evaluate(() => document.querySelector("chain-rule").removeAttribute("hide"));
    await still(page);
    assert.deepEqual(await seen(), Object.keys(parts));
    assert.deepEqual(page.problems, []);
  });

  test("the page's query sets both", async () => {
    const page = await open(world, { path: "?embed=1&hide=steps,tools&readonly=1" });
    await loaded(page);
    assert.equal(await shows(page, "track"), false);
    assert.equal(await shows(page, "button:fit"), false);
    assert.equal(await shows(page, "button:examples"), false);
    assert.ok(await shows(page, "program"));
  });

  test("read only, no key and no hand changes the program; steps, host and predictions go on", async () => {
    const page = await open(world, { html: wrap(element(slide, 'readonly style="width:960px;height:600px"')) });
    await loaded(page);
    await click(page, "program");
    await page.keyboard.type("x = 9");
    await press(page, "Control+v", "Delete", "Control+/", "Alt+ArrowDown", "Enter", "Escape");
    const at = await middle(page, "card:f");
    await click(page, "card:f");
    await press(page, "Delete", "Shift+C", "Control+d", "Control+g", "Control+ArrowUp", "+", "Insert", "Control+z", "Control+y", "Control+x", "Shift+M", "ArrowRight", "Escape");
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.mouse.move(at.x + 80, at.y + 40, { steps: 5 });
    await page.mouse.up();
    await click(page, "card:x");
    await press(page, "5", "Enter", "Control+ArrowUp");
    await page.mouse.dblclick(at.x + 200, at.y + 120);
    await still(page);
    assert.equal(await get(page, "program"), slide);
    assert.deepEqual(await eventsOf(page, "change"), []);
    await press(page, "Escape", "Home");
    const { all } = await get(page, "steps");
    assert.deepEqual(await get(page, "steps"), { done: 0, all });
    await click(page, "button:next");
    assert.deepEqual(await get(page, "steps"), { done: 1, all });
    await click(page, "button:predict");
    assert.ok(await shows(page, "answer"));
    await page.evaluate(() => (document.querySelector("chain-rule").program = "a = 3; g = a*a"));
    assert.equal(await get(page, "program"), "a = 3; g = a*a");
    await page.evaluate(() => document.querySelector("chain-rule").undo());
    assert.equal(await get(page, "program"), slide);
    await page.evaluate(() => document.querySelector("chain-rule").removeAttribute("readonly"));
    await click(page, "program");
    await page.keyboard.press("Control+End");
    await page.keyboard.type("5");
    await page.waitForFunction((text) => document.querySelector("chain-rule").program === text, `${slide}5`);
    assert.deepEqual(page.problems, []);
  });

  test("the poster stands until the picture is there", async () => {
    const poster = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E%3Crect width='9' height='9' fill='red'/%3E%3C/svg%3E";
    let go;
    const held = new Promise((done) => (go = done));
    const page = await open(world, {
      html: wrap(element(slide, `poster="${poster}" loading="eager"`)),
      setUp: (p) => p.route(`**/${named("chainrule.wasm")}`, async (route) => {
        await held;
        await route.continue();
      }),
    });
    await page.waitForFunction(() => document.querySelector("chain-rule").shadowRoot?.querySelector(".poster")?.complete);
    const { share } = await picture(world.browser, await page.locator("chain-rule").screenshot());
    assert.ok(share((r, g, b) => r > 250 && g < 5 && b < 5) > 0.2);
    go();
    await loaded(page);
    assert.equal(await page.evaluate(() => document.querySelector("chain-rule").shadowRoot.querySelector(".poster")), null);
  });

  test("loading becomes eager while the element is far away", async () => {
    const page = await open(world, { html: wrap(`<div style="height:4000px"></div>${element(slide)}`) });
    await page.waitForFunction(() => customElements.get("chain-rule"));
    await set(page, "loading", "eager");
    await page.waitForFunction(() => document.querySelector("chain-rule").trace !== null);
  });
});

describe("what a page can get of it", () => {
  test("the picture as PNG, the program, the trace; of anything else there is none", async () => {
    const page = await open(world, { html: wrap(element(slide, 'style="width:600px;height:400px"')) });
    await loaded(page);
    const blob = (type) =>
      page.evaluate(async (t) => {
        try {
          const made = await document.querySelector("chain-rule").toBlob(...(t ? [t] : []));
          const bytes = new Uint8Array(await made.arrayBuffer());
          return { type: made.type, base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) };
        } catch (error) {
          return { error: error.name };
        }
      }, type);
    const png = await blob();
    assert.equal(png.type, "image/png");
    const { width, height, colours } = await picture(world.browser, Buffer.from(png.base64, "base64"));
    assert.deepEqual([width, height], [600, 400]);
    assert.ok(colours > 100, `${colours} colours`);
    const text = await blob("text/plain");
    assert.equal(Buffer.from(text.base64, "base64").toString(), slide);
    const json = await blob("application/json");
    assert.deepEqual(JSON.parse(Buffer.from(json.base64, "base64").toString()), await get(page, "trace"));
    assert.deepEqual(await blob("image/svg+xml"), { error: "NotSupportedError" });
    assert.deepEqual(page.problems, []);
  });

  test("the event step says where the lesson is, whoever moved it", async () => {
    const page = await open(world, { html: wrap(element(slide, 'style="width:960px;height:600px"')) });
    await page.evaluate(() => {
      window.steps = [];
      document.addEventListener("step", ({ detail }) => window.steps.push(detail));
    });
    await loaded(page);
    const said = () => page.evaluate(() => window.steps.splice(0));
    assert.deepEqual(await said(), []);
    await page.evaluate(() => document.querySelector("chain-rule").reset());
    const { all } = await get(page, "steps");
    assert.ok(all > 3);
    assert.deepEqual(await said(), [{ done: 0, all }]);
    await click(page, "button:next");
    assert.deepEqual(await said(), [{ done: 1, all }]);
    await page.keyboard.press("ArrowRight");
    await still(page);
    assert.deepEqual(await said(), [{ done: 2, all }]);
    await page.evaluate(() => document.querySelector("chain-rule").step(1));
    await page.evaluate(() => document.querySelector("chain-rule").step(0));
    await still(page);
    assert.deepEqual(await said(), [{ done: 3, all }]);
  });

  test("twenty on a page: none is black, none is lost, and all answer", async () => {
    const many = Array.from({ length: 20 }, (_, i) => element(`a = ${i}; g = a*a`, `id="e${i}" loading="eager" style="width:190px;height:150px;float:left"`));
    const page = await open(world, { html: wrap(many.join("")), context: { viewport: { width: 1000, height: 900 } } });
    for (let i = 0; i < 20; i++) await loaded(page, `#e${i}`);
    const look = async (i) => picture(world.browser, await page.locator(`#e${i}`).screenshot());
    for (let i = 0; i < 20; i++) {
      const { colours, share } = await look(i);
      assert.ok(colours > 20, `#e${i} has ${colours} colours`);
      assert.ok(share((r, g, b) => r + g + b < 30) < 0.2, `#e${i} is black`);
    }
    await page.evaluate(() => document.querySelectorAll("chain-rule").forEach((host) => host.reset()));
    for (let i = 0; i < 20; i++) await still(page, `#e${i}`);
    const seen = await page.evaluate(() => [...document.querySelectorAll("chain-rule")].map((host) => [host.trace.nodes.at(-1).value, host.steps.done]));
    assert.deepEqual(seen, Array.from({ length: 20 }, (_, i) => [i * i, 0]));
    for (const i of [0, 10, 19]) assert.ok((await look(i)).colours > 20, `#e${i} after all were used`);
    assert.deepEqual(await eventsOf(page, "error"), []);
    assert.deepEqual(page.problems.filter((text) => !/loseContext/.test(text)), []);
  });
});

describe("links to it", () => {
  const grant = { permissions: ["clipboard-read", "clipboard-write"] };

  async function copied(page, act) {
    await press(page, "Control+k");
    await page.keyboard.type(act);
    await still(page);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("chain-rule").find("notice"));
    return page.evaluate(() => navigator.clipboard.readText());
  }

  test("link, iframe and tag open the same program elsewhere", async () => {
    const program = 'f = (x+y)*z # <b>&amp;"\nx = -2; y = 5; z = -4';
    const page = await open(world, { path: "", context: grant });
    await loaded(page);
    await page.evaluate((text) => (document.querySelector("chain-rule").program = text), program);
    await click(page, "card:f");
    const link = await copied(page, "Copy the link");
    assert.ok(link.startsWith(world.url), link);
    await page.keyboard.press("Escape");
    const iframe = await copied(page, "Copy the iframe");
    await page.keyboard.press("Escape");
    const tag = await copied(page, "Copy the tag");
    assert.deepEqual(page.problems, []);
    const linked = await open(world, { path: link.slice(world.url.length) });
    await loaded(linked);
    assert.equal(await get(linked, "program"), program);
    const embedded = await open(world, { html: `<!doctype html><title>Host</title>${iframe}` });
    await embedded.waitForFunction(() => frames.length === 1);
    const frame = embedded.frames().at(-1);
    await frame.waitForFunction((text) => document.querySelector("chain-rule")?.program === text, program);
    assert.match(frame.url(), /\?embed=1#/);
    const tagged = await open(world, { html: `<!doctype html><title>Host</title>${tag}` });
    await loaded(tagged);
    assert.equal(await get(tagged, "program"), program);
  });

  test("a long link is copied with a warning, one that is too long is not copied, but saved as a file", async () => {
    const page = await open(world, { path: "", context: grant });
    await loaded(page);
    await page.evaluate(() => navigator.clipboard.writeText("before"));
    const noise = (length) => { // that does not deflate
      let seed = 7;
      return `# ${Array.from({ length }, () => String.fromCharCode(97 + ((seed = (seed * 48271) % 2147483647) % 26))).join("")}\nf = 1`;
    };
    await page.evaluate((text) => (document.querySelector("chain-rule").program = text), noise(60_000));
    await click(page, "card:f");
    assert.equal(await copied(page, "Copy the link"), "before");
    const inText = page.locator("chain-rule .outline [data-act=save]");
    await inText.waitFor({ state: "attached" });
    for (const save of [() => click(page, "button:save"), () => inText.evaluate((button) => button.click())]) {
      const [file] = await Promise.all([page.waitForEvent("download"), save()]);
      assert.equal(file.suggestedFilename(), "program.chain");
      assert.equal(readFileSync(await file.path(), "utf8"), noise(60_000));
      await still(page);
      assert.equal(await shows(page, "notice"), false);
      await page.keyboard.press("Escape");
      await click(page, "card:f");
      assert.equal(await copied(page, "Copy the link"), "before");
      await inText.waitFor({ state: "attached" });
    }
    await page.keyboard.press("Escape");
    await page.evaluate((text) => (document.querySelector("chain-rule").program = text), noise(4000));
    await click(page, "card:f");
    assert.match(await copied(page, "Copy the link"), /#z=1\./);
  });

  test("an element on a course's page has no links to give, unless it says of what page", async () => {
    const page = await open(world, { html: wrap(element(slide, 'style="width:960px;height:600px"')), context: grant });
    await loaded(page);
    const offered = async () => {
      await click(page, "card:f");
      await press(page, "Control+k");
      await page.keyboard.type("Copy the link");
      await still(page);
      const there = await shows(page, "row:link");
      await press(page, "Escape", "Escape");
      return there;
    };
    assert.equal(await offered(), false);
    await set(page, "share", "https://example.org/chainrule/");
    await still(page);
    assert.equal(await offered(), true);
    await click(page, "card:f");
    assert.match(await copied(page, "Copy the link"), /^https:\/\/example\.org\/chainrule\/#[pz]=/);
  });
});
