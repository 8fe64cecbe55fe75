#include <doctest/doctest.h>

#include "graphs.h"

using namespace chainrule::layout;

namespace {

Net searched_net(const Graph& graph) {
  Part part = part_of(graph);
  Net net = make_net(part, assign_layers(part));
  order_by_search(net);
  return net;
}

void set_order(Net& net, int layer, const std::vector<int>& nodes) {
  net.layers[layer] = nodes;
  for (std::size_t i = 0; i < nodes.size(); ++i) net.position[nodes[i]] = static_cast<int>(i);
}

// Every pair of segments, one by one, with the wires in them.
long count_by_pairs(const Net& net) {
  long count = 0;
  for (std::size_t i = 0; i < net.segments.size(); ++i) {
    for (std::size_t j = 0; j < net.segments.size(); ++j) {
      const Segment &a = net.segments[i], &b = net.segments[j];
      if (net.nodes[a.from].layer != net.nodes[b.from].layer) continue;
      bool a_first = net.position[a.from] < net.position[b.from];
      int pa = net.position[a.to], pb = net.position[b.to];
      if (a_first && (pa > pb || (pa == pb && a.in > b.in))) count += a.wires * b.wires;
    }
  }
  return count;
}

}  // namespace

TEST_CASE("operand 0 stands above operand 1") {
  Graph g = graph_of(slide_product);
  Net net = searched_net(g);
  CHECK(net.layers[0] == std::vector<int>{g["x"], g["y"], g["z"]});
  CHECK(count_crossings(net) == 0);

  Graph turned = graph_of("q x y; f z q");
  Net other = searched_net(turned);
  CHECK(other.layers[0] == std::vector<int>{turned["z"], turned["x"], turned["y"]});
}

TEST_CASE("crossings at the ports of one card count") {
  Graph g = graph_of("f x y");
  Net net = searched_net(g);
  set_order(net, 0, {g["y"], g["x"]});
  CHECK(count_crossings(net) == 1);
  reduce_crossings(net);
  CHECK(count_crossings(net) == 0);
  CHECK(net.layers[0] == std::vector<int>{g["x"], g["y"]});
}

TEST_CASE("a double wire does not cross itself") {
  CHECK(count_crossings(searched_net(graph_of("f x x"))) == 0);
  CHECK(count_crossings(searched_net(graph_of("a x; b a; f b x x"))) == 0);
}

TEST_CASE("what must cross once crosses once") {
  Net net = searched_net(graph_of("p a b; q b a; f p q"));  // operands in opposite orders
  reduce_crossings(net);
  CHECK(count_crossings(net) == 2);
}

TEST_CASE("a tree upside down is put right") {
  Graph g = graph_of(slide_neuron);
  Net net = searched_net(g);
  for (int l = 0; l < static_cast<int>(net.layers.size()); ++l) {
    std::vector<int> nodes(net.layers[l].rbegin(), net.layers[l].rend());
    set_order(net, l, nodes);
  }
  CHECK(count_crossings(net) > 0);
  reduce_crossings(net);
  CHECK(count_crossings(net) == 0);
}

TEST_CASE("trees never cross") {
  for (int seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    REQUIRE(count_crossings(searched_net(random_tree(random, 2 + random.below(60)))) == 0);
  }
}

TEST_CASE("each node has its place, crossings are counted right and never grow") {
  std::int64_t before = 0, after = 0;
  for (int seed = 1; seed <= 150; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Net net = searched_net(random_graph(random, 2 + random.below(40)));
    std::int64_t first = count_crossings(net);
    REQUIRE(first == count_by_pairs(net));
    reduce_crossings(net);
    std::int64_t then = count_crossings(net);
    REQUIRE(then == count_by_pairs(net));
    REQUIRE(then <= first);

    std::size_t placed = 0;
    bool right = true;
    for (std::size_t l = 0; l < net.layers.size(); ++l) {
      placed += net.layers[l].size();
      for (std::size_t i = 0; i < net.layers[l].size(); ++i) {
        int v = net.layers[l][i];
        right = right && net.position[v] == static_cast<int>(i) && net.nodes[v].layer == static_cast<int>(l);
      }
    }
    REQUIRE(right);
    REQUIRE(placed == net.nodes.size());
    before += first;
    after += then;
  }
  CHECK(after * 10 < before * 8);  // it is worth its time
}
