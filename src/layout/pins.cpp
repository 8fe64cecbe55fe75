#include <algorithm>
#include <utility>

#include "layout/curve.h"
#include "layout/net.h"

namespace chainrule::layout {

namespace {

struct Box {
  float left, top, right, bottom;
};

bool meets(const Box& a, const Box& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// The cards that are not pinned, by their left edges.
class Obstacles {
 public:
  Obstacles(const std::vector<Card>& cards, const std::vector<Point>& corners) {
    for (std::size_t i = 0; i < cards.size(); ++i) {
      if (cards[i].pinned) continue;
      Point c = corners[i];
      boxes_.push_back({c.x, c.y, c.x + cards[i].width, c.y + cards[i].height});
      widest_ = std::max(widest_, cards[i].width);
    }
    sort_list(boxes_, [](const Box& a, const Box& b) { return a.left < b.left; });
  }

  // Calls f for each card that may reach into [left, right].
  template <class F>
  void between(float left, float right, F f) const {
    auto it = std::lower_bound(boxes_.begin(), boxes_.end(), left - widest_,
                               [](const Box& box, float x) { return box.left < x; });
    for (; it != boxes_.end() && it->left < right; ++it) {
      if (it->right > left) f(*it);
    }
  }

  bool clear(const Curve& c) const {
    constexpr int samples = 32;
    auto [left, right] = std::minmax({c.start.x, c.leave.x, c.arrive.x, c.end.x});
    auto [top, bottom] = std::minmax(c.start.y, c.end.y);
    Box around{left, top - 1, right, bottom + 1};
    bool clear = true;
    between(left, right, [&](const Box& box) {
      if (!clear || !meets(box, around)) return;
      for (int i = 1; i < samples; ++i) {
        Point p = point_at(c, static_cast<float>(i) / samples);
        if (p.x > box.left && p.x < box.right && p.y > box.top && p.y < box.bottom) clear = false;
      }
    });
    return clear;
  }

  bool clear(const std::vector<Point>& points) const {
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
      if (!clear(curve_between(points[i], points[i + 1]))) return false;
    }
    return true;
  }

 private:
  std::vector<Box> boxes_;
  float widest_ = 0;
};

// The old way between new ends, as far as it still leads to the right.
std::vector<Point> keep_between(const std::vector<Point>& old, Point start, Point end) {
  std::vector<Point> points{start};
  for (std::size_t i = 1; i + 1 < old.size(); ++i) {
    if (old[i].x > points.back().x && old[i].x < end.x - 24) points.push_back(old[i]);
  }
  points.push_back(end);
  return points;
}

// Around all that stands between the ends, above it or below it, whichever is nearer first.
std::vector<std::vector<Point>> detours(const Obstacles& obstacles, Point start, Point end, const Spacing& spacing) {
  float turn = std::min(spacing.layer_gap, (end.x - start.x) / 3);
  if (turn < 24) return {};
  float top = std::min(start.y, end.y), bottom = std::max(start.y, end.y);
  obstacles.between(start.x, end.x, [&](const Box& box) {
    top = std::min(top, box.top - spacing.lane_gap);
    bottom = std::max(bottom, box.bottom + spacing.lane_gap);
  });
  auto way = [&](float y) {
    return std::vector<Point>{start, {start.x + turn, y}, {end.x - turn, y}, end};
  };
  std::vector<std::vector<Point>> ways{way(bottom), way(top)};
  if (start.y - top + end.y - top < bottom - start.y + bottom - end.y) std::swap(ways[0], ways[1]);
  return ways;
}

std::vector<Point> reroute(const Obstacles& obstacles, const std::vector<Point>& old, Point start, Point end,
                           const Spacing& spacing) {
  std::vector<Point> kept = keep_between(old, start, end);
  if (obstacles.clear(kept)) return kept;
  std::vector<Point> straight{start, end};
  if (obstacles.clear(straight)) return straight;
  for (auto& way : detours(obstacles, start, end, spacing)) {
    if (obstacles.clear(way)) return way;
  }
  return straight;  // the user has put the card where nothing can be done
}

}  // namespace

void apply_pins(const std::vector<Card>& cards, const std::vector<Wire>& wires, const Spacing& spacing,
                Drawing& drawing) {
  bool any = false;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    if (!cards[i].pinned) continue;
    any = true;
    drawing.corners[i] = cards[i].pin;
    drawing.size.x = std::max(drawing.size.x, cards[i].pin.x + cards[i].width);
    drawing.size.y = std::max(drawing.size.y, cards[i].pin.y + cards[i].height);
  }
  if (!any) return;

  Obstacles obstacles(cards, drawing.corners);
  for (std::size_t w = 0; w < wires.size(); ++w) {
    const Card &from = cards[wires[w].from], &to = cards[wires[w].to];
    if (!from.pinned && !to.pinned) continue;
    Point a = drawing.corners[wires[w].from], b = drawing.corners[wires[w].to];
    std::vector<Point>& points = drawing.routes[w].points;
    points = reroute(obstacles, points, {a.x + from.width, a.y + from.out_y}, {b.x, b.y + wires[w].in_y}, spacing);
    for (Point p : points) drawing.size.y = std::max(drawing.size.y, p.y);
  }
}

}  // namespace chainrule::layout
