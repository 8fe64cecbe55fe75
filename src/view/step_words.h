// The lesson in words: what a gate is called, what a step does, how a fork's gradient has grown.
#pragma once

#include <string>
#include <vector>

#include "view/derived.h"

namespace chainrule::view {

// The step in words, in two parts: "Backward, step 2 of 3" and "multiply swaps: q receives z × 1 = −4, z receives q × 1 = 3".
// Shown numbers are rounded; ≈ stands where those that are shown do not give the shown result.
struct StepWords {
  std::string where, what;
};
StepWords step_words(const Derived& derived, int done, const Language& language = english());

// The sum at a fork after `come` of its parts (1 … all), the longest form first: "so far −2 + 5 = 3", "so far 3" while parts are
// still to come, else "−2 + 5 + 1 = 4", "4".
std::vector<std::string> sum_words(const Derived& derived, int node, int come, const Language& language = english());

}  // namespace chainrule::view
