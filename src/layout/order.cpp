#include <algorithm>
#include <utility>

#include "layout/net.h"

namespace chainrule::layout {

namespace {

// Where a segment ends in the layer beside: at a node's place, or at a slot, and for how many wires it stands.
struct End {
  int place, wires;
};

void sort_ends(std::vector<End>& ends, std::ptrdiff_t from) {
  std::sort(ends.begin() + from, ends.end(), [](const End& a, const End& b) { return a.place < b.place; });
}

// Numbers the ports of a layer from top to bottom: slot[s] for each segment s that ends there.
void number_slots(const Net& net, const std::vector<int>& layer, std::vector<int>& slot) {
  int next = 0;
  for (int v : layer) {
    for (int s : net.ins.of(v)) slot[s] = next++;
  }
}

// Crossings of segments given in the order of their left ends, by their right ends, with a Fenwick tree.
std::int64_t count_inversions(const std::vector<End>& ends) {
  const int limit = static_cast<int>(ends.size());
  std::vector<int> tree(ends.size() + 1, 0);
  std::int64_t inversions = 0;
  int seen = 0;
  for (const End& end : ends) {
    int not_above = 0;
    for (int i = end.place + 1; i > 0; i -= i & -i) not_above += tree[i];
    inversions += static_cast<std::int64_t>(seen - not_above) * end.wires;
    for (int i = end.place + 1; i <= limit; i += i & -i) tree[i] += end.wires;
    seen += end.wires;
  }
  return inversions;
}

// The nodes of one layer with their ends to the left and right, sorted.
class Sides {
 public:
  void clear() {
    begin_.assign(1, 0);
    ends_.clear();
  }
  void add(End end) { ends_.push_back(end); }
  void close() {
    sort_ends(ends_, begin_.back());
    begin_.push_back(static_cast<int>(ends_.size()));
  }
  // Crossings with a above b, less those with b above a.
  std::int64_t excess(int a, int b) const {
    const End *i = ends_.data() + begin_[a], *i_end = ends_.data() + begin_[a + 1];
    const End *j = ends_.data() + begin_[b], *j_end = ends_.data() + begin_[b + 1];
    std::int64_t excess = 0, above = 0, below = 0;  // of the wires of b: those that end above i, and those not yet passed
    for (const End* k = j; k != j_end; ++k) below += k->wires;
    for (; i != i_end; ++i) {
      for (; j != j_end && j->place < i->place; ++j) {
        above += j->wires;
        below -= j->wires;
      }
      const std::int64_t level = j != j_end && j->place == i->place ? j->wires : 0;
      excess += (above - below + level) * i->wires;
    }
    return excess;
  }

 private:
  std::vector<int> begin_;
  std::vector<End> ends_;
};

class Orderer {
 public:
  explicit Orderer(Net& net) : net_(net), slot_(net.segments.size(), 0), key_(net.nodes.size(), 0), stale_(net.layers.size(), 1) {
    for (const auto& layer : net_.layers) number_slots(net_, layer, slot_);
  }

  std::int64_t crossings() const {
    std::int64_t sum = 0;
    std::vector<End> ends;
    for (std::size_t l = 0; l + 1 < net_.layers.size(); ++l) {
      ends.clear();
      for (int v : net_.layers[l]) append_ends(v, ends);
      sum += count_inversions(ends);
    }
    return sum;
  }

  // Orders each layer by the one before it: from the right to the left, or from the left.
  void sweep(bool leftward) {
    spent_ += static_cast<std::int64_t>(4 * (net_.nodes.size() + net_.segments.size()));
    leftward ? sweep_left() : sweep_right();
  }

  // Moves nodes to better places in their layers, until `effort` is spent. True if that removed any crossings.
  bool sift(std::int64_t effort) {
    bool any = false;
    for (std::size_t l = 0; l < net_.layers.size() && spent_ < effort; ++l) {
      if (!stale_[l]) continue;
      stale_[l] = 0;
      any = sift_layer(l) || any;
    }
    return any;
  }

  // Comparisons of two nodes so far, or what takes as long.
  std::int64_t spent() const { return spent_; }

  void restore(const std::vector<std::vector<int>>& layers) {
    net_.layers = layers;
    for (std::size_t l = 0; l < layers.size(); ++l) settle(l);
  }

 private:
  void sweep_right() {
    for (std::size_t l = 1; l < net_.layers.size(); ++l) {
      sort_layer(l, [&](int v, End& sum) {
        for (int s : net_.ins.of(v)) add(sum, net_.position[net_.segments[s].from], s);
      });
    }
  }

  void sweep_left() {
    for (std::size_t l = net_.layers.size() - 1; l-- > 0;) {
      sort_layer(l, [&](int v, End& sum) {
        for (int s : net_.outs.of(v)) add(sum, slot_[s], s);
      });
    }
  }

  void add(End& sum, int place, int s) const {
    sum.place += place * net_.segments[s].wires;
    sum.wires += net_.segments[s].wires;
  }

  // The right ends of a node's segments, sorted: segments that leave one port do not cross.
  void append_ends(int v, std::vector<End>& ends) const {
    std::size_t start = ends.size();
    for (int s : net_.outs.of(v)) ends.push_back({slot_[s], net_.segments[s].wires});
    sort_ends(ends, static_cast<std::ptrdiff_t>(start));
  }

