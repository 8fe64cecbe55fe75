#include "core/eval.h"

namespace chainrule {

namespace {

double gate_value(const Graph& graph, int index, const std::vector<double>& values) {
  const Node& node = graph.nodes[index];
  const Operand* operands = graph.operands_of(index);
  if (node.op == Op::call) {
    const Graph& body = *graph.functions[node.function].body;
    std::vector<double> arguments(body.nodes.size());
    for (int i = 0; i < node.operand_count; ++i) arguments[i] = operand_value(operands[i], values);
    return forward(body, &arguments)[body.output];
  }
  const double a = operand_value(operands[0], values);
  return gate(node.op).forward(a, node.operand_count > 1 ? operand_value(operands[1], values) : 0);
}

bool is_leaf(const Node& node) { return node.op == Op::input || node.op == Op::constant; }

}  // namespace

double gate_at(const Graph& graph, int index, int operand, double value, const std::vector<double>& values) {
  std::vector<double> held = values;
  held[operand] = value;
  return gate_value(graph, index, held);
}

double operand_value(const Operand& operand, const std::vector<double>& values) {
  return operand.is_literal() ? operand.literal : values[operand.node];
}

std::vector<double> forward(const Graph& graph, const std::vector<double>* inputs) {
  std::vector<double> values(graph.nodes.size());
  for (int i = 0; i < static_cast<int>(values.size()); ++i) {
    const Node& node = graph.nodes[i];
    if (node.op == Op::input) {
      values[i] = inputs ? (*inputs)[i] : node.value;
    } else {
      values[i] = is_leaf(node) ? node.value : gate_value(graph, i, values);
    }
  }
  return values;
}

void forward_from(const Graph& graph, int node, double value, std::vector<double>& values) {
  values[node] = value;
  for (int i = node + 1; i < static_cast<int>(values.size()); ++i)
    if (!is_leaf(graph.nodes[i])) values[i] = gate_value(graph, i, values);
}

}  // namespace chainrule
