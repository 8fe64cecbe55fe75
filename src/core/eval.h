// The forward sweep.
#pragma once

#include <vector>

#include "core/graph.h"

namespace chainrule {

// Values of all nodes, in the graph's order. `inputs`, when given, holds a value for each node; those of inputs count
// in place of the program's own. Folded functions are evaluated gate by gate.
std::vector<double> forward(const Graph& graph, const std::vector<double>* inputs = nullptr);

// The same with one node held at `value` whatever its gate says, for what-if questions and numerical differences:
// only nodes after `node` are computed anew, in place.
void forward_from(const Graph& graph, int node, double value, std::vector<double>& values);

// What a gate's value would be if its operand `operand` (a node, at whichever places) had `value` and the others were as they are.
double gate_at(const Graph& graph, int gate, int operand, double value, const std::vector<double>& values);

// The value at one operand place.
double operand_value(const Operand& operand, const std::vector<double>& values);

}  // namespace chainrule
