// The faces' metrics: which face has a character, and how large it is there.
#pragma once

#include "fonts/font_metrics.h"
#include "math/box.h"

namespace chainrule::math {

// Null if `face` has no such character. Valid for the life of the program.
const fonts::GlyphMetrics* metrics_in(Face face, char32_t code);

// A character as it will be drawn: in the face asked for, else in the first other that has it, else a blank of half an em.
struct Character {
  Face face;
  const fonts::GlyphMetrics& metrics;
};
Character character(Face face, char32_t code);

}  // namespace chainrule::math
