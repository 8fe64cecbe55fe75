#include "ui/app.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <imgui_internal.h>

#include "core/directives.h"
#include "core/edit.h"
#include "math/fonts.h"
#include "ui/acts.h"
#include "ui/inspector.h"
#include "ui/outside.h"
#include "ui/pane_edit.h"
#include "ui/state.h"

namespace chainrule::ui {

// ---- state ----

void App::State::change_text(std::string next, const std::string& group, bool by_user) {
  if (next == text || (by_user && read_only)) return;
  history.record(text, group);
  show(std::move(next), by_user);
}

void App::State::give_text(std::string next) {
  if (next == text) return;
  history.record(text, "");
  show(std::move(next), true);
  editor_stale = true;
}

void App::State::restore(std::string next) {
  show(std::move(next), true);
  editor_stale = true;
}

bool App::State::undo() {
  std::string before;
  if (!history.undo(text, before)) return false;
  restore(std::move(before));
  return true;
}

bool App::State::redo() {
  std::string after;
  if (!history.redo(text, after)) return false;
  restore(std::move(after));
  return true;
}

void App::State::show(std::string next, bool by_user) {
  text = std::move(next);
  user_change = user_change || by_user;
  picker = {};  // what it offers is of the text before
  const bool dragging = this->dragging();
  const bool glides = by_user && !dragging && !reduced_motion && has_graph();
  if (dragging) glide.stop(derived);
  const bool renumbered = dragging && view::renumber(derived, text);
  view::Derived now = renumbered ? std::move(derived) : view::derive(text, dragging ? &derived : nullptr, language, session.grain, derived.asked);
  // A line that is being typed is in error for a while: the last whole picture stays until there is something to show.
  const bool blank = now.steps.empty() && has_errors(now.analysis.diagnostics) && !derived.steps.empty();
  if (blank) {
    derived.analysis.diagnostics = std::move(now.analysis.diagnostics);
    derived.text = text;
    stale_picture = true;
  } else {
    const view::Derived before = std::exchange(derived, std::move(now));
    glide = {};
    if (glides) glide.begin(before, derived);
    scene = {};  // it speaks of nodes that may be gone
    if (!renumbered) drag.wiring = {};
    wires.done = -1;
    stale_picture = false;
  }
  const int all = static_cast<int>(derived.steps.size());
  session.pulse = 1;
  session.done = follow_end ? all : std::min(session.done, all);
  if (view::node_of(derived, session.selected) < 0) session.selected.clear();
  findings = {};
  table.rows.clear();
  if (!landscape.held) landscape.land = {};  // else the inputs that do not move are as they were
  if (!camera_touched && !dragging) fit_view(glides);
  if (!dragging) beside.sought = false;
  if (!blank) renew_beside(glides, dragging);
  follow_exercise();
}

void App::State::set_language(Language next) {
  language = std::move(next);
  if (stale_picture) return;  // its text is gone; the next picture speaks the new language
  derived = view::derive(text, nullptr, language, session.grain, derived.asked);
  scene = {};
  trainer.said.clear();
  table.rows.clear();  // gates are sorted by their names
  glide = {};
  if (!camera_touched) fit_view(false);
  renew_beside(false, false);
  renew_blanks();
}

void App::State::go_to(int done) {
  const int all = static_cast<int>(derived.steps.size()), before = session.done;
  session.done = std::clamp(done, 0, all);
  if (session.done != before) session.pulse = session.done == before + 1 && !reduced_motion ? 0.f : 1.f;  // for a step, not for a jump
  follow_end = session.done == all;
  if (session.done > 0 && session.done < all)
    session.selected =
        derived.analysis.graph.nodes[static_cast<std::size_t>(derived.steps[static_cast<std::size_t>(session.done) - 1].node)].name;
  if (session.done == before) return;
  follow(!reduced_motion);
  const int node = session.done > 0 ? derived.steps[static_cast<std::size_t>(session.done) - 1].node : -1;
  const auto like = std::find(beside.links.begin(), beside.links.end(), node);
  if (node >= 0 && like != beside.links.end() && !beside.camera_touched)
    beside.uncover(static_cast<int>(like - beside.links.begin()), !reduced_motion);
}

void App::State::set_step(int done) {
  playing = false;
  go_to(done);
}

void App::State::jump_to(int node) {
  const auto at = static_cast<std::size_t>(node);
  const std::string selected = session.selected;
  set_step(session.done <= derived.forward ? derived.value_step[at] : derived.gradient_step[at]);
  session.selected = selected;
}

void App::State::set_grain(view::Grain grain) {
  if (grain == session.grain) return;
  session.grain = grain;
  view::Lesson lesson = view::make_lesson(derived.analysis, grain);
  session.done = view::same_place(derived, session.done, lesson);
  session.pulse = 1;
  wires.done = -1;
  static_cast<view::Lesson&>(derived) = std::move(lesson);
  keep_step();
}

// From the end it plays from the start; elsewhere the first step comes at once.
void App::State::play(bool on) {
  const bool ended = session.done == static_cast<int>(derived.steps.size());
  if (on && ended) go_to(0);
  waited = ended ? 0 : 1;
  playing = on && !derived.steps.empty();
}

void App::State::play_on(float seconds) {
  if (!playing) return;
  waited += seconds * kSpeeds[speed];
  if (waited >= 1) {
    waited = std::fmod(waited, 1.f);
    go_to(session.done + 1);
  }
  playing = session.done < static_cast<int>(derived.steps.size());
}

void App::State::move(float seconds) {
  constexpr float kPulse = 0.7f;  // seconds; when the lesson plays faster than one step a second, of its steps
  Picture::move(seconds);
  beside.move(seconds);
  sheet.move(seconds);
  hand.move(seconds);
  session.pulse = std::min(1.f, session.pulse + seconds * (playing ? std::max(1.f, kSpeeds[speed]) : 1) / kPulse);
}

void App::State::apply(const view::Outcome& outcome) {
  const std::string selected = session.selected;
  session = outcome.session;
  if (trainer.on && trainer.attempt.kind == learn::Exercise::Kind::order && !session.selected.empty() && session.selected != selected)
    send_now(session.selected);
  if (outcome.camera_moved) look_from(outcome.session.camera);
  if (!outcome.input.empty()) drag_inputs({{outcome.input, outcome.value}});
  if (outcome.jump >= 0) jump_to(outcome.jump);
  if (outcome.blank >= 0) press_blank(outcome.blank);
  if (outcome.fold >= 0) fold(derived.frames[static_cast<std::size_t>(outcome.fold)]);
  if (outcome.drag_ended) end_drag();
  if (!outcome.moved.empty()) move_cards(outcome.moved);
  if (outcome.wired) drop(std::exchange(drag.wiring, {}));
  if (outcome.searches || outcome.sets || outcome.menu) {
    picker = {};
    picker.at = ImGui::GetMousePos();
    picker.menu = outcome.menu;
    picker.wire = session.wire;
    picker.use = session.wire.gate.empty() ? Picker::Use::add : Picker::Use::insert;
    if (!session.selected.empty()) picker.nodes = {session.selected};
    picker.all_marked = outcome.sets;
    if (outcome.sets) return ask(*this, Picker::Asks::value, value_words());
    ask(*this, outcome.menu ? Picker::Asks::act : Picker::Asks::gate);
  }
}

void App::State::fold(const view::Frame& frame) {
  if (!editable()) return;
  change_graph(with_folded(text, frame.function, frame.open));
}

void App::State::end_drag() {
  history.close_group();
  for (Picture* picture : {static_cast<Picture*>(this), static_cast<Picture*>(&beside)})
    if (!picture->camera_touched && picture->is_small()) picture->fit_view(!reduced_motion);  // a part stays in view as it is
}

void App::State::drag_inputs(const std::vector<Given>& values) {
  if (!editable()) return;
  std::string next = text, group = "drag";
  Graph edited;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) edited = build(parse(next)).graph;  // an edit moves what stands behind it
    const Graph& graph = i > 0 ? edited : derived.analysis.graph;
    const int node = graph.find(values[i].input);
    if (node < 0) return;
    next = apply_edit(next, set_input(next, graph, node, values[i].value));
    group += " " + values[i].input;
  }
  change_text(std::move(next), group, true);
  editor_stale = true;
}

