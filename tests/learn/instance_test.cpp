#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/insight.h"
#include "core/number.h"
#include "core/oracle.h"
#include "learn/exercise.h"
#include "support/random_program.h"

using namespace chainrule;
using namespace chainrule::learn;

namespace {

const char* const kNeuron = "# the neuron\nw0 = 2; x0 = -1; w1 = -3 # two\nx1 = -2; w2 = -3\nf = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))";

std::string other(const std::string& text, std::uint64_t seed) {
  const Exercise e = read_exercise(text, analyse(text));
  REQUIRE(e.random);
  return instance(text, e, seed);
}

bool at_most_two_decimals(double x) { return x == std::round(x * 100) / 100; }

// The text without its numbers: what an instance must leave as it is.
std::string without_numbers(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (c != '-' && c != '.' && (c < '0' || c > '9')) out += c;
  return out;
}

// What holds of every instance; returns whether all of its numbers are easy to read too.
bool check(const std::string& text, const std::string& made) {
  const Analysis before = analyse(text), after = analyse(made);
  CHECK(after.graph.nodes.size() == before.graph.nodes.size());
  bool easy = true;
  for (std::size_t i = 0; i < after.graph.nodes.size(); ++i) {
    const Node& node = after.graph.nodes[i];
    CHECK(node.op == before.graph.nodes[i].op);
    if (node.op == Op::input) CHECK(at_most_two_decimals(node.value));
    CHECK(std::isfinite(after.values[i]));
    CHECK(std::isfinite(after.backward.grads[i]));
    const double size = std::fabs(after.values[i]);
    easy = easy && size < 1e4 && (size == 0 || size > 1e-4);
  }
  for (const Contribution& c : after.backward.contributions) CHECK(std::isfinite(c.downstream));
  for (const Insight& insight : insights(after)) {
    CHECK(insight.kind != Insight::Kind::near_kink);
    CHECK(insight.kind != Insight::Kind::at_kink);
  }
  return easy;
}

}  // namespace

TEST_CASE("an instance has other numbers, in the same text") {
  const std::string text = std::string(kNeuron) + "\n#? random";
  const std::string made = other(text, 1);
  CHECK(made != text);
  CHECK(without_numbers(made) == without_numbers(text));
  CHECK(other(text, 1) == made);
  CHECK(other(text, 2) != made);
}

TEST_CASE("only random inputs change, within their ranges") {
  const std::string text = "x = 100; y = 0.125; z = 7\nf = x*y + z\n#? random y 0.1 0.3, z -9 -4";
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const Analysis a = analyse(other(text, seed));
    CHECK(a.values[a.graph.find("x")] == 100);
    CHECK(a.values[a.graph.find("y")] >= 0.1);
    CHECK(a.values[a.graph.find("y")] <= 0.3);
    CHECK(a.values[a.graph.find("z")] >= -9);
    CHECK(a.values[a.graph.find("z")] <= -4);
    CHECK(a.values[a.graph.find("z")] == std::round(a.values[a.graph.find("z")]));
  }
  CHECK(other("x = 1.5\nf = 2*x\n#? random x 2.5 2.5", 3) == "x = 2.5\nf = 2*x\n#? random x 2.5 2.5");
}

TEST_CASE("without random inputs the text stays as it is") {
  Exercise e;
  CHECK(instance(kNeuron, e, 1) == kNeuron);
  e.random = true;
  CHECK(instance("f = 2 + 3*4 # no input, but what is named", e, 1) != "");
  CHECK(instance("2 + ", e, 1) == "2 + ");
  CHECK(instance("", e, 1).empty());
}

TEST_CASE("inputs that the program only uses get lines of their own") {
  const std::string made = other("f = x*y + z # used\nx = 1\n#? random", 5);
  const Analysis a = analyse(made);
  CHECK(a.diagnostics.empty());
  CHECK(made.substr(0, 22) == "f = x*y + z # used\nx =");
  check("f = x*y + z # used\nx = 1", made);
}

TEST_CASE("pasted LaTeX and JavaScript keep their form") {
  CHECK(without_numbers(other("$f(w,x) = \\frac{1}{1+e^{-(w_0x_0+w_1)}}$\n$w_0 = 2$, $x_0 = -1$\n#? random", 4)) ==
        without_numbers("$f(w,x) = \\frac{1}{1+e^{-(w_0x_0+w_1)}}$\n$w_0 = 2$, $x_0 = -1$\n#? random\nw_1 = 1"));
  const std::string script = "let x = 0.5;\nconst f = Math.exp(-x);\n#? random";
  CHECK(without_numbers(other(script, 4)) == without_numbers(script));
}

