// The site's pages for readers: the guides, from the Markdown files of web/; the gallery, from web/gallery; and, for each course system, the
// page of web/embed with what the embedding guide says to put there: what is tested is what is told.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

const guides = { embedding: "Embedding", teachers: "Teachers", language: "Language", hosting: "Hosting" };
const example = "https://example.org/chainrule/"; // which stands for the site in the guide

const escape = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
const link = (program) => `./#p=${encodeURIComponent(program)}`;
const slug = (text) => text.toLowerCase().replace(/<[^>]*>|&\w+;|[^\p{L}\p{N} _-]/gu, "").replace(/ /g, "-"); // as on GitHub

function page(title, body, icon, script = "") {
  const links = [["./", "Chainrule"], ["gallery.html", "Gallery"], ...Object.entries(guides).map(([name, words]) => [`${name}.html`, words])];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escape(title)} · Chainrule</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${icon}
<link rel="stylesheet" href="guide.css">
${script}</head>
<body>
<nav aria-label="Site">${links.map(([to, words]) => `<a href="${to}">${words}</a>`).join(" ")}</nav>
<main>
${body}
</main>
</body>
</html>
`;
}

// `marked` is the package; `text` Markdown.
function guide({ Marked }, name, text, icon) {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const inner = this.parser.parseInline(tokens);
        return `<h${depth} id="${slug(inner)}">${inner}</h${depth}>\n`;
      },
      code({ text: code, lang = "" }) {
        const opens = /^chain$/.test(lang) ? `<p class="open"><a href="${escape(link(code))}">Open it</a></p>\n` : "";
        return `<pre tabindex="0"><code>${escape(code)}</code></pre>\n${opens}`;
      },
      link({ href, tokens }) {
        return `<a href="${escape(href.replace(/^(\w+)\.md(?=#|$)/, (_, file) => (file in guides ? `${file}.html` : `${file}.md`)))}">${this.parser.parseInline(tokens)}</a>`;
      },
      table({ header, rows }) {
        const cell = (tag, inner) => `<${tag}>${inner}</${tag}>`; // an empty one heads nothing
        const row = (cells, tag) => cell("tr", cells.map(({ text, tokens }) => cell(text ? tag : "td", this.parser.parseInline(tokens))).join(""));
        const head = header.some(({ text }) => text) ? `<thead>${row(header, "th")}</thead>\n` : "";
        return `<div class="wide" tabindex="0" role="group" aria-label="Table"><table>${head}<tbody>${rows.map((cells) => row(cells, "td")).join("")}</tbody></table></div>\n`;
      },
    },
  });
  return page(guides[name], marked.parse(text), icon);
}

// Title, what it shows, the program without both.
function exhibit(text) {
  const [title, words, ...program] = text.trimEnd().split("\n");
  return { title: title.slice(2), words: words.slice(2), program: program.join("\n") };
}

async function gallery(folder, icon) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".chain")).sort();
  const figures = await Promise.all(names.map(async (name) => {
    const { title, words, program } = exhibit(await readFile(join(folder, name), "utf8"));
    return `<figure>
<figcaption><h2>${escape(title)}</h2>
<p>${escape(words)}</p></figcaption>
<chain-rule alt="${escape(title)}" hide="program,inspector,tools,examples" gestures="cooperative">
${escape(program)}
</chain-rule>
<p class="open"><a href="${escape(link(program))}">Open <span>${escape(title)}</span></a></p>
</figure>`;
  }));
  const body = `<h1>Gallery</h1>\n<p>Step through each, drag its numbers, or open it to change the program.</p>\n<div class="gallery">\n${figures.join("\n")}\n</div>`;
  return page("Gallery", body, icon, '<script type="module" src="chainrule.js"></script>\n');
}

// The snippet of the guide for this system: the code block with the system's name behind its language.
function snippet(guideText, system) {
  const [, , code] = guideText.match(new RegExp(`^(\`{3,})\\w+ ${system}\\n([^]*?)^\\1$`, "m")) ?? [];
  if (!code) throw new Error(`The embedding guide has no snippet for ${system}.`);
  return code;
}

// What the system leaves of it in its page.
const passed = {
  sphinx: (code) => code.replace(/^\.\. raw:: html\n\n/, "").replace(/^ {3}/gm, ""),
  quarto: (code) => code.replace(/^```.*\n/gm, ""),
};

function embed(system, frame, guideText) {
  const code = snippet(guideText, system).trimEnd();
  const [, address = ""] = code.match(/\{iframe\} (\S+)/) ?? [];
  return frame
    .replace("{{snippet}}", () => (passed[system] ?? ((same) => same))(code))
    .replace("{{address}}", () => escape(address))
    .replaceAll(example, "../");
}

// [path in the site, text] of each page. `revealFolder` is the package reveal.js, of which the slides have their own copy, without its fonts.
export async function pages(marked, web, revealFolder) {
  const read = (...path) => readFile(join(...path), "utf8");
  const texts = Object.fromEntries(await Promise.all(Object.keys(guides).map(async (name) => [name, await read(web, `${name}.md`)])));
  const [icon] = (await read(web, "index.html")).match(/<link rel="icon".*>/);
  const systems = (await readdir(join(web, "embed"))).map((name) => name.replace(".html", ""));
  const slides = { "reveal.css": "dist/reveal.css", "reveal.js": "dist/reveal.js", "white.css": "dist/theme/white.css" };
  return [
    ...Object.entries(texts).map(([name, text]) => [`${name}.html`, guide(marked, name, text, icon)]),
    ["gallery.html", await gallery(join(web, "gallery"), icon)],
    ...(await Promise.all(systems.map(async (system) => [`embed/${system}.html`, embed(system, await read(web, "embed", `${system}.html`), texts.embedding)]))),
    ...(await Promise.all(Object.entries(slides).map(async ([name, path]) => [`embed/reveal/${name}`, (await read(revealFolder, path)).replace(/@import[^;]*;/g, "")]))),
  ];
}
