// The gradient check: what it says about gradients that are right, that cannot be checked, and where there is none.
#include "core/check.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace chainrule;

namespace {

CheckRow row_of(const std::string& program, const std::string& node) {
  const Analysis a = analyse(program);
  return check_gradient(a, a.graph.find(node));
}
Verdict verdict(const std::string& program, const std::string& node = "x") { return row_of(program, node).verdict; }

}  // namespace

TEST_CASE("gradients that hold") {
  for (const char* program : {"x = 3; f = x*x", "x = 0; f = x^2", "x = 1e-9; f = log(x)", "x = 1e-9; f = sqrt(x)", "x = 1e6; f = x^2", "x = -700; f = sigmoid(x)", "x = 700; f = exp(x)",
                              "x = 1e-100; f = 1/x", "x = 100; f = sin(x)", "x = 0; f = x", "x = 1e8; f = log(x)", "x = 1e-5; f = 1/x", "x = 0.999; f = asin(x)", "x = 40; f = sigmoid(x)",
                              "x = 2; f = relu(x)", "x = -0.001; f = abs(x)", "x = 1e-6; f = relu(x)", "x = 3; y = 4; f = y*y", "x = 5; f = x - x", "x = 1e10; f = x + 1"}) {
    INFO(std::string(program));
    CHECK(verdict(program) == Verdict::agrees);
  }
}

TEST_CASE("the numerical gradient is close where it can be") {
  const CheckRow row = row_of("x = 2; f = x^3", "x");
  CHECK(row.gradient == 12);
  CHECK(row.numerical == doctest::Approx(12).epsilon(1e-9));
}

TEST_CASE("inner nodes are moved as if they were inputs") {
  const CheckRow row = row_of("x = 3; q = x*x; f = sin(q)*x", "q");
  CHECK(row.verdict == Verdict::agrees);
  CHECK(row.gradient == doctest::Approx(3 * std::cos(9.0)));
}

TEST_CASE("kinks are not called mistakes") {
  CHECK(verdict("x = 0; f = relu(x)") == Verdict::kink);
  CHECK(verdict("x = 0; f = abs(x)") == Verdict::kink);  // though 0 is also what central differences give
  CHECK(verdict("x = 0; f = abs(x) + x") == Verdict::kink);
  CHECK(verdict("x = 0; f = leaky_relu(x)") == Verdict::kink);
  CHECK(verdict("x = 2; y = 2; f = max(x, y)") == Verdict::kink);
  CHECK(verdict("x = 2; y = 2; f = min(x, y)", "y") == Verdict::kink);
}

TEST_CASE("where there is nothing to compare") {
  CHECK(verdict("x = 0; f = 1/x") == Verdict::not_finite);
  CHECK(verdict("x = -1; f = log(x)") == Verdict::not_finite);
  CHECK(verdict("x = 0; f = sqrt(x)") == Verdict::not_finite);
  CHECK(check_gradients(analyse("")).empty());
}

TEST_CASE("a number drowned in round-off is no mistake") { CHECK(verdict("x = 1; f = 1e20 + x") != Verdict::disagrees); }

TEST_CASE("the table of the check counts its rows") {
  const Analysis a = analyse("x = 3; f = x*x");
  const std::string table = format_check(a, check_gradients(a));
  CHECK(table.find("2 of 2 gradients hold, 0 disagree\n") != std::string::npos);
  CHECK(table.find("agrees") != std::string::npos);
}
