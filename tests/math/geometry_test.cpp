// Where the parts of fractions, scripts, roots and delimiters stand (The TeXbook, appendix G).
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "math/fonts.h"
#include "math/typeset.h"
#include "marks.h"

using namespace chainrule::math;
using namespace chainrule::math::test;

namespace {

constexpr float axis = 0.25f;

float top_of(const Glyph& glyph) { return glyph.y - metrics_in(glyph.face, glyph.code)->height * glyph.size; }
float bottom_of(const Glyph& glyph) { return glyph.y + metrics_in(glyph.face, glyph.code)->depth * glyph.size; }
float right_of(const Glyph& glyph) {
  const auto* metrics = metrics_in(glyph.face, glyph.code);
  return glyph.x + (metrics->width + metrics->italic) * glyph.size;
}

}  // namespace

TEST_CASE("a fraction's bar is on the axis, with room above and below") {
  for (const Style style : {Style::text, Style::display}) {
    for (const char* latex : {"\\frac{a}{b}", "\\frac{g}{\\partial y}", "\\frac{x_{j_k}}{y^{2^2}}"}) {
      INFO(std::string(latex));
      const Box box = typeset(latex, 1, style);
      REQUIRE(box.rules.size() == 1);
      const Rule& bar = box.rules[0];
      CHECK(bar.y + bar.height / 2 == doctest::Approx(-axis));
      CHECK(bar.height == doctest::Approx(0.04));
      const float clear = style == Style::display ? 3 * bar.height : bar.height;
      for (const Glyph& glyph : box.glyphs) {
        CHECK(glyph.size == doctest::Approx(glyph.size > 0.9f ? 1.0 : glyph.size > 0.6f ? 0.7 : 0.5));
        if (glyph.y < -axis) {
          CHECK(bottom_of(glyph) <= bar.y - clear + 1e-5f);
        } else {
          CHECK(top_of(glyph) >= bar.y + bar.height + clear - 1e-5f);
        }
        CHECK(glyph.x >= bar.x - 1e-5f);
        CHECK(right_of(glyph) <= bar.x + bar.width + 1e-5f);
      }
      CHECK(box.width == doctest::Approx(bar.width + 0.24));
    }
  }
}

TEST_CASE("numerator and denominator are centred and as high as the font says") {
  const Box box = typeset("\\frac{1}{xyz}", 1, Style::display);
  const Glyph* one = find(box, U'1');
  CHECK(one->y == doctest::Approx(-0.677));                 // num1
  CHECK(find(box, U'x')->y == doctest::Approx(0.686));      // denom1
  CHECK((one->x + right_of(*one)) / 2 == doctest::Approx(box.width / 2));
  const Box text = typeset("\\frac{1}{x}", 1);
  CHECK(find(text, U'1')->y == doctest::Approx(-0.394));    // num2
  CHECK(find(text, U'x')->y == doctest::Approx(0.345));     // denom2
  CHECK(find(text, U'x')->size == doctest::Approx(0.7));
}

TEST_CASE("the shape of a fraction can be asked for") {
  CHECK(find(typeset("\\dfrac{a}{b}", 1), U'a')->size == doctest::Approx(1));
  CHECK(find(typeset("\\tfrac{a}{b}", 1, Style::display), U'a')->size == doctest::Approx(0.7));
  CHECK(find(typeset("\\displaystyle\\frac{a}{b}", 1), U'a')->size == doctest::Approx(1));
  CHECK(find(typeset("\\textstyle\\frac{a}{b}", 1, Style::display), U'a')->size == doctest::Approx(0.7));
  CHECK(find(typeset("{\\displaystyle x}\\frac{a}{b}", 1), U'a')->size == doctest::Approx(0.7));
}

