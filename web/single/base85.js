// Bytes as text, four in five letters: a twentieth shorter than base64. The letters are those from "#" on without "<", so that the text
// may stand in a script element.
const first = 35, left = 60; // "#", "<"

export function encode85(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 4) {
    let word = 0;
    for (let j = i; j < i + 4; j++) word = word * 256 + (bytes[j] ?? 0);
    const letters = [];
    for (let j = 0; j < 5; j++, word = Math.floor(word / 85)) {
      const code = first + (word % 85);
      letters.unshift(String.fromCharCode(code < left ? code : code + 1));
    }
    text += letters.slice(0, Math.min(5, bytes.length - i + 1)).join("");
  }
  return text;
}

export function decode85(text) {
  const bytes = new Uint8Array(Math.floor((text.length * 4) / 5));
  for (let i = 0, at = 0; i < text.length; i += 5) {
    let word = 0;
    for (let j = i; j < i + 5; j++) {
      const code = j < text.length ? text.charCodeAt(j) : first + 85; // what was left out is taken as the highest
      word = word * 85 + (code > left ? code - 1 : code) - first;
    }
    for (let shift = 24; shift >= 0 && at < bytes.length; shift -= 8) bytes[at++] = word >>> shift;
  }
  return bytes;
}
