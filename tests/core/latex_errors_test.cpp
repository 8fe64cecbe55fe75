// What is said about formulas that cannot be read, word for word and with its place.
#include <chrono>

#include "core/said.h"
#include "core/trace_reading.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

std::string repeated(const std::string& piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

// Within a few seconds; the first error's message.
std::string quickly(const std::string& text) {
  const auto start = std::chrono::steady_clock::now();
  const Analysis a = analyse(text);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  CHECK_MESSAGE(seconds < 8, seconds, " seconds");  // a bound for sanitizers on a busy machine
  for (const Diagnostic& d : a.diagnostics)
    if (d.severity == Severity::error) return d.message;
  return "";
}

const std::string kDeep = "nested more than 256 deep; name a part of it on a line of its own";

}  // namespace

TEST_CASE("commands that formulas here cannot have") {
  const std::string derivative = " is part of a derivative; gradients are found for you, so write the function itself";
  CHECK(said("f = \\partial x") == "1:5 error: \\partial" + derivative);
  CHECK(said("x = 2\ng = \\frac{\\partial f}{\\partial x}") == "2:11 error: \\partial" + derivative);
  CHECK(said("f = \\nabla L") == "1:5 error: \\nabla" + derivative);
  check_cases({
      {"f = \\frac{dy}{dx}", "1:5 error: this fraction is a derivative; gradients are found for you, so write the function itself"},
      {"f = \\frac{\\mathrm{d}y}{\\mathrm{d}x}", "1:5 error: this fraction is a derivative; gradients are found for you, so write the function itself"},
      {"f = 2\\int_0^1 x", "1:6 error: \\int is an integral; a program has only finite sums, products and functions"},
      {"f = \\lim_{h \\to 0} h", "1:5 error: \\lim is a limit; write the function with a small number in place of it"},
      {"f = x + \\foo{x}", "1:9 error: \\foo is not known; write a name as \\mathrm{foo}, or leave it out"},
      {"f = x \\leq y", "1:7 error: \\leq compares, and a program only computes; write max, min, abs or relu"},
      {"f = x_1 + \\cdots + x_n", "1:11 error: \\cdots stands for terms that are left out; write all of them, or a \\sum_{i=0}^{2}"},
      {"f = \\begin{cases} x & y \\\\ 0 & z \\end{cases}\ng = 2", "1:5 error: \\begin{cases} is not read; write each formula on a line of its own"},
      {"f = x \\pm \\sqrt{y}", "1:7 error: \\pm has two values; write a line with + and a line with -"},
      {"f = {x}!", "1:8 error: '!' is not part of the language"},
      {"f = \\frac{x}{2}\\", "1:16 error: a backslash alone is not part of the language"},
      {"f = \\@ x", "1:5 error: '\\@' is not part of the language"},
      {"\xCE\xB1 = \xCE\xB2 \\foo", "1:7 error: \\foo is not known; write a name as \\mathrm{foo}, or leave it out"},  // columns count characters
  });
}

TEST_CASE("braces, brackets and dollars") {
  check_cases({
      {"f = x^{2\ng = 3", "1:7 error: this '{' is never closed; add a '}'"},
      {"f = x}", "1:6 error: this '}' has no '{' before it"},
      {"f = \\frac{(x}{2}", "1:11 error: this '(' is never closed; add a ')'"},
      {"f = \\left(x", "1:5 error: this '\\left(' is never closed; add a ')'"},
      {"f = {x}\\right)", "1:8 error: this '\\right)' has no '(' before it"},
      {"f = \\left(x\\right]", "1:12 error: this '\\right]' does not close '\\left('"},
      {"f = {|x}", "1:6 error: this '|' is never closed; add a '|'"},
      {"f = {}|x", "1:7 error: this '|' is never closed; add a '|'"},
      {"f = $x", "1:5 error: this '$' has no partner; add one, or leave it out"},
      {"$$f = x\ng = 2", "1:1 error: this '$$' has no partner; add one, or leave it out"},
      {"f = x \\end{aligned}", "1:7 error: this '\\end{aligned}' has no partner; add one, or leave it out"},
      {"\\begin{aligned} f = x", "1:1 error: this '\\begin{aligned}' is never closed; add \\end{aligned}"},
  });
}

