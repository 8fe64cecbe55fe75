// The bars above and below the canvas, and the button they are made of.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "ui/state.h"

namespace chainrule::ui {

using view::Token;

namespace {

void icon(ImDrawList* list, Icon kind, ImVec2 c, ImU32 colour) {
  auto triangle = [&](float x, float way) {
    list->AddTriangleFilled({x - 4.5f * way, c.y - 5.5f}, {x + 4.5f * way, c.y}, {x - 4.5f * way, c.y + 5.5f}, colour);
  };
  auto bar = [&](float x) { list->AddRectFilled({x - 0.75f, c.y - 6}, {x + 0.75f, c.y + 6}, colour); };
  switch (kind) {
    case Icon::none: break;
    case Icon::first: bar(c.x - 6); triangle(c.x + 1.5f, -1); break;
    case Icon::previous: triangle(c.x - 0.5f, -1); break;
    case Icon::next: triangle(c.x + 0.5f, 1); break;
    case Icon::last: bar(c.x + 6); triangle(c.x - 1.5f, 1); break;
    case Icon::plus: list->AddRectFilled({c.x - 0.75f, c.y - 6}, {c.x + 0.75f, c.y + 6}, colour); [[fallthrough]];
    case Icon::minus: list->AddRectFilled({c.x - 6, c.y - 0.75f}, {c.x + 6, c.y + 0.75f}, colour); break;
    case Icon::fit:
      for (float sx : {-1.f, 1.f})
        for (float sy : {-1.f, 1.f}) {
          const ImVec2 corner{c.x + 6 * sx, c.y + 6 * sy};
          const ImVec2 points[] = {{corner.x - 4 * sx, corner.y}, corner, {corner.x, corner.y - 4 * sy}};
          list->AddPolyline(points, 3, colour, 0, 1.5f);
        }
      break;
    case Icon::sun:
      list->AddCircle(c, 3.5f, colour, 0, 1.5f);
      for (int i = 0; i < 8; ++i) {
        const float a = static_cast<float>(i) * 0.785398f;
        list->AddLine({c.x + 5.5f * std::cos(a), c.y + 5.5f * std::sin(a)}, {c.x + 7.5f * std::cos(a), c.y + 7.5f * std::sin(a)}, colour, 1.5f);
      }
      break;
    case Icon::moon: {
      list->PathArcTo(c, 6, 0.6f, 4.9f);
      list->PathArcTo({c.x + 3.2f, c.y - 2.6f}, 4.9f, 4.2f, 1.3f);
      list->PathFillConcave(colour);
      break;
    }
  }
}

}  // namespace

bool button(App::State& s, const char* name, float x, float y, float width, float height, std::string_view word, Icon kind, bool enabled) {
  const Theme& t = s.colours();
  ImGui::SetCursorScreenPos({x, y});
  const bool pressed = ImGui::InvisibleButton(name, {width, height}) && enabled;
  const bool hovered = ImGui::IsItemHovered() && enabled, held = ImGui::IsItemActive() && enabled;
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 b{x + width, y + height};
  list->AddRectFilled({x, y}, b, t.of(held ? Token::border : hovered ? Token::header : Token::card), 6);
  list->AddRect({x, y}, b, t.of(Token::border), 6, 0, 1);
  const ImU32 colour = t.of(enabled ? Token::ink : Token::faint);
  icon(list, kind, {x + width / 2, y + height / 2}, colour);
  if (!word.empty()) {
    const math::Box text = math::words(word, math::Face::sans, 13);
    paint_box(list, s.fonts, t, text, {x + (width - text.width) / 2, y + height / 2 + 4.5f}, 1, colour);
  }
  s.spots.push_back({std::string("button:") + name, x, y, width, height});
  return pressed;
}

// ---- the step bar ----

namespace {

constexpr float kPhone = 640;  // px of width; below that the sentence has a row of its own

// A track with a tick for each step: green forward, red backward, hollow where it is still to come. Click or drag to scrub.
void track(App::State& s, float x, float y, float width, float height) {
  const Theme& t = s.colours();
  const int all = static_cast<int>(s.derived.steps.size());
  if (all == 0 || width < 60) return;
  ImGui::SetCursorScreenPos({x, y});
  ImGui::InvisibleButton("track", {width, height});
  const float each = width / static_cast<float>(all);
  if (ImGui::IsItemActive())
    s.set_step(static_cast<int>(std::ceil((ImGui::GetIO().MousePos.x - x) / each)));
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  s.spots.push_back({"track", x, y, width, height});
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float middle = y + height / 2;
  list->AddRectFilled({x, middle - 3}, {x + width, middle + 3}, t.of(Token::header), 3);
  if (each < 9) {  // too many for dots: two bars
    int forward = 0;
    for (const view::Step& step : s.derived.steps) forward += step.kind == view::Step::Kind::forward;
    const float done = static_cast<float>(s.session.done) * each, split = static_cast<float>(forward) * each;
    list->AddRectFilled({x, middle - 3}, {x + std::min(done, split), middle + 3}, t.of(Token::value), 3);
    if (done > split) list->AddRectFilled({x + split, middle - 3}, {x + done, middle + 3}, t.of(Token::gradient), 3);
    return;
  }
  for (int i = 0; i < all; ++i) {
    const ImVec2 c{x + (static_cast<float>(i) + 0.5f) * each, middle};
    const bool forward = s.derived.steps[static_cast<std::size_t>(i)].kind == view::Step::Kind::forward;
    list->AddCircleFilled(c, 7, t.of(Token::card));
    list->AddCircleFilled(c, 5, t.of(i < s.session.done ? (forward ? Token::value : Token::gradient) : Token::header));
    if (i + 1 == s.session.done && i + 1 < all) list->AddCircle(c, 8, t.of(Token::accent), 0, 1.5f);
  }
}

// Cut to fit, with an ellipsis.
std::string fitted(const std::string& text, math::Face face, float em, float width) {
  if (math::words_width(text, face, em) <= width) return text;
  std::string cut = text;
  while (!cut.empty() && math::words_width(cut + "\u2026", face, em) > width) {
    while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0) == 0x80) cut.pop_back();
    if (!cut.empty()) cut.pop_back();
  }
  return cut + "\u2026";
}

