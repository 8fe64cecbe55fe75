// The button that the bars are made of, with its icons.
#include <cmath>

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
    case Icon::play:
      list->AddCircle(c, 9, colour, 0, 1.5f);
      list->AddTriangleFilled({c.x - 2.75f, c.y - 4.25f}, {c.x + 4.75f, c.y}, {c.x - 2.75f, c.y + 4.25f}, colour);
      break;
    case Icon::pause:
      for (float side : {-3.5f, 3.5f}) list->AddRectFilled({c.x + side - 1.5f, c.y - 6}, {c.x + side + 1.5f, c.y + 6}, colour, 1);
      break;
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
    case Icon::beside:
      for (float side : {-7.5f, 1.f}) list->AddRect({c.x + side, c.y - 6}, {c.x + side + 6.5f, c.y + 6}, colour, 1.5f, 0, 1.5f);
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

}  // namespace chainrule::ui
