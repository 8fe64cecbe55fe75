// LaTeX formulas -> tokens of the language.
#pragma once

#include <string_view>
#include <vector>

#include "core/latex_text.h"
#include "core/lexer.h"

namespace chainrule {

namespace limits {
constexpr int sum_terms = 1000;         // of one \sum or \prod
constexpr int unrolled_terms = 10000;   // of all of them
constexpr int latex_tokens = 300000;    // of the program
}  // namespace limits

// Appends the tokens of text[begin, end), one piece of `latex`. Never fails: an error is a token that the parser stops at.
// `terms` counts what sums were unrolled to so far.
//
// What TeX leaves open is read so:
//   - Letters that stand side by side are factors, but a name of several letters that the program introduces is one name, and so
//     is \mathrm{loss}. A letter and the digits right behind it are a name: w0.
//   - A function without a bracket takes the factors that follow directly, up to + - = , a written sign for times or a further
//     function: \sin 2x \cos y is sin(2x)cos(y). With a bracket it takes the bracket: \log(p) q is log(p)q.
//   - f(x+1) is a call where f is a function; a product where f is a number (the parser tells). \sigma is the sigmoid where the
//     program gives it no value.
//   - The body of a \sum is the product that follows it, up to + - =. Its index is put in for subscripts (x_{i+1} too) and numbers.
//   - In an exponent without braces, digits are one number (x^10), and - is its sign. In \frac12 each digit is one.
void read_latex(std::string_view text, const LatexText& latex, std::size_t begin, std::size_t end, std::vector<Token>& tokens, int& terms);

}  // namespace chainrule
