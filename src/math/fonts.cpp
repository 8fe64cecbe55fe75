#include "math/fonts.h"

#include <algorithm>
#include <map>

namespace chainrule::math {

const fonts::GlyphMetrics* metrics_in(Face face, char32_t code) {
  const std::vector<fonts::GlyphMetrics>& glyphs = fonts::faces()[static_cast<std::size_t>(face)].glyphs;
  const fonts::GlyphMetrics* first = glyphs.data();
  const fonts::GlyphMetrics* last = first + glyphs.size();
  if (first == last || code < first->code) return nullptr;
  // Characters of ASCII mostly stand side by side, where no search is needed.
  const std::size_t guess = code - first->code;
  if (guess < glyphs.size() && first[guess].code == code) return first + guess;
  const auto* found = std::lower_bound(first, last, code, [](const fonts::GlyphMetrics& glyph, char32_t wanted) {
    return glyph.code < wanted;
  });
  return found != last && found->code == code ? found : nullptr;
}

namespace {

OutsideWidth outside = nullptr;

std::map<char32_t, float>& widths(Face face) {
  static std::map<char32_t, float> of[3];
  return of[static_cast<int>(face) - static_cast<int>(Face::sans)];
}

// Below: control characters, which nothing draws, and ASCII, which every face has.
constexpr char32_t kFirstOutside = 0xA0;

float outside_width(Face face, char32_t code) {
  if (!outside || code < kFirstOutside) return -1;
  const auto [entry, is_new] = widths(face).try_emplace(code, 0.0f);
  if (is_new) entry->second = outside(face, code);
  return entry->second;
}

// Null if no face has it.
const fonts::GlyphMetrics* metrics_elsewhere(char32_t code, Face& face) {
  for (const Face other : {Face::main, Face::math_italic, Face::sans, Face::mono, Face::size1})
    if (const auto* metrics = metrics_in(other, code)) {
      face = other;
      return metrics;
    }
  return nullptr;
}

}  // namespace

Character character(Face face, char32_t code) {
  if (const auto* metrics = metrics_in(face, code)) return {face, *metrics};
  Face other = face;
  if (const auto* metrics = metrics_elsewhere(code, other)) return {other, *metrics};
  // The square of an ideograph stands on the descender's line.
  constexpr float kHeight = 0.85f, kDepth = 0.12f;
  const Face style = face < Face::sans ? Face::sans : face;
  const float width = outside_width(style, code);
  if (width >= 0) return {style, {code, width, kHeight, kDepth, 0, 0}};
  return {Face::sans, {U' ', 0.5f, 0.7f, 0.0f, 0.0f, 0.0f}};
}

void set_outside_width(OutsideWidth width) {
  outside = width;
  for (const Face face : {Face::sans, Face::sans_semibold, Face::mono}) widths(face).clear();
}

bool can_draw(char32_t code) {
  Face face = Face::sans;
  return metrics_elsewhere(code, face) || outside_width(Face::sans, code) >= 0;
}

}  // namespace chainrule::math
