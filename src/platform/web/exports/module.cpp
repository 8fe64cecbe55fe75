// What the program is in other formats, and which program a text in another form is, for the page: a wasm module by itself, without the
// widget, that is loaded when it is needed (web/element/export.js). It is plain WebAssembly, without Emscripten's glue.
#include <algorithm>
#include <emscripten/emscripten.h>

#include "core/import.h"
#include "core/plain.h"
#include "core/program.h"
#include "export/formats.h"
#include "ui/files.h"

using namespace chainrule;

namespace {

constexpr std::size_t kMostImport = 16 * limits::text_bytes;  // of a graph, which takes more bytes than its program

std::string text, written;

// Of a graph as much as the native program opens; of anything else, what may be a program.
Imported other_form(std::string_view program, std::string_view file) {
  const bool is_graph = is_dot(program);
  if (program.size() > kMostImport && is_graph) return {{}, "the graph is longer than 1 MiB, the most that is read; draw a part of it", {}};
  if (program.size() > limits::text_bytes && !is_graph) return {std::string(program), {}, {}};
  return imported(program, file);
}

}  // namespace

extern "C" {

// Where the text is to be put that the next call reads.
EMSCRIPTEN_KEEPALIVE char* cr_text(int bytes) {
  text.resize(static_cast<std::size_t>(bytes));
  return text.data();
}

// What the last of the calls below has written, until the next one.
EMSCRIPTEN_KEEPALIVE const char* cr_written() { return written.data(); }
EMSCRIPTEN_KEEPALIVE int cr_bytes() { return static_cast<int>(written.size()); }

// Writes the program as this format: the place in kExports.
EMSCRIPTEN_KEEPALIVE void cr_export(int format, int dark) {
  const exports::Format* found = exports::find_format(ui::kExports[format].name);
  written = found ? found->written(text, dark != 0) : std::string();
}

// Writes the ending of such a file, with its dot, and behind a newline its MIME type.
EMSCRIPTEN_KEEPALIVE void cr_file_type(int format) {
  const ui::Export& row = ui::kExports[format];
  const exports::Format* found = exports::find_format(row.name);
  written = std::string(row.ending) + "\n" + std::string(found ? found->mime : "");
}

// Of the text "file\nprogram" writes the program in this language, or why there is none. What has no file was pasted, and becomes plain at
// once: that would be a second thing to undo. 0: it is in no other form, 1: it was, 2: it cannot be a program.
EMSCRIPTEN_KEEPALIVE int cr_import() {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view all = text, file = all.substr(0, end), program = all.substr(std::min(end + 1, all.size()));
  Imported other = other_form(program, file);
  const bool refused = !other.problem.empty(), same = other.program == program;
  if (!refused && !same && file.empty()) other.program = in_plain_form(other.program, {0, static_cast<std::uint32_t>(other.program.size())});
  written = refused ? placed_problem(program, other, file) : other.program;
  return refused ? 2 : same ? 0 : 1;
}

}  // extern "C"
