#include "ui/sheet.h"

#include <algorithm>
#include <cmath>

#include "ui/inspector.h"

namespace chainrule::ui {

using view::Token;
using Stop = Sheet::Stop;

namespace {

constexpr float kHandle = 44, kRadius = 12, kSide = 20;
constexpr float kUncovered = 56;           // px of the canvas that the full sheet leaves
constexpr float kPanel = 332, kLow = 420;  // px: the panel's width, in windows lower than that
constexpr float kClick = 6;                // px of travel that still count as a press

bool has_sheet(const App::State& s, const view::Viewport& canvas) {
  return ImGui::GetIO().DisplaySize.x < kInspectorBeside && has_inspector(s) && s.has_graph() && canvas.width >= 240 && canvas.height >= 120;
}

bool is_panel() { return ImGui::GetIO().DisplaySize.y < kLow; }

float panel_width(const view::Viewport& canvas) { return std::min(kPanel, std::round(canvas.width / 2)); }

// How much of the canvas's height it takes, with its handle.
float height_at(const view::Viewport& canvas, float place) {
  const float full = std::max(canvas.height - kUncovered, kHandle), half = std::clamp(std::round(canvas.height / 2), kHandle, full);
  return place < 1 ? kHandle + place * (half - kHandle) : half + (place - 1) * (full - half);
}

float place_at(const view::Viewport& canvas, float height) {
  const float half = height_at(canvas, 1), full = height_at(canvas, 2);
  const float place = height < half ? (height - kHandle) / std::max(half - kHandle, 1.f) : 1 + (height - half) / std::max(full - half, 1.f);
  return std::clamp(place, 0.f, 2.f);
}

void turn(App::State& s, Stop stop) {
  Sheet& sheet = s.sheet;
  sheet.stop = stop;
  sheet.from = sheet.place;
  sheet.passed = 0;
  if (s.reduced_motion) sheet.move(view::kGlideSeconds);
}

// Which stop it is let go for: the nearest in the direction of the drag.
Stop dropped(const Sheet& sheet) {
  constexpr float kLeast = 0.06f;
  const int was = static_cast<int>(sheet.stop), nearest = static_cast<int>(std::lround(sheet.place));
  const float way = sheet.place - static_cast<float>(was);
  if (std::fabs(way) < kLeast) return sheet.stop;
  return static_cast<Stop>(way > 0 ? std::clamp(nearest, std::min(was + 1, 2), 2) : std::clamp(nearest, 0, std::max(was - 1, 0)));
}

void drag(App::State& s, const view::Viewport& canvas, float top, bool pressed) {
  Sheet& sheet = s.sheet;
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemActivated()) {
    sheet.dragged = false;
    sheet.held_at = io.MousePos.y - top;
  }
  const bool panel = is_panel();
  if (ImGui::IsItemActive() && !panel) {
    sheet.dragged = sheet.dragged || std::fabs(io.MousePos.y - io.MouseClickedPos[0].y) >= kClick;
    if (sheet.dragged) sheet.place = place_at(canvas, canvas.y + canvas.height - io.MousePos.y + sheet.held_at);
  }
  if (!ImGui::IsItemDeactivated()) return;
  if (sheet.dragged) {
    turn(s, dropped(sheet));
  } else if (pressed) {
    turn_sheet(s);
  }
  sheet.dragged = false;
}

// Towards where the sheet goes when it is pressed: `way` 1 up, or for a panel left; -1 back.
void chevron(ImDrawList* list, ImVec2 c, bool panel, float way, ImU32 colour) {
  ImVec2 points[] = {{c.x - 5, c.y + 2.5f * way}, {c.x, c.y - 2.5f * way}, {c.x + 5, c.y + 2.5f * way}};
  for (ImVec2& p : points)
    if (panel) p = {c.x + (p.y - c.y), c.y + (p.x - c.x)};
  list->AddPolyline(points, 3, colour, 0, 1.5f);
}

struct Label {
  math::Box equation, title;
  float width() const { return equation.width + 12 + title.width; }
};

Label label_of(const App::State& s) {
  if (s.trainer.shown()) return {words(trainer_title(s), 15, math::Role::ink, math::Face::sans_semibold), {}};
  const int node = shown_node(s);
  const std::string title = view::gate_words(s.derived.analysis.graph, node, s.language).title;
  return {equation_box(s, node, 17), words(title, 14, math::Role::soft, math::Face::sans_semibold)};
}

// The gate's equation and, where there is room, its name.
void paint_label(App::State& s, const Label& label, ImVec2 at, float room) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float scale = std::min(1.f, room / std::max(label.equation.width, 1.f));
  paint_box(list, s.fonts, s.colours(), label.equation, at, scale);
  if (label.width() <= room) paint_box(list, s.fonts, s.colours(), label.title, {at.x + label.equation.width + 12, at.y});
}

}  // namespace

