#include "core/directives.h"

#include <algorithm>
#include <cmath>

#include "core/names.h"
#include "core/number.h"

namespace chainrule {

namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view slice(std::string_view text, Span span) { return text.substr(span.begin, span.end - span.begin); }

// Every "#@ WORD" of the text, without its first word.
std::vector<Directive> directives(std::string_view text, std::string_view word) {
  std::vector<Directive> found;
  for (Directive& directive : directives_of(text, '@')) {
    if (directive.words.empty() || slice(text, directive.words[0]) != word) continue;
    directive.words.erase(directive.words.begin());
    found.push_back(std::move(directive));
  }
  return found;
}

// Takes a directive out, with its line if it has one of its own.
void erase(std::string& text, const Directive& directive) {
  std::size_t begin = directive.span.begin, end = directive.span.end;
  while (begin > 0 && blank(text[begin - 1])) --begin;
  if (begin > 0 && text[begin - 1] == '\n') {
    --begin;
  } else if (begin == 0 && end < text.size()) {
    ++end;
  }
  text.erase(begin, end - begin);
}

void add_line(std::string& text, const std::string& line) {
  if (!text.empty() && text.back() != '\n') text += '\n';
  text += line;
}

bool read_pair(std::string_view text, const Directive& directive, NamedPair& pair) {
  if (directive.words.size() != 3) return false;
  pair.name = std::string(slice(text, directive.words[0]));
  return read_signed(slice(text, directive.words[1]), pair.a) && read_signed(slice(text, directive.words[2]), pair.b);
}

}  // namespace

std::vector<Directive> directives_of(std::string_view text, char mark) {
  std::vector<Directive> found;
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    const std::size_t hash = std::min(text.find('#', line), end);
    line = end + 1;
    if (hash + 1 >= end || text[hash + 1] != mark) continue;
    Directive directive{{static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(end)}, {}};
    for (std::size_t at = hash + 2; at < end;) {
      while (at < end && blank(text[at])) ++at;
      const std::size_t begin = at;
      while (at < end && !blank(text[at])) ++at;
      if (at > begin) directive.words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
    }
    found.push_back(std::move(directive));
  }
  return found;
}

std::vector<std::string> folded_functions(std::string_view text) {
  std::vector<std::string> names;
  for (const Directive& directive : directives(text, "fold"))
    for (const Span word : directive.words) {
      std::string name(slice(text, word));
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
  return names;
}

std::string with_folded(std::string_view text, std::string_view function, bool folded) {
  std::string out(text);
  const std::vector<Directive> all = directives(text, "fold");
  auto is_it = [&](Span word) { return slice(text, word) == function; };
  if (folded) {
    for (const Directive& directive : all)
      if (std::any_of(directive.words.begin(), directive.words.end(), is_it)) return out;
    if (!all.empty()) {
      const Directive& last = all.back();
      const std::size_t at = last.words.empty() ? last.span.end : last.words.back().end;
      return out.insert(at, " " + std::string(function));
    }
    add_line(out, "#@ fold " + std::string(function));
    return out;
  }
  for (auto directive = all.rbegin(); directive != all.rend(); ++directive) {
    const auto left = std::count_if(directive->words.begin(), directive->words.end(), [&](Span word) { return !is_it(word); });
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
    erase(out, *directive);
  }
  return out;
}

std::vector<NamedPair> pairs(std::string_view text, std::string_view directive) {
  std::vector<NamedPair> found;
  for (const Directive& one : directives(text, directive))
    if (NamedPair pair; read_pair(text, one, pair)) found.push_back(std::move(pair));
  return found;
}

std::string with_pair(std::string_view text, std::string_view directive, const NamedPair& pair) {
  std::string out(text);
  const std::string numbers = format_number(pair.a) + " " + format_number(pair.b), key = name_key(pair.name);
  for (const Directive& one : directives(text, directive)) {
    NamedPair old;
    if (!read_pair(text, one, old) || name_key(old.name) != key) continue;
    return out.replace(one.words[1].begin, one.words[2].end - one.words[1].begin, numbers);
  }
  add_line(out, "#@ " + std::string(directive) + " " + pair.name + " " + numbers);
  return out;
}

std::string with_names(std::string_view text, std::string_view directive, const std::function<std::string(const std::string&)>& to) {
  std::string out(text);
  const std::vector<Directive> all = directives(text, directive);
  for (auto one = all.rbegin(); one != all.rend(); ++one) {
    NamedPair pair;
    if (!read_pair(text, *one, pair)) continue;
    const std::string name = to(pair.name);
    if (name.empty()) erase(out, *one);
    else out.replace(one->words[0].begin, one->words[0].end - one->words[0].begin, name);
  }
  return out;
}

std::string without_pairs(std::string_view text, std::string_view directive, const std::vector<std::string>& names) {
  const auto is_named = [&](const std::string& name) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& other) { return name_key(other) == name_key(name); });
  };
  return with_names(text, directive, [&](const std::string& name) { return names.empty() || is_named(name) ? std::string() : name; });
}

}  // namespace chainrule
