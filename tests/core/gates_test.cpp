// Every row of the gate table, at points written beside its name in gate_laws.h.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/gate_laws.h"
#include "core/trace_reading.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

double value_at(const std::string& formula, const std::string& x) { return value_of(trace_of("x = " + x + "; f = " + formula), "f"); }
double slope_at(const std::string& formula, const std::string& x) { return grad_of(trace_of("x = " + x + "; f = " + formula), "x"); }

}  // namespace

TEST_CASE("every gate's local gradients meet finite differences and their own formulas") {
  for (const Domain& domain : gate_domains()) {
    const Op op = op_named(domain.gate);
    CHECK_MESSAGE(op != Op::count, "no gate ", domain.gate);
    if (op == Op::count) continue;
    for (const std::string& failure : gate_failures(op)) FAIL_CHECK(failure);
  }
}

TEST_CASE("no row of the table goes untested") {
  for (int i = static_cast<int>(Op::call) + 1; i < static_cast<int>(Op::count); ++i) {
    const Gate& row = gate(static_cast<Op>(i));
    const auto& domains = gate_domains();
    const bool listed = std::any_of(domains.begin(), domains.end(), [&](const Domain& d) { return std::string(d.gate) == row.name; });
    CHECK_MESSAGE((listed || row.marker), row.name);
    if (row.marker) continue;
    CHECK((row.arity == 1 || row.arity == 2));
    CHECK(std::string(row.words).size() > 20);  // a card says what its gate does
    CHECK(std::string(row.title).size() > 2);
    CHECK(std::string(row.sign).size() > 0);
    CHECK((*row.local[0] && (row.arity == 1 || *row.local[1])));
  }
}

TEST_CASE("the functions of the language, by name") {
  for (const char* name : {"exp", "log", "ln", "sqrt", "square", "abs", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh",
                           "sigmoid", "relu", "leaky_relu", "softplus", "max", "min", "pow"})
    CHECK_MESSAGE(find_function(name) != Op::count, name);
  for (const char* name : {"add", "mul", "neg", "step", "sign", "wins", "input", "const", "call", "", " "})
    CHECK_MESSAGE(find_function(name) == Op::count, name);
  CHECK(find_function("ln") == find_function("log"));
}

TEST_CASE("values of every function at a point known by heart") {
  CHECK(value_at("exp(x)", "1") == doctest::Approx(2.718281828459045));
  CHECK(value_at("log(x)", "100") == doctest::Approx(4.605170185988092));
  CHECK(value_at("ln(x)", "100") == doctest::Approx(4.605170185988092));
  CHECK(value_at("sqrt(x)", "2") == doctest::Approx(1.4142135623730951));
  CHECK(value_at("square(x)", "-3") == 9);
  CHECK(value_at("abs(x)", "-3") == 3);
  CHECK(value_at("sin(x)", "1") == doctest::Approx(0.8414709848078965));
  CHECK(value_at("cos(x)", "1") == doctest::Approx(0.5403023058681398));
  CHECK(value_at("tan(x)", "1") == doctest::Approx(1.5574077246549023));
  CHECK(value_at("asin(x)", "0.5") == doctest::Approx(0.5235987755982989));
  CHECK(value_at("acos(x)", "0.5") == doctest::Approx(1.0471975511965979));
  CHECK(value_at("atan(x)", "1") == doctest::Approx(0.7853981633974483));
  CHECK(value_at("sinh(x)", "1") == doctest::Approx(1.1752011936438014));
  CHECK(value_at("cosh(x)", "1") == doctest::Approx(1.5430806348152437));
  CHECK(value_at("tanh(x)", "1") == doctest::Approx(0.7615941559557649));
  CHECK(value_at("sigmoid(x)", "1") == doctest::Approx(0.7310585786300049));
  CHECK(value_at("relu(x)", "-2") == 0);
  CHECK(value_at("relu(x)", "2") == 2);
  CHECK(value_at("leaky_relu(x)", "-2") == doctest::Approx(-0.02));
  CHECK(value_at("softplus(x)", "1") == doctest::Approx(1.3132616875182228));
  CHECK(value_at("max(x, 3)", "2") == 3);
  CHECK(value_at("min(x, 3)", "2") == 2);
  CHECK(value_at("pow(x, 3)", "2") == 8);
}

