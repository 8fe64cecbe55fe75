// Where a program's text is LaTeX: its groups, its formulas' delimiters, and the pieces that are read as one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace chainrule {

class LatexText {
 public:
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  explicit LatexText(std::string_view text);

  bool none() const { return partners_.empty(); }  // no trace of LaTeX in the whole text

  // A statement that begins at `at`, up to the newline, ';' or ',' that ends it; the text's end else. One that has a backslash,
  // brace or dollar is LaTeX. Delimiters and braces that close hold several lines together.
  struct Piece {
    std::size_t end = 0;
    bool latex = false;
  };
  Piece piece(std::size_t at) const;

  // Where the brace, $, $$, \(, \[ or \begin at `open` is closed: the place of its closing mark; npos if it is not.
  std::size_t partner(std::size_t open) const { return open < partners_.size() && partners_[open] ? partners_[open] : npos; }

  // A name of several letters that some statement or definition introduces. In formulas it is one name all the same.
  bool introduces(std::string_view word) const { return words_.count(std::string(word)) > 0; }

  // Is the square of this name a name of its own, as in \sigma^2 = …?
  bool names_square(std::string_view base) const { return squares_.count(std::string(base)) > 0; }

  // Is there an '=' outside braces before the line's end that is not the first thing there? Then a statement begins here.
  bool begins_statement(std::size_t at) const;

 private:
  struct Open {
    std::size_t at;
    char kind;  // { or $ or D for $$ or ( or [ or b for \begin
  };
  void match();
  bool close(std::vector<Open>& open, char kind, std::size_t at);
  std::size_t command(std::vector<Open>& open, std::size_t at);
  void find_words();
  void find_squares();
  void parameters(std::size_t begin, std::size_t end);
  std::size_t word_end(std::size_t at) const;
  std::size_t skip_spaces(std::size_t at) const;
  std::size_t line_end(std::size_t at) const;
  bool separates_operands(std::size_t semicolon) const;
  bool blank_after(std::size_t newline) const;
  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

  std::string_view text_;
  std::vector<std::uint32_t> partners_;  // 0: none
  std::unordered_set<std::string> words_, squares_;
};

// The length of a closing or opening mark: $$ and \] have 2, \begin{align} 13.
std::size_t mark_length(std::string_view text, std::size_t at);

inline bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace chainrule