// ---- app ----

namespace {

void set_style() {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigInputTextCursorBlink = false;  // a blinking caret would draw for ever
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.FrameBorderSize = 0;
  style.ScrollbarSize = 8;
  style.ScrollbarRounding = 4;
  style.PopupRounding = 10;
  style.PopupBorderSize = 1;
  style.WindowPadding = {0, 0};
}

void set_colours(const Theme& t) {
  ImVec4* colours = ImGui::GetStyle().Colors;
  auto set = [&](ImGuiCol at, ImU32 colour) { colours[at] = ImGui::ColorConvertU32ToFloat4(colour); };
  set(ImGuiCol_Text, t.of(view::Token::ink));
  set(ImGuiCol_TextDisabled, t.of(view::Token::soft));
  set(ImGuiCol_InputTextCursor, t.of(view::Token::accent));
  set(ImGuiCol_TextSelectedBg, faded(t.of(view::Token::accent), 0.28f));
  set(ImGuiCol_FrameBg, 0);
  set(ImGuiCol_ChildBg, 0);
  set(ImGuiCol_WindowBg, t.of(view::Token::card));
  set(ImGuiCol_PopupBg, t.of(view::Token::card));
  set(ImGuiCol_Border, t.of(view::Token::border));
  set(ImGuiCol_ScrollbarBg, 0);
  set(ImGuiCol_ScrollbarGrab, t.of(view::Token::border));
  set(ImGuiCol_ScrollbarGrabHovered, t.of(view::Token::faint));
  set(ImGuiCol_ScrollbarGrabActive, t.of(view::Token::faint));
}

// Edges one device pixel soft, curves and circles true to a fraction of one.
void set_sharpness() {
  const float pixel = 1 / std::max(ImGui::GetIO().DisplayFramebufferScale.x, 0.5f);
  ImDrawListSharedData* shared = ImGui::GetDrawListSharedData();
  shared->InitialFringeScale = pixel;
  shared->CurveTessellationTol = 0.5f * pixel;
  shared->SetCircleTessellationMaxError(0.2f * pixel);
}

}  // namespace

