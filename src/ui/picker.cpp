#include "ui/picker.h"

#include <algorithm>
#include <utility>

#include <imgui_internal.h>

#include "ui/picker_rows.h"
#include "ui/state.h"

namespace chainrule::ui {

using view::Token;

namespace {

constexpr float kWidth = 340, kField = 40, kPad = 6, kEm = 14;
constexpr int kMostRows = 16;  // in view

float row_height() { return ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen ? 44.f : 34.f; }

Word asked_by(const Picker& p) {
  switch (p.asks) {
    case Picker::Asks::act: return Word::ask_act;
    case Picker::Asks::gate: return Word::ask_gate;
    case Picker::Asks::port: return Word::ask_port;
    case Picker::Asks::node: return Word::ask_node;
    case Picker::Asks::lesson: return Word::ask_lesson;
    case Picker::Asks::rewrite: return Word::ask_rewrite;
    case Picker::Asks::format: return Word::ask_format;
    case Picker::Asks::file: return Word::ask_file;
    case Picker::Asks::save: case Picker::Asks::exported: return Word::ask_save;
    case Picker::Asks::name: return Word::ask_name;
    case Picker::Asks::function: return Word::ask_function;
    case Picker::Asks::value: return Word::ask_value;
    default: return Word::ask_range;
  }
}

int to_text(ImGuiInputTextCallbackData* data) {
  Picker& p = *static_cast<Picker*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    p.typed.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = p.typed.data();
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackCompletion) {  // by Tab
    data->DeleteChars(0, data->BufTextLen);
    data->InsertChars(0, p.rows[static_cast<std::size_t>(p.row)].answer.c_str());
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackAlways && !p.all_marked) {
    data->SelectionStart = data->SelectionEnd = data->CursorPos = data->BufTextLen;  // ImGui marks all when it is given the keyboard
    p.all_marked = true;
  }
  return 0;
}

// The field; what is typed before it has the keyboard comes to it all the same.
void field(App::State& s, ImVec2 at, float width) {
  Picker& p = s.picker;
  const Theme& t = s.colours();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + kField}, t.of(Token::paper), 6);
  list->AddRect(at, {at.x + width, at.y + kField}, t.of(p.refusal.empty() ? Token::accent : Token::gradient), 6, 0, 1.5f);
  if (p.typed.empty()) {
    const std::string_view words = question(s);
    const float em = std::min(kEm, kEm * (width - 24) / math::words_width(words, math::Face::sans, kEm));
    paint_words(list, s.fonts, t, std::string(words).c_str(), {at.x + 12, at.y + kField / 2 + 5}, em, t.of(Token::faint));
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::PushFont(s.fonts.faces[static_cast<int>(p.takes_text() ? math::Face::mono : math::Face::sans)], imgui_size(math::Face::sans, kEm));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(12, (kField - ImGui::GetFontSize()) / 2));
  ImGui::SetNextItemWidth(width);
  const ImGuiID id = ImGui::GetID("##typed");
  ImGuiIO& io = ImGui::GetIO();
  const std::string before = p.typed;
  if (p.wish.typed) {
    if (ImGui::GetActiveID() == id) ImGui::ClearActiveID();
    p.typed = *p.wish.typed;
  }
  if (ImGui::GetActiveID() != id && io.InputQueueCharacters.Size > 0) {
    if (p.all_marked && !p.opens) p.typed.clear();
    for (const ImWchar c : io.InputQueueCharacters)
      if (c >= ' ') add_typed(p, c);
    p.all_marked = false;
    io.InputQueueCharacters.resize(0);
  }
  const bool wants_keys = p.takes_text() || !p.typed.empty() || io.MouseSource != ImGuiMouseSource_TouchScreen;
  if (ImGui::GetActiveID() != id && wants_keys) ImGui::ActivateItemByID(id);
  ImGuiInputTextFlags flags = ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_CallbackAlways;
  if (p.takes_tab()) flags |= ImGuiInputTextFlags_CallbackCompletion;
  ImGui::InputText("##typed", p.typed.data(), p.typed.capacity() + 1, flags, to_text, &p);
  if (p.typed != before) {
    p.stale = true;
    p.row = 0;
    p.refusal.clear();
  }
  ImGui::PopStyleVar();
  ImGui::PopFont();
  s.spots.push_back({"picker", at.x, at.y, width, kField});
}

