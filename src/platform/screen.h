// Draws the frames of Dear ImGui, on OpenGL 3.3 and WebGL 2, in a context that is ours alone: no state is asked for, saved or put
// back. In a browser every such question waits until the graphics card has done all that it was told before.
#pragma once

#include "imgui.h"
#include "platform/problem.h"
#include "platform/wires.h"

namespace chainrule::platform {

class Screen {
 public:
  // In the context that is current now; Dear ImGui's is there. False: a program was refused, and problem() says why.
  bool start();
  // The context is current still, or it is lost, and GL ignores the deletions.
  void stop();
  const char* problem() const { return problem_.data(); }
  ui::Renderer* backdrop() { return &wires_; }
  // What ImGui::Render has made, over the whole framebuffer of that many pixels.
  void draw(const ImDrawData& frame, const ImVec4& paper, int width, int height);

 private:
  void set_state(const ImDrawData& frame);
  void draw_list(const ImDrawList& list, const ImDrawData& frame, int height);

  WireRenderer wires_;
  unsigned program_ = 0;
  int scale_ = -1;                                 // its uniform
  unsigned array_ = 0, vertices_ = 0, indices_ = 0;  // a vertex array and its buffers
  Problem problem_{};
};

}  // namespace chainrule::platform
