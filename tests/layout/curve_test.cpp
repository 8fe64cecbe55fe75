#include <doctest/doctest.h>

#include "layout/curve.h"

using namespace chainrule::layout;

TEST_CASE("a curve is level at both ends and turns half way") {
  Curve c = curve_between({0, 10}, {100, 50});
  CHECK(c.leave.x == 50);
  CHECK(c.leave.y == 10);
  CHECK(c.arrive.x == 50);
  CHECK(c.arrive.y == 50);
  Point middle = point_at(c, 0.5f);
  CHECK(middle.x == doctest::Approx(50));
  CHECK(middle.y == doctest::Approx(30));
  CHECK(point_at(c, 0).x == 0);
  CHECK(point_at(c, 1).y == 50);
}

TEST_CASE("a short curve still has room to turn, but never runs backwards") {
  CHECK(curve_between({0, 0}, {30, 50}).leave.x == 24);
  Curve stub = curve_between({0, 0}, {4, 0});
  for (int i = 0; i < 20; ++i) {
    CHECK(point_at(stub, static_cast<float>(i) / 20).x <= point_at(stub, static_cast<float>(i + 1) / 20).x);
  }
}

TEST_CASE("a curve that leads back turns wide, but not endlessly") {
  CHECK(curve_between({100, 0}, {0, 50}).leave.x == 149);
  CHECK(curve_between({5000, 0}, {0, 50}).leave.x == 5160);
}
