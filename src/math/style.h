// TeX's eight styles (The TeXbook, p. 140-141) and the font parameters that go with their three sizes (p. 441-447).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace chainrule::math {

// Display, text, script, scriptscript; the odd ones are cramped (superscripts are raised less).
enum class Level : std::uint8_t { d, dc, t, tc, s, sc, ss, ssc };

namespace detail {

using enum Level;
//                                           d   dc  t   tc  s   sc   ss   ssc
inline constexpr std::array<Level, 8> sup = {s,  sc, s,  sc, ss, ssc, ss,  ssc};
inline constexpr std::array<Level, 8> sub = {sc, sc, sc, sc, ssc, ssc, ssc, ssc};
inline constexpr std::array<Level, 8> num = {t,  tc, s,  sc, ss, ssc, ss,  ssc};
inline constexpr std::array<Level, 8> den = {tc, tc, sc, sc, ssc, ssc, ssc, ssc};

}  // namespace detail

constexpr std::size_t index_of(Level level) { return static_cast<std::size_t>(level); }
constexpr Level sup_of(Level level) { return detail::sup[index_of(level)]; }
constexpr Level sub_of(Level level) { return detail::sub[index_of(level)]; }
constexpr Level numerator_of(Level level) { return detail::num[index_of(level)]; }
constexpr Level denominator_of(Level level) { return detail::den[index_of(level)]; }
constexpr Level cramped_of(Level level) { return static_cast<Level>(index_of(level) | 1); }

constexpr bool is_cramped(Level level) { return (index_of(level) & 1) != 0; }
constexpr bool is_display(Level level) { return level <= Level::dc; }
// Script and scriptscript styles leave out most of the space between atoms.
constexpr bool is_tight(Level level) { return level >= Level::s; }

// Lengths in em of the style's own size. Names and numbers as in appendix G: sigma 5 to 22 are those of cmsy10, cmsy7 and
// cmsy5, xi 8 to 13 those of cmex10 and cmex7.
struct Parameters {
  float scale;  // 1 em of this size, in em of the formula
  float quad;   // sigma 6
  float num1, num2;      // 8, 9: raise a numerator in display, in other styles
  float denom1, denom2;  // 11, 12: lower a denominator
  float sup1, sup2, sup3;    // 13, 14, 15: raise a superscript in display, other, cramped styles
  float sub1, sub2;          // 16, 17: lower a subscript that stands alone, that has a superscript above it
  float sup_drop, sub_drop;  // 18, 19: how far scripts stay inside a base that is no single character
  float rule;                // xi 8: default rule thickness
  float big_op3, big_op4, big_op5;  // xi 11, 12, 13: limits of large operators
};

inline constexpr Parameters parameters[3] = {
    {1.0f, 1.000f, .677f, .394f, .686f, .345f, .413f, .363f, .289f, .150f, .247f, .386f, .050f, .040f, .2f, .600f, .100f},
    {0.7f, 1.171f, .732f, .384f, .752f, .344f, .503f, .431f, .286f, .143f, .286f, .353f, .071f, .049f, .2f, .611f, .143f},
    {0.5f, 1.472f, .925f, .387f, 1.025f, .532f, .504f, .404f, .294f, .200f, .400f, .494f, .100f, .049f, .2f, .611f, .143f},
};

constexpr const Parameters& parameters_of(Level level) {
  return parameters[is_tight(level) ? (index_of(level) - 2) / 2 : 0];
}

// The same at every size, in em of the style.
inline constexpr float x_height = 0.431f;     // sigma 5
inline constexpr float axis_height = 0.250f;  // sigma 22
inline constexpr float big_op1 = 0.111f;      // xi 9
inline constexpr float big_op2 = 0.166f;      // xi 10

// In em of the formula whatever the style (plain TeX sets them in pt, of which there are 10).
inline constexpr float script_space = 0.05f;          // after scripts
inline constexpr float null_delimiter_space = 0.12f;  // beside fractions, and where \left. has no delimiter
inline constexpr float delimiter_shortfall = 0.5f;    // how much less than its contents a delimiter may be
inline constexpr float delimiter_factor = 0.901f;     // ... and as a part of it

}  // namespace chainrule::math
