// Laws of regrouping on random programs: numbers, bytes and comments are kept; a set of gates is a function exactly if it is convex
// and has one output.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/history.h"
#include "core/regroup.h"
#include "support/near.h"
#include "support/random.h"
#include "support/random_program.h"
#include "support/share.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

constexpr int kPrograms = 1000 / kSlower;

using Names = std::vector<std::string>;

std::vector<std::string> comments(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#', text.find('\n', at))) {
    found.push_back(text.substr(at, text.find('\n', at) - at));
    if (text.find('\n', at) == std::string::npos) break;
  }
  return found;
}

// Named nodes' values and inputs' gradients: which differs, or nothing. `without` may have gone.
std::string difference(const Analysis& a, const Analysis& b, const Names& without) {
  for (std::size_t i = 0; i < a.graph.nodes.size(); ++i) {
    const Node& node = a.graph.nodes[i];
    if (!node.named || std::find(without.begin(), without.end(), node.name) != without.end()) continue;
    const int j = b.graph.find(node.name);
    if (j < 0) return node.name + " has gone";
    if (!near(a.values[i], b.values[static_cast<std::size_t>(j)], 1e-12, 1e-12)) return "the value of " + node.name;
    const double x = a.backward.grads[i], y = b.backward.grads[static_cast<std::size_t>(j)];
    if (node.op == Op::input && !near(x, y, 1e-12, 1e-12)) return "the gradient of " + node.name;
  }
  return {};
}

// The text after. Whoever undoes it has the bytes that were there.
std::string check(const RandomProgram& program, const Analysis& before, const std::string& from, const Regrouping& r,
                  const Names& without = {}) {
  INFO(program.reproduction());
  CHECK(r.ok() == !r.edits.empty());
  if (!r.ok()) return {};
  for (std::size_t i = 1; i < r.edits.size(); ++i) CHECK(r.edits[i - 1].span.end <= r.edits[i].span.begin);
  const std::string text = apply_edits(from, r.edits);
  INFO(text);
  const Analysis after = analyse(text);
  CHECK(!has_errors(after.diagnostics));
  CHECK(difference(before, after, without) == "");
  CHECK(comments(text) == comments(from));
  History history;
  history.record(from, "");
  std::string back, again;
  CHECK((history.undo(text, back) && back == from));
  CHECK((history.redo(back, again) && again == text));
  return text;
}

struct Gates {
  explicit Gates(const Graph& g) : graph(g), users(g.nodes.size()) {
    for (int i = 0; i < static_cast<int>(g.nodes.size()); ++i) {
      if (g.nodes[static_cast<std::size_t>(i)].op != Op::input) all.push_back(i);
      for (int p = 0; p < g.nodes[static_cast<std::size_t>(i)].operand_count; ++p)
        if (const int operand = g.operands_of(i)[p].node; operand >= 0) users[static_cast<std::size_t>(operand)].push_back(i);
    }
  }

  // A gate and some of those that only it and they use.
  std::vector<int> convex(Random& random) const {
    std::vector<bool> in(graph.nodes.size(), false);
    const bool last = graph.nodes[static_cast<std::size_t>(graph.output)].op != Op::input && random.chance(0.5);
    std::vector<int> set = {last ? graph.output : random.pick(all)};
    in[static_cast<std::size_t>(set[0])] = true;
    const double chance = random.chance(0.5) ? 1 : random.unit();
    for (auto i = all.rbegin(); i != all.rend(); ++i) {
      const std::vector<int>& by = users[static_cast<std::size_t>(*i)];
      const bool inner = std::all_of(by.begin(), by.end(), [&](int user) { return in[static_cast<std::size_t>(user)]; });
      if (*i == graph.output || by.empty() || !inner || !random.chance(chance)) continue;
      in[static_cast<std::size_t>(*i)] = true;
      set.push_back(*i);
    }
    return set;
  }

  Names names_of(const std::vector<int>& set) const {
    Names names;
    for (const int i : set)
      if (graph.nodes[static_cast<std::size_t>(i)].named) names.push_back(graph.nodes[static_cast<std::size_t>(i)].name);
    return names;
  }

  const Graph& graph;
  std::vector<int> all;
  std::vector<std::vector<int>> users;
};

}  // namespace

TEST_CASE("every rewrite of random programs keeps values, gradients, comments and bytes") {
  std::map<std::string, int> made;
  int all = 0, refused = 0;
  // The rewrites of the nodes that begin in a part of the text.
  const auto rewrite = [&](const RandomProgram& program, const Analysis& before, const std::string& text, const Analysis& a, Span part,
                           bool again, const auto& self) -> void {
    for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
      const Node& node = a.graph.nodes[static_cast<std::size_t>(i)];
      if (node.op == Op::input || node.span.begin < part.begin || node.span.end > part.end) continue;
      for (const Rewrite& r : rewrites_at(text, a, i)) {
        const std::string after = check(program, before, text, r);
        ++(r.ok() ? all : refused);
        if (!r.ok()) continue;
        const bool rare = ++made[r.name] < 300;
        if (!again || !rare) continue;
        const TextEdit& first = r.edits[0];  // what came of it has the form of the way back
        const auto end = static_cast<std::uint32_t>(first.span.begin + first.replacement.size());
        self(program, before, after, analyse(after), {first.span.begin, end}, false, self);
      }
    }
  };
  for (int seed = 1; seed <= kPrograms; ++seed) {
    const RandomProgram program = random_program(static_cast<std::uint64_t>(seed));
    const Analysis before = analyse(program.text);
    rewrite(program, before, program.text, before, {0, static_cast<std::uint32_t>(program.text.size())}, true, rewrite);
  }
  std::string counts;
  for (const auto& [name, count] : made) counts += "\n  " + std::to_string(count) + " " + name;
  MESSAGE(refused << " refused, made:" << counts);
  CHECK(made.size() == 14);
  CHECK(all > 5 * kPrograms);
  CHECK(refused < all / 3);
}

