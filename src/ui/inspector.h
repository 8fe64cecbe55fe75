// The inspector's parts that have files of their own, and what its sheet in a narrow window is made of.
#pragma once

#include "ui/column.h"

namespace chainrule::ui {

// The gate against one operand. The gate's value must be known.
void plot(Column& column, int node);

constexpr float kInspectorBeside = 900;  // px of a window's width: from there on it stands beside the canvas

// The node it is about: the selected one, else the output; -1 if there is none.
int shown_node(const App::State& state);
math::Box equation_box(const App::State& state, int node, float em);

// ---- sheet.cpp ----

// Opens the sheet, or closes it.
void turn_sheet(App::State& state);
// What the sheet leaves of the canvas at this place of it.
view::Viewport beside_sheet(const App::State& state, const view::Viewport& canvas, float place);
void sheet(App::State& state, const view::Viewport& canvas);

}  // namespace chainrule::ui
