#include "view/beside.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace chainrule::view {

namespace {

constexpr float kNarrow = 700;     // px
constexpr float kGain = 1.25f;     // in size, for which it is worth to stack

bool is_leaf(const Node& node) { return node.operand_count == 0; }

bool close(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b)) || std::fabs(a - b) <= 1e-9 * std::max(std::fabs(a), std::fabs(b));
}

class Linker {
 public:
  Linker(const Derived& first, const Derived& second)
      : first_(first), a_(first.analysis.graph), b_(second.analysis.graph), second_(second), links_(b_.nodes.size(), -1), taken_(a_.nodes.size()) {}

  std::vector<int> run() {
    by_name();
    if (a_.output >= 0 && b_.output >= 0) link(b_.output, a_.output);
    for (int i = 0; i < static_cast<int>(b_.nodes.size()); ++i)
      if (links_[at(i)] < 0) by_operands(i);
    for (int i = static_cast<int>(b_.nodes.size()) - 1; i >= 0; --i)
      if (links_[at(i)] >= 0) by_user(i, links_[at(i)]);
    return std::move(links_);
  }

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }

  void link(int of_second, int of_first) {
    if (links_[at(of_second)] >= 0 || taken_[at(of_first)]) return;
    links_[at(of_second)] = of_first;
    taken_[at(of_first)] = true;
  }

  void by_name() {
    std::unordered_map<std::string_view, int> names;
    for (int i = 0; i < static_cast<int>(a_.nodes.size()); ++i)
      if (a_.nodes[at(i)].named || is_leaf(a_.nodes[at(i)])) names.emplace(a_.nodes[at(i)].name, i);
    for (int i = 0; i < static_cast<int>(b_.nodes.size()); ++i) {
      const Node& node = b_.nodes[at(i)];
      const auto known = node.named || is_leaf(node) ? names.find(node.name) : names.end();
      if (known != names.end() && is_leaf(a_.nodes[at(known->second)]) == is_leaf(node)) link(i, known->second);
    }
  }

  bool same_numbers(int i, int j) const {
    return close(second_.analysis.values[at(i)], first_.analysis.values[at(j)]) &&
           close(second_.analysis.backward.grads[at(i)], first_.analysis.backward.grads[at(j)]);
  }

  bool same_gate(int i, int j) const {
    const Node &n = b_.nodes[at(i)], &m = a_.nodes[at(j)];
    if (m.named || taken_[at(j)] || n.op != m.op || n.operand_count != m.operand_count) return false;
    if (n.op == Op::call && gate_name(b_, i) != gate_name(a_, j)) return false;
    for (int p = 0; p < n.operand_count; ++p) {
      const Operand &x = b_.operands_of(i)[p], &y = a_.operands_of(j)[p];
      if (x.node < 0 || y.node < 0 ? x.node != y.node || x.literal != y.literal : links_[at(x.node)] != y.node) return false;
    }
    return same_numbers(i, j);
  }

  void by_operands(int i) {
    for (int p = 0; p < b_.nodes[at(i)].operand_count; ++p) {
      const int operand = b_.operands_of(i)[p].node;
      if (operand < 0) continue;
      if (links_[at(operand)] < 0) return;
      for (const int w : first_.wires_from.of(links_[at(operand)]))
        if (const int j = first_.wires[at(w)].to; same_gate(i, j)) return link(i, j);
      return;
    }
  }

  void by_user(int i, int j) {
    for (int p = 0; p < std::min(b_.nodes[at(i)].operand_count, a_.nodes[at(j)].operand_count); ++p) {
      const int x = b_.operands_of(i)[p].node, y = a_.operands_of(j)[p].node;
      if (x >= 0 && y >= 0 && !b_.nodes[at(x)].named && !a_.nodes[at(y)].named && same_numbers(x, y)) link(x, y);
    }
  }

  const Derived& first_;
  const Graph &a_, &b_;
  const Derived& second_;
  std::vector<int> links_;
  std::vector<bool> taken_;
};

class Keeper {
 public:
  Keeper(const Derived& first, Derived& second, const std::vector<int>& links)
      : first_(first), second_(second), graph_(second.analysis.graph), links_(links), all_(static_cast<int>(first.steps.size())) {}

