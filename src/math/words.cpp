// Plain words in a text face, and boxes put together.
#include <algorithm>

#include "core/text.h"
#include "math/fonts.h"
#include "math/typeset.h"

namespace chainrule::math {

Box words(std::string_view utf8, Face face, float size, Role role) {
  Box box;
  box.glyphs.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    const CodePoint point = code_point_at(utf8, i);
    i += static_cast<std::size_t>(point.bytes);
    const auto [drawn_in, metrics] = character(face, point.value);
    if (point.value != U' ') box.glyphs.push_back({drawn_in, role, point.value, box.width, 0, size});
    box.width += metrics.width * size;
    box.height = std::max(box.height, metrics.height * size);
    box.depth = std::max(box.depth, metrics.depth * size);
  }
  return box;
}

float words_width(std::string_view utf8, Face face, float size) {
  float width = 0;
  for (std::size_t i = 0; i < utf8.size();) {
    const CodePoint point = code_point_at(utf8, i);
    i += static_cast<std::size_t>(point.bytes);
    width += character(face, point.value).metrics.width * size;
  }
  return width;
}

void append(Box& whole, const Box& part, float x, float y) {
  whole.glyphs.reserve(whole.glyphs.size() + part.glyphs.size());
  for (Glyph glyph : part.glyphs) {
    glyph.x += x;
    glyph.y += y;
    whole.glyphs.push_back(glyph);
  }
  for (Rule rule : part.rules) {
    rule.x += x;
    rule.y += y;
    whole.rules.push_back(rule);
  }
}

}  // namespace chainrule::math
