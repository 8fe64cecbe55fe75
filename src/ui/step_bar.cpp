// The bar below the canvas: buttons, the step in words, the track.
#include <algorithm>
#include <cmath>

#include "ui/state.h"
#include "view/step_words.h"

namespace chainrule::ui {

using view::Token;

namespace {

constexpr float kPhone = 560, kWide = 1000;  // px of width: below the first three rows, from the second one
constexpr float kShort = 360;                // px of height: below that one row without words
constexpr float kWords = 14;

// Cut to fit, with an ellipsis.
std::string fitted(const std::string& text, math::Face face, float em, float width) {
  if (math::words_width(text, face, em) <= width) return text;
  constexpr const char* kEllipsis = "\u2026";
  float room = width - math::words_width(kEllipsis, face, em);
  std::size_t end = 0;
  while (end < text.size()) {
    std::size_t next = end + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
    room -= math::words_width(std::string_view(text).substr(end, next - end), face, em);
    if (room < 0) break;
    end = next;
  }
  return text.substr(0, end) + kEllipsis;
}

Token colour_of(const App::State& s, int done) {
  return done <= 0 ? Token::soft : done <= s.derived.forward ? Token::value : Token::gradient;
}

// A card above `y` with the step in words, as near to `x` as the window lets it; two lines where one is too wide.
void tooltip(App::State& s, int done, float x, float y) {
  const Theme& t = s.colours();
  const view::StepWords words = view::step_words(s.derived, done, s.language);
  constexpr float kEm = 13, kPad = 10, kLine = 20;
  const float most = ImGui::GetIO().DisplaySize.x - 16 - 2 * kPad;
  const std::string what = fitted(words.what, math::Face::sans, kEm, most), where = fitted(words.where, math::Face::sans, kEm, most);
  const float width = std::max(math::words_width(where, math::Face::sans, kEm), math::words_width(what, math::Face::sans, kEm)) + 2 * kPad;
  const float height = (what.empty() ? 1 : 2) * kLine + kPad;
  const ImVec2 a{std::clamp(x - width / 2, 8.f, std::max(8.f, most + 8 + 2 * kPad - width)), y - height - 10};
  ImDrawList* list = ImGui::GetForegroundDrawList();
  list->AddRectFilled({a.x - 1, a.y + 1}, {a.x + width + 1, a.y + height + 3}, faded(IM_COL32_BLACK, t.dark ? 0.3f : 0.06f), 9);
  list->AddRectFilled(a, {a.x + width, a.y + height}, t.of(Token::card), 8);
  list->AddRect(a, {a.x + width, a.y + height}, t.of(Token::border), 8, 0, 1);
  paint_words(list, s.fonts, t, where.c_str(), {a.x + kPad, a.y + kPad / 2 + 14}, kEm, t.of(Token::soft));
  paint_words(list, s.fonts, t, what.c_str(), {a.x + kPad, a.y + kPad / 2 + 14 + kLine}, kEm, t.of(colour_of(s, done)));
  s.spots.push_back({"tooltip", a.x, a.y, width, height});
}

// A track with a tick for each step: green forward, red backward, hollow where it is still to come. Click or drag to scrub.
void track(App::State& s, float x, float y, float width, float height) {
  const Theme& t = s.colours();
  const int all = static_cast<int>(s.derived.steps.size());
  if (all == 0 || width < 60) return;
  ImGui::SetCursorScreenPos({x, y});
  ImGui::InvisibleButton("track", {width, height});
  const float each = width / static_cast<float>(all);
  const int pointed = std::clamp(static_cast<int>(std::ceil((ImGui::GetIO().MousePos.x - x) / each)), 0, all);
  if (ImGui::IsItemActive()) s.set_step(pointed);
  if (ImGui::IsItemHovered() && !s.trainer.hides()) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    tooltip(s, pointed, x + (static_cast<float>(pointed) - 0.5f) * each, y);
  }
  s.spots.push_back({"track", x, y, width, height});
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float middle = y + height / 2;
  list->AddRectFilled({x, middle - 3}, {x + width, middle + 3}, t.of(Token::header), 3);
  if (each < 9) {  // too many for dots: two bars
    const float done = static_cast<float>(s.session.done) * each, split = static_cast<float>(s.derived.forward) * each;
    list->AddRectFilled({x, middle - 3}, {x + std::min(done, split), middle + 3}, t.of(Token::value), 3);
    if (done > split) list->AddRectFilled({x + split, middle - 3}, {x + done, middle + 3}, t.of(Token::gradient), 3);
    return;
  }
  for (int i = 0; i < all; ++i) {
    const ImVec2 c{x + (static_cast<float>(i) + 0.5f) * each, middle};
    const float fit = std::min(1.f, each / 15);  // ticks do not touch
    list->AddCircleFilled(c, 7 * fit, t.of(Token::card));
    list->AddCircleFilled(c, 5 * fit, t.of(i < s.session.done ? colour_of(s, i + 1) : Token::header));
    if (i + 1 == s.session.done && i + 1 < all) list->AddCircle(c, 8 * fit, t.of(Token::accent), 0, 1.5f);
  }
}

// In one line on `baseline`, or in two about it; what is cut off then stands in a tooltip. The first `plain` bytes are in ink.
void in_two_lines(App::State& s, const std::string& text, std::size_t plain, float x, float baseline, float width) {
  constexpr float kLine = 18;
  const Theme& t = s.colours();
  const std::vector<std::string> lines = math::lines(text, math::Face::sans, kWords, width);
  const std::size_t count = std::min<std::size_t>(lines.size(), 2);
  bool cut = false;
  for (std::size_t i = 0, begin = 0; i < count; ++i) {
    begin = text.find(lines[i], begin);
    const std::string whole = i == 1 && lines.size() > 2 ? text.substr(begin) : lines[i];
    const std::string line = fitted(whole, math::Face::sans, kWords, width);
    cut = cut || line != whole;
    const std::string ink = begin < plain ? line.substr(0, plain - begin) : std::string();
    const ImVec2 at{x, count == 1 ? baseline : baseline + kLine * (static_cast<float>(i) - 0.5f)};
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float past = ink.empty() ? 0.f : paint_words(list, s.fonts, t, ink.c_str(), at, kWords, t.of(Token::ink));
    paint_words(list, s.fonts, t, line.c_str() + ink.size(), {x + past, at.y}, kWords, t.of(colour_of(s, s.session.done)));
    begin += lines[i].size();
  }
  if (cut && ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect({x, baseline - 24}, {x + width, baseline + 16}))
    tooltip(s, s.session.done, x + width / 2, baseline - 24);
}

// The step in words would say what is asked: the question stands in its place.
std::string asked_words(App::State& s) {
  const learn::Attempt& a = s.trainer.attempt;
  return a.asked < 0 ? std::string() : learn::question(s.derived.analysis, a.items[static_cast<std::size_t>(a.asked)].slot, s.language);
}
constexpr std::size_t text_end = std::string::npos;  // all of it in ink

// On a phone: where we are, and below it what happens.
void phone_words(App::State& s, float x, float y, float width) {
  if (s.trainer.hides()) return in_two_lines(s, asked_words(s), text_end, x, y + 40, width);
  const view::StepWords words = view::step_words(s.derived, s.session.done, s.language);
  const std::string where = fitted(words.where, math::Face::sans, 13, width);
  paint_words(ImGui::GetWindowDrawList(), s.fonts, s.colours(), where.c_str(), {x, y + 22}, 13, s.colours().of(Token::soft));
  in_two_lines(s, words.what, 0, x, y + 50, width);
}

void sentence(App::State& s, float x, float baseline, float width) {
  if (s.trainer.hides()) return in_two_lines(s, asked_words(s), text_end, x, baseline, width);
  const view::StepWords words = view::step_words(s.derived, s.session.done, s.language);
  if (words.where.empty() || width < 40) return;
  const std::string where = words.where + (words.what.empty() ? "" : ": ");
  in_two_lines(s, where + words.what, where.size(), x, baseline, width);
}

constexpr float kSpeedWidth = 44;

float grain_width(const App::State& s) {
  constexpr float kEm = 13, kPads = 24;
  float most = 0;
  for (const Word word : {Word::by_gate, Word::by_edge})
    most = std::max(most, math::words_width(s.language.of(word), math::Face::sans, kEm));
  return most + kPads;
}

// First, previous, next, last; play and its speed; by gate or by edge. Returns where they end.
float buttons(App::State& s, float x, float y, float size, float tall, float gap, float right) {
  const int done = s.session.done, all = static_cast<int>(s.derived.steps.size());
  struct Move {
    const char* name;
    Icon icon;
    int to;
  };
  const Move moves[] = {
      {"first", Icon::first, 0}, {"previous", Icon::previous, done - 1}, {"next", Icon::next, done + 1}, {"last", Icon::last, all}};
  for (const Move& move : moves) {
    const bool enabled = move.to >= 0 && move.to <= all && move.to != done;
    if (button(s, move.name, x, y, size, tall, "", move.icon, enabled)) s.set_step(move.to);
    x += size + gap;
  }
  if (button(s, "play", x, y, size, tall, "", s.playing ? Icon::pause : Icon::play, all > 0)) s.play(!s.playing);
  x += size + gap;
  constexpr int kCount = static_cast<int>(std::size(kSpeeds));
  constexpr const char* kNames[kCount] = {"0.5\u00D7", "1\u00D7", "2\u00D7"};
  if (x + kSpeedWidth > right) return x;
  if (button(s, "speed", x, y, kSpeedWidth, tall, kNames[s.speed])) s.speed = (s.speed + 1) % kCount;
  x += kSpeedWidth + gap;
  const float wide = grain_width(s);
  if (x + wide > right) return x;
  const bool by_gate = s.session.grain == view::Grain::gate;
  if (button(s, "grain", x, y, wide, tall, s.language.of(by_gate ? Word::by_gate : Word::by_edge)))
    s.set_grain(by_gate ? view::Grain::edge : view::Grain::gate);
  return x + wide + gap;
}

}  // namespace

