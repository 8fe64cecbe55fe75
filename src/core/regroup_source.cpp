#include "core/regroup_source.h"

#include <algorithm>

#include "core/names.h"

namespace chainrule {

Source::Source(std::string_view source) : text(source), tokens(tokenize(source)), program(parse(source, tokens)) {
  const std::size_t count = program.syntax.size();
  parent.assign(count, -1);
  place.assign(count, 0);
  first.resize(count);
  statement.assign(count, -1);
  for (int s = 0; s < static_cast<int>(program.statements.size()); ++s) {
    const Statement& whole = program.statements[static_cast<std::size_t>(s)];
    for (int i = whole.first; i <= whole.root; ++i) {
      statement[static_cast<std::size_t>(i)] = s;
      first[static_cast<std::size_t>(i)] = at(i).child_count > 0 ? first[static_cast<std::size_t>(child(i, 0))] : i;
      for (int c = 0; c < at(i).child_count; ++c) {
        parent[static_cast<std::size_t>(child(i, c))] = i;
        place[static_cast<std::size_t>(child(i, c))] = c;
      }
    }
  }
  calls.assign(program.names.size(), 0);
  givers.assign(program.names.size(), -1);
  defined.assign(program.names.size(), false);
  for (std::size_t n = 0; n < program.names.size(); ++n) words.emplace(program.names[n], static_cast<int>(n));
  for (const Syntax& node : program.syntax)
    if (node.kind == Syntax::Kind::call) ++calls[static_cast<std::size_t>(node.name)];
  for (int s = static_cast<int>(program.statements.size()) - 1; s >= 0; --s) {  // the first counts
    const Statement& giver = program.statements[static_cast<std::size_t>(s)];
    if (giver.name < 0) continue;
    const auto given = static_cast<std::size_t>(giver.name);
    if (giver.kind == Statement::Kind::define) defined[given] = true;
    if (giver.root >= 0 && !is_called(giver)) givers[given] = s;
  }
}

bool Source::is_own_parameter(int i) const {
  const Statement& home = statement_of(i);
  return is_called(home) && std::find(home.params.begin(), home.params.end(), at(i).name) != home.params.end();
}

bool Source::is_constant(int i) const {
  if (!is_name(i) || is_own_parameter(i) || value_of(at(i).name) >= 0) return false;
  const std::string key = name_key(name(at(i).name));
  return key == "pi" || key == "e";
}

int Source::giver_of(std::string_view word) const {
  const auto known = words.find(word);
  return known == words.end() ? -1 : value_of(known->second);
}

bool Source::is_call(int i, Op function) const {
  const Syntax& node = at(i);
  return node.kind == Syntax::Kind::call && node.child_count == gate(function).arity && find_function(name(node.name)) == function &&
         !is_defined(node.name);
}

bool Source::equal(int i, int j) const {
  int a = first[static_cast<std::size_t>(i)], b = first[static_cast<std::size_t>(j)];
  if (i - a != j - b) return false;
  for (; a <= i; ++a, ++b) {
    const Syntax &x = at(a), &y = at(b);
    const bool number = x.kind == Syntax::Kind::number, op = x.kind == Syntax::Kind::op;
    if (x.kind != y.kind || x.child_count != y.child_count) return false;
    if (number ? x.number != y.number : op ? x.op != y.op : x.name != y.name) return false;
  }
  return true;
}

Span Source::inner(int i) const {
  const Syntax& node = at(i);
  Span span = node.span;
  const bool binary = node.kind == Syntax::Kind::op && node.child_count == 2;
  span.begin = binary ? at(child(i, 0)).span.begin : node.head.begin;
  int brackets = 0;
  for (std::uint32_t b = node.span.begin; b < span.begin; ++b) brackets += text[b] == '(';
  if (brackets == 0) return node.span;  // a sign without effect, at most
  if (node.kind == Syntax::Kind::op) {
    span.end = at(child(i, node.child_count - 1)).span.end;
  } else if (node.kind == Syntax::Kind::call) {
    for (; brackets >= 0; --brackets) span.end = static_cast<std::uint32_t>(text.rfind(')', span.end - 1));
    ++span.end;
  } else {
    span.end = node.head.end;
  }
  return span;
}

Hold Source::own_hold(int i) const {
  if (at(i).kind != Syntax::Kind::op) return Hold::atom;
  switch (at(i).op) {
    case Op::add: case Op::sub: return Hold::sum;
    case Op::mul: case Op::div: return Hold::product;
    case Op::neg: return Hold::sign;
    default: return Hold::power;
  }
}

Hold Source::needed(int i) const {
  const int up = parent[static_cast<std::size_t>(i)];
  if (up < 0 || at(up).kind == Syntax::Kind::call) return Hold::sum;
  const bool left = place[static_cast<std::size_t>(i)] == 0;
  switch (at(up).op) {
    case Op::add: case Op::sub: return left ? Hold::sum : Hold::product;
    case Op::mul: case Op::div: return left ? Hold::product : Hold::sign;
    case Op::neg: return Hold::sign;
    default: return left ? Hold::atom : Hold::sign;
  }
}

std::string Source::operand(int i, Hold least) const {
  const std::string own(slice(at(i).span));
  return hold(i) < least ? "(" + own + ")" : own;
}

TextEdit Source::replace(int i, std::string by, Hold hold) const {
  if (bracketed(i)) return {inner(i), std::move(by)};
  if (hold < needed(i)) by = "(" + by + ")";
  return replace_whole(at(i).span, std::move(by));
}

TextEdit Source::replace_whole(Span span, std::string by) const {
  const auto behind = std::partition_point(tokens.begin(), tokens.end(), [&](const Token& t) { return t.span.begin < span.end; });
  const auto inside = std::partition_point(tokens.begin(), behind, [&](const Token& t) { return t.span.end <= span.begin; });
  const auto ends = [](TokenKind k) { return k == TokenKind::name || k == TokenKind::number || k == TokenKind::right; };
  const auto begins = [](TokenKind k) { return k == TokenKind::name || k == TokenKind::left; };
  if (inside != tokens.begin() && ends((inside - 1)->kind)) by = "*" + by;
  if (behind != tokens.end() && begins(behind->kind) && by.back() != ')') by += "*";
  return {span, std::move(by)};
}

std::string Source::edited(Span span, std::vector<TextEdit> edits) const {
  settle(*this, edits);
  if (!edits.empty()) {  // what stands around the part is no neighbour
    std::string &first = edits.front().replacement, &last = edits.back().replacement;
    if (edits.front().span.begin == span.begin && first[0] == '*') first.erase(0, 1);
    if (edits.back().span.end == span.end && last.back() == '*') last.pop_back();
  }
  std::string out;
  std::uint32_t at = span.begin;
  for (const TextEdit& edit : edits) {
    out += slice({at, edit.span.begin});
    out += edit.replacement;
    at = edit.span.end;
  }
  return out += slice({at, span.end});
}

int Source::find(Span span) const {
  for (int i = 0; i < static_cast<int>(program.syntax.size()); ++i)
    if (at(i).span == span && at(i).child_count > 0 && statement[static_cast<std::size_t>(i)] >= 0) return i;
  return -1;
}

bool Source::is_latex(const Statement& s) const {
  const std::size_t begin = text.rfind('\n', s.span.begin) + 1;  // npos + 1 is the text's begin
  const std::size_t end = s.span.end < text.size() && text[s.span.end] == '$' ? s.span.end + 1 : s.span.end;
  const std::string_view line = text.substr(begin, end - begin);
  return line.find_first_of("\\$") != std::string_view::npos || slice(s.span).find('{') != std::string_view::npos;
}

}  // namespace chainrule
