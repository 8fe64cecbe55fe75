// Random programs over the whole language, each with the values that it must have by arithmetic of the generator's own.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace chainrule::test {

struct ProgramShape {
  int inputs = 4;
  int statements = 8;
  int functions = 2;
  bool tame = true;        // values stay finite and moderate, and away from kinks and poles
  bool decorated = true;   // comments, directives, typographic signs, all separators, statements out of order
};

struct RandomProgram {
  std::uint64_t seed = 0;
  std::string text;
  std::vector<std::string> functions;     // those that are called by name: any of them can be folded
  std::map<std::string, double> expected;  // the value of every named node

  // What a failure prints.
  std::string reproduction() const { return "seed " + std::to_string(seed) + "\n----\n" + text + "\n----"; }
};

RandomProgram random_program(std::uint64_t seed, const ProgramShape& shape = {});

// Tokens of the language in no order at all.
std::string random_soup(std::uint64_t seed, int tokens);

// One formula of the language over the given names, of about `operations` operations.
std::string random_formula(std::uint64_t seed, const std::vector<std::string>& names, int operations);

}  // namespace chainrule::test
