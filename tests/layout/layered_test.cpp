#include <doctest/doctest.h>

#include <cstring>
#include <ctime>

#include "graphs.h"

using namespace chainrule::layout;

namespace {

Drawing draw_graph(const Graph& graph) { return layered(graph.cards, graph.wires); }

// FNV-1a of all numbers, bit for bit.
std::uint64_t hash_of(const Drawing& drawing) {
  std::uint64_t hash = 14695981039346656037u;
  auto add = [&](Point p) {
    for (float value : {p.x, p.y}) {
      std::uint32_t bits;
      std::memcpy(&bits, &value, sizeof bits);
      for (int i = 0; i < 4; ++i) hash = (hash ^ (bits >> (8 * i) & 255)) * 1099511628211u;
    }
  };
  for (Point p : drawing.corners) add(p);
  for (const Route& route : drawing.routes) {
    for (Point p : route.points) add(p);
  }
  add(drawing.size);
  return hash;
}

double seconds_for(const Graph& graph, Drawing& drawing) {
  std::clock_t start = std::clock();
  drawing = draw_graph(graph);
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

// The height of a route at x; NaN beside it.
float height_at(const Route& route, float x) {
  for (std::size_t i = 0; i + 1 < route.points.size(); ++i) {
    if (x < route.points[i].x || x > route.points[i + 1].x) continue;
    Curve curve = curve_between(route.points[i], route.points[i + 1]);
    float low = 0, high = 1;
    for (int k = 0; k < 30; ++k) {
      float middle = (low + high) / 2;
      (point_at(curve, middle).x < x ? low : high) = middle;
    }
    return point_at(curve, low).y;
  }
  return NAN;
}

// Pairs of wires of different outputs that change sides somewhere.
int drawn_crossings(const Graph& graph, const Drawing& drawing) {
  int crossings = 0;
  for (std::size_t a = 0; a < graph.wires.size(); ++a) {
    for (std::size_t b = a + 1; b < graph.wires.size(); ++b) {
      if (graph.wires[a].from == graph.wires[b].from) continue;
      float side = 0;
      for (float x = 0; x < drawing.size.x; x += 4) {
        float gap = height_at(drawing.routes[a], x) - height_at(drawing.routes[b], x);
        if (std::isnan(gap) || std::abs(gap) < 0.01f) continue;
        if (side * gap < 0) {
          ++crossings;
          break;
        }
        side = gap;
      }
    }
  }
  return crossings;
}

}  // namespace

TEST_CASE("nothing, one card, cards without wires") {
  Drawing none = layered({}, {});
  CHECK(none.corners.empty());
  CHECK(none.size.x == 0);
  CHECK(none.size.y == 0);

  Graph one;
  add_card(one, "x", {});
  Drawing single = draw_graph(one);
  CHECK(single.corners[0].x == 0);
  CHECK(single.corners[0].y == 0);
  CHECK(single.size.x == one.cards[0].width);
  CHECK(single.size.y == one.cards[0].height);

  for (const char* name : {"y", "z", "w"}) add_card(one, name, {});
  CHECK(broken_law(one, draw_graph(one)) == "");
}

TEST_CASE("(x+y)z as a lecturer draws it") {
  Graph g = graph_of(slide_product);
  Drawing d = draw_graph(g);
  CHECK(broken_law(g, d) == "");
  CHECK(drawn_crossings(g, d) == 0);
  Point x = d.corners[g["x"]], y = d.corners[g["y"]], z = d.corners[g["z"]], q = d.corners[g["q"]];
  CHECK(x.x == y.x);
  CHECK(y.x == z.x);
  CHECK(x.y < y.y);
  CHECK(y.y < z.y);
  CHECK(z.x < q.x);
  CHECK(q.x < d.corners[g["f"]].x);
  CHECK(z.y + 27 > q.y + g.cards[g["q"]].height);  // the wire of z passes below q

  const std::vector<Point>& way = d.routes[3].points;  // z to f: straight below q, then one bend
  REQUIRE(way.size() == 3);
  CHECK(way[0].y == way[1].y);
  CHECK(way[1].x == q.x + g.cards[g["q"]].width);
}

TEST_CASE("the neuron as a lecturer draws it") {
  Graph g = graph_of(slide_neuron);
  Drawing d = draw_graph(g);
  CHECK(broken_law(g, d) == "");
  CHECK(drawn_crossings(g, d) == 0);
  float y = 0;
  for (const char* name : {"w0", "x0", "w1", "x1"}) {
    CHECK(d.corners[g[name]].x == 0);
    CHECK(d.corners[g[name]].y >= y);
    y = d.corners[g[name]].y + 54;
  }
  for (const char* name : {"n", "e", "s", "f"}) CHECK(near(d.corners[g[name]].y, d.corners[g["b"]].y));
  CHECK(d.corners[g["w2"]].y > d.corners[g["a"]].y);
}

TEST_CASE("the two wires of x*x end at their own rows") {
  Graph g = graph_of("f x x");
  Drawing d = draw_graph(g);
  CHECK(broken_law(g, d) == "");
  CHECK(d.routes[0].points.back().y + row_height == d.routes[1].points.back().y);
}

TEST_CASE("parts stand below each other") {
  Graph g = graph_of("p a b; u c d; v u");
  Drawing d = draw_graph(g);
  CHECK(broken_law(g, d) == "");
  CHECK(d.corners[g["u"]].y >= d.corners[g["p"]].y + g.cards[g["p"]].height);
}

TEST_CASE("an output that many use has one lane, and its wires part at their users") {
  Graph g = graph_of("a x; b a x; c b x; d c x; f d x");
  Drawing d = draw_graph(g);
  CHECK(broken_law(g, d) == "");
  const auto &near_route = d.routes[2].points, &far_route = d.routes[8].points;  // x to b, x to f
  REQUIRE(near_route.size() >= 2);
  CHECK(far_route[1].y == near_route[near_route.size() - 2].y);
}

TEST_CASE("in a small drawing wires of one output part where fewer wires cross for it") {
  Graph g = graph_of("a x; b a; c a b; l c; s c; m s a; f l m");  // between a and c, one of its wires above b and one below
  Drawing d = draw_graph(g);
  CHECK(broken_law(g, d) == "");
  CHECK(drawn_crossings(g, d) == 0);
}

TEST_CASE("random graphs obey the laws") {
  for (int seed = 1; seed <= 150; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Graph g = random_graph(random, 1 + random.below(50));
    Drawing d = draw_graph(g);
    REQUIRE(broken_law(g, d) == "");
    REQUIRE(hash_of(draw_graph(g)) == hash_of(d));
  }
}

TEST_CASE("random trees are drawn without a crossing") {
  for (int seed = 1; seed <= 25; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Graph g = random_tree(random, 2 + random.below(20));
    Drawing d = draw_graph(g);
    REQUIRE(broken_law(g, d) == "");
    REQUIRE(drawn_crossings(g, d) == 0);
  }
}

TEST_CASE("the same bits on every machine and as wasm") {
  Random random(7);
  CHECK(hash_of(draw_graph(random_graph(random, 120))) == 885880673668937677u);
}

TEST_CASE("a small edit moves few cards") {
  int moved = 0, cards = 0;
  for (int seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Graph g = random_graph(random, 10 + random.below(40));
    Drawing before = draw_graph(g);
    add_card(g, "more", {static_cast<int>(g.cards.size()) - 1});
    Drawing after = draw_graph(g);
    REQUIRE(broken_law(g, after) == "");
    for (std::size_t i = 0; i + 1 < g.cards.size(); ++i) {
      ++cards;
      moved += !near(before.corners[i].x, after.corners[i].x) || !near(before.corners[i].y, after.corners[i].y);
    }
  }
  CHECK(moved * 4 < cards);
}

// The bounds leave room for slow machines and sanitizers; what they catch is a step that is quadratic.
TEST_CASE("a random graph of 1,000 cards is drawn fast and by the laws") {
  Random random(11);
  Graph g = random_graph(random, 1000);
  Drawing d;
  CHECK(seconds_for(g, d) < 5);
  CHECK(broken_card_law(g, d) == "");
  for (std::size_t w = 0; w < g.wires.size(); w += 40) {
    CAPTURE(w);
    CHECK(broken_wire_law(g, d, w) == "");
  }
}

TEST_CASE("10,000 cards: a chain, one that is used everywhere, all inputs alive at once") {
  Graph chain, comb, wide;
  int last = add_card(chain, "x", {});
  for (int i = 1; i < 10000; ++i) last = add_card(chain, "c", {last});
  int x = last = add_card(comb, "x", {});
  for (int i = 1; i < 10000; ++i) last = add_card(comb, "c", {last, x});
  for (int i = 0; i < 3334; ++i) add_card(wide, "x", {});
  last = 0;
  for (int i = 0; i < 6666; ++i) last = add_card(wide, "s", {last, i % 3334});

  for (const Graph* g : {&chain, &comb, &wide}) {
    Drawing d;
    CHECK(seconds_for(*g, d) < 10);
    bool rightward = true;
    for (const Wire& w : g->wires) rightward = rightward && d.corners[w.from].x < d.corners[w.to].x;
    CHECK(rightward);
  }
  Drawing d = draw_graph(chain);
  CHECK(d.corners.back().y == d.corners[1].y);
}

TEST_CASE("cards that only change their widths need no new order: the drawing is the same, bit for bit") {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Graph graph = random_graph(random, 2 + static_cast<int>(seed) * 3 % 90);
    if (seed % 4 == 0) {
      graph.cards.back().pinned = true;
      graph.cards.back().pin = {400, -50};
    }
    const Drawing before = draw_graph(graph);
    for (std::size_t i = 0; i < graph.cards.size(); ++i) graph.cards[i].width += static_cast<float>(8 * (i * seed % 7)) - 16;
    const Drawing fresh = draw_graph(graph);
    CHECK(hash_of(widened(before, graph.cards, graph.wires)) == hash_of(fresh));
    CHECK(hash_of(widened(fresh, graph.cards, graph.wires)) == hash_of(fresh));
    CHECK(hash_of(before) != hash_of(fresh));
  }
}
