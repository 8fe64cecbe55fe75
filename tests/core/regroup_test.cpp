// Regrouping keeps values and gradients, and every byte that it does not have to change.
#include <string>

#include <doctest/doctest.h>

#include "support/regrouped.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

const std::string kGiven = "\nx = 0.3; y = 1.7; z = 2.1 # given\n";

}  // namespace

TEST_CASE("each rewrite and its inverse, letter by letter") {
  struct Pair {
    const char *there, *from, *back, *to;
    const char* again = nullptr;  // what the inverse writes, where that is not letter by letter what was there
  };
  const Pair pairs[] = {
      {"sub to add", "f = x - y*z  # d", "add to sub", "f = x + (-1)*(y*z)  # d", "f = x - (y*z)  # d"},
      {"sub to add", "f = z*(  x - y )", "add to sub", "f = z*(  x + (-1)*y )"},
      {"div to mul", "f = x/y", "mul to div", "f = x*(1/y)"},
      {"div to mul", "f = (x+y)/(y+z) - 1", "mul to div", "f = (x+y)*(1/(y+z)) - 1"},
      {"square to mul", "f = sin(x^2)", "mul to square", "f = sin(x*x)"},
      {"square to mul", "f = (x+y)^2", "mul to square", "f = (x+y)*(x+y)"},
      {"to sigmoid", "f = 1/(1+exp(-(x*y + z)))", "from sigmoid", "f = sigmoid(x*y + z)"},
      {"from sigmoid", "f = sigmoid(x*y)^2", "to sigmoid", "f = (1/(1+exp(-(x*y))))^2", "f = (sigmoid(x*y))^2"},
      {"from tanh", "f = z*tanh(x+y)", "to tanh", "f = z*(2*sigmoid(2*(x+y))-1)", "f = z*(tanh(x+y))"},
      {"log of product", "f = ln(y*z)", "sum of logs", "f = ln(y)+ln(z)"},
      {"log of product", "f = x*log((y+1)*z)", "sum of logs", "f = x*(log(y+1)+log(z))", "f = x*(log((y+1)*z))"},
  };
  for (const Pair& p : pairs) {
    const std::string to = rewritten(p.from + kGiven, p.there);
    CHECK(to == p.to + kGiven);
    INFO(p.from);
    CHECK(rewritten(to, p.back) == (p.again ? p.again : p.from) + kGiven);
  }
  CHECK(rewritten("f = x / y" + kGiven, "div to mul") == "f = x*(1/y)" + kGiven);
  CHECK(rewritten("f = x*(1/y)" + kGiven, "mul to div") == "f = x/y" + kGiven);
  CHECK(rewritten("f = 1/(1 + exp(-(x*y + z)))" + kGiven, "to sigmoid") == "f = sigmoid(x*y + z)" + kGiven);
  CHECK(rewritten("f = 1/(exp(-x) + 1)" + kGiven, "to sigmoid") == "f = sigmoid(x)" + kGiven);
  CHECK(rewritten("f = z*(2*sigmoid(2*(x+y)) - 1)" + kGiven, "to tanh") == "f = z*(tanh(x+y))" + kGiven);
  CHECK(rewritten("f = x + (-1)*y" + kGiven, "add to sub") == "f = x - y" + kGiven);
  CHECK(rewritten("f = (x+y)*( x + y )" + kGiven, "mul to square") == "f = (x+y)^2" + kGiven);
}

TEST_CASE("neighbours without a sign between them stay apart") {
  CHECK(rewritten("f = 2x^2" + kGiven, "square to mul") == "f = 2*(x*x)" + kGiven);
  CHECK(rewritten("f = x^2(y+z)" + kGiven, "square to mul") == "f = x*x*(y+z)" + kGiven);
  CHECK(extracted("f = 2(x+y)z" + kGiven, "(x+y)", "q") == "q = x+y\nf = 2*q*z" + kGiven);
  CHECK(inlined("q = x+y\nf = x q z" + kGiven, "q") == "f = x *(x+y) z" + kGiven);
}

