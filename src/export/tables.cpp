// The trace as a table, and as Graphviz draws it.
#include "core/local.h"
#include "core/number.h"
#include "export/formats.h"
#include "export/writing.h"

namespace chainrule::exports {

namespace {

// One field of RFC 4180.
std::string field(std::string_view text) {
  if (text.find_first_of(",\"\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

std::string row(std::initializer_list<std::string> fields) {
  std::string out;
  for (const std::string& f : fields) out += (out.empty() ? "" : ",") + field(f);
  return out + "\r\n";
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::string to_csv(std::string_view, Analysis& a) {
  std::string out = row({"node", "gate", "formula", "value", "grad", "input", "local_formula", "local", "upstream", "downstream"});
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
    const Node& node = a.graph.nodes[static_cast<std::size_t>(i)];
    const double grad = a.backward.grads[static_cast<std::size_t>(i)];
    const std::string gate(gate_name(a.graph, i)), formula = print(formula_of(a.graph, i));
    const std::string value = format_number(a.values[static_cast<std::size_t>(i)]), upstream = format_number(grad);
    if (node.operand_count == 0) out += row({node.name, gate, formula, value, upstream, "", "", "", "", ""});
    for (int p = 0; p < node.operand_count; ++p) {
      const Operand& operand = a.graph.operands_of(i)[p];
      if (operand.is_literal()) continue;
      const double local = a.backward.locals[static_cast<std::size_t>(node.first_operand + p)];
      out += row({node.name, gate, formula, value, upstream, a.graph.nodes[static_cast<std::size_t>(operand.node)].name,
                  print(local_formula(a.graph, i, p, a.values, local, a.rules)), format_number(local), upstream,
                  format_number(a.backward.on_path[static_cast<std::size_t>(i)] ? grad * local : 0)});
    }
  }
  return out;
}

// What the gate computes, with the operands that are numbers: "+0.5", "**2", "max 0", "s(2, \u00B7)". core/import.h reads it.
std::string gate_label(const Graph& graph, int i) {
  const Node& node = graph.nodes[static_cast<std::size_t>(i)];
  const GateLook look = gate_look(graph, i);
  int place = -1;
  std::string args;
  for (int p = 0; p < node.operand_count; ++p) {
    const Operand& operand = graph.operands_of(i)[p];
    if (operand.is_literal()) place = p;
    args += (p == 0 ? "(" : ", ") + (operand.is_literal() ? format_number(operand.literal) : "\u00B7");
  }
  if (place < 0 || look.name == "recip") return look.sign;
  if (node.op == Op::call) return look.sign + args + ")";
  const std::string number = format_number(graph.operands_of(i)[place].literal), sign = node.op == Op::pow ? "**" : gate(node.op).sign;
  const char* between = sign[0] >= 'a' && sign[0] <= 'z' ? " " : "";
  return place == 1 || node.op == Op::add || node.op == Op::mul ? sign + between + number : number + between + sign;
}

// As micrograd's draw_dot, with inputs and literals that lose nothing: a record for each value, and before it the gate that made it.
std::string to_dot(std::string_view text, Analysis& a) {
  std::string out = commented(text, "// ") + "digraph chainrule {\n  rankdir=LR;\n";
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
    const Node& node = a.graph.nodes[static_cast<std::size_t>(i)];
    const std::string id = "n" + std::to_string(i), gate = "g" + std::to_string(i);
    out += "  " + id + " [shape=record, label=" +
           quoted("{ " + node.name + " | data " +
                  (node.operand_count == 0 ? format_number : display_text)(a.values[static_cast<std::size_t>(i)]) + " | grad " +
                  display_text(a.backward.grads[static_cast<std::size_t>(i)]) + " }") + "];\n";
    if (node.operand_count == 0) continue;
    out += "  " + gate + " [label=" + quoted(gate_label(a.graph, i)) + "];\n  " + gate + " -> " + id + ";\n";
    for (int p = 0; p < node.operand_count; ++p)
      if (const Operand& operand = a.graph.operands_of(i)[p]; !operand.is_literal())
        out += "  n" + std::to_string(operand.node) + " -> " + gate + ";\n";
  }
  return out + "}\n";
}

}  // namespace chainrule::exports
