// Brandes and Köpf, Fast and Simple Horizontal Coordinate Assignment (2001), turned by 90 degrees: blocks of aligned
// nodes, four times (towards either neighbour, from either side), and the median of the four. Blocks are spaced on
// their graph by longest paths, which avoids the flaw in the paper's own compaction (see its erratum of 2020).
#include <algorithm>
#include <limits>

#include "layout/net.h"

namespace chainrule::layout {

namespace {

constexpr double unset = std::numeric_limits<double>::infinity();

// Where in `to` the port of `from` should point. A wire from an input or along a lane runs straight into its row. A
// gate after a gate stands level with it, output by output, so that a chain reads as a line and does not climb.
double target_in(const Net& net, const Segment& s) {
  bool gates = !net.is_bend(s.from) && !net.is_bend(s.to) && !net.ins.of(s.from).empty();
  return gates ? net.nodes[s.to].out : s.in;
}

bool is_lane(const Net& net, const Segment& s) { return net.is_bend(s.from) && net.is_bend(s.to); }

// Lanes go straight first. Marks the segments between layer l and l + 1 that would hinder them: those that cross a lane
// there, and those that leave one that goes on.
void mark_conflicts(const Net& net, std::size_t l, std::vector<char>& marked) {
  const std::vector<int>& right = net.layers[l + 1];
  int above = 0;          // place of the last lane's node in layer l
  std::size_t scanned = 0;  // nodes of layer l + 1 that are done
  for (std::size_t i = 0; i < right.size(); ++i) {
    int below = static_cast<int>(net.layers[l].size()) - 1;
    bool lane = false;
    for (int s : net.ins.of(right[i])) {
      if (!is_lane(net, net.segments[s])) continue;
      lane = true;
      below = net.position[net.segments[s].from];
    }
    if (!lane && i + 1 < right.size()) continue;
    for (; scanned <= i; ++scanned) {
      for (int s : net.ins.of(right[scanned])) {
        int k = net.position[net.segments[s].from];
        bool leaves = net.nodes[net.segments[s].from].card < 0 && net.nodes[net.segments[s].from].next >= 0;
        if ((k < above || k > below || leaves) && !is_lane(net, net.segments[s])) marked[s] = 1;
      }
    }
    above = below;
  }
}

// Nodes that stand in one line. offset: of a node's top edge from its block's own coordinate.
struct Blocks {
  std::vector<int> root;
  std::vector<char> joined;  // something is aligned with the node on its far side
  std::vector<double> offset;
};

class Aligner {
 public:
  Aligner(const Net& net, const std::vector<char>& marked, bool to_left, bool from_top)
      : net_(net), marked_(marked), to_left_(to_left), from_top_(from_top) {}

  Blocks run() {
    const std::size_t n = net_.nodes.size();
    blocks_.root.resize(n);
    for (std::size_t v = 0; v < n; ++v) blocks_.root[v] = static_cast<int>(v);
    blocks_.joined.assign(n, 0);
    blocks_.offset.assign(n, 0);
    const int last = static_cast<int>(net_.layers.size()) - 1;
    for (int i = 1; i <= last; ++i) align_layer(net_.layers[to_left_ ? i : last - i]);
    return std::move(blocks_);
  }

 private:
  void align_layer(const std::vector<int>& layer) {
    limit_ = -1;
    const std::size_t n = layer.size();
    for (std::size_t i = 0; i < n; ++i) align_node(layer[from_top_ ? i : n - 1 - i]);
  }

  int neighbour(int s) const { return to_left_ ? net_.segments[s].from : net_.segments[s].to; }

  // Places counted from the side that this run starts from.
  int rank(int node) const {
    int size = static_cast<int>(net_.layers[net_.nodes[node].layer].size());
    return from_top_ ? net_.position[node] : size - 1 - net_.position[node];
  }

  void align_node(int v) {
    auto list = to_left_ ? net_.ins.of(v) : net_.outs.of(v);
    if (list.empty()) return;
    std::vector<int> sorted(list.begin(), list.end());
    sort_stably(sorted, [&](int a, int b) { return rank(neighbour(a)) < rank(neighbour(b)); });
    std::size_t lower = (sorted.size() - 1) / 2, upper = sorted.size() / 2;
    if (!try_align(v, sorted[lower]) && upper != lower) try_align(v, sorted[upper]);
  }

  bool try_align(int v, int s) {
    int u = neighbour(s);
    if (marked_[s] || blocks_.joined[u] || rank(u) <= limit_) return false;
    const Segment& segment = net_.segments[s];
    double step = net_.nodes[segment.from].out - target_in(net_, segment);  // top of `to` from the top of `from`
    blocks_.joined[u] = 1;
    blocks_.root[v] = blocks_.root[u];
    blocks_.offset[v] = blocks_.offset[u] + (to_left_ ? step : -step);
    limit_ = rank(u);
    return true;
  }

