#include "core/kernels.h"

#include <utility>

#include "core/formula.h"

namespace chainrule::kernels {

namespace {

// ---- kinds ----

template <Pattern pattern>
struct FixedBy {  // the literal that a pattern implies, as evaluate() wants it
  static constexpr Constant constant = pattern == Pattern::squared    ? Constant{true, 2}
                                       : pattern == Pattern::cubed    ? Constant{true, 3}
                                       : pattern == Pattern::inverted ? Constant{true, -1}
                                       : pattern == Pattern::rooted   ? Constant{true, 0.5}
                                                                      : Constant{};
  static constexpr double value = constant.value;
};

template <Op op_, Pattern pattern>
struct Kind {
  static constexpr Op op = op_;
  using Fixed = FixedBy<pattern>;
  static constexpr bool fixed = Fixed::constant.known;
  static constexpr bool a_is_node = pattern != Pattern::first_literal;
  static constexpr bool b_is_node = Row<op>::arity > 1 && (pattern == Pattern::nodes || pattern == Pattern::first_literal);
  static constexpr bool exists =
      pattern == Pattern::nodes || (Row<op>::arity > 1 && (!fixed || op == Op::pow));

  template <class T>
  static T value(T a, T b) {
    if constexpr (fixed) {
      return easy_power<Fixed>(a);
    } else {
      return Row<op>::value(a, b);
    }
  }
  template <int place, class T>
  static T local(T a, T b, T out) {
    return evaluate<kLocal<op, place>, kLocal<op, place>.count - 1>(Point<T, Fixed>{a, b, out});
  }
  template <int place, class T>
  static constexpr bool has_local() {
    if constexpr (place == 0 ? !a_is_node : !b_is_node) {
      return true;  // nobody asks for it
    } else {
      return can_evaluate<kLocal<op, place>, kLocal<op, place>.count - 1, T, Fixed>();
    }
  }
  // Are both local gradients plain numbers?
  template <int place>
  static constexpr bool plain = ConstantAt<kLocal<op, place>, kLocal<op, place>.count - 1, Fixed>::constant.known;
  static constexpr bool is_sum = [] {
    if constexpr (a_is_node && b_is_node) return plain<0> && plain<1>;
    return false;
  }();
  // What the batch works on: vectors where all that it calls has them, else doubles.
  using Lane = std::conditional_t<(fixed || HasValue<op, Vec>) && has_local<0, Vec>() && has_local<1, Vec>(), Vec, double>;
};

// ---- one point ----

#if defined(__GNUC__) && !defined(__clang__)
#define UNROLL _Pragma("GCC unroll 4")  // clang does so by itself
#else
#define UNROLL
#endif

// A sum is a chain of adds, each on the one before it. What the one before has just stored is kept at hand: to load it again would
// wait for the store, and the chain with it.
template <class K>
void forward_single(const Gates& g) {
  constexpr bool chains = K::is_sum;
  double* const values = g.values;
  const std::uint32_t first = g.first, count = g.count;
  const std::uint32_t *const a = g.a, *const b = g.b;
  const double* const literals = g.literals;
  double last = 0;
  UNROLL
  for (std::uint32_t i = 0; i < count; ++i) {
    double x, y = 0;
    if constexpr (!K::a_is_node) {
      x = literals[i];
    } else if (chains && i > 0 && a[i] == first + i - 1) {
      x = last;
    } else {
      x = values[a[i]];
    }
    if constexpr (K::b_is_node) y = values[b[i]];
    if constexpr (!K::b_is_node && Row<K::op>::arity > 1 && !K::fixed) y = literals[i];
    values[first + i] = last = K::value(x, y);
  }
}

template <class K>
void backward_single(const Gates& g) {
  const double* const values = g.values;
  double* const grads = g.grads;
  const std::size_t first = g.first;
  const std::uint32_t *const a = g.a, *const b = g.b;
  const double* const literals = g.literals;
  double up = 0, sum = 0;
  auto send = [&](std::size_t i, std::size_t to_a, std::size_t to_b) {
    const double x = K::a_is_node ? values[to_a] : literals[i], out = values[first + i];
    double y = 0;
    if constexpr (K::b_is_node) y = values[to_b];
    if constexpr (!K::b_is_node && Row<K::op>::arity > 1 && !K::fixed) y = literals[i];
    if constexpr (K::a_is_node) grads[to_a] = sum = grads[to_a] + up * K::template local<0>(x, y, out);
    if constexpr (K::b_is_node) grads[to_b] += up * K::template local<1>(x, y, out);
  };
  for (std::size_t i = g.count; i-- > 0;) {
    up = grads[first + i];
    std::size_t to_a = K::a_is_node ? a[i] : 0, to_b = K::b_is_node ? b[i] : 0;
    send(i, to_a, to_b);
    if constexpr (K::is_sum) {
      while (i > 0 && to_a == first + i - 1 && to_a != to_b) {
        up = sum;  // is now the gradient of the gate before
        --i;
        to_a = a[i];
        to_b = b[i];
        send(i, to_a, to_b);
      }
    }
  }
}

// ---- two runs at a time ----

template <class Product, class Sum>
void forward_pair(const Gates& products, const Gates& sums) {
  double* const values = products.values;
  const std::size_t product = products.first, first = sums.first, count = sums.count;
  const std::uint32_t *const x = products.a, *const y = products.b, *const a = sums.a;
  double last = 0;
  UNROLL
  for (std::size_t i = 0; i < count; ++i) {
    const double term = Product::value(values[x[i]], values[y[i]]);
    values[product + i] = term;
    const double before = i > 0 && a[i] == first + i - 1 ? last : values[a[i]];
    values[first + i] = last = Sum::value(before, term);
  }
}

template <class Product, class Sum>
void backward_pair(const Gates& products, const Gates& sums) {
  const double* const values = products.values;
  double* const grads = products.grads;
  const std::size_t product = products.first, first = sums.first;
  const std::uint32_t *const x = products.a, *const y = products.b, *const a = sums.a;
  double up = 0, sum = 0;
  auto send = [&](std::size_t i, std::size_t to_a) {
    const std::size_t to_x = x[i], to_y = y[i];
    const double term = values[product + i], p = values[to_x], q = values[to_y];
    grads[to_a] = sum = grads[to_a] + up * Sum::template local<0>(0.0, 0.0, 0.0);
    const double down = grads[product + i] + up * Sum::template local<1>(0.0, 0.0, 0.0);
    grads[product + i] = down;
    grads[to_x] += down * Product::template local<0>(p, q, term);
    grads[to_y] += down * Product::template local<1>(p, q, term);
  };
  for (std::size_t i = sums.count; i-- > 0;) {
    up = grads[first + i];
    std::size_t to_a = a[i];
    send(i, to_a);
    while (i > 0 && to_a == first + i - 1) {
      up = sum;  // is now the gradient of the sum before
      to_a = a[--i];
      send(i, to_a);
    }
  }
}

// ---- many points ----

template <class T>
T get(const double* from) {
  if constexpr (std::is_same_v<T, Vec>) {
    return load(from);
  } else {
    return *from;
  }
}
inline void put(double* to, Vec v) { store(to, v); }
inline void put(double* to, double v) { *to = v; }

template <class K>
void forward_batch(const Gates& g) {
  using T = typename K::Lane;
  constexpr std::uint32_t step = sizeof(T) / sizeof(double);
  for (std::uint32_t i = 0; i < g.count; ++i) {
    double* const out = g.values + std::size_t{g.first + i} * g.stride;
    const double* a = nullptr;
    const double* b = nullptr;
    T literal{};
    if constexpr (K::a_is_node) a = g.values + std::size_t{g.a[i]} * g.stride;
    if constexpr (K::b_is_node) b = g.values + std::size_t{g.b[i]} * g.stride;
    if constexpr ((!K::a_is_node || (!K::b_is_node && Row<K::op>::arity > 1)) && !K::fixed) literal = widen<T>(g.literals[i]);
    for (std::uint32_t k = 0; k < g.lanes; k += step) {
      const T x = K::a_is_node ? get<T>(a + k) : literal, y = K::b_is_node ? get<T>(b + k) : literal;
      put(out + k, K::value(x, y));
    }
  }
}

template <class K>
void backward_batch(const Gates& g) {
  using T = typename K::Lane;
  constexpr std::uint32_t step = sizeof(T) / sizeof(double);
  for (std::uint32_t i = g.count; i-- > 0;) {
    const std::size_t at = std::size_t{g.first + i} * g.stride;
    const double *a = nullptr, *b = nullptr, *const out = g.values + at, *const up = g.grads + at;
    double *to_a = nullptr, *to_b = nullptr;
    T literal{};
    if constexpr (K::a_is_node) a = g.values + std::size_t{g.a[i]} * g.stride, to_a = g.grads + std::size_t{g.a[i]} * g.stride;
    if constexpr (K::b_is_node) b = g.values + std::size_t{g.b[i]} * g.stride, to_b = g.grads + std::size_t{g.b[i]} * g.stride;
    if constexpr ((!K::a_is_node || (!K::b_is_node && Row<K::op>::arity > 1)) && !K::fixed) literal = widen<T>(g.literals[i]);
    for (std::uint32_t k = 0; k < g.lanes; k += step) {
      const T x = K::a_is_node ? get<T>(a + k) : literal, y = K::b_is_node ? get<T>(b + k) : literal;
      const T z = get<T>(out + k), u = get<T>(up + k);
      if constexpr (K::a_is_node) put(to_a + k, get<T>(to_a + k) + u * K::template local<0>(x, y, z));
      if constexpr (K::b_is_node) put(to_b + k, get<T>(to_b + k) + u * K::template local<1>(x, y, z));
    }
  }
}

// ---- tables ----

struct Kernels {
  Kernel single[kKinds], batch[kKinds];
};

template <Op op, int pattern>
constexpr void enter(Kernels& all) {
  using K = Kind<op, static_cast<Pattern>(pattern)>;
  if constexpr (K::exists) {
    constexpr int kind = static_cast<int>(op) * kPatterns + pattern;
    all.single[kind] = {forward_single<K>, backward_single<K>};
    all.batch[kind] = {forward_batch<K>, backward_batch<K>};
  }
}

template <Op op, int... patterns>
constexpr void enter_all(Kernels& all, std::integer_sequence<int, patterns...>) {
  (enter<op, patterns>(all), ...);
}

constexpr Kernels make_kernels() {
  Kernels all;
#define GATE(id, ...) enter_all<Op::id>(all, std::make_integer_sequence<int, kPatterns>());
#define MARKER(...)
#define SLIDE(...)
#include "core/gates.inc"
#undef GATE
#undef MARKER
#undef SLIDE
  return all;
}

constexpr Kernels kKernels = make_kernels();

}  // namespace

int kind_of(Op op, int literal, double value) {
  Pattern pattern = literal < 0 ? Pattern::nodes : literal == 0 ? Pattern::first_literal : Pattern::second_literal;
  if (op == Op::pow && literal == 1) {
    if (value == FixedBy<Pattern::squared>::value) pattern = Pattern::squared;
    if (value == FixedBy<Pattern::cubed>::value) pattern = Pattern::cubed;
    if (value == FixedBy<Pattern::inverted>::value) pattern = Pattern::inverted;
    if (value == FixedBy<Pattern::rooted>::value) pattern = Pattern::rooted;
  }
  return static_cast<int>(op) * kPatterns + static_cast<int>(pattern);
}

const PairKernel* pair(int product_kind, int sum_kind) {
  using Product = Kind<Op::mul, Pattern::nodes>;
  using Sum = Kind<Op::add, Pattern::nodes>;
  static_assert(Sum::is_sum);
  static constexpr PairKernel kDot = {forward_pair<Product, Sum>, backward_pair<Product, Sum>};
  const bool dot = product_kind == kind_of(Op::mul, -1, 0) && sum_kind == kind_of(Op::add, -1, 0);
  return dot ? &kDot : nullptr;
}

const Kernel& single(int kind) { return kKernels.single[kind]; }
const Kernel& batch(int kind) { return kKernels.batch[kind]; }

}  // namespace chainrule::kernels
