// <chain-rule> as a guest: it leaves the page its keys, wheel and fingers, and stands hard places.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { eventsOf, get, loaded, middle, named, numbers, open, print, slide, start, still, wrap } from "./support.mjs";

const element = (program, attributes = "") => `<chain-rule ${attributes}>${program}</chain-rule>`;

let world;
before(async () => (world = await start()));
after(() => world.close());

describe("a good guest", () => {
  test("nothing is drawn while nothing happens, or while it is off screen", async () => {
    const page = await open(world, { html: wrap(`${element(slide)}<div style="height:3000px"></div>`) });
    await loaded(page);
    const before = await still(page);
    await page.waitForTimeout(5000);
    assert.equal(await get(page, "frames"), before);
    await page.evaluate(() => window.scrollTo(0, 2500));
    const away = await still(page);
    await page.evaluate(() => document.querySelector("chain-rule").step(1));
    await page.waitForTimeout(500);
    assert.equal(await get(page, "frames"), away);
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.waitForFunction((n) => document.querySelector("chain-rule").frames > n, away);
  });

  test("it loads lazily, takes no focus, and Tab leaves it both ways, from the text too", async () => {
    const page = await open(world, { html: wrap(`<button id="a">a</button>${element(slide)}<button id="b">b</button>`) });
    await loaded(page);
    const active = () => page.evaluate(() => document.activeElement.id || document.activeElement.localName);
    assert.equal(await active(), "body");
    await page.focus("#a");
    await page.keyboard.press("Tab");
    assert.equal(await active(), "chain-rule");
    await page.keyboard.press("Tab");
    assert.equal(await active(), "b");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await active(), "chain-rule");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await active(), "a");
    for (const [key, target] of [["Tab", "b"], ["Shift+Tab", "a"]]) {
      const { x, y } = await middle(page, "program");
      await page.mouse.click(x, y);
      await still(page);
      const field = await page.evaluate(() => document.querySelector("chain-rule").shadowRoot.activeElement?.localName);
      assert.equal(field, "input");
      await page.keyboard.press(key);
      assert.equal(await active(), target);
    }
    const lazy = await open(world, { html: wrap(`<div style="height:4000px"></div>${element(slide)}`) });
    await lazy.waitForTimeout(500);
    assert.equal(await get(lazy, "trace"), null);
    await lazy.evaluate(() => document.querySelector("chain-rule").scrollIntoView());
    await loaded(lazy);
  });

  test("the page's own input keeps its keys, and focused it keeps to its own", async () => {
    const page = await open(world, { html: wrap(`<input id="own" value="abc">${element(slide)}`) });
    await loaded(page);
    await page.mouse.click(500, 300);
    await page.focus("#own");
    await page.keyboard.press("End");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("d e");
    assert.equal(await page.inputValue("#own"), "abd e");
    assert.equal(await get(page, "program"), slide);
    await page.evaluate(() => {
      window.prevented = {};
      document.addEventListener("keydown", (event) => (window.prevented[event.code] = event.defaultPrevented));
      document.querySelector("chain-rule").focus();
    });
    for (const key of ["ArrowRight", "ArrowDown", "Control+z", "F5", "Control+l", "Control+t", "Control+Shift+r", "Tab"]) {
      await page.evaluate((k) => {
        const parts = k.split("+");
        const name = parts.at(-1);
        const code = name.length === 1 ? `Key${name.toUpperCase()}` : name;
        const target = document.querySelector("chain-rule").shadowRoot.querySelector(".stage");
        target.dispatchEvent(new KeyboardEvent("keydown", { key: name, code, ctrlKey: parts.includes("Control"),
          shiftKey: parts.includes("Shift"), bubbles: true, composed: true, cancelable: true }));
      }, key);
    }
    const prevented = await page.evaluate(() => window.prevented);
    assert.deepEqual(prevented, { ArrowRight: true, ArrowDown: false, KeyZ: true, F5: false, KeyL: false, KeyT: false, KeyR: false, Tab: false });
  });

  test("the wheel belongs to a page that scrolls, and zooms with Ctrl", async () => {
    const page = await open(world, { html: wrap(`${element(slide)}<div style="height:3000px"></div>`) });
    await loaded(page);
    await page.mouse.move(500, 240);
    const shot = async () => {
      await page.waitForTimeout(1600); // the hint comes and goes
      await still(page);
      return print(page.screenshot());
    };
    const plain = await shot();
    await page.mouse.wheel(0, 200);
    await page.waitForFunction(() => scrollY > 0);
    await page.evaluate(() => window.scrollTo(0, 0));
    assert.equal(await shot(), plain);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -200);
    await page.keyboard.up("Control");
    assert.notEqual(await shot(), plain);
    assert.equal(await page.evaluate(() => scrollY), 0);
    await page.evaluate(() => document.querySelector("chain-rule").setAttribute("gestures", "greedy"));
    await page.mouse.wheel(0, 200);
    await still(page);
    assert.equal(await page.evaluate(() => scrollY), 0);
  });

  test("it is drawn where a busy browser tells late, and at once, that it was out of sight and is in sight", async () => {
    const page = await open(world, {
      html: wrap(element(slide)),
      setUp: (p) => p.addInitScript(() => {
        const Real = IntersectionObserver;
        window.IntersectionObserver = class extends Real {
          constructor(tell, options) {
            super((entries) => tell([...entries.map(({ target }) => ({ target, isIntersecting: false })), ...entries]), options);
          }
        };
      }),
    });
    await loaded(page);
    assert.deepEqual(page.problems, []);
  });

  test("a pinch as Safari tells it zooms the picture where it is, in a page that scrolls too, and back", async () => {
    const page = await open(world, { html: wrap(`${element(slide, 'style="height:600px" motion="reduce"')}<div style="height:3000px"></div>`) });
    await loaded(page);
    const width = () => page.evaluate(() => document.querySelector("chain-rule").find("card:f").width);
    const pinch = async (...scales) => {
      const untouched = await page.evaluate(([at, all]) => {
        const stage = document.querySelector("chain-rule").shadowRoot.querySelector(".stage");
        return all.some((scale, i) => stage.dispatchEvent(
          Object.assign(new MouseEvent(i === 0 ? "gesturestart" : "gesturechange", { clientX: at.x, clientY: at.y, bubbles: true, cancelable: true }), { scale })));
      }, [await middle(page, "card:f"), scales]);
      assert.equal(untouched, false, "Safari would zoom the page");
      await still(page);
    };
    const before = await width();
    await pinch(1, 0.9, 0.7);
    assert.ok(Math.abs((await width()) / before - 0.7) < 0.02, `${before} px became ${await width()}`);
    await pinch(1, 1.2, 1 / 0.7);
    assert.ok(Math.abs((await width()) / before - 1) < 0.02, `${before} px became ${await width()}`);
    assert.deepEqual(page.problems, []);
  });

  test("fingers: one scrolls the page, on a value it drags, two zoom", async () => {
    const page = await open(world, {
      html: wrap(`${element(slide, 'style="height:600px" motion="reduce"')}<div style="height:3000px"></div>`, '<meta name="viewport" content="width=device-width">'),
      context: { viewport: { width: 800, height: 700 }, hasTouch: true, isMobile: true },
    });
    await loaded(page);
    const session = await page.context().newCDPSession(page);
    const touch = async (type, ...points) => {
      await session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
      await page.waitForTimeout(30);
    };
    const drag = async (x, y, dx, dy) => {
      await touch("touchStart", [x, y]);
      for (let i = 1; i <= 10; i++) await touch("touchMove", [x + (dx * i) / 10, y + (dy * i) / 10]);
      await touch("touchEnd");
      await still(page);
    };
    const at = await middle(page, "value:x");
    const plain = await print(page.screenshot());
    await drag(700, 560, 0, -200);
    assert.ok((await page.evaluate(() => scrollY)) > 50, "the page did not scroll");
    await page.evaluate(() => window.scrollTo(0, 0));
    await still(page);
    assert.equal(await print(page.screenshot()), plain);
    await drag(at.x, at.y, 60, 0);
    assert.ok(numbers(await get(page, "trace")).x[0] > -2, "the value was not dragged");
    assert.equal(await page.evaluate(() => scrollY), 0);
    await page.evaluate((text) => (document.querySelector("chain-rule").program = text), slide);
    await still(page);
    const before = await print(page.screenshot());
    await touch("touchStart", [350, 450]);
    await touch("touchStart", [350, 450], [450, 450]);
    for (let i = 1; i <= 5; i++) await touch("touchMove", [350 - 10 * i, 450], [450 + 10 * i, 450]);
    await touch("touchEnd");
    await still(page);
    assert.equal(await get(page, "program"), slide);
    assert.notEqual(await print(page.screenshot()), before);
    assert.equal(await page.evaluate(() => visualViewport.scale), 1);
  });

  for (const deviceScaleFactor of [1, 1.5, 2, 3]) {
    test(`backing pixels are CSS pixels x ${deviceScaleFactor}`, async () => {
      const page = await open(world, {
        html: wrap(element(slide, 'style="width:601.5px;height:333px"')),
        context: { deviceScaleFactor },
      });
      await loaded(page);
      const canvas = await page.evaluate(() => {
        const { width, height, style } = document.querySelector("chain-rule").shadowRoot.querySelector("canvas");
        return { width, height, css: parseFloat(style.width) };
      });
      assert.equal(canvas.width, Math.round(601.5 * deviceScaleFactor));
      assert.equal(canvas.height, Math.round(333 * deviceScaleFactor));
      assert.ok(Math.abs(canvas.css - canvas.width / deviceScaleFactor) < 1e-3); // shown pixel for pixel
    });
  }

  test("on a slide that is scaled, and scaled anew, backing pixels are the screen's", async () => {
    const page = await open(world, { html: wrap(`<div style="width: 600px; transform-origin: 0 0; transform: scale(1.5); transition: transform 0.2s">${element(slide)}</div>`) });
    await loaded(page);
    const follows = (scale) => page.waitForFunction((s) => document.querySelector("chain-rule").shadowRoot.querySelector("canvas").width === 600 * s, scale);
    await follows(1.5);
    await page.evaluate(() => (document.querySelector("div").style.transform = "scale(0.75)"));
    await follows(0.75);
    await page.evaluate(() => {
      document.querySelector("div").style.transition = "none";
      addEventListener("resize", () => (document.querySelector("div").style.transform = `scale(${innerWidth / 500})`)); // as slides do
    });
    await page.setViewportSize({ width: 1100, height: 700 });
    await follows(2.2);
    assert.deepEqual(page.problems, []);
  });

  test("it follows its size", async () => {
    const page = await open(world, { html: wrap(element(slide)) });
    await loaded(page);
    await page.setViewportSize({ width: 420, height: 700 });
    await page.waitForFunction(() => {
      const host = document.querySelector("chain-rule");
      return host.shadowRoot.querySelector("canvas").width === Math.round(host.clientWidth);
    });
  });
});

