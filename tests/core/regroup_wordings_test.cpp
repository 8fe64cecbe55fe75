// Other wordings of a whole program: they compute the same, and their graphs are others.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/directives.h"
#include "core/regroup.h"
#include "support/near.h"
#include "support/random_program.h"
#include "support/share.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

const std::string kNeuron = "# the 2-D logistic neuron\nw0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))\n";

Analysis shown(const std::string& text) { return analyse(text, {folded_functions(text), {}}); }

std::vector<Wording> wordings(const std::string& text) { return wordings_of(text, shown(text)); }

std::string gates(const std::string& text) {
  const Analysis a = shown(text);
  std::string out;
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
    const Node& node = a.graph.nodes[static_cast<std::size_t>(i)];
    if (node.op == Op::input) continue;
    out += (out.empty() ? "" : " ") + std::string(gate_name(a.graph, i));
    for (int p = 0; p < node.operand_count; ++p) {
      const Operand& operand = a.graph.operands_of(i)[p];
      if (operand.node >= 0 && a.graph.nodes[static_cast<std::size_t>(operand.node)].op != Op::input) out += "," + std::to_string(operand.node);
    }
  }
  return out;
}

// The gates' names only.
std::string gates_in(const std::string& text, Wording wording) {
  std::string all = gates(in_wording(text, wording)), out;
  for (const char c : all)
    if (c != ',' && (c < '0' || c > '9')) out += c;
  return out;
}

double largest(const std::vector<double>& numbers) {
  double most = 1;
  for (const double x : numbers) most = std::fmax(most, std::isfinite(x) ? std::fabs(x) : 0);
  return most;
}

// Every wording of the program keeps its numbers and has another graph; how many there are.
int check(const std::string& text) {
  const Analysis before = shown(text);
  std::vector<std::string> graphs = {gates(text)};
  const std::vector<Wording> all = wordings(text);
  CHECK(all.size() <= 4);
  for (const Wording wording : all) {
    const std::string words = in_wording(text, wording);
    INFO(words);
    const Analysis after = shown(words);
    CHECK(has_errors(after.diagnostics) == has_errors(before.diagnostics));
    const auto x = static_cast<std::size_t>(before.graph.output), y = static_cast<std::size_t>(after.graph.output);
    const double value = largest(before.values), grad = std::fmax(largest(before.backward.grads), largest(after.backward.grads));
    CHECK(near(before.values[x], after.values[y], 1e-12, 1e-14 * std::fmax(value, largest(after.values))));
    for (std::size_t i = 0; i < before.graph.nodes.size(); ++i) {
      if (before.graph.nodes[i].op != Op::input) continue;
      const int j = after.graph.find(before.graph.nodes[i].name);
      REQUIRE(j >= 0);
      CHECK(after.values[static_cast<std::size_t>(j)] == before.values[i]);
      CHECK(near(before.backward.grads[i], after.backward.grads[static_cast<std::size_t>(j)], 1e-12, 1e-14 * grad));
    }
    CHECK(in_wording(words, wording) == words);
    const std::string graph = gates(words);
    CHECK(std::find(graphs.begin(), graphs.end(), graph) == graphs.end());
    graphs.push_back(graph);
  }
  return static_cast<int>(all.size());
}

}  // namespace

TEST_CASE("the lecture's neuron in gates has a wording with one sigmoid, and the other way round") {
  CHECK(wordings(kNeuron) == std::vector<Wording>{Wording::sigmoid});
  const std::string other = in_wording(kNeuron, Wording::sigmoid);
  CHECK(other == "# the 2-D logistic neuron\nw0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = sigmoid(w0*x0 + w1*x1 + w2)\n");
  CHECK(gates_in(kNeuron, Wording::sigmoid) == "mul mul add add sigmoid");
  CHECK(wordings(other) == std::vector<Wording>{Wording::gates});
  CHECK(gates_in(other, Wording::gates) == "mul mul add add neg exp shift recip");
  CHECK(check(kNeuron) == 1);
  CHECK(check(other) == 1);
}

TEST_CASE("forms inside one another, functions, differences and squares") {
  CHECK(gates_in("x = 0.3; f = sigmoid(2*sigmoid(x))", Wording::gates) == "neg exp shift recip scale neg exp shift recip");
  CHECK(gates_in("x = 0.3; f = 1/(1+exp(-(1/(1+exp(-x)))))", Wording::sigmoid) == "sigmoid sigmoid");
  CHECK(gates_in("x = 0.3; f = 2*sigmoid(2*x) - 1", Wording::sigmoid) == "tanh");
  const std::string cell = "s(u) = 1/(1+exp(-u))\nx = 0.3; y = 2\nf = s(x)*s(y)";
  CHECK(gates_in(cell, Wording::sigmoid) == "sigmoid sigmoid mul");
  CHECK(gates_in(cell, Wording::folded) == "s s mul");
  CHECK(wordings(cell) == std::vector<Wording>{Wording::sigmoid, Wording::folded});
  CHECK(wordings(in_wording(cell, Wording::folded)) == std::vector<Wording>{Wording::open});
  CHECK(in_wording(in_wording(cell, Wording::folded), Wording::open) == cell);
  CHECK(in_wording("x = 1; y = 2; f = (x - y)^2/y", Wording::plain) == "x = 1; y = 2; f = (x + (-1)*y)*(x + (-1)*y)*(1/y)");
  CHECK(check("x = 1; y = 2; f = (x - y)^2/y") == 1);
  CHECK(check(cell) == 2);
}

TEST_CASE("there is no other wording of what has one form only, is LaTeX, computes nothing or differs here") {
  for (const char* text : {"f = (x+y)*z; x = -2; y = 5; z = -4", "", "x = 2", "x = 1; f = \\frac{1}{1+e^{-x}}", "x = 3/7; f = x*x", "f = 1/(1 + exp(-",
                           "x = -800; f = 1/(1+exp(-x))", "x = 3; f = exp(x - 2)"}) {
    INFO(std::string(text));
    CHECK(wordings(text).empty());
  }
}

TEST_CASE("large programs keep to what costs little") {
  std::string text = "x = 0.1\nf = x";
  for (int i = 0; i < 400; ++i) text += i % 2 ? "*x" : "+x";
  CHECK(wordings(text + "\ng = sigmoid(f)").empty());
  CHECK(wordings("s(u) = u*u + u\n" + text + "\ng = s(f)") == std::vector<Wording>{Wording::folded});
  std::string squares = "x = 1.01\nf = x";
  for (int i = 0; i < 40; ++i) squares = squares.substr(0, squares.rfind("= ") + 2) + "(" + squares.substr(squares.rfind("= ") + 2) + "+1)^2";
  CHECK(in_wording(squares, Wording::plain).size() < 64 * 1024);
}

TEST_CASE("random programs: every wording has their numbers and another graph") {
  int found = 0;
  for (std::uint64_t seed = 1; seed <= 600 / kSlower; ++seed) {
    const RandomProgram program = random_program(seed);
    INFO(program.reproduction());
    found += check(program.text);
  }
  CHECK(found > 300 / kSlower);
}
