// What the graphics driver says of a program that it refuses; empty: nothing.
#pragma once

#include <array>

namespace chainrule::platform {

using Problem = std::array<char, 512>;

}  // namespace chainrule::platform
