// Keyboard events of the DOM as Dear ImGui's keys, and which of them the widget takes from the page.
#pragma once

#include <string_view>

#include "imgui.h"

namespace chainrule::platform {

struct Modifiers {
  bool ctrl = false;
  bool shift = false;
  bool alt = false;
  bool meta = false;
};

// `code` and `key` as in a KeyboardEvent. Letters and digits follow the layout (`key`), the others the place (`code`).
// ImGuiKey_None for what the widget has no use for: media keys, most function keys.
ImGuiKey key_from_dom(std::string_view code, std::string_view key);

// True if the widget, being focused, uses this key and the page's default action for it must not happen.
// Tab is for a text that has a use for it now; else it leaves the widget, and does not come here.
// `mac`: the command key takes the part of Ctrl. `in_text`: a text field of the widget has the keyboard. `carrying`: cards are moved by
// the arrow keys.
bool takes_key(ImGuiKey key, Modifiers modifiers, bool mac, bool in_text, bool carrying);

}  // namespace chainrule::platform
