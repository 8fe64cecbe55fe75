// The space between two neighbours in a formula, by their classes (The TeXbook, p. 170).
#pragma once

#include <cstddef>
#include <cstdint>

namespace chainrule::math {

enum class Class : std::uint8_t { ord, op, bin, rel, open, close, punct, inner };

namespace detail {

// 1 thin, 2 medium, 3 thick; negative: only in display and text style. A bin never meets the places marked 0 in its row and
// column: it has become an ord by then (rules 5 and 6).
inline constexpr std::int8_t spacing[8][8] = {
    // ord op bin rel open close punct inner
    {0, 1, -2, -3, 0, 0, 0, -1},        // ord
    {1, 1, 0, -3, 0, 0, 0, -1},         // op
    {-2, -2, 0, 0, -2, 0, 0, -2},       // bin
    {-3, -3, 0, 0, -3, 0, 0, -3},       // rel
    {0, 0, 0, 0, 0, 0, 0, 0},           // open
    {0, 1, -2, -3, 0, 0, 0, -1},        // close
    {-1, -1, 0, -1, -1, -1, -1, -1},    // punct
    {-1, 1, -2, -3, -1, 0, -1, -1},     // inner
};

}  // namespace detail

// In mu (18 mu = 1 quad).
constexpr float space_between(Class left, Class right, bool tight) {
  const int kind = detail::spacing[static_cast<std::size_t>(left)][static_cast<std::size_t>(right)];
  if (kind < 0) return tight ? 0.0f : static_cast<float>(2 - kind);
  return kind == 0 ? 0.0f : static_cast<float>(2 + kind);
}

// Rules 5 and 6: a binary operator with no operand on its left or right is ordinary, as the minus of "= -4".
constexpr bool no_operand_before_bin(Class left) {
  return left == Class::bin || left == Class::op || left == Class::rel || left == Class::open || left == Class::punct;
}
constexpr bool no_operand_after_bin(Class right) {
  return right == Class::rel || right == Class::close || right == Class::punct;
}

}  // namespace chainrule::math
