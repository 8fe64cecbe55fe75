// Program -> graph: names are resolved, functions expanded or folded, literals folded, statements put in order.
#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "core/eval.h"
#include "core/graph.h"
#include "core/names.h"
#include "core/number.h"
#include "core/spelling.h"

namespace chainrule {

namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kE = 2.71828182845904523536;

class Builder {
 public:
  Builder(const Program& program, const BuildOptions& options) : program_(program), options_(options) {}

  Build run() {
    diagnostics_ = program_.diagnostics;
    collect_definitions();
    collect_calls();
    order_statements();
    for (int s : order_) build_statement(s);
    name_the_rest();
    choose_output();
    keep_few();
    return {std::move(graph_), std::move(diagnostics_)};
  }

 private:
  enum class State : std::uint8_t { unseen, open, done };
  struct Scope {  // what a function's parameters stand for while its body is expanded
    const Statement* function = nullptr;
    std::vector<Operand> arguments;
  };

  const std::string& name(int index) const { return program_.names[index]; }
  void say(Severity severity, Span span, std::string message) {
    diagnostics_.push_back({severity, span, std::move(message)});
  }
  bool fail(Span span, std::string message, std::optional<Fix> fix = std::nullopt) {
    diagnostics_.push_back({Severity::error, span, std::move(message), std::move(fix)});
    return false;
  }

  // Names that the program gives a value.
  std::vector<std::string> given_names() const {
    std::vector<std::string> names;
    for (std::size_t n = 0; n < program_.names.size(); ++n)
      if (value_of_name_[n] >= 0) names.push_back(program_.names[n]);
    return names;
  }

  // Names that can be called.
  std::vector<std::string> function_names() const {
    std::vector<std::string> names = all_function_names();
    for (std::size_t n = 0; n < program_.names.size(); ++n)
      if (function_of_name_[n] >= 0) names.push_back(program_.names[n]);
    return names;
  }

  void collect_definitions() {
    value_of_name_.assign(program_.names.size(), -1);
    function_of_name_.assign(program_.names.size(), -1);
    const int count = static_cast<int>(program_.statements.size());
    broken_.assign(count, false);
    for (int s = 0; s < count; ++s) {
      const Statement& statement = program_.statements[s];
      broken_[s] = statement.root < 0;
      if (statement.name < 0) continue;
      const bool function = statement.kind == Statement::Kind::define;
      int& slot = (function ? function_of_name_ : value_of_name_)[statement.name];
      if (slot < 0) {
        slot = s;
        continue;
      }
      const int line = place_line(program_.statements[slot].name_span);
      fail(statement.name_span, name(statement.name) + " is given twice; the first time is on line " + std::to_string(line) +
                                    ". Choose another name here");
      broken_[s] = true;
      ignored_.insert(s);
    }
  }

  int place_line(Span span) const {
    const auto it = std::upper_bound(program_.line_starts.begin(), program_.line_starts.end(), span.begin);
    return static_cast<int>(it - program_.line_starts.begin());
  }

  // A definition that nothing calls is called with the inputs of the same names. Of definitions that only call each other, the
  // first is called, so that the error is found.
  void collect_calls() {
    first_use_.assign(program_.names.size(), {});
    for (const Syntax& node : program_.syntax)
      if (node.kind == Syntax::Kind::name && first_use_[node.name].end == 0) first_use_[node.name] = node.span;
    const int count = static_cast<int>(program_.statements.size());
    std::vector<bool> called(count, false), reached(count, false);
    for (int s = 0; s < count; ++s)
      for (int f : calls_of(s))
        if (f != s) called[f] = true;
    auto is_definition = [&](int s) { return program_.statements[s].kind == Statement::Kind::define && !ignored_.count(s); };
    for (int s = 0; s < count; ++s)
      if (!is_definition(s)) reach(s, reached);
    for (const bool only_uncalled : {true, false})
      for (int s = 0; s < count; ++s) {
        if (!is_definition(s) || reached[s] || (only_uncalled && called[s])) continue;
        reach(s, reached);
        int& slot = value_of_name_[program_.statements[s].name];
        if (slot >= 0) continue;
        slot = s;
        implicit_call_.insert(s);
      }
  }

  // The definitions that a statement's expression calls.
  std::vector<int> calls_of(int s) const {
    std::vector<int> found;
    for (int i = program_.statements[s].first; i <= program_.statements[s].root; ++i) {
      const Syntax& node = program_.syntax[i];
      if (node.kind == Syntax::Kind::call && function_of_name_[node.name] >= 0) found.push_back(function_of_name_[node.name]);
    }
    return found;
  }

