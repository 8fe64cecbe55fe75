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
#include "words/words.h"

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
// every platform. Empty if there are none such (after a bounded search); the text itself where nothing is random. The exercise's own seed,
// where it has one, is for the caller to take.
std::string instance(std::string_view text, const Exercise& exercise, std::uint64_t seed);

// The number that is planted for "wrong", and where: a mistake that a learner would make, that differs from the true number visibly.
struct Planted {
  Slot slot;
  double shown = 0;
};
std::optional<Planted> plant(Analysis& analysis, const Exercise& exercise, std::uint64_t seed);

// "build": is the learner's program a graph of the formula? Up to order of operands where it does not matter, names, splitting of sums
// and products, and whether equal parts are one gate or several.
struct Built {
  bool same_numbers = false;  // equal as functions of the inputs
  bool same_graph = false;    // the same gates
  enum class Difference : std::uint8_t { input_missing, gate_missing, input_extra, gate_extra, not_output };
  Difference difference = Difference::gate_missing;
  std::string differs;        // the first input or gate that is missing, or else is too much, in terms of the inputs: "x + y"; empty when same
};
Built compare_built(std::string_view program, std::string_view formula);
std::string difference_words(const Built& built, const Language& language);  // a sentence; empty when same

// "group": how hard the local gradients of a program are with this function folded (none, if empty): the symbols of their formulas,
// counted. Lower is easier.
int difficulty(std::string_view text, const std::string& folded);

// "order": may this node send now, when these have? It may when all that it feeds (and that leads to the output) has.
bool may_send(const Analysis& analysis, int node, const std::vector<int>& sent);

}  // namespace chainrule::learn
