#include "ui/acts.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <imgui_internal.h>

#include "ui/inspector.h"
#include "ui/state.h"
#include "view/neighbour.h"

namespace chainrule::ui {

namespace {

using S = App::State;

std::vector<int> selected(const S& s) { return view::selection(s.derived, s.session); }
bool editable(const S& s) { return s.editable(); }
bool changeable(const S& s) { return !s.read_only; }
const Node& node_of(const S& s, int node) { return s.derived.analysis.graph.nodes[static_cast<std::size_t>(node)]; }
bool some(const S& s) { return editable(s) && !selected(s).empty(); }
bool one(const S& s) { return editable(s) && selected(s).size() == 1; }
bool one_gate(const S& s) { return one(s) && node_of(s, selected(s)[0]).op != Op::input; }
bool one_input(const S& s) { return one(s) && node_of(s, selected(s)[0]).op == Op::input; }
bool a_wire(const S& s) { return editable(s) && view::wire_of(s.derived, s.session.wire) >= 0; }
bool some_gate(const S& s) {
  const std::vector<int> nodes = selected(s);
  return editable(s) && std::any_of(nodes.begin(), nodes.end(), [&](int node) { return node_of(s, node).op != Op::input; });
}
bool readable(const S& s) { return !s.stale_picture && !selected(s).empty(); }
bool readable_one(const S& s) { return !s.stale_picture && selected(s).size() == 1; }
bool shareable(const S& s) { return s.shares; }
bool graph(const S& s) { return s.has_graph(); }
bool exportable(const S& s) { return s.has_graph() && !s.hides(App::exports_part); }
bool pinned(const S& s) { return !s.read_only && !s.derived.pins.empty(); }
bool surveyed(const S& s) { return can_survey(s); }
bool worded(const S& s) { return s.beside.shown() || (s.has_graph() && !s.beside.wordings.empty()); }
bool deletable(const S& s) { return some(s) || a_wire(s); }

void ask_gate(S& s, Picker::Use use) {
  s.picker = {};
  s.picker.use = use;
  for (const int node : selected(s)) s.picker.nodes.push_back(node_of(s, node).name);
  s.picker.wire = s.session.wire;
  ask(s, Picker::Asks::gate);
}
void ask_about(S& s, Picker::Asks asks, std::string typed = {}) {
  s.picker = {};
  for (const int node : selected(s)) s.picker.nodes.push_back(node_of(s, node).name);
  s.picker.all_marked = true;
  ask(s, asks, std::move(typed));
}

void ask_format(S& s, bool copies) {
  s.picker = {};
  s.picker.copies = copies;
  ask(s, Picker::Asks::format);
}

void select_all(S& s) {
  std::vector<int> all(s.derived.cards.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
  view::select(s.derived, s.session, all);
}

// The selection goes to a neighbour, or takes it in.
void walk(S& s, view::Way way, bool more) {
  std::vector<int> nodes = selected(s);
  const int at = view::node_of(s.derived, s.session.selected), there = view::neighbour(s.derived, at, way);
  if (there < 0) return;
  if (!more) nodes.clear();
  nodes.erase(std::remove(nodes.begin(), nodes.end(), there), nodes.end());
  nodes.push_back(there);
  view::select(s.derived, s.session, nodes);
  s.uncover(there, !s.reduced_motion);
}
template <view::Way way, bool more>
void walks(S& s) { walk(s, way, more); }

template <int steps, bool fine>
void nudge(S& s) {
  const int node = selected(s)[0];
  const double value = s.derived.analysis.values[static_cast<std::size_t>(node)];
  s.drag_inputs({{node_of(s, node).name, view::dragged_value(value, 4.f * steps, fine)}});
}

// The selected cards by the arrow keys, until Enter, Escape or a press of the mouse.
void carry(S& s, bool on) {
  s.carrying = on;
  s.notice.words = on ? std::string(s.language.of(Word::carrying)) : std::string();
  if (!on) s.end_drag();
}
bool carried(const S& s) { return s.carrying && some(s); }
void put_down(S& s) { carry(s, false); }

template <int right, int down>
void carry_by(S& s) {
  constexpr double kGrid = 8;  // as by the mouse
  std::vector<NamedPair> cards;
  for (const int node : selected(s)) {
    const layout::Point at = s.derived.drawing.corners[static_cast<std::size_t>(node)];
    cards.push_back({node_of(s, node).name, kGrid * (std::round(at.x / kGrid) + right), kGrid * (std::round(at.y / kGrid) + down)});
  }
  s.move_cards(cards);
  if (s.camera_touched || !s.is_small()) s.uncover(view::node_of(s.derived, s.session.selected), !s.reduced_motion);
}

// The function that the selected node is the call of, or the innermost that it stands in; -1: none.
int frame_of(const S& s) {
  const int node = view::node_of(s.derived, s.session.selected);
  const std::vector<view::Frame>& frames = s.derived.frames;  // the open ones first, one for each group
  const std::vector<Group>& groups = s.derived.analysis.graph.groups;
  for (std::size_t i = 0; i < frames.size(); ++i)
    if (!frames[i].open && frames[i].node == node) return static_cast<int>(i);
  for (std::size_t i = 0; i < frames.size() && frames[i].open; ++i)
    if (groups[i].first <= node && node < groups[i].last) return static_cast<int>(i);
  return -1;
}
bool with_files(const S& s) { return s.files != nullptr; }
bool savable(const S& s) { return s.files || s.shares; }
bool in_frame(const S& s) { return editable(s) && frame_of(s) >= 0; }
void fold(S& s) { s.fold(s.derived.frames[static_cast<std::size_t>(frame_of(s))]); }

void escape(S& s) {
  if (s.carrying) {
    put_down(s);
  } else if (!s.notice.words.empty()) {
    s.notice.words.clear();
  } else if (s.sheet.stop != Sheet::Stop::closed) {
    turn_sheet(s);
  } else {
    view::select(s.derived, s.session, {});
    s.beside.own.clear();
  }
}

void jump(S& s) { s.jump_to(view::node_of(s.derived, s.session.selected)); }
void show_all(S& s) {
  s.show_all(!s.reduced_motion);
  s.beside.show_all(!s.reduced_motion);
}

void copy(S& s, bool cuts) {
  const std::string program = cuts ? s.cut() : s.copied();
  if (!program.empty()) ImGui::SetClipboardText(program.c_str());
}
void paste(S& s) {
  if (const char* program = ImGui::GetClipboardText()) s.paste(program);
}

template <App::Share what>
void share(S& s) { s.share = what; }

using On = ActRow::On;
constexpr ImGuiKeyChord C = ImGuiMod_Ctrl, H = ImGuiMod_Shift, A = ImGuiMod_Alt;

bool in_fields(const ActRow& row) { return row.on == On::anything || row.on == On::files; }
// A page has events of its own for these; and holding them does them once.
bool of_clipboard(ImGuiKeyChord key) { return key == (C | ImGuiKey_C) || key == (C | ImGuiKey_X) || key == (C | ImGuiKey_V); }

// The menu shows them in this order.
constexpr ActRow kTable[] = {
    {"insert", Word::act_insert, 0, On::selection, a_wire, [](S& s) { ask_gate(s, Picker::Use::insert); }},
    {"add", Word::act_add, ImGuiKey_Insert, On::selection, editable, [](S& s) { ask_gate(s, Picker::Use::add); }},
    {"value", Word::act_value, H | ImGuiKey_V, On::selection, one_input, [](S& s) { ask_about(s, Picker::Asks::value, s.value_words()); }},
    {"range", Word::act_range, H | ImGuiKey_L, On::selection, one_input, [](S& s) { ask_about(s, Picker::Asks::range, s.range_words()); }},
    {"connect", Word::act_connect, H | ImGuiKey_W, On::selection, one, [](S& s) { ask_about(s, Picker::Asks::port); }},
    {"change", Word::act_change, H | ImGuiKey_C, On::selection, one_gate, [](S& s) { ask_gate(s, Picker::Use::change); }},
    {"rename", Word::act_rename, ImGuiKey_F2, On::selection, one, [](S& s) { ask_about(s, Picker::Asks::name, s.session.selected); }},
    {"rewrite", Word::act_rewrite, H | ImGuiKey_R, On::selection, some_gate, [](S& s) { ask_about(s, Picker::Asks::rewrite); }},
    {"fold", Word::act_fold, C | ImGuiKey_G, On::selection, some_gate,
     [](S& s) { ask_about(s, Picker::Asks::function, s.free_function_name()); }},
    {"open", Word::act_open, C | H | ImGuiKey_G, On::selection, in_frame, fold},
    {"output", Word::act_output, H | ImGuiKey_O, On::selection, one, [](S& s) { s.make_output(selected(s)[0]); }},
    {"cut", Word::act_cut, C | ImGuiKey_X, On::selection, some, [](S& s) { copy(s, true); }},
    {"copy", Word::copy, C | ImGuiKey_C, On::selection, readable, [](S& s) { copy(s, false); }},
    {"paste", Word::act_paste, C | ImGuiKey_V, On::selection, editable, paste},
    {"duplicate", Word::act_duplicate, C | ImGuiKey_D, On::selection, some, [](S& s) { s.duplicate(); }},
    {"move", Word::act_move, H | ImGuiKey_M, On::selection, some, [](S& s) { carry(s, !s.carrying); }},
    {"delete", Word::act_delete, ImGuiKey_Delete, On::selection, deletable, [](S& s) { s.remove_selection(); }},
    {"tidy", Word::act_tidy, H | ImGuiKey_T, On::selection, pinned, [](S& s) { s.tidy(); }},
    {"all", Word::act_select_all, C | ImGuiKey_A, On::canvas, graph, select_all},
    {"find", Word::act_find, H | ImGuiKey_N, On::canvas, graph, [](S& s) { s.picker = {}; ask(s, Picker::Asks::node); }},
    {"undo", Word::act_undo, C | ImGuiKey_Z, On::anything, changeable, [](S& s) { s.undo(); }},
    {"redo", Word::act_redo, C | H | ImGuiKey_Z, On::anything, changeable, [](S& s) { s.redo(); }},
    {"redo", Word::count, C | ImGuiKey_Y, On::anything, changeable, [](S& s) { s.redo(); }},
    {"palette", Word::act_palette, C | ImGuiKey_K, On::anything, nullptr, [](S& s) { s.picker = {}; ask(s, Picker::Asks::act); }},
    {"move-left", Word::count, ImGuiKey_LeftArrow, On::canvas, carried, carry_by<-1, 0>},
    {"move-right", Word::count, ImGuiKey_RightArrow, On::canvas, carried, carry_by<1, 0>},
    {"move-up", Word::count, ImGuiKey_UpArrow, On::carried, carried, carry_by<0, -1>},
    {"move-down", Word::count, ImGuiKey_DownArrow, On::carried, carried, carry_by<0, 1>},
    {"put-down", Word::count, ImGuiKey_Enter, On::canvas, carried, put_down},
    {"file", Word::act_file, C | ImGuiKey_O, On::files, with_files, [](S& s) { s.picker = {}; ask(s, Picker::Asks::file); }},
    {"save", Word::act_save, C | ImGuiKey_S, On::files, savable, [](S& s) { s.save(); }},
    {"export", Word::act_export, 0, On::canvas, exportable, [](S& s) { ask_format(s, false); }},
    {"copy-as", Word::act_copy_as, 0, On::canvas, exportable, [](S& s) { ask_format(s, true); }},
    {"forward", Word::act_forward, ImGuiKey_RightArrow, On::canvas, graph, [](S& s) { s.set_step(s.session.done + 1); }},
    {"forward", Word::count, ImGuiKey_Space, On::canvas, graph, [](S& s) { s.set_step(s.session.done + 1); }},
    {"back", Word::act_back, ImGuiKey_LeftArrow, On::canvas, graph, [](S& s) { s.set_step(s.session.done - 1); }},
    {"first", Word::act_first, ImGuiKey_Home, On::canvas, graph, [](S& s) { s.set_step(0); }},
    {"last", Word::act_last, ImGuiKey_End, On::canvas, graph, [](S& s) { s.set_step(static_cast<int>(s.derived.steps.size())); }},
    {"play", Word::act_play, H | ImGuiKey_Space, On::canvas, graph, [](S& s) { s.play(!s.playing); }},
    {"play", Word::count, H | ImGuiKey_P, On::canvas, graph, [](S& s) { s.play(!s.playing); }},
    {"jump", Word::act_jump, ImGuiKey_Enter, On::canvas, readable_one, jump},
    {"grain", Word::act_grain, H | ImGuiKey_G, On::canvas, graph,
     [](S& s) { s.set_grain(s.session.grain == view::Grain::gate ? view::Grain::edge : view::Grain::gate); }},
    {"fit", Word::act_fit, H | ImGuiKey_F, On::canvas, graph, show_all},
    {"inspector", Word::act_inspector, H | ImGuiKey_I, On::canvas, graph, turn_sheet},
    {"beside", Word::act_beside, H | ImGuiKey_B, On::canvas, worded, [](S& s) { s.show_beside(!s.beside.wanted); }},
    {"table", Word::show_table, 0, On::canvas, graph, [](S& s) { s.table.open = true; }},
    {"landscape", Word::show_landscape, 0, On::canvas, surveyed, [](S& s) { s.landscape.open = true; }},
    {"predict", Word::act_predict, H | ImGuiKey_Q, On::canvas, graph, [](S& s) { s.train(!s.trainer.on); }},
    {"lessons", Word::act_lessons, 0, On::canvas, [](const S& s) { return !s.trainer.lessons.empty(); },
     [](S& s) { s.picker = {}; ask(s, Picker::Asks::lesson); }},
    {"link", Word::act_link, 0, On::canvas, shareable, share<App::Share::link>},
    {"iframe", Word::act_iframe, 0, On::canvas, shareable, share<App::Share::iframe>},
    {"tag", Word::act_tag, 0, On::canvas, shareable, share<App::Share::tag>},
    {"theme", Word::act_theme, 0, On::canvas, nullptr, [](S& s) { s.dark = !s.dark; }},
    {"left", Word::act_walk, H | ImGuiKey_LeftArrow, On::canvas, graph, walks<view::Way::left, false>},
    {"right", Word::count, H | ImGuiKey_RightArrow, On::canvas, graph, walks<view::Way::right, false>},
    {"up", Word::count, H | ImGuiKey_UpArrow, On::canvas, graph, walks<view::Way::up, false>},
    {"down", Word::count, H | ImGuiKey_DownArrow, On::canvas, graph, walks<view::Way::down, false>},
    {"more-left", Word::act_walk_more, A | H | ImGuiKey_LeftArrow, On::canvas, graph, walks<view::Way::left, true>},
    {"more-right", Word::count, A | H | ImGuiKey_RightArrow, On::canvas, graph, walks<view::Way::right, true>},
    {"more-up", Word::count, A | H | ImGuiKey_UpArrow, On::canvas, graph, walks<view::Way::up, true>},
    {"more-down", Word::count, A | H | ImGuiKey_DownArrow, On::canvas, graph, walks<view::Way::down, true>},
    {"raise", Word::act_nudge, C | ImGuiKey_UpArrow, On::canvas, one_input, nudge<1, false>},
    {"lower", Word::count, C | ImGuiKey_DownArrow, On::canvas, one_input, nudge<-1, false>},
    {"raise-fine", Word::act_nudge_fine, C | H | ImGuiKey_UpArrow, On::canvas, one_input, nudge<1, true>},
    {"lower-fine", Word::count, C | H | ImGuiKey_DownArrow, On::canvas, one_input, nudge<-1, true>},
    {"keys", Word::act_keys, H | ImGuiKey_Slash, On::canvas, nullptr,
     [](S& s) { s.picker = {}; s.picker.keys = true; ask(s, Picker::Asks::act); }},
    {"escape", Word::count, ImGuiKey_Escape, On::canvas, nullptr, escape},
};

// Keys with the same meaning.
ImGuiKey usual(ImGuiKey key) {
  if (key == ImGuiKey_KeypadEnter) return ImGuiKey_Enter;
  return key == ImGuiKey_Backspace ? ImGuiKey_Delete : key;
}

// What is typed on the canvas: a letter or a sign begins the search for a gate; with an input selected, a digit begins its value.
void type(S& s, unsigned c) {
  if (s.trainer.on && s.trainer.attempt.asked >= 0) {  // an answer begins
    s.trainer.typed.clear();
    add_letter(s.trainer.typed, c);
    s.trainer.opens = s.trainer.first_letter = true;
    return;
  }
  if (s.read_only) return;
  const bool digit = (c >= '0' && c <= '9') || c == '.' || (c == '-' && one_input(s));
  if (c >= '1' && c <= '9' && one_gate(s)) {  // its operands, from above
    const view::Card& card = s.derived.cards[static_cast<std::size_t>(selected(s)[0])];
    const std::size_t row = c - '1';
    if (row < card.rows.size()) s.session.wire = {s.session.selected, card.rows[row].place};
    return;
  }
  if (digit && one_input(s)) {
    ask_about(s, Picker::Asks::value, std::string(1, static_cast<char>(c)));
    s.picker.all_marked = false;
  } else if ((c >= 'a' && c <= 'z') || c > 0x7F || (c < 0x80 && c != 0 && std::strchr("+-*/^", static_cast<int>(c)))) {
    ask_gate(s, view::wire_of(s.derived, s.session.wire) >= 0 ? Picker::Use::insert : Picker::Use::add);
    add_typed(s.picker, c);
  }
}

}  // namespace

int act_count() { return static_cast<int>(std::size(kTable)); }
const ActRow& act_row(int index) { return kTable[index]; }

std::string key_words(ImGuiKeyChord chord) {
  const bool mac = ImGui::GetIO().ConfigMacOSXBehaviors;
  std::string words;
  auto add = [&](ImGuiKeyChord mod, const char* pc, const char* sign) {
    if (chord & mod) words += mac ? sign : pc;
  };
  add(ImGuiMod_Alt, "Alt+", "\u2325");
  add(ImGuiMod_Ctrl, "Ctrl+", "\u2318");
  const auto key = static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_);
  if (key == ImGuiKey_Slash && (chord & ImGuiMod_Shift)) return words + "?";
  add(ImGuiMod_Shift, "Shift+", "\u21E7");
  switch (key) {
    case ImGuiKey_LeftArrow: return words + "\u2190";
    case ImGuiKey_RightArrow: return words + "\u2192";
    case ImGuiKey_UpArrow: return words + "\u2191";
    case ImGuiKey_DownArrow: return words + "\u2193";
    default: return words + ImGui::GetKeyName(key);
  }
}

bool takes_chord(ImGuiKeyChord chord, bool in_text, bool carrying) {
  const auto key = usual(static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_));
  chord = (chord & ImGuiMod_Mask_) | key;
  return std::any_of(std::begin(kTable), std::end(kTable), [&](const ActRow& row) {
    return row.key == chord && key != ImGuiKey_Escape && !of_clipboard(chord) && (!in_text || in_fields(row)) &&
           (carrying || row.on != On::carried);
  });
}

