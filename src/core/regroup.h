// Regrouping: other ways to write the same computation, as edits of the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/edit.h"
#include "core/trace.h"

namespace chainrule {

// Edits do not overlap and stand in the order of the text. Either there are edits or there are words that say why not.
struct Regrouping {
  std::vector<TextEdit> edits;
  std::string refusal;
  bool ok() const { return refusal.empty(); }
};

// An entry of a menu.
struct Rewrite : Regrouping {
  std::string name;       // of its row: "sub to add"
  std::string title;      // a sentence for a student: "a − b is a + (−1)·b"
  std::string condition;  // in words; empty where it always holds
};

std::string apply_edits(std::string_view text, const std::vector<TextEdit>& edits);

// Everything below was tried before it is offered: the values of everything that has a name, and the gradients of all inputs, are
// the same before and after, at the program's point and at 10 others where the condition holds; else it is refused. The same is
// 1e-12 relative, or within the rounding (1e-14) of the largest number on the way. The analysis is of this text, with any
// functions folded and any output.

// The rewrites whose form the node has. Everything outside the node, and its operands' spelling, stays byte for byte.
std::vector<Rewrite> rewrites_at(std::string_view text, const Analysis& analysis, int node);

// What a menu has for what is selected, names chosen: for one node its rewrites, "extract", "inline" and "unfold", each where it
// has the form; for one gate or several, "fold". Those that do not hold say why not.
std::vector<Rewrite> regroupings_of(std::string_view text, const Analysis& analysis, const std::vector<int>& nodes);

// Names a part of an expression: `name = expression` on a line before its first use, and the name wherever the same expression
// stood. Common subexpressions are shared by this, and copied by inline_node.
Regrouping extract_node(std::string_view text, const Analysis& analysis, int node, std::string_view name);

// Puts a named node's expression wherever its name stood, and takes its statement away; a comment behind it keeps its line.
Regrouping inline_node(std::string_view text, const Analysis& analysis, int node);

// Makes gates a function: `name(x, a) = expression` on a line before the last of them, and a call in its place. The gates may stand
// in any lines, but no path leads out of the set and back, and only one of them is used outside. Names inside are taken away, written
// out in the function's one expression as often as they are used there; a comment behind them keeps its line. Names from outside become
// parameters of the same names; other operands get fresh letters. Inputs among the nodes stay outside, for their gradients.
Regrouping fold_nodes(std::string_view text, const Analysis& analysis, const std::vector<int>& nodes, std::string_view name);

// Puts a function's body in place of a call, a node that is folded; a definition that nothing else calls is taken away.
Regrouping unfold_node(std::string_view text, const Analysis& analysis, int node);

// Another wording of a whole program: it has one of these forms throughout, and computes the same.
enum class Wording : std::uint8_t {
  sigmoid,  // 1/(1 + exp(−u)) is one gate, tanh too
  gates,    // sigmoid and tanh are exp and arithmetic
  folded,   // every function is one gate
  open,     // no function is
  plain,    // differences, quotients and squares are sums and products
};
constexpr int kWordings = 5;

// The text in that wording; as it is where nothing has another form. Formulas in LaTeX stay. Nothing is tried.
std::string in_wording(std::string_view text, Wording wording);

// The wordings, four at most, whose graphs differ from this text's as it is shown and from each other's, with the same output and the
// same gradients of all inputs at the program's point, within the rounding as above. Of large programs only those by functions.
std::vector<Wording> wordings_of(std::string_view text, const Analysis& shown);

}  // namespace chainrule
