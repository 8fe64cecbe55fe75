// Decimals and doubles, each exactly rounded to the other: what the C library's strtod and printf do, small and the same everywhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chainrule {

// A positive decimal: significant digits, and the power of ten of the first one.
struct Digits {
  char digits[24];
  int count = 0;
  int exponent = 0;
  void trim();   // no trailing zeros
  void raise();  // the last digit by one; 9.99 becomes 10.0, which is 1.00 and the next exponent
  // In JavaScript's notation, at most 27 bytes, whose count it returns: with an exponent if there are `least` zeros or more before the
  // first digit, 0.0…, or more than `most` digits before the point.
  int write(int least, int most, char* to) const;
};

// Of magnitude > 0, finite. The shortest decimal that reads back as it, of those the nearest; and the nearest of `count` <= 17 digits
// (at halfway the even one).
Digits shortest_digits(double magnitude);
Digits rounded_digits(double magnitude, int count);

// A finite number rounded so, without zeros at its end; an exponent outside 1e-4 … 10^count.
std::string format_digits(double value, int count);

// The double nearest to digits with at most one point among them, and maybe an exponent: 12, .5, 1.5e-3. At halfway the even one.
double nearest_double(std::string_view text);

// magnitude * 10^decimals as the nearest whole number, at halfway the even one (a product below 2^53, decimals <= 22).
std::int64_t scaled_whole(double magnitude, int decimals);

}  // namespace chainrule
