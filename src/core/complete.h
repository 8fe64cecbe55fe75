// What may stand where the caret is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"

namespace chainrule {

struct Completions {
  Span span;                       // of the word at the caret, which one of these replaces
  std::vector<std::string> words;  // that begin as it does up to the caret: names of the program in order, then functions of the language
};

// Nothing where no word stands before the caret. In a formula, what is computed from it is left out; on the left of '=', a name that
// the program uses and never gives a value can be completed.
Completions completions(std::string_view text, std::size_t caret);

}  // namespace chainrule
