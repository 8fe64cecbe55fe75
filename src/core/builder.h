// The inside of build(): one pass over the statements in the order in which they depend on each other.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/graph.h"

namespace chainrule {

class Builder {
 public:
  static constexpr double kPi = 3.14159265358979323846, kE = 2.71828182845904523536;

  Builder(const Program& program, const BuildOptions& options) : program_(program), options_(options) {}
  Build run();

 private:
  enum class State : std::uint8_t { unseen, open, done };
  struct Scope {  // what a function's parameters stand for while its body is expanded
    const Statement* function = nullptr;
    std::vector<Operand> arguments;
  };

  const std::string& name(int index) const { return program_.names[index]; }
  // pi and e, if the program gives them no value; 0: no such constant.
  double constant(int n) const { return name(n) == "pi" || name(n) == "\u03C0" ? kPi : name(n) == "e" ? kE : 0; }
  bool is_constant(int n) const { return constant(n) != 0; }

  // build_order.cpp: what depends on what, and where it is given
  std::vector<std::string> given_names() const;
  std::vector<std::string> function_names() const;
  void collect_definitions();
  int place_line(Span span) const;
  void collect_calls();
  std::vector<int> calls_of(int s) const;
  void reach(int start, std::vector<bool>& reached) const;
  static int parameter(const Statement& function, int name);
  const std::vector<int>& free_names(int s);
  void order_statements();
  bool has_value(int s) const;
  void report_cycle(const std::vector<int>& stack, int dependency);

  // build.cpp: statements and their expressions
  void say(Severity severity, Span span, std::string message);
  bool fail(Span span, std::string message, std::optional<Fix> fix = std::nullopt);
  void build_statement(int s);
  bool ready(int s, int n);
  bool add_implicit_input(int s, int n);
  void give_name(const Statement& statement, Operand result);
  bool expression(const Statement& statement, const Scope& scope, Operand& result);
  bool one(const Syntax& node, int first, const Scope& scope, const std::vector<Operand>& values, Operand& result);
  bool named_value(const Syntax& node, const Scope& scope, Operand& result);
  bool apply(Op op, const std::vector<Operand>& operands, Span span, Operand& result);
  bool limit(Span span, std::string message);
  bool add_node(Op op, const std::vector<Operand>& operands, Span span, Operand& result);
  void name_the_rest();
  void choose_output();
  void keep_few();

  // build_calls.cpp: functions, expanded or folded
  bool implicit_call(int s, Operand& result);
  std::optional<Fix> bracket_fix(const Syntax& name_node) const;
  bool unknown_function(const Syntax& node);
  bool call(const Syntax& node, std::vector<Operand>& operands, Operand& result);
  static std::string wrong_count(const std::string& function, std::size_t takes, std::size_t given);
  bool call_function(int f, Span span, const std::vector<Operand>& arguments, Operand& result);
  void group(const std::string& function, int first);
  bool folded_call(int f, Span span, std::vector<Operand> operands, Operand& result);
  std::vector<int> outer_names(int f);
  int folded_function(int f);

  const Program& program_;
  const BuildOptions& options_;
  Graph graph_;
  std::vector<Diagnostic> diagnostics_;
  std::vector<int> value_of_name_, function_of_name_;  // name -> statement, or -1
  std::unordered_map<int, int> node_of_name_;
  std::unordered_map<int, std::vector<int>> free_names_;
  std::unordered_map<int, int> folded_index_;
  std::unordered_set<int> implicit_call_, ignored_, cyclic_;
  std::vector<bool> broken_;
  std::vector<State> state_;
  std::vector<Span> first_use_;
  std::vector<int> order_, open_functions_;
  int gates_ = 0, steps_ = 0, call_depth_ = 0, guesses_ = 0;
  bool limit_reported_ = false;
};

}  // namespace chainrule
