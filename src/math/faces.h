// The faces: metrics, and TrueType files to draw with, put together from the streams that are in the download.
#pragma once

#include <vector>

namespace chainrule::fonts {

// Lengths in em; height and depth are measured from the baseline, depth downwards. For KaTeX's faces these are
// the numbers that KaTeX typesets with (italic correction and accent skew too), for the others the outline's bounds.
struct GlyphMetrics {
  char32_t code;
  float width, height, depth, italic, skew;
};

struct FaceTables {
  // In em, ascent + descent: the line box that stb_truetype (and so Dear ImGui) sees. ImGui's font size is that box's height: pass
  // em_px * pixel_height.
  float pixel_height;
  std::vector<GlyphMetrics> glyphs;  // sorted by code
  std::vector<unsigned char> file;
};

// In the order of math::Face; made once, and there for the life of the program.
const std::vector<FaceTables>& faces();

}  // namespace chainrule::fonts
