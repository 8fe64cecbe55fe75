// Links: the program in the fragment, readable (#p=) or deflated (#z=1.). Both stay readable for ever.
export const limitBytes = 64 * 1024;

const encoder = new TextEncoder();

export class LinkError extends Error {}

// What a fragment's value may show as it is; the rest is percent-encoded. A link must not end in a bracket, which
// messengers leave out of it.
const plain = { "%3D": "=", "%3B": ";", "%2B": "+", "%2F": "/", "%2C": ",", "%3A": ":", "%40": "@" };

function percentEncode(text) {
  const encoded = encodeURIComponent(text).replace(/%(3D|3B|2B|2F|2C|3A|40)/g, (code) => plain[code]);
  return encoded.replace(/[()*'!;,:]$/, (last) => `%${last.charCodeAt(0).toString(16).toUpperCase()}`);
}

function percentDecode(text) {
  let program;
  try {
    program = decodeURIComponent(text);
  } catch {
    throw new LinkError("This link's program is not readable: its percent-encoding is broken.");
  }
  if (encoder.encode(program).length > limitBytes) throw new LinkError("This link's program is longer than 64 KiB.");
  return program;
}

function base64url(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) throw new LinkError("This link is damaged.");
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

async function readAll(stream, limit) {
  const parts = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      reader.cancel().catch(() => {});
      throw new LinkError("This link's program is longer than 64 KiB.");
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function inflate(bytes) {
  let stream;
  try {
    stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  } catch {
    throw new LinkError("This browser cannot read compressed links.");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readAll(stream, limitBytes));
  } catch (error) {
    throw error instanceof LinkError ? error : new LinkError("This link is damaged.");
  }
}

// The program of a fragment such as "#p=x%3D1"; null if it has none. Throws a LinkError that says what is wrong.
export async function readFragment(fragment) {
  for (const part of fragment.replace(/^#/, "").split("&")) {
    if (/^[pz]$/.test(part)) throw new LinkError("This link is damaged.");
    if (part.startsWith("p=")) return percentDecode(part.slice(2));
    if (part.startsWith("z=")) {
      const [version, data] = part.slice(2).split(/\.(.*)/s);
      if (version && version !== "1") throw new LinkError("This link was made by a newer Chainrule. Reload the page to get that one.");
      return inflate(fromBase64url(data ?? ""));
    }
  }
  return null;
}

// The shorter of the two notations.
export async function writeFragment(program) {
  const readable = `#p=${percentEncode(program)}`;
  try {
    const stream = new Blob([program]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const packed = `#z=1.${base64url(await readAll(stream, Infinity))}`;
    return packed.length < readable.length ? packed : readable;
  } catch {
    return readable; // a browser without compression streams
  }
}
