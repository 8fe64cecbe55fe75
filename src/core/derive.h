// The local gradient of a folded function, derived from its body.
#pragma once

#include "core/local.h"

namespace chainrule {

// As local_formula, for a node with Op::call.
Expr derive_call(const Graph& graph, int node, int place, const std::vector<double>& values, double local, Rules& rules);

}  // namespace chainrule
