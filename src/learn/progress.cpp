#include "learn/progress.h"

#include <algorithm>

#include "core/sort.h"

namespace chainrule::learn {

namespace {

constexpr int kMost = 1000000;  // counts stop there
constexpr std::size_t kMostText = 64 * 1024, kMostName = 200, kMostLessons = 300;

void count(int& counter, int more = 1) { counter = std::min(kMost, counter + std::clamp(more, 0, kMost)); }

int ones(std::uint32_t bits) {
  int n = 0;
  for (; bits; bits &= bits - 1) ++n;
  return n;
}

std::string_view cut(std::string_view name) {
  std::size_t end = std::min(name.size(), kMostName);
  while (end > 0 && end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return name.substr(0, end);
}

// JSON as Progress::json writes it: an object of a version and of objects, whose members are whole numbers or lists of them.
class In {
 public:
  explicit In(std::string_view text) : rest_(text) {}

  bool take(char c) {
    skip();
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool end() {
    skip();
    return rest_.empty();
  }
  // After a '{': the members, each read by `member(name)`.
  template <class Member>
  bool members(const Member& member) {
    if (!take('{')) return false;
    if (take('}')) return true;
    for (std::string name;;) {
      if (!string(name) || !take(':') || !member(name)) return false;
      if (take('}')) return true;
      if (!take(',')) return false;
    }
  }
  bool whole(int& number) {
    skip();
    std::size_t digits = 0;
    number = 0;
    for (; digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9'; ++digits) {
      number = 10 * number + (rest_[digits] - '0');
      if (number > kMost) return false;
    }
    const bool read = digits == 1 || (digits > 1 && rest_[0] != '0');
    rest_.remove_prefix(digits);
    return read;
  }
  bool list(std::vector<int>& numbers) {
    numbers.clear();
    if (!take('[')) return false;
    for (int number; numbers.size() < 8;) {
      if (!whole(number)) return false;
      numbers.push_back(number);
      if (take(']')) return true;
      if (!take(',')) return false;
    }
    return false;
  }

 private:
  void skip() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\n' || rest_[0] == '\r' || rest_[0] == '\t')) rest_.remove_prefix(1);
  }
  bool string(std::string& out) {
    out.clear();
    if (!take('"')) return false;
    while (!rest_.empty() && static_cast<unsigned char>(rest_[0]) >= 0x20) {
      const char c = rest_[0];
      rest_.remove_prefix(1);
      if (c == '"') return true;
      if (c == '\\') {
        if (!escape(out)) return false;
      } else {
        out += c;
      }
    }
    return false;
  }
  bool escape(std::string& out) {
    constexpr std::string_view kSigns = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
    if (rest_.empty()) return false;
    const char c = rest_[0];
    rest_.remove_prefix(1);
    if (const std::size_t at = kSigns.find(c); at != std::string_view::npos) {
      out += kMeant[at];
      return true;
    }
    if (c != 'u' || rest_.size() < 4) return false;
    int code = 0;
    for (const char digit : rest_.substr(0, 4)) {
      const std::size_t value = std::string_view("0123456789abcdef").find(static_cast<char>(digit >= 'A' && digit <= 'F' ? digit + 32 : digit));
      if (value == std::string_view::npos) return false;
      code = 16 * code + static_cast<int>(value);
    }
    rest_.remove_prefix(4);
    if (code >= 0x80) return false;  // only control characters are written so
    out += static_cast<char>(code);
    return true;
  }

  std::string_view rest_;
};

// The index of a name among those of an enumeration; `size` if it is none.
template <class Enum>
std::size_t index_of(const std::string& name, const char* (*name_of)(Enum), std::size_t size) {
  std::size_t i = 0;
  while (i < size && name != name_of(static_cast<Enum>(i))) ++i;
  return i;
}

void add_member(std::string& out, const std::string& name, std::initializer_list<int> numbers) {
  if (out.back() != '{') out += ',';
  out += json_string(name) + ":";
  std::string list;
  for (const int n : numbers) list += (list.empty() ? "" : ",") + std::to_string(n);
  out += numbers.size() == 1 ? list : "[" + list + "]";
}

}  // namespace

void Progress::finish(Principle principle, int wrong, int hints, bool revealed) {
  Tally& tally = tallies_[static_cast<std::size_t>(principle)];
  const bool at_once = wrong <= 0 && hints <= 0 && !revealed;
  count(at_once ? tally.right_at_once : revealed ? tally.revealed : tally.right_later);
  count(tally.wrong, wrong);
  count(tally.seen);
  tally.recent = (tally.recent << 1 | static_cast<std::uint32_t>(at_once)) & 0xFF;
}

void Progress::mistake(Mistake mistake) { count(mistakes_[static_cast<std::size_t>(mistake)]); }

void Progress::lesson(std::string_view name, int score, int max) {
  if (max <= 0 || max > kMost) return;
  score = std::clamp(score, 0, max);
  const auto known = lessons_.find(cut(name));
  if (known == lessons_.end()) {
    if (lessons_.size() < kMostLessons) lessons_.emplace(cut(name), Score{score, max});
  } else if (std::int64_t{score} * known->second.max > std::int64_t{known->second.score} * max) {
    known->second = {score, max};
  }
}

std::vector<Principle> Progress::hold() const {
  std::vector<Principle> found;
  for (std::size_t i = 0; i < tallies_.size(); ++i)
    if (ones(tallies_[i].recent & 31u) >= 4) found.push_back(static_cast<Principle>(i));
  return found;
}

std::vector<Principle> Progress::repeat() const {
  std::vector<Principle> found;
  for (std::size_t i = 0; i < tallies_.size(); ++i) {
    const int last = std::min(tallies_[i].seen, 6);
    if (last >= 2 && 2 * ones(tallies_[i].recent & 63u) < last) found.push_back(static_cast<Principle>(i));
  }
  return found;
}

std::vector<std::pair<Mistake, int>> Progress::common_mistakes() const {
  std::vector<std::pair<Mistake, int>> found;
  for (std::size_t i = 0; i < mistakes_.size(); ++i)
    if (mistakes_[i] > 0) found.push_back({static_cast<Mistake>(i), mistakes_[i]});
  sort_list(found, [](const auto& a, const auto& b) { return a.second > b.second; });
  return found;
}

bool Progress::empty() const {
  const bool seen = std::any_of(tallies_.begin(), tallies_.end(), [](const Tally& t) { return t.seen > 0; });
  return !seen && lessons_.empty() && std::all_of(mistakes_.begin(), mistakes_.end(), [](int n) { return n == 0; });
}

std::string Progress::json() const {
  std::string out = "{\"version\":1,\"principles\":{";
  for (std::size_t i = 0; i < tallies_.size(); ++i)
    if (const Tally& t = tallies_[i]; t.seen > 0)
      add_member(out, principle_name(static_cast<Principle>(i)),
                 {t.right_at_once, t.right_later, t.wrong, t.revealed, static_cast<int>(t.recent), t.seen});
  out += "},\"mistakes\":{";
  for (std::size_t i = 0; i < mistakes_.size(); ++i)
    if (mistakes_[i] > 0) add_member(out, mistake_name(static_cast<Mistake>(i)), {mistakes_[i]});
  out += "},\"lessons\":{";
  for (const auto& [name, score] : lessons_) {
    const std::size_t before = out.size();
    add_member(out, name, {score.score, score.max});
    if (out.size() + 2 > kMostText) {
      out.resize(before);
      break;
    }
  }
  return out + "}}";
}

bool Progress::read(std::string_view json) {
  if (json.size() > kMostText) return false;
  Progress read;
  In in(json);
  std::vector<int> n;
  int number = 0, version = 0;
  const auto tally = [&](const std::string& name) {
    if (!in.list(n) || n.size() != 6 || n[4] > 0xFF) return false;
    const std::size_t i = index_of(name, principle_name, read.tallies_.size());
    if (i < read.tallies_.size()) read.tallies_[i] = {n[0], n[1], n[2], n[3], static_cast<std::uint32_t>(n[4]), n[5]};
    return true;
  };
  const auto mistake = [&](const std::string& name) {
    if (!in.whole(number)) return false;
    const std::size_t i = index_of(name, mistake_name, read.mistakes_.size());
    if (i < read.mistakes_.size()) read.mistakes_[i] = number;
    return true;
  };
  const auto lesson = [&](const std::string& name) {
    if (!in.list(n) || n.size() != 2 || n[0] > n[1]) return false;
    read.lesson(name, n[0], n[1]);
    return true;
  };
  const bool good = in.members([&](const std::string& name) {
    if (name == "version") return in.whole(version) && version == 1;
    if (name == "principles") return in.members(tally);
    if (name == "mistakes") return in.members(mistake);
    return name == "lessons" && in.members(lesson);
  });
  if (!good || !in.end() || version != 1) return false;
  *this = std::move(read);
  return true;
}

}  // namespace chainrule::learn
