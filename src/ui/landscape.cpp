// The output over two inputs, over the canvas: a heat map with contours, the point that can be dragged, the gradient as an arrow,
// and gradient descent that walks.
#include <algorithm>
#include <cmath>

#include "core/between.h"
#include "core/number.h"
#include "ui/column.h"

namespace chainrule::ui {

using view::Token;

namespace {

constexpr float kSide = 20, kControls = 240, kTop = 56;
constexpr double kRates[] = {0.001, 0.01, 0.03, 0.1, 0.3, 1};
constexpr int kChoices = 8;  // inputs offered for each axis

ImU32 mixed(ImU32 a, ImU32 b, float part) {
  const ImVec4 from = ImGui::ColorConvertU32ToFloat4(a), to = ImGui::ColorConvertU32ToFloat4(b);
  return ImGui::ColorConvertFloat4ToU32({from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part, from.z + (to.z - from.z) * part, 1});
}

// The map's frame on the screen, and the inputs' values in it.
struct Map {
  const view::Ground& ground;
  float x, y, width, height;

  float px(double v) const { return x + part(v, ground.centre_x, ground.span_x) * width; }
  float py(double v) const { return y + height - part(v, ground.centre_y, ground.span_y) * height; }
  static float part(double v, double centre, double span) {
    return static_cast<float>(std::clamp(share_between(v, centre - span, centre + span), -9.0, 10.0));
  }
  double value_x(float at) const { return ground.centre_x + ground.span_x * (2 * static_cast<double>((at - x) / width) - 1); }
  double value_y(float at) const { return ground.centre_y + ground.span_y * (2 * static_cast<double>((y + height - at) / height) - 1); }
};

ImU32 colour_at(const Theme& t, const view::Landscape& land, double height) {
  if (!std::isfinite(height)) return 0;
  const double part = land.high > land.low ? share_between(height, land.low, land.high) : 0.5;
  const ImU32 high = mixed(t.of(Token::paper), t.of(Token::value), t.dark ? 0.72f : 0.85f);
  return mixed(t.of(Token::paper), high, static_cast<float>(std::clamp(part, 0.0, 1.0)));
}

void heat(App::State& s, ImDrawList* list, const Map& map, const view::Landscape& land) {
  const Theme& t = s.colours();
  const int side = land.side;
  list->PrimReserve(6 * (side - 1) * (side - 1), side * side);
  const auto first = static_cast<ImDrawIdx>(list->_VtxCurrentIdx);
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      list->PrimWriteVtx({map.x + map.width * static_cast<float>(column) / static_cast<float>(side - 1),
                          map.y + map.height * (1 - static_cast<float>(row) / static_cast<float>(side - 1))},
                         white, colour_at(t, land, land.height(column, row)));
  for (int row = 0; row + 1 < side; ++row)
    for (int column = 0; column + 1 < side; ++column) {
      const int corners[] = {row * side + column, row * side + column + 1, (row + 1) * side + column + 1, (row + 1) * side + column};
      for (int k : {0, 1, 2, 0, 2, 3}) list->PrimWriteIdx(static_cast<ImDrawIdx>(first + static_cast<unsigned>(corners[k])));
    }
}

void contours(App::State& s, ImDrawList* list, const Map& map, const view::Landscape& land) {
  const Theme& t = s.colours();
  auto point = [&](layout::Point p) {
    return ImVec2(map.x + map.width * p.x / static_cast<float>(land.side - 1), map.y + map.height * (1 - p.y / static_cast<float>(land.side - 1)));
  };
  std::vector<ImVec2> labels;
  for (const view::Contour& contour : land.contours) {
    for (std::size_t i = 0; i + 1 < contour.pieces.size(); i += 2)
      list->AddLine(point(contour.pieces[i]), point(contour.pieces[i + 1]), faded(t.of(Token::ink), 0.35f), 1);
    // One label a line, where it does not meet another.
    const math::Box text = math::words(display_text(std::fabs(contour.level) < 1e-12 ? 0 : contour.level), math::Face::sans, 10.5f, math::Role::ink);
    for (std::size_t i = contour.pieces.size() / 2; i < contour.pieces.size(); i += 2) {
      const ImVec2 at = point(contour.pieces[i]);
      const float half = text.width / 2 + 6;
      const bool inside = at.x > map.x + half && at.x < map.x + map.width - half && at.y > map.y + 16 && at.y < map.y + map.height - 16;
      const bool free = std::none_of(labels.begin(), labels.end(), [&](ImVec2 o) { return std::fabs(o.x - at.x) < 2 * half && std::fabs(o.y - at.y) < 18; });
      if (!inside || !free) continue;
      list->AddRectFilled({at.x - half + 3, at.y - 6}, {at.x + half - 3, at.y + 7}, faded(colour_at(t, land, contour.level), 0.85f), 3);
      paint_box(list, s.fonts, t, text, {at.x - text.width / 2, at.y + 4});
      labels.push_back(at);
      break;
    }
  }
}

void arrow(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour) {
  const float dx = to.x - from.x, dy = to.y - from.y, length = std::sqrt(dx * dx + dy * dy);
  if (length < 4) return;
  const float ux = dx / length, uy = dy / length;
  list->AddLine(from, {to.x - ux * 8, to.y - uy * 8}, colour, 2.5f);
  list->AddTriangleFilled(to, {to.x - ux * 11 - uy * 5.5f, to.y - uy * 11 + ux * 5.5f}, {to.x - ux * 11 + uy * 5.5f, to.y - uy * 11 - ux * 5.5f}, colour);
}

// The path so far, the point, and the way up.
void walker(App::State& s, ImDrawList* list, const Map& map, bool hovered) {
  const Theme& t = s.colours();
  const Analysis& a = s.derived.analysis;
  const auto x = static_cast<std::size_t>(view::node_of(s.derived, map.ground.x)), y = static_cast<std::size_t>(view::node_of(s.derived, map.ground.y));
  const std::vector<view::Walk::Stop>& stops = s.landscape.walk.stops;
  for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
    const ImVec2 from{map.px(stops[i].x), map.py(stops[i].y)}, to{map.px(stops[i + 1].x), map.py(stops[i + 1].y)};
    list->AddLine(from, to, t.of(Token::accent), 2);
    list->AddCircleFilled(from, 3, t.of(Token::accent));
  }
  if (std::isnan(a.values[x] + a.values[y])) return;  // nowhere
  const ImVec2 here{map.px(a.values[x]), map.py(a.values[y])};
  const double gx = a.backward.grads[x], gy = a.backward.grads[y];
  if (std::isfinite(gx) && std::isfinite(gy)) {
    // Across the map's own scale; the length grows with the logarithm, so that it is seen and stays on the map.
    const double most = std::max(std::fabs(gx), std::fabs(gy));  // divided by first: huge ones would overflow
    const double sx = most > 0 ? gx / most / map.ground.span_x : 0, sy = most > 0 ? gy / most / map.ground.span_y : 0, size = std::hypot(sx, sy);
    const double length = size > 0 ? std::clamp(26 + 12 * std::log10(std::hypot(gx, gy) + 1e-300), 14.0, 70.0) : 0;
    if (size > 0)
      arrow(list, here, {here.x + static_cast<float>(sx / size * length), here.y - static_cast<float>(sy / size * length)}, t.of(Token::gradient));
  }
  list->AddCircleFilled(here, hovered ? 7.5f : 6.f, t.of(Token::accent));
  list->AddCircle(here, hovered ? 7.5f : 6.f, t.of(Token::card), 0, 1.5f);
}

// What stands along the map's edges.
struct Axes {
  math::Box x, left, right, y, bottom, top;
  explicit Axes(const view::Ground& g)
      : x(math::typeset(latex_name(g.x), 15)), left(number(g.centre_x - g.span_x)), right(number(g.centre_x + g.span_x)),
        y(math::typeset(latex_name(g.y), 15)), bottom(number(g.centre_y - g.span_y)), top(number(g.centre_y + g.span_y)) {}
  static math::Box number(double v) { return math::words(display_text(v), math::Face::sans, 10.5f, math::Role::faint); }
  // px left of the map; a long name is shrunk to it.
  float room() const { return std::max(44.f, std::max(bottom.width, top.width) + 8); }

