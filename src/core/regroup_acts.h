// Each act on a program that was read once, to be tried against its trial.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/regroup_trial.h"

namespace chainrule {

// `root`: the expression in the syntax; -1 is refused. The others are as in regroup.h.
std::vector<Rewrite> rewrites_of(const Source& s, Trial& trial, int root);
// The rewrites of a wording at all places, innermost first: what stands around one comes with the next reading of the text.
std::vector<TextEdit> rewrites_throughout(const Source& s, Wording wording);
Regrouping extract_part(const Source& s, Trial& trial, int root, std::string_view name);
Regrouping inline_name(const Source& s, Trial& trial, const Analysis& analysis, int node);
Regrouping fold(const Source& s, Trial& trial, const Analysis& analysis, const std::vector<int>& nodes, std::string_view name);
Regrouping unfold(const Source& s, Trial& trial, const Analysis& analysis, int node);

// Which part of the syntax a set of gates is.
struct Choice {
  std::string refusal;          // why it is no function: two outputs, or a gate between them that is missing
  std::set<int> inside;         // the operators and calls that are chosen
  int root = -1;                // the one that is computed last
  std::vector<int> statements;  // those of names that go with the gates, in forward order
};
Choice choose(const Source& s, const Analysis& analysis, const std::vector<int>& nodes);

}  // namespace chainrule
