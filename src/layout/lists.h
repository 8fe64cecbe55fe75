// What belongs to what, by index.
#pragma once

#include <span>
#include <vector>

#include "core/sort.h"

namespace chainrule::layout {

// Lists of ints for keys 0..n-1, kept in one array.
class Lists {
 public:
  // The list of k holds the i with keys[i] == k, ascending.
  Lists(int n, std::span<const int> keys);
  Lists() : Lists(0, {}) {}
  std::span<int> of(int k);
  std::span<const int> of(int k) const;

 private:
  std::vector<int> begin_, items_;
};

}  // namespace chainrule::layout
