// The inside of latex_in: a recursive descent over the text that appends tokens as it goes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/latex_in.h"
#include "core/latex_words.h"

namespace chainrule {

class LatexReader {
 public:
  LatexReader(std::string_view text, const LatexText& latex, std::vector<Token>& tokens, int& terms)
      : text_(text), latex_(latex), tokens_(tokens), terms_(terms) {}

  void run(std::size_t begin, std::size_t end);

 private:
  // What stands at the place where reading goes on.
  struct Mark {
    char32_t code = 0;                       // the character; 0 at the end, '\\' for a command
    Span span;
    std::string_view name;                   // of a command
    const LatexCommand* command = nullptr;   // its row
    bool is(Latex kind) const { return command && command->kind == kind; }
  };
  struct Fence {  // a bracket or bar, with the \left, \bigl and the like before it
    char side = 0;        // ( opens, ) closes, | does either, 0: it is none
    char shape = 0;       // ) ] } | or .
    std::size_t end = 0;
  };
  enum class Until : std::uint8_t { piece, brace, bracket, bar };
  struct Index {
    std::string name;
    long value;
  };

  // latex_in.cpp: places, statements
  Mark mark_at(std::size_t at) const;
  Mark peek();
  void take(const Mark& mark) { at_ = mark.span.end, spaced_ = false; }
  bool skip_blank();
  std::size_t blank_end(std::size_t at) const;
  std::size_t argument_end(std::size_t at) const;
  bool boundary(const Mark& mark);
  bool zone(const Mark& mark);
  void begin_environment(const Mark& mark);
  void separate(Span span);
  void line_break(const Mark& mark);
  void items(Until until);
  bool closes(const Mark& mark, Until until, bool have) const;
  void one_item(const Mark& mark, Until until, bool& have);
  bool operator_sign(const Mark& mark, Until until);
  bool equals_sign(Span span);
  bool joining_word(const Mark& mark);
  void stray(const Mark& mark);

  // latex_factors.cpp: numbers, brackets, bars, exponents
  Fence fence(const Mark& mark) const;
  bool starts_factor(const Mark& mark) const;
  void times();
  void factor();
  void base(const Mark& mark);
  void command(const Mark& mark);
  void through(const Mark& mark);
  void scripts();
  bool dropped_exponent(bool bold);
  void exponent();
  void group();
  bool at_head(std::size_t open) const;
  void bracket();
  void bars();
  void single();
  void digits(bool one);
  void signs();

  // latex_names.cpp: names, their subscripts
  void letter(const Mark& mark);
  std::string_view word_here() const;
  bool bracket_follows(std::size_t at) const;
  const char* called_here() const;  // the function whose name and bracket stand here in letters, or null
  void name(std::string word, Span span, bool bold = false);
  void emit_name(const std::string& word, Span span);
  std::string subscript();
  bool raised_index(std::string_view raised, std::string& word);
  std::string subscript_text(std::size_t end);
  std::string name_part(const Mark& mark);
  std::string font_word();
  void words(const Mark& mark);
  bool index_value(std::string_view name, long& value) const;
  bool whole_number(std::size_t begin, std::size_t end, long& value, bool& signs) const;

  // latex_calls.cpp: functions, fractions, roots, sums
  void function(Span head, std::string name, bool quotient = false);
  void function_scripts(Span head, std::string& name, std::vector<Token>& base, std::vector<Token>& exponent);
  void operand(Span head);
  bool like_function(const Mark& mark) const;
  void fraction(const Mark& mark);
  bool derivative() const;
  void root(const Mark& mark);
  void sum(const Mark& mark);
  bool sum_bounds(const Mark& mark, std::string& index, long& first, long& last);
  void term(const Mark& sum);

  // Tokens.
  void emit(TokenKind kind, Span span, double number = 0);
  void fail(Span span, std::string message);
  std::vector<Token> aside(std::size_t first);
  void append(std::vector<Token> tokens);
  std::string quoted(Span span) const { return "'" + std::string(text_.substr(span.begin, span.end - span.begin)) + "'"; }
  Span here() const { return {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_)}; }
  char at(std::size_t i) const { return i < end_ ? text_[i] : '\0'; }
  bool nested(Span span);

  std::string_view text_;
  const LatexText& latex_;
  std::vector<Token>& tokens_;
  int& terms_;
  std::size_t at_ = 0, end_ = 0;
  std::size_t first_ = 0;           // token of this statement
  std::vector<Index> indices_;      // of the sums around this place
  std::vector<std::size_t> zones_;  // where the formulas' delimiters around this place close
  bool spaced_ = false;           // a space was written before the mark
  bool dead_ = false;             // an error was found: nothing more of this statement counts
  bool has_equals_ = false;       // in this statement
  bool head_ = false;             // between the brackets of f(x \mid y, \sigma^2) = …
  bool zone_ends_ = false;        // the innermost of them holds statements of its own
  int depth_ = 0;
  int inside_ = 0;  // brackets, braces and bars that are open
  int bars_ = 0;  // |…| that are open, with no bracket between
};

}  // namespace chainrule
