// Definitions and calls, and the order of the statements.
#include <algorithm>

#include "core/builder.h"
#include "core/gates.h"

namespace chainrule {

// Names that the program gives a value.
std::vector<std::string> Builder::given_names() const {
  std::vector<std::string> names;
  for (std::size_t n = 0; n < program_.names.size(); ++n)
    if (value_of_name_[n] >= 0) names.push_back(program_.names[n]);
  return names;
}

// Names that can be called.
std::vector<std::string> Builder::function_names() const {
  std::vector<std::string> names = all_function_names();
  for (std::size_t n = 0; n < program_.names.size(); ++n)
    if (function_of_name_[n] >= 0) names.push_back(program_.names[n]);
  return names;
}

void Builder::collect_definitions() {
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

int Builder::place_line(Span span) const {
  const auto it = std::upper_bound(program_.line_starts.begin(), program_.line_starts.end(), span.begin);
  return static_cast<int>(it - program_.line_starts.begin());
}

// A definition that nothing calls is called with the inputs of the same names. Of definitions that only call each other, the
// first is called, so that the error is found.
void Builder::collect_calls() {
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
std::vector<int> Builder::calls_of(int s) const {
  std::vector<int> found;
  for (int i = program_.statements[s].first; i <= program_.statements[s].root; ++i) {
    const Syntax& node = program_.syntax[i];
    if (node.kind == Syntax::Kind::call && function_of_name_[node.name] >= 0) found.push_back(function_of_name_[node.name]);
  }
  return found;
}

void Builder::reach(int start, std::vector<bool>& reached) const {
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
int Builder::parameter(const Statement& function, int name) {
  for (std::size_t i = 0; i < function.params.size(); ++i)
    if (function.params[i] == name) return static_cast<int>(i);
  return -1;
}

// Names outside itself that a statement's value depends on, functions' bodies included.
const std::vector<int>& Builder::free_names(int s) {
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
void Builder::order_statements() {
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

bool Builder::has_value(int s) const {
  const Statement& statement = program_.statements[s];
  if (ignored_.count(s) || statement.root < 0) return false;
  return statement.kind != Statement::Kind::define || implicit_call_.count(s) > 0;
}

void Builder::report_cycle(const std::vector<int>& stack, int dependency) {
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

}  // namespace chainrule
