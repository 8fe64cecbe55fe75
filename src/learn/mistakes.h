// The wrong answers that learners give, computed from the gate table: what an answer is held against.
#pragma once

#include <string>
#include <vector>

#include "learn/grade.h"
#include "learn/grade_points.h"

namespace chainrule::learn {

// A local gradient with a mistake in it, as a function: its values at each of the points.
struct Form {
  Mistake mistake = Mistake::unknown;
  std::string part;
  std::vector<double> at;
};

// Of the gate and place of the points; `shown` is the slot in the analysis. The likeliest first.
std::vector<Form> wrong_forms(Analysis& analysis, const Slot& shown, const Points& points);

// A wrong number. The true one may be among them, where the mistake makes no difference.
struct Wrong {
  Mistake mistake = Mistake::unknown;
  double number = 0;
  std::string part;
};

// For any slot but a formula; the likeliest first.
std::vector<Wrong> wrong_numbers(Analysis& analysis, const Slot& slot);

// What somebody gets who computes with the numbers as they are shown, rounded.
std::vector<double> from_shown_numbers(Analysis& analysis, const Slot& slot);

}  // namespace chainrule::learn
