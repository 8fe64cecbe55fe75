// The table's derivatives as compiled code. Each is text in gates.inc; a constexpr parser reads that text while the core is
// compiled, and evaluate() unfolds into straight-line arithmetic on any type that has the operators: a double, or a vector of
// them. Text that it cannot read does not compile. It reads the language's operators, numbers, brackets, the names a, b and out,
// and the functions and markers of the table; implied multiplication it does not.
#pragma once

#include <array>
#include <limits>
#include <string_view>

#include "core/gates.h"
#include "core/vector.h"

namespace chainrule::kernels {

// ---- the rows, as types ----

// The value of a gate or marker, and the texts of its local gradients. A row that calls a function which vectors do not have
// has a value for doubles only.
template <Op op>
struct Row;

#define GATE(id, arity_, sign, functions_, forward, local_a, local_b, exact_a, latex, title, words)                  \
  template <>                                                                                                        \
  struct Row<Op::id> {                                                                                               \
    static constexpr int arity = arity_;                                                                             \
    static constexpr std::string_view functions = functions_, local[2] = {*exact_a ? exact_a : local_a, local_b};    \
    template <class T>                                                                                               \
    static auto value([[maybe_unused]] T a, [[maybe_unused]] T b) -> decltype(widen<T>(forward)) {                   \
      return widen<T>(forward);                                                                                      \
    }                                                                                                                \
  };
#define MARKER(id, arity_, forward)                                                                                  \
  template <>                                                                                                        \
  struct Row<Op::id> {                                                                                               \
    static constexpr int arity = arity_;                                                                             \
    static constexpr std::string_view functions = #id, local[2] = {"0", "0"};                                        \
    template <class T>                                                                                               \
    static auto value([[maybe_unused]] T a, [[maybe_unused]] T b) -> decltype(widen<T>(forward)) {                   \
      return widen<T>(forward);                                                                                      \
    }                                                                                                                \
  };
#define SLIDE(...)
#include "core/gates.inc"
#undef GATE
#undef MARKER
#undef SLIDE

// ---- the parser ----

struct Piece {
  enum class Kind : std::uint8_t { number, a, b, out, op };
  Kind kind = Kind::number;
  Op op = Op::count;
  int left = -1, right = -1;  // of an op: earlier pieces
  double number = 0;
};

// Children before their parent; the root is last.
struct Formula {
  std::array<Piece, 64> pieces{};
  int count = 0;
  bool good = true;
};

struct Function {
  Op op;
  std::string_view names;
  int arity;
};

inline constexpr Function kFunctions[] = {
#define GATE(id, arity, sign, functions, ...) {Op::id, functions, arity},
#define MARKER(id, arity, forward) {Op::id, #id, arity},
#define SLIDE(...)
#include "core/gates.inc"
#undef GATE
#undef MARKER
#undef SLIDE
};

class Reader {
 public:
  constexpr explicit Reader(std::string_view text) : text_(text) {}

  constexpr Formula read() {
    sum();
    skip_spaces();
    if (at_ != text_.size()) out_.good = false;
    return out_;
  }