void row(App::State& s, const Picker::Row& row, bool current, float x, float y, float width, float height) {
  const Theme& t = s.colours();
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (current) list->AddRectFilled({x, y}, {x + width, y + height}, t.of(Token::header), 6);
  float left = x + 12;
  const float base = y + height / 2 + 5;
  const ImU32 ink = t.of(row.enabled ? Token::ink : Token::faint);
  if (!row.sign.empty()) {
    constexpr float kDisc = 12;
    const math::Box sign = math::words(row.sign, math::Face::sans_semibold, 12);
    const float scale = std::min(1.f, (2 * kDisc - 6) / sign.width);
    list->AddCircleFilled({left + kDisc, y + height / 2}, kDisc, t.of(Token::ink));
    const ImVec2 at{left + kDisc - sign.width * scale / 2, y + height / 2 + (sign.height - sign.depth / 2) * scale / 2};
    paint_box(list, s.fonts, t, sign, at, scale, t.of(Token::card));
    left += 2 * kDisc + 10;
  }
  list->PushClipRect({x, y}, {x + width - 8, y + height}, true);
  const float used = paint_words(list, s.fonts, t, row.label.c_str(), {left, base}, kEm, ink);
  const float detail = math::words_width(row.detail, math::Face::sans, 12), room = x + width - 12 - left - used - 16;
  const float from = detail <= room ? x + width - 12 - detail : left + used + 16;
  if (!row.detail.empty()) paint_words(list, s.fonts, t, row.detail.c_str(), {from, base}, 12, t.of(Token::soft));
  list->PopClipRect();
  const std::string answer = row.place < 0 ? row.answer.substr(0, 40) : row.answer + ":" + std::to_string(row.place);
  s.spots.push_back({"row:" + answer, x, y, width, height});
}

// By the keys that go up and down.
void walk_rows(Picker& p) {
  const int count = static_cast<int>(p.rows.size());
  const bool down = ImGui::IsKeyPressed(ImGuiKey_DownArrow), up = ImGui::IsKeyPressed(ImGuiKey_UpArrow);
  if (count > 0 && (down || up)) p.row = (p.row + (down ? 1 : count - 1)) % count;
  p.row = std::clamp(p.row, 0, std::max(count - 1, 0));
}

}  // namespace

std::string_view question(const App::State& s) { return s.language.of(asked_by(s.picker)); }

std::string picker_says(const App::State& s) {
  if (!s.picker.refusal.empty()) return s.picker.refusal;
  return s.picker.rows.empty() && !s.picker.takes_text() ? std::string(s.language.of(Word::nothing_found)) : std::string();
}

void add_letter(std::string& text, unsigned c) {
  char letter[5];
  ImTextCharToUtf8(letter, c);
  text += letter;
}

void add_typed(Picker& p, unsigned c) { add_letter(p.typed, c); }

void ask(App::State& s, Picker::Asks asks, std::string typed) {
  Picker& p = s.picker;
  p.asks = asks;
  p.typed = std::move(typed);
  p.opens = p.stale = true;
  s.notice.words.clear();
  if (p.at.x != 0 || p.at.y != 0) return;
  // Below what is selected, else in the upper middle.
  const view::Viewport& v = s.viewport;
  p.at = {v.x + (v.width - kWidth) / 2, v.y + std::min(60.f, v.height / 8)};
  const int node = view::node_of(s.derived, s.session.selected);
  if (node < 0 || asks == Picker::Asks::act) return;
  const layout::Point corner = s.derived.drawing.corners[static_cast<std::size_t>(node)];
  const float height = s.derived.cards[static_cast<std::size_t>(node)].height;
  const layout::Point low = view::to_screen(s.session.camera, v, {corner.x, corner.y + height});
  if (low.x > v.x && low.x < v.x + v.width && low.y > v.y && low.y < v.y + v.height) p.at = {low.x, low.y + 10};
}