TEST_CASE("operands that are missing") {
  check_cases({
      {"f = \\frac{x}", "1:5 error: \\frac takes a numerator and a denominator: \\frac{a}{b}"},
      {"f = \\frac + 2", "1:5 error: \\frac takes a numerator and a denominator: \\frac{a}{b}"},
      {"f = \\frac{}{2}", "1:11 error: expected an expression after '{'"},
      {"f = {x} + ", "1:11 error: expected an expression after '+'"},
      {"f = \\sin", "1:5 error: expected an operand after '\\sin'"},
      {"f = \\sin + x", "1:5 error: expected an operand after '\\sin'"},
      {"f = {x}^", "1:9 error: expected an exponent after '^'"},
      {"f = {2} + ^2", "1:11 error: expected a name, number or bracket before '^'"},
      {"f = \\sqrt", "1:10 error: expected an operand here, in braces"},
      {"f = x_{}", "1:7 error: expected a subscript in the braces"},
      {"f = (x+y)_{2}", "1:10 error: a subscript belongs to a name, as in w_{0}"},
      {"f = x_{a=2}", "1:9 error: '=' cannot stand in a name"},
      {"f = \\mathrm{x+y}", "1:14 error: '+' cannot stand in a name"},
      {"f = \\max_i x_i", "1:9 error: write out what max is taken of, as in \\max(a, b)"},
      {"f = \\tanh^{-1} x", "1:5 error: no function here is the inverse of tanh; write 1/tanh(x) for a quotient"},
      {"f = {2} 3 4", "1:11 error: expected an operator before '4', such as '*' or '+'"},
      {"\\frac{x}{2} = f", "1:13 error: left of '=' stands a name, as in f = …, or a name with its operands, as in f(x) = …"},
      {"2\\alpha = f", "1:9 error: left of '=' stands a name, as in f = …, or a name with its operands, as in f(x) = …"},
      {"f = x_1 + ... + {x}", "1:11 error: this stands for terms that are left out; write all of them, or a \\sum_{i=0}^{2}"},
      {"\\theta \\leftarrow \\theta - 0.1", "1:8 error: \\leftarrow gives a name a new value; write =, and a new name to its left"},
      {"f = x, {x} \\in R", "1:12 error: \\in names a set, and names stand for single numbers here; leave it out"},
      {"f = \\lfloor x \\rfloor", "1:5 error: \\lfloor rounds, and steps have no gradient; leave it out"},
      {"f = x \\over 2", "1:7 error: \\over needs braces around both its sides; write \\frac{a}{b}"},
  });
}

TEST_CASE("other forms of a formula") {
  const std::string left_out = " notice: only the first form of a formula counts; what follows this '=' is left out";
  CHECK(said("x = 1\nf = {x} = 1", {}, true) == "2:9" + left_out);
  CHECK(said("x = 1\n\\begin{aligned}f &= 2x \\\\ &= x + x \\\\ &= 3 \\\\ g &= f\\end{aligned}", {}, true) == "2:28" + left_out);
  CHECK(value_of(trace_of("x = 1\n\\begin{aligned}f &= 2x \\\\ &= x + x \\\\ &= 3 \\\\ g &= f\\end{aligned}"), "g") == 2);
}

TEST_CASE("functions and their brackets") {
  check_cases({
      {"f = \\mathrm{foo}(2)", "1:5 error: foo is not a function; check its spelling, or write foo*(…) to multiply"},
      {"f = \\frac{g(2)}{3}", "1:11 error: g is not a function; write g*(…) to multiply"},
      {"f = \\max(2)", "1:5 error: max takes 2 operands, not 1"},
      {"f = \\sin(1, 2)", "1:5 error: sin takes 1 operand, not 2"},
  });
}

