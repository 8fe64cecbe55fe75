// Glyphs from fonts of the system, by their usual places.
#include <cmath>
#include <cstdio>
#include <iterator>

#include "platform/native/languages.h"

#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#include "imstb_truetype.h"

#include "export/truetype.h"
#include "math/fonts.h"

namespace chainrule::platform {

namespace {

struct Known {
  const char* path;
  int index;             // of the font in a collection
  const char* language;  // for whose forms of the ideographs it is made; "": for any
};
constexpr Known kKnown[] = {
    {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 0, ""},
    {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 0, "ja"},
    {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2, "zh"},
    {"/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 0, "ja"},
    {"/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2, "zh"},
    {"/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 0, "ja"},
    {"/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 2, "zh"},
    {"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0, "zh"},
    {"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", 0, ""},
    {"/System/Library/Fonts/ヒラギノ角ゴシック W3.ttc", 0, "ja"},
    {"/System/Library/Fonts/Hiragino Sans GB.ttc", 0, "zh"},
    {"/System/Library/Fonts/STHeiti Light.ttc", 1, "zh"},
    {"/System/Library/Fonts/Supplemental/Arial Unicode.ttf", 0, ""},
    {"C:/Windows/Fonts/segoeui.ttf", 0, ""},
    {"C:/Windows/Fonts/YuGothR.ttc", 0, "ja"},
    {"C:/Windows/Fonts/meiryo.ttc", 0, "ja"},
    {"C:/Windows/Fonts/msyh.ttc", 0, "zh"},
};

struct Font {
  bool tried = false, good = false;
  std::vector<unsigned char> bytes;
  stbtt_fontinfo info;
};

Font fonts[std::size(kKnown)];
std::string preferred;

bool read_file(const char* path, std::vector<unsigned char>& bytes) {
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) return false;
  std::fseek(file, 0, SEEK_END);
  const long size = std::ftell(file);
  std::rewind(file);
  bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  const bool good = size > 0 && std::fread(bytes.data(), 1, bytes.size(), file) == bytes.size();
  std::fclose(file);
  return good;
}

Font& read_font(std::size_t i) {
  Font& font = fonts[i];
  if (font.tried) return font;
  font.tried = true;
  if (!read_file(kKnown[i].path, font.bytes)) return font;
  const int offset = stbtt_GetFontOffsetForIndex(font.bytes.data(), kKnown[i].index);
  font.good = offset >= 0 && stbtt_InitFont(&font.info, font.bytes.data(), offset) != 0;
  return font;
}

struct Found {
  const stbtt_fontinfo* font = nullptr;
  int glyph = 0;
};

// First the fonts for any language and for the preferred one, then those for others.
Found find_glyph(char32_t code) {
  for (const bool others : {false, true})
    for (std::size_t i = 0; i < std::size(kKnown); ++i) {
      const bool other = kKnown[i].language[0] != '\0' && kKnown[i].language != preferred;
      if (other != others || !read_font(i).good) continue;
      const int glyph = stbtt_FindGlyphIndex(&fonts[i].info, static_cast<int>(code));
      if (glyph != 0) return {&fonts[i].info, glyph};
    }
  return {};
}

float width(math::Face, char32_t code) {
  const Found found = find_glyph(code);
  if (found.font == nullptr) return -1;
  int advance = 0, bearing = 0;
  stbtt_GetGlyphHMetrics(found.font, found.glyph, &advance, &bearing);
  return static_cast<float>(advance) * stbtt_ScaleForMappingEmToPixels(found.font, 1);
}

bool draw(math::Face, char32_t code, float em, ui::GlyphImage& image) {
  const Found found = find_glyph(code);
  if (found.font == nullptr) return false;
  const float scale = stbtt_ScaleForMappingEmToPixels(found.font, em);
  int right = 0, bottom = 0;
  stbtt_GetGlyphBitmapBox(found.font, found.glyph, scale, scale, &image.left, &image.top, &right, &bottom);
  image.width = right - image.left;
  image.height = bottom - image.top;
  if (image.width <= 0 || image.height <= 0) return true;
  image.alpha.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
  stbtt_MakeGlyphBitmap(found.font, image.alpha.data(), image.width, image.height, image.width, scale, scale, found.glyph);
  return true;
}

// One em where no font has it: a picture that is exported shows at least that something stands there.
float export_width(math::Face face, char32_t code) {
  const float has = width(face, code);
  return has < 0 ? 1 : has;
}

bool export_outline(char32_t code, exports::Outline& outline) {
  const Found found = find_glyph(code);
  if (found.font == nullptr) return false;
  outline = exports::outline_of(*found.font, found.glyph);
  return true;
}

}  // namespace

void export_with_system_fonts() {
  preferred = language_of_environment();
  math::set_outside_width(export_width);
  exports::set_outside_outline(export_outline);
}

void outline_with_system_fonts() { exports::set_outside_outline(export_outline); }

ui::OutsideGlyphs system_glyphs(std::string_view language) {
  preferred = language;
  return {width, draw};
}

}  // namespace chainrule::platform
