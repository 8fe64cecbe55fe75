// What must hold for each row of the gate table on its own: its local gradients are what finite differences give, and the
// formula says the same as the number. Returns what is wrong in words, so that a planted mistake can be looked for.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "core/check.h"
#include "core/local.h"
#include "core/number.h"
#include "core/trace.h"
#include "support/near.h"

namespace chainrule::test {

struct Domain {
  const char* gate;
  std::vector<double> a;  // where it is tried
  std::vector<double> b;  // of gates with two operands
};

// Smooth points inside each gate's domain, those near saturation and near its edges among them.
inline const std::vector<Domain>& gate_domains() {
  static const std::vector<double> all = {-1000, -37.5, -3, -1, -0.25, -1e-3, 1e-3, 0.25, 1, 2.5, 37.5, 1000};
  static const std::vector<double> other = {-40, -2, -0.3, 0.7, 1.5, 60};
  static const std::vector<Domain> domains = {
      {"add", all, other},
      {"sub", all, other},
      {"mul", all, other},
      {"div", all, other},
      {"neg", all, {}},
      {"pow", {1e-3, 0.25, 1, 2.5, 37.5}, {-3, -1.5, -0.5, 0.5, 1, 2, 4.25}},
      {"exp", {-300, -20, -1, -1e-3, 1e-3, 1, 20, 300}, {}},
      {"log", {1e-9, 1e-3, 0.5, 1, 2.5, 1e6}, {}},
      {"sqrt", {1e-9, 1e-3, 0.5, 1, 2.5, 1e6}, {}},
      {"square", all, {}},
      {"abs", all, {}},
      {"sin", {-40, -3, -1.5, -0.1, 1e-3, 0.8, 2, 3.1, 25}, {}},
      {"cos", {-40, -3, -1.5, -0.1, 1e-3, 0.8, 2, 3.1, 25}, {}},
      {"tan", {-1.5, -1, -1e-3, 0.25, 1, 1.4, 1.55}, {}},
      {"asin", {-0.999, -0.9, -0.5, 1e-3, 0.3, 0.9, 0.999}, {}},
      {"acos", {-0.999, -0.9, -0.5, 1e-3, 0.3, 0.9, 0.999}, {}},
      {"atan", all, {}},
      {"sinh", {-20, -3, -1, 1e-3, 0.25, 2.5, 20}, {}},
      {"cosh", {-20, -3, -1, 1e-3, 0.25, 2.5, 20}, {}},
      {"tanh", {-15, -8, -3, -1, 1e-3, 0.25, 1, 4, 9, 15}, {}},
      {"sigmoid", {-700, -36, -8, -1, 1e-3, 0.25, 1, 5, 12, 30}, {}},
      {"relu", all, {}},
      {"leaky_relu", all, {}},
      {"softplus", {-700, -36, -8, -1, 1e-3, 0.25, 1, 5, 36, 700}, {}},
      {"max", all, other},
      {"min", all, other},
  };
  return domains;
}

// The Op of a row; Op::count if the table has none of that name.
inline Op op_named(std::string_view name) {
  for (int i = 0; i < static_cast<int>(Op::count); ++i)
    if (name == gate(static_cast<Op>(i)).name) return static_cast<Op>(i);
  return Op::count;
}

// How the gate is written in a program.
inline std::string gate_program(Op op, double a, double b) {
  static const std::vector<std::pair<Op, const char*>> operators = {
      {Op::add, "x + y"}, {Op::sub, "x - y"}, {Op::mul, "x*y"}, {Op::div, "x/y"}, {Op::neg, "-x"}};
  std::string formula = std::string(gate(op).functions);
  formula = formula.substr(0, formula.find(' ')) + (gate(op).arity > 1 ? "(x, y)" : "(x)");
  for (const auto& [known, written] : operators)
    if (known == op) formula = written;
  return "x = " + format_number(a) + "; " + (gate(op).arity > 1 ? "y = " + format_number(b) + "; " : "") + "f = " + formula;
}

// A central difference of the row's own forward, extrapolated (Ridders), with steps small enough to stay at the point.
// `error` is what it believes of itself.
inline double slope_of(Op op, double a, double b, int place, double& error) {
  const double x = place == 0 ? a : b;
  auto f = [&](double at) { return place == 0 ? gate(op).forward(at, b) : gate(op).forward(a, at); };
  double table[8][8], best = 0;
  error = HUGE_VAL;
  for (double start : {1e-1, 1e-2, 1e-3, 1e-5}) {
    double h = start * std::fmax(std::fabs(x), start < 0.1 ? 0.1 : 1e-9);
    for (int i = 0; i < 8; ++i, h /= 1.6) {
      const double up = f(x + h), down = f(x - h);
      table[i][0] = (up - down) / ((x + h) - (x - h));
      double factor = 1.6 * 1.6;
      for (int j = 1; j <= i; ++j, factor *= 1.6 * 1.6) {
        table[i][j] = (table[i][j - 1] * factor - table[i - 1][j - 1]) / (factor - 1);
        const double e = std::fmax(std::fabs(table[i][j] - table[i][j - 1]), std::fabs(table[i][j] - table[i - 1][j - 1])) +
                         4e-16 * (std::fabs(up) + std::fabs(down)) / h;
        if (e < error) {
          error = e;
          best = table[i][j];
        }
      }
    }
  }
  return best;
}

inline void gate_point_failures(Op op, double a, double b, std::vector<std::string>& failures) {
  const std::string program = gate_program(op, a, b);
  Analysis analysis = analyse(program);
  const int node = analysis.graph.find("f");
  if (node < 0 || analysis.graph.nodes[static_cast<std::size_t>(node)].op != op) {
    failures.push_back(program + ": f is not that gate");
    return;
  }
  const Node& f = analysis.graph.nodes[static_cast<std::size_t>(node)];
  const double out = analysis.values[static_cast<std::size_t>(node)];
  for (int place = 0; place < f.operand_count; ++place) {
    const std::string where = program + ", operand " + std::to_string(place + 1) + ": ";
    const double local = analysis.backward.locals[static_cast<std::size_t>(f.first_operand + place)];
    double error = 0;
    const double slope = slope_of(op, a, b, place, error);
    if (!near(local, slope, 1e-7, 4 * error))
      failures.push_back(where + "local gradient " + format_number(local) + ", finite differences " + format_number(slope));
    const Expr formula = local_formula(analysis.graph, node, place, analysis.values, local, analysis.rules);
    const double said = evaluate(formula, [&](const std::string& name) { return name == "x" ? a : name == "y" ? b : out; });
    if (!near(said, local, 1e-12, 1e-13))
      failures.push_back(where + "local gradient " + format_number(local) + ", its formula " + print(formula) + " gives " + format_number(said));
  }
  for (const CheckRow& row : check_gradients(analysis))
    if (row.verdict == Verdict::disagrees)
      failures.push_back(program + ": the check disagrees, " + format_number(row.gradient) + " and " + format_number(row.numerical));
}

// Everything that is wrong with one row; empty for a good one.
inline std::vector<std::string> gate_failures(Op op) {
  std::vector<std::string> failures;
  for (const Domain& domain : gate_domains()) {
    if (op_named(domain.gate) != op) continue;
    for (double a : domain.a)
      for (double b : domain.b.empty() ? std::vector<double>{0} : domain.b)
        if (gate(op).arity == 1 || (a != b || (op != Op::max && op != Op::min))) gate_point_failures(op, a, b, failures);
  }
  return failures;
}

}  // namespace chainrule::test
