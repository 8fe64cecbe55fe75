// The reverse sweep.
#pragma once

#include <vector>

#include "core/local.h"

namespace chainrule {

// What one edge sends back: downstream = upstream * local, added to the gradient of `to`.
struct Contribution {
  int gate = 0;   // the node whose operand this is
  int place = 0;  // which operand
  int to = 0;     // the node that receives
  double upstream = 0, local = 0, downstream = 0;
};

struct Backward {
  std::vector<double> grads;     // of the output with respect to each node
  std::vector<double> locals;    // in the order of Graph::operands
  std::vector<char> on_path;     // does the output depend on the node?
  std::vector<Contribution> contributions;  // in the order of the sweep: the lesson's script
};

// Gradient 1 is put at the output; each node is visited once, after all that it feeds (a vector-Jacobian product per gate).
// Nodes that the output does not depend on have gradient 0 and send nothing.
Backward backward(const Graph& graph, const std::vector<double>& values, Rules& rules);

// The sweep itself, from any node, with the local gradients at hand.
Backward sweep_back(const Graph& graph, std::vector<double> locals, int output);

}  // namespace chainrule
