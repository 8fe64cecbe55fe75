// A lesson: a plain Markdown file. The first heading is its title; a line "minutes: 8" under it says how long it takes. Each fenced block
// that begins with ```chain is a program, with its exercise as directives; it makes a page with the text that stands before it (since the
// block before). Headings of the second level are the pages' titles; a second one before a block begins a page for reading. Text after the
// last block is such a page too.
// In the text: paragraphs, "- " lists, **bold**, `code`, $formula$ and $$formula$$; everything else is shown as it is written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"

namespace chainrule::learn {

struct Run {  // of text in one style
  enum class Style : std::uint8_t { plain, bold, code, formula };
  Style style = Style::plain;
  std::string text;
};
struct Paragraph {
  enum class Kind : std::uint8_t { text, item, display };  // item: of a list; display: one formula on a line of its own
  Kind kind = Kind::text;
  std::vector<Run> runs;
};
struct LessonPage {
  std::string title;
  std::vector<Paragraph> paragraphs;
  std::string program;  // with its directives; empty: the page is for reading
};
struct LessonText {
  std::string title;
  int minutes = 0;
  std::vector<LessonPage> pages;
  std::vector<Diagnostic> diagnostics;  // a block that does not end, more than 100 pages, …
};

// Of at most 256 KiB; what is over it is left out and said.
LessonText read_lesson(std::string_view markdown);

}  // namespace chainrule::learn
