// Graphviz's dot as a measure, where its library is installed.
#pragma once

#include <vector>

#include "bench/drawn.h"
#include "layout/layout.h"

namespace chainrule::bench {

// The same cards and wires drawn by dot from left to right: cards of the same sizes, wires to the same ports, in the same
// order, and the same gaps. `nanoseconds` is the time of gvLayout alone.
Drawn draw_by_dot(const std::vector<layout::Card>& cards, const std::vector<layout::Wire>& wires, const layout::Spacing& spacing, double* nanoseconds);

}  // namespace chainrule::bench
