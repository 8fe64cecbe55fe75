// What belongs to what, by index.
#pragma once

#include <span>
#include <vector>

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

// Sorts stably by a comparison of two ints: one sort in the program's code, whatever the comparison.
using LessInts = bool (*)(const void* less, int a, int b);
void sort_stably(std::span<int> list, const void* less, LessInts call);
template <class Less>
void sort_stably(std::span<int> list, const Less& less) {
  sort_stably(list, &less, [](const void* own, int a, int b) { return (*static_cast<const Less*>(own))(a, b); });
}

}  // namespace chainrule::layout
