// Gates become functions, from one line or several, and back; and what a menu is made of.
#include <string>

#include <doctest/doctest.h>

#include "support/regrouped.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

const std::string kGiven = "\nx = 0.3; y = 1.7; z = 2.1 # given\n";

}  // namespace

TEST_CASE("gates of one line become a function, and a call becomes gates") {
  CHECK(folded("f = x*y + z # s" + kGiven, {"x*y", "x*y + z"}, "g") == "g(x, y, z) = x*y + z\nf = g(x, y, z) # s" + kGiven);
  CHECK(folded("f = 2(x+y)z" + kGiven, {"2(x+y)z", "2(x+y)"}, "g") == "g(a, z) = 2*a*z\nf = g(x+y, z)" + kGiven);
  CHECK(folded("f = (x*y)^2 + 3*(x*y)" + kGiven, {"(x*y)^2", "3*(x*y)", "(x*y)^2 + 3*(x*y)"}, "g") ==
        "g(a) = a^2 + 3*a\nf = g(x*y)" + kGiven);
  CHECK(folded("f = z*(x + y)*pi" + kGiven, {"(x + y)"}, "g") == "g(x, y) = x + y\nf = z*g(x, y)*pi" + kGiven);
  CHECK(folded("f = x*y + y*z" + kGiven, {"x*y", "y*z"}, "g") ==
        "refused: a function has one output, and these gates have 2: x*y (used by f) and y*z (used by f)");
  CHECK(folded("f = x*y" + kGiven, {"x*y"}, "f") == "refused: 'f' stands in the program already");
  CHECK(unfolded("g(x, y, z) = x*y + z\nf = 2*g(x, y, z) # s" + kGiven, "g") == "f = 2*(x*y + z) # s" + kGiven);
  CHECK(unfolded("g(a) = a^2 + 3*a # g\nf = g(x*y) - g(z)" + kGiven, "g") == "g(a) = a^2 + 3*a # g\nf = (x*y)^2 + 3*(x*y) - g(z)" + kGiven);
  CHECK(unfolded("g(x, y) = x - y; f = g(y, x*z)" + kGiven, "g") == "f = y - x*z" + kGiven);
  CHECK(unfolded("g(x) = x\nf = z*g(x+y)" + kGiven, "g") == "f = z*(x+y)" + kGiven);
}

TEST_CASE("the slide's own function takes one inside") {
  CHECK(folded("f(x,y,z)=(x+y)z\nx = -2, y = 5, z = -4\n", {"(x+y)"}, "g") == "g(x, y) = x+y\nf(x,y,z)=g(x, y)z\nx = -2, y = 5, z = -4\n");
  CHECK(unfolded("g(x, y) = x+y\nf(x,y,z)=g(x, y)z\nx = -2, y = 5, z = -4\n", "g") == "f(x,y,z)=(x+y)z\nx = -2, y = 5, z = -4\n");
  CHECK(unfolded("w = 2; g(a) = a*w; k(w) = g(w)+w; f = k(x)" + kGiven, "g") == "refused: w is another one in the definition of k");
}

TEST_CASE("gates of several lines become one function; the comments of its names keep their lines") {
  CHECK(folded("# net\nh = x*y  # product\ns = h + z; f = sin(s)  # out" + kGiven, {"x*y", "h + z", "sin(s)"}, "g") ==
        "# net\n# product\ng(x, y, z) = sin(x*y + z)\nf = g(x, y, z)  # out" + kGiven);
  CHECK(folded("f = q*q\nq = x + y  # twice" + kGiven, {"q*q", "x + y"}, "g") ==
        "g(x, y) = (x + y)*(x + y)\nf = g(x, y)\n# twice" + kGiven);
  CHECK(folded("  a = x*y;  b = a+1\nf = 2 b b^2" + kGiven, {"x*y", "a+1", "2 b b^2", "2 b", "b^2"}, "g") ==
        "g(x, y) = 2 *(x*y+1) *(x*y+1)^2\nf = g(x, y)" + kGiven);
  CHECK(folded("q = x*(y - z)\nr = q\nf = exp(r)/q" + kGiven, {"x*(y - z)", "q", "exp(r)", "exp(r)/q"}, "g") ==
        "g(x, a) = exp(x*a)/(x*a)\nf = g(x, y - z)" + kGiven);
  CHECK(folded("q = x*y\nf = z*(q + e^q)" + kGiven, {"x*y", "(q + e^q)", "e^q"}, "g") == "g(x, y) = x*y + e^(x*y)\nf = z*g(x, y)" + kGiven);
  CHECK(folded("k(u) = u^2+1; q = k(x)\nf = q*y" + kGiven, {"u^2+1", "u^2", "q*y"}, "g") ==
        "k(u) = u^2+1\ng(x, y) = k(x)*y\nf = g(x, y)" + kGiven);
}

