// TeX's rules for mathematics (The TeXbook, appendix G), on the metrics of KaTeX's faces.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "math/box.h"

namespace chainrule::math {

enum class Style : std::uint8_t { display, text };

// Typesets a formula in the LaTeX subset that core/latex prints, with 1 em = `size` px.
// Understood: letters, digits, Greek (\alpha …), + - = / , ( ) [ ] |, \cdot \times \div \pm \odot \approx \ne \le \ge \to \infty
// \partial \nabla \ldots \cdots and what else symbols.cpp lists, scripts ^ _ with groups and primes, \frac \tfrac \dfrac,
// \sqrt[n]{…}, \left … \right, \sum \prod, \log \exp \sin \max … (upright operators), \operatorname{…}, \text{…} (sans
// words, their small letters as high as the formula's), \mathrm{…} \mathit{…}, spaces \, \: \; \! \quad and "\ ",
// \displaystyle \textstyle, and colour by meaning: \role{value}{…} with the names of `Role` (ink soft faint value gradient
// upstream accent), transparent to spacing: scripts after it belong to the last atom inside it.
// Many of these can be typed as characters too (θ · − ∂ ≤).
// Never fails: an unknown command is set as its own name in upright letters; nesting past 64 is cut, and an ellipsis shown.
Box typeset(std::string_view latex, float size, Style style = Style::text, Role role = Role::ink);

// Plain words: one line of UTF-8 text in a text face; no kerning, no markup. 1 em = `size` px. The box is as high and deep
// as the letters in it, so lines of words are best lined up by their baselines.
Box words(std::string_view utf8, Face face, float size, Role role = Role::ink);

// Advance width in px of one line of plain words.
float words_width(std::string_view utf8, Face face, float size);

// Plain words in lines of at most `width` px, broken at spaces, which then are not drawn, and between the characters of scripts that
// are written without spaces: not before closing punctuation or a small kana, and not after opening punctuation (of Unicode's line
// breaking, UAX #14, the classes ID, CL, NS, CJ and OP). What is wider than a line is broken anywhere.
std::vector<std::string> lines(std::string_view utf8, Face face, float size, float width);

// Appends `part` to `whole` with its origin at (x, y) px in the whole's coordinates; does not change the whole's extents.
void append(Box& whole, const Box& part, float x, float y);

}  // namespace chainrule::math
