// A list that is narrowed by typing: the palette of acts, the menu, the search for a gate, and the line in which a name or a number is
// typed. One at a time is open.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "core/later.h"
#include "ui/app.h"
#include "view/session.h"

namespace chainrule::ui {

struct Picker {
  enum class Asks : std::uint8_t {
    nothing,
    act,       // what to do
    gate,      // to be added, put into a wire, or put in another's place
    port,      // where a wire is to go
    node,      // to be selected and shown
    rewrite,   // another way to write what is selected
    lesson,    // to be begun
    format,    // to be exported or copied as
    file,      // to be opened
    name,      // of a node
    function,  // the name of the function that the selection becomes
    value,     // of an input
    range,     // of its slider
    save,      // the path of a file
    exported,  // the path of a file whose ending says the format
  };
  enum class Use : std::uint8_t { add, insert, change };
  struct Row {
    std::string sign, label, detail, answer;
    int place = -1;        // of an operand
    bool enabled = true;
  };

  Asks asks = Asks::nothing;
  Use use = Use::add;
  bool copies = false;     // of the formats, into the clipboard
  bool menu = false;       // of the acts, those on what is selected
  bool keys = false;       // of the acts, those that have a key, to be read
  std::vector<std::string> nodes;  // that it is about: operands, a wire's start, what is renamed
  view::Wire wire;         // the wire that it is about
  std::string typed;
  std::string refusal;     // why what was typed last cannot be done
  int row = 0;
  std::vector<Row> rows;
  bool stale = true;       // they are of other letters
  bool opens = false;      // it is to open in this frame
  bool all_marked = false; // the next letter replaces what is typed
  ImVec2 at;               // px, its upper left corner if there is room

  // Asked for from beside the picture, and done in the next frame.
  struct Wish {
    std::optional<std::string> typed;  // in place of what is typed; where a text is taken it is given as the answer
    int row = -1;                      // to be chosen
    bool closes = false;
  } wish;

  bool is_open() const { return asks != Asks::nothing; }
  bool takes_text() const { return asks >= Asks::name; }
  bool takes_tab() const { return (asks == Asks::file || asks == Asks::save || asks == Asks::exported) && !rows.empty(); }  // it completes what is typed
};

// What it asks, and what it says of what was typed: why it cannot be done, or that nothing is found.
std::string_view question(const App::State& state);
std::string picker_says(const App::State& state);
// Opens it with these letters typed; what it is about is set before.
void ask(App::State& state, Picker::Asks asks, std::string typed = {});
// A letter of the keyboard, into a text.
void add_letter(std::string& text, unsigned code);
void add_typed(Picker& picker, unsigned code);
// Draws it, if it is open, and does what is chosen.
CHAINRULE_LATER void picker(App::State& state);

}  // namespace chainrule::ui
