// Acts on the graph as edits of the text.
#include <cmath>

#include <doctest/doctest.h>

#include "core/edit.h"
#include "core/number.h"
#include "core/trace.h"
#include "support/near.h"
#include "support/random.h"
#include "support/random_program.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

std::string set(const std::string& text, const char* name, double value) {
  const Analysis a = analyse(text);
  const int node = a.graph.find(name);
  CHECK(node >= 0);
  return node < 0 ? text : apply_edit(text, set_input(text, a.graph, node, value));
}

double value_in(const std::string& text, const std::string& name) {
  const Analysis a = analyse(text);
  const int node = a.graph.find(name);
  return node < 0 ? NAN : a.values[static_cast<std::size_t>(node)];
}

}  // namespace

TEST_CASE("an input's literal is replaced and every other byte stays") {
  CHECK(set("f = (x+y)*z;  x = -2; y = 5; z = -4", "x", 3) == "f = (x+y)*z;  x = 3; y = 5; z = -4");
  CHECK(set("f = (x+y)*z;  x = -2; y = 5; z = -4", "y", -0.5) == "f = (x+y)*z;  x = -2; y = -0.5; z = -4");
  CHECK(set("x=1 # one\ny  =\t2.50# two\nf = x*y", "y", 7) == "x=1 # one\ny  =\t7# two\nf = x*y");
  CHECK(set("#@ x 10 20\nx = 1e-3  ;y=2\r\nf = x*y\r\n", "x", 0.002) == "#@ x 10 20\nx = 0.002  ;y=2\r\nf = x*y\r\n");
  CHECK(set("x = \u2212\u200A2\nf = x^2", "x", 4) == "x = 4\nf = x^2");
  CHECK(set("\u03B8 = 1 # \u03B8\nf = \u03B8^2", "\u03B8", 2) == "\u03B8 = 2 # \u03B8\nf = \u03B8^2");
  CHECK(set("x = 1/2\nf = x*x", "x", 3) == "x = 3\nf = x*x");
  CHECK(set("x = (-2)\nf = x*x", "x", 3) == "x = 3\nf = x*x");
  CHECK(set("f(x,y,z)=(x+y)z\nx = -2, y = 5, z = -4", "z", 1) == "f(x,y,z)=(x+y)z\nx = -2, y = 5, z = 1");
}

TEST_CASE("a second form of pasted LaTeX goes with the first") {
  CHECK(set("$x = \\frac12 = 0.5$ # half\nf = 2x", "x", 3) == "$x = 3$ # half\nf = 2x");
  CHECK(set("x =\\log_2 1=.; f = 2*x", "x", 3) == "x =3; f = 2*x");
  CHECK(set("\\begin{aligned} x &= \\frac12 \\\\ &= 0.5 \\\\ f &= 2x \\end{aligned}", "x", 3) == "\\begin{aligned} x &= 3\\\\ f &= 2x \\end{aligned}");
}

TEST_CASE("scientific and negative numbers are written so that they read back") {
  for (const double value : {1e-7, -1e-7, 1e21, -2.5e30, 5e-324, 1.7976931348623157e308, 0.1, -0.0, 123456789.125}) {
    INFO(value);
    for (const char* text : {"x = 1\nf = 2-x", "f = 2*x", "x = 1; f = x", "x=1,y=2,f=x*y"}) CHECK(value_in(set(text, "x", value), "x") == value);
  }
}

TEST_CASE("an input that the program only uses gets a line at the end, once") {
  CHECK(set("f = a*b", "a", 2) == "f = a*b\na = 2");
  CHECK(set("f = a*b\n", "b", -3) == "f = a*b\nb = -3");
  CHECK(set("f = a*b # the end", "a", 2) == "f = a*b # the end\na = 2");
  CHECK(set(set("f = a*b", "a", 2), "a", 5) == "f = a*b\na = 5");
}

TEST_CASE("after an edit the input has its value, and nothing else of the text has changed") {
  int inputs = 0, implicit = 0;
  for (std::uint64_t seed = 40; seed < 190; ++seed) {
    const RandomProgram program = random_program(seed);
    std::string text = program.text;
    if (seed % 3 == 0) text += "\nfresh_" + std::to_string(seed) + " = fresh_input * 2";
    INFO("seed ", seed, "\n----\n", text, "\n----");
    const Analysis a = analyse(text);
    Random random(seed);
    for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
      const Node& node = a.graph.nodes[static_cast<std::size_t>(i)];
      if (node.op != Op::input) continue;
      const double value = std::round(random.between(-100, 100) * 100) / 100;
      const TextEdit edit = set_input(text, a.graph, i, value);
      const std::string next = apply_edit(text, edit);
      INFO(node.name, " = ", value, "\n", next);
      CHECK(value_in(next, node.name) == value);
      CHECK(next.substr(0, edit.span.begin) == text.substr(0, edit.span.begin));
      CHECK(next.substr(edit.span.begin + edit.replacement.size()) == text.substr(edit.span.end));
      const Analysis b = analyse(next);
      CHECK(b.graph.nodes.size() == a.graph.nodes.size());
      ++inputs;
      implicit += node.implicit;
    }
  }
  CHECK(inputs > 300);
  CHECK(implicit > 20);
}

TEST_CASE("an edit of nothing, at the ends, and of everything") {
  CHECK(apply_edit("abc", {{0, 0}, "x"}) == "xabc");
  CHECK(apply_edit("abc", {{3, 3}, "x"}) == "abcx");
  CHECK(apply_edit("abc", {{0, 3}, ""}) == "");
  CHECK(apply_edit("", {{0, 0}, ""}) == "");
}
