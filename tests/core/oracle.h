// Two hundred programs whose values and gradients were computed elsewhere, with forty digits (tests/data/gradients.jsonl).
#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "support/file.h"
#include "support/json.h"

namespace chainrule::test {

// Each has "program", "output", "value" and "grads", an object of names; numbers are decimals in strings.
inline std::vector<Json> oracle() {
  std::vector<Json> cases;
  const std::string text = file_text(CHAINRULE_TEST_DIR "/data/gradients.jsonl");
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const JsonResult line = read_json(std::string_view(text).substr(at, end - at));
    CHECK_MESSAGE(line.good, line.problem);
    cases.push_back(line.value);
    at = end + 1;
  }
  CHECK(cases.size() == 200);
  return cases;
}

inline double decimal(const Json& json) { return std::strtod(json.string.c_str(), nullptr); }

}  // namespace chainrule::test
