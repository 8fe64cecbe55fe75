#include "learn/attempt.h"

#include <algorithm>

namespace chainrule::learn {

namespace {

std::vector<int> indices_of(const Graph& graph, const std::vector<std::string>& names) {
  std::vector<int> nodes;
  for (const std::string& name : names)
    if (const int node = graph.find(name); node >= 0) nodes.push_back(node);
  return nodes;
}

// A gradient that comes back on one path alone is what its edge sends.
Slot as_product(const Analysis& analysis, const Slot& slot) {
  if (slot.asked != Asked::sum) return slot;
  Slot product = slot;
  int paths = 0;
  for (const Contribution& c : analysis.backward.contributions) {
    if (c.to != slot.node) continue;
    ++paths;
    product = {Asked::product, c.gate, c.place};
  }
  return paths == 1 ? product : slot;
}

bool is_open(const Attempt& a, int item) {
  return item >= 0 && item < static_cast<int>(a.items.size()) && !a.items[static_cast<std::size_t>(item)].done();
}

}  // namespace

bool Attempt::finished() const {
  if (kind == Exercise::Kind::wrong && !found) return false;
  if (kind == Exercise::Kind::predict || kind == Exercise::Kind::wrong)
    return std::all_of(items.begin(), items.end(), [](const Item& i) { return i.done(); });
  return solved;
}

double Attempt::score() const {
  double sum = 0;
  for (const Item& i : items)
    if (i.state == Item::State::right) sum += i.wrong + i.hints > 0 ? 0.5 : 1;
  const bool pressed = kind != Exercise::Kind::predict && (kind == Exercise::Kind::wrong ? found : solved);
  return sum + (pressed ? 1 - 0.5 * std::min(misses, 2) : 0);
}

int Attempt::max() const {
  if (kind == Exercise::Kind::wrong) return 2;
  return kind == Exercise::Kind::predict ? static_cast<int>(items.size()) : kind == Exercise::Kind::none ? 0 : 1;
}

Attempt begin(Analysis& analysis, const Exercise& exercise, int round, std::uint64_t seed) {
  Attempt a;
  a.kind = exercise.kind;
  a.round = round;
  if (a.kind == Exercise::Kind::predict)
    for (const Slot& slot : blanks_in(exercise, round)) a.items.push_back({slot_name(analysis.graph, slot), slot, {}, 0, 0, {}, {}});
  if (a.kind == Exercise::Kind::wrong) a.planted = plant(analysis, exercise, seed);
  if (a.planted) a.planted->slot = as_product(analysis, a.planted->slot);
  a.asked = next_open(a, -1);
  return a;
}

void follow(Attempt& a, const Analysis& analysis) {
  const std::string asked = is_open(a, a.asked) ? a.items[static_cast<std::size_t>(a.asked)].name : std::string();
  for (Item& item : a.items) {
    const std::optional<Slot> slot = find_slot(analysis.graph, item.name);
    if (!slot || !can_ask(analysis, *slot)) item.name.clear();
    else item.slot = *slot;
  }
  std::erase_if(a.items, [](const Item& i) { return i.name.empty(); });
  a.asked = next_open(a, -1);
  for (std::size_t i = 0; i < a.items.size(); ++i)
    if (a.items[i].name == asked) a.asked = static_cast<int>(i);
  std::erase_if(a.sent, [&](const std::string& name) { return analysis.graph.find(name) < 0; });
}

Mark answer(Attempt& a, int item, std::string_view given, Analysis& analysis) {
  if (!is_open(a, item)) return {};
  Item& i = a.items[static_cast<std::size_t>(item)];
  i.given = std::string(given.substr(0, 200));
  i.mark = grade(analysis, i.slot, given);
  if (i.mark.correct) {
    i.state = Item::State::right;
    if (a.asked == item) a.asked = next_open(a, item);
  } else if (i.mark.counts) {
    ++i.wrong;
  }
  return i.mark;
}

void take_hint(Attempt& a, int item) {
  if (is_open(a, item)) a.items[static_cast<std::size_t>(item)].hints = std::min(a.items[static_cast<std::size_t>(item)].hints + 1, kHints);
}

void reveal(Attempt& a, int item) {
  if (!is_open(a, item)) return;
  a.items[static_cast<std::size_t>(item)].state = Item::State::revealed;
  if (a.asked == item) a.asked = next_open(a, item);
}

int next_open(const Attempt& a, int item) {
  const int count = static_cast<int>(a.items.size());
  for (int i = 1; i <= count; ++i)
    if (const int at = (item + i + count) % count; is_open(a, at)) return at;
  return -1;
}

std::vector<Slot> suspects(const Analysis& analysis, const Exercise& exercise) {
  std::vector<Slot> all = exercise.blanks;
  if (all.empty())
    for (const Asked kind : {Asked::value, Asked::product, Asked::sum})
      for (const Slot& slot : slots_of(analysis, kind)) all.push_back(slot);
  for (Slot& slot : all) slot = as_product(analysis, slot);
  return all;
}

bool accuse(Attempt& a, const Analysis& analysis, const Slot& slot) {
  if (a.found || !a.planted) return false;
  if (!(a.planted->slot == slot)) {
    ++a.misses;
    return false;
  }
  a.found = true;
  a.items.push_back({slot_name(analysis.graph, slot), slot, {}, 0, 0, {}, {}});
  a.asked = static_cast<int>(a.items.size()) - 1;
  return true;
}

std::vector<int> senders(const Analysis& analysis) {
  std::vector<int> all;
  for (const Contribution& c : analysis.backward.contributions)
    if (all.empty() || all.back() != c.gate) all.push_back(c.gate);
  return all;
}

bool send(Attempt& a, const Analysis& analysis, int node) {
  const std::vector<int> all = senders(analysis), sent = indices_of(analysis.graph, a.sent);
  const bool known = std::find(all.begin(), all.end(), node) != all.end();
  if (std::find(sent.begin(), sent.end(), node) != sent.end()) return true;
  if (!known || !may_send(analysis, node, sent)) {
    ++a.misses;
    return false;
  }
  a.sent.push_back(analysis.graph.nodes[static_cast<std::size_t>(node)].name);
  a.solved = sent.size() + 1 == all.size();
  return true;
}

}  // namespace chainrule::learn
