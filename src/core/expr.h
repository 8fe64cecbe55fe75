// Formulas as trees: read from the language, evaluated, printed back as text and as LaTeX.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph.h"

namespace chainrule {

struct ExprNode;
using Expr = std::shared_ptr<const ExprNode>;

struct ExprNode {
  enum class Kind : std::uint8_t { number, symbol, apply };
  Kind kind = Kind::number;
  Op op = Op::count;       // for apply; Op::call for a user's function, whose name is `symbol`
  double number = 0;
  std::string symbol;
  std::vector<Expr> args;
};

Expr number(double value);
Expr symbol(std::string name);
Expr apply(Op op, std::vector<Expr> args, std::string function_name = {});

// Reads one expression of the language, the table's markers included; null if it does not parse.
Expr read_expression(std::string_view text);

// Replaces symbols; a symbol for which `lookup` gives null stays.
Expr substitute(const Expr& expr, const std::function<Expr(const std::string&)>& lookup);

// The value where `lookup` gives each symbol's. A user's function evaluates to NaN.
double evaluate(const Expr& expr, const std::function<double(const std::string&)>& lookup);

// Operations in the printed form: every operator, power and function counts one.
int operation_count(const Expr& expr);

// In the language, with no more brackets than it needs; read_expression gives it back. Values that the language cannot
// write are written as 1/0 and 0/0.
std::string print(const Expr& expr);

// As LaTeX for math/typeset and for KaTeX.
std::string latex(const Expr& expr);

// A name as it is typeset: w0 and w_0 as w_{0}, theta as \theta, loss as \mathit{loss}.
std::string latex_name(std::string_view name);

// What a node computes, in the names of its operands.
Expr formula_of(const Graph& graph, int node);

}  // namespace chainrule
