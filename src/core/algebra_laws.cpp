// The laws of the functions, and what they make of a formula.
#include <algorithm>
#include <cmath>

#include "core/algebra.h"
#include "core/sort.h"

namespace chainrule {

namespace {

using Factor = Algebra::Factor;
using Term = Algebra::Term;
using Sum = Algebra::Sum;

// f(a)^power is the same as `becomes`. Abramowitz and Stegun, sections 4.3 and 4.5.
struct Law {
  Op op;
  double power;
  const char* becomes;
};
constexpr Law kLaws[] = {
    {Op::sin, 1, "tan(a)*cos(a)"},
    {Op::sin, 2, "1 - cos(a)^2"},
    {Op::sin, 2, "(1 - cos(2*a))/2"},
    {Op::cos, 2, "1 - sin(a)^2"},
    {Op::cos, 2, "(1 + cos(2*a))/2"},
    {Op::tan, 1, "sin(a)/cos(a)"},
    {Op::tan, 2, "1/cos(a)^2 - 1"},
    {Op::sinh, 1, "tanh(a)*cosh(a)"},
    {Op::sinh, 2, "cosh(a)^2 - 1"},
    {Op::sinh, 2, "(cosh(2*a) - 1)/2"},
    {Op::cosh, 2, "1 + sinh(a)^2"},
    {Op::cosh, 2, "(cosh(2*a) + 1)/2"},
    {Op::sinh, 1, "(exp(a) - exp(-a))/2"},
    {Op::cosh, 1, "(exp(a) + exp(-a))/2"},
    {Op::tanh, 1, "sinh(a)/cosh(a)"},
    {Op::tanh, 2, "1 - 1/cosh(a)^2"},
    {Op::exp, 1, "sigmoid(a)/(1 - sigmoid(a))"},
    {Op::sigmoid, 1, "exp(a)/(1 + exp(a))"},
    {Op::softplus, 1, "log(1 + exp(a))"},
    {Op::abs, 2, "a^2"},
};

// f(a) g(b) is the same as `becomes`.
struct ProductLaw {
  Op first, second;
  const char* becomes;
};
constexpr ProductLaw kProductLaws[] = {
    {Op::sin, Op::sin, "(cos(a - b) - cos(a + b))/2"},       {Op::cos, Op::cos, "(cos(a - b) + cos(a + b))/2"},
    {Op::sin, Op::cos, "(sin(a + b) + sin(a - b))/2"},       {Op::sinh, Op::sinh, "(cosh(a + b) - cosh(a - b))/2"},
    {Op::cosh, Op::cosh, "(cosh(a + b) + cosh(a - b))/2"},   {Op::sinh, Op::cosh, "(sinh(a + b) + sinh(a - b))/2"},
};

constexpr int kMostSteps = 8;   // formulas whose neighbours are looked at
constexpr double kDetour = 6;   // operations more than the given formula has

}  // namespace

const Expr& Algebra::law(const char* text) {
  Expr& expr = laws_[text];
  if (!expr) expr = read_expression(text);
  return expr;
}

// In each term the first two functions of which the table knows the product.
Sum Algebra::products_to_sums(const Sum& a) {
  Sum out;
  auto replaced = [&](const Term& t) {
    for (const Factor& f : t.factors)
      for (const Factor& g : t.factors)
        for (const ProductLaw& row : kProductLaws) {
          const Sum *first = argument(row.first, f.base), *second = argument(row.second, g.base);
          const double side = f.exponent > 0 ? 1 : -1;  // of the line
          const bool powers = f.base == g.base ? f.exponent * side >= 2 : f.exponent * side >= 1 && g.exponent * side >= 1;
          if (!first || !second || !powers) continue;
          const Term rest = multiply_terms(t, multiply_terms(Term{1, {Factor{f.base, -side}}}, Term{1, {Factor{g.base, -side}}}));
          const Sum a_copy = *first, b_copy = *second;  // bases move as they grow in number
          return expand(multiply(sum_of(rest), power(read(law(row.becomes), {{"a", a_copy}, {"b", b_copy}}), side)));
        }
    return sum_of(t);
  };
  for (const Term& t : a.terms) out = add(out, replaced(t));
  return out;
}

// c log u ± c log v as c log(u v) or c log(u/v); no terms if s and t are not of this form.
Sum Algebra::join_logarithms(const Term& s, const Term& t) {
  for (const Factor& f : s.factors)
    for (const Factor& g : t.factors) {
      const Sum *u = argument(Op::log, f.base), *v = argument(Op::log, g.base);
      if (!u || !v || f.exponent != 1 || g.exponent != 1) continue;
      Term rest = multiply_terms(s, Term{1, {Factor{f.base, -1}}});
      const Term other = multiply_terms(t, Term{1, {Factor{g.base, -1}}});
      if (rest.factors != other.factors || std::fabs(rest.coefficient) != std::fabs(other.coefficient)) continue;
      const Sum first = *u, second = *v;
      const Sum product = multiply(power(first, rest.coefficient < 0 ? -1 : 1), power(second, other.coefficient < 0 ? -1 : 1));
      rest.coefficient = std::fabs(rest.coefficient);
      return multiply(sum_of(rest), apply(Op::log, {product}));
    }
  return {};
}

// c e^p + c e^q as 2 c e^((p + q)/2) cosh((p - q)/2), and c e^p - c e^q with sinh; no terms if s and t are not of this form.
Sum Algebra::join_exponentials(const Term& s, const Term& t) {
  int count = 0;
  Term rest[2] = {s, t};
  Sum exponent[2];
  for (int i = 0; i < 2; ++i) {
    exponent[i] = joined_exponent(rest[i], count);
    std::erase_if(rest[i].factors, [&](const Factor& f) { return exp_argument(f.base) != nullptr; });
  }
  if (rest[0].factors != rest[1].factors || std::fabs(rest[0].coefficient) != std::fabs(rest[1].coefficient)) return {};
  const Sum mean = scale(add(exponent[0], exponent[1]), 0.5), half = scale(add(exponent[0], scale(exponent[1], -1)), 0.5);
  if (half.terms.empty()) return {};
  const Op op = rest[0].coefficient == rest[1].coefficient ? Op::cosh : Op::sinh;
  rest[0].coefficient *= 2;
  return multiply(sum_of(rest[0]), multiply(exponential(mean), apply(op, {half})));
}

// Pairs of terms joined, in sums inside the formula too.
Sum Algebra::join_pairs(const Sum& a, Sum (Algebra::*join)(const Term&, const Term&)) {
  Sum rest, out;
  for (const Term& t : a.terms) {
    Sum product = number(t.coefficient);
    for (const Factor& f : t.factors) {
      const bool sum = bases_[f.base].kind == Base::Kind::sum;
      const Sum inner = sum ? Sum(bases_[f.base].args[0]) : Sum{};
      product = multiply(product, power(sum ? join_pairs(inner, join) : Sum{{Term{1, {Factor{f.base, 1}}}}}, f.exponent));
    }
    rest = add(rest, product);
  }
  while (!rest.terms.empty()) {
    const Term t = rest.terms.back();
    rest.terms.pop_back();
    Sum joined;
    for (std::size_t i = 0; i < rest.terms.size() && joined.terms.empty(); ++i) {
      joined = (this->*join)(rest.terms[i], t);
      if (!joined.terms.empty()) rest.terms.erase(rest.terms.begin() + static_cast<std::ptrdiff_t>(i));
    }
    out = add(out, joined.terms.empty() ? sum_of(t) : joined);
  }
  return out;
}

std::vector<Sum> Algebra::neighbours(const Sum& a) {
  std::vector<Sum> found;
  const Sum expanded = expand(a);
  for (int kernel : kernels(a))
    for (const Law& row : kLaws)
      if (const Sum* inside = argument(row.op, kernel)) {
        const Sum by = read(law(row.becomes), {{"a", Sum(*inside)}});
        found.push_back(substitute(a, kernel, by, row.power, Steps::whole));
        found.push_back(substitute(expanded, kernel, by, row.power, Steps::whole));
      }
  found.push_back(products_to_sums(expanded));
  found.push_back(join_pairs(expanded, &Algebra::join_logarithms));
  found.push_back(join_pairs(a, &Algebra::join_logarithms));
  found.push_back(join_pairs(a, &Algebra::join_exponentials));
  return found;
}

std::vector<Sum> Algebra::rewritten(const Sum& a, std::size_t most) {
  std::vector<Sum> found;
  std::map<std::string, bool> seen;
  auto keep = [&](const Sum& sum) {
    const Term joined = together(sum);
    const Sum factored = sum_of(joined), expanded = expand(factored);
    const Sum& best = cost(expanded) < cost(factored) ? expanded : factored;
    if (!found.empty() && cost(best) > cost(found[0]) + kDetour) return;
    if (!seen.try_emplace(key(best), true).second) return;
    found.push_back(best);
  };
  keep(a);
  std::vector<char> done;
  for (int steps = 0; steps < kMostSteps; ++steps) {
    std::size_t next = found.size();
    done.resize(found.size());
    for (std::size_t i = 0; i < found.size(); ++i)
      if (!done[i] && (next == found.size() || cost(found[i]) < cost(found[next]))) next = i;
    if (next == found.size()) break;
    done[next] = 1;
    const Sum from = found[next];
    for (const Sum& sum : neighbours(from)) keep(sum);
  }
  sort_list(found, [&](const Sum& x, const Sum& y) { return cost(x) < cost(y); });
  if (found.size() > most) found.resize(most);
  return found;
}

}  // namespace chainrule
