#include <doctest/doctest.h>

#include "graphs.h"

using namespace chainrule::layout;

namespace {

Graph pinned(Graph graph, const char* name, Point at) {
  graph.cards[graph[name]].pinned = true;
  graph.cards[graph[name]].pin = at;
  return graph;
}

// The wires end at their ports, and run through no card that is not pinned.
std::string broken_pin_law(const Graph& graph, const Drawing& drawing) {
  for (std::size_t w = 0; w < graph.wires.size(); ++w) {
    const Wire& wire = graph.wires[w];
    const auto& points = drawing.routes[w].points;
    Point a = drawing.corners[wire.from], b = drawing.corners[wire.to];
    std::string name = "wire " + std::to_string(w);
    if (!near(points.front().x, a.x + graph.cards[wire.from].width)) return name + " leaves no port";
    if (!near(points.front().y, a.y + graph.cards[wire.from].out_y)) return name + " leaves no port";
    if (!near(points.back().x, b.x) || !near(points.back().y, b.y + wire.in_y)) return name + " ends at no port";
    for (std::size_t i = 0; i < graph.cards.size(); ++i) {
      if (graph.cards[i].pinned) continue;
      if (runs_through(drawing.routes[w], graph.cards[i], drawing.corners[i])) {
        return name + " runs through card " + std::to_string(i);
      }
    }
  }
  return "";
}

}  // namespace

TEST_CASE("a pinned card stands at its pin; the others and their wires stay") {
  Graph free = graph_of(slide_neuron);
  Graph g = pinned(free, "b", {900, 700});
  Drawing before = layered(free.cards, free.wires), after = layered(g.cards, g.wires);
  for (std::size_t i = 0; i < g.cards.size(); ++i) {
    if (g.cards[i].pinned) continue;
    CHECK(after.corners[i].x == before.corners[i].x);
    CHECK(after.corners[i].y == before.corners[i].y);
  }
  CHECK(after.corners[g["b"]].x == 900);
  CHECK(after.corners[g["b"]].y == 700);
  CHECK(broken_pin_law(g, after) == "");
  CHECK(after.size.y >= 700 + g.cards[g["b"]].height);
  for (std::size_t w = 0; w < g.wires.size(); ++w) {
    if (g.wires[w].from == g["b"] || g.wires[w].to == g["b"]) continue;
    CHECK(after.routes[w].points.size() == before.routes[w].points.size());
  }
}

TEST_CASE("a card that is moved a little keeps the way of its wires round other cards") {
  Graph free = graph_of("a x; b a; f b x");
  Drawing before = layered(free.cards, free.wires);
  Point f = before.corners[free["f"]];
  Graph g = pinned(free, "f", {f.x + 30, f.y + 90});
  Drawing after = layered(g.cards, g.wires);
  CHECK(broken_pin_law(g, after) == "");
  const auto &old_way = before.routes[3].points, &new_way = after.routes[3].points;
  REQUIRE(old_way.size() >= 3);
  REQUIRE(new_way.size() == old_way.size());
  for (std::size_t i = 0; i + 1 < old_way.size(); ++i) CHECK(new_way[i].y == old_way[i].y);
}

TEST_CASE("a wire to a card that is moved left does not run past it and back") {
  Graph free = graph_of("a x; b a; c b; f c x");
  Point b = layered(free.cards, free.wires).corners[free["b"]];
  Graph g = pinned(free, "f", {b.x, b.y + 500});
  Drawing after = layered(g.cards, g.wires);
  const auto& way = after.routes[4].points;  // x to f
  for (std::size_t i = 0; i + 1 < way.size(); ++i) CHECK(way[i].x < way[i + 1].x);
  for (const char* name : {"x", "a", "b", "c"}) {
    CHECK(!runs_through(after.routes[4], g.cards[g[name]], after.corners[g[name]]));
  }
}

TEST_CASE("a card that is moved out of the way takes the short one") {
  Graph free = graph_of("a x; b a; f b x");
  Drawing before = layered(free.cards, free.wires);
  Graph g = pinned(free, "x", {before.corners[free["b"]].x, -300});
  Drawing after = layered(g.cards, g.wires);
  CHECK(after.routes[3].points.size() == 2);
  CHECK(!runs_through(after.routes[3], g.cards[g["b"]], after.corners[g["b"]]));
}

TEST_CASE("a wire to a far pin goes round what stands between") {
  Graph free = graph_of("p x; q p; r q; u v");
  Drawing before = layered(free.cards, free.wires);
  Graph g = pinned(free, "v", {-400, before.corners[free["p"]].y});
  Point u{before.size.x + 300, before.corners[free["p"]].y};
  g = pinned(g, "u", u);
  Drawing after = layered(g.cards, g.wires);
  CHECK(after.routes.back().points.size() == 4);
  CHECK(broken_pin_law(g, after) == "");
}

TEST_CASE("a pin left of the operands gives a wire that leads back") {
  Graph g = pinned(graph_of("a x"), "a", {-600, 40});
  Drawing d = layered(g.cards, g.wires);
  REQUIRE(d.routes[0].points.size() == 2);
  CHECK(d.routes[0].points[0].x > d.routes[0].points[1].x);
  Curve curve = curve_between(d.routes[0].points[0], d.routes[0].points[1]);
  CHECK(curve.leave.x > curve.start.x);
  CHECK(curve.arrive.x < curve.end.x);
}

TEST_CASE("pins anywhere: ports are met and nothing else moves") {
  for (int seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Graph free = random_graph(random, 3 + random.below(25));
    Drawing before = layered(free.cards, free.wires);
    Graph g = free;
    for (Card& card : g.cards) {
      card.pinned = random.below(4) == 0;
      card.pin = {static_cast<float>(random.below(3000) - 500), static_cast<float>(random.below(2000) - 500)};
    }
    Drawing after = layered(g.cards, g.wires);
    bool right = true;
    for (std::size_t i = 0; i < g.cards.size(); ++i) {
      Point want = g.cards[i].pinned ? g.cards[i].pin : before.corners[i];
      right = right && after.corners[i].x == want.x && after.corners[i].y == want.y;
    }
    for (std::size_t w = 0; w < g.wires.size(); ++w) {
      const Card& from = g.cards[g.wires[w].from];
      Point start = after.routes[w].points.front(), end = after.routes[w].points.back();
      Point a = after.corners[g.wires[w].from], b = after.corners[g.wires[w].to];
      right = right && near(start.x, a.x + from.width) && near(start.y, a.y + from.out_y);
      right = right && near(end.x, b.x) && near(end.y, b.y + g.wires[w].in_y);
    }
    REQUIRE(right);
  }
}
