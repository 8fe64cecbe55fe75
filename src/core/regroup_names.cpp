// A part of an expression gets a name and a line of its own, and back.
#include <algorithm>
#include <map>

#include "core/foreign.h"
#include "core/names.h"
#include "core/regroup_acts.h"
#include "core/sort.h"

namespace chainrule {

namespace {

std::uint32_t line_start(std::string_view text, std::uint32_t at) {
  return at == 0 ? 0 : static_cast<std::uint32_t>(text.rfind('\n', at - 1) + 1);  // npos + 1 is the text's begin
}

std::uint32_t skip_blanks(std::string_view text, std::uint32_t at) {
  while (at < text.size()) {
    const CodePoint c = code_point_at(text, at);
    if (!is_space(c.value) || c.value == '\r') break;
    at += static_cast<std::uint32_t>(c.bytes);
  }
  return at;
}

bool ends_line(std::string_view text, std::uint32_t at) {
  return at == text.size() || text[at] == '\n' || text.substr(at, 2) == "\r\n";
}

bool separates(const Token& t) { return t.kind == TokenKind::semicolon || t.kind == TokenKind::comma; }

using Place = std::vector<Token>::const_iterator;

// The tokens of this byte's line, without its end.
std::pair<Place, Place> line_tokens(const Source& s, std::uint32_t at) {
  const std::uint32_t begin = line_start(s.text, at);
  const auto first = std::partition_point(s.tokens.begin(), s.tokens.end(), [&](const Token& t) { return t.span.begin < begin; });
  const auto ends = [](const Token& t) { return t.kind == TokenKind::newline || t.kind == TokenKind::end; };
  return {first, std::find_if(first, s.tokens.end(), ends)};
}

// A directive for exercises that names it; empty if there is none.
std::string_view exercise_with(std::string_view text, const std::string& key) {
  for (std::size_t at = text.find('#'); at < text.size(); at = text.find('#', text.find('\n', at))) {
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    if (line.substr(0, 2) != "#?") continue;
    for (const Token& token : tokenize(line.substr(2)))
      if (token.kind == TokenKind::name && name_key(line.substr(2 + token.span.begin, token.span.end - token.span.begin)) == key)
        return line.substr(0, line.find('\r'));
  }
  return {};
}

}  // namespace

Regrouping refuse(std::string words) { return {{}, std::move(words)}; }

std::string called_often(const Source& s, int function) {
  return "this stands in the definition of " + s.name(function) + ", which is called " + std::to_string(s.calls_of(function)) + " times";
}

void settle(const Source& s, std::vector<TextEdit>& edits) {
  sort_list(edits, [](const TextEdit& a, const TextEdit& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;  // a new line first
  });
  for (std::size_t i = 1; i < edits.size(); ++i) {
    const TextEdit& left = edits[i - 1];
    std::string& right = edits[i].replacement;
    if (left.replacement.empty() || left.replacement.back() != '*' || right.empty() || right[0] != '*') continue;
    const auto next = std::partition_point(s.tokens.begin(), s.tokens.end(), [&](const Token& t) { return t.span.begin < left.span.end; });
    if (next->span.begin >= edits[i].span.begin) right.erase(0, 1);
  }
}

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

std::string fresh_name(const Source& s, const std::vector<std::string>& wanted) {
  for (int number = 0;; ++number)
    for (const std::string& stem : wanted)
      if (std::string name = stem + (number > 0 ? std::to_string(number) : std::string()); bad_name(s, name).empty()) return name;
}

std::string still_needed(const Source& s, int name, const std::set<int>& replaced) {
  const std::string& word = s.name(name);
  for (int i = 0; i < static_cast<int>(s.program.syntax.size()); ++i) {
    if (s.statement[static_cast<std::size_t>(i)] < 0 || !s.is_name(i) || s.at(i).name != name) continue;
    if (s.is_own_parameter(i) || replaced.count(i)) continue;
    const Statement& user = s.statement_of(i);
    if (user.kind == Statement::Kind::define) return word + " is used in the definition of " + s.name(user.name);
    return word + " is used " + (user.name >= 0 ? "in the line of " + s.name(user.name) : "in a line without a name");
  }
  const std::string key = name_key(word);
  auto statement = s.program.statements.begin();
  for (const Token& token : s.tokens) {
    while (statement != s.program.statements.end() && statement->span.end <= token.span.begin) ++statement;
    const bool read = statement != s.program.statements.end() && statement->root >= 0 && statement->span.begin <= token.span.begin;
    if (!read && token.kind == TokenKind::name && name_key(s.slice(token.span)) == key) return word + " is used in a line with an error";
  }
  for (const Statement& d : s.program.statements)
    if (d.kind == Statement::Kind::define && !s.is_called(d) && std::find(d.params.begin(), d.params.end(), name) != d.params.end())
      return word + " is a parameter of " + s.name(d.name);
  const std::string_view exercise = exercise_with(s.text, key);
  return exercise.empty() ? std::string() : word + " is needed by an exercise (" + std::string(exercise) + ")";
}

bool remove(const Source& s, const std::set<int>& statements, std::vector<TextEdit>& edits) {
  const std::vector<Statement>& all = s.program.statements;
  const auto goes = [&](const Token& token) {
    const auto behind = std::partition_point(all.begin(), all.end(), [&](const Statement& x) { return x.span.begin <= token.span.begin; });
    return separates(token) || (behind != all.begin() && statements.count(static_cast<int>(behind - all.begin()) - 1) > 0);
  };
  std::map<std::uint32_t, bool> empty;  // by line: does nothing but a comment stay?
  for (const int index : statements) {
    Span span = all[static_cast<std::size_t>(index)].span;
    const std::uint32_t line = line_start(s.text, span.begin);
    const auto [first, last] = line_tokens(s, span.begin);
    const auto own = std::partition_point(first, last, [&](const Token& t) { return t.span.begin < span.begin; });
    const std::uint32_t start = skip_blanks(s.text, own == first ? line : (own - 1)->span.end);
    if (start < span.begin) {  // `let x = 1` goes as a whole
      const std::size_t prefix = foreign_prefix(s.text.substr(start));
      if (skip_blanks(s.text, start + static_cast<std::uint32_t>(prefix)) != span.begin) return false;
      span.begin = start;
    }
    const auto [known, is_new] = empty.try_emplace(line, false);
    if (is_new) known->second = std::all_of(first, last, goes);
    if (known->second && !is_new) continue;
    if (known->second) {
      span = {std::min(first->span.begin, span.begin), skip_blanks(s.text, (last - 1)->span.end)};
      const std::size_t next = std::min(s.text.find('\n', span.end), s.text.size() - 1) + 1;
      if (ends_line(s.text, span.end)) span = {line, static_cast<std::uint32_t>(next)};
    } else if (own - first > 1 && separates(*(own - 1)) && std::all_of(own, last, goes)) {
      span.begin = (own - 1)->span.begin;  // nothing stays behind it
    } else if (const auto behind = std::partition_point(own, last, [&](const Token& t) { return t.span.begin < span.end; });
               behind != last && separates(*behind)) {
      span.end = skip_blanks(s.text, behind->span.end);
    }
    edits.push_back({span, ""});
  }
  return true;
}

TextEdit line_before(const Source& s, std::uint32_t at, std::string line) {
  const std::uint32_t start = line_start(s.text, at);
  return {{start, start}, line + (s.text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n")};
}

Regrouping extract_part(const Source& s, Trial& trial, int root, std::string_view name) {
  if (root < 0) return refuse("only a gate can get a name of its own");
  const Statement& home = s.statement_of(root);
  if (home.kind == Statement::Kind::define) return refuse("this stands in a definition, whose parameters have no meaning outside it");
  if (s.is_latex(home)) return refuse(kLatex);
  if (home.kind == Statement::Kind::assign && home.root == root) return refuse("this has a name already: " + s.name(home.name));
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
  return trial.tried(std::move(edits));
}

Regrouping inline_name(const Source& s, Trial& trial, const Analysis& analysis, int node) {
  const Node& target = analysis.graph.nodes[static_cast<std::size_t>(node)];
  if (!target.named) return refuse("this has no name that could be left out");
  if (target.op == Op::input) return refuse(target.name + " is an input, which has a gradient");
  if (node == analysis.graph.output) return refuse(target.name + " is the output");
  const int home = s.giver_of(target.name);
  if (home < 0 || s.program.statements[static_cast<std::size_t>(home)].kind == Statement::Kind::define)
    return refuse(target.name + " has no line of its own");
  const Statement& line = s.program.statements[static_cast<std::size_t>(home)];
  if (s.is_latex(line)) return refuse(kLatex);

  std::vector<TextEdit> edits;
  std::set<int> replaced;
  for (int i = 0; i < static_cast<int>(s.program.syntax.size()); ++i) {
    if (s.statement[static_cast<std::size_t>(i)] < 0 || !s.is_name(i) || s.at(i).name != line.name) continue;
    const Statement& user = s.statement_of(i);
    if (user.kind == Statement::Kind::define) continue;
    if (s.is_latex(user)) return refuse(target.name + " is used in a formula written in LaTeX, which is not regrouped");
    edits.push_back(s.replace(i, s.argument(line.root), s.own_hold(line.root)));
    replaced.insert(i);
  }
  if (std::string words = still_needed(s, line.name, replaced); !words.empty()) return refuse(std::move(words));
  if (edits.empty()) return refuse("nothing uses " + target.name);
  if (!remove(s, {home}, edits)) return refuse("there is a word before " + target.name + " on its line");
  return trial.tried(std::move(edits), {target.name});
}

}  // namespace chainrule
