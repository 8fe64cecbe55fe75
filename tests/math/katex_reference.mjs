// Writes katex_reference.inc: what KaTeX itself makes of some formulas, which katex_test.cpp compares with.
// node tests/math/katex_reference.mjs     (after the build has installed web/node_modules)
import { readFileSync, writeFileSync } from "node:fs";

const here = (path) => new URL(path, import.meta.url);
const { default: katex } = await import(here("../../web/node_modules/katex/dist/katex.mjs"));
const source = readFileSync(here("../../web/node_modules/katex/src/fontMetricsData.js"), "utf8");
const { default: metrics } = await import("data:text/javascript," + encodeURIComponent(source));

// "d" display style, "t" text style. \role is KaTeX's \textcolor here.
const formulas = String.raw`
t\frac{\partial f}{\partial x} = \frac{\partial f}{\partial q} \cdot \frac{\partial q}{\partial x} = -4 \cdot 1 = -4
d\frac{\partial f}{\partial x} = \frac{\partial f}{\partial q} \cdot \frac{\partial q}{\partial x} = -4 \cdot 1 = -4
tx+y
tf = q\,z
tx^2 + y_1^2
tf_1 V_a^b
t\frac{1}{1+e^{-x}}
d\frac{1}{1+e^{-(w_0x_0+w_1x_1+w_2)}}
t\frac{\partial^2 L}{\partial w_0 \partial w_1}
d\frac{\frac{a}{b}}{\frac{c}{d}}
t\dfrac{a}{b} + \tfrac{a}{b}
te^{-\frac{x^2}{2\sigma^2}}
t2^{2^{2^{x}}}
tx_{y_{z_{w}}}
t\sigma(x) = \theta_{ij}^{k+1}
tf'(x) = f''
t\sqrt{x}
t\sqrt{x^2+y^2}
d\sqrt{\frac{a}{b}}
t\sqrt{\sqrt{\sqrt{x}}}
t\sqrt[3]{x+1}
d\sqrt{\dfrac{\dfrac{\dfrac{a}{b}}{\dfrac{c}{d}}}{\dfrac{\dfrac{a}{b}}{\dfrac{c}{d}}}}
t\left(\frac{a}{b}\right)^2
d\left(\frac{x}{1+\frac{1}{y}}\right)
tx^{\left(\frac{a}{b}\right)}
d\left|\frac{a}{b}\right| + \left\{\frac{1}{2}\right\}
t\left.\frac{df}{dx}\right|_{x=1}
d\left[\dfrac{\dfrac{\dfrac{a}{b}}{\dfrac{c}{d}}}{\dfrac{\dfrac{a}{b}}{c}}\right]
d\left\{\dfrac{\dfrac{\dfrac{a}{b}}{\dfrac{c}{d}}}{\dfrac{\dfrac{a}{b}}{\dfrac{c}{d}}}\right\}
d\left(\dfrac{\dfrac{\dfrac{\dfrac{a}{b}}{c}}{d}}{\dfrac{\dfrac{\dfrac{a}{b}}{\dfrac{c}{d}}}{\dfrac{d}{e}}}\right)
t\left(a, -b,\right) + \left[-c\right]
t\log x + \exp(-x)
t\max(a, b)
d\max_{i} x_i
d\sum_{i=1}^{n} x_i^2
t\sum_{i=1}^{n} x_i^2
t\operatorname{relu}(x) + \mathrm{max}_1
t(1 - s) \cdot s
ta \le b \ne c \approx d
ta \times b \div c \pm d / e
ta,b;c!d
t1, 2, \ldots, n
t\nabla f \cdot \Delta x \to \infty
tx^{a\cdot b + \log c}
t\quad a\,b\;c\:d\!e\ f
t\role{value}{x + } y \cdot \role{gradient}{z}^2
`.trim().split("\n");

const sizes = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488];
const em = (length) => (length ? parseFloat(length) : 0);

// KaTeX leaves widths to the browser's layout; this adds up what the browser would. In em of the node's parent.
function width(node) {
  const classes = node.classes ?? [];
  const has = (name) => classes.includes(name);
  const children = node.children ?? [];
  let inner;
  if (node.text !== undefined && node.italic !== undefined) {
    const face = metrics[has("mathnormal") ? "Math-Italic" : "Main-Regular"];
    const letters = [...node.text]; // KaTeX joins letters, and keeps the first one's width
    inner = letters.length > 1 ? letters.reduce((sum, c) => sum + face[c.codePointAt(0)][4], 0) : node.width;
    return inner + node.italic + em(node.style?.marginLeft) + em(node.style?.marginRight);
  }
  if (has("nulldelimiter")) inner = 0.12;
  else if (has("hide-tail")) inner = 0;
  else if (has("vlist") && children.length) inner = Math.max(...children.map(width));
  else if (classes.some((name) => name.startsWith("vlist-t"))) inner = width(children[0].children[0]);
  else if (node.style?.width) inner = em(node.style.width);
  else inner = children.reduce((sum, child) => sum + width(child), 0);
  if (has("katex-root") || has("root")) inner -= 5 / 18;
  for (const side of ["paddingLeft", "marginLeft", "marginRight"]) inner += em(node.style?.[side]);
  const from = classes.find((name) => /^reset-size\d+$/.test(name));
  const to = classes.find((name) => /^size\d+$/.test(name));
  return from && to ? (inner * sizes[to.slice(4) - 1]) / sizes[from.slice(10) - 1] : inner;
}

const rows = formulas.map((line) => {
  const latex = line.slice(1);
  const display = line[0] === "d";
  const coloured = latex.replace(/\\role\{\w+\}/g, "\\textcolor{red}");
  const tree = katex.__renderToDomTree(coloured, { displayMode: display, output: "html", strict: "ignore" });
  const html = display ? tree.children[0].children[0] : tree.children[0];
  const total = html.children.reduce((sum, child) => sum + width(child), 0);
  const numbers = [total, html.height, html.depth].map((value) => value.toFixed(4)).join(", ");
  return `{Style::${display ? "display" : "text"}, ${numbers}, R"(${latex})"},`;
});
const banner = `// Written by katex_reference.mjs with KaTeX ${katex.version}. Style; width, height, depth in em; formula.\n`;
writeFileSync(here("katex_reference.inc"), banner + rows.join("\n") + "\n");