void picker(App::State& s) {
  if (s.picker.opens) ImGui::OpenPopup("picker");
  if (s.picker.stale) {
    s.picker.rows = picker_rows(s);
    s.picker.stale = false;
  }
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float height = row_height(), width = std::min(kWidth, screen.x - 16);
  const float fitting = std::min(static_cast<float>(s.picker.rows.size()), (screen.y - 80) / height);
  const int shown = std::clamp(static_cast<int>(fitting), 0, kMostRows);
  const std::string words = picker_says(s);
  const bool says = !words.empty();
  const std::vector<std::string> said = says ? math::lines(words, math::Face::sans, 13, width - 2 * kPad - 16) : std::vector<std::string>();
  const float listed = static_cast<float>(shown) * height + (shown > 0 ? kPad : 0.f);
  const float tall = kField + 2 * kPad + listed + static_cast<float>(said.size()) * 18 + (says ? 8.f : 0.f);
  const auto inside = [](float at, float room) { return std::clamp(at, 8.f, std::max(8.f, room - 8)); };
  ImGui::SetNextWindowPos({inside(s.picker.at.x, screen.x - width), inside(s.picker.at.y, screen.y - tall)});
  ImGui::SetNextWindowSize({width, tall});
  if (!ImGui::BeginPopup("picker", ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollbar)) {
    s.picker = {};  // closed by a press beside it
    return;
  }
  const ImVec2 at = ImGui::GetWindowPos();
  field(s, {at.x + kPad, at.y + kPad}, width - 2 * kPad);
  s.picker.opens = false;
  if (s.picker.stale) {
    s.picker.rows = picker_rows(s);
    s.picker.stale = false;
  }
  walk_rows(s.picker);
  float y = at.y + kPad + kField + kPad;
  const Picker::Wish wish = std::exchange(s.picker.wish, {});
  int chosen = wish.row < static_cast<int>(s.picker.rows.size()) ? wish.row : -1;
  ImGui::SetCursorScreenPos({at.x, y});
  ImGui::BeginChild("rows", {width, std::max(static_cast<float>(shown) * height, 1.f)}, 0, ImGuiWindowFlags_NoNav);
  const float top = ImGui::GetCursorScreenPos().y;
  for (int i = 0; i < static_cast<int>(s.picker.rows.size()); ++i) {
    const float there = top + static_cast<float>(i) * height;
    ImGui::SetCursorScreenPos({at.x + kPad, there});
    ImGui::PushID(i);
    if (ImGui::InvisibleButton("row", {width - 2 * kPad, height})) chosen = i;
    if (ImGui::IsItemHovered() && (ImGui::GetIO().MouseDelta.x != 0 || ImGui::GetIO().MouseDelta.y != 0)) s.picker.row = i;
    ImGui::PopID();
    const Picker::Row& shown_row = s.picker.rows[static_cast<std::size_t>(i)];
    if (ImGui::IsItemVisible()) row(s, shown_row, i == s.picker.row, at.x + kPad, there, width - 2 * kPad, height);
  }
  const float scrolled = ImGui::GetScrollY(), above = static_cast<float>(s.picker.row) * height, room = static_cast<float>(shown) * height;
  const bool moved = ImGui::IsKeyPressed(ImGuiKey_DownArrow) || ImGui::IsKeyPressed(ImGuiKey_UpArrow);
  if (moved && above < scrolled) ImGui::SetScrollY(above);
  if (moved && above + height > scrolled + room) ImGui::SetScrollY(above + height - room);
  ImGui::EndChild();
  y += static_cast<float>(shown) * height + (shown > 0 ? 0.f : -kPad) + 14;
  for (const std::string& line : said) {
    const ImU32 ink = s.colours().of(s.picker.refusal.empty() ? Token::soft : Token::gradient);
    paint_words(ImGui::GetWindowDrawList(), s.fonts, s.colours(), line.c_str(), {at.x + kPad + 8, y + 4}, 13, ink);
    y += 18;
  }
  const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter);
  if (enter && !s.picker.takes_text() && !s.picker.rows.empty()) chosen = s.picker.row;
  const Picker::Row* current = s.picker.rows.empty() ? nullptr : &s.picker.rows[static_cast<std::size_t>(s.picker.row)];
  s.show_preview(s.picker.asks == Picker::Asks::rewrite && current && current->enabled ? current->answer : std::string());
  bool closes = wish.closes || ImGui::IsKeyPressed(ImGuiKey_Escape);
  if ((enter || wish.typed) && s.picker.takes_text()) {
    const std::string refusal = accept(s);
    s.picker.refusal = refusal;
    closes = closes || refusal.empty();
  }
  if (chosen >= 0 && s.picker.rows[static_cast<std::size_t>(chosen)].enabled) {
    const Picker::Row answer = s.picker.rows[static_cast<std::size_t>(chosen)];
    ImGui::CloseCurrentPopup();
    choose(s, answer);
  } else if (closes) {
    ImGui::CloseCurrentPopup();
    s.picker = {};
  }
  ImGui::EndPopup();
}

}  // namespace chainrule::ui
