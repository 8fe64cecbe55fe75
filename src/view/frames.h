// Functions in the picture: a call that stands open has a frame around its gates, a folded one is a card; both can be turned into the
// other.
#pragma once

#include <string>
#include <vector>

#include "layout/layout.h"
#include "math/box.h"

namespace chainrule::view {

struct Derived;

struct Frame {
  std::string function;
  bool open = false;   // the gates are there, and can be folded; else the card of `node` can be opened
  int node = 0;        // the gate that gives the function's value
  // Canvas px. Width 0: other cards stand between the gates, and there is no frame to draw.
  float x = 0, y = 0, width = 0, height = 0;
  float tag_x = 0, tag_y = 0;  // the top left corner of the button with the function's name
  math::Box tag;
};

// px; the tag is as wide as its words and a side on either hand. From further away it grows, upwards and to the right, to kTagGrowth
// times that; where nothing stands in its way, on.
constexpr float kTagHeight = 22, kTagSide = 9, kTagGrowth = 1.5f;

std::vector<Frame> make_frames(const Derived& derived);

}  // namespace chainrule::view