TEST_CASE("superscripts and subscripts of a character") {
  const Box display = typeset("x^2", 1, Style::display), text = typeset("x^2", 1), cramped = typeset("\\sqrt{x^2}", 1);
  CHECK(find(display, U'2')->y == doctest::Approx(-0.413));  // sup1
  CHECK(find(text, U'2')->y == doctest::Approx(-0.363));     // sup2
  CHECK(find(cramped, U'2')->y == doctest::Approx(-0.289));  // sup3
  CHECK(find(text, U'2')->size == doctest::Approx(0.7));
  CHECK(find(typeset("x_1", 1), U'1')->y == doctest::Approx(0.150));    // sub1
  CHECK(find(typeset("x^2_n", 1), U'n')->y == doctest::Approx(0.247));  // sub2
  CHECK(find(typeset("x^{y^2}", 1), U'2')->size == doctest::Approx(0.5));
  CHECK(find(typeset("x^{y^{z^2}}", 1), U'2')->size == doctest::Approx(0.5));
}

TEST_CASE("the italic correction moves superscripts, not subscripts") {
  const auto* f = metrics_in(Face::math_italic, U'f');
  REQUIRE(f->italic > 0.05f);
  const Box box = typeset("f_1^2", 1);
  CHECK(find(box, U'2')->x == doctest::Approx(f->width + f->italic));
  CHECK(find(box, U'1')->x == doctest::Approx(f->width));
}

TEST_CASE("scripts of the same base do not touch") {
  const Box box = typeset("x^{\\frac{a}{b}}_{\\frac{c}{d}}", 1);
  const Glyph* b = find(box, U'b');
  const Glyph* c = find(box, U'c');
  CHECK(top_of(*c) - bottom_of(*b) >= 4 * 0.04f - 1e-5f);
}

TEST_CASE("scripts of tall bases hang on their tops") {
  const Box box = typeset("\\left(\\dfrac{a}{b}\\right)^2_1", 1);
  const Box bare = typeset("\\left(\\dfrac{a}{b}\\right)", 1);
  CHECK(find(box, U'2')->y == doctest::Approx(-(bare.height - 0.353f * 0.7f)));
  CHECK(find(box, U'1')->y == doctest::Approx(bare.depth + 0.071f * 0.7f));
}

TEST_CASE("primes are superscripts") {
  const Box box = typeset("f''^2_1", 1);
  CHECK(count(box, 0x2032) == 2);
  CHECK(find(box, 0x2032)->size == doctest::Approx(0.7));
  CHECK(find(box, 0x2032)->y == doctest::Approx(find(box, U'2')->y));
  CHECK(find(box, U'2')->x > find(box, 0x2032, 1)->x);
}

TEST_CASE("limits stand above and below in display style only") {
  const Box display = typeset("\\sum_{i}^{n}", 1, Style::display);
  const Glyph* sum = find(display, 0x2211);
  CHECK(sum->face == Face::size2);
  CHECK(bottom_of(*find(display, U'n')) < top_of(*sum));
  CHECK(top_of(*find(display, U'i')) > bottom_of(*sum));
  const Box text = typeset("\\sum_{i}^{n}", 1);
  CHECK(find(text, 0x2211)->face == Face::size1);
  CHECK(find(text, U'n')->x > find(text, 0x2211)->x + 1);
  const Box log = typeset("\\log_{b} x", 1, Style::display);
  CHECK(find(log, U'b')->x > find(log, U'g')->x);
}

TEST_CASE("a root covers its contents, and its line meets its sign") {
  for (const char* latex : {"\\sqrt{x}", "\\sqrt{\\frac{a}{b}}", "\\sqrt{\\dfrac{a}{b}}",
                            "\\sqrt{\\dfrac{\\dfrac{\\dfrac{a}{b}}{c}}{\\dfrac{\\dfrac{a}{b}}{c}}}"}) {
    INFO(std::string(latex));
    const Box box = typeset(latex, 1);
    const Glyph* sign = find(box, 0x221a) != nullptr ? find(box, 0x221a) : find(box, 0x23b7);
    REQUIRE(sign != nullptr);
    const Rule& line = *std::min_element(box.rules.begin(), box.rules.end(), [](const Rule& a, const Rule& b) {
      return a.y < b.y || (a.y == b.y && a.width > b.width);
    });
    CHECK(line.x + line.width == doctest::Approx(box.width));
    CHECK(line.x <= right_of(*sign) + 1e-5f);
    if (sign->code == 0x221a) CHECK(top_of(*sign) == doctest::Approx(line.y));
    CHECK(bottom_of(*sign) == doctest::Approx(box.depth));
    for (const Glyph& glyph : box.glyphs) {
      if (&glyph != sign) CHECK(top_of(glyph) > line.y + line.height);
    }
  }
}

