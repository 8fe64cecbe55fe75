#include <doctest/doctest.h>

#include "graphs.h"

using namespace chainrule::layout;

namespace {

struct Placed {
  Graph graph;
  Net net;
  std::vector<double> tops;

  explicit Placed(const char* text) : graph(graph_of(text)), net(ordered_net(part_of(graph))), tops(place(net, {})) {
    settle_inputs(net, {}, tops);
  }
  double top(const char* name) const { return tops[graph[name]]; }
  double out(const char* name) const { return top(name) + graph.cards[graph[name]].out_y; }
  double row(const char* name, int i) const { return top(name) + header + row_height * (i + 0.5); }
};

void check_gaps(const Net& net, const std::vector<double>& tops, const Spacing& spacing) {
  double least = 1e9;
  bool kept = true;
  for (const auto& layer : net.layers) {
    for (std::size_t i = 0; i < layer.size(); ++i) {
      least = std::min(least, tops[layer[i]]);
      if (i == 0) continue;
      double gap = tops[layer[i]] - tops[layer[i - 1]] - net.nodes[layer[i - 1]].height;
      kept = kept && gap >= gap_between(net, layer[i - 1], layer[i], spacing) - 1e-6;
    }
  }
  REQUIRE(kept);
  REQUIRE(std::abs(least) < 1e-6);
}

}  // namespace

TEST_CASE("a chain of gates is level, whatever their heights") {
  Placed p("a x; b a; c b; d c; e d");
  for (const char* name : {"b", "c", "d", "e"}) CHECK(p.out(name) == doctest::Approx(p.out("a")));

  Graph g = graph_of("a x; b a; c b");
  g.cards[g["b"]].out_y = 60;
  Net net = ordered_net(part_of(g));
  std::vector<double> tops = place(net, {});
  CHECK(tops[g["b"]] + 60 == doctest::Approx(tops[g["a"]] + 22));
}

TEST_CASE("an input runs straight into its row where there is room") {
  Placed one("a x; b a");
  CHECK(one.out("x") == doctest::Approx(one.row("a", 0)));
  Placed deep("a x; b a; c b; d c; f d d z");
  CHECK(deep.out("z") == doctest::Approx(deep.row("f", 2)));
}

TEST_CASE("where two inputs have too little room, both give way alike") {
  Placed p(slide_product);
  double x_off = p.out("x") - p.row("q", 0), y_off = p.out("y") - p.row("q", 1);
  CHECK(x_off == doctest::Approx(-y_off));
  CHECK(p.top("y") - p.top("x") == doctest::Approx(54 + Spacing{}.card_gap));
}

TEST_CASE("a gate with two gates for operands stands between them") {
  Placed p("a x; b y; f a b");
  CHECK(p.out("f") - p.out("a") == doctest::Approx(p.out("b") - p.out("f")));
}

TEST_CASE("long wires are straight") {
  Placed p("a x; b a; c b; d c; e d; f e x");
  int bend = p.net.nodes[p.graph["x"]].next;
  for (int next = p.net.nodes[bend].next; next >= 0; next = p.net.nodes[next].next) {
    CHECK(p.tops[next] == doctest::Approx(p.tops[bend]));
  }
}

TEST_CASE("lanes go straight where no other lane is in the way, even past users") {
  Placed p("a x y; b a x; c b y; d c a; e d x; g e b; f g x");
  int bend = p.net.nodes[p.graph["x"]].next;
  int bends = 1;
  for (int next = p.net.nodes[bend].next; next >= 0; next = p.net.nodes[next].next, ++bends) {
    CHECK(p.tops[next] == doctest::Approx(p.tops[bend]));
  }
  CHECK(bends == 6);
}

TEST_CASE("neighbours in a layer keep their gaps, before and after inputs settle") {
  for (int seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Graph g = random_graph(random, 2 + random.below(40));
    Net net = ordered_net(part_of(g));
    Spacing spacing{100, static_cast<float>(random.below(50)), static_cast<float>(random.below(50))};
    std::vector<double> tops = place(net, spacing);
    check_gaps(net, tops, spacing);
    settle_inputs(net, spacing, tops);
    check_gaps(net, tops, spacing);
  }
}
