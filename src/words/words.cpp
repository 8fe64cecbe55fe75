#include "words/words.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace chainrule {

namespace {

struct Row {
  std::string_view name, english;
};
constexpr Row kRows[] = {
#define WORD(name, english) {#name, english},
#include "words/words.inc"
#undef WORD
};

}  // namespace

Language::Language(std::string_view lines) : words_(std::size(kRows)) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, space), text = line.substr(space + 1);
    if (name.find('.') != std::string_view::npos) {
      table_.emplace(name, text);
      continue;
    }
    for (std::size_t i = 0; i < std::size(kRows); ++i)
      if (kRows[i].name == name) words_[i] = std::string(text);
  }
}

std::string_view Language::of(Word word) const {
  const auto i = static_cast<std::size_t>(word);
  if (i < words_.size() && !words_[i].empty()) return words_[i];
  return kRows[i].english;
}

std::string Language::say(Word word, std::initializer_list<std::string_view> arguments) const {
  const std::string_view pattern = of(word);
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool hole = pattern[at] == '{' && at + 2 < pattern.size() && pattern[at + 2] == '}';
    const std::size_t which = hole ? static_cast<std::size_t>(pattern[at + 1] - '0') : arguments.size();
    if (which < arguments.size()) {
      out += arguments.begin()[which];
      at += 2;
    } else {
      out += pattern[at];
    }
  }
  return out;
}

std::string_view Language::of_table(const std::string& row, std::string_view english) const {
  const auto found = table_.find(row);
  return found == table_.end() ? english : std::string_view(found->second);
}

const Language& english() {
  static const Language language;
  return language;
}

}  // namespace chainrule
