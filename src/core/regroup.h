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

struct Rewrite : Regrouping {
  std::string name;       // of its row: "sub to add"
  std::string title;      // "a - b as a + (-1)*b"
  std::string condition;  // in words; empty where it always holds
};

// The edits are made from the back, so that each span is where it was.
std::string apply_edits(std::string_view text, const std::vector<TextEdit>& edits);

// The rewrites whose form the node has. Each was tried before it is offered: the values of the node and of everything that has a
// name, and the gradients of all inputs, are the same before and after, at the program's point and at 20 others where the
// condition holds; else it is refused. The same is 1e-12 relative, or within the rounding (1e-14) of the largest
// number on the way. Everything outside the node, and its operands' spelling, stays byte for byte.
std::vector<Rewrite> rewrites_at(std::string_view text, const Analysis& analysis, int node);

// Names a part of an expression: `name = expression` on a line before its first use, and the name wherever the same expression
// stood. Common subexpressions are shared by this, and copied by inline_node.
Regrouping extract_node(std::string_view text, const Analysis& analysis, int node, std::string_view name);

// Puts a named node's expression wherever its name stood, and takes its statement away.
Regrouping inline_node(std::string_view text, const Analysis& analysis, int node);

// Makes gates of one expression, one of them above all others, a function: `name(x, a) = expression` on a line before, and a call
// in their place. Names that they use become parameters of the same names; other operands get fresh letters.
Regrouping fold_nodes(std::string_view text, const Analysis& analysis, const std::vector<int>& nodes, std::string_view name);

// Puts a function's body in place of a call, a node that is folded; a definition that nothing else calls is taken away.
Regrouping unfold_node(std::string_view text, const Analysis& analysis, int node);

}  // namespace chainrule
