// Names of a program, replaced.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/regroup_source.h"

namespace chainrule {

// Names, by their index, in all of their spellings and in directives. Own parameters of functions are others. `heads`: functions too.
std::vector<TextEdit> renamed(const Source& s, const std::map<int, std::string>& to, bool heads);

}  // namespace chainrule
