#include "view/text_edits.h"

#include <algorithm>

#include "core/lexer.h"
#include "core/names.h"
#include "core/regroup_source.h"

namespace chainrule::view {

namespace {

bool continues(char c) { return (c & 0xC0) == 0x80; }

// `count` characters on from `at`, back if it is negative; as far as the text goes.
std::size_t moved(std::string_view text, std::size_t at, int count) {
  for (; count < 0 && at > 0; ++count)
    do --at;
    while (at > 0 && continues(text[at]));
  for (; count > 0 && at < text.size(); --count)
    do ++at;
    while (at < text.size() && continues(text[at]));
  return at;
}

int characters(std::string_view part) { return static_cast<int>(part.size() - static_cast<std::size_t>(std::count_if(part.begin(), part.end(), continues))); }

std::size_t line_begin(std::string_view text, std::size_t at) { return at == 0 ? 0 : text.rfind('\n', at - 1) + 1; }
std::size_t line_end(std::string_view text, std::size_t at) { return std::min(text.find('\n', at), text.size()); }

// Where the lines of a selection begin and end; one that ends before a line's first letter is not in that line.
std::pair<std::size_t, std::size_t> lines_of(std::string_view text, const Caret& main) {
  const bool outside = main.end() > main.begin() && line_begin(text, main.end()) == main.end();
  return {line_begin(text, main.begin()), line_end(text, main.end() - outside)};
}

// They are few, or nearly in order.
void sort(std::vector<Caret>& carets) {
  for (std::size_t i = 1; i < carets.size(); ++i)
    for (std::size_t k = i; k > 0 && carets[k].begin() < carets[k - 1].begin(); --k) std::swap(carets[k], carets[k - 1]);
}

bool is_wordy(std::string_view text, std::size_t at) {
  const char32_t c = code_point_at(text, at).value;
  return is_letter(c) || (c >= '0' && c <= '9');
}

}  // namespace

Edited repeat_edit(std::string_view before, const Caret& main, const std::vector<Caret>& others, std::string_view after, std::size_t caret) {
  const std::size_t kept = after.size() - caret, end = before.size() - std::min(kept, before.size());  // behind the caret nothing changed
  std::size_t begin = 0;
  while (begin < std::min({main.begin(), end, caret}) && before[begin] == after[begin]) ++begin;
  while (begin > 0 && begin < before.size() && continues(before[begin])) --begin;
  const std::string_view comes = after.substr(begin, caret - begin);
  const int left = characters(before.substr(begin, main.begin() - begin));
  const int right = end > main.end() ? characters(before.substr(main.end(), end - main.end())) : 0;

  std::vector<Caret> all = others;
  all.push_back(main);
  sort(all);
  Edited result;
  std::size_t at = 0;  // in `before`
  for (const Caret& c : all) {
    const std::size_t from = std::max(at, moved(before, c.begin(), -left)), to = std::max(from, moved(before, c.end(), right));
    result.text += before.substr(at, from - at);
    result.text += comes;
    at = to;
    const Caret now{result.text.size(), result.text.size()};
    if (c == main) {
      result.main = now;
    } else {
      result.others.push_back(now);
    }
  }
  result.text += before.substr(at);
  std::erase(result.others, result.main);
  result.others.erase(std::unique(result.others.begin(), result.others.end()), result.others.end());
  return result;
}

std::vector<Caret> repeat_move(std::string_view text, const Caret& before, const Caret& after, const std::vector<Caret>& others) {
  const std::size_t begin = line_begin(text, before.head), end = line_end(text, before.head);
  if (after.head < begin || after.head > end) return {};
  const int by = after.head < before.head ? -characters(text.substr(after.head, before.head - after.head))
                                          : characters(text.substr(before.head, after.head - before.head));
  const bool far = by < -1 || by > 1, selects = after.anchor != after.head;
  std::vector<Caret> result;
  for (Caret c : others) {
    const std::size_t first = line_begin(text, c.head), last = line_end(text, c.head);
    c.head = far && after.head == begin ? first : far && after.head == end ? last : std::clamp(moved(text, c.head, by), first, last);
    if (!selects) c.anchor = c.head;
    if (!(c == after)) result.push_back(c);
  }
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

std::vector<Caret> occurrences(std::string_view text, std::size_t caret) {
  const Source s(text);
  auto is_name = [](const Token& t) { return t.kind == TokenKind::name && t.span.begin < t.span.end; };
  auto key = [&](const Token& t) { return name_key(t.word.empty() ? s.slice(t.span) : std::string_view(t.word)); };
  // The called definition of which the name is a parameter; -1: it is a name of the whole program.
  auto home = [&](const Token& t) {
    for (std::size_t i = 0; i < s.program.statements.size(); ++i) {
      const Statement& d = s.program.statements[i];
      if (d.span.begin > t.span.begin || t.span.begin >= d.span.end || !s.is_called(d)) continue;
      for (const int param : d.params)
        if (name_key(s.name(param)) == key(t)) return static_cast<int>(i);
    }
    return -1;
  };
  const auto here = std::find_if(s.tokens.begin(), s.tokens.end(), [&](const Token& t) { return is_name(t) && t.span.begin <= caret && caret <= t.span.end; });
  if (here == s.tokens.end()) return {};
  const std::string name = key(*here);
  const int own = home(*here);
  const auto known = std::find_if(s.program.names.begin(), s.program.names.end(), [&](const std::string& n) { return name_key(n) == name; });
  if (known == s.program.names.end()) return {};
  const int index = static_cast<int>(known - s.program.names.begin());
  if (own < 0 && find_function(*known) != Op::count && s.value_of(index) < 0 && !s.is_defined(index)) return {};  // of the language
  std::vector<Caret> list;
  for (const Token& t : s.tokens)
    if (is_name(t) && key(t) == name && home(t) == own) list.push_back({t.span.begin, t.span.end});
  for (std::size_t at = text.find("#@"); own < 0 && at != std::string_view::npos; at = text.find("#@", at))
    for (const std::size_t end = line_end(text, at); at < end;) {
      std::size_t last = at;
      while (last < end && is_wordy(text, last)) last += static_cast<std::size_t>(code_point_at(text, last).bytes);
      if (last > at && name_key(text.substr(at, last - at)) == name) list.push_back({at, last});
      at = std::max(last, at + 1);
    }
  sort(list);
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

Caret word_around(std::string_view text, std::size_t caret) {
  Caret word{caret, caret};
  for (std::size_t before = moved(text, caret, -1); word.anchor > 0 && is_wordy(text, before); before = moved(text, before, -1)) word.anchor = before;
  while (word.head < text.size() && is_wordy(text, word.head)) word.head = moved(text, word.head, 1);
  return word;
}

Caret next_like(std::string_view text, const Caret& main, const std::vector<Caret>& others) {
  const std::string_view wanted = text.substr(main.begin(), main.end() - main.begin());
  if (wanted.empty()) return {};
  const bool word = word_around(text, main.begin()) == Caret{main.begin(), main.end()};
  const Caret& last = others.empty() ? main : others.back();
  std::size_t at = last.end();
  for (bool again = false;;) {
    at = text.find(wanted, at);
    if (at == std::string_view::npos) {
      if (again) return {};
      again = true;
      at = 0;
      continue;
    }
    const Caret found{at, at + wanted.size()};
    at = found.head;
    const bool taken = found.anchor < main.end() && main.begin() < found.head;
    const bool other = std::find(others.begin(), others.end(), found) != others.end();
    if (again && at > last.end()) return {};
    if (!taken && !other && (!word || word_around(text, found.anchor) == found)) return found;
  }
}

std::size_t in_next_line(std::string_view text, std::size_t caret, bool down) {
  const std::size_t begin = line_begin(text, caret), end = line_end(text, caret);
  if (down ? end == text.size() : begin == 0) return caret;
  const std::size_t there = down ? end + 1 : line_begin(text, begin - 1);
  return std::min(moved(text, there, characters(text.substr(begin, caret - begin))), line_end(text, there));
}

Edited toggle_comment(std::string_view text, const Caret& main) {
  const auto [begin, end] = lines_of(text, main);
  std::vector<std::size_t> places;  // of the lines' first letters
  bool all = true;
  for (std::size_t line = begin; line <= end; line = line_end(text, line) + 1) {
    const std::size_t at = std::min(text.find_first_not_of(" \t", line), text.size()), stop = line_end(text, line);
    if (at >= stop && line_end(text, begin) != end) continue;  // an empty line, unless it is the only one
    places.push_back(std::min(at, stop));
    const std::string_view sign = text.substr(places.back(), 2);
    all = all && sign.substr(0, 1) == "#" && sign != "#@" && sign != "#?";
  }
  Edited result{std::string(text), main, {}};
  for (std::size_t i = places.size(); i-- > 0;) {
    const std::size_t at = places[i], gone = !all ? 0 : text.substr(at, 2) == "# " ? 2 : 1;
    result.text.replace(at, gone, all ? "" : "# ");
    for (auto [from, to] : {std::pair{main.anchor, &result.main.anchor}, std::pair{main.head, &result.main.head}})
      if (from >= at) *to -= std::min(gone, from - at), *to += all ? 0 : 2;
  }
  return result;
}

Edited move_lines(std::string_view text, const Caret& main, bool down) {
  const auto [begin, end] = lines_of(text, main);
  if (down ? end == text.size() : begin == 0) return {std::string(text), main, {}};
  const std::string block(text.substr(begin, end - begin));
  const std::size_t from = down ? end + 1 : line_begin(text, begin - 1), to = down ? line_end(text, end + 1) : begin - 1;
  const std::string other(text.substr(from, to - from));
  Edited result{std::string(text), main, {}};
  result.text.replace(std::min(begin, from), block.size() + other.size() + 1, down ? other + "\n" + block : block + "\n" + other);
  for (std::size_t* at : {&result.main.anchor, &result.main.head}) *at = down ? *at + other.size() + 1 : *at - other.size() - 1;
  result.main.anchor = std::min(result.main.anchor, result.text.size());
  result.main.head = std::min(result.main.head, result.text.size());
  return result;
}

}  // namespace chainrule::view
