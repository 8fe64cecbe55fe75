// Numbers as text: exact both ways in programs and traces, short for people.
#pragma once

#include <string>
#include <string_view>

namespace chainrule {

// Shortest decimal that reads back as the same double, in JavaScript's notation (1e21, 1e-7). -0 is written 0.
// Not-finite numbers are NaN, Infinity and -Infinity.
std::string format_number(double value);
int write_number(double value, char* to);  // the same; at most 25 bytes, whose count it returns

// Reads the longest number at the start of `text`: 12, .5, 1.5e-3. Returns the bytes read, 0 if there is none.
// No sign; no locale.
int parse_number(std::string_view text, double& value);

// Reads a whole word as a finite number, with a sign (− too) or without; false if it is none.
bool read_signed(std::string_view word, double& value);

// For people: at most two decimals, more for small numbers (two significant digits), an exponent outside 1e-4 … 1e6.
// Uses U+2212 for minus. "∞" and "NaN" for what is not finite.
struct Rounded {
  std::string text;    // "−0.53", "1.2·10^{−5}" never occurs here: the exponent is in `exponent`
  int exponent = 0;    // the number is text × 10^exponent
  double value = 0;    // what the text says, as a number
  bool exact = false;  // nothing was rounded away
};
Rounded round_for_display(double value);

// The same as one piece of plain text ("1.2e−5") and as LaTeX ("1.2\cdot 10^{-5}").
std::string display_text(double value);
std::string display_latex(double value);

}  // namespace chainrule
