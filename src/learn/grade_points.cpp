#include "learn/grade_points.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/eval.h"

namespace chainrule::learn {

namespace {

constexpr std::size_t kLargestGraph = 2000;  // nodes that are computed anew at each point
constexpr std::size_t kFewest = 4;           // points that say whether functions are equal

// In units of the operand's size around it, and anywhere; inside (-1, 1) too, where an arc sine is at home.
constexpr double kNear[] = {0.07, -0.16, 0.21, -0.05, 0.33, -0.28};
constexpr double kAnywhere[] = {0.31, -0.47, 0.83, 1.7, -2.3, 0.12, 2.9, -0.9, 0.64, -1.4, 4.1, 0.5};
constexpr int kNearPoints = 6, kPoints = 18;

double moved(double here, int point, int input) {
  const std::size_t k = static_cast<std::size_t>(point), j = static_cast<std::size_t>(input);
  if (point < kNearPoints) return here + (std::fabs(here) + 0.1) * kNear[(k + 2 * j + j / 6) % std::size(kNear)];
  return kAnywhere[(k + 5 * j + j / 12) % std::size(kAnywhere)];
}

Points alone(const Analysis& a, const Slot& slot) {
  Points points;
  Node gate = a.graph.nodes[slot.node];
  for (int p = 0; p < gate.operand_count; ++p) {
    Operand operand = a.graph.operands_of(slot.node)[p];
    if (!operand.is_literal()) {
      auto known = std::find(points.originals.begin(), points.originals.end(), operand.node);
      if (known == points.originals.end()) {
        Node input = a.graph.nodes[operand.node];
        input.op = Op::input;
        input.operand_count = 0;
        input.value = a.values[operand.node];
        points.graph.nodes.push_back(std::move(input));
        points.originals.push_back(operand.node);
        known = points.originals.end() - 1;
      }
      operand.node = static_cast<int>(known - points.originals.begin());
    }
    points.graph.operands.push_back(operand);
  }
  if (gate.op == Op::call) {
    points.graph.functions.push_back(a.graph.functions[gate.function]);
    gate.function = 0;
  }
  gate.first_operand = 0;
  points.node = points.graph.output = static_cast<int>(points.graph.nodes.size());
  points.place = slot.place;
  points.graph.nodes.push_back(std::move(gate));
  points.originals.push_back(slot.node);
  return points;
}

void add_point(Analysis& a, Points& points, std::vector<double> values) {
  const std::vector<double> locals = local_values(points.graph, values, a.rules);
  points.locals.push_back(locals[static_cast<std::size_t>(points.graph.nodes[points.node].first_operand + points.place)]);
  points.values.push_back(std::move(values));
}

void add_others(Analysis& a, Points& points) {
  const std::size_t count = points.graph.nodes.size();
  for (int k = 0; k < kPoints; ++k) {
    std::vector<double> inputs(count);
    int input = 0;
    for (std::size_t i = 0; i < count; ++i)
      if (points.graph.nodes[i].op == Op::input) inputs[i] = moved(points.graph.nodes[i].value, k, input++);
    add_point(a, points, forward(points.graph, &inputs));
  }
}

bool near(double a, double b) { return a == b || std::fabs(a - b) <= 1e-6 * std::fmax(std::fabs(a), std::fabs(b)) + 1e-12; }

bool both_finite(double a, double b) { return std::isfinite(a) && std::isfinite(b); }

// Points where the shown formula does not give the local gradient, on the other side of a kink, are taken out. If it gives it almost
// nowhere, it is no formula but a number, and the gradient itself is what counts.
void keep_where_formula_holds(Points& points, const Expr& formula) {
  const std::vector<double> shown = at_points(points, formula);
  std::vector<std::size_t> kept{0};
  for (std::size_t k = 1; k < shown.size(); ++k)
    if (both_finite(shown[k], points.locals[k]) && near(shown[k], points.locals[k])) kept.push_back(k);
  if (kept.size() < kFewest) return;
  for (std::size_t k = 0; k < kept.size(); ++k) {
    if (kept[k] == k) continue;
    points.values[k] = std::move(points.values[kept[k]]);
    points.locals[k] = points.locals[kept[k]];
  }
  points.values.resize(kept.size());
  points.locals.resize(kept.size());
}

}  // namespace

Points gate_points(Analysis& a, const Slot& slot, bool others) {
  Points points = alone(a, slot);
  std::vector<double> here;
  for (int original : points.originals) here.push_back(a.values[original]);
  points.locals.push_back(true_number(a, {Asked::local, slot.node, slot.place}));
  points.values.push_back(std::move(here));
  if (!others) return points;
  add_others(a, points);
  keep_where_formula_holds(points, true_formula(a, slot));
  return points;
}

Points graph_points(Analysis& a, const Slot& slot) {
  Points points;
  if (a.graph.nodes.size() > kLargestGraph) return points;
  points.graph = a.graph;
  points.node = slot.node;
  points.place = slot.place;
  for (std::size_t i = 0; i < a.graph.nodes.size(); ++i) points.originals.push_back(static_cast<int>(i));
  points.locals.push_back(true_number(a, slot));
  points.values.push_back(a.values);
  add_others(a, points);
  keep_where_formula_holds(points, true_formula(a, slot));
  return points;
}

bool equal_functions(const std::vector<double>& a, const std::vector<double>& b) {
  std::size_t finite = 0, compared = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    finite += std::isfinite(a[k]) || std::isfinite(b[k]);
    if (!both_finite(a[k], b[k])) continue;
    if (!near(a[k], b[k])) return false;
    ++compared;
  }
  return compared >= kFewest && 2 * compared >= finite;
}

std::vector<double> at_points(const Points& points, const Expr& formula) {
  std::vector<double> result;
  for (const std::vector<double>& values : points.values)
    result.push_back(evaluate(formula, [&](const std::string& name) {
      for (int p = points.graph.nodes[points.node].operand_count - 1; p >= -1; --p) {
        const int node = p < 0 ? points.node : points.graph.operands_of(points.node)[p].node;
        if (node >= 0 && points.graph.nodes[node].name == name) return values[node];
      }
      return name == "pi" ? 3.14159265358979323846 : std::numeric_limits<double>::quiet_NaN();
    }));
  return result;
}

}  // namespace chainrule::learn
