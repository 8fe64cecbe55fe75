#include <algorithm>

#include "layout/net.h"

namespace chainrule::layout {

namespace {

// Numbers the ports of a layer from top to bottom: slot[s] for each segment s that ends there.
void number_slots(const Net& net, const std::vector<int>& layer, std::vector<int>& slot) {
  int next = 0;
  for (int v : layer) {
    for (int s : net.ins.of(v)) slot[s] = next++;
  }
}

// Inversions among keys in 0..limit-1, with a Fenwick tree.
std::int64_t count_inversions(const std::vector<int>& keys, int limit) {
  std::vector<int> tree(limit + 1, 0);
  std::int64_t inversions = 0;
  int seen = 0;
  for (int key : keys) {
    int not_above = 0;
    for (int i = key + 1; i > 0; i -= i & -i) not_above += tree[i];
    inversions += seen - not_above;
    for (int i = key + 1; i <= limit; i += i & -i) ++tree[i];
    ++seen;
  }
  return inversions;
}

// Pairs (a, b) with a > b; both sorted.
std::int64_t count_above(const std::vector<int>& as, const std::vector<int>& bs) {
  std::int64_t pairs = 0;
  std::size_t below = 0;
  for (int a : as) {
    while (below < bs.size() && bs[below] < a) ++below;
    pairs += static_cast<std::int64_t>(below);
  }
  return pairs;
}

class Orderer {
 public:
  explicit Orderer(Net& net) : net_(net), slot_(net.segments.size(), 0), key_(net.nodes.size(), 0) {
    for (const auto& layer : net_.layers) number_slots(net_, layer, slot_);
  }

  std::int64_t crossings() {
    std::int64_t sum = 0;
    for (std::size_t l = 0; l + 1 < net_.layers.size(); ++l) {
      std::vector<int> slots;
      for (int v : net_.layers[l]) append_slots(v, slots);
      sum += count_inversions(slots, static_cast<int>(slots.size()));
    }
    return sum;
  }

  void sweep_right() {
    for (std::size_t l = 1; l < net_.layers.size(); ++l) {
      sort_layer(l, [&](int v, double& sum) {
        for (int s : net_.ins.of(v)) sum += net_.position[net_.segments[s].from];
        return net_.ins.of(v).size();
      });
    }
  }

  void sweep_left() {
    for (std::size_t l = net_.layers.size() - 1; l-- > 0;) {
      sort_layer(l, [&](int v, double& sum) {
        for (int s : net_.outs.of(v)) sum += slot_[s];
        return net_.outs.of(v).size();
      });
    }
  }

  // Swaps neighbours as long as that removes crossings. True if it removed any.
  bool transpose() {
    bool any = false;
    for (auto& layer : net_.layers) any = transpose_layer(layer) || any;
    return any;
  }

  void restore(const std::vector<std::vector<int>>& layers) {
    net_.layers = layers;
    for (const auto& layer : net_.layers) settle(layer);
  }

 private:
  // Slots of a node's segments to the right, sorted: segments that leave one port do not cross.
  void append_slots(int v, std::vector<int>& slots) const {
    std::size_t start = slots.size();
    for (int s : net_.outs.of(v)) slots.push_back(slot_[s]);
    std::sort(slots.begin() + start, slots.end());
  }

  void settle(const std::vector<int>& layer) {
    for (int i = 0; i < static_cast<int>(layer.size()); ++i) net_.position[layer[i]] = i;
    number_slots(net_, layer, slot_);
  }

  // Sorts the nodes that have neighbours by their barycentre; the others keep their places.
  template <class Sum>
  void sort_layer(std::size_t l, Sum sum_of) {
    std::vector<int>& layer = net_.layers[l];
    std::vector<int> places, movable;
    for (int i = 0; i < static_cast<int>(layer.size()); ++i) {
      double sum = 0;
      std::size_t count = sum_of(layer[i], sum);
      if (count == 0) continue;
      key_[layer[i]] = sum / static_cast<double>(count);
      places.push_back(i);
      movable.push_back(layer[i]);
    }
    std::stable_sort(movable.begin(), movable.end(), [&](int a, int b) { return key_[a] < key_[b]; });
    for (std::size_t i = 0; i < places.size(); ++i) layer[places[i]] = movable[i];
    settle(layer);
  }

  bool transpose_layer(std::vector<int>& layer) {
    const std::size_t n = layer.size();
    if (n < 2) return false;
    std::vector<std::vector<int>> left(n), right(n);  // sorted places of the neighbours, for layer[i]
    for (std::size_t i = 0; i < n; ++i) {
      for (int s : net_.ins.of(layer[i])) left[i].push_back(net_.position[net_.segments[s].from]);
      std::sort(left[i].begin(), left[i].end());
      append_slots(layer[i], right[i]);
    }
    bool any = false, improved = true;
    for (int round = 0; improved && round < 8; ++round) {
      improved = false;
      for (std::size_t i = 0; i + 1 < n; ++i) {
        std::int64_t now = count_above(left[i], left[i + 1]) + count_above(right[i], right[i + 1]);
        if (now == 0) continue;
        std::int64_t then = count_above(left[i + 1], left[i]) + count_above(right[i + 1], right[i]);
        if (then >= now) continue;
        std::swap(layer[i], layer[i + 1]);
        left[i].swap(left[i + 1]);
        right[i].swap(right[i + 1]);
        improved = any = true;
      }
    }
    if (any) settle(layer);
    return any;
  }

  Net& net_;
  std::vector<int> slot_;
  std::vector<double> key_;
};

}  // namespace

std::int64_t count_crossings(const Net& net) {
  Net copy = net;
  return Orderer(copy).crossings();
}

void reduce_crossings(Net& net) {
  constexpr std::size_t effort = 400000;  // node visits: bounds the time for large drawings
  constexpr int patience = 4;             // sweeps without gain before giving up
  const std::size_t size = net.nodes.size() + net.segments.size() + 1;
  const int sweeps = static_cast<int>(std::clamp<std::size_t>(effort / size, 4, 24));

  Orderer orderer(net);
  auto best = net.layers;
  std::int64_t fewest = orderer.crossings();
  for (int i = 0, idle = 0; fewest > 0 && i < sweeps && idle < patience; ++i) {
    if (i % 2 == 0) {
      orderer.sweep_left();
    } else {
      orderer.sweep_right();
    }
    for (int round = 0; round < 3 && orderer.transpose(); ++round) {
    }
    std::int64_t now = orderer.crossings();
    ++idle;
    if (now < fewest) {
      fewest = now;
      best = net.layers;
      idle = 0;
    }
  }
  orderer.restore(best);
}

}  // namespace chainrule::layout
