#include "learn/slot.h"

#include <algorithm>

#include "core/fields.h"
#include "core/names.h"
#include "core/number.h"

namespace chainrule::learn {

namespace {

constexpr const char* kNames[kAskedKinds] = {"value", "formula", "local", "product", "sum"};

bool has_place(Asked asked) { return asked == Asked::formula || asked == Asked::local || asked == Asked::product; }

std::size_t edge(const Graph& graph, const Slot& slot) {
  return static_cast<std::size_t>(graph.nodes[slot.node].first_operand + slot.place);
}

// The operand places of `node` where this name stands, in any of its spellings: how many, and the first.
struct Places {
  int count = 0, first = -1;
};
Places places_of(const Graph& graph, int node, std::string_view name) {
  Places places;
  const std::string key = name_key(name);
  for (int p = graph.nodes[node].operand_count - 1; p >= 0; --p) {
    const Operand& operand = graph.operands_of(node)[p];
    if (operand.is_literal() || name_key(graph.nodes[operand.node].name) != key) continue;
    ++places.count;
    places.first = p;
  }
  return places;
}

// The next word of the text, which loses it.
std::string_view take_word(std::string_view& text) {
  constexpr const char* kSpaces = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(kSpaces), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(kSpaces));
  text.remove_prefix(word.size());
  return word;
}

}  // namespace

const char* asked_name(Asked asked) { return kNames[static_cast<int>(asked)]; }

bool can_ask(const Analysis& analysis, const Slot& slot) {
  const Graph& graph = analysis.graph;
  if (slot.node < 0 || slot.node >= static_cast<int>(graph.nodes.size())) return false;
  const Node& node = graph.nodes[slot.node];
  if (!has_place(slot.asked) && slot.place != -1) return false;
  if (slot.asked == Asked::value) return node.operand_count > 0;
  if (!analysis.backward.on_path[slot.node]) return false;
  if (slot.asked == Asked::sum) return slot.node != graph.output;
  return slot.place >= 0 && slot.place < node.operand_count && !graph.operands_of(slot.node)[slot.place].is_literal();
}

std::vector<Slot> slots_of(const Analysis& analysis, Asked asked) {
  std::vector<Slot> slots;
  const std::vector<Contribution>& sent = analysis.backward.contributions;
  const int count = static_cast<int>(analysis.graph.nodes.size());
  if (asked == Asked::value) {
    for (int i = 0; i < count; ++i)
      if (const Slot slot{asked, i, -1}; can_ask(analysis, slot)) slots.push_back(slot);
  } else if (has_place(asked)) {
    for (const Contribution& c : sent) slots.push_back({asked, c.gate, c.place});
  } else {  // a sum is there when its last part has come
    std::vector<char> seen(analysis.graph.nodes.size());
    for (auto c = sent.rbegin(); c != sent.rend(); ++c)
      if (!seen[c->to]++) slots.push_back({asked, c->to, -1});
    std::reverse(slots.begin(), slots.end());
  }
  return slots;
}

std::string slot_name(const Graph& graph, const Slot& slot) {
  std::string name = std::string(asked_name(slot.asked)) + " " + graph.nodes[slot.node].name;
  if (!has_place(slot.asked)) return name;
  const std::string& operand = graph.nodes[graph.operands_of(slot.node)[slot.place].node].name;
  return name + " " + (places_of(graph, slot.node, operand).count > 1 ? std::to_string(slot.place + 1) : operand);
}

std::optional<Slot> find_slot(const Graph& graph, std::string_view name) {
  const std::string_view kind = take_word(name), node = take_word(name), operand = take_word(name);
  if (node.empty() || !take_word(name).empty()) return std::nullopt;
  const auto found = std::find(kNames, kNames + kAskedKinds, kind);
  if (found == kNames + kAskedKinds) return std::nullopt;
  Slot slot{static_cast<Asked>(found - kNames), graph.find(node), -1};
  if (slot.node < 0 || has_place(slot.asked) == operand.empty()) return std::nullopt;
  if (operand.empty()) return slot;
  const std::string ended = std::string(operand) + ' ';
  std::string_view counted = ended;
  slot.place = places_of(graph, slot.node, operand).first;
  std::size_t number = 0;
  if (slot.place < 0 && take_count(counted, ' ', number)) slot.place = static_cast<int>(number) - 1;
  if (slot.place < 0 || slot.place >= graph.nodes[slot.node].operand_count || graph.operands_of(slot.node)[slot.place].is_literal())
    return std::nullopt;
  return slot;
}

double true_number(const Analysis& analysis, const Slot& slot) {
  const Backward& backward = analysis.backward;
  switch (slot.asked) {
    case Asked::value: return analysis.values[slot.node];
    case Asked::formula:
    case Asked::local: return backward.locals[edge(analysis.graph, slot)];
    case Asked::product: return backward.grads[slot.node] * backward.locals[edge(analysis.graph, slot)];
    case Asked::sum: break;
  }
  return backward.grads[slot.node];
}

Expr true_formula(Analysis& analysis, const Slot& slot) {
  return local_formula(analysis.graph, slot.node, slot.place, analysis.values, true_number(analysis, slot), analysis.rules);
}

std::string true_text(Analysis& analysis, const Slot& slot) {
  return slot.asked == Asked::formula ? print(true_formula(analysis, slot)) : display_text(true_number(analysis, slot));
}

}  // namespace chainrule::learn
