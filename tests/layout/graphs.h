// Tiny graphs in text, random graphs from a seed, and the laws that every drawing obeys.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "layout/curve.h"
#include "layout/net.h"

namespace chainrule::layout {

struct Graph {
  std::vector<Card> cards;
  std::vector<Wire> wires;
  std::map<std::string, int> ids;

  int operator[](const std::string& name) const { return ids.at(name); }
};

constexpr float row_height = 78, header = 44;

// A card with `rows` operands; without any, an input's pill.
inline Card card_with(int rows) {
  if (rows == 0) return {112, 54, 27, false, {}};
  return {260, header + row_height * static_cast<float>(rows), 22, false, {}};
}

inline int add_card(Graph& graph, const std::string& name, const std::vector<int>& operands) {
  int id = static_cast<int>(graph.cards.size());
  graph.ids[name] = id;
  graph.cards.push_back(card_with(static_cast<int>(operands.size())));
  for (std::size_t i = 0; i < operands.size(); ++i) {
    graph.wires.push_back({operands[i], id, header + row_height * (static_cast<float>(i) + 0.5f)});
  }
  return id;
}

// "q x y; f q z": each statement is a card and its operands; a name that is new is an input.
inline Graph graph_of(const std::string& text) {
  Graph graph;
  std::istringstream statements(text);
  for (std::string statement; std::getline(statements, statement, ';');) {
    std::istringstream words(statement);
    std::string name;
    words >> name;
    std::vector<int> operands;
    for (std::string operand; words >> operand;) {
      if (!graph.ids.count(operand)) add_card(graph, operand, {});
      operands.push_back(graph[operand]);
    }
    add_card(graph, name, operands);
  }
  return graph;
}

inline const char* const slide_product = "q x y; f q z";
inline const char* const slide_neuron = "m0 w0 x0; m1 w1 x1; a m0 m1; b a w2; n b; e n; s e; f s";

struct Random {
  std::uint64_t state;
  explicit Random(std::uint64_t seed) : state(seed * 2654435769u + 88172645463325252u) {}

  int below(int n) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<int>((state >> 11) % static_cast<std::uint64_t>(n));
  }
};

// Widths, heights and ports of odd sizes, so that nothing fits by luck.
inline void vary_sizes(Graph& graph, Random& random) {
  for (Card& card : graph.cards) {
    card.width += static_cast<float>(random.below(900)) * 0.3f;
    card.height += static_cast<float>(random.below(200)) * 0.7f;
    card.out_y = card.height * static_cast<float>(random.below(100)) / 100;
  }
}

// About one card in four is an input; operands are near or anywhere before, sometimes twice the same.
inline Graph random_graph(Random& random, int cards) {
  Graph graph;
  for (int i = 0; i < cards; ++i) {
    std::vector<int> operands;
    int rows = i == 0 || random.below(4) == 0 ? 0 : 1 + random.below(3);
    for (int r = 0; r < rows; ++r) {
      int from = random.below(2) == 0 ? i - 1 - random.below(i < 6 ? i : 6) : random.below(i);
      operands.push_back(random.below(8) == 0 && r > 0 ? operands[0] : from);
    }
    add_card(graph, "v" + std::to_string(i), operands);
  }
  vary_sizes(graph, random);
  return graph;
}

// Every card has one user, but the last.
inline Graph random_tree(Random& random, int cards) {
  Graph graph;
  std::vector<int> unused;
  for (int i = 0; i < cards; ++i) {
    std::vector<int> operands;
    int left = cards - i;
    int most = static_cast<int>(unused.size());
    int rows = most == 0 ? 0 : random.below(4);
    if (rows == 0 && most >= 2 * left) rows = 3;  // leave no more than the remaining cards can join
    for (int r = 0; (r < rows || left == 1) && !unused.empty(); ++r) {
      int pick = random.below(static_cast<int>(unused.size()));
      operands.push_back(unused[pick]);
      unused.erase(unused.begin() + pick);
    }
    unused.push_back(add_card(graph, "v" + std::to_string(i), operands));
  }
  vary_sizes(graph, random);
  return graph;
}

// The whole graph as one part, whether it is connected or not.
inline Part part_of(const Graph& graph) {
  Part part{graph.cards, graph.wires, {}, {}};
  for (std::size_t i = 0; i < graph.cards.size(); ++i) part.card_ids.push_back(static_cast<int>(i));
  for (std::size_t i = 0; i < graph.wires.size(); ++i) part.wire_ids.push_back(static_cast<int>(i));
  return part;
}

inline Net ordered_net(const Part& part, int max_bends = 100000) {
  Net net = make_net(part, assign_layers(part), {}, max_bends);
  order_by_search(net);
  reduce_crossings(net);
  return net;
}

