// Acts on the graph, letter by letter: what stands in the program after each.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/complete.h"
#include "support/composed.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

const std::string kSquare = "a = 1; b = 1\nq = a + b  # a fork follows\nf = q*q\n";
const std::string kSlide = "f = q*z\nq = x+y # the sum\nx = -2; y = 5; z = -4\n";
const std::string kNeuron = "# the 2-D logistic neuron\nw0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))\n";
const std::string kDefined = "f(x,y,z)=(x+y)z\nx = -2, y = 5, z = -4";
const std::string kPasted =
    "$f(w,x) = \\frac{1}{1+e^{-(w_0x_0+w_1x_1+w_2)}}$  # sigmoid\nw_0 = 2, x_0 = -1, w_1 = -3, x_1 = -2, w_2 = -3\n";

}  // namespace

TEST_CASE("a fork: each act at one of its two wires leaves the other") {
  const Canvas c{kSquare};
  CHECK(c.wire("a", "f", 0) == "a = 1; b = 1\nq = a + b  # a fork follows\nf = a*q\n");
  CHECK(c.wire("a", "f", 1) == "a = 1; b = 1\nq = a + b  # a fork follows\nf = q*a\n");
  CHECK(c.insert("exp", "f", 0) == "a = 1; b = 1\nq = a + b  # a fork follows\nf = exp(q)*q\n");
  CHECK(c.insert("exp", "f", 1) == "a = 1; b = 1\nq = a + b  # a fork follows\nf = q*exp(q)\n");
  CHECK(c.change("f", "exp") == "a = 1; b = 1\nq = a + b  # a fork follows\nf = exp(q)\n");
  CHECK(c.change("f", "sub") == "a = 1; b = 1\nq = a + b  # a fork follows\nf = q - q\n");
  CHECK(c.remove({"q"}) == "a = 1; b = 1\nq = 2  # a fork follows\nf = q*q\n");
  CHECK(c.remove({"a"}) == "b = 1\nq = 1 + b  # a fork follows\nf = q*q\n");
  CHECK(c.rename("q", "s") == "a = 1; b = 1\ns = a + b  # a fork follows\nf = s*s\n");
  CHECK(c.duplicate({"f"}) == "a = 1; b = 1\nq = a + b  # a fork follows\nf2 = q*q\nf = q*q\n");
  CHECK(c.duplicate({"q", "f"}) == "a = 1; b = 1\nq = a + b  # a fork follows\nq2 = a + b\nf2 = q2*q2\nf = q*q\n");
  CHECK(c.copy({"f"}) == "q = 2\nf = q*q\n");
  CHECK(c.wire("q", "q", 0) == "refused: q cannot be an operand of itself; a graph has no cycles");
  CHECK(Canvas{"x = 3\nf = x*x"}.wire("x", "f", 0) == "refused: x stands there already");
  CHECK(Canvas{"x = 3; y = 2\nf = sin(x)*y + x"}.wire("sin(x)", "f", 1) == "x = 3; y = 2\nt1 = sin(x)\nf = t1*y + t1");
  CHECK(Canvas{"x = 3; y = 2\nf = sin(x)*y + x"}.wire("sin(x)", "sin(x)*y", 1) == "x = 3\nt1 = sin(x)\nf = t1*t1 + x");
}

