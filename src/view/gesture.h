// input + scene -> session and commands.
#pragma once

#include <string>

#include "view/scene.h"

namespace chainrule::view {

// The pointer over the canvas in one frame, in screen px.
struct Pointer {
  layout::Point at, moved;  // position, and how far since the last frame
  bool over = false;        // nothing else covers the canvas here
  bool pressed = false, held = false, released = false;
  bool twice = false;       // this press is the second half of a double click
  float wheel = 0;          // notches, up positive
  bool fine = false;        // Shift: smaller steps
};

// What the frame asks for.
struct Outcome {
  Session session;
  bool camera_moved = false;
  bool drag_ended = false;
  int fold = -1;           // the frame, of Derived::frames, whose function is to be folded or opened; -1: none
  int jump = -1;           // the node whose step is wanted; -1: none
  std::string input;       // an input to give a value, by name; empty: none
  double value = 0;
};

// The state a drag carries between frames.
struct Drag {
  double start = 0;   // the input's value when the drag began
  float travel = 0;   // px to the right and up since then
  float path = 0;     // px of the whole way
  double value = 0;   // the input's value now
  bool turning = false;  // it has left the place of the press
  bool fine = false;     // in smaller steps; when this changes, start and travel begin anew
};

Outcome gesture(const Derived& derived, const Scene& scene, const Session& session, const Viewport& viewport, const Pointer& pointer, Drag& drag);

// The value after a drag of `travel` px from `start`: steps that suit the number's size, on round numbers.
double dragged_value(double start, float travel, bool fine);

}  // namespace chainrule::view
