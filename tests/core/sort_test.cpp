#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/sort.h"
#include "support/random.h"

using namespace chainrule;
using namespace chainrule::test;

TEST_CASE("a list of any length is sorted as std::stable_sort sorts it") {
  using Item = std::pair<int, std::string>;
  auto less = [](const Item& a, const Item& b) { return a.first < b.first; };
  Random random(17);
  for (int length = 0; length < 200; ++length) {
    std::vector<Item> list;
    for (int i = 0; i < length; ++i) list.emplace_back(random.below(length / 3 + 1), std::to_string(i));
    std::vector<Item> wanted = list;
    std::stable_sort(wanted.begin(), wanted.end(), less);
    sort_list(list, less);
    CHECK(list == wanted);
  }
}
