#include "core/trace.h"

#include <cmath>
#include <cstdio>

#include "core/eval.h"
#include "core/number.h"

namespace chainrule {

namespace {

// The node where an infinity began, from finite operands, or a NaN, from operands that are none.
void report_births(Analysis& a) {
  int said = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    if (std::isfinite(a.values[i])) continue;
    const Node& node = a.graph.nodes[i];
    bool born = true;
    std::string operands;
    for (int p = 0; p < node.operand_count; ++p) {
      const Operand& operand = a.graph.operands_of(static_cast<int>(i))[p];
      const double value = operand_value(operand, a.values);
      born = born && (std::isnan(a.values[i]) ? !std::isnan(value) : std::isfinite(value));
      if (operand.is_literal()) continue;  // a slide's gate has one operand
      operands += (operands.empty() ? "" : " and ") + display_text(value);
    }
    if (!born || ++said > 20) continue;
    std::string message = node.name + " is " + display_text(a.values[i]);
    if (node.operand_count > 0) message += ": it begins here, in " + gate_look(a.graph, static_cast<int>(i)).title + " of " + operands;
    a.diagnostics.push_back({Severity::warning, node.span, std::move(message)});
  }
}

std::string json_number(double value) {
  const std::string text = format_number(value);
  return std::isfinite(value) ? text : "\"" + text + "\"";
}

void write_locals(Analysis& a, int index, std::string& out) {
  const Node& node = a.graph.nodes[index];
  bool first = true;
  for (int p = 0; p < node.operand_count; ++p) {
    const Operand& operand = a.graph.operands_of(index)[p];
    if (operand.is_literal()) continue;
    const double local = a.backward.locals[node.first_operand + p];
    const double upstream = a.backward.grads[index];
    const double downstream = a.backward.on_path[index] ? upstream * local : 0;
    const Expr formula = local_formula(a.graph, index, p, a.values, local, a.rules);
    out += first ? "" : ",";
    out += "{\"wrt\":" + json_string(a.graph.nodes[operand.node].name) + ",\"formula\":" + json_string(print(formula)) +
           ",\"latex\":" + json_string(latex(formula)) + ",\"value\":" + json_number(local) + ",\"upstream\":" +
           json_number(upstream) + ",\"downstream\":" + json_number(downstream) + "}";
    first = false;
  }
}

void write_node(Analysis& a, int index, std::string& out) {
  const Node& node = a.graph.nodes[index];
  out += "{\"name\":" + json_string(node.name) + ",\"gate\":" + json_string(gate_look(a.graph, index).name) + ",\"inputs\":[";
  bool first = true;
  for (int p = 0; p < node.operand_count; ++p) {
    const Operand& operand = a.graph.operands_of(index)[p];
    if (operand.is_literal()) continue;
    out += (first ? "" : ",") + json_string(a.graph.nodes[operand.node].name);
    first = false;
  }
  out += "],\"value\":" + json_number(a.values[index]) + ",\"grad\":" + json_number(a.backward.grads[index]) +
         ",\"formula\":" + json_string(print(formula_of(a.graph, index))) + ",\"locals\":[";
  write_locals(a, index, out);
  out += "]}";
}

// "fix": a replacement with its place, where the diagnostic knows one.
std::string fix_json(std::string_view text, const Diagnostic& d) {
  if (!d.fix) return "";
  const Place place = place_of(text, d.fix->span);
  return ",\"fix\":{\"line\":" + std::to_string(place.line) + ",\"column\":" + std::to_string(place.column) + ",\"length\":" +
         std::to_string(place.length) + ",\"replacement\":" + json_string(d.fix->replacement) + "}";
}

}  // namespace

Analysis analyse(std::string_view text, const BuildOptions& options) {
  Analysis a;
  Build built = build(parse(text), options);
  a.graph = std::move(built.graph);
  a.diagnostics = std::move(built.diagnostics);
  recompute(a);
  report_births(a);
  return a;
}

void recompute(Analysis& a) {
  a.values = forward(a.graph);
  a.backward = backward(a.graph, a.values, a.rules);
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    if (c.value == '"' || c.value == '\\') {
      out += '\\';
      out += static_cast<char>(c.value);
    } else if (c.value < 0x20 || c.value == 0x7F) {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned>(c.value));
      out += buffer;
    } else if (c.value == 0xFFFD) {
      out += "\uFFFD";
    } else {
      out.append(text, i, static_cast<std::size_t>(c.bytes));
    }
    i += static_cast<std::size_t>(c.bytes);
  }
  return out + "\"";
}

std::string trace_json(std::string_view text, Analysis& a) {
  std::string out = "{\"version\":1,\"output\":";
  out += a.graph.output < 0 ? "null" : json_string(a.graph.nodes[a.graph.output].name);
  out += ",\n \"nodes\":[";
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
    out += i ? ",\n   " : "\n   ";
    write_node(a, i, out);
  }
  out += "],\n \"diagnostics\":[";
  bool first = true;
  for (const Diagnostic& d : a.diagnostics) {
    const Place place = place_of(text, d.span);
    out += first ? "\n   " : ",\n   ";
    out += "{\"severity\":\"" + std::string(severity_name(d.severity)) + "\",\"line\":" + std::to_string(place.line) + ",\"column\":" +
           std::to_string(place.column) + ",\"length\":" + std::to_string(place.length) + ",\"message\":" + json_string(d.message) + fix_json(text, d) + "}";
    first = false;
  }
  return out + "]}\n";
}

}  // namespace chainrule
