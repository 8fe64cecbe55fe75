#include "learn/lesson.h"

#include <algorithm>

namespace chainrule::learn {

namespace {

constexpr std::size_t kMostBytes = 256 * 1024, kMostPages = 100;
constexpr int kMostMinutes = 999;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

struct Sign {  // before and behind what has the style
  std::string_view sign;
  Run::Style style;
};
constexpr Sign kSigns[] = {{"**", Run::Style::bold}, {"`", Run::Style::code}, {"$$", Run::Style::formula}, {"$", Run::Style::formula}};

// Where the run that begins at `begin` (behind its sign) ends; npos where the sign means itself. `none` remembers, for each sign, that no
// further one comes, so that a text of signs alone is read in linear time.
std::size_t run_end(std::string_view text, std::size_t begin, const Sign& sign, bool& none) {
  if (none) return std::string_view::npos;
  const bool formula = sign.style == Run::Style::formula;
  if (begin >= text.size() || (formula && blank(text[begin]))) return std::string_view::npos;
  for (std::size_t end = text.find(sign.sign, begin); end != std::string_view::npos; end = text.find(sign.sign, end + 1)) {
    if (formula && text[end - 1] == '\\') continue;  // \$ within a formula
    if (end == begin) return std::string_view::npos;
    // "$5 and $6" are sums of money.
    const bool money = formula && (blank(text[end - 1]) || (end + 1 < text.size() && text[end + 1] >= '0' && text[end + 1] <= '9'));
    return money ? std::string_view::npos : end;
  }
  none = true;
  return std::string_view::npos;
}

void add_run(std::vector<Run>& runs, Run::Style style, std::string_view text) {
  if (text.empty()) return;
  if (!runs.empty() && runs.back().style == style && style == Run::Style::plain) {
    runs.back().text += text;
  } else {
    runs.push_back({style, std::string(text)});
  }
}

std::vector<Run> runs_of(std::string_view text) {
  std::vector<Run> runs;
  bool none[std::size(kSigns)] = {};
  std::size_t plain = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\\' && at + 1 < text.size() && std::string_view("\\*`$").find(text[at + 1]) != std::string_view::npos) {
      add_run(runs, Run::Style::plain, text.substr(plain, at - plain));
      plain = at + 1;
      at += 2;
      continue;
    }
    std::size_t next = at + 1;
    for (std::size_t i = 0; i < std::size(kSigns); ++i) {
      const Sign& sign = kSigns[i];
      if (text.substr(at, sign.sign.size()) != sign.sign) continue;
      const std::size_t begin = at + sign.sign.size(), end = run_end(text, begin, sign, none[i]);
      if (end == std::string_view::npos) {
        next = begin;
        break;
      }
      add_run(runs, Run::Style::plain, text.substr(plain, at - plain));
      add_run(runs, sign.style, text.substr(begin, end - begin));
      plain = next = end + sign.sign.size();
      break;
    }
    at = next;
  }
  add_run(runs, Run::Style::plain, text.substr(std::min(plain, text.size())));
  return runs;
}

// Does a script without spaces between words stand there?
bool ideographic(std::string_view text, std::size_t at) { return code_point_at(text, at).value >= 0x2E80; }

