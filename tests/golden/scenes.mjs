// What golden pictures are kept of. A scene is the built page with a program, in a window, after some acts:
//   name       of its picture, pictures/<name>.png
//   program    the text that is opened; or lesson, whose first page is
//   window     { width, height }, CSS px; `density` backing pixels in each
//   theme      "light" or "dark"; lang, the interface's language
//   step       so many steps after reset(); else all steps are done
//   zoom       screen px for a canvas px, kept in the middle; else the opening view
//   acts       what the user does: ["click", spot], ["key", name]
//   spots      what element.find() must find, and wholly within the window
//   gone       what it must not find
//   check      of the trace, where it says what the scene is about
//   needs      a font that the machine must have, else the scene is skipped
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { neuron } from "../web/support.mjs";

const desk = { width: 1200, height: 720 };
const lecture = { width: 1440, height: 900 };
const laptop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
const projector = { width: 1920, height: 1080 };
const bar = ["program", "button:first", "button:previous", "button:next", "button:last", "button:play", "track"];
const cards = (...names) => names.map((name) => `card:${name}`);

const product = { program: "f = q * z;  q = x + y\nx = -2; y = 5; z = -4", spots: [...bar, ...cards("x", "y", "z", "q", "f")] };
const inputs = cards("w0", "x0", "w1", "x1", "w2");
const lecturesNeuron = { program: neuron, spots: [...bar, ...inputs, "card:f"] };

// In a window so narrow that the inspector is a sheet, which is closed. From near not all of it need be within.
function levels(name, circuit, far, middle, near) {
  return Object.entries({ far, middle, near }).map(([level, zoom]) => ({
    ...circuit, name: `${name}-${level}`, window: { width: 880, height: 480 }, zoom, spots: level === "near" ? bar : circuit.spots,
  }));
}

// A network of 2 inputs, a hidden layer of 5 and a loss: 60 nodes.
function network() {
  const lines = ["x0 = 0.6; x1 = -0.4"];
  for (let i = 0; i < 5; i++) {
    const [a, b, c, v] = [0.9 - 0.3 * i, 0.2 * i - 0.5, 0.1 * i, 0.8 - 0.3 * i].map((value) => value.toFixed(1));
    lines.push(`a${i} = ${a}; b${i} = ${b}; c${i} = ${c}; v${i} = ${v}`);
    lines.push(`h${i} = tanh(a${i}*x0 + b${i}*x1 + c${i})`);
  }
  return [...lines, "c = 0.1", `p = ${[0, 1, 2, 3, 4].map((i) => `v${i}*h${i}`).join(" + ")} + c`, "L = (p - 1)^2"].join("\n");
}

const lessons = readdirSync(new URL("../../web/lessons/", import.meta.url)).filter((name) => name.endsWith(".md")).map((name) => name.slice(0, -3)).sort();
const predicting = { ...product, window: laptop, acts: [["click", "button:predict"]], spots: [...product.spots, "answer", "button:check"] };

const folding = (directive) => `s(u) = 1/(1+exp(-u))${directive}\nw0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = s(w0*x0 + w1*x1 + w2)`;

export const scenes = [
  ...levels("product", product, 0.2, 0.45, 0.65),
  ...levels("neuron", lecturesNeuron, 0.15, 0.27, 1),
  { ...product, name: "product-light", window: lecture, step: 4, acts: [["click", "card:f"]] },
  { ...product, name: "product-dark", window: lecture, theme: "dark", step: 4, acts: [["click", "card:f"]] },
  { ...lecturesNeuron, name: "neuron-dark", window: lecture, theme: "dark" },
  { ...product, name: "product-phone", window: phone, density: 3 },
  { program: neuron, name: "neuron-phone", window: phone, density: 3, theme: "dark", step: 12, spots: [...bar, "card:t6", "button:sheet"] },
  { ...product, name: "product-projector", window: projector },
  { ...lecturesNeuron, name: "neuron-projector", window: projector, step: 12 },
  {
    name: "network", program: network(), window: lecture, acts: [["click", "button:fit"]], spots: [...bar, ...cards("x0", "x1", "h0", "h4", "L")],
    check: (trace) => assert.equal(trace.nodes.length, 60),
  },
  {
    name: "folded", program: folding("\n#@ fold s"), window: desk, spots: [...bar, ...inputs, "card:f", "fold:s"],
    gone: cards("t5", "t6", "t7"),
  },
  {
    name: "unfolded", program: folding(""), window: desk, acts: [["click", "button:fit"]],
    spots: [...bar, ...inputs, ...cards("t5", "t6", "t7", "f"), "fold:s"],
  },
  {
    ...lecturesNeuron, name: "side-by-side", window: lecture, step: 12, acts: [["click", "button:beside"]],
    spots: [...bar, ...inputs, "card:f", "wording", ...cards("w0", "t4", "f").map((card) => `beside:${card}`)],
  },
  {
    name: "side-by-side-dark", program: folding(""), window: projector, theme: "dark", acts: [["click", "button:beside"]],
    spots: [...bar, ...inputs, "card:f", "button:wording", ...cards("w0", "f").map((card) => `beside:${card}`)],
  },
  {
    name: "error", program: "x = -2; y = 5; z = -4\nf = (x + y)*z\ng = f*(x +", window: desk,
    spots: [...bar, "message", ...cards("x", "y", "z", "f")],
    check: (trace) => assert.deepEqual(trace.diagnostics.map(({ severity, line }) => [severity, line]), [["error", 3]]),
  },
  {
    name: "not-finite", program: "x = -2; y = 3\nq = log(x)\nf = q*y", window: desk, acts: [["click", "card:q"]],
    spots: [...bar, "message", ...cards("x", "y", "q", "f")],
    check: (trace) => assert.equal(trace.nodes.find(({ name }) => name === "f").value, "NaN"),
  },
  {
    name: "fork", program: "x = 3; y = 4\na = x*y\nb = x*x\nf = a + b", window: desk, step: 6,
    spots: [...bar, ...cards("x", "y", "a", "b", "f")],
  },
  {
    name: "landscape", program: "# one data point\nw = 0.5; b = 1; x = 2; t = 3\np = w*x + b\nL = (p - t)^2", window: desk,
    acts: [["click", "button:landscape"], ["click", "button:walk-20"]], spots: [...bar, "map", "button:landscape-close"],
  },
  { ...lecturesNeuron, name: "table", window: desk, acts: [["click", "button:table"]], spots: bar },
  { ...predicting, name: "predict-light" },
  { ...predicting, name: "predict-dark", theme: "dark" },
  { ...predicting, name: "predict-phone", window: phone, density: 3, spots: ["program", "answer", "button:check"] },
  ...lessons.map((lesson) => ({
    lesson, name: `lesson-${lesson}`, window: laptop, spots: ["program", "button:lessons"],
  })),
  { name: "empty", program: "", window: desk, spots: ["program", "button:examples"] },
  ...["en", "de", "fr", "es", "zh", "ja"].map((lang) => ({
    ...lecturesNeuron, name: `neuron-${lang}`, lang, window: desk, step: 12, zoom: 0.7, spots: [...bar, "card:t5"],
    needs: { zh: "WenQuanYi Micro Hei", ja: "WenQuanYi Micro Hei" }[lang],
  })),
];

