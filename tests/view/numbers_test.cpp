// Numbers on cards: their room, and that they change in place.
#include <cmath>

#include <doctest/doctest.h>

#include "core/edit.h"
#include "support/random.h"
#include "view/pictures.h"

using namespace chainrule;
using namespace chainrule::view;
using namespace chainrule::view::test;

namespace {

bool equal(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// Everything that is drawn of the two is the same.
void check_same(const Derived& a, const Derived& b) {
  CHECK(a.text == b.text);
  REQUIRE(a.cards.size() == b.cards.size());
  for (std::size_t i = 0; i < a.cards.size(); ++i) {
    INFO("node ", name_of(b, static_cast<int>(i)));
    const Card &c = a.cards[i], &o = b.cards[i];
    CHECK(c.width == o.width);
    CHECK(a.drawing.corners[i].x == b.drawing.corners[i].x);
    CHECK(a.drawing.corners[i].y == b.drawing.corners[i].y);
    CHECK(text_of(*c.value) == text_of(*o.value));
    CHECK(text_of(*c.gradient) == text_of(*o.gradient));
    REQUIRE(c.rows.size() == o.rows.size());
    for (std::size_t r = 0; r < c.rows.size(); ++r) CHECK(text_of(*c.rows[r].numbers) == text_of(*o.rows[r].numbers));
  }
  CHECK(a.gradient_step == b.gradient_step);
  REQUIRE(a.so_far.size() == b.so_far.size());
  for (std::size_t i = 0; i < a.so_far.size(); ++i) CHECK(equal(a.so_far[i], b.so_far[i]));
}

}  // namespace

TEST_CASE("numbers that change in place give the picture that would be made anew without shrinking") {
  int changed = 0;
  for_pictures(25, [&](const Derived& first) {
    Derived now = first;
    for (const double value : {0.5, -12345.678, 3.0, 1e-7})
      for (int i = 0; i < count_nodes(first); ++i) {
        const Node& node = now.analysis.graph.nodes[static_cast<std::size_t>(i)];
        if (node.op != Op::input || node.implicit) continue;
        const std::string next = apply_edit(now.text, set_input(now.text, now.analysis.graph, i, value));
        const Derived made = derive(next, &now);
        INFO("in place:\n", next);
        if (!renumber(now, next)) continue;
        ++changed;
        check_same(now, made);
      }
  });
  CHECK(changed > 200);
}

TEST_CASE("another program is not taken for other numbers") {
  const Derived first = derive("x = 2; y = 3\na = x*y\nf = a + 2*x");
  for (const char* text : {"x = 2; y = 3\na = x*y\nf = a + 3*x", "x = 2; y = 3\na = x*y\nf = a - 2*x",
                           "x = 2; z = 3\na = x*z\nf = a + 2*x", "x = 2", "f = ("}) {
    INFO(text);
    Derived now = first;
    CHECK_FALSE(renumber(now, text));
    check_same(now, first);
  }
}

TEST_CASE("a number has room, and where it has no exponent no more than it takes") {
  const NumberWidths widths;
  chainrule::test::Random random(11);
  for (int i = 0; i < 4000; ++i) {
    auto any = [&] {
      const double value = std::ldexp(random.between(-1, 1), random.below(i % 2 ? 24 : 200) - (i % 2 ? 12 : 100));
      return i % 3 ? value : std::round(value * 10) / 10;
    };
    const Number number{any(), math::Role::value};
    Product product{any(), any(), 0, false};
    product.downstream = product.upstream * product.local;
    INFO(number.value, "; ", product.upstream, " * ", product.local);
    const float wide = product.typeset().width;
    CHECK(widths.of(number) >= number.typeset().width - 0.01f);
    CHECK(widths.of(product) >= wide - 0.01f);
    auto plain = [](double v) { return round_for_display(v).exponent == 0; };
    if (plain(product.upstream) && plain(product.local) && plain(product.downstream)) CHECK(widths.of(product) == doctest::Approx(wide));
  }
}
