// Everything that can be done, in one table: the keys, the palette, the menu and the list of keys are made from it.
#pragma once

#include <string>
#include <string_view>

#include "core/later.h"
#include "ui/app.h"

#include <imgui.h>

namespace chainrule::ui {

struct ActRow {
  const char* name;          // "rename"
  Word title;
  ImGuiKeyChord key;         // 0: none. Ctrl is Cmd on a Mac
  enum class On : std::uint8_t {
    anything,   // in a text field too
    files,      // so too, where there are files
    canvas,
    selection,  // in the menu of what is selected
    carried,    // while cards are moved by the arrow keys
  } on;
  bool (*possible)(const App::State&);  // null: always
  void (*run)(App::State&);
};

int act_count();
const ActRow& act_row(int index);

// "Ctrl+G", "⇧⌘Z".
std::string key_words(ImGuiKeyChord key);

// The keys of this frame, letters among them, which open the search for a gate.
CHAINRULE_LATER void act_on_keys(App::State& state);

// Is it a key of the canvas, which the page around it does not get? `carrying`: cards are moved by the arrow keys.
bool takes_chord(ImGuiKeyChord key, bool in_text, bool carrying);

}  // namespace chainrule::ui
