// A typeset formula: glyphs and rules in one flat list, ready to paint.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace chainrule::math {

// Font faces, in the order of the generated tables.
enum class Face : std::uint8_t { main, math_italic, size1, size2, size3, size4, sans, sans_semibold, mono };

// What a mark means; the theme decides its colour.
enum class Role : std::uint8_t { ink, soft, faint, value, gradient, upstream, accent };

// One glyph. (x, y) is the origin on the baseline, in px, y down, relative to the box's own origin
// (left end of its baseline). `size` is the length of 1 em in px.
struct Glyph {
  Face face = Face::main;
  Role role = Role::ink;
  char32_t code = 0;
  float x = 0, y = 0, size = 0;
};

// A filled rectangle: fraction bars and vincula. (x, y) is the top left corner in px.
struct Rule {
  Role role = Role::ink;
  float x = 0, y = 0, width = 0, height = 0;
};

// width, height (above the baseline) and depth (below it) in px, all >= 0.
struct Box {
  float width = 0, height = 0, depth = 0;
  std::vector<Glyph> glyphs;
  std::vector<Rule> rules;
};

}  // namespace chainrule::math
