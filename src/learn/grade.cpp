#include "learn/grade.h"

#include <algorithm>
#include <cmath>

#include "core/number.h"
#include "learn/grade_answer.h"
#include "learn/mistakes.h"

namespace chainrule::learn {

namespace {

constexpr double kExact = 1e-9;       // relative, for what is computed
constexpr double kDisplay = 0.00501;  // relative, for numbers that are shown with three digits
constexpr double kFactors = 0.02;     // relative, for what rounded factors give

constexpr const char* kMistakes[] = {
    "empty", "unreadable", "not_finite", "wants_formula", "wants_number", "forgot_upstream", "forgot_local", "with_upstream", "overwrote",
    "multiplied_paths", "counted_twice", "split_at_add", "did_not_swap", "output_for_input", "input_for_output", "lost_sign", "other_gate",
    "inverted", "added_factors", "rounded_early", "value_for_gradient", "gradient_for_value", "other_operand", "routed_to_loser",
    "passed_blocked", "forgot_inner", "wrong_operation", "all_zero", "power_of_ten", "unknown"};
static_assert(std::size(kMistakes) == static_cast<std::size_t>(Mistake::count));

Mark no_answer(Mistake mistake) { return {false, false, {{mistake, {}}}}; }

// A given number: its value at hand, and how far the decimals in it may be off.
struct Given {
  const Answer& answer;
  double value;
  double spread = 0;
};

Given given_number(const Answer& answer, const std::vector<double>& values) {
  Given given{answer, answer.value(values)};
  if (answer.plain()) return given;
  for (const Answer::Literal& literal : answer.decimals())
    given.spread += std::fabs(answer.value(values, literal.at, literal.number + literal.half_unit) - given.value);
  return given;
}

bool within(double a, double b, double relative) { return a == b || std::fabs(a - b) <= relative * std::fabs(b); }

// Is it this number, or this number rounded to the digits given?
bool says(const Given& given, double number) {
  if (within(given.value, number, kExact)) return true;
  if (!given.answer.plain()) {
    if (number == 0) return std::fabs(given.value) < 1e-13;  // 0.3 - 0.1 - 0.2
    return std::fabs(given.value - number) <= std::fmin(given.spread, kFactors * std::fabs(number));
  }
  const Answer::Literal& written = given.answer.written();
  const double distance = std::fabs(given.value - number);
  if (written.digits >= 2 && distance <= written.half_unit * (1 + 1e-9)) return true;
  const Rounded shown = round_for_display(number);  // 1e−8 has one digit where zeros follow
  return shown.exponent != 0 && within(given.value, shown.value, 1e-12) && distance <= kDisplay * std::fabs(number);
}

bool right(Analysis& a, const Slot& slot, const Given& given) {
  const double truth = true_number(a, slot);
  if (!std::isfinite(truth)) return given.value == truth || (std::isnan(given.value) && std::isnan(truth));
  if (says(given, truth)) return true;
  if (!within(given.value, truth, kFactors)) return false;
  for (double number : from_shown_numbers(a, slot))
    if (within(number, truth, kFactors) && says(given, number)) return true;
  return false;
}

Mark wrong(std::vector<Found> found) {
  if (found.empty()) found.push_back({Mistake::unknown, {}});
  return {false, true, std::move(found)};
}

// Each mistake once; of those that name what was taken, the first.
void note(std::vector<Found>& found, Mistake mistake, const std::string& part) {
  const bool known = std::any_of(found.begin(), found.end(), [&](const Found& f) { return f.mistake == mistake; });
  if (!known) found.push_back({mistake, part.empty() ? std::vector<std::string>{} : std::vector<std::string>{part}});
}

std::vector<double> values_of(const Answer& answer, const std::vector<double>& values) {
  std::vector<double> some;
  for (int node : answer.nodes()) some.push_back(values[node]);
  return some;
}

// A value that is said by itself, or by what is computed from it.
bool goes_round(const Analysis& a, const Slot& slot, const Answer& answer) {
  if (slot.asked != Asked::value) return false;
  return std::any_of(answer.nodes().begin(), answer.nodes().end(), [&](int node) { return node >= slot.node && a.graph.nodes[node].operand_count > 0; });
}

Mark grade_number(Analysis& a, const Slot& slot, const Answer& answer) {
  if (goes_round(a, slot, answer)) return no_answer(Mistake::wants_number);
  const Given given = given_number(answer, values_of(answer, a.values));
  if (right(a, slot, given)) return {true, true, {}};
  if (!std::isfinite(given.value)) return no_answer(Mistake::not_finite);
  std::vector<Found> found;
  for (const Wrong& candidate : wrong_numbers(a, slot))
    if (says(given, candidate.number)) note(found, candidate.mistake, candidate.part);
  return wrong(std::move(found));
}

// Where all its names are operands' or the gate's own, the gate alone is looked at.
Points points_for(Analysis& a, const Slot& slot, const Answer& answer) {
  Points points = gate_points(a, slot, true);
  const bool alone = std::all_of(answer.nodes().begin(), answer.nodes().end(), [&](int node) {
    return std::find(points.originals.begin(), points.originals.end(), node) != points.originals.end();
  });
  return alone ? points : graph_points(a, slot);
}

std::vector<double> answer_at(const Answer& answer, const Points& points) {
  std::vector<double> at;
  for (const std::vector<double>& values : points.values) {
    std::vector<double> some;
    for (int node : answer.nodes()) {
      const auto found = std::find(points.originals.begin(), points.originals.end(), node);
      some.push_back(values[static_cast<std::size_t>(found - points.originals.begin())]);
    }
    at.push_back(answer.value(some));
  }
  return at;
}

bool is_constant(const std::vector<double>& at) {
  return std::all_of(at.begin(), at.end(), [&](double x) { return within(x, at[0], kExact); });
}

Mark grade_formula(Analysis& a, const Slot& slot, const Answer& answer) {
  const Points points = points_for(a, slot, answer);
  if (points.values.empty()) return no_answer(Mistake::unreadable);
  const std::vector<double> at = answer_at(answer, points);
  if (equal_functions(at, points.locals)) return {true, true, {}};
  const bool number = answer.nodes().empty();
  const Given given = given_number(answer, values_of(answer, a.values));
  const bool right_here = number ? right(a, slot, given) : within(at[0], points.locals[0], 1e-6);
  if (number && right_here) {
    if (true_formula(a, slot)->kind == ExprNode::Kind::number) return {true, true, {}};
    return no_answer(Mistake::wants_formula);
  }
  if (number && !std::isfinite(given.value)) return no_answer(Mistake::not_finite);
  std::vector<Found> found;
  for (const Form& form : wrong_forms(a, slot, points))
    if (number ? is_constant(form.at) && says(given, form.at[0]) : equal_functions(at, form.at)) note(found, form.mistake, form.part);
  if (found.empty() && right_here) return no_answer(Mistake::wants_formula);
  return wrong(std::move(found));
}

// What stands before an '=' in numbers alone must be right as well.
bool claims_hold(Analysis& a, const Slot& slot, const Answer& answer) {
  return std::all_of(answer.claims().begin(), answer.claims().end(), [&](const std::string& claim) {
    const Answer side(a.graph, slot, claim);
    return side.state() == Answer::State::good && right(a, slot, given_number(side, {}));
  });
}

}  // namespace

const char* mistake_name(Mistake mistake) { return kMistakes[static_cast<int>(mistake)]; }

Mark grade(Analysis& a, const Slot& slot, std::string_view text) {
  if (!can_ask(a, slot)) return no_answer(Mistake::unreadable);
  const Answer answer(a.graph, slot, text);
  if (answer.state() == Answer::State::empty) return no_answer(Mistake::empty);
  if (answer.state() == Answer::State::unreadable) return no_answer(Mistake::unreadable);
  Mark mark = slot.asked == Asked::formula ? grade_formula(a, slot, answer) : grade_number(a, slot, answer);
  if (mark.correct && !claims_hold(a, slot, answer)) return no_answer(Mistake::unreadable);
  return mark;
}

}  // namespace chainrule::learn
