#include "core/complete.h"

#include <algorithm>
#include <set>

#include "core/names.h"
#include "core/regroup_source.h"

namespace chainrule {

namespace {

// The statement in which the byte stands, or after whose '=' it does; the count of them if it stands in none.
std::size_t statement_at(const Source& s, std::uint32_t at) {
  const auto& all = s.program.statements;
  std::size_t found = all.size();
  for (std::size_t i = 0; i < all.size() && all[i].span.begin <= at; ++i) found = i;
  for (const Token& t : s.tokens)  // it may have ended before
    if (found < all.size() && t.span.begin >= all[found].span.end && t.span.begin < at &&
        (t.kind == TokenKind::newline || t.kind == TokenKind::semicolon))
      return all.size();
  return found;
}

// Names that are computed from this one, and itself.
std::set<int> computed_from(const Source& s, int name) {
  std::set<int> found = {name};
  for (std::size_t before = 0; before < found.size();) {
    before = found.size();
    for (int i = 0; i < static_cast<int>(s.program.syntax.size()); ++i) {
      const Syntax& x = s.at(i);
      if (s.statement[static_cast<std::size_t>(i)] < 0 || x.name < 0 || !found.count(x.name) || s.is_own_parameter(i)) continue;
      if (const int giver = s.statement_of(i).name; giver >= 0) found.insert(giver);
    }
  }
  return found;
}

}  // namespace

Completions completions(std::string_view text, std::size_t caret) {
  const Source s(text);
  const auto at = static_cast<std::uint32_t>(caret);
  const auto token = std::find_if(s.tokens.begin(), s.tokens.end(), [&](const Token& t) { return t.span.begin < at && at <= t.span.end; });
  if (token == s.tokens.end() || token->kind != TokenKind::name || !token->word.empty()) return {};
  const std::string_view typed = s.slice({token->span.begin, at});
  const std::size_t home = statement_at(s, token->span.begin);
  const Statement* statement = home < s.program.statements.size() ? &s.program.statements[home] : nullptr;
  const bool gives = (statement && statement->name_span == token->span) || (token + 1)->kind == TokenKind::equals;
  const std::set<int> later = statement && statement->name >= 0 && !gives ? computed_from(s, statement->name) : std::set<int>();

  std::set<std::string> names, functions;
  std::set<std::string> elsewhere;  // names that do not stand here alone
  for (const Token& t : s.tokens) {
    if (t.kind != TokenKind::name || t.span == token->span) continue;
    elsewhere.insert(name_key(t.word.empty() ? s.slice(t.span) : std::string_view(t.word)));
  }
  for (int n = 0; n < static_cast<int>(s.program.names.size()); ++n) {
    const std::string& name = s.name(n);
    const bool given = s.value_of(n) >= 0 || s.is_defined(n);
    bool param = false, foreign = false;  // a parameter of this definition, or of others alone
    for (const Statement& d : s.program.statements) {
      const bool has = s.is_called(d) && std::find(d.params.begin(), d.params.end(), n) != d.params.end();
      (&d == statement ? param : foreign) |= has;
    }
    if (name.substr(0, typed.size()) != typed || !elsewhere.count(name_key(name)) || later.count(n)) continue;
    const bool used = find_function(name) == Op::count && !given;  // an input without a value
    if (gives ? used : given || param || (used && !foreign)) names.insert(name);
  }
  std::vector<std::string> known = all_function_names();
  known.emplace_back("pi");
  if (!gives)
    for (const std::string& name : known)
      if (name.substr(0, typed.size()) == typed && !names.count(name)) functions.insert(name);
  Completions found{token->span, {}};
  for (const std::set<std::string>* words : {&names, &functions})
    for (const std::string& word : *words) found.words.push_back(word);
  return found;
}

}  // namespace chainrule
