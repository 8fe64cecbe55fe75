// Editing several places of the text at once, and whole lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chainrule::view {

// A selection, in bytes; the caret is at `head`.
struct Caret {
  std::size_t anchor = 0, head = 0;
  std::size_t begin() const { return anchor < head ? anchor : head; }
  std::size_t end() const { return anchor < head ? head : anchor; }
  bool operator==(const Caret&) const = default;
};

// A text with the caret that has the keyboard, and others that do as it does.
struct Edited {
  std::string text;
  Caret main;
  std::vector<Caret> others;
};

// The main caret's edit, done at the others too: so many characters before and behind them go, and the same text comes.
// `after` is the text that it left, with the caret at the end of what came.
Edited repeat_edit(std::string_view before, const Caret& main, const std::vector<Caret>& others, std::string_view after, std::size_t caret);

// The others move as the main caret did on its line. Empty where it left the line.
std::vector<Caret> repeat_move(std::string_view text, const Caret& before, const Caret& after, const std::vector<Caret>& others);

// The name at the caret wherever it stands as that name, in directives too, in the order of the text; of a function's own parameter,
// within it. Empty where no name of the program is.
std::vector<Caret> occurrences(std::string_view text, std::size_t caret);

// The selected text where it comes next behind the last caret, from the text's end on from its start; words are found as words if
// `word`. {0, 0}: every one has a caret.
Caret next_like(std::string_view text, const Caret& main, const std::vector<Caret>& others);

// The name or number around the caret; {caret, caret} if there is none.
Caret word_around(std::string_view text, std::size_t caret);

// A caret in the line above or below, as many characters from its start; {caret, caret} where there is no line.
std::size_t in_next_line(std::string_view text, std::size_t caret, bool down);

// The selected lines become comments, or lines of the program again, if all are comments.
Edited toggle_comment(std::string_view text, const Caret& main);

// The selected lines change places with the line above or below. The text as it is, if there is none.
Edited move_lines(std::string_view text, const Caret& main, bool down);

}  // namespace chainrule::view
