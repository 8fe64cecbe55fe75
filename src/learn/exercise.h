// Exercises as a program's text says them: comments that begin with "#?". They are nothing to what computes.
//   #? version 1                 optional; a later version than this is said and its unknown directives are left out
//   #? title WORDS               #? say WORDS        what is asked, in the teacher's own words (say may stand several times)
//   #? predict SLOTS             blanks; SLOTS is a list, separated by commas, of "values", "formulas", "locals", "products", "sums",
//                                or of single slots: "value q", "sum x", "product f x"
//   #? show SLOTS                not these, after all
//   #? fade N                    the blanks come in N rounds: none at first (a worked example), then more, the last step first
//   #? wrong [SLOTS]             one number shown is wrong (of these slots): find it
//   #? build FORMULA             the graph of this formula is to be built
//   #? group NAME NAME...        which of these functions, folded, has the easiest local gradients?
//   #? order                     put the backward steps into an order that works
//   #? random [SEED] [NAME low high]...  the inputs (all, or those named) have new numbers for each learner, or from the seed
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "learn/slot.h"

namespace chainrule::learn {

constexpr int kExerciseVersion = 1;

struct Exercise {
  enum class Kind : std::uint8_t { none, predict, wrong, build, group, order };
  Kind kind = Kind::none;          // none: the text has no exercise
  std::string title;
  std::vector<std::string> says;
  std::vector<Slot> blanks;        // predict: in the order in which they are asked; wrong: where the mistake may be
  int rounds = 1;                  // fade
  std::string formula;             // build
  std::vector<std::string> choices;  // group
  struct Range {
    std::string name;
    double low = 0, high = 0;
  };
  bool random = false;
  std::optional<std::uint64_t> seed;  // of random, if the text gives one
  std::vector<Range> ranges;       // of random; empty: all inputs, −5 … 5
  std::vector<Diagnostic> diagnostics;  // directives that cannot be read: place and remedy
};

// `analysis` is of this text.
Exercise read_exercise(std::string_view text, const Analysis& analysis);

// The slots that are blank in a round, 0 … rounds − 1.
std::vector<Slot> blanks_in(const Exercise& exercise, int round);

// The text with other numbers for its random inputs: finite and off kinks everywhere, with at most two decimals and nice. The same on
// every platform. Empty if there are none such (after a bounded search): the program is never so.
std::string instance(std::string_view text, const Exercise& exercise, std::uint64_t seed);

// The number that is planted for "wrong", and where: a mistake that a learner would make, that differs from the true number visibly.
struct Planted {
  Slot slot;
  double shown = 0;
};
std::optional<Planted> plant(Analysis& analysis, const Exercise& exercise, std::uint64_t seed);

// "build": is the learner's program a graph of the formula? Up to order of operands where it does not matter, names, and splitting of sums
// and products; `differs` says what does, in the graph's own terms.
struct Built {
  bool same_numbers = false;  // equal as functions of the inputs
  bool same_graph = false;    // the same gates
  std::string differs;        // the first gate that is missing or is too much; empty when same
};
Built compare_built(std::string_view program, std::string_view formula);

// "group": how hard the local gradients of a program are with this function folded: the sizes of their formulas, added. Lower is easier.
int difficulty(std::string_view text, const std::string& folded);

// "order": may this node send now, when these have? It may when all that it feeds (and that leads to the output) has.
bool may_send(const Analysis& analysis, int node, const std::vector<int>& sent);

}  // namespace chainrule::learn
