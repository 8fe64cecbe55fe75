// Formulas and names as text and as LaTeX.
#include <doctest/doctest.h>

#include <cmath>

#include "core/expr.h"
#include "core/graph.h"

using namespace chainrule;

namespace {

std::string printed(const char* text) {
  const Expr e = read_expression(text);
  return e ? print(e) : "does not parse";
}
std::string typeset(const char* text) {
  const Expr e = read_expression(text);
  return e ? latex(e) : "does not parse";
}

}  // namespace

TEST_CASE("formulas are printed with the brackets that they need and no more") {
  for (const char* text : {"x + y*z", "(x + y)*z", "(x + y)*(z - 1)", "x - (y - z)", "x - y - z", "x/(y*z)", "x/y/z", "x/(y/z)", "x*(y/z)", "-x^2", "(-x)^2", "(2^3)^2",
                           "x*(-y)", "(x + y)^2", "(x*y)^2", "x^(y + z)", "sin(x)^2", "exp(x + 1)", "max(x, y + 1)", "1/(1 + exp(-x))", "w0*x0 + w1*x1 + w2", "x - (-y)", "-(-x)",
                           "x^(-1)", "2^(-x)", "-(x + y)", "(x + y)/(x - y)", "abs(x - 1)", "leaky_relu(x)", "0.1 + x", "1e+30*x", "x*(y*z)"})
    CHECK(printed(text) == text);
  CHECK(printed("(x+y)z") == "(x + y)*z");
  CHECK(printed("2^3^2") == "2^(3^2)");
  CHECK(printed("((x))") == "x");
  CHECK(printed("-(x*y)") == "-x*y");
  CHECK(printed("ln(x)") == "log(x)");
  CHECK(printed("pow(x, y)") == "x^y");
  CHECK(printed("−x·y") == "-x*y");
  CHECK(print(apply(Op::add, {symbol("x"), number(-2)})) == "x - 2");
  CHECK(print(apply(Op::mul, {number(1.0 / 3), symbol("x")})) == "1/3*x");
  CHECK(print(apply(Op::mul, {symbol("x"), number(1.0 / 3)})) == "x*(1/3)");
  CHECK(print(apply(Op::pow, {number(-2), symbol("x")})) == "(-2)^x");
  CHECK(print(number(-HUGE_VAL)) == "-1/0");
  CHECK(print(number(0.0 / 1)) == "0");
  CHECK(print(apply(Op::call, {symbol("x"), symbol("y")}, "g")) == "g(x, y)");
}

TEST_CASE("what is no expression of the language is not read as one") {
  for (const char* text : {"", "x +", "x = 2", "x; y", "(x", "foo(x)", "x y)", "#", "x\ny", "f(x) = x"}) CHECK(read_expression(text) == nullptr);
}

TEST_CASE("formulas as LaTeX") {
  const std::vector<std::pair<const char*, const char*>> table = {
      {"(x+y)*z", "\\left(x + y\\right)\\,z"},
      {"x*y", "x\\,y"},
      {"2*x", "2 x"},
      {"x*2", "x \\cdot 2"},
      {"2*3", "2 \\cdot 3"},
      {"x/y", "\\frac{x}{y}"},
      {"-x/y^2", "-\\frac{x}{{y}^{2}}"},
      {"1/(1+exp(-x))", "\\frac{1}{1 + e^{-x}}"},
      {"(1-f)*f", "\\left(1 - f\\right)\\,f"},
      {"w0*x0+w1*x1+w2", "w_{0}\\,x_{0} + w_{1}\\,x_{1} + w_{2}"},
      {"x^2", "{x}^{2}"},
      {"(x+y)^2", "\\left(x + y\\right)^{2}"},
      {"x_1^2", "{x_{1}}^{2}"},
      {"(x/y)^2", "\\left(\\frac{x}{y}\\right)^{2}"},
      {"2^3^2", "{2}^{{3}^{2}}"},
      {"sqrt(x+1)", "\\sqrt{x + 1}"},
      {"exp(x+1)", "e^{x + 1}"},
      {"exp(x)^2", "\\left(e^{x}\\right)^{2}"},
      {"abs(x-1)", "\\left|x - 1\\right|"},
      {"sin(x)", "\\sin x"},
      {"sin(x+1)", "\\sin \\left(x + 1\\right)"},
      {"sin(x)*cos(x)", "\\sin x \\cos x"},
      {"-sin(x)", "-\\sin x"},
      {"sin(x)^2", "\\left(\\sin x\\right)^{2}"},
      {"max(x, y+1)", "\\max\\left(x, y + 1\\right)"},
      {"sigmoid(x)", "\\sigma\\left(x\\right)"},
      {"square(x+1)", "{\\left(x + 1\\right)}^{2}"},
      {"relu(x)", "\\operatorname{relu}\\left(x\\right)"},
      {"theta*loss", "\\theta \\mathit{loss}"},
      {"1/(2*out)", "\\frac{1}{2 \\mathit{out}}"},
      {"x - (y - z)", "x - \\left(y - z\\right)"},
      {"1e-9*x", "1 \\cdot 10^{-9} x"},
      {"y*x^(y-1)", "y\\,{x}^{y - 1}"},
  };
  for (const auto& row : table) CHECK_MESSAGE(typeset(row.first) == std::string(row.second), row.first, ": ", typeset(row.first));
}