  void paint(App::State& s, ImDrawList* list, const Map& map) const {
    const Theme& t = s.colours();
    const float below = map.y + map.height + 16, most = map.width - left.width - right.width - 16;
    const float across = std::min(1.f, most / std::max(x.width, 1.f)), up = std::min(1.f, (room() - 10) / std::max(y.width, 1.f));
    paint_box(list, s.fonts, t, left, {map.x, below});
    paint_box(list, s.fonts, t, right, {map.x + map.width - right.width, below});
    paint_box(list, s.fonts, t, x, {map.x + left.width + 8 + (most - x.width * across) / 2, below}, across);
    paint_box(list, s.fonts, t, bottom, {map.x - 8 - bottom.width, map.y + map.height});
    paint_box(list, s.fonts, t, top, {map.x - 8 - top.width, map.y + 10});
    paint_box(list, s.fonts, t, y, {map.x - 10 - y.width * up, map.y + map.height / 2}, up);
  }
};

// The heights of the path, step by step.
void loss_curve(Column& column, const view::Walk& walk) {
  App::State& s = column.state();
  const Theme& t = s.colours();
  if (walk.stops.size() < 2) return;
  column.heading(s.language.of(Word::loss_curve));
  constexpr float kHeight = 92;
  double low = walk.stops[0].height, high = low;
  for (const view::Walk::Stop& stop : walk.stops) {
    low = std::min(low, stop.height);
    high = std::max(high, stop.height);
  }
  const float x = column.x(), y = column.y(), width = column.width();
  ImDrawList* list = column.list();
  list->AddRect({x, y}, {x + width, y + kHeight}, t.of(Token::border), 8);
  for (std::size_t i = 0; i < walk.stops.size(); ++i) {
    const double part = high > low ? share_between(walk.stops[i].height, low, high) : 0.5;
    list->PathLineTo({x + 8 + (width - 16) * static_cast<float>(i) / static_cast<float>(walk.stops.size() - 1),
                      y + kHeight - 10 - (kHeight - 20) * static_cast<float>(part)});
  }
  list->PathStroke(t.of(Token::accent), 0, 2);
  column.space(kHeight + 4);
  column.paragraph(s.language.say(Word::walked, {std::to_string(walk.stops.size() - 1), display_text(walk.stops[0].height), display_text(walk.stops.back().height)}));
}

std::vector<int> input_nodes(const App::State& s) {
  std::vector<int> inputs;
  const Graph& graph = s.derived.analysis.graph;
  for (int i = 0; i < static_cast<int>(graph.nodes.size()) && inputs.size() < kChoices; ++i)
    if (graph.nodes[static_cast<std::size_t>(i)].op == Op::input && s.derived.analysis.backward.on_path[static_cast<std::size_t>(i)]) inputs.push_back(i);
  return inputs;
}

// The axes, chosen among the inputs that the output depends on. False if there are not two.
bool choose_axes(const App::State& s, Hills& h, const std::vector<int>& inputs) {
  if (inputs.size() < 2) return false;
  auto name = [&](std::size_t i) { return s.derived.analysis.graph.nodes[static_cast<std::size_t>(inputs[i])].name; };
  auto known_input = [&](const std::string& which) {
    return std::any_of(inputs.begin(), inputs.end(), [&](int i) { return s.derived.analysis.graph.nodes[static_cast<std::size_t>(i)].name == which; });
  };
  if (!known_input(h.x)) h.x = name(0);
  if (!known_input(h.y) || h.y == h.x) h.y = h.x == name(0) ? name(1) : name(0);
  return true;
}

void walk_on(App::State& s, int steps) {
  Hills& h = s.landscape;
  const view::Walk walk = view::descend(s.derived, h.x, h.y, kRates[h.rate], steps);
  h.walk.lost = walk.lost;
  if (walk.stops.size() < 2) return;
  if (h.walk.stops.empty()) h.walk.stops.push_back(walk.stops[0]);
  h.walk.stops.insert(h.walk.stops.end(), walk.stops.begin() + 1, walk.stops.end());
  // In six digits, which a student can read.
  auto rounded = [](double value) {
    const double scale = value == 0 ? 1 : std::pow(10, 5 - std::floor(std::log10(std::fabs(value))));
    const double to = std::round(value * scale) / scale;
    return std::isfinite(to) ? to : value;
  };
  h.to = {rounded(walk.stops.back().x), rounded(walk.stops.back().y)};
  h.walking = true;
}

void controls(App::State& s, float x, float y, float width, const std::vector<int>& inputs) {
  Hills& h = s.landscape;
  Column column(s, "landscape", x, y, width);
  const Graph& graph = s.derived.analysis.graph;
  std::vector<std::string> names, labels;
  for (int i : inputs) {
    names.push_back(graph.nodes[static_cast<std::size_t>(i)].name);
    labels.push_back(latex_name(names.back()));
  }
  auto axis = [&](Word word, const char* id, std::string& chosen, std::string& other) {
    column.heading(s.language.of(word));
    const int before = static_cast<int>(std::find(names.begin(), names.end(), chosen) - names.begin());
    const int now = column.choice(id, labels, before);
    if (now == before) return;
    if (names[static_cast<std::size_t>(now)] == other) other = chosen;  // the axes change places
    chosen = names[static_cast<std::size_t>(now)];
    h.walk = {};
    h.framed = false;
  };
  axis(Word::axis_across, "axis-x", h.x, h.y);
  axis(Word::axis_up, "axis-y", h.y, h.x);
  column.heading(s.language.of(Word::learning_rate));
  std::vector<std::string> rates;
  for (double rate : kRates) rates.push_back(display_latex(rate));
  h.rate = column.choice("rate", rates, h.rate);
  column.space(10);
  const float half = (width - 10) / 2;
  if (button(s, "walk-1", x, column.y(), half, 34, s.language.of(Word::walk_one))) walk_on(s, 1);
  if (button(s, "walk-20", x + half + 10, column.y(), half, 34, s.language.of(Word::walk_many))) walk_on(s, 20);
  column.space(38);
  if (h.walk.lost) column.remark(s.language.of(Word::walk_lost), Token::gradient);
  loss_curve(column, h.walk);
  if (!h.walk.stops.empty() && column.link("walk-clear", s.language.of(Word::walk_clear))) h.walk = {};
}

}  // namespace

