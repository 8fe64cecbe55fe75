// A sheet of formulas: set by src/math, by KaTeX in Chromium, and both over each other. node tests/math/sheet.test.mjs writes it to
// build/sheet.png (after the native build). The boxes must have one size: KaTeX's are measured as the browser lays them out.
// Over each other only large root signs differ: KaTeX shrinks them by 3 % (a drawing of 1.08 * 1.8 units in 1.88 em), here they are
// the font's, whose foot stands where TeX's rule 11 puts it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { chromium } = createRequire(new URL("../../web/package.json", import.meta.url))("playwright-core");
const { default: katex } = await import(new URL("../../web/node_modules/katex/dist/katex.mjs", import.meta.url));
const program = process.env.CHAINRULE_SHEET ?? here("../../build/native/tests/math_sheet");

const px = 30; // 1 em of the picture
// Those of the widget. Words in \mathit are left out: KaTeX has a face of its own for them, here they are set in that of the letters.
const formulas = String.raw`
d\frac{\partial f}{\partial x} = \frac{\partial f}{\partial q} \cdot \frac{\partial q}{\partial x} = -4 \cdot 1 = -4
d\frac{\partial L}{\partial w_0} = \role{gradient}{-0.20} \cdot \role{value}{-1.00}
df = \frac{1}{1 + e^{-\left(w_{0}\,x_{0} + w_{1}\,x_{1} + w_{2}\right)}}
d\sigma' = \left(1 - \sigma\right) \sigma
d\frac{e^{z_{1}}}{e^{z_{1}} + e^{z_{2}} + e^{z_{3}}}
d-\frac{1}{x^{2}}
d\frac{1}{2 \sqrt{x}}
d\frac{1}{\sqrt{1 - x^{2}}}
d\sqrt{\left(x_2 - x_1\right)^2 + \left(y_2 - y_1\right)^2}
d\sqrt[3]{\frac{a + b}{c}}
d\sqrt{1 + \sqrt{1 + \sqrt{1 + x}}}
d\frac{\frac{a}{b} + 1}{1 + \frac{c}{d + \frac{e}{g}}}
d\left(1 + \frac{r}{n}\right)^{n\,t}
d\left[\frac{x - \mu}{\sqrt{\sigma^{2} + \epsilon}}\right] \gamma + \beta
d\left|\frac{a - b}{c}\right| + \left|x\right|
d\left\{\frac{\dfrac{a}{b}}{\dfrac{c}{d}}\right\}^{2}
d\sum_{i=1}^{n} w_{i}\,x_{i} + b
d\prod_{k=1}^{n} \left(1 - \frac{x}{k}\right)
d\frac{1}{2} \sum_{i=0}^{2} \left(y_{i} - t_{i}\right)^{2}
d\max\left(0, 1 - y\,f\right)
d\log \left(1 + e^{x}\right)
d\sin^{2} x + \cos^{2} x = 1
d\operatorname{relu}\left(w\,x + b\right)
d\tanh \left(w_{h}\,h_{t-1} + w_{x}\,x_{t}\right)
d\alpha\,\beta\,\gamma + \Delta\,\Theta - \Omega^{\lambda}
dx^{y^{z}} + x_{i_{j}} + x_{i}^{2}
d2\,x\,y\,z\,w\,u\,v\,e^{-x\,y}\,\sin x
d\mathrm{loss} = \frac{1}{2} \left(y_{\mathrm{out}} - t\right)^{2}
d\frac{1}{\sigma \sqrt{2 \pi}} e^{-\frac{\left(x - \mu\right)^{2}}{2 \sigma^{2}}}
d\frac{\partial^{2} L}{\partial w_{0}\,\partial w_{1}}
d\nabla L = \left(\frac{\partial L}{\partial x}, \frac{\partial L}{\partial y}\right)
dx \le y \ne z \ge w \approx 0.73
t\frac{\partial f}{\partial x} = \frac{\partial f}{\partial q} \cdot \frac{\partial q}{\partial x}
t\frac{1}{1 + e^{-x}}
t\sum_{i=1}^{n} x_{i}^{2}
t\left(\frac{a}{b}\right)^{2} + \sqrt{x}
te^{-\frac{x^{2}}{2}} \cdot \left(-x\right)
t\left.\frac{d f}{d x}\right|_{x=1}
ta \times b \div c \pm d / e \odot 2
tw_{0} \to w_{0} - \eta \cdot \frac{\partial L}{\partial w_{0}}
`.trim().split("\n");

