// Plain words, and boxes put together.
#include <doctest/doctest.h>

#include "math/fonts.h"
#include "math/typeset.h"
#include "marks.h"

using namespace chainrule::math;
using namespace chainrule::math::test;

TEST_CASE("the width of words adds up") {
  for (const Face face : {Face::sans, Face::sans_semibold, Face::mono, Face::main}) {
    const float whole = words_width("with respect to x", face, 13);
    CHECK(whole == doctest::Approx(words_width("with ", face, 13) + words_width("respect to x", face, 13)));
    CHECK(whole == doctest::Approx(words("with respect to x", face, 13).width));
    CHECK(whole > 0);
    CHECK(words_width("with respect to x", face, 26) == doctest::Approx(2 * whole));
  }
  CHECK(words_width("", Face::sans, 13) == 0);
  CHECK(words_width("iii", Face::mono, 10) == doctest::Approx(words_width("WWW", Face::mono, 10)));
  CHECK(words_width("word", Face::sans_semibold, 13) > words_width("word", Face::sans, 13));
}

TEST_CASE("words are one line of glyphs in their face and role") {
  const Box box = words("a −2 θ", Face::sans, 13, Role::gradient);
  REQUIRE(box.glyphs.size() == 4);  // spaces have none
  for (const Glyph& glyph : box.glyphs) {
    CHECK(glyph.face == Face::sans);
    CHECK(glyph.role == Role::gradient);
    CHECK(glyph.y == 0);
    CHECK(glyph.size == 13);
  }
  CHECK(box.glyphs[1].code == 0x2212);
  CHECK(box.height > 0.5f * 13);
  CHECK(words("ace", Face::sans, 13).height < words("bdl", Face::sans, 13).height);
  CHECK(words("pgq", Face::sans, 13).depth > 2);
}

TEST_CASE("a character that no face has keeps its place") {
  CHECK(words_width("\U0001f600", Face::sans, 10) == doctest::Approx(5));
  CHECK(words("\U0001f600", Face::sans, 10).glyphs.size() == 1);
  CHECK(words("\xff\xfe", Face::sans, 10).glyphs.size() == 2);
}

TEST_CASE("text in a formula is words, with escapes and without braces") {
  CHECK(count(typeset("\\text{a {b} c\\_d \\}}", 16), U'}') == 1);
  CHECK(count(typeset("\\text{a {b} c\\_d}", 16), U'{') == 0);
  CHECK(count(typeset("\\text{a\\_d}", 16), U'_') == 1);
  CHECK(typeset("\\text{if }x", 16).width > typeset("\\text{if}x", 16).width);
}

TEST_CASE("append moves the part and leaves the whole's extents alone") {
  Box whole = typeset("x", 16);
  const Box before = whole;
  const Box part = typeset("\\frac{a}{b}", 16);
  append(whole, part, 10, -5);
  CHECK(whole.width == before.width);
  CHECK(whole.height == before.height);
  REQUIRE(whole.glyphs.size() == before.glyphs.size() + part.glyphs.size());
  REQUIRE(whole.rules.size() == 1);
  CHECK(find(whole, U'a')->x == doctest::Approx(find(part, U'a')->x + 10));
  CHECK(find(whole, U'a')->y == doctest::Approx(find(part, U'a')->y - 5));
  CHECK(whole.rules[0].x == doctest::Approx(part.rules[0].x + 10));
  CHECK(whole.rules[0].y == doctest::Approx(part.rules[0].y - 5));
}
