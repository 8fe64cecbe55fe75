// The layout beside Graphviz's dot, where it is installed: crossings, overlaps and wires through cards on the drawn routes of the
// same graphs with the same cards, and the time. Without dot, and as wasm under node, the layout alone.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

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

constexpr int kSizes[] = {10, 20, 40, 60, 100, 150, 250, 400, 700, 1000};  // nodes, about

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

void row(const std::string& what, const Sums& s, const double* ours = nullptr, const double* dots = nullptr) {
  std::printf("  %-24s %6d %10ld %10ld %8.3f %9ld %9ld %9ld %9ld", what.c_str(), s.graphs, s.ours.crossings, s.dots.crossings,
              static_cast<double>(s.ours.crossings) / static_cast<double>(s.dots.crossings), s.ours.overlaps, s.dots.overlaps, s.ours.through, s.dots.through);
  if (ours) std::printf(" %10.3f %10.1f", *ours, *dots);
  std::printf("\n");
  std::fflush(stdout);  // dot takes its time
}

double median(std::vector<double> of) {
  const auto middle = of.begin() + static_cast<std::ptrdiff_t>(of.size() / 2);
  std::nth_element(of.begin(), middle, of.end());
  return *middle;
}

void compare(bool each, int most, const std::string& large) {
  std::printf("Beside dot\n  %-24s %6s %10s %10s %8s %9s %9s %9s %9s%s\n", "", "graphs", "crossings", "dot's", "ratio", "overlaps", "dot's", "through", "dot's",
              each ? "         ms   dot's ms" : "");
  struct Times {
    int about;  // nodes
    double ours, dots;
  };
  std::vector<Times> times;
  Sums all;
  auto measure = [&](const std::string& what, const std::string& text, Sums& sums, int about = 0) {
    const Graph g = graph_of(text);
    double dots = 0;
    const Counts a = count(g.cards, g.wires, drawn_by_us(g)), b = count(g.cards, g.wires, draw_by_dot(g.cards, g.wires, spacing(), &dots));
    sums.add(a, b);
    all.add(a, b);
    times.push_back({about, time_of(g) / 1e6, dots / 1e6});
    Sums one;
    one.add(a, b);
    if (each) row(what + ", " + std::to_string(g.cards.size()), one, &times.back().ours, &times.back().dots);
  };
  Sums lectures;
  for (const std::string& text : lecture_circuits()) measure("lecture", text, lectures);
  row("lectures", lectures);
  for (const Kind& kind : kinds()) {
    Sums sums;
    for (int nodes : kSizes)
      if (nodes <= (std::string_view(kind.name).starts_with(large) ? 1000 : most)) measure(kind.name, kind.text(nodes, static_cast<unsigned>(nodes)), sums, nodes);
    row(kind.name, sums);
  }
  row("all", all);
  std::printf("\nTime, medians\n  %-24s %6s %10s %10s %8s %8s\n", "nodes about", "graphs", "ms", "dot's ms", "dot/ours", "least");
  for (int nodes : kSizes) {
    std::vector<double> ours, dots, ratios;
    for (const Times& t : times) {
      if (t.about != nodes) continue;
      ours.push_back(t.ours);
      dots.push_back(t.dots);
      ratios.push_back(t.dots / t.ours);
    }
    if (!ours.empty())
      std::printf("  %-24d %6zu %10.3f %10.1f %8.1f %8.1f\n", nodes, ours.size(), median(ours), median(dots), median(ratios), *std::min_element(ratios.begin(), ratios.end()));
  }
  std::printf("\n");
}
#else
void compare(bool, int, const std::string&) {}
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

// --each: a line for every graph; --most N: beside dot, which takes its time, no graphs of more than about N nodes
// but those of the kinds whose names begin with what follows --large; --alone: no dot.
int main(int count, char** words) {
  bool each = false, alone_only = false;
  int most = 1000;
  std::string large = "none";
  for (int i = 1; i < count; ++i) {
    each = each || std::strcmp(words[i], "--each") == 0;
    alone_only = alone_only || std::strcmp(words[i], "--alone") == 0;
    if (std::strcmp(words[i], "--large") == 0 && i + 1 < count) large = words[i + 1];
    if (std::strcmp(words[i], "--most") == 0 && i + 1 < count) most = std::atoi(words[i + 1]);
  }
  if (!alone_only) compare(each, most, large);
  alone();
}
