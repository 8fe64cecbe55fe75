// Every way to a derivative on the oracle's two hundred programs: forward mode, reverse mode, Jacobians, Hessian-vector products,
// differences, the compact program and its batch. They share the gate table and little else.
#include <cmath>
#include <limits>

#include "core/check.h"
#include "core/flat.h"
#include "core/modes.h"
#include "core/number.h"
#include "core/oracle.h"
#include "support/near.h"
#include "support/random.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();

std::vector<int> nodes_of(const Graph& graph, bool inputs) {
  std::vector<int> nodes;
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i)
    if ((graph.nodes[i].op == Op::input) == inputs) nodes.push_back(i);
  return nodes;
}

// The rate at which the inputs' gradients change along `direction`, by central differences: of those over ever smaller steps the
// pair that agrees best. `error` is how far the two are apart, where a step that is too long shows (h^2), and at least round-off (1/h).
struct Rate {
  std::vector<double> rates;
  double error = std::numeric_limits<double>::infinity();
};
Rate gradient_rate(const Analysis& a, const std::vector<int>& inputs, const std::vector<double>& direction) {
  Rate best;
  std::vector<double> wider;
  for (double h = 1e-2; h > 1e-7; h /= 4) {
    std::vector<double> rates(inputs.size());
    for (const int side : {1, -1}) {
      Analysis moved = a;
      for (int i : inputs) moved.graph.nodes[i].value += side * h * direction[i];
      recompute(moved);
      for (std::size_t i = 0; i < inputs.size(); ++i) rates[i] += side * moved.backward.grads[inputs[i]] / (2 * h);
    }
    double error = 0, size = 0;
    for (std::size_t i = 0; i < wider.size(); ++i) {
      error = std::fmax(error, 2 * kEpsilon * std::fabs(a.backward.grads[inputs[i]]) / h);
      error = std::fmax(error, std::fabs(rates[i] - wider[i]));
      size = std::fmax(size, std::fabs(rates[i]));
    }
    if (!wider.empty() && std::isfinite(size) && error < best.error) best = {rates, error};
    wider = rates;
  }
  return best;
}

}  // namespace

TEST_CASE("forward mode, reverse mode and both Jacobians give the oracle's gradients") {
  int compared = 0;
  for (const Json& c : oracle()) {
    INFO(c["program"].string);
    const Analysis a = analyse(c["program"].string);
    const std::vector<int> inputs = nodes_of(a.graph, true), gates = nodes_of(a.graph, false);
    CHECK(inputs.size() == c["grads"].members.size());
    for (int input : inputs) {
      INFO("input ", a.graph.nodes[input].name);
      const double exact = decimal(c["grads"][a.graph.nodes[input].name]);
      CHECK(near(forward_mode(a.graph, a.backward.locals, input).tangents[a.graph.output], exact));
      CHECK(near(a.backward.grads[input], exact));
      ++compared;
    }
    // Of every gate with respect to every input. A sum in another order differs by the rounding of its largest terms.
    const Matrix columns = jacobian_forward(a.graph, a.backward.locals, gates, inputs);
    const Matrix rows = jacobian_reverse(a.graph, a.backward.locals, gates, inputs);
    for (std::size_t i = 0; i < gates.size(); ++i)
      for (std::size_t j = 0; j < inputs.size(); ++j) {
        INFO("d", a.graph.nodes[gates[i]].name, "/d", a.graph.nodes[inputs[j]].name);
        CHECK(near(columns[i][j], rows[i][j]));
      }
  }
  CHECK(compared > 500);
}

