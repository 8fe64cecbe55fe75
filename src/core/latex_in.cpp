#include "core/latex_in.h"

#include <algorithm>

#include "core/latex_reader.h"
#include "core/names.h"
#include "core/program.h"

namespace chainrule {

void read_latex(std::string_view text, const LatexText& latex, std::size_t begin, std::size_t end, std::vector<Token>& tokens, int& terms) {
  LatexReader(text, latex, tokens, terms).run(begin, end);
}

void LatexReader::run(std::size_t begin, std::size_t end) {
  at_ = begin;
  end_ = end;
  first_ = tokens_.size();
  items(Until::piece);
}

// ---- tokens ----

void LatexReader::emit(TokenKind kind, Span span, double number) {
  if (dead_) return;
  if (tokens_.size() >= limits::latex_tokens) {
    fail(span, "this program's formulas are too long once their sums are written out");
    return;
  }
  tokens_.push_back({kind, span, number});
}

void LatexReader::fail(Span span, std::string message) {
  if (!dead_) tokens_.push_back({TokenKind::unknown, span, 0, std::move(message)});
  dead_ = true;
}

std::vector<Token> LatexReader::aside(std::size_t first) {
  first = std::min(first, tokens_.size());
  std::vector<Token> taken(std::make_move_iterator(tokens_.begin() + static_cast<std::ptrdiff_t>(first)), std::make_move_iterator(tokens_.end()));
  tokens_.resize(first);
  return taken;
}

void LatexReader::append(std::vector<Token> tokens) {
  tokens_.insert(tokens_.end(), std::make_move_iterator(tokens.begin()), std::make_move_iterator(tokens.end()));
}

bool LatexReader::nested(Span span) {
  if (++depth_ <= limits::nesting) return false;
  fail(span, "nested more than " + std::to_string(limits::nesting) + " deep; name a part of it on a line of its own");
  at_ = end_;
  --depth_;
  return true;
}

// ---- places ----

LatexReader::Mark LatexReader::mark_at(std::size_t place) const {
  Mark mark;
  mark.span = {static_cast<std::uint32_t>(place), static_cast<std::uint32_t>(place)};
  if (place >= end_) return mark;
  if (text_[place] != '\\') {
    const CodePoint c = code_point_at(text_, place);
    mark.code = c.value;
    mark.span.end += static_cast<std::uint32_t>(c.bytes);
    return mark;
  }
  std::size_t end = place + 1;
  while (is_ascii_letter(at(end))) ++end;
  if (end == place + 1 && end < end_) end += static_cast<std::size_t>(code_point_at(text_, end).bytes);
  mark.code = '\\';
  mark.name = text_.substr(place + 1, end - place - 1);
  mark.span.end = static_cast<std::uint32_t>(end);
  mark.command = find_latex(mark.name);
  return mark;
}

LatexReader::Mark LatexReader::peek() {
  while (skip_blank()) {}
  return mark_at(at_);
}

std::size_t LatexReader::blank_end(std::size_t place) const {
  while (at(place) == ' ' || at(place) == '\t' || at(place) == '~' || at(place) == '\n' || at(place) == '\r') ++place;
  return place;
}

// The end of what TeX takes for one argument at this place.
std::size_t LatexReader::argument_end(std::size_t place) const {
  place = blank_end(place);
  if (at(place) == '{') {
    const std::size_t end = latex_.partner(place);
    return end == LatexText::npos || end >= end_ ? end_ : end + 1;
  }
  if (is_ascii_digit(at(place)))
    while (is_ascii_digit(at(place + 1))) ++place;
  return mark_at(place).span.end;
}

// Skips one thing that means nothing; false if there is none.
bool LatexReader::skip_blank() {
  if (at_ >= end_) return false;
  const char c = text_[at_];
  if (c == '#' || c == '%') {
    while (at_ < end_ && text_[at_] != '\n') ++at_;
    return true;
  }
  if (c == '\n' && inside_ == 0 && has_equals_ && latex_.begins_statement(at_ + 1)) return false;
  if (c == '\n' || c == '~' || c == '&') return ++at_, true;
  if (c != '\\') {
    const CodePoint point = code_point_at(text_, at_);
    if (is_space(point.value)) at_ += static_cast<std::size_t>(point.bytes);
    return is_space(point.value);
  }
  const Mark mark = mark_at(at_);
  if (mark.is(Latex::big) && at(mark.span.end) == '/') return at_ = mark.span.end, true;
  if (!mark.is(Latex::space) && !mark.is(Latex::skip)) return false;
  at_ = mark.span.end;
  if (mark.is(Latex::space)) {
    spaced_ = spaced_ || mark.name != "!";  // which moves a bracket closer to its function
    return true;
  }
  if (at(at_) == '*') ++at_;
  if (at(at_) == '{') at_ = argument_end(at_);
  return true;
}

// ---- statements ----

// Ends the statement that is being read.
void LatexReader::separate(Span span) {
  tokens_.push_back({TokenKind::semicolon, span});
  first_ = tokens_.size();
  dead_ = has_equals_ = false;
}

// A sign between statements, or a formula's delimiter; false if the mark is neither.
bool LatexReader::boundary(const Mark& mark) {
  if (mark.code == '\n' || mark.code == ',' || mark.code == ';') {
    take(mark);
    separate(mark.span);
    return true;
  }
  if (mark.is(Latex::separator)) {
    line_break(mark);
    return true;
  }
  return joining_word(mark) || zone(mark);
}

// \text{where } and its like, and the words between formulas.
bool LatexReader::joining_word(const Mark& mark) {
  std::size_t begin = at_, end = at_;
  if (mark.is(Latex::words) && at(mark.span.end) == '{') {
    end = argument_end(mark.span.end);
    begin = blank_end(mark.span.end + 1);
    std::string_view word = text_.substr(begin, end > begin ? end - begin - 1 : 0);
    word = word.substr(0, word.find_last_not_of(" ~,:") + 1);
    if (latex_.introduces(word) || !joins_formulas(word, true)) return false;
  } else {
    const std::string_view word = is_letter(mark.code) ? word_here() : std::string_view{};
    if (latex_.introduces(word) || !joins_formulas(word, false)) return false;
    end = at_ + word.size();
  }
  if (at(blank_end(end)) == '_') return false;  // a name, with its subscript
  at_ = end;
  separate({mark.span.begin, static_cast<std::uint32_t>(end)});
  return true;
}

// A line that starts with + or - goes on with the one before.
void LatexReader::line_break(const Mark& mark) {
  take(mark);
  if (at(at_) == '*') ++at_;
  if (at(at_) == '[') {
    const std::size_t end = text_.substr(0, std::min(end_, at_ + 20)).find(']', at_);
    if (end != std::string_view::npos) at_ = end + 1;
  }
  const Mark next = peek();
  const TokenKind kind = next.command ? TokenKind::unknown : sign_kind(next.code);
  const bool goes_on = next.is(Latex::times) || next.is(Latex::divide) || kind == TokenKind::plus || kind == TokenKind::minus ||
                       kind == TokenKind::star || kind == TokenKind::slash;
  if (!goes_on && kind != TokenKind::equals && !next.is(Latex::equals)) separate(mark.span);
}

bool LatexReader::zone(const Mark& mark) {
  const bool inline_math = mark.code == '$' && at(at_ + 1) != '$';
  const bool opens = mark.name == "(" || mark.name == "[", shuts = mark.name == ")" || mark.name == "]" || mark.name == "end";
  if (mark.name == "begin") {
    begin_environment(mark);
    return true;
  }
  if (mark.code != '$' && !opens && !shuts) return false;
  Span span = {mark.span.begin, static_cast<std::uint32_t>(std::min(end_, at_ + mark_length(text_, at_)))};
  const std::size_t place = at_, partner = latex_.partner(at_);
  at_ = span.end;
  spaced_ = false;
  if (!zones_.empty() && zones_.back() == place) {
    zones_.pop_back();
    if (zone_ends_) separate(span);
  } else if (partner != LatexText::npos && !shuts) {
    zones_.push_back(partner);
    const bool plain = inline_math || mark.name == "(";
    zone_ends_ = !plain || text_.substr(span.end, partner - span.end).find('=') != std::string_view::npos;
    if (zone_ends_) separate(span);
  } else {
    fail(span, "this " + quoted(span) + " has no partner; add one, or leave it out");
  }
  return true;
}

void LatexReader::begin_environment(const Mark& mark) {
  static constexpr const char* kKnown[] = {"equation", "align", "aligned", "alignat", "alignedat", "gather", "gathered", "split",
                                           "multline", "eqnarray", "displaymath", "math", "flalign", "dmath"};
  const std::size_t place = at_, partner = latex_.partner(at_), end = std::min(end_, at_ + mark_length(text_, at_));
  const Span span = {mark.span.begin, static_cast<std::uint32_t>(end)};
  std::string_view name = text_.substr(std::min(place + 7, end), end - std::min(place + 7, end));
  name = name.substr(0, name.find_first_of("*}"));
  at_ = end;
  const bool known = std::any_of(std::begin(kKnown), std::end(kKnown), [&](const char* k) { return name == k; });
  if (known && partner != LatexText::npos) {
    if (name.rfind("aligna", 0) == 0 || name == "alignedat") at_ = at(at_) == '{' ? argument_end(at_) : at_;
    zones_.push_back(partner);
    zone_ends_ = true;
    separate(span);
  } else if (known) {
    fail(span, "this " + quoted(span) + " is never closed; add \\end{" + std::string(name) + "}");
  } else {
    fail(span, "\\begin{" + std::string(name) + "} is not read; write each formula on a line of its own");
    if (partner != LatexText::npos && partner < end_) at_ = std::min(end_, partner + mark_length(text_, partner));
  }
}

void LatexReader::items(Until until) {
  bool have = false;  // a factor stands before
  while (true) {
    const Mark mark = peek();
    if (closes(mark, until, have)) return;
    one_item(mark, until, have);
  }
}

// Is the mark an end for what is being read, if only because something around it ends there?
bool LatexReader::closes(const Mark& mark, Until until, bool have) const {
  if (mark.code == 0) return true;
  if (until == Until::piece) return false;
  if (mark.code == '}') return true;
  const Fence f = fence(mark);
  if (until == Until::brace && mark.name == "over") return true;
  if (until == Until::bracket) return f.side == ')';
  return until == Until::bar && (f.side == ')' || (f.side == '|' && have));
}

void LatexReader::one_item(const Mark& mark, Until until, bool& have) {
  if (until == Until::piece && boundary(mark)) {
    if (tokens_.empty() || tokens_.back().kind == TokenKind::semicolon) have = false;
  } else if (mark.is(Latex::separator) || mark.code == '$' || mark.code == '\n') {
    take(mark);  // inside brackets
  } else if (operator_sign(mark, until)) {
    have = false;
  } else if (head_ && fence(mark).side == '|') {
    at_ = fence(mark).end;
    emit(TokenKind::comma, mark.span);
    have = false;
  } else if (mark.code == '{' && at(blank_end(at_ + 1)) == '}') {
    at_ = blank_end(at_ + 1) + 1;  // {} separates, and is nothing
  } else if (starts_factor(mark)) {
    if (have) times();
    factor();
    have = true;
  } else {
    stray(mark);
  }
  if (!tokens_.empty() && tokens_.back().kind == TokenKind::note) tokens_.back().span.end = static_cast<std::uint32_t>(at_);
}

bool LatexReader::operator_sign(const Mark& mark, Until until) {
  TokenKind kind = mark.code == '\\' || mark.code == '\n' ? TokenKind::unknown : sign_kind(mark.code);
  Span span = mark.span;
  if (mark.is(Latex::times)) kind = TokenKind::star;
  if (mark.is(Latex::divide)) kind = TokenKind::slash;
  if (mark.is(Latex::equals)) kind = TokenKind::equals;
  if (mark.code == ':' && at(blank_end(at_ + 1)) == '=') {
    kind = TokenKind::equals;
    span.end = static_cast<std::uint32_t>(blank_end(at_ + 1) + 1);
  }
  if (mark.code == '*' && at(at_ + 1) == '*') return false;
  if (kind == TokenKind::semicolon) kind = TokenKind::comma;
  const bool comma = kind == TokenKind::comma && until != Until::piece;
  const bool sign = kind == TokenKind::plus || kind == TokenKind::minus || kind == TokenKind::star || kind == TokenKind::slash;
  if (!comma && !sign && kind != TokenKind::equals) return false;
  at_ = span.end;
  spaced_ = false;
  if (kind != TokenKind::equals || until != Until::piece || equals_sign(span)) emit(kind, span);
  return true;
}

// Left of the first one stands a name; \log p is one there. A second one starts another form of the same, which is left out.
bool LatexReader::equals_sign(Span span) {
  if (std::exchange(has_equals_, true)) {
    emit(TokenKind::note, span);
    if (!dead_) tokens_.back().word = "only the first form of a formula counts; what follows this '=' is left out";
    dead_ = true;
    return false;
  }
  const std::size_t count = tokens_.size() - first_;
  if (dead_ || count == 0) return true;
  Token* const left = tokens_.data() + first_;
  const bool name = left[0].kind == TokenKind::name, bracket = count > 2 && left[1].kind == TokenKind::left;
  if (name && bracket && left[1].span.begin == left[1].span.end && left[2].kind == TokenKind::name) {
    left[0].word += "_" + left[2].word;
    tokens_.resize(first_ + 1);
  } else if (!name || (count > 1 && !bracket)) {
    fail(span, "left of '=' stands a name, as in f = …, or a name with its operands, as in f(x) = …");
  }
  return !dead_;
}

// What can stand nowhere, or not here.
void LatexReader::stray(const Mark& mark) {
  const std::size_t place = at_;
  take(mark);
  const Fence f = fence(mark);
  if (mark.code == '.') {  // a formula's full stop
    const Mark next = peek();
    if (next.code == 0 || next.code == '\n' || next.code == '$' || next.is(Latex::separator) || next.name == "]" || next.name == ")" || next.name == "end" ||
        (is_letter(next.code) && joins_formulas(word_here(), false)))
      return;
  }
  if (mark.code == '.' && at(at_) == '.') return fail({mark.span.begin, mark.span.end + 1}, std::string("this ") + find_latex("dots")->word);
  if (mark.code == '*') {  // ** is a power
    at_ = place + 2;
    emit(TokenKind::caret, {mark.span.begin, mark.span.begin + 2});
    exponent();
  } else if (mark.code == '^') {
    fail(mark.span, "expected a name, number or bracket before '^'");
  } else if (mark.code == '_') {
    fail(mark.span, "a subscript belongs to a name, as in w_{0}");
  } else if (mark.code == '}' || f.side == ')') {
    const Span span = {mark.span.begin, static_cast<std::uint32_t>(mark.code == '}' ? mark.span.end : f.end)};
    const char* opening = mark.code == '}' || f.shape == '}' ? "{" : f.shape == ']' ? "[" : f.shape == '|' ? "|" : "(";
    at_ = span.end;
    fail(span, "this " + quoted(span) + " has no '" + opening + "' before it");
  } else if (mark.is(Latex::wrong)) {
    fail(mark.span, "\\" + std::string(mark.name) + " " + mark.command->word);
  } else if (mark.code == '\\') {
    const std::string shown(mark.name.substr(0, 40));
    fail(mark.span, mark.name.empty() ? "a backslash alone is not part of the language"
                    : is_ascii_letter(mark.name[0]) ? "\\" + shown + " is not known; write a name as \\mathrm{" + shown + "}, or leave it out"
                                                    : quoted(mark.span) + " is not part of the language");
  } else {
    emit(TokenKind::unknown, mark.span);
    dead_ = true;
  }
}

}  // namespace chainrule
