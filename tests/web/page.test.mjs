// The full page: links in, links out, settings, and how it looks.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { LinkError, readFragment } from "../../web/element/link.js";
import "../support/streams.mjs";
import { get, loaded, named, neuron, numbers, open, picture, slide, start, still, typeAtEnd } from "./support.mjs";

const shots = fileURLToPath(new URL("../../build/web/shots", import.meta.url));

let world;
before(async () => (world = await start()));
after(() => world.close());

const packed = (text) => `#z=1.${deflateRawSync(Buffer.from(text)).toString("base64url")}`;

// The program that an address carries, read without the page's own code.
function programOf(url) {
  const hash = new URL(url).hash;
  if (hash.startsWith("#p=")) return decodeURIComponent(hash.slice(3));
  if (hash.startsWith("#z=1.")) return inflateRawSync(Buffer.from(hash.slice(5), "base64url")).toString();
  return null;
}

describe("links", () => {
  test("without one it shows the slide's circuit, and the console is silent", async () => {
    const page = await open(world, { path: "" });
    await loaded(page);
    assert.equal(await get(page, "program"), slide);
    assert.equal(page.url(), world.url);
    await page.waitForTimeout(500);
    assert.deepEqual(page.problems, []);
    const size = await page.evaluate(() => ({ inner: [innerWidth, innerHeight], host: [document.querySelector("chain-rule").clientWidth, document.querySelector("chain-rule").clientHeight], page: document.scrollingElement.scrollHeight }));
    assert.deepEqual(size.host, size.inner);
    assert.equal(size.page, size.inner[1]);
  });

  for (const [name, fragment] of [["#p=", `#p=${encodeURIComponent(neuron)}`], ["#z=1.", packed(neuron)]]) {
    test(`a program in ${name} is opened`, async () => {
      const page = await open(world, { path: fragment });
      await loaded(page);
      await page.waitForFunction((text) => document.querySelector("chain-rule").program === text, neuron);
      assert.ok(Math.abs(numbers(await get(page, "trace")).f[0] - 0.7310585786300049) < 1e-12);
    });
  }

  for (const [name, fragment, words] of [
    ["broken percent-encoding", "#p=a%3D1%E0%A4%A", /percent-encoding/],
    ["an unknown codec", "#z=9.AAAA", /newer/],
    ["damage", "#z=1.!!", /damaged/],
    ["a link that is cut off", packed(neuron).slice(0, 40), /damaged/],
    ["nothing but its first letters", "#z=", /damaged/],
    ["damaged deflate", "#z=1.AAAAAAAAAA", /damaged/],
    ["64 MiB in a small link", packed("#".repeat(64 * 1024 * 1024)), /64 KiB/],
  ]) {
    test(`${name}: a message, and the page's own program stays`, async () => {
      const page = await open(world, { path: fragment });
      await loaded(page);
      await page.waitForSelector(".notice");
      assert.match(await page.textContent(".notice p"), words);
      assert.equal(await get(page, "program"), slide);
      await page.click(".notice button");
      assert.equal(await page.locator(".notice").count(), 0);
      assert.deepEqual(page.problems, []);
    });
  }

  test("cut off anywhere, a packed link is no program, and a readable one has the program up to there or none", async () => {
    for (const text of ["f = x", neuron, `${neuron}\n# ε, 中文, 🙂 (100 %)\n`.repeat(9)]) {
      const readable = `#p=${encodeURIComponent(text)}`, link = packed(text);
      assert.equal(await readFragment(link), text);
      for (let end = 2; end < link.length; end++) await assert.rejects(readFragment(link.slice(0, end)), LinkError, link.slice(0, end));
      await assert.rejects(readFragment("#p"), LinkError);
      for (let end = 3; end < readable.length; end++) {
        const cut = readable.slice(0, end), read = await readFragment(cut).catch((error) => error);
        assert.ok(read instanceof LinkError || text.startsWith(read), cut);
      }
    }
  });

  test("the user's work goes into the address, and a reload keeps it", async () => {
    const page = await open(world, { path: "" });
    await loaded(page);
    await typeAtEnd(page, "2 # f(x) < 3 & β");
    const text = `${slide}2 # f(x) < 3 & β`;
    await page.waitForFunction((t) => document.querySelector("chain-rule").program === t, text);
    await page.waitForFunction(() => location.hash.length > 1);
    await page.waitForTimeout(500);
    assert.equal(programOf(page.url()), text);
    const length = await page.evaluate(() => history.length);
    await page.reload();
    await loaded(page);
    await page.waitForFunction((t) => document.querySelector("chain-rule").program === t, text);
    assert.equal(await page.evaluate(() => history.length), length);
  });

  test("a host's change and an embedded page leave the address alone", async () => {
    const page = await open(world, { path: "?embed=1" });
    await loaded(page);
    await typeAtEnd(page, "7");
    await page.waitForFunction((t) => document.querySelector("chain-rule").program === t, `${slide}7`);
    await page.waitForTimeout(600);
    assert.equal(page.url(), `${world.url}?embed=1`);
  });

  test("a second link asks before it replaces the user's work", async () => {
    const page = await open(world, { path: "" });
    await loaded(page);
    await page.evaluate(() => (location.hash = "#p=a%3D1"));
    await page.waitForFunction(() => document.querySelector("chain-rule").program === "a=1"); // nothing to lose yet
    await typeAtEnd(page, "2");
    await page.waitForFunction(() => document.querySelector("chain-rule").program === "a=12");
    await page.waitForFunction(() => location.hash === "#p=a=12");
    await page.evaluate(() => (location.hash = "#p=b%3D1"));
    await page.waitForSelector(".notice");
    assert.equal(await get(page, "program"), "a=12");
    await page.click("text=Keep my work");
    await page.waitForFunction(() => location.hash === "#p=a=12");
    await page.evaluate(() => (location.hash = "#p=b%3D1"));
    await page.click("text=Open the link");
    await page.waitForFunction(() => document.querySelector("chain-rule").program === "b=1");
  });

  test("a link's markup stays text", async () => {
    const nasty = '<img src=x onerror="window.hit=1">';
    const page = await open(world, { path: `#p=${encodeURIComponent(nasty)}` });
    await page.waitForFunction((t) => document.querySelector("chain-rule").program === t, nasty);
    await page.waitForTimeout(500);
    assert.equal(await page.evaluate(() => window.hit ?? null), null);
  });

  test("no script of ours writes markup", () => {
    const web = fileURLToPath(new URL("../../web/", import.meta.url));
    const files = ["", "element", "single"].flatMap((folder) => readdirSync(join(web, folder)).map((name) => join(web, folder, name)));
    const scripts = files.filter((name) => name.endsWith(".js"));
    assert.ok(scripts.length > 5);
    for (const name of scripts) {
      assert.doesNotMatch(readFileSync(name, "utf8"), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTML|srcdoc/, name);
    }
  });

  test("a page whose script never comes says so", async () => {
    const page = await open(world, { path: "", setUp: (p) => p.route("**/*.js", (route) => route.abort()) });
    const late = page.locator(".late");
    assert.ok(await late.isHidden());
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("chain-rule")).color), "rgba(0, 0, 0, 0)");
    await late.waitFor();
    assert.ok((await page.evaluate(() => performance.now())) > 2900);
  });
});

