#include "view/neighbour.h"

#include <cmath>

namespace chainrule::view {

int neighbour(const Derived& d, int node, Way way) {
  if (node < 0) return d.analysis.graph.output;
  if (way == Way::left || way == Way::right) {
    for (const layout::Wire& w : d.wires)
      if (way == Way::left ? w.to == node : w.from == node) return way == Way::left ? w.from : w.to;
    return -1;
  }
  auto middle = [&](int i) {
    const auto at = static_cast<std::size_t>(i);
    return layout::Point{d.drawing.corners[at].x + d.cards[at].width / 2, d.drawing.corners[at].y + d.cards[at].height / 2};
  };
  const layout::Point here = middle(node);
  int found = -1;
  float least = INFINITY;
  for (int i = 0; i < static_cast<int>(d.cards.size()); ++i) {
    const layout::Point there = middle(i);
    const float along = way == Way::up ? here.y - there.y : there.y - here.y;
    if (i == node || along <= 0) continue;
    const float away = along + 3 * std::fabs(there.x - here.x);  // what stands in the same column is nearer
    if (away >= least) continue;
    least = away;
    found = i;
  }
  return found;
}

}  // namespace chainrule::view
