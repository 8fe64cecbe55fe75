// The faces as TrueType files, put together from the streams of outlines that are in the download.
#pragma once

#include <vector>

namespace chainrule::ui {

// In the order of math::Face; made once, and there for the life of the program.
const std::vector<std::vector<unsigned char>>& font_files();

}  // namespace chainrule::ui