  void run() {
    values();
    gradients();
    edges();
    steps();
    sums();
    second_.grain = first_.grain;
    second_.forward = first_.forward;
  }

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }
  int count() const { return static_cast<int>(graph_.nodes.size()); }
  int like(int node) const { return links_[at(node)]; }

  template <class Visit>
  void for_operands(int i, Visit visit) const {
    for (int p = 0; p < graph_.nodes[at(i)].operand_count; ++p)
      if (const int operand = graph_.operands_of(i)[p].node; operand >= 0) visit(operand, graph_.nodes[at(i)].first_operand + p, p);
  }

  void values() {
    std::vector<int>& known = second_.value_step;
    for (int i = 0; i < count(); ++i) known[at(i)] = like(i) >= 0 ? first_.value_step[at(like(i))] : is_leaf(graph_.nodes[at(i)]) ? 0 : all_;
    for (int i = count() - 1; i >= 0; --i)  // with the first that is computed from it
      for_operands(i, [&](int operand, int, int) {
        if (like(operand) < 0) known[at(operand)] = std::min(known[at(operand)], known[at(i)]);
      });
    for (int i = 0; i < count(); ++i)  // and never before what it is computed from
      for_operands(i, [&](int operand, int, int) {
        if (like(i) < 0) known[at(i)] = std::max(known[at(i)], known[at(operand)]);
      });
  }

  void gradients() {
    std::vector<int>& known = second_.gradient_step;
    for (int i = 0; i < count(); ++i) {
      known[at(i)] = like(i) >= 0 ? first_.gradient_step[at(like(i))] : all_;
      if (like(i) < 0 && second_.analysis.backward.on_path[at(i)])
        for_operands(i, [&](int operand, int, int) { known[at(i)] = std::min(known[at(i)], known[at(operand)]); });
    }
    for (int i = count() - 1; i >= 0; --i)
      for_operands(i, [&](int operand, int, int) {
        if (like(operand) < 0 && second_.analysis.backward.on_path[at(i)]) known[at(operand)] = std::max(known[at(operand)], known[at(i)]);
      });
  }

  void edges() {
    for (int i = 0; i < count(); ++i) {
      const int j = like(i);
      second_.send_step[at(i)] = second_.analysis.backward.on_path[at(i)] ? 0 : all_;
      for_operands(i, [&](int operand, int edge, int p) {
        const Graph& other = first_.analysis.graph;
        const bool same = j >= 0 && p < other.nodes[at(j)].operand_count && like(operand) >= 0 && other.operands_of(j)[p].node == like(operand);
        const int step = same ? first_.edge_step[at(other.nodes[at(j)].first_operand + p)] : all_;
        second_.edge_step[at(edge)] = second_.analysis.backward.on_path[at(i)] ? std::min(step, second_.gradient_step[at(operand)]) : all_;
        second_.send_step[at(i)] = std::max(second_.send_step[at(i)], second_.edge_step[at(edge)]);
      });
    }
  }

  int edge_of(const Contribution& c) const { return second_.edge_step[at(graph_.nodes[at(c.gate)].first_operand + c.place)]; }

  // What runs along the wires while the first takes a step.
  void steps() {
    std::vector<int> back(first_.cards.size(), -1);
    for (int i = 0; i < count(); ++i)
      if (like(i) >= 0) back[at(like(i))] = i;
    second_.steps = first_.steps;
    const std::vector<Contribution>& sent = second_.analysis.backward.contributions;
    for (Step& step : second_.steps) {
      step.node = back[at(step.node)];
      step.first = step.count = 0;
    }
    for (std::size_t c = 0; c < sent.size(); ++c) {
      const int number = edge_of(sent[c]);
      if (number <= 0 || number > all_) continue;
      Step& step = second_.steps[at(number - 1)];
      if (step.kind != Step::Kind::send || step.node != sent[c].gate) continue;
      if (step.count == 0) step.first = static_cast<int>(c);
      step.count = static_cast<int>(c) - step.first + 1;
    }
    for (Step& step : second_.steps)
      if (step.kind == Step::Kind::send && step.count == 0) step.node = -1;
  }

  // What adds up at a fork, in the order in which it comes here.
  void sums() {
    const std::vector<Contribution>& sent = second_.analysis.backward.contributions;
    for (int i = 0; i < count(); ++i) {
      const int begin = second_.first_part[at(i)], end = second_.first_part[at(i) + 1];
      std::vector<int>& parts = second_.parts;
      for (int k = begin + 1; k < end; ++k)  // hardly one is out of order
        for (int m = k; m > begin && edge_of(sent[at(parts[at(m)])]) < edge_of(sent[at(parts[at(m - 1)])]); --m) std::swap(parts[at(m)], parts[at(m - 1)]);
      double sum = 0;
      for (int k = begin; k < end; ++k) second_.so_far[at(parts[at(k)])] = sum += sent[at(parts[at(k)])].downstream;
    }
  }

  const Derived& first_;
  Derived& second_;
  const Graph& graph_;
  const std::vector<int>& links_;
  const int all_;
};

float room_for(const Derived& d, const Viewport& v) { return std::min(v.width / std::max(d.drawing.size.x, 1.f), v.height / std::max(d.drawing.size.y, 1.f)); }

}  // namespace

std::vector<int> link(const Derived& first, const Derived& second) { return Linker(first, second).run(); }

void keep_step(const Derived& first, Derived& second, const std::vector<int>& links) { Keeper(first, second, links).run(); }

bool stand_stacked(const Derived& first, const Derived& second, const Viewport& whole) {
  auto size = [&](bool stacked) {
    const Shares shares = share_out(whole, stacked);
    return std::min(room_for(first, shares.first), room_for(second, shares.second));
  };
  return whole.width < kNarrow || size(true) > kGain * size(false);
}

Shares share_out(const Viewport& whole, bool stacked) {
  Shares shares{whole, whole};
  float Viewport::*const from = stacked ? &Viewport::y : &Viewport::x;
  float Viewport::*const extent = stacked ? &Viewport::height : &Viewport::width;
  const float half = std::max(std::floor((whole.*extent - kDivider) / 2), 1.f);
  shares.first.*extent = half;
  shares.second.*from = whole.*from + half + kDivider;
  shares.second.*extent = std::max(whole.*extent - half - kDivider, 1.f);
  return shares;
}

}  // namespace chainrule::view
