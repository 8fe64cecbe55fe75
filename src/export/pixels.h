// A picture as pixels, each as much covered as an outline covers it.
#pragma once

#include <string>
#include <vector>

#include "export/surface.h"

namespace chainrule::exports {

class Pixels : public Surface {
 public:
  // White at first. `scale`: pixels for each px of what is drawn.
  Pixels(int width, int height, float scale);

  void fill(const Outline& closed, const Paint& paint) override;
  void stroke(const Outline& open, float width, const Paint& paint) override;
  // A box where there is no outline.
  void glyph(math::Face face, char32_t code, Point at, float em, const Paint& paint) override;

  std::string png() const;

 private:
  using Polygon = std::vector<Point>;  // in pixels
  void cover(const std::vector<Polygon>& polygons, const Paint& paint);

  int width_, height_;
  float scale_;
  std::vector<unsigned char> rgb_;
  std::vector<float> area_;  // of the outline at hand, kept for its memory
};

}  // namespace chainrule::exports
