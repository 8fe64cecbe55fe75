// What the program is in other formats, for the page: a wasm module by itself, without the widget, that is loaded when something is exported
// (web/element/export.js). It is plain WebAssembly, without Emscripten's glue.
#include <emscripten/emscripten.h>

#include "export/formats.h"
#include "ui/files.h"

namespace {

std::string text, written;

}  // namespace

extern "C" {

// Where the program's text is to be put.
EMSCRIPTEN_KEEPALIVE char* cr_text(int bytes) {
  text.resize(static_cast<std::size_t>(bytes));
  return text.data();
}

// `format` as in kExports. What it returns stays until the next call; its size is asked for behind it.
EMSCRIPTEN_KEEPALIVE const char* cr_export(int format, int dark) {
  using namespace chainrule;
  const exports::Format* found = exports::find_format(ui::kExports[format].name);
  written = found ? found->written(text, dark != 0) : std::string();
  return written.data();
}
EMSCRIPTEN_KEEPALIVE int cr_bytes() { return static_cast<int>(written.size()); }

}  // extern "C"
