#include <algorithm>

#include "layout/net.h"

namespace chainrule::layout {

namespace {

// With at most this many layers all inputs stand in the first column, as on a slide; in a deeper drawing each stands
// directly left of its first user, so that no wire has to be followed across the picture.
constexpr int shallow_layers = 4;
constexpr int nowhere = -1;

// The two farthest users of a card. Layers only grow while the ranks are balanced, so an update needs no search.
struct Reach {
  int first = nowhere, first_user = nowhere;  // the layer of the farthest user, and which it is
  int second = nowhere;                       // the layer of the farthest of the others

  void update(int user, int layer) {
    if (user == first_user) {
      first = std::max(first, layer);
    } else if (layer > first) {
      second = first;
      first = layer;
      first_user = user;
    } else {
      second = std::max(second, layer);
    }
  }
  int without(int user) const { return user == first_user ? second : first; }
  bool sole(int user) const { return user == first_user && second == nowhere; }
};

struct Ranker {
  const Part& part;
  int n;
  Lists ins, outs;  // wires by user and by source
  std::vector<int> layer;
  std::vector<Reach> reach;
  std::vector<char> follows;  // can move right together with its only user, at no cost

  explicit Ranker(const Part& p) : part(p), n(static_cast<int>(p.cards.size())), layer(n, 0), reach(n), follows(n, 0) {
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

  void find_followers(bool inputs_move) {
    for (int v = 0; v < n; ++v) {
      for (int w : outs.of(v)) reach[v].update(part.wires[w].to, layer[part.wires[w].to]);
      bool free = !ins.of(v).empty() || inputs_move;
      for (int w : ins.of(v)) free = free && follows[part.wires[w].from];
      follows[v] = free && reach[v].first_user != nowhere && reach[v].sole(reach[v].first_user);
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
      if (!(follows[u] && reach[u].sole(v))) target = std::min(target, reach[u].without(v));
    }
    if (target <= layer[v]) return;
    layer[v] = target;
    for (int w : ins.of(v)) reach[part.wires[w].from].update(v, target);
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
  }
  return ranker.layer;
}

}  // namespace chainrule::layout
