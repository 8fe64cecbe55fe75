#include "platform/web/glyphs.h"

#include <emscripten/emscripten.h>

// `Module.glyphs` is web/element/glyphs.js; its styles are counted from math::Face::sans.
EM_JS(double, chainrule_glyph_width, (int style, int code), { return Module["glyphs"]["width"](style, code); });

// Puts left, top, width and height into `box` and keeps the pixels for chainrule_glyph_pixels.
EM_JS(void, chainrule_glyph_draw, (int style, int code, double em, int* box), {
  HEAP32.set(Module["glyphs"]["draw"](style, code, em), box >> 2);
});
EM_JS(void, chainrule_glyph_pixels, (unsigned char* alpha), { HEAPU8.set(Module["glyphs"]["pixels"], alpha); });

namespace chainrule::platform {

namespace {

int style(math::Face face) { return static_cast<int>(face) - static_cast<int>(math::Face::sans); }

float width(math::Face face, char32_t code) { return static_cast<float>(chainrule_glyph_width(style(face), static_cast<int>(code))); }

bool draw(math::Face face, char32_t code, float em, ui::GlyphImage& image) {
  int box[4];
  chainrule_glyph_draw(style(face), static_cast<int>(code), static_cast<double>(em), box);
  image.left = box[0];
  image.top = box[1];
  image.width = box[2];
  image.height = box[3];
  image.alpha.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
  chainrule_glyph_pixels(image.alpha.data());
  return true;
}

}  // namespace

ui::OutsideGlyphs browser_glyphs() { return {width, draw}; }

}  // namespace chainrule::platform
