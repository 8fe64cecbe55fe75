#include "support/random_program.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <memory>

#include "support/random.h"

namespace chainrule::test {

namespace {

// ---- trees, and what they are worth ----

struct Tree;
using Ref = std::shared_ptr<const Tree>;
using Values = std::map<std::string, double>;

struct Definition {
  std::string name;
  std::vector<std::string> params;
  Ref body;
};

struct Tree {
  std::string op;     // "number", "name", "call", one of + - * / ^ neg, or a gate's function
  double number = 0;
  std::string name;   // of a name, or of the definition that is called
  std::vector<Ref> args;
};

struct Unary {
  const char* name;
  double (*value)(double);
  double low, high;  // a tame operand lies between
};
const std::vector<Unary> kUnary = {
    {"exp", [](double x) { return std::exp(x); }, -4, 4},
    {"log", [](double x) { return std::log(x); }, 0.05, 1e3},
    {"ln", [](double x) { return std::log(x); }, 0.05, 1e3},
    {"sqrt", [](double x) { return std::sqrt(x); }, 0.05, 1e3},
    {"square", [](double x) { return x * x; }, -30, 30},
    {"abs", [](double x) { return x < 0 ? -x : x; }, 0.05, 1e3},
    {"sin", [](double x) { return std::sin(x); }, -12, 12},
    {"cos", [](double x) { return std::cos(x); }, -12, 12},
    {"tan", [](double x) { return std::tan(x); }, -1.2, 1.2},
    {"asin", [](double x) { return std::asin(x); }, -0.9, 0.9},
    {"acos", [](double x) { return std::acos(x); }, -0.9, 0.9},
    {"atan", [](double x) { return std::atan(x); }, -50, 50},
    {"sinh", [](double x) { return std::sinh(x); }, -4, 4},
    {"cosh", [](double x) { return std::cosh(x); }, -4, 4},
    {"tanh", [](double x) { return std::tanh(x); }, -5, 5},
    {"sigmoid", [](double x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); }, -8, 8},
    {"relu", [](double x) { return x < 0 ? 0 : x; }, 0.05, 1e3},
    {"relu", [](double x) { return x < 0 ? 0 : x; }, -1e3, -0.05},
    {"leaky_relu", [](double x) { return x < 0 ? 0.01 * x : x; }, 0.05, 1e3},
    {"leaky_relu", [](double x) { return x < 0 ? 0.01 * x : x; }, -1e3, -0.05},
    {"softplus", [](double x) { return std::log1p(std::exp(-std::fabs(x))) + (x > 0 ? x : 0); }, -20, 20},
};

class World {
 public:
  std::vector<Definition> definitions;

  // In a function's body `values` has its parameters; `outer` is what a body sees outside itself.
  double value(const Ref& t, const Values& values, const Values& outer) const {
    if (t->op == "number") return t->number;
    if (t->op == "name") return named(t->name, values);
    std::vector<double> args;
    for (const Ref& arg : t->args) args.push_back(value(arg, values, outer));
    if (t->op == "call") return called(t->name, args, outer);
    if (t->op == "neg") return -args[0];
    if (t->op == "+") return args[0] + args[1];
    if (t->op == "-") return args[0] - args[1];
    if (t->op == "*") return args[0] * args[1];
    if (t->op == "/") return args[0] / args[1];
    if (t->op == "^" || t->op == "pow") return std::pow(args[0], args[1]);
    if (t->op == "max" || t->op == "min") return extreme(args, t->op == "max");
    for (const Unary& u : kUnary)
      if (t->op == u.name) return u.value(args[0]);
    return std::nan("");
  }

