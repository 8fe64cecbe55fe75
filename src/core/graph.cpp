// What a graph says of its nodes: where one is by its name, and what its gate is called.
#include "core/graph.h"

#include <utility>

#include "core/names.h"
#include "core/number.h"

namespace chainrule {

int Graph::find(std::string_view name) const {
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i].name == name) return static_cast<int>(i);
  const std::string key = name_key(name);
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (name_key(nodes[i].name) == key) return static_cast<int>(i);
  return -1;
}

namespace {

// With the literal that makes it one.
std::pair<const SlideGate*, double> slide_gate(const Graph& graph, int index) {
  const Node& node = graph.nodes[index];
  for (int place = 0; place < node.operand_count && node.op != Op::call; ++place) {
    const Operand& operand = graph.operands_of(index)[place];
    if (!operand.is_literal()) continue;
    if (const SlideGate* slide = find_slide_gate(node.op, place, operand.literal)) return {slide, operand.literal};
  }
  return {nullptr, 0};
}

}  // namespace

std::string_view gate_name(const Graph& graph, int index) {
  const Node& node = graph.nodes[index];
  if (node.op == Op::call) return graph.functions[node.function].name;
  const auto [slide, literal] = slide_gate(graph, index);
  return slide ? slide->name : gate(node.op).name;
}

GateLook gate_look(const Graph& graph, int index) {
  const Node& node = graph.nodes[index];
  if (node.op == Op::call) {
    const std::string& name = graph.functions[node.function].name;
    return {name, name, "function", gate(Op::call).words};
  }
  if (const auto [slide, literal] = slide_gate(graph, index); slide) {
    std::string sign = slide->sign;
    if (sign.back() == 'c') sign.replace(sign.size() - 1, 1, display_text(literal));
    return {slide->name, sign, slide->title, slide->words};
  }
  const Gate& row = gate(node.op);
  return {row.name, row.sign, row.title, row.words};
}

}  // namespace chainrule
