#include "ui/paint.h"

#include <algorithm>
#include <cmath>

#include "math/faces.h"
#include "math/typeset.h"
#include "ui/outside.h"

namespace chainrule::ui {

namespace {

using view::Shape;
using view::Token;

float density() { return std::max(ImGui::GetIO().DisplayFramebufferScale.x, 0.5f); }
float snap(float x) { return std::round(x * density()) / density(); }

// Zooming passes through every size; rasterising a few of them, and stretching by under 2 %, keeps the atlas small.
float raster_size(float size) {
  const float pixels = size * density();
  const float grain = pixels < 24 ? 0.5f : pixels < 64 ? 1 : 4;
  return std::max(1.f, std::round(pixels / grain) * grain) / density();
}

struct Space {
  const view::Camera& camera;
  const view::Viewport& viewport;
  ImVec2 point(float x, float y) const {
    const layout::Point p = view::to_screen(camera, viewport, {x, y});
    return {p.x, p.y};
  }
  float length(float x) const { return x * camera.zoom; }
};

void panel(ImDrawList* list, const Theme& theme, const Shape& s, const Space& space) {
  const ImVec2 a = space.point(s.rect.x, s.rect.y), b = space.point(s.rect.x + s.rect.width, s.rect.y + s.rect.height);
  const float radius = space.length(s.radius);
  if (s.shadow) shadow(list, theme, a, b, radius, space.camera.zoom);
  list->AddRectFilled(a, b, faded(theme.of(s.fill), s.alpha), radius);
  list->AddRect(a, b, theme.of(s.border), radius, 0, std::max(s.thickness, 1.f));
}

void disc(ImDrawList* list, const Theme& theme, const Shape& s, const Space& space) {
  const ImVec2 centre = space.point(s.rect.x, s.rect.y);
  const float radius = space.length(s.radius);
  list->AddCircleFilled(centre, radius, faded(theme.of(s.fill), s.alpha));
  if (s.border != Token::none) list->AddCircle(centre, radius, theme.of(s.border), 0, s.thickness);
}

void arrow(ImDrawList* list, const Theme& theme, const Shape& s, const Space& space) {
  const ImVec2 at = space.point(s.rect.x, s.rect.y);
  const float size = space.length(s.radius), c = std::cos(s.angle), n = std::sin(s.angle);
  auto turned = [&](float x, float y) { return ImVec2(at.x + (x * c - y * n) * size, at.y + (x * n + y * c) * size); };
  list->AddTriangleFilled(turned(1, 0), turned(-0.8f, 0.85f), turned(-0.8f, -0.85f), theme.of(s.fill));
}

void shape(ImDrawList* list, const Fonts& fonts, const Theme& theme, const Shape& s, const Space& space) {
  const ImVec2 at = space.point(s.rect.x, s.rect.y);
  switch (s.kind) {
    case Shape::Kind::panel: panel(list, theme, s, space); break;
    case Shape::Kind::band:
      list->AddRectFilled(at, space.point(s.rect.x + s.rect.width, s.rect.y + s.rect.height), faded(theme.of(s.fill), s.alpha), space.length(s.radius),
                          ImDrawFlags_RoundCornersTop);
      break;
    case Shape::Kind::line: {
      const float y = snap(at.y), x2 = space.point(s.rect.x + s.rect.width, 0).x;
      list->AddRectFilled({at.x, y}, {x2, y + 1 / density() * std::max(1.f, std::floor(density()))}, faded(theme.of(s.fill), s.alpha));
      break;
    }
    case Shape::Kind::disc: disc(list, theme, s, space); break;
    case Shape::Kind::arrow: arrow(list, theme, s, space); break;
    case Shape::Kind::box:
      paint_box(list, fonts, theme, *s.box, at, space.camera.zoom * s.scale, s.tint == Token::none ? 0 : theme.of(s.tint), s.alpha);
      break;
  }
}

void glyph(ImDrawList* list, const Fonts& fonts, const math::Glyph& g, ImVec2 at, float scale, ImU32 colour) {
  if (g.code > IM_UNICODE_CODEPOINT_MAX) return;
  const float size = imgui_size(g.face, g.size * scale);
  const float raster = raster_size(size);
  // A font that was not pushed does not know the density of this display, and sizes are cut to whole numbers: so in half
  // backing pixels.
  ImFontBaked* baked = fonts.faces[static_cast<int>(g.face)]->GetFontBaked(raster * density() * 2, 0.5f);
  const ImFontGlyph* image = baked->FindGlyphNoFallback(static_cast<ImWchar>(g.code));
  if (!image || !image->Visible) return;
  const bool outside = image->SourceIdx > 0;  // small and full of strokes: shown pixel for pixel
  const float stretch = outside ? 1 / (density() * 2) : size / baked->Size;
  const float x = outside ? snap(at.x + g.x * scale) : at.x + g.x * scale, y = snap(at.y + g.y * scale);
  const float rise = std::round(baked->Ascent);  // ImGui measures glyphs down from the line's top
  list->PrimReserve(6, 4);
  list->PrimRectUV({x + image->X0 * stretch, y + (image->Y0 - rise) * stretch}, {x + image->X1 * stretch, y + (image->Y1 - rise) * stretch},
                   {image->U0, image->V0}, {image->U1, image->V1}, colour);
}

}  // namespace

// Rounded rectangles that grow and fade.
void shadow(ImDrawList* list, const Theme& theme, ImVec2 a, ImVec2 b, float radius, float zoom) {
  if (zoom < 0.3f) return;
  constexpr int kLayers = 6;
  const float strength = theme.dark ? 0.05f : 0.0085f;
  for (int i = kLayers; i > 0; --i) {
    const float grow = static_cast<float>(i) * 1.8f * zoom, drop = 3 * zoom;
    list->AddRectFilled({a.x - grow, a.y - grow + drop}, {b.x + grow, b.y + grow + drop}, faded(IM_COL32_BLACK, strength), radius + grow);
  }
}

Fonts add_fonts() {
  Fonts fonts;
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  for (std::size_t i = 0; i < fonts::faces().size(); ++i) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    const std::vector<unsigned char>& file = fonts::faces()[i].file;
    void* data = const_cast<unsigned char*>(file.data());  // ImGui's signature; it does not write
    fonts.faces[i] = atlas->AddFontFromMemoryTTF(data, static_cast<int>(file.size()), 0, &config);
    if (i >= static_cast<std::size_t>(math::Face::sans)) add_outside_glyphs(static_cast<math::Face>(i));
  }
  return fonts;
}

