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
