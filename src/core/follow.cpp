#include "core/follow.h"

#include <algorithm>
#include <map>
#include <vector>

#include "core/directives.h"
#include "core/gates.h"
#include "core/names.h"
#include "core/number.h"

namespace chainrule {

namespace {

std::size_t index(int i) { return static_cast<std::size_t>(i); }

// Numbers for what nodes are, equal in both graphs for equal things.
class Likeness {
 public:
  struct Keys {
    std::vector<int> shape;  // by node: its gate, and what that works on
    std::vector<int> place;  // its gate, and where that is used
  };

  Keys of(const Graph& g) {
    const int count = static_cast<int>(g.nodes.size());
    Keys keys{std::vector<int>(g.nodes.size(), -1), std::vector<int>(g.nodes.size(), -1)};
    const auto known_as = [&](int i, const std::vector<int>& keys_of) {
      const Node& n = g.nodes[index(i)];
      return n.named || n.op == Op::input ? name_key(n.name) : "#" + std::to_string(keys_of[index(i)]);
    };
    for (int i = 0; i < count; ++i) {
      std::string text(gate_name(g, i));
      for (int p = 0; p < g.nodes[index(i)].operand_count; ++p) {
        const Operand& operand = g.operands_of(i)[p];
        text += " " + (operand.is_literal() ? format_number(operand.literal) : known_as(operand.node, keys.shape));
      }
      keys.shape[index(i)] = number_of(text);
    }
    for (int i = count - 1; i >= 0; --i)  // users before what they use
      for (int p = 0; p < g.nodes[index(i)].operand_count; ++p)
        if (const int operand = g.operands_of(i)[p].node; operand >= 0)
          keys.place[index(operand)] = number_of(std::string(gate_name(g, operand)) + " @" + std::to_string(p) + known_as(i, keys.place));
    return keys;
  }

 private:
  int number_of(const std::string& text) { return numbers_.emplace(text, static_cast<int>(numbers_.size())).first->second; }
  std::map<std::string, int> numbers_;
};

// The node that is to `keys` what this one is to its own: as many are like it, and as many of them stand before it. -1: none.
int like(int node, const std::vector<int>& own, const std::vector<int>& keys) {
  const int key = own[index(node)];
  if (key < 0 || std::count(own.begin(), own.end(), key) != std::count(keys.begin(), keys.end(), key)) return -1;
  auto before = std::count(own.begin(), own.begin() + node, key);
  for (int i = 0; i < static_cast<int>(keys.size()); ++i)
    if (keys[index(i)] == key && before-- == 0) return i;
  return -1;
}

bool calls(const Graph& g, const std::string& function) {
  return std::any_of(g.functions.begin(), g.functions.end(), [&](const Function& f) { return f.name == function; }) ||
         std::any_of(g.groups.begin(), g.groups.end(), [&](const Group& group) { return group.function == function; });
}

}  // namespace

std::string with_followed(std::string_view after, const Graph& before) {
  std::string out(after);
  if (out.find("#@") == std::string::npos) return out;
  const std::vector<std::string> folded = folded_functions(out);
  const Graph now = build(parse(out), {folded, {}}).graph;
  Likeness likeness;
  Likeness::Keys own, keys;
  const auto new_name = [&](const std::string& name) -> std::string {
    const int node = before.find(name);
    if (node < 0) return name;
    if (before.nodes[index(node)].named || before.nodes[index(node)].op == Op::input) return now.find(name) < 0 ? std::string() : name;
    if (own.shape.empty()) {
      own = likeness.of(before);
      keys = likeness.of(now);
    }
    int there = like(node, own.shape, keys.shape);
    if (there < 0) there = like(node, own.place, keys.place);
    return there < 0 ? std::string() : now.nodes[index(there)].name;
  };
  for (const char* kind : {"pin", "range"}) out = with_names(out, kind, new_name);
  for (const std::string& function : folded)
    if (calls(before, function) && !calls(now, function)) out = with_folded(out, function, false);
  return out;
}

}  // namespace chainrule
