// The interface's language in Chromium: chosen by lang, fetched when it is needed, and never in the way.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventsOf, get, loaded, named, open, slide, start, still, wrap } from "./support.mjs";

const element = (attributes, program = slide) => `<chain-rule ${attributes} style="width:960px;height:560px">${program}</chain-rule>`;

let world;
before(async () => (world = await start()));
after(() => world.close());

// Opens a page and waits until its words, if any are fetched, have been drawn. `asked` collects the requests for words.
async function shown(html, setUp = null) {
  const asked = [];
  const page = await open(world, {
    html,
    setUp: async (p) => {
      p.on("request", (request) => {
        const found = /words\.(\w+)-[0-9a-f]+\.txt$/.exec(request.url());
        if (found) asked.push(found[1]);
      });
      await setUp?.(p);
    },
  });
  await loaded(page);
  await page.waitForLoadState("networkidle");
  await still(page);
  return { page, asked, picture: await page.locator("chain-rule").first().screenshot() };
}

// Do two pictures show the same words? Where a glyph stands in the atlas shows in the last bits of a colour.
async function same(a, b) {
  const page = await world.browser.newPage();
  const different = await page.evaluate(async (pictures) => {
    const [one, two] = await Promise.all(
      pictures.map(async (base64) => {
        const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
        context.drawImage(bitmap, 0, 0);
        return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
      }),
    );
    return one.reduce((count, value, i) => count + (Math.abs(value - two[i]) > 64), 0);
  }, [a, b].map((png) => png.toString("base64")));
  await page.close();
  return different === 0;
}

test("German and Japanese are fetched and shown; English costs no request", async () => {
  const english = await shown(wrap(element("")));
  assert.deepEqual(english.asked, []);
  for (const language of ["de", "ja"]) {
    const { page, asked, picture } = await shown(wrap(element(`lang="${language}"`)));
    assert.deepEqual(asked, [language]);
    assert.equal(await get(page, "program"), slide);
    assert.deepEqual(page.problems, []);
    assert.equal(await same(picture, english.picture), false);
  }
});

test("the element's own lang wins over what is around it, and an unknown one is English", async () => {
  const english = (await shown(wrap(element("")))).picture;
  const inside = (attributes) => wrap(`<div lang="de-AT">${element(attributes)}</div>`);
  const german = await shown(inside(""));
  assert.deepEqual(german.asked, ["de"]);
  assert.equal(await same(german.picture, english), false);
  for (const tag of ["en-GB", "tlh", "", "zh-TW", "constructor"]) {
    const { page, asked, picture } = await shown(inside(`lang="${tag}"`));
    assert.deepEqual(asked, [], tag);
    assert.ok(await same(picture, english), tag);
    assert.deepEqual(page.problems, []);
  }
});

test("a change of lang changes the words and keeps program, step and undo", async () => {
  const { page, asked, picture } = await shown(wrap(element('motion="reduce"')));
  const set = async (language) => {
    await page.evaluate((l) => document.querySelector("chain-rule").setAttribute("lang", l), language);
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(200);
    await still(page);
    return page.locator("chain-rule").screenshot();
  };
  assert.equal(await same(await set("de"), picture), false);
  assert.ok(await same(await set("en"), picture));
  await set("de");
  assert.deepEqual(asked, ["de"]);
  assert.equal(await get(page, "program"), slide);
  assert.deepEqual((await eventsOf(page, "change")).length, 0);
});

test("words that cannot be had leave English and a page that works", async () => {
  const english = (await shown(wrap(element("")))).picture;
  for (const answer of [(route) => route.fulfill({ status: 404, body: "" }), (route) => route.abort()]) {
    const { page, picture } = await shown(wrap(element('lang="fr"')), (p) => p.route(`**/${named("words.fr.txt")}`, answer));
    assert.ok(await same(picture, english));
    assert.deepEqual(await eventsOf(page, "error"), []);
    assert.ok(page.problems.every((text) => /Failed to load resource/.test(text)), page.problems.join("\n")); // the browser's own word
  }
});

test("a browser that hides its fonts keeps English", async () => {
  const english = (await shown(wrap(element("")))).picture;
  const noise = (p) =>
    p.addInitScript(() => {
      CanvasRenderingContext2D.prototype.getImageData = (x, y, width, height) =>
        new ImageData(new Uint8ClampedArray(4 * width * height).fill(77), width);
    });
  const { picture } = await shown(wrap(element('lang="ja"')), noise);
  assert.ok(await same(picture, english));
});

test("the full page takes lang from its address", async () => {
  const page = await open(world, { path: "?lang=zh-CN" });
  await loaded(page);
  assert.equal(await page.getAttribute("chain-rule", "lang"), "zh-CN");
  assert.deepEqual(page.problems, []);
});

test("letters that the widget's faces lack are the browser's", async () => {
  const ink = async (character) => (await shown(wrap(element("", `a = 1 # ${character}`)))).picture;
  assert.equal(await same(await ink("日"), await ink("月")), false);
});
