// Every formula comes out as wide, high and deep as KaTeX makes it.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "math/typeset.h"

using namespace chainrule::math;

namespace {

struct Reference {
  Style style;
  double width, height, depth;
  const char* latex;
};

constexpr Reference references[] = {
#include "katex_reference.inc"
};

// Their widths round mu to 4 digits, and their roots start at 0.833 em of 0.83334.
constexpr double tolerance = 0.0015;

}  // namespace

TEST_CASE("boxes agree with KaTeX") {
  for (const Reference& reference : references) {
    INFO(std::string(reference.latex));
    const Box box = typeset(reference.latex, 1, reference.style);
    CHECK(std::abs(static_cast<double>(box.width) - reference.width) < tolerance);
    CHECK(std::abs(static_cast<double>(box.height) - reference.height) < tolerance);
    CHECK(std::abs(static_cast<double>(box.depth) - reference.depth) < tolerance);
  }
}

TEST_CASE("a box scales with its size") {
  for (const Reference& reference : references) {
    INFO(std::string(reference.latex));
    const Box box = typeset(reference.latex, 20, reference.style);
    CHECK(std::abs(static_cast<double>(box.width) - 20 * reference.width) < 20 * tolerance);
    CHECK(std::abs(static_cast<double>(box.height) - 20 * reference.height) < 20 * tolerance);
    CHECK(std::abs(static_cast<double>(box.depth) - 20 * reference.depth) < 20 * tolerance);
  }
}
