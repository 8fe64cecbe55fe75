// What `cmake --install` and CPack deliver, judged by the programs that it is for where they are installed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";

const top = fileURLToPath(new URL("../..", import.meta.url));
const build = process.env.CHAINRULE_BUILD ?? join(top, "build/native");
const folder = mkdtempSync(join(tmpdir(), "chainrule-"));
after(() => rmSync(folder, { recursive: true }));
const prefix = join(folder, "usr");
const share = (...path) => join(prefix, "share", ...path);
const installed = join(prefix, "bin/chainrule");
const icon_sizes = [16, 24, 32, 48, 64, 128, 256];

function call(program, args, options = {}) {
  return spawnSync(program, args, { cwd: folder, encoding: "utf8", timeout: 300_000, ...options });
}
function run(program, args, options) {
  const result = call(program, args, options);
  assert.equal(result.status, 0, `${program} ${args.join(" ")}\n${result.error?.message ?? result.stdout + result.stderr}`);
  return result.stdout;
}
// A reason to leave a test out, or false.
const lacks = (program) => call(program, ["--version"]).error !== undefined && `needs ${program}`;

run("cmake", ["--install", build, "--prefix", prefix]);

// Of `folder`, below it.
function files_in(at, below = "") {
  return readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
    const path = below + entry.name;
    return entry.isDirectory() ? files_in(join(at, entry.name), path + "/") : [path];
  });
}

// What the program says there is.
const help = run(installed, ["--help"]);
const commands = [...new Set([...help.matchAll(/^ {2}chainrule ([a-z]+)/gm)].map((match) => match[1]))];
const options = [...new Set(help.match(/(?<![\w-])--?[a-z]+/g))];
const told = (args) => call(installed, args).stderr.match(/there are (.*)\n/)[1].split(", ");
const formats = told(["export", "--to", "nonsense", "-e", "f=x"]);
const languages = told(["--lang", "nonsense"]);

const everything = [
  "bin/chainrule",
  "share/applications/chainrule.desktop",
  "share/bash-completion/completions/chainrule",
  "share/doc/chainrule/LICENSE",
  "share/doc/chainrule/licences.txt",
  "share/fish/vendor_completions.d/chainrule.fish",
  ...icon_sizes.map((size) => `share/icons/hicolor/${size}x${size}/apps/chainrule.png`),
  "share/icons/hicolor/scalable/apps/chainrule.svg",
  "share/man/man1/chainrule.1",
  "share/metainfo/chainrule.metainfo.xml",
  "share/mime/packages/chainrule.xml",
  "share/zsh/site-functions/_chainrule",
];

test("installing gives these files and no others", () => {
  assert.deepEqual(files_in(prefix).sort(), [...everything].sort());
  for (const file of everything) assert.ok(statSync(join(prefix, file)).size > 100, file);
  assert.ok(statSync(installed).mode & 0o001, "not for all to run");
});

test("the program runs where it is installed, and knows nothing of where it was built", () => {
  const trace = JSON.parse(run(installed, ["trace", "-e", "f = x*y; x = 2; y = 3"]));
  assert.deepEqual(trace.nodes.map(({ name, value, grad }) => [name, value, grad]), [["x", 2, 3], ["y", 3, 2], ["f", 6, 1]]);
  const bytes = readFileSync(installed).toString("latin1");
  for (const place of [top.replace(/\/$/, ""), build, process.env.HOME].filter((path) => path?.length > 6))
    assert.ok(!bytes.includes(place), `${place} stands in it`);
  if (!lacks("readelf")) assert.doesNotMatch(run("readelf", ["-d", installed]), /RPATH|RUNPATH/);
});

// The number of colours of the window's 20th frame.
function colours_of_window(program) {
  const shot = join(folder, "shot.ppm");
  const screen = process.env.DISPLAY ? [] : ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24"];
  const command = [...screen, program, "-e", "f = (x+y)*z; x = -2; y = 5; z = -4"];
  const env = { ...process.env, XDG_STATE_HOME: folder, CHAINRULE_FRAMES: "20", CHAINRULE_SHOT: shot, LIBGL_ALWAYS_SOFTWARE: "1" };
  run(command[0], command.slice(1), { env });
  const pixels = readFileSync(shot);
  const seen = new Set();
  for (let i = pixels.length % 3; i < pixels.length; i += 3) seen.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
  return seen.size;
}

