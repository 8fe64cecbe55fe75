#include "core/lexer.h"

#include <algorithm>

#include "core/foreign.h"
#include "core/latex_in.h"
#include "core/number.h"

namespace chainrule {

namespace {

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

// Texts without LaTeX, or the parts between it.
class Lexer {
 public:
  Lexer(std::string_view text, std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  // The tokens of text[begin, end).
  void run(std::size_t begin, std::size_t end) {
    at_ = begin;
    end_ = end;
    while (at_ < end_) one();
  }

 private:
  void emit(TokenKind kind, std::size_t bytes, double number = 0) {
    tokens_.push_back({kind, {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + bytes)}, number});
    at_ += bytes;
  }

  void one() {
    const std::string_view rest = text_.substr(at_, end_ - at_);
    const CodePoint c = code_point_at(rest, 0);
    double number = 0;
    if (rest.substr(0, 2) == "\r\n") {
      emit(TokenKind::newline, 2);
    } else if (is_space(c.value)) {
      at_ += c.bytes;
    } else if (c.value == '#') {
      at_ += std::min(rest.find('\n'), rest.size());
    } else if (int bytes = parse_number(rest, number)) {
      emit(TokenKind::number, bytes, number);
    } else if (is_letter(c.value)) {
      name(rest);
    } else if (rest.substr(0, 2) == "**") {
      emit(TokenKind::caret, 2);
    } else if (rest.substr(0, 2) == ":=") {
      emit(TokenKind::equals, 2);
    } else {
      emit(sign_kind(c.value), c.bytes);
    }
  }

  void name(std::string_view rest) {
    if (starts_statement())
      if (const std::size_t bytes = foreign_prefix(rest)) {
        at_ += bytes;
        return;
      }
    if (const ForeignName foreign = foreign_name(rest); foreign.bytes > 0) {
      foreign_token(rest, foreign);
      return;
    }
    std::size_t end = 0;
    while (end < rest.size()) {
      const CodePoint next = code_point_at(rest, end);
      const bool digit = next.value >= '0' && next.value <= '9';
      if (!digit && !is_letter(next.value)) break;
      end += next.bytes;
    }
    emit(TokenKind::name, end);
  }

  bool starts_statement() const {
    if (tokens_.empty()) return true;
    const TokenKind kind = tokens_.back().kind;
    return kind == TokenKind::newline || kind == TokenKind::semicolon;
  }

  void foreign_token(std::string_view rest, const ForeignName& foreign) {
    if (foreign.constructs && rest.substr(foreign.bytes, 1) == "(")
      if (const FirstOperand operand = first_operand(rest.substr(foreign.bytes + 1)); operand.close > 0) {
        const std::size_t end = end_, behind = at_ + foreign.bytes + 1;
        emit(TokenKind::left, foreign.bytes + 1);
        run(behind + operand.begin, behind + operand.end);
        end_ = end;
        at_ = behind + operand.close;  // its ')'
        return;
      }
    emit(foreign.word.empty() ? TokenKind::unknown : TokenKind::name, foreign.bytes);
    tokens_.back().word = foreign.word;
    if (foreign.word.empty()) tokens_.back().word = std::string(rest.substr(0, foreign.bytes)) + " is not a function of this language";
  }

  std::string_view text_;
  std::vector<Token>& tokens_;
  std::size_t at_ = 0, end_ = 0;
};

}  // namespace

bool is_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_foreign_letter(c);
}

bool is_space(char32_t c) {  // with a file's byte order mark
  return c == ' ' || (c >= '\t' && c <= '\r' && c != '\n') || c == 0xA0 || (c >= 0x2000 && c < 0x200B) || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

TokenKind sign_kind(char32_t c) {
  for (const Sign& sign : kSigns)
    if (sign.code == c) return sign.kind;
  return TokenKind::unknown;
}

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  Lexer lexer(text, tokens);
  const LatexText latex(text);
  int terms = 0;
  if (latex.none()) lexer.run(0, text.size());
  for (std::size_t at = 0; !latex.none() && at < text.size();) {
    const LatexText::Piece piece = latex.piece(at);
    if (piece.latex) {
      read_latex(text, latex, at, piece.end, tokens, terms);
    } else {
      lexer.run(at, piece.end);
    }
    const std::size_t separator = text.substr(piece.end, 2) == "\r\n" ? 2 : 1;
    at = std::min(piece.end + separator, text.size());
    lexer.run(piece.end, at);
    if (piece.latex && !tokens.empty() && tokens.back().kind == TokenKind::comma) tokens.back().kind = TokenKind::semicolon;  // one that ends a statement
  }
  const auto end = static_cast<std::uint32_t>(text.size());
  tokens.push_back({TokenKind::end, {end, end}});
  return tokens;
}

}  // namespace chainrule
