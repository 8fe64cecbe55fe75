// The program pane: ImGui's text field has the keyboard, the caret and the selection; what is seen of the text is painted here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "core/complete.h"
#include "view/text_colours.h"
#include "view/text_edits.h"
#include "view/text_lines.h"

struct ImFontBaked;

namespace chainrule::ui {

struct Pane;

// Where the letters stand, in screen px, after scrolling.
struct Page {
  float x = 0, y = 0, line = 0;                      // the first letter's line box; px per line
  float left = 0, top = 0, right = 0, bottom = 0;    // what is seen
  ImFontBaked* letters = nullptr;                    // of this frame
  float scale = 1;                                   // of its glyphs

  // Of a part of a line, in px: ideographs are wider than letters.
  float width(std::string_view part) const;
  // The left end of the line box of the letter at this byte.
  ImVec2 at(const Pane& pane, std::size_t byte) const;
  // The byte before which a press puts the caret.
  std::size_t byte_at(const Pane& pane, ImVec2 point) const;
};

struct Pane {
  std::string buffer;       // what the text field works on
  double typed_at = 0;      // when it was changed last, by ImGui's clock in seconds
  ImGuiID field = 0;
  Page page;                // as it was painted last
  bool has_keyboard = false;
  view::Caret main;         // the field's own
  std::vector<view::Caret> others;  // that do as it does
  double scrolled_at = 0;   // by ImGui's clock
  bool between_lines = false;  // it is to come to rest on a whole line

  // What may stand at the caret, offered in a list; closed where there are no words.
  Completions offered;
  int chosen = 0;
  bool picked = false;      // by an arrow key: then Enter takes it too
  bool list_pressed = false;  // the press is the list's, not the field's

  // Computed from the text.
  bool known = false;
  std::string text;
  std::vector<view::Run> runs;
  std::vector<std::size_t> starts;    // of lines
  std::vector<view::Said> said;       // nothing while the picture is of an older text
  std::vector<float> widths;          // px of each line that computes something; else 0
};

}  // namespace chainrule::ui
