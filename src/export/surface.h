// Where a picture is drawn: as SVG, or as pixels.
#pragma once

#include <cstdint>
#include <vector>

#include "layout/layout.h"
#include "math/box.h"

namespace chainrule::exports {

using layout::Point;

// A path as in SVG: each piece goes on from where the one before ended. Lengths are canvas px, y down, where nothing else is said.
struct Piece {
  enum class Kind : std::uint8_t { move, line, curve };
  Kind kind = Kind::move;
  Point leave, arrive, end;  // a curve's handles and end
};
using Outline = std::vector<Piece>;

struct Paint {
  std::uint32_t colour = 0;  // 0xRRGGBB
  float alpha = 1;
};

class Surface {
 public:
  virtual ~Surface() = default;
  virtual void fill(const Outline& closed, const Paint& paint) = 0;
  virtual void stroke(const Outline& open, float width, const Paint& paint) = 0;
  // With its origin at `at`, 1 em = `em` px.
  virtual void glyph(math::Face face, char32_t code, Point at, float em, const Paint& paint) = 0;
};

// In em, with the origin on the baseline; false: there is none.
bool glyph_outline(math::Face face, char32_t code, Outline& outline);

// Outlines from outside the faces, as math::set_outside_width has their widths: one for the whole program; null: there are none.
using OutsideOutline = bool (*)(char32_t code, Outline& outline);
void set_outside_outline(OutsideOutline outline);

}  // namespace chainrule::exports
