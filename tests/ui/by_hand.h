// An act by the mouse and by the keyboard alone, with the text afterwards letter by letter.
#pragma once

#include <functional>
#include <initializer_list>

#include "ui/window.h"

namespace chainrule::ui::test {

inline const std::string kTwo = "# a product\nf = (x + y)*z  # out\nx = -2; y = 5\nz = -4";

constexpr ImGuiKey kLeft = ImGuiKey_LeftArrow, kRight = ImGuiKey_RightArrow, kUp = ImGuiKey_UpArrow, kDown = ImGuiKey_DownArrow;

struct Key {
  ImGuiKey key;
  bool ctrl = false, shift = false, alt = false;
};
inline void press(Window& w, const Key& k) { w.key(k.key, k.ctrl, k.shift, k.alt); }

// The text after an act, by one hand or the other; and undo gives the first text again.
inline void by_both(const std::string& program, const std::string& after, const std::function<void(Window&)>& mouse,
                    const std::function<void(Window&)>& keys) {
  for (const bool by_mouse : {true, false}) {
    INFO("by mouse: ", by_mouse);
    Window w(program);
    (by_mouse ? mouse : keys)(w);
    CHECK(w.text() == after);
    if (after == program) continue;
    w.app().undo();
    CHECK(w.text() == program);
    w.app().redo();
    CHECK(w.text() == after);
  }
}

inline void menu_at(Window& w, ImVec2 at, const std::string& act) {
  w.move(at);
  w.button(true, 1);
  w.button(false, 1);
  w.settle();
  w.click("row:" + act);
}
inline void menu(Window& w, const std::string& what, const std::string& act) { menu_at(w, w.place(what).middle(), act); }

// From the output, card by card.
using Way = std::initializer_list<ImGuiKey>;
inline void select(Window& w, Way way) {
  for (const ImGuiKey key : way) w.key(key, false, true);
}

inline void type(Window& w, const std::string& text) {
  for (const char c : text) w.type(std::string(1, c));
}
inline void enter(Window& w) { w.key(ImGuiKey_Enter); }
inline void answer(Window& w, const std::string& words) {
  type(w, words);
  enter(w);
}
// The command of this name, from the palette.
inline void command(Window& w, const std::string& words) {
  w.key(ImGuiKey_K, true);
  answer(w, words);
}

// What has a row in the menu and a key, and may want an answer.
struct Request {
  std::string card, act;
  Way way;           // to the card
  Key key;
  std::string words{};  // the answer; empty: none is wanted
};
inline void ask_by_menu(Window& w, const Request& r) {
  menu(w, "card:" + r.card, r.act);
  if (!r.words.empty()) answer(w, r.words);
}
inline void ask_by_key(Window& w, const Request& r) {
  select(w, r.way);
  press(w, r.key);
  if (!r.words.empty()) answer(w, r.words);
}
inline void by_menu_and_key(const std::string& program, const std::string& after, const Request& r) {
  by_both(program, after, [&](Window& w) { ask_by_menu(w, r); }, [&](Window& w) { ask_by_key(w, r); });
}

// An answer that cannot be taken: nothing changes, and the field stays, with words that say why.
inline void refuses(Window& w, const std::string& words) {
  const std::string before = w.text();
  answer(w, words);
  CHECK(w.text() == before);
  CHECK(w.place("picker").found);
  w.key(ImGuiKey_Escape);
  CHECK_FALSE(w.place("picker").found);
}

// Halfway along the wire from a node to an operand place.
inline ImVec2 on_wire(Window& w, const std::string& from, const std::string& to) {
  const ImVec2 a = w.place("out:" + from).middle(), b = w.place("in:" + to).middle();
  return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}
inline void drag_to(Window& w, const std::string& from, const std::string& to) {
  const ImVec2 a = w.place(from).middle(), b = w.place(to).middle();
  w.drag(a, {b.x - a.x, b.y - a.y});
}

struct Shift {
  Shift() { ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true); }
  ~Shift() { ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false); }
  Shift(const Shift&) = delete;
  Shift& operator=(const Shift&) = delete;
};

}  // namespace chainrule::ui::test
