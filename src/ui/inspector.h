// The inspector's parts that have files of their own, and what its sheet in a narrow window is made of.
#pragma once

#include "ui/column.h"

namespace chainrule::ui {

// The gate against one operand. The gate's value must be known.
void plot(Column& column, int node);

constexpr float kInspectorBeside = 900;  // px of a window's width: from there on it stands beside the canvas

// The node it is about: the selected one, else the output; -1 if there is none.
int shown_node(const App::State& state);
// Is it shown? What asks the learner is, even where the inspector is hidden.
inline bool has_inspector(const App::State& state) { return !state.hides(App::inspector_part) || state.trainer.shown(); }
// The inspector, or in its place what asks the learner.
CHAINRULE_LATER void trainer_panel(Column& column, bool on_sheet);
std::string trainer_title(const App::State& state);
// The lesson's page has an exercise, which is not being done.
bool offers_exercise(const App::State& state);
void side_panel(App::State& state, float x, float y, float width, float height, bool on_sheet);
math::Box equation_box(const App::State& state, int node, float em);

// ---- sheet.cpp ----

// Opens the sheet, or closes it.
void turn_sheet(App::State& state);
// What the sheet leaves of the canvas at this place of it.
view::Viewport beside_sheet(const App::State& state, const view::Viewport& canvas, float place);
void sheet(App::State& state, const view::Viewport& canvas);

}  // namespace chainrule::ui
