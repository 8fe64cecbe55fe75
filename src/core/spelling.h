// Near misses: which known word was probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chainrule {

// Letters to insert, delete, change or swap with the next (optimal string alignment), counted up to `most` + 1.
int edit_distance(std::string_view a, std::string_view b, int most);

// The nearest of `known` within one edit (two for words of six letters and more), never for words of one or two letters, nor for
// another number (x1 is not x2 misspelt); empty if there is none or the word itself is known. The first of equals.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

// "xy" as "x*y" where every piece is a known name, longest names first; empty if that is not so.
std::string as_product(std::string_view word, const std::vector<std::string>& known);

}  // namespace chainrule
