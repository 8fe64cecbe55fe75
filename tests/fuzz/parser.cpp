// Any text is a program, perhaps with errors.
#include <algorithm>

#include "core/edit.h"
#include "core/import.h"
#include "core/lexer.h"
#include "fuzz/laws.h"

namespace chainrule::test {

namespace {

Broken check_tokens(std::string_view text) {
  const std::vector<Token> tokens = tokenize(text);
  if (tokens.empty() || tokens.back().kind != TokenKind::end) return "no token ends the text";
  for (const Token& t : tokens)
    if (t.span.begin > t.span.end || t.span.end > text.size()) return "a token outside the text";
  return {};
}

Broken check_syntax(std::string_view text) {
  const Program program = parse(text);
  for (const Statement& s : program.statements) {
    if (s.span.begin > s.span.end || s.span.end > text.size()) return "a statement outside the text";
    for (int i = s.first; i <= s.root; ++i) {
      const Syntax& node = program.syntax[static_cast<std::size_t>(i)];
      if (node.span.begin > node.span.end || node.span.end > text.size()) return "an expression outside the text";
      for (int c = 0; c < node.child_count; ++c) {
        const int child = program.children[static_cast<std::size_t>(node.first_child + c)];
        if (child < s.first || child >= i) return "an expression before its parts";
      }
    }
  }
  return {};
}

// What a fix sets right is not said again, unless what it took away stood there twice; and the text can be read.
Broken check_fix(std::string_view text, const Diagnostic& d) {
  const std::string fixed = apply_edit(text, {d.fix->span, d.fix->replacement});
  if (fixed == text) return "a fix that changes nothing: " + d.message;
  const Analysis after = analyse(fixed);
  for (const Diagnostic& e : after.diagnostics)
    if (fixed.size() >= text.size() && e.message == d.message && e.span == d.span && e.fix && e.fix->span == d.fix->span && e.fix->replacement == d.fix->replacement)
      return "a fix that does not help: " + d.message;
  return well_formed(after, fixed);
}

// A graph for Graphviz or Python with methods: a program without errors, or a place in the text and the reason.
Broken check_import(std::string_view text) {
  const Imported other = imported(text);
  if (!other.problem.empty()) return other.program.empty() && other.place.begin <= other.place.end && other.place.end <= text.size() ? "" : "a reason without its place: " + other.problem;
  if (is_dot(text) && has_errors(analyse(other.program).diagnostics)) return "a graph became a program with errors: " + other.program;
  return imported(other.program).program == other.program ? "" : "what was brought in is not plain yet: " + other.program;
}

}  // namespace

Broken parser_law(std::string_view text) {
  std::string json;
  const Analysis a = read_program(text, json);
  if (Broken broken = well_formed(a, text); !broken.empty()) return broken;
  if (Broken broken = check_tokens(text); !broken.empty()) return broken;
  if (Broken broken = check_syntax(text); !broken.empty()) return broken;
  const auto in_order = [](const Diagnostic& x, const Diagnostic& y) { return x.span.begin < y.span.begin; };
  const std::vector<Diagnostic> built = build(parse(text)).diagnostics;  // without those of values, which come behind
  if (!std::is_sorted(built.begin(), built.end(), in_order)) return "messages out of the text's order";
  if (Broken broken = check_import(text); !broken.empty()) return broken;
  int fixes = 0;
  for (const Diagnostic& d : a.diagnostics)
    if (d.fix && ++fixes <= 8)
      if (Broken broken = check_fix(text, d); !broken.empty()) return broken;
  return {};
}

}  // namespace chainrule::test
