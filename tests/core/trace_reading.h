// A program's trace, read back by the tests' own reader, and the laws that hold for every trace.
#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <string>

#include "core/number.h"
#include "core/trace.h"
#include "support/json.h"
#include "support/near.h"

namespace chainrule::test {

inline Json trace_of(std::string_view text, const BuildOptions& options = {}) {
  Analysis analysis = analyse(text, options);
  const JsonResult read = read_json(trace_json(text, analysis));
  CHECK_MESSAGE(read.good, read.problem);
  return read.value;
}

// Nodes have names, messages have words, and all of them places inside the text.
inline void check_places(const Analysis& a, std::string_view text) {
  for (const Node& node : a.graph.nodes) {
    CHECK(node.span.begin <= node.span.end);
    CHECK(node.span.end <= text.size());
    CHECK(!node.name.empty());
  }
  for (const Diagnostic& d : a.diagnostics) {
    CHECK(d.span.begin <= d.span.end);
    CHECK(d.span.end <= text.size());
    CHECK(!d.message.empty());
    CHECK(format_diagnostic("fuzz", text, d).find("^") != std::string::npos);
  }
}

// The node of that name, or a null.
inline const Json& node_of(const Json& trace, std::string_view name) {
  static const Json none;
  for (const Json& node : trace["nodes"].items)
    if (node["name"].string == name) return node;
  return none;
}

inline double value_of(const Json& trace, std::string_view name) { return node_of(trace, name)["value"].real(); }
inline double grad_of(const Json& trace, std::string_view name) { return node_of(trace, name)["grad"].real(); }

// The gates in forward order, leaves left out.
inline std::string gates_of(const Json& trace) {
  std::string gates;
  for (const Json& node : trace["nodes"].items)
    if (node["gate"].string != "input") gates += (gates.empty() ? "" : " ") + node["gate"].string;
  return gates;
}

// A number as the language can write it: exact, and the not-finite ones as quotients.
inline std::string as_program(double value) {
  if (std::isnan(value)) return "0/0";
  if (std::isinf(value)) return value > 0 ? "1/0" : "-1/0";
  return format_number(value);
}

// Every local gradient's formula, read again by the language with the nodes as inputs of the values that they had, gives the
// local gradient. `tolerance` is relative above 1 and absolute below: a formula such as 1 - t^2 ends where t^2 has digits.
inline void check_formulas(const Json& trace, double tolerance = 1e-12) {
  std::string text;
  std::map<std::string, const Json*> probes;
  for (const Json& node : trace["nodes"].items) text += node["name"].string + " = " + as_program(node["value"].real()) + "\n";
  for (const Json& node : trace["nodes"].items)
    for (const Json& local : node["locals"].items) {
      const std::string probe = "probe_" + std::to_string(probes.size());
      text += probe + " = " + local["formula"].string + "\n";
      probes[probe] = &local;
    }
  const Analysis again = analyse(text);
  for (const Diagnostic& d : again.diagnostics)
    CHECK_MESSAGE(d.severity != Severity::error, format_diagnostic("formulas", text, d));
  for (const auto& entry : probes) {  // clang 14 cannot use a structured binding inside INFO
    const auto& probe = entry.first;
    const auto& local = entry.second;
    const int index = again.graph.find(probe);
    CHECK(index >= 0);
    if (index < 0) continue;
    INFO("formula ", (*local)["formula"].string, " wrt ", (*local)["wrt"].string);
    const double value = (*local)["value"].real(), given = again.values[static_cast<std::size_t>(index)];
    CHECK_MESSAGE(near(given, value, tolerance, tolerance), "formula gives ", given, ", local gradient is ", value);
  }
}

// A node's gradient is the sum of what comes down its edges, and each edge multiplies.
inline void check_sums(const Json& trace) {
  std::map<std::string, double> sums, sizes;
  for (const Json& node : trace["nodes"].items)
    for (const Json& local : node["locals"].items) {
      const double up = local["upstream"].real(), here = local["value"].real(), down = local["downstream"].real();
      CHECK(near(up, node["grad"].real(), 0, 0));
      CHECK((near(down, up * here, 0, 0) || (up == 0 && down == 0)));  // what the output does not see sends 0
      sums[local["wrt"].string] += down;
      sizes[local["wrt"].string] += std::fabs(down);
    }
  for (const Json& node : trace["nodes"].items) {
    const std::string& name = node["name"].string;
    const double own = name == trace["output"].string ? 1 : 0;
    INFO("node ", name);
    CHECK(near(node["grad"].real(), sums[name] + own, 1e-15, 1e-13 * sizes[name]));
  }
}

}  // namespace chainrule::test
