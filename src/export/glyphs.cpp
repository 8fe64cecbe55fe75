// Outlines of the faces' glyphs, out of their TrueType files.
#include "export/surface.h"
#include "math/faces.h"

#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#include "imstb_truetype.h"

#include "export/truetype.h"

namespace chainrule::exports {

namespace {

struct Font {
  bool good = false;
  stbtt_fontinfo info;
};

std::vector<Font> open_fonts() {
  std::vector<Font> fonts;
  for (const fonts::FaceTables& face : fonts::faces()) {
    fonts.emplace_back();
    fonts.back().good = stbtt_InitFont(&fonts.back().info, face.file.data(), 0) != 0;
  }
  return fonts;
}

OutsideOutline outside = nullptr;

}  // namespace

void set_outside_outline(OutsideOutline outline) { outside = outline; }

bool glyph_outline(math::Face face, char32_t code, Outline& outline) {
  static const std::vector<Font> fonts = open_fonts();
  const Font& font = fonts[static_cast<std::size_t>(face)];
  const int glyph = font.good ? stbtt_FindGlyphIndex(&font.info, static_cast<int>(code)) : 0;
  if (glyph == 0) return outside && outside(code, outline);
  outline = outline_of(font.info, glyph);
  return true;
}

}  // namespace chainrule::exports
