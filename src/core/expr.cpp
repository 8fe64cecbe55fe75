#include "core/expr.h"

#include <cmath>
#include <limits>

namespace chainrule {

Expr number(double value) {
  auto node = std::make_shared<ExprNode>();
  node->number = value;
  return node;
}

Expr symbol(std::string name) {
  auto node = std::make_shared<ExprNode>();
  node->kind = ExprNode::Kind::symbol;
  node->symbol = std::move(name);
  return node;
}

Expr apply(Op op, std::vector<Expr> args, std::string function_name) {
  auto node = std::make_shared<ExprNode>();
  node->kind = ExprNode::Kind::apply;
  node->op = op;
  node->args = std::move(args);
  node->symbol = std::move(function_name);
  return node;
}

Expr read_expression(std::string_view text) {
  const Program program = parse(text);
  if (has_errors(program.diagnostics) || program.statements.size() != 1 || program.statements[0].name >= 0) return nullptr;
  const Statement& statement = program.statements[0];
  std::vector<Expr> built;
  for (int i = statement.first; i <= statement.root; ++i) {
    const Syntax& node = program.syntax[i];
    std::vector<Expr> args;
    for (int c = 0; c < node.child_count; ++c) args.push_back(built[program.children[node.first_child + c] - statement.first]);
    switch (node.kind) {
      case Syntax::Kind::number: built.push_back(number(node.number)); break;
      case Syntax::Kind::name: built.push_back(symbol(program.names[node.name])); break;
      case Syntax::Kind::op: built.push_back(apply(node.op, std::move(args))); break;
      case Syntax::Kind::call: {
        const Op op = find_function(program.names[node.name], true);
        if (op == Op::count) return nullptr;
        built.push_back(apply(op, std::move(args)));
        break;
      }
    }
  }
  return built.back();
}

Expr substitute(const Expr& expr, const std::function<Expr(const std::string&)>& lookup) {
  if (expr->kind == ExprNode::Kind::number) return expr;
  if (expr->kind == ExprNode::Kind::symbol) {
    Expr found = lookup(expr->symbol);
    return found ? found : expr;
  }
  std::vector<Expr> args;
  for (const Expr& arg : expr->args) args.push_back(substitute(arg, lookup));
  return apply(expr->op, std::move(args), expr->symbol);
}

double evaluate(const Expr& expr, const std::function<double(const std::string&)>& lookup) {
  if (expr->kind == ExprNode::Kind::number) return expr->number;
  if (expr->kind == ExprNode::Kind::symbol) return lookup(expr->symbol);
  if (expr->op == Op::call) return std::numeric_limits<double>::quiet_NaN();
  const double a = evaluate(expr->args[0], lookup);
  return gate(expr->op).forward(a, expr->args.size() > 1 ? evaluate(expr->args[1], lookup) : 0);
}

int operation_count(const Expr& expr) {
  int count = expr->kind == ExprNode::Kind::apply ? 1 : 0;
  for (const Expr& arg : expr->args) count += operation_count(arg);
  return count;
}

Expr formula_of(const Graph& graph, int index) {
  const Node& node = graph.nodes[index];
  if (node.op == Op::input) return symbol(node.name);
  if (node.op == Op::constant) return number(node.value);
  std::vector<Expr> args;
  for (int i = 0; i < node.operand_count; ++i) {
    const Operand& operand = graph.operands_of(index)[i];
    args.push_back(operand.is_literal() ? number(operand.literal) : symbol(graph.nodes[operand.node].name));
  }
  const bool copy = node.op == Op::mul && args[0]->kind == ExprNode::Kind::number && args[0]->number == 1;
  if (copy) return args[1];
  return apply(node.op, std::move(args), node.op == Op::call ? graph.functions[node.function].name : std::string());
}

}  // namespace chainrule
