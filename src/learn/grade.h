// Marks an answer, and says what was done where it is wrong. Pure: the same answer gets the same mark everywhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "learn/slot.h"
#include "words/words.h"

namespace chainrule::learn {

// What a learner may have done. Each has a sentence (feedback) that names it and asks the question that leads on. The names, as
// mistake_name gives them, are those of the event "answer".
enum class Mistake : std::uint8_t {
  empty, unreadable, not_finite, wants_formula, wants_number,  // no answer yet: nothing is counted
  forgot_upstream,     // local gradient where upstream × local was asked
  forgot_local,        // the upstream gradient passed on as it is
  with_upstream,       // upstream × local where the local gradient alone was asked
  overwrote,           // one of several paths, where they add
  multiplied_paths,    // contributions multiplied in place of added
  counted_twice,       // a contribution more than once
  split_at_add,        // the gradient shared out among the operands
  did_not_swap,        // multiply gate: its own operand, not the other
  output_for_input, input_for_output,  // the wrong one of the two in a local gradient
  lost_sign,
  other_gate,          // the local gradient of another gate (part 0: which)
  inverted,            // 1 over it
  added_factors,       // upstream + local
  rounded_early,
  value_for_gradient,
  gradient_for_value,
  other_operand,       // what belongs to the gate's other operand
  routed_to_loser,     // max, min: the whole gradient to the operand that lost, or nothing to the winner
  passed_blocked,      // relu: passed on where it is blocked, or the reverse
  forgot_inner,        // a formula without the chain factor of a folded gate
  wrong_operation,     // a value by another operation (part 0: which)
  all_zero,            // 0 where it is not
  power_of_ten,        // a slip of the point
  unknown,             // nothing matches: what to look at first
  count
};
const char* mistake_name(Mistake mistake);  // "forgot_upstream", …

struct Found {
  Mistake mistake = Mistake::unknown;
  std::vector<std::string> parts;  // what its sentence names, in display rounding
};

struct Mark {
  bool correct = false;
  bool counts = true;        // false: it was no answer, and costs nothing
  std::vector<Found> found;  // when wrong: all that match, the likeliest first; never empty then
};

// Reads the answer as the language's expressions are read (numbers, fractions, names of the graph's nodes with their values, a comma as
// decimal point where that is unambiguous, ×, ·, −). At most 1,000 characters are looked at. Numbers are right when they equal the true
// one, or as it is rounded to the digits given (at least two significant ones, unless the true one needs fewer), or as the product of its factors each
// rounded to two decimals. Formulas are right when they are equal as functions of the operands (and the node's own name).
Mark grade(Analysis& analysis, const Slot& slot, std::string_view answer);

// One or two sentences; where several mistakes lead to this answer a line for each, between one before and one after.
std::string feedback(Analysis& analysis, const Slot& slot, const Mark& mark, const Language& language);

// What is asked, in a short sentence: "What is ∂f/∂x?" in words and plain signs.
std::string question(Analysis& analysis, const Slot& slot, const Language& language);

// level 0: the principle; 1: the formula; 2: with the numbers.
std::string hint(Analysis& analysis, const Slot& slot, int level, const Language& language);
constexpr int kHints = 3;

// Which principle a slot practises; progress is counted by them.
enum class Principle : std::uint8_t { forward, local_gradient, chain, add, mul, route, copy, grouping, order, count };
const char* principle_name(Principle principle);  // "forward", …
Principle principle_of(const Analysis& analysis, const Slot& slot);
std::string principle_words(Principle principle, const Language& language);  // a short title

}  // namespace chainrule::learn
