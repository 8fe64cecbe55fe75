// The files of the site, as they are written: with a hash of the content in their names, and with a .br and a .gz beside those that shrink.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, parse } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const shrinks = /\.(js|css|html|wasm|txt|md|chain|svg|json|webmanifest)$/;

const packers = {
  br: (bytes, quality) => promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }),
  gz: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

export const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 10);

export class Output {
  #folder;
  #kept; // a folder with what was compressed in earlier builds, by hash and length of the content
  #quality;
  #used = new Set(); // names in it
  names = {}; // in the site, by the plain ones: of the files whose names have hashes
  plain = new Map(); // bytes of all files, by their plain names

  // `quality` is brotli's, 0 to 11.
  static async begin(folder, kept, quality) {
    const output = new Output();
    output.#folder = folder;
    output.#kept = kept;
    output.#quality = quality;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await mkdir(kept, { recursive: true });
    return output;
  }

  // In an order that is the same in each build.
  get sortedNames() {
    return Object.fromEntries(Object.entries(this.names).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  // Writes a file, under its own name where others know it by that (`stable`). Resolves to its name in the site.
  async put(name, content, { stable = false } = {}) {
    const bytes = Buffer.from(content), hash = hashOf(bytes);
    const { dir, name: stem, ext } = parse(name);
    const written = stable ? name : join(dir, `${stem}-${hash}${ext}`);
    this.plain.set(name, bytes);
    if (!stable) this.names[name] = written;
    const path = join(this.#folder, written);
    await mkdir(dirname(path), { recursive: true });
    await Promise.all([writeFile(path, bytes), ...(shrinks.test(name) ? Object.keys(packers).map((kind) => this.#pack(kind, path, bytes, hash)) : [])]);
    return written;
  }

  async #pack(kind, path, bytes, hash) {
    const name = `${hash}-${bytes.length}-${this.#quality}.${kind}`, kept = join(this.#kept, name);
    this.#used.add(name);
    let packed = await readFile(kept).catch(() => null);
    if (!packed) {
      packed = await packers[kind](bytes, this.#quality);
      await writeFile(kept, packed);
    }
    await writeFile(`${path}.${kind}`, packed);
  }

  // Forgets what was compressed for files that are no more.
  async end() {
    for (const name of await readdir(this.#kept)) if (!this.#used.has(name)) await rm(join(this.#kept, name));
  }
}
