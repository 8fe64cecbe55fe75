// What is in the picture, as elements beside it: for those who do not see the canvas, and as a panel over it for those who go there by the
// keyboard (Shift+Enter, Escape). It says what App::outline (src/ui/app.h) says, a moment after each change, and acts by App::act.
import { mathOf } from "./math.js";

const pause = 250; // ms between two looks at the module

// An element as it is to be: a tag, what is set on it, what is in it. `key` knows it again among its neighbours.
const h = (tag, props, ...children) => ({ tag, props, children: children.flat().filter((child) => child || child === "") });
const button = ({ act, title, argument = "", off }) =>
  h("button", { key: `${act} ${argument}`, type: "button", tabindex: "-1", "data-act": act, "data-argument": argument, "aria-disabled": off }, title);
const math = (latex) => h("span", { latex });
const section = (label, ...children) => h("div", { key: label, role: "group", "aria-label": label }, ...children);

function setProp(element, name, value) {
  if (name === "key") return;
  if (name === "latex") {
    if (element.latex !== value) element.replaceChildren(mathOf(value));
    element.latex = value;
  } else if (name === "value") {
    if (element.given !== value) element.value = value; // what is being typed stays, until the program says otherwise
    element.given = value;
  } else if (name === "tabindex" && element.hasAttribute(name)) {
    return; // it roves
  } else if (value === undefined || value === null || value === false) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

// Makes what is in `parent` like this; elements that stay keep the keyboard.
function patch(parent, children) {
  const before = new Map([...parent.childNodes].map((node) => [node.key, node]));
  const count = {};
  const nodes = children.map((child) => {
    const isText = typeof child === "string";
    const kind = isText ? "#" : child.tag;
    const key = (!isText && child.props.key) || `${kind} ${(count[kind] = (count[kind] ?? 0) + 1)}`;
    const old = before.get(key);
    const node = old ?? (isText ? document.createTextNode("") : document.createElement(kind));
    before.delete(key);
    node.key = key;
    if (isText) {
      if (node.data !== child) node.data = child;
      return node;
    }
    for (const [name, value] of Object.entries(child.props)) setProp(node, name, value);
    if (!("latex" in child.props)) patch(node, child.children);
    return node;
  });
  for (const node of before.values()) node.remove();
  nodes.forEach((node, i) => parent.childNodes[i] === node || parent.insertBefore(node, parent.childNodes[i] ?? null));
}

export class Outline {
  #widget; // module, wake()
  #stage;
  #box = document.createElement("section");
  #enter = document.createElement("button");
  #body = document.createElement("div");
  #live = document.createElement("div");
  #timer = 0;
  #looked = false; // has it been filled?
  #json = "";
  #was = {};
  #field = null; // the answer's
  #typed = null; // of the list that is open: what narrows it, or what is asked for
  #program = null;

  constructor(widget, root, stage, signal) {
    this.#widget = widget;
    this.#stage = stage;
    this.#box.className = "outline";
    this.#enter.className = "enter";
    this.#enter.tabIndex = -1;
    this.#enter.type = "button";
    this.#enter.hidden = true; // until it has its word
    this.#live.setAttribute("aria-live", "polite");
    stage.setAttribute("aria-keyshortcuts", "Shift+Enter");
    this.#box.append(this.#body, this.#live);
    root.append(this.#enter, this.#box);
    const on = (target, type, handler) => target.addEventListener(type, handler, { signal });
    on(this.#enter, "click", () => this.enter());
    on(stage, "keydown", (event) => {
      if (event.key !== "Enter" || !event.shiftKey) return;
      event.preventDefault(); // else it presses the button that gets the keyboard
      this.enter();
    });
    on(this.#box, "click", (event) => this.#click(event));
    on(this.#box, "change", ({ target }) => {
      if (target.name) this.#act("value", `${target.name} ${target.value}`, target);
      else if (target === this.#program) this.#act("program", target.value, target);
    });
    on(this.#box, "keydown", (event) => this.#key(event));
    on(this.#box, "focusin", ({ target }) => {
      target.tabIndex = 0;
      widget.module?.hurry().then(() => this.follow());
    });
    on(this.#box, "focusout", ({ target }) => (target.tabIndex = -1)); // one Tab leaves the widget
    signal.addEventListener("abort", () => this.#end());
  }

  #end() {
    clearTimeout(this.#timer);
    this.#enter.remove();
    this.#box.remove();
  }

  // After a frame: something may be another.
  follow() {
    if (this.#timer) return;
    this.#timer = -1;
    const look = () => {
      this.#timer = 0;
      if (!this.#widget.module || !this.#box.isConnected) return;
      if (this.#stage.matches(":active")) this.#timer = setTimeout(look, pause); // not while something is dragged
      else this.#look();
    };
    this.#timer = setTimeout(look, this.#looked ? pause : 0);
  }

  enter() {
    this.#look(true);
    (this.#field ?? this.#controls()[0])?.focus();
  }

  #controls() {
    return [...this.#body.querySelectorAll("button, input, textarea")];
  }

  // Until the module's second part is here, which somebody's pointer or keyboard brings, the trace says the most of it.
  #look(all = false) {
    const { module } = this.#widget;
    if (!all && !module.complete) {
      this.#enter.textContent = "Read as text (Shift+Enter)";
      this.#enter.hidden = false;
      this.#brief(module);
      return;
    }
    const json = module.outline;
    const title = this.#stage.getAttribute("aria-label");
    if (json + title === this.#json) return;
    this.#json = json + title;
    const now = JSON.parse(json);
    const active = this.#box.getRootNode().activeElement;
    const had = this.#body.contains(active);
    patch(this.#body, this.#parts(title, now));
    this.#box.setAttribute("aria-label", title);
    this.#field = this.#body.querySelector("[data-answer]");
    this.#program = this.#body.querySelector("textarea");
    this.#typed = this.#body.querySelector("[data-typed]");
    this.#enter.hidden = false;
    this.#enter.textContent = `${now.words[2]} (Shift+Enter)`;
    if (had && this.#typed && !this.#was.picker) this.#typed.focus();
    else if (had && !active.isConnected) (this.#field ?? this.#body.querySelector("[aria-pressed=true]") ?? this.#controls()[0])?.focus();
    if (this.#looked) this.#speak(now);
    this.#was = now;
    this.#looked = true;
  }

  #brief({ program, trace }) {
    if (program === this.#json) return;
    this.#json = program;
    const title = this.#stage.getAttribute("aria-label");
    this.#box.setAttribute("aria-label", title);
    const line = ({ name, gate, value, grad, formula }) => h("li", {}, `${name}: ${gate === "input" ? "" : `${formula} = `}${value}, ∂: ${grad}`);
    patch(this.#body, [h("h2", {}, title), h("ul", { key: "nodes" }, trace.nodes.slice(0, 200).map(line))]);
  }

  // The newest of what there is to say.
  #speak({ learner = {}, picker = {}, step, problem, notice, summary }) {
    const before = this.#was.learner ?? {}, list = this.#was.picker ?? {};
    const page = `${learner.title}. ${learner.page ?? ""}`;
    const hint = learner.hints?.at(-1);
    const said = [
      picker.question !== list.question && picker.question,
      picker.said !== list.said && picker.said,
      notice !== this.#was.notice && notice,
      learner.said !== before.said && learner.said,
      learner.title && page !== `${before.title}. ${before.page ?? ""}` && page,
      learner.slot === before.slot && hint !== before.hints?.at(-1) && hint,
      learner.score !== before.score && !learner.question && learner.score,
      step !== this.#was.step && step,
      problem !== this.#was.problem && problem,
      summary !== this.#was.summary && summary,
    ].filter(Boolean);
    if (said.length === 0) return;
    const words = document.createElement("p");
    words.textContent = said.join(" ");
    this.#live.replaceChildren(words); // a new one is spoken, even if it says the same
  }

  #parts(title, now) {
    const [value, gradient, , lessons, program] = now.words;
    return [
      h("h2", {}, title),
      h("p", { key: "summary" }, now.summary),
      now.problem && h("p", { key: "problem" }, now.problem),
      now.step && h("p", { key: "step" }, now.step),
      h("p", { key: "buttons" }, now.buttons.map(button)),
      now.notice && h("p", { key: "notice" }, now.notice),
      now.picker && this.#picker(now.picker),
      now.learner && this.#learner(now.learner),
      h("ul", { key: "nodes" }, now.nodes.map((node) => this.#node(node, now.selected.includes(node.name), value, gradient)), now.more && h("li", { key: "+" }, now.more)),
      h("textarea", { key: "program", tabindex: "-1", spellcheck: "false", "aria-label": program, readonly: now.readonly === 1, value: this.#widget.module.program }),
      now.lessons?.length > 0 && section(lessons.replace("…", ""), now.lessons.map(button)),
    ].filter(Boolean);
  }

  #node({ name, gate, value, gradient, input, latex, rows = [] }, selected, valueWord, gradientWord) {
    const numbers = [input === undefined && value && `${valueWord} ${value}`, gradient && `${gradientWord} ${gradient}`].filter(Boolean);
    return h("li", { key: `node ${name}` },
      h("button", { type: "button", tabindex: "-1", "data-act": "select", "data-argument": name, "aria-pressed": selected ? "true" : "false" }, name),
      ` ${gate} `,
      input === undefined
        ? math(latex)
        : h("input", { key: "value", type: "text", inputmode: "decimal", tabindex: "-1", name, value: input, "aria-label": `${name}: ${valueWord}` }),
      ` ${numbers.join(", ")}`,
      rows.length > 0 && h("ul", {}, rows.map((row) =>
        h("li", {}, math(row.latex), row.local ? ` = ${row.local} ` : " ", button({ act: "wire", title: `→ ${row.to}`, argument: `${name} ${row.place}` }), row.sent ? `: ${row.sent}` : ""))),
    );
  }

  #picker({ question, typed, said, rows }) {
    return section(question,
      h("input", { key: "typed", type: "text", autocomplete: "off", tabindex: "-1", "data-typed": "", "aria-label": question, value: typed }),
      said && h("p", { key: "said" }, said),
      rows.map(button),
    );
  }

  #learner({ title, page, text, question, slot, check, hints = [], said, score, choices = [], buttons }) {
    return section(title,
      h("h3", {}, title),
      page && h("h4", { key: "page" }, page),
      text.map((runs, i) => h("p", { key: `text ${i}` }, runs.map((run) => (typeof run === "string" ? run : math(run.latex))))),
      score && h("p", { key: "score" }, score),
      question && h("p", { key: "question" }, question),
      question && h("input", { key: `answer ${slot}`, type: "text", autocomplete: "off", tabindex: "-1", "data-answer": "", "aria-label": question }),
      question && button({ act: "answer", title: check }),
      said && h("p", { key: "said" }, said),
      hints.map((hint, i) => h("p", { key: `hint ${i}` }, hint)),
      choices.map(button),
      h("p", { key: "buttons" }, buttons.map(button)),
    );
  }

  #click(event) {
    const { act, argument } = event.target.closest("[data-act]")?.dataset ?? {};
    if (act === "answer") this.#act(act, this.#field.value);
    else if (act === "select" && (event.ctrlKey || event.metaKey)) this.#act("more", argument);
    else if (act) this.#act(act, argument);
  }

  #act(name, argument, field = null) {
    const done = this.#widget.module?.act(name, argument);
    if (field) field.ariaInvalid = String(!done);
    this.#widget.wake();
    this.#look(true);
  }

  #key(event) {
    const { key, target } = event;
    const controls = this.#controls();
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (key === "Escape" && this.#typed) this.#act("close");
    else if (key === "Escape") this.#stage.focus();
    else if (step && target !== this.#program) controls[controls.indexOf(target) + step]?.focus();
    else if (key === "Enter" && target === this.#field) this.#act("answer", target.value);
    else if (key === "Enter" && target === this.#typed) this.#act("type", target.value);
    else if (key === "Enter" && event.ctrlKey && target.dataset.act === "select") this.#act("more", target.dataset.argument);
    else if (key === "Enter" && event.ctrlKey && target === this.#program) this.#act("program", target.value, target);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
