// What hangs over the picture while hands are at work: a loose wire, the box, the selected wire.
#include <algorithm>

#include "ui/state.h"
#include "view/wires.h"

namespace chainrule::ui {

using view::Token;

namespace {

struct Brush {
  const App::State& s;
  ImDrawList* list;
  float zoom = s.session.camera.zoom;

  ImVec2 at(layout::Point p) const {
    const layout::Point there = view::to_screen(s.session.camera, s.viewport, p);
    return {there.x, there.y};
  }
  void curve(const layout::Curve& c, float thickness) const {
    list->AddBezierCubic(at(c.start), at(c.leave), at(c.arrive), at(c.end), s.colours().of(Token::accent), thickness);
  }
  void port(layout::Point p, bool full) const {
    const float radius = std::max(5.f * zoom, 3.f) + (full ? 3.f : 1.f);
    list->AddCircleFilled(at(p), radius, s.colours().of(full ? Token::accent : Token::card));
    list->AddCircle(at(p), radius, s.colours().of(Token::accent), 0, 2);
  }
};

// Ports that fit are lit; the one that the wire would go to is filled.
void loose_wire(const Brush& b, const view::Wiring& w) {
  const view::Derived& d = b.s.derived;
  for (std::size_t i = 0; i < w.fits.size(); ++i) {
    if (!w.fits[i]) continue;
    if (!w.seeks_operand) b.port(view::out_port(d, static_cast<int>(i)), w.from == static_cast<int>(i));
    else for (const view::Row& row : d.cards[i].rows)
      b.port(view::in_port(d, static_cast<int>(i), row.place), w.gate == static_cast<int>(i) && w.place == row.place);
  }
  const layout::Point from = w.from >= 0 ? view::out_port(d, w.from) : w.end, to = w.gate >= 0 ? view::in_port(d, w.gate, w.place) : w.end;
  b.curve(layout::curve_between(from, to), 2.5f);
  if (!w.landed()) b.list->AddCircleFilled(b.at(w.end), 4, b.s.colours().of(Token::accent));
}

}  // namespace

void hands(App::State& s, ImDrawList* list) {
  const view::Viewport& v = s.viewport;
  const Brush b{s, list};
  list->PushClipRect({v.x, v.y}, {v.x + v.width, v.y + v.height}, true);
  if (const int wire = view::wire_of(s.derived, s.session.wire); wire >= 0) {
    const auto at = static_cast<std::size_t>(wire);
    for (int i = 0; i < view::count_curves(s.derived, at); ++i) b.curve(view::curve_of(s.derived, at, i), 3.5f);
    b.port(view::in_port(s.derived, s.derived.wires[at].to, s.session.wire.place), true);
  }
  if (s.drag.wiring.under_way() && s.drag.path >= 4) loose_wire(b, s.drag.wiring);
  if (s.drag.boxes && s.drag.path >= 4) {
    const ImVec2 from = b.at(s.drag.from), to = b.at(s.drag.to);
    const ImVec2 low{std::min(from.x, to.x), std::min(from.y, to.y)}, high{std::max(from.x, to.x), std::max(from.y, to.y)};
    list->AddRectFilled(low, high, faded(s.colours().of(Token::accent), 0.1f), 4);
    list->AddRect(low, high, s.colours().of(Token::accent), 4, 0, 1.5f);
  }
  list->PopClipRect();
}

}  // namespace chainrule::ui
