// derived + session -> shapes in canvas px, in painting order, over the wires (wires.h), and the areas that answer to the pointer.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "view/session.h"

namespace chainrule::view {

// Theme tokens of the look.
enum class Token : std::uint8_t { none, paper, dots, card, header, border, ink, soft, faint, value, gradient, upstream, accent };

struct Rect {
  float x = 0, y = 0, width = 0, height = 0;
  bool contains(layout::Point p) const { return p.x >= x && p.x < x + width && p.y >= y && p.y < y + height; }
};

struct Shape {
  enum class Kind : std::uint8_t {
    panel,     // rounded rectangle: fill, border, shadow
    band,      // rectangle with rounded top corners
    line,      // from (x, y) to (x + width, y + height)
    disc,      // centre (x, y), radius
    arrow,     // head at (x, y) that points along `angle` (radians, y down)
    box,       // typeset marks, origin (x, y)
  };
  Kind kind = Kind::panel;
  Rect rect;  // x, y and extents as the kind says
  float radius = 0, thickness = 1, angle = 0;
  Token fill = Token::none, border = Token::none;
  bool shadow = false;
  const math::Box* box = nullptr;       // points into Derived, or into the scene's sums
  Token tint = Token::none;             // for box: in place of the marks' own roles
  float scale = 1;                      // for box: of its marks about the origin
  float alpha = 1;                      // of everything in this shape
};

struct HitArea {
  // value: an input's number, which can be dragged; output, operand: ports; fold: a function's tag; blank: what is hidden
  enum class Kind : std::uint8_t { card, value, output, operand, fold, blank };
  Kind kind = Kind::card;
  int node = 0;
  Rect rect;
  int frame = -1;  // of a tag, into Derived::frames
  int place = -1;  // of an operand's port
  int blank = -1;  // into Blanks::all()
};

// How a fork's gradient stands: it changes with every step.
struct Sum {
  int node = 0;
  math::Box box;
};

struct Scene {
  std::vector<Shape> shapes;
  std::size_t under = 0;      // the first so many shapes lie under the wires
  std::deque<Sum> sums;       // their addresses hold while the scene grows and moves
  std::deque<math::Box> made;  // other marks that are not in Derived; they hold like the sums
  std::vector<HitArea> hits;  // the last that contains a point wins
};

// What lies inside `seen` (canvas px); the shapes point into `derived`, which must outlive them.
Scene build_scene(const Derived& derived, const Session& session, const Rect& seen, const Language& language = english());

// Null if nothing is there.
const HitArea* hit(const Scene& scene, layout::Point canvas);

}  // namespace chainrule::view
