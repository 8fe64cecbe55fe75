// The derivation line by line, for whatever sets formulas.
#pragma once

#include <string>
#include <vector>

#include "core/trace.h"

namespace chainrule::exports {

// LaTeX of the subset that math/typeset.h reads; `right` begins with = or ≈, or goes on with the line before, and `left` is empty
// where that has it.
struct Line {
  std::string left, right;
};

struct Derivation {
  std::vector<Line> forward;   // inputs and gates: the formula, with the numbers put in, the value
  std::vector<Line> backward;  // from the output: upstream times local gradient in symbols and in numbers, at forks their sum
};

Derivation derivation_lines(Analysis& analysis);

}  // namespace chainrule::exports
