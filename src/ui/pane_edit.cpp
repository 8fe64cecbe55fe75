// What the keys do in the pane beyond ImGui's field: lines, several carets, fixes, pasted formulas.
#include "ui/pane_edit.h"

#include <algorithm>

#include <imgui_internal.h>

#include "core/edit.h"
#include "core/plain.h"
#include "ui/state.h"

namespace chainrule::ui {

namespace {

constexpr double kPause = 1.5;  // seconds without a letter, after which typing is another thing to undo
constexpr std::size_t kMostCarets = 1000;

void add_caret(Pane& p, const view::Caret& caret) {
  if (p.others.size() < kMostCarets && !(caret == p.main) && std::find(p.others.begin(), p.others.end(), caret) == p.others.end())
    p.others.push_back(caret);
}

void add_in_next_line(App::State& s, bool down) {
  Pane& p = s.pane;
  std::size_t from = p.main.head;
  for (const view::Caret& c : p.others) from = down ? std::max(from, c.head) : std::min(from, c.head);
  const std::size_t there = view::in_next_line(s.text, from, down);
  if (there != from) add_caret(p, {there, there});
}

// The word at the caret; the next time, what is like it.
void select_next(App::State& s, Field& field) {
  Pane& p = s.pane;
  if (p.main.anchor == p.main.head) {
    if (p.others.empty()) field.select(s, view::word_around(s.text, p.main.head));
    return;
  }
  const view::Caret next = view::next_like(s.text, p.main, p.others);
  if (next.anchor != next.head) add_caret(p, next);
}

void select_everywhere(App::State& s, Field& field) {
  Pane& p = s.pane;
  const std::vector<view::Caret> all = view::occurrences(s.text, p.main.head);
  const std::size_t at = p.main.head;
  p.others.clear();
  for (const view::Caret& c : all)
    if (c.anchor <= at && at <= c.head) field.select(s, c);
  for (const view::Caret& c : all) add_caret(p, c);
}

// What came before the caret, if it was pasted, in plain form: a change of its own, so that undo brings what was pasted.
void make_plain(App::State& s, std::size_t begin, Field& field) {
  const std::size_t caret = s.pane.main.head;
  std::string whole = s.text;
  Span came{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(caret)};
  if (s.importer) {
    const Imported other = s.importer(std::string_view(s.text).substr(begin, caret - begin));
    s.notice.words = other.problem;
    if (!other.problem.empty()) return;
    whole = apply_edit(whole, {came, other.program});
    came.end = came.begin + static_cast<std::uint32_t>(other.program.size());
  }
  std::string plain = in_plain_form(whole, came);
  if (plain == s.text) return;
  const std::size_t there = plain.size() - (s.text.size() - caret);
  field.write(s, {std::move(plain), {there, there}, {}}, "");
}

}  // namespace

bool Field::take(ImGuiKey key) {
  if (!ImGui::IsKeyPressed(key)) return false;
  ImGuiKeyData* data = ImGui::GetKeyData(key);
  taken_.push_back({key, data->DownDuration});
  data->DownDuration = -1;
  return true;
}

void Field::take_press() {
  ImGuiIO& io = ImGui::GetIO();
  presses_ = io.MouseClickedCount[0];
  io.MouseClicked[0] = false;
  io.MouseClickedCount[0] = 0;
  if (input_) input_->SelectedAllMouseLock = true;  // nor does its drag select
}

void Field::give_back() {
  for (const Taken& t : taken_) ImGui::GetKeyData(t.key)->DownDuration = t.duration;
  if (presses_ > 0) {
    ImGui::GetIO().MouseClicked[0] = true;
    ImGui::GetIO().MouseClickedCount[0] = static_cast<ImU16>(presses_);
  }
  taken_.clear();
  presses_ = 0;
}

void Field::select(App::State& s, const view::Caret& caret) {
  s.pane.main = caret;
  if (!input_) return;
  input_->WantReloadUserBuf = true;
  input_->ReloadSelectionStart = static_cast<int>(caret.anchor);
  input_->ReloadSelectionEnd = static_cast<int>(caret.head);
  input_->CursorFollow = true;
}

void Field::write(App::State& s, view::Edited next, const std::string& group) {
  if (s.read_only) return;
  s.change_text(std::move(next.text), group, true);
  s.pane.others = std::move(next.others);
  s.pane.offered = {};
  select(s, next.main);
}

void Field::keys(App::State& s) {
  Pane& p = s.pane;
  const ImGuiIO& io = ImGui::GetIO();
  const bool command = io.KeyCtrl || io.KeySuper;
  auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key); };
  list_keys(s);
  if (!p.others.empty() && take(ImGuiKey_Escape)) p.others.clear();
  for (const bool down : {false, true}) {
    if (!io.KeyAlt || command || !take(down ? ImGuiKey_DownArrow : ImGuiKey_UpArrow)) continue;
    if (io.KeyShift) {
      add_in_next_line(s, down);
    } else {
      write(s, view::move_lines(s.text, p.main, down), "moving lines");
    }
  }
  if (command && (pressed(ImGuiKey_Slash) || pressed(ImGuiKey_KeypadDivide))) write(s, view::toggle_comment(s.text, p.main), "");
  if (command && pressed(ImGuiKey_D)) select_next(s, *this);
  if (pressed(ImGuiKey_F2)) select_everywhere(s, *this);
  if (command && pressed(ImGuiKey_Space)) offer(s, 1);
  const bool enter = io.KeyAlt && (take(ImGuiKey_Enter) || take(ImGuiKey_KeypadEnter));
  if (enter || (command && pressed(ImGuiKey_Period))) fix(s, spoken(s));
  pastes_ = (command && pressed(ImGuiKey_V)) || (io.KeyShift && pressed(ImGuiKey_Insert));
}

