// The compact program against the sweeps it stands for, and the batch against the compact program.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include <doctest/doctest.h>

#include "core/backward.h"
#include "core/eval.h"
#include "core/flat.h"
#include "core/formula.h"
#include "core/trace.h"
#include "core/trace_reading.h"
#include "support/near.h"
#include "support/random.h"
#include "support/random_program.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

std::int64_t order_of(double x) {  // neighbouring doubles have neighbouring numbers
  std::int64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits < 0 ? std::numeric_limits<std::int64_t>::min() - bits : bits;
}
double ulps(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b) ? 0 : 1e300;
  const std::int64_t x = order_of(a), y = order_of(b);
  return static_cast<double>(static_cast<std::uint64_t>(x > y ? x : y) - static_cast<std::uint64_t>(x > y ? y : x));
}

bool has_call(const Graph& graph) {
  return std::any_of(graph.nodes.begin(), graph.nodes.end(), [](const Node& n) { return n.op == Op::call; });
}
// Does a derivative of these call pow in the sweeps, for which the compact program multiplies or divides?
bool is_specialised(const Graph& graph) {
  return std::any_of(graph.nodes.begin(), graph.nodes.end(), [&](const Node& n) {
    return n.op == Op::pow || n.op == Op::div || n.op == Op::tan || n.op == Op::atan || n.op == Op::tanh;
  });
}

struct Counts {
  int programs = 0, exact = 0;
};

void compare(const Graph& graph, Counts& counts) {
  Flat flat(graph);
  const std::vector<double> values = forward(graph);
  Rules rules;
  const Backward sweep = backward(graph, values, rules);
  flat.forward();
  flat.backward();
  const bool exact = !is_specialised(graph);
  ++counts.programs;
  counts.exact += exact && !has_call(graph);
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {
    INFO("node ", graph.nodes[i].name);
    const double value = values[i], grad = sweep.grads[i];
    if (exact) CHECK((flat.value(i) == value || (std::isnan(value) && std::isnan(flat.value(i)))));
    CHECK(near(flat.value(i), value, 1e-13, 0));
    if (exact && !has_call(graph)) CHECK((flat.grad(i) == grad || (std::isnan(grad) && std::isnan(flat.grad(i)))));
    if (std::isfinite(grad)) CHECK(near(flat.grad(i), grad, 1e-9, 1e-12));
  }
}

Graph graph_of(const std::string& text, const std::vector<std::string>& folded = {}) {
  return build(parse(text), {folded, ""}).graph;
}

std::string chain(int gates) {
  static const char* const kLinks[] = {"sin(#)", "#+x", "#*y", "tanh(#)", "x-#", "exp(#)", "sigmoid(#)", "max(#,y)"};
  std::string text = "x=.3;y=.7;c0=x\n";
  for (int i = 1; i <= gates; ++i) {
    const std::string link = kLinks[i % 8];
    const std::size_t at = link.find('#');
    text += "c" + std::to_string(i) + "=" + link.substr(0, at) + "c" + std::to_string(i - 1) + link.substr(at + 1) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("replay gives the bits of the sweeps") {
  Counts counts;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const RandomProgram program = random_program(seed);
    INFO(program.reproduction());
    compare(graph_of(program.text), counts);
    if (!program.functions.empty()) compare(graph_of(program.text, program.functions), counts);
  }
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {  // sums, products and switches alone, much shared: no rounding is forgiven
    Random random(seed);
    std::string text = "v0 = 1.5; v1 = -0.7; v2 = 0.3\n";
    for (int i = 3; i < 60; ++i) {
      auto any = [&] { return "v" + std::to_string(random.below(i)); };
      static const char* const kForms[] = {"$ + $", "$*$ - $", "relu($)*$", "sin($) + $", "max($, $)", "exp(-square($))", "2*$ - 0.5", "sigmoid($)"};
      const std::string form = kForms[random.below(8)];
      text += "v" + std::to_string(i) + " = ";
      for (const char c : form) text += c == '$' ? any() : std::string(1, c);
      text += "\n";
    }
    INFO(text);
    compare(graph_of(text), counts);
  }
  CHECK(counts.programs > 700);
  CHECK(counts.exact >= 200);
}

TEST_CASE("replay of forks, a long chain, and programs with an end of their own") {
  Counts counts;
  for (const char* text : {"x = 3; f = x*x + x", "x = 2; y = x; z = y*y*x", "x = 0; f = 1/x; g = 0*f", "x = 2; f = x^3 + x^2 + x^-1 + x^0.5 + x^1.7 + 2^x",
                           "x = 1", "", "x = -1; f = log(x) + sqrt(x)", "a = 1; dead = exp(a); f = a + 2", "x = 0; f = relu(x) + abs(x) + max(x, x)"}) {
    INFO(text);
    compare(graph_of(text), counts);
  }
  const Graph longest = graph_of(chain(2500));
  CHECK(longest.nodes.size() > 2500);
  compare(longest, counts);
  std::string sum = "x=2;s=x";
  for (int i = 0; i < 9000; ++i) sum += "+x";
  compare(graph_of(sum), counts);
  CHECK(Flat(graph_of(sum)).runs() == 1);
}

TEST_CASE("replay of dot products, whose products and sums are one loop") {
  Counts counts;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    const int width = 2 + random.below(6), layers = 1 + random.below(4);
    std::string text;
    std::vector<std::string> layer;
    for (int j = 0; j < width; ++j) {
      layer.push_back("x" + std::to_string(j));
      text += layer.back() + " = " + std::to_string(random.between(-2, 2)) + "\n";
    }
    int weights = 0;
    for (int l = 0; l < layers; ++l) {
      std::vector<std::string> next;
      for (int i = 0; i < width; ++i) {
        const std::string name = "h" + std::to_string(l) + "_" + std::to_string(i);
        std::string sum = random.chance(0.3) ? random.pick(layer) : "x0";  // now and then a factor of these products too
        for (const std::string& x : layer) {
          const std::string w = "w" + std::to_string(random.chance(0.2) && weights > 0 ? random.below(weights) : weights);
          if (w == "w" + std::to_string(weights)) text += w + " = " + std::to_string(random.between(-1, 1)) + "\n", ++weights;
          sum += " + " + (random.chance(0.1) ? x + "*" + x : w + "*" + x);
        }
        text += name + " = " + (random.chance(0.5) ? "relu(" + sum + ")" : sum) + "\n";
        next.push_back(name);
      }
      layer = next;
    }
    text += "out = " + layer[0];
    for (const std::string& x : layer) text += " + " + x + "*" + x;
    INFO(text);
    compare(graph_of(text), counts);
  }
  CHECK(counts.exact == 60);
}

