// What each statement of the text is in the graph, and where it stands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "view/derived.h"

namespace chainrule::view {

struct Said {
  Span span;             // of the statement
  int line = 0;          // where it begins, from 0
  int node = -1;         // whose value it has; -1: a function's definition, or it is in error
  std::string name;      // empty: a bare expression
  bool computes = false;  // more than a number stands there
};

// The derived program's statements in the order of the text, in which it must have been derived.
std::vector<Said> statements(const Derived& derived);

// The first byte of each line.
std::vector<std::size_t> line_starts(std::string_view text);
int line_at(const std::vector<std::size_t>& starts, std::size_t byte);

// The statement that the byte is in or behind, on its line; else the line's first. -1: the line has none.
int said_at(const std::vector<Said>& said, const std::vector<std::size_t>& starts, std::size_t byte);
// The one in which the node is written; -1: none.
int said_of(const std::vector<Said>& said, const Derived& derived, int node);

// The values of what a line computes as far as `done` steps know them, to be read behind it: "3", or with names "q = 3, f = −12" where
// it has several statements. Empty if there are none.
std::string line_value(const std::vector<Said>& said, const Derived& derived, int line, int done);

}  // namespace chainrule::view
