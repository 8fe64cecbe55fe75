// Another name, wherever it stands.
#include <algorithm>
#include <unordered_map>

#include "core/compose_draft.h"
#include "core/compose_words.h"
#include "core/directives.h"
#include "core/expr.h"
#include "core/names.h"

namespace chainrule {

namespace {

bool is_ascii(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Is there a command without a space behind it right before this place?
bool behind_command(std::string_view text, std::uint32_t at) {
  std::size_t i = at;
  while (i > 0 && is_ascii(text[i - 1])) --i;
  return i < at && i > 0 && text[i - 1] == '\\';
}

std::string in_latex(std::string_view text, Span span, std::string_view name) {
  std::string out = latex_name(name);
  if (is_ascii(out[0]) && behind_command(text, span.begin)) out = " " + out;
  const bool command = out[0] == '\\' && is_ascii(out.back());
  if (command && span.end < text.size() && is_ascii(text[span.end])) out += " ";
  return out;
}

using Keys = std::unordered_map<std::string, int>;

// Not in the words of an exercise that are for people.
bool is_prose(const Source& s, const Directive& directive) {
  if (s.text[directive.span.begin + 1] != '?' || directive.words.empty()) return false;
  const std::string_view word = s.slice(directive.words[0]);
  return word == "say" || word == "title";
}

void in_directives(const Source& s, const Keys& keys, const std::vector<std::string>& to, std::vector<TextEdit>& edits) {
  std::vector<Directive> all = directives_of(s.text, '@');
  for (Directive& directive : directives_of(s.text, '?'))
    if (!is_prose(s, directive)) all.push_back(std::move(directive));
  for (const Directive& directive : all) {
    const std::uint32_t at = directive.span.begin + 2;
    for (const Token& token : tokenize(s.slice({at, directive.span.end}))) {
      if (token.kind != TokenKind::name) continue;
      const Span span{at + token.span.begin, at + token.span.end};
      const auto known = keys.find(name_key(s.slice(span)));
      if (known != keys.end()) edits.push_back({span, to[static_cast<std::size_t>(known->second)]});
    }
  }
}

}  // namespace

std::vector<TextEdit> renamed(const Source& s, const std::vector<std::string>& to, bool heads) {
  std::vector<TextEdit> edits;
  Keys keys;
  for (int n = 0; n < static_cast<int>(to.size()); ++n)
    if (!to[static_cast<std::size_t>(n)].empty()) keys.emplace(name_key(s.name(n)), n);
  const auto& all = s.program.statements;
  std::set<int> called;  // where functions' names stand
  for (const Syntax& x : s.program.syntax)
    if (x.kind == Syntax::Kind::call) called.insert(static_cast<int>(x.head.begin));
  auto statement = all.begin();
  for (const Token& token : s.tokens) {
    if (token.kind != TokenKind::name) continue;
    const auto known = keys.find(name_key(token.word.empty() ? s.slice(token.span) : std::string_view(token.word)));
    if (known == keys.end() || (!edits.empty() && edits.back().span == token.span)) continue;
    while (statement != all.end() && statement->span.end <= token.span.begin) ++statement;
    bool latex = false;
    if (statement != all.end() && statement->span.begin <= token.span.begin) {
      const std::vector<int>& params = statement->params;
      const bool own = s.is_called(*statement) && std::find(params.begin(), params.end(), known->second) != params.end();
      const bool head = called.count(static_cast<int>(token.span.begin)) > 0;
      const bool defined = statement->kind == Statement::Kind::define && token.span == statement->name_span;
      const bool function = head || (defined && s.is_called(*statement));
      if ((own && !defined) || (function && !heads)) continue;
      latex = s.is_latex(*statement);
    }
    const std::string& word = to[static_cast<std::size_t>(known->second)];
    edits.push_back({token.span, latex ? in_latex(s.text, token.span, word) : word});
  }
  in_directives(s, keys, to, edits);
  settle(s, edits);
  return edits;
}

// Numbers that are no number are the same.
bool same_but_name(const Graph& a, const Graph& b, int renamed, std::string_view name) {
  if (a.nodes.size() != b.nodes.size() || a.operands.size() != b.operands.size() || a.output != b.output) return false;
  for (std::size_t i = 0; i < a.nodes.size(); ++i) {
    const Node &x = a.nodes[i], &y = b.nodes[i];
    if (x.op != y.op || x.named != y.named || x.operand_count != y.operand_count) return false;
    if (x.named && (static_cast<int>(i) == renamed ? name_key(y.name) != name_key(name) : x.name != y.name)) return false;
    if (x.op == Op::input && !(x.value == y.value) && x.value == x.value) return false;
  }
  for (std::size_t i = 0; i < a.operands.size(); ++i) {
    const Operand &x = a.operands[i], &y = b.operands[i];
    if (x.node != y.node || (x.is_literal() && !(x.literal == y.literal) && x.literal == x.literal)) return false;
  }
  return true;
}

namespace {

// Does it stand in definitions alone, as their own parameter, and do they not use what is `renamed`? Then that can be called so.
bool is_parameter_only(const Source& s, int name, const std::string& renamed) {
  if (s.value_of(name) >= 0 || s.is_defined(name) || s.calls_of(name) > 0) return false;
  for (const Statement& d : s.program.statements)
    if (!s.is_called(d) && std::find(d.params.begin(), d.params.end(), name) != d.params.end()) return false;
  for (int i = 0; i < static_cast<int>(s.program.syntax.size()); ++i)
    if (s.statement[static_cast<std::size_t>(i)] >= 0 && s.is_name(i) && !s.is_own_parameter(i)) {
      const std::vector<int>& params = s.statement_of(i).params;
      const bool there = std::find(params.begin(), params.end(), name) != params.end();
      if (s.at(i).name == name || (there && s.name(s.at(i).name) == renamed)) return false;
    }
  return true;
}

std::string no_name(const Draft& d, const Node& node, std::string_view name) {
  if (node.named && name == node.name) return "it is called " + node.name + " already";
  const bool respelt = node.named && name_key(name) == name_key(node.name);
  if (respelt && tokenize(name).size() == 2) return {};
  if (const auto known = d.s.words.find(name); known != d.s.words.end() && is_parameter_only(d.s, known->second, node.name)) return {};
  const std::string words = bad_name(d.s, name);
  return words.empty() ? words : words + "; choose another name";
}

Act with_name(Draft& d, int i, const std::string& name) {
  const Node& node = d.node(i);
  Act act;
  act.refusal = no_name(d, node, name);
  if (!act.ok()) return act;
  d.made = act.made = {name};
  if (!node.named) {
    d.take(name);
    d.name_of(i, name);
    return d.finish();
  }
  std::vector<std::string> to(d.s.program.names.size());
  to[static_cast<std::size_t>(d.s.words.find(node.name)->second)] = name;
  act.edits = renamed(d.s, to, false);
  const std::string after = apply_edits(d.s.text, act.edits);
  BuildOptions options = d.options();
  std::replace(options.folded.begin(), options.folded.end(), node.name, name);
  const Program program = parse(after);
  const Build before = build(d.s.program, d.options()), then = build(program, options);
  if (after == d.s.text) {
    act.edits.clear();
    act.refusal = "it is called " + node.name + " already, in a formula in LaTeX";
  } else if (!same_but_name(before.graph, then.graph, before.graph.find(node.name), name)) {
    act.edits.clear();
    act.refusal = "'" + name + "' would be read as something else here; choose another name";
    for (int k = 0; k < static_cast<int>(d.s.program.statements.size()) && d.latex < 0; ++k) d.is_latex(k);
  }
  return act;
}

}  // namespace

Act rename_node(std::string_view text, const Analysis& analysis, int i, std::string_view name) {
  return composed(text, analysis, [&](Draft& d) { return with_name(d, i, std::string(name)); });
}

}  // namespace chainrule
