#include "core/local.h"

#include <cmath>
#include <cstring>
#include <string_view>

#include "core/algebra.h"
#include "core/backward.h"
#include "core/derive.h"
#include "core/eval.h"

namespace chainrule {

// ---- tape ----

Tape::Tape(const Expr& expr) { append(expr); }

void Tape::append(const Expr& expr) {
  if (expr->kind == ExprNode::Kind::number) {
    steps_.push_back({Kind::number, Op::count, expr->number});
  } else if (expr->kind == ExprNode::Kind::symbol) {
    steps_.push_back({expr->symbol == "a" ? Kind::a : expr->symbol == "b" ? Kind::b : Kind::out, Op::count, 0});
  } else {
    for (const Expr& arg : expr->args) append(arg);
    steps_.push_back({Kind::op, expr->op, 0});
  }
}

double Tape::run(double a, double b, double out) const {
  double stack[64];  // the table's formulas are a few operations deep
  int top = 0;
  for (const Step& step : steps_) {
    switch (step.kind) {
      case Kind::number: stack[top++] = step.number; break;
      case Kind::a: stack[top++] = a; break;
      case Kind::b: stack[top++] = b; break;
      case Kind::out: stack[top++] = out; break;
      case Kind::op: {
        const Gate& row = gate(step.op);
        const double second = row.arity > 1 ? stack[--top] : 0;
        stack[top - 1] = row.forward(stack[top - 1], second);
        break;
      }
    }
  }
  return stack[0];
}

// ---- rules ----

namespace {

bool has_marker(const Expr& e) {
  if (e->kind != ExprNode::Kind::apply) return false;
  if (gate(e->op).marker) return true;
  for (const Expr& arg : e->args)
    if (has_marker(arg)) return true;
  return false;
}

bool mentions(const Expr& e, std::string_view name) {
  if (e->kind == ExprNode::Kind::symbol) return e->symbol == name;
  for (const Expr& arg : e->args)
    if (mentions(arg, name)) return true;
  return false;
}

Expr table_formula(const char* text, int literal_place, double literal) {
  return substitute(read_expression(text), [&](const std::string& name) -> Expr {
    return literal_place >= 0 && name == (literal_place == 0 ? "a" : "b") ? number(literal) : nullptr;
  });
}

Rules::Rule make_rule(Op op, int place, int literal_place, double literal) {
  const Gate& row = gate(op);
  Rules::Rule rule;
  const Expr given = table_formula(row.local[place], literal_place, literal);
  const bool simple = given->kind == ExprNode::Kind::number && std::isfinite(given->number) && given->number != 0;
  rule.piecewise = has_marker(given);
  rule.formula = simple ? given : simplify(given);
  rule.number = Tape(*row.exact[place] ? table_formula(row.exact[place], literal_place, literal) : rule.formula);
  return rule;
}

}  // namespace

const Rules::Plain& Rules::plain(Op op, int place) {
  if (plain_.empty()) plain_.resize(static_cast<std::size_t>(Op::count) * 2);
  Plain& p = plain_[static_cast<std::size_t>(op) * 2 + static_cast<std::size_t>(place)];
  if (p.made) return p;
  p.made = true;
  p.rule = make_rule(op, place, -1, 0);
  for (const char* text : {gate(op).local[place], gate(op).exact[place]}) {
    if (!*text) continue;
    const Expr formula = read_expression(text);
    p.uses[0] = p.uses[0] || mentions(formula, "a");
    p.uses[1] = p.uses[1] || mentions(formula, "b");
  }
  return p;
}

const Rules::Rule& Rules::of(const Graph& graph, int node, int place) {
  const Node& n = graph.nodes[node];
  const Plain& p = plain(n.op, place);
  const int other = 1 - place;
  if (other >= n.operand_count) return p.rule;
  const Operand& operand = graph.operands_of(node)[other];
  if (!operand.is_literal() || !p.uses[other]) return p.rule;
  std::uint64_t bits;
  std::memcpy(&bits, &operand.literal, sizeof bits);
  const auto [it, added] = with_literal_.try_emplace({{n.op, place}, bits});
  if (added) it->second = make_rule(n.op, place, other, operand.literal);
  return it->second;
}

// ---- values ----

std::vector<double> local_values(const Graph& graph, const std::vector<double>& values, Rules& rules) {
  std::vector<double> locals(graph.operands.size());
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {
    const Node& node = graph.nodes[i];
    if (node.operand_count == 0) continue;
    const Operand* operands = graph.operands_of(i);
    if (node.op == Op::call) {
      const Graph& body = *graph.functions[node.function].body;
      std::vector<double> arguments(body.nodes.size());
      for (int p = 0; p < node.operand_count; ++p) arguments[p] = operand_value(operands[p], values);
      const Backward inner = backward(body, forward(body, &arguments), rules);
      for (int p = 0; p < node.operand_count; ++p)
        if (!operands[p].is_literal()) locals[node.first_operand + p] = inner.grads[p];
      continue;
    }
    const double a = operand_value(operands[0], values), b = node.operand_count > 1 ? operand_value(operands[1], values) : 0;
    for (int p = 0; p < node.operand_count; ++p)
      if (!operands[p].is_literal()) locals[node.first_operand + p] = rules.of(graph, i, p).number.run(a, b, values[i]);
  }
  return locals;
}

Expr local_formula(const Graph& graph, int index, int place, const std::vector<double>& values, double local, Rules& rules) {
  const Node& node = graph.nodes[index];
  const Operand* operands = graph.operands_of(index);
  if (node.op == Op::call) return derive_call(graph, index, place, values, local, rules);
  const Rules::Rule& rule = rules.of(graph, index, place);
  if (rule.piecewise) return number(local);
  return substitute(rule.formula, [&](const std::string& name) -> Expr {
    if (name == "out") return symbol(node.name);
    return symbol(graph.nodes[operands[name == "a" ? 0 : 1].node].name);
  });
}

}  // namespace chainrule
