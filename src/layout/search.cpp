#include "layout/net.h"

namespace chainrule::layout {

namespace {

void put(Net& net, int v) {
  std::vector<int>& layer = net.layers[net.nodes[v].layer];
  net.position[v] = static_cast<int>(layer.size());
  layer.push_back(v);
}

// Preorder from one output: a node takes the next place in its layer when it is first met, operand 0 first.
void search_from(Net& net, int output) {
  struct Frame {
    int node;
    std::size_t next;  // operand to visit next
  };
  std::vector<Frame> stack;  // a chain of 10,000 gates is as deep: no recursion
  put(net, output);
  stack.push_back({output, 0});
  while (!stack.empty()) {
    Frame& top = stack.back();
    auto ins = net.ins.of(top.node);
    if (top.next == ins.size()) {
      stack.pop_back();
      continue;
    }
    int operand = net.segments[ins[top.next++]].from;
    if (net.position[operand] >= 0) continue;
    put(net, operand);
    stack.push_back({operand, 0});
  }
}

}  // namespace

void order_by_search(Net& net) {
  const int n = static_cast<int>(net.nodes.size());
  for (std::vector<int>& layer : net.layers) layer.clear();
  net.position.assign(n, -1);
  for (int v = 0; v < n; ++v) {
    if (net.outs.of(v).empty()) search_from(net, v);
  }
}

}  // namespace chainrule::layout
