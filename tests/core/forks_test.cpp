// Values that are used more than once, long chains, and graphs in which paths multiply.
#include <ctime>

#include "core/trace_reading.h"

using namespace chainrule;
using namespace chainrule::test;

TEST_CASE("a sum squared: a value that is used twice gets both gradients") {
  const Json trace = trace_of("a = 1; b = 1; s = a + b; y = s*s");
  CHECK(value_of(trace, "y") == 4);
  CHECK(grad_of(trace, "s") == 4);
  CHECK(grad_of(trace, "a") == 4);
  CHECK(grad_of(trace, "b") == 4);
  const Json power = trace_of("a = 1; b = 1; y = (a+b)^2");
  CHECK(grad_of(power, "a") == 4);
  CHECK(grad_of(power, "b") == 4);
}

TEST_CASE("x*x has two edges and two contributions") {
  const std::string text = "x = 3; y = x*x";
  const Json trace = trace_of(text);
  CHECK(grad_of(trace, "x") == 6);
  const auto& locals = node_of(trace, "y")["locals"].items;
  CHECK(locals.size() == 2);
  for (const Json& local : locals) {
    CHECK(local["wrt"].string == "x");
    CHECK(local["value"].number == 3);
    CHECK(local["downstream"].number == 3);
  }
  CHECK(node_of(trace, "y")["inputs"].items.size() == 2);
  const Analysis a = analyse(text);
  CHECK(a.backward.contributions.size() == 2);
  for (const Contribution& c : a.backward.contributions) {
    CHECK(c.upstream == 1);
    CHECK(c.local == 3);
    CHECK(c.downstream == 3);
  }
}

TEST_CASE("forks of every shape") {
  CHECK(grad_of(trace_of("x = 3; y = x + x"), "x") == 2);
  CHECK(grad_of(trace_of("x = 3; y = x - x"), "x") == 0);
  CHECK(grad_of(trace_of("x = 3; y = x/x"), "x") == doctest::Approx(0));
  CHECK(grad_of(trace_of("x = 2; y = x*x*x"), "x") == 12);
  CHECK(grad_of(trace_of("x = 2; y = x^x"), "x") == doctest::Approx(4 * (1 + std::log(2.0))));
  const Json diamond = trace_of("x = 2; a = 3*x; b = x^2; y = a*b");  // 3x · x²
  CHECK(grad_of(diamond, "x") == doctest::Approx(36));
  const Json named = trace_of("x = 2; a = x; b = a; y = a*b + x");  // names for the same value are nodes of their own
  CHECK(grad_of(named, "x") == 5);
  CHECK(grad_of(named, "a") == 4);
  const Json unused = trace_of("x = 2; dead = x*x; y = 3*x");
  CHECK(grad_of(unused, "x") == 3);
  CHECK(grad_of(unused, "dead") == 0);
}

TEST_CASE("micrograd's example") {
  const Json trace = trace_of(
      "a = -4.0; b = 2.0\n"
      "c0 = a + b; d0 = a*b + b**3\n"
      "c1 = c0 + (c0 + 1)\n"
      "c = c1 + (1 + c1 + (-a))\n"
      "d1 = d0 + (d0*2 + relu(b + a))\n"
      "d = d1 + (3*d1 + relu(b - a))\n"
      "e1 = c - d\n"
      "f = e1**2\n"
      "g0 = f/2.0\n"
      "g = g0 + 10.0/f\n");
  CHECK(trace["output"].string == "g");
  CHECK(value_of(trace, "g") == doctest::Approx(24.70408163265306).epsilon(1e-12));
  CHECK(grad_of(trace, "a") == doctest::Approx(138.83381924198252).epsilon(1e-12));
  CHECK(grad_of(trace, "b") == doctest::Approx(645.5772594752187).epsilon(1e-12));
  check_formulas(trace);
  check_sums(trace);
}

TEST_CASE("sixty doublings take sixty steps") {
  std::string text = "y0 = 1\n";
  for (int i = 1; i <= 60; ++i) text += "y" + std::to_string(i) + " = y" + std::to_string(i - 1) + " + y" + std::to_string(i - 1) + "\n";
  const Analysis a = analyse(text);
  CHECK(a.graph.nodes.size() == 61);
  CHECK(a.values[60] == 0x1p60);
  CHECK(a.backward.grads[0] == 0x1p60);
  CHECK(a.backward.contributions.size() == 120);  // two for each step, not 2^60
}

TEST_CASE("sixty doublings by functions that fold stay sixty steps") {
  std::string text = "f0(x) = x + x\n";
  std::vector<std::string> names = {"f0"};
  for (int i = 1; i < 60; ++i) {
    const std::string before = "f" + std::to_string(i - 1);
    names.push_back("f" + std::to_string(i));
    text += names.back() + "(x) = 1*" + before + "(x)\n";
  }
  const Json trace = trace_of(text + "x = 1; y = f59(x)", {names, ""});
  CHECK(value_of(trace, "y") == 2);
  CHECK(grad_of(trace, "x") == 2);
}

TEST_CASE("a chain of ten thousand gates") {
  std::string sum = "x = 1; y = x", lines = "x0 = 1\n";
  for (int i = 0; i < 10000; ++i) sum += "+x";  // one expression: its tree is as deep as it is long
  for (int i = 1; i <= 2500; ++i)              // one line a gate, as far as 64 KiB go
    lines += "x" + std::to_string(i) + "=-x" + std::to_string(i - 1) + "\n";
  const std::clock_t start = std::clock();  // of this process: other load does not count
  const Json trace = trace_of(sum);
  CHECK(trace["diagnostics"].items.empty());
  CHECK(trace["nodes"].items.size() == 10001);
  CHECK(value_of(trace, "y") == 10001);
  CHECK(grad_of(trace, "x") == 10001);
  const Json chain = trace_of(lines);
  CHECK(chain["diagnostics"].items.empty());
  CHECK(chain["nodes"].items.size() == 2501);
  CHECK(grad_of(chain, "x0") == 1);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  CHECK(seconds < 10);
}

TEST_CASE("a chain of lines in the wrong order") {
  std::string text;
  for (int i = 2500; i >= 1; --i) text += "x" + std::to_string(i) + "=2*x" + std::to_string(i - 1) + ";";
  const Json trace = trace_of("w=x2500+0\n" + text + "x0=0\n");
  CHECK(trace["diagnostics"].items.empty());
  CHECK(value_of(trace, "x2500") == 0);
  CHECK(trace["output"].string == "w");  // the last in forward order
}