void step_sentence(App::State& s, float x, float baseline, float width) {
  const view::StepWords words = view::step_words(s.derived, s.session.done, s.language);
  if (words.where.empty() || width < 40) return;
  const Theme& t = s.colours();
  const int at = s.session.done - 1;
  const bool backward = at >= 0 && s.derived.steps[static_cast<std::size_t>(at)].kind != view::Step::Kind::forward;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const std::string where = fitted(words.where + (words.what.empty() ? "" : ": "), math::Face::sans, 14, width);
  x += paint_words(list, s.fonts, t, where.c_str(), {x, baseline}, 14, t.of(Token::ink));
  const float left = width - math::words_width(where, math::Face::sans, 14);
  if (left < 24) return;
  const std::string what = fitted(words.what, math::Face::sans, 14, left);
  const Token colour = at < 0 ? Token::soft : backward ? Token::gradient : Token::value;
  paint_words(list, s.fonts, t, what.c_str(), {x, baseline}, 14, t.of(colour));
}

}  // namespace

float step_bar_height(float window_width, float window_height) {
  if (window_height < 360) return 56;
  return window_width < kPhone ? 112 : 72;
}

void step_bar(App::State& s, float y, float width, float height) {
  const Theme& t = s.colours();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({0, y}, {width, y + height}, t.of(Token::card));
  list->AddRectFilled({0, y}, {width, y + 1}, t.of(Token::border));
  const bool phone = width < kPhone;
  const bool two_rows = phone && height > 100;
  if (two_rows) step_sentence(s, 16, y + 30, width - 32);
  const float row = two_rows ? 40 : 0;
  const float size = phone ? 44.f : 40.f, tall = phone ? 44.f : 34.f, gap = phone ? 6.f : 12.f;
  float x = phone ? 12.f : 20.f;
  const int done = s.session.done, all = static_cast<int>(s.derived.steps.size());
  struct Move {
    const char* name;
    Icon icon;
    int to;
  };
  const Move moves[] = {{"first", Icon::first, 0}, {"previous", Icon::previous, done - 1}, {"next", Icon::next, done + 1}, {"last", Icon::last, all}};
  for (const Move& move : moves) {
    const bool enabled = move.to >= 0 && move.to <= all && move.to != done;
    if (button(s, move.name, x, y + row + (height - row - tall) / 2, size, tall, "", move.icon, enabled)) s.set_step(move.to);
    x += size + gap;
  }
  x += phone ? 2.f : 4.f;
  const float right = width - 20;
  if (phone) {
    track(s, x + 8, y + row + (height - row) / 2 - 16, right - x - 8, 32);
    return;
  }
  const view::StepWords words = view::step_words(s.derived, s.session.done, s.language);
  const float wanted = math::words_width(words.where + ": " + words.what, math::Face::sans, 14);
  const float sentence = std::min(std::max(320.f, wanted), (right - x) * 0.6f);  // wide enough that the track seldom moves
  step_sentence(s, x, y + height / 2 + 5, sentence);
  track(s, x + sentence + 16, y + height / 2 - 12, right - x - sentence - 16, 24);
}

}  // namespace chainrule::ui