describe("hard places", () => {
  const loseContext = (restore) => {
    const canvas = document.querySelector("chain-rule").shadowRoot.querySelector("canvas");
    const extension = canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
    extension.loseContext();
    if (restore) setTimeout(() => extension.restoreContext(), 200);
  };
  const shot = async (page) => {
    await still(page);
    return print(page.locator("chain-rule").screenshot());
  };

  for (const restore of [true, false]) {
    test(`a lost context comes back, ${restore ? "restored by the browser" : "on a new canvas"}`, async () => {
      const page = await open(world, { html: wrap(element(slide, 'motion="reduce"')) });
      await loaded(page);
      const before = await shot(page);
      const frames = await get(page, "frames");
      await page.evaluate(loseContext, restore);
      await page.waitForFunction((n) => document.querySelector("chain-rule").frames > n, frames);
      assert.equal(await shot(page), before);
      assert.equal((await eventsOf(page, "error"))[0].type, "webglcontextlost");
      const own = page.problems.filter((text) => !/loseContext|restoreContext/.test(text)); // the browser's word on our own call
      assert.deepEqual(own, []);
    });
  }

  // The value of x after a drag to the right in two halves; between them `pause`.
  const dragged = async (pause) => {
    const page = await open(world, { html: wrap(element(slide, 'motion="reduce"')) });
    await loaded(page);
    const { x, y } = await middle(page, "value:x");
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y, { steps: 4 });
    await pause(page);
    await page.mouse.move(x + 40, y, { steps: 4 });
    await page.mouse.up();
    await still(page);
    const [value] = numbers(await get(page, "trace")).x;
    await page.evaluate(() => document.querySelector("chain-rule").undo());
    assert.equal(await get(page, "program"), slide); // it was one drag
    return value;
  };
  for (const restore of [true, false]) {
    test(`a context lost in the middle of a drag comes back ${restore ? "as it was" : "on a new canvas"}, and the drag goes on`, async () => {
      const value = await dragged(async (page) => {
        const before = await shot(page);
        const half = numbers(await get(page, "trace")).x[0];
        assert.ok(half > -2, `x is ${half}`);
        const frames = await get(page, "frames");
        await page.evaluate(loseContext, restore);
        await page.waitForFunction((n) => document.querySelector("chain-rule").frames > n, frames);
        assert.equal(await shot(page), before);
        assert.equal(numbers(await get(page, "trace")).x[0], half);
        assert.equal((await eventsOf(page, "error"))[0].type, "webglcontextlost");
      });
      assert.equal(value, await dragged(() => {}));
    });
  }

  test("removed, it gives its context back; put in again, it has the program", async () => {
    const page = await open(world, { html: wrap(element(slide)) });
    await loaded(page);
    const lost = await page.evaluate(async () => {
      const host = document.querySelector("chain-rule");
      host.program = "a = 3; g = a*a";
      const context = host.shadowRoot.querySelector("canvas").getContext("webgl2");
      window.kept = host;
      host.remove();
      await new Promise((done) => setTimeout(done, 50));
      return context.isContextLost();
    });
    assert.equal(lost, true);
    await page.evaluate(() => document.body.append(window.kept));
    await loaded(page);
    assert.deepEqual(numbers(await get(page, "trace")).g, [9, 1]);
  });

  test("twelve on a page: all compute, all show a picture, and 8 contexts are held", async () => {
    const many = Array.from({ length: 12 }, (_, i) => element(`a = ${i}; g = a*a`, `id="e${i}" loading="eager" style="width:300px;height:150px"`));
    const page = await open(world, { html: wrap(many.join("")), context: { viewport: { width: 1000, height: 2000 } } });
    for (let i = 0; i < 12; i++) await loaded(page, `#e${i}`);
    const seen = await page.evaluate(() =>
      [...document.querySelectorAll("chain-rule")].map((host) => {
        const canvas = host.shadowRoot.querySelector("canvas");
        return { g: host.trace.nodes.at(-1).value, live: canvas.getContext("2d") === null };
      }),
    );
    assert.deepEqual(seen.map(({ g }) => g), Array.from({ length: 12 }, (_, i) => i * i));
    assert.equal(seen.filter(({ live }) => live).length, 8);
    const first = await print(page.locator("#e0").screenshot());
    await page.hover("#e0");
    await page.mouse.move(999, 1999);
    await still(page, "#e0");
    assert.equal(await print(page.locator("#e0").screenshot()), first); // the still picture was the real one
    assert.deepEqual(page.problems.filter((text) => !/loseContext/.test(text)), []);
  });

  test("a strict policy is enough", async () => {
    const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
    const page = await open(world, { html: wrap(element(slide)), headers: { "Content-Security-Policy": policy } });
    await loaded(page);
    assert.deepEqual(numbers(await get(page, "trace")).f, [-12, 1]);
    assert.equal(await page.evaluate(() => document.querySelector("chain-rule").clientHeight), 480);
    assert.deepEqual(page.problems, []);
  });

  test("the full page works in an iframe that allows scripts alone", async () => {
    const page = await open(world, { html: '<!doctype html><title>Host</title><iframe sandbox="allow-scripts" src="/?embed=1" width="900" height="600"></iframe>' });
    const frame = page.frames().at(-1);
    await frame.waitForFunction(() => document.querySelector("chain-rule")?.frames > 0, null, { timeout: 20_000 });
    assert.equal(await frame.evaluate(() => document.querySelector("chain-rule").trace.nodes.at(-1).value), -12);
    assert.deepEqual(page.problems, []);
  });

  test("a module that is missing or hangs is an error and a message within 5 seconds", async () => {
    for (const answer of [(route) => route.fulfill({ status: 404, body: "" }), () => {}]) {
      const page = await open(world, { html: wrap(element(slide)), setUp: (p) => p.route(`**/${named("chainrule.wasm")}`, answer) });
      await page.waitForFunction(() => window.events.some((event) => event.type === "error"), null, { timeout: 6000 });
      assert.equal((await eventsOf(page, "error"))[0].type, "loadfailure");
      const message = page.locator("chain-rule .message");
      assert.ok(await message.isVisible());
      assert.ok((await message.textContent()).includes(slide));
      await page.unrouteAll({ behavior: "ignoreErrors" });
    }
  });

  test("without WebGL 2 the program and the trace still work, and it says so", async () => {
    const page = await open(world, {
      html: wrap(element(slide)),
      setUp: (p) =>
        p.addInitScript(() => {
          const real = HTMLCanvasElement.prototype.getContext;
          HTMLCanvasElement.prototype.getContext = function (type, ...rest) {
            return type === "webgl2" ? null : real.call(this, type, ...rest);
          };
        }),
    });
    await page.waitForFunction(() => window.events.some((event) => event.type === "error"));
    assert.equal((await eventsOf(page, "error"))[0].type, "unsupported");
    assert.deepEqual(numbers(await get(page, "trace")).f, [-12, 1]);
    await page.evaluate(() => (document.querySelector("chain-rule").program = "a = 3; g = a*a"));
    assert.deepEqual(numbers(await get(page, "trace")).g, [9, 1]);
    assert.ok(await page.locator("chain-rule .message").isVisible());
  });
});
