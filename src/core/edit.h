// Acts on the graph as edits of the text.
#pragma once

#include <string>
#include <string_view>

#include "core/graph.h"

namespace chainrule {

// Replace the bytes of `span` by `replacement`.
struct TextEdit {
  Span span;
  std::string replacement;
};

std::string apply_edit(std::string_view text, const TextEdit& edit);

// Gives an input a value: its literal is replaced, everything else stays; an input that the program only uses gets a line of
// its own at the end.
TextEdit set_input(std::string_view text, const Graph& graph, int node, double value);

}  // namespace chainrule
