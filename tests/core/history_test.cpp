// Undo and redo of the text.
#include <doctest/doctest.h>

#include "core/history.h"
#include "support/random.h"

using namespace chainrule;

namespace {

// A text with its history, as a window holds them.
struct Document {
  std::string text = "0";
  History history;
  void change(const std::string& next, const std::string& group = "") {
    history.record(text, group);
    text = next;
  }
  bool undo() { return history.undo(text, text); }
  bool redo() { return history.redo(text, text); }
};

}  // namespace

TEST_CASE("undo and redo give the bytes back, in order, and stop at the ends") {
  Document d;
  CHECK_FALSE(d.undo());
  CHECK_FALSE(d.redo());
  CHECK(d.text == "0");
  d.change("1\r\n# \xFF");
  d.change("");
  d.change("3");
  CHECK(d.undo());
  CHECK(d.text == "");
  CHECK(d.undo());
  CHECK(d.text == "1\r\n# \xFF");
  CHECK(d.undo());
  CHECK(d.text == "0");
  CHECK_FALSE(d.undo());
  for (const char* text : {"1\r\n# \xFF", "", "3"}) {
    CHECK(d.redo());
    CHECK(d.text == text);
  }
  CHECK_FALSE(d.redo());
}

TEST_CASE("changes of one group are one") {
  Document d;
  for (const char* text : {"1", "2", "3"}) d.change(text, "drag x");
  for (const char* text : {"4", "5"}) d.change(text, "drag y");
  CHECK(d.undo());
  CHECK(d.text == "3");
  CHECK(d.undo());
  CHECK(d.text == "0");
  CHECK(d.redo());
  CHECK(d.text == "3");
}

TEST_CASE("a group ends when it is closed, at an undo and at a change without a group") {
  Document d;
  d.change("1", "typing");
  d.history.close_group();
  d.change("2", "typing");
  CHECK(d.undo());
  CHECK(d.text == "1");
  d.change("3", "typing");  // not part of what was undone
  CHECK(d.undo());
  CHECK(d.text == "1");
  d.change("4", "typing");
  d.change("5");
  d.change("6", "typing");
  CHECK(d.undo());
  CHECK(d.text == "5");
  CHECK(d.undo());
  CHECK(d.text == "4");
}

TEST_CASE("changes without a group never join") {
  Document d;
  d.change("1");
  d.change("2");
  CHECK(d.undo());
  CHECK(d.text == "1");
}

TEST_CASE("a change after an undo forgets what was undone") {
  Document d;
  d.change("1");
  d.change("2");
  d.undo();
  d.change("3");
  CHECK_FALSE(d.redo());
  CHECK(d.undo());
  CHECK(d.text == "1");
}

TEST_CASE("a drag that ended where it began leaves nothing to undo") {
  Document d;
  d.change("1");
  d.change("2", "drag x");
  d.change("1", "drag x");
  CHECK(d.undo());
  CHECK(d.text == "0");
  CHECK(d.redo());
  CHECK(d.text == "1");
}

TEST_CASE("a long history keeps its newest states") {
  Document d;
  for (int i = 0; i < 80; ++i) d.change(std::string(std::size_t{1} << 20, static_cast<char>('a' + i % 26)));
  int undone = 0;
  while (d.undo()) {
    ++undone;
    CHECK(d.text[0] == static_cast<char>('a' + (79 - undone) % 26));
    if (undone > 100) break;
  }
  CHECK(undone >= 31);
  CHECK(undone <= 33);
}

// Against the plain model: a list of all texts and a place in it.
TEST_CASE("random changes, undos and redos") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed ", seed);
    test::Random random(seed);
    Document d;
    std::vector<std::string> states{"0"};
    std::size_t at = 0;
    std::string open;
    for (int i = 0; i < 200; ++i) {
      const int what = random.below(10);
      if (what < 2) {
        CHECK(d.undo() == (at > 0));
        if (at > 0) {
          --at;
          open.clear();
        }
      } else if (what < 4) {
        CHECK(d.redo() == (at + 1 < states.size()));
        if (at + 1 < states.size()) {
          ++at;
          open.clear();
        }
      } else if (what == 4) {
        d.history.close_group();
        open.clear();
      } else {
        const char* groups[] = {"", "", "typing", "drag x"};
        const std::string group = groups[random.below(4)], text = std::to_string(seed) + "." + std::to_string(i);
        d.change(text, group);
        states.resize(at + 1);
        const bool joins = !group.empty() && group == open;
        if (joins) states[at] = text;
        else states.push_back(text), ++at;
        open = group;
      }
      CHECK(d.text == states[at]);
    }
    while (d.undo()) {}
    CHECK(d.text == "0");
  }
}

// ---- kept and taken up again

