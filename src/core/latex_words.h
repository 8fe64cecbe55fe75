// The commands of LaTeX formulas, as a table.
#pragma once

#include <string_view>

namespace chainrule {

enum class Latex : std::uint8_t {
  space,      // nothing
  skip,       // nothing, its argument with it
  through,    // its argument alone; `word` tells how many arguments stand before that are left out
  name,       // a letter, called `word`
  words,      // a font whose argument is one name
  letters,    // a font that changes no meaning
  accent,     // adds `word` to the name in its argument
  function,   // applied to what follows; `word` is its name here
  quotient,   // 1 / the function `word`
  fraction, root,
  sum, product,
  times, divide, equals,
  left, right,  // a bracket, `word`
  big,          // a bracket's size, which follows
  open_bar, close_bar, bar,
  separator, infinity,
  wrong         // `word` says why
};

struct LatexCommand {
  const char* name;
  Latex kind;
  const char* word;
};

// By the name behind the backslash; null if there is none.
const LatexCommand* find_latex(std::string_view name);

// A word between formulas, such as where in $f = xy$ where $x = 2$. One of two letters may be a product, where it stands in no \text.
bool joins_formulas(std::string_view word, bool in_text);

// A function by the names it has in papers and libraries: ReLU, arcsin, maximum, expit. Null if it is none.
const char* function_alias(std::string_view name);

}  // namespace chainrule
