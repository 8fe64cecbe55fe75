// LaTeX as the module and lessons write it, as MathML for those who read with a voice. What is not known stays text.
const space = "http://www.w3.org/1998/Math/MathML";
const deepest = 40; // groups within groups
const signs = {
  partial: "∂", cdot: "·", times: "×", le: "≤", leq: "≤", ge: "≥", geq: "≥", ne: "≠", neq: "≠", approx: "≈", to: "→", infty: "∞", sum: "∑",
  pm: "±", in: "∈", dots: "…", ldots: "…", cdots: "⋯", Rightarrow: "⇒", mid: "|", lvert: "|", rvert: "|", "{": "{", "}": "}", "|": "‖",
};
const letters = "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ " +
  "phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Sigma Σ Phi Φ Psi Ψ Omega Ω ell ℓ";
const greek = Object.fromEntries([...letters.matchAll(/(\w+) (\S)/g)].map(([, name, letter]) => [name, letter]));
const skipped = /^(left|right|big|Big|bigl|bigr|quad|qquad|displaystyle|,|;|!|:| |\\)$/;

function make(tag, ...children) {
  const element = document.createElementNS(space, tag);
  element.append(...children);
  return element;
}

export function mathOf(latex) {
  const tokens = latex.match(/\\[a-zA-Z]+|\\.|[\d.]*\d|[^\s\\]/gu) ?? [];
  let at = 0;

  // One thing: a letter, a number, a group, a command with what belongs to it.
  function atom(depth) {
    const token = tokens[at++];
    if (token === undefined || depth > deepest) return make("mrow");
    if (token === "{") return group(depth + 1);
    if (token[0] === "\\") return command(token.slice(1), depth + 1);
    return make(/^[\d.]*\d$/.test(token) ? "mn" : /\p{L}/u.test(token) ? "mi" : "mo", token === "-" ? "−" : token);
  }

  function group(depth) {
    const row = make("mrow");
    while (at < tokens.length && tokens[at] !== "}") row.append(scripted(depth));
    at++;
    return row;
  }

  function command(name, depth) {
    if (name === "frac") return make("mfrac", atom(depth), atom(depth));
    if (name === "sqrt") return make("msqrt", atom(depth));
    if (/^(math\w+|text\w*|operatorname)$/.test(name)) return make("mi", atom(depth).textContent);
    if (skipped.test(name)) return at < tokens.length && tokens[at] !== "}" ? scripted(depth) : make("mrow");
    if (greek[name]) return make("mi", greek[name]);
    return signs[name] ? make("mo", signs[name]) : make("mi", name);
  }

  function scripted(depth) {
    let base = atom(depth);
    while (tokens[at] === "_" || tokens[at] === "^") base = make(tokens[at++] === "_" ? "msub" : "msup", base, atom(depth));
    return base;
  }

  const math = make("math");
  while (at < tokens.length) math.append(scripted(0));
  return math;
}