 private:
  static double named(const std::string& name, const Values& values) {
    if (const auto it = values.find(name); it != values.end()) return it->second;
    if (name == "pi") return 3.14159265358979323846;
    if (name == "e") return 2.71828182845904523536;
    return 1;  // used and never given a value
  }
  double called(const std::string& name, const std::vector<double>& args, const Values& outer) const {
    for (const Definition& d : definitions) {
      if (d.name != name) continue;
      Values inside = outer;
      for (std::size_t i = 0; i < d.params.size(); ++i) inside[d.params[i]] = args[i];
      return value(d.body, inside, outer);
    }
    return std::nan("");
  }
  static double extreme(const std::vector<double>& args, bool largest) {
    double best = args[0];
    for (double x : args)
      if (best == best && (x != x || (largest ? x > best : x < best))) best = x;
    return best;
  }
};

Ref leaf(double number) { return std::make_shared<Tree>(Tree{"number", number, {}, {}}); }
Ref leaf(std::string name) { return std::make_shared<Tree>(Tree{"name", 0, std::move(name), {}}); }
Ref node(std::string op, std::vector<Ref> args, std::string name = {}) {
  return std::make_shared<Tree>(Tree{std::move(op), 0, std::move(name), std::move(args)});
}

// ---- spelling: one tree, many texts ----

// C++ leaves open which operand of + or which argument comes first; in braces it is the left one. So that a seed means the same
// program to all compilers, everything that draws from chance stands in braces or in a statement of its own.
std::string joined(std::initializer_list<std::string> parts) {
  std::string all;
  for (const std::string& part : parts) all += part;
  return all;
}

enum Level { kSum = 1, kProduct, kSigned, kPower, kAtom };
struct Written {
  std::string text;
  Level level;
};

class Speller {
 public:
  Speller(Random& random, bool decorated) : random_(random), decorated_(decorated) {}

  std::string spell(const Ref& t) { return write(t).text; }

  std::string decimal(double x) {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.17g", x);
    for (int digits = 1; digits < 17; ++digits) {
      std::snprintf(buffer, sizeof buffer, "%.*g", digits, x);
      if (std::strtod(buffer, nullptr) == x) break;
    }
    std::string text = buffer;
    if (decorated_ && random_.chance(0.2) && text.rfind("0.", 0) == 0) text.erase(0, 1);  // .5
    return text;
  }
  std::string minus() { return decorated_ && random_.chance(0.2) ? "\u2212" : "-"; }
  std::string space() { return random_.chance(0.5) ? " " : decorated_ && random_.chance(0.1) ? "\t \u00A0" : ""; }

 private:
  std::string raised(const Written& w, Level least) {
    return w.level < least || (decorated_ && random_.chance(0.05)) ? joined({"(", space(), w.text, space(), ")"}) : w.text;
  }
  std::string times() {
    static const std::vector<std::string> dots = {"\u00B7", "\u22C5", "\u00D7"};
    return decorated_ && random_.chance(0.15) ? random_.pick(dots) : "*";
  }

  Written write(const Ref& t) {
    if (t->op == "number") return t->number < 0 ? Written{joined({minus(), decimal(-t->number)}), kSigned} : Written{decimal(t->number), kAtom};
    if (t->op == "name") return {t->name, kAtom};
    if (t->op == "neg") return {joined({minus(), space(), raised(write(t->args[0]), kSigned)}), kSigned};
    if (t->op == "+" || t->op == "-") {
      const std::string left = raised(write(t->args[0]), kSum), right = raised(write(t->args[1]), kProduct);
      return {joined({left, space(), t->op == "+" ? "+" : minus(), space(), right}), kSum};
    }
    if (t->op == "*" || t->op == "/") return product(*t);
    if (t->op == "^") {
      const std::string base = raised(write(t->args[0]), kAtom), exponent = raised(write(t->args[1]), kSigned);
      return {joined({base, space(), random_.chance(0.3) ? "**" : "^", space(), exponent}), kPower};
    }
    std::string text = (t->op == "call" ? t->name : t->op) + (random_.chance(0.1) ? " (" : "(");
    for (std::size_t i = 0; i < t->args.size(); ++i) text += joined({i ? "," : "", i ? space() : "", spell(t->args[i])});
    return {text + ")", kAtom};
  }

  Written product(const Tree& t) {
    const std::string left = raised(write(t.args[0]), kProduct);
    const Written factor = write(t.args[1]);
    if (t.op == "*" && random_.chance(0.4)) {
      const std::string right = raised(factor, kPower);
      const char last = left.back(), first = right[0];
      const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || static_cast<unsigned char>(first) >= 0xC2;
      // A name before '(' would be a call, 2e3 a number, and a word that follows another needs a space.
      if (last == ')' && (letter || first == '(')) return {left + space() + right, kProduct};
      if (first == '(' && ends_in_number(left)) return {left + space() + right, kProduct};
      if (letter) return {left + (ends_in_number(left) && first != 'e' && first != 'E' ? space() : " ") + right, kProduct};
    }
    const std::string sign = t.op == "*" ? times() : random_.chance(0.1) && decorated_ ? "\u00F7" : "/";
    return {joined({left, space(), sign, space(), raised(factor, kSigned)}), kProduct};
  }

