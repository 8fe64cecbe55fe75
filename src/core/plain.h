// Pasted formulas in the language's own form.
#pragma once

#include <string>
#include <string_view>

#include "core/text.h"

namespace chainrule {

// The text in which what came in this span is plain: formulas in LaTeX, and Python's and JavaScript's spelling. Formulas that had LaTeX
// before it came stay as they are. The text itself where it is plain already, or where something would be computed otherwise.
std::string in_plain_form(std::string_view text, Span came);

}  // namespace chainrule