TEST_CASE("calls: literal arguments, a body that is its parameter, calls in calls") {
  Counts counts;
  const std::string text = "g(x, y) = exp(x)*y; h(x) = x; k(x) = 3; f(x) = g(2, x) + h(x)*g(x, 1) + k(x)\nu = 0.5; out = f(u) + f(2*u) + h(u)";
  for (const std::vector<std::string>& folded : std::vector<std::vector<std::string>>{{"f"}, {"g", "h"}, {"f", "g", "h", "k"}, {"k"}})
    compare(graph_of(text, folded), counts);
  std::string doubling = "f0(x) = x + x\n";  // 2^40 gates when expanded
  std::vector<std::string> names{"f0"};
  for (int i = 1; i < 40; ++i) {
    const std::string before = names.back(), name = "f" + std::to_string(i);
    doubling += name + "(x) = " + before + "(x) + " + before + "(x)\n";
    names.push_back(name);
  }
  Flat flat;
  CHECK(!flat.assign(graph_of(doubling + "u = 1; out = f39(u)", names)));
  CHECK(flat.slots() == 0);
}

TEST_CASE("replay at other inputs, and of another graph in the same memory") {
  const Graph graph = graph_of("x = 1; y = 2; f = sin(x*y) + exp(x)/y");
  Flat flat(graph_of(chain(100)));
  CHECK(flat.assign(graph));
  for (int k = 0; k < 50; ++k) {
    std::vector<double> all(graph.nodes.size());
    const int x = graph.find("x"), y = graph.find("y");
    all[x] = flat.inputs()[flat.input_of(x)] = 0.1 * k - 2;
    all[y] = flat.inputs()[flat.input_of(y)] = 3 - 0.07 * k;
    flat.forward();
    flat.backward();
    const std::vector<double> values = forward(graph, &all);
    CHECK(flat.value(graph.output) == values[graph.output]);
    Rules rules;
    CHECK(near(flat.grad(x), backward(graph, values, rules).grads[x]));
  }
  CHECK(flat.input_of(graph.output) == -1);
}

TEST_CASE("a batch is many replays") {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    const RandomProgram program = random_program(seed);
    INFO(program.reproduction());
    const Graph graph = graph_of(program.text);
    Flat flat(graph);
    std::vector<int> inputs;
    for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i)
      if (graph.nodes[i].op == Op::input) inputs.push_back(i);
    if (inputs.empty() || graph.output < 0) continue;
    constexpr int kPoints = 301;  // no multiple of a block
    Batch batch(flat);
    std::vector<double> x(kPoints), value(kPoints), grad(kPoints);
    const double start = graph.nodes[inputs[0]].value;
    for (int k = 0; k < kPoints; ++k) x[k] = start * (1 + 1e-3 * (k - 150));
    const Batch::Given given[] = {{inputs[0], x.data()}};
    const Batch::Wanted wanted[] = {{graph.output, value.data(), nullptr}, {inputs[0], nullptr, grad.data()}};
    batch.run(kPoints, given, wanted);
    for (int k = 0; k < kPoints; k += 7) {
      flat.inputs()[flat.input_of(inputs[0])] = x[k];
      flat.forward();
      flat.backward();
      CHECK(near(value[k], flat.value(graph.output), 1e-11, 1e-13));
      CHECK(near(grad[k], flat.grad(inputs[0]), 1e-8, 1e-10));
      ++compared;
    }
  }
  CHECK(compared > 5000);
}

