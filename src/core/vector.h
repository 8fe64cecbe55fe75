// Vectors of two doubles, 128 bits wide: what every x86-64, every 64-bit ARM and WebAssembly's SIMD have. The functions are for
// the batch alone, where a pass over thousands of points is worth a polynomial; single values use the library's.
//
// Largest error against the C library's, as tests/core/flat_test.cpp measures it: 2 ulp each.
// Sources: argument reduction after W. J. Cody and W. Waite, Software Manual for the Elementary Functions (1980); exp and log with
// the formulas and coefficients of Sun's fdlibm (1993), tanh with those of S. L. Moshier's Cephes library (1984).
#pragma once

#include <math.h>  // unlike <cmath>, sure to declare ::exp and the others, which forward texts call by their bare names

#include <cstring>
#include <limits>
#include <type_traits>

namespace chainrule::kernels {

using Vec = double __attribute__((vector_size(16)));
using VecBits = unsigned long long __attribute__((vector_size(16)));
constexpr int kLanes = 2;

inline Vec load(const double* from) {
  Vec v;
  std::memcpy(&v, from, sizeof v);
  return v;
}
inline void store(double* to, Vec v) { std::memcpy(to, &v, sizeof v); }

// A T that holds x (in each lane).
template <class T, class X>
  requires std::is_convertible_v<X, double> || std::is_same_v<X, T>
inline T widen(X x) {
  if constexpr (std::is_same_v<X, T> || std::is_same_v<T, double>) {
    return x;
  } else {
    const double d = x;
    return T{d, d};
  }
}

using ::cosh, ::exp, ::fabs, ::log, ::log1p, ::sqrt, ::tanh;

inline Vec sqrt(Vec x) { return Vec{::sqrt(x[0]), ::sqrt(x[1])}; }

inline Vec fabs(Vec x) { return reinterpret_cast<Vec>(reinterpret_cast<VecBits>(x) & 0x7FFFFFFFFFFFFFFFull); }

// 2^n for whole n from -1022 to 1023: the sum's low bits hold n + 1023, which is moved to where the exponent stands.
inline Vec two_to(Vec n) { return reinterpret_cast<Vec>(reinterpret_cast<VecBits>(n + (0x1.8p52 + 1023)) << 52); }

inline Vec round(Vec x) { return (x + 0x1.8p52) - 0x1.8p52; }  // for |x| < 2^51

constexpr double kLn2High = 6.93147180369123816490e-1, kLn2Low = 1.90821492927058770002e-10;  // the first of 33 bits

// e^x 2^k, for a small whole k.
inline Vec exp_times(Vec x, double k) {
  x = x > 720 ? 720.0 + Vec{} : x;
  x = x < -760 ? -760.0 + Vec{} : x;
  const Vec n = round(x * 1.4426950408889634);
  const Vec high = x - n * kLn2High, low = n * kLn2Low, r = high - low, z = r * r;
  const Vec c = r - z * (1.66666666666666019037e-1 + z * (-2.77777777770155933842e-3 + z * (6.61375632143793436117e-5 +
                    z * (-1.65339022054652515390e-6 + z * 4.13813679705723846039e-8))));
  const Vec y = 1.0 + (high + (r * c / (2.0 - c) - low));
  const Vec half = round((n + k) * 0.5);  // in two steps, so that a subnormal result is rounded once
  return y * two_to(n + k - half) * two_to(half);
}
inline Vec exp(Vec x) { return exp_times(x, 0); }

inline Vec log(Vec x) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto tiny = x < 0x1p-1022;
  const Vec scaled = tiny ? x * 0x1p54 : x;
  // x = 2^n m, with m from sqrt(1/2) to sqrt(2)
  constexpr unsigned long long kRoot = 0x3FE6A09E667F3BCD, kMantissa = 0x000FFFFFFFFFFFFF;
  const VecBits bits = reinterpret_cast<VecBits>(scaled) - kRoot;
  const Vec biased = reinterpret_cast<Vec>(((bits + (2048ull << 52)) >> 52) | 0x4330000000000000ull);
  const Vec n = biased - (0x1p52 + 2048) - (tiny ? 54.0 + Vec{} : Vec{});
  const Vec m = reinterpret_cast<Vec>((bits & kMantissa) + kRoot);
  const Vec f = m - 1.0, s = f / (2.0 + f), z = s * s, w = z * z, half = 0.5 * f * f;
  const Vec odd = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const Vec even = z * (6.666666666666735130e-1 + w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  Vec y = n * kLn2High - ((half - (s * (half + odd + even) + n * kLn2Low)) - f);
  y = x == infinity ? infinity + Vec{} : y;
  y = x == 0.0 ? -infinity + Vec{} : y;
  return x >= 0.0 ? y : std::numeric_limits<double>::quiet_NaN() + Vec{};
}

// log(w) with w = 1 + x as rounded, plus what was rounded away.
inline Vec log1p(Vec x) {
  const Vec w = 1.0 + x, lost = x - (w - 1.0);
  const Vec y = log(w);
  return w == 1.0 ? x : lost == lost && w != 0.0 ? y + lost / w : y;
}

inline Vec cosh(Vec x) {
  const Vec half = exp_times(fabs(x), -1);
  return half + 0.25 / half;
}

inline Vec tanh(Vec x) {
  const Vec z = x * x;
  const Vec p = (-9.64399179425052238628e-1 * z - 9.92877231001918586564e1) * z - 1.61468768441708447952e3;
  const Vec q = ((z + 1.12811678491632931402e2) * z + 2.23548839060100448583e3) * z + 4.84406305325125486048e3;
  const Vec near = x + x * z * (p / q);
  const Vec size = 1.0 - 2.0 / (exp(2.0 * fabs(x)) + 1.0);
  const Vec far = x < 0.0 ? -size : size;
  return fabs(x) < 0.625 ? near : far;  // a NaN is far from everything and stays one
}

}  // namespace chainrule::kernels
