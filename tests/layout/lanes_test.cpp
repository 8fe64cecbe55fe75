#include <doctest/doctest.h>

#include "graphs.h"

using namespace chainrule::layout;

TEST_CASE("parts are what is connected, in the order of their first cards") {
  Graph g = graph_of("p a; q b; r p; u q");
  std::vector<Part> parts = split_parts(g.cards, g.wires);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].card_ids == std::vector<int>{g["a"], g["p"], g["r"]});
  CHECK(parts[1].card_ids == std::vector<int>{g["b"], g["q"], g["u"]});
  CHECK(parts[1].wire_ids == std::vector<int>{1, 3});
  CHECK(parts[1].wires[0].from == 0);
  CHECK(parts[1].wires[0].to == 1);
}

TEST_CASE("a wire that passes layers has a bend in each") {
  Graph g = graph_of("a x; b a; f b x");
  Part part = part_of(g);
  Net net = make_net(part, assign_layers(part));
  CHECK(net.nodes.size() == g.cards.size() + 2);
  int bend = net.nodes[g["x"]].next;
  REQUIRE(bend >= 0);
  CHECK(net.is_bend(bend));
  CHECK(net.nodes[bend].layer == 1);
  CHECK(net.nodes[net.nodes[bend].next].layer == 2);
  CHECK(net.nodes[net.nodes[bend].next].next == -1);
}

TEST_CASE("the wires of one output share a lane") {
  Graph g = graph_of("a x; b a x; c b x; d c x; f d x x");
  Part part = part_of(g);
  Net net = make_net(part, assign_layers(part));
  CHECK(net.nodes.size() == g.cards.size() + 4);
  CHECK(net.segments.size() == g.wires.size() + 4);
}

TEST_CASE("a wire that is apart has a lane of its own") {
  Graph g = graph_of("a x; b a; c b x; f c x");
  Part part = part_of(g);
  std::vector<char> apart(g.wires.size(), 0);
  apart[5] = 1;  // x to f
  Net net = make_net(part, assign_layers(part), apart);
  CHECK(net.nodes.size() == g.cards.size() + 2 + 3);
  CHECK(net.lane == std::vector<int>{-1, -1, -1, net.lane[3], -1, net.lane[5]});
  CHECK(net.lane[3] != net.lane[5]);
  for (const Segment& s : net.segments) CHECK(s.wires == 1);
}

TEST_CASE("operands of a card are listed from its top port down") {
  Graph g = graph_of("f x y z");
  std::swap(g.wires[0], g.wires[2]);
  Part part = part_of(g);
  Net net = make_net(part, assign_layers(part));
  std::vector<int> from;
  for (int s : net.ins.of(g["f"])) from.push_back(net.segments[s].from);
  CHECK(from == std::vector<int>{g["x"], g["y"], g["z"]});
}

TEST_CASE("segments join neighbouring layers, and each wire has one at its user") {
  for (int seed = 1; seed <= 100; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Graph g = random_graph(random, 2 + random.below(40));
    Part part = part_of(g);
    Net net = make_net(part, assign_layers(part));
    std::size_t to_cards = 0;
    bool neighbours = true;
    for (const Segment& s : net.segments) {
      neighbours = neighbours && net.nodes[s.from].layer + 1 == net.nodes[s.to].layer;
      to_cards += !net.is_bend(s.to);
    }
    REQUIRE(neighbours);
    REQUIRE(to_cards == g.wires.size());
  }
}

TEST_CASE("wires too long for the number of bends run below the drawing, clear of all cards") {
  int below = 0;
  for (int seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Graph g = random_graph(random, 5 + random.below(30));
    Part part = part_of(g);
    Net net = ordered_net(part, 3);
    REQUIRE(net.nodes.size() <= g.cards.size() + 3);
    below += static_cast<int>(std::count(net.under.begin(), net.under.end(), 1));
    std::vector<double> tops = place(net, {});
    settle_inputs(net, {}, tops);
    Drawing drawing = draw(part, net, tops, make_columns(part, net, {}), {});
    REQUIRE(broken_law(g, drawing) == "");
  }
  CHECK(below > 100);
}