TEST_CASE("a new gate stands before the output, on new inputs where it has no operands") {
  CHECK(Canvas{""}.add("exp") == "u = 1\na = exp(u)");
  CHECK(Canvas{""}.add("add") == "u = 1; v = 1\na = u + v");
  CHECK(Canvas{""}.add("input") == "x = 1");
  CHECK(Canvas{"x = 3"}.add("exp") == "x = 3\nu = 1\na = exp(u)");
  CHECK(Canvas{"x = 3  # three"}.add("exp", {"x"}) == "x = 3  # three\na = exp(x)");
  const std::string forms[][2] = {
      {"add", "u + v"}, {"sub", "u - v"}, {"mul", "u*v"}, {"div", "u/v"}, {"pow", "u^v"}, {"max", "max(u, v)"}, {"min", "min(u, v)"},
      {"neg", "-u"}, {"log", "log(u)"}, {"ln", "ln(u)"}, {"leaky_relu", "leaky_relu(u)"}, {"square", "square(u)"},
      {"shift", "1 + u"}, {"scale", "2*u"}, {"recip", "1/u"}, {"power", "u^2"},
  };
  for (const auto& form : forms) {
    const bool two = form[1].find('v') != std::string::npos && form[1].find("relu") == std::string::npos;
    CHECK(Canvas{""}.add(form[0]) == (two ? "u = 1; v = 1\na = " : "u = 1\na = ") + form[1]);
  }
  const Canvas c{kSlide};
  CHECK(c.add("exp") == "u = 1\na = exp(u)\n" + kSlide);
  CHECK(c.add("mul", {"q"}) == "u = 1\na = q*u\n" + kSlide);
  CHECK(c.add("recip", {"x"}) == "a = 1/x\n" + kSlide);
  CHECK(c.add("exp", {"f"}) == kSlide + "a = exp(f)\n");
  CHECK(Canvas{kNeuron}.add("tanh", {"w0*x0"}) ==
        "# the 2-D logistic neuron\nw0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\n"
        "t1 = w0*x0\na = tanh(t1)\nf = 1/(1+exp(-(t1 + w1*x1 + w2)))\n");
  CHECK(Canvas{"sin(x)*y"}.add("exp") == "u = 1\na = exp(u)\nf = sin(x)*y");
  CHECK(Canvas{"s(u) = u^2\r\nx = 3\r\nf = s(x)\r\n"}.add("s") == "s(u) = u^2\r\nx = 3\r\nv = 1\r\na = s(v)\r\nf = s(x)\r\n");
  CHECK(Canvas{"a = 2; u = 3; f = a*u"}.add("exp") == "v = 1\nb = exp(v)\na = 2; u = 3; f = a*u");
  CHECK(c.add("exp", {"x", "y"}) == "refused: exp takes 1 operand, not 2");
  CHECK(c.add("nope") == "refused: 'nope' is no gate; choose one of the table, or a function of the program");
  CHECK(Canvas{kDefined}.add("f") == "refused: f is a node itself, since nothing calls it; a call would take it away");
}

TEST_CASE("a wire takes the place of an operand; an input that nothing uses any more goes, unless it has a comment") {
  const Canvas c{kSlide};
  CHECK(c.wire("z", "q", 0) == "f = q*z\nq = z+y # the sum\ny = 5; z = -4\n");
  CHECK(c.wire("x", "q", 1) == "f = q*z\nq = x+x # the sum\nx = -2; z = -4\n");
  CHECK(c.wire("x", "f", 0) == "q = x+y # the sum\nx = -2; y = 5; z = -4\nf = x*z\n");  // and the output is still f
  CHECK(c.wire("f", "q", 0) ==
        "refused: f is computed from q, so this wire would close a cycle, and a graph has none. Take a node before q");
  CHECK(c.wire("f", "x", 0) == "refused: x is an input, which has no operands; add a gate and connect it");
  CHECK(c.wire("x", "f", 2) == "refused: f has no operand at this place");
  CHECK(Canvas{"x = 1 # keep\ny = 2\nf = x*y"}.wire("y", "f", 0) == "x = 1 # keep\ny = 2\nf = y*y");
  CHECK(Canvas{"x = 1\ny = 2\nf = x*y"}.wire("y", "f", 0) == "y = 2\nf = y*y");
  CHECK(Canvas{"f = x*y"}.wire("x", "f", 1) == "f = x*x");
  CHECK(Canvas{kDefined}.wire("z", "(x+y)", 0) == "f(y,z)=(z+y)z\ny = 5, z = -4");
  CHECK(Canvas{"x = 3; y = 2\nf = 2(x+1)y"}.wire("y", "2(x+1)", 1) == "y = 2\nf = 2*y*y");
  CHECK(Canvas{"x = 3; y = 2\nf = 2x + y"}.wire("y", "2x", 0) == "x = 3; y = 2\nf = y*x + y");  // a literal's place
  CHECK(Canvas{"a=1;b=2;c=3\nf = max(a, b, c)"}.wire("c", "f", 0) == "c=3\nf = max(c, c)");
  CHECK(Canvas{"a=1;b=2;c=3\nf = max(a, b, c)"}.wire("c", "t1", 1) == "a=1;c=3\nf = max(a, c, c)");
  CHECK(Canvas{"x=3;p=x\nf = p*y"}.wire("y", "p", 1) == "p=y\nf = p*y");
  CHECK(Canvas{"sin(x)*y"}.wire("sin(x)", "sin(x)*y", 1) == "t1 = sin(x)\nf = t1*t1");
}

