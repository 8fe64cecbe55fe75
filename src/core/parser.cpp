// program    = { statement ( newline | ";" | "," ) }
// statement  = name "=" sum | name "(" name { "," name } ")" "=" sum | sum
// sum        = product { ( "+" | "-" ) product }
// product    = signed { ( "*" | "/" | implied ) signed }          implied: before a name or "("
// signed     = "-" signed | "+" signed | power
// power      = atom [ ( "^" | "**" ) signed ]                      right-associative, tighter than "-"
// atom       = number | name | name "(" sum { "," sum } ")" | "(" sum ")"
//
// A LaTeX formula has been made into the same tokens before (latex_in).
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/hex.h"
#include "core/lexer.h"
#include "core/names.h"
#include "core/program.h"

namespace chainrule {

namespace {

class Parser {
 public:
  Parser(std::string_view text, const std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  Program run() {
    program_.line_starts.push_back(0);
    for (std::size_t i = 0; i < text_.size(); ++i)
      if (text_[i] == '\n') program_.line_starts.push_back(static_cast<std::uint32_t>(i + 1));
    survey();
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
      const bool stray = c.value == 0xFFFD && c.bytes == 1;
      return stray ? "the byte 0x" + hex(static_cast<unsigned char>(text_[token.span.begin]), 2) : "the character U+" + hex(c.value, 4);
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

  // Spellings of one name have one index; the name is shown as it is first written.
  int intern(std::string_view name) {
    const auto [it, added] = name_index_.try_emplace(name_key(name), static_cast<int>(program_.names.size()));
    if (added) program_.names.emplace_back(name);
    return it->second;
  }
  std::string_view word(const Token& token) const { return token.word.empty() ? text_of(token.span) : std::string_view(token.word); }

  // What a bracket behind a name means depends on the whole program: which names it defines as functions, which it gives a value
  // or uses by themselves.
  void survey() {
    const std::size_t begin = at_;
    bool start = true;
    for (at_ = 0; at_ < tokens_.size(); ++at_) {
      const Token& token = tokens_[at_];
      if (token.kind == TokenKind::name) {
        const bool bracket = peek(1).kind == TokenKind::left;
        if (start && peek(1).kind == TokenKind::equals) {
          const int name = intern(word(token));
          if (givers_.insert(name).second) program_.names[name] = std::string(word(token));  // the spelling that counts
        } else if (start && bracket && at_definition()) {
          functions_.insert(intern(word(token)));
        } else if (!bracket) {
          alone_.insert(name_key(word(token)));
        }
      }
      start = ends_statement(token.kind);
    }
    at_ = begin;
  }

  bool is_parameter(const Statement& s, int name) const {
    for (int param : s.params)
      if (param == name) return true;
    return false;
  }

  // In LaTeX, x(y+1) is a product where x is a number.
  bool is_factor(const Token& token) const {
    if (!token.factor) return false;
    const std::string key = name_key(word(token));
    const auto known = name_index_.find(key);
    const int name = known == name_index_.end() ? -1 : known->second;
    if (functions_.count(name)) return false;
    if (is_parameter(current_, name) || givers_.count(name)) return true;
    if (key == "sigma" || find_function(word(token)) != Op::count) return false;
    return key == "pi" || key == "e" || alone_.count(key) > 0;
  }

  // The function that a name before a bracket stands for: σ is the sigmoid where the program says nothing else.
  int callee(const Token& token) {
    if (name_key(word(token)) != "sigma") return intern(word(token));
    const auto known = name_index_.find("sigma");
    const bool given = known != name_index_.end() && (functions_.count(known->second) || givers_.count(known->second) || is_parameter(current_, known->second));
    return intern(given ? word(token) : "sigmoid");
  }

  // The first error of a statement is the one that helps.
  int fail(Span span, std::string message, std::optional<Fix> fix = std::nullopt) {
    if (!failed_) program_.diagnostics.push_back({Severity::error, span, std::move(message), std::move(fix)});
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
    current_ = {};
    Statement& s = current_;
    s.first = static_cast<int>(program_.syntax.size());
    s.span = peek().span;
    if (peek().kind == TokenKind::name && peek(1).kind == TokenKind::equals) {
      s.kind = Statement::Kind::assign;
      s.name_span = peek().span;
      s.name = intern(word(next()));
      next();
    } else if (peek().kind == TokenKind::name && at_definition()) {
      s.kind = Statement::Kind::define;
      s.name_span = peek().span;
      s.name = intern(word(next()));
      parameters(s);
    }
    if (!failed_ && decimal_comma()) return;
    const Span begin = peek().span;
    if (!failed_) s.root = sum();
    if (!failed_ && peek().kind == TokenKind::note) {  // what is left out goes when the expression is given another form or value
      program_.diagnostics.push_back({Severity::notice, peek().span, peek().word, std::nullopt});
      program_.syntax[static_cast<std::size_t>(s.root)].span = join(begin, next().span);
    }
    if (!failed_ && !ends_here()) after_expression();
    s.span = join(s.span, previous().span);
    if (failed_) {
      s.root = -1;
      program_.syntax.resize(s.first);
      skip_statement();
    }
    if (!failed_ || s.name >= 0) program_.statements.push_back(s);
  }

  // "x = 3,5": the comma ends a statement, so the 5 stands alone.
  bool decimal_comma() {
    if (at_ < 2 || peek().kind != TokenKind::number || previous().kind != TokenKind::comma) return false;
    const Token &comma = previous(), &whole = tokens_[at_ - 2], &fraction = peek();
    const bool joined = whole.kind == TokenKind::number && whole.span.end == comma.span.begin && comma.span.end == fraction.span.begin;
    const TokenKind after = peek(1).kind;
    if (!joined || !(ends_statement(after) || after == TokenKind::end)) return false;
    const std::string decimal = std::string(text_of(whole.span)) + "." + std::string(text_of(fraction.span));
    const Span span = join(whole.span, fraction.span);
    fail(span, "a comma ends a statement; a decimal number is written " + decimal, Fix{span, decimal});
    next();
    return true;
  }

  std::string not_understood(const Token& token) const { return token.word.empty() ? quoted(token) + " is not part of the language" : token.word; }

  const Token& previous() const { return tokens_[at_ > 0 ? at_ - 1 : 0]; }

  void parameters(Statement& s) {
    next();  // "("
    while (!failed_) {
      if (peek().kind != TokenKind::name) {
        fail(peek().span, peek().word.empty() ? "expected a parameter's name, found " + quoted(peek()) : peek().word);
        return;
      }
      const int name = intern(word(peek()));
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
      case TokenKind::right: fail(token.span, "this ')' has no '(' before it", Fix{token.span, ""}); break;
      case TokenKind::equals: {
        const std::uint32_t before = previous().span.begin;
        const bool name = previous().kind == TokenKind::name;
        fail(token.span, "unexpected '='; put a ';' or a new line between two statements",
             name ? std::optional<Fix>(Fix{{before, before}, "; "}) : std::nullopt);
        break;
      }
      case TokenKind::number:
        fail(token.span, "expected an operator before " + quoted(token) + ", such as '*' or '+'");
        break;
      default: fail(token.span, not_understood(token)); break;
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
      const bool sign = op.kind == TokenKind::star || op.kind == TokenKind::slash;
      if (!sign && op.kind != TokenKind::name && op.kind != TokenKind::left) break;
      const bool implied = !sign || (op.kind == TokenKind::star && op.span.begin == op.span.end);
      if (sign) next();
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
      if (peek().kind == TokenKind::left && !is_factor(token)) return call(token);
      Syntax node;
      node.kind = Syntax::Kind::name;
      node.name = intern(word(token));
      node.span = node.head = token.span;
      return add(node, {});
    }
    if (token.kind == TokenKind::left) return group();
    return no_expression(token);
  }

  int no_expression(const Token& found) {
    if (found.kind == TokenKind::unknown) return fail(found.span, not_understood(found));
    const bool first = parens_ == 0 && (at_ == 0 || ends_statement(previous().kind));
    if (first) return fail(found.span, "expected a statement such as f = x*y, found " + quoted(found));
    if (found.kind == TokenKind::equals && previous().kind == TokenKind::equals)
      return fail(found.span, "'=' is written twice; once gives a name its value", Fix{found.span, ""});
    Span place = found.span;  // before a comment, not behind it
    if (previous().span.end < place.begin && text_of({previous().span.end, place.begin}).find('#') != std::string_view::npos) place.begin = place.end = previous().span.end;
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
        const std::uint32_t end = previous().span.end;
        fail(open.span, "this '(' is never closed; add a ')'", Fix{{end, end}, ")"});
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
    node.name = callee(name);
    node.head = name.span;
    node.span = join(name.span, previous().span);
    node.first_child = static_cast<int>(program_.children.size());
    node.child_count = static_cast<int>(arguments.size());
    program_.children.insert(program_.children.end(), arguments.begin(), arguments.end());
    program_.syntax.push_back(node);
    return static_cast<int>(program_.syntax.size()) - 1;
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  std::size_t at_ = 0;
  Program program_;
  std::unordered_map<std::string, int> name_index_;     // by key
  std::unordered_set<int> functions_, givers_;          // names that the program defines, and gives a value
  std::unordered_set<std::string> alone_;               // keys of names that stand somewhere without a bracket behind
  Statement current_;
  bool failed_ = false;
  int parens_ = 0;   // open brackets of this statement
  int nesting_ = 0;  // of brackets, signs and exponents
};

}  // namespace

namespace {

// Lines are taken while they fit into the limit; one that does not becomes blanks, so that the places of the others stay.
std::string within_limit(std::string_view text, Span& left_out) {
  std::string kept(text);
  std::size_t room = limits::text_bytes;
  bool first = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    if (end - at <= room) {
      room -= end - at;
    } else {
      if (first) left_out = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at)};
      first = false;
      for (std::size_t i = at; i < end; ++i)
        if (kept[i] != '\n') kept[i] = ' ';
    }
    at = end;
  }
  return kept;
}

}  // namespace

Program parse(std::string_view text, const std::vector<Token>& tokens) {
  if (text.size() <= limits::text_bytes) return Parser(text, tokens).run();
  Span left_out;
  const std::string kept = within_limit(text, left_out);
  Program program = Parser(kept, tokenize(kept)).run();
  program.diagnostics.push_back({Severity::error, left_out, "the program is longer than 64 KiB; lines that do not fit are left out"});
  return program;
}

Program parse(std::string_view text) { return parse(text, text.size() <= limits::text_bytes ? tokenize(text) : std::vector<Token>()); }

}  // namespace chainrule
