// micrograd's engine and draw_dot, as its lecture has them (https://github.com/karpathy/micrograd), and random programs for it.

class Value {
  constructor(data, prev = [], op = "", backward = () => {}) {
    Object.assign(this, { data, prev: [...new Set(prev)], op, backward, grad: 0, label: "" });
  }
}

const operations = {
  "+": (a, b) => new Value(a.data + b.data, [a, b], "+", (g) => { a.grad += g; b.grad += g; }),
  "*": (a, b) => new Value(a.data * b.data, [a, b], "*", (g) => { const [x, y] = [a.data, b.data]; a.grad += y * g; b.grad += x * g; }),
  "**2": (a) => new Value(a.data ** 2, [a], "**2", (g) => { a.grad += 2 * a.data * g; }),
  tanh: (a) => new Value(Math.tanh(a.data), [a], "tanh", (g) => { a.grad += (1 - Math.tanh(a.data) ** 2) * g; }),
  exp: (a) => new Value(Math.exp(a.data), [a], "exp", (g) => { a.grad += Math.exp(a.data) * g; }),
  ReLU: (a) => new Value(Math.max(a.data, 0), [a], "ReLU", (g) => { a.grad += a.data > 0 ? g : 0; }),
};

function order(root) {
  const sorted = [], seen = new Set();
  const visit = (value) => {
    if (seen.has(value)) return;
    seen.add(value);
    value.prev.forEach(visit);
    sorted.push(value);
  };
  visit(root);
  return sorted;
}

// The same for the same seed: mulberry32 (Tommy Ettinger).
export function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

// The root of a graph of so many gates, of which each uses what is there already; values stay small. Inputs have labels and four decimals.
export function randomGraph(seed, gates) {
  const random = randomOf(seed), pick = (list) => list[Math.floor(random() * list.length)];
  const values = Array.from({ length: 4 }, (_, i) => Object.assign(new Value(Math.round((random() * 4 - 2) * 1e4) / 1e4), { label: `x${i}` }));
  for (let i = 0; i < gates; i++) {
    const a = pick(values.slice(-6)), large = Math.abs(a.data) > 3;
    const op = large ? "tanh" : pick(Object.keys(operations));
    const made = operations[op](a, pick(values));
    if (random() < 0.3) made.label = `n${i}`;
    values.push(made);
  }
  const root = values.slice(-3).reduce((a, b) => operations["+"](a, b));
  root.label = "L";
  root.grad = 1;
  for (const value of order(root).reverse()) value.backward(value.grad);
  return root;
}

// {name: gradient} of what has a label.
export const gradients = (root) => Object.fromEntries(order(root).filter(({ label }) => label).map(({ label, grad }) => [label, grad]));

// As Python's graphviz writes draw_dot's digraph: records with four decimals in the order of a set, then the edges.
export function drawDot(root, random) {
  const nodes = order(root), id = new Map(nodes.map((value, i) => [value, String(140234567890000 + 48 * i)]));
  let edges = [], text = "digraph {\n\tgraph [rankdir=LR]\n";
  for (const value of [...nodes].sort(() => random() - 0.5)) {
    text += `\t${id.get(value)} [label="{ ${value.label} | data ${value.data.toFixed(4)} | grad ${value.grad.toFixed(4)} }" shape=record]\n`;
    if (value.op) text += `\t"${id.get(value)}${value.op}" [label="${value.op}"]\n\t"${id.get(value)}${value.op}" -> ${id.get(value)}\n`;
    for (const from of value.prev) edges.push(`\t${id.get(from)} -> "${id.get(value)}${value.op}"\n`);
  }
  edges = edges.sort(() => random() - 0.5);
  return `${text}${edges.join("")}}\n`;
}
