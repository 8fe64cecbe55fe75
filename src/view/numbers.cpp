#include "view/numbers.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/number.h"
#include "math/typeset.h"
#include "view/shown.h"

namespace chainrule::view {

namespace {

constexpr float kWords = 14, kFormula = 16;

math::Box words(const std::string& text, math::Role role = math::Role::ink) {
  return math::words(text, math::Face::sans_semibold, kWords, role);
}
math::Box formula(const std::string& latex) { return math::typeset(latex, kFormula, math::Style::display); }

std::string role(const char* name, const std::string& latex) { return std::string("\\role{") + name + "}{" + latex + "}"; }

std::string factor(double value) {
  const std::string text = display_latex(value);
  return text[0] == '-' ? "(" + text + ")" : text;
}

}  // namespace

math::Box Number::typeset() const { return words(display_text(value), role); }

math::Box Product::typeset() const {
  const std::string number = factor(local);
  return formula("{} = " + view::role("upstream", display_latex(upstream)) + " \\cdot " + (plain ? number : view::role("value", number)) +
                 (product_shows(upstream, local, downstream) ? " = " : " \\approx ") + view::role("gradient", display_latex(downstream)));
}

NumberWidths::NumberWidths() {
  for (const char* digit : {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}) words_.digit = std::max(words_.digit, words(digit).width);
  words_.point = words(".").width;
  words_.minus = words("\u2212").width;
  formula_.digit = formula("0").width;
  formula_.point = formula("0.0").width - 2 * formula_.digit;
  formula_.minus = formula("-0").width - formula_.digit;
  std::string digits;
  for (int i = 0; i < 3; ++i) {
    digits += "0";
    words_.exponent[i] = 3 * words_.digit + words_.point + words("e\u2212").width + static_cast<float>(i + 1) * words_.digit;
    formula_.exponent[i] = formula("0.00 \\cdot 10^{-" + digits + "}").width;
  }
  brackets_ = formula("(0)").width - formula_.digit;
  signs_ = formula("{} = 0 \\cdot 0 = 0").width - 3 * formula_.digit;
}

// As round_for_display has it.
float NumberWidths::of(double value, const Widths& w) const {
  const double magnitude = std::fabs(value);
  const float minus = value < 0 ? w.minus : 0;
  if (!(magnitude < 1e100)) return minus + w.exponent[2];  // and what is no number
  if (magnitude >= 1e6) return minus + w.exponent[magnitude >= 0.999e10];
  if (magnitude > 0 && magnitude < 1e-4) return minus + w.exponent[magnitude < 1e-99 ? 2 : magnitude < 1e-9 ? 1 : 0];
  int most = 2, decimals = 0, whole = 1;
  for (double limit = 0.1; magnitude > 0 && magnitude < limit && most < 6; limit /= 10) ++most;
  double power = 1;
  for (; decimals < most && std::rint(magnitude * power) / power != magnitude; ++decimals) power *= 10;
  for (double limit = 10; magnitude + 0.5 / power >= limit; limit *= 10) ++whole;
  return minus + static_cast<float>(whole + decimals) * w.digit + (decimals > 0 ? w.point : 0);
}

float NumberWidths::of(const Product& p) const {
  return signs_ + of(p.upstream, formula_) + of(p.local, formula_) + (p.local < 0 ? brackets_ : 0) + of(p.downstream, formula_);
}

}  // namespace chainrule::view
