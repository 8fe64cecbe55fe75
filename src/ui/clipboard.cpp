// Copy, cut and paste on the canvas: what is selected, as a program that stands by itself. In the program pane ImGui has its own.
// And what comes from files.
#include "core/compose.h"
#include "core/import.h"
#include "ui/state.h"

namespace chainrule::ui {

std::string App::State::copied() const {
  const std::vector<int> nodes = stale_picture ? std::vector<int>() : view::selection(derived, session);
  return nodes.empty() ? "" : copy_nodes(text, derived.analysis, nodes).program;
}

std::string App::State::cut() {
  const std::string program = copied();
  if (program.empty() || !edit(remove_nodes(text, derived.analysis, view::selection(derived, session)))) return "";
  return program;
}

bool App::State::paste(std::string_view program) {
  if (stale_picture || text.size() + program.size() > limits::text_bytes) return false;
  const Imported other = importer ? importer(program) : Imported{std::string(program), {}, {}};
  if (!other.problem.empty()) {
    notice.words = other.problem;
    return false;
  }
  const Act act = paste_program(text, derived.analysis, other.program);
  return (!act.ok() || !act.edits.empty()) && edit(act, act.made);
}

bool open_text(App& app, App::State& state, std::string_view text) {
  const Imported other = state.importer ? state.importer(text) : Imported{std::string(text), {}, {}};
  if (state.read_only || !other.problem.empty()) {
    state.notice.words = state.read_only ? state.language.of(Word::file_read_only) : other.problem;
    return false;
  }
  app.set_program(other.program);
  state.user_change = true;
  return true;
}

bool App::open(std::string_view text) { return open_text(*this, *state_, text); }

std::string App::copied() const { return state_->copied(); }
std::string App::cut() { return state_->cut(); }
bool App::paste(std::string_view program) { return state_->paste(program); }

}  // namespace chainrule::ui