float imgui_size(math::Face face, float em) { return em * fonts::faces()[static_cast<std::size_t>(face)].pixel_height; }

void paint_box(ImDrawList* list, const Fonts& fonts, const Theme& theme, const math::Box& box, ImVec2 at, float scale, ImU32 tint,
               float alpha) {
  constexpr float kReadable = 3;  // px per em; below that, marks are dust
  for (const math::Glyph& g : box.glyphs)
    if (g.size * scale >= kReadable) glyph(list, fonts, g, at, scale, faded(tint ? tint : theme.of(g.role), alpha));
  for (const math::Rule& r : box.rules) {
    const float height = std::max(r.height * scale, 1 / density());
    const float y = snap(at.y + r.y * scale);
    list->AddRectFilled({at.x + r.x * scale, y}, {at.x + (r.x + r.width) * scale, y + std::max(1 / density(), snap(height))},
                        faded(tint ? tint : theme.of(r.role), alpha));
  }
}

float paint_words(ImDrawList* list, const Fonts& fonts, const Theme& theme, const char* text, ImVec2 at, float em, ImU32 colour, math::Face face) {
  const math::Box box = math::words(text, face, em);
  paint_box(list, fonts, theme, box, at, 1, colour);
  return box.width;
}

void paint_scene(ImDrawList* list, const Fonts& fonts, const Theme& theme, const view::Scene& scene, std::size_t first, std::size_t end,
                 const view::Camera& camera, const view::Viewport& viewport) {
  const Space space{camera, viewport};
  for (std::size_t i = first; i < end; ++i) shape(list, fonts, theme, scene.shapes[i], space);
}

}  // namespace chainrule::ui