namespace {

// A document after random changes, undos and redos. Texts grow from each other, as a user's do, with letters of two and three bytes.
Document random_document(test::Random& random, int changes) {
  Document d;
  const std::vector<std::string> pieces{"x", "\u03B8", "\u2212", " = 1\n", "", "\u6C34", "12:3 4", "<", "\xFF"};
  for (int i = 0; i < changes; ++i) {
    const int what = random.below(6);
    if (what == 0) {
      d.undo();
    } else if (what == 1) {
      d.redo();
    } else {
      std::string next = d.text;
      const auto at = static_cast<std::size_t>(random.below(static_cast<int>(next.size()) + 1));
      next.replace(at, static_cast<std::size_t>(random.below(4)), random.pick(pieces));
      d.change(next, random.chance(0.3) ? "typing" : "");
    }
  }
  return d;
}

// All that undo gives, and then all that redo gives.
std::vector<std::string> walk(Document d) {
  std::vector<std::string> states{d.text};
  while (d.undo()) states.push_back(d.text);
  while (d.redo()) states.push_back(d.text);
  return states;
}

Document taken_up(const Document& d, std::string_view written) { return {d.text, History::read(written, d.text)}; }

int undos(Document d) {
  int count = 0;
  while (d.undo()) ++count;
  return count;
}

}  // namespace

TEST_CASE("a history that was written and read undoes and redoes as before, byte for byte") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    INFO("seed ", seed);
    test::Random random(seed);
    const Document d = random_document(random, 60);
    const std::string written = d.history.write(d.text, 1 << 20);
    const Document again = taken_up(d, written);
    CHECK(walk(again) == walk(d));
    CHECK(again.history.write(again.text, 1 << 20) == written);
    CHECK(again.history.empty() == d.history.empty());
  }
}

TEST_CASE("what was taken up is a change of its own: typing does not join it") {
  Document d;
  d.change("1", "typing");
  Document again = taken_up(d, d.history.write(d.text, 1000));
  again.change("2", "typing");
  CHECK(again.undo());
  CHECK(again.text == "1");
}

TEST_CASE("what is cut off anywhere loses the oldest states only") {
  test::Random random(7);
  const Document d = random_document(random, 80);
  const std::string written = d.history.write(d.text, 1 << 20);
  const int all = undos(d);
  CHECK(all > 10);
  int before = 0;
  for (std::size_t cut = 0; cut <= written.size(); ++cut) {
    Document again = taken_up(d, std::string_view(written).substr(0, cut));
    const int count = undos(again);
    CHECK(count >= before);
    before = count;
    for (Document same = d; again.undo();) {
      same.undo();
      CHECK(again.text == same.text);
    }
  }
  CHECK(before == all);
}

TEST_CASE("garbage is no history, or a part of one") {
  for (const char* garbage : {"?", "<", "<1", "<1 2", "<1 2 3:abc", "<0 0 9:abc", "<99999999999 0 0:", "<0 -1 0:", "<0 0 999999999:", "\xFF\xFF"})
    CHECK(History::read(garbage, "0").empty());
  CHECK(History::read("", "0").empty());
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    INFO("seed ", seed);
    test::Random random(seed);
    const Document d = random_document(random, 30);
    std::string written = d.history.write(d.text, 1 << 20);
    for (int i = 0; i < 5 && !written.empty(); ++i)
      written[static_cast<std::size_t>(random.below(static_cast<int>(written.size())))] = static_cast<char>(random.below(256));
    Document again = taken_up(d, written);
    while (again.undo()) {}
    while (again.redo()) {}
    CHECK(again.text.size() < 100000);
  }
}

TEST_CASE("a few bytes that would grow beyond what a history keeps stop there") {
  const std::string now(std::size_t{1} << 20, 'a');
  std::string written;
  for (int i = 0; i < 1000; ++i) written += i % 2 == 0 ? "<1048576 0 1:b" : "<1048576 0 1:c";
  const Document d{now, History::read(written, now)};
  CHECK(undos(d) <= 32);
  CHECK(undos(d) > 20);
}

TEST_CASE("a small room holds the newest states, of both sides") {
  Document d;
  for (int i = 1; i <= 1000; ++i) d.change("x = " + std::to_string(i));
  for (int i = 0; i < 300; ++i) d.undo();
  for (const std::size_t most : {std::size_t{0}, std::size_t{10}, std::size_t{100}, std::size_t{3000}}) {
    const std::string written = d.history.write(d.text, most);
    CHECK(written.size() <= most);
    Document again = taken_up(d, written);
    if (most < 100) continue;
    CHECK(again.undo());
    CHECK(again.text == "x = 699");
    CHECK(again.redo());
    CHECK(again.redo());
    CHECK(again.text == "x = 701");
  }
}

TEST_CASE("hundreds of changes of a long program take little room") {
  Document d;
  d.text = std::string(60000, '#');
  for (int i = 0; i < 400; ++i) {
    std::string next = d.text;
    next[static_cast<std::size_t>(i * 100)] = 'x';
    d.change(next);
  }
  const std::string written = d.history.write(d.text, 100000);
  CHECK(written.size() < 10000);
  CHECK(walk(taken_up(d, written)) == walk(d));
}
