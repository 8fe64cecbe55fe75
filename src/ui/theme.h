// The look's colours, for Dear ImGui.
#pragma once

#include <imgui.h>

#include "math/box.h"
#include "view/colours.h"

namespace chainrule::ui {

// One colour for each view::Token, in its order.
struct Theme {
  ImU32 tokens[view::kTokens];
  bool dark;
  ImU32 of(view::Token token) const { return tokens[static_cast<int>(token)]; }
  ImU32 of(math::Role role) const;
};

const Theme& theme(bool dark, bool contrast = false);

// The same colour at `alpha` (0 … 1) times its own opacity.
ImU32 faded(ImU32 colour, float alpha);

}  // namespace chainrule::ui
