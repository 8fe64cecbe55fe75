// Names of a program, replaced.
#pragma once

#include <string>
#include <vector>

#include "core/regroup_source.h"

namespace chainrule {

// Names in all of their spellings and in directives. `to`: by the name's index what it becomes, empty for those that stay. Own
// parameters of functions are other names. `heads`: functions too.
std::vector<TextEdit> renamed(const Source& s, const std::vector<std::string>& to, bool heads);

}  // namespace chainrule
