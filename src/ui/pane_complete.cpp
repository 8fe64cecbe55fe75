// Words offered at the caret: a list below it, of which Tab takes the chosen one, and Enter too once an arrow key has moved in it.
#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "core/gates.h"
#include "ui/pane_edit.h"
#include "ui/state.h"

namespace chainrule::ui {

using view::Token;

namespace {

constexpr float kEm = 13, kRow = 26, kPad = 6;
constexpr int kRows = 7;  // shown at once

int count(const Pane& p) { return static_cast<int>(p.offered.words.size()); }

}  // namespace

void Field::offer(App::State& s, int least) {
  Pane& p = s.pane;
  p.offered = {};
  p.chosen = 0;
  p.picked = false;
  if (p.main.anchor != p.main.head) return;
  const view::Caret word = view::word_around(s.text, p.main.head);
  if (word.anchor + static_cast<std::size_t>(least) > p.main.head) return;
  p.offered = completions(s.text, p.main.head);
  std::erase(p.offered.words, s.text.substr(p.offered.span.begin, p.offered.span.end - p.offered.span.begin));
}

void Field::accept(App::State& s) {
  Pane& p = s.pane;
  const Span span = p.offered.span;
  const std::string word = p.offered.words[static_cast<std::size_t>(p.chosen)];
  const view::Caret main = p.main;
  std::string text = apply_edit(s.text, {span, word});
  const std::size_t caret = span.begin + word.size();
  s.history.close_group();
  if (p.others.empty()) {
    write(s, {std::move(text), {caret, caret}, {}}, "");
  } else {
    write(s, view::repeat_edit(s.text, main, p.others, text, caret), "");
  }
}

void Field::list_keys(App::State& s) {
  Pane& p = s.pane;
  const ImGuiIO& io = ImGui::GetIO();
  if (count(p) == 0 || io.KeyCtrl || io.KeySuper || io.KeyAlt || io.KeyShift) return;
  for (const int way : {1, -1}) {
    if (!take(way > 0 ? ImGuiKey_DownArrow : ImGuiKey_UpArrow)) continue;
    if (p.picked || way < 0) p.chosen = (p.chosen + way + count(p)) % count(p);
    p.picked = true;
  }
  const bool enter = p.picked && (take(ImGuiKey_Enter) || take(ImGuiKey_KeypadEnter));
  if (take(ImGuiKey_Tab) || enter) {
    accept(s);
  } else if (take(ImGuiKey_Escape)) {
    p.offered = {};
  }
}

void completion_list(App::State& s) {
  Pane& p = s.pane;
  const Theme& t = s.colours();
  const std::string key(s.language.of(Word::key_tab));
  const float hint = math::words_width(key, math::Face::sans, 11) + 20;
  float width = 120;
  for (const std::string& word : p.offered.words) width = std::max(width, math::words_width(word, math::Face::mono, kEm) + 2 * (kPad + 8) + hint);
  const ImVec2 at = p.page.at(p, std::min<std::size_t>(p.offered.span.begin, p.text.size())), window = ImGui::GetIO().DisplaySize;
  const int rows = std::min(count(p), kRows), first = std::clamp(p.chosen - kRows + 1, 0, count(p) - rows);
  const float height = static_cast<float>(rows) * kRow + 2 * kPad;
  const float x = std::clamp(at.x - kPad - 8, 4.f, std::max(4.f, window.x - width - 4)), y = std::round(at.y + p.page.line + 4);
  ImGui::SetCursorScreenPos({x, y});
  ImGui::BeginChild("completions", {width, height}, ImGuiChildFlags_None, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({x, y}, {x + width, y + height}, t.of(Token::card), 8);
  list->AddRect({x, y}, {x + width, y + height}, t.of(Token::border), 8);
  const ImGuiIO& io = ImGui::GetIO();
  const bool over = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);  // the field is active
  Field field(ImGui::GetInputTextState(p.field));
  int pressed = -1;
  for (int i = 0; i < rows; ++i) {
    const std::string& word = p.offered.words[static_cast<std::size_t>(first + i)];
    const float top = y + kPad + static_cast<float>(i) * kRow;
    const bool chosen = first + i == p.chosen, under = over && io.MousePos.y >= top && io.MousePos.y < top + kRow;
    if (chosen || under) {
      const ImU32 colour = chosen && p.picked ? faded(t.of(Token::accent), 0.16f) : t.of(Token::header);
      list->AddRectFilled({x + kPad, top}, {x + width - kPad, top + kRow}, colour, 5);
    }
    const Token token = find_function(word) != Op::count ? Token::accent : Token::ink;
    paint_words(list, s.fonts, t, word.c_str(), {x + kPad + 8, top + kRow / 2 + 4.5f}, kEm, t.of(token), math::Face::mono);
    if (chosen) paint_words(list, s.fonts, t, key.c_str(), {x + width - hint + 4, top + kRow / 2 + 4}, 11, t.of(Token::soft));
    if (under) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (under && io.MouseClicked[0]) pressed = first + i;
    s.spots.push_back({"completion:" + word, x + kPad, top, width - 2 * kPad, kRow});
  }
  ImGui::EndChild();
  if (pressed < 0) return;
  p.chosen = pressed;
  field.accept(s);
}

}  // namespace chainrule::ui
