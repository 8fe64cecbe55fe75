#include "platform/wires.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "platform/gl.h"
#include "shaders/shaders.h"

namespace chainrule::platform {

namespace {

using view::Ribbon;

// The programs' uniforms, by their places in the tables of locations.
enum { kGrid, kScreen, kRadius, kColour, kDotsEnd };
constexpr const char* dots_uniforms[kDotsEnd] = {"u_grid", "u_screen", "u_radius", "u_colour"};
enum { kCamera, kWireScreen, kDensity, kWiden, kPieces, kPulse, kColours, kWiresEnd };
constexpr const char* wires_uniforms[kWiresEnd] = {"u_camera", "u_screen", "u_density", "u_widen", "u_pieces", "u_pulse", "u_colours"};

void attribute(GLuint index, GLint size, std::size_t offset) {
  glEnableVertexAttribArray(index);
  glVertexAttribPointer(index, size, GL_FLOAT, GL_FALSE, sizeof(Ribbon), reinterpret_cast<const void*>(offset));
  glVertexAttribDivisor(index, 1);
}

}  // namespace

bool WireRenderer::start(Problem& problem) {
  shown_ = nullptr;
  dots_ = build_program(shaders::dots_glsl, problem);
  wires_ = build_program(shaders::wire_glsl, problem);
  for (int i = 0; i < kDotsEnd; ++i) dots_at_[i] = glGetUniformLocation(dots_, dots_uniforms[i]);
  for (int i = 0; i < kWiresEnd; ++i) wires_at_[i] = glGetUniformLocation(wires_, wires_uniforms[i]);
  glGenVertexArrays(1, &bare_);
  glGenVertexArrays(1, &strip_);
  glGenBuffers(1, &ribbons_);
  glBindVertexArray(strip_);
  glBindBuffer(GL_ARRAY_BUFFER, ribbons_);
  attribute(0, 4, offsetof(Ribbon, start));
  attribute(1, 3, offsetof(Ribbon, reach));
  attribute(2, 3, offsetof(Ribbon, from));
  glBindVertexArray(0);
  return dots_ != 0 && wires_ != 0;
}

void WireRenderer::stop() {
  glDeleteProgram(dots_);
  glDeleteProgram(wires_);
  glDeleteVertexArrays(1, &bare_);
  glDeleteVertexArrays(1, &strip_);
  glDeleteBuffers(1, &ribbons_);
}

void WireRenderer::draw(const ui::Backdrop& b) {
  const float d = b.density, top = b.screen_height - b.viewport.y * d;  // OpenGL's first row is the lowest
  const int left = static_cast<int>(std::round(b.viewport.x * d)), low = static_cast<int>(std::round(top - b.viewport.height * d));
  glScissor(left, low, static_cast<int>(std::ceil(b.viewport.width * d)), static_cast<int>(std::round(top)) - low);
  draw_dots(b);
  draw_wires(b);
}

void WireRenderer::draw_dots(const ui::Backdrop& b) {
  const float d = b.density;
  glUseProgram(dots_);
  glUniform3f(dots_at_[kGrid], b.dots_apart * d, b.origin_x * d, b.origin_y * d);
  glUniform2f(dots_at_[kScreen], b.screen_width, b.screen_height);
  glUniform1f(dots_at_[kRadius], d);
  glUniform4fv(dots_at_[kColour], 1, b.colours[0].data());
  glBindVertexArray(bare_);
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

void WireRenderer::draw_wires(const ui::Backdrop& b) {
  const std::vector<Ribbon>& ribbons = b.wires->ribbons;
  if (shown_ != b.wires || revision_ != b.wires->revision) {
    glBindBuffer(GL_ARRAY_BUFFER, ribbons_);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(ribbons.size() * sizeof(Ribbon)), ribbons.data(), GL_DYNAMIC_DRAW);
    shown_ = b.wires;
    revision_ = b.wires->revision;
  }
  if (ribbons.empty()) return;
  // The strip only has to be near the curve, and from further away that takes fewer pieces.
  const int pieces = b.zoom < 0.3f ? 8 : 16;
  const float d = b.density;
  glUseProgram(wires_);
  glUniform3f(wires_at_[kCamera], b.zoom * d, b.origin_x * d, b.origin_y * d);
  glUniform2f(wires_at_[kWireScreen], b.screen_width, b.screen_height);
  glUniform1f(wires_at_[kDensity], d);
  glUniform1f(wires_at_[kWiden], std::sqrt(b.zoom));
  glUniform1f(wires_at_[kPieces], static_cast<float>(pieces));
  glUniform1f(wires_at_[kPulse], b.pulse);
  glUniform4fv(wires_at_[kColours], 3, b.colours[1].data());
  glBindVertexArray(strip_);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 2 * (pieces + 1), static_cast<GLsizei>(ribbons.size()));
}

}  // namespace chainrule::platform
