// What a program's directives are about, followed through an act on its graph.
#pragma once

#include <string>
#include <string_view>

#include "core/graph.h"

namespace chainrule {

// The text after an act, from a graph that was `before`. A pin of a node without a name, which is kept by the name by which it is shown
// (t1, t2, …), goes by the one by which it is shown now. What is about a node or a function that is no more, goes; what was about
// neither stays.
std::string with_followed(std::string_view after, const Graph& before);

}  // namespace chainrule
