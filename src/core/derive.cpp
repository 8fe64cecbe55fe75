#include "core/derive.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>

#include "core/algebra.h"
#include "core/backward.h"
#include "core/eval.h"

namespace chainrule {

namespace {

using Sum = Algebra::Sum;
constexpr int kLongestBody = 400;       // nodes
constexpr double kLongestFormula = 400;  // operations

// A value with its derivative (forward mode, on formulas), and the number the value has at the point.
struct Dual {
  Sum value, tangent;
  double number = 0;
};

class Derivation {
 public:
  explicit Derivation(Algebra& algebra) : algebra_(algebra) {}

  // False if the body is too long.
  bool body(const Graph& graph, const std::vector<Dual>& arguments, Dual& result) {
    std::vector<Dual> duals(graph.nodes.size());
    for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {
      if (++visited_ > kLongestBody) return false;
      const Node& node = graph.nodes[i];
      if (node.op == Op::input) {
        duals[i] = arguments[i];
      } else if (node.op == Op::constant) {
        duals[i] = {algebra_.number(node.value), {}, node.value};
      } else if (!gate_dual(graph, i, duals)) {
        return false;
      }
    }
    result = duals[graph.output];
    return true;
  }

  // Did the point decide a kink's side? Then the formula holds on that side.
  bool one_sided() const { return one_sided_; }

 private:
  bool gate_dual(const Graph& graph, int index, std::vector<Dual>& duals) {
    const Node& node = graph.nodes[index];
    std::vector<Dual> operands;
    for (int p = 0; p < node.operand_count; ++p) {
      const Operand& operand = graph.operands_of(index)[p];
      operands.push_back(operand.is_literal() ? Dual{algebra_.number(operand.literal), {}, operand.literal} : duals[operand.node]);
    }
    if (node.op == Op::call) return body(*graph.functions[node.function].body, operands, duals[index]);
    const Gate& row = gate(node.op);
    std::vector<Sum> values;
    for (const Dual& operand : operands) values.push_back(operand.value);
    Dual& out = duals[index];
    out.value = algebra_.apply(node.op, values);
    out.number = row.forward(operands[0].number, operands.size() > 1 ? operands[1].number : 0);
    for (std::size_t p = 0; p < operands.size(); ++p) {
      if (operands[p].tangent.terms.empty()) continue;
      const Sum local = algebra_.read(decide_markers(read_expression(row.local[p]), operands, out.number),
                                      {{"a", values[0]}, {"b", values.back()}, {"out", out.value}});
      out.tangent = algebra_.add(out.tangent, algebra_.multiply(local, operands[p].tangent));
    }
    return true;
  }

  // step, sign and wins become the numbers that they are at this point.
  Expr decide_markers(const Expr& expr, const std::vector<Dual>& operands, double out) {
    if (expr->kind != ExprNode::Kind::apply) return expr;
    if (gate(expr->op).marker) {
      one_sided_ = true;
      return number(evaluate(expr, [&](const std::string& name) {
        return name == "a" ? operands[0].number : name == "b" ? operands.back().number : out;
      }));
    }
    std::vector<Expr> args;
    for (const Expr& arg : expr->args) args.push_back(decide_markers(arg, operands, out));
    return apply(expr->op, std::move(args));
  }

