// Forward mode, Jacobians and second derivatives against the reverse sweep and against differences of it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/modes.h"
#include "core/trace.h"
#include "support/near.h"
#include "support/random.h"
#include "support/random_program.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

std::vector<int> inputs_of(const Graph& graph) {
  std::vector<int> inputs;
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i)
    if (graph.nodes[static_cast<std::size_t>(i)].op == Op::input) inputs.push_back(i);
  return inputs;
}

// Gradients with every input moved by h along the direction.
std::vector<double> moved_gradients(const Analysis& a, const std::vector<double>& direction, double h) {
  Analysis moved = a;
  for (std::size_t i = 0; i < direction.size(); ++i)
    if (moved.graph.nodes[i].op == Op::input) moved.graph.nodes[i].value += h * direction[i];
  recompute(moved);
  return moved.backward.grads;
}

}  // namespace

TEST_CASE("forward mode agrees with the reverse sweep, input by input") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const RandomProgram p = random_program(seed);
    INFO(p.reproduction());
    BuildOptions folded;
    if (seed % 2 == 0) folded.folded = p.functions;
    const Analysis a = analyse(p.text, folded);
    if (a.graph.output < 0) continue;
    for (int input : inputs_of(a.graph)) {
      const Tangents sweep = forward_mode(a.graph, a.backward.locals, input);
      INFO("input ", a.graph.nodes[static_cast<std::size_t>(input)].name);
      CHECK(near(sweep.tangents[static_cast<std::size_t>(a.graph.output)], a.backward.grads[static_cast<std::size_t>(input)], 1e-9, 1e-12));
    }
  }
}

TEST_CASE("the Jacobian is the same by rows and by columns") {
  const Analysis a = analyse("x = 0.3; y = -1.2; z = 2\nu = x*y + sin(z)\nv = u*u/z\nw = exp(x)*v - y");
  const std::vector<int> outputs{a.graph.find("u"), a.graph.find("v"), a.graph.find("w")}, inputs = inputs_of(a.graph);
  const Matrix forward = jacobian_forward(a.graph, a.backward.locals, outputs, inputs);
  const Matrix reverse = jacobian_reverse(a.graph, a.backward.locals, outputs, inputs);
  for (std::size_t i = 0; i < outputs.size(); ++i)
    for (std::size_t j = 0; j < inputs.size(); ++j) CHECK(near(forward[i][j], reverse[i][j], 1e-14));
  CHECK(near(forward[0][0], -1.2));
  CHECK(near(forward[0][2], std::cos(2.0)));
}

TEST_CASE("the counts: reverse mode pays once, forward mode for each input") {
  const Analysis a = analyse("w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))");
  const Operations reverse = reverse_cost(a.graph, a.backward);
  CHECK(reverse.multiplications == 12);  // one for each edge
  CHECK(reverse.additions == 0);         // a tree has no fork
  int forward = 0;
  for (int input : inputs_of(a.graph)) forward += forward_mode(a.graph, a.backward.locals, input).operations.all();
  CHECK(forward == 7 + 7 + 7 + 7 + 5);  // the gates between each input and f
  const Analysis fork = analyse("x = 3; f = x*x");
  CHECK(reverse_cost(fork.graph, fork.backward).additions == 1);
}

TEST_CASE("second derivatives of known functions") {
  struct Known {
    const char* text;
    double second;
  };
  const Known known[] = {
      {"x = 3; f = x*x", 2},          {"x = 2; f = x^3", 12},           {"x = 0.7; f = exp(2*x)", 4 * std::exp(1.4)},
      {"x = 0.7; f = sin(x)", -std::sin(0.7)}, {"x = 2; f = log(x)", -0.25}, {"x = 0; f = sigmoid(x)", 0},
      {"x = 0; f = x^2", 2},          {"x = 1; f = 1/x", 2},            {"x = 4; f = sqrt(x)", -1.0 / 32},
      {"x = 2; f = relu(x)*x", 2},    {"x = 0.4; f = tanh(x)", -2 * std::tanh(0.4) * (1 - std::tanh(0.4) * std::tanh(0.4))},
  };
  for (const Known& k : known) {
    const Analysis a = analyse(k.text);
    INFO(k.text);
    const SecondOrder second = hessian_vector(a.graph, std::vector<double>(a.graph.nodes.size(), 1));
    CHECK(near(second.products[0], k.second, 1e-12, 1e-14));
  }
}

TEST_CASE("Hessian-vector products are differences of gradients, and the Hessian is symmetric") {
  for (std::uint64_t seed = 500; seed < 650; ++seed) {
    const RandomProgram p = random_program(seed);
    INFO(p.reproduction());
    BuildOptions folded;
    if (seed % 3 == 0) folded.folded = p.functions;
    const Analysis a = analyse(p.text, folded);
    if (a.graph.output < 0) continue;
    Random random(seed);
    std::vector<double> v(a.graph.nodes.size()), u(a.graph.nodes.size());
    for (double& x : v) x = random.between(-1, 1);
    for (double& x : u) x = random.between(-1, 1);
    const SecondOrder hv = hessian_vector(a.graph, v), hu = hessian_vector(a.graph, u);
    double uhv = 0, vhu = 0, size = 0;
    const std::vector<double> up = moved_gradients(a, v, 1e-5), down = moved_gradients(a, v, -1e-5);
    for (int i : inputs_of(a.graph)) {
      const auto n = static_cast<std::size_t>(i);
      CHECK(near(hv.grads[n], a.backward.grads[n], 1e-10, 1e-12));
      const double difference = (up[n] - down[n]) / 2e-5, scale = 1 + std::fabs(up[n]) + std::fabs(difference);
      INFO("input ", a.graph.nodes[n].name, ": ", hv.products[n], " and ", difference);
      if (std::isfinite(difference) && scale < 1e6) CHECK(std::fabs(hv.products[n] - difference) <= 1e-4 * scale);
      uhv += u[n] * hv.products[n];
      vhu += v[n] * hu.products[n];
      size += std::fabs(u[n] * hv.products[n]) + std::fabs(v[n] * hu.products[n]);
    }
    if (std::isfinite(size)) CHECK(std::fabs(uhv - vhu) <= 1e-9 * (1 + size));
  }
}
