// The licences of what a build has in it, as one text. As a program: node licences.mjs IMGUI_FOLDER OUT
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("..", import.meta.url));

export async function licences(imguiFolder) {
  const packages = join(top, "web/node_modules");
  const parts = [
    ["Chainrule", join(top, "LICENSE")],
    ["Dear ImGui", join(imguiFolder, "LICENSE.txt")],
    ["Inter (subset)", join(packages, "@fontsource/inter/LICENSE")],
    ["JetBrains Mono (subset)", join(packages, "@fontsource/jetbrains-mono/LICENSE")],
  ];
  let text = "";
  for (const [name, file] of parts) text += `${name}\n\n${(await readFile(file, "utf8")).trim()}\n\n\n`;
  return (
    text +
    "KaTeX fonts Main, AMS, Math-Italic, Size1-4 (subsets)\n\n" +
    "Copyright (c) 2009-2010, Design Science, Inc. (<www.mathjax.org>)\n" +
    "Copyright (c) 2014-2018 Khan Academy (<www.khanacademy.org>), with Reserved Font Names KaTeX_Main, KaTeX_AMS, KaTeX_Math,\n" +
    "KaTeX_Size1, KaTeX_Size2, KaTeX_Size3, KaTeX_Size4. Under the SIL Open Font License, version 1.1, as above.\n"
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(process.argv[3], await licences(process.argv[2]));
