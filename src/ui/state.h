// What one running widget holds, shared by the panels.
#pragma once

#include <string>
#include <vector>

#include "core/check.h"
#include "core/history.h"
#include "ui/app.h"
#include "ui/paint.h"
#include "view/gesture.h"

namespace chainrule::ui {

// A place on the screen that tests and tours can ask for by name.
struct Spot {
  std::string name;
  float x, y, width, height;
};

struct App::State {
  // the document
  std::string text;
  History history;
  // computed from it
  view::Derived derived;
  std::vector<CheckRow> checks;  // of the node that the inspector shows
  std::string checks_of;
  // what the user has set
  view::Session session;
  view::Viewport viewport;
  view::Scene scene;
  Language language;
  bool dark = false, reduced_motion = false;
  bool camera_touched = false;  // else the drawing is kept in view as a whole
  bool follow_end = true;       // all steps are done, and stay done when the program changes
  bool editor_stale = false;    // the text was changed from outside the editor
  bool user_change = false;
  bool stale_picture = false;   // the text is in error throughout, and the picture is of the text before
  view::Drag drag;
  std::string editor_buffer;    // what ImGui's text field works on
  double typed_at = 0;          // when it was changed last, by ImGui's clock in seconds
  Fonts fonts;
  std::vector<Spot> spots;      // of this frame

  const Theme& colours() const { return theme(dark); }
  bool has_graph() const { return !derived.cards.empty(); }

  // The one way in which the text changes. `group` as in History; empty: a change of its own.
  void change_text(std::string next, const std::string& group, bool by_user);
  // Undo and redo: as change_text, with the history left alone.
  void restore(std::string next);
  void set_step(int done);
  void fit_view();
  void apply(const view::Outcome& outcome);

 private:
  void show(std::string next, bool by_user);
};

// Panels; each returns what it takes of the window. They draw and read input, and change state only through State's functions.
float top_bar(App::State& state, float width);
float step_bar_height(float window_width, float window_height);
void step_bar(App::State& state, float y, float width, float height);
void inspector(App::State& state, float x, float y, float width, float height);
void canvas(App::State& state);

// A button of the look: a rounded rectangle with a word or an icon. True when pressed.
enum class Icon { none, first, previous, next, last, plus, minus, fit, sun, moon };
bool button(App::State& state, const char* name, float x, float y, float width, float height, std::string_view word, Icon icon = Icon::none,
            bool enabled = true);

}  // namespace chainrule::ui
