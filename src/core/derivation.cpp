#include "core/derivation.h"

#include <cmath>
#include <cstdlib>
#include <set>

#include "core/algebra.h"
#include "core/eval.h"

namespace chainrule {

namespace {

constexpr double kLongestBody = 60;  // operations, printed; nobody reads a longer derivation
constexpr std::size_t kShortName = 12;

// What a gate stands for, where its derivative is found through that.
struct Definition {
  Op op;
  const char* body;
};
constexpr Definition kDefinitions[] = {
    {Op::sigmoid, "1/(1 + exp(-a))"},
    {Op::tanh, "(exp(a) - exp(-a))/(exp(a) + exp(-a))"},
    {Op::tan, "sin(a)/cos(a)"},
    {Op::sinh, "(exp(a) - exp(-a))/2"},
    {Op::cosh, "(exp(a) + exp(-a))/2"},
    {Op::softplus, "log(1 + exp(a))"},
    {Op::sqrt, "a^0.5"},
    {Op::square, "a*a"},
};

bool is_number(const Expr& e) { return e->kind == ExprNode::Kind::number; }
bool is(const Expr& e, double value) { return is_number(e) && e->number == value; }
bool is_op(const Expr& e, Op op) { return e->kind == ExprNode::Kind::apply && e->op == op; }
bool same(const Expr& a, const Expr& b) { return a == b || print(a) == print(b); }
bool mentions(const Expr& e, const std::string& name) {
  if (e->kind == ExprNode::Kind::symbol) return e->symbol == name;
  for (const Expr& arg : e->args)
    if (mentions(arg, name)) return true;
  return false;
}

// ---- zeros, ones and signs ----

Expr tidy(const Expr& e);

Expr tidy_product(const Expr& a, const Expr& b) {
  if (is(a, 0) || is(b, 0)) return number(0);
  if (is(a, 1)) return b;
  if (is(b, 1)) return a;
  if (is_number(a) && is_number(b)) return number(a->number * b->number);
  if (is_number(b)) return tidy_product(b, a);
  if (is_number(a) && a->number < 0) return apply(Op::neg, {tidy_product(number(-a->number), b)});
  if (is_op(a, Op::neg)) return tidy(apply(Op::neg, {apply(Op::mul, {a->args[0], b})}));
  if (is_op(b, Op::neg)) return tidy(apply(Op::neg, {apply(Op::mul, {a, b->args[0]})}));
  if (is_op(b, Op::div) && is(b->args[0], 1)) return apply(Op::div, {a, b->args[1]});
  if (is_op(a, Op::div) && is(a->args[0], 1)) return apply(Op::div, {b, a->args[1]});
  if (same(a, b)) return apply(Op::pow, {a, number(2)});
  return apply(Op::mul, {a, b});
}

// Without what a student strikes out at sight: 0 a, 1 a, a + 0, a^1, - -a.
Expr tidy(const Expr& e) {
  if (e->kind != ExprNode::Kind::apply) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e->args) args.push_back(tidy(arg));
  const Expr &a = args[0], &b = args.back();
  switch (e->op) {
    case Op::add:
      if (is(a, 0)) return b;
      if (is(b, 0)) return a;
      if (is_op(b, Op::neg)) return apply(Op::sub, {a, b->args[0]});
      break;
    case Op::sub:
      if (is(b, 0)) return a;
      if (is(a, 0)) return tidy(apply(Op::neg, {b}));
      if (is_number(a) && is_number(b)) return number(a->number - b->number);
      if (is_op(b, Op::neg)) return apply(Op::add, {a, b->args[0]});
      break;
    case Op::neg:
      if (is_op(a, Op::neg)) return a->args[0];
      if (is_number(a)) return number(a->number == 0 ? 0 : -a->number);
      break;
    case Op::mul: return tidy_product(a, b);
    case Op::div:
      if (is(a, 0)) return a;
      if (is(b, 1)) return a;
      if (is_op(a, Op::neg)) return apply(Op::neg, {apply(Op::div, {a->args[0], b})});
      break;
    case Op::pow:
      if (is(b, 1)) return a;
      if (is(b, 0)) return number(1);
      break;
    default: break;
  }
  return apply(e->op, args, e->symbol);
}

// ---- the rules of differentiation ----

class Differentiation {
 public:
  Differentiation(std::string name, std::function<double(const std::string&)> value_of)
      : name_(std::move(name)), value_of_(std::move(value_of)) {}