void act_on_keys(S& s) {
  const ImGuiIO& io = ImGui::GetIO();
  if (s.carrying && (s.picker.is_open() || io.WantTextInput || ImGui::IsMouseClicked(ImGuiMouseButton_Left) || !some(s))) put_down(s);
  if (s.picker.is_open()) return;
  ImGuiKeyChord mods = io.KeyMods;
  if (mods & ImGuiMod_Super) mods = (mods & ~ImGuiMod_Super) | ImGuiMod_Ctrl;
  for (const ActRow& row : kTable) {
    if ((row.key & ImGuiMod_Mask_) != mods || row.key == 0 || (io.WantTextInput && !in_fields(row))) continue;
    const auto key = static_cast<ImGuiKey>(row.key & ~ImGuiMod_Mask_);
    const bool pressed = ImGui::IsKeyPressed(key, !of_clipboard(row.key)) ||
                         (key == ImGuiKey_Enter && ImGui::IsKeyPressed(ImGuiKey_KeypadEnter)) ||
                         (key == ImGuiKey_Delete && ImGui::IsKeyPressed(ImGuiKey_Backspace));
    if (!pressed || (row.possible && !row.possible(s))) continue;
    ImGui::GetIO().InputQueueCharacters.resize(0);  // the key's own letter is not typed
    return row.run(s);
  }
  if (io.WantTextInput || (mods & (ImGuiMod_Ctrl | ImGuiMod_Alt)) || s.stale_picture) return;
  for (const ImWchar c : io.InputQueueCharacters) {
    if (s.picker.is_open()) add_typed(s.picker, c);
    else if (s.trainer.first_letter) add_letter(s.trainer.typed, c);
    else type(s, c);
  }
  if (s.picker.is_open() || s.trainer.first_letter) ImGui::GetIO().InputQueueCharacters.resize(0);  // they are in it
}

}  // namespace chainrule::ui
