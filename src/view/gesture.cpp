#include "view/gesture.h"

#include <cmath>

namespace chainrule::view {

namespace {

constexpr float kClick = 4;        // px of travel that still count as a click
constexpr float kStepTravel = 4;   // px per step of a dragged number

void press(const Derived& d, const Scene& scene, layout::Point canvas, bool fine, Outcome& out, Drag& drag) {
  const HitArea* area = hit(scene, canvas);
  drag = {};
  out.session.dragged.clear();
  out.session.drag_pans = true;
  if (!area || area->kind != HitArea::Kind::value) return;
  out.session.drag_pans = false;
  out.session.dragged = d.analysis.graph.nodes[area->node].name;
  drag.fine = fine;
  drag.start = drag.value = d.analysis.values[area->node];
}

// A number follows the hand once it has left the place of the press, back to the start too.
void drag_number(const Pointer& p, Outcome& out, Drag& drag) {
  drag.turning = drag.turning || std::fabs(drag.travel) >= kClick;
  if (!drag.turning) return;
  out.input = out.session.dragged;
  out.value = drag.value = dragged_value(drag.start, drag.travel, p.fine);
}

}  // namespace

double dragged_value(double start, float travel, bool fine) {
  const double steps = std::trunc(static_cast<double>(travel) / kStepTravel);
  if (steps == 0) return start;
  const double base = std::isfinite(start) ? start : 0, magnitude = std::isfinite(start) ? std::fabs(start) : 1;
  // The step is step / parts, powers of ten both and one of them 1, so a multiple of it is rounded once and prints short.
  double step = 1, parts = 10;
  while (step / parts * 1000 < magnitude) parts > 1 ? parts /= 10 : step *= 10;
  while (magnitude > 0 && step / parts * 0.5 > magnitude && parts < 1e21) parts *= 10;
  if (fine) step > 1 ? step /= 10 : parts *= 10;
  return std::round(base / step * parts + steps) * step / parts;
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
  if (p.pressed) press(d, scene, canvas, p.fine, out, drag);
  if (p.pressed && p.twice && under && under->kind != HitArea::Kind::fold) out.jump = under->node;
  if ((p.held || p.released) && !p.pressed) {  // the last stretch may come together with the release
    if (p.fine != drag.fine) {  // from here on in other steps
      drag.start = drag.value;
      drag.travel = 0;
      drag.fine = p.fine;
    }
    drag.travel += p.moved.x - p.moved.y;
    drag.path += std::fabs(p.moved.x) + std::fabs(p.moved.y);
    if (out.session.drag_pans) {
      out.session.camera.x -= p.moved.x / session.camera.zoom;
      out.session.camera.y -= p.moved.y / session.camera.zoom;
      out.camera_moved = out.camera_moved || drag.path >= kClick;
    } else if (!out.session.dragged.empty()) {
      drag_number(p, out, drag);
    }
  }
  if (p.released) {
    if (!out.session.dragged.empty()) out.drag_ended = true;
    if (p.over && drag.path < kClick && under && under->kind == HitArea::Kind::fold) {
      out.fold = under->frame;
    } else if (p.over && drag.path < kClick) {
      out.session.selected = out.session.hovered;
    }
    out.session.dragged.clear();
    out.session.drag_pans = false;
  }
  return out;
}

}  // namespace chainrule::view
