// Outlines out of TrueType files. To be included behind imstb_truetype.h, whose functions are static.
#pragma once

#include "export/surface.h"

namespace chainrule::exports {

// In em, with the origin on the baseline.
inline Outline outline_of(const stbtt_fontinfo& font, int glyph) {
  Outline outline;
  stbtt_vertex* vertices = nullptr;
  const int count = stbtt_GetGlyphShape(&font, glyph, &vertices);
  const float scale = stbtt_ScaleForMappingEmToPixels(&font, 1);
  auto point = [&](float x, float y) { return Point{x * scale, -y * scale}; };
  Point before;
  for (int i = 0; i < count; ++i) {
    const stbtt_vertex& v = vertices[i];
    const Point end = point(v.x, v.y), by = point(v.cx, v.cy);
    if (v.type == STBTT_vcubic) {
      outline.push_back({Piece::Kind::curve, by, point(v.cx1, v.cy1), end});
    } else if (v.type == STBTT_vcurve) {  // of the second degree: its one handle is two thirds of the way to each of the two
      auto towards = [&](Point from) { return Point{from.x + (by.x - from.x) * 2 / 3, from.y + (by.y - from.y) * 2 / 3}; };
      outline.push_back({Piece::Kind::curve, towards(before), towards(end), end});
    } else {
      outline.push_back({v.type == STBTT_vmove ? Piece::Kind::move : Piece::Kind::line, {}, {}, end});
    }
    before = end;
  }
  stbtt_FreeShape(&font, vertices);
  return outline;
}

}  // namespace chainrule::exports
