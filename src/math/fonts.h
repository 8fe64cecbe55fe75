// The faces' metrics: which face has a character, and how large it is there.
#pragma once

#include "math/box.h"
#include "math/faces.h"

namespace chainrule::math {

// Null if `face` has no such character. Valid for the life of the program.
const fonts::GlyphMetrics* metrics_in(Face face, char32_t code);

// A character as it will be drawn: in the face asked for, else in the first other that has it, else from outside the faces, else a
// blank of half an em.
struct Character {
  Face face;
  fonts::GlyphMetrics metrics;
};
Character character(Face face, char32_t code);

// Glyphs from outside the faces, which the platform can draw (the browser, a font of the system): the advance width in em of a
// character in the style of a text face (sans, sans_semibold, mono), or < 0 if it has none. One for the whole program; null: there are
// none. Widths are asked for once and kept until the next call.
using OutsideWidth = float (*)(Face face, char32_t code);
void set_outside_width(OutsideWidth width);

// True if words with this character can be read: a face has it, or it comes from outside.
bool can_draw(char32_t code);

}  // namespace chainrule::math
