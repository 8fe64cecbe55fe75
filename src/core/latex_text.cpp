#include "core/latex_text.h"

#include <algorithm>

namespace chainrule {

namespace {

constexpr std::size_t kLongestWord = 64;  // bytes of a name that is looked for inside formulas

bool is_wordy(char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '_'; }

}  // namespace

std::size_t mark_length(std::string_view text, std::size_t at) {
  if (text[at] == '{' || text[at] == '}') return 1;
  if (text[at] == '$') return text.substr(at, 2) == "$$" ? 2 : 1;
  const std::string_view rest = text.substr(at);
  if (rest.rfind("\\begin{", 0) != 0 && rest.rfind("\\end{", 0) != 0) return std::min<std::size_t>(2, rest.size());
  const std::size_t brace = rest.substr(0, 40).find('}');
  return brace == std::string_view::npos ? rest.find('{') + 1 : brace + 1;
}

LatexText::LatexText(std::string_view text) : text_(text) {
  if (text.find_first_of("\\{}$'") == std::string_view::npos) return;
  match();
  find_words();
  find_squares();
}

// One pass with a stack. A blank line closes nothing and forgets what is open, as in TeX, so that a brace left open does not
// swallow the program.
void LatexText::match() {
  partners_.assign(text_.size() + 1, 0);
  std::vector<Open> open;
  for (std::size_t i = 0; i < text_.size();) {
    const char c = text_[i];
    if (c == '\\') {
      i = command(open, i);
      continue;
    }
    if (c == '#' || c == '%') {
      i = line_end(i);
      continue;
    }
    if (c == '\n' && blank_after(i)) open.clear();
    if (c == '{') open.push_back({i, '{'});
    if (c == '}' && !open.empty() && open.back().kind == '{') close(open, '{', i);
    if (c == '$') {
      const char kind = at(i + 1) == '$' ? 'D' : '$';
      if (!close(open, kind, i)) open.push_back({i, kind});
      i += kind == 'D';
    }
    ++i;
  }
}

std::size_t LatexText::line_end(std::size_t i) const {
  while (i < text_.size() && text_[i] != '\n') ++i;
  return i;
}

bool LatexText::blank_after(std::size_t newline) const {
  std::size_t i = newline + 1;
  while (at(i) == ' ' || at(i) == '\t' || at(i) == '\r') ++i;
  return i >= text_.size() || text_[i] == '\n';
}

// What stands above it on the stack was never closed; it is not looked for further down than a few.
bool LatexText::close(std::vector<Open>& open, char kind, std::size_t place) {
  std::size_t i = open.size();
  while (i > 0 && open[i - 1].kind != kind && open.size() - i < 8) --i;
  if (i == 0 || open[i - 1].kind != kind) return false;
  partners_[open[i - 1].at] = static_cast<std::uint32_t>(place);
  open.resize(i - 1);
  return true;
}

// Goes on behind a backslash and what belongs to it.
std::size_t LatexText::command(std::vector<Open>& open, std::size_t place) {
  const char c = at(place + 1);
  if (c == '(' || c == '[') open.push_back({place, c});
  if (c == ')' || c == ']') close(open, c == ')' ? '(' : '[', place);
  if (!is_ascii_letter(c)) return std::min(place + 2, text_.size());
  std::size_t end = place + 1;
  while (is_ascii_letter(at(end))) ++end;
  const std::string_view name = text_.substr(place + 1, end - place - 1);
  if (at(end) != '{' || (name != "begin" && name != "end")) return end;
  if (name == "begin") {
    open.push_back({place, 'b'});
  } else {
    close(open, 'b', place);
  }
  return place + mark_length(text_, place);
}

// f(x; w) = \frac{…}: is the semicolon one of a formula's between brackets?
bool LatexText::separates_operands(std::size_t semicolon) const {
  const std::size_t shut = text_.find_first_of(");=\n", semicolon + 1);
  if (at(shut) != ')') return false;
  const std::size_t end = text_.find_first_of(";\n", shut), sign = text_.find_first_of("\\{$;\n", shut);
  return sign < end;
}

LatexText::Piece LatexText::piece(std::size_t begin) const {
  bool latex = false;
  int depth = 0;
  std::size_t i = begin;
  while (i < text_.size()) {
    const char c = text_[i];
    if (c == '\n' || (c == ';' && (depth != 1 || !separates_operands(i))) || (c == '\r' && at(i + 1) == '\n') || (c == ',' && depth <= 0)) break;
    if (c == '%' && (latex || skip_spaces(begin) == i)) latex = true;
    if (c == '#' || (c == '%' && latex)) {
      i = line_end(i);
      continue;
    }
    if (c == '(' || c == '[') ++depth;
    if (c == ')' || c == ']') --depth;
    latex = latex || c == '\\' || c == '{' || c == '}' || c == '$' || c == '\'';
    if (const std::size_t end = partner(i); end != npos) {
      i = end + mark_length(text_, end);
      continue;
    }
    if (c == '\\') {
      const char next = at(i + 1);
      if (next == '{') ++depth;
      if (next == '}') --depth;
      if (next != '\n' && next != '\r' && i + 1 < text_.size()) ++i;
    }
    ++i;
  }
  return {i, latex};
}

bool LatexText::begins_statement(std::size_t begin) const {
  int depth = 0;
  std::size_t i = begin;
  while (at(i) == ' ' || at(i) == '\t' || at(i) == '&') ++i;
  const std::size_t first = i;
  for (; i < text_.size() && text_[i] != '\n'; ++i) {
    const char c = text_[i];
    if (c == '\\' && at(i + 1) == '\\') return false;
    if (c == '\\') ++i;
    if (c == '{' || c == '(') ++depth;
    if (c == '}' || c == ')') --depth;
    if (depth < 0) return false;
    if (c == '=' && depth == 0) return i > first && text_[first] != ':' && text_[first] != '+' && text_[first] != '-';
  }
  return false;
}

// ---- names that the program introduces ----

std::size_t LatexText::word_end(std::size_t i) const {
  while (is_wordy(at(i))) ++i;
  return i;
}

std::size_t LatexText::skip_spaces(std::size_t i) const {
  while (at(i) == ' ' || at(i) == '\t') ++i;
  return i;
}

// name = …, name := … and name(a, b) = … at a statement's start.
void LatexText::find_words() {
  bool start = true;
  for (std::size_t i = 0; i < text_.size();) {
    const char c = text_[i];
    if (c == '\\') {
      const bool word = is_ascii_letter(at(i + 1));
      start = at(i + 1) == '\\' || at(i + 1) == '[' || at(i + 1) == '(';
      for (i += word ? 1 : 2; word && is_ascii_letter(at(i)); ++i) {}
      continue;
    }
    if (is_ascii_letter(c)) {
      const std::size_t end = word_end(i);
      std::size_t next = skip_spaces(end);
      const std::string word(text_.substr(i, end - i));
      const std::size_t bracket = next;
      if (start && at(next) == '(') {
        while (next < text_.size() && at(next) != ')' && at(next) != '=' && at(next) != '\n' && next - bracket < 400) ++next;
        next = at(next) == ')' ? skip_spaces(next + 1) : text_.size();
      }
      while (at(next) == '&' || at(next) == ' ') ++next;
      const bool given = start && (at(next) == '=' || (at(next) == ':' && at(next + 1) == '='));
      if (given && at(bracket) == '(') parameters(bracket + 1, next);
      if (given && word.size() > 1 && word.size() <= kLongestWord) words_.insert(word);
      const bool prefix = word == "let" || word == "var" || word == "const";
      start = start && prefix;
      i = end;
      continue;
    }
    if (c != ' ' && c != '\t' && c != '&' && c != '\r') start = c == '\n' || c == ';' || c == ',' || c == '$' || c == '}';
    ++i;
  }
}

// Names whose square a statement gives, as they are spelled.
void LatexText::find_squares() {
  for (std::size_t caret = text_.find('^'); caret != npos; caret = text_.find('^', caret + 1)) {
    std::size_t i = caret + (at(caret + 1) == '{' ? 2 : 1), begin = caret;
    if (at(i) != '2' || (at(caret + 1) == '{' && at(i + 1) != '}')) continue;
    i += at(caret + 1) == '{' ? 2 : 1;
    while (at(i) == ' ' || at(i) == '&') ++i;
    if (at(i) != '=' && text_.substr(i, 2) != ":=") continue;
    auto goes_on = [&](char c) { return is_wordy(c) || c == '{' || c == '}' || c == '\\' || c == '\''; };
    while (begin > 0 && caret - begin < kLongestWord && goes_on(text_[begin - 1])) --begin;
    const std::string_view base = text_.substr(begin, caret - begin);
    const std::size_t joined = base.rfind("}\\");  // \begin{align}\sigma
    squares_.emplace(joined == npos ? base : base.substr(joined + 1));
  }
}

void LatexText::parameters(std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end;) {
    if (!is_ascii_letter(at(i))) {
      if (at(i++) == '\\')
        while (is_ascii_letter(at(i))) ++i;
      continue;
    }
    const std::size_t last = word_end(i);
    if (last - i > 1 && last - i <= kLongestWord) words_.insert(std::string(text_.substr(i, last - i)));
    i = last;
  }
}

}  // namespace chainrule
