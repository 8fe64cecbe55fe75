// split.mjs WASM_SPLIT WASM_OPT MODULE_FOLDER SITE_FOLDER
// Parts the wasm module in two: chainrule.wasm, which is all that the first picture and stepping need, and later.wasm with the functions
// named below, which the page fetches when somebody points at the widget (web/element/module.js). Calls between the two go through the
// module's table; what is called too early is loaded in that moment, so a name here can cost time but never break anything.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// Classes and functions; of the functions in which one of these names stands, all go.
const later = `
  Draft add_gate connect insert_gate change_gate remove_nodes rename_node duplicate_nodes copy_nodes paste_program set_output composed
  find_kind form_of gate_choices completions picker_rows fold_nodes unfold_node extract_node inline_node regroupings_of rewrites_at
  LatexReader forward_mode hessian_vector
  Flat forward_single backward_single forward_pair backward_pair forward_batch backward_batch
  picker table landscape notice completion_list act_on_keys wording_button touch_beside paint_beside other_wordings
  blanks begin_exercise follow_text trainer_panel begin_attempt give_answer reveal_answer press_blank new_numbers next_round choose_group send_now check_built show_page ask_item
  end_attempt finish_item keep_lesson open_lesson rich make_room show_pass train check_built close_lesson outline_parts
`.trim().split(/\s+/).map((name) => `${name.length}${name}`);

// The functions' names, from the module's name section (custom section "name", subsection 1).
function* functionNames(bytes) {
  let at = 8;
  const number = () => {
    let value = 0, shift = 0, byte;
    do {
      byte = bytes[at++];
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    return value >>> 0;
  };
  const text = () => {
    const length = number();
    at += length;
    return bytes.toString("utf8", at - length, at);
  };
  while (at < bytes.length) {
    const kind = bytes[at++], end = number() + at;
    if (kind === 0 && text() === "name") {
      while (at < end) {
        const part = bytes[at++], partEnd = number() + at;
        if (part === 1) {
          for (let count = number(); count > 0; count--) {
            number();
            yield text();
          }
        }
        at = partEnd;
      }
    }
    at = end;
  }
}

const [split, optimise, folder, site] = process.argv.slice(2);
const whole = join(folder, "chainrule.wasm"), list = join(folder, "later.txt");
// What a std::function has beside the call itself may stand for that of any other, and Binaryen's own names are of no source.
const shared = /^byn\$|10__function(?!.*EEcl)/;
// All of src/learn, but for what makes and ends its empty structures.
const learn = /^_ZN?K?9chainrule5learn(?!.*([CD][012]|aS)E)/;
const goes = (name) => !shared.test(name) && (learn.test(name) || later.some((part) => name.includes(part)));
const names = [...functionNames(readFileSync(whole))].filter(goes);
if (names.length === 0) throw new Error(`${whole} has none of the functions that are to be loaded later`);
writeFileSync(list, names.join("\n") + "\n");
const features = ["--enable-bulk-memory", "--enable-simd", "--enable-nontrapping-float-to-int", "--enable-sign-ext", "--enable-mutable-globals"];
const parts = { "chainrule.wasm": join(folder, "first.wasm"), "later.wasm": join(folder, "later.wasm") };
execFileSync(split, [whole, ...features, `--split-funcs=@${list}`, "-o1", parts["chainrule.wasm"], "-o2", parts["later.wasm"],
                     "--export-prefix=%", "--import-namespace=first", "--placeholder-namespace=later"]);
for (const [name, part] of Object.entries(parts)) {
  execFileSync(optimise, [part, ...features, "--strip-debug", "--strip-producers", "-Oz", "-o", join(site, name)]);
  rmSync(part);
}
