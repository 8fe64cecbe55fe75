// Copy, cut and paste on the canvas: what is selected, as a program that stands by itself. In the program pane ImGui has its own.
#include "core/compose.h"
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
  const Act act = paste_program(text, derived.analysis, program);
  return (!act.ok() || !act.edits.empty()) && edit(act, act.made);
}

std::string App::copied() const { return state_->copied(); }
std::string App::cut() { return state_->cut(); }
bool App::paste(std::string_view program) { return state_->paste(program); }

}  // namespace chainrule::ui
