// What acts on a text are compared with: a graph that is changed as a picture would be, with no text behind it, and what holds after any act.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/compose_draft.h"
#include "core/names.h"

namespace chainrule::test {

inline std::size_t index(int i) { return static_cast<std::size_t>(i); }

// Does an exercise name it?
inline bool asked_for(const std::string& text, const std::string& name) {
  for (std::size_t at = text.find("#?"); at != std::string::npos; at = text.find("#?", at + 2)) {
    const std::string line = text.substr(at + 2, text.find('\n', at) - at - 2);
    for (const Token& token : tokenize(line))
      if (token.kind == TokenKind::name && name_key(line.substr(token.span.begin, token.span.end - token.span.begin)) == name_key(name)) return true;
  }
  return false;
}

struct Model {
  struct Argument {
    int node = -1;
    double literal = 0;
  };
  struct Gate {
    std::string op;  // empty for an input
    std::vector<Argument> operands;
    std::string name;
    bool named = false, bare = false, implicit = false, alive = true;
    double value = 0;
    bool comment = false;  // on an input's line, or another reason to keep it
  };
  std::vector<Gate> gates;

  Model(const std::string& text, const Analysis& a) {
    const Source s(text);
    const Graph& g = a.graph;
    for (int i = 0; i < static_cast<int>(g.nodes.size()); ++i) {
      const Node& n = g.nodes[index(i)];
      Gate gate;
      if (n.op != Op::input) gate.op = n.op == Op::call ? "call " + g.functions[index(n.function)].name : chainrule::gate(n.op).name;
      for (int p = 0; p < n.operand_count; ++p) gate.operands.push_back({g.operands_of(i)[p].node, g.operands_of(i)[p].literal});
      gate.name = n.name;
      gate.named = n.named;
      gate.implicit = n.implicit;
      gate.value = a.values[index(i)];
      if (n.op == Op::input && !n.implicit) gate.comment = text.find('#', n.span.end) < text.find('\n', n.span.end);
      if (n.op == Op::input) gate.comment = gate.comment || asked_for(text, n.name);
      gates.push_back(std::move(gate));
    }
    for (const Statement& statement : s.program.statements) {
      if (statement.kind != Statement::Kind::bare || statement.root < 0) continue;
      const int root = g.expressions[index(statement.root)].node;
      if (root >= 0 && !gates[index(root)].named) gates[index(root)].bare = true;
    }
    for (const Statement& d : s.program.statements)
      for (const int param : d.params) {
        bool used = !s.is_called(d);
        for (int x = d.first; x <= d.root; ++x) used = used || (s.is_name(x) && s.at(x).name == param);
        loose = loose || !used;
        const int input = used && !s.is_called(d) ? g.find(s.name(param)) : -1;  // in a head of such a definition it may stay
        bool mentioned = false;
        for (int x = d.first; x <= d.root; ++x) mentioned = mentioned || (s.is_name(x) && s.at(x).name == param);
        if (input >= 0 && !mentioned) gates[index(input)].comment = true;
      }
  }
  bool loose = false;  // has a function a parameter that it does not use? Its operands have places in the text that no picture shows

  std::vector<int> uses() const {
    std::vector<int> count(gates.size(), 0);
    for (const Gate& gate : gates)
      for (const Argument& operand : gate.operands)
        if (gate.alive && operand.node >= 0) ++count[index(operand.node)];
    return count;
  }

  // Parts without a name that lost all users go, from the last.
  void drop_parts(const std::vector<int>& before) {
    for (int i = static_cast<int>(before.size()) - 1; i >= 0; --i) {
      Gate& gate = gates[index(i)];
      if (!gate.op.empty() && !gate.named && !gate.bare && before[index(i)] > 0 && uses()[index(i)] == 0) gate.alive = false;
    }
  }
  void drop_inputs(const std::vector<int>& before) {
    const std::vector<int> now = uses();
    for (std::size_t i = 0; i < before.size(); ++i)
      if (gates[i].op.empty() && before[i] > 0 && now[i] == 0 && !gates[i].comment) gates[i].alive = false;
  }
  // What has literals alone for operands is one.
  void fold() {
    for (std::size_t i = 0; i < gates.size(); ++i) {
      Gate& gate = gates[i];
      if (!gate.alive || gate.op.empty()) continue;
      if (std::any_of(gate.operands.begin(), gate.operands.end(), [](const Argument& o) { return o.node >= 0; })) continue;
      gate.op.clear();
      gate.operands.clear();
      if (gate.named) continue;
      gate.alive = false;
      to_literal(static_cast<int>(i));
    }
  }
  void to_literal(int node) {
    for (Gate& gate : gates)
      for (Argument& operand : gate.operands)
        if (operand.node == node) operand = {-1, gates[index(node)].value};
  }

