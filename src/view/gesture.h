// input + scene -> session and commands.
#pragma once

#include <string>

#include "view/scene.h"
#include "view/wiring.h"

namespace chainrule::view {

// The pointer over the canvas in one frame, in screen px.
struct Pointer {
  layout::Point at, moved;  // position, and how far since the last frame
  bool over = false;        // nothing else covers the canvas here
  bool pressed = false, held = false, released = false;
  bool twice = false;       // this press is the second half of a double click
  float wheel = 0;          // notches, up positive
  bool fine = false;        // Shift: smaller steps of numbers; what is clicked or boxed comes to the selection or leaves it
  bool pans = false;        // this press moves the canvas, whatever is under it
  bool touch = false;       // a finger: it moves cards that are selected, and the canvas by the others
  bool menu = false;        // the acts for what is under it are asked for
};

// What the frame asks for.
struct Outcome {
  Session session;
  bool camera_moved = false;
  bool drag_ended = false;
  int fold = -1;           // the frame, of Derived::frames, whose function is to be folded or opened; -1: none
  int jump = -1;           // the node whose step is wanted; -1: none
  int blank = -1;          // what is hidden that was pressed, into Blanks::all(); -1: nothing
  std::string input;       // an input to give a value, by name; empty: none
  double value = 0;
  std::vector<NamedPair> moved;  // cards to be pinned here: names and corners
  bool wired = false;      // a wire was drawn, and has been let go: Drag::wiring. In the open, a gate is wanted at its loose end
  bool searches = false;   // a double click in the open, or on a wire, which is selected then: a gate is wanted here
  bool sets = false;       // a double click on an input: its value is to be typed
  bool menu = false;       // the menu is wanted here, for what is selected now
};

// The state a drag carries between frames.
struct Drag {
  double start = 0;   // the input's value when the drag began
  float travel = 0;   // px to the right and up since then
  float path = 0;     // px of the whole way
  double value = 0;   // the input's value now
  bool turning = false;  // the number has left the place of the press
  bool fine = false;     // in smaller steps; when this changes, start and travel begin anew
  layout::Point from;    // of the press, canvas px
  bool boxes = false;    // a box is drawn from there to the pointer; what it meets is selected
  layout::Point to;      // the box's other corner
  std::vector<std::string> before;  // what was selected before the box
  Wiring wiring;         // from a port
  std::vector<NamedPair> cards;  // that are moved: names, and corners at the press
  bool asked = false;    // the menu was asked for: the rest of the press does nothing
};

// Where `edits` is false no card is moved and no wire drawn.
Outcome gesture(const Derived& derived, const Scene& scene, const Session& session, const Viewport& viewport, const Pointer& pointer, Drag& drag,
                bool edits = true);

// The value after a drag of `travel` px from `start`: steps that suit the number's size, on round numbers.
double dragged_value(double start, float travel, bool fine);

}  // namespace chainrule::view
