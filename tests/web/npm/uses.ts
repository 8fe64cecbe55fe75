// All that the package's types promise, used as a page would. Never run: tests/web/npm.test.mjs compiles it.
import type { ChangeDetail, Diagnostic, ErrorType, MessageFromFrame, MessageToFrame, Trace, TraceNumber } from "chainrule";
import { ChainRule } from "chainrule";
import { ChainRule as Same } from "chainrule/class";

class Own extends Same {}
customElements.define("my-graph", Own);

const widget: ChainRule = document.createElement("chain-rule");
const found: ChainRule | null = document.querySelector("chain-rule");
widget.program = "a = 3; g = a*a";
widget.waitsFor = Promise.resolve();
widget.step();
widget.step(-2);
widget.reset();
widget.undo();
widget.redo();
const max: number | undefined = widget.grade()?.max;
const steps: { done: number; all: number } | null = widget.steps;
const place: number | undefined = found?.find("value:x")?.x;
const picture: Promise<Blob> = widget.toBlob("image/png");
void widget.openLesson("01-gate");
console.log(max, steps, place, picture, widget.hasWork, widget.frames);

function finite(value: TraceNumber): number {
  return typeof value === "number" ? value : NaN;
}

function sum(trace: Trace | null): number {
  const edges = trace?.nodes.flatMap(({ locals }) => locals) ?? [];
  return edges.reduce((total, { upstream, value, downstream }) => total + finite(upstream) * finite(value) - finite(downstream), 0);
}

const remedy = ({ line, column, message, fix }: Diagnostic) => `${line}:${column}: ${message} ${fix?.replacement ?? ""}`;

widget.addEventListener("load", function () {
  console.log(sum(this.trace), this.trace?.diagnostics.map(remedy));
});
widget.addEventListener("change", ({ detail }) => {
  const { program, trace, isUserInitiated }: ChangeDetail = detail;
  console.log(program.length, trace.nodes[0]?.gate === "input", isUserInitiated);
});
widget.addEventListener("step", ({ detail: { done, all } }) => console.log(done / all));
widget.addEventListener("answer", ({ detail: { slot, given, correct, misconception } }) => console.log(slot, given, correct, misconception?.length));
widget.addEventListener("grade", ({ detail: { score, max } }) => console.log(score / max));
const tell = ({ detail }: CustomEvent<{ type: ErrorType; message: string }>) => console.log(detail.type === "unsupported", detail.message);
widget.addEventListener("error", tell, { once: true });
widget.removeEventListener("error", tell);
widget.addEventListener("click", ({ clientX }) => console.log(clientX));

addEventListener("message", ({ data }: MessageEvent<MessageFromFrame>) => {
  if (data.type === "getTrace.response") console.log(sum(data.trace));
  if (data.type === "resize") console.log(data.width * data.height);
  if (data.type === "error") console.log(data.error === "loadfailure");
});
const ask: MessageToFrame = { source: "chainrule", v: 1, type: "step", n: 3, id: 1 };
frames[0]?.postMessage(ask, "*");

// @ts-expect-error: a trace cannot be set
widget.trace = null;
// @ts-expect-error: a program is text
widget.program = 7;
// @ts-expect-error: no such type
const wrong: ErrorType = "other";
console.log(wrong);
