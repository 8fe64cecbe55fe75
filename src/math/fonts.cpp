#include "math/fonts.h"

#include <algorithm>

namespace chainrule::math {

const fonts::GlyphMetrics* metrics_in(Face face, char32_t code) {
  const fonts::FaceMetrics& table = fonts::face_metrics[static_cast<std::size_t>(face)];
  const fonts::GlyphMetrics* first = table.glyphs;
  const fonts::GlyphMetrics* last = first + table.glyph_count;
  if (first == last || code < first->code) return nullptr;
  // Characters of ASCII mostly stand side by side, where no search is needed.
  const std::size_t guess = code - first->code;
  if (guess < table.glyph_count && first[guess].code == code) return first + guess;
  const auto* found = std::lower_bound(first, last, code, [](const fonts::GlyphMetrics& glyph, char32_t wanted) {
    return glyph.code < wanted;
  });
  return found != last && found->code == code ? found : nullptr;
}

Character character(Face face, char32_t code) {
  if (const auto* metrics = metrics_in(face, code)) return {face, *metrics};
  for (const Face other : {Face::main, Face::math_italic, Face::sans, Face::mono, Face::size1}) {
    if (const auto* metrics = metrics_in(other, code)) return {other, *metrics};
  }
  static constexpr fonts::GlyphMetrics blank = {U' ', 0.5f, 0.7f, 0.0f, 0.0f, 0.0f};
  return {Face::sans, blank};
}

}  // namespace chainrule::math
