// program    = { statement ( newline | ";" | "," ) }
// statement  = name "=" sum | name "(" name { "," name } ")" "=" sum | sum
// sum        = product { ( "+" | "-" ) product }
// product    = signed { ( "*" | "/" | implied ) signed }          implied: before a name or "("
// signed     = "-" signed | "+" signed | power
// power      = atom [ ( "^" | "**" ) signed ]                      right-associative, tighter than "-"
// atom       = number | name | name "(" sum { "," sum } ")" | "(" sum ")"
#include <cstdio>
#include <unordered_map>

#include "core/lexer.h"
#include "core/program.h"

namespace chainrule {

namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), tokens_(tokenize(text)) {}

  Program run() {
    program_.line_starts.push_back(0);
    for (std::size_t i = 0; i < text_.size(); ++i)
      if (text_[i] == '\n') program_.line_starts.push_back(static_cast<std::uint32_t>(i + 1));
    while (peek().kind != TokenKind::end) {
      if (ends_statement(peek().kind)) {
        next();
        continue;
      }
      statement();
    }
    return std::move(program_);
  }

 private:
  const Token& peek(int ahead = 0) const {
    const std::size_t i = at_ + ahead;
    return i < tokens_.size() ? tokens_[i] : tokens_.back();
  }
  const Token& next() { return at_ + 1 < tokens_.size() ? tokens_[at_++] : tokens_[at_]; }
  std::string_view text_of(Span span) const { return text_.substr(span.begin, span.end - span.begin); }
  std::string quoted(const Token& token) const {
    if (token.kind == TokenKind::newline) return "the end of the line";
    if (token.kind == TokenKind::end) return "the end of the program";
    const CodePoint c = code_point_at(text_, token.span.begin);
    if (token.kind == TokenKind::unknown && cannot_be_seen(c.value)) {
      char code[32];
      const bool stray = c.value == 0xFFFD && c.bytes == 1;
      std::snprintf(code, sizeof code, stray ? "the byte 0x%02X" : "the character U+%04X",
                    stray ? static_cast<unsigned char>(text_[token.span.begin]) : static_cast<unsigned>(c.value));
      return code;
    }
    return "'" + std::string(text_of(token.span)) + "'";
  }
  // Control characters, marks that are invisible or turn the writing direction, and bytes that are no UTF-8.
  static bool cannot_be_seen(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c < 0x2010) || (c >= 0x2028 && c < 0x202F) ||
           (c >= 0x2060 && c < 0x2070) || c >= 0xE0000 || c == 0xFFFD;
  }
  static bool ends_statement(TokenKind kind) {
    return kind == TokenKind::newline || kind == TokenKind::semicolon || kind == TokenKind::comma;
  }
  bool ends_here() const { return ends_statement(peek().kind) || peek().kind == TokenKind::end; }

  int intern(std::string_view name) {
    const auto [it, added] = name_index_.try_emplace(std::string(name), static_cast<int>(program_.names.size()));
    if (added) program_.names.emplace_back(name);
    return it->second;
  }

  // The first error of a statement is the one that helps.
  int fail(Span span, std::string message) {
    if (!failed_) program_.diagnostics.push_back({Severity::error, span, std::move(message)});
    failed_ = true;
    return -1;
  }

  // A number, name or call may be an assignment's left side: `name =` or `name(a, b) =`.
  bool at_definition() const {
    if (peek(1).kind != TokenKind::left) return false;
    int depth = 0;
    for (int i = 1;; ++i) {
      const TokenKind kind = peek(i).kind;
      if (kind == TokenKind::newline || kind == TokenKind::semicolon || kind == TokenKind::end) return false;
      depth += kind == TokenKind::left ? 1 : kind == TokenKind::right ? -1 : 0;
      if (depth == 0) return peek(i + 1).kind == TokenKind::equals;
    }
  }

  void statement() {
    failed_ = false;
    parens_ = nesting_ = 0;
    Statement s;
    s.first = static_cast<int>(program_.syntax.size());
    s.span = peek().span;
    if (peek().kind == TokenKind::name && peek(1).kind == TokenKind::equals) {
      s.kind = Statement::Kind::assign;
      s.name_span = peek().span;
      s.name = intern(text_of(next().span));
      next();
    } else if (peek().kind == TokenKind::name && at_definition()) {
      s.kind = Statement::Kind::define;
      s.name_span = peek().span;
      s.name = intern(text_of(next().span));
      parameters(s);
    }
    if (!failed_) s.root = sum();
    if (!failed_ && !ends_here()) after_expression();
    s.span = join(s.span, previous().span);
    if (failed_) {
      s.root = -1;
      program_.syntax.resize(s.first);
      skip_statement();
    }
    if (!failed_ || s.name >= 0) program_.statements.push_back(std::move(s));
  }

  const Token& previous() const { return tokens_[at_ > 0 ? at_ - 1 : 0]; }

  void parameters(Statement& s) {
    next();  // "("
    while (!failed_) {
      if (peek().kind != TokenKind::name) {
        fail(peek().span, "expected a parameter's name, found " + quoted(peek()));
        return;
      }
      const int name = intern(text_of(peek().span));
      for (int other : s.params)
        if (other == name) fail(peek().span, "the parameter " + program_.names[name] + " is named twice");
      s.params.push_back(name);
      next();
      if (peek().kind == TokenKind::comma) {
        next();
        continue;
      }
      break;
    }
    if (failed_) return;
    if (peek().kind != TokenKind::right) {
      fail(peek().span, "expected ',' or ')' after a parameter, found " + quoted(peek()));
      return;
    }
    next();
    next();  // "=", which at_definition has seen
  }

  void after_expression() {
    const Token& token = peek();
    switch (token.kind) {
      case TokenKind::right: fail(token.span, "this ')' has no '(' before it"); break;
      case TokenKind::equals:
        fail(token.span, "unexpected '='; put a ';' or a new line between two statements");
        break;
      case TokenKind::number:
        fail(token.span, "expected an operator before " + quoted(token) + ", such as '*' or '+'");
        break;
      default: fail(token.span, quoted(token) + " is not part of the language"); break;
    }
  }

  // Goes on behind the statement's end; commas inside brackets that are still open do not end it.
  void skip_statement() {
    int depth = parens_;
    while (true) {
      const TokenKind kind = peek().kind;
      if (kind == TokenKind::end || kind == TokenKind::newline || kind == TokenKind::semicolon) return;
      if (kind == TokenKind::comma && depth <= 0) return;
      depth += kind == TokenKind::left ? 1 : kind == TokenKind::right ? -1 : 0;
      next();
    }
  }

  int add(Syntax node, std::initializer_list<int> children) {
    node.first_child = static_cast<int>(program_.children.size());
    node.child_count = static_cast<int>(children.size());
    program_.children.insert(program_.children.end(), children);
    program_.syntax.push_back(node);
    return static_cast<int>(program_.syntax.size()) - 1;
  }

  int binary(Op op, Span head, int left, int right) {
    Syntax node;
    node.kind = Syntax::Kind::op;
    node.op = op;
    node.head = head;
    node.span = join(program_.syntax[left].span, program_.syntax[right].span);
    return add(node, {left, right});
  }

  bool too_deep(Span span) {
    if (++nesting_ <= limits::nesting) return false;
    fail(span, "nested more than " + std::to_string(limits::nesting) + " deep; name a part of it on a line of its own");
    return true;
  }

  int sum() {
    int left = product();
    while (!failed_ && (peek().kind == TokenKind::plus || peek().kind == TokenKind::minus)) {
      const Token op = next();
      const int right = product();
      if (!failed_) left = binary(op.kind == TokenKind::plus ? Op::add : Op::sub, op.span, left, right);
    }
    return left;
  }

  int product() {
    int left = signed_factor();
    bool divided = false;
    while (!failed_) {
      const Token op = peek();
      const bool implied = op.kind == TokenKind::name || op.kind == TokenKind::left;
      if (!implied && op.kind != TokenKind::star && op.kind != TokenKind::slash) break;
      if (!implied) next();
      const int right = signed_factor();
      if (failed_) break;
      if (implied && divided) ambiguous(left, right);
      divided = op.kind == TokenKind::slash;
      const Span head = implied ? Span{op.span.begin, op.span.begin} : op.span;
      left = binary(divided ? Op::div : Op::mul, head, left, right);
    }
    return left;
  }

  void ambiguous(int left, int right) {
    const std::string a(text_of(program_.syntax[left].span)), b(text_of(program_.syntax[right].span));
    const Span span = join(program_.syntax[left].span, program_.syntax[right].span);
    std::string how = a.size() + b.size() < 40 ? "(" + a + ")*" + b : "a division, then a product";
    program_.diagnostics.push_back(
        {Severity::notice, span, "read from left to right, as " + how + "; write brackets around the denominator to change that"});
  }

  int signed_factor() {
    const Token sign = peek();
    if (sign.kind != TokenKind::minus && sign.kind != TokenKind::plus) return power();
    if (too_deep(sign.span)) return -1;
    next();
    const int operand = signed_factor();
    --nesting_;
    if (failed_ || sign.kind == TokenKind::plus) return operand;
    Syntax node;
    node.kind = Syntax::Kind::op;
    node.op = Op::neg;
    node.head = sign.span;
    node.span = join(sign.span, program_.syntax[operand].span);
    return add(node, {operand});
  }

  int power() {
    const int base = atom();
    if (failed_ || peek().kind != TokenKind::caret) return base;
    const Token op = next();
    if (too_deep(op.span)) return -1;
    const int exponent = signed_factor();
    --nesting_;
    return failed_ ? -1 : binary(Op::pow, op.span, base, exponent);
  }

  int atom() {
    const Token token = peek();
    if (token.kind == TokenKind::number) {
      next();
      Syntax node;
      node.number = token.number;
      node.span = node.head = token.span;
      return add(node, {});
    }
    if (token.kind == TokenKind::name) {
      next();
      if (peek().kind == TokenKind::left) return call(token);
      Syntax node;
      node.kind = Syntax::Kind::name;
      node.name = intern(text_of(token.span));
      node.span = node.head = token.span;
      return add(node, {});
    }
    if (token.kind == TokenKind::left) return group();
    return no_expression(token);
  }

  int no_expression(const Token& found) {
    if (found.kind == TokenKind::unknown) return fail(found.span, quoted(found) + " is not part of the language");
    const bool first = parens_ == 0 && (at_ == 0 || ends_statement(previous().kind));
    if (first) return fail(found.span, "expected a statement such as f = x*y, found " + quoted(found));
    Span place = found.span;  // before a comment, not behind it
    if (text_of({previous().span.end, place.begin}).find('#') != std::string_view::npos) place.begin = place.end = previous().span.end;
    return fail(place, "expected an expression after " + quoted(previous()));
  }

  int group() {
    const Token open = next();
    if (too_deep(open.span)) return -1;
    ++parens_;
    const int inner = sum();
    if (failed_) return -1;
    if (!close(open)) return -1;
    --nesting_;
    program_.syntax[inner].span = join(open.span, previous().span);
    return inner;
  }

  bool close(const Token& open) {
    if (peek().kind != TokenKind::right) {
      if (!ends_here()) {
        after_expression();
      } else {
        fail(open.span, "this '(' is never closed; add a ')'");
      }
      return false;
    }
    --parens_;
    next();
    return true;
  }

  int call(const Token& name) {
    const Token open = next();
    if (too_deep(open.span)) return -1;
    ++parens_;
    std::vector<int> arguments;
    if (peek().kind == TokenKind::right) return fail(peek().span, "expected an expression after '('");
    while (!failed_) {
      arguments.push_back(sum());
      if (failed_ || peek().kind != TokenKind::comma) break;
      next();
    }
    if (failed_ || !close(open)) return -1;
    --nesting_;
    Syntax node;
    node.kind = Syntax::Kind::call;
    node.name = intern(text_of(name.span));
    node.head = name.span;
    node.span = join(name.span, previous().span);
    node.first_child = static_cast<int>(program_.children.size());
    node.child_count = static_cast<int>(arguments.size());
    program_.children.insert(program_.children.end(), arguments.begin(), arguments.end());
    program_.syntax.push_back(node);
    return static_cast<int>(program_.syntax.size()) - 1;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  Program program_;
  std::unordered_map<std::string, int> name_index_;
  bool failed_ = false;
  int parens_ = 0;   // open brackets of this statement
  int nesting_ = 0;  // of brackets, signs and exponents
};

}  // namespace

Program parse(std::string_view text) {
  if (text.size() <= limits::text_bytes) return Parser(text).run();
  const std::size_t end = text.rfind('\n', limits::text_bytes);
  Program program = Parser(text.substr(0, end == std::string_view::npos ? 0 : end)).run();
  const auto at = static_cast<std::uint32_t>(end == std::string_view::npos ? 0 : end);
  program.diagnostics.push_back({Severity::error, {at, at}, "the program is longer than 64 KiB; what follows is left out"});
  return program;
}

}  // namespace chainrule
