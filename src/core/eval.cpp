#include "core/eval.h"

namespace chainrule {

namespace {

// `value_of` says what an operand is worth.
template <class ValueOf>
double gate_value(const Graph& graph, int index, const ValueOf& value_of) {
  const Node& node = graph.nodes[index];
  const Operand* operands = graph.operands_of(index);
  if (node.op == Op::call) {
    const Graph& body = *graph.functions[node.function].body;
    std::vector<double> arguments(body.nodes.size());
    for (int i = 0; i < node.operand_count; ++i) arguments[i] = value_of(operands[i]);
    return forward(body, &arguments)[body.output];
  }
  const double a = value_of(operands[0]);
  return gate(node.op).forward(a, node.operand_count > 1 ? value_of(operands[1]) : 0);
}

double gate_value(const Graph& graph, int index, const std::vector<double>& values) {
  return gate_value(graph, index, [&](const Operand& operand) { return operand_value(operand, values); });
}

bool is_leaf(const Node& node) { return node.op == Op::input || node.op == Op::constant; }

}  // namespace

double gate_at(const Graph& graph, int index, int operand, double value, const std::vector<double>& values) {
  return gate_value(graph, index, [&](const Operand& o) { return !o.is_literal() && o.node == operand ? value : operand_value(o, values); });
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
