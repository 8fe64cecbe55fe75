// A trace is JSON, says what the analysis says, and its numbers add up; so do the other sweeps.
#include <algorithm>
#include <cmath>
#include <map>

#include "core/check.h"
#include "core/expr.h"
#include "core/flat.h"
#include "core/insight.h"
#include "core/modes.h"
#include "core/number.h"
#include "fuzz/laws.h"
#include "support/json.h"
#include "support/near.h"

namespace chainrule::test {

namespace {

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// A node's gradient is the sum of what comes down its edges, and each edge multiplies.
Broken check_sums(const Json& trace) {
  std::map<std::string, double> sums, sizes;
  for (const Json& node : trace["nodes"].items)
    for (const Json& local : node["locals"].items) {
      const double up = local["upstream"].real(), here = local["value"].real(), down = local["downstream"].real();
      if (!same(up, node["grad"].real())) return "an edge whose upstream gradient is not its gate's: " + node["name"].string;
      if (!same(down, up * here) && !(up == 0 && down == 0)) return "an edge that does not multiply: " + node["name"].string;
      const std::string& formula = local["formula"].string;
      if (formula.find("NaN") != std::string::npos || !local.has("wrt")) return "a local gradient without a formula: " + node["name"].string;
      sums[local["wrt"].string] += down;
      sizes[local["wrt"].string] += std::fabs(down);
    }
  for (const Json& node : trace["nodes"].items) {
    const std::string& name = node["name"].string;
    const double sum = sums[name] + (name == trace["output"].string ? 1 : 0);
    if (!near(node["grad"].real(), sum, 1e-13, 1e-13 * sizes[name]) && std::isfinite(sizes[name])) return "a gradient that is not the sum of its edges: " + name;
  }
  return {};
}

Broken check_trace(const Analysis& a, const std::string& json) {
  const JsonResult read = read_json(json);
  if (!read.good) return "no JSON: " + read.problem;
  const Json& trace = read.value;
  if (trace["nodes"].items.size() != a.graph.nodes.size()) return "a trace without some of the nodes";
  for (std::size_t i = 0; i < a.graph.nodes.size(); ++i) {
    const Json& node = trace["nodes"].items[i];
    if (node["name"].string != a.graph.nodes[i].name) return "a trace with other names";
    if (!same(node["value"].real(), a.values[i]) || !same(node["grad"].real(), a.backward.grads[i])) return "a trace with other numbers: " + a.graph.nodes[i].name;
  }
  return check_sums(trace);
}

// The compact program gives the same bits where no pow is replaced by products, and forward mode the same derivatives.
Broken check_sweeps(const Analysis& a) {
  const auto& nodes = a.graph.nodes;
  const bool exact = std::none_of(nodes.begin(), nodes.end(), [](const Node& n) {
    return n.op == Op::call || n.op == Op::pow || n.op == Op::div || n.op == Op::tan || n.op == Op::atan || n.op == Op::tanh;
  });
  Flat flat;
  if (!flat.assign(a.graph) || nodes.empty()) return {};
  flat.forward();
  flat.backward();
  for (int i = 0; i < static_cast<int>(nodes.size()); ++i) {
    const auto n = static_cast<std::size_t>(i);
    if (exact && (!same(flat.value(i), a.values[n]) || !same(flat.grad(i), a.backward.grads[n]))) return "the compact program differs at " + nodes[n].name;
  }
  const SecondOrder second = hessian_vector(a.graph, std::vector<double>(nodes.size(), 1));
  return second.products.size() == nodes.size() ? Broken() : "no second derivatives";
}

}  // namespace

Broken trace_law(std::string_view text) {
  std::vector<std::string> functions;
  const Program program = parse(text);
  for (const Statement& s : program.statements)
    if (s.kind == Statement::Kind::define) functions.push_back(program.names[static_cast<std::size_t>(s.name)]);
  for (const BuildOptions& options : {BuildOptions{}, BuildOptions{functions, ""}}) {
    std::string json;
    const Analysis a = read_program(text, json, options);
    if (Broken broken = check_trace(a, json); !broken.empty()) return broken;
    if (a.graph.nodes.size() > 200) continue;
    if (Broken broken = check_sweeps(a); !broken.empty()) return broken;
    for (const Insight& insight : insights(a))
      if (insight.parts.empty() || insight.node < 0 || insight.node >= static_cast<int>(a.graph.nodes.size())) return "an insight without its parts or node";
    if (a.graph.nodes.size() <= 30 && a.graph.output >= 0)
      for (const CheckRow& row : check_gradients(a))
        if (row.verdict == Verdict::disagrees) return "the gradient check disagrees at " + a.graph.nodes[static_cast<std::size_t>(row.node)].name;
  }
  return {};
}

}  // namespace chainrule::test
