// Formulas in Python's and JavaScript's spelling: np.exp(x), Math.max(a, b), let x = 2, torch.tensor(2.0, requires_grad=True).
#pragma once

#include <string>
#include <string_view>

namespace chainrule {

// A name with the modules before it, at the start of `text`.
struct ForeignName {
  std::size_t bytes = 0;   // 0: there is none here
  std::string word;        // what it is called in the language; empty if it has nothing of that name
  bool constructs = false;  // it makes a number of its first operand: tensor(2.0, requires_grad=True)
};
ForeignName foreign_name(std::string_view text);

// The bytes of what can be left out at a statement's start: `let ` before an assignment, a whole line of import. 0: nothing.
std::size_t foreign_prefix(std::string_view text);

// Behind the '(' of something that constructs, where its first operand is plain: that operand, 2.0 of "[2.0], dtype=x)", and the
// bytes up to the ')'.
struct FirstOperand {
  std::size_t begin = 0, end = 0;
  std::size_t close = 0;  // 0: it is not plain
};
FirstOperand first_operand(std::string_view text);

}  // namespace chainrule