TEST_CASE("a gate goes onto a wire, and a gate becomes another") {
  const Canvas c{kSlide};
  CHECK(c.insert("exp", "f", 0) == "f = exp(q)*z\nq = x+y # the sum\nx = -2; y = 5; z = -4\n");
  CHECK(c.insert("add", "q", 1) == "f = q*z\nu = 1\nq = x+(y + u) # the sum\nx = -2; y = 5; z = -4\n");
  CHECK(c.insert("scale", "q", 1) == "f = q*z\nq = x+2*y # the sum\nx = -2; y = 5; z = -4\n");
  CHECK(Canvas{kDefined}.insert("tanh", "f", 0) == "f(x,y,z)=tanh(x+y)z\nx = -2, y = 5, z = -4");
  CHECK(Canvas{kDefined}.insert("power", "f", 1) == "f(x,y,z)=(x+y)*z^2\nx = -2, y = 5, z = -4");
  CHECK(Canvas{"x=3\nf = x^2"}.insert("neg", "f", 0) == "x=3\nf = (-x)^2");
  CHECK(Canvas{"f = max(a, b, c)"}.insert("exp", "f", 0) == "f = max(exp(max(a, b)), c)");
  CHECK(Canvas{"x=3\nf = 2x"}.insert("exp", "f", 0) == "refused: a number stands at this place; there is no wire");
  CHECK(c.change("q", "mul") == "f = q*z\nq = x*y # the sum\nx = -2; y = 5; z = -4\n");
  CHECK(c.change("q", "exp") == "f = q*z\nq = exp(x) # the sum\nx = -2; z = -4\n");
  CHECK(c.change("q", "power") == "f = q*z\nq = x^2 # the sum\nx = -2; z = -4\n");
  CHECK(c.change("q", "add") == "refused: q is that already: add");
  CHECK(Canvas{kNeuron}.change("w0*x0", "add") ==
        "# the 2-D logistic neuron\nw0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = 1/(1+exp(-(w0 + x0 + w1*x1 + w2)))\n");
  CHECK(Canvas{"f = x*(y*z)"}.change("(y*z)", "add") == "f = x*(y + z)");
  CHECK(Canvas{"f = x*(y+z)"}.change("(y+z)", "pow") == "f = x*(y^z)");
  CHECK(Canvas{"f = x*sin(y)"}.change("sin(y)", "add") == "u = 1\nf = x*(y + u)");
  CHECK(Canvas{"f = 3+x"}.change("f", "scale") == "f = 3*x");
  CHECK(Canvas{"f = x-3"}.change("f", "mul") == "u = 3\nf = x*u");  // else it would be a scale gate
  CHECK(Canvas{"f = 1/x"}.change("f", "tanh") == "f = tanh(x)");
  CHECK(Canvas{"f = e^x"}.change("f", "tanh") == "f = tanh(x)");
  CHECK(Canvas{"x=3; p = x\nf = p*2"}.change("p", "exp") == "x=3; p = exp(x)\nf = p*2");
  CHECK(Canvas{"f = max(a, b, c)"}.change("f", "min") == "f = min(max(a, b), c)");
  CHECK(Canvas{"f = max(a, b, c)"}.change("t1", "mul") == "f = max(a*b, c)");
}

