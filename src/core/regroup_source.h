// A program's syntax seen as text: what is a node's own, what stands around it, which brackets a replacement needs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/edit.h"
#include "core/lexer.h"
#include "core/program.h"
#include "core/regroup.h"

namespace chainrule {

// How tightly a form holds together.
enum class Hold : std::uint8_t { sum, product, sign, power, atom };

struct Source {
  explicit Source(std::string_view text);

  const Syntax& at(int i) const { return program.syntax[static_cast<std::size_t>(i)]; }
  int child(int i, int place) const { return program.children[static_cast<std::size_t>(at(i).first_child + place)]; }
  bool is_op(int i, Op op) const { return at(i).kind == Syntax::Kind::op && at(i).op == op; }
  bool is_call(int i, Op function) const;  // of one operand, and not of the program's own function
  bool is_number(int i, double value) const { return at(i).kind == Syntax::Kind::number && at(i).number == value; }
  bool equal(int i, int j) const;  // the same but for spaces and brackets
  std::string_view slice(Span span) const { return text.substr(span.begin, span.end - span.begin); }

  Span inner(int i) const;      // without the brackets around it
  bool bracketed(int i) const { return inner(i) != at(i).span; }
  Hold own_hold(int i) const;   // of what inner() spans
  Hold hold(int i) const { return bracketed(i) ? Hold::atom : own_hold(i); }
  Hold needed(int i) const;     // what must stand at its place to need no brackets
  std::string operand(int i, Hold least) const;  // its own text, in brackets where it holds less
  std::string argument(int i) const { return std::string(slice(inner(i))); }

  // The expression replaced by another; inside its brackets where it has some.
  TextEdit replace(int i, std::string by, Hold hold) const;
  // The expression and its brackets replaced by an atom or by something bracketed. A product without a sign gets one where the
  // neighbours would run together.
  TextEdit replace_whole(Span span, std::string by) const;

  int find(Span span) const;  // the operator or call that has this span; -1: none
  const Statement& statement_of(int i) const {
    return program.statements[static_cast<std::size_t>(statement[static_cast<std::size_t>(i)])];
  }
  bool is_latex(const Statement& s) const;
  int calls_of(int name) const;
  bool is_defined(int name) const;

  std::string_view text;
  Program program;
  std::vector<Token> tokens;
  std::vector<int> parent, place, first, statement;  // of each syntax node; `first`: where its run begins
};

// Why the second text does not compute what the first does; empty if it does. `before` and `after` span one expression whose
// values are compared too. `partial`: where the second is not finite, the condition does not hold.
struct Claim {
  std::string_view before_text, after_text;
  Span before, after;
  std::string output;   // its name; empty: the program's own
  std::string without;  // a name that the second need not have
  bool partial = false;
};
std::string disprove(const Claim& claim);

// The edits in the text's order, or why they change something.
Regrouping tried(const Source& s, std::vector<TextEdit> edits, const std::string& without);
Regrouping refuse(std::string words);
// Why nothing new can be called this; empty if it can.
std::string bad_name(const Source& s, std::string_view name);
// The bytes of a statement that is taken away: with its sign of separation, or with the line that it leaves empty. False if there
// is a word before it.
bool removal(const Source& s, const Statement& statement, Span& span);
// A line of its own before the line of this byte.
TextEdit line_before(const Source& s, std::uint32_t at, std::string line);
// The value of an expression of literals alone.
bool literal_value(const Source& s, int root, double& value);

}  // namespace chainrule
