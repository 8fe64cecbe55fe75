// The curve that is drawn between two consecutive waypoints of a route.
#pragma once

#include "layout/layout.h"

namespace chainrule::layout {

// A cubic Bezier, horizontal and heading right at both ends.
struct Curve {
  Point start, leave, arrive, end;
};

inline Curve curve_between(Point p, Point q) {
  constexpr float least = 24, most_back = 160;
  float across = q.x - p.x;
  float reach = across / 2;
  if (across < 0) {
    reach = least - across / 4;  // back to a card that was dragged: a wider turn
    if (reach > most_back) reach = most_back;
  } else if (reach < least) {
    reach = across < least ? across : least;  // not beyond the other end, or the curve would run backwards
  }
  return {p, {p.x + reach, p.y}, {q.x - reach, q.y}, q};
}

// The point at t in [0, 1].
inline Point point_at(const Curve& c, float t) {
  float s = 1 - t;
  float a = s * s * s, b = 3 * s * s * t, d = 3 * s * t * t, e = t * t * t;
  return {a * c.start.x + b * c.leave.x + d * c.arrive.x + e * c.end.x,
          a * c.start.y + b * c.leave.y + d * c.arrive.y + e * c.end.y};
}

}  // namespace chainrule::layout