TEST_CASE("an input that is chosen stays outside") {
  const std::string text = "x = 2; y = 3\nq = x*y\nf = q+x";
  const Analysis a = analyse(text);
  CHECK(apply_edits(text, fold_nodes(text, a, {0, 1, 2, 3}, "g").edits) == "x = 2; y = 3\ng(x, y) = x*y+x\nf = g(x, y)");
  CHECK(fold_nodes(text, a, {0, 1}, "g").refusal == "there is no gate to fold");
}

TEST_CASE("what is no function is refused with what is in the way") {
  const std::string text = "q = x*y\nr = sin(q)\ns = r+1\nf = q + s" + kGiven;
  CHECK(folded(text, {"x*y", "q + s"}, "g") ==
        "refused: s lies between: it is computed from q, and f from it. Choose it too, or leave one of them out");
  CHECK(folded(text, {"x*y", "sin(q)"}, "g") ==
        "refused: a function has one output, and these gates have 2: q (used by f) and r (used by s)");
  CHECK(folded("q = x*y; p = q+1; f = q+z" + kGiven, {"x*y", "q+1"}, "g") ==
        "refused: a function has one output, and these gates have 2: q (used by f) and p (used by nothing)");
  CHECK(folded("q = x*y; f = q+z" + kGiven, {"x*y", "q+z"}, "q") == "refused: 'q' stands in the program already");
  CHECK(folded("#? hide q\nq = x*y; f = q+z" + kGiven, {"x*y", "q+z"}, "g") == "refused: q is needed by an exercise (#? hide q)");
  CHECK(folded("q = x*y; f = q+z; h = 2*q*" + kGiven, {"x*y", "q+z"}, "g") == "refused: q is used in a line with an error");
  CHECK(folded("q = x*y; f = \\frac{q}{z}" + kGiven, {"x*y", "\\frac{q}{z}"}, "g") ==
        "refused: this formula is written in LaTeX, which is not regrouped");
  CHECK(folded("k(u) = u*q; q = x*y; f = k(z)" + kGiven, {"u*q", "x*y"}, "g") == "refused: q is used in the definition of k");
  CHECK(folded("k(u) = u*u+1; f = k(x)*y" + kGiven, {"u*u+1", "k(x)*y"}, "g") ==
        "refused: only a part of k is chosen; choose all of it, or unfold it first");
  CHECK(folded("k(u) = u*u+1; f = k(x)+k(y)" + kGiven, {"u*u"}, "g") ==
        "refused: a function has one output, and these gates have 2: u*u (used by u*u+1) and u*u (used by u*u+1)");
}

TEST_CASE("a name that is used often is not written out without end") {
  std::string text = "q0 = x*y", last = "q0";
  std::vector<std::string> parts = {"x*y"};
  for (int i = 1; i <= 40; ++i) {
    parts.push_back("sin(" + last + ") + cos(" + last + ")");
    parts.push_back("sin(" + last + ")");
    parts.push_back("cos(" + last + ")");
    last = "q" + std::to_string(i);
    text += "\n" + last + " = " + parts[parts.size() - 3];
  }
  CHECK(folded(text + kGiven, parts, "g") ==
        "refused: a function's body is one expression, and q0 is used 2 times: written out it would be longer than 4096 characters. "
        "Leave q0 outside");
}

TEST_CASE("a menu has what a node or a selection can become, each entry with a sentence") {
  const std::string text = "q = x - y\nf = exp(q*z) # f" + kGiven;
  const Analysis a = analyse(text);
  const auto entries = [&](const std::vector<int>& nodes) {
    std::string all;
    for (const Rewrite& r : regroupings_of(text, a, nodes)) all += r.name + ": " + r.title + (r.ok() ? "" : " (" + r.refusal + ")") + "\n";
    return all;
  };
  const int q = a.graph.find("q"), f = a.graph.find("f");
  CHECK(entries({q}) ==
        "sub to add: a − b is a + (−1)·b\ninline: q is written out where it is used\nfold: this gate is a function: g\n");
  CHECK(entries({q, f}) == "fold: these gates are a function: g (q*z lies between: it is computed from q, and f from it. "
                           "Choose it too, or leave one of them out)\n");
  CHECK(entries({a.graph.find("x")}).empty());
}