TEST_CASE("numbers alone become one number") {
  CHECK(rewritten("f = 2*3*x  # six" + kGiven, "fold constants") == "f = 6*x  # six" + kGiven);
  CHECK(rewritten("f = x^(1 - 3)" + kGiven, "fold constants") == "f = x^-2" + kGiven);
  CHECK(rewritten("f = max(x, (1+2)/2)" + kGiven, "fold constants") == "f = max(x, 1.5)" + kGiven);
  CHECK(rewrite("f = -2*x" + kGiven, "fold constants").refusal == "no node has the form");
}

TEST_CASE("what does not hold is refused with words") {
  const Rewrite log = rewrite("f = log(x*y); x = -1; y = -2", "log of product");
  CHECK(log.edits.empty());
  CHECK(log.refusal == "the new form has no finite value here; it holds where a > 0 and b > 0");
  CHECK(rewrite("g(a) = a^2; f = g(x)+g(y)" + kGiven, "square to mul").refusal ==
        "this stands in the definition of g, which is called 2 times");
  CHECK(rewritten("g(a) = a^2; f = g(x)" + kGiven, "square to mul") == "g(a) = a*a; f = g(x)" + kGiven);
  CHECK(rewritten("f(x, y) = (x+y)^2" + kGiven, "square to mul") == "f(x, y) = (x+y)*(x+y)" + kGiven);
  CHECK(rewrite("f = x^{2}\nx = 3", "square to mul").refusal == "this formula is written in LaTeX, which is not regrouped");
  CHECK(rewrite("sigmoid(u) = u*u\nf = 1/(1+exp(-x))\nx = 2\ng = f*sigmoid(x)", "to sigmoid").refusal ==
        "f would change from 0.8807970779778823 to 4");
  CHECK(rewrite("exp(u) = u*u\nf = 1/(1+exp(-x))\nx = 2", "to sigmoid").refusal == "no node has the form");
}

TEST_CASE("a part gets a name, and is shared wherever it stands") {
  const std::string text = "# two\r\nf = (x + y)*z ; h = f*exp(x+y) # sum\r\nx = 1; y = 2; z = 3\r\n";
  CHECK(extracted(text, "(x + y)", "q") == "# two\r\nq = x + y\r\nf = q*z ; h = f*exp(q) # sum\r\nx = 1; y = 2; z = 3\r\n");
  CHECK(extracted("sin(x)*y\nx = 1; y = 2", "sin(x)", "q") == "refused: the output would be another node");
  CHECK(extracted("f = sin(x)*y" + kGiven, "sin(x)*y", "q") == "refused: this has a name already: f");
  CHECK(extracted("f = sin(x)*y" + kGiven, "sin(x)", "x") == "refused: 'x' stands in the program already");
  CHECK(extracted("f = sin(x)*y" + kGiven, "sin(x)", "exp") == "refused: 'exp' has a meaning already");
  CHECK(extracted("f = sin(x)*y" + kGiven, "sin(x)", "a b") == "refused: 'a b' is no name");
  CHECK(extracted("g(a) = sin(a)*y; f = g(x)" + kGiven, "sin(a)", "q") ==
        "refused: this stands in a definition, whose parameters have no meaning outside it");
}

TEST_CASE("a name is put back where it is used") {
  CHECK(inlined("q = x+y\nf = q*z" + kGiven, "q") == "f = (x+y)*z" + kGiven);
  CHECK(inlined("q = x+y # sum\nf = q*z - q" + kGiven, "q") == "# sum\nf = (x+y)*z - (x+y)" + kGiven);
  CHECK(inlined("q = x*y; f = q*z + q" + kGiven, "q") == "f = x*y*z + x*y" + kGiven);
  CHECK(inlined("f = exp( q ) ;  q = ( x*y )" + kGiven, "q") == "f = exp( x*y ) " + kGiven);
  CHECK(inlined("f = x*y" + kGiven, "f") == "refused: f is the output");
  CHECK(inlined("f = x*y" + kGiven, "x") == "refused: x is an input, which has a gradient");
  CHECK(inlined("q = x*y; g(a) = a*q; f = g(z)" + kGiven, "q") == "refused: q is used in the definition of g");
  CHECK(inlined("q = x*y; f = x" + kGiven, "q") == "refused: nothing uses q");
}