std::size_t last_character(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

// "12. " begins an entry of a numbered list, which is shown as it is written, on a line of its own.
bool numbered(std::string_view line) {
  std::size_t digits = 0;
  while (digits < line.size() && digits < 4 && line[digits] >= '0' && line[digits] <= '9') ++digits;
  return digits > 0 && line.substr(digits, 2) == ". ";
}

// The value of a line "minutes: 8"; false if it is no such line.
bool minutes_line(std::string_view line, int& minutes) {
  constexpr std::string_view kWord = "minutes";
  if (line.size() <= kWord.size()) return false;
  for (std::size_t i = 0; i < kWord.size(); ++i)
    if ((line[i] | 0x20) != kWord[i]) return false;
  line = trimmed(line.substr(kWord.size()));
  if (line.empty() || line[0] != ':') return false;
  line = trimmed(line.substr(1));
  minutes = 0;
  for (const char c : line) {
    if (c < '0' || c > '9' || minutes > kMostMinutes) return minutes = 0, true;
    minutes = 10 * minutes + (c - '0');
  }
  if (minutes > kMostMinutes) minutes = 0;
  return true;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  LessonText run() {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
    limit();
    while (at_ < text_.size() && !full_) {
      begin_ = at_;
      const std::string_view whole = take_line(), line = trimmed(whole);
      if (const std::size_t ticks = fence(line)) {
        block(line, ticks);
      } else if (line.substr(0, 2) == "$$") {
        display(line.substr(2));
      } else {
        one(line);
      }
    }
    close_page();
    if (lesson_.pages.empty())
      say(Severity::error, 0, 0, "there is no page here: a lesson is text, and programs between lines ```chain and ```");
    return std::move(lesson_);
  }

 private:
  void say(Severity severity, std::size_t begin, std::size_t end, std::string message) {
    lesson_.diagnostics.push_back({severity, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, std::move(message)});
  }

  void limit() {
    if (text_.size() <= kMostBytes) return;
    const std::size_t end = text_.rfind('\n', kMostBytes);
    text_ = text_.substr(0, end == std::string_view::npos ? kMostBytes : end);
    say(Severity::error, text_.size(), text_.size(), "a lesson may have 256 KiB of text; what comes after this is left out. Make two lessons of it");
  }

  std::string_view take_line() {
    const std::size_t begin = at_, end = std::min(text_.find('\n', at_), text_.size());
    at_ = std::min(end + 1, text_.size());
    return text_.substr(begin, end - begin - (end > begin && text_[end - 1] == '\r'));
  }

  static std::size_t fence(std::string_view line) {
    const std::size_t ticks = std::min(line.find_first_not_of('`'), line.size());
    return ticks >= 3 && line.find('`', ticks) == std::string_view::npos ? ticks : 0;
  }

  void one(std::string_view line) {
    const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
    const bool heading = level > 0 && level <= 6 && (level == line.size() || blank(line[level]));
    int minutes = 0;
    if (line.empty()) {
      close_paragraph();
    } else if (heading) {
      this->heading(level, trimmed(line.substr(level)));
    } else if (at_head() && minutes_line(line, minutes)) {
      lesson_.minutes = minutes;
      if (minutes == 0) say(Severity::warning, begin_, begin_ + line.size(), "how long the lesson takes is written so: minutes: 8");
    } else if (line.substr(0, 2) == "- ") {
      close_paragraph();
      kind_ = Paragraph::Kind::item;
      join(trimmed(line.substr(2)));
    } else {
      if (numbered(line)) close_paragraph();
      join(line);
    }
  }

  // Nothing but the title was read yet.
  bool at_head() const { return lesson_.pages.empty() && page_.title.empty() && page_.paragraphs.empty() && words_.empty(); }

  void heading(std::size_t level, std::string_view words) {
    close_paragraph();
    if (level == 1 && lesson_.title.empty()) {
      lesson_.title = words;
    } else if (level <= 2) {
      if (!page_.title.empty()) close_page();
      page_.title = words;
    } else {
      page_.paragraphs.push_back({Paragraph::Kind::text, {{Run::Style::bold, std::string(words)}}});
    }
  }

  void join(std::string_view line) {
    if (!words_.empty() && !(ideographic(words_, last_character(words_)) && ideographic(line, 0))) words_ += ' ';
    words_ += line;
  }

  void display(std::string_view rest) {
    close_paragraph();
    std::string formula;
    for (bool open = true; open;) {
      const std::size_t end = rest.find("$$");
      open = end == std::string_view::npos && at_ < text_.size();
      const std::string_view words = trimmed(rest.substr(0, end));
      if (!words.empty()) formula += (formula.empty() ? "" : " ") + std::string(words);
      if (end != std::string_view::npos) {
        join(trimmed(rest.substr(end + 2)));
      } else if (open) {
        rest = take_line();
      } else {
        say(Severity::warning, begin_, begin_ + 2, "this formula does not end; write $$ behind it");
      }
    }
    if (!formula.empty()) page_.paragraphs.push_back({Paragraph::Kind::display, {{Run::Style::formula, std::move(formula)}}});
  }

  // A fenced block. One that is no program is shown line by line.
  void block(std::string_view line, std::size_t ticks) {
    close_paragraph();
    const std::string_view info = trimmed(line.substr(ticks));
    const bool program = info.substr(0, info.find_first_of(" \t")) == "chain";
    const std::size_t opened = begin_;
    bool closed = false;
    while (at_ < text_.size() && !closed) {
      const std::string_view inside = take_line(), bare = trimmed(inside);
      closed = bare.size() >= ticks && bare.find_first_not_of('`') == std::string_view::npos;
      if (closed) break;
      if (program) {
        page_.program.append(inside).append("\n");
      } else {
        page_.paragraphs.push_back({Paragraph::Kind::text, {{Run::Style::code, std::string(inside)}}});
      }
    }
    if (!closed) say(Severity::error, opened, opened + line.size(), "this block does not end; write ``` on a line behind it");
    if (!program) return;
    if (trimmed(page_.program).find_first_not_of('\n') == std::string_view::npos) page_.program.clear();
    close_page();
  }

  void close_paragraph() {
    if (!words_.empty()) page_.paragraphs.push_back({kind_, runs_of(words_)});
    words_.clear();
    kind_ = Paragraph::Kind::text;
  }

  void close_page() {
    close_paragraph();
    const bool empty = page_.title.empty() && page_.paragraphs.empty() && page_.program.empty();
    if (!empty && lesson_.pages.size() == kMostPages) {
      full_ = true;
      say(Severity::error, begin_, begin_, "a lesson may have 100 pages; what comes after this is left out. Make two lessons of it");
    } else if (!empty) {
      lesson_.pages.push_back(std::move(page_));
    }
    page_ = {};
  }

  std::string_view text_;
  std::size_t at_ = 0, begin_ = 0;  // the next line; the one that is read
  LessonText lesson_;
  LessonPage page_;
  std::string words_;  // of the paragraph that is read
  Paragraph::Kind kind_ = Paragraph::Kind::text;
  bool full_ = false;
};

}  // namespace

LessonText read_lesson(std::string_view markdown) { return Reader(markdown).run(); }

}  // namespace chainrule::learn