void Field::press(App::State& s, const Page& page) {
  Pane& p = s.pane;
  const ImGuiIO& io = ImGui::GetIO();
  if (!io.MouseClicked[0]) return;
  const ImVec2 at = io.MousePos;
  const ImGuiWindow* under = ImGui::GetCurrentContext()->HoveredWindow;  // of this very frame: a tap comes and presses in one
  p.list_pressed = !p.offered.words.empty() && under && under->ChildId == ImGui::GetID("completions");
  if (p.list_pressed) take_press();
  const bool inside = at.x >= page.left && at.x < page.right && at.y >= page.top && at.y < page.bottom;
  if (!p.list_pressed && inside && io.KeyAlt) {
    const std::size_t byte = page.byte_at(p, at);
    add_caret(p, {byte, byte});
    take_press();
  } else if (!p.list_pressed) {
    p.others.clear();
  }
}

void Field::changed(App::State& s, const std::string& now, const view::Caret& after) {
  Pane& p = s.pane;
  const double time = ImGui::GetTime();
  if (time - p.typed_at > kPause || pastes_) s.history.close_group();
  p.typed_at = time;
  const view::Caret before = p.main;
  std::size_t begin = 0;
  while (begin < std::min({before.begin(), after.head, s.text.size()}) && s.text[begin] == now[begin]) ++begin;
  const bool came = after.head > begin;
  const char* group = ImGui::IsItemActive() && !pastes_ ? "typing" : "";
  if (p.others.empty()) {
    s.change_text(now, group, true);
    p.main = after;
    if (pastes_ && came) make_plain(s, begin, *this);
  } else {
    write(s, view::repeat_edit(s.text, before, p.others, now, after.head), group);
  }
  p.offered = {};
  if (came && !pastes_) offer(s, 2);
}

void Field::moved(App::State& s, const view::Caret& after) {
  Pane& p = s.pane;
  if (after == p.main) return;
  p.others = view::repeat_move(s.text, p.main, after, p.others);
  p.main = after;
  p.offered = {};
}

const Diagnostic* spoken(const App::State& s) {
  const Diagnostic* worst = nullptr;
  const Diagnostic* here = nullptr;
  for (const Diagnostic& d : s.derived.analysis.diagnostics) {
    if (!worst || d.severity < worst->severity) worst = &d;
    const bool at = s.pane.has_keyboard && d.span.begin <= s.pane.main.head && s.pane.main.head <= d.span.end && d.span.end > 0;
    if (at && (!here || d.severity < here->severity)) here = &d;
  }
  return here ? here : worst;
}

void Field::fix_under_pointer(App::State& s, const Page& page) {
  constexpr float kStill = 9;  // square px that the pointer may move in a press
  const ImGuiIO& io = ImGui::GetIO();
  for (const Diagnostic& d : s.derived.analysis.diagnostics) {
    if (!d.fix || d.severity == Severity::notice || d.span.end > s.pane.text.size()) continue;
    const ImVec2 at = page.at(s.pane, d.span.begin);
    const std::string_view said = std::string_view(s.pane.text).substr(d.span.begin, d.span.end - d.span.begin);
    const float x = io.MousePos.x - at.x, y = io.MousePos.y - at.y;
    if (x < 0 || y < 0 || y >= page.line || x >= std::max(page.width(said.substr(0, said.find('\n'))), page.width("0"))) continue;
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (io.MouseReleased[0] && io.MouseClickedLastCount[0] == 1 && io.MouseDragMaxDistanceSqr[0] < kStill && !io.KeyShift && !io.KeyAlt) fix(s, &d);
    return;
  }
}

void Field::fix(App::State& s, const Diagnostic* d) {
  if (!d || !d->fix) return;
  const Fix f = *d->fix;
  const std::size_t there = f.span.begin + f.replacement.size();
  write(s, {apply_edit(s.text, {f.span, f.replacement}), {there, there}, {}}, "");
}

}  // namespace chainrule::ui
