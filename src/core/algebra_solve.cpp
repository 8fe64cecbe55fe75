// Substitution and solving: parts of formulas found, replaced, brought together.
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/algebra.h"

namespace chainrule {

Algebra::Sum Algebra::substitute(const Sum& a, int base, const Sum& by, double root, Steps steps) {
  Sum out;
  for (const Term& t : a.terms) {
    Sum product = number(t.coefficient);
    for (const Factor& f : t.factors) {
      Sum inner{{Term{1, {Factor{f.base, 1}}}}};
      const Base old = bases_[f.base];
      if (f.base == base) {
        const double times = steps == Steps::any ? f.exponent / root : std::trunc(f.exponent / root);
        product = multiply(multiply(product, power(by, times)), power(inner, f.exponent - times * root));
        continue;
      }
      if (old.kind == Base::Kind::sum) {
        inner = substitute(old.args[0], base, by, root, steps);
      } else if (old.kind == Base::Kind::function) {
        std::vector<Sum> args;
        for (const Sum& arg : old.args) args.push_back(substitute(arg, base, by, root, steps));
        inner = apply(old.op, args);
      }
      product = multiply(product, power(inner, f.exponent));
    }
    out = add(out, product);
  }
  return out;
}

void Algebra::mark_kernels(const Sum& a, std::vector<char>& seen, std::vector<int>& found) const {
  for (const Term& t : a.terms)
    for (const Factor& f : t.factors) {
      if (seen[f.base]) continue;
      seen[f.base] = 1;
      const Base::Kind kind = bases_[f.base].kind;
      if (kind == Base::Kind::function || (kind == Base::Kind::sum && !whole(f.exponent))) found.push_back(f.base);
      for (const Sum& arg : bases_[f.base].args) mark_kernels(arg, seen, found);
    }
}

std::vector<int> Algebra::kernels(const Sum& a) const {
  std::vector<char> seen(bases_.size());
  std::vector<int> found;
  mark_kernels(a, seen, found);
  return found;
}

const Algebra::Sum* Algebra::exp_argument(int base) const { return argument(Op::exp, base); }

// The greatest number of which the kernel's exponents are multiples; `common` is 0 before the first is seen.
void Algebra::common_exponent(const Sum& polynomial, int kernel, double& common) const {
  for (const Term& t : polynomial.terms)
    for (const Factor& f : t.factors) {
      if (f.base != kernel) continue;
      double x = common, y = std::fabs(f.exponent);
      if (whole(x) && whole(y))
        while (y != 0) x = std::exchange(y, std::fmod(x, y));
      common = x == 0 ? y : x;
    }
}

// polynomial = slope * kernel^root + rest, with the kernel nowhere else.
bool Algebra::linear(const Sum& polynomial, int kernel, double root, Sum& slope, Sum& rest) const {
  for (Term t : polynomial.terms) {
    bool found = false;
    for (std::size_t i = 0; i < t.factors.size(); ++i) {
      const Factor f = t.factors[i];
      if (f.base == kernel) {
        if (f.exponent != root) return false;
        t.factors.erase(t.factors.begin() + static_cast<std::ptrdiff_t>(i--));
        found = true;
        continue;
      }
      for (int inside : kernels(Sum{{Term{1, {f}}}}))
        if (inside == kernel) return false;
    }
    Sum& side = found ? slope : rest;
    side = add(side, Sum{{t}});
  }
  return true;
}

bool Algebra::solve(const Sum& a, int kernel, const Sum& value, Solution& solution) {
  const Term t = together(a);
  Term above{t.coefficient, {}}, below{1, {}};
  for (const Factor& f : t.factors) (f.exponent > 0 ? above : below).factors.push_back({f.base, std::fabs(f.exponent)});
  const Sum numerator = expand(sum_of(above)), denominator = expand(sum_of(below));
  double root = 0;
  common_exponent(numerator, kernel, root);
  common_exponent(denominator, kernel, root);
  if (root != 1 && whole(root) && !exp_argument(kernel)) return false;  // the sign of a square's root is not known
  Sum p, q, r, s;
  if (!linear(numerator, kernel, root, p, q) || !linear(denominator, kernel, root, r, s)) return false;
  if (p.terms.empty() && r.terms.empty()) return false;
  const Sum from = add(multiply(s, value), scale(q, -1));
  const Sum by = add(p, scale(multiply(r, value), -1));
  if (by.terms.empty()) return false;
  solution = {multiply(from, power(by, -1)), root};
  return true;
}

// ---- other shapes ----

Algebra::Sum Algebra::collect(const Sum& a, int base) {
  Sum with, rest;
  for (const Term& t : a.terms) {
    const bool has = std::any_of(t.factors.begin(), t.factors.end(), [&](const Factor& f) { return f.base == base && f.exponent >= 1; });
    (has ? with : rest).terms.push_back(has ? multiply_terms(t, Term{1, {Factor{base, -1}}}) : t);
  }
  if (with.terms.size() < 2) return a;
  const Term together_with = multiply_terms(together(add(with, {})), Term{1, {Factor{base, 1}}});
  Sum out{{together_with}};
  out.terms.insert(out.terms.end(), rest.terms.begin(), rest.terms.end());
  return out;
}

Algebra::Sum Algebra::replace_product(const Sum& a, const Sum& product, const Sum& by) {
  if (product.terms.size() != 1 || product.terms[0].factors.empty()) return a;
  const Term& pattern = product.terms[0];
  Sum out;
  for (const Term& t : a.terms) {
    double times = 1e9;
    for (const Factor& f : pattern.factors) {
      const auto it = std::find_if(t.factors.begin(), t.factors.end(), [&](const Factor& g) { return g.base == f.base; });
      times = std::min(times, it == t.factors.end() ? 0 : std::floor(it->exponent / f.exponent));
    }
    if (times < 1) {
      out = add(out, Sum{{t}});
      continue;
    }
    const Term rest = multiply_terms(t, raise(pattern, -times));
    out = add(out, sum_of(multiply_terms(rest, together(power(by, times)))));
  }
  return out;
}

std::vector<int> Algebra::bases_of(const Sum& a) const {
  std::vector<int> found;
  for (const Term& t : a.terms)
    for (const Factor& f : t.factors)
      if (std::find(found.begin(), found.end(), f.base) == found.end()) found.push_back(f.base);
  return found;
}

std::vector<int> Algebra::divisors(const Sum& a) {
  std::vector<int> found;
  const Term joined = together(a);
  for (const Factor& f : joined.factors)
    if (f.exponent < 0 && bases_[f.base].kind == Base::Kind::symbol && bases_[f.base].name != "$out") found.push_back(f.base);
  return found;
}

const Algebra::Sum* Algebra::argument(Op op, int base) const {
  return bases_[base].kind == Base::Kind::function && bases_[base].op == op ? &bases_[base].args[0] : nullptr;
}

}  // namespace chainrule