  // Is the last word a number? Names hold digits too.
  static bool ends_in_number(const std::string& text) {
    std::size_t i = text.size();
    auto wordy = [](unsigned char c) { return c >= 0x80 || c == '.' || c == '_' || std::isalnum(c); };
    while (i > 0 && wordy(static_cast<unsigned char>(text[i - 1]))) --i;
    return i < text.size() && text.find_first_not_of("0123456789.", i) == std::string::npos;
  }

  Random& random_;
  bool decorated_;
};

// ---- growing ----

class Grower {
 public:
  Grower(std::uint64_t seed, const ProgramShape& shape) : random_(seed), shape_(shape), speller_(random_, shape.decorated) {
    program_.seed = seed;
  }

  RandomProgram run() {
    for (int i = 0; i < shape_.inputs; ++i) input();
    for (int i = 0; i < shape_.functions; ++i) define(i);
    for (int i = 0; i < shape_.statements; ++i) statement();
    if (random_.chance(0.2)) uncalled();
    program_.text = assemble();
    program_.expected = values_;
    for (const Definition& d : world_.definitions)
      if (called_.count(d.name) > 0) program_.functions.push_back(d.name);
    return std::move(program_);
  }

  std::string formula(const std::vector<std::string>& names, int operations) {
    return speller_.spell(grow(names, operations));
  }

 private:
  double literal() {
    static const std::vector<double> nice = {1, 2, 3, 0.5, 10, -1, -2, 0.1, 1.25, 4};
    return random_.chance(0.5) ? random_.pick(nice) : std::round(random_.between(-400, 400)) / 100 + 0.0;
  }

  std::string fresh_name() {
    static const std::vector<std::string> stems = {"x", "y", "z", "w", "a", "b", "u", "theta", "loss", "w_out", "h_", "Q", "\u03B1", "\u03B2", "\u03A3"};
    while (true) {
      std::string name = random_.pick(stems);
      if (random_.chance(0.6)) name += std::to_string(random_.below(30));
      if (taken_.emplace(name, 1).second) return name;
    }
  }

  void add(std::string text) { statements_.push_back(std::move(text)); }

  void input() {
    if (random_.chance(0.1)) {  // used and never given a value
      names_.push_back(fresh_name());
      return;
    }
    const std::string name = fresh_name();
    const double value = std::round(random_.between(-350, 350)) / 100 + 0.0;  // never -0, which the text would not say
    names_.push_back(name);
    values_[name] = value;
    add(joined({name, speller_.space(), "=", speller_.space(), value < 0 ? speller_.minus() : "", speller_.decimal(std::fabs(value))}));
  }

  void define(int index) {
    Definition d;
    d.name = "f" + std::to_string(index) + (random_.chance(0.5) ? "" : "_g");
    taken_[d.name] = 1;
    std::vector<std::string> inner;
    for (int i = 1 + random_.below(3); i > 0; --i) {
      const std::string param = random_.chance(0.3) && !names_.empty() ? random_.pick(names_) : "p" + std::to_string(i);
      if (std::find(inner.begin(), inner.end(), param) == inner.end()) inner.push_back(param);
    }
    d.params = inner;
    if (random_.chance(0.3)) inner.push_back(random_.pick(names_));  // a body may use outer names
    do d.body = grow(inner, 2 + random_.below(5));
    while (!mentions(d.body, d.params[0]));  // else a call with it as operand would be a number alone
    std::string head = d.name + "(";
    for (std::size_t i = 0; i < d.params.size(); ++i) head += (i ? ", " : "") + d.params[i];
    definitions_.push_back(joined({head, ")", speller_.space(), "=", speller_.space(), speller_.spell(d.body)}));
    world_.definitions.push_back(std::move(d));
  }

  // A definition that nothing calls is called with the inputs of the same names.
  void uncalled() {
    Definition d;
    d.name = fresh_name();
    for (int i = 0; i < 2; ++i)
      if (const std::string& p = random_.pick(names_); std::find(d.params.begin(), d.params.end(), p) == d.params.end()) d.params.push_back(p);
    d.body = acceptable(d.params, 4);
    if (!d.body) return;
    note_calls(d.body);
    std::string head = d.name + "(" + d.params[0] + (d.params.size() > 1 ? ", " + d.params[1] : "") + ")=";
    add(head + speller_.spell(d.body));
    values_[d.name] = world_.value(d.body, values_, values_);
  }

