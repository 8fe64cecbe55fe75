// For the page's own code under Node 18, whose compression streams have no "deflate-raw".
import { Duplex } from "node:stream";
import { createInflateRaw } from "node:zlib";

try {
  new DecompressionStream("deflate-raw");
} catch {
  globalThis.DecompressionStream = class {
    constructor() {
      Object.assign(this, Duplex.toWeb(createInflateRaw()));
    }
  };
}
