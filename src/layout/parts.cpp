#include <algorithm>

#include "layout/net.h"

namespace chainrule::layout {

Lists::Lists(int n, std::span<const int> keys) : begin_(n + 1, 0), items_(keys.size()) {
  for (int k : keys) ++begin_[k + 1];
  for (int k = 0; k < n; ++k) begin_[k + 1] += begin_[k];
  std::vector<int> next(begin_.begin(), begin_.end() - 1);
  for (int i = 0; i < static_cast<int>(keys.size()); ++i) items_[next[keys[i]]++] = i;
}

std::span<int> Lists::of(int k) {
  return {items_.data() + begin_[k], static_cast<std::size_t>(begin_[k + 1] - begin_[k])};
}

std::span<const int> Lists::of(int k) const {
  return {items_.data() + begin_[k], static_cast<std::size_t>(begin_[k + 1] - begin_[k])};
}

namespace {

// Union-find with path halving; the least index of a set is its root.
int root_of(std::vector<int>& parent, int i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

}  // namespace

std::vector<Part> split_parts(const std::vector<Card>& cards, const std::vector<Wire>& wires) {
  const int n = static_cast<int>(cards.size());
  std::vector<int> parent(n);
  for (int i = 0; i < n; ++i) parent[i] = i;
  for (const Wire& wire : wires) {
    int a = root_of(parent, wire.from), b = root_of(parent, wire.to);
    parent[a < b ? b : a] = a < b ? a : b;
  }

  std::vector<Part> parts;
  std::vector<int> part_of(n), local(n);
  for (int i = 0; i < n; ++i) {
    int root = root_of(parent, i);
    if (root == i) {
      part_of[i] = static_cast<int>(parts.size());
      parts.emplace_back();
    }
    part_of[i] = part_of[root];
    Part& part = parts[part_of[i]];
    local[i] = static_cast<int>(part.cards.size());
    part.cards.push_back(cards[i]);
    part.card_ids.push_back(i);
  }
  for (int w = 0; w < static_cast<int>(wires.size()); ++w) {
    Part& part = parts[part_of[wires[w].from]];
    part.wires.push_back({local[wires[w].from], local[wires[w].to], wires[w].in_y});
    part.wire_ids.push_back(w);
  }
  return parts;
}

}  // namespace chainrule::layout
