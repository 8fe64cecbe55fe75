// Two equivalent pictures side by side: which nodes of them are the same, and how they share the canvas.
#pragma once

#include <vector>

#include "view/session.h"

namespace chainrule::view {

// By node of `second`: the node of `first` that computes the same, or -1. No node has two. What has a name in the program has the one of
// that name; a part of a formula has one with the same operands or at the same place of the same user, if value and gradient are the same.
std::vector<int> link(const Derived& first, const Derived& second);

// The second picture's lesson in the first one's steps: each node is known when its like is. One that has none computes together with what
// is computed from it, and has its gradient together with what it is computed from.
void keep_step(const Derived& first, Derived& second, const std::vector<int>& links);

// Do the drawings stand one above the other in this canvas? If it is narrow, or if they are far larger like that.
bool stand_stacked(const Derived& first, const Derived& second, const Viewport& whole);

constexpr float kDivider = 1;  // px between the two
struct Shares {
  Viewport first, second;
};
Shares share_out(const Viewport& whole, bool stacked);

}  // namespace chainrule::view
