// What the program is in other formats, and which program a text in another form is, for the page: a wasm module by itself, without the
// widget, that is loaded when it is needed (web/element/export.js). It is plain WebAssembly, without Emscripten's glue.
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
Imported other_form(bool is_graph) {
  if (!is_graph && !is_dot(text)) return {text.size() > limits::text_bytes ? text : without_methods(text), {}, {}};
  if (text.size() > kMostImport) return {{}, "the graph is longer than 1 MiB, the most that is read; draw a part of it", {}};
  return from_dot(text);
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

// Writes the program that the text is, or why it is none. `is_graph`: the file's name says so. `is_pasted`: in plain form too, which
// would be a second thing to undo. 0: the text is in no other form, 1: there is a program, 2: there is none.
EMSCRIPTEN_KEEPALIVE int cr_import(int is_graph, int is_pasted) {
  const Imported other = other_form(is_graph != 0);
  written = other.problem.empty() ? other.program : placed_problem(text, other);
  if (!other.problem.empty()) return 2;
  if (written == text) return 0;
  if (is_pasted != 0) written = in_plain_form(written, {0, static_cast<std::uint32_t>(written.size())});
  return 1;
}

}  // extern "C"
