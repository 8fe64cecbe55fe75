// Program text -> tokens. Comments are dropped; newlines are tokens, since they end statements.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"

namespace chainrule {

enum class TokenKind : std::uint8_t {
  number, name, plus, minus, star, slash, caret, left, right, comma, semicolon, newline, equals, end, unknown,
  note  // at a statement's end: what is left out, and `word` is to be said
};

// Of a LaTeX formula, the tokens that the language would have for it: \frac{a}{b} is ((a)/(b)), with the spans of what stands in
// the text. A star without extent is one that is not written.
struct Token {
  TokenKind kind = TokenKind::end;
  Span span;
  double number = 0;   // for numbers
  std::string word = {};  // the name that is meant, where it is spelled otherwise; of an unknown token, what is wrong with it
  bool factor = false;    // a name in LaTeX: before a bracket it may be a factor
};

// Always ends with one `end` token. Reads typographic signs too: − · × ÷ and spaces of all widths.
std::vector<Token> tokenize(std::string_view text);

// Of a text that is in tokens already.
struct Program;
Program parse(std::string_view text, const std::vector<Token>& tokens);

// Characters.
bool is_letter(char32_t c);  // of a name; digits and spaces are none
bool is_space(char32_t c);   // a newline is none
TokenKind sign_kind(char32_t c);

}  // namespace chainrule
