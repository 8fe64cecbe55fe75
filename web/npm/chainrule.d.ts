import { ChainRule } from "./class.js";

export * from "./class.js";

declare global {
  interface HTMLElementTagNameMap {
    "chain-rule": ChainRule;
  }
}
