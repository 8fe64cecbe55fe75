// Whatever stands between signs for mathematics is read, and what is typeset is read back.
#include <cmath>

#include "core/expr.h"
#include "core/number.h"
#include "fuzz/laws.h"
#include "support/near.h"

namespace chainrule::test {

namespace {

std::string written(double value) {
  return std::isnan(value) ? "0/0" : std::isinf(value) ? (value > 0 ? "1/0" : "-1/0") : format_number(value);
}

// Every gate's formula, typeset and read again, where the nodes have the values that they had: the same value. Literals are left out:
// typeset as 1.2 times a power of ten they may be an ulp off, which a formula can magnify.
Broken read_back(const Analysis& a) {
  std::string text;
  std::vector<int> probed;
  const auto count = static_cast<int>(a.graph.nodes.size());
  for (const Node& node : a.graph.nodes)
    if (node.name.rfind("probe", 0) == 0) return {};  // names that are wanted below
  if (a.graph.find("sigma") >= 0) return {};  // which is typeset as the sigmoid is
  for (int i = 0; i < count; ++i) text += a.graph.nodes[static_cast<std::size_t>(i)].name + " = " + written(a.values[static_cast<std::size_t>(i)]) + "\n";
  for (int i = 0; i < count; ++i) {
    const Node& node = a.graph.nodes[static_cast<std::size_t>(i)];
    if (node.op == Op::call || node.operand_count == 0) continue;
    text += "probe_" + std::to_string(probed.size()) + " = $" + latex(formula_of(a.graph, i)) + "$\n";
    probed.push_back(i);
  }
  const Analysis again = analyse(text);
  for (const Diagnostic& d : again.diagnostics)
    if (d.severity == Severity::error) return "what is typeset is not read: " + format_diagnostic("typeset", text, d);
  for (std::size_t k = 0; k < probed.size(); ++k) {
    const int node = again.graph.find("probe_" + std::to_string(k));
    if (node < 0) return "a typeset formula is lost: " + text;
    bool literal = false;
    for (int p = 0; p < a.graph.nodes[static_cast<std::size_t>(probed[k])].operand_count; ++p)
      literal = literal || a.graph.operands_of(probed[k])[p].is_literal();
    const double was = a.values[static_cast<std::size_t>(probed[k])], is = again.values[static_cast<std::size_t>(node)];
    if (!literal && !near(was, is, 1e-12, 0)) return "read back, " + format_number(was) + " is " + format_number(is) + ":\n" + text;
  }
  return {};
}

Broken check(const std::string& text) {
  std::string json;
  const Analysis a = read_program(text, json);
  if (Broken broken = well_formed(a, text); !broken.empty()) return broken;
  return a.graph.nodes.size() <= 40 ? read_back(a) : Broken();
}

}  // namespace

Broken latex_law(std::string_view text) {
  for (const auto& [before, after] : {std::pair("", ""), std::pair("f = $", "$"), std::pair("\\begin{aligned}", "\\end{aligned}\nx = 2")})
    if (Broken broken = check(before + std::string(text) + after); !broken.empty()) return broken;
  return {};
}

}  // namespace chainrule::test
