// ImGui's text field of the program pane, and what is done around it in a frame.
#pragma once

#include <string>
#include <vector>

#include "core/later.h"
#include "core/text.h"
#include "ui/app.h"
#include "ui/pane.h"

struct ImGuiInputTextState;

namespace chainrule::ui {

class Field {
 public:
  // `input`: the field's state, if it was the last to have the keyboard.
  explicit Field(ImGuiInputTextState* input) : input_(input) {}

  // Before the field: what it would understand otherwise is kept from it.
  void keys(App::State& state);
  void press(App::State& state, const Page& page);
  // After it: it sees all again.
  void give_back();
  // Its text is another one, or the caret has moved.
  void changed(App::State& state, const std::string& now, const view::Caret& after);
  void moved(App::State& state, const view::Caret& after);

  // The text becomes another one at once, with these carets.
  void write(App::State& state, view::Edited next, const std::string& group);
  void select(App::State& state, const view::Caret& caret);
  // What would set the diagnostic right is done, if something would.
  void fix(App::State& state, const Diagnostic* diagnostic);
  // The pointer is over the field: a press on what is underlined sets it right.
  void fix_under_pointer(App::State& state, const Page& page);
  // The chosen word of the list comes in place of the one at the caret.
  void accept(App::State& state);

 private:
  struct Taken {
    ImGuiKey key;
    float duration;
  };
  bool take(ImGuiKey key);  // true: it is pressed
  void take_press();
  void list_keys(App::State& state);
  // Words for the name at the caret, of which so many letters stand there.
  void offer(App::State& state, int least);

  ImGuiInputTextState* input_;
  std::vector<Taken> taken_;
  int presses_ = 0;
  bool pastes_ = false;
};

// What the message line says: about the place at the caret, else the worst. Null: there is nothing to say.
const Diagnostic* spoken(const App::State& state);

// The list of words at the caret, over everything else.
CHAINRULE_LATER void completion_list(App::State& state);

}  // namespace chainrule::ui
