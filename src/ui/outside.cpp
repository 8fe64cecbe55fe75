#include "ui/outside.h"

#include <imgui_internal.h>

#include "math/fonts.h"

namespace chainrule::ui {

namespace {

OutsideGlyphs outside;  // Dear ImGui's loaders are bare functions

float em_of(const ImFontConfig* source, const ImFontBaked* baked) {
  return baked->Size / fonts::faces()[source->FontLoaderFlags].pixel_height;
}

bool contains(ImFontAtlas*, ImFontConfig* source, ImWchar code) {
  return outside.width && outside.width(static_cast<math::Face>(source->FontLoaderFlags), code) >= 0;
}

// One of `glyph` and `advance` is wanted.
bool load(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code, ImFontGlyph* glyph, float* advance) {
  constexpr ImWchar kFirst = 0xA0;  // what is below is in every face, or a control character
  if (code < kFirst || !contains(atlas, source, code)) return false;
  const auto face = static_cast<math::Face>(source->FontLoaderFlags);
  const float width = outside.width(face, code) * em_of(source, baked);
  if (advance) {
    *advance = width;
    return true;
  }
  glyph->Codepoint = code;
  glyph->AdvanceX = width;
  const float density = source->RasterizerDensity * baked->RasterizerDensity;
  GlyphImage image;
  if (!outside.draw(face, code, em_of(source, baked) * density, image) || image.width <= 0 || image.height <= 0) return true;
  const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, image.width, image.height);
  if (id == ImFontAtlasRectId_Invalid) return false;
  ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, id);
  const float top = IM_ROUND(baked->Ascent);
  glyph->X0 = static_cast<float>(image.left) / density;
  glyph->Y0 = static_cast<float>(image.top) / density + top;
  glyph->X1 = static_cast<float>(image.left + image.width) / density;
  glyph->Y1 = static_cast<float>(image.top + image.height) / density + top;
  glyph->Visible = true;
  glyph->PackId = id;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, rect, image.alpha.data(), ImTextureFormat_Alpha8, image.width);
  return true;
}

const ImFontLoader* loader() {
  static ImFontLoader functions;
  functions.Name = "outside";
  functions.FontSrcContainsGlyph = contains;
  functions.FontBakedLoadGlyph = load;
  return &functions;
}

}  // namespace

void set_outside_glyphs(const OutsideGlyphs& glyphs) {
  outside = glyphs;
  math::set_outside_width(glyphs.width);
}

void forget_outside_glyphs() {
  math::set_outside_width(outside.width);
  ImFontAtlasBuildDiscardBakes(ImGui::GetIO().Fonts, 0);
}

void add_outside_glyphs(math::Face face) {
  ImFontConfig config;
  config.MergeMode = true;
  config.FontLoader = loader();
  config.FontLoaderFlags = static_cast<unsigned>(face);
  ImGui::GetIO().Fonts->AddFont(&config);
}

}  // namespace chainrule::ui