TEST_CASE("each gate's batch is within 4 ulp of its replay") {
  Random random(7);
  int gates = 0;
  for (int op = static_cast<int>(Op::call) + 1; op < static_cast<int>(Op::count); ++op) {
    const Gate& row = gate(static_cast<Op>(op));
    if (row.marker) continue;
    for (int literal = -1; literal < (row.arity > 1 ? 2 : 0); ++literal) {
      INFO(std::string(row.name), ", literal at ", literal);
      Graph graph;
      Node x, y, g;
      x.name = "x";
      y.name = "y";
      g.name = "g";
      g.op = static_cast<Op>(op);
      g.operand_count = row.arity;
      graph.operands = {{0, 0}, {1, 0}};
      if (literal >= 0) graph.operands[literal] = {-1, 1.25};
      graph.operands.resize(row.arity);
      graph.nodes = {x, y, g};
      graph.output = 2;
      Flat flat(graph);
      Batch batch(flat);
      constexpr int kPoints = 2001;
      std::vector<double> xs(kPoints), ys(kPoints), value(kPoints), gx(kPoints), gy(kPoints);
      for (int k = 0; k < kPoints; ++k) {
        xs[k] = k < 5 ? std::vector<double>{0.0, -0.0, 1.0, -1.0, 1e-300}[k] : random.between(-1, 1) * std::pow(10, random.below(5) - 2);
        ys[k] = k % 5 == 0 ? xs[k] : random.between(-3, 3);
      }
      const Batch::Given given[] = {{0, xs.data()}, {1, ys.data()}};
      const Batch::Wanted wanted[] = {{2, value.data(), nullptr}, {0, nullptr, gx.data()}, {1, nullptr, gy.data()}};
      batch.run(kPoints, given, wanted);
      double worst = 0;
      for (int k = 0; k < kPoints; ++k) {
        flat.inputs()[0] = xs[k];
        flat.inputs()[1] = ys[k];
        flat.forward();
        flat.backward();
        worst = std::max({worst, ulps(value[k], flat.value(2)), ulps(gx[k], flat.grad(0)), ulps(gy[k], flat.grad(1))});
      }
      CHECK(worst <= (graph.nodes[2].op == Op::tanh ? 8 : 4));  // its local gradient squares a cosh, whose 2 ulp count twice, on both sides
      ++gates;
    }
  }
  CHECK(gates > 35);
}

TEST_CASE("vector functions against the library") {
  Random random(3);
  struct Case {
    const char* name;
    kernels::Vec (*ours)(kernels::Vec);
    double (*theirs)(double);
    double low, high, most;  // ulp
  };
  const Case cases[] = {
      {"exp", [](kernels::Vec x) { return kernels::exp(x); }, std::exp, -750, 715, 2},
      {"log", [](kernels::Vec x) { return kernels::log(x); }, std::log, 0, 10, 2},
      {"log1p", [](kernels::Vec x) { return kernels::log1p(x); }, std::log1p, -1, 3, 2},
      {"tanh", [](kernels::Vec x) { return kernels::tanh(x); }, std::tanh, -20, 20, 2},
      {"cosh", [](kernels::Vec x) { return kernels::cosh(x); }, std::cosh, -711, 711, 2},
  };
  for (const Case& c : cases) {
    double worst = 0, at = 0;
    auto check = [&](double x) {
      const double difference = ulps(c.ours(kernels::Vec{x, 1})[0], c.theirs(x));
      if (difference > worst) at = x;
      worst = std::max(worst, difference);
    };
    for (int k = 0; k < 100000; ++k) {
      check(random.between(c.low, c.high));
      check(random.between(c.low, c.high) * std::pow(10, -random.below(20)));
    }
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const double x : {0.0, -0.0, 1.0, -1.0, 1e-310, 5e-324, 1e308, -1e308, infinity, -infinity, std::nan("")}) check(x);
    INFO(std::string(c.name), " at ", at);
    CHECK(worst <= c.most);
  }
}

TEST_CASE("what the reader of derivatives reads") {
  using kernels::Reader;
  for (const char* good : {"1", "-a/b^2", "b*a^(b - 1)", "0.01 + 0.99*step(a)", "wins(-a, -b)", "1/sqrt((1 - a)*(1 + a))", "ln(a)"})
    CHECK(Reader(good).read().good);
  for (const char* bad : {"", "2a", "a b", "(a", "a)", "frobnicate(a)", "wins(a)", "c", "1..2", "a +", "sin a", "a^"}) {
    INFO(bad);
    CHECK(!Reader(bad).read().good);
  }
}
