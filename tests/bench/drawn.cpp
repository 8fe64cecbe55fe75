#include "bench/drawn.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace chainrule::bench {

namespace {

using layout::Point;

struct Piece {
  Point a, b;  // a.x <= b.x
  int wire;
  float top() const { return std::min(a.y, b.y); }
  float bottom() const { return std::max(a.y, b.y); }
};

// Twice the area of the triangle: on which side of ab is p?
bool left_of(Point a, Point b, Point p) {
  return (static_cast<double>(b.x) - a.x) * (static_cast<double>(p.y) - a.y) >= (static_cast<double>(b.y) - a.y) * (static_cast<double>(p.x) - a.x);
}

bool cross(const Piece& p, const Piece& q) {
  return left_of(p.a, p.b, q.a) != left_of(p.a, p.b, q.b) && left_of(q.a, q.b, p.a) != left_of(q.a, q.b, p.b);
}

// Calls f for each two boxes that share an x, of all boxes sorted by their left ends.
template <class T, class Left, class Right, class F>
void sweep(const std::vector<T>& sorted, Left left, Right right, F f) {
  std::vector<const T*> live;
  for (const T& next : sorted) {
    std::size_t kept = 0;
    for (const T* other : live)
      if (right(*other) >= left(next)) {
        live[kept++] = other;
        f(*other, next);
      }
    live.resize(kept);
    live.push_back(&next);
  }
}

std::vector<Piece> pieces_of(const Drawn& drawn) {
  std::vector<Piece> pieces;
  for (std::size_t w = 0; w < drawn.wires.size(); ++w)
    for (std::size_t i = 0; i + 1 < drawn.wires[w].size(); ++i) {
      Point a = drawn.wires[w][i], b = drawn.wires[w][i + 1];
      if (b.x < a.x) std::swap(a, b);
      pieces.push_back({a, b, static_cast<int>(w)});
    }
  std::sort(pieces.begin(), pieces.end(), [](const Piece& p, const Piece& q) { return p.a.x < q.a.x; });
  return pieces;
}

struct Box {
  float left, top, right, bottom;
};

// Liang and Barsky: does any of the piece lie inside the box?
bool enters(const Piece& p, const Box& box) {
  double from = 0, to = 1;
  auto cut = [&](double step, double room) {
    if (step == 0) return room > 0;
    if (step > 0) to = std::min(to, room / step);
    if (step < 0) from = std::max(from, room / step);
    return from < to;
  };
  const double dx = p.b.x - p.a.x, dy = p.b.y - p.a.y;
  return cut(-dx, p.a.x - box.left) && cut(dx, box.right - p.a.x) && cut(-dy, p.a.y - box.top) && cut(dy, box.bottom - p.a.y);
}

}  // namespace

void flatten(const Point (&c)[4], std::vector<Point>& to) {
  const bool level = c[0].y == c[1].y && c[1].y == c[2].y && c[2].y == c[3].y;
  const int pieces = level ? 1 : 24;
  for (int i = 1; i <= pieces; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(pieces), s = 1 - t;
    const float w[4] = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t};
    Point p;
    for (int k = 0; k < 4; ++k) {
      p.x += w[k] * c[k].x;
      p.y += w[k] * c[k].y;
    }
    to.push_back(i == pieces ? c[3] : p);
  }
}

Counts count(const std::vector<layout::Card>& cards, const std::vector<layout::Wire>& wires, const Drawn& drawn) {
  Counts counts;
  const std::vector<Piece> pieces = pieces_of(drawn);
  sweep(pieces, [](const Piece& p) { return p.a.x; }, [](const Piece& p) { return p.b.x; }, [&](const Piece& p, const Piece& q) {
    if (p.bottom() < q.top() || q.bottom() < p.top() || wires[static_cast<std::size_t>(p.wire)].from == wires[static_cast<std::size_t>(q.wire)].from) return;
    counts.crossings += cross(p, q);
  });

  constexpr float kEdge = 1;  // a wire may touch a card's edge
  std::vector<Box> boxes;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const Point at = drawn.corners[i];
    boxes.push_back({at.x + kEdge, at.y + kEdge, at.x + cards[i].width - kEdge, at.y + cards[i].height - kEdge});
  }
  std::vector<std::pair<int, int>> through;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::size_t j = i + 1; j < boxes.size(); ++j) {
      const Box &a = boxes[i], &b = boxes[j];
      counts.overlaps += a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    }
    for (const Piece& p : pieces) {
      if (p.a.x >= boxes[i].right) break;
      if (p.b.x > boxes[i].left && enters(p, boxes[i])) through.push_back({static_cast<int>(i), p.wire});
    }
  }
  std::sort(through.begin(), through.end());
  counts.through = std::unique(through.begin(), through.end()) - through.begin();
  return counts;
}

}  // namespace chainrule::bench
