#include "math/typeset.h"

#include "math/build.h"
#include "math/parse.h"

namespace chainrule::math {

Box typeset(std::string_view latex, float size, Style style, Role role) {
  const Formula formula = parse(latex, role);
  Box box;
  box.glyphs.reserve(formula.atoms.size() + 8);
  const Level level = style == Style::display ? Level::d : Level::t;
  const Extent extent = Builder(formula, box, size).list(formula.first, level, 0, 0);
  box.width = std::max(0.0f, extent.width);
  box.height = std::max(0.0f, extent.height);
  box.depth = std::max(0.0f, extent.depth);
  return box;
}

}  // namespace chainrule::math
