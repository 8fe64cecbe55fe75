// Dots and wires by the programs of shaders/, on OpenGL 3.3 and WebGL 2.
#pragma once

#include "platform/problem.h"
#include "ui/renderer.h"

namespace chainrule::platform {

class WireRenderer final : public ui::Renderer {
 public:
  // In the context that is current now. False: a program was refused.
  bool start(Problem& problem);
  // The context is current still, or it is lost, and GL ignores the deletions.
  void stop();
  void draw(const ui::Backdrop& backdrop) override;

 private:
  void draw_dots(const ui::Backdrop& backdrop);
  void draw_wires(const ui::Backdrop& backdrop);

  unsigned dots_ = 0, wires_ = 0;  // programs
  int dots_at_[4] = {}, wires_at_[7] = {};  // their uniforms
  unsigned bare_ = 0, strip_ = 0;  // vertex arrays: without attributes, and one ribbon an instance
  unsigned ribbons_ = 0;           // buffer
  const view::Wires* shown_ = nullptr;  // those that are in it; null: none
  unsigned revision_ = 0;               // theirs
};

}  // namespace chainrule::platform
