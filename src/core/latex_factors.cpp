// LaTeX formulas: numbers, brackets, bars, exponents.
#include "core/latex_reader.h"
#include "core/names.h"
#include "core/number.h"

namespace chainrule {

LatexReader::Fence LatexReader::fence(const Mark& mark) const {
  Mark inner = mark;
  if (mark.is(Latex::big)) inner = mark_at(blank_end(mark.span.end));
  Fence f;
  f.end = inner.span.end;
  switch (inner.code) {
    case '(': f.side = '(', f.shape = ')'; break;
    case '[': f.side = '(', f.shape = ']'; break;
    case ')':
    case ']': f.side = ')', f.shape = static_cast<char>(inner.code); break;
    case '|': f.side = f.shape = '|'; break;
    case '.': f.shape = '.', f.side = mark.is(Latex::big) ? '|' : '\0'; break;
    default: break;
  }
  if (inner.is(Latex::left)) f.side = '(', f.shape = inner.command->word[0];
  if (inner.is(Latex::right)) f.side = ')', f.shape = inner.command->word[0];
  if (inner.is(Latex::open_bar)) f.side = '(', f.shape = '|';
  if (inner.is(Latex::close_bar)) f.side = ')', f.shape = '|';
  if (inner.is(Latex::bar)) f.side = f.shape = '|';
  if (mark.is(Latex::big) && f.side && *mark.command->word) f.side = *mark.command->word;
  return f;
}

bool LatexReader::starts_factor(const Mark& mark) const {
  if (mark.code == 0 || mark.code == '_') return false;
  const char side = fence(mark).side;
  if (side) return side != ')';
  if (mark.code != '\\') {
    const bool digit = mark.code < 0x80 && is_ascii_digit(static_cast<char>(mark.code));
    return digit || mark.code == '{' || is_letter(mark.code) || (mark.code == '.' && is_ascii_digit(at(mark.span.end)));
  }
  if (!mark.command) return greek_letter(mark.name) != nullptr;
  switch (mark.command->kind) {
    case Latex::through:
    case Latex::name:
    case Latex::words:
    case Latex::letters:
    case Latex::accent:
    case Latex::function:
    case Latex::quotient:
    case Latex::fraction:
    case Latex::root:
    case Latex::sum:
    case Latex::product:
    case Latex::infinity: return true;
    default: return false;
  }
}

// The sign that is not written between two factors. None between a name and a bracket, where the parser tells a call from a product
// (but a space between them is one), and none between two numbers, which is a mistake.
void LatexReader::times() {
  const bool spaced = spaced_;
  const Mark mark = peek();
  if (!tokens_.empty()) {
    const Token& last = tokens_.back();
    const Fence f = fence(mark);
    if (last.kind == TokenKind::name && last.factor && !spaced && f.side == '(' && f.shape == ')') return;
    if (last.kind == TokenKind::number && mark.code < 0x80 && is_ascii_digit(static_cast<char>(mark.code))) return;
  }
  emit(TokenKind::star, {mark.span.begin, mark.span.begin});
}

void LatexReader::factor() {
  const Mark mark = peek();
  if (nested(mark.span)) return;
  base(mark);
  scripts();
  --depth_;
}

void LatexReader::base(const Mark& mark) {
  const Fence f = fence(mark);
  if (f.side == '(' && f.shape != '|') return bracket();
  if (f.side) return bars();
  if (mark.code == '{') return group();
  if (mark.code == '\\') return command(mark);
  if (is_letter(mark.code)) return letter(mark);
  digits(false);
}

void LatexReader::command(const Mark& mark) {
  const std::size_t first = tokens_.size();
  if (!mark.command) {
    take(mark);
    return name(greek_letter(mark.name), mark.span);
  }
  switch (mark.command->kind) {
    case Latex::name: take(mark); return name(mark.command->word, mark.span);
    case Latex::words:
    case Latex::letters:
    case Latex::accent: return words(mark);
    case Latex::function: take(mark); return function(mark.span, mark.command->word);
    case Latex::quotient: take(mark); return function(mark.span, mark.command->word, true);
    case Latex::fraction: return fraction(mark);
    case Latex::root: return root(mark);
    case Latex::sum:
    case Latex::product: return sum(mark);
    case Latex::through: return through(mark);
    case Latex::infinity:
      take(mark);
      emit(TokenKind::left, mark.span);
      emit(TokenKind::number, mark.span, 1);
      emit(TokenKind::slash, mark.span);
      emit(TokenKind::number, mark.span, 0);
      return emit(TokenKind::right, mark.span);
    default: break;
  }
  take(mark);
  if (tokens_.size() == first) fail(mark.span, quoted(mark.span) + " cannot stand here");
}

// \boxed{x} is x; the words under a brace say nothing.
void LatexReader::through(const Mark& mark) {
  take(mark);
  if (*mark.command->word) at_ = argument_end(at_);
  single();
  const Mark script = peek();
  if (mark.name.size() > 5 && mark.name.substr(mark.name.size() - 5) == "brace" && (script.code == '_' || script.code == '^'))
    at_ = argument_end(script.span.end);
}

void LatexReader::scripts() {
  while (!dead_) {
    const Mark mark = peek();
    if (mark.code == '_') return fail(mark.span, "a subscript belongs to a name, as in w_{0}");
    if (mark.code == '\'') return fail(mark.span, "a prime belongs to a name; " "gradients are found for you");
    if (mark.code != '^') return;
    take(mark);
    if (dropped_exponent(false)) continue;
    emit(TokenKind::caret, mark.span);
    exponent();
  }
  while (peek().code == '^') at_ = argument_end(at_ + 1);
}

// What stands in an exponent's place and is none: the sign of a transpose, which does nothing to a number. Called behind '^'.
bool LatexReader::dropped_exponent(bool bold) {
  const std::size_t begin = blank_end(at_), end = argument_end(at_);
  std::string_view text = text_.substr(begin, end > begin ? end - begin : 0);
  if (text.size() > 2 && text[0] == '{' && text.back() == '}') text = text.substr(1, text.size() - 2);
  if (text != "\\top" && text != "\\intercal" && !(bold && text == "T")) return false;
  at_ = end;
  return true;
}

// Behind '^'.
void LatexReader::exponent() {
  signs();
  const Mark mark = peek();
  if (!starts_factor(mark)) return fail(mark.span, "expected an exponent after '^'");
  if (nested(mark.span)) return;
  base(mark);
  --depth_;
}

void LatexReader::signs() {
  for (Mark mark = peek(); mark.code != '\\' && mark.code != 0; mark = peek()) {
    const TokenKind kind = sign_kind(mark.code);
    if (kind != TokenKind::minus && kind != TokenKind::plus) return;
    emit(kind, mark.span);
    take(mark);
  }
}

// {…}
void LatexReader::group() {
  const Span open = mark_at(at_).span;
  const std::size_t end = latex_.partner(at_);
  ++at_;
  if (end == LatexText::npos || end >= end_) {
    at_ = end_;
    return fail(open, "this '{' is never closed; add a '}'");
  }
  emit(TokenKind::left, open);
  const std::size_t first = tokens_.size();
  const int bars = std::exchange(bars_, 0);
  ++inside_;
  items(Until::brace);
  if (const Mark over = peek(); over.name == "over" && at_ < end) {  // {a \over b}
    take(over);
    if (!dead_) tokens_.insert(tokens_.begin() + static_cast<std::ptrdiff_t>(first), {TokenKind::left, open});
    for (const TokenKind kind : {TokenKind::right, TokenKind::slash, TokenKind::left}) emit(kind, over.span);
    items(Until::brace);
    emit(TokenKind::right, here());
  }
  --inside_;
  bars_ = bars;
  if (at_ < end) return;  // only when nested too deep
  at_ = end + 1;
  spaced_ = false;
  emit(TokenKind::right, {static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(end + 1)});
}

// (…) and its like
void LatexReader::bracket() {
  const Mark mark = peek();
  const Fence open = fence(mark);
  const Span span = {mark.span.begin, static_cast<std::uint32_t>(open.end)};
  at_ = open.end;
  spaced_ = false;
  emit(TokenKind::left, span);
  const int bars = std::exchange(bars_, 0);
  ++inside_;
  head_ = at_head(mark.span.begin);
  items(Until::bracket);
  head_ = false;
  bars_ = bars;
  const Mark end = peek();
  const Fence closing = fence(end);
  --inside_;
  if (closing.side != ')') {
    const std::string shape(1, open.shape);
    return fail(span, "this " + quoted(span) + " is never closed; add a '" + shape + "'");
  }
  const Span last = {end.span.begin, static_cast<std::uint32_t>(closing.end)};
  at_ = closing.end;
  spaced_ = false;
  if (closing.shape != open.shape && closing.shape != '.' && open.shape != '.')
    return fail(last, "this " + quoted(last) + " does not close " + quoted(span));
  emit(TokenKind::right, last);
}

// Are these the brackets of a definition's left side? Then the statement so far is a name, and '=' stands behind.
bool LatexReader::at_head(std::size_t open) const {
  if (inside_ > 1 || has_equals_ || tokens_.size() != first_ + 2 || tokens_[first_].kind != TokenKind::name) return false;
  std::size_t i = text_.substr(0, end_).find_first_of(")=\n", open);
  if (i == std::string_view::npos || text_[i] != ')') return false;
  i = blank_end(i + 1);
  if (at(i) == '&') i = blank_end(i + 1);
  return at(i) == '=' || at(i) == ':' || mark_at(i).is(Latex::equals);
}

// |…|, and a norm, which for a number is the same
void LatexReader::bars() {
  const Mark mark = peek();
  const Fence open = fence(mark);
  const Span span = {mark.span.begin, static_cast<std::uint32_t>(open.end)};
  at_ = open.end;
  spaced_ = false;
  emit(TokenKind::name, span);
  if (!dead_) tokens_.back().word = "abs";
  emit(TokenKind::left, span);
  const int bars = std::exchange(bars_, open.side == '|' ? bars_ + 1 : 0);
  ++inside_;
  items(open.side == '|' ? Until::bar : Until::bracket);
  bars_ = bars;
  const Mark end = peek();
  const Fence closing = fence(end);
  --inside_;
  if (closing.shape != '|') return fail(span, "this " + quoted(span) + " is never closed; add a '|'");
  at_ = closing.end;
  spaced_ = false;
  emit(TokenKind::right, {end.span.begin, static_cast<std::uint32_t>(closing.end)});
  if (peek().code == '_') at_ = argument_end(at_ + 1);  // which norm
}

// What TeX takes for one argument: {…}, a digit, a letter or a command.
void LatexReader::single() {
  const Mark mark = peek();
  if (!starts_factor(mark)) return fail(mark.span, "expected an operand here, in braces");
  if (mark.code < 0x80 && is_ascii_digit(static_cast<char>(mark.code))) return digits(true);
  if (nested(mark.span)) return;
  base(mark);
  --depth_;
}

void LatexReader::digits(bool one) {
  const std::size_t begin = at_;
  std::size_t end = begin + 1;
  while (!one && is_ascii_digit(at(end))) ++end;
  if (!one && text_[begin] != '.' && at(end) == '.' && is_ascii_digit(at(end + 1)))
    for (++end; is_ascii_digit(at(end));) ++end;
  std::string written(text_.substr(begin, end - begin));
  // 1{,}000 is a thousand, and 0{,}5 a half.
  while (!one && written.find('.') == written.npos && text_.substr(end, 3) == "{,}" && is_ascii_digit(at(end + 3))) {
    const std::size_t first = end + 3;
    for (end = first; is_ascii_digit(at(end));) ++end;
    const bool thousands = end - first == 3 && written != "0";
    written += (thousands ? "" : ".") + std::string(text_.substr(first, end - first));
  }
  double value = 0;
  parse_number(written, value);
  at_ = end;
  spaced_ = false;
  emit(TokenKind::number, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, value);
}

}  // namespace chainrule
