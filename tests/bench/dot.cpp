#include "bench/dot.h"

#include <cstdio>
#include <cstdlib>
#include <string>

#include <graphviz/gvc.h>

#include "bench/timing.h"

namespace chainrule::bench {

namespace {

// dot's own unit is the point; one px is one point here.
constexpr double kPointsPerInch = 72;

std::string number(double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", x);
  return text;
}

std::string cell(const layout::Card& card, int height, const std::string& port) {
  return "<TR><TD FIXEDSIZE=\"TRUE\" WIDTH=\"" + std::to_string(static_cast<int>(card.width)) + "\" HEIGHT=\"" + std::to_string(height) + "\"" + (port.empty() ? "" : " PORT=\"" + port + "\"") + "></TD></TR>";
}

// A table without lines: ports are the edges of its cells, in the middle of their heights. Sizes are whole px.
std::string label(const layout::Card& card, const std::vector<int>& ports) {
  std::string rows = cell(card, static_cast<int>(2 * card.out_y), "o");
  int y = static_cast<int>(2 * card.out_y), row = 0;
  for (int port : ports) {
    const int half = port - y;
    rows += cell(card, 2 * half, "r" + std::to_string(row++));
    y += 2 * half;
  }
  if (y < card.height) rows += cell(card, static_cast<int>(card.height) - y, "");
  return "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"" + std::to_string(static_cast<int>(card.width)) + "\" HEIGHT=\"" +
         std::to_string(static_cast<int>(card.height)) + "\">" + rows + "</TABLE>";
}

std::string graph_text(const std::vector<layout::Card>& cards, const std::vector<layout::Wire>& wires, const layout::Spacing& spacing) {
  std::vector<std::vector<int>> ports(cards.size());
  std::string text = "digraph { rankdir=LR; splines=true; nodesep=" + number(spacing.card_gap / kPointsPerInch) +
                     "; ranksep=" + number(spacing.layer_gap / kPointsPerInch) + "; node [shape=none margin=0 label=\"\"]; edge [dir=none];\n";
  std::string edges;
  for (std::size_t w = 0; w < wires.size(); ++w) {
    std::vector<int>& rows = ports[static_cast<std::size_t>(wires[w].to)];
    edges += "n" + std::to_string(wires[w].from) + ":o:e -> n" + std::to_string(wires[w].to) + ":r" + std::to_string(rows.size()) + ":w [id=" +
             std::to_string(w) + "];\n";
    rows.push_back(static_cast<int>(wires[w].in_y));
  }
  for (std::size_t i = 0; i < cards.size(); ++i) text += "n" + std::to_string(i) + " [label=<" + label(cards[i], ports[i]) + ">];\n";
  return text + edges + "}\n";
}

Drawn read(Agraph_t* g, const std::vector<layout::Card>& cards, std::size_t wires) {
  Drawn drawn;
  drawn.wires.resize(wires);
  char id[] = "id";
  for (std::size_t i = 0; i < cards.size(); ++i) {
    std::string name = "n" + std::to_string(i);
    Agnode_t* n = agnode(g, name.data(), 0);
    const pointf at = ND_coord(n);
    drawn.corners.push_back({static_cast<float>(at.x) - cards[i].width / 2, static_cast<float>(-at.y) - cards[i].height / 2});
    for (Agedge_t* e = agfstout(g, n); e; e = agnxtout(g, e)) {
      std::vector<layout::Point>& points = drawn.wires[static_cast<std::size_t>(std::atoi(agget(e, id)))];
      for (int s = 0; ED_spl(e) && s < ED_spl(e)->size; ++s) {
        const bezier& b = ED_spl(e)->list[s];
        auto point = [&](int k) { return layout::Point{static_cast<float>(b.list[k].x), static_cast<float>(-b.list[k].y)}; };
        points.push_back(point(0));
        for (int k = 0; k + 3 < b.size; k += 3) flatten({point(k), point(k + 1), point(k + 2), point(k + 3)}, points);
      }
    }
  }
  return drawn;
}

}  // namespace

Drawn draw_by_dot(const std::vector<layout::Card>& cards, const std::vector<layout::Wire>& wires, const layout::Spacing& spacing, double* nanoseconds) {
  static GVC_t* context = gvContext();
  Agraph_t* g = agmemread(graph_text(cards, wires, spacing).c_str());
  const double begin = now();
  gvLayout(context, g, "dot");
  *nanoseconds = now() - begin;
  Drawn drawn = read(g, cards, wires.size());
  gvFreeLayout(context, g);
  agclose(g);
  return drawn;
}

}  // namespace chainrule::bench
