#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

#include "layout/net.h"

namespace chainrule::layout {

namespace {

struct Waypoint {
  double x = 0, y = 0;
};

// A waypoint on a level line is dropped: 10,000 layers crossed straight are two points.
void append(std::vector<Waypoint>& points, Waypoint p) {
  constexpr double level = 1e-3;  // px
  const std::size_t n = points.size();
  auto is_level = [&](const Waypoint& q) { return q.y - p.y < level && p.y - q.y < level; };
  if (n >= 2 && is_level(points[n - 1]) && is_level(points[n - 2])) points.pop_back();
  points.push_back(p);
}

class Drafter {
 public:
  Drafter(const Part& part, const Net& net, const std::vector<double>& tops, const std::vector<Column>& columns,
          const Spacing& spacing)
      : part_(part), net_(net), tops_(tops), columns_(columns), spacing_(spacing) {
    std::vector<int> from;
    for (const Wire& w : part.wires) from.push_back(w.from);
    input_.assign(part.cards.size(), 1);
    for (const Wire& w : part.wires) input_[w.to] = 0;
    wires_of_ = Lists(static_cast<int>(part.cards.size()), from);
    for (std::size_t v = 0; v < tops.size(); ++v) bottom_ = std::max(bottom_, tops[v] + net.nodes[v].height);
  }

  Drawing run() {
    const int n = static_cast<int>(part_.cards.size());
    for (int v = 0; v < n; ++v) {
      drawing_.corners.push_back({static_cast<float>(left_of(v)), static_cast<float>(tops_[v])});
    }
    drawing_.routes.resize(part_.wires.size());
    for (int v = 0; v < n; ++v) route_lane(v);
    route_under();
    drawing_.size = {static_cast<float>(columns_.back().right), static_cast<float>(bottom_)};
    return std::move(drawing_);
  }

 private:
  const Column& column_of(int node) const { return columns_[net_.nodes[node].layer]; }

  // Gates share the left edge of their column, where wires arrive. Inputs share the right edge, where theirs leave.
  double left_of(int card) const {
    bool input = input_[card] && !wires_of_.of(card).empty();
    return input ? column_of(card).right - part_.cards[card].width : column_of(card).left;
  }

  // From the output port to the right edge of the column, so that the wire passes wider cards above and below.
  std::vector<Waypoint> start_of(int card) const {
    std::vector<Waypoint> points;
    double y = tops_[card] + net_.nodes[card].out, right = column_of(card).right;
    points.push_back({left_of(card) + part_.cards[card].width, y});
    if (points[0].x < right) append(points, {right, y});
    return points;
  }

  void finish(int wire, std::vector<Waypoint> points) {
    int to = part_.wires[wire].to;
    append(points, {left_of(to), tops_[to] + part_.wires[wire].in_y});
    for (const Waypoint& p : points) {
      drawing_.routes[wire].points.push_back({static_cast<float>(p.x), static_cast<float>(p.y)});
    }
  }

  // Walks along each lane once; each wire takes the way so far when it leaves.
  void route_lane(int card) {
    std::vector<int> wires;
    for (int w : wires_of_.of(card)) {
      if (!net_.under[w]) wires.push_back(w);
    }
    auto layer_to = [&](int w) { return net_.nodes[part_.wires[w].to].layer; };
    sort_stably(wires, [&](int a, int b) {
      return net_.lane[a] != net_.lane[b] ? net_.lane[a] < net_.lane[b] : layer_to(a) < layer_to(b);
    });

    std::vector<Waypoint> lane;
    int node = card, first = -1;
    for (int w : wires) {
      if (lane.empty() || net_.lane[w] != first) {
        lane = start_of(card);
        node = card;
        first = net_.lane[w];
      }
      while (net_.nodes[node].layer + 1 < layer_to(w)) {
        node = node == card ? first : net_.nodes[node].next;
        append(lane, {column_of(node).left, tops_[node]});
        append(lane, {column_of(node).right, tops_[node]});
      }
      finish(w, lane);
    }
  }

  // The wires that are too long for lanes run below everything, those of one output together, as high as is free.
  void route_under() {
    const int n = static_cast<int>(part_.cards.size());
    std::vector<std::pair<int, int>> sources;  // (layer, card)
    std::vector<int> farthest(n, -1);          // layer of the last user
    for (std::size_t w = 0; w < part_.wires.size(); ++w) {
      if (!net_.under[w]) continue;
      int from = part_.wires[w].from;
      if (farthest[from] < 0) sources.push_back({net_.nodes[from].layer, from});
      farthest[from] = std::max(farthest[from], net_.nodes[part_.wires[w].to].layer);
    }
    sort_list(sources, std::less());

    using Busy = std::pair<int, int>;  // (last layer, row)
    std::priority_queue<Busy, std::vector<Busy>, std::greater<Busy>> busy;
    int rows = 0;
    for (auto [layer, card] : sources) {
      int row = rows;
      if (!busy.empty() && busy.top().first <= layer) {
        row = busy.top().second;
        busy.pop();
      } else {
        ++rows;
      }
      busy.push({farthest[card], row});
      route_row(card, bottom_ + spacing_.lane_gap * (row + 1));
    }
    bottom_ += spacing_.lane_gap * rows;
  }

  void route_row(int card, double y) {
    for (int w : wires_of_.of(card)) {
      if (!net_.under[w]) continue;
      std::vector<Waypoint> points = start_of(card);
      append(points, {columns_[net_.nodes[card].layer + 1].left, y});
      append(points, {columns_[net_.nodes[part_.wires[w].to].layer - 1].right, y});
      finish(w, points);
    }
  }

  const Part& part_;
  const Net& net_;
  const std::vector<double>& tops_;
  const std::vector<Column>& columns_;
  const Spacing& spacing_;
  Lists wires_of_;
  std::vector<char> input_;  // no wires lead into the card
  double bottom_ = 0;
  Drawing drawing_;
};

}  // namespace

std::vector<Column> make_columns(const Part& part, const Net& net, const Spacing& spacing) {
  std::vector<double> widths(net.layers.size(), 0);
  for (const Node& node : net.nodes) {
    if (node.card >= 0) widths[node.layer] = std::max<double>(widths[node.layer], part.cards[node.card].width);
  }
  std::vector<Column> columns;
  double x = 0;
  for (double width : widths) {
    columns.push_back({x, x + width});
    x += width + spacing.layer_gap;
  }
  return columns;
}

Drawing draw(const Part& part, const Net& net, const std::vector<double>& tops, const std::vector<Column>& columns,
             const Spacing& spacing) {
  return Drafter(part, net, tops, columns, spacing).run();
}

}  // namespace chainrule::layout
