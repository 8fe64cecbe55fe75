// Sorting, for lists that are sorted now and then: one piece of code in the program, whatever the comparison.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace chainrule {

using LessInts = bool (*)(const void* less, int a, int b);

// Stable, by halves that are merged; `room` is as long as the list.
inline void sort_stably(int* list, std::size_t size, int* room, const void* less, LessInts call) {
  if (size < 2) return;
  const std::size_t half = size / 2;
  sort_stably(list, half, room, less, call);
  sort_stably(list + half, size - half, room, less, call);
  if (!call(less, list[half], list[half - 1])) return;
  for (std::size_t i = 0; i < half; ++i) room[i] = list[i];
  for (std::size_t i = 0, j = half, to = 0; i < half; ++to) list[to] = j < size && call(less, list[j], room[i]) ? list[j++] : room[i++];
}

template <class Less>
void sort_stably(std::span<int> list, const Less& less) {
  std::vector<int> room(list.size());
  sort_stably(list.data(), list.size(), room.data(), &less,
              [](const void* own, int a, int b) { return static_cast<bool>((*static_cast<const Less*>(own))(a, b)); });
}

// Things of any kind.
template <class T, class Less>
void sort_list(std::vector<T>& list, const Less& less) {
  std::vector<int> order(list.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  sort_stably(order, [&](int a, int b) { return less(list[static_cast<std::size_t>(a)], list[static_cast<std::size_t>(b)]); });
  std::vector<T> sorted;
  sorted.reserve(list.size());
  for (const int i : order) sorted.push_back(std::move(list[static_cast<std::size_t>(i)]));
  list = std::move(sorted);
}

}  // namespace chainrule
