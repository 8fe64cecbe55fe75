// Glyphs that the page's script draws, with the browser's fonts.
#pragma once

#include "ui/outside.h"

namespace chainrule::platform {

ui::OutsideGlyphs browser_glyphs();

}  // namespace chainrule::platform