TEST_CASE("what is fed by a removed gate is fed by an input with its value; an input becomes its number") {
  const Canvas c{kSlide};
  CHECK(c.remove({"q"}) == "f = q*z\nq = 3 # the sum\nx = -2; y = 5; z = -4\n");
  CHECK(c.remove({"f"}) == "q = x+y # the sum\nx = -2; y = 5; z = -4\n");
  CHECK(c.remove({"q", "f"}) == "# the sum\nx = -2; y = 5; z = -4\n");
  CHECK(c.remove({"x"}) == "f = q*z\nq = -2+y # the sum\ny = 5; z = -4\n");
  CHECK(c.remove({"x", "y", "z"}) == "f = q*-4\nq = -2+5 # the sum\n");
  CHECK(Canvas{kNeuron}.remove({"w1*x1"}) ==
        "# the 2-D logistic neuron\nw0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nt2 = 6\nf = 1/(1+exp(-(w0*x0 + t2 + w2)))\n");
  CHECK(Canvas{kNeuron}.remove({"x0", "w1", "x1", "w2"}) == "# the 2-D logistic neuron\nw0 = 2\nf = 1/(1+exp(-(w0*-1 + -3*-2 + -3)))\n");
  CHECK(Canvas{kDefined}.remove({"x"}) == "f(y,z)=(-2+y)z\ny = 5, z = -4");
  CHECK(Canvas{kDefined}.remove({"(x+y)"}) == "t1 = 3\nf(z)=t1*z\nx = -2, y = 5, z = -4");
  CHECK(Canvas{kDefined}.remove({"x", "y", "z"}) == "f=(-2+5)*-4\n");
  CHECK(Canvas{"x = -3; y = 2\nf = 2x^y"}.remove({"x"}) == "y = 2\nf = 2*(-3)^y");
  CHECK(Canvas{"x = 3; x*x"}.remove({"x"}) == "");
  CHECK(Canvas{"f = max(a, b, c)"}.remove({"t1"}) == "t1 = 1\nf = max(t1, c)");
  CHECK(Canvas{"g = sin(x)*y; f = exp(g)"}.remove({"sin(x)", "g"}) == "g = 0.8414709848078965; f = exp(g)");
  CHECK(Canvas{"x = 0\ng = 1/x\nf = g*2"}.remove({"g"}) == "x = 0\ng = 1/0\nf = g*2");
  const Canvas s{"s(u) = k*u^2\nk = 10; x = 3\nf = s(x) + 1\n"};
  CHECK(s.remove({"k"}) == "s(u) = 10*u^2\nx = 3\nf = s(x) + 1\n");
  CHECK(s.remove({"u^2"}) ==
        "refused: this is drawn from the definition of s; write s out to edit its gates, or fold it to wire the call");
  CHECK(s.remove({"u^2", "k*u^2"}) == "k = 10; x = 3\nt2 = 90\nf = t2 + 1\n");  // nothing calls s any more
  CHECK(Canvas{"let x = 0.5; let y = 2;\nconst f = Math.max(x, y);"}.remove({"x"}) == "let y = 2;\nconst f = Math.max(0.5, y);");
}

TEST_CASE("a name changes wherever it stands, and where it is another it stays") {
  CHECK(Canvas{"#@ pos q 10 20\nf = q*z\nq = x + y # q is the sum\n#? hide q, z\n"}.rename("q", "sum") ==
        "#@ pos sum 10 20\nf = sum*z\nsum = x + y # q is the sum\n#? hide sum, z\n");
  CHECK(Canvas{"s(x) = x^2\nx = 3\nf = s(x)*x\n"}.rename("x", "z") == "s(x) = x^2\nz = 3\nf = s(z)*z\n");
  CHECK(Canvas{kDefined}.rename("x", "u") == "f(u,y,z)=(u+y)z\nu = -2, y = 5, z = -4");
  CHECK(Canvas{"f(x) = x^2\nx = 3\n#@ fold f", {{"f"}, {}}}.rename("f", "g") == "g(x) = x^2\nx = 3\n#@ fold g");
  CHECK(Canvas{"w0 = 2\nf = w_0*x"}.rename("w0", "v") == "v = 2\nf = v*x");
  CHECK(Canvas{"w0 = 2\nf = w_0*x"}.rename("w0", "w_0") == "w_0 = 2\nf = w_0*x");
  CHECK(Canvas{"f = x*y"}.rename("y", "\u03B8") == "f = x*\u03B8");
  CHECK(Canvas{"x = 3\nf = x*y\nh = x*"}.rename("x", "z") == "z = 3\nf = z*y\nh = z*");  // in a line with an error too
  CHECK(Canvas{kNeuron}.rename("w0*x0", "p") ==
        "# the 2-D logistic neuron\nw0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\np = w0*x0\nf = 1/(1+exp(-(p + w1*x1 + w2)))\n");
  CHECK(Canvas{"x + 1"}.rename("t1", "f") == "f = x + 1");
  CHECK(Canvas{"f = x\nx + 1 # more"}.rename("t1", "g") == "g = x + 1 # more\nf = x");  // f is still the output
  CHECK(Canvas{"s(u) = u^2\nx = 3\nf = s(x)"}.rename("x", "u") == "s(u) = u^2\nu = 3\nf = s(u)");
  CHECK(Canvas{"s(u) = x*u\nx = 3\nf = s(x)"}.rename("x", "u") == "refused: 'u' stands in the program already; choose another name");
  const Canvas c{kSlide};
  CHECK(c.rename("q", "q") == "refused: it is called q already");
  CHECK(c.rename("q", "x") == "refused: 'x' stands in the program already; choose another name");
  CHECK(c.rename("q", "exp") == "refused: 'exp' has a meaning already; choose another name");
  CHECK(c.rename("q", "2a") == "refused: '2a' is no name; choose another name");
  CHECK(c.rename("q", "a b") == "refused: 'a b' is no name; choose another name");
}

