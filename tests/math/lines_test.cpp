// Words broken into lines. 10 px per em: an ideograph from outside the faces is 10 px wide.
#include <doctest/doctest.h>

#include "core/text.h"
#include "math/fonts.h"
#include "math/typeset.h"
#include "support/random.h"

using namespace chainrule;
using namespace chainrule::math;

namespace {

struct Ideographs {
  Ideographs() {
    set_outside_width([](Face, char32_t code) { return code >= 0x2E80 && code <= 0xFFEF ? 1.0f : -1.0f; });
  }
  ~Ideographs() { set_outside_width(nullptr); }
};

std::string broken(const std::string& text, float width) {
  std::string all;
  for (const std::string& line : lines(text, Face::sans, 10, width)) all += (all.empty() ? "" : "|") + line;
  return all;
}

}  // namespace

TEST_CASE("glyphs from outside the faces have the width that the platform says, in a text face's style") {
  const Ideographs outside;
  CHECK(words_width("\u68AF\u5EA6", Face::sans_semibold, 10) == doctest::Approx(20));
  CHECK(character(Face::sans_semibold, U'\u68AF').face == Face::sans_semibold);
  CHECK(character(Face::main, U'\u68AF').face == Face::sans);
  CHECK(character(Face::sans, U'\U0001F600').metrics.width == 0.5f);
  CHECK(can_draw(U'\u68AF'));
  CHECK(can_draw(U'\u222B') == false);
  CHECK(can_draw(U'\u03B8'));
  CHECK(typeset("\\text{\u68AF}", 10).width > 5);
}

TEST_CASE("without a platform's glyphs a character that no face has keeps half an em, and cannot be read") {
  CHECK(words_width("\u68AF", Face::sans, 10) == doctest::Approx(5));
  CHECK_FALSE(can_draw(U'\u68AF'));
}

TEST_CASE("lines break at spaces, which are not drawn") {
  const float width = words_width("one two", Face::sans, 10) + 0.1f;
  CHECK(broken("one two three", width) == "one two|three");
  CHECK(broken("one two   three", width) == "one two|three");
  CHECK(broken("one", width) == "one");
  CHECK(broken("", width).empty());
}

TEST_CASE("a word wider than a line is broken where the line ends") {
  const float width = words_width("mmm", Face::mono, 10) + 0.1f;
  const std::vector<std::string> got = lines("a mmmmmmmm", Face::mono, 10, width);
  CHECK(got == std::vector<std::string>{"a", "mmm", "mmm", "mm"});
  CHECK(lines("abc", Face::mono, 10, 0).size() == 3);
}

TEST_CASE("ideographs break anywhere, but no line begins with closing punctuation or ends with an opening bracket") {
  const Ideographs outside;
  CHECK(broken("\u4E00\u4E8C\u4E09\u56DB", 20) == "\u4E00\u4E8C|\u4E09\u56DB");
  CHECK(broken("\u4E00\u4E8C\u3002\u56DB", 20) == "\u4E00|\u4E8C\u3002|\u56DB");                // 二。 stay together
  CHECK(broken("\u4E00\u300C\u4E8C\u300D\u4E09", 30) == "\u4E00|\u300C\u4E8C\u300D|\u4E09");
  CHECK(broken("\u30AB\u30C3\u30C8\u30FC", 20) == "\u30AB\u30C3|\u30C8\u30FC");                // small tsu and the long mark
  CHECK(broken("\u4E00\u4E8C abc", 25) == "\u4E00\u4E8C|abc");
  CHECK(broken("\u4E00abc\u4E8C", 30) == "\u4E00abc|\u4E8C");
}

TEST_CASE("no text is lost, and no line is wider than it may be") {
  const Ideographs outside;
  const std::vector<std::string> pieces = {"a", "word", " ", "  ", "\u4E00", "\u3002", "\u300C", "\u30FC", "x.", "\u00FC", "mmmmmmmmmmmm"};
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    test::Random random(seed);
    std::string text, letters, got;
    for (int i = 0; i < 30; ++i) text += random.pick(pieces);
    const float width = 10 + static_cast<float>(random.below(120));
    for (const char c : text)
      if (c != ' ') letters += c;
    INFO("seed ", seed, ": ", text);
    for (const std::string& line : lines(text, Face::sans, 10, width)) {
      std::string drawn = line.substr(0, line.find_last_not_of(' ') + 1);
      const CodePoint first = code_point_at(drawn + " ", 0);
      CHECK((words_width(drawn, Face::sans, 10) <= width + 0.01f || drawn.size() == static_cast<std::size_t>(first.bytes)));
      for (const char c : line)
        if (c != ' ') got += c;
    }
    CHECK(got == letters);
  }
}
