// The bar above: the mark, the program pane with its errors in place, examples, light and dark.
#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "ui/pane_edit.h"
#include "ui/state.h"

namespace chainrule::ui {

using view::Token;

namespace {

constexpr float kMono = 13;       // px per em of the program's letters
constexpr float kPadX = 13, kPadY = 8;  // px around the letters
constexpr int kMostLines = 9;     // shown at once; longer programs scroll
constexpr float kMessage = 20;    // height of one message line
constexpr float kOffer = 12;      // px per em of what would set it right

struct Example {
  Word title;
  const char* text;
};
constexpr Example kExamples[] = {
    {Word::example_product, "f = (x+y)*z;  x = -2; y = 5; z = -4"},
    {Word::example_neuron, "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))"},
    {Word::example_fork, "a = 1; b = 1\ns = a + b\ny = s*s"},
    {Word::example_switches, "x = 3; y = -1; w = 2\nm = max(x, y)\nf = relu(m*w - 4)"},
    {Word::example_line, "# one data point\nw = 0.5; b = 1; x = 2; t = 3\np = w*x + b\nL = (p - t)^2"},
};

int resize(ImGuiInputTextCallbackData* data) {
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    auto* text = static_cast<std::string*>(data->UserData);
    text->resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = text->data();
  }
  return 0;
}

int line_count(const std::string& text) { return 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n')); }

float line_height() { return std::ceil(imgui_size(math::Face::mono, kMono)); }

// A scrolled text comes to rest on a whole line, when neither wheel nor scroll bar has moved it for a moment.
void rest_on_line(Pane& pane, ImGuiWindow* field, float line) {
  constexpr double kMoment = 0.15;
  const float rest = std::round(field->Scroll.y / line) * line;
  if (ImGui::GetIO().MouseWheel != 0 || ImGui::GetIO().MouseDown[0]) pane.scrolled_at = ImGui::GetTime();
  pane.between_lines = field->Scroll.y != rest;
  if (pane.between_lines && ImGui::GetTime() - pane.scrolled_at > kMoment) field->Scroll.y = rest;
}

view::Caret caret_of(const ImGuiInputTextState& input, std::size_t size) {
  const auto head = std::min(static_cast<std::size_t>(input.GetCursorPos()), size);
  if (!input.HasSelection()) return {head, head};
  const auto a = static_cast<std::size_t>(input.GetSelectionStart()), b = static_cast<std::size_t>(input.GetSelectionEnd());
  return {std::min(a == head ? b : a, size), head};
}

void edit_field(App::State& s, float x, float y, float width, float height) {
  const Theme& t = s.colours();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({x, y}, {x + width, y + height}, t.of(Token::paper), 6);
  ImGui::SetCursorScreenPos({x, y});
  ImGui::PushFont(s.fonts.faces[static_cast<int>(math::Face::mono)], line_height());
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(kPadX, kPadY));
  const ImGuiID id = ImGui::GetID("##program");
  Pane& pane = s.pane;
  pane.field = id;
  ImGuiInputTextState* input = ImGui::GetInputTextState(id);
  Field field(input);
  if (s.editor_stale) {
    if (input) input->ReloadUserBufAndKeepSelection();
    pane.others.clear();
    pane.offered = {};
    s.editor_stale = false;
  }
  if (ImGui::GetActiveID() == id) {
    pane.page.letters = ImGui::GetFontBaked();  // those of the last frame may be gone
    field.keys(s);
    field.press(s, pane.page);
    // ImGui's own Escape would take back all that was typed.
    if (ImGui::IsKeyPressed(ImGuiKey_Escape)) ImGui::ClearActiveID();
  }
  std::string& buffer = pane.buffer;
  buffer = s.text;
  ImGui::PushStyleColor(ImGuiCol_Text, 0);  // it is painted below
  const bool changed = ImGui::InputTextMultiline("##program", buffer.data(), buffer.capacity() + 1, {width, height},
                                                 ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_NoUndoRedo |
                                                     (s.read_only ? ImGuiInputTextFlags_ReadOnly : 0),
                                                 resize, &buffer);
  ImGui::PopStyleColor();
  field.give_back();
  input = ImGui::GetInputTextState(id);
  pane.has_keyboard = ImGui::IsItemActive();
  const bool hovered = ImGui::IsItemHovered();
  if (!pane.has_keyboard) pane.others.clear();
  if (input && !input->WantReloadUserBuf) {
    const view::Caret now = caret_of(*input, buffer.size());
    changed ? field.changed(s, buffer, now) : field.moved(s, now);
  } else if (changed) {
    s.change_text(buffer, "", true);
  }
  if (ImGui::IsItemDeactivatedAfterEdit()) s.history.close_group();
  for (ImGuiWindow* child : ImGui::GetCurrentWindow()->DC.ChildWindows) {
    if (child->ChildId != id) continue;
    const float line = line_height(), edge = child->ScrollbarY ? 2 + child->ScrollbarSizes.x : 2;
    Page page{x + kPadX - (input && pane.has_keyboard ? input->Scroll.x : 0), y + kPadY - child->Scroll.y, line};
    page.left = x + 2;
    page.top = y + kPadY;
    page.right = x + width - edge;
    page.bottom = y + height - kPadY;
    page.letters = ImGui::GetFontBaked();
    page.scale = line / page.letters->Size;
    rest_on_line(pane, child, line);
    renew_pane(s, page);
    paint_pane(s, page, child->DrawList);
    pane.page = page;
    if (hovered) field.fix_under_pointer(s, page);
  }
  ImGui::PopStyleVar();
  ImGui::PopFont();
  const bool active = pane.has_keyboard;
  list->AddRect({x, y}, {x + width, y + height}, t.of(active ? Token::accent : Token::border), 6, 0, active ? 1.5f : 1.f);
  s.spots.push_back({"program", x, y, width, height});
}

// A word of the interface about a piece of the program, which stands in it in the program's letters.
void paint_offer(App::State& s, ImDrawList* list, Word word, const std::string& code, float x, float y) {
  const std::string sign = "\x01", said = s.language.say(word, {sign});
  const std::size_t at = said.find(sign);
  const ImU32 colour = s.colours().of(Token::accent);
  x += paint_words(list, s.fonts, s.colours(), said.substr(0, at).c_str(), {x, y}, kOffer, colour);
  x += paint_words(list, s.fonts, s.colours(), code.c_str(), {x, y}, kOffer, colour, math::Face::mono);
  paint_words(list, s.fonts, s.colours(), said.substr(at + 1).c_str(), {x, y}, kOffer, colour);
}

// What a fix would do, as a button; returns what it takes of the line.
float fix_button(App::State& s, const Diagnostic& d, float x, float y, float most) {
  const Span span = d.fix->span;
  const bool removes = d.fix->replacement.empty();
  std::string code = removes ? s.text.substr(std::min<std::size_t>(span.begin, s.text.size()), span.end - span.begin) : d.fix->replacement;
  code = code.substr(0, code.find('\n'));
  code.erase(code.find_last_not_of(' ') + 1);
  const Word word = removes ? Word::fix_remove : span.begin == span.end ? Word::fix_insert : Word::fix_use;
  const float words = math::words_width(s.language.say(word, {""}), math::Face::sans, kOffer);
  const float width = words + math::words_width(code, math::Face::mono, kOffer) + 16;
  if (width > most) return 0;
  ImGui::SetCursorScreenPos({x, y});
  const bool pressed = ImGui::InvisibleButton("fix", {width, kMessage - 1});
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({x, y}, {x + width, y + kMessage - 1}, faded(s.colours().of(Token::accent), hovered ? 0.2f : 0.1f), 5);
  paint_offer(s, list, word, code, x + 8, y + 13.5f);
  s.spots.push_back({"button:fix", x, y, width, kMessage - 1});
  if (pressed) Field(ImGui::GetInputTextState(s.pane.field)).fix(s, &d);
  return width + 10;
}

// The message, in one line; the offer to set it right stands behind it.
void message_line(App::State& s, const Diagnostic& d, float x, float baseline, float width) {
  const std::size_t more = s.derived.analysis.diagnostics.size() - 1;
  std::string text = s.language.say(Word::line_message, {std::to_string(place_of(s.text, d.span).line), d.message});
  if (more > 0) text += "  " + s.language.say(Word::and_more, {std::to_string(more)});
  const Token colour = d.severity == Severity::error ? Token::gradient : Token::soft;
  s.spots.push_back({"message", x, baseline - 16, width, kMessage});
  if (d.fix && !s.read_only) {
    const float taken = fix_button(s, d, x, baseline - 14, width / 2);
    x += taken;
    width -= taken;
  }
  float em = 12.5f;
  const float wanted = math::words_width(text, math::Face::sans, em);
  if (wanted > width) em = std::max(10.5f, em * width / wanted);
  auto fits = [&] { return math::words_width(text, math::Face::sans, em) <= width; };
  for (std::size_t end = text.rfind(' '); end != std::string::npos && end > 0 && !fits(); end = text.rfind(' ', end - 1))
    text = text.substr(0, end) + "\u2026";
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect({x, baseline - 20}, {x + width, baseline + 8}, true);
  paint_words(list, s.fonts, s.colours(), text.c_str(), {x, baseline}, em, s.colours().of(colour));
  list->PopClipRect();
}

void examples(App::State& s, float x, float y, float width, float height) {
  if (button(s, "examples", x, y, width, height, s.language.of(Word::examples))) ImGui::OpenPopup("examples-list");
  constexpr float kRow = 40;
  float list_width = 260;
  for (const Example& example : kExamples)
    list_width = std::max(list_width, math::words_width(s.language.of(example.title), math::Face::sans, 14) + 36);
  ImGui::SetNextWindowPos({std::max(8.f, x + width - list_width), y + height + 6});
  ImGui::SetNextWindowSize({list_width, kRow * static_cast<float>(std::size(kExamples)) + 12});
  if (!ImGui::BeginPopup("examples-list", ImGuiWindowFlags_NoMove)) return;
  if (ImGui::IsKeyPressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
  const ImVec2 at = ImGui::GetWindowPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  float row = at.y + 6;
  for (const Example& example : kExamples) {
    const std::string title(s.language.of(example.title));
    ImGui::SetCursorScreenPos({at.x + 6, row});
    if (ImGui::InvisibleButton(title.c_str(), {list_width - 12, kRow})) {
      s.camera_touched = false;
      s.follow_end = true;
      s.session.selected.clear();
      s.change_text(example.text, "", true);
      s.editor_stale = true;
      s.close_lesson();
      ImGui::CloseCurrentPopup();
    }
    if (ImGui::IsItemHovered()) list->AddRectFilled({at.x + 6, row}, {at.x + list_width - 6, row + kRow}, s.colours().of(Token::header), 6);
    paint_words(list, s.fonts, s.colours(), title.c_str(), {at.x + 18, row + kRow / 2 + 5}, 14, s.colours().of(Token::ink));
    s.spots.push_back({"example:" + title, at.x + 6, row, list_width - 12, kRow});
    row += kRow;
  }
  ImGui::EndPopup();
}

}  // namespace

float top_bar(App::State& s, float width) {
  const bool phone = width < 640;
  const int lines = std::clamp(line_count(s.text), 1, phone ? 5 : kMostLines);
  const float field = 2 * kPadY + static_cast<float>(lines) * line_height();
  const bool room = !s.derived.analysis.diagnostics.empty();
  const float bar = 2 * 10 + field + (room ? kMessage : 0);
  const Theme& t = s.colours();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({0, 0}, {width, bar}, t.of(Token::card));
  list->AddRectFilled({0, bar - 1}, {width, bar}, t.of(Token::border));
  float x = phone ? 12.f : 17.f;
  const float first = 10 + kPadY + line_height() / 2;  // the middle of the pane's first line
  if (!phone) {
    x += paint_words(list, s.fonts, t, "\u2202 chainrule", {x, first + 5.5f}, 15, t.of(Token::ink), math::Face::sans_semibold) + 14;
  }
  constexpr float kButton = 84, kSquare = 36, kGap = 10;
  const bool shown = !phone && !s.hides(App::examples_part);
  const bool exemplified = shown && !s.read_only, taught = shown && !s.trainer.lessons.empty();
  const float after = exemplified ? kButton + kGap : 0.f, buttons = after + (taught ? kButton + kGap : 0.f);
  const float right = phone ? width - 12 : width - 16 - kSquare - buttons - 12;
  edit_field(s, x, 10, right - x, field);
  const Diagnostic* said = spoken(s);  // only now: the text may be another one
  if (room && said) message_line(s, *said, x + 2, 10 + field + 16, width - x - 16);
  if (exemplified) examples(s, right + 12, first - 17, kButton, 34);
  if (!phone) {
    if (taught && button(s, "lessons", right + 12 + after, first - 17, kButton, 34, s.language.of(Word::lessons))) {
      s.picker = {};
      s.picker.at = {right + 12 + after, first + 23};
      ask(s, Picker::Asks::lesson);
    }
    if (button(s, "theme", right + 12 + buttons, first - 17, kSquare, 34, "", s.dark ? Icon::sun : Icon::moon)) s.dark = !s.dark;
  }
  return bar;
}

}  // namespace chainrule::ui
