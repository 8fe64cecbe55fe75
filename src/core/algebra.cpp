#include "core/algebra.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/number.h"
#include "core/sort.h"

namespace chainrule {

namespace {

using Factor = Algebra::Factor;
using Term = Algebra::Term;
using Sum = Algebra::Sum;

constexpr std::size_t kMostTerms = 64;
constexpr double kMostToExpand = 300;  // operations; past that nobody reads the result

}  // namespace

// ---- bases ----

std::string Algebra::key(const Sum& a) const {
  std::string text;
  for (const Term& t : a.terms) {
    text += "+" + format_number(t.coefficient);
    for (const Factor& f : t.factors) text += "*" + std::to_string(f.base) + "^" + format_number(f.exponent);
  }
  return text;
}

int Algebra::intern(Base base) {
  std::string k = base.kind == Base::Kind::symbol ? "s" + base.name
                                                  : (base.kind == Base::Kind::sum ? "+" : "f" + std::to_string(static_cast<int>(base.op)));
  for (const Sum& arg : base.args) k += "(" + key(arg) + ")";
  const auto [it, added] = index_.try_emplace(std::move(k), static_cast<int>(bases_.size()));
  if (!added) return it->second;
  if (base.kind == Base::Kind::function) base.cost = 1;
  for (const Sum& arg : base.args) base.cost = std::min(kCostly, base.cost + cost(arg));
  bases_.push_back(std::move(base));
  return it->second;
}

int Algebra::sum_base(const Sum& a) {
  Base base;
  base.kind = Base::Kind::sum;
  base.args = {a};
  return intern(std::move(base));
}

// ---- sums and products ----

Sum Algebra::number(double value) const { return value == 0 ? Sum{} : Sum{{Term{value, {}}}}; }

Sum Algebra::symbol(const std::string& name) {
  Base base;
  base.name = name;
  return Sum{{Term{1, {Factor{intern(std::move(base)), 1}}}}};
}

// Constants first, then by factors; any fixed order would do.
bool Algebra::less(const Term& a, const Term& b) const {
  return std::lexicographical_compare(a.factors.begin(), a.factors.end(), b.factors.begin(), b.factors.end(),
                                      [](const Factor& x, const Factor& y) {
                                        return x.base != y.base ? x.base < y.base : x.exponent < y.exponent;
                                      });
}

Sum Algebra::add(const Sum& a, const Sum& b) const {
  std::vector<Term> all;
  for (const Sum* part : {&a, &b})
    for (const Term& t : part->terms) {
      const bool bare_sum = t.factors.size() == 1 && t.factors[0].exponent == 1 && bases_[t.factors[0].base].kind == Base::Kind::sum;
      if (!bare_sum) {
        all.push_back(t);
        continue;
      }
      for (Term inner : bases_[t.factors[0].base].args[0].terms) {  // c (p + q) joins the sum
        inner.coefficient *= t.coefficient;
        all.push_back(std::move(inner));
      }
    }
  sort_list(all, [&](const Term& x, const Term& y) { return less(x, y); });
  Sum out;
  for (Term& t : all) {
    if (!out.terms.empty() && out.terms.back().factors == t.factors) {
      out.terms.back().coefficient += t.coefficient;
    } else {
      if (!out.terms.empty() && out.terms.back().coefficient == 0) out.terms.pop_back();
      out.terms.push_back(std::move(t));
    }
  }
  if (!out.terms.empty() && out.terms.back().coefficient == 0) out.terms.pop_back();
  return out;
}

Sum Algebra::scale(const Sum& a, double by) const {
  if (by == 0) return {};
  Sum out = a;
  for (Term& t : out.terms) t.coefficient *= by;
  return out;
}

Term Algebra::multiply_terms(const Term& a, const Term& b) const {
  Term out{a.coefficient * b.coefficient, {}};
  std::size_t i = 0, j = 0;
  while (i < a.factors.size() || j < b.factors.size()) {
    if (j == b.factors.size() || (i < a.factors.size() && a.factors[i].base < b.factors[j].base)) {
      out.factors.push_back(a.factors[i++]);
    } else if (i == a.factors.size() || b.factors[j].base < a.factors[i].base) {
      out.factors.push_back(b.factors[j++]);
    } else {
      const double exponent = a.factors[i].exponent + b.factors[j].exponent;
      if (exponent != 0) out.factors.push_back({a.factors[i].base, exponent});
      ++i;
      ++j;
    }
  }
  return out;
}

Sum Algebra::multiply(const Sum& a, const Sum& b) {
  if (a.terms.empty() || b.terms.empty()) return {};
  return sum_of(multiply_terms(together(a), together(b)));
}

// The greatest number of which the coefficients are whole multiples, where they are whole or small fractions; else 1, or what all
// of them are.
double Algebra::common_content(const Sum& a) {
  const double first = std::fabs(a.terms[0].coefficient);
  if (std::all_of(a.terms.begin(), a.terms.end(), [&](const Term& t) { return std::fabs(t.coefficient) == first; })) return first;
  for (double denominator : {1, 2, 3, 4, 6, 8}) {
    double content = 0;
    for (const Term& t : a.terms) {
      double x = content, y = std::fabs(t.coefficient) * denominator;
      if (!whole(y)) {
        content = 0;
        break;
      }
      while (y != 0) x = std::exchange(y, std::fmod(x, y));
      content = x;
    }
    if (content != 0) return content / denominator;
  }
  return 1;
}

// p ± q where `a` is p^2 ± 2 p q + q^2.
bool Algebra::square_root(const Sum& a, Sum& root) const {
  if (a.terms.size() != 3) return false;
  for (std::size_t middle = 0; middle < 3; ++middle) {
    Sum parts;
    for (std::size_t i = 0; i < 3; ++i) {
      if (i == middle) continue;
      Term part{std::sqrt(a.terms[i].coefficient), a.terms[i].factors};
      bool even = whole(part.coefficient);  // no for the root of a negative number, NaN
      for (Factor& f : part.factors) {
        even = even && std::fmod(f.exponent, 2) == 0;
        f.exponent /= 2;
      }
      if (even) parts.terms.push_back(std::move(part));
    }
    if (parts.terms.size() < 2) continue;
    const Term between = multiply_terms(parts.terms[0], parts.terms[1]), &given = a.terms[middle];
    if (between.factors != given.factors || std::fabs(given.coefficient) != 2 * between.coefficient) continue;
    if (given.coefficient < 0) parts.terms[1].coefficient *= -1;
    root = add(parts, {});
    return true;
  }
  return false;
}

Term Algebra::together(const Sum& a) {
  if (a.terms.empty()) return {0, {}};
  if (a.terms.size() == 1) return a.terms[0];
  std::map<int, double> lowest;  // of every base's exponents; a term without it has exponent 0
  for (const Term& t : a.terms)
    for (const Factor& f : t.factors) lowest.try_emplace(f.base, f.exponent);
  for (auto& [base, exponent] : lowest)
    for (const Term& t : a.terms) {
      const auto it = std::find_if(t.factors.begin(), t.factors.end(), [&, b = base](const Factor& f) { return f.base == b; });
      exponent = std::min(exponent, it == t.factors.end() ? 0.0 : it->exponent);
    }
  Term common{1, {}}, inverse{1, {}};
  for (const auto& [base, exponent] : lowest)
    if (exponent != 0) {
      common.factors.push_back({base, exponent});
      inverse.factors.push_back({base, -exponent});
    }
  Sum rest;
  for (const Term& t : a.terms) rest.terms.push_back(multiply_terms(t, inverse));
  rest = add(rest, {});
  const Sum expanded = expand(rest);
  if (cost(expanded) <= cost(rest)) rest = expanded;
  if (rest.terms.empty()) return {0, {}};
  for (Factor& f : common.factors)  // what the denominator divides: (x^2 - 1)/(x - 1)
    while (f.exponent <= -1 && bases_[f.base].kind == Base::Kind::sum && divide(rest, bases_[f.base].args[0])) ++f.exponent;
  std::erase_if(common.factors, [](const Factor& f) { return f.exponent == 0; });
  if (rest.terms.size() == 1) return multiply_terms(common, rest.terms[0]);
  double content = common_content(rest);
  if (rest.terms[0].coefficient < 0) content = -content;
  common.coefficient = content;
  rest = scale(rest, 1 / content);
  Sum root;
  if (square_root(rest, root)) return multiply_terms(common, Term{1, {Factor{sum_base(root), 2}}});
  return multiply_terms(common, Term{1, {Factor{sum_base(rest), 1}}});
}

// The quotient in place of `a`, if `by` divides it as a polynomial.
bool Algebra::divide(Sum& a, const Sum& by) const {
  constexpr int kLongestQuotient = 8;
  const auto order = [this](const Term& x, const Term& y) { return less(x, y); };
  const Term lead = *std::max_element(by.terms.begin(), by.terms.end(), order);
  Term inverse{1 / lead.coefficient, lead.factors};
  for (Factor& f : inverse.factors) f.exponent = -f.exponent;
  Sum left = a, quotient;
  for (int step = 0; step < kLongestQuotient && !left.terms.empty(); ++step) {
    const Term part = multiply_terms(*std::max_element(left.terms.begin(), left.terms.end(), order), inverse);
    if (std::any_of(part.factors.begin(), part.factors.end(), [](const Factor& f) { return f.exponent < 0; })) return false;
    Sum taken;
    for (const Term& t : by.terms) taken.terms.push_back(multiply_terms(t, Term{-part.coefficient, part.factors}));
    left = add(left, taken);
    quotient.terms.push_back(part);
  }
  if (!left.terms.empty()) return false;
  a = add(quotient, {});
  return true;
}

// 1/((x - 1) (x + 1)) as 1/(x^2 - 1).
Sum Algebra::expand_below(const Term& t) {
  Term above{t.coefficient, {}}, below{1, {}};
  for (const Factor& f : t.factors)
    if (whole(f.exponent) && f.exponent < 0) {
      below.factors.push_back({f.base, -f.exponent});
    } else {
      above.factors.push_back(f);
    }
  return multiply(sum_of(above), power(expand(sum_of(below)), -1));
}

Sum Algebra::expand(const Sum& a) {
  if (cost(a) > kMostToExpand) return a;
  Sum out;
  for (const Term& t : a.terms) {
    Sum product = number(t.coefficient);
    for (const Factor& f : t.factors) {
      const Base& base = bases_[f.base];
      const bool open = base.kind == Base::Kind::sum && whole(f.exponent) && f.exponent > 0 && f.exponent <= 8;
      const Sum inner = open ? expand(base.args[0]) : Sum{{Term{1, {f}}}};
      for (int times = open ? static_cast<int>(f.exponent) : 1; times > 0; --times) {
        if (product.terms.size() * inner.terms.size() > kMostTerms) return a;
        Sum next;
        for (const Term& x : product.terms) {
          Sum row;
          for (const Term& y : inner.terms) row.terms.push_back(multiply_terms(x, y));
          next = add(next, row);
        }
        product = std::move(next);
      }
    }
    out = add(out, product);
    if (out.terms.size() > kMostTerms) return a;
  }
  return out;
}

// ---- powers and functions ----

// (c x^a y^b)^n term by term where that is true for all x, y: n whole, or one factor whose own power has no even root to hide.
Term Algebra::raise(const Term& t, double n) {
  if (const double near = std::round(n * 12) / 12; std::fabs(n - near) < 1e-12) n = near;  // 2/3 of 3/2 is 1
  if (whole(n)) {
    Term out{std::pow(t.coefficient, n), t.factors};
    for (Factor& f : out.factors) f.exponent *= n;
    return out;
  }
  const double root = std::pow(t.coefficient, n);
  const bool clean = t.coefficient > 0 && (t.coefficient == 1 || whole(root) || whole(1 / root));
  const bool safe = t.factors.size() == 1 && !(whole(t.factors[0].exponent) && std::fmod(t.factors[0].exponent, 2) == 0);
  if (clean && (safe || t.factors.empty())) {
    Term out{root, t.factors};
    for (Factor& f : out.factors) f.exponent *= n;
    return out;
  }
  return Term{1, {Factor{sum_base(sum_of(t)), n}}};
}

Sum Algebra::power(const Sum& a, double n) {
  if (n == 0) return number(1);
  if (a.terms.empty()) return number(std::pow(0.0, n));
  return sum_of(raise(together(a), n));
}

// exp(c A) as exp(A)^c with A's first sign positive, so that e^-x and e^2x are powers of one e^x; e^(c log u) as u^c.
Sum Algebra::exponential(const Sum& argument) {
  if (argument.terms.empty()) return number(1);
  if (argument.terms.size() == 1)
    for (const Factor& f : argument.terms[0].factors)
      if (const Sum* inside = this->argument(Op::log, f.base); inside && f.exponent == 1) {
        const Sum u = *inside;
        return apply(Op::pow, {u, sum_of(multiply_terms(argument.terms[0], Term{1, {Factor{f.base, -1}}}))});
      }
  double content = argument.terms[0].coefficient < 0 ? -1 : 1;
  if (argument.terms.size() == 1) content = whole(argument.terms[0].coefficient) ? argument.terms[0].coefficient : content;
  Base base;
  base.kind = Base::Kind::function;
  base.op = Op::exp;
  base.args = {scale(argument, 1 / content)};
  return Sum{{Term{1, {Factor{intern(std::move(base)), content}}}}};
}

// u^(c A + n) as (u^A)^c u^n with A's first sign positive, so that x x^(x-1) is x^x.
Sum Algebra::general_power(const Sum& a, const Sum& exponent) {
  Sum varying = exponent;
  double shift = 0;
  if (varying.terms[0].factors.empty()) {  // a constant is the first in order
    shift = varying.terms[0].coefficient;
    varying.terms.erase(varying.terms.begin());
  }
  double content = varying.terms[0].coefficient < 0 ? -1 : 1;
  if (varying.terms.size() == 1 && whole(varying.terms[0].coefficient)) content = varying.terms[0].coefficient;
  Base base;
  base.kind = Base::Kind::function;
  base.op = Op::pow;
  base.args = {sum_of(together(a)), scale(varying, 1 / content)};
  return multiply(Sum{{Term{1, {Factor{intern(std::move(base)), content}}}}}, power(a, shift));
}

// Is f(-u) to be written as f(u) or -f(u)? So that sin(x - y) and sin(y - x) are one function.
bool Algebra::mirrored(Op op, const Sum& argument) const {
  switch (op) {
    case Op::abs: case Op::cos: case Op::cosh: case Op::sin: case Op::tan: case Op::asin: case Op::atan: case Op::sinh: case Op::tanh: break;
    default: return false;
  }
  return !argument.terms.empty() && argument.terms[0].coefficient < 0 && !argument.terms[0].factors.empty();
}

Sum Algebra::apply(Op op, const std::vector<Sum>& args) {
  auto constant = [](const Sum& s) { return s.terms.empty() || (s.terms.size() == 1 && s.terms[0].factors.empty()); };
  auto value = [](const Sum& s) { return s.terms.empty() ? 0 : s.terms[0].coefficient; };
  switch (op) {
    case Op::add: return add(args[0], args[1]);
    case Op::sub: return add(args[0], scale(args[1], -1));
    case Op::neg: return scale(args[0], -1);
    case Op::mul: return multiply(args[0], args[1]);
    case Op::div: return multiply(args[0], power(args[1], -1));
    case Op::square: return power(args[0], 2);
    case Op::sqrt: return power(args[0], 0.5);
    case Op::exp: return exponential(args[0]);
    case Op::pow:
      return constant(args[1]) ? power(args[0], value(args[1])) : general_power(args[0], args[1]);
    case Op::log:  // log e^u = u
      if (args[0].terms.size() == 1 && args[0].terms[0].coefficient == 1 && args[0].terms[0].factors.size() == 1)
        if (const Sum* argument = exp_argument(args[0].terms[0].factors[0].base))
          return scale(*argument, args[0].terms[0].factors[0].exponent);
      break;
    default: break;
  }
  if (std::all_of(args.begin(), args.end(), constant)) {
    const double folded = gate(op).forward(value(args[0]), args.size() > 1 ? value(args[1]) : 0);
    if (whole(folded)) return number(folded);
  }
  const bool mirror = mirrored(op, args[0]), even = op == Op::cos || op == Op::cosh || op == Op::abs;
  Base base;
  base.kind = Base::Kind::function;
  base.op = op;
  base.args = mirror ? std::vector<Sum>{scale(args[0], -1)} : args;
  return Sum{{Term{mirror && !even ? -1.0 : 1.0, {Factor{intern(std::move(base)), 1}}}}};
}

}  // namespace chainrule