  // As the outermost operation's rule gives it, the derivatives inside it tidied; the rule's name.
  Expr by_rule(const Expr& e, std::string& rule) const {
    if (!mentions(e, name_)) return rule = "constant", number(0);
    if (e->kind == ExprNode::Kind::symbol) return rule = "identity", number(1);
    const Expr &a = e->args[0], &b = e->args.back();
    auto of = [&](Op op, const Expr& x, const Expr& y) { return apply(op, {x, y}); };
    switch (e->op) {
      case Op::add:
      case Op::sub: return rule = "sum rule", of(e->op, inside(a), inside(b));
      case Op::mul:
        if (!mentions(a, name_)) return rule = "constant factor", of(Op::mul, a, inside(b));
        if (!mentions(b, name_)) return rule = "constant factor", of(Op::mul, inside(a), b);
        return rule = "product rule", of(Op::add, of(Op::mul, inside(a), b), of(Op::mul, a, inside(b)));
      case Op::div:
        if (!mentions(b, name_)) return rule = "constant factor", of(Op::div, inside(a), b);
        return rule = "quotient rule",
               of(Op::div, of(Op::sub, of(Op::mul, inside(a), b), of(Op::mul, a, inside(b))), of(Op::pow, b, number(2)));
      case Op::pow:
        if (!mentions(b, name_))
          return rule = "power rule", of(Op::mul, of(Op::mul, b, of(Op::pow, a, of(Op::sub, b, number(1)))), inside(a));
        break;
      default: break;
    }
    return by_table(e, rule);
  }

 private:
  Expr inside(const Expr& e) const {
    std::string rule;
    return tidy(by_rule(e, rule));
  }

  // The table's local gradients times the operands' derivatives.
  Expr by_table(const Expr& e, std::string& rule) const {
    Expr sum;
    bool chained = false;
    for (std::size_t p = 0; p < e->args.size(); ++p) {
      if (!mentions(e->args[p], name_)) continue;
      const Expr local = decided(substitute(read_expression(gate(e->op).local[p]), [&](const std::string& name) -> Expr {
        return name == "out" ? e : name == "a" ? e->args[0] : e->args.back();
      }));
      const bool bare = e->args[p]->kind == ExprNode::Kind::symbol;
      const Expr term = bare ? local : apply(Op::mul, {local, inside(e->args[p])});
      chained = chained || !bare;
      sum = sum ? apply(Op::add, {sum, term}) : term;
    }
    rule = chained ? "chain rule" : std::string("derivative of ") + gate(e->op).name;
    return sum;
  }

  // Markers as the point has them.
  Expr decided(const Expr& e) const {
    if (e->kind != ExprNode::Kind::apply) return e;
    if (gate(e->op).marker) return number(evaluate(e, value_of_));
    std::vector<Expr> args;
    for (const Expr& arg : e->args) args.push_back(decided(arg));
    return apply(e->op, std::move(args), e->symbol);
  }

  const std::string name_;
  const std::function<double(const std::string&)> value_of_;
};

// ---- the body, and steps towards the formula ----

// A folded function's body as one formula over $0, $1, …; null if it is too long.
Expr inlined(const Graph& graph, const std::vector<Expr>& arguments, int depth = 0) {
  constexpr int kDeepest = 16;
  std::vector<Expr> parts(graph.nodes.size());
  std::vector<double> lengths(graph.nodes.size());
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {
    const Node& node = graph.nodes[i];
    if (node.op == Op::input) {
      parts[i] = arguments[i];
      lengths[i] = operation_count(arguments[i]);
      continue;
    }
    if (node.op == Op::constant) {
      parts[i] = number(node.value);
      continue;
    }
    std::vector<Expr> args;
    lengths[i] = 1;
    for (int p = 0; p < node.operand_count; ++p) {
      const Operand& operand = graph.operands_of(i)[p];
      args.push_back(operand.is_literal() ? number(operand.literal) : parts[operand.node]);
      lengths[i] += operand.is_literal() ? 0 : lengths[operand.node];
    }
    if (lengths[i] > kLongestBody || depth > kDeepest) return nullptr;
    if (node.op != Op::call) {
      parts[i] = apply(node.op, std::move(args));
      continue;
    }
    const Graph& body = *graph.functions[node.function].body;
    args.resize(body.nodes.size());
    parts[i] = inlined(body, args, depth + 1);
    if (!parts[i]) return nullptr;
    lengths[i] = operation_count(parts[i]);
    if (lengths[i] > kLongestBody) return nullptr;
  }
  return parts[graph.output];
}

// c ± out as (c Q ± P)/Q where the output is P/Q, everywhere in the formula, and the output elsewhere as P/Q.
Expr add_and_subtract(const Expr& e, const std::string& out, const Expr& body, bool& found) {
  if (e->kind == ExprNode::Kind::symbol) return e->symbol == out ? body : e;
  if (e->kind != ExprNode::Kind::apply) return e;
  const bool sum = e->op == Op::add || e->op == Op::sub;
  for (const int p : {0, 1}) {
    if (!sum || !is_number(e->args[1 - p]) || e->args[p]->kind != ExprNode::Kind::symbol || e->args[p]->symbol != out) continue;
    found = true;
    const Expr whole = tidy(apply(Op::mul, {e->args[1 - p], body->args[1]}));
    return apply(Op::div, {apply(e->op, {p == 0 ? body->args[0] : whole, p == 0 ? whole : body->args[0]}), body->args[1]});
  }
  std::vector<Expr> args;
  for (const Expr& arg : e->args) args.push_back(add_and_subtract(arg, out, body, found));
  return apply(e->op, std::move(args), e->symbol);
}

void functions_in(const Expr& e, std::set<Op>& found) {
  if (e->kind != ExprNode::Kind::apply) return;
  if (*gate(e->op).functions && e->op != Op::sqrt && e->op != Op::square && e->op != Op::pow) found.insert(e->op);
  for (const Expr& arg : e->args) functions_in(arg, found);
}

std::string name_of_change(const Expr& from, const Expr& to) {
  std::set<Op> before, after;
  functions_in(from, before);
  functions_in(to, after);
  for (Op op : after)
    if (!before.count(op)) return std::string("identities of ") + gate(op).name;
  const bool whole = is_op(from, Op::div), sum = is_op(to, Op::add) || is_op(to, Op::sub);
  if (whole && sum) return "split the fraction";
  if (!whole && is_op(to, Op::div)) return "one fraction";
  return operation_count(to) < operation_count(from) ? "simplify" : "rearrange";
}

}  // namespace

