// Calls of gates and of functions, which are expanded or folded.
#include <algorithm>

#include "core/builder.h"
#include "core/eval.h"
#include "core/spelling.h"

namespace chainrule {

bool Builder::implicit_call(int s, Operand& result) {
  const Statement& function = program_.statements[s];
  std::vector<Operand> arguments;
  for (int n : function.params) {
    const auto it = node_of_name_.find(n);  // a parameter that the body never uses has no node
    arguments.push_back(it != node_of_name_.end() ? Operand{it->second, 0} : Operand{-1, constant(n)});
  }
  const bool done = call_function(s, function.name_span, arguments, result);
  // All that the program is: a frame around it would say nothing.
  if (done && !graph_.groups.empty() && graph_.groups.back().function == name(function.name)) graph_.groups.pop_back();
  return done;
}

// sin x -> sin(x): the function stands first in a product without a sign.
std::optional<Fix> Builder::bracket_fix(const Syntax& name_node) const {
  for (const Syntax& node : program_.syntax) {
    if (node.kind != Syntax::Kind::op || node.op != Op::mul || node.head.begin != node.head.end) continue;
    const Syntax& left = program_.syntax[program_.children[node.first_child]];
    const Syntax& right = program_.syntax[program_.children[node.first_child + 1]];
    const bool separate = right.span.begin > left.span.end;
    if (left.span == name_node.span && separate && right.kind == Syntax::Kind::name)
      return Fix{join(left.span, right.span), name(name_node.name) + "(" + name(right.name) + ")"};
  }
  return std::nullopt;
}

bool Builder::unknown_function(const Syntax& node) {
  const std::string& text = name(node.name);
  const bool is_value = value_of_name_[node.name] >= 0 || is_constant(node.name) || text.size() <= 2;
  const std::string meant = is_value ? std::string() : nearest(text, function_names());
  const std::uint32_t behind = node.head.end;
  if (!meant.empty()) return fail(node.head, text + " is not a function. Did you mean " + meant + "?", Fix{node.head, meant});
  return fail(node.head, text + " is not a function; " + (is_value ? "" : "check its spelling, or ") + "write " + text + "*(\u2026) to multiply",
              Fix{{behind, behind}, "*"});
}

bool Builder::call(const Syntax& node, std::vector<Operand>& operands, Operand& result) {
  const std::string& text = name(node.name);
  if (const int f = function_of_name_[node.name]; f >= 0) return call_function(f, node.span, operands, result);
  const Op op = find_function(text);
  if (op == Op::count) return unknown_function(node);
  const int arity = gate(op).arity;
  const int given = static_cast<int>(operands.size());
  const bool many = (op == Op::max || op == Op::min) && given > 2;
  if (given != arity && !many)
    return fail(node.span, wrong_count(text, arity, given));
  if (!many) return apply(op, operands, node.span, result);
  result = operands[0];  // max(a, b, c) is max(max(a, b), c)
  for (int i = 1; i < given; ++i) {
    const Operand left = result;
    if (!apply(op, {left, operands[i]}, node.span, result)) return false;
  }
  return true;
}

std::string Builder::wrong_count(const std::string& function, std::size_t takes, std::size_t given) {
  return function + " takes " + std::to_string(takes) + (takes == 1 ? " operand" : " operands") + ", not " + std::to_string(given);
}

bool Builder::call_function(int f, Span span, const std::vector<Operand>& arguments, Operand& result) {
  const Statement& function = program_.statements[f];
  const std::string& text = name(function.name);
  if (function.root < 0 || broken_[f]) {
    say(Severity::warning, span, "not computed, since " + text + " has an error on line " + std::to_string(place_line(function.name_span)));
    return false;
  }
  if (arguments.size() != function.params.size())
    return fail(span, wrong_count(text, function.params.size(), arguments.size()));
  if (std::find(open_functions_.begin(), open_functions_.end(), f) != open_functions_.end())
    return fail(span, text + " calls itself; a graph has no cycles");
  if (static_cast<int>(open_functions_.size()) >= limits::nesting)
    return fail(span, "functions call each other more than " + std::to_string(limits::nesting) + " deep");
  open_functions_.push_back(f);
  const bool literal = std::all_of(arguments.begin(), arguments.end(), [](const Operand& o) { return o.is_literal(); });
  const bool fold = std::find(options_.folded.begin(), options_.folded.end(), text) != options_.folded.end() &&
                    !(literal && outer_names(f).empty());
  const int first = static_cast<int>(graph_.nodes.size());
  const bool done = fold ? folded_call(f, span, arguments, result) : expression(function, Scope{&function, arguments}, result);
  open_functions_.pop_back();
  if (!fold) group(text, first);
  return done;
}

void Builder::group(const std::string& function, int first) {
  const int last = static_cast<int>(graph_.nodes.size());
  if (first == last) return;
  std::vector<Group>& groups = graph_.groups;
  if (!groups.empty() && groups.back().first == first && groups.back().last == last) groups.pop_back();
  groups.push_back({function, first, last});
}

// One gate with the arguments as operands, then the outer names that the body uses.
bool Builder::folded_call(int f, Span span, std::vector<Operand> operands, Operand& result) {
  for (int n : outer_names(f)) operands.push_back({node_of_name_[n], 0});
  const int index = folded_function(f);
  if (index < 0 || !add_node(Op::call, operands, span, result)) return false;
  graph_.nodes[result.node].function = index;
  return true;
}

std::vector<int> Builder::outer_names(int f) {
  std::vector<int> names;
  const Statement& function = program_.statements[f];
  const bool was_implicit = implicit_call_.count(f) > 0;
  for (int n : free_names(f))
    if (!(was_implicit && parameter(function, n) >= 0) && node_of_name_.count(n)) names.push_back(n);
  return names;
}

// The function's body as a graph of its own, built once: the same builder with the parameters as its only names.
int Builder::folded_function(int f) {
  if (const auto it = folded_index_.find(f); it != folded_index_.end()) return it->second;
  const Statement& function = program_.statements[f];
  Builder inner(program_, options_);
  inner.function_of_name_ = function_of_name_;
  inner.value_of_name_ = value_of_name_;
  inner.broken_ = broken_;
  inner.open_functions_ = open_functions_;
  inner.steps_ = steps_;
  inner.free_names_ = free_names_;
  inner.implicit_call_ = implicit_call_;
  Function made{name(function.name), {}, nullptr};
  Scope scope{&function, {}};
  auto add_input = [&](int n) {
    made.params.push_back(name(n));
    Node node;
    node.name = name(n);
    node.named = true;
    inner.graph_.nodes.push_back(std::move(node));
    return static_cast<int>(inner.graph_.nodes.size()) - 1;
  };
  for (int n : function.params) scope.arguments.push_back({add_input(n), 0});
  for (int n : outer_names(f)) inner.node_of_name_[n] = add_input(n);
  Operand result;
  const bool built = inner.expression(function, scope, result);
  steps_ = inner.steps_;
  diagnostics_.insert(diagnostics_.end(), inner.diagnostics_.begin(), inner.diagnostics_.end());
  if (!built) return -1;
  if (result.is_literal()) {
    Node node;
    node.op = Op::constant;
    node.value = result.literal;
    inner.graph_.nodes.push_back(std::move(node));
    result.node = static_cast<int>(inner.graph_.nodes.size()) - 1;
  }
  inner.name_the_rest();
  inner.graph_.output = result.node;
  made.body = std::make_shared<const Graph>(std::move(inner.graph_));
  graph_.functions.push_back(std::move(made));
  return folded_index_[f] = static_cast<int>(graph_.functions.size()) - 1;
}

}  // namespace chainrule
