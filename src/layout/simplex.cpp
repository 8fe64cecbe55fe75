// Gansner, Koutsofios, North, Vo: A Technique for Drawing Directed Graphs (1993), section 2: layers by network simplex.
#include <algorithm>
#include <limits>

#include "layout/net.h"

namespace chainrule::layout {

namespace {

// A spanning tree of wires that are one layer long. Of each wire in it, more wires should pull its ends together than apart: one that
// fails gives way to another, and one side of the tree moves.
class Simplex {
 public:
  Simplex(const Part& part, std::vector<int>& layers)
      : wires_(part.wires), layers_(layers), n_(static_cast<int>(part.cards.size())), in_tree_(part.wires.size(), 0), pull_(n_, 0), parent_wire_(n_, -1) {
    std::vector<int> from, to;
    for (const Wire& w : wires_) {
      from.push_back(w.from);
      to.push_back(w.to);
      ++pull_[w.from];
      --pull_[w.to];
    }
    outs_ = Lists(n_, from);
    ins_ = Lists(n_, to);
  }

  void run(int pivots) {
    if (!span()) return;
    for (int i = 0; i < pivots; ++i) {
      root_tree();
      int leaving = worst();
      if (leaving < 0 || !exchange(leaving)) break;
    }
  }

 private:
  int slack(int w) const { return layers_[wires_[w].to] - layers_[wires_[w].from] - 1; }

  // Grows the tree from card 0; where no wire that leaves it is one layer long, the tree moves until one is. False if the part is not connected.
  bool span() {
    std::vector<char> reached(n_, 0);
    std::vector<int> tree{0};
    reached[0] = 1;
    std::size_t done = 0;
    while (true) {
      for (; done < tree.size(); ++done) {
        auto follow = [&](int w, int u) {
          if (reached[u] || slack(w) != 0) return;
          reached[u] = 1;
          in_tree_[w] = 1;
          tree.push_back(u);
        };
        for (int w : outs_.of(tree[done])) follow(w, wires_[w].to);
        for (int w : ins_.of(tree[done])) follow(w, wires_[w].from);
      }
      if (static_cast<int>(tree.size()) == n_) return true;
      int least = std::numeric_limits<int>::max(), wire = -1;
      for (int w = 0; w < static_cast<int>(wires_.size()); ++w) {
        if (reached[wires_[w].from] == reached[wires_[w].to] || slack(w) >= least) continue;
        least = slack(w);
        wire = w;
      }
      if (wire < 0) return false;
      const int step = reached[wires_[wire].from] ? least : -least;
      for (int v : tree) layers_[v] += step;
      done = 0;
    }
  }

  // Preorder from card 0, and for each card the sum of the pulls of its subtree.
  void root_tree() {
    std::vector<int> stack{0};
    preorder_.clear();
    place_.assign(n_, 0);
    parent_wire_[0] = -1;
    while (!stack.empty()) {
      int v = stack.back();
      stack.pop_back();
      place_[v] = static_cast<int>(preorder_.size());
      preorder_.push_back(v);
      auto follow = [&](int w, int u) {
        if (!in_tree_[w] || w == parent_wire_[v]) return;
        parent_wire_[u] = w;
        stack.push_back(u);
      };
      for (int w : outs_.of(v)) follow(w, wires_[w].to);
      for (int w : ins_.of(v)) follow(w, wires_[w].from);
    }
    sum_ = pull_;
    size_.assign(n_, 1);
    for (int i = n_ - 1; i > 0; --i) {
      int v = preorder_[i], p = parent(v);
      sum_[p] += sum_[v];
      size_[p] += size_[v];
    }
  }

  int parent(int v) const {
    const Wire& w = wires_[parent_wire_[v]];
    return w.from == v ? w.to : w.from;
  }

  // The card below the wire of the tree that should be longer the most, or -1.
  int worst() const {
    int least = 0, at = -1;
    for (int i = 1; i < n_; ++i) {
      int v = preorder_[i];
      int value = wires_[parent_wire_[v]].from == v ? sum_[v] : -sum_[v];
      if (value < least) {
        least = value;
        at = v;
      }
    }
    return at;
  }

  // The wire above v leaves the tree; the shortest wire that leads the other way between v's subtree and the rest enters.
  bool exchange(int v) {
    const bool left = wires_[parent_wire_[v]].from == v;  // the subtree is on the left of the wire
    auto inside = [&](int u) { return place_[u] >= place_[v] && place_[u] < place_[v] + size_[v]; };
    int least = std::numeric_limits<int>::max(), entering = -1;
    for (int i = place_[v]; i < place_[v] + size_[v]; ++i) {
      for (int w : left ? ins_.of(preorder_[i]) : outs_.of(preorder_[i])) {
        if (inside(left ? wires_[w].from : wires_[w].to) || slack(w) >= least) continue;
        least = slack(w);
        entering = w;
      }
    }
    if (entering < 0) return false;
    for (int i = place_[v]; i < place_[v] + size_[v]; ++i) layers_[preorder_[i]] += left ? -least : least;
    in_tree_[parent_wire_[v]] = 0;
    in_tree_[entering] = 1;
    return true;
  }

  const std::vector<Wire>& wires_;
  std::vector<int>& layers_;
  int n_;
  Lists ins_, outs_;
  std::vector<char> in_tree_;
  std::vector<int> pull_;  // wires that leave a card, less those that arrive
  std::vector<int> parent_wire_, preorder_, place_, sum_, size_;
};

}  // namespace

void shorten_wires(const Part& part, std::vector<int>& layers) {
  constexpr int effort = 2000000, most = 4000;  // visits of cards, and cards: bounds the time for large drawings
  const int n = static_cast<int>(part.cards.size());
  if (n < 2 || n > most) return;
  Simplex(part, layers).run(effort / n);
  const int first = *std::min_element(layers.begin(), layers.end());
  for (int& layer : layers) layer -= first;
}

}  // namespace chainrule::layout
