// Whatever is typed, something is drawn, soon.
#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <string>

#include "math/typeset.h"
#include "marks.h"

using namespace chainrule::math;
using namespace chainrule::math::test;

namespace {

bool is_sound(const Box& box) {
  for (const Glyph& glyph : box.glyphs) {
    if (!std::isfinite(glyph.x) || !std::isfinite(glyph.y) || !(glyph.size > 0)) return false;
  }
  for (const Rule& rule : box.rules) {
    if (!std::isfinite(rule.x) || !std::isfinite(rule.y) || !(rule.width >= 0) || !(rule.height >= 0)) return false;
  }
  return box.width >= 0 && box.height >= 0 && box.depth >= 0 && std::isfinite(box.width + box.height + box.depth);
}

std::string repeated(const std::string& part, int times) {
  std::string whole;
  for (int i = 0; i < times; ++i) whole += part;
  return whole;
}

}  // namespace

TEST_CASE("nothing makes an empty box") {
  for (const char* latex : {"", "   ", "{}", "{{}}", "\\role{value}{}", "}", "$$", "\\displaystyle"}) {
    INFO(std::string(latex));
    const Box box = typeset(latex, 16);
    CHECK(box.width == 0);
    CHECK(box.glyphs.empty());
    CHECK(box.rules.empty());
  }
}

TEST_CASE("an unknown command is set as its own name") {
  const Box unknown = typeset("\\foo x", 16), spelt = typeset("\\mathrm{foo} x", 16);
  CHECK(count(unknown, U'o') == 2);
  CHECK(count(unknown, U'\\') == 0);
  CHECK(find(unknown, U'f')->face == Face::main);
  CHECK(unknown.width == spelt.width);
}

TEST_CASE("what is left open is closed at the end") {
  const char* pairs[][2] = {
      {"\\frac{a}{b", "\\frac{a}{b}"}, {"\\frac{a", "\\frac{a}{}"},  {"x^{2", "x^2"},
      {"x^", "x^{}"},                  {"\\sqrt{x", "\\sqrt{x}"},    {"\\left(x", "\\left(x\\right."},
      {"{x", "x"},                     {"x}", "x"},                  {"a}+b", "a+b"},
      {"\\text{ab", "\\text{ab}"},     {"\\sqrt[3]", "\\sqrt[3]{}"}, {"\\role{value}{x", "x"},
      {"x\\", "x"},                    {"^2", "{}^2"},               {"{\\left(x}", "\\left(x\\right."},
  };
  for (const auto& pair : pairs) {
    INFO(std::string(pair[0]));
    const Box open = typeset(pair[0], 16), closed = typeset(pair[1], 16);
    CHECK(open.width == closed.width);
    CHECK(open.glyphs.size() == closed.glyphs.size());
    CHECK(open.rules.size() == closed.rules.size());
  }
}

TEST_CASE("a script that is there already starts anew") {
  const Box box = typeset("x^1^2", 16);
  CHECK(find(box, U'1')->y == find(box, U'2')->y);
  CHECK(find(box, U'2')->x > find(box, U'1')->x);
}

TEST_CASE("a stray \\right is a closing mark") {
  CHECK(typeset("x\\right)", 16).width == typeset("x)", 16).width);
}

TEST_CASE("nesting has a limit, where an ellipsis stands") {
  const auto nested = [](const std::string& open, const std::string& close, int depth) {
    return typeset(repeated(open, depth) + "x" + repeated(close, depth), 16);
  };
  const char* pairs[][2] = {{"{", "}"}, {"\\sqrt{", "}"}, {"\\frac{1}{", "}"}, {"x^{", "}"}, {"\\role{value}{", "}"}, {"\\mathrm{-", "}"}};
  for (const auto& pair : pairs) {
    INFO(std::string(pair[0]));
    const Box fits = nested(pair[0], pair[1], 60), cut = nested(pair[0], pair[1], 200);
    CHECK(count(fits, U'…') == 0);
    CHECK(count(cut, U'…') >= 1);
    CHECK(is_sound(fits));
    CHECK(is_sound(cut));
  }
  const Box fence = nested("\\left(", "\\right)", 200);
  CHECK(count(fence, U'x') == 1);
  CHECK(is_sound(fence));
}

TEST_CASE("a long text of one sign is set at once") {
  const auto begin = std::chrono::steady_clock::now();
  for (const char* part : {"{", "}", "^", "_", "'", "\\", "\\frac", "\\frac{", "\\sqrt", "\\sqrt[", "\\left(", "\\right)",
                           "\\left", "\\role{value}{", "\\role", "\\text{", "\\mathrm{", "\\mathrm{-", "x^", "x_1^2", "[", "{}",
                           "\\displaystyle", "+", "-1", "\\sum_", "\xff", "\xe2\x88"}) {
    INFO(std::string(part));
    CHECK(is_sound(typeset(repeated(part, 100000), 16)));
    CHECK(is_sound(typeset(repeated(part, 50), 16)));
  }
  // Some 20 ms each at most; a quadratic step would take minutes.
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}

TEST_CASE("random texts make sound boxes") {
  static const char* const parts[] = {
      "{",     "}",       "^",      "_",       "'",      "\\frac",   "\\sqrt",         "[",       "]",         "\\left(",
      "\\right)", "\\left.", "\\right|", "\\role{value}", "\\log", "\\max", "\\sum",    "\\text{a b}", "\\mathrm", "\\mathit{ab}",
      "\\operatorname", "\\,",  "\\quad", "\\ ",   "x",      "1",        "-",             "+",       "=",         "(",
      ")",     "\\alpha", "\\ne",   "\\foo",   " ",      "\\",       "\\displaystyle", "θ",       "\xc3",      "~",
      "&",     "$",       "\\dfrac", "\\left\\{", "\\partial", "\\cdot", ",",          "|",       "\\ldots",   "!"};
  std::uint32_t state = 12345;
  const auto next = [&] { return (state = state * 1664525u + 1013904223u) >> 8; };
  for (int round = 0; round < 20000; ++round) {
    std::string latex;
    for (std::uint32_t n = next() % 24; n > 0; --n) latex += parts[next() % std::size(parts)];
    const Box box = typeset(latex, 16, round % 2 == 0 ? Style::text : Style::display);
    if (!is_sound(box)) {
      INFO(std::string(latex));
      FAIL_CHECK("a box that is not sound");
    }
  }
  for (int round = 0; round < 5000; ++round) {
    std::string bytes;
    for (std::uint32_t n = next() % 40; n > 0; --n) bytes += static_cast<char>(next());
    CHECK_MESSAGE(is_sound(typeset(bytes, 16)), bytes);
  }
}