void Sheet::move(float seconds) {
  if (passed >= view::kGlideSeconds) return;
  passed += seconds;
  const float rest = std::max(1 - passed / view::kGlideSeconds, 0.f), to = static_cast<float>(stop);
  place = to + rest * rest * rest * (from - to);
}

void turn_sheet(App::State& s) { turn(s, s.sheet.stop == Stop::closed ? Stop::half : Stop::closed); }

view::Viewport beside_sheet(const App::State& s, const view::Viewport& canvas, float place) {
  view::Viewport left = canvas;
  if (!has_sheet(s, canvas)) return left;
  if (is_panel()) {
    left.width -= std::min(place, 1.f) * panel_width(canvas);
  } else {
    left.height -= height_at(canvas, place);
  }
  return left;
}

void sheet(App::State& s, const view::Viewport& canvas) {
  if (!has_sheet(s, canvas)) return;
  const Theme& t = s.colours();
  const bool panel = is_panel(), shut = s.sheet.place <= 0;
  if (panel && shut && (s.table.open || s.landscape.open)) return;
  const Label label = label_of(s);
  constexpr float kChevron = 22;
  view::Viewport box = canvas;  // what it takes of the canvas
  if (panel && shut) {
    box.width = std::min(std::ceil(label.width()) + 2 * 16 + kChevron, panel_width(canvas));
    box.x = canvas.x + canvas.width - 12 - box.width;
    box.y = canvas.y + 12;
    box.height = kHandle;
  } else if (panel) {
    box.width = panel_width(canvas);
    box.x = canvas.x + canvas.width - std::min(s.sheet.place, 1.f) * box.width;
  } else {
    box.height = height_at(canvas, s.sheet.place);
    box.y = canvas.y + canvas.height - box.height;
  }
  ImGui::SetCursorScreenPos({box.x, box.y});
  ImGui::BeginChild("sheet", {box.width, box.height}, 0,
                    ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 a{box.x, box.y}, b{box.x + box.width, box.y + box.height};
  const ImDrawFlags corners = panel ? shut ? ImDrawFlags_RoundCornersAll : ImDrawFlags_RoundCornersNone : ImDrawFlags_RoundCornersTop;
  ImGui::SetCursorScreenPos(a);
  const bool pressed = ImGui::InvisibleButton("handle", {box.width, kHandle});
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  list->AddRectFilled(a, b, t.of(Token::card), kRadius, corners);
  const float middle = box.y + kHandle / 2;
  const float centre = box.x + box.width / 2;
  if (!panel) list->AddRectFilled({centre - 18, box.y + 6}, {centre + 18, box.y + 10}, t.of(Token::border), 2);
  const float side = panel ? 16 : kSide;
  paint_label(s, label, {box.x + side, middle + (panel ? 5 : 9)}, box.width - 2 * side - kChevron);
  chevron(list, {b.x - side - 5, middle + (panel ? 0 : 3)}, panel, s.sheet.stop == Stop::closed ? 1.f : -1.f, t.of(Token::soft));
  s.spots.push_back({"button:sheet", box.x, box.y, box.width, kHandle});
  drag(s, canvas, box.y, pressed);
  if (!shut && box.height > kHandle + 1) {
    s.spots.push_back({"sheet", box.x, box.y + kHandle, box.width, box.height - kHandle});
    side_panel(s, box.x, box.y + kHandle, box.width, box.height - kHandle, true);
  }
  if (panel && !shut) {
    list->AddRectFilled(a, {a.x + 1, b.y}, t.of(Token::border));
  } else {
    list->AddRect(a, {b.x, panel ? b.y : b.y + 2 * kRadius}, t.of(Token::border), kRadius, corners, 1);
  }
  ImGui::EndChild();
}

}  // namespace chainrule::ui