  // What each node computes, and from what, as a number that stands for it.
  std::vector<int> identities(std::map<std::string, int>& known) const {
    std::vector<int> ids(gates.size(), -1);
    const auto number = [](double x) {
      char buffer[40];
      std::snprintf(buffer, sizeof buffer, "%.11g", x == 0 || x != x ? (x == 0 ? 0.0 : 1e300) : x);
      return std::string(buffer);
    };
    bool more = true;
    while (more) {  // new gates stand behind what they feed
      more = false;
      for (std::size_t i = 0; i < gates.size(); ++i) {
        if (!gates[i].alive || ids[i] >= 0) continue;
        std::string key = gates[i].op.empty() ? "input " + name_key(gates[i].name) + " " + number(gates[i].value) : gates[i].op;
        bool ready = true;
        std::vector<Argument> operands = gates[i].operands;
        if (key == "pow" && operands[0].node < 0 && operands[0].literal == std::exp(1.0)) {  // e^x is exp(x)
          key = "exp";
          operands.erase(operands.begin());
        }
        for (const Argument& operand : operands) {
          ready = ready && (operand.node < 0 || ids[index(operand.node)] >= 0);
          if (ready) key += operand.node < 0 ? " = " + number(operand.literal) : " " + std::to_string(ids[index(operand.node)]);
        }
        if (!ready) continue;
        ids[i] = known.emplace(key, static_cast<int>(known.size())).first->second;
        more = true;
      }
    }
    return ids;
  }
};

// Where the graph of the text is another than the model; empty if it is the same.
inline std::string difference(const Model& expected, const std::string& text, const Analysis& a) {
  const Model now(text, a);
  std::map<std::string, int> known;
  const std::vector<int> x = expected.identities(known), y = now.identities(known);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!expected.gates[i].alive || !expected.gates[i].named) continue;
    const int other = a.graph.find(expected.gates[i].name);
    if (other < 0) return expected.gates[i].name + " has gone";
    if (x[i] != y[index(other)]) return expected.gates[i].name + " is another node";
  }
  std::vector<int> all, there;
  for (const int id : x)
    if (id >= 0) all.push_back(id);
  for (const int id : y) there.push_back(id);
  std::sort(all.begin(), all.end());
  std::sort(there.begin(), there.end());
  if (all == there) return {};
  std::string words = "other nodes:";
  for (const auto& [key, id] : known) {
    const auto more = std::count(there.begin(), there.end(), id) - std::count(all.begin(), all.end(), id);
    if (more != 0) words += "\n  " + std::to_string(more) + " × " + key;
  }
  return words;
}

inline std::vector<std::string> comments(const std::string& text, bool directives) {
  std::vector<std::string> found;
  for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#', std::min(text.find('\n', at), text.size()))) {
    std::string one = text.substr(at, text.find_first_of("\r\n", at) - at);
    if (directives || (one.substr(0, 2) != "#@" && one.substr(0, 2) != "#?")) found.push_back(std::move(one));
  }
  std::sort(found.begin(), found.end());
  return found;
}

inline int default_output(const Graph& g) {
  int output = -1;
  for (int i = 0; i < static_cast<int>(g.nodes.size()); ++i)
    if (g.nodes[index(i)].op != Op::input && (g.nodes[index(i)].named || output < 0 || !g.nodes[index(output)].named)) output = i;
  return output;
}

inline bool depends(const Graph& g, int i, int on) {
  if (i == on) return true;
  for (int p = 0; p < g.nodes[index(i)].operand_count; ++p)
    if (const int operand = g.operands_of(i)[p].node; operand >= on && depends(g, operand, on)) return true;
  return false;
}

struct Stage {
  std::string text;
  BuildOptions options;
  Analysis a;
  Draft draft;
  Stage(const std::string& t, const BuildOptions& o) : text(t), options(o), a(analyse(text, options)), draft(text, a) {}
  const Node& node(int i) const { return a.graph.nodes[index(i)]; }
};

// What holds after any act. The text after, or as it was.
inline std::string check_act(const Stage& before, const Act& act, bool output, bool directives, const std::string& pasted) {
  CHECK(act.ok() == !act.edits.empty());
  if (!act.ok()) return before.text;
  for (std::size_t i = 1; i < act.edits.size(); ++i) CHECK(act.edits[i - 1].span.end <= act.edits[i].span.begin);
  const std::string text = apply_edits(before.text, act.edits);
  INFO("after:\n", text, "\n----");
  const Analysis after = analyse(text, before.options);
  for (const Diagnostic& d : after.diagnostics)
    if (d.severity == Severity::error) CHECK(d.message == "");
  CHECK(comments(text, directives) == comments(before.text + "\n" + pasted, directives));
  for (const std::string& name : act.made) CHECK(after.graph.find(name) >= 0);
  const int was = default_output(before.a.graph);
  if (!output || was < 0 || !before.node(was).named) return text;
  const std::string& name = before.node(was).name;
  const int is = after.graph.find(name), now = default_output(after.graph);
  if (is < 0 || !after.graph.nodes[index(is)].named) return text;
  if (after.graph.nodes[index(is)].op != Op::input && now != is) CHECK(depends(after.graph, now, is));
  return text;
}

}  // namespace chainrule::test
