// Glyphs that none of our faces has, drawn by the platform: by the browser, or from a font of the system.
#pragma once

#include <vector>

#include <imgui.h>

#include "math/box.h"

namespace chainrule::ui {

struct GlyphImage {
  int left = 0, top = 0, width = 0, height = 0;  // px; the corner's place from the origin on the baseline, y down
  std::vector<unsigned char> alpha;              // width x height
};

// In the style of a text face (sans, sans_semibold, mono).
struct OutsideGlyphs {
  float (*width)(math::Face face, char32_t code) = nullptr;  // the advance in em; < 0: there is no such glyph
  bool (*draw)(math::Face face, char32_t code, float em, GlyphImage& image) = nullptr;  // 1 em = `em` px; false: cannot be drawn
};

// Before an App is made: its fonts draw, and src/math measures, what the faces lack with these.
void set_outside_glyphs(const OutsideGlyphs& glyphs);

// The platform draws them in another way from now on.
void forget_outside_glyphs();

// Merges them into the font that was added last, which is the one for `face`.
void add_outside_glyphs(math::Face face);

}  // namespace chainrule::ui
