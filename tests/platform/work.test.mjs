// The native window's files, and the work that one window leaves to the next.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const chainrule = process.env.CHAINRULE_NATIVE ?? fileURLToPath(new URL("../../build/native/chainrule", import.meta.url));
const slide = ["-e", "f = (x+y)*z; x = -2; y = 5; z = -4"];
const program = "a = 3; b = 4\nf = a*b + a\n";

// A folder of a user's, in which run(arguments, { drop, save }) opens a window and returns its last frame.
function user(t) {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = (name) => join(folder, name);
  const put = (name, bytes) => {
    writeFileSync(path(name), bytes);
    return path(name);
  };
  const run = (program, { drop, save } = {}) => {
    const shot = path("shot.ppm");
    const screen = process.env.DISPLAY ? [] : ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24"];
    const command = [...screen, chainrule, ...program];
    const window = spawnSync(command[0], command.slice(1), {
      cwd: folder,
      env: {
        ...process.env, HOME: folder, XDG_STATE_HOME: path("state"), CHAINRULE_FRAMES: "20", CHAINRULE_SHOT: shot, LIBGL_ALWAYS_SOFTWARE: "1",
        ...(drop ? { CHAINRULE_DROP: drop } : {}), CHAINRULE_SAVE: save ? "1" : "0",
      },
      encoding: "utf8",
      timeout: 60_000,
    });
    assert.equal(window.status, 0, window.error?.message ?? window.stderr);
    return readFileSync(shot).toString("latin1");
  };
  const work = () => readdirSync(path("state/chainrule")).filter((name) => !name.includes("."));
  return { path, put, run, work };
}

test("a file that is dropped is opened, and the next window without a program goes on with it", (t) => {
  const { put, path, run, work } = user(t);
  const file = put("lesson.chain", program);
  run(slide, { drop: file });
  assert.equal(work().length, 1);
  const next = run([]);
  assert.equal(readFileSync(path(`state/chainrule/${work()[0]}`), "utf8").includes("f = a*b + a"), true);
  rmSync(path("state"), { recursive: true });
  assert.ok(next === run([file]), "the pictures differ");
  assert.equal(readFileSync(file, "utf8"), program);
});

test("where nothing was done nothing is left", (t) => {
  const { run, work } = user(t);
  run(slide);
  assert.deepEqual(work(), []);
});

test("what is no program changes nothing, and a notice says so", (t) => {
  const { put, path, run, work } = user(t);
  const as_it_is = run(slide);
  for (const file of [put("binary", "\0\x01"), put("latin1", Buffer.from([0xe9, 0x20])), put("long", "#".repeat(65 * 1024)), path("missing")]) {
    assert.ok(run(slide, { drop: file }) !== as_it_is, `no word about ${file}`);
    assert.deepEqual(work(), []);
  }
});

test("work that is cut off anywhere, or garbage, is no harm", (t) => {
  const { put, path, run, work } = user(t);
  const empty = run([]);
  run(slide, { drop: put("lesson.chain", program) });
  const place = path(`state/chainrule/${work()[0]}`);
  const whole = readFileSync(place);
  for (const bytes of [Buffer.alloc(0), whole.subarray(0, 20), whole.subarray(0, 60), Buffer.from("\xff".repeat(3000), "latin1")]) {
    writeFileSync(place, bytes);
    assert.ok(run([]) === empty, `something was made of ${bytes.length} bytes`);
  }
  writeFileSync(place, whole.subarray(0, whole.length - 5)); // a part of the history
  assert.ok(run([]) !== empty);
});

test("a file's own work comes with it; where the file says otherwise it is offered", (t) => {
  const { put, run, work } = user(t);
  const file = put("lesson.chain", "g = 1*2");
  const plain = run([file]);
  run([file], { drop: put("other.chain", program) });
  assert.equal(work().length, 1);
  assert.ok(run([file]) === plain, "other.chain's work is not lesson.chain's");
  const other = put("other.chain", "g = 1*2"); // changed by another program since
  const offering = run([other]);
  assert.ok(offering !== plain, "nothing is offered");
  put("other.chain", program);
  assert.ok(run([other]) !== offering);
});

test("Ctrl+S saves to the file that was opened, else to a new one, and never over another", (t) => {
  const { put, path, run } = user(t);
  put("program.chain", "mine");
  run(slide, { save: true });
  assert.equal(readFileSync(path("program.chain"), "utf8"), "mine");
  assert.equal(readFileSync(path("program-2.chain"), "utf8"), slide[1]);
  const file = put("lesson.chain", program);
  run([file], { save: true, drop: put("broken.chain", "\xff\0") });
  assert.equal(readFileSync(file, "utf8"), program);
  run([put("other.chain", "x = 1")], { drop: file, save: true });
  assert.equal(readFileSync(path("other.chain"), "utf8"), "x = 1");
  assert.deepEqual(readdirSync(path(".")).filter((name) => name.endsWith(".new")), []);
});
