// What the picker offers, and what happens when it is chosen.
#pragma once

#include "ui/picker.h"

namespace chainrule::ui {

// What answers to the letters typed, the best first.
std::vector<Picker::Row> picker_rows(const App::State& state);
// Closes the picker and does it; that may open it again with another question.
void choose(App::State& state, const Picker::Row& row);
// Does what was typed; returns why not, or nothing.
std::string accept(App::State& state);

}  // namespace chainrule::ui
