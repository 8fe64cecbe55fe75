#include "view/wiring.h"

#include <algorithm>
#include <cmath>

#include "view/wires.h"

namespace chainrule::view {

using layout::Point;

namespace {

float distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

float distance_to(const layout::Curve& curve, Point p) {
  constexpr int kPieces = 24;
  float least = distance(curve.start, p);
  Point a = curve.start;
  for (int i = 1; i <= kPieces; ++i) {
    const Point b = layout::point_at(curve, static_cast<float>(i) / kPieces);
    const float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const float t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.f, 1.f) : 0;
    least = std::min(least, distance({a.x + t * dx, a.y + t * dy}, p));
    a = b;
  }
  return least;
}

}  // namespace

int wire_at(const Derived& d, Point p, float reach) {
  int found = -1;
  for (std::size_t w = 0; w < d.wires.size(); ++w)
    for (int i = 0; i < count_curves(d, w); ++i) {
      const layout::Curve c = curve_of(d, w, i);
      const auto [left, right] = std::minmax({c.start.x, c.leave.x, c.arrive.x, c.end.x});
      const auto [top, bottom] = std::minmax({c.start.y, c.end.y});
      if (p.x < left - reach || p.x > right + reach || p.y < top - reach || p.y > bottom + reach) continue;
      const float away = distance_to(c, p);
      if (away >= reach) continue;
      reach = away;
      found = static_cast<int>(w);
    }
  return found;
}

Point out_port(const Derived& d, int node) {
  const auto at = static_cast<std::size_t>(node);
  return {d.drawing.corners[at].x + d.cards[at].width, d.drawing.corners[at].y + d.cards[at].out_y};
}

Point in_port(const Derived& d, int gate, int place) {
  const auto at = static_cast<std::size_t>(gate);
  for (const Row& row : d.cards[at].rows)
    if (row.place == place) return {d.drawing.corners[at].x, d.drawing.corners[at].y + row.port_y};
  return d.drawing.corners[at];
}

Wiring wiring_from(const Derived& d, int node) {
  Wiring w;
  w.seeks_operand = true;
  w.from = node;
  w.end = out_port(d, node);
  // Whatever the node is computed from, it cannot feed; operands come before their gates.
  std::vector<bool> before(d.cards.size(), false);
  before[static_cast<std::size_t>(node)] = true;
  for (std::size_t i = d.wires.size(); i-- > 0;)
    if (before[static_cast<std::size_t>(d.wires[i].to)]) before[static_cast<std::size_t>(d.wires[i].from)] = true;
  for (std::size_t i = 0; i < d.cards.size(); ++i) w.fits.push_back(!before[i] && !d.cards[i].rows.empty());
  return w;
}

Wiring wiring_to(const Derived& d, int gate, int place) {
  Wiring w;
  w.gate = gate;
  w.place = place;
  w.end = in_port(d, gate, place);
  std::vector<bool> after(d.cards.size(), false);
  after[static_cast<std::size_t>(gate)] = true;
  for (const layout::Wire& wire : d.wires)
    if (after[static_cast<std::size_t>(wire.from)]) after[static_cast<std::size_t>(wire.to)] = true;
  for (std::size_t i = 0; i < d.cards.size(); ++i) w.fits.push_back(!after[i]);
  return w;
}

bool land(const Derived& d, float reach, Wiring& wiring) {
  float least = INFINITY;
  const Point end = wiring.end;
  const bool operand = wiring.seeks_operand;
  int node = -1, place = -1;
  for (std::size_t i = 0; i < d.cards.size(); ++i) {
    const Point at = d.drawing.corners[i];
    const Card& card = d.cards[i];
    if (!wiring.fits[i] || end.x < at.x - reach || end.x > at.x + card.width + reach || end.y < at.y - reach || end.y > at.y + card.height + reach) continue;
    auto consider = [&](Point port, int at_place) {
      const float away = distance(port, end);
      if (away >= least) return;
      least = away;
      node = static_cast<int>(i);
      place = at_place;
    };
    if (!operand) consider(out_port(d, static_cast<int>(i)), -1);
    else for (const Row& row : card.rows) consider({at.x, at.y + row.port_y}, row.place);
  }
  if (node < 0) return false;
  (operand ? wiring.gate : wiring.from) = node;
  if (operand) wiring.place = place;
  return true;
}

}  // namespace chainrule::view
