// The files that the widget comes with: its module in two parts, its translations, its lessons. All are asked for here; the page that has
// them in itself puts single/resources.js in this one's place (cmake/single.mjs).

// The address of the element's script, for a tag in another page.
export const script = new URL("chainrule.js", import.meta.url).href;

// The address of a file beside the script, whose name there has a hash of its contents in it.
/* global CHAINRULE_FILES -- put in by cmake/site.mjs: the names there, by the plain ones */
export const beside = (name) => new URL(CHAINRULE_FILES[name], import.meta.url);

// A promise of its Response. The message of the Error says why there is none.
export async function get(url) {
  const response = await fetch(url).catch(() => {
    throw new Error(`${url} is not reachable${origin === "null" ? ", or its server gives it to no sandbox (Access-Control-Allow-Origin)" : ""}.`);
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response;
}

// Its bytes at once: the page waits.
export function getNow(url) {
  const request = new XMLHttpRequest();
  request.open("GET", url, false);
  request.overrideMimeType("text/plain; charset=x-user-defined"); // bytes, one to a letter
  request.send();
  return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0));
}
