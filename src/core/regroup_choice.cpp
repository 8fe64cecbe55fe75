// Which part of the text a set of gates is: the set is convex, has one output, and stands in whole functions.
#include <algorithm>
#include <unordered_map>

#include "core/regroup_acts.h"

namespace chainrule {

namespace {

class Chooser {
 public:
  Chooser(const Source& s, const Analysis& analysis) : s_(s), graph_(analysis.graph), chosen_(graph_.nodes.size(), false) {
    std::unordered_map<std::uint64_t, int> roots;
    const auto key = [](Span span) { return std::uint64_t{span.begin} << 32 | span.end; };
    for (int i = 0; i < static_cast<int>(s.program.syntax.size()); ++i) {
      const bool copy = s.is_name(i) && s.statement_of(i).root == i;  // y = x has a gate
      if (s.at(i).child_count > 0 || copy) roots.emplace(key(s.at(i).span), i);
    }
    for (const Node& node : graph_.nodes) {
      const auto known = is_gate(node) ? roots.find(key(node.span)) : roots.end();
      syntax_.push_back(known == roots.end() ? -1 : known->second);
    }
  }

  Choice run(const std::vector<int>& nodes) {
    if (choose(nodes) && is_convex() && has_one_output() && takes_whole_functions()) find_root();
    if (choice_.refusal.empty()) find_statements();
    return std::move(choice_);
  }

 private:
  static std::size_t index(int i) { return static_cast<std::size_t>(i); }
  static bool is_gate(const Node& node) { return node.op != Op::input && node.op != Op::constant; }
  const Node& node(int i) const { return graph_.nodes[index(i)]; }
  bool refuse(std::string words) {
    choice_.refusal = std::move(words);
    return false;
  }

  // What a person calls it.
  std::string called(int i) const {
    if (node(i).named || syntax_[index(i)] < 0) return node(i).name;
    const std::string_view text = s_.slice(node(i).span);
    return text.size() <= 40 ? std::string(text) : node(i).name;
  }

  // Inputs stay outside, for their gradients; where one expression is several gates, as max(a, b, c), they go together.
  bool choose(const std::vector<int>& nodes) {
    for (const int i : nodes) {
      if (!is_gate(node(i))) continue;
      if (syntax_[index(i)] < 0) return refuse(node(i).name + " has no expression of its own that could be folded");
      chosen_[index(i)] = true;
      choice_.inside.insert(syntax_[index(i)]);
    }
    for (int i = 0; i < static_cast<int>(graph_.nodes.size()); ++i)
      if (const int x = syntax_[index(i)]; x >= 0 && choice_.inside.count(x) && !s_.is_called(s_.statement_of(x))) chosen_[index(i)] = true;
    return !choice_.inside.empty() || refuse("there is no gate to fold");
  }

  bool is_convex() {
    std::vector<int> from(graph_.nodes.size(), -1);  // of a gate outside: one inside from which it is computed
    for (int i = 0; i < static_cast<int>(graph_.nodes.size()); ++i) {
      for (int p = 0; p < node(i).operand_count; ++p) {
        const int operand = graph_.operands_of(i)[p].node;
        if (operand < 0) continue;
        const int source = chosen_[index(operand)] ? operand : from[index(operand)];
        if (source < 0) continue;
        if (!chosen_[index(i)]) from[index(i)] = source;
        else if (!chosen_[index(operand)])
          return refuse(called(operand) + " lies between: it is computed from " + called(source) + ", and " + called(i) +
                        " from it. Choose it too, or leave one of them out");
      }
    }
    return true;
  }

