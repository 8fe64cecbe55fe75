// What must hold for every input, whoever made it up: laws that libFuzzer tries to break (fuzzer.cpp), and that the inputs kept in
// corpus/ are held to by the ordinary tests (fuzz_test.cpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/trace.h"

namespace chainrule::test {

// Which law is broken, and by what; empty if none is.
using Broken = std::string;

struct Target {
  const char* name;
  Broken (*law)(std::string_view input);
};

Broken parser_law(std::string_view text);   // text -> analysis
Broken latex_law(std::string_view text);    // the same between signs for mathematics, and what is typeset read back in
Broken edits_law(std::string_view input);   // a program, a zero byte, and bytes that drive edits, regroupings, undo and redo
Broken trace_law(std::string_view text);    // program -> JSON

inline constexpr Target kTargets[] = {{"parser", parser_law}, {"latex", latex_law}, {"edits", edits_law}, {"trace", trace_law}};

// Places inside the text, names that are names, operands before their users.
Broken well_formed(const Analysis& analysis, std::string_view text);

// The longest that one analysis and its trace took, in milliseconds of processor time, and the text.
struct Slowest {
  double ms = 0;
  std::string text;
};
extern Slowest slowest;

// analyse() and trace_json(), timed.
Analysis read_program(std::string_view text, std::string& json, const BuildOptions& options = {});

// What the fuzzer puts together: the functions of the gate table, and the words and signs of the language.
std::vector<std::string> dictionary();

}  // namespace chainrule::test
