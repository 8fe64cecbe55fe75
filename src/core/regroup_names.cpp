// A part of an expression gets a name and a line of its own, and back.
#include <algorithm>

#include "core/names.h"
#include "core/regroup.h"
#include "core/regroup_source.h"

namespace chainrule {

namespace {

std::uint32_t line_start(std::string_view text, std::uint32_t at) {
  return at == 0 ? 0 : static_cast<std::uint32_t>(text.rfind('\n', at - 1) + 1);  // npos + 1 is the text's begin
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t") == std::string_view::npos; }

}  // namespace

Regrouping refuse(std::string words) { return {{}, std::move(words)}; }

std::string bad_name(const Source& s, std::string_view name) {
  const std::vector<Token> tokens = tokenize(name);
  const std::string quoted = "'" + std::string(name) + "'";
  if (tokens.size() != 2 || tokens[0].kind != TokenKind::name || tokens[0].span.end != name.size()) return quoted + " is no name";
  const std::string key = name_key(name);
  if (key == "pi" || key == "e" || find_function(name) != Op::count) return quoted + " has a meaning already";
  for (const std::string& other : s.program.names)
    if (name_key(other) == key) return quoted + " stands in the program already";
  return {};
}

Regrouping tried(const Source& s, std::vector<TextEdit> edits, const std::string& without) {
  std::sort(edits.begin(), edits.end(), [](const TextEdit& a, const TextEdit& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;  // a new line first
  });
  const std::string after = apply_edits(s.text, edits);
  if (std::string words = disprove({s.text, after, {}, {}, {}, without, false}); !words.empty()) return refuse(std::move(words));
  return {std::move(edits), {}};
}

bool removal(const Source& s, const Statement& statement, Span& span) {
  span = statement.span;
  const std::uint32_t line = line_start(s.text, span.begin), size = static_cast<std::uint32_t>(s.text.size());
  std::uint32_t before = line;
  for (const Token& token : s.tokens)
    if (token.span.end <= span.begin && token.span.end > before) before = token.span.end;
  if (!is_blank(s.slice({before, span.begin}))) return false;
  const auto skip_blanks = [&](std::uint32_t at) {
    while (at < size && (s.text[at] == ' ' || s.text[at] == '\t')) ++at;
    return at;
  };
  const std::uint32_t behind = skip_blanks(span.end);
  if (behind < size && (s.text[behind] == ';' || s.text[behind] == ',')) {
    span.end = skip_blanks(behind + 1);
  } else if (before == line && (behind == size || s.text[behind] == '\n' || s.text.substr(behind, 2) == "\r\n")) {
    const std::size_t end = s.text.find('\n', behind);
    span = {line, end == std::string_view::npos ? size : static_cast<std::uint32_t>(end + 1)};
  }
  return true;
}

TextEdit line_before(const Source& s, std::uint32_t at, std::string line) {
  const std::uint32_t start = line_start(s.text, at);
  return {{start, start}, line + (s.text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n")};
}

Regrouping extract_node(std::string_view text, const Analysis& analysis, int node, std::string_view name) {
  const Source s(text);
  const int root = s.find(analysis.graph.nodes[static_cast<std::size_t>(node)].span);
  if (root < 0) return refuse("only a gate can get a name of its own");
  const Statement& home = s.statement_of(root);
  if (home.kind == Statement::Kind::define) return refuse("this stands in a definition, whose parameters have no meaning outside it");
  if (s.is_latex(home)) return refuse("this formula is written in LaTeX, which is not regrouped");
  if (home.kind == Statement::Kind::assign && home.root == root)
    return refuse("this has a name already: " + s.program.names[static_cast<std::size_t>(home.name)]);
  if (std::string words = bad_name(s, name); !words.empty()) return refuse(std::move(words));

  std::vector<TextEdit> edits;
  int begin = -1;  // the first of the statements
  for (int i = 0; i < static_cast<int>(s.program.syntax.size()); ++i) {
    if (s.statement[static_cast<std::size_t>(i)] < 0 || !s.equal(i, root)) continue;
    const Statement& statement = s.statement_of(i);
    if (statement.kind == Statement::Kind::define || statement.root == i || s.is_latex(statement)) continue;
    edits.push_back(s.replace_whole(s.at(i).span, std::string(name)));
    if (begin < 0) begin = static_cast<int>(statement.span.begin);
  }
  if (edits.empty()) return refuse("this is a line of its own; write a name and '=' before it");
  edits.push_back(line_before(s, static_cast<std::uint32_t>(begin), std::string(name) + " = " + s.argument(root)));
  return tried(s, std::move(edits), {});
}

Regrouping inline_node(std::string_view text, const Analysis& analysis, int node) {
  const Source s(text);
  const Node& target = analysis.graph.nodes[static_cast<std::size_t>(node)];
  if (!target.named) return refuse("this has no name that could be left out");
  if (target.op == Op::input) return refuse(target.name + " is an input, which has a gradient");
  if (node == analysis.graph.output) return refuse(target.name + " is the output");
  const auto home = std::find_if(s.program.statements.begin(), s.program.statements.end(), [&](const Statement& statement) {
    return statement.kind == Statement::Kind::assign && statement.root >= 0 &&
           s.program.names[static_cast<std::size_t>(statement.name)] == target.name;
  });
  if (home == s.program.statements.end()) return refuse(target.name + " has no line of its own");
  if (s.is_latex(*home)) return refuse("this formula is written in LaTeX, which is not regrouped");

  std::vector<TextEdit> edits;
  for (int i = 0; i < static_cast<int>(s.program.syntax.size()); ++i) {
    if (s.statement[static_cast<std::size_t>(i)] < 0 || s.at(i).kind != Syntax::Kind::name || s.at(i).name != home->name) continue;
    const Statement& user = s.statement_of(i);
    if (user.kind == Statement::Kind::define)
      return refuse(target.name + " is used in the definition of " + s.program.names[static_cast<std::size_t>(user.name)]);
    if (s.is_latex(user)) return refuse(target.name + " is used in a formula written in LaTeX, which is not regrouped");
    edits.push_back(s.replace(i, s.argument(home->root), s.own_hold(home->root)));
  }
  if (edits.empty()) return refuse("nothing uses " + target.name);
  Span span;
  if (!removal(s, *home, span)) return refuse("there is a word before " + target.name + " on its line");
  edits.push_back({span, ""});
  return tried(s, std::move(edits), target.name);
}

}  // namespace chainrule
