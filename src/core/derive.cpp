#include "core/derive.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>

#include "core/algebra.h"
#include "core/backward.h"
#include "core/eval.h"
#include "core/number.h"

namespace chainrule {

namespace {

using Sum = Algebra::Sum;
constexpr double kPi = 3.14159265358979323846;
constexpr int kLongestBody = 400;       // nodes
constexpr double kLongestFormula = 400;  // operations
constexpr double kLongestByLaws = 70;   // operations of a derivative for which the laws of functions are tried
constexpr std::size_t kMostByLaws = 60;  // formulas of a program for which the laws of functions are tried
constexpr std::size_t kMostForms = 4;    // of the derivative, by the laws of its functions

// A value with its derivative (forward mode, on formulas), and the number the value has at the point.
struct Dual {
  Sum value, tangent;
  double number = 0;
};

class Derivation {
 public:
  // `decide_signs`: does the point decide on which side of 0 an absolute value is? Else its derivative is |u|/u.
  Derivation(Algebra& algebra, bool decide_signs) : algebra_(algebra), decide_signs_(decide_signs) {}

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

  // What the point decided at kinks, on whose side alone the formula holds; empty if there was nothing to decide.
  const std::string& sides() const { return decided_; }

 private:
  Sum literal(double value) { return value == kPi ? algebra_.symbol("pi") : algebra_.number(value); }