inline bool near(float a, float b) { return std::abs(a - b) < 0.02f + 1e-6f * std::abs(a); }

// True if the route runs through the card, the card's edge excepted.
inline bool runs_through(const Route& route, const Card& card, Point corner) {
  constexpr float edge = 0.5f;
  for (std::size_t i = 0; i + 1 < route.points.size(); ++i) {
    Curve curve = curve_between(route.points[i], route.points[i + 1]);
    if (curve.start.x > corner.x + card.width && curve.end.x > corner.x + card.width) continue;
    if (curve.start.x < corner.x && curve.end.x < corner.x) continue;
    int samples = 40 + static_cast<int>(std::abs(curve.end.x - curve.start.x) / 20);
    for (int k = 0; k <= samples; ++k) {
      Point p = point_at(curve, static_cast<float>(k) / static_cast<float>(samples));
      if (p.x > corner.x + edge && p.x < corner.x + card.width - edge && p.y > corner.y + edge &&
          p.y < corner.y + card.height - edge) {
        return true;
      }
    }
  }
  return false;
}

inline std::string broken_card_law(const Graph& graph, const Drawing& drawing) {
  const std::size_t n = graph.cards.size();
  if (drawing.corners.size() != n) return "a corner is missing";
  for (std::size_t i = 0; i < n; ++i) {
    Point a = drawing.corners[i];
    const Card& card = graph.cards[i];
    if (a.x < 0 || a.y < 0) return "card " + std::to_string(i) + " is off the paper";
    if (a.x + card.width > drawing.size.x + 0.1f || a.y + card.height > drawing.size.y + 0.1f) {
      return "card " + std::to_string(i) + " is beyond the size";
    }
    for (std::size_t j = i + 1; j < n; ++j) {
      Point b = drawing.corners[j];
      if (a.x < b.x + graph.cards[j].width && b.x < a.x + card.width && a.y < b.y + graph.cards[j].height &&
          b.y < a.y + card.height) {
        return "cards " + std::to_string(i) + " and " + std::to_string(j) + " overlap";
      }
    }
  }
  return "";
}

inline std::string broken_wire_law(const Graph& graph, const Drawing& drawing, std::size_t w) {
  const Wire& wire = graph.wires[w];
  const std::vector<Point>& points = drawing.routes[w].points;
  Point from = drawing.corners[wire.from], to = drawing.corners[wire.to];
  const Card& source = graph.cards[wire.from];
  if (points.size() < 2) return "has no route";
  if (!near(points.front().x, from.x + source.width) || !near(points.front().y, from.y + source.out_y)) {
    return "does not start at its port";
  }
  if (!near(points.back().x, to.x) || !near(points.back().y, to.y + wire.in_y)) return "does not end at its port";
  if (to.x <= from.x + source.width) return "does not lead to a later layer";
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    if (points[i].x >= points[i + 1].x) return "turns back";
    if (points[i].y < 0 || points[i].y > drawing.size.y + 0.1f) return "leaves the paper";
  }
  for (std::size_t i = 0; i < graph.cards.size(); ++i) {
    if (runs_through(drawing.routes[w], graph.cards[i], drawing.corners[i])) {
      return "runs through card " + std::to_string(i);
    }
  }
  return "";
}

// Level stretches of wires of different outputs lie apart.
inline std::string broken_lane_law(const Graph& graph, const Drawing& drawing) {
  struct Stretch {
    float left, right, y;
    int from;
  };
  std::vector<Stretch> stretches;
  for (std::size_t w = 0; w < graph.wires.size(); ++w) {
    const std::vector<Point>& points = drawing.routes[w].points;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
      if (!near(points[i].y, points[i + 1].y)) continue;
      stretches.push_back({points[i].x, points[i + 1].x, points[i].y, graph.wires[w].from});
    }
  }
  for (const Stretch& a : stretches) {
    for (const Stretch& b : stretches) {
      if (a.from >= b.from || a.right <= b.left + 0.5f || b.right <= a.left + 0.5f) continue;
      if (std::abs(a.y - b.y) < 1) return "two outputs share a lane at " + std::to_string(a.y);
    }
  }
  return "";
}

// The first law that a drawing without pins breaks, or "".
inline std::string broken_law(const Graph& graph, const Drawing& drawing) {
  std::string broken = broken_card_law(graph, drawing);
  if (!broken.empty()) return broken;
  if (drawing.routes.size() != graph.wires.size()) return "a route is missing";
  for (std::size_t w = 0; w < graph.wires.size(); ++w) {
    broken = broken_wire_law(graph, drawing, w);
    if (!broken.empty()) return "wire " + std::to_string(w) + " " + broken;
  }
  return broken_lane_law(graph, drawing);
}

}  // namespace chainrule::layout
