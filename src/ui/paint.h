// const scene -> draw list.
#pragma once

#include <imgui.h>

#include "math/box.h"
#include "ui/theme.h"
#include "view/scene.h"

namespace chainrule::ui {

// The faces as ImGui's fonts, in the order of math::Face.
struct Fonts {
  ImFont* faces[9] = {};
};
Fonts add_fonts();

// ImGui's size for text of 1 em = `em` px.
float imgui_size(math::Face face, float em);

// Draws a typeset box with its origin at `at` (screen px), scaled. Baselines fall on device pixels, so lines of text are crisp.
// `tint` != 0 replaces the marks' own colours.
void paint_box(ImDrawList* list, const Fonts& fonts, const Theme& theme, const math::Box& box, ImVec2 at, float scale = 1, ImU32 tint = 0,
               float alpha = 1);

// One line of words at a baseline; returns its width in px.
float paint_words(ImDrawList* list, const Fonts& fonts, const Theme& theme, const char* text, ImVec2 at, float em, ImU32 colour,
                  math::Face face = math::Face::sans);

// The look's one soft shadow, of a card from `a` to `b`.
void shadow(ImDrawList* list, const Theme& theme, ImVec2 a, ImVec2 b, float radius, float zoom);

// The shapes from `first` to before `end`.
void paint_scene(ImDrawList* list, const Fonts& fonts, const Theme& theme, const view::Scene& scene, std::size_t first, std::size_t end,
                 const view::Camera& camera, const view::Viewport& viewport);

}  // namespace chainrule::ui
