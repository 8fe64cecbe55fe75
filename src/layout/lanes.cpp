#include <algorithm>

#include "layout/net.h"

namespace chainrule::layout {

namespace {

// The longest span for which all lanes together take at most max_bends bends.
int longest_span(const Part& part, const std::vector<int>& layers, int max_bends) {
  std::vector<int> longest(part.cards.size(), 0);
  for (const Wire& w : part.wires) longest[w.from] = std::max(longest[w.from], layers[w.to] - layers[w.from]);
  std::vector<int> live(part.cards.size() + 2, 0);  // by span: how many lanes have a bend that far from their card
  for (int span : longest) ++live[std::max(0, span - 1)];
  for (std::size_t k = live.size() - 1; k > 0; --k) live[k - 1] += live[k];
  std::int64_t bends = 0;
  int span = 1;
  while (span + 1 < static_cast<int>(live.size()) && live[span] > 0) {
    bends += live[span];
    if (bends > max_bends) return span;
    ++span;
  }
  return span;
}

// The node of u's lane in each layer from u's own on: [0] is the card. Grown as far as asked.
int lane_node(Net& net, std::vector<int>& tail, int u, int layer) {
  while (net.nodes[tail[u]].layer < layer) {
    int bend = static_cast<int>(net.nodes.size());
    net.nodes.push_back({-1, net.nodes[tail[u]].layer + 1, -1, 0, 0});
    net.nodes[tail[u]].next = bend;
    net.segments.push_back({tail[u], bend, 0});
    tail[u] = bend;
  }
  return tail[u];
}

// The wires that have segments, nearest users first, so that one walk along each lane meets them all.
std::vector<int> wires_by_span(const Part& part, const std::vector<int>& layers, const Net& net) {
  std::vector<int> order;
  for (int w = 0; w < static_cast<int>(part.wires.size()); ++w) {
    if (!net.under[w]) order.push_back(w);
  }
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return layers[part.wires[a].to] < layers[part.wires[b].to];
  });
  return order;
}

void index_segments(Net& net) {
  std::vector<int> from, to;
  for (const Segment& s : net.segments) {
    from.push_back(s.from);
    to.push_back(s.to);
  }
  const int n = static_cast<int>(net.nodes.size());
  net.ins = Lists(n, to);
  net.outs = Lists(n, from);
  for (int v = 0; v < n; ++v) {
    auto list = net.ins.of(v);
    std::stable_sort(list.begin(), list.end(),
                     [&](int a, int b) { return net.segments[a].in < net.segments[b].in; });
  }
}

// The bends of a lane have ascending indices.
void count_wires(Net& net) {
  for (int v = static_cast<int>(net.nodes.size()) - 1; v >= 0 && net.is_bend(v); --v) {
    int wires = 0;
    for (int s : net.outs.of(v)) wires += net.segments[s].wires;
    net.segments[net.ins.of(v)[0]].wires = wires;
  }
}

}  // namespace

Net make_net(const Part& part, const std::vector<int>& layers, int max_bends) {
  Net net;
  const int n = static_cast<int>(part.cards.size());
  int last = 0;
  for (int v = 0; v < n; ++v) {
    net.nodes.push_back({v, layers[v], -1, part.cards[v].height, part.cards[v].out_y});
    last = std::max(last, layers[v]);
  }
  net.layers.resize(last + 1);

  const int span = longest_span(part, layers, max_bends);
  net.under.assign(part.wires.size(), 0);
  for (std::size_t w = 0; w < part.wires.size(); ++w) {
    net.under[w] = layers[part.wires[w].to] - layers[part.wires[w].from] > span;
  }

  std::vector<int> tail(n);  // the last node of each card's lane so far
  for (int v = 0; v < n; ++v) tail[v] = v;
  for (int w : wires_by_span(part, layers, net)) {
    const Wire& wire = part.wires[w];
    int from = lane_node(net, tail, wire.from, layers[wire.to] - 1);
    net.segments.push_back({from, wire.to, wire.in_y});
  }
  index_segments(net);
  count_wires(net);
  return net;
}

}  // namespace chainrule::layout
