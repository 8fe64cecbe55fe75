// Formulas in a canonical form, in which like terms meet and common factors cancel.
#pragma once

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "core/expr.h"

namespace chainrule {

// One simplification's memory. A Sum is a list of terms, a term a coefficient times powers of bases, and a base a symbol,
// a function of sums, or a sum that was not multiplied out. Equal bases have equal indices (hash-consing), so that a shared
// part is stored and measured once however often it occurs.
//
// Powers are joined as x^a x^b = x^(a+b), which holds wherever both sides are defined.
class Algebra {
 public:
  struct Factor {
    int base = 0;
    double exponent = 1;
    bool operator==(const Factor&) const = default;
  };
  struct Term {
    double coefficient = 1;
    std::vector<Factor> factors;  // ascending by base, exponents not 0
    bool operator==(const Term&) const = default;
  };
  struct Sum {
    std::vector<Term> terms;  // ordered, no two with equal factors, no coefficient 0
    bool operator==(const Sum&) const = default;
  };

  Sum number(double value) const;
  Sum symbol(const std::string& name);
  Sum add(const Sum& a, const Sum& b) const;
  Sum scale(const Sum& a, double by) const;
  Sum multiply(const Sum& a, const Sum& b);
  Sum power(const Sum& a, double exponent);
  Sum apply(Op op, const std::vector<Sum>& args);

  // Everything over one denominator, common factors taken out: a single term.
  Term together(const Sum& a);
  Sum expand_below(const Term& t);
  // All products of sums with small whole exponents multiplied out; `a` itself past 64 terms.
  Sum expand(const Sum& a);

  // base^root replaced everywhere, arguments of functions included. In steps of whole roots, x^3 is x^2 x where x^2 is replaced;
  // else it is (x^2)^(3/2).
  enum class Steps : std::uint8_t { any, whole };
  Sum substitute(const Sum& a, int base, const Sum& by, double root = 1, Steps steps = Steps::any);

  // `a` and what the laws of its functions make of it (algebra_laws.cpp), the shortest first; at most `most`.
  std::vector<Sum> rewritten(const Sum& a, std::size_t most);

  // The functions (not symbols) that occur in `a`, outermost sums looked into, and the sums under a root.
  std::vector<int> kernels(const Sum& a) const;
  // If `a` is (p k + q)/(r k + s) in a power k = kernel^root, the k that makes it equal to `value`: (s value - q)/(p - r value).
  struct Solution {
    Sum value;
    double root = 1;
  };
  bool solve(const Sum& a, int kernel, const Sum& value, Solution& solution);
  // Terms that hold `base` brought together: base (…) + rest. `a` itself where fewer than two do.
  Sum collect(const Sum& a, int base);
  // `product` (one term) replaced wherever it divides a term.
  Sum replace_product(const Sum& a, const Sum& product, const Sum& by);
  // The bases of the terms, not looked into.
  std::vector<int> bases_of(const Sum& a) const;
  // The symbols that terms are divided by, once `a` is over one denominator; no "$out" among them.
  std::vector<int> divisors(const Sum& a);
  // The argument of a function's base, or null where it is another base.
  const Sum* argument(Op op, int base) const;
  const Sum* exp_argument(int base) const;

  // Operations in the printed form, shared parts counted as often as they are printed; saturates.
  double cost(const Sum& a) const;

  Sum read(const Expr& expr, const std::map<std::string, Sum>& symbols);
  Expr write(const Sum& a) const;

 private:
  struct Base {
    enum class Kind : std::uint8_t { symbol, function, sum };
    Kind kind = Kind::symbol;
    Op op = Op::count;
    std::string name;
    std::vector<Sum> args;  // of a function; the sum itself for Kind::sum
    double cost = 0;
  };

  // A factor as it is written: one of a term's, or u^v u^-1 joined as u^(v - 1).
  struct Joined {
    Factor factor;
    Sum exponent;  // no terms: the factor's own
  };

  static constexpr double kCostly = 1e6;  // where cost() saturates
  static bool whole(double x) { return std::floor(x) == x && std::fabs(x) < 1e9; }

  int intern(Base base);
  std::string key(const Sum& a) const;
  double cost(const Term& t) const;
  Sum sum_of(const Term& t) const { return t.coefficient == 0 ? Sum{} : Sum{{t}}; }
  Term multiply_terms(const Term& a, const Term& b) const;
  Term raise(const Term& t, double exponent);
  Sum exponential(const Sum& argument);
  bool divide(Sum& a, const Sum& by) const;
  int sum_base(const Sum& a);
  static double common_content(const Sum& a);
  bool square_root(const Sum& a, Sum& root) const;
  bool less(const Term& a, const Term& b) const;
  void mark_kernels(const Sum& a, std::vector<char>& seen, std::vector<int>& found) const;
  void common_exponent(const Sum& polynomial, int kernel, double& common) const;
  bool linear(const Sum& polynomial, int kernel, double root, Sum& slope, Sum& rest) const;
  bool takes_sign(const Factor& f) const;
  bool is_polynomial(const Sum& a) const;
  Sum joined_exponent(const Term& t, int& count) const;
  std::vector<Joined> join_powers(const Term& t) const;
  Expr write_term(const Term& t) const;
  bool mirrored(Op op, const Sum& argument) const;
  Sum general_power(const Sum& a, const Sum& exponent);
  Sum join_pairs(const Sum& a, Sum (Algebra::*join)(const Term& s, const Term& t));
  Sum join_logarithms(const Term& s, const Term& t);
  Sum join_exponentials(const Term& s, const Term& t);
  Sum products_to_sums(const Sum& a);
  std::vector<Sum> neighbours(const Sum& a);
  const Expr& law(const char* text);
  Expr write_power(const Joined& joined, double exponent, bool negated) const;

  std::vector<Base> bases_;
  std::map<std::string, int> index_;
  std::map<const char*, Expr> laws_;  // read once
};

// The formula, simplified: the cheapest of its factored, multiplied-out and given shapes.
Expr simplify(const Expr& expr);

}  // namespace chainrule
