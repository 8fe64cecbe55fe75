// Hexadecimal numbers.
#pragma once

#include <cstdint>
#include <string>

namespace chainrule {

// With zeros before it up to `digits`; `ten` is the digit 10.
inline std::string hex(std::uint32_t value, int digits, char ten = 'A') {
  std::string text;
  for (; value > 0 || digits > 0; value >>= 4, --digits) {
    const int digit = static_cast<int>(value % 16);
    text.insert(text.begin(), static_cast<char>(digit < 10 ? '0' + digit : ten + digit - 10));
  }
  return text;
}

}  // namespace chainrule