TEST_CASE("sums that cannot be written out") {
  check_cases({
      {"f = \\sum_{i=0}^{n} x_i", "1:16 error: a number must stand here, since the terms of \\sum are written out"},
      {"f = \\sum_{i=0}^\\infty x_i", "1:16 error: a \\sum without end cannot be written out; give it a last number, as in \\sum_{i=0}^{2}"},
      {"f = \\sum_i x_i", "1:5 error: \\sum needs a first and a last number, as in \\sum_{i=0}^{2}"},
      {"f = \\sum x", "1:5 error: \\sum needs a first and a last number, as in \\sum_{i=0}^{2}"},
      {"f = \\prod_{i=1}^{3}", "1:5 error: expected what to add up behind '\\prod'"},
      {"f = \\sum_{i=1}^{2000} i x", "1:5 error: this \\sum has 2000 terms; the most is 1000"},
      {"f = \\sum_{i=1}^{900}\\sum_{j=1}^{900} x", "1:21 error: the sums of this program come to more than 10000 terms"},
  });
}

TEST_CASE("the other lines are still computed") {
  for (const char* bad : {"h = \\frac{x}", "h = \\foo", "h = x^{", "h = }", "$h = x", "\\[ h = x", "h = \\left(x", "h = \\sum_i x_i", "\\begin{cases} h", "h = \\begin{cases} x \\\\ y \\end{cases}",
                          "h = \\max(x, \\foo, y), k = x_{", "h = \\"}) {
    INFO(std::string(bad));
    for (const std::string& text : {std::string("x = 2; y = 5\n") + bad + "\nf = $xy$\n", std::string(bad) + "\nf = {x}y\nx = 2; y = 5\n"}) {
      if (text.find("$h") != std::string::npos && text.find("$xy$") != std::string::npos) continue;  // a dollar too few pairs with the next
      const Json trace = trace_of(text);
      CHECK(value_of(trace, "f") == 10);
      CHECK(!said(text).empty());
    }
  }
}

TEST_CASE("formulas that are too deep or too long") {
  CHECK(quickly("f = " + repeated("\\frac{", 9000)).find("never closed") != std::string::npos);
  CHECK(quickly("f = " + repeated("{", 20000) + "x" + repeated("}", 20000)) == kDeep);
  CHECK(quickly("f = $" + repeated("(", 20000) + "x" + repeated(")", 20000) + "$") == kDeep);
  CHECK(quickly("f = " + repeated("\\sin ", 12000) + "x") == kDeep);
  CHECK(quickly("f = " + repeated("x^{", 15000) + "x" + repeated("}", 15000)) == kDeep);
  CHECK(quickly("f = x_{" + repeated("a_{", 15000) + "x" + repeated("}", 15000) + "}") == "");  // one long name
  CHECK(quickly("f = " + repeated("\\hat{", 9000) + "x" + repeated("}", 9000)) != "");
  CHECK(quickly("f = " + repeated("\\sqrt[", 10000)) != "");
  CHECK(quickly("f = \\frac{1}{2}" + repeated("||", 30000)) != "");
  CHECK(quickly("f = {x}" + repeated("^2", 25000)) != "");
  CHECK(quickly("f = {x}" + repeated("-", 60000) + "x") != "");
  CHECK(quickly(repeated("$", 60000)) == "");
  CHECK(quickly(repeated("\\[{", 20000)) != "");
  CHECK(quickly(repeated("\\begin{a}", 7000)) != "");
  CHECK(quickly("f = {}" + std::string(60000, 'x')) != "");  // 60000 factors
  CHECK(quickly("f = {}" + repeated("x_", 30000)) != "");
  CHECK(quickly("\\" + std::string(60000, 'x')) != "");
  CHECK(quickly("f = \\sum_{i=1}^{1000} (" + std::string(60000, ' ') + "x)") == "");
  CHECK(quickly("f = \\sum_{i=1}^{1000} (0" + repeated("+x", 25000) + ")") == "this program's formulas are too long once their sums are written out");
  CHECK(quickly("f = " + repeated("\\sum_{i=1}^{9}", 4000) + "x") != "");
  CHECK(quickly("f = " + repeated("np.array(", 7000)) != "");
  CHECK(quickly(repeated("a(b = ", 10000) + "\\") != "");
  CHECK(quickly("$$" + repeated("a\n", 30000) + "$$") != "");
  CHECK(quickly("$$a=" + repeated("a\n", 30000) + "$$") != "");
}
