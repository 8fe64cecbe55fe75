#include "core/lexer.h"

#include "core/number.h"

namespace chainrule {

namespace {

bool is_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// Letters beyond ASCII: everything but punctuation, symbols, spaces and invisible marks.
bool is_foreign_letter(char32_t c) {
  if (c == 0xAA || c == 0xB5 || c == 0xBA) return true;
  if (c < 0xC0 || c == 0xD7 || c == 0xF7 || c == 0xFFFD) return false;
  if (c >= 0x2000 && c < 0x2C00) return c >= 0x2090 && c < 0x209D;  // punctuation, arrows, operators
  return c != 0x1680 && c != 0x3000 && c != 0xFEFF && !(c >= 0x3001 && c <= 0x3004) && !(c >= 0xE000 && c < 0xF900) &&
         !(c >= 0xFE00 && c < 0xFE10) && !(c >= 0xFF00 && c < 0xFF21) && !(c >= 0xFFE0 && c <= 0xFFFF) && c < 0xE0000;
}

struct Sign {
  char32_t code;
  TokenKind kind;
};
constexpr Sign kSigns[] = {
    {'+', TokenKind::plus},   {'-', TokenKind::minus},  {'*', TokenKind::star},      {'/', TokenKind::slash},
    {'^', TokenKind::caret},  {'(', TokenKind::left},   {')', TokenKind::right},     {',', TokenKind::comma},
    {';', TokenKind::semicolon}, {'\n', TokenKind::newline}, {'=', TokenKind::equals}, {0x2212, TokenKind::minus},
    {0xB7, TokenKind::star},  {0x22C5, TokenKind::star}, {0xD7, TokenKind::star},     {0xF7, TokenKind::slash},
};

bool is_space(char32_t c) {  // with a file's byte order mark
  return c == ' ' || (c >= '\t' && c <= '\r' && c != '\n') || c == 0xA0 || (c >= 0x2000 && c < 0x200B) || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

TokenKind sign_kind(char32_t c) {
  for (const Sign& sign : kSigns)
    if (sign.code == c) return sign.kind;
  return TokenKind::unknown;
}

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  auto emit = [&](TokenKind kind, std::size_t bytes, double number = 0) {
    tokens.push_back({kind, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + bytes)}, number});
    at += bytes;
  };
  while (at < text.size()) {
    const CodePoint c = code_point_at(text, at);
    double number = 0;
    if (text.substr(at, 2) == "\r\n") {
      emit(TokenKind::newline, 2);
    } else if (is_space(c.value)) {
      at += c.bytes;
    } else if (c.value == '#') {
      while (at < text.size() && text[at] != '\n') ++at;
    } else if (int bytes = parse_number(text.substr(at), number)) {
      emit(TokenKind::number, bytes, number);
    } else if (is_letter(c.value) || is_foreign_letter(c.value)) {
      std::size_t end = at + c.bytes;
      while (end < text.size()) {
        const CodePoint next = code_point_at(text, end);
        const bool digit = next.value >= '0' && next.value <= '9';
        if (!digit && !is_letter(next.value) && !is_foreign_letter(next.value)) break;
        end += next.bytes;
      }
      emit(TokenKind::name, end - at);
    } else if (text.substr(at, 2) == "**") {
      emit(TokenKind::caret, 2);
    } else {
      emit(sign_kind(c.value), c.bytes);
    }
  }
  emit(TokenKind::end, 0);
  return tokens;
}

}  // namespace chainrule