describe("the look", () => {
  const near = (value, wanted, range) => Math.abs(value - wanted) <= range;
  const colour = (hex, range = 24) => (r, g, b) =>
    near(r, (hex >> 16) & 255, range) && near(g, (hex >> 8) & 255, range) && near(b, hex & 255, range);
  const light = { paper: 0xfaf9f6, value: 0x15803d, gradient: 0xc2321f };
  const dark = { paper: 0x16171a, value: 0x4ade80, gradient: 0xfb7e6b };
  const views = [
    ["light", "", { viewport: { width: 1280, height: 800 }, colorScheme: "light" }, light],
    ["dark", "", { viewport: { width: 1280, height: 800 }, colorScheme: "dark" }, dark],
    ["dark-by-link", "?theme=dark", { viewport: { width: 1280, height: 800 }, colorScheme: "light" }, dark],
    ["phone", "", { viewport: { width: 360, height: 740 }, deviceScaleFactor: 3, hasTouch: true, isMobile: true, colorScheme: "light" }, light],
    ["projector", "", { viewport: { width: 1920, height: 1080 }, colorScheme: "light" }, light],
    ["dpr2", "", { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2, colorScheme: "light" }, light],
  ];
  mkdirSync(shots, { recursive: true });

  for (const [name, query, context, tokens] of views) {
    test(name, async () => {
      const page = await open(world, { path: query, context: { ...context, reducedMotion: "reduce" } });
      await loaded(page);
      await page.evaluate(() => document.querySelector("chain-rule").step(1000)); // both passes done
      await still(page);
      const png = await page.screenshot({ path: join(shots, `${name}.png`) });
      const { width, height, colours, share } = await picture(world.browser, png);
      const scale = context.deviceScaleFactor ?? 1;
      assert.deepEqual([width, height], [context.viewport.width * scale, context.viewport.height * scale]);
      assert.ok(colours > 100, `${colours} colours`);
      assert.ok(share(colour(tokens.paper, 4)) > 0.2, "the paper is not the theme's");
      assert.ok(share(colour(tokens.paper, 4)) < 0.99, "there is nothing but paper");
      assert.ok(share(colour(tokens.value)) > 1e-5, "no value is green");
      assert.ok(share(colour(tokens.gradient)) > 1e-5, "no gradient is red");
      assert.deepEqual(page.problems, []);
    });
  }

  test("the system's theme is followed while the page is open", async () => {
    const page = await open(world, { path: "", context: { colorScheme: "light" } });
    await loaded(page);
    const paper = async (hex) => (await picture(world.browser, await page.screenshot())).share(colour(hex, 2));
    assert.ok((await paper(light.paper)) > 0.2);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForTimeout(200);
    await still(page);
    assert.ok((await paper(dark.paper)) > 0.2);
  });

  for (const [scheme, paper] of [["light", 0xffffff], ["dark", 0x000000]]) {
    test(`where the system wants ${scheme} colours that are far apart the picture has them, and gives them up again`, async () => {
      const page = await open(world, { path: "", context: { colorScheme: scheme, forcedColors: "active" } });
      await loaded(page);
      const share = async (hex) => (await picture(world.browser, await page.screenshot())).share(colour(hex, 2));
      const far = await share(paper);
      assert.ok(far > 0.8, `${far} of it`);
      await page.emulateMedia({ forcedColors: "none" });
      let usual = 0;
      for (let tries = 0; tries < 10 && usual <= 0.2; tries++) {
        await still(page);
        usual = await share({ light, dark }[scheme].paper);
      }
      assert.ok(usual > 0.2, `${usual} of it`);
      assert.deepEqual(page.problems, []);
    });
  }

  test("the theme's paper is there before the module", async () => {
    const page = await open(world, { path: "?theme=dark", setUp: (p) => p.route(`**/${named("chainrule.wasm")}`, () => {}) });
    await page.waitForFunction(() => customElements.get("chain-rule"));
    const { share } = await picture(world.browser, await page.screenshot());
    assert.equal(share(colour(dark.paper, 2)), 1);
    await page.unrouteAll({ behavior: "ignoreErrors" });
  });
});