float step_bar_height(float window_width, float window_height) {
  if (window_height < kShort) return 56;
  return window_width < kPhone ? 172 : window_width < kWide ? 100 : 72;
}

void step_bar(App::State& s, float y, float width, float height) {
  const Theme& t = s.colours();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({0, y}, {width, y + height}, t.of(Token::card));
  list->AddRectFilled({0, y}, {width, y + 1}, t.of(Token::border));
  const bool phone = width < kPhone;
  const float side = phone ? 12 : 20, right = width - side;
  const float tall = phone ? 44 : 34, gap = phone ? 4 : width < kWide ? 8 : 12;
  const float share = std::floor((right - side - kSpeedWidth - grain_width(s) - 6 * gap) / 5);  // of a phone's width
  const float size = phone ? std::clamp(share, 30.f, 44.f) : 40;
  if (height < 80) {
    const bool words = height > 60;
    const float track_room = words ? 0.f : 76.f;
    float x = buttons(s, side, y + (height - tall) / 2, size, tall, gap, right - track_room) + 4;
    if (words) {
      const float room = std::round((right - x) * 0.68f);  // always the same: the track must not move under the pointer
      sentence(s, x, y + height / 2 + 5, room);
      x += room + 16;
    }
    track(s, x + 4, y + height / 2 - 12, right - x - 4, 24);
    return;
  }
  if (phone)
    phone_words(s, side + 4, y, right - side - 8);
  else
    sentence(s, side, y + 30, right - side);
  const float below = phone ? 10 : 14, x = buttons(s, side, y + height - tall - below, size, tall, gap, right);
  if (phone)
    track(s, side, y + 69, right - side, 40);
  else
    track(s, x + 8, y + height - below - tall / 2 - 16, right - x - 8, 32);
}

}  // namespace chainrule::ui
