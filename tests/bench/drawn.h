// What can be counted on a drawing, whoever drew it.
#pragma once

#include <vector>

#include "layout/layout.h"

namespace chainrule::bench {

// Wires as polylines, cards as boxes, in px.
struct Drawn {
  std::vector<layout::Point> corners;
  std::vector<std::vector<layout::Point>> wires;
};

struct Counts {
  long crossings = 0;  // points where two wires of different outputs cross
  long overlaps = 0;   // pairs of cards
  long through = 0;    // pairs of a wire and a card that it runs through
};
Counts count(const std::vector<layout::Card>& cards, const std::vector<layout::Wire>& wires, const Drawn& drawn);

// Points of a cubic Bezier after its start, close enough that straight lines between them look like it.
void flatten(const layout::Point (&bezier)[4], std::vector<layout::Point>& to);

}  // namespace chainrule::bench
