// The language of graphs for Graphviz (https://graphviz.org/doc/info/lang.html), word by word.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "core/text.h"

namespace chainrule {

inline std::string in_small_letters(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

// The words and signs of the graph, one at a time.
class DotWords {
 public:
  explicit DotWords(std::string_view text) : text_(text) {}

  // Of the one that is at hand: 'w' a word, '>' an edge, a sign of "{}[]=;,:", 0 the end; '?' something else.
  char sign = 0;
  std::string word;
  bool is_quoted = false;
  Span place;

  void next() {
    skip();
    word.clear();
    is_quoted = false;
    place = {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_)};
    sign = at_ == text_.size() ? '\0' : read(text_[at_]);
    place.end = static_cast<std::uint32_t>(at_);
  }
  bool is(std::string_view keyword) const { return sign == 'w' && !is_quoted && in_small_letters(word) == keyword; }

 private:
  bool starts(std::string_view what) const { return text_.substr(at_, what.size()) == what; }
  void to(std::size_t end) { at_ = std::min(end, text_.size()); }

  void skip() {
    for (;;) {
      to(text_.find_first_not_of(" \t\r\n\xEF\xBB\xBF", at_));
      if (starts("//") || starts("#")) {
        to(text_.find('\n', at_));
      } else if (starts("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        to(end == std::string_view::npos ? end : end + 2);
      } else {
        return;
      }
    }
  }

  char read(char c) {
    constexpr std::string_view signs = "{}[]=;,:", ends = " \t\r\n{}[]=;,:\"<-";
    if (starts("->") || starts("--")) return to(at_ + 2), '>';
    if (signs.find(c) != std::string_view::npos) return ++at_, c;
    if (c == '"') return quoted();
    const std::size_t begin = at_;
    to(text_.find_first_of(ends, at_ + (c == '-')));
    if (at_ == begin) return ++at_, '?';
    word = text_.substr(begin, at_ - begin);
    return 'w';
  }

  char quoted() {
    is_quoted = true;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        const char c = text_[++at_];
        word += c == 'n' || c == 'l' || c == 'r' || c == '\n' ? ' ' : c;
      } else {
        word += text_[at_];
      }
    }
    return at_ < text_.size() ? (++at_, 'w') : '\0';
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace chainrule