App::App(std::string_view program, std::uint64_t seed) : state_(std::make_unique<State>()) {
  state_->trainer.seed = seed;
  set_style();
  state_->fonts = add_fonts();
  state_->text = std::string(program);
  state_->derived = view::derive(program);
  state_->session.done = static_cast<int>(state_->derived.steps.size());
  state_->take_exercise();
}

App::~App() = default;

// Is one down, or has a letter come?
static bool any_key() {
  if (ImGui::GetIO().InputQueueCharacters.Size > 0) return true;
  for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_NamedKey_END; ++key)
    if ((key < ImGuiKey_MouseLeft || key > ImGuiKey_MouseWheelY) && ImGui::IsKeyDown(static_cast<ImGuiKey>(key))) return true;
  return false;
}

void App::frame() {
  State& s = *state_;
  s.spots.clear();
  if (ImGui::GetIO().DisplaySize.x < 1 || ImGui::GetIO().DisplaySize.y < 1) return;  // minimised
  s.move(ImGui::GetIO().DeltaTime);
  s.play_on(ImGui::GetIO().DeltaTime);
  s.awake = s.awake || ImGui::IsMousePosValid() || any_key();
  set_sharpness();
  set_colours(s.colours());
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size);
  ImGui::Begin("chainrule", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
  const bool slid = s.slid;
  s.slid = false;
  const bool beside = size.x >= kInspectorBeside;
  const float side = beside && has_inspector(s) ? 332.f : 0.f;
  if (beside) s.sheet = {};
  const float bottom = s.hides(steps_part) ? 0 : step_bar_height(size.x, size.y);
  const float top = s.hides(program_part) ? 0 : top_bar(s, size.x);
  const view::Viewport room{0, top, size.x - side, std::max(size.y - top - bottom, 1.f)};
  s.share_canvas(beside_sheet(s, room, s.sheet.place), beside_sheet(s, room, static_cast<float>(s.sheet.stop)));
  s.show_asked();
  canvas(s);
  if (s.table.open) table(s);
  if (s.landscape.open) landscape(s);
  sheet(s, room);
  if (!s.notice.words.empty() || s.notice.offers) notice(s);
  if (side > 0) side_panel(s, size.x - side, top, side, size.y - top - bottom, false);
  if (bottom > 0) step_bar(s, size.y - bottom, size.x, bottom);
  if (!s.pane.has_keyboard) s.pane.offered = {};
  if (!s.pane.offered.words.empty()) completion_list(s);
  if (s.carrying || any_key()) act_on_keys(s);
  s.picker.is_open() ? picker(s) : s.show_preview({});
  if (s.plot.moved_to) s.drag_inputs({{s.plot.operand, *std::exchange(s.plot.moved_to, std::nullopt)}});
  if (s.slide_to) s.drag_inputs({*std::exchange(s.slide_to, std::nullopt)});
  if (slid && !s.slid) s.history.close_group();
  if (std::exchange(s.landscape.walking, false)) {
    s.drag_inputs({{s.landscape.x, s.landscape.to.x}, {s.landscape.y, s.landscape.to.y}});
    if (!s.landscape.held) s.history.close_group();
  }
  ImGui::End();
}

