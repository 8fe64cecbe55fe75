#include "core/derive.h"

#include <cmath>

#include "core/algebra.h"
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
  static Expr decide_markers(const Expr& expr, const std::vector<Dual>& operands, double out) {
    if (expr->kind != ExprNode::Kind::apply) return expr;
    if (gate(expr->op).marker)
      return number(evaluate(expr, [&](const std::string& name) {
        return name == "a" ? operands[0].number : name == "b" ? operands.back().number : out;
      }));
    std::vector<Expr> args;
    for (const Expr& arg : expr->args) args.push_back(decide_markers(arg, operands, out));
    return apply(expr->op, std::move(args));
  }

  Algebra& algebra_;
  int visited_ = 0;
};

// The shapes a teacher might choose from, given one derivative.
void add_shapes(Algebra& algebra, const Sum& sum, std::vector<Sum>& shapes) {
  const Algebra::Term joined = algebra.together(sum);
  const Sum factored = joined.coefficient == 0 ? Sum{} : Sum{{joined}};
  shapes.push_back(factored);
  shapes.push_back(sum);
  shapes.push_back(algebra.expand(factored));
}

// The derivative as it stands; with each function in it expressed by the output, where the body can be solved for it;
// and with e^u expressed by sigmoid(u).
std::vector<Sum> candidates(Algebra& algebra, const Dual& result) {
  std::vector<Sum> shapes;
  add_shapes(algebra, result.tangent, shapes);
  if (algebra.cost(result.tangent) > kLongestFormula || algebra.cost(result.value) > kLongestFormula) return shapes;
  const Sum out = algebra.symbol("$out");
  for (int kernel : algebra.kernels(result.value)) {
    Algebra::Solution solution;
    if (algebra.solve(result.value, kernel, out, solution))
      add_shapes(algebra, algebra.substitute(result.tangent, kernel, solution.value, solution.root), shapes);
    if (const Sum* argument = algebra.exp_argument(kernel)) {
      const Sum s = algebra.apply(Op::sigmoid, {Sum(*argument)});
      const Sum odds = algebra.multiply(s, algebra.power(algebra.add(algebra.number(1), algebra.scale(s, -1)), -1));
      add_shapes(algebra, algebra.substitute(result.tangent, kernel, odds), shapes);
    }
  }
  return shapes;
}

bool agrees(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b || std::fabs(a - b) <= 1e-12 * std::fmax(1, std::fabs(b));
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
  if (!Derivation(algebra).body(body, arguments, result)) return number(local);

  auto value_of = [&](const std::string& name) {
    return name == "$out" ? values[index] : operand_value(operands[std::atoi(name.c_str() + 1)], values);
  };
  Expr best;
  double best_cost = kLongestFormula;
  for (const Sum& shape : candidates(algebra, result)) {
    const double cost = algebra.cost(shape);
    if (cost >= best_cost) continue;
    Expr written = algebra.write(shape);
    if (!agrees(evaluate(written, value_of), local)) continue;
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