TEST_CASE("Hessian-vector products on the oracle's programs: gradients, differences of gradients, and symmetry") {
  int compared = 0, sharp = 0, index = 0;
  for (const Json& c : oracle()) {
    INFO(c["program"].string);
    const Analysis a = analyse(c["program"].string);
    const std::vector<int> inputs = nodes_of(a.graph, true);
    Random random(++index);
    std::vector<double> u(a.graph.nodes.size()), v(a.graph.nodes.size());
    for (double& x : u) x = random.between(-1, 1);
    for (double& x : v) x = random.between(-1, 1);
    const SecondOrder hu = hessian_vector(a.graph, u), hv = hessian_vector(a.graph, v);
    const Rate rate = gradient_rate(a, inputs, v);
    double uhv = 0, vhu = 0, size = 0;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const int input = inputs[i];
      INFO("input ", a.graph.nodes[input].name);
      CHECK(near(hv.grads[input], decimal(c["grads"][a.graph.nodes[input].name])));
      INFO(hv.products[input], " and ", rate.rates[i], " within ", rate.error);
      // Beside the differences' own error, what round-off leaves of eight digits where a gradient is a small rest of large terms.
      CHECK(std::fabs(hv.products[input] - rate.rates[i]) <= 4 * rate.error + 1e-8 * std::fabs(rate.rates[i]));
      ++compared;
      sharp += rate.error <= 1e-5 * std::fabs(rate.rates[i]) || rate.error < 1e-9;
      uhv += u[input] * hv.products[input];
      vhu += v[input] * hu.products[input];
      size += std::fabs(u[input] * hv.products[input]) + std::fabs(v[input] * hu.products[input]);
    }
    CHECK(std::fabs(uhv - vhu) <= 1e-12 * size + 1e-15);  // 1e-15: products that should be 0, from terms of about 1 that cancel
  }
  CHECK(compared > 500);
  CHECK(sharp > compared * 9 / 10);  // the differences are good enough to tell
}

TEST_CASE("the check agrees at every node of the oracle's programs, and at a kink of any of them says that there is one") {
  int agreeing = 0, kinks = 0;
  for (const Json& c : oracle()) {
    const std::string text = c["program"].string, output = c["output"].string;
    INFO(text);
    const Analysis a = analyse(text);
    for (const CheckRow& row : check_gradients(a)) {
      INFO("node ", a.graph.nodes[row.node].name, ": ", row.gradient, " and ", row.numerical);
      CHECK_MESSAGE(row.verdict == Verdict::agrees, verdict_name(row.verdict));
      ++agreeing;
    }
    // |f - value|: the gradient 0 of the convention is the mean of both slopes; relu and max take one of them. Where the output is
    // flat (to what round-off lets a difference see) there is no kink, and 0 is the derivative.
    for (const char* bent : {"abs(%)", "relu(%)", "max(%, 2*(%))"}) {
      std::string last = bent;
      const std::string difference = output + " - (" + format_number(a.values[a.graph.output]) + ")";
      for (std::size_t at; (at = last.find('%')) != std::string::npos;) last.replace(at, 1, difference);
      const Analysis k = analyse(text + "\nkink = " + last);
      for (int input : nodes_of(k.graph, true)) {
        const CheckRow row = check_gradient(k, input);
        const double slope = std::fabs(a.backward.grads[a.graph.find(k.graph.nodes[input].name)]);
        INFO(last, ", input ", k.graph.nodes[input].name, ": ", row.gradient, " and ", row.numerical, ", the slope is ", slope);
        if (slope == 0) CHECK_MESSAGE(row.verdict == Verdict::agrees, verdict_name(row.verdict));
        if (slope > 1e-4) CHECK_MESSAGE(row.verdict == Verdict::kink, verdict_name(row.verdict));
        kinks += slope > 1e-4;
      }
    }
  }
  CHECK(agreeing > 2000);
  CHECK(kinks > 500);
}

TEST_CASE("the compact program and its batch are the sweeps on the oracle's programs") {
  for (const Json& c : oracle()) {
    INFO(c["program"].string);
    const Analysis a = analyse(c["program"].string);
    Flat flat(a.graph);
    flat.forward();
    flat.backward();
    const double value = decimal(c["value"]);
    CHECK(near(flat.value(a.graph.output), value));
    const std::vector<int> inputs = nodes_of(a.graph, true);
    constexpr int kPoints = 3;
    std::vector<double> values(kPoints), grads(kPoints);
    for (int input : inputs) {
      INFO("input ", a.graph.nodes[input].name);
      const double exact = decimal(c["grads"][a.graph.nodes[input].name]);
      CHECK(near(flat.grad(input), exact));
      const std::vector<double> points(kPoints, a.values[input]);
      const Batch::Given given[] = {{input, points.data()}};
      const Batch::Wanted wanted[] = {{a.graph.output, values.data(), nullptr}, {input, nullptr, grads.data()}};
      Batch(flat).run(kPoints, given, wanted);
      for (int k = 0; k < kPoints; ++k) {
        CHECK(near(values[k], value));
        CHECK(near(grads[k], exact));
      }
    }
  }
}