std::vector<DerivationStep> derivation(const Graph& graph, int index, int place, const std::vector<double>& values, double local,
                                       Rules& rules) {
  const Node& node = graph.nodes[index];
  const Operand* operands = graph.operands_of(index);
  std::vector<Expr> arguments;
  for (int p = 0; p < node.operand_count; ++p)
    arguments.push_back(operands[p].is_literal() ? number(operands[p].literal) : symbol("$" + std::to_string(p)));
  Expr body;
  if (node.op == Op::call) {
    const Graph& inside = *graph.functions[node.function].body;
    arguments.resize(inside.nodes.size());
    body = inlined(inside, arguments);
    if (!body) return {};
  } else {
    body = apply(node.op, arguments);
    for (const Definition& definition : kDefinitions)
      if (definition.op == node.op) body = substitute(read_expression(definition.body), [&](const std::string&) { return arguments[0]; });
  }

  auto value_of = [&](const std::string& name) { return operand_value(operands[std::atoi(name.c_str() + 1)], values); };
  auto named = [&](const Expr& e) {
    return substitute(e, [&](const std::string& name) -> Expr {
      return name[0] == '$' ? symbol(graph.nodes[operands[std::atoi(name.c_str() + 1)].node].name) : nullptr;
    });
  };
  const Expr formula = local_formula(graph, index, place, values, local, rules);
  std::string rule;
  const Expr raw = Differentiation("$" + std::to_string(place), value_of).by_rule(body, rule);
  Expr at = named(tidy(raw));
  std::vector<DerivationStep> steps{{rule, named(raw), at}};
  auto step_to = [&](const std::string& by, const Expr& next) {
    if (same(at, next)) return;
    steps.push_back({by, at, next});
    at = next;
  };
  if (same(at, formula)) return steps;

  body = named(body);
  const bool with_output = mentions(formula, node.name);
  const Expr written_out = substitute(formula, [&](const std::string& name) { return name == node.name ? body : nullptr; });
  bool found = false;
  const Expr widened = with_output && is_op(body, Op::div) ? add_and_subtract(formula, node.name, body, found) : formula;
  const Expr simple = simplify(at);
  // A fraction that is to be split stays as it is.
  const bool ready = is_op(at, Op::div) && (found || (with_output && (is_op(formula, Op::add) || is_op(formula, Op::sub))));
  if (!ready && !same(simple, written_out) && operation_count(simple) <= operation_count(at)) step_to(name_of_change(at, simple), simple);
  if (found) {
    const std::string added = print(body->args[0]);
    step_to("add and subtract " + (added.size() <= kShortName ? added : std::string("the numerator")), widened);
    step_to("split the fraction", written_out);
  } else {
    step_to(name_of_change(at, written_out), written_out);
  }
  step_to("name the output", formula);
  return steps;
}

}  // namespace chainrule