TEST_CASE("copies have names of their own and share what is not copied") {
  const Canvas c{kSlide}, n{kNeuron};
  CHECK(c.duplicate({"q"}) == "q2 = x+y\n" + kSlide);
  CHECK(c.duplicate({"q", "f"}) == "q2 = x+y\nf2 = q2*z\n" + kSlide);
  CHECK(c.duplicate({"x", "f"}) == "x2 = -2\nf2 = q*z\n" + kSlide);
  CHECK(n.duplicate({"w0", "w0*x0"}) ==
        "# the 2-D logistic neuron\nw0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nw3 = 2\nq = w3*x0\nf = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))\n");
  CHECK(Canvas{"f = sin(x)*y"}.duplicate({"f"}) == "t1 = sin(x)\nf2 = t1*y\nf = t1*y");
  CHECK(Canvas{"f = max(a, b, c)"}.duplicate({"f"}) == "t1 = max(a, b)\nf2 = max(t1, c)\nf = max(t1, c)");
  CHECK(Canvas{"f = max(a, b, c)"}.duplicate({"f", "t1"}) == "f2 = max(a, b, c)\nf = max(a, b, c)");
  CHECK(c.copy({"q"}) == "x = -2\ny = 5\nq = x+y  # the sum\n");
  CHECK(c.copy({"x", "y", "q", "f"}) == "z = -4\nx = -2\ny = 5\nq = x+y  # the sum\nf = q*z\n");
  CHECK(n.copy({"w0", "w0*x0"}) == "x0 = -1\nw0 = 2\nt1 = w0*x0\n");
  const Canvas s{"s(u) = k*u^2\nk = 10; x = 3\nf = s(x) + 1\n#@ fold s\n", {{"s"}, {}}};
  CHECK(s.copy({"f", "s(x)"}) == "k = 10\nx = 3\ns(u) = k*u^2\nf = s(x) + 1\n#@ fold s");
  CHECK(c.paste("x = 3 # three\ng = x*y2; y2 = 2") == "x2 = 3 # three\ng = x2*y2; y2 = 2\n" + kSlide);
  CHECK(c.paste("g = x*sin(y)\n") == "g = x*sin(y)\n" + kSlide);  // x and y of this program
  CHECK(s.paste("s(x) = x + 1\ng = s(k)\n#@ fold s") ==
        "s(u) = k*u^2\nk = 10; x = 3\ns2(x) = x + 1\ng = s2(k)\n#@ fold s2\nf = s(x) + 1\n#@ fold s\n");
  CHECK(Canvas{""}.paste(kSlide) == kSlide.substr(0, kSlide.size() - 1));
  CHECK(Canvas{""}.paste("e = 3; f = 2*e") == "e = 3; f = 2*e");
  CHECK(Canvas{"e = 3; f = 2*e"}.paste("g = e^x") ==
        "refused: e has another meaning in this program than in what is pasted; rename it first");
  CHECK(Canvas{"sin(x) = 2*x\nf = sin(3)*y"}.paste("g = sin(x)") ==
        "refused: sin has another meaning in this program than in what is pasted; rename it first");
  CHECK(c.paste("g = x*") == "refused: what is pasted has an error: expected an expression after '*'");
  CHECK(c.paste("\n") == "refused: there is nothing to paste");
}

