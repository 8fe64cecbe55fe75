#include "core/directives.h"

#include <algorithm>

namespace chainrule {

namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// A word of a directive.
struct Piece {
  std::size_t begin, end;
};

struct Directive {
  std::size_t begin, end;     // from the # to the line's end
  std::vector<Piece> words;   // after "fold"
};

// Every "#@ fold" of the text. A # always begins a comment.
std::vector<Directive> fold_directives(std::string_view text) {
  std::vector<Directive> found;
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    const std::size_t hash = std::min(text.find('#', line), end);
    line = end + 1;
    Directive directive{hash, end, {}};
    if (directive.begin + 1 >= end || text[directive.begin + 1] != '@') continue;
    for (std::size_t at = directive.begin + 2; at < end;) {
      while (at < end && blank(text[at])) ++at;
      const std::size_t word = at;
      while (at < end && !blank(text[at])) ++at;
      if (at > word) directive.words.push_back({word, at});
    }
    if (directive.words.empty() || text.substr(directive.words[0].begin, directive.words[0].end - directive.words[0].begin) != "fold") continue;
    directive.words.erase(directive.words.begin());
    found.push_back(std::move(directive));
  }
  return found;
}

}  // namespace

std::vector<std::string> folded_functions(std::string_view text) {
  std::vector<std::string> names;
  for (const Directive& directive : fold_directives(text))
    for (const Piece& word : directive.words) {
      std::string name(text.substr(word.begin, word.end - word.begin));
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
  return names;
}

std::string with_folded(std::string_view text, std::string_view function, bool folded) {
  std::string out(text);
  const std::vector<Directive> directives = fold_directives(text);
  auto is_it = [&](const Piece& word) { return text.substr(word.begin, word.end - word.begin) == function; };
  if (folded) {
    for (const Directive& directive : directives)
      if (std::any_of(directive.words.begin(), directive.words.end(), is_it)) return out;
    if (!directives.empty()) {
      const Directive& last = directives.back();
      const std::size_t at = last.words.empty() ? last.end : last.words.back().end;
      return out.insert(at, " " + std::string(function));
    }
    if (!out.empty() && out.back() != '\n') out += '\n';
    return out + "#@ fold " + std::string(function);
  }
  for (auto directive = directives.rbegin(); directive != directives.rend(); ++directive) {
    const auto left = std::count_if(directive->words.begin(), directive->words.end(), [&](const Piece& word) { return !is_it(word); });
    if (left == static_cast<std::ptrdiff_t>(directive->words.size())) continue;
    if (left > 0) {
      for (auto word = directive->words.rbegin(); word != directive->words.rend(); ++word) {
        if (!is_it(*word)) continue;
        std::size_t begin = word->begin;
        while (blank(out[begin - 1])) --begin;
        out.erase(begin, word->end - begin);
      }
      continue;
    }
    std::size_t begin = directive->begin, end = directive->end;
    while (begin > 0 && blank(out[begin - 1])) --begin;
    if (begin > 0 && out[begin - 1] == '\n') {
      --begin;  // a line of its own
    } else if (begin == 0 && end < out.size()) {
      ++end;
    }
    out.erase(begin, end - begin);
  }
  return out;
}

}  // namespace chainrule
