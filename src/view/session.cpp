#include "view/session.h"

#include <algorithm>

namespace chainrule::view {

layout::Point to_screen(const Camera& c, const Viewport& v, layout::Point p) {
  return {(p.x - c.x) * c.zoom + v.x + v.width / 2, (p.y - c.y) * c.zoom + v.y + v.height / 2};
}

layout::Point to_canvas(const Camera& c, const Viewport& v, layout::Point p) {
  return {(p.x - v.x - v.width / 2) / c.zoom + c.x, (p.y - v.y - v.height / 2) / c.zoom + c.y};
}

Camera fit(const Derived& d, const Viewport& v) {
  constexpr float kStub = 112;  // the output's wire ends in the open
  const float margin = std::min(40.f, v.width * 0.045f);
  const float width = d.drawing.size.x + kStub, height = d.drawing.size.y;
  float zoom = std::min({1.25f, (v.width - 2 * margin) / std::max(width, 1.f), (v.height - 2 * margin) / std::max(height, 1.f)});
  if (zoom > kNearEnd && zoom < kNear) zoom = kNearEnd;
  return {width / 2, height / 2, std::clamp(zoom, kLeastZoom, kMostZoom)};
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

}  // namespace chainrule::view
