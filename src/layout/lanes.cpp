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

// A lane of a card: its first bend, or -1, and its last node so far, at first the card.
struct Lane {
  int first, last;
};

void extend(Net& net, Lane& lane, int layer) {
  while (net.nodes[lane.last].layer < layer) {
    int bend = static_cast<int>(net.nodes.size());
    net.nodes.push_back({-1, net.nodes[lane.last].layer + 1, -1, 0, 0});
    if (net.nodes[lane.last].next < 0) net.nodes[lane.last].next = bend;
    net.segments.push_back({lane.last, bend, 0});
    if (lane.first < 0) lane.first = bend;
    lane.last = bend;
  }
}

// The wires that have segments, nearest users first, so that one walk along each lane meets them all.
std::vector<int> wires_by_span(const Part& part, const std::vector<int>& layers, const Net& net) {
  std::vector<int> order;
  for (int w = 0; w < static_cast<int>(part.wires.size()); ++w) {
    if (!net.under[w]) order.push_back(w);
  }
  sort_stably(order, [&](int a, int b) {
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
    sort_stably(list, [&](int a, int b) { return net.segments[a].in < net.segments[b].in; });
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

Net make_net(const Part& part, const std::vector<int>& layers, const std::vector<char>& apart, int max_bends) {
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

  std::vector<Lane> shared;
  for (int v = 0; v < n; ++v) shared.push_back({-1, v});
  net.lane.assign(part.wires.size(), -1);
  for (int w : wires_by_span(part, layers, net)) {
    const Wire& wire = part.wires[w];
    Lane own{-1, wire.from};
    Lane& lane = apart.empty() || !apart[w] ? shared[wire.from] : own;
    extend(net, lane, layers[wire.to] - 1);
    net.lane[w] = lane.first;
    net.segments.push_back({lane.last, wire.to, wire.in_y});
  }
  index_segments(net);
  count_wires(net);
  return net;
}

}  // namespace chainrule::layout