TEST_CASE("stable at a thousand") {
  CHECK(value_at("sigmoid(x)", "1000") == 1);
  CHECK(value_at("sigmoid(x)", "-1000") == 0);
  CHECK(slope_at("sigmoid(x)", "1000") == 0);
  CHECK(slope_at("sigmoid(x)", "-1000") == 0);
  CHECK(value_at("tanh(x)", "1000") == 1);
  CHECK(value_at("tanh(x)", "-1000") == -1);
  CHECK(slope_at("tanh(x)", "1000") == 0);
  CHECK(slope_at("tanh(x)", "-1000") == 0);
  CHECK(value_at("softplus(x)", "1000") == 1000);
  CHECK(value_at("softplus(x)", "-1000") == 0);
  CHECK(slope_at("softplus(x)", "1000") == 1);
  CHECK(slope_at("softplus(x)", "-1000") == 0);
}

TEST_CASE("near saturation no digits are lost") {
  CHECK(near(slope_at("sigmoid(x)", "30"), 9.357622968839299e-14));
  CHECK(near(slope_at("sigmoid(x)", "-30"), 9.357622968839299e-14));
  CHECK(near(slope_at("tanh(x)", "15"), 4 * std::exp(-30.0) / std::pow(1 + std::exp(-30.0), 2), 1e-12, 0));
  CHECK(near(value_at("softplus(x)", "-30"), 9.35762296884e-14, 1e-11, 0));
  CHECK(near(value_at("sigmoid(x)", "-700"), 9.859676543759770e-305, 1e-12, 0));
  CHECK(near(slope_at("asin(x)", "0.9999999"), 2236.068033456978, 1e-9));
}

TEST_CASE("conventions at kinks") {
  CHECK(slope_at("relu(x)", "0") == 0);
  CHECK(slope_at("abs(x)", "0") == 0);
  CHECK(slope_at("leaky_relu(x)", "0") == 0.01);
  const Json largest = trace_of("a = 2; b = 2; f = max(a, b)");
  CHECK(grad_of(largest, "a") == 1);
  CHECK(grad_of(largest, "b") == 0);
  const Json smallest = trace_of("a = 2; b = 2; f = min(a, b)");
  CHECK(grad_of(smallest, "a") == 1);
  CHECK(grad_of(smallest, "b") == 0);
  const Json three = trace_of("a = 2; b = 2; c = 2; f = max(a, b, c)");
  CHECK(grad_of(three, "a") == 1);
  CHECK(grad_of(three, "b") == 0);
  CHECK(grad_of(three, "c") == 0);
  CHECK(slope_at("max(x, x)", "3") == 1);
}

TEST_CASE("a kink's formula is the number that counts at the point") {
  auto formula = [](const std::string& program) { return node_of(trace_of(program), "f")["locals"].items[0]["formula"].string; };
  CHECK(formula("x = 2; f = relu(x)") == "1");
  CHECK(formula("x = -2; f = relu(x)") == "0");
  CHECK(formula("x = 0; f = relu(x)") == "0");
  CHECK(formula("x = -2; f = abs(x)") == "-1");
  CHECK(formula("x = -2; f = leaky_relu(x)") == "0.01");
  CHECK(formula("x = 1; f = max(x, 2)") == "0");
  CHECK(formula("x = 1; f = min(x, 2)") == "1");
}

TEST_CASE("NaN passes through the gates that compare") {
  for (const char* f : {"relu(u)", "leaky_relu(u)", "abs(u)", "max(u, 1)", "max(1, u)", "min(u, 1)", "min(1, u)", "sigmoid(u)", "softplus(u)", "tanh(u)"}) {
    INFO(f);
    CHECK(std::isnan(value_of(trace_of(std::string("x = -1; u = log(x); f = ") + f), "f")));
  }
}
