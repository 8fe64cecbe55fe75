#include "view/gesture.h"

#include <algorithm>
#include <cmath>

namespace chainrule::view {

namespace {

constexpr float kClick = 4;        // px of travel that still count as a click
constexpr float kStepTravel = 4;   // px per step of a dragged number

const std::string& name_of(const Derived& d, int node) { return d.analysis.graph.nodes[static_cast<std::size_t>(node)].name; }

bool is_selected(const Derived& d, const Session& s, int node) {
  const std::vector<int> nodes = selection(d, s);
  return std::binary_search(nodes.begin(), nodes.end(), node);
}

void press(const Derived& d, const HitArea* area, layout::Point canvas, const Pointer& p, bool edits, Outcome& out, Drag& drag) {
  drag = {};
  drag.from = drag.to = canvas;
  out.session.dragged.clear();
  out.session.drag_pans = true;
  if (p.pans || (area && (area->kind == HitArea::Kind::fold || area->kind == HitArea::Kind::blank))) return;
  if (!area) {
    drag.boxes = p.fine;
    out.session.drag_pans = !p.fine;
    for (const int node : selection(d, out.session)) drag.before.push_back(name_of(d, node));
    return;
  }
  if (!edits && area->kind != HitArea::Kind::value) return;
  out.session.drag_pans = false;
  switch (area->kind) {
    case HitArea::Kind::value:
      out.session.dragged = name_of(d, area->node);
      drag.fine = p.fine;
      drag.start = drag.value = d.analysis.values[static_cast<std::size_t>(area->node)];
      break;
    case HitArea::Kind::output: drag.wiring = wiring_from(d, area->node); break;
    case HitArea::Kind::operand: drag.wiring = wiring_to(d, area->node, area->place); break;
    default: {
      if (p.touch && !is_selected(d, out.session, area->node)) {
        out.session.drag_pans = true;
        break;
      }
      const std::vector<int> chosen = is_selected(d, out.session, area->node) ? selection(d, out.session) : std::vector<int>{area->node};
      for (const int node : chosen) {
        const layout::Point at = d.drawing.corners[static_cast<std::size_t>(node)];
        drag.cards.push_back({name_of(d, node), at.x, at.y});
      }
    }
  }
}

// Cards follow the hand on the grid.
void drag_cards(layout::Point canvas, Outcome& out, const Drag& drag) {
  constexpr double kGrid = 8;
  const auto on_grid = [](double at) { return kGrid * std::round(at / kGrid); };
  for (const NamedPair& card : drag.cards)
    out.moved.push_back({card.name, on_grid(card.a + canvas.x - drag.from.x), on_grid(card.b + canvas.y - drag.from.y)});
}

void drag_box(const Derived& d, layout::Point canvas, Outcome& out, Drag& drag) {
  drag.to = canvas;
  const float left = std::min(drag.from.x, canvas.x), right = std::max(drag.from.x, canvas.x);
  const float top = std::min(drag.from.y, canvas.y), bottom = std::max(drag.from.y, canvas.y);
  std::vector<int> nodes;
  for (std::size_t i = 0; i < d.cards.size(); ++i) {
    const layout::Point at = d.drawing.corners[i];
    const bool met = at.x < right && left < at.x + d.cards[i].width && at.y < bottom && top < at.y + d.cards[i].height;
    const bool before = std::find(drag.before.begin(), drag.before.end(), name_of(d, static_cast<int>(i))) != drag.before.end();
    if (met || before) nodes.push_back(static_cast<int>(i));
  }
  select(d, out.session, nodes);
}

// What a click selects.
void click(const Derived& d, const HitArea* under, int wire, bool more, Session& s) {
  std::vector<int> nodes = more ? selection(d, s) : std::vector<int>();
  if (under) {
    const auto there = std::find(nodes.begin(), nodes.end(), under->node);
    if (there != nodes.end()) nodes.erase(there);
    else nodes.push_back(under->node);
  }
  select(d, s, nodes);
  if (!under && wire >= 0) s.wire = {name_of(d, d.wires[static_cast<std::size_t>(wire)].to), place_of(d, static_cast<std::size_t>(wire))};
}

// A number follows the hand once it has left the place of the press, back to the start too.
void drag_number(const Pointer& p, Outcome& out, Drag& drag) {
  drag.turning = drag.turning || std::fabs(drag.travel) >= kClick;
  if (!drag.turning) return;
  out.input = out.session.dragged;
  out.value = drag.value = dragged_value(drag.start, drag.travel, p.fine);
}

// The loose end goes with the hand, and jumps to a port that fits.
void drag_wire(const Derived& d, layout::Point canvas, float reach, Drag& drag) {
  Wiring& w = drag.wiring;
  if (w.seeks_operand) w.gate = w.place = -1;
  else w.from = -1;
  w.end = canvas;
  land(d, reach, w);
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
  const double value = std::round(base / step * parts + steps) * step / parts;
  return std::isfinite(value) ? value : start;  // there is nowhere to go
}

Outcome gesture(const Derived& d, const Scene& scene, const Session& session, const Viewport& viewport, const Pointer& p, Drag& drag,
                bool edits) {
  Outcome out;
  out.session = session;
  const layout::Point canvas = to_canvas(session.camera, viewport, p.at);
  const HitArea* under = p.over ? hit(scene, canvas) : nullptr;
  out.session.hovered = under ? d.analysis.graph.nodes[under->node].name : "";
  if (p.over && p.wheel != 0) {
    out.session.camera = zoom_at(session.camera, viewport, p.at, std::exp(p.wheel * 0.16f));
    out.camera_moved = true;
  }
  const bool asks = p.menu || p.released || p.twice;
  const int wire = asks && p.over && !under ? wire_at(d, canvas, session.finger / 3 / session.camera.zoom) : -1;
  if (p.pressed) press(d, under, canvas, p, edits, out, drag);
  if (p.pressed && p.twice && under && under->kind == HitArea::Kind::value && edits) out.sets = true;
  else if (p.pressed && p.twice && under && under->kind != HitArea::Kind::fold && under->kind != HitArea::Kind::blank) out.jump = under->node;
  if (p.pressed && p.twice && !under && edits) {
    click(d, nullptr, wire, false, out.session);
    out.searches = true;
  }
  if ((p.held || p.released) && !p.pressed && !drag.asked) {  // the last stretch may come together with the release
    if (p.fine != drag.fine) {  // from here on in other steps
      drag.start = drag.value;
      drag.travel = 0;
      drag.fine = p.fine;
    }
    drag.travel += p.moved.x - p.moved.y;
    drag.path += std::fabs(p.moved.x) + std::fabs(p.moved.y);
    const bool away = drag.path >= kClick;
    if (out.session.drag_pans) {
      out.session.camera.x -= p.moved.x / session.camera.zoom;
      out.session.camera.y -= p.moved.y / session.camera.zoom;
      out.camera_moved = out.camera_moved || drag.path >= kClick;
    } else if (!out.session.dragged.empty()) {
      drag_number(p, out, drag);
    } else if (away && drag.boxes) {
      drag_box(d, canvas, out, drag);
    } else if (away && !drag.cards.empty()) {
      drag_cards(canvas, out, drag);
    } else if (away && drag.wiring.under_way()) {
      drag_wire(d, canvas, session.finger / 2 / session.camera.zoom, drag);
    }
  }
  if (p.menu) {
    drag = {};
    drag.asked = true;
    out.session.dragged.clear();
    out.session.drag_pans = false;
    if (under && !is_selected(d, session, under->node)) click(d, under, -1, false, out.session);
    if (!under) click(d, nullptr, wire, false, out.session);
    out.menu = true;
  }
  if (p.released) {
    const bool clicked = p.over && drag.path < kClick && !drag.asked;
    if (!out.session.dragged.empty() || !drag.cards.empty()) out.drag_ended = true;
    if (clicked && under && under->kind == HitArea::Kind::fold) {
      out.fold = under->frame;
    } else if (clicked && under && under->kind == HitArea::Kind::blank) {
      out.blank = under->blank;
    } else if (clicked) {
      click(d, under, wire, p.fine, out.session);
    } else if (!clicked && drag.wiring.under_way()) {
      out.wired = true;
    }
    out.session.dragged.clear();
    out.session.drag_pans = false;
    drag.boxes = false;
    drag.cards.clear();
    if (!out.wired) drag.wiring = {};
  }
  return out;
}

}  // namespace chainrule::view