const faces = ["KaTeX_Main", "KaTeX_Math;font-style:italic", "KaTeX_Size1", "KaTeX_Size2", "KaTeX_Size3", "KaTeX_Size4"];

// The box with its glyphs and rules as an SVG whose baseline stands on the line's.
function svg(box, colour) {
  const pad = 4, up = Math.ceil(box.height * px) + pad, down = Math.ceil(box.depth * px) + pad;
  const glyphs = box.glyphs.map((g) => `<text x="${g.x * px}" y="${g.y * px}" style="font-size:${g.size * px}px;font-family:${faces[g.face]}">&#${g.code};</text>`);
  const rules = box.rules.map((r) => `<rect x="${r.x * px}" y="${r.y * px}" width="${r.width * px}" height="${r.height * px}"/>`);
  return `<svg width="${box.width * px}" height="${up + down}" viewBox="0 ${-up} ${box.width * px} ${up + down}" fill="${colour}"
    style="overflow:visible;vertical-align:${pad - down}px;margin:${-pad}px 0">${glyphs.join("")}${rules.join("")}</svg>`;
}

function set(line, colour) {
  const latex = line.slice(1).replace(/\\role\{\w+\}/g, `\\textcolor{${colour}}`);
  return `<span style="color:${colour}">${katex.renderToString(latex, { displayMode: false, output: "html", strict: "error" })}</span>`;
}

test("forty formulas are as wide, high and deep as KaTeX's in Chromium", async () => {
  assert.equal(formulas.length, 40);
  const { stdout, error } = spawnSync(program, { input: formulas.join("\n") + "\n", encoding: "utf8", timeout: 30_000 });
  assert.equal(error, undefined);
  const boxes = stdout.trim().split("\n").map((line) => JSON.parse(line));
  const styled = (line) => (line[0] === "d" ? `d\\displaystyle ${line.slice(1)}` : line);
  const cell = (content) => `<td><i class="base"></i>${content}</td>`;
  const rows = formulas.map((line, i) => `<tr>${cell(svg(boxes[i], "#111"))}${cell(set(styled(line), "#111"))}
    ${cell(`<span class="over">${svg(boxes[i], "#f22")}</span>${set(styled(line), "#0cc")}`)}</tr>`);
  const style = `body{margin:16px;background:#fff;font:13px sans-serif} td{padding:7px 22px;border-top:1px solid #ddd;white-space:nowrap}
    .katex{font-size:${px}px!important} i.base{display:inline-block}
    .over{display:inline-block;width:0} .over+span{mix-blend-mode:multiply}`;
  const folder = here("../../build/");
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}sheet.html`, `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="${pathToFileURL(here("../../web/node_modules/katex/dist/katex.min.css"))}">
    <style>${style}</style><table><tr><th>src/math<th>KaTeX<th>over each other: black is both</tr>${rows.join("\n")}</table>`);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--font-render-hinting=none"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1600, height: 900 }, deviceScaleFactor: 1.5 });
    await page.goto(pathToFileURL(`${folder}sheet.html`).href);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${folder}sheet.png`, fullPage: true });
    // KaTeX gives each part between two places where a line may break a strut as high and deep as the part.
    const measured = await page.$$eval("td:nth-child(2)", (cells) => cells.map((cell) => {
      const line = cell.querySelector("i.base").getBoundingClientRect().bottom;
      const parts = [...cell.querySelectorAll(".katex-html > .base")].map((part) => part.getBoundingClientRect());
      const struts = [...cell.querySelectorAll(".strut")].map((strut) => strut.getBoundingClientRect());
      return {
        width: parts.at(-1).right - parts[0].left,
        height: Math.max(...struts.map((strut) => line - strut.top)),
        depth: Math.max(...struts.map((strut) => strut.bottom - line)),
      };
    }));
    measured.forEach((theirs, i) => {
      for (const side of ["width", "height", "depth"]) {
        // A tenth of a pixel: the browser rounds each of the boxes that a formula has to 1/64 px.
        const ours = boxes[i][side] * px, most = Math.max(0.02 * theirs[side], 0.1);
        assert.ok(Math.abs(ours - theirs[side]) <= most, `${formulas[i]}: ${side} ${ours.toFixed(2)} px, KaTeX's ${theirs[side].toFixed(2)} px`);
      }
    });
  } finally {
    await browser.close();
  }
});