  void statement() {
    const Ref tree = acceptable(names_, 1 + random_.below(6));
    if (!tree) return;
    note_calls(tree);
    if (random_.chance(0.1) && tree->op != "number") {
      add(speller_.spell(tree));  // a node without a name
      return;
    }
    const std::string name = fresh_name();
    values_[name] = world_.value(tree, values_, values_);
    names_.push_back(name);
    add(joined({name, speller_.space(), "=", speller_.space(), speller_.spell(tree)}));
  }

  void note_calls(const Ref& t) {
    if (t->op == "call") {
      called_[t->name] = 1;
      for (const Definition& d : world_.definitions)
        if (d.name == t->name) note_calls(d.body);
    }
    for (const Ref& arg : t->args) note_calls(arg);
  }

  Ref acceptable(const std::vector<std::string>& names, int operations) {
    for (int tries = 0; tries < 60; ++tries) {
      const Ref tree = grow(names, operations);
      if (!depends(tree)) continue;
      if (!shape_.tame || tame(tree, values_)) return tree;
    }
    return nullptr;
  }

  static bool mentions(const Ref& t, const std::string& name) {
    if (t->op == "call") return mentions(t->args[0], name);
    return t->name == name || std::any_of(t->args.begin(), t->args.end(), [&](const Ref& arg) { return mentions(arg, name); });
  }

  static bool depends(const Ref& t) {
    if (t->op == "call") return depends(t->args[0]);
    return (t->op == "name" && t->name != "pi" && t->name != "e") || std::any_of(t->args.begin(), t->args.end(), depends);
  }

  // Is every part of the expression, bodies of functions included, well inside its domain?
  bool tame(const Ref& t, const Values& values) const {
    std::vector<double> args;
    for (const Ref& arg : t->args) {
      if (!tame(arg, values)) return false;
      args.push_back(world_.value(arg, values, values_));
    }
    const double here = world_.value(t, values, values_);
    if (!std::isfinite(here) || std::fabs(here) > 500) return false;
    if (t->op == "call") {
      Values inner = values_;
      for (const Definition& d : world_.definitions) {
        if (d.name != t->name) continue;
        for (std::size_t i = 0; i < d.params.size(); ++i) inner[d.params[i]] = args[i];
        return tame(d.body, inner);
      }
    }
    if (t->op == "/") return std::fabs(args[1]) > 0.05;
    if (t->op == "^" || t->op == "pow") return tame_power(*t, args);
    if (t->op == "max" || t->op == "min") return apart(args);
    bool known = false;
    for (const Unary& u : kUnary) {
      if (t->op != u.name) continue;
      known = true;
      const double x = t->op == "abs" ? std::fabs(args[0]) : args[0];
      if (x >= u.low && x <= u.high) return true;
    }
    return !known;
  }

  static bool tame_power(const Tree& t, const std::vector<double>& args) {
    if (std::fabs(args[1]) > 4) return false;
    const bool literal = t.args[1]->op == "number" && std::floor(args[1]) == args[1];
    return literal ? std::fabs(args[0]) > 0.05 || args[1] > 0 : args[0] > 0.05;
  }

  static bool apart(std::vector<double> args) {
    std::sort(args.begin(), args.end());
    for (std::size_t i = 1; i < args.size(); ++i)
      if (args[i] - args[i - 1] < 0.05) return false;
    return true;
  }