  bool gate_dual(const Graph& graph, int index, std::vector<Dual>& duals) {
    const Node& node = graph.nodes[index];
    std::vector<Dual> operands;
    for (int p = 0; p < node.operand_count; ++p) {
      const Operand& operand = graph.operands_of(index)[p];
      operands.push_back(operand.is_literal() ? Dual{literal(operand.literal), {}, operand.literal} : duals[operand.node]);
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
    if (expr->op == Op::sign && !decide_signs_) return apply(Op::div, {apply(Op::abs, expr->args), expr->args[0]});
    if (gate(expr->op).marker) {
      const double side = evaluate(expr, [&](const std::string& name) {
        return name == "a" ? operands[0].number : name == "b" ? operands.back().number : out;
      });
      decided_ += " " + format_number(side);
      return number(side);
    }
    std::vector<Expr> args;
    for (const Expr& arg : expr->args) args.push_back(decide_markers(arg, operands, out));
    return apply(expr->op, std::move(args));
  }

  Algebra& algebra_;
  const bool decide_signs_;
  int visited_ = 0;
  std::string decided_;
};

// A way to write the derivative; `strange` operations are added to its cost where a teacher would do it only if it saves more.
struct Shape {
  Sum sum;
  double strange = 0;
};
constexpr double kGrouped = 1, kLogarithmUndone = 1.5, kNewDenominator = 2, kOneSided = 1, kNotEverywhere = 100;

// The shapes a teacher might choose from, given one derivative.
void add_shapes(Algebra& algebra, const Sum& sum, std::vector<Shape>& shapes, double strange = 0, double grouped = kGrouped) {
  const Algebra::Term joined = algebra.together(sum);
  const Sum factored = joined.coefficient == 0 ? Sum{} : Sum{{joined}};
  shapes.push_back({factored, strange});
  shapes.push_back({algebra.expand_below(joined), strange});
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

// One of the derivative's forms as it stands; with each function in it expressed by the output, where the body can be solved for
// it; with e^u expressed by sigmoid(u), and the argument of a logarithm by e^output.
void add_candidates(Algebra& algebra, const Dual& result, std::vector<Shape>& shapes) {
  const Sum out = algebra.symbol("$out");
  add_shapes(algebra, result.tangent, shapes);
  if (algebra.cost(result.tangent) > kLongestFormula || algebra.cost(result.value) > kLongestFormula) return;
  add_shapes_with_output(algebra, result.tangent, result.value, out, shapes);
  for (int kernel : algebra.kernels(result.value)) {
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
}

std::vector<Shape> candidates(Algebra& algebra, const Dual& result, bool laws) {
  std::vector<Shape> shapes;
  add_candidates(algebra, result, shapes);
  if (!laws || algebra.cost(result.tangent) > kLongestByLaws) return shapes;
  Dual form = result;
  for (const Sum& tangent : algebra.rewritten(result.tangent, kMostForms)) {
    form.tangent = tangent;
    add_candidates(algebra, form, shapes);
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

// The operands as symbols, in whose names the products are ordered: $2:0 is the third name in order and the first operand.
int place_of(const std::string& name) { return std::atoi(name.c_str() + name.find(':') + 1); }

std::function<double(const std::string&)> lookup(const std::vector<double>& operands, double out) {
  return [&operands, out](const std::string& name) { return name == "$out" ? out : name == "pi" ? kPi : operands[place_of(name)]; };
}

bool holds(const Expr& formula, const Probe& p) {
  const double value = evaluate(formula, lookup(p.operands, p.out));
  return std::fabs(value - p.local) <= 1e-6 * std::fmax(1, std::fabs(p.local));
}

// One call, ready to be derived.
struct Call {
  Call(const Graph& graph, int index, int place, const std::vector<double>& values);

  Algebra algebra;
  std::vector<Dual> arguments;
  std::vector<double> here;  // the operands' values
  std::string key;           // what decides the formula, but for the sides of kinks
};

Call::Call(const Graph& graph, int index, int place, const std::vector<double>& values) {
  const Node& node = graph.nodes[index];
  const Operand* operands = graph.operands_of(index);
  key = std::to_string(node.function) + "/" + std::to_string(place);
  auto name_of = [&](int p) -> const std::string& { return graph.nodes[operands[p].node].name; };
  for (int p = 0; p < node.operand_count; ++p) {
    here.push_back(operand_value(operands[p], values));
    Dual dual{algebra.number(operands[p].literal), {}, here[p]};
    std::string name = format_number(operands[p].literal);
    if (!operands[p].is_literal()) {
      int rank = 100;  // of as many digits as any
      for (int q = 0; q < node.operand_count; ++q) rank += !operands[q].is_literal() && name_of(q) < name_of(p);
      name = "$" + std::to_string(rank) + ":" + std::to_string(p);
      dual.value = algebra.symbol(name);
    }
    key += " " + name;
    if (p == place) dual.tangent = algebra.number(1);
    arguments.push_back(std::move(dual));
  }
  arguments.resize(graph.functions[node.function].body->nodes.size());
}

// The formula with the fewest operations that gives `local` here, and the gradient elsewhere if there is one that does; the number
// itself if none is right. `laws`: are the laws of the functions tried?
Expr shortest(Call& call, const Graph& body, int place, double out, double local, bool laws) {
  const auto here = lookup(call.here, out);
  const std::vector<Probe> elsewhere = probes(body, call.here, place);
  Expr best = number(local);
  double best_cost = kLongestFormula;
  Algebra& algebra = call.algebra;
  for (const bool sides : {false, true}) {
    Dual result;
    Derivation derivation(algebra, sides);
    derivation.body(body, call.arguments, result);
    if (sides && derivation.sides().empty()) break;
    const std::vector<int> divisors = algebra.divisors(result.tangent);
    for (const Shape& shape : candidates(algebra, result, laws)) {
      double cost = algebra.cost(shape.sum) + shape.strange;
      for (int base : algebra.divisors(shape.sum))
        if (std::find(divisors.begin(), divisors.end(), base) == divisors.end()) cost += kNewDenominator;
      if (cost >= best_cost) continue;
      Expr written = algebra.write(shape.sum);
      if (!agrees(evaluate(written, here), local)) continue;
      if (!std::all_of(elsewhere.begin(), elsewhere.end(), [&](const Probe& p) { return holds(written, p); }))
        cost += derivation.sides().empty() ? kNotEverywhere : kOneSided;
      if (cost >= best_cost) continue;
      best = std::move(written);
      best_cost = cost;
    }
  }
  return best;
}

}  // namespace

Expr derive_call(const Graph& graph, int index, int place, const std::vector<double>& values, double local, Rules& rules) {
  const Node& node = graph.nodes[index];
  const Operand* operands = graph.operands_of(index);
  const Graph& body = *graph.functions[node.function].body;
  Call call(graph, index, place, values);
  Dual result;
  Derivation derivation(call.algebra, true);
  if (!derivation.body(body, call.arguments, result)) return number(local);
  Expr& known = rules.calls[call.key + derivation.sides()];
  if (!known || !agrees(evaluate(known, lookup(call.here, values[index])), local))
    known = shortest(call, body, place, values[index], local, rules.calls.size() <= kMostByLaws);
  return substitute(known, [&](const std::string& name) -> Expr {
    if (name == "$out") return symbol(node.name);
    if (name == "pi") return graph.find(name) < 0 ? nullptr : number(kPi);
    return symbol(graph.nodes[operands[place_of(name)].node].name);
  });
}

}  // namespace chainrule
