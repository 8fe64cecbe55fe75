#include "platform/screen.h"

#include <cstddef>
#include <cstdint>

#include "platform/gl.h"
#include "shaders/shaders.h"

namespace chainrule::platform {

namespace {

void attribute(GLuint index, GLint size, GLenum type, std::size_t offset) {
  glEnableVertexAttribArray(index);
  glVertexAttribPointer(index, size, type, type == GL_UNSIGNED_BYTE, sizeof(ImDrawVert), reinterpret_cast<const void*>(offset));
}

GLuint name_of(const ImTextureData& texture) { return static_cast<GLuint>(texture.TexID); }

void destroy(ImTextureData& texture) {
  const GLuint name = name_of(texture);
  glDeleteTextures(1, &name);
  texture.SetTexID(ImTextureID_Invalid);
  texture.SetStatus(ImTextureStatus_Destroyed);
}

void create(ImTextureData& texture) {
  GLuint name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, texture.Width, texture.Height, 0, GL_RGBA, GL_UNSIGNED_BYTE, texture.GetPixels());
  texture.SetTexID(static_cast<ImTextureID>(name));
  texture.SetStatus(ImTextureStatus_OK);
}

void update(ImTextureData& texture) {
  glBindTexture(GL_TEXTURE_2D, name_of(texture));
  glPixelStorei(GL_UNPACK_ROW_LENGTH, texture.Width);
  for (const ImTextureRect& r : texture.Updates)
    glTexSubImage2D(GL_TEXTURE_2D, 0, r.x, r.y, r.w, r.h, GL_RGBA, GL_UNSIGNED_BYTE, texture.GetPixelsAt(r.x, r.y));
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  texture.SetStatus(ImTextureStatus_OK);
}

}  // namespace

bool Screen::start() {
  problem_[0] = 0;
  program_ = build_program(shaders::lists_glsl, problem_);
  scale_ = glGetUniformLocation(program_, "u_scale");
  glGenVertexArrays(1, &array_);
  glGenBuffers(1, &vertices_);
  glGenBuffers(1, &indices_);
  glBindVertexArray(array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
  attribute(0, 2, GL_FLOAT, offsetof(ImDrawVert, pos));
  attribute(1, 2, GL_FLOAT, offsetof(ImDrawVert, uv));
  attribute(2, 4, GL_UNSIGNED_BYTE, offsetof(ImDrawVert, col));
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_SCISSOR_TEST);
  GLint largest = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  ImGuiPlatformIO& io = ImGui::GetPlatformIO();
  io.Renderer_TextureMaxWidth = io.Renderer_TextureMaxHeight = largest;
  ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  return wires_.start(problem_) && program_ != 0;
}

void Screen::stop() {
  wires_.stop();
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures)
    if (texture->RefCount == 1) destroy(*texture);
  glDeleteProgram(program_);
  glDeleteVertexArrays(1, &array_);
  glDeleteBuffers(1, &vertices_);
  glDeleteBuffers(1, &indices_);
}

void Screen::draw(const ImDrawData& frame, const ImVec4& paper, int width, int height) {
  for (ImTextureData* texture : *frame.Textures) {
    if (texture->Status == ImTextureStatus_WantCreate) create(*texture);
    if (texture->Status == ImTextureStatus_WantUpdates) update(*texture);
    if (texture->Status == ImTextureStatus_WantDestroy && texture->UnusedFrames > 0) destroy(*texture);
  }
  glViewport(0, 0, width, height);
  glScissor(0, 0, width, height);
  glClearColor(paper.x, paper.y, paper.z, 1.0f);
  glClear(GL_COLOR_BUFFER_BIT);
  set_state(frame);
  for (const ImDrawList* list : frame.CmdLists) draw_list(*list, frame, height);
}

void Screen::set_state(const ImDrawData& frame) {
  glUseProgram(program_);
  glUniform2f(scale_, 2.0f / frame.DisplaySize.x, -2.0f / frame.DisplaySize.y);
  glBindVertexArray(array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
}

void Screen::draw_list(const ImDrawList& list, const ImDrawData& frame, int height) {
  glBufferData(GL_ARRAY_BUFFER, list.VtxBuffer.size_in_bytes(), list.VtxBuffer.Data, GL_STREAM_DRAW);
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, list.IdxBuffer.size_in_bytes(), list.IdxBuffer.Data, GL_STREAM_DRAW);
  const ImVec2 scale = frame.FramebufferScale;
  for (const ImDrawCmd& command : list.CmdBuffer) {
    if (command.UserCallback == ImDrawCallback_ResetRenderState) {
      set_state(frame);
    } else if (command.UserCallback != nullptr) {
      command.UserCallback(&list, &command);
    } else {
      const float left = command.ClipRect.x * scale.x, top = command.ClipRect.y * scale.y;
      const float right = command.ClipRect.z * scale.x, bottom = command.ClipRect.w * scale.y;
      if (right <= left || bottom <= top) continue;
      glScissor(static_cast<int>(left), static_cast<int>(static_cast<float>(height) - bottom), static_cast<int>(right - left),
                static_cast<int>(bottom - top));  // OpenGL's first row is the lowest
      glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(command.GetTexID()));
      glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_INT,
                     reinterpret_cast<const void*>(static_cast<std::uintptr_t>(command.IdxOffset * sizeof(ImDrawIdx))));
    }
  }
}

}  // namespace chainrule::platform