TEST_CASE("a thousand seeds give solvable instances, easy to read, and many different ones") {
  for (const char* text : {kNeuron, "f = (x + y)*z; x = 1; y = 2; z = 3", "x = 1; f = x*x + 3*x", "x = 1; y = 2; f = max(x, y)*relu(x - y)",
                           "x = 3; f = log(x)*sqrt(y) + 1/x; y = 2", "a = 1; b = 1; s(u) = 1/(1 + exp(-u)); f = s(a*b)*s(b) + abs(a)",
                           "x = 0.5; f = asin(x) + x^3", "f = tanh(w*x + b)*v + c; w = 1; x = 1; b = 1; v = 1; c = 1"}) {
    std::vector<std::string> all;
    const std::string program = std::string(text) + "\n#? random";
    int easy = 0;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
      INFO(program, "\nseed ", seed);
      all.push_back(other(program, seed));
      CHECK(!all.back().empty());
      if (seed % 10 == 0) easy += check(program, all.back());
    }
    INFO(program);
    CHECK(easy >= 97);
    std::sort(all.begin(), all.end());
    CHECK(std::unique(all.begin(), all.end()) - all.begin() >= (program.find("asin") == std::string::npos ? 6 : 2));
  }
}

TEST_CASE("numbers are nice: whole ones where they do, and no operands that hide a mistake") {
  int whole = 0, clear = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const Analysis a = analyse(other("f = (x + y)*z; x = 1; y = 2; z = 3\n#? random", seed));
    bool all = true;
    for (const double v : a.values) all = all && v == std::round(v);
    whole += all;
    const double q = a.values[a.graph.find("t1")], z = a.values[a.graph.find("z")];
    clear += q != z && q != 0 && q != 1 && z != 0 && z != 1;
  }
  CHECK(whole == 200);
  CHECK(clear == 200);
}

TEST_CASE("random programs and those of the oracle have instances") {
  int made_of_oracle = 0;
  for (const test::Json& one : test::oracle()) {
    const std::string text = one["program"].string + "\n#? random";
    INFO(text);
    for (std::uint64_t seed : {1u, 2u}) {
      const std::string made = other(text, seed);
      if (made.empty()) continue;
      check(text, made);
      ++made_of_oracle;
    }
  }
  CHECK(made_of_oracle >= 390);
  int made_at_random = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    test::RandomProgram program = test::random_program(seed);
    program.text += "\n#? random";
    INFO(program.reproduction());
    const std::string made = other(program.text, seed);
    if (made.empty()) continue;
    check(program.text, made);
    ++made_at_random;
  }
  CHECK(made_at_random >= 80);
}

TEST_CASE("a large program takes bounded work") {
  std::string text = "x = 1; y = 2\nf = x";
  for (int i = 0; i < 4000; ++i) text += i % 2 ? " + relu(y)" : " + x";
  text += "\n#? random";
  CHECK(!other(text, 1).empty());
}

TEST_CASE("the same seeds give the same texts, natively and as wasm") {
  const auto numbers = [](const std::string& program, std::uint64_t seed) {
    const Analysis a = analyse(other(program + "\n#? random", seed));
    std::string all;
    for (const Node& node : a.graph.nodes)
      if (node.op == Op::input) all += node.name + "=" + format_number(node.value) + " ";
    return all;
  };
  CHECK(numbers(kNeuron, 1) == "w0=-1 x0=-3 w1=3 x1=-3 w2=2 ");
  CHECK(numbers(kNeuron, 2026) == "w0=-2 x0=-1 w1=-1 x1=-3 w2=2 ");
  CHECK(numbers("f = (x + y)*z", 7) == "x=-1 y=-3 z=2 ");
  CHECK(numbers("f = asin(x)*log(y) + tan(z)", 7) == "x=-0.5 y=2 z=1.5 ");
  CHECK(numbers("f = max(tanh(x), sin(y))*relu(z) + exp(exp(x))", 3) == "x=-1 y=3 z=3 ");
  CHECK(numbers("f = sqrt(a*b*c) + log(a*d) + log(b) + x^y", 11) == "a=-1 b=2 c=-3 d=-2 x=3 y=-2 ");
}