  void reach(int start, std::vector<bool>& reached) const {
    std::vector<int> waiting{start};
    while (!waiting.empty()) {
      const int s = waiting.back();
      waiting.pop_back();
      if (reached[s]) continue;
      reached[s] = true;
      for (int f : calls_of(s)) waiting.push_back(f);
    }
  }

  // Is this name, at this place in a function's body, one of its parameters?
  static int parameter(const Statement& function, int name) {
    for (std::size_t i = 0; i < function.params.size(); ++i)
      if (function.params[i] == name) return static_cast<int>(i);
    return -1;
  }

  // Names outside itself that a statement's value depends on, functions' bodies included.
  const std::vector<int>& free_names(int s) {
    const auto [it, added] = free_names_.try_emplace(s);
    if (!added) return it->second;
    const Statement& statement = program_.statements[s];
    std::vector<int> found;
    std::unordered_set<int> seen;
    auto note = [&](int n) {
      if (seen.insert(n).second) found.push_back(n);
    };
    const bool params_are_inputs = implicit_call_.count(s) > 0;
    for (int i = statement.first; i <= statement.root; ++i) {
      const Syntax& node = program_.syntax[i];
      if (node.kind == Syntax::Kind::name && (params_are_inputs || parameter(statement, node.name) < 0)) note(node.name);
      if (node.kind == Syntax::Kind::call && function_of_name_[node.name] >= 0 && function_of_name_[node.name] != s)
        if (++call_depth_ <= limits::nesting) {
          for (int n : std::vector<int>(free_names(function_of_name_[node.name]))) note(n);
          --call_depth_;
        }
    }
    return free_names_[s] = std::move(found);
  }

  // Depth first by dependency, in the text's order where there is a choice; an explicit stack, for chains are long.
  void order_statements() {
    const int count = static_cast<int>(program_.statements.size());
    state_.assign(count, State::unseen);
    struct Frame {
      int statement;
      std::size_t next;
    };
    std::vector<Frame> stack;
    for (int start = 0; start < count; ++start) {
      if (!has_value(start) || state_[start] != State::unseen) continue;
      stack.push_back({start, 0});
      state_[start] = State::open;
      while (!stack.empty()) {
        const int s = stack.back().statement;
        const std::vector<int>& names = free_names(s);
        if (stack.back().next == names.size()) {
          state_[s] = State::done;
          order_.push_back(s);
          stack.pop_back();
          continue;
        }
        const int dependency = value_of_name_[names[stack.back().next++]];
        if (dependency < 0 || state_[dependency] == State::done) continue;
        if (state_[dependency] == State::open) {
          std::vector<int> cycle;
          for (const Frame& frame : stack) cycle.push_back(frame.statement);
          report_cycle(cycle, dependency);
          continue;
        }
        state_[dependency] = State::open;
        stack.push_back({dependency, 0});
      }
    }
  }

  bool has_value(int s) const {
    const Statement& statement = program_.statements[s];
    if (ignored_.count(s) || statement.root < 0) return false;
    return statement.kind != Statement::Kind::define || implicit_call_.count(s) > 0;
  }

  void report_cycle(const std::vector<int>& stack, int dependency) {
    const auto begin = std::find(stack.begin(), stack.end(), dependency);
    std::string path = name(program_.statements[dependency].name);
    bool known = false;
    for (auto it = begin; it != stack.end(); ++it) known = known || cyclic_.count(*it) > 0;
    for (auto it = begin; it != stack.end(); ++it) {
      cyclic_.insert(*it);
      broken_[*it] = true;
      if (it != begin && it - begin < 6) path += " \u2192 " + name(program_.statements[*it].name);
    }
    if (stack.end() - begin > 6) path += " \u2192 \u2026";
    path += " \u2192 " + name(program_.statements[dependency].name);
    if (!known)
      fail(program_.statements[dependency].name_span, name(program_.statements[dependency].name) +
           " depends on itself (" + path + "); a graph has no cycles");
  }

  // ---- one statement ----

