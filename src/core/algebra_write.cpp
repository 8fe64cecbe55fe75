// The printed side of the algebra: what a shape costs to read, and trees in and out.
#include <algorithm>
#include <cmath>

#include "core/algebra.h"
#include "core/sort.h"

namespace chainrule {

namespace {

using Factor = Algebra::Factor;
using Term = Algebra::Term;
using Sum = Algebra::Sum;

}  // namespace

// A minus sign in front that a factor (p - q) can take in, as (q - p).
bool Algebra::takes_sign(const Factor& f) const {
  const Base& base = bases_[f.base];
  if (base.kind != Base::Kind::sum || std::fabs(std::fmod(f.exponent, 2)) != 1 || base.args[0].terms.size() < 2) return false;
  return std::any_of(base.args[0].terms.begin(), base.args[0].terms.end(), [](const Term& t) { return t.coefficient < 0; });
}

// e^a e^b is written as e^(a + b): the argument of all exponentials of a term; no terms where there is none.
Sum Algebra::joined_exponent(const Term& t, int& count) const {
  Sum total;
  count = 0;
  for (const Factor& f : t.factors)
    if (const Sum* argument = exp_argument(f.base)) {
      total = add(total, scale(*argument, f.exponent));
      ++count;
    }
  return total;
}

// The factors without exponentials, u^v joined with the other powers of u.
std::vector<Algebra::Joined> Algebra::join_powers(const Term& t) const {
  std::vector<Joined> joined;
  for (const Factor& f : t.factors)
    if (!exp_argument(f.base)) joined.push_back({f, {}});
  for (std::size_t i = 0; i < joined.size(); ++i) {
    const Factor f = joined[i].factor;
    const Base& base = bases_[f.base];
    if (base.kind != Base::Kind::function || base.op != Op::pow) continue;
    joined[i].exponent = scale(base.args[1], std::fabs(f.exponent));
    const Sum& power_of = base.args[0];
    if (power_of.terms.size() != 1 || power_of.terms[0].coefficient != 1 || power_of.terms[0].factors.size() != 1) continue;
    for (std::size_t j = 0; j < joined.size(); ++j) {
      const Factor other = joined[j].factor;
      if (other.base != power_of.terms[0].factors[0].base || power_of.terms[0].factors[0].exponent != 1) continue;
      joined[i].exponent = add(joined[i].exponent, number(f.exponent > 0 ? other.exponent : -other.exponent));
      joined.erase(joined.begin() + static_cast<std::ptrdiff_t>(j));
      if (j < i) --i;
      break;
    }
  }
  return joined;
}

double Algebra::cost(const Term& t) const {
  double operations = 0;
  int factors = std::fabs(t.coefficient) != 1 ? 1 : 0;
  bool above = factors > 0;
  int exponentials = 0;
  const Sum exponent = joined_exponent(t, exponentials);
  if (exponentials > 0) {
    operations += 1 + cost(exponent);
    above = true;
    ++factors;
  }
  for (const auto& [f, power] : join_powers(t)) {
    if (power.terms.empty()) {
      operations += bases_[f.base].cost + (std::fabs(f.exponent) == 1 ? 0 : 1);
    } else {
      operations += 1 + cost(bases_[f.base].args[0]) + cost(power);
    }
    above = above || f.exponent > 0;
    ++factors;
  }
  if (!above && factors > 0) ++factors;  // the 1 in 1/x
  return std::min(kCostly, operations + (factors > 1 ? factors - 1 : 0));
}

double Algebra::cost(const Sum& a) const {
  double operations = a.terms.empty() ? 0 : static_cast<double>(a.terms.size()) - 1;
  bool positive = a.terms.empty();
  for (const Term& t : a.terms) {
    operations += cost(t);
    positive = positive || t.coefficient > 0 || std::any_of(t.factors.begin(), t.factors.end(), [&](const Factor& f) { return takes_sign(f); });
  }
  return std::min(kCostly, operations + (positive ? 0 : 0.5));
}

// ---- trees ----

Sum Algebra::read(const Expr& expr, const std::map<std::string, Sum>& symbols) {
  if (expr->kind == ExprNode::Kind::number) return number(expr->number);
  if (expr->kind == ExprNode::Kind::symbol) {
    const auto it = symbols.find(expr->symbol);
    return it != symbols.end() ? it->second : symbol(expr->symbol);
  }
  std::vector<Sum> args;
  for (const Expr& arg : expr->args) args.push_back(read(arg, symbols));
  return apply(expr->op, args);
}

Expr Algebra::write_power(const Joined& joined, double exponent, bool negated) const {
  const Factor& f = joined.factor;
  const Base& base = bases_[f.base];
  if (!joined.exponent.terms.empty()) return chainrule::apply(Op::pow, {write(base.args[0]), write(joined.exponent)});
  Expr inner;
  if (base.kind == Base::Kind::symbol) inner = chainrule::symbol(base.name);
  if (base.kind == Base::Kind::sum) inner = write(negated ? scale(base.args[0], -1) : base.args[0]);
  if (base.kind == Base::Kind::function) {
    std::vector<Expr> args;
    for (const Sum& arg : base.args) args.push_back(write(arg));
    inner = chainrule::apply(base.op, args);
  }
  if (exponent == 1) return inner;
  if (exponent == 0.5) return chainrule::apply(Op::sqrt, {inner});
  return chainrule::apply(Op::pow, {inner, chainrule::number(exponent)});
}

Expr Algebra::write_term(const Term& t) const {
  double c = std::fabs(t.coefficient);
  bool negative = t.coefficient < 0;
  auto rank = [&](const Factor& f) {  // pi (1 - s) s: the constant, sums, symbols, functions
    const Base& base = bases_[f.base];
    if (base.name == "pi") return -1;
    return base.kind == Base::Kind::sum ? 0 : base.kind == Base::Kind::symbol ? 1 : 2;
  };
  std::vector<Joined> ordered = join_powers(t);
  sort_list(ordered, [&](const Joined& i, const Joined& j) {
    const Factor &x = i.factor, &y = j.factor;
    if (rank(x) != rank(y)) return rank(x) < rank(y);
    return bases_[x.base].op != bases_[y.base].op ? bases_[x.base].op < bases_[y.base].op : bases_[x.base].name < bases_[y.base].name;
  });
  // -(1 - x) is x - 1: the sign goes into the first factor that can take it, above the line if there is one.
  int signed_base = -1;
  for (const bool up : {true, false})
    for (const Joined& joined : ordered)
      if (negative && signed_base < 0 && (joined.factor.exponent > 0) == up && takes_sign(joined.factor)) signed_base = joined.factor.base;
  std::vector<Expr> above, below;
  int exponentials = 0;
  const Sum exponent = joined_exponent(t, exponentials);
  for (const Joined& joined : ordered) {
    const Factor& f = joined.factor;
    const bool up = f.exponent > 0;
    (up ? above : below).push_back(write_power(joined, up ? f.exponent : -f.exponent, f.base == signed_base));
  }
  negative = negative && signed_base < 0;
  if (exponentials > 0) above.push_back(chainrule::apply(Op::exp, {write(exponent)}));
  const bool reciprocal = c < 1 && whole(1 / c) && (!below.empty() || (1 / c <= 9 && !above.empty()));
  if (reciprocal) {
    below.insert(below.begin(), chainrule::number(1 / c));
    c = 1;
  }
  if (c != 1 || above.empty()) above.insert(above.begin(), chainrule::number(negative && c != 1 ? -c : c));
  if (negative && c != 1) negative = false;
  auto chain = [](const std::vector<Expr>& factors) {
    Expr out = factors[0];
    for (std::size_t i = 1; i < factors.size(); ++i) out = chainrule::apply(Op::mul, {out, factors[i]});
    return out;
  };
  if (negative && above.size() == 1 && above[0]->kind == ExprNode::Kind::number) {
    above[0] = chainrule::number(-above[0]->number);
    negative = false;
  }
  Expr out = chain(above);
  if (!below.empty()) {
    if (negative) {  // -a/b reads as (-a)/b
      out = chainrule::apply(Op::neg, {out});
      negative = false;
    }
    out = chainrule::apply(Op::div, {out, chain(below)});
  }
  return negative ? chainrule::apply(Op::neg, {out}) : out;
}

// Three or more powers of one symbol, the highest with a positive sign? They are written from the highest down.
bool Algebra::is_polynomial(const Sum& a) const {
  if (a.terms.size() < 3 || a.terms.back().coefficient < 0) return false;
  const int base = a.terms.back().factors[0].base;
  return bases_[base].kind == Base::Kind::symbol && std::all_of(a.terms.begin(), a.terms.end(), [&](const Term& t) {
    return t.factors.empty() || (t.factors.size() == 1 && t.factors[0].base == base && t.factors[0].exponent > 0);
  });
}

Expr Algebra::write(const Sum& a) const {
  if (a.terms.empty()) return chainrule::number(0);
  std::vector<const Term*> order;
  if (is_polynomial(a)) {
    for (const Term& t : a.terms) order.insert(order.begin(), &t);
  } else {
    for (const Term& t : a.terms)
      if (t.coefficient > 0) order.push_back(&t);
    for (const Term& t : a.terms)
      if (!(t.coefficient > 0)) order.push_back(&t);
  }
  Expr out = write_term(*order[0]);
  for (std::size_t i = 1; i < order.size(); ++i) {
    Term t = *order[i];
    const bool minus = t.coefficient < 0;
    if (minus) t.coefficient = -t.coefficient;
    out = chainrule::apply(minus ? Op::sub : Op::add, {out, write_term(t)});
  }
  return out;
}

Expr simplify(const Expr& expr) {
  Algebra algebra;
  const Sum given = algebra.read(expr, {});
  const Algebra::Term joined = algebra.together(given);
  const Sum factored = joined.coefficient == 0 ? Sum{} : Sum{{joined}};
  const Sum* best = &factored;
  if (algebra.cost(given) < algebra.cost(*best)) best = &given;
  return algebra.write(*best);
}

}  // namespace chainrule
