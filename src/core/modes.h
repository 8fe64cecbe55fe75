// Other ways through the same graph: forward mode, the Jacobian both ways, and second derivatives.
#pragma once

#include <vector>

#include "core/backward.h"

namespace chainrule {

// Multiplications and additions of one sweep. Products with a literal place or from a node that the sweep does not reach are not made.
struct Operations {
  int multiplications = 0, additions = 0;
  int all() const { return multiplications + additions; }
};

// Forward mode: how every node answers when one input moves with speed 1 (the tangent, a Jacobian-vector product).
struct Tangents {
  std::vector<double> tangents;  // d(node)/d(input), in the graph's order
  Operations operations;
};
Tangents forward_mode(const Graph& graph, const std::vector<double>& locals, int input);

// What the reverse sweep of `graph.output` costs.
Operations reverse_cost(const Graph& graph, const Backward& sweep);

// d(output)/d(input): one row for each output, one column for each input.
using Matrix = std::vector<std::vector<double>>;
// One sweep for each input.
Matrix jacobian_forward(const Graph& graph, const std::vector<double>& locals, const std::vector<int>& outputs, const std::vector<int>& inputs);
// One sweep for each output.
Matrix jacobian_reverse(const Graph& graph, const std::vector<double>& locals, const std::vector<int>& outputs, const std::vector<int>& inputs);

// Gradient and Hessian-vector product of graph.output: the reverse sweep in dual numbers (forward over reverse; Pearlmutter 1994).
// `direction` holds one number for each node; those at inputs count. At a kink the second derivative is that of the side taken.
struct SecondOrder {
  std::vector<double> grads;     // as backward()
  std::vector<double> products;  // (H v), for every node: how its gradient changes along `direction`
};
SecondOrder hessian_vector(const Graph& graph, const std::vector<double>& direction);

}  // namespace chainrule