  void settle(std::size_t l) {
    const std::vector<int>& layer = net_.layers[l];
    for (std::size_t k = l > 0 ? l - 1 : 0; k < std::min(l + 2, stale_.size()); ++k) stale_[k] = 1;
    for (int i = 0; i < static_cast<int>(layer.size()); ++i) net_.position[layer[i]] = i;
    number_slots(net_, layer, slot_);
  }

  // Sorts the nodes that have neighbours by their barycentre; the others keep their places.
  template <class Sum>
  void sort_layer(std::size_t l, Sum sum_of) {
    std::vector<int>& layer = net_.layers[l];
    std::vector<int> places, movable;
    for (int i = 0; i < static_cast<int>(layer.size()); ++i) {
      End sum{0, 0};
      sum_of(layer[i], sum);
      if (sum.wires == 0) continue;
      key_[layer[i]] = static_cast<double>(sum.place) / sum.wires;
      places.push_back(i);
      movable.push_back(layer[i]);
    }
    sort_stably(movable, [&](int a, int b) { return key_[a] < key_[b]; });
    for (std::size_t i = 0; i < places.size(); ++i) layer[places[i]] = movable[i];
    settle(l);
  }

  bool sift_layer(std::size_t l) {
    constexpr int reach = 60;  // places up or down
    std::vector<int>& layer = net_.layers[l];
    const int n = static_cast<int>(layer.size());
    if (n < 2) return false;
    left_.clear();
    right_.clear();
    for (int v : layer) {
      for (int s : net_.ins.of(v)) left_.add({net_.position[net_.segments[s].from], net_.segments[s].wires});
      for (int s : net_.outs.of(v)) right_.add({slot_[s], net_.segments[s].wires});
      left_.close();
      right_.close();
    }
    order_.resize(n);
    for (int i = 0; i < n; ++i) order_[i] = i;
    at_ = order_;
    bool any = false;
    for (int v = 0; v < n; ++v) {
      const int from = at_[v], to = best_place(from, reach);
      if (to == from) continue;
      any = true;
      const auto begin = order_.begin();
      if (to < from) std::rotate(begin + to, begin + from, begin + from + 1);
      if (to > from) std::rotate(begin + from, begin + from + 1, begin + to + 1);
      for (int i = std::min(from, to); i <= std::max(from, to); ++i) at_[order_[i]] = i;
    }
    if (!any) return false;
    const std::vector<int> old = layer;
    for (int i = 0; i < n; ++i) layer[i] = old[order_[i]];
    settle(l);
    return true;
  }

  // Where the node at place `from` of the order has the fewest crossings, at most `reach` places away.
  int best_place(int from, int reach) {
    const int n = static_cast<int>(order_.size()), v = order_[from];
    int best = from;
    std::int64_t least = 0, sum = 0;
    auto pass = [&](int i, std::int64_t more) {
      sum += more;
      if (sum >= least) return;
      least = sum;
      best = i;
    };
    for (int i = from - 1; i >= std::max(0, from - reach); --i) pass(i, -excess(order_[i], v));
    sum = 0;
    for (int i = from + 1; i < std::min(n, from + reach + 1); ++i) pass(i, -excess(v, order_[i]));
    return best;
  }

  std::int64_t excess(int a, int b) {
    ++spent_;
    return left_.excess(a, b) + right_.excess(a, b);
  }

  Net& net_;
  std::vector<int> slot_;
  std::vector<double> key_;
  std::vector<char> stale_;  // layers of which a neighbour has changed since they were sifted in vain
  Sides left_, right_;              // of the layer that is sifted
  std::vector<int> order_, at_;     // its nodes by their first places, and where each is now
  std::int64_t spent_ = 0;
};

}  // namespace

std::int64_t count_crossings(const Net& net) {
  Net copy = net;
  return Orderer(copy).crossings();
}

std::int64_t reduce_crossings(Net& net) {
  constexpr std::int64_t most = 12000000;  // comparisons: bounds the time for large drawings
  constexpr int sweeps = 24, patience = 4, rounds = 3, starts = 4;
  const auto size = static_cast<std::int64_t>(net.nodes.size() + net.segments.size());
  const std::int64_t effort = std::min(most, (30 + size / 20) * size);

  Orderer orderer(net);
  const auto first = net.layers;
  auto mirrored = first;
  for (auto& layer : mirrored) std::reverse(layer.begin(), layer.end());
  auto best = first;
  std::int64_t fewest = orderer.crossings();
  for (int start = 0; start < starts && fewest > 0 && orderer.spent() < effort; ++start) {
    orderer.restore(start < 2 ? first : mirrored);
    std::int64_t lowest = orderer.crossings();
    for (int i = 0, idle = 0; fewest > 0 && i < sweeps && idle < patience && orderer.spent() < effort; ++i) {
      orderer.sweep((start + i) % 2 == 0);
      for (int round = 0; round < rounds && orderer.sift(effort); ++round) {
      }
      const std::int64_t now = orderer.crossings();
      idle = now < lowest ? 0 : idle + 1;
      lowest = std::min(lowest, now);
      if (now >= fewest) continue;
      fewest = now;
      best = net.layers;
    }
  }
  orderer.restore(best);
  return fewest;
}

}  // namespace chainrule::layout