// A finger that may rest long enough to ask for the menu.
static bool rests_on_canvas() {
  const ImGuiIO& io = ImGui::GetIO();
  return io.MouseSource == ImGuiMouseSource_TouchScreen && io.MouseDown[0] && io.MouseDownDuration[0] < 0.6f;
}

bool App::wants_frames() const {
  return state_->playing || state_->session.pulse < 1 || !state_->still() || !state_->beside.still() || state_->sheet.moves() ||
         state_->hand.speed != 0 || rests_on_canvas() || state_->picker.opens || state_->trainer.waits || state_->pane.between_lines;
}

const std::string& App::program() const { return state_->text; }

void App::set_program(std::string_view text) {
  state_->camera_touched = false;
  state_->follow_end = true;
  state_->session.selected.clear();
  state_->session.dragged.clear();
  state_->beside.session.dragged.clear();
  state_->beside.camera_touched = false;
  state_->change_text(std::string(text), "", false);
  state_->editor_stale = true;
  state_->take_exercise();
}

std::string App::trace() const {
  Analysis analysis = analyse(state_->text);
  return trace_json(state_->text, analysis);
}

std::string App::shown() const {
  Analysis analysis = state_->derived.analysis;
  return trace_json(state_->derived.text, analysis);
}

bool App::take_user_change() { return std::exchange(state_->user_change, false); }

bool App::set_language(std::string_view lines) {
  forget_outside_glyphs();
  for (std::size_t i = 0; i < lines.size();) {
    const CodePoint point = code_point_at(lines, i);
    i += static_cast<std::size_t>(point.bytes);
    if (point.value >= 0x80 && !math::can_draw(point.value)) return false;
  }
  state_->set_language(lines.empty() ? Language() : Language(lines));
  return true;
}

const Language& App::language() const { return state_->language; }

bool App::takes_tab() const {
  const Trainer& t = state_->trainer;
  return !state_->pane.offered.words.empty() || (t.has_keyboard && learn::next_open(t.attempt, t.attempt.asked) > t.attempt.asked);
}
bool App::takes_arrows() const { return state_->carrying; }

void App::set_importer(Importer importer) { state_->importer = importer; }
void App::set_files(Files* files) { state_->files = files; }
void App::save() {
  if (state_->files) state_->save();
}

void App::set_dark(bool dark) { state_->dark = dark; }
void App::set_contrast(bool high) { state_->contrast = high; }
bool App::dark() const { return state_->dark; }
bool App::contrast() const { return state_->contrast; }
void App::set_reduced_motion(bool reduced) {
  state_->reduced_motion = reduced;
  if (reduced) state_->move(60);  // all is where it was going
}
void App::set_renderer(Renderer* renderer) { state_->renderer = state_->beside.renderer = renderer; }

int App::steps_done() const { return state_->session.done; }
int App::steps() const { return static_cast<int>(state_->derived.steps.size()); }

void App::set_hidden(unsigned parts) {
  state_->hidden = parts;
  if (parts & program_part) state_->pane.has_keyboard = false;
}
void App::set_read_only(bool read_only) {
  state_->read_only = read_only;
  state_->pane.offered = {};
  state_->picker = {};
}
void App::set_shares(bool shares) { state_->shares = shares; }
App::Share App::take_share_wish() { return std::exchange(state_->share, Share::none); }

void App::step(int n) { state_->set_step(state_->session.done + n); }
void App::reset() { state_->set_step(0); }

bool App::undo() { return state_->undo(); }
bool App::redo() { return state_->redo(); }

bool App::find(std::string_view what, float* xywh) const {
  for (const Spot& spot : state_->spots) {
    if (spot.name != what) continue;
    xywh[0] = spot.x;
    xywh[1] = spot.y;
    xywh[2] = spot.width;
    xywh[3] = spot.height;
    return true;
  }
  return false;
}

}  // namespace chainrule::ui