  bool has_one_output() {
    std::vector<int> outside(graph_.nodes.size(), -1), inside(graph_.nodes.size(), -1);  // who uses it
    for (int i = 0; i < static_cast<int>(graph_.nodes.size()); ++i)
      for (int p = 0; p < node(i).operand_count; ++p)
        if (const int operand = graph_.operands_of(i)[p].node; operand >= 0)
          (chosen_[index(i)] ? inside : outside)[index(operand)] = i;
    std::vector<std::string> outputs;
    for (int i = static_cast<int>(graph_.nodes.size()) - 1; i >= 0; --i) {
      if (!chosen_[index(i)]) continue;
      const int user = outside[index(i)];
      if (user < 0 && i != graph_.output && inside[index(i)] >= 0) continue;
      if (output_ < 0) output_ = i;
      const std::string user_name = user >= 0 ? "used by " + called(user) : "used by nothing";
      outputs.push_back(called(i) + " (" + (i == graph_.output ? "the output" : user_name) + ")");
    }
    const std::size_t count = outputs.size();
    if (count == 1) return true;
    return refuse("a function has one output, and these gates have " + std::to_string(count) + ": " + outputs[count - 1] + " and " +
                  outputs[count - 2] + (count > 2 ? " and others" : ""));
  }

  const Statement* definition(int i) const {  // of the function, called elsewhere, that this gate is drawn from
    const int x = syntax_[index(i)];
    return x >= 0 && s_.is_called(s_.statement_of(x)) ? &s_.statement_of(x) : nullptr;
  }

  // A function that is drawn as its gates is chosen as a whole, which is its calls; or all that is chosen stands in its body.
  bool takes_whole_functions() {
    std::unordered_map<int, int> all, taken;  // gates, by the function's name
    std::set<int> whole;
    int count = 0;
    for (int i = 0; i < static_cast<int>(graph_.nodes.size()); ++i) {
      count += chosen_[index(i)];
      if (const Statement* d = definition(i)) ++all[d->name], taken[d->name] += chosen_[index(i)];
    }
    for (const Statement& d : s_.program.statements) {
      if (!s_.is_called(d)) continue;
      const int calls = s_.calls_of(d.name), here = taken[d.name];
      if (here == count) {
        body_ = d.name;
        return calls == 1 || refuse(called_often(s_, d.name));
      }
      if (here > 0 && here < all[d.name])
        return refuse("only a part of " + s_.name(d.name) + " is chosen; choose all of it, or unfold it first");
      if (here == all[d.name]) whole.insert(d.name);
    }
    for (int i = 0; i < static_cast<int>(s_.program.syntax.size()); ++i)
      if (s_.at(i).kind == Syntax::Kind::call && whole.count(s_.at(i).name)) choice_.inside.insert(i);
    return true;
  }

  void find_root() {
    const int giver = node(output_).named ? s_.giver_of(node(output_).name) : -1;
    choice_.root = giver >= 0 && body_ < 0 ? s_.program.statements[index(giver)].root : syntax_[index(output_)];
    for (std::size_t climbs = 0; climbs <= s_.program.statements.size(); ++climbs) {
      const Statement& home = s_.statement_of(choice_.root);
      if (!s_.is_called(home) || home.name == body_) return;
      const auto calls_it = [&](const Syntax& x) { return x.kind == Syntax::Kind::call && x.name == home.name; };
      if (s_.calls_of(home.name) > 1) break;
      const auto& all = s_.program.syntax;
      choice_.root = static_cast<int>(std::find_if(all.begin(), all.end(), calls_it) - all.begin());
    }
    refuse(called_often(s_, s_.statement_of(choice_.root).name));
  }

  void find_statements() {
    for (int i = 0; i < static_cast<int>(graph_.nodes.size()); ++i) {
      if (!chosen_[index(i)] || !node(i).named) continue;
      const int giver = s_.giver_of(node(i).name);
      const int root = giver < 0 ? -1 : s_.program.statements[index(giver)].root;
      if (root != choice_.root && choice_.inside.count(root)) choice_.statements.push_back(giver);
    }
  }

  const Source& s_;
  const Graph& graph_;
  std::vector<bool> chosen_;
  std::vector<int> syntax_;  // of each node, its expression; -1: none
  Choice choice_;
  int output_ = -1;
  int body_ = -1;  // the name of the function in whose body everything stands
};

}  // namespace

Choice choose(const Source& s, const Analysis& analysis, const std::vector<int>& nodes) { return Chooser(s, analysis).run(nodes); }

}  // namespace chainrule
