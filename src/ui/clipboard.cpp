// Copy, cut and paste on the canvas: what is selected, as a program that stands by itself. In the program pane ImGui has its own.
#include "core/compose.h"
#include "ui/state.h"

namespace chainrule::ui {

std::string App::copied() const {
  const std::vector<int> nodes = state_->stale_picture ? std::vector<int>() : view::selection(state_->derived, state_->session);
  return nodes.empty() ? "" : copy_nodes(state_->text, state_->derived.analysis, nodes).program;
}

std::string App::cut() {
  const std::string text = copied();
  if (text.empty() || !state_->edit(remove_nodes(state_->text, state_->derived.analysis, view::selection(state_->derived, state_->session)))) return "";
  return text;
}

bool App::paste(std::string_view text) {
  if (state_->stale_picture || state_->text.size() + text.size() > limits::text_bytes) return false;
  const Act act = paste_program(state_->text, state_->derived.analysis, text);
  return (!act.ok() || !act.edits.empty()) && state_->edit(act, act.made);
}

void clipboard_keys(App& app) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || !(io.KeyCtrl || io.KeySuper) || io.KeyShift || io.KeyAlt) return;
  std::string text;
  if (ImGui::IsKeyPressed(ImGuiKey_C, false)) text = app.copied();
  if (ImGui::IsKeyPressed(ImGuiKey_X, false)) text = app.cut();
  if (!text.empty()) ImGui::SetClipboardText(text.c_str());
  if (!ImGui::IsKeyPressed(ImGuiKey_V, false)) return;
  if (const char* pasted = ImGui::GetClipboardText()) app.paste(pasted);
}

}  // namespace chainrule::ui
