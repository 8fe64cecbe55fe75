// Looking for glyphs in a typeset box.
#pragma once

#include <cstddef>

#include "math/box.h"

namespace chainrule::math::test {

// The `nth` (from 0) glyph of a character, or null.
inline const Glyph* find(const Box& box, char32_t code, std::size_t nth = 0) {
  for (const Glyph& glyph : box.glyphs) {
    if (glyph.code == code && nth-- == 0) return &glyph;
  }
  return nullptr;
}

inline std::size_t count(const Box& box, char32_t code) {
  std::size_t found = 0;
  for (const Glyph& glyph : box.glyphs) found += glyph.code == code ? 1 : 0;
  return found;
}

}  // namespace chainrule::math::test
