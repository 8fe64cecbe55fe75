// Local gradients ∂(gate)/∂(operand): the number, and the formula that gives it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/expr.h"

namespace chainrule {

// A formula over a, b and out, ready to be evaluated many times: postfix code.
class Tape {
 public:
  Tape() = default;
  explicit Tape(const Expr& expr);
  double run(double a, double b, double out) const;

 private:
  enum class Kind : std::uint8_t { number, a, b, out, op };
  struct Step {
    Kind kind;
    Op op;
    double number;
  };
  void append(const Expr& expr);
  std::vector<Step> steps_;
};

// The gate table's derivatives with literals put in and simplified, made on first use.
class Rules {
 public:
  struct Rule {
    Expr formula;      // over a, b and out
    Tape number;       // gives the number; the table's exact form where it has one
    bool piecewise = false;  // the formula has a marker, which the point decides
  };
  // Not for calls. The reference holds as long as this does.
  const Rule& of(const Graph& graph, int node, int place);

  // Formulas of folded functions, by what decides them; derive.cpp keeps them here so that a function called often is derived once.
  std::map<std::string, Expr> calls;

 private:
  struct Plain {  // with all operands nodes
    Rule rule;
    bool made = false;
    bool uses[2] = {};  // does the derivative mention a, b?
  };
  const Plain& plain(Op op, int place);

  std::vector<Plain> plain_;                                           // by gate and place, sized once
  std::map<std::pair<std::pair<Op, int>, std::uint64_t>, Rule> with_literal_;  // gate, place, and the other operand's bits
};

// The number at one operand place of each gate, in the order of Graph::operands (0 at literal places).
std::vector<double> local_values(const Graph& graph, const std::vector<double>& values, Rules& rules);

// The formula at one place, simplified, in the names of the node and its operands; evaluated it gives `local`, the number
// from local_values. For a folded function it is derived from its body, in terms of the node's own output where that is
// shorter; a kink's side is taken as the point has it. Where a body is too long to derive, it is the number itself.
Expr local_formula(const Graph& graph, int node, int place, const std::vector<double>& values, double local, Rules& rules);

}  // namespace chainrule