  Algebra& algebra_;
  int visited_ = 0;
  bool one_sided_ = false;
};

// A way to write the derivative; `strange` operations are added to its cost where a teacher would do it only if it saves more.
struct Shape {
  Sum sum;
  double strange = 0;
};
constexpr double kGrouped = 1, kLogarithmUndone = 1.5, kNewDenominator = 2;

// The shapes a teacher might choose from, given one derivative.
void add_shapes(Algebra& algebra, const Sum& sum, std::vector<Shape>& shapes, double strange = 0, double grouped = kGrouped) {
  const Algebra::Term joined = algebra.together(sum);
  const Sum factored = joined.coefficient == 0 ? Sum{} : Sum{{joined}};
  shapes.push_back({factored, strange});
  shapes.push_back({sum, strange});
  const Sum expanded = algebra.expand(factored);
  shapes.push_back({expanded, strange});
  for (int base : algebra.bases_of(expanded)) shapes.push_back({algebra.collect(expanded, base), strange + grouped});
}

// As add_shapes, and with the output in place of what equals it, if that is a product with a function in it: x sigmoid(x), but
// not 1/x, whose -1/x^2 everybody knows.
void add_shapes_with_output(Algebra& algebra, const Sum& tangent, const Sum& value, const Sum& out, std::vector<Shape>& shapes) {
  add_shapes(algebra, tangent, shapes);
  if (algebra.kernels(value).empty()) return;
  const Sum expanded = algebra.expand(tangent), replaced = algebra.replace_product(expanded, value, out);
  if (!(replaced == expanded)) add_shapes(algebra, replaced, shapes, 0, 0);
}

// |u| for ±u, where u has that sign at this point.
void add_absolute_shapes(Algebra& algebra, const Dual& result, int kernel, const std::function<double(const std::string&)>& value_of,
                         std::vector<Shape>& shapes) {
  const Sum argument = *algebra.argument(Op::abs, kernel);
  const std::vector<int> bases = algebra.bases_of(argument);
  if (argument.terms.size() != 1 || bases.size() != 1 || argument.terms[0].coefficient != 1) return;
  const double sign = evaluate(algebra.write(argument), value_of) < 0 ? -1 : 1;
  const Sum held = algebra.symbol("$abs");
  Sum shape = algebra.substitute(result.tangent, kernel, held);
  shape = algebra.substitute(shape, bases[0], algebra.scale(held, sign));
  const Sum kernel_itself = algebra.apply(Op::abs, {argument});
  const Algebra::Term joined = algebra.together(shape);
  add_shapes(algebra, algebra.substitute(joined.coefficient == 0 ? Sum{} : Sum{{joined}}, algebra.bases_of(held)[0], kernel_itself), shapes);
}

// The derivative as it stands; with each function in it expressed by the output, where the body can be solved for it; with e^u
// expressed by sigmoid(u), and the argument of a logarithm by e^output.
std::vector<Shape> candidates(Algebra& algebra, const Dual& result, const std::function<double(const std::string&)>& value_of) {
  std::vector<Shape> shapes;
  const Sum out = algebra.symbol("$out");
  add_shapes(algebra, result.tangent, shapes);
  if (algebra.cost(result.tangent) > kLongestFormula || algebra.cost(result.value) > kLongestFormula) return shapes;
  add_shapes_with_output(algebra, result.tangent, result.value, out, shapes);
  for (int kernel : algebra.kernels(result.value)) {
    if (algebra.argument(Op::abs, kernel)) add_absolute_shapes(algebra, result, kernel, value_of, shapes);
    Algebra::Solution solution;
    if (algebra.solve(result.value, kernel, out, solution))
      add_shapes(algebra, algebra.substitute(result.tangent, kernel, solution.value, solution.root), shapes);
    if (const Sum* argument = algebra.exp_argument(kernel)) {
      const Sum s = algebra.apply(Op::sigmoid, {Sum(*argument)});
      const Sum odds = algebra.multiply(s, algebra.power(algebra.add(algebra.number(1), algebra.scale(s, -1)), -1));
      add_shapes_with_output(algebra, algebra.substitute(result.tangent, kernel, odds), algebra.substitute(result.value, kernel, odds), out, shapes);
    }
    if (const Sum* argument = algebra.argument(Op::log, kernel)) {
      const std::vector<int> bases = algebra.bases_of(Sum{{algebra.together(*argument)}});
      if (bases.size() == 1 && algebra.solve(result.value, kernel, out, solution))
        add_shapes(algebra, algebra.substitute(result.tangent, bases[0], algebra.apply(Op::exp, {solution.value})), shapes, kLogarithmUndone);
    }
  }
  return shapes;
}

bool agrees(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b || std::fabs(a - b) <= 1e-12 * std::fmax(1, std::fabs(b));
}

// The function at other places than the one at hand: a shape that divides by what may be 0, or that holds on one side only, is no
// formula. A place is the operands' values.
struct Probe {
  std::vector<double> operands;
  double out, local;
};

std::vector<Probe> probes(const Graph& body, const std::vector<double>& here, int place) {
  std::vector<std::vector<double>> places{std::vector<double>(here.size(), 0)};
  for (double moved : {0.0, 1.0, -0.7, 0.31, 2.3}) {
    places.push_back(here);
    for (std::size_t i = 0; i < here.size(); ++i)
      if (static_cast<int>(i) == place || moved != 0) places.back()[i] = moved * (1 + 0.37 * static_cast<double>(i));
  }
  std::vector<Probe> found;
  Rules rules;
  for (std::vector<double>& at : places) {
    std::vector<double> inputs = at;
    inputs.resize(body.nodes.size());
    const std::vector<double> values = forward(body, &inputs);
    const double local = backward(body, values, rules).grads[place];
    if (std::isfinite(local) && std::isfinite(values[body.output])) found.push_back({std::move(at), values[body.output], local});
  }
  return found;
}

}  // namespace

Expr derive_call(const Graph& graph, int index, int place, const std::vector<double>& values, double local) {
  const Node& node = graph.nodes[index];
  const Operand* operands = graph.operands_of(index);
  const Graph& body = *graph.functions[node.function].body;
  Algebra algebra;
  std::vector<Dual> arguments;
  for (int p = 0; p < node.operand_count; ++p) {
    Dual dual{algebra.number(operands[p].literal), {}, operand_value(operands[p], values)};
    if (!operands[p].is_literal()) dual.value = algebra.symbol("$" + std::to_string(p));
    if (p == place) dual.tangent = algebra.number(1);
    arguments.push_back(std::move(dual));
  }
  arguments.resize(body.nodes.size());
  Dual result;
  Derivation derivation(algebra);
  if (!derivation.body(body, arguments, result)) return number(local);

  std::vector<double> here;
  for (int p = 0; p < node.operand_count; ++p) here.push_back(operand_value(operands[p], values));
  auto value_at = [](const std::vector<double>& operand_values, double out) {
    return [&operand_values, out](const std::string& name) { return name == "$out" ? out : operand_values[std::atoi(name.c_str() + 1)]; };
  };
  const auto value_of = value_at(here, values[index]);
  std::vector<Probe> elsewhere;
  if (!derivation.one_sided()) elsewhere = probes(body, here, place);
  auto holds_elsewhere = [&](const Expr& formula) {
    return std::all_of(elsewhere.begin(), elsewhere.end(), [&](const Probe& p) {
      return std::fabs(evaluate(formula, value_at(p.operands, p.out)) - p.local) <= 1e-6 * std::fmax(1, std::fabs(p.local));
    });
  };
  Expr best;
  double best_cost = kLongestFormula;
  const std::vector<int> divisors = algebra.divisors(result.tangent);
  for (const Shape& shape : candidates(algebra, result, value_of)) {
    double cost = algebra.cost(shape.sum) + shape.strange;
    for (int base : algebra.divisors(shape.sum))
      if (std::find(divisors.begin(), divisors.end(), base) == divisors.end()) cost += kNewDenominator;
    if (cost >= best_cost) continue;
    Expr written = algebra.write(shape.sum);
    if (!agrees(evaluate(written, value_of), local) || !holds_elsewhere(written)) continue;
    best = std::move(written);
    best_cost = cost;
  }
  if (!best) return number(local);
  return substitute(best, [&](const std::string& name) -> Expr {
    if (name == "$out") return symbol(node.name);
    return symbol(graph.nodes[operands[std::atoi(name.c_str() + 1)].node].name);
  });
}

}  // namespace chainrule