TEST_CASE("names as they are typeset") {
  const std::vector<std::pair<const char*, const char*>> table = {
      {"x", "x"}, {"w0", "w_{0}"}, {"w_0", "w_{0}"}, {"x12", "x_{12}"}, {"theta", "\\theta"}, {"theta1", "\\theta_{1}"}, {"theta_1", "\\theta_{1}"}, {"α", "\\alpha"},
      {"β2", "\\beta_{2}"}, {"pi", "\\pi"}, {"Omega", "\\Omega"}, {"loss", "\\mathit{loss}"}, {"w_out", "w_{\\mathit{out}}"}, {"x_i", "x_{i}"}, {"x_ij", "x_{\\mathit{ij}}"},
      {"dL", "\\mathit{dL}"}, {"Δx", "\\mathnormal{\\Delta x}"}, {"x_αi", "x_{\\mathnormal{\\alpha i}}"}, {"sigma_t", "\\sigma_{t}"}, {"λ_max", "\\lambda_{\\mathit{max}}"}, {"x_1_2", "x_{\\mathit{1\\_2}}"}, {"_x", "\\mathit{\\_x}"}, {"x_", "\\mathit{x\\_}"},
      {"ab1", "\\mathit{ab}_{1}"}, {"_", "\\mathit{\\_}"}, {"Ж", "\\text{Ж}"}, {"e", "e"}};
  for (const auto& row : table) CHECK_MESSAGE(latex_name(row.first) == std::string(row.second), row.first, ": ", latex_name(row.first));
}

TEST_CASE("LaTeX has its braces and brackets in pairs") {
  for (const char* text : {"1/(1+exp(-(w0*x0+w1*x1+w2)))", "sqrt(abs(sin(x)/cos(y)))^2", "max(x^2, (y+1)^(z-1))", "softplus(-(x/y)^2)", "log(1-p) - log(p)", "x_a_b*y_"}) {
    const std::string out = typeset(text);
    INFO(out);
    int braces = 0, brackets = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      braces += out[i] == '{' ? 1 : out[i] == '}' ? -1 : 0;
      CHECK(braces >= 0);
      brackets += out.compare(i, 5, "\\left") == 0 ? 1 : out.compare(i, 6, "\\right") == 0 ? -1 : 0;
      CHECK(brackets >= 0);
    }
    CHECK(braces == 0);
    CHECK(brackets == 0);
  }
}

TEST_CASE("a gate's look is the slide's where it has one") {
  auto look = [](const char* text) {
    const Build b = build(parse(text));
    return gate_look(b.graph, b.graph.output);
  };
  CHECK(look("f = 1 + x").name == "shift");
  CHECK(look("f = 3*x").name == "scale");
  CHECK(look("f = 1/x").name == "recip");
  CHECK(look("f = x^3").name == "power");
  CHECK(look("f = x*y").name == "mul");
  CHECK(look("f = -x").sign == "×−1");
  CHECK(look("f = x*y").sign == "×");
  CHECK(look("x = 2").name == "input");
}
