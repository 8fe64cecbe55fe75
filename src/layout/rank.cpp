#include <algorithm>

#include "layout/net.h"

namespace chainrule::layout {

namespace {

// With at most this many layers all inputs stand in the first column, as on a slide; in a deeper drawing each stands
// directly left of its first user, so that no wire has to be followed across the picture.
constexpr int shallow_layers = 4;

struct Ranker {
  const Part& part;
  int n;
  Lists ins, outs;  // wires by user and by source
  std::vector<int> layer;
  std::vector<int> reach;     // the layer of the farthest user, -1 without users
  std::vector<char> follows;  // can move right together with its only user, at no cost

  explicit Ranker(const Part& p)
      : part(p), n(static_cast<int>(p.cards.size())), layer(n, 0), reach(n, -1), follows(n, 0) {
    std::vector<int> from, to;
    for (const Wire& wire : part.wires) {
      from.push_back(wire.from);
      to.push_back(wire.to);
    }
    ins = Lists(n, to);
    outs = Lists(n, from);
  }

  // Longest path from the inputs; the indices are a topological order.
  int longest_paths() {
    int last = 0;
    for (int v = 0; v < n; ++v) {
      for (int w : ins.of(v)) layer[v] = std::max(layer[v], layer[part.wires[w].from] + 1);
      last = std::max(last, layer[v]);
    }
    return last + 1;
  }

  bool has_one_user(int v) const {
    auto list = outs.of(v);
    return !list.empty() && std::all_of(list.begin(), list.end(), [&](int w) {
      return part.wires[w].to == part.wires[list[0]].to;
    });
  }

  void find_followers(bool inputs_move) {
    for (int v = 0; v < n; ++v) {
      for (int w : outs.of(v)) reach[v] = std::max(reach[v], layer[part.wires[w].to]);
      bool free = has_one_user(v) && (inputs_move || !ins.of(v).empty());
      for (int w : ins.of(v)) free = free && follows[part.wires[w].from];
      follows[v] = free;
    }
  }

  int first_user_layer(int v) const {
    int first = layer[v] + n + 1;
    for (int w : outs.of(v)) first = std::min(first, layer[part.wires[w].to]);
    return first;
  }

  // Moving a gate right by one layer shortens its own lane by one, and lengthens the lane of each operand of which it
  // is the farthest user. So it goes right for free until the first operand would be stretched.
  void balance_gate(int v) {
    if (ins.of(v).empty() || outs.of(v).empty()) return;
    int target = first_user_layer(v) - 1;
    for (int w : ins.of(v)) {
      int u = part.wires[w].from;
      if (!follows[u]) target = std::min(target, reach[u]);
    }
    if (target <= layer[v]) return;
    layer[v] = target;
    for (int w : ins.of(v)) reach[part.wires[w].from] = std::max(reach[part.wires[w].from], target);
  }
};

}  // namespace

std::vector<int> assign_layers(const Part& part) {
  Ranker ranker(part);
  bool shallow = ranker.longest_paths() <= shallow_layers;
  ranker.find_followers(!shallow);
  for (int v = ranker.n - 1; v >= 0; --v) ranker.balance_gate(v);
  if (!shallow) {
    for (int v = 0; v < ranker.n; ++v) {
      if (ranker.ins.of(v).empty() && !ranker.outs.of(v).empty()) ranker.layer[v] = ranker.first_user_layer(v) - 1;
    }
    shorten_wires(part, ranker.layer);
  }
  return ranker.layer;
}

}  // namespace chainrule::layout
