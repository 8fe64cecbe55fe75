// The layout beside Graphviz's dot, where it is installed: crossings, overlaps and wires through cards on the drawn routes of the
// same graphs with the same cards, and the time. Without dot, and as wasm under node, the layout alone.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "bench/circuits.h"
#include "bench/drawn.h"
#include "bench/timing.h"
#include "layout/curve.h"
#include "view/derived.h"
#ifdef CHAINRULE_DOT
#include "bench/dot.h"
#endif

using namespace chainrule;
using namespace chainrule::bench;

namespace {

struct Graph {
  std::vector<layout::Card> cards;
  std::vector<layout::Wire> wires;
};

layout::Spacing spacing() {
  layout::Spacing s;
  s.layer_gap = 112;
  return s;
}

Graph graph_of(const std::string& text) {
  const view::Derived d = view::derive(text);
  Graph g;
  for (const view::Card& c : d.cards) g.cards.push_back({c.width, c.height, c.out_y, false, {}});
  g.wires = d.wires;
  return g;
}

layout::Drawing draw(const Graph& g) { return layout::layered(g.cards, g.wires, spacing()); }

// The median time of our layout, in ns.
double time_of(const Graph& g) { return time_in_turns({[&] { draw(g); }}, 5, 2e6)[0]; }

#ifdef CHAINRULE_DOT
Drawn drawn_by_us(const Graph& g) {
  const layout::Drawing d = draw(g);
  Drawn drawn{d.corners, {}};
  for (const layout::Route& r : d.routes) {
    drawn.wires.push_back({r.points[0]});
    for (std::size_t i = 0; i + 1 < r.points.size(); ++i) {
      const layout::Curve c = layout::curve_between(r.points[i], r.points[i + 1]);
      flatten({c.start, c.leave, c.arrive, c.end}, drawn.wires.back());
    }
  }
  return drawn;
}

struct Sums {
  int graphs = 0;
  Counts ours, dots;
  void add(const Counts& a, const Counts& b) {
    ++graphs;
    for (auto [sum, one] : {std::pair{&ours, &a}, std::pair{&dots, &b}}) {
      sum->crossings += one->crossings;
      sum->overlaps += one->overlaps;
      sum->through += one->through;
    }
  }
};

void row(const std::string& what, const Sums& s) {
  std::printf("  %-24s %6d %10ld %10ld %8.3f %9ld %9ld %9ld %9ld\n", what.c_str(), s.graphs, s.ours.crossings, s.dots.crossings,
              static_cast<double>(s.ours.crossings) / static_cast<double>(s.dots.crossings), s.ours.overlaps, s.dots.overlaps, s.ours.through, s.dots.through);
  std::fflush(stdout);  // dot takes its time
}

void compare(bool each, int most) {
  std::printf("Beside dot\n  %-24s %6s %10s %10s %8s %9s %9s %9s %9s\n", "", "graphs", "crossings", "dot's", "ratio", "overlaps", "dot's", "through", "dot's");
  struct Times {
    std::string what;
    double nodes, ours, dots;
  };
  std::vector<Times> times;
  Sums all;
  auto measure = [&](const std::string& what, const std::string& text, Sums& sums) {
    const Graph g = graph_of(text);
    double dots = 0;
    const Counts a = count(g.cards, g.wires, drawn_by_us(g)), b = count(g.cards, g.wires, draw_by_dot(g.cards, g.wires, spacing(), &dots));
    sums.add(a, b);
    all.add(a, b);
    times.push_back({what, static_cast<double>(g.cards.size()), time_of(g), dots});
    Sums one;
    one.add(a, b);
    if (each) row(what + ", " + std::to_string(g.cards.size()), one);
  };
  Sums lectures;
  for (const std::string& text : lecture_circuits()) measure("lecture", text, lectures);
  row("lectures", lectures);
  for (const Kind& kind : kinds()) {
    Sums sums;
    for (int nodes : {10, 20, 40, 60, 100, 150, 250, 400, 700, 1000})
      if (nodes <= most) measure(kind.name, kind.text(nodes, static_cast<unsigned>(nodes)), sums);
    row(kind.name, sums);
  }
  row("all", all);
  std::printf("\nTime\n  %-24s %6s %10s %10s %8s\n", "", "nodes", "ms", "dot's ms", "dot/ours");
  for (const Times& t : times)
    if (each || t.nodes > 60) std::printf("  %-24s %6.0f %10.3f %10.1f %8.1f\n", t.what.c_str(), t.nodes, t.ours / 1e6, t.dots / 1e6, t.dots / t.ours);
  std::printf("\n");
}
#else
void compare(bool, int) {}
#endif

void alone() {
  std::printf("The layout alone, ms\n  %-24s %10s %10s %10s\n", "nodes about", "100", "1,000", "10,000");
  for (const Kind& kind : kinds()) {
    std::printf("  %-24s", kind.name);
    for (int nodes : {100, 1000, 10000}) std::printf(" %10.3f", time_of(graph_of(kind.text(nodes, 1))) / 1e6);
    std::printf("\n");
  }
}

}  // namespace

// --each: a line for every graph; --most N: no graphs of more than about N nodes beside dot, which takes its time; --alone: none.
int main(int count, char** words) {
  bool each = false, alone_only = false;
  int most = 1000;
  for (int i = 1; i < count; ++i) {
    each = each || std::strcmp(words[i], "--each") == 0;
    alone_only = alone_only || std::strcmp(words[i], "--alone") == 0;
    if (std::strcmp(words[i], "--most") == 0 && i + 1 < count) most = std::atoi(words[i + 1]);
  }
  if (!alone_only) compare(each, most);
  alone();
}