void landscape(App::State& s) {
  Hills& h = s.landscape;
  const std::vector<int> inputs = input_nodes(s);
  if (ImGui::IsKeyPressed(ImGuiKey_Escape) || !choose_axes(s, h, inputs)) {
    h.open = false;
    return;
  }
  const view::Viewport& v = s.area;
  const Theme& t = s.colours();
  ImGui::SetCursorScreenPos({v.x, v.y});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, t.of(Token::card));
  ImGui::BeginChild("landscape", {v.width, v.height}, 0, ImGuiWindowFlags_NoNav);
  s.hand.scroll(!s.reduced_motion);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 origin = ImGui::GetCursorScreenPos();  // scrolled
  const std::string title = s.language.say(Word::landscape_title, {s.derived.analysis.graph.nodes[static_cast<std::size_t>(s.derived.analysis.graph.output)].name, h.x, h.y});
  constexpr float kClose = 90;
  const math::Box heading = words(title, 16, math::Role::ink, math::Face::sans_semibold);
  paint_box(list, s.fonts, t, heading, {v.x + kSide, origin.y + 35}, std::min(1.f, (v.width - 2 * kSide - kClose - 12) / heading.width));
  if (button(s, "landscape-close", v.x + v.width - kSide - kClose, origin.y + 12, kClose, 34, s.language.of(Word::close))) h.open = false;

  const bool beside = v.width >= 620;
  constexpr float kBelow = 28;
  if (!h.held && (!h.framed || h.ground.x != h.x || h.ground.y != h.y)) {
    h.ground = view::ground_around(s.derived, h.x, h.y, h.zoom);
    h.framed = true;
    h.land = {};
  }
  if (h.land.side == 0 || !(h.land.ground == h.ground)) h.land = view::survey(s.derived, h.ground);
  const Axes axes(h.ground);
  const float wide = v.width - 2 * kSide - axes.room() - (beside ? kControls + 24 : 0);
  const float size = std::max(120.f, beside ? std::min(wide, v.height - kTop - kBelow - 12) : wide);
  const Map map{h.ground, v.x + kSide + axes.room(), origin.y + kTop, size, size};
  ImGui::SetCursorScreenPos({map.x, map.y});
  ImGui::InvisibleButton("map", {map.width, map.height});
  s.spots.push_back({"map", map.x, map.y, map.width, map.height});
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const ImGuiIO& io = ImGui::GetIO();
  h.held = ImGui::IsItemActive() && !s.stale_picture;
  if (h.held) {
    s.hand.does = Hand::Does::holds;  // both ways
    // Hundredths of the map, so that round numbers are met.
    auto round = [](double value, double span) {
      const double grain = std::pow(10, std::floor(std::log10(span)) - 1);
      return std::round(value / grain) * grain;
    };
    h.to = {round(map.value_x(std::clamp(io.MousePos.x, map.x, map.x + map.width)), h.ground.span_x),
            round(map.value_y(std::clamp(io.MousePos.y, map.y, map.y + map.height)), h.ground.span_y)};
    h.walk = {};
    h.walking = true;
  }
  if (ImGui::IsItemDeactivated()) s.history.close_group();
  if (hovered && io.MouseWheel != 0) {
    h.zoom = std::clamp(h.zoom * std::pow(1.25, static_cast<double>(io.MouseWheel)), 1e-3, 1e3);
    h.framed = false;
  }
  list->PushClipRect({map.x, map.y}, {map.x + map.width, map.y + map.height}, true);
  if (h.land.side > 0) {
    heat(s, list, map, h.land);
    contours(s, list, map, h.land);
  }
  walker(s, list, map, hovered);
  list->PopClipRect();
  list->AddRect({map.x, map.y}, {map.x + map.width, map.y + map.height}, t.of(Token::border));
  axes.paint(s, list, map);
  if (beside) {
    controls(s, map.x + size + 24, origin.y + kTop - 24, std::min(kControls, v.x + v.width - kSide - map.x - size - 24), inputs);
  } else {
    controls(s, v.x + kSide, map.y + size + 20, v.width - 2 * kSide, inputs);
  }
  ImGui::SetCursorScreenPos({origin.x, map.y + size + (beside ? kBelow : 560)});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
  ImGui::PopStyleColor();
}

}  // namespace chainrule::ui
