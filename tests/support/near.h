// When two numbers count as the same.
#pragma once

#include <cmath>

namespace chainrule::test {

// Within `relative` of the larger, or within `absolute` of each other. NaN is near NaN, an infinity near itself.
inline bool near(double a, double b, double relative = 1e-12, double absolute = 1e-15) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  if (std::isinf(a) || std::isinf(b)) return a == b;
  return std::fabs(a - b) <= std::fmax(absolute, relative * std::fmax(std::fabs(a), std::fabs(b)));
}

}  // namespace chainrule::test