  const Net& net_;
  const std::vector<char>& marked_;
  bool to_left_, from_top_;
  int limit_ = -1;  // neighbours up to here are taken in this layer
  Blocks blocks_;
};

// "Block a is above block b by at least `least`", for all pairs that meet in a layer.
struct Apart {
  int above, below;
  double least;
};

class Compactor {
 public:
  Compactor(const Net& net, const Blocks& blocks, const Spacing& spacing) : net_(net), blocks_(blocks) {
    std::vector<int> above, below;
    for (const auto& layer : net.layers) {
      for (std::size_t i = 0; i + 1 < layer.size(); ++i) {
        int a = layer[i], b = layer[i + 1];
        double least = blocks.offset[a] + net.nodes[a].height + gap_between(net, a, b, spacing) - blocks.offset[b];
        apart_.push_back({blocks.root[a], blocks.root[b], least});
        above.push_back(blocks.root[a]);
        below.push_back(blocks.root[b]);
      }
    }
    const int n = static_cast<int>(net.nodes.size());
    by_above_ = Lists(n, above);
    by_below_ = Lists(n, below);
    sort_blocks();
  }

  // Blocks as high as they go, then each down to what is below it. From the bottom: the mirror image.
  std::vector<double> run(bool from_top) {
    std::vector<double> at(net_.nodes.size(), 0);
    for_blocks(from_top, [&](int b) { at[b] = first_free(b, at, from_top, 0); });
    for_blocks(!from_top, [&](int b) {
      double free = first_free(b, at, !from_top, unset);
      if (free == unset || free == -unset) return;
      at[b] = from_top ? std::max(at[b], free) : std::min(at[b], free);
    });
    std::vector<double> tops(net_.nodes.size());
    for (std::size_t v = 0; v < tops.size(); ++v) tops[v] = at[blocks_.root[v]] + blocks_.offset[v];
    return tops;
  }

 private:
  // Topological order of "above" (Kahn). Blocks never cross, so there is no cycle.
  void sort_blocks() {
    const int n = static_cast<int>(net_.nodes.size());
    std::vector<int> waits(n, 0);
    for (const Apart& a : apart_) ++waits[a.below];
    for (int v = 0; v < n; ++v) {
      if (blocks_.root[v] == v && waits[v] == 0) sorted_.push_back(v);
    }
    for (std::size_t i = 0; i < sorted_.size(); ++i) {
      for (int a : by_above_.of(sorted_[i])) {
        if (--waits[apart_[a].below] == 0) sorted_.push_back(apart_[a].below);
      }
    }
  }

  template <class F>
  void for_blocks(bool downward, F f) {
    const std::size_t n = sorted_.size();
    for (std::size_t i = 0; i < n; ++i) f(sorted_[downward ? i : n - 1 - i]);
  }

  // The highest place below all that is above b; or (upward) the lowest place above all that is below it.
  double first_free(int b, const std::vector<double>& at, bool downward, double if_none) const {
    auto list = downward ? by_below_.of(b) : by_above_.of(b);
    if (list.empty()) return if_none;
    double free = downward ? -unset : unset;
    for (int i : list) {
      const Apart& a = apart_[i];
      free = downward ? std::max(free, at[a.above] + a.least) : std::min(free, at[a.below] - a.least);
    }
    return free;
  }

  const Net& net_;
  const Blocks& blocks_;
  std::vector<Apart> apart_;
  Lists by_above_, by_below_;
  std::vector<int> sorted_;
};

struct Extent {
  double top = unset, bottom = -unset;
};

Extent extent_of(const Net& net, const std::vector<double>& tops) {
  Extent extent;
  for (std::size_t v = 0; v < tops.size(); ++v) {
    extent.top = std::min(extent.top, tops[v]);
    extent.bottom = std::max(extent.bottom, tops[v] + net.nodes[v].height);
  }
  return extent;
}

// Moves the four to the smallest of them: those from the top share its top, those from the bottom its bottom.
void align_to_smallest(const Net& net, std::vector<double> (&runs)[4]) {
  Extent extents[4];
  int smallest = 0;
  for (int i = 0; i < 4; ++i) {
    extents[i] = extent_of(net, runs[i]);
    double size = extents[i].bottom - extents[i].top;
    if (size < extents[smallest].bottom - extents[smallest].top) smallest = i;
  }
  for (int i = 0; i < 4; ++i) {
    bool from_top = i % 2 == 0;
    double shift = from_top ? extents[smallest].top - extents[i].top : extents[smallest].bottom - extents[i].bottom;
    for (double& top : runs[i]) top += shift;
  }
}

}  // namespace

double gap_between(const Net& net, int a, int b, const Spacing& spacing) {
  return net.is_bend(a) || net.is_bend(b) ? spacing.lane_gap : spacing.card_gap;
}

std::vector<double> place(const Net& net, const Spacing& spacing) {
  std::vector<char> marked(net.segments.size(), 0);
  for (std::size_t l = 0; l + 1 < net.layers.size(); ++l) mark_conflicts(net, l, marked);

  std::vector<double> runs[4];
  for (int i = 0; i < 4; ++i) {
    bool from_top = i % 2 == 0;
    Blocks blocks = Aligner(net, marked, i < 2, from_top).run();
    runs[i] = Compactor(net, blocks, spacing).run(from_top);
  }
  align_to_smallest(net, runs);

  // The mean of the middle two keeps every gap that all four keep.
  std::vector<double> tops(net.nodes.size());
  double least = unset;
  for (std::size_t v = 0; v < tops.size(); ++v) {
    const auto [low, high] = std::minmax(runs[0][v], runs[1][v]);
    const auto [lower, higher] = std::minmax(runs[2][v], runs[3][v]);
    tops[v] = (std::max(low, lower) + std::min(high, higher)) / 2;
    least = std::min(least, tops[v]);
  }
  for (double& top : tops) top -= least;
  return tops;
}

}  // namespace chainrule::layout
