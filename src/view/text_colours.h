// The program's text as it is coloured: runs of one colour, brackets that belong together.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "view/scene.h"

namespace chainrule::view {

// Bytes of one line in one colour: names and operators ink, numbers with their sign value, functions and directives accent,
// comments, separators and LaTeX's marks soft.
struct Run {
  std::uint32_t begin = 0, end = 0;
  Token token = Token::ink;
  bool operator==(const Run&) const = default;
};

// In the order of the text, without the spaces. A bracket is a run by itself.
std::vector<Run> colour_runs(std::string_view text);

// The first run that ends behind this byte.
std::vector<Run>::const_iterator run_at(const std::vector<Run>& runs, std::size_t byte);

// The bracket before the caret, or behind it, and the one that belongs to it. -1: there is none.
struct Brackets {
  int at = -1, partner = -1;
};
Brackets brackets_at(std::string_view text, const std::vector<Run>& runs, std::size_t caret);

}  // namespace chainrule::view
