// What a node's numbers mean.
#pragma once

#include <string>
#include <vector>

#include "core/trace.h"

namespace chainrule {

struct Insight {
  enum class Kind : std::uint8_t {
    birthplace,  // a NaN or infinity begins here: node, its value, the gate's operands ("0, 0")
    saturated,   // a gate whose slope goes to 0 on both sides, its local gradient below 0.01: node, operand, its value, local gradient
    blocked,     // a switch (relu, max, min) that passes nothing to an operand: node, operand, side taken
    vanishing,   // the gradient is below 1e-6 of the output's, and it was not at the gate that sent it: operand, its gradient
    exploding,   // above 1e6 of it, likewise: operand, its gradient
    near_kink,   // within 1e-3 of the operand's size of a point without a derivative: node, side taken
    at_kink,     // at that point: node, side taken
  };
  Kind kind = Kind::birthplace;
  int node = 0;
  std::vector<std::string> parts;  // what a sentence about it names, as the kind says, in display rounding
};

// In forward order; at most one of a kind for a node.
std::vector<Insight> insights(const Analysis& analysis);

// For gates that are pieced together, whose local gradients have markers: which side of the nearest kink the operands are on, and
// how far it is. `distance` is in units of the operand (of the difference, for max and min); 0: at the kink.
struct Side {
  bool piecewise = false;
  double distance = 0;
  std::string side;  // "x > 0", "x < y", "x = 0"
};
Side side_taken(const Graph& graph, int node, const std::vector<double>& values);

}  // namespace chainrule
