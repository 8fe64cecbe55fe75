#include <doctest/doctest.h>

#include <cmath>

#include "core/eval.h"
#include "view/landscape.h"

using namespace chainrule;
using namespace chainrule::view;

namespace {

double value_at(const Derived& d, const Ground& g, double x, double y) {
  std::vector<double> inputs = d.analysis.values;
  inputs[static_cast<std::size_t>(node_of(d, g.x))] = x;
  inputs[static_cast<std::size_t>(node_of(d, g.y))] = y;
  return forward(d.analysis.graph, &inputs)[static_cast<std::size_t>(d.analysis.graph.output)];
}

double across(const Ground& g, double column, int side) { return g.centre_x + g.span_x * (2 * column / (side - 1) - 1); }
double up(const Ground& g, double row, int side) { return g.centre_y + g.span_y * (2 * row / (side - 1) - 1); }

}  // namespace

TEST_CASE("heights are the output's values, and the lines of a plane stand at their levels") {
  const Derived d = derive("f = 2*x - y + c; x = 1; y = -3; c = 4");
  const Ground ground = ground_around(d, "x", "y");
  const Landscape land = survey(d, ground);
  REQUIRE(land.side > 1);
  for (int row = 0; row < land.side; row += 7)
    for (int column = 0; column < land.side; column += 5)
      CHECK(land.height(column, row) == doctest::Approx(value_at(d, ground, across(ground, column, land.side), up(ground, row, land.side))));
  CHECK(land.contours.size() >= 5);
  for (const Contour& contour : land.contours) {
    CHECK(contour.pieces.size() % 2 == 0);
    CHECK_FALSE(contour.pieces.empty());
    for (const layout::Point p : contour.pieces) {
      const double there = value_at(d, ground, across(ground, static_cast<double>(p.x), land.side), up(ground, static_cast<double>(p.y), land.side));
      CHECK(there == doctest::Approx(contour.level).epsilon(1e-4));
    }
  }
}

TEST_CASE("a saddle's lines meet nowhere but at its own level") {
  const Derived d = derive("f = x*y; x = 0; y = 0");
  const Landscape land = survey(d, ground_around(d, "x", "y"));
  for (const Contour& contour : land.contours)
    for (std::size_t i = 0; i + 1 < contour.pieces.size(); i += 2) {
      const layout::Point a = contour.pieces[i], b = contour.pieces[i + 1];
      const double middle = value_at(d, land.ground, across(land.ground, (static_cast<double>(a.x) + static_cast<double>(b.x)) / 2, land.side),
                                     up(land.ground, (static_cast<double>(a.y) + static_cast<double>(b.y)) / 2, land.side));
      CHECK(std::fabs(middle - contour.level) < 2e-3);
    }
}

TEST_CASE("nothing to see is said, and what is not finite stays out") {
  const Derived d = derive("f = log(x) + y; x = 1; y = 1");
  CHECK(survey(d, ground_around(d, "x", "x")).side == 0);
  CHECK(survey(d, ground_around(d, "x", "none")).side == 0);
  CHECK(survey(derive(""), Ground{"x", "y"}).side == 0);
  const Landscape land = survey(d, ground_around(d, "x", "y"));
  CHECK(std::isfinite(land.low));
  CHECK(std::isfinite(land.high));
  CHECK_FALSE(std::isfinite(land.height(0, 0)));
  const Derived flat = derive("f = 0*x + 0*y + 2; x = 1; y = 1");
  CHECK(survey(flat, ground_around(flat, "x", "y")).contours.empty());
}

TEST_CASE("descent follows the gradient by hand, and reaches the bottom of a bowl") {
  const Derived d = derive("x = 2; y = -1; f = (x - 3)^2 + 2*(y - 1)^2");
  const Walk walk = descend(d, "x", "y", 0.1, 50);
  REQUIRE(walk.stops.size() == 51);
  CHECK(walk.stops[0].height == 9);
  CHECK(walk.stops[1].x == doctest::Approx(2 + 0.1 * 2));
  CHECK(walk.stops[1].y == doctest::Approx(-1 + 0.1 * 8));
  for (std::size_t i = 1; i < walk.stops.size(); ++i) CHECK(walk.stops[i].height <= walk.stops[i - 1].height);
  CHECK(walk.stops.back().height < 1e-3);
  CHECK_FALSE(walk.lost);
  const Walk away = descend(d, "x", "y", 1e200, 50);
  CHECK(away.lost);
  for (const Walk::Stop& stop : away.stops) CHECK(std::isfinite(stop.x + stop.y + stop.height));
}
