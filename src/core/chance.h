// Chance that is the same everywhere, whole numbers first: splitmix64, of G. L. Steele, D. Lea and C. H. Flood, Fast splittable
// pseudorandom number generators (OOPSLA 2014), with the constants of D. Stafford's mix 13.
#pragma once

#include <cstdint>

namespace chainrule {

inline std::uint64_t next_chance(std::uint64_t& state) {
  std::uint64_t z = state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

}  // namespace chainrule
