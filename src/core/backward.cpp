#include "core/backward.h"

#include <utility>

namespace chainrule {

Backward backward(const Graph& graph, const std::vector<double>& values, Rules& rules) {
  return sweep_back(graph, local_values(graph, values, rules), graph.output);
}

Backward sweep_back(const Graph& graph, std::vector<double> locals, int output) {
  Backward sweep;
  sweep.grads.assign(graph.nodes.size(), 0);
  sweep.on_path.assign(graph.nodes.size(), 0);
  sweep.locals = std::move(locals);
  if (output < 0) return sweep;
  sweep.grads[output] = 1;
  sweep.on_path[output] = 1;
  for (int i = output; i >= 0; --i) {
    if (!sweep.on_path[i]) continue;
    const Node& node = graph.nodes[i];
    for (int p = 0; p < node.operand_count; ++p) {
      const Operand& operand = graph.operands_of(i)[p];
      if (operand.is_literal()) continue;
      const double local = sweep.locals[node.first_operand + p];
      const double downstream = sweep.grads[i] * local;
      sweep.grads[operand.node] += downstream;
      sweep.on_path[operand.node] = 1;
      sweep.contributions.push_back({i, p, operand.node, sweep.grads[i], local, downstream});
    }
  }
  return sweep;
}

}  // namespace chainrule
