// Browsers keep about 16 WebGL contexts a page and drop the oldest without asking. The page may want some of its own, so
// the widgets share 8: the one that was out of use the longest shows its last picture until it is needed again.
const limit = 8;
const live = new Set(); // in order of use, the longest ago first

// A widget here has `onScreen()` and `freeze()`.
export function takeContext(widget) {
  live.delete(widget);
  while (live.size >= limit) {
    const waiting = [...live];
    const victim = waiting.find((other) => !other.onScreen()) ?? waiting[0];
    live.delete(victim);
    victim.freeze();
  }
  live.add(widget);
}

export function giveContext(widget) {
  live.delete(widget);
}
