// A window without a screen: events go in through ImGui's queue, frames come out as draw lists that are looked over.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

#include <doctest/doctest.h>
#include <imgui.h>

#include "ui/app.h"

namespace chainrule::ui::test {

struct Place {
  float x = 0, y = 0, width = 0, height = 0;
  bool found = false;
  ImVec2 middle() const { return {x + width / 2, y + height / 2}; }
};

class Window {
 public:
  explicit Window(const std::string& program, float width = 1440, float height = 900, float density = 1)
      : context_(ImGui::CreateContext()), width_(width), height_(height), density_(density) {
    ImGuiIO& io = ImGui::GetIO();
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_GetClipboardTextFn = [](ImGuiContext*) { return clipboard().c_str(); };
    platform.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) { clipboard() = text; };
    app_ = new App(program);
    app_->set_reduced_motion(true);
    app_->set_importer(imported);
    move({1, 1});  // somebody is there
    leave();
  }
  ~Window() {
    delete app_;
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures)
      if (texture->RefCount == 1) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
      }
    ImGui::DestroyContext(context_);
  }
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  App& app() { return *app_; }
  const std::string& text() const { return app_->program(); }

  static std::string& clipboard() {
    static std::string text;
    return text;
  }

  void resize(float width, float height) {
    width_ = width;
    height_ = height;
  }

  // One frame; every vertex must be a number.
  void frame(float seconds = 1.f / 60) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width_, height_};
    io.DisplayFramebufferScale = {density_, density_};
    io.DeltaTime = seconds;
    ImGui::NewFrame();
    app_->frame();
    ImGui::Render();
    if (ImTextureData* const* end = ImGui::GetDrawData()->Textures ? ImGui::GetDrawData()->Textures->end() : nullptr)
      for (ImTextureData** texture = ImGui::GetDrawData()->Textures->begin(); texture != end; ++texture) serve(**texture);
    look_over();
    ++frames_;
  }
  void settle(int frames = 3) {
    for (int i = 0; i < frames; ++i) frame();
  }

  Place place(const std::string& what) const {
    float at[4];
    Place place;
    place.found = app_->find(what, at);
    if (place.found) place = {at[0], at[1], at[2], at[3], true};
    return place;
  }

  void move(ImVec2 to) {
    ImGui::GetIO().AddMousePosEvent(to.x, to.y);
    frame();
    frame();
  }
  void button(bool down, int which = 0) {
    ImGui::GetIO().AddMouseButtonEvent(which, down);
    frame();
  }
  void click(ImVec2 at) {
    move(at);
    button(true);
    button(false);
    frame(1);  // or the next click would be the second half of a double one
  }
  void click(const std::string& what) {
    const Place at = place(what);
    INFO("looking for ", what);
    CHECK(at.found);
    if (at.found) click(at.middle());
  }
  void drag(ImVec2 from, ImVec2 by, int pieces = 6) {
    move(from);
    button(true);
    for (int i = 1; i <= pieces; ++i) {
      const float part = static_cast<float>(i) / static_cast<float>(pieces);
      ImGui::GetIO().AddMousePosEvent(from.x + by.x * part, from.y + by.y * part);
      frame();
    }
    button(false);
    frame(1);
  }
  void leave() {
    ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    settle();
  }

  void key(ImGuiKey key, bool ctrl = false, bool shift = false, bool alt = false) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, ctrl);
    io.AddKeyEvent(ImGuiMod_Shift, shift);
    io.AddKeyEvent(ImGuiMod_Alt, alt);
    io.AddKeyEvent(key, true);
    frame();
    io.AddKeyEvent(key, false);
    io.AddKeyEvent(ImGuiMod_Ctrl, false);
    io.AddKeyEvent(ImGuiMod_Shift, false);
    io.AddKeyEvent(ImGuiMod_Alt, false);
    settle(2);
  }
  void type(const std::string& text) {
    ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
    settle(2);
  }
  // Into the program pane, with everything in it marked.
  void enter_pane() {
    click("program");
    key(ImGuiKey_A, true);
  }

  // What the last frame looks like: where the triangles are and what colour they have.
  std::uint64_t picture() {
    leave();
    std::uint64_t hash = 14695981039346656037u;  // FNV-1a
    auto add = [&](const void* data, std::size_t size) {
      for (std::size_t i = 0; i < size; ++i) hash = (hash ^ static_cast<const unsigned char*>(data)[i]) * 1099511628211u;
    };
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
      for (const ImDrawVert& v : list->VtxBuffer) {
        add(&v.pos, sizeof v.pos);
        add(&v.col, sizeof v.col);
      }
    return hash;
  }
  // The picture with nothing selected: stepping selects the node that it is about.
  std::uint64_t bare_picture() {
    key(ImGuiKey_Escape);
    return picture();
  }
  int vertices() const { return ImGui::GetDrawData()->TotalVtxCount; }
  int frames() const { return frames_; }

 private:
  static void serve(ImTextureData& texture) {
    if (texture.Status == ImTextureStatus_WantCreate) texture.SetTexID(1);
    if (texture.Status == ImTextureStatus_WantCreate || texture.Status == ImTextureStatus_WantUpdates) texture.SetStatus(ImTextureStatus_OK);
    if (texture.Status == ImTextureStatus_WantDestroy) {
      texture.SetTexID(ImTextureID_Invalid);
      texture.SetStatus(ImTextureStatus_Destroyed);
    }
  }

  void look_over() {
    int bad = 0;
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
      for (const ImDrawVert& v : list->VtxBuffer) bad += !std::isfinite(v.pos.x + v.pos.y + v.uv.x + v.uv.y);
    if (bad > 0) FAIL_CHECK(bad, " vertices are no numbers, in frame ", frames_, " of\n", text());
  }

  ImGuiContext* context_;
  App* app_ = nullptr;
  float width_, height_, density_;
  int frames_ = 0;
};

inline const std::string kSum = "f = (x+y)*z;  x = -2; y = 5; z = -4";

}  // namespace chainrule::ui::test
