// Program -> graph: names are resolved, functions expanded or folded, literals folded, statements put in order.
#include <algorithm>

#include "core/builder.h"
#include "core/eval.h"
#include "core/names.h"
#include "core/number.h"
#include "core/sort.h"
#include "core/spelling.h"

namespace chainrule {

Build Builder::run() {
  diagnostics_ = program_.diagnostics;
  graph_.expressions.resize(program_.syntax.size());
  collect_definitions();
  collect_calls();
  order_statements();
  for (int s : order_) build_statement(s);
  name_the_rest();
  choose_output();
  keep_few();
  return {std::move(graph_), std::move(diagnostics_)};
}

void Builder::say(Severity severity, Span span, std::string message) {
  diagnostics_.push_back({severity, span, std::move(message)});
}

bool Builder::fail(Span span, std::string message, std::optional<Fix> fix) {
  diagnostics_.push_back({Severity::error, span, std::move(message), std::move(fix)});
  return false;
}

void Builder::build_statement(int s) {
  const Statement& statement = program_.statements[s];
  if (broken_[s]) return;
  for (int n : free_names(s)) {
    if (!ready(s, n)) return;
  }
  const std::size_t nodes = graph_.nodes.size(), operands = graph_.operands.size();
  Operand result;
  bool built;
  if (statement.kind == Statement::Kind::define) {
    built = implicit_call(s, result);
  } else {
    built = expression(statement, Scope{}, result);
  }
  if (!built) {
    broken_[s] = true;
    gates_ -= static_cast<int>(graph_.nodes.size() - nodes);
    graph_.nodes.resize(nodes);
    graph_.operands.resize(operands);
    return;
  }
  if (result.is_literal() && statement.name < 0) {
    fail(statement.span, "a number alone does nothing; give it a name, as in x = " + format_number(result.literal));
    return;
  }
  give_name(statement, result);
  const auto named = node_of_name_.find(statement.name);
  if (named != node_of_name_.end() && graph_.nodes[static_cast<std::size_t>(named->second)].op != Op::input)
    graph_.output = named->second;  // the last in forward order stays
}

// Makes sure that a name has a node or literal; false if the line that gives it is in error.
bool Builder::ready(int s, int n) {
  if (node_of_name_.count(n)) return true;
  const int giver = value_of_name_[n];
  if (giver < 0) {
    if (is_constant(n)) return true;
    return find_function(name(n)) != Op::count || function_of_name_[n] >= 0 ? true : add_implicit_input(s, n);
  }
  if (broken_[giver] && !broken_[s]) {
    broken_[s] = true;
    if (!cyclic_.count(s))
      say(Severity::warning, program_.statements[s].name >= 0 ? program_.statements[s].name_span : program_.statements[s].span,
          "not computed, since " + name(n) + " has an error on line " +
              std::to_string(place_line(program_.statements[giver].name_span)));
  }
  return !broken_[giver];
}

bool Builder::add_implicit_input(int s, int n) {
  const Span span = first_use_[n].end > 0 ? first_use_[n] : program_.statements[s].span;
  std::string message = name(n) + " is given no value; it is taken as an input of value 1";
  std::optional<Fix> fix;
  constexpr int kMostGuesses = 50;  // each looks at every name
  const bool plain = span.end - span.begin == name(n).size() && ++guesses_ <= kMostGuesses;
  std::string meant = plain ? as_product(name(n), given_names()) : std::string();
  if (meant.empty() && plain) meant = nearest(name(n), given_names());
  if (!meant.empty()) {
    message += ". Did you mean " + meant + "?";
    fix = Fix{span, meant};
  }
  diagnostics_.push_back({Severity::notice, span, std::move(message), std::move(fix)});
  Node node;
  node.name = name(n);
  node.named = node.implicit = true;
  node.value = 1;
  node.span = {0, 0};
  graph_.nodes.push_back(std::move(node));
  node_of_name_[n] = static_cast<int>(graph_.nodes.size()) - 1;
  return true;
}

void Builder::give_name(const Statement& statement, Operand result) {
  if (result.is_literal()) {
    Node node;
    node.op = Op::input;
    node.value = result.literal;
    node.span = program_.syntax[statement.root].span;
    graph_.nodes.push_back(std::move(node));
    result = {static_cast<int>(graph_.nodes.size()) - 1, 0};
  } else if (graph_.nodes[result.node].named && statement.name >= 0) {
    // y = x: a card of its own, which multiplies by 1
    Operand one{-1, 1};
    Operand same;
    if (!add_node(Op::mul, {one, result}, program_.syntax[statement.root].span, same)) return;
    result = same;
  }
  if (statement.name < 0) return;
  graph_.nodes[result.node].name = name(statement.name);
  graph_.nodes[result.node].named = true;
  node_of_name_[statement.name] = result.node;
}

// Walks one expression's run of the syntax tree in post-order; `scope` says what parameters stand for.
bool Builder::expression(const Statement& statement, const Scope& scope, Operand& result) {
  std::vector<Operand> values(statement.root - statement.first + 1);
  for (int i = statement.first; i <= statement.root; ++i) {
    if (scope.function && ++steps_ > limits::expansion_steps)
      return limit(program_.syntax[i].span, "the functions of this program expand to too much; use smaller ones");
    if (!one(program_.syntax[i], statement.first, scope, values, values[i - statement.first])) return false;
  }
  result = values.back();
  const bool own = !scope.function || (open_functions_.size() == 1 && implicit_call_.count(open_functions_[0]) > 0);
  if (own && !graph_.expressions.empty()) std::copy(values.begin(), values.end(), graph_.expressions.begin() + statement.first);
  return true;
}

bool Builder::one(const Syntax& node, int first, const Scope& scope, const std::vector<Operand>& values, Operand& result) {
  std::vector<Operand> operands;
  for (int c = 0; c < node.child_count; ++c)
    operands.push_back(values[program_.children[node.first_child + c] - first]);
  switch (node.kind) {
    case Syntax::Kind::number: result = {-1, node.number}; return true;
    case Syntax::Kind::name: return named_value(node, scope, result);
    case Syntax::Kind::op: return apply(node.op, operands, node.span, result);
    case Syntax::Kind::call: return call(node, operands, result);
  }
  return false;
}

bool Builder::named_value(const Syntax& node, const Scope& scope, Operand& result) {
  if (scope.function)
    if (const int p = parameter(*scope.function, node.name); p >= 0) {
      result = scope.arguments[p];
      return true;
    }
  const auto it = node_of_name_.find(node.name);
  if (it != node_of_name_.end()) {
    result = {it->second, 0};
    return true;
  }
  const std::string& text = name(node.name);
  if (value_of_name_[node.name] < 0 && is_constant(node.name)) {
    result = {-1, constant(node.name)};
    return true;
  }
  return fail(node.span, text + " is a function; write " + text + "(\u2026) with its operand in brackets", bracket_fix(node));
}

// A gate on operands; literals alone fold to a literal, and e^x is exp(x).
bool Builder::apply(Op op, const std::vector<Operand>& operands, Span span, Operand& result) {
  const bool literals = std::all_of(operands.begin(), operands.end(), [](const Operand& o) { return o.is_literal(); });
  if (literals) {
    result = {-1, gate(op).forward(operands[0].literal, operands.size() > 1 ? operands[1].literal : 0)};
    return true;
  }
  if (op == Op::pow && operands[0].is_literal() && operands[0].literal == kE) return add_node(Op::exp, {operands[1]}, span, result);
  return add_node(op, operands, span, result);
}

bool Builder::limit(Span span, std::string message) {
  if (!limit_reported_) fail(span, std::move(message));
  limit_reported_ = true;
  return false;
}

bool Builder::add_node(Op op, const std::vector<Operand>& operands, Span span, Operand& result) {
  if (gates_ >= limits::gates)
    return limit(span, "the graph has more than " + std::to_string(limits::gates) + " nodes; what follows is left out");
  ++gates_;
  Node node;
  node.op = op;
  node.span = span;
  node.first_operand = static_cast<int>(graph_.operands.size());
  node.operand_count = static_cast<int>(operands.size());
  graph_.operands.insert(graph_.operands.end(), operands.begin(), operands.end());
  graph_.nodes.push_back(std::move(node));
  result = {static_cast<int>(graph_.nodes.size()) - 1, 0};
  return true;
}

void Builder::name_the_rest() {
  std::unordered_set<std::string> taken;
  for (const std::string& name : program_.names) taken.insert(name_key(name));
  int counter = 0;
  for (Node& node : graph_.nodes) {
    if (!node.name.empty()) continue;
    do {
      node.name = "t" + std::to_string(++counter);
    } while (taken.count(node.name));
  }
}

void Builder::choose_output() {
  if (!options_.output.empty()) {
    const int wanted = graph_.find(options_.output);
    if (wanted >= 0) {
      graph_.output = wanted;
      return;
    }
    fail({0, 0}, "there is no node named " + options_.output + " to be the output");
  }
  if (graph_.output >= 0) return;
  graph_.output = static_cast<int>(graph_.nodes.size()) - 1;
  for (int i = 0; i < static_cast<int>(graph_.nodes.size()); ++i)
    if (graph_.nodes[i].op != Op::input) graph_.output = i;
}

// A stranger's text can earn one message a character; a hundred of a kind are enough for anybody.
void Builder::keep_few() {
  sort_list(diagnostics_, [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
  constexpr int kMost = 100;
  int count[3] = {0, 0, 0};
  std::vector<Diagnostic> kept;
  for (Diagnostic& d : diagnostics_)
    if (++count[static_cast<int>(d.severity)] <= kMost) kept.push_back(std::move(d));
  diagnostics_ = std::move(kept);
}

Build build(const Program& program, const BuildOptions& options) { return Builder(program, options).run(); }

}  // namespace chainrule
