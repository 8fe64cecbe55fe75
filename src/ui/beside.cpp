// The second picture: the program in another wording, linked to the first.
#include <algorithm>
#include <utility>

#include "ui/inspector.h"
#include "ui/state.h"

namespace chainrule::ui {

using view::Token;

namespace {

// px, beside the drawing's own margin: room for the buttons and the name. In a narrow window the margin is small.
constexpr float kClear = 16, kMoreClear = 48, kButtons = 56;

Word word_of(Wording wording) {
  constexpr Word kWords[] = {Word::with_sigmoid, Word::with_gates, Word::functions_folded, Word::functions_open, Word::sums_and_products};
  return kWords[static_cast<int>(wording)];
}

const std::string& name_in(const Picture& picture, int node) {
  static const std::string none;
  return node < 0 ? none : picture.derived.analysis.graph.nodes[static_cast<std::size_t>(node)].name;
}

// The like of what has this name: of a node of the second picture in the first, and back.
const std::string& like_in_first(const App::State& s, const std::string& name) {
  const int node = view::node_of(s.beside.derived, name);
  return name_in(s, node < 0 ? -1 : s.beside.links[static_cast<std::size_t>(node)]);
}

const std::string& like_in_second(const App::State& s, const std::string& name) {
  const int node = view::node_of(s.derived, name);
  const auto link = std::find(s.beside.links.begin(), s.beside.links.end(), node);
  return name_in(s.beside, node < 0 || link == s.beside.links.end() ? -1 : static_cast<int>(link - s.beside.links.begin()));
}

}  // namespace

const std::vector<Wording>& App::State::other_wordings() {
  if (!std::exchange(beside.sought, true) && !stale_picture) beside.wordings = wordings_of(text, derived.analysis);
  return beside.wordings;
}

void App::State::show_beside(bool on) {
  if (on == beside.wanted || (on && other_wordings().empty())) return;
  beside.wanted = on;
  if (on) {
    beside.camera_before = session.camera;
    beside.touched_before = camera_touched;
    camera_touched = beside.camera_touched = false;
    renew_beside(false, false);
    return;
  }
  beside.derived = {};
  beside.scene = {};
  beside.links.clear();
  beside.own.clear();
  camera_touched = beside.touched_before;
  flight.stop();
  if (camera_touched) session.camera = beside.camera_before;
}

void App::State::next_wording() {
  const auto now = std::find(beside.wordings.begin(), beside.wordings.end(), beside.wording);
  if (now == beside.wordings.end()) return;
  beside.wording = now + 1 == beside.wordings.end() ? beside.wordings.front() : now[1];
  beside.camera_touched = false;
  renew_beside(!reduced_motion, false);
}

void App::State::renew_beside(bool glides, bool dragging) {
  if (!beside.wanted) return;
  Beside& b = beside;
  const std::vector<Wording>& all = other_wordings();
  if (std::find(all.begin(), all.end(), b.wording) == all.end() && !all.empty()) b.wording = all.front();
  const std::string words = all.empty() ? std::string() : in_wording(text, b.wording);
  if (dragging) b.glide.stop(b.derived);
  b.wires.done = -1;
  if (!dragging || !view::renumber(b.derived, words)) {
    view::Derived now = all.empty() ? view::Derived() : view::derive(words, dragging ? &b.derived : nullptr, language, session.grain);
    const view::Derived before = std::exchange(b.derived, std::move(now));
    b.glide = {};
    if (glides) b.glide.begin(before, b.derived);
    b.links = view::link(derived, b.derived);
    b.scene = {};
  }
  keep_step();
  b.session.done = session.done;
  if (!b.camera_touched && !dragging) b.fit_view(glides);
}

void App::State::keep_step() {
  if (!beside.shown()) return;
  view::keep_step(derived, beside.derived, beside.links);
  beside.wires.done = -1;
}

void App::State::apply_beside(const view::Outcome& outcome, bool touched) {
  const bool chosen = outcome.session.selected != beside.session.selected;
  beside.session = outcome.session;
  if (touched) session.dragged = outcome.session.dragged;
  if (outcome.camera_moved) beside.look_from(outcome.session.camera);
  if (chosen) {
    beside.own = outcome.session.selected;
    session.selected = like_in_first(*this, beside.own);
  }
  if (!outcome.input.empty()) drag_inputs({{outcome.input, outcome.value}});
  if (outcome.jump >= 0 && beside.links[static_cast<std::size_t>(outcome.jump)] >= 0) jump_to(beside.links[static_cast<std::size_t>(outcome.jump)]);
  if (outcome.fold >= 0) fold(beside.derived.frames[static_cast<std::size_t>(outcome.fold)]);
  if (outcome.drag_ended) end_drag();
}

void App::State::link_selection() {
  view::Session& there = beside.session;
  there.done = session.done;
  there.grain = session.grain;
  there.pulse = session.pulse;
  there.lit = like_in_second(*this, session.lit);
  there.selected = session.selected.empty() ? beside.own : like_in_second(*this, session.selected);
}

void App::State::link_pointers() {
  const std::string lit = session.dragged.empty() ? session.hovered : session.dragged;
  if (session.hovered.empty()) session.hovered = like_in_first(*this, beside.session.hovered);
  if (!lit.empty()) beside.session.hovered = like_in_second(*this, lit);
  link_selection();
}

void App::State::share_canvas(const view::Viewport& whole, const view::Viewport& at_rest) {
  area = whole;
  const bool two = beside.shown();
  const bool narrow = whole.width < 700;
  foot = !two ? 0 : narrow ? kMoreClear : kClear;
  buttons = !two && has_buttons(*this, at_rest) ? kButtons : 0;
  beside.head = kClear;
  beside.foot = narrow ? kMoreClear : kClear;
  auto settle = [&](Picture& picture, const view::Viewport& there, const view::Viewport& in_rest, int node) {
    if (!picture.place(there, in_rest)) return;
    if (sheet.moves()) {
      picture.uncover(node, !reduced_motion);
    } else if (!picture.camera_touched) {
      picture.fit_view(false);
    }
  };
  if (!two) return settle(*this, whole, at_rest, shown_node(*this));
  if (session.dragged.empty()) beside.stacked = view::stand_stacked(derived, beside.derived, at_rest);  // else nothing jumps
  const view::Shares now = view::share_out(whole, beside.stacked), then = view::share_out(at_rest, beside.stacked);
  settle(*this, now.first, then.first, shown_node(*this));
  settle(beside, now.second, then.second, view::node_of(beside.derived, beside.session.selected));
}

void wording_button(App::State& s) {
  const view::Viewport& v = s.beside.viewport;
  const std::string_view name = s.language.of(word_of(s.beside.wording));
  const math::Box words = math::words(name, math::Face::sans, 13, math::Role::soft);
  if (words.width + 56 > v.width) return;
  if (s.beside.wordings.size() < 2) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled({v.x + 10, v.y + 12}, {v.x + 22 + words.width, v.y + 36}, faded(s.colours().of(Token::paper), 0.85f), 6);
    paint_box(list, s.fonts, s.colours(), words, {v.x + 16, v.y + 29});
    s.spots.push_back({"wording", v.x + 16, v.y + 16, words.width, 18});
  } else if (button(s, "wording", v.x + 16, v.y + 12, words.width + 24, 32, name)) {
    s.next_wording();
  }
}

}  // namespace chainrule::ui