TEST_CASE("the index of a root is small and left of it") {
  const Box box = typeset("\\sqrt[3]{x}", 1);
  CHECK(find(box, U'3')->size == doctest::Approx(0.5));
  CHECK(find(box, U'3')->x < find(box, 0x221a)->x + 0.4f);
  CHECK(find(box, U'3')->y < 0);
  CHECK(box.width > typeset("\\sqrt{x}", 1).width - 0.05f);
}

TEST_CASE("delimiters grow in steps with what they enclose") {
  const auto face_of = [](const char* latex) { return find(typeset(latex, 1, Style::display), U'(')->face; };
  CHECK(face_of("\\left(x\\right)") == Face::main);
  CHECK(face_of("\\left(x^2\\right)") == Face::size1);
  CHECK(face_of("\\left(\\frac{a}{b}\\right)") == Face::size2);
  CHECK(face_of("\\left(\\frac{\\frac{a}{b}}{c}\\right)") == Face::size3);
  CHECK(face_of("\\left(\\frac{x}{1+\\frac{1}{y}}\\right)") == Face::size4);
  const Box tall = typeset("\\left(\\dfrac{\\dfrac{\\dfrac{a}{b}}{c}}{\\dfrac{\\dfrac{a}{b}}{c}}\\right)", 1);
  CHECK(find(tall, U'(') == nullptr);
  CHECK(find(tall, 0x239b) != nullptr);
  CHECK(find(tall, 0x239d) != nullptr);
  CHECK(top_of(*find(tall, 0x239b)) + bottom_of(*find(tall, 0x239d)) == doctest::Approx(-2 * axis));
  CHECK(bottom_of(*find(tall, 0x239d)) > tall.depth - 0.25f);
}

TEST_CASE("delimiters are centred on the axis") {
  for (const char* latex : {"\\left(\\dfrac{a}{b_{c_d}}\\right)", "\\left|\\dfrac{a^{2^2}}{b}\\right|", "\\left\\{x\\right\\}"}) {
    INFO(std::string(latex));
    const Box box = typeset(latex, 1);
    CHECK(box.height - axis == doctest::Approx(box.depth + axis));
  }
}

TEST_CASE("a delimiter can be left out on one side") {
  const Box box = typeset("\\left.x\\right|", 1);
  CHECK(find(box, U'x')->x == doctest::Approx(0.12));
  CHECK(count(box, 0x2223) == 1);
  CHECK(count(box, U'.') == 0);
}

TEST_CASE("every mark is inside its box") {
  for (const char* latex : {"\\frac{\\partial f}{\\partial x} = -4 \\cdot 1", "\\left(\\dfrac{x^2_1}{\\sqrt[3]{y}}\\right)^2",
                            "\\max_i \\sum_j^k x", "a \\ne b", "\\text{jumping} \\mathit{gift}"}) {
    for (const Style style : {Style::text, Style::display}) {
      INFO(std::string(latex));
      const Box box = typeset(latex, 16, style);
      for (const Glyph& glyph : box.glyphs) {
        CHECK(glyph.x >= -0.01f);
        CHECK(right_of(glyph) <= box.width + 0.01f);
        CHECK(top_of(glyph) >= -box.height - 0.01f);
        CHECK(bottom_of(glyph) <= box.depth + 0.01f);
      }
      for (const Rule& rule : box.rules) {
        CHECK(rule.x >= -0.01f);
        CHECK(rule.x + rule.width <= box.width + 0.01f);
        CHECK(rule.y >= -box.height - 0.01f);
        CHECK(rule.y + rule.height <= box.depth + 0.01f);
      }
    }
  }
}
