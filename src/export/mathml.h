// Formulas as presentation MathML, for pages and screen readers.
#pragma once

#include <string>
#include <string_view>

namespace chainrule::exports {

// What math/typeset.h understands, as the inside of a <math> element: one <mrow>. Colours are left out.
std::string mathml(std::string_view latex);

}  // namespace chainrule::exports
