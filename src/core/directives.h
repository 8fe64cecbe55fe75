// Directives of the picture: comments that begin with "#@". They are nothing to what computes.
//   #@ fold NAME…   the calls of these functions stand as one gate each
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/edit.h"

namespace chainrule {

// The functions that the program's directives fold, each once, in the order of the text.
std::vector<std::string> folded_functions(std::string_view text);

// Adds the function to a directive, or takes it out; a directive that folds nothing more goes, with its line if it has one of its own.
// Leaves the text as it is where that is so already.
std::string with_folded(std::string_view text, std::string_view function, bool folded);

}  // namespace chainrule
