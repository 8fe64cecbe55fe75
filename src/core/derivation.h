// How a local gradient comes about: from what the rules of differentiation give to the formula that is shown, step by step.
#pragma once

#include <string>
#include <vector>

#include "core/local.h"

namespace chainrule {

// before = after, as functions of the node's operands; each step's `after` is the next one's `before`. print() and latex() of
// core/expr.h give the two sides as text.
struct DerivationStep {
  std::string rule;  // "quotient rule", "add and subtract 1", "split the fraction", "name the output", …
  Expr before, after;
};

// For a gate of the table or a folded function, at one operand place that is a node; the other arguments as for local_formula.
// The first side is what the rules of differentiation give for the gate's definition, the last is local_formula; at a kink both are
// as the point has them. At most 5 steps; none for a body too long to be read. Made anew each time it is asked for.
std::vector<DerivationStep> derivation(const Graph& graph, int node, int place, const std::vector<double>& values, double local,
                                       Rules& rules);

}  // namespace chainrule
