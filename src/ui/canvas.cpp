// The canvas: the scene, the pointer over it, and the buttons for the view.
#include <algorithm>

#include "ui/state.h"

namespace chainrule::ui {

namespace {

view::Pointer read_pointer(const char* name, const ImVec2 size) {
  ImGui::InvisibleButton(name, size, ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
  constexpr float kLong = 0.5f;  // seconds that a finger rests, for the menu
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
  p.pans = ImGui::IsMouseDown(ImGuiMouseButton_Middle);
  p.touch = io.MouseSource == ImGuiMouseSource_TouchScreen;
  const float rested = io.MouseDownDuration[0];
  p.menu = p.over && (ImGui::IsMouseClicked(ImGuiMouseButton_Right) ||
                      (p.touch && p.held && rested >= kLong && rested - io.DeltaTime < kLong && io.MouseDragMaxDistanceSqr[0] < 100));
  return p;
}

std::string name_of(const Picture& s, const view::HitArea& area) {
  const view::Derived& d = s.derived;
  const std::string& node = d.analysis.graph.nodes[static_cast<std::size_t>(area.node)].name;
  switch (area.kind) {
    case view::HitArea::Kind::fold: return "fold:" + d.frames[static_cast<std::size_t>(area.frame)].function;
    case view::HitArea::Kind::value: return "value:" + node;
    case view::HitArea::Kind::output: return "out:" + node;
    case view::HitArea::Kind::blank: return "blank:" + learn::slot_name(d.analysis.graph, s.session.blanks->all()[static_cast<std::size_t>(area.blank)].slot);
    case view::HitArea::Kind::operand: return "in:" + node + ":" + std::to_string(area.place);
    default: return "card:" + node;
  }
}

void note_spots(App::State& s, const Picture& p, const std::string& prefix) {
  for (const view::HitArea& area : p.scene.hits) {
    const layout::Point a = view::to_screen(p.session.camera, p.viewport, {area.rect.x, area.rect.y});
    s.spots.push_back({prefix + name_of(p, area), a.x, a.y, area.rect.width * p.session.camera.zoom, area.rect.height * p.session.camera.zoom});
  }
}

constexpr float kButton = 36, kGap = 8;

// Those of the camera; returns where they begin.
float camera_buttons(App::State& s, Picture& p, const std::string& prefix) {
  const view::Viewport& v = p.viewport;
  float x = v.x + v.width - 16 - kButton;
  const float y = v.y + v.height - 16 - kButton;
  const layout::Point middle{v.x + v.width / 2, v.y + v.height / 2};
  auto pressed = [&](const char* name, Icon icon) { return button(s, (prefix + name).c_str(), x, y, kButton, kButton, "", icon); };
  if (pressed("fit", Icon::fit)) p.show_all(!s.reduced_motion);
  x -= kButton + kGap;
  if (pressed("zoom-in", Icon::plus)) p.look_from(view::zoom_at(p.session.camera, v, middle, 1.25f));
  x -= kButton + kGap;
  if (pressed("zoom-out", Icon::minus)) p.look_from(view::zoom_at(p.session.camera, v, middle, 0.8f));
  return x;
}

void view_buttons(App::State& s) {
  const view::Viewport& v = s.viewport;
  const bool two = s.beside.shown();
  if (!has_buttons(s, v)) return;
  const float y = v.y + v.height - 16 - kButton;
  float x = camera_buttons(s, s, "");
  float left = v.x + 16;
  auto opens = [&](const char* name, Word word) {
    std::string_view text = s.language.of(word);
    if (word == Word::add_gate && v.width < 440) text = text.substr(0, 1);  // the plus sign
    const float width = math::words_width(text, math::Face::sans, 13) + 24;
    if (left + width + kGap > x) return false;
    left += width + kGap;
    return button(s, name, left - width - kGap, y, width, kButton, text);
  };
  if (s.has_graph() && opens("predict", s.trainer.on ? Word::free_mode : Word::predict)) s.train(!s.trainer.on);
  if (!s.read_only && opens("add", Word::add_gate)) {
    s.picker = {};
    for (const int node : view::selection(s.derived, s.session)) s.picker.nodes.push_back(s.derived.analysis.graph.nodes[static_cast<std::size_t>(node)].name);
    s.picker.at = {v.x + 16, y - 8};
    ask(s, Picker::Asks::gate);
  }
  if (!s.has_graph() || s.trainer.on) return;
  if (s.awake && !s.other_wordings().empty()) {
    const bool narrow = v.width < 440 && !two;  // then it stands above, and leaves its place to the words
    if (!narrow) x -= kButton + kGap;
    if (button(s, "beside", narrow ? v.x + v.width - 16 - kButton : x, narrow ? y - kButton - kGap : y, kButton, kButton, "", Icon::beside)) s.show_beside(!two);
  }
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

Backdrop backdrop(const Picture& p, const Theme& t) {
  const ImGuiIO& io = ImGui::GetIO();
  const view::Camera& camera = p.session.camera;
  const layout::Point origin = view::to_screen(camera, p.viewport, {0, 0});
  Backdrop b;
  b.density = io.DisplayFramebufferScale.x;
  b.screen_width = io.DisplaySize.x * b.density;
  b.screen_height = io.DisplaySize.y * b.density;
  b.viewport = p.viewport;
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
  b.pulse = view::pulse_place(p.session);
  b.wires = &p.wires;
  return b;
}

// Paper, dots and wires, and what lies between them, under everything else on the canvas.
void paint_backdrop(const App::State& s, Picture& p, ImDrawList* list) {
  const view::Viewport& v = p.viewport;
  list->AddRectFilled({v.x, v.y}, {v.x + v.width, v.y + v.height}, s.colours().of(view::Token::paper));
  paint_scene(list, s.fonts, s.colours(), p.scene, 0, p.scene.under, p.session.camera, v);
  view::update(p.wires, p.derived, p.session);
  if (!p.renderer) return;
  p.backdrop = backdrop(p, s.colours());
  list->AddCallback([](const ImDrawList*, const ImDrawCmd* command) {
    const Picture& picture = *static_cast<const Picture*>(command->UserCallbackData);
    if (picture.renderer) picture.renderer->draw(picture.backdrop);
  }, &p);
  list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

// The pointer over a picture: what it asks for.
view::Outcome touch(App::State& s, Picture& p, const view::Pointer& pointer, bool edits) {
  if (s.stale_picture) p.session.dragged.clear();
  p.session.finger = pointer.touch ? 44 : 24;
  return view::gesture(p.derived, p.scene, p.session, p.viewport, pointer, p.drag, edits && s.editable());
}

void show_cursor(const Picture& p, const view::Pointer& pointer) {
  if (!pointer.over && !pointer.held) return;
  const view::HitArea* under = view::hit(p.scene, view::to_canvas(p.session.camera, p.viewport, pointer.at));
  const bool number = !p.session.dragged.empty() || (under && under->kind == view::HitArea::Kind::value && !pointer.held);
  if (number) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  if (!number && under && under->kind == view::HitArea::Kind::fold) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (!number && under && under->kind == view::HitArea::Kind::blank) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
}

view::Pointer pointer_over(const Picture& p, const char* name) {
  ImGui::SetCursorScreenPos({p.viewport.x, p.viewport.y});
  return read_pointer(name, {p.viewport.width, p.viewport.height});
}

void make_scene(const App::State& s, Picture& p) {
  const view::Viewport& v = p.viewport;
  const layout::Point a = view::to_canvas(p.session.camera, v, {v.x, v.y}), b = view::to_canvas(p.session.camera, v, {v.x + v.width, v.y + v.height});
  p.scene = view::build_scene(p.derived, p.session, {a.x, a.y, b.x - a.x, b.y - a.y}, s.language);
  using Kind = view::HitArea::Kind;
  const bool by_functions = &p == &s.beside && (s.beside.wording == Wording::folded || s.beside.wording == Wording::open);
  std::erase_if(p.scene.hits, [&](const view::HitArea& area) {  // what cannot be changed cannot be held
    return (area.kind == Kind::fold && (by_functions || s.read_only)) || (area.kind == Kind::value && s.read_only);
  });
}

void paint(const App::State& s, Picture& p, ImDrawList* list) {
  const view::Viewport& v = p.viewport;
  list->PushClipRect({v.x, v.y}, {v.x + v.width, v.y + v.height}, true);
  paint_backdrop(s, p, list);
  paint_scene(list, s.fonts, s.colours(), p.scene, p.scene.under, p.scene.shapes.size(), p.session.camera, v);
  if (s.stale_picture)  // of the text before the error
    list->AddRectFilled({v.x, v.y}, {v.x + v.width, v.y + v.height}, faded(s.colours().of(view::Token::paper), 0.55f));
  if (!p.has_graph()) empty_state(s, list);
  list->PopClipRect();
}

CHAINRULE_LATER void touch_beside(App::State& s) {
  Beside& b = s.beside;
  const view::Pointer pointer = pointer_over(b, "canvas-beside");
  s.apply_beside(touch(s, b, pointer, false), pointer.pressed || pointer.held || pointer.released);
  show_cursor(b, pointer);
}

CHAINRULE_LATER void paint_beside(App::State& s, ImDrawList* list) {
  const view::Viewport& v = s.viewport;
  make_scene(s, s.beside);
  paint(s, s.beside, list);
  const ImVec2 from = s.beside.stacked ? ImVec2{v.x, v.y + v.height} : ImVec2{v.x + v.width, v.y};
  const ImVec2 to = s.beside.stacked ? ImVec2{v.x + v.width, from.y + view::kDivider} : ImVec2{from.x + view::kDivider, v.y + v.height};
  list->AddRectFilled(from, to, s.colours().of(view::Token::border));
  note_spots(s, s.beside, "beside:");
}

}  // namespace

bool has_buttons(const App::State& s, const view::Viewport& v) {
  return !s.hides(App::tools_part) && v.width >= 240 && v.height >= (s.beside.shown() ? 100 : v.width < 480 ? 240 : 180);
}

bool can_survey(const App::State& s) {
  const Analysis& a = s.derived.analysis;
  int inputs = 0;
  for (std::size_t i = 0; i < a.graph.nodes.size() && inputs < 2; ++i) inputs += a.graph.nodes[i].op == Op::input && a.backward.on_path[i];
  return inputs == 2;
}

void canvas(App::State& s) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  // The buttons stand on the canvas, but are asked first: then they have the pointer, from the very frame of a press.
  list->ChannelsSplit(2);
  list->ChannelsSetCurrent(1);
  if (s.beside.shown()) {
    if (!s.hides(App::tools_part) && s.beside.viewport.width >= 240 && s.beside.viewport.height >= 180) camera_buttons(s, s.beside, "beside-");
    wording_button(s);
    s.link_selection();
  }
  const bool was = s.beside.shown();
  view_buttons(s);
  list->ChannelsSetCurrent(0);
  const view::Pointer pointer = pointer_over(s, "canvas");
  if (pointer.pressed) s.beside.own.clear();
  s.apply(touch(s, s, pointer, true));
  show_cursor(s, pointer);
  const bool two = was && s.beside.shown();  // what has just been opened has no place yet
  if (two) touch_beside(s);
  if (two) s.link_pointers();
  if (s.preview.of.empty()) {
    make_scene(s, s);
    paint(s, s, list);
    note_spots(s, s, "");
  } else {
    make_scene(s, s.preview);
    paint(s, s.preview, list);
  }
  hands(s, list);
  answer_field(s);
  if (two) paint_beside(s, list);
  list->ChannelsMerge();
}

}  // namespace chainrule::ui
