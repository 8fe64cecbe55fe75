// Numbers as people read them, rounded: in brackets where a sign would follow a sign, and whether what is shown adds up.
#pragma once

#include <cmath>
#include <string>

#include "core/number.h"

namespace chainrule::view {

// The number that the shown text says.
inline double shown(double value) { return round_for_display(value).value; }

inline bool looks_equal(double a, double b) { return shown(a) == shown(b) || (std::isnan(a) && std::isnan(b)); }

// Do the shown factors give the shown result? Else the sign is ≈.
inline bool product_shows(double a, double b, double result) { return looks_equal(shown(a) * shown(b), result); }

inline const char* equals(bool exactly) { return exactly ? " = " : " \u2248 "; }

inline std::string bracketed(double value) {
  const std::string text = display_text(value);
  return text.rfind("\u2212", 0) == 0 ? "(" + text + ")" : text;
}

}  // namespace chainrule::view
