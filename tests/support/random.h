// The tests' own source of chance: the same numbers on every machine, from a seed that a failure prints.
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

namespace chainrule::test {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) { state_ = next(); }  // neighbouring seeds start far apart

  std::uint64_t next() {  // splitmix64
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }  // 0 … n - 1
  double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }                   // 0 … 1, without 1
  double between(double low, double high) { return low + (high - low) * unit(); }
  bool chance(double p) { return unit() < p; }

  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }

  // Any bits that a double may have: subnormals, infinities and NaN too.
  double any_double() {
    const std::uint64_t bits = next();
    double value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }

 private:
  std::uint64_t state_;
};

}  // namespace chainrule::test
