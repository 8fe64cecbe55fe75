// The package's entry: the class under its tag.
import { ChainRule } from "./class.js";

if (!customElements.get("chain-rule")) customElements.define("chain-rule", ChainRule);
export { ChainRule };