TEST_CASE("names given and left out, functions folded and unfolded in random programs keep the same") {
  int names = 0, folds = 0, lines = 0, unfolds = 0, refused = 0;
  for (int seed = 1; seed <= kPrograms; ++seed) {
    const RandomProgram program = random_program(static_cast<std::uint64_t>(seed));
    Random random(static_cast<std::uint64_t>(seed));
    const Analysis before = analyse(program.text, {random.chance(0.5) ? program.functions : Names{}, {}});
    const Gates gates(before.graph);
    if (gates.all.empty()) continue;
    for (int tries = 0; tries < 2; ++tries) {
      const int node = random.pick(gates.all);
      const Regrouping part = extract_node(program.text, before, node, "part_q");
      const Regrouping back = inline_node(program.text, before, node);
      check(program, before, program.text, part);
      check(program, before, program.text, back, gates.names_of({node}));
      names += part.ok() + back.ok();

      const std::vector<int> set = gates.convex(random);
      const Regrouping fold = fold_nodes(program.text, before, set, "part_f");
      ++(fold.ok() ? folds : refused);
      lines += fold.edits.size() > 2;
      const std::string function = check(program, before, program.text, fold, gates.names_of(set));
      if (!fold.ok()) continue;
      const Analysis closed = analyse(function, {{"part_f"}, {}});
      const auto call = std::find_if(closed.graph.nodes.begin(), closed.graph.nodes.end(), [](const Node& n) { return n.op == Op::call; });
      CHECK(call != closed.graph.nodes.end());
      const Regrouping unfold = unfold_node(function, closed, static_cast<int>(call - closed.graph.nodes.begin()));
      INFO(function);
      CHECK(unfold.refusal == "");
      check(program, before, function, unfold, gates.names_of(set));
      ++unfolds;
    }
  }
  MESSAGE(names << " names given or left out, " << folds << " sets folded, " << lines << " of several lines, " << refused << " refused, "
                << unfolds << " unfolded again");
  CHECK(names > kPrograms);
  CHECK(folds > kPrograms * 3 / 2);
  CHECK(lines > kPrograms / 5);
  CHECK(refused < folds / 6);
}

TEST_CASE("a set is refused as no function exactly if a path leaves it and comes back, or two of its gates are used outside") {
  int outputs = 0, paths = 0, ok = 0;
  for (int seed = 1; seed <= kPrograms; ++seed) {
    const RandomProgram program = random_program(static_cast<std::uint64_t>(seed), {3, 4, 1, true, false});
    const Analysis a = analyse(program.text, {program.functions, {}});
    const Gates gates(a.graph);
    const int count = static_cast<int>(a.graph.nodes.size());
    Random random(static_cast<std::uint64_t>(seed));
    std::vector<bool> in(static_cast<std::size_t>(count), false);
    std::vector<int> set;
    const double chance = random.unit();
    for (const int i : gates.all) {
      const Span span = a.graph.nodes[static_cast<std::size_t>(i)].span;
      const bool twin = !set.empty() && span == a.graph.nodes[static_cast<std::size_t>(i - 1)].span;
      in[static_cast<std::size_t>(i)] = twin ? in[static_cast<std::size_t>(i - 1)] : random.chance(chance);  // max(a, b, c) is two
      if (in[static_cast<std::size_t>(i)]) set.push_back(i);
    }
    if (set.empty()) continue;
    // What a gate outside can reach is looked for from each, with no regard to order.
    const auto reaches = [&](int from) {
      std::vector<int> waiting = gates.users[static_cast<std::size_t>(from)];
      while (!waiting.empty()) {
        const int i = waiting.back();
        waiting.pop_back();
        if (in[static_cast<std::size_t>(i)]) return true;
        waiting.insert(waiting.end(), gates.users[static_cast<std::size_t>(i)].begin(), gates.users[static_cast<std::size_t>(i)].end());
      }
      return false;
    };
    bool convex = true;
    int used = 0;
    for (const int i : set) {
      const std::vector<int>& by = gates.users[static_cast<std::size_t>(i)];
      bool outside = by.empty() || i == a.graph.output;
      for (const int user : by) {
        if (in[static_cast<std::size_t>(user)]) continue;
        outside = true;
        convex = convex && !reaches(user);
      }
      used += outside;
    }
    const std::string words = fold_nodes(program.text, a, set, "part_f").refusal;
    INFO(program.reproduction() << words);
    CHECK((words.find(" lies between: ") != std::string::npos) == !convex);
    CHECK((words.find("a function has one output") != std::string::npos) == (convex && used > 1));
    ++(!convex ? paths : used > 1 ? outputs : ok);
  }
  MESSAGE(paths << " with a path, " << outputs << " with two outputs, " << ok << " with neither");
  CHECK(std::min({paths, outputs, ok}) > kPrograms / 20);
}