test("its window opens", () => assert.ok(colours_of_window(installed) > 100));

test("the manual page has every command, option, format and language of the program, and no mistake", () => {
  const page = share("man/man1/chainrule.1");
  const text = readFileSync(page, "utf8").replaceAll("\\-", "-");
  for (const command of commands) assert.ok(text.includes(`chainrule ${command}`), command);
  for (const option of options) assert.match(text, new RegExp(`^\\.BI?R? ${option}( |$)`, "m"), option);
  for (const format of formats) assert.match(text, new RegExp(`^\\.TP\\n\\.B ${format}\\n.`, "m"), format);
  for (const language of languages) assert.match(text, new RegExp(`of the window, one of .*\\b${language}\\b`), language);
  const checks = [["man", ["--warnings", "-l", page]], ["groff", ["-man", "-Tutf8", "-ww", page]], ["mandoc", ["-T", "lint", "-W", "error", page]]];
  for (const [program, args] of checks) {
    if (lacks(program)) continue;
    const result = call(program, args, { env: { ...process.env, MANWIDTH: "80", LC_ALL: "C.UTF-8" } });
    assert.equal(result.status, 0, result.stderr);
    assert.equal(result.stderr, "", program);
  }
});

// What bash offers where the cursor stands after these words.
function completed(...words) {
  const script = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _chainrule; printf "%s\\n" "${COMPREPLY[@]}"';
  return run("bash", ["-c", script, "bash", share("bash-completion/completions/chainrule"), "chainrule", ...words]).trim().split("\n");
}

test("bash completes every command, option, format and language, and programs by their ending", { skip: lacks("bash") }, () => {
  run("bash", ["-n", share("bash-completion/completions/chainrule")]);
  const sorted = (list) => [...list].sort();
  assert.deepEqual(sorted(completed("export", "--to", "")), sorted(formats));
  assert.deepEqual(sorted(completed("--lang", "")), sorted(languages));
  assert.ok(commands.length >= 3 && commands.every((command) => completed("").includes(command)), commands.join());
  const offered = [[], ["export"], ["trace"], ["check"]].flatMap((before) => completed(...before, "-"));
  assert.deepEqual(sorted([...new Set(offered)]), sorted(options));
  for (const command of commands)
    for (const option of completed(command, "-"))
      assert.match(call(installed, [command, option]).stderr, new RegExp(`${option} needs a value`));
  writeFileSync(join(folder, "a lesson.chain"), "f = x");
  writeFileSync(join(folder, "a letter.txt"), "");
  mkdirSync(join(folder, "a folder"), { recursive: true });
  assert.deepEqual(sorted(completed("trace", "a ")), ["a folder", "a lesson.chain"]);
  assert.deepEqual(sorted(completed("export", "--to", "dot", "-o", "a ")), ["a folder", "a lesson.chain", "a letter.txt"]);
  assert.deepEqual(completed("-e", ""), [""]);
});

test("zsh and fish have the same lists", () => {
  for (const [shell, file] of [["zsh", share("zsh/site-functions/_chainrule")], ["fish", share("fish/vendor_completions.d/chainrule.fish")]]) {
    const text = readFileSync(file, "utf8");
    for (const list of [formats, languages]) assert.ok(list.every((name) => new RegExp(`[ ("]${name}[ )"]`).test(text)), `${shell}: ${list}`);
    for (const command of commands) assert.match(text, new RegExp(`\\b${command}\\b`));
    if (!lacks(shell)) run(shell, ["-n", file]);
  }
});

test("the desktop knows the program, its icon and its files", () => {
  const entry = readFileSync(share("applications/chainrule.desktop"), "utf8");
  const mime = readFileSync(share("mime/packages/chainrule.xml"), "utf8");
  const type = mime.match(/<mime-type type="(.*)">/)[1];
  assert.match(entry, new RegExp(`^MimeType=${type};$`, "m"));
  assert.match(entry, /^Icon=chainrule$/m);
  const info = readFileSync(share("metainfo/chainrule.metainfo.xml"), "utf8");
  assert.ok(info.includes(`<release version="${run(installed, ["--version"]).trim().split(" ")[1]}"`), "the newest release is another");
  if (!lacks("desktop-file-validate")) assert.equal(run("desktop-file-validate", [share("applications/chainrule.desktop")]), "");
  if (!lacks("appstreamcli")) run("appstreamcli", ["validate", "--no-net", share("metainfo/chainrule.metainfo.xml")]);
  if (call("update-mime-database", ["-v"]).error) return;
  cpSync(share("mime"), join(folder, "mime"), { recursive: true });
  run("update-mime-database", [join(folder, "mime")]);
  assert.match(readFileSync(join(folder, "mime/globs2"), "utf8"), new RegExp(`${type}:\\*\\.chain`));
});