  Ref grow(const std::vector<std::string>& names, int operations) {
    if (operations <= 0) {
      if (random_.chance(0.75)) return leaf(random_.pick(names));
      if (random_.chance(0.15)) return leaf(std::string(random_.chance(0.5) ? "pi" : "e"));
      return leaf(literal());
    }
    const int left = random_.below(operations), right = operations - 1 - left;
    const int kind = random_.below(20);
    if (kind < 3) return node("+", {grow(names, left), grow(names, right)});
    if (kind < 5) return node("-", {grow(names, left), grow(names, right)});
    if (kind < 8) return node("*", {grow(names, left), grow(names, right)});
    if (kind < 9) return node("/", {grow(names, left), grow(names, right)});
    if (kind < 10) return node("neg", {grow(names, operations - 1)});
    const std::string power = random_.chance(0.6) ? "^" : "pow", extreme = random_.chance(0.5) ? "max" : "min";
    if (kind < 11) return node(power, {grow(names, operations - 1), leaf(small_exponent())});
    if (kind < 12) return node(power, {grow(names, left), grow(names, right)});
    if (kind < 13) return slide(grow(names, operations - 1));
    if (kind < 14) {
      std::vector<Ref> args = {grow(names, left), grow(names, right)};
      if (random_.chance(0.3)) args.push_back(grow(names, 0));
      return node(extreme, std::move(args));
    }
    if (kind < 16 && !world_.definitions.empty()) {
      const Definition& d = random_.pick(world_.definitions);
      std::vector<Ref> args;
      for (std::size_t i = 0; i < d.params.size(); ++i) args.push_back(grow(names, i == 0 ? left : random_.below(2)));
      return node("call", std::move(args), d.name);
    }
    const std::string function = random_.pick(kUnary).name;
    return node(function, {grow(names, operations - 1)});
  }

  double small_exponent() {
    static const std::vector<double> exponents = {2, 3, 0.5, -1, -2, 1.5, 4};
    return random_.pick(exponents);
  }

  // An operator with a literal at one place.
  Ref slide(const Ref& u) {
    const Ref c = leaf(literal());
    switch (random_.below(7)) {
      case 0: return node("+", {c, u});
      case 1: return node("-", {u, c});
      case 2: return node("-", {c, u});
      case 3: return node("*", {c, u});
      case 4: return node("/", {u, leaf(2)});
      case 5: return node("/", {leaf(1), u});
      default: return node("^", {u, leaf(2)});
    }
  }

  std::string assemble() {
    if (shape_.decorated && random_.chance(0.3))  // a graph has no order, but the last line stays the output
      for (std::size_t i = 0; i + 2 < statements_.size(); ++i)
        std::swap(statements_[i], statements_[i + static_cast<std::size_t>(random_.below(static_cast<int>(statements_.size() - 1 - i)))]);
    for (std::size_t i = 0; i < definitions_.size(); ++i)  // those that are called, before or behind their calls
      if (called_.count(world_.definitions[i].name) > 0)
        statements_.insert(statements_.begin() + random_.below(static_cast<int>(statements_.size())), definitions_[i]);
    static const std::vector<std::string> plain = {"\n", ";", "; ", "\n\n"};
    static const std::vector<std::string> all = {"\n", ";", ", ", " ;\n", "\r\n", "  # a note: x = (1\n", "\n#@ pos q 10 20\n", "\n#? hide x\n", "\n;;\n"};
    std::string text = shape_.decorated && random_.chance(0.3) ? "# the first line says nothing\n" : "";
    for (const std::string& s : statements_) text += s + random_.pick(shape_.decorated ? all : plain);
    return text;
  }

  Random random_;
  ProgramShape shape_;
  Speller speller_;
  World world_;
  RandomProgram program_;
  std::vector<std::string> names_, statements_, definitions_;
  std::map<std::string, int> taken_, called_;
  Values values_;
};

}  // namespace

RandomProgram random_program(std::uint64_t seed, const ProgramShape& shape) { return Grower(seed, shape).run(); }

std::string random_formula(std::uint64_t seed, const std::vector<std::string>& names, int operations) {
  ProgramShape shape;
  shape.decorated = false;
  return Grower(seed, shape).formula(names, operations);
}

std::string random_soup(std::uint64_t seed, int tokens) {
  static const std::vector<std::string> pieces = {
      "x", "y", "f", "f(", "f(x)", "sigmoid", "max(", "exp(", "1", "2.5", ".", "1e", "1e999", "(", ")", "(", ")", "+", "-", "*", "/", "^", "**",
      ",", ";", "\n", "=", "=", "x=", "f(x)=", "f(x,y)=", "# note\n", "#@", "\u2212", "\u00B7", "\u03B1", "pi", "e", "\\frac{", "}", "$", "@", "\t", "\r\n",
      "x = 1\n", "y = x*x\n", "q(a)=a+a\n", "q(q(2y))"};
  Random random(seed);
  std::string text;
  for (int i = 0; i < tokens; ++i) text += joined({random.pick(pieces), random.chance(0.2) ? " " : ""});
  return text;
}

}  // namespace chainrule::test
