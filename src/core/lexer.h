// Program text -> tokens. Comments are dropped; newlines are tokens, since they end statements.
#pragma once

#include <string_view>
#include <vector>

#include "core/text.h"

namespace chainrule {

enum class TokenKind : std::uint8_t {
  number, name, plus, minus, star, slash, caret, left, right, comma, semicolon, newline, equals, end, unknown
};

struct Token {
  TokenKind kind = TokenKind::end;
  Span span;
  double number = 0;  // for numbers
};

// Always ends with one `end` token. Reads typographic signs too: − · × ÷ and spaces of all widths.
std::vector<Token> tokenize(std::string_view text);

}  // namespace chainrule