  void build_statement(int s) {
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
  bool ready(int s, int n) {
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

  bool is_constant(int n) const { return constant(n) != 0; }
  double constant(int n) const { return name(n) == "pi" || name(n) == "\u03C0" ? kPi : name(n) == "e" ? kE : 0; }

  bool add_implicit_input(int s, int n) {
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

  bool implicit_call(int s, Operand& result) {
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

  void give_name(const Statement& statement, Operand result) {
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

  // ---- expressions ----

  // Walks one expression's run of the syntax tree in post-order; `scope` says what parameters stand for.
  bool expression(const Statement& statement, const Scope& scope, Operand& result) {
    std::vector<Operand> values(statement.root - statement.first + 1);
    for (int i = statement.first; i <= statement.root; ++i) {
      if (scope.function && ++steps_ > limits::expansion_steps)
        return limit(program_.syntax[i].span, "the functions of this program expand to too much; use smaller ones");
      if (!one(program_.syntax[i], statement.first, scope, values, values[i - statement.first])) return false;
    }
    result = values.back();
    return true;
  }

  bool one(const Syntax& node, int first, const Scope& scope, const std::vector<Operand>& values, Operand& result) {
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

  bool named_value(const Syntax& node, const Scope& scope, Operand& result) {
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

  // sin x -> sin(x): the function stands first in a product without a sign.
  std::optional<Fix> bracket_fix(const Syntax& name_node) const {
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

  bool unknown_function(const Syntax& node) {
    const std::string& text = name(node.name);
    const bool is_value = value_of_name_[node.name] >= 0 || is_constant(node.name) || text.size() <= 2;
    const std::string meant = is_value ? std::string() : nearest(text, function_names());
    const std::uint32_t behind = node.head.end;
    if (!meant.empty()) return fail(node.head, text + " is not a function. Did you mean " + meant + "?", Fix{node.head, meant});
    return fail(node.head, text + " is not a function; " + (is_value ? "" : "check its spelling, or ") + "write " + text + "*(\u2026) to multiply",
                Fix{{behind, behind}, "*"});
  }

  bool call(const Syntax& node, std::vector<Operand>& operands, Operand& result) {
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

  static std::string wrong_count(const std::string& function, std::size_t takes, std::size_t given) {
    return function + " takes " + std::to_string(takes) + (takes == 1 ? " operand" : " operands") + ", not " + std::to_string(given);
  }

  bool call_function(int f, Span span, const std::vector<Operand>& arguments, Operand& result) {
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

  void group(const std::string& function, int first) {
    const int last = static_cast<int>(graph_.nodes.size());
    if (first == last) return;
    std::vector<Group>& groups = graph_.groups;
    if (!groups.empty() && groups.back().first == first && groups.back().last == last) groups.pop_back();
    groups.push_back({function, first, last});
  }

  // One gate with the arguments as operands, then the outer names that the body uses.
  bool folded_call(int f, Span span, std::vector<Operand> operands, Operand& result) {
    for (int n : outer_names(f)) operands.push_back({node_of_name_[n], 0});
    const int index = folded_function(f);
    if (index < 0 || !add_node(Op::call, operands, span, result)) return false;
    graph_.nodes[result.node].function = index;
    return true;
  }

  std::vector<int> outer_names(int f) {
    std::vector<int> names;
    const Statement& function = program_.statements[f];
    const bool was_implicit = implicit_call_.count(f) > 0;
    for (int n : free_names(f))
      if (!(was_implicit && parameter(function, n) >= 0) && node_of_name_.count(n)) names.push_back(n);
    return names;
  }

  // The function's body as a graph of its own, built once: the same builder with the parameters as its only names.
  int folded_function(int f) {
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

  // A gate on operands; literals alone fold to a literal, and e^x is exp(x).
  bool apply(Op op, const std::vector<Operand>& operands, Span span, Operand& result) {
    const bool literals = std::all_of(operands.begin(), operands.end(), [](const Operand& o) { return o.is_literal(); });
    if (literals) {
      result = {-1, gate(op).forward(operands[0].literal, operands.size() > 1 ? operands[1].literal : 0)};
      return true;
    }
    if (op == Op::pow && operands[0].is_literal() && operands[0].literal == kE) return add_node(Op::exp, {operands[1]}, span, result);
    return add_node(op, operands, span, result);
  }

  bool limit(Span span, std::string message) {
    if (!limit_reported_) fail(span, std::move(message));
    limit_reported_ = true;
    return false;
  }

  bool add_node(Op op, const std::vector<Operand>& operands, Span span, Operand& result) {
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

  // ---- the end ----

  void name_the_rest() {
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

  void choose_output() {
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
  void keep_few() {
    std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
    constexpr int kMost = 100;
    int count[3] = {0, 0, 0};
    std::vector<Diagnostic> kept;
    for (Diagnostic& d : diagnostics_)
      if (++count[static_cast<int>(d.severity)] <= kMost) kept.push_back(std::move(d));
    diagnostics_ = std::move(kept);
  }

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

}  // namespace

Build build(const Program& program, const BuildOptions& options) { return Builder(program, options).run(); }

}  // namespace chainrule
