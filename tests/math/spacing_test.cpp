// Classes of atoms and the space between them (The TeXbook, p. 170). Widths of glyphs are those of KaTeX's faces.
#include <doctest/doctest.h>

#include <string>

#include "math/fonts.h"
#include "math/parse.h"
#include "math/typeset.h"
#include "marks.h"

using namespace chainrule::math;
using namespace chainrule::math::test;

namespace {

constexpr float thin = 3 / 18.0f, medium = 4 / 18.0f, thick = 5 / 18.0f;

float advance(Face face, char32_t code) {
  const auto* metrics = metrics_in(face, code);
  REQUIRE(metrics != nullptr);
  return metrics->width + metrics->italic;
}

// The space between the first glyphs of two characters of a formula at 1 px to the em.
float gap(const char* latex, char32_t left, char32_t right) {
  const Box box = typeset(latex, 1);
  const Glyph* a = find(box, left);
  const Glyph* b = find(box, right);
  REQUIRE(a != nullptr);
  REQUIRE(b != nullptr);
  return b->x - a->x - advance(a->face, left) * a->size;
}

// One letter for each atom of a formula's outer list: o ord, O op, b bin, r rel, ( open, ) close, p punct, i inner.
std::string classes(const char* latex) {
  const Formula formula = parse(latex, Role::ink);
  std::string all;
  for (Index i = formula.first; i != none; i = formula.atoms[static_cast<std::size_t>(i)].next) {
    const Atom& atom = formula.atoms[static_cast<std::size_t>(i)];
    if (atom.kind == Kind::space || atom.kind == Kind::style) continue;
    all += "oObr()pi"[static_cast<std::size_t>(atom.cls)];
  }
  return all;
}

}  // namespace

TEST_CASE("each atom has its class") {
  CHECK(classes("x+y") == "obo");
  CHECK(classes("f(x,y) = z") == "o(opo)ro");
  CHECK(classes("\\log x \\cdot \\max y") == "OobOo");
  CHECK(classes("\\frac{a}{b} \\times \\sqrt{x} \\le \\infty") == "oboro");
  CHECK(classes("\\left(x\\right) \\ldots |x|") == "iiooo");
  CHECK(classes("{+} x^2_1 \\text{if}") == "ooo");
  CHECK(classes("\\operatorname{relu} \\mathrm{out} \\mathit{loss}") == "Ooo");
}

TEST_CASE("a binary operator without operands is ordinary") {
  CHECK(classes("-4") == "oo");
  CHECK(classes("= -4 \\cdot 1") == "roobo");
  CHECK(classes("a - -b") == "oboo");
  CHECK(classes("(-x)") == "(oo)");
  CHECK(classes("(a +)") == "(oo)");
  CHECK(classes("a, -b") == "opoo");
  CHECK(classes("a + = b") == "ooro");
  CHECK(classes("\\log -x") == "Ooo");
  CHECK(classes("x +") == "oo");
  CHECK(classes("\\,-x") == "oo");
  CHECK(classes("\\left(-x\\right)-y") == "ibo");
  CHECK(classes("\\role{value}{-4} \\cdot \\role{gradient}{-1}") == "ooboo");
}

TEST_CASE("space is by class") {
  CHECK(gap("x+y", U'x', U'+') == doctest::Approx(medium));
  CHECK(gap("x+y", U'+', U'y') == doctest::Approx(medium));
  CHECK(gap("x=y", U'x', U'=') == doctest::Approx(thick));
  CHECK(gap("x=y", U'=', U'y') == doctest::Approx(thick));
  CHECK(gap("x,y", U'x', U',') == doctest::Approx(0));
  CHECK(gap("x,y", U',', U'y') == doctest::Approx(thin));
  CHECK(gap("2x", U'2', U'x') == doctest::Approx(0));
  CHECK(gap("\\log x", U'g', U'x') == doctest::Approx(thin));
  CHECK(gap("\\log(x)", U'g', U'(') == doctest::Approx(0));
  CHECK(gap("f(x)", U'f', U'(') == doctest::Approx(0));
  CHECK(gap("= -4", U'=', 0x2212) == doctest::Approx(thick));
  CHECK(gap("= -4", 0x2212, U'4') == doctest::Approx(0));
  CHECK(gap("3 - 4", U'3', 0x2212) == doctest::Approx(medium));
}

TEST_CASE("scripts leave out all space but that of operators") {
  CHECK(gap("e^{x+y}", U'x', U'+') == doctest::Approx(0));
  CHECK(gap("e^{x=y}", U'=', U'y') == doctest::Approx(0));
  CHECK(gap("e^{\\log x}", U'g', U'x') == doctest::Approx(thin * 1.171f * 0.7f));
}

