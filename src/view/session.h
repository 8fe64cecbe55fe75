// What the user has set that is no part of the document.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "view/blanks.h"
#include "view/derived.h"

namespace chainrule::view {

// Canvas px -> screen px: screen = (canvas - centre) * zoom + middle of the viewport.
struct Camera {
  float x = 0, y = 0;  // the canvas point in the middle of the viewport
  float zoom = 1;      // screen px per canvas px, kLeastZoom … kMostZoom
};
constexpr float kLeastZoom = 0.05f, kMostZoom = 4;
// Below kNearEnd a card shows its sign, name and numbers; from kNear on its full rows; between, the two fade into each other.
constexpr float kNear = 0.6f, kNearEnd = 0.5f;

// The part of the window that shows the canvas, in screen px.
struct Viewport {
  float x = 0, y = 0, width = 0, height = 0;
};

layout::Point to_screen(const Camera& camera, const Viewport& viewport, layout::Point canvas);
layout::Point to_canvas(const Camera& camera, const Viewport& viewport, layout::Point screen);

float margin_of(const Viewport& viewport);  // px that a view leaves free on each side
// The camera that shows the whole drawing, at most at zoom 1.25, with a margin, and never between two levels of zoom.
Camera fit(const Derived& derived, const Viewport& viewport);
// What is shown at first: all of it at kReadable and above; else the output's end at kNearEnd.
Camera opening(const Derived& derived, const Viewport& viewport);
constexpr float kReadable = 0.33f;  // the marks, which grow against the zoom, have about their full size there
// The camera moved no further than it takes to show the card of step `done` (of the first, if none is done) and, as far as there is
// room, the wires that the step uses.
Camera following(const Derived& derived, int done, const Camera& camera, const Viewport& viewport);
// The same for a node's card alone.
Camera showing(const Derived& derived, int node, const Camera& camera, const Viewport& viewport);
// Zooms by `factor` and keeps the canvas point under `screen` where it is.
Camera zoom_at(const Camera& camera, const Viewport& viewport, layout::Point screen, float factor);

// A wire by what it ends at: an operand place of a gate.
struct Wire {
  std::string gate;  // a node's name; empty: no wire
  int place = -1;
};

struct Session {
  Camera camera;
  int done = 0;           // steps done, 0 … derived.steps.size()
  Grain grain = Grain::gate;  // what one step is; derived.grain agrees with it
  float pulse = 1;        // how much of the time of the last one's pulse is over, 0 … 1
  std::string selected;   // a node's name, since names outlive indices; empty: none
  std::vector<std::string> chosen;  // several nodes; they are the selection while `selected` is one of them
  Wire wire;              // the selected wire
  std::string hovered;    // the node under the pointer
  std::string lit;        // the one of the line that is being written
  std::string dragged;    // the input whose value is being dragged
  bool drag_pans = false;
  float finger = 24;      // px: how large what is pressed is at the least
  std::shared_ptr<const Blanks> blanks;  // what is hidden on the cards; of the graph as it is now; null: nothing
};

// The node that a name means now, or -1.
int node_of(const Derived& derived, const std::string& name);
// The wire's index now, or -1.
int wire_of(const Derived& derived, const Wire& wire);

// The selected nodes, in forward order.
std::vector<int> selection(const Derived& derived, const Session& session);
// These nodes from now on, the last of them for the panels; no wire.
void select(const Derived& derived, Session& session, const std::vector<int>& nodes);

}  // namespace chainrule::view
