#include <doctest/doctest.h>

#include "core/oracle.h"
#include "core/regroup.h"
#include "learn/exercise.h"
#include "support/random_program.h"

using namespace chainrule;
using namespace chainrule::learn;

namespace {

bool same(const std::string& program, const std::string& formula) {
  const Built built = compare_built(program, formula);
  CHECK(built.same_graph == built.differs.empty());
  if (built.same_graph) CHECK(built.same_numbers);
  return built.same_graph;
}
std::string said(const std::string& program, const std::string& formula) { return difference_words(compare_built(program, formula), english()); }

}  // namespace

TEST_CASE("order, names, splitting and numbers do not matter") {
  CHECK(same("q = x + y; f = q*z", "f = (x+y)*z"));
  CHECK(same("x = 7; y = 2; z = -4\nq = y + x\ng = z*q", "(x+y)z"));
  CHECK(same("a = x + (y + z)", "z + y + x"));
  CHECK(same("p = x*y; q = p*z", "f = x*(z*y)"));
  CHECK(same("m = max(z, max(y, x))", "max(x, y, z)"));
  CHECK(same("q = x + y; f = q*q", "(x+y)*(y+x)"));
  CHECK(same("q = x + y; f = q", "x + y"));
  CHECK(same("f = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))", "s(u) = 1/(1+exp(-u)); f = s(w_2 + x1*w1 + x0*w0)"));
  CHECK(same("f = exp(x) + 1; unused = 3*f; g = f", "exp(x) + 1"));
}

TEST_CASE("a whole power is its product: a square may be written in each of its ways") {
  const char* squares[] = {"x^2", "square(x)", "x*x", "pow(x, 2)", "q = x; f = x*q", "q = x*1; f = q^2"};
  for (const char* a : squares)
    for (const char* b : squares) {
      INFO(std::string(a) << " and " << std::string(b));
      CHECK(same(a, b));
    }
  for (const char* square : {"x^2", "square(x)", "x*x"}) CHECK(same("f = exp(" + std::string(square) + ") + y", "y + exp(pow(x, 2))"));
  CHECK(same("x^3", "q = square(x); f = x*q"));
  CHECK(same("d = y - t; L = d*d", "(y - t)^2"));
  CHECK(same("(x*y)^2", "x*y*x*y"));
  CHECK(same("square(x^2)", "x^4"));
  CHECK(!same("x^3", "x^2"));
  CHECK(!same("2*x", "x^2"));
  CHECK(!same("abs(x)^2", "x^2"));
  CHECK(!same("2^x", "x^2"));
  for (const char* other : {"x^1", "x^0", "x^0.5", "x^-1", "x^17", "x^2.5"}) {
    INFO(std::string(other));
    CHECK(same(other, other));
    CHECK(!same(other, "x^2"));
  }
}

TEST_CASE("other gates are another graph, with the same numbers or not") {
  for (const char* other : {"x*z + y*z", "(x+y)/(1/z)", "(x - (-y))*z", "(x+y)*z + 0"}) {
    INFO(std::string(other));
    CHECK(!same(other, "f = (x+y)*z"));
    CHECK(compare_built(other, "f = (x+y)*z").same_numbers);
  }
  for (const char* other : {"(x+y)*w", "x+y", "x*y + z", "(x+y)*z*2", "", "f = x*", "x = 3"}) {
    INFO(std::string(other));
    CHECK(!same(other, "f = (x+y)*z"));
    CHECK(!compare_built(other, "f = (x+y)*z").same_numbers);
  }
  CHECK(!same("f = x - y", "y - x"));
  CHECK(!same("f = x + x", "x"));
  CHECK(compare_built("log(x) + log(y)", "log(x*y)").same_numbers == false);  // for negative x and y
}

TEST_CASE("the first thing that differs is named") {
  CHECK(said("q = x + y", "f = (x+y)*z") == "The input z is missing.");
  CHECK(said("q = x*y; f = q*z", "f = (x+y)*z") == "There is no gate for x + y yet.");
  CHECK(said("q = x + y; f = q + z", "f = (x+y)*z") == "There is no gate for x + y yet.");
  CHECK(said("q = x + y; f = q/z", "f = (x+y)*z") == "There is no gate for (x + y)*z yet.");
  CHECK(said("f = (x+y)*z + w", "f = (x+y)*z") == "The formula has no input w.");
  CHECK(said("f = -(x+y)*z", "f = (x+y)*z") != "");
  CHECK(said("f = exp((x+y)*z)", "f = (x+y)*z") == "The formula has no gate for exp((x + y)*z).");
  CHECK(said("f = (x+y)*z", "f = (x+y)*z") == "");
  CHECK(said("", "f = x*x") == "The input x is missing.");
}

TEST_CASE("a program is its own graph, whatever it is, and in its rewritings") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const test::RandomProgram program = test::random_program(seed);
    INFO(program.reproduction());
    CHECK(same(program.text, program.text));
    const Analysis a = analyse(program.text);
    for (int node = 0; node < static_cast<int>(a.graph.nodes.size()) && node < 8; ++node)
      for (const Rewrite& rewrite : rewrites_at(program.text, a, node))
        if (rewrite.ok() && rewrite.name.find("swap") != std::string::npos) CHECK(same(apply_edits(program.text, rewrite.edits), program.text));
  }
  for (const test::Json& one : test::oracle()) CHECK(same(one["program"].string, one["program"].string));
}

TEST_CASE("large graphs are compared in bounded time") {
  std::string left = "f = x0", right, doubled = "y0 = x", prefixes = "s0 = x0", fork = "f = s0";
  for (int i = 1; i < 4000; ++i) left += "+x" + std::to_string(i);
  for (int i = 3999; i >= 0; --i) right += (right.empty() ? "f = x" : "+x") + std::to_string(i);
  CHECK(same(left, right));
  for (int i = 1; i < 2000; ++i) doubled += "\ny" + std::to_string(i) + " = y" + std::to_string(i - 1) + " + y" + std::to_string(i - 1);
  CHECK(same(doubled, doubled));
  for (int i = 1; i < 1500; ++i) {
    prefixes += "\ns" + std::to_string(i) + " = s" + std::to_string(i - 1) + " + x" + std::to_string(i);
    fork += "*s" + std::to_string(i);
  }
  CHECK(same(prefixes + "\n" + fork, prefixes + "\n" + fork));
}

TEST_CASE("the sigmoid is the grouping of the neuron whose local gradients are easiest") {
  const std::string rest = "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\n", sum = "(w0*x0 + w1*x1 + w2)";
  const int sigmoid = difficulty(rest + "s(u) = 1/(1+exp(-u)); f = s" + sum, "s");
  CHECK(sigmoid < difficulty(rest + "s(u) = 1/(1+exp(-u)); f = s" + sum, ""));
  CHECK(sigmoid < difficulty(rest + "g(u) = 1/(1+u); f = g(exp(-" + sum + "))", "g"));
  CHECK(sigmoid < difficulty(rest + "g(u) = exp(-u); f = 1/(1+g" + sum + ")", "g"));
  CHECK(sigmoid < difficulty(rest + "g(u) = 1+exp(-u); f = 1/g" + sum, "g"));
  CHECK(sigmoid < difficulty(rest + "g(a, b, c, d, h) = 1/(1+exp(-(a*b + c*d + h))); f = g(w0, x0, w1, x1, w2)", "g"));
  CHECK(difficulty("", "") == 0);
  CHECK(difficulty("f = x*y", "none") == 2);
}
