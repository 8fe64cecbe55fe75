// The two circuits that every course draws, with the numbers on its slides.
#include "core/trace_reading.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

const std::string kNeuron =
    "# the 2-D logistic neuron\n"
    "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\n"
    "f = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))\n";

std::vector<double> column(const Json& trace, const char* name) {
  std::vector<double> numbers;
  for (const Json& node : trace["nodes"].items)
    if (node["gate"].string != "input") numbers.push_back(node[name].real());
  return numbers;
}

void check_close(const std::vector<double>& given, const std::vector<double>& expected) {
  CHECK(given.size() == expected.size());
  for (std::size_t i = 0; i < std::min(given.size(), expected.size()); ++i) CHECK(near(given[i], expected[i], 1e-12));
}

}  // namespace

TEST_CASE("(x+y)z") {
  for (const char* text : {"f(x,y,z)=(x+y)z\nx = -2, y = 5, z = -4", "x = -2; y = 5; z = -4; f = (x+y)*z", "q = x + y\nf = q*z\nx=-2;y=5;z=-4",
                           "f = (x+y)*z; x = -2; y = 5; z = -4", "f(x, y, z) = (x+y)z\r\nx = -2, y = 5, z = -4\r\n"}) {
    INFO(text);
    const Json trace = trace_of(text);
    CHECK(trace["diagnostics"].items.empty());
    CHECK(trace["output"].string == "f");
    CHECK(gates_of(trace) == "add mul");
    CHECK(value_of(trace, "f") == -12);
    CHECK(grad_of(trace, "f") == 1);
    CHECK(grad_of(trace, "x") == -4);
    CHECK(grad_of(trace, "y") == -4);
    CHECK(grad_of(trace, "z") == 3);
    const Json& product = node_of(trace, "f");
    const std::string sum = product["inputs"].items[0].string;
    CHECK(value_of(trace, sum) == 3);
    CHECK(grad_of(trace, sum) == -4);
    CHECK(product["locals"].items[0]["formula"].string == "z");
    CHECK(product["locals"].items[1]["formula"].string == sum);
    CHECK(product["formula"].string == sum + "*z");
  }
}

TEST_CASE("the neuron has the slide's gates, in the slide's order") {
  const Json trace = trace_of(kNeuron);
  CHECK(trace["diagnostics"].items.empty());
  CHECK(gates_of(trace) == "mul mul add add neg exp shift recip");
  const double s = 1 / (1 + std::exp(-1.0)), d = s * (1 - s);
  check_close(column(trace, "value"), {-2, 6, 4, 1, -1, std::exp(-1.0), 1 + std::exp(-1.0), s});
  check_close(column(trace, "grad"), {d, d, d, d, -d, -s * s, -s * s, 1});
  CHECK(near(grad_of(trace, "w0"), -d));
  CHECK(near(grad_of(trace, "x0"), 2 * d));
  CHECK(near(grad_of(trace, "w1"), -2 * d));
  CHECK(near(grad_of(trace, "x1"), -3 * d));
  CHECK(near(grad_of(trace, "w2"), d));
  check_sums(trace);
  check_formulas(trace);
  // As the slide rounds them.
  CHECK(display_text(value_of(trace, "f")) == "0.73");
  CHECK(display_text(grad_of(trace, "w0")) == "\u22120.20");
  CHECK(display_text(grad_of(trace, "x0")) == "0.39");
  CHECK(display_text(grad_of(trace, "w1")) == "\u22120.39");
  CHECK(display_text(grad_of(trace, "x1")) == "\u22120.59");
}

TEST_CASE("the neuron's local gradients are the slide's") {
  const Json trace = trace_of("x = 1; a = -x; b = exp(a); c = 1 + b; f = 1/c");
  auto formula = [&](const char* name) { return node_of(trace, name)["locals"].items[0]["formula"].string; };
  CHECK(formula("a") == "-1");
  CHECK(formula("b") == "b");
  CHECK(formula("c") == "1");
  CHECK(formula("f") == "-1/c^2");
}

TEST_CASE("folded, the neuron's sigmoid is one gate with (1 - f) f") {
  const std::string program = kNeuron.substr(0, kNeuron.find("f =")) + "s(u) = 1/(1+exp(-u))\nf = s(w0*x0 + w1*x1 + w2)\n";
  const Json open = trace_of(program), closed = trace_of(program, {{"s"}, ""});
  CHECK(gates_of(open) == "mul mul add add neg exp shift recip");
  CHECK(gates_of(closed) == "mul mul add add s");
  CHECK(node_of(closed, "f")["locals"].items[0]["formula"].string == "(1 - f)*f");
  for (const char* name : {"w0", "x0", "w1", "x1", "w2", "f"}) {
    CHECK(near(value_of(open, name), value_of(closed, name), 1e-15));
    CHECK(near(grad_of(open, name), grad_of(closed, name), 1e-15));
  }
  check_formulas(closed);
}

TEST_CASE("sigmoid the gate and s(u) the folded function agree to the last digits") {
  for (double u : {-20.0, -3.0, -0.5, 0.0, 0.1, 1.0, 2.5, 8.0}) {
    const Json trace = trace_of("s(v) = 1/(1+exp(-v)); u = " + format_number(u) + "; f = s(u); g = sigmoid(u)", {{"s"}, "f"});
    const Json other = trace_of("u = " + format_number(u) + "; g = sigmoid(u)");
    INFO("u = ", u);
    CHECK(near(value_of(trace, "f"), value_of(trace, "g"), 1e-15));
    CHECK(near(grad_of(trace, "u"), grad_of(other, "u"), 1e-15));
    CHECK(node_of(other, "g")["locals"].items[0]["formula"].string == "(1 - g)*g");
  }
}
