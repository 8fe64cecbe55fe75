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

bool is_hole(std::string_view pattern, std::size_t at) {
  return pattern[at] == '{' && at + 2 < pattern.size() && pattern[at + 2] == '}';
}

// Holes whose number is `count` or more stay.
std::string filled(std::string_view pattern, const std::string_view* arguments, std::size_t count) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const std::size_t which = is_hole(pattern, at) ? static_cast<std::size_t>(pattern[at + 1] - '0') : count;
    if (which < count) {
      out += arguments[which];
      at += 2;
    } else {
      out += pattern[at];
    }
  }
  return out;
}

constexpr std::size_t kMostHoles = 4;

// Is it the pattern with something in its holes? Those that come twice take what stands there last.
bool matches(std::string_view pattern, std::string_view sentence, std::string_view (&arguments)[kMostHoles]) {
  std::size_t from = 0;  // in the sentence
  std::string_view* open = nullptr;
  for (std::size_t at = 0; at <= pattern.size();) {
    std::size_t end = at;
    while (end < pattern.size() && !is_hole(pattern, end)) ++end;
    const std::string_view words = pattern.substr(at, end - at);
    const bool last = end == pattern.size();
    std::size_t found = last && open ? sentence.rfind(words) : sentence.find(words, from);
    if (last && words.empty()) found = sentence.size();
    if (found == std::string_view::npos || found < from || (!open && found != from)) return false;
    if (open) *open = sentence.substr(from, found - from);
    from = found + words.size();
    if (last) return from == sentence.size();
    const auto which = static_cast<std::size_t>(pattern[end + 1] - '0');
    if (which >= kMostHoles) return false;
    open = &arguments[which];
    at = end + 3;
  }
  return false;
}

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
  return filled(of(word), arguments.begin(), arguments.size());
}

std::string_view Language::of_table(const std::string& row, std::string_view english) const {
  const auto found = table_.find(row);
  return found == table_.end() ? english : std::string_view(found->second);
}

std::string Language::of_refusal(std::string_view english) const {
  constexpr std::string_view kKind = "refusal.", kOf = ".of";
  for (auto row = table_.lower_bound(std::string(kKind)); row != table_.end() && row->first.compare(0, kKind.size(), kKind) == 0; ++row) {
    const auto pattern = table_.find(row->first + std::string(kOf));
    std::string_view arguments[kMostHoles];
    if (pattern != table_.end() && matches(pattern->second, english, arguments)) return filled(row->second, arguments, kMostHoles);
  }
  return std::string(english);
}

const Language& english() {
  static const Language language;
  return language;
}

}  // namespace chainrule