TEST_CASE("any node can be the program's output") {
  const Canvas c{kSlide};
  CHECK(c.output("f") == "refused: f is the output already");
  CHECK(c.output("q") == kSlide + "f2 = q\n");
  CHECK(c.output("x") == kSlide + "f2 = x\n");
  CHECK(Canvas{"g = x+1 # one\nf = x*y\nx = 1"}.output("g") == "f = x*y\nx = 1\ng = x+1 # one");
  CHECK(Canvas{"g = x+1; f = x*y\nx = 1\n"}.output("g") == "f = x*y\nx = 1\ng = x+1\n");
  CHECK(Canvas{"x+1; x*y"}.output("x+1") == "x*y\nt1 = x+1");
  CHECK(Canvas{"f = exp(x*y)"}.output("x*y") == "t1 = x*y\nf = exp(t1)\nf2 = t1");
}

TEST_CASE("a formula in LaTeX is renamed in LaTeX, and written plainly where it is changed") {
  const Canvas c{kPasted};
  const std::string rest = "w_0 = 2, x_0 = -1, w_1 = -3, x_1 = -2, w_2 = -3\n";
  CHECK(c.rename("w_0", "theta") ==
        "$f(w,x) = \\frac{1}{1+e^{-(\\theta x_0+w_1x_1+w_2)}}$  # sigmoid\ntheta = 2, x_0 = -1, w_1 = -3, x_1 = -2, w_2 = -3\n");
  CHECK(c.rename("f", "loss") == "$\\mathit{loss}(w,x) = \\frac{1}{1+e^{-(w_0x_0+w_1x_1+w_2)}}$  # sigmoid\n" + rest);
  CHECK(c.rename("t1", "p") == "p = w_0*x_0\nf(w, x) = 1/(1 + e^-(p + w_1*x_1 + w_2))  # sigmoid\n" + rest);
  CHECK(c.wire("w_2", "t1", 1) == "f(w, x) = 1/(1 + e^-(w_0*w_2 + w_1*x_1 + w_2))  # sigmoid\nw_0 = 2, w_1 = -3, x_1 = -2, w_2 = -3\n");
  CHECK(c.add("exp") == "u = 1\na = exp(u)\n" + kPasted);
  CHECK(c.copy({"t1"}) == "w_0 = 2\nx_0 = -1\nt1 = w_0*x_0\n");
  const Canvas lines{"\\begin{align}\n  q &= \\max(0, x) \\cdot \\sqrt{y} \\\\ % first\n"
                     "  f &= \\left| q - \\sigma(z) \\right|^{2}\n\\end{align}\nx = 2; y = 9; z = 0\n"};
  CHECK(lines.change("q", "add") == "q = max(0, x) + sqrt(y)  # first\nf = abs(q - sigmoid(z))^2\nx = 2; y = 9; z = 0\n");
  CHECK(lines.add("exp") == "u = 1\na = exp(u)\n" + lines.text);
}

namespace {

// The words for the caret at the bar.
std::string completed(std::string text) {
  const std::size_t caret = text.find('|');
  text.erase(caret, 1);
  const Completions found = completions(text, caret);
  std::string all;
  for (const std::string& word : found.words) all += (all.empty() ? "" : " ") + word;
  return all;
}

}  // namespace

TEST_CASE("names and functions that may stand at the caret, names of the program first") {
  CHECK(completed("sum = x; scale = 2\nf = s|") == "scale sum sigmoid sin sinh softplus sqrt square");
  CHECK(completed("sum = x; scale = 2\nf = su|") == "sum");
  CHECK(completed("sum = x; scale = 2\nf = sum|") == "sum");
  CHECK(completed("sum = s|; scale = sum") == "sigmoid sin sinh softplus sqrt square");  // scale is computed from it
  CHECK(completed("f = 2s|") == "sigmoid sin sinh softplus sqrt square");
  CHECK(completed("f = si|n(x)") == "sigmoid sin sinh");
  CHECK(completed("loss(pred) = pred^2\nf = l|") == "loss leaky_relu ln log");
  CHECK(completed("loss(pred) = p|^2\nf = loss(x)") == "pred pi pow");
  CHECK(completed("loss(pred) = pred^2\nf = loss(p|)") == "pi pow");
  CHECK(completed("f = alpha*beta\nal|") == "alpha");
  CHECK(completed("f = alpha*beta\nal| = 3") == "alpha");
  CHECK(completed("beta = 2; f = alpha*beta\nb| = 3") == "");
  CHECK(completed("f = x* |") == "");
  CHECK(completed("f = x # s|") == "");
  CHECK(completed("f = 1e5|") == "");
  CHECK(completed("|") == "");
}
