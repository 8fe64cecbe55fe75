// Walking from card to card by keys.
#pragma once

#include "view/derived.h"

namespace chainrule::view {

enum class Way : std::uint8_t { left, right, up, down };

// Left: to the first operand; right: to the first gate that uses it; up and down: to the nearest card that stands above or below.
// From no node (-1) to the output. -1: there is none.
int neighbour(const Derived& derived, int node, Way way);

}  // namespace chainrule::view
