// What draws the paper's dots and the wires: the platform's, with shaders. ui says what, and calls it within the rendering of
// the draw lists, under all else that is on the canvas.
#pragma once

#include <array>

#include "view/wires.h"

namespace chainrule::ui {

struct Backdrop {
  float density = 1;                           // backing px per px
  float screen_width = 0, screen_height = 0;   // of the whole window, in backing px
  view::Viewport viewport;                     // where the canvas is, in px: all else is left alone
  float zoom = 1, origin_x = 0, origin_y = 0;  // px per canvas px, and where the canvas's origin is, in px
  float dots_apart = 24;                       // px; one is at the origin
  float pulse = 1;                             // how far it has run along the wires, 0 … 1; 1: nothing runs
  std::array<std::array<float, 4>, 4> colours; // dots, and wires by their Flow; red, green, blue, opacity
  const view::Wires* wires = nullptr;
};

class Renderer {
 public:
  // OpenGL's state may be another one afterwards.
  virtual void draw(const Backdrop& backdrop) = 0;

 protected:
  ~Renderer() = default;
};

}  // namespace chainrule::ui