 private:
  constexpr void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  constexpr char peek() {
    skip_spaces();
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  constexpr bool accept(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  constexpr int fail() {
    out_.good = false;
    at_ = text_.size();
    return 0;
  }
  constexpr int add(Piece piece) {
    if (out_.count == static_cast<int>(out_.pieces.size())) return fail();
    out_.pieces[static_cast<std::size_t>(out_.count)] = piece;
    return out_.count++;
  }
  constexpr int apply(Op op, int left, int right = -1) { return add({Piece::Kind::op, op, left, right, 0}); }

  constexpr int sum() {
    int left = product();
    for (;;) {
      if (accept('+')) {
        left = apply(Op::add, left, product());
      } else if (accept('-')) {
        left = apply(Op::sub, left, product());
      } else {
        return left;
      }
    }
  }
  constexpr int product() {
    int left = negation();
    for (;;) {
      if (accept('*')) {
        left = apply(Op::mul, left, negation());
      } else if (accept('/')) {
        left = apply(Op::div, left, negation());
      } else {
        return left;
      }
    }
  }
  constexpr int negation() { return accept('-') ? apply(Op::neg, negation()) : power(); }
  constexpr int power() {
    const int base = atom();
    return accept('^') ? apply(Op::pow, base, negation()) : base;
  }

  static constexpr bool is_digit(char c) { return (c >= '0' && c <= '9') || c == '.'; }
  static constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9'); }

  constexpr int atom() {
    const char c = peek();
    if (accept('(')) {
      const int inner = sum();
      return accept(')') ? inner : fail();
    }
    if (is_digit(c)) return number();
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_letter(text_[at_])) ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    if (name == "a") return add({Piece::Kind::a});
    if (name == "b") return add({Piece::Kind::b});
    if (name == "out") return add({Piece::Kind::out});
    return call(name);
  }

  // Digits and powers of ten that doubles hold exactly, so that one division rounds as strtod does.
  constexpr int number() {
    double digits = 0, scale = 1;
    bool point = false;
    for (; at_ < text_.size() && is_digit(text_[at_]); ++at_) {
      if (text_[at_] == '.') {
        if (point) return fail();
        point = true;
      } else {
        digits = digits * 10 + (text_[at_] - '0');
        if (point) scale *= 10;
      }
    }
    if (digits > 9e15 || scale > 1e22) return fail();
    return add({Piece::Kind::number, Op::count, -1, -1, digits / scale});
  }

  constexpr int call(std::string_view name) {
    if (name.empty() || !accept('(')) return fail();
    for (const Function& f : kFunctions) {
      if (!lists(f.names, name)) continue;
      const int left = sum();
      const int right = f.arity > 1 ? (accept(',') ? sum() : fail()) : -1;
      return accept(')') ? apply(f.op, left, right) : fail();
    }
    return fail();
  }

  static constexpr bool lists(std::string_view names, std::string_view name) {
    while (!names.empty()) {
      const std::size_t space = names.find(' ');
      if (names.substr(0, space) == name) return true;
      names = space == std::string_view::npos ? std::string_view() : names.substr(space + 1);
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Formula out_;
};

template <Op op, int place>
inline constexpr Formula kLocal = Reader(Row<op>::local[place]).read();

// ---- evaluation ----

// A number that is known while compiling.
struct Constant {
  bool known = false;
  double value = 0;
};

// The piece's value where it is made of numbers alone, b being one of them if it is known.
constexpr Constant constant_of(const Formula& f, int index, Constant b) {
  const Piece& piece = f.pieces[static_cast<std::size_t>(index)];
  if (piece.kind == Piece::Kind::number) return {true, piece.number};
  if (piece.kind == Piece::Kind::b) return b;
  if (piece.kind != Piece::Kind::op) return {};
  const Constant x = constant_of(f, piece.left, b);
  const Constant y = piece.right < 0 ? Constant{true, 0} : constant_of(f, piece.right, b);
  if (!x.known || !y.known) return {};
  switch (piece.op) {
    case Op::add: return {true, x.value + y.value};
    case Op::sub: return {true, x.value - y.value};
    case Op::mul: return {true, x.value * y.value};
    case Op::neg: return {true, -x.value};
    default: return {};
  }
}

// base^E::value for the exponents that multiplication, division and a root can do: within 1 ulp of pow, and equal to it at 0,
// at infinities and NaN.
constexpr bool is_easy(double exponent) {
  return exponent == 0 || exponent == 1 || exponent == 2 || exponent == 3 || exponent == -1 || exponent == -2 || exponent == 0.5 ||
         exponent == -0.5;
}
template <class E, class T>
T easy_power(T base) {
  constexpr double e = E::value;
  static_assert(is_easy(e));
  if constexpr (e == 0) return widen<T>(1);
  if constexpr (e == 1) return base;
  if constexpr (e == 2) return base * base;
  if constexpr (e == 3) return base * base * base;
  if constexpr (e == -1) return 1 / base;
  if constexpr (e == -2) return 1 / (base * base);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if constexpr (e == 0.5) return widen<T>(base == -infinity ? infinity : sqrt(base + 0.0));  // pow(-0, 1/2) is +0
  if constexpr (e == -0.5) return widen<T>(base == -infinity ? 0 : 1 / sqrt(base + 0.0));
}

template <Op op, class T>
concept HasValue = requires(T a) { Row<op>::template value<T>(a, a); };

// Where a formula is evaluated. `fixed` is the second operand if it is known while compiling.
template <class T, class Fixed>
struct Point {
  T a, b, out;
};
struct NotFixed {
  static constexpr Constant constant{};
};

template <const Formula& f, int index, class Fixed>
struct ConstantAt {
  static constexpr Constant constant = constant_of(f, index, Fixed::constant);
  static constexpr double value = constant.value;
};

template <const Formula& f, int index, class T, class Fixed>
T evaluate(const Point<T, Fixed>& at) {
  static_assert(f.good, "a derivative in gates.inc is not written in what core/formula.h reads, or too long for it");
  constexpr Piece piece = f.pieces[index];
  using Known = ConstantAt<f, index, Fixed>;
  if constexpr (Known::constant.known) {
    return widen<T>(Known::value);
  } else if constexpr (piece.kind == Piece::Kind::a) {
    return at.a;
  } else if constexpr (piece.kind == Piece::Kind::b) {
    return at.b;
  } else if constexpr (piece.kind == Piece::Kind::out) {
    return at.out;
  } else if constexpr (piece.right < 0) {
    const T x = evaluate<f, piece.left>(at);
    return Row<piece.op>::value(x, x);
  } else {
    using Right = ConstantAt<f, piece.right, Fixed>;
    const T x = evaluate<f, piece.left>(at);
    if constexpr (piece.op == Op::pow && Right::constant.known && is_easy(Right::value)) {
      return easy_power<Right>(x);
    } else {
      return Row<piece.op>::value(x, evaluate<f, piece.right>(at));
    }
  }
}

// Can it be evaluated on this type?
template <const Formula& f, int index, class T, class Fixed>
constexpr bool can_evaluate() {
  constexpr Piece piece = f.pieces[index];
  if constexpr (piece.kind != Piece::Kind::op || ConstantAt<f, index, Fixed>::constant.known) {
    return true;
  } else if constexpr (piece.right < 0) {
    return HasValue<piece.op, T> && can_evaluate<f, piece.left, T, Fixed>();
  } else {
    using Right = ConstantAt<f, piece.right, Fixed>;
    constexpr bool easy = piece.op == Op::pow && Right::constant.known && is_easy(Right::value);
    return (easy || HasValue<piece.op, T>) && can_evaluate<f, piece.left, T, Fixed>() && can_evaluate<f, piece.right, T, Fixed>();
  }
}

}  // namespace chainrule::kernels
