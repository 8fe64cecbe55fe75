// LaTeX formulas: names and their subscripts.
#include "core/latex_reader.h"
#include "core/names.h"
#include "core/number.h"

namespace chainrule {

namespace {

bool is_wordy(char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '_'; }
bool all_digits(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos; }
constexpr std::size_t kLongestWord = 64;

}  // namespace

bool LatexReader::index_value(std::string_view name, long& value) const {
  for (std::size_t i = indices_.size(); i-- > 0;)
    if (indices_[i].name == name) {
      value = indices_[i].value;
      return true;
    }
  return false;
}

// The letters, digits and underscores here, if a word begins here.
std::string_view LatexReader::word_here() const {
  if (at_ > 0 && is_ascii_letter(text_[at_ - 1])) {
    std::size_t slash = at_;
    while (slash > 0 && at_ - slash < kLongestWord && is_ascii_letter(text_[slash - 1])) --slash;
    if (slash == 0 || text_[slash - 1] != '\\') return {};  // in the middle of a word
  }
  std::size_t end = at_;
  while (is_wordy(at(end)) && end - at_ <= kLongestWord) ++end;
  return end - at_ > kLongestWord ? std::string_view{} : text_.substr(at_, end - at_);
}

bool LatexReader::bracket_follows(std::size_t place) const {
  return at(blank_end(place)) == '(' || fence(mark_at(blank_end(place))).side == '(';
}

const char* LatexReader::called_here() const {
  const std::string_view word = word_here();
  if (word.size() < 2 || latex_.introduces(word) || !bracket_follows(at_ + word.size())) return nullptr;
  return function_alias(word);
}

void LatexReader::letter(const Mark& mark) {
  std::string_view word = word_here();
  if (const char* function_name = called_here()) {
    const Span span = {mark.span.begin, static_cast<std::uint32_t>(at_ + word.size())};
    at_ = span.end;
    spaced_ = false;
    return function(span, function_name);
  }
  if (!latex_.introduces(word) || word.back() == '_') word = word.substr(0, word.find('_'));
  if (word.size() < 2 || !latex_.introduces(word)) {
    std::size_t end = mark.span.end;
    while (is_ascii_digit(at(end))) ++end;
    word = text_.substr(at_, end - at_);
  }
  at_ += word.size();
  spaced_ = false;
  name(std::string(word), mark.span);
}

// Reads what belongs to the name behind it: subscripts, primes, and those that stand behind an exponent, as in x^2_i.
void LatexReader::name(std::string word, Span span, bool bold) {
  while (!dead_) {
    const Mark mark = peek();
    if (mark.code == '_') {
      take(mark);
      word += "_" + subscript();
    } else if (mark.code == '\'') {
      take(mark);
      word += "_prime";
    } else if (mark.code == '^' && word != "e") {
      const std::size_t caret = at_;
      const std::string_view base = text_.substr(span.begin, span.end - span.begin);
      take(mark);
      if (head_) {  // f(x, \sigma^2) = …
        at_ = argument_end(at_);
        continue;
      }
      if (dropped_exponent(bold)) continue;
      const std::size_t begin = blank_end(at_), end = argument_end(at_);
      const std::string_view raised = text_.substr(begin, end > begin ? end - begin : 0);
      if (raised_index(raised, word)) continue;
      if (raised == "\\prime" || raised == "{\\prime}") {
        word += "_prime";
        at_ = end;
        continue;
      }
      if ((raised == "2" || raised == "{2}") && latex_.names_square(base)) {
        word += "_sq";
        at_ = end;
        span.end = static_cast<std::uint32_t>(end);
        continue;
      }
      if (at(blank_end(end)) != '_') {
        at_ = caret;
        break;
      }
      at_ = blank_end(end) + 1;
      word += "_" + subscript();
      const std::size_t behind = at_;
      span.end = static_cast<std::uint32_t>(behind);
      emit_name(word, span);
      emit(TokenKind::caret, mark.span);
      at_ = caret + 1;
      const std::size_t all = std::exchange(end_, end);  // the subscript is not the exponent's
      exponent();
      end_ = all;
      at_ = behind;
      return;
    } else {
      break;
    }
    span.end = static_cast<std::uint32_t>(at_);
  }
  emit_name(word, span);
}

// x^{(i)}, w^{[1]}, h^{(t-1)}: which example, layer or time. In round brackets it is that only where it is one letter or number, and
// what is added to it.
bool LatexReader::raised_index(std::string_view raised, std::string& word) {
  if (raised.size() < 5 || raised[0] != '{' || (raised[1] != '(' && raised[1] != '[')) return false;
  const std::string_view inside = raised.substr(2, raised.size() - 4);
  const std::size_t letters = is_ascii_letter(inside[0]) ? 1 : 0, sign = inside.find_first_of("+-");
  const std::string_view added = sign == letters ? inside.substr(letters + 1) : inside.substr(letters);
  const bool plain = (letters == 1 && inside.size() == 1) || all_digits(added);
  if (raised[1] == '(' && !plain) return false;
  at_ = blank_end(at_) + 2;
  word += "_" + subscript_text(at_ + inside.size());
  at_ += 2;
  return true;
}

void LatexReader::emit_name(const std::string& word, Span span) {
  long value = 0;
  if (index_value(word, value)) {
    if (value < 0) {
      emit(TokenKind::left, span);
      emit(TokenKind::minus, span);
    }
    emit(TokenKind::number, span, static_cast<double>(value < 0 ? -value : value));
    if (value < 0) emit(TokenKind::right, span);
    return;
  }
  emit(TokenKind::name, span);
  if (dead_) return;
  tokens_.back().word = is_ascii_digit(word[0]) ? "_" + word : word;
  tokens_.back().factor = true;
}

// Behind '_'.
std::string LatexReader::subscript() {
  const Mark mark = peek();
  if (mark.code != '{') {
    std::size_t end = at_;
    while (is_ascii_digit(at(end))) ++end;
    if (end == at_) return greek_in_english(name_part(mark));
    const std::string digits(text_.substr(at_, end - at_));
    at_ = end;
    spaced_ = false;
    return digits;
  }
  const std::size_t end = latex_.partner(at_);
  if (end == LatexText::npos || end >= end_) {
    fail(mark.span, "this '{' is never closed; add a '}'");
    at_ = end_;
    return {};
  }
  take(mark);
  const std::string text = subscript_text(end);
  if (text.empty()) fail(mark.span, "expected a subscript in the braces");
  at_ = end + 1;
  spaced_ = false;
  return text;
}

// The inside of a subscript's braces: i+1 is a number where i is a sum's index.
std::string LatexReader::subscript_text(std::size_t end) {
  long value = 0;
  bool signs = false;
  if (whole_number(at_, end, value, signs) && signs) return (value < 0 ? "m" : "") + std::to_string(value < 0 ? -value : value);
  std::string text;
  if (nested(here())) return text;
  while (!dead_) {
    const Mark mark = peek();
    if (at_ >= end || mark.code == 0) break;
    switch (mark.code) {
      case ',': text += '_', take(mark); break;
      case '_': text += '_', take(mark); break;
      case '+': text += 'p', take(mark); break;
      case '-': text += 'm', take(mark); break;
      case '*': text += "star", take(mark); break;
      case '\'': text += "prime", take(mark); break;
      case '{':
      case '}':
      case '(':
      case ')':
      case '[':
      case ']': take(mark); break;
      default: text += name_part(mark);
    }
  }
  --depth_;
  return greek_in_english(text);
}

// One letter, digit or command of a name; a Greek letter as a sign, so that it is told from letters beside it.
std::string LatexReader::name_part(const Mark& mark) {
  long value = 0;
  if (mark.code != '\\' && (is_letter(mark.code) || (mark.code < 0x80 && is_ascii_digit(static_cast<char>(mark.code))))) {
    take(mark);
    const std::string_view character = text_.substr(mark.span.begin, mark.span.end - mark.span.begin);
    return index_value(character, value) ? std::to_string(value) : std::string(character);
  }
  if (mark.is(Latex::words) || mark.is(Latex::letters) || mark.is(Latex::accent)) {
    take(mark);
    return font_word() + (mark.is(Latex::accent) ? mark.command->word : "");
  }
  if (mark.is(Latex::name) || mark.is(Latex::function)) {
    take(mark);
    return mark.is(Latex::name) ? mark.command->word : std::string(mark.name);
  }
  if (mark.code == '\\' && (greek_letter(mark.name) || mark.name == "_" || mark.name == "star" || mark.name == "ast")) {
    take(mark);
    const std::string letter = greek_letter(mark.name) ? greek_letter(mark.name) : mark.name == "_" ? "_" : "star";
    if (index_value(letter, value)) return std::to_string(value);
    return greek_sign(letter) ? greek_sign(letter) : letter;
  }
  fail(mark.span, mark.code == 0 ? "expected a subscript" : quoted(mark.span) + " cannot stand in a name");
  if (mark.code) take(mark);
  return {};
}

// The argument of \mathrm, \mathbf, \hat and the like, which is one name.
std::string LatexReader::font_word() {
  if (at(at_) == '*') ++at_;
  const Mark open = peek();
  if (open.code != '{') return greek_in_english(name_part(open));
  const std::size_t end = latex_.partner(at_);
  if (end == LatexText::npos || end >= end_) {
    fail(open.span, "this '{' is never closed; add a '}'");
    at_ = end_;
    return {};
  }
  take(open);
  std::string word;
  if (nested(open.span)) return word;
  bool space = false;
  while (!dead_ && at_ < end) {
    const char c = at(at_);
    if (c == ' ' || c == '-' || c == '~' || c == '\n') {
      space = true;
      ++at_;
    } else if (c == '_' || c == '{' || c == '}') {
      if (c == '_') word += '_';
      ++at_;
    } else {
      if (space && !word.empty()) word += '_';
      space = false;
      word += name_part(mark_at(at_));
      while (c == '\\' && at(at_) == ' ') ++at_;  // which ends the command
    }
  }
  --depth_;
  if (word.empty()) fail(open.span, "expected a name in the braces");
  if (!dead_) at_ = end + 1;
  spaced_ = false;
  return greek_in_english(word);
}

void LatexReader::words(const Mark& mark) {
  take(mark);
  std::string word = font_word();
  if (dead_) return;
  const Span span = {mark.span.begin, static_cast<std::uint32_t>(at_)};
  if (mark.is(Latex::accent)) return name(word + mark.command->word, span);
  if (all_digits(word)) {
    double value = 0;
    parse_number(word, value);
    return emit(TokenKind::number, span, value);
  }
  if (word == "NaN") {
    for (const TokenKind kind : {TokenKind::left, TokenKind::number, TokenKind::slash, TokenKind::number, TokenKind::right}) emit(kind, span);
    return;
  }
  const bool operator_name = *mark.command->word != 0;
  const char* function_name = word.size() < 2 || latex_.introduces(word) ? nullptr : function_alias(word);
  if (function_name && (operator_name || bracket_follows(at_))) return function(span, function_name);
  name(std::move(word), span, mark.is(Latex::letters));
}

// Digits and indices joined by + and -, as a sum's limit and many a subscript has them. `signs` tells whether there was one.
bool LatexReader::whole_number(std::size_t begin, std::size_t end, long& value, bool& signs) const {
  long sum = 0, sign = 1;
  bool have = false;
  signs = false;
  for (std::size_t i = begin; i < end;) {
    const Mark mark = mark_at(i);
    long part = 0;
    if (mark.code == ' ' || mark.is(Latex::space)) {
      i = mark.span.end;
      continue;
    }
    if (mark.code == '+' || mark.code == '-') {
      if (!have && mark.code == '+') return false;
      sign = mark.code == '+' ? 1 : -1;
      signs = true;
      have = false;
      i = mark.span.end;
      continue;
    }
    if (have) return false;
    if (mark.code < 0x80 && is_ascii_digit(static_cast<char>(mark.code))) {
      for (std::size_t digit = i; digit < end && is_ascii_digit(at(digit)) && part < 10000000; ++digit, ++i) part = 10 * part + (at(digit) - '0');
    } else {
      const std::string_view letter = mark.code == '\\' ? mark.name : text_.substr(i, mark.span.end - i);
      if (!index_value(letter, part)) return false;
      i = mark.span.end;
    }
    sum += sign * part;
    if (sum > 100000000 || sum < -100000000) return false;
    have = true;
  }
  value = sum;
  return have;
}

}  // namespace chainrule
