// Places between two numbers.
#pragma once

#include <cmath>

namespace chainrule {

// Where `value` stands: 0 at `low`, 1 at `high`, and beyond. No overflow: of finite numbers that differ it is never NaN.
inline double share_between(double value, double low, double high) {
  const double range = high - low;
  return std::isfinite(range) ? (value - low) / range : (value / 2 - low / 2) / (high / 2 - low / 2);
}

}  // namespace chainrule
