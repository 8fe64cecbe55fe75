// Types of <chain-rule>: the element, its events, and the trace.

/** Numbers that are not finite are their names. */
export type TraceNumber = number | "NaN" | "Infinity" | "-Infinity";

export type Gate =
  | "input" | "const" | "add" | "sub" | "mul" | "div" | "neg" | "scale" | "shift" | "recip" | "power" | "pow" | "max" | "min"
  | "exp" | "log" | "sqrt" | "square" | "abs" | "sin" | "cos" | "tan" | "asin" | "acos" | "atan" | "sinh" | "cosh" | "tanh"
  | "sigmoid" | "relu" | "leaky_relu" | "softplus"
  /** The name of a folded function. */
  | (string & {});

/** A node's gradient by one of its operands. Formulas are in the program's own language. */
export interface TraceLocal {
  /** The operand's name. */
  wrt: string;
  formula: string;
  latex: string;
  value: TraceNumber;
  upstream: TraceNumber;
  /** upstream × value */
  downstream: TraceNumber;
}

export interface TraceNode {
  name: string;
  gate: Gate;
  /** Names of the operands that are nodes. */
  inputs: string[];
  value: TraceNumber;
  /** The sum of `downstream` over every edge that leaves the node. */
  grad: TraceNumber;
  formula: string;
  /** One for each operand place. */
  locals: TraceLocal[];
}

/** A place in the program: line and column from 1, length in bytes. */
export interface Place {
  line: number;
  column: number;
  length: number;
}

export interface Diagnostic extends Place {
  severity: "error" | "warning" | "notice";
  message: string;
  /** What to put at its place instead. */
  fix?: Place & { replacement: string };
}

/** Everything about a program, as `chainrule trace` prints it too. */
export interface Trace {
  version: 1;
  /** The node that has the gradient 1; null if there is none. */
  output: string | null;
  /** In forward order. */
  nodes: TraceNode[];
  diagnostics: Diagnostic[];
}

export interface Steps {
  done: number;
  all: number;
}

export interface Grade {
  score: number;
  max: number;
}

export interface ChangeDetail {
  program: string;
  readonly trace: Trace;
  isUserInitiated: boolean;
}

export interface AnswerDetail {
  slot: string;
  given: string;
  correct: boolean;
  /** The mistake that leads to what was given, where it is known. */
  misconception?: string;
}

export type ErrorType = "loadfailure" | "webglcontextlost" | "unsupported" | "invalidprogram" | "limitexceeded";

export interface ErrorDetail {
  type: ErrorType;
  message: string;
}

/** All bubble, and leave shadow trees. */
export interface ChainRuleEventMap {
  load: CustomEvent<null>;
  change: CustomEvent<ChangeDetail>;
  step: CustomEvent<Steps>;
  answer: CustomEvent<AnswerDetail>;
  grade: CustomEvent<Grade>;
  error: CustomEvent<ErrorDetail>;
}

export class ChainRule extends HTMLElement {
  /** The text as it stands. */
  program: string;
  /** null before the load. */
  readonly trace: Trace | null;
  /** null before the load. */
  readonly steps: Steps | null;
  /** The user has changed the program since the page gave it, in an earlier visit maybe. */
  readonly hasWork: boolean;
  /** A promise of the page's: the program that is shown first is known only then. */
  waitsFor: Promise<unknown> | null;
  /** Frames drawn since the load. */
  readonly frames: number;

  /** n steps forward, or back. */
  step(n?: number): void;
  reset(): void;
  undo(): void;
  redo(): void;
  /** Marks what is typed in the exercise as it stands; null before the load. */
  grade(): Grade | null;
  /** By its id in the folder of lessons, or by the address of its file. */
  openLesson(lesson: string): Promise<void> | undefined;
  /** "image/png" (the default), "text/plain": the program, "application/json": the trace. Others are rejected with NotSupportedError. */
  toBlob(type?: "image/png" | "text/plain" | "application/json" | (string & {})): Promise<Blob>;
  /** Where a part of the picture stands in the element ("value:x", "card:q", "button:next", "program"); null if it is not shown. */
  find(what: string): DOMRect | null;

  addEventListener<K extends keyof ChainRuleEventMap>(
    type: K, listener: (this: ChainRule, event: ChainRuleEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K, listener: (this: HTMLElement, event: HTMLElementEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof ChainRuleEventMap>(
    type: K, listener: (this: ChainRule, event: ChainRuleEventMap[K]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K, listener: (this: HTMLElement, event: HTMLElementEventMap[K]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** What the full page in an iframe posts to the page around it. */
export type MessageFromFrame = { source: "chainrule"; v: 1 } & (
  | { type: "ready" }
  | { type: "resize"; width: number; height: number }
  | ({ type: "change" } & ChangeDetail)
  | ({ type: "step" } & Steps)
  | ({ type: "answer" } & AnswerDetail)
  | ({ type: "grade" } & Grade)
  | { type: "error"; error: ErrorType; message: string }
  | { type: "getTrace.response"; id?: unknown; trace: Trace | null }
  | { type: "setProgram.response" | "setTheme.response"; id?: unknown; ok: boolean }
  | ({ type: "step.response" | "reset.response"; id?: unknown } & Partial<Steps>)
  | ({ type: "grade.response"; id?: unknown } & Partial<Grade>)
);

/** What it may be asked. */
export type MessageToFrame = { source: "chainrule"; v: 1; id?: unknown } & (
  | { type: "getTrace" | "reset" | "grade" }
  | { type: "setProgram"; program: string }
  | { type: "step"; n?: number }
  | { type: "setTheme"; theme: "auto" | "light" | "dark" }
);
