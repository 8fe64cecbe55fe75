#include "view/text_lines.h"

#include <doctest/doctest.h>

using namespace chainrule;
using view::derive;
using view::Derived;
using view::Said;

namespace {

std::string value(const std::string& text, int line, int done = 1000) {
  const Derived d = derive(text);
  return view::line_value(view::statements(d), d, line, done);
}

std::string name_at(const std::string& text, std::size_t byte) {
  const Derived d = derive(text);
  const std::vector<Said> said = view::statements(d);
  const int at = view::said_at(said, view::line_starts(text), byte);
  return at < 0 ? "-" : said[static_cast<std::size_t>(at)].name;
}

}  // namespace

TEST_CASE("a line that computes has a value, and one of numbers has none") {
  const std::string text = "# a product\nx = -2; y = 5\nz = -4\nq = x + y\nf = q*z";
  CHECK(value(text, 0) == "");
  CHECK(value(text, 1) == "");
  CHECK(value(text, 2) == "");
  CHECK(value(text, 3) == "3");
  CHECK(value(text, 4) == "\u221212");
  CHECK(value("x = 2; q = x^2; f = q/3", 0) == "q = 4, f = 1.33");
  CHECK(value("x = 2\nx*x", 1) == "4");
  CHECK(value("x = 2\ny = x", 1) == "2");
  CHECK(value("a = 3*4\nf = a + 1", 0) == "12");
  CHECK(value("sq(u) = u*u\nf = sq(3)", 0) == "");
  CHECK(value("sq(u) = u*u\nf = sq(3)", 1) == "9");
  CHECK(value("$f = \\frac{1}{x}$\nx = 4", 0) == "0.25");
  CHECK(value("f = log(x)\nx = -1\ng = (", 0) == "NaN");
}

TEST_CASE("what is not computed yet is blank") {
  const std::string text = "x = 2; y = 3\nq = x + y\nf = q*y";
  CHECK(value(text, 1, 0) == "");
  CHECK(value(text, 1, 1) == "5");
  CHECK(value(text, 2, 1) == "");
  CHECK(value(text, 2, 2) == "15");
}

TEST_CASE("the statement at a byte is the one it is in or behind, on its line") {
  const std::string text = "f = x*y; x = 2\n\ny = 3";
  CHECK(name_at(text, 0) == "f");
  CHECK(name_at(text, 7) == "f");
  CHECK(name_at(text, 9) == "x");
  CHECK(name_at(text, 14) == "x");
  CHECK(name_at(text, 15) == "-");
  CHECK(name_at(text, 21) == "y");
  CHECK(name_at("  x = 2", 0) == "x");
  CHECK(name_at("", 0) == "-");
}

TEST_CASE("a node is written in its statement") {
  const std::string text = "f = (x + y)*z\nx = 1; y = 2";
  const Derived d = derive(text);
  const std::vector<Said> said = view::statements(d);
  auto home = [&](const char* name) {
    const int at = view::said_of(said, d, d.analysis.graph.find(name));
    return at < 0 ? "-" : said[static_cast<std::size_t>(at)].name;
  };
  CHECK(home("f") == "f");
  CHECK(home("t1") == "f");
  CHECK(home("x") == "x");
  CHECK(home("y") == "y");
  CHECK(home("z") == "-");
  CHECK(home("none") == "-");
}

TEST_CASE("lines begin behind newlines") {
  const std::vector<std::size_t> starts = view::line_starts("ab\n\nc\n");
  CHECK(starts == std::vector<std::size_t>{0, 3, 4, 6});
  CHECK(view::line_at(starts, 0) == 0);
  CHECK(view::line_at(starts, 2) == 0);
  CHECK(view::line_at(starts, 3) == 1);
  CHECK(view::line_at(starts, 5) == 2);
  CHECK(view::line_at(starts, 6) == 3);
}