TEST_CASE("explicit space adds to what the classes give") {
  CHECK(gap("q\\,z", U'q', U'z') == doctest::Approx(thin));
  CHECK(gap("q\\:z", U'q', U'z') == doctest::Approx(medium));
  CHECK(gap("q\\;z", U'q', U'z') == doctest::Approx(thick));
  CHECK(gap("q\\!z", U'q', U'z') == doctest::Approx(-thin));
  CHECK(gap("q\\ z", U'q', U'z') == doctest::Approx(0.25));
  CHECK(gap("q\\quad z", U'q', U'z') == doctest::Approx(1));
  CHECK(gap("q \\, = z", U'q', U'=') == doctest::Approx(thin + thick));
}

TEST_CASE("colour changes no width and no place") {
  const char* pairs[][2] = {
      {"\\role{value}{x}+y", "x+y"},
      {"x\\role{gradient}{+y}", "x+y"},
      {"= \\role{upstream}{-4} \\cdot \\role{value}{1}", "= -4 \\cdot 1"},
      {"\\role{faint}{\\frac{\\role{value}{a}}{b}}^2", "\\frac{a}{b}^2"},
      {"\\left(\\role{accent}{x +} y\\right)", "\\left(x + y\\right)"},
      {"x^\\role{soft}{y}_\\role{soft}{z}", "x^y_z"},
      {"\\role{value}{}x\\role{value}{}", "x"},
  };
  for (const auto& pair : pairs) {
    INFO(std::string(pair[0]));
    const Box coloured = typeset(pair[0], 16), plain = typeset(pair[1], 16);
    CHECK(coloured.width == plain.width);
    CHECK(coloured.height == plain.height);
    CHECK(coloured.depth == plain.depth);
    REQUIRE(coloured.glyphs.size() == plain.glyphs.size());
    for (std::size_t i = 0; i < plain.glyphs.size(); ++i) {
      CHECK(coloured.glyphs[i].x == plain.glyphs[i].x);
      CHECK(coloured.glyphs[i].y == plain.glyphs[i].y);
    }
  }
}

TEST_CASE("colour reaches its contents, and only them") {
  const Box box = typeset("a + \\role{gradient}{\\frac{b}{\\role{value}{c}} + d} = e", 16, Style::text, Role::soft);
  CHECK(find(box, U'a')->role == Role::soft);
  CHECK(find(box, U'b')->role == Role::gradient);
  CHECK(find(box, U'c')->role == Role::value);
  CHECK(find(box, U'd')->role == Role::gradient);
  CHECK(find(box, U'e')->role == Role::soft);
  REQUIRE(box.rules.size() == 1);
  CHECK(box.rules[0].role == Role::gradient);
  CHECK(find(typeset("\\role{nonsense}{x}", 16, Style::text, Role::faint), U'x')->role == Role::faint);
}

TEST_CASE("faces follow TeX") {
  const Box box = typeset("x 1 \\theta \\Delta \\partial - \\log \\mathrm{b} \\mathit{id}", 16);
  CHECK(find(box, U'x')->face == Face::math_italic);
  CHECK(find(box, U'1')->face == Face::main);
  CHECK(find(box, 0x3b8)->face == Face::math_italic);
  CHECK(find(box, 0x394)->face == Face::main);
  CHECK(find(box, 0x2202)->face == Face::main);
  CHECK(find(box, 0x2212)->face == Face::main);
  CHECK(find(box, U'-') == nullptr);
  CHECK(find(box, U'g')->face == Face::main);
  CHECK(find(box, U'b')->face == Face::main);
  CHECK(find(box, U'i')->face == Face::math_italic);
  CHECK(find(typeset("\\text{when}", 16), U'w')->face == Face::sans);
}

TEST_CASE("characters typed as themselves are their commands") {
  const char* pairs[][2] = {{"θ·x", "\\theta\\cdot x"}, {"∂f − 1", "\\partial f - 1"}, 
                            {"a ≤ b → ∞", "a \\le b \\to \\infty"}};
  for (const auto& pair : pairs) {
    const Box typed = typeset(pair[0], 16), named = typeset(pair[1], 16);
    INFO(std::string(pair[0]));
    CHECK(typed.width == named.width);
    REQUIRE(typed.glyphs.size() == named.glyphs.size());
    for (std::size_t i = 0; i < typed.glyphs.size(); ++i) CHECK(typed.glyphs[i].code == named.glyphs[i].code);
  }
}
