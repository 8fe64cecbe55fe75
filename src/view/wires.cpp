#include "view/wires.h"

#include <algorithm>
#include <cmath>

namespace chainrule::view {

using layout::Curve;
using layout::Point;

namespace {

constexpr float kActive = 3;  // px at least, where a gradient is being sent

float length_of(const Curve& c) {
  constexpr int kPieces = 8;
  float length = 0;
  for (int i = 0; i < kPieces; ++i) {
    const Point a = layout::point_at(c, static_cast<float>(i) / kPieces), b = layout::point_at(c, static_cast<float>(i + 1) / kPieces);
    const float x = b.x - a.x, y = b.y - a.y;
    length += std::sqrt(x * x + y * y);  // hypot takes care of what cannot be here, and time
  }
  return length;
}

void add(std::vector<Ribbon>& ribbons, const Curve& c, float from, float thickness, Flow flow) {
  ribbons.push_back({c.start, c.end, c.leave.x - c.start.x, thickness, static_cast<float>(flow), from, from + length_of(c), 0});
}

// The curves since `first` are one wire.
void join(std::vector<Ribbon>& ribbons, std::size_t first) {
  for (std::size_t i = first; i < ribbons.size(); ++i) ribbons[i].whole = ribbons.back().to;
}

const Row& row_of(const Derived& d, std::size_t w) { return d.cards[d.wires[w].to].rows[static_cast<std::size_t>(d.wire_row[w])]; }

float thickness_of(const Derived& d, std::size_t w, int done, Flow flow) {
  const int to = d.wires[w].to, edge = d.analysis.graph.nodes[to].first_operand + row_of(d, w).place;
  if (d.edge_step[edge] > done || !d.analysis.backward.on_path[to]) return kThinnest;
  return std::max(thickness(d.analysis.backward.grads[to] * d.analysis.backward.locals[edge]), flow == Flow::gradient ? kActive : 0);
}

}  // namespace

float thickness(double gradient) {
  const double magnitude = std::fabs(gradient);
  if (!(magnitude > 0)) return kThinnest;
  return std::min(kThickest, kThinnest + static_cast<float>(std::min(0.9 * std::log10(1 + 10 * magnitude), 10.0)));
}

const Step* active_step(const Derived& d, const Session& s) {
  const int all = static_cast<int>(d.steps.size());
  const bool over = s.done >= all && s.pulse >= 1;
  return s.done > 0 && s.done <= all && !over ? &d.steps[static_cast<std::size_t>(s.done) - 1] : nullptr;
}

Flow flow_on(const Derived& d, const Step* active, std::size_t w) {
  if (!active || !uses_edge(d.analysis, *active, d.wires[w].to, row_of(d, w).place)) return Flow::none;
  return active->kind == Step::Kind::send ? Flow::gradient : Flow::value;
}

Curve stub_curve(const Derived& d) {
  const int out = d.analysis.graph.output;
  const Card& card = d.cards[out];
  const Point from{d.drawing.corners[out].x + card.width, d.drawing.corners[out].y + card.out_y}, to{from.x + kStub, from.y};
  return {from, {from.x + 30, from.y}, {to.x - 30, to.y}, to};
}

std::vector<Point> points_near_start(const Derived& d, int wire, float reach) {
  const auto w = static_cast<std::size_t>(wire);
  std::vector<Point> points;
  for (int at = 0; at < count_curves(d, w); ++at) {
    const Curve curve = curve_of(d, w, at);
    const int pieces = std::clamp(static_cast<int>((curve.end.x - curve.start.x) / 4), 8, 256);
    for (int k = 0; k <= pieces; ++k) {
      points.push_back(layout::point_at(curve, static_cast<float>(k) / static_cast<float>(pieces)));
      if (points.back().x - points[0].x > reach) return points;
    }
  }
  return points;
}

void update(Wires& wires, const Derived& d, const Session& s) {
  const Step* active = active_step(d, s);
  if (wires.done == s.done && wires.active == (active != nullptr)) return;
  wires.done = s.done;
  wires.active = active != nullptr;
  ++wires.revision;
  std::vector<Ribbon>& ribbons = wires.ribbons;
  ribbons.clear();
  for (std::size_t w = 0; w < d.wires.size(); ++w) {
    const Flow flow = flow_on(d, active, w);
    const float thick = thickness_of(d, w, s.done, flow);
    const std::size_t first = ribbons.size();
    for (int i = 0; i < count_curves(d, w); ++i) add(ribbons, curve_of(d, w, i), ribbons.size() > first ? ribbons.back().to : 0, thick, flow);
    join(ribbons, first);
  }
  const int out = d.analysis.graph.output;
  if (out < 0) return;
  const bool seeding = active && active->kind == Step::Kind::seed;
  const float thick = d.gradient_step[out] <= s.done ? thickness(d.analysis.backward.grads[out]) : kThinnest;
  add(ribbons, stub_curve(d), 0, seeding ? std::max(thick, kActive) : thick, seeding ? Flow::gradient : Flow::none);
  join(ribbons, ribbons.size() - 1);
}

}  // namespace chainrule::view
