// The gradient check: every gradient beside a numerical one.
#pragma once

#include <string>
#include <vector>

#include "core/trace.h"

namespace chainrule {

enum class Verdict : std::uint8_t {
  agrees,
  disagrees,
  kink,        // the slopes from the left and from the right differ: not differentiable here
  not_finite,  // a value or slope is NaN or infinite, so there is nothing to compare
  unresolved,  // too rough to tell: round-off is too large, or the slope changes faster than any step can follow
};

const char* verdict_name(Verdict verdict);

struct CheckRow {
  int node = 0;
  double gradient = 0;   // by the reverse sweep
  double numerical = 0;  // by central differences, extrapolated; the slope from the right at a kink
  Verdict verdict = Verdict::agrees;
};

// One row for each node; for inputs only where the graph has more than 1,500 nodes. An inner node is moved as if it were an
// input. Central differences with Ridders' extrapolation (Advances in Engineering Software 4, 1982).
std::vector<CheckRow> check_gradients(const Analysis& analysis);

// One node's row. There must be an output.
CheckRow check_gradient(const Analysis& analysis, int node);

// The rows as a table, one line each, with a last line that counts.
std::string format_check(const Analysis& analysis, const std::vector<CheckRow>& rows);

}  // namespace chainrule