// { size, at(x, y): [red, green, blue, alpha] } of a PNG file as cmake/icon.py writes it: RGBA, one chunk of data, no filters.
function read_png(file) {
  const bytes = readFileSync(file);
  const [width, height, data] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes.readUInt32BE(33)];
  assert.equal(bytes.toString("latin1", 37, 41), "IDAT");
  const lines = inflateSync(bytes.subarray(41, 41 + data));
  assert.equal(lines.length, height * (1 + 4 * width));
  assert.equal(width, height);
  return { size: width, at: (x, y) => [...lines.subarray(y * (1 + 4 * width) + 1 + 4 * x).subarray(0, 4)] };
}

test("the icon is a light sign on a dark square with round corners, in every size", () => {
  for (const size of icon_sizes) {
    const png = read_png(share(`icons/hicolor/${size}x${size}/apps/chainrule.png`));
    assert.equal(png.size, size);
    const middle = size / 2;
    for (const [x, y] of [[0, 0], [size - 1, 0], [0, size - 1], [size - 1, size - 1]]) assert.ok(png.at(x, y)[3] < 100, `${size}: corner`);
    for (const [x, y] of [[0, middle], [middle, 0], [size - 1, middle], [middle, size - 1]]) assert.deepEqual(png.at(x, y), [0x1e, 0x1e, 0x1c, 255]);
    let light = 0;
    for (let i = 0; i < size * size; ++i) light += (png.at(i % size, Math.floor(i / size))[0] - 0x1e) / (0xfa - 0x1e) / (size * size);
    assert.ok(light > 0.12 && light < 0.2, `${size}: ${light} of it is light`);
  }
  const svg = share("icons/hicolor/scalable/apps/chainrule.svg");
  assert.match(readFileSync(svg, "utf8"), /^<svg [^>]*viewBox="0 0 32 32">\s*<rect [^>]*\/>\s*<path [^>]*d="M[-\d.MLHVQZ ]+Z"\/>\s*<\/svg>\s*$/);
  if (!lacks("rsvg-convert")) assert.ok(run("rsvg-convert", [svg]).length > 1000);
});

test("CPack makes a Debian package of it, which runs where it is unpacked", { skip: lacks("dpkg-deb") }, () => {
  const out = join(folder, "package");
  run("cpack", ["-G", "DEB", "--config", join(build, "CPackConfig.cmake"), "-B", out]);
  const deb = join(out, readdirSync(out).find((name) => name.endsWith(".deb")));
  const version = run(installed, ["--version"]).trim().split(" ")[1];
  assert.match(deb, new RegExp(`/chainrule_${version}_[a-z0-9]+\\.deb$`));
  const fields = run("dpkg-deb", ["-I", deb]);
  const needed = fields.match(/^ Depends: (.*)$/m)[1].split(", ").map((one) => one.split(" ")[0]);
  for (const name of ["libc6", "libstdc++6", "libgl1"]) assert.ok(needed.includes(name), `${name} is not among ${needed}`);
  const contents = run("dpkg-deb", ["-c", deb]).trim().split("\n").map((line) => line.split(/\s+/));
  for (const [mode, owner] of contents) assert.match(`${mode} ${owner}`, /^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x) root\/root$/);
  const wanted = everything.filter((file) => !file.endsWith("LICENSE")).map((file) => "./usr/" + file.replace("chainrule.1", "chainrule.1.gz")
    .replace("site-functions", "vendor-completions").replace("licences.txt", "copyright"));
  assert.deepEqual(contents.filter(([mode]) => mode[0] === "-").map((line) => line[5]).sort(), wanted.sort());
  const root = join(folder, "root");
  run("dpkg-deb", ["-x", deb, root]);
  assert.ok(existsSync(join(root, "usr/bin/chainrule")));
  assert.ok(colours_of_window(join(root, "usr/bin/chainrule")) > 100);
});
