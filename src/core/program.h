// A parsed program: statements over one flat syntax tree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/gates.h"
#include "core/text.h"

namespace chainrule {

namespace limits {
constexpr std::size_t text_bytes = 64 * 1024;
constexpr int nesting = 256;
constexpr int gates = 10000;
constexpr int expansion_steps = 1000000;  // syntax nodes visited while functions are expanded
}  // namespace limits

// The tree stands in post-order: children come before their parent, and a whole expression is one run that ends at its
// root, so everything that walks it is a loop.
struct Syntax {
  enum class Kind : std::uint8_t { number, name, op, call };
  Kind kind = Kind::number;
  Op op = Op::count;     // for op
  int name = -1;         // for name and call: index into Program::names
  double number = 0;     // for number
  int first_child = 0;   // into Program::children
  int child_count = 0;
  Span span;             // of the whole expression
  Span head;             // of the operator or name itself
};

struct Statement {
  enum class Kind : std::uint8_t { assign, define, bare };
  Kind kind = Kind::bare;
  int name = -1;  // index into Program::names; -1 for a bare expression
  Span name_span;
  std::vector<int> params;  // for define
  int first = 0, root = -1;  // the expression's run in Program::syntax; root = -1 if it did not parse
  Span span;
};

struct Program {
  std::vector<std::string> names;
  std::vector<Syntax> syntax;
  std::vector<int> children;
  std::vector<Statement> statements;
  std::vector<Diagnostic> diagnostics;
  std::vector<std::uint32_t> line_starts;  // byte offset of each line
};

// Never fails: what is wrong is in `diagnostics`, and the statements around an error are parsed all the same.
Program parse(std::string_view text);

}  // namespace chainrule
