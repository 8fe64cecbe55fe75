// A program's syntax seen as text: what is a node's own, what stands around it, which brackets a replacement needs.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
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
  Source(const Source&) = delete;

  const Syntax& at(int i) const { return program.syntax[static_cast<std::size_t>(i)]; }
  int child(int i, int place) const { return program.children[static_cast<std::size_t>(at(i).first_child + place)]; }
  bool is_op(int i, Op op) const { return at(i).kind == Syntax::Kind::op && at(i).op == op; }
  bool is_call(int i, Op function) const;  // of the function's own number of operands, and not of the program's own function
  bool is_number(int i, double value) const { return at(i).kind == Syntax::Kind::number && at(i).number == value; }
  bool is_name(int i) const { return at(i).kind == Syntax::Kind::name; }
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
  // A part of the text as the edits leave it; they lie in it.
  std::string edited(Span span, std::vector<TextEdit> edits) const;

  int find(Span span) const;  // the operator or call that has this span; -1: none
  const Statement& statement_of(int i) const {
    return program.statements[static_cast<std::size_t>(statement[static_cast<std::size_t>(i)])];
  }
  bool is_latex(const Statement& s) const;
  const std::string& name(int index) const { return program.names[static_cast<std::size_t>(index)]; }
  int calls_of(int name) const { return calls[static_cast<std::size_t>(name)]; }
  bool is_defined(int name) const { return defined[static_cast<std::size_t>(name)]; }
  int value_of(int name) const { return givers[static_cast<std::size_t>(name)]; }  // the statement that gives it; -1: none
  // A definition that is called: its parameters are its own. One that nothing calls has the value of its name, and its parameters
  // are the names outside.
  bool is_called(const Statement& s) const { return s.kind == Statement::Kind::define && calls_of(s.name) > 0; }
  bool is_own_parameter(int i) const;
  bool is_constant(int i) const;  // pi or e, which the program gives no value

  int giver_of(std::string_view word) const;  // the same by the name's first spelling

  std::string_view text;
  std::vector<Token> tokens;
  Program program;
  std::vector<int> parent, place, first, statement;  // of each syntax node; `first`: where its run begins
  std::vector<int> calls, givers;                    // of each name
  std::unordered_map<std::string_view, int> words;   // each name's index
  std::vector<bool> defined;
};

Regrouping refuse(std::string words);
constexpr const char* kLatex = "this formula is written in LaTeX, which is not regrouped";
std::string called_often(const Source& s, int function);

// In the order of the text, without the second of two signs that neighbours got.
void settle(const Source& s, std::vector<TextEdit>& edits);
// Why nothing new can be called this; empty if it can.
std::string bad_name(const Source& s, std::string_view name);
// The first of these, or of these with a number, that something new can be called.
std::string fresh_name(const Source& s, const std::vector<std::string>& wanted);
// Why the program still needs the name when these uses of it are replaced; empty if it does not.
std::string still_needed(const Source& s, int name, const std::set<int>& replaced);
// Statements taken away: each with a sign of separation, or with the line that it leaves empty; comments stay. False if there is
// a word before one of them.
bool remove(const Source& s, const std::set<int>& statements, std::vector<TextEdit>& edits);
// A line of its own before the line of this byte.
TextEdit line_before(const Source& s, std::uint32_t at, std::string line);
// The value of an expression of literals alone.
bool literal_value(const Source& s, int root, double& value);

}  // namespace chainrule
