#include "view/gesture.h"

#include <cmath>

namespace chainrule::view {

namespace {

constexpr float kClick = 4;        // px of travel that still count as a click
constexpr float kStepTravel = 4;   // px per step of a dragged number

void press(const Derived& d, const Scene& scene, layout::Point canvas, Outcome& out, Drag& drag) {
  const HitArea* area = hit(scene, canvas);
  drag = {};
  out.session.dragged.clear();
  out.session.drag_pans = true;
  if (!area || area->kind != HitArea::Kind::value) return;
  out.session.drag_pans = false;
  out.session.dragged = d.analysis.graph.nodes[area->node].name;
  drag.start = d.analysis.values[area->node];
}

}  // namespace

double dragged_value(double start, float travel, bool fine) {
  const double magnitude = std::isfinite(start) ? std::fabs(start) : 1;
  double step = 0.1;
  while (step * 1000 < magnitude) step *= 10;
  while (magnitude > 0 && step * 0.5 > magnitude && step > 1e-9) step /= 10;
  if (fine) step /= 10;
  const double steps = std::trunc(static_cast<double>(travel) / kStepTravel);
  const double inverse = std::round(1 / step);
  const double base = std::isfinite(start) ? start : 0;
  if (steps == 0) return start;
  // A multiple of the step is a division by a whole number, so it prints short.
  return step < 1 ? std::round((base + steps * step) * inverse) / inverse : std::round((base + steps * step) / step) * step;
}

Outcome gesture(const Derived& d, const Scene& scene, const Session& session, const Viewport& viewport, const Pointer& p, Drag& drag) {
  Outcome out;
  out.session = session;
  const layout::Point canvas = to_canvas(session.camera, viewport, p.at);
  const HitArea* under = p.over ? hit(scene, canvas) : nullptr;
  out.session.hovered = under ? d.analysis.graph.nodes[under->node].name : "";
  if (p.over && p.wheel != 0) {
    out.session.camera = zoom_at(session.camera, viewport, p.at, std::exp(p.wheel * 0.16f));
    out.camera_moved = true;
  }
  if (p.pressed) press(d, scene, canvas, out, drag);
  if (p.held && !p.pressed) {
    drag.travel += p.moved.x;
    drag.path += std::fabs(p.moved.x) + std::fabs(p.moved.y);
    if (out.session.drag_pans) {
      out.session.camera.x -= p.moved.x / session.camera.zoom;
      out.session.camera.y -= p.moved.y / session.camera.zoom;
      out.camera_moved = out.camera_moved || drag.path >= kClick;
    } else if (!out.session.dragged.empty() && std::fabs(drag.travel) >= kClick) {
      out.input = out.session.dragged;
      out.value = dragged_value(drag.start, drag.travel, p.fine);
    }
  }
  if (p.released) {
    if (!out.session.dragged.empty()) out.drag_ended = true;
    if (p.over && drag.path < kClick) out.session.selected = out.session.hovered;
    out.session.dragged.clear();
    out.session.drag_pans = false;
  }
  return out;
}

}  // namespace chainrule::view
