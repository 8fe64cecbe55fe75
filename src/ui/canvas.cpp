// The canvas: the scene, the pointer over it, and the buttons for the view.
#include <algorithm>

#include "ui/state.h"

namespace chainrule::ui {

namespace {

view::Pointer read_pointer(const ImVec2 size) {
  ImGui::InvisibleButton("canvas", size, ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
  const ImGuiIO& io = ImGui::GetIO();
  view::Pointer p;
  p.at = {io.MousePos.x, io.MousePos.y};
  p.moved = {io.MouseDelta.x, io.MouseDelta.y};
  p.over = ImGui::IsItemHovered();
  p.pressed = ImGui::IsItemActivated();
  p.twice = p.pressed && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  p.held = ImGui::IsItemActive();
  p.released = ImGui::IsItemDeactivated();
  p.wheel = p.over ? io.MouseWheel : 0;
  p.fine = io.KeyShift;
  return p;
}

void note_spots(App::State& s) {
  for (const view::HitArea& area : s.scene.hits) {
    const layout::Point a = view::to_screen(s.session.camera, s.viewport, {area.rect.x, area.rect.y});
    const std::string name = area.kind == view::HitArea::Kind::fold    ? "fold:" + s.derived.frames[static_cast<std::size_t>(area.frame)].function
                             : area.kind == view::HitArea::Kind::value ? "value:" + s.derived.analysis.graph.nodes[static_cast<std::size_t>(area.node)].name
                                                                       : "card:" + s.derived.analysis.graph.nodes[static_cast<std::size_t>(area.node)].name;
    s.spots.push_back({name, a.x, a.y,
                       area.rect.width * s.session.camera.zoom, area.rect.height * s.session.camera.zoom});
  }
}

// Is there an output that two inputs move?
bool can_survey(const App::State& s) {
  const Analysis& a = s.derived.analysis;
  int inputs = 0;
  for (std::size_t i = 0; i < a.graph.nodes.size() && inputs < 2; ++i) inputs += a.graph.nodes[i].op == Op::input && a.backward.on_path[i];
  return inputs == 2;
}

void view_buttons(App::State& s) {
  const view::Viewport& v = s.viewport;
  if (v.width < 240 || v.height < (v.width < 480 ? 240 : 180)) return;  // they would cover too much of it
  constexpr float kSize = 36, kGap = 8;
  float x = v.x + v.width - 16 - kSize;
  const float y = v.y + v.height - 16 - kSize;
  const layout::Point middle{v.x + v.width / 2, v.y + v.height / 2};
  if (button(s, "fit", x, y, kSize, kSize, "", Icon::fit)) s.show_all();
  x -= kSize + kGap;
  if (button(s, "zoom-in", x, y, kSize, kSize, "", Icon::plus)) s.look_from(view::zoom_at(s.session.camera, v, middle, 1.25f));
  x -= kSize + kGap;
  if (button(s, "zoom-out", x, y, kSize, kSize, "", Icon::minus)) s.look_from(view::zoom_at(s.session.camera, v, middle, 0.8f));
  if (!s.has_graph()) return;
  float left = v.x + 16;
  auto opens = [&](const char* name, Word word) {
    const std::string_view text = s.language.of(word);
    const float width = math::words_width(text, math::Face::sans, 13) + 24;
    if (left + width + kGap > x) return false;
    left += width + kGap;
    return button(s, name, left - width - kGap, y, width, kSize, text);
  };
  if (opens("table", Word::show_table)) s.table.open = true;
  if (can_survey(s) && opens("landscape", Word::show_landscape)) s.landscape.open = true;
}

void empty_state(const App::State& s, ImDrawList* list) {
  const view::Viewport& v = s.viewport;
  const float middle = v.x + v.width / 2, y = v.y + v.height / 2;
  const math::Box title = math::words(s.language.of(Word::empty_title), math::Face::sans_semibold, 20, math::Role::soft);
  paint_box(list, s.fonts, s.colours(), title, {middle - title.width / 2, y - 8});
  const float size = v.width < 420 ? 12.f : 14.f;
  const math::Box example = math::words("f = (x+y)*z;  x = -2; y = 5; z = -4", math::Face::mono, size, math::Role::faint);
  paint_box(list, s.fonts, s.colours(), example, {middle - example.width / 2, y + 24});
}

Backdrop backdrop(const App::State& s) {
  const ImGuiIO& io = ImGui::GetIO();
  const view::Camera& camera = s.session.camera;
  const layout::Point origin = view::to_screen(camera, s.viewport, {0, 0});
  const Theme& t = s.colours();
  Backdrop b;
  b.density = io.DisplayFramebufferScale.x;
  b.screen_width = io.DisplaySize.x * b.density;
  b.screen_height = io.DisplaySize.y * b.density;
  b.viewport = s.viewport;
  b.zoom = camera.zoom;
  b.origin_x = origin.x;
  b.origin_y = origin.y;
  b.dots_apart = 24 * camera.zoom;
  while (b.dots_apart < 16) b.dots_apart *= 2;
  const view::Token tokens[] = {view::Token::dots, view::Token::faint, view::Token::value, view::Token::gradient};
  for (std::size_t i = 0; i < 4; ++i) {
    const ImVec4 c = ImGui::ColorConvertU32ToFloat4(t.of(tokens[i]));
    b.colours[i] = {c.x, c.y, c.z, c.w};
  }
  b.pulse = view::pulse_place(s.session);
  b.wires = &s.wires;
  return b;
}

// Paper, dots and wires, and what lies between them, under everything else on the canvas.
void paint_backdrop(App::State& s, ImDrawList* list) {
  const view::Viewport& v = s.viewport;
  list->AddRectFilled({v.x, v.y}, {v.x + v.width, v.y + v.height}, s.colours().of(view::Token::paper));
  paint_scene(list, s.fonts, s.colours(), s.scene, 0, s.scene.under, s.session.camera, v);
  view::update(s.wires, s.derived, s.session);
  if (!s.renderer) return;
  s.backdrop = backdrop(s);
  list->AddCallback([](const ImDrawList*, const ImDrawCmd* command) {
    const App::State& state = *static_cast<const App::State*>(command->UserCallbackData);
    if (state.renderer) state.renderer->draw(state.backdrop);
  }, &s);
  list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

}  // namespace

void canvas(App::State& s) {
  const view::Viewport& v = s.viewport;
  ImDrawList* list = ImGui::GetWindowDrawList();
  // The buttons stand on the canvas, but are asked first: then they have the pointer, from the very frame of a press.
  list->ChannelsSplit(2);
  list->ChannelsSetCurrent(1);
  view_buttons(s);
  list->ChannelsSetCurrent(0);
  ImGui::SetCursorScreenPos({v.x, v.y});
  const view::Pointer pointer = read_pointer({v.width, v.height});
  if (s.stale_picture) s.session.dragged.clear();
  s.apply(view::gesture(s.derived, s.scene, s.session, v, pointer, s.drag));
  if (pointer.over || pointer.held) {
    const view::HitArea* under = view::hit(s.scene, view::to_canvas(s.session.camera, v, pointer.at));
    const bool number = !s.session.dragged.empty() || (under && under->kind == view::HitArea::Kind::value && !pointer.held);
    if (number) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    if (!number && under && under->kind == view::HitArea::Kind::fold) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  }
  const layout::Point a = view::to_canvas(s.session.camera, v, {v.x, v.y}), b = view::to_canvas(s.session.camera, v, {v.x + v.width, v.y + v.height});
  s.scene = view::build_scene(s.derived, s.session, {a.x, a.y, b.x - a.x, b.y - a.y}, s.language);

  list->PushClipRect({v.x, v.y}, {v.x + v.width, v.y + v.height}, true);
  paint_backdrop(s, list);
  paint_scene(list, s.fonts, s.colours(), s.scene, s.scene.under, s.scene.shapes.size(), s.session.camera, v);
  if (s.stale_picture)  // of the text before the error
    list->AddRectFilled({v.x, v.y}, {v.x + v.width, v.y + v.height}, faded(s.colours().of(view::Token::paper), 0.55f));
  if (!s.has_graph()) empty_state(s, list);
  list->PopClipRect();
  list->ChannelsMerge();
  note_spots(s);
}

}  // namespace chainrule::ui
