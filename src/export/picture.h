// The picture of a program as the canvas shows it near at hand, when the backward pass is done.
#pragma once

#include <string_view>

#include "core/trace.h"
#include "export/surface.h"
#include "view/derived.h"

namespace chainrule::exports {

struct Picture {
  view::Derived derived;
  Point corner, size;  // canvas px: its top left corner, and its extent
};

Picture make_picture(std::string_view text, const Analysis& analysis);

// Its corner at (0, 0), on its paper.
void paint(const Picture& picture, Surface& surface, bool dark = false);

}  // namespace chainrule::exports
