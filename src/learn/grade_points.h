// A gate's local gradient as a function: at the point at hand, and at others around it.
#pragma once

#include <vector>

#include "learn/slot.h"

namespace chainrule::learn {

struct Points {
  Graph graph;                 // the gate with its operands as inputs; or the whole graph
  int node = 0, place = 0;     // the gate in it
  std::vector<int> originals;  // which node of the analysis each node of it is
  std::vector<std::vector<double>> values;  // of its nodes, at each point; [0] is the one at hand
  std::vector<double> locals;               // the local gradient at each point
};

// The gate alone: its operands move each for itself. With `others`, points only where the formula that is shown holds: not on the other
// side of a kink. Without, the point at hand alone.
Points gate_points(Analysis& analysis, const Slot& slot, bool others);

// The inputs of the whole graph move, for formulas in other names than those of the operands. No points if the graph is too large.
Points graph_points(Analysis& analysis, const Slot& slot);

// Equal as functions, as far as the points show? Where one of the two is not finite they are not compared.
bool equal_functions(const std::vector<double>& a, const std::vector<double>& b);

// The formula's values, whose names are those of the graph.
std::vector<double> at_points(const Points& points, const Expr& formula);

}  // namespace chainrule::learn
