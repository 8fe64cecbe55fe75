#include "view/session.h"

#include <algorithm>

namespace chainrule::view {

layout::Point to_screen(const Camera& c, const Viewport& v, layout::Point p) {
  return {(p.x - c.x) * c.zoom + v.x + v.width / 2, (p.y - c.y) * c.zoom + v.y + v.height / 2};
}

layout::Point to_canvas(const Camera& c, const Viewport& v, layout::Point p) {
  return {(p.x - v.x - v.width / 2) / c.zoom + c.x, (p.y - v.y - v.height / 2) / c.zoom + c.y};
}

float margin_of(const Viewport& v) { return std::min(40.f, v.width * 0.045f); }

namespace {

constexpr float kStub = 112;  // the output's wire ends in the open

struct Span {
  float low, high;
  void take(float from, float to) {
    low = std::min(low, from);
    high = std::max(high, to);
  }
};

// The nearest to `at` from where the span is seen, or where it is too long nothing but the span, `half` to each side.
float aimed(float at, float half, Span s) {
  const float a = s.low + half, b = s.high - half;
  return std::clamp(at, std::min(a, b), std::max(a, b));
}

// What can be seen from the middle to each side, in canvas px.
layout::Point reach(const Viewport& v, float margin, float zoom) {
  return {std::max(v.width / 2 - margin, 0.f) / zoom, std::max(v.height / 2 - margin, 0.f) / zoom};
}

}  // namespace

Camera fit(const Derived& d, const Viewport& v) {
  const float margin = margin_of(v);
  const float width = d.drawing.size.x + kStub, height = d.drawing.size.y;
  float zoom = std::min({1.25f, (v.width - 2 * margin) / std::max(width, 1.f), (v.height - 2 * margin) / std::max(height, 1.f)});
  if (zoom > kNearEnd && zoom < kNear) zoom = kNearEnd;
  return {width / 2, height / 2, std::clamp(zoom, kLeastZoom, kMostZoom)};
}

Camera opening(const Derived& d, const Viewport& v) {
  Camera camera = fit(d, v);
  const int output = d.analysis.graph.output;
  if (camera.zoom >= kReadable || output < 0) return camera;
  camera.zoom = kNearEnd;
  const layout::Point half = reach(v, margin_of(v), camera.zoom), at = d.drawing.corners[static_cast<std::size_t>(output)];
  const Card& card = d.cards[static_cast<std::size_t>(output)];
  camera.x = aimed(at.x + card.width + kStub - half.x, half.x, {0, d.drawing.size.x + kStub});
  camera.y = aimed(at.y + card.height / 2, half.y, {0, d.drawing.size.y});
  return camera;
}

namespace {

struct Extent {
  Span x, y;
  void take(const Extent& other) {
    x.take(other.x.low, other.x.high);
    y.take(other.y.low, other.y.high);
  }
};

Extent card_extent(const Derived& d, int node) {
  const layout::Point at = d.drawing.corners[static_cast<std::size_t>(node)];
  const Card& card = d.cards[static_cast<std::size_t>(node)];
  return {{at.x, at.x + card.width}, {at.y, at.y + card.height}};
}

// `wanted` as far as there is room, `card` in any case.
Camera moved(const Camera& camera, const Viewport& v, const Extent& wanted, const Extent& card) {
  const layout::Point half = reach(v, margin_of(v) - 1, camera.zoom);  // less than `fit` leaves: from there nothing moves
  return {aimed(aimed(camera.x, half.x, wanted.x), half.x, card.x), aimed(aimed(camera.y, half.y, wanted.y), half.y, card.y), camera.zoom};
}

}  // namespace

Camera showing(const Derived& d, int node, const Camera& camera, const Viewport& v) {
  const Extent card = card_extent(d, node);
  return moved(camera, v, card, card);
}

Camera following(const Derived& d, int done, const Camera& camera, const Viewport& v) {
  if (d.steps.empty()) return camera;
  const Step& step = d.steps[static_cast<std::size_t>(std::clamp(done, 1, static_cast<int>(d.steps.size())) - 1)];
  if (step.node < 0) return camera;  // beside another picture: a step of that one alone
  const Extent card = card_extent(d, step.node);
  Extent wanted = card;
  if (step.kind != Step::Kind::send) wanted.x.high += kStub;  // what it computes stands on its wire
  for (std::size_t w = 0; w < d.wires.size(); ++w) {
    if (d.wires[w].to != step.node) continue;
    const Row& row = d.cards[static_cast<std::size_t>(step.node)].rows[static_cast<std::size_t>(d.wire_row[w])];
    if (!uses_edge(d.analysis, step, step.node, row.place)) continue;
    wanted.take(card_extent(d, d.wires[w].from));
    for (const layout::Point& p : d.drawing.routes[w].points) wanted.y.take(p.y, p.y);
  }
  return moved(camera, v, wanted, card);
}

Camera zoom_at(const Camera& camera, const Viewport& v, layout::Point screen, float factor) {
  const layout::Point held = to_canvas(camera, v, screen);
  Camera next = camera;
  next.zoom = std::clamp(camera.zoom * factor, kLeastZoom, kMostZoom);
  next.x = held.x - (screen.x - v.x - v.width / 2) / next.zoom;
  next.y = held.y - (screen.y - v.y - v.height / 2) / next.zoom;
  return next;
}

int node_of(const Derived& d, const std::string& name) { return name.empty() ? -1 : d.analysis.graph.find(name); }

int wire_of(const Derived& d, const Wire& wire) {
  const int gate = node_of(d, wire.gate);
  for (std::size_t w = 0; gate >= 0 && w < d.wires.size(); ++w)
    if (d.wires[w].to == gate && place_of(d, w) == wire.place) return static_cast<int>(w);
  return -1;
}

std::vector<int> selection(const Derived& d, const Session& s) {
  std::vector<int> nodes;
  if (std::find(s.chosen.begin(), s.chosen.end(), s.selected) != s.chosen.end())
    for (const std::string& name : s.chosen) nodes.push_back(node_of(d, name));
  else
    nodes.push_back(node_of(d, s.selected));
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  if (!nodes.empty() && nodes[0] < 0) nodes.erase(nodes.begin());
  return nodes;
}

void select(const Derived& d, Session& s, const std::vector<int>& nodes) {
  s.wire = {};
  s.selected.clear();
  s.chosen.clear();
  for (const int node : nodes) s.chosen.push_back(d.analysis.graph.nodes[static_cast<std::size_t>(node)].name);
  if (!s.chosen.empty()) s.selected = s.chosen.back();
}

}  // namespace chainrule::view
