// Text that pdflatex can set.
#pragma once

#include <string>
#include <string_view>

namespace chainrule::exports {

// LaTeX in which characters that pdflatex has no letter for are their code points. They may stand in \text{…} only, as latex_name has
// them.
std::string tex_safe(std::string_view latex);

// A gate's sign ("×", "exp", "+0.5") as LaTeX for math mode.
std::string tex_sign(std::string_view sign);

}  // namespace chainrule::exports
