// The languages of the interface's words. English is compiled in; the others are files beside this script, fetched when needed.
/* global CHAINRULE_LANGUAGES -- put in by cmake/site.mjs, from the table of words */
import { beside, get } from "./resources.js";

const languages = new Set(CHAINRULE_LANGUAGES.split(" "));
const files = new Map();

// The language of ours for a tag like "de-AT", or "en". Ours is Simplified Chinese.
function ours(tag) {
  const [language] = tag.toLowerCase().split("-");
  const traditional = /-(hant|tw|hk|mo)\b/i.test(tag);
  return languages.has(language) && !traditional ? language : "en";
}

// What an element is to speak: its own lang attribute says it, else that of the nearest element around it that has one.
export function languageOf(element) {
  for (let at = element; at; at = at.parentNode ?? at.host) {
    if (at instanceof Element && at.hasAttribute("lang")) return ours(at.getAttribute("lang"));
  }
  return "en";
}

async function load(language) {
  return (await get(beside(`words.${language}.txt`))).text();
}

// The words as the module reads them; "" for English, and when they cannot be had.
export function wordsOf(language) {
  if (language === "en") return "";
  if (!files.has(language)) {
    const words = load(language).catch(() => {
      files.delete(language); // the next widget tries again
      return "";
    });
    files.set(language, words);
  }
  return files.get(language);
}
