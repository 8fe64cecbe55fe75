// The bar above: the mark, the program pane with its errors in place, examples, light and dark.
#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "core/sort.h"
#include "ui/state.h"

namespace chainrule::ui {

using view::Token;

namespace {

constexpr float kMono = 13;       // px per em of the program's letters
constexpr int kMostLines = 9;     // shown at once; longer programs scroll
constexpr float kMessage = 20;    // height of one message line
constexpr double kPause = 1.5;    // seconds without a letter, after which typing is another thing to undo

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

// Where the letters of the pane stand, after scrolling.
struct Pane {
  float x, y, line;      // origin of the first letter's line box; px per line
  ImFontBaked* letters;  // of this frame

  // Of a part of a line, in px: ideographs are wider than letters.
  float width(std::string_view part) const {
    float sum = 0;
    for (std::size_t i = 0; i < part.size();) {
      const CodePoint point = code_point_at(part, i);
      sum += letters->GetCharAdvance(static_cast<ImWchar>(std::min<char32_t>(point.value, IM_UNICODE_CODEPOINT_MAX)));
      i += static_cast<std::size_t>(point.bytes);
    }
    return sum;
  }
};

// A wavy line below the letters of a message's span.
void underline(App::State& s, const Pane& pane, const Diagnostic& d, ImDrawList* list) {
  const Place place = place_of(s.text, d.span);
  const std::string_view text = s.text;
  const std::size_t begin = std::min<std::size_t>(d.span.begin, text.size()), line = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;
  const std::string_view said = text.substr(begin, std::max(d.span.end, d.span.begin) - d.span.begin);
  const float x = pane.x + pane.width(text.substr(line, begin - line));
  const float y = pane.y + static_cast<float>(place.line) * pane.line - 2;
  const float width = std::max(pane.width(said.substr(0, said.find('\n'))), pane.width("0"));
  const ImU32 colour = s.colours().of(d.severity == Severity::error ? Token::gradient : Token::accent);
  for (int i = 0; static_cast<float>(2 * i) <= width; ++i) list->PathLineTo({x + static_cast<float>(2 * i), i % 2 == 0 ? y + 1.5f : y - 1});
  list->PathStroke(colour, 0, 1.4f);
}

void edit_field(App::State& s, float x, float y, float width, float height) {
  const Theme& t = s.colours();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({x, y}, {x + width, y + height}, t.of(Token::paper), 6);
  ImGui::SetCursorScreenPos({x, y});
  ImGui::PushFont(s.fonts.faces[static_cast<int>(math::Face::mono)], line_height());
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(13, 8));
  const ImGuiID id = ImGui::GetID("##program");
  if (s.editor_stale) {
    if (ImGuiInputTextState* input = ImGui::GetInputTextState(id)) input->ReloadUserBufAndKeepSelection();
    s.editor_stale = false;
  }
  // ImGui's own Escape would take back all that was typed.
  if (ImGui::GetActiveID() == id && ImGui::IsKeyPressed(ImGuiKey_Escape)) ImGui::ClearActiveID();
  std::string& buffer = s.editor_buffer;
  buffer = s.text;
  if (ImGui::InputTextMultiline("##program", buffer.data(), buffer.capacity() + 1, {width, height},
                                ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_NoUndoRedo, resize, &buffer)) {
    if (ImGui::GetTime() - s.typed_at > kPause) s.history.close_group();
    s.typed_at = ImGui::GetTime();
    s.change_text(buffer, ImGui::IsItemActive() ? "typing" : "", true);
  }
  if (ImGui::IsItemDeactivatedAfterEdit()) s.history.close_group();
  const bool active = ImGui::IsItemActive();
  const ImGuiInputTextState* input = ImGui::GetInputTextState(id);
  float scroll_x = 0, scroll_y = 0;
  for (const ImGuiWindow* child : ImGui::GetCurrentWindow()->DC.ChildWindows)
    if (child->ChildId == id) scroll_y = child->Scroll.y;
  if (input) scroll_x = input->Scroll.x;
  const Pane pane{x + 13 - scroll_x, y + 8 - scroll_y, line_height(), ImGui::GetFontBaked()};
  ImGui::PopStyleVar();
  ImGui::PopFont();
  list = ImGui::GetForegroundDrawList();
  list->PushClipRect({x + 2, y + 2}, {x + width - 2, y + height - 2});
  for (const Diagnostic& d : s.derived.analysis.diagnostics)
    if (d.severity != Severity::notice && d.span.end > 0) underline(s, pane, d, list);
  list->PopClipRect();
  list = ImGui::GetWindowDrawList();
  list->AddRect({x, y}, {x + width, y + height}, t.of(active ? Token::accent : Token::border), 6, 0, active ? 1.5f : 1.f);
  s.spots.push_back({"program", x, y, width, height});
}

// The worst first: an error, else a warning, else a notice.
std::vector<const Diagnostic*> messages(const App::State& s) {
  std::vector<const Diagnostic*> list;
  for (const Diagnostic& d : s.derived.analysis.diagnostics) list.push_back(&d);
  sort_list(list, [](const Diagnostic* a, const Diagnostic* b) { return a->severity < b->severity; });
  return list;
}

void message_line(App::State& s, const Diagnostic& d, std::size_t more, float x, float baseline, float width) {
  const Place place = place_of(s.text, d.span);
  std::string text = s.language.say(Word::line_message, {std::to_string(place.line), d.message});
  if (more > 0) text += "  " + s.language.say(Word::and_more, {std::to_string(more)});
  float em = 12.5f;
  const float wanted = math::words_width(text, math::Face::sans, em);
  if (wanted > width) em = std::max(10.5f, em * width / wanted);
  const Token colour = d.severity == Severity::error ? Token::gradient : Token::soft;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect({x, baseline - 20}, {x + width, baseline + 8}, true);
  paint_words(list, s.fonts, s.colours(), text.c_str(), {x, baseline}, em, s.colours().of(colour));
  list->PopClipRect();
  s.spots.push_back({"message", x, baseline - 16, width, kMessage});
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
  const float field = 16 + static_cast<float>(lines) * line_height() + 2;
  const bool room = !s.derived.analysis.diagnostics.empty();
  const float bar = 2 * 10 + field + (room ? kMessage : 0);
  const Theme& t = s.colours();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({0, 0}, {width, bar}, t.of(Token::card));
  list->AddRectFilled({0, bar - 1}, {width, bar}, t.of(Token::border));
  float x = phone ? 12.f : 17.f;
  const float first = 10 + 8 + line_height() / 2;  // the middle of the pane's first line
  if (!phone) {
    x += paint_words(list, s.fonts, t, "\u2202 chainrule", {x, first + 5.5f}, 15, t.of(Token::ink), math::Face::sans_semibold) + 14;
  }
  constexpr float kButton = 84, kSquare = 36, kGap = 10;
  const float right = phone ? width - 12 : width - 16 - kSquare - kGap - kButton - 12;
  edit_field(s, x, 10, right - x, field);
  const std::vector<const Diagnostic*> said = messages(s);  // only now: the text may be another one
  if (room && !said.empty()) message_line(s, *said[0], said.size() - 1, x + 2, 10 + field + 16, width - x - 16);
  if (!phone) {
    examples(s, right + 12, first - 17, kButton, 34);
    if (button(s, "theme", right + 12 + kButton + kGap, first - 17, kSquare, 34, "", s.dark ? Icon::sun : Icon::moon)) s.dark = !s.dark;
  }
  return bar;
}

}  // namespace chainrule::ui
