// A gate is one row: this program has the core compiled with the rows of added/core/gates.inc in its table, and no other line of the
// core changed. Everything that the core does works for them.
#include <algorithm>
#include <cmath>
#include <functional>

#include <doctest/doctest.h>

#include "core/flat.h"
#include "core/gate_laws.h"
#include "core/insight.h"
#include "core/modes.h"
#include "core/regroup.h"
#include "core/trace_reading.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

struct Added {
  Op op;
  std::vector<double> a, b;
  std::function<double(double, double)> value, slope_a, slope_b;  // from the books, not from the row
};

double u_of(double x) { return std::sqrt(2 / 3.14159265358979323846) * (x + 0.044715 * std::pow(x, 3)); }
double gelu(double x) { return x / (1 + std::exp(-2 * u_of(x))); }
double gelu_slope(double x) {
  const double s = 1 / (1 + std::exp(-2 * u_of(x)));
  return s + x * s * (1 - s) * 2 * std::sqrt(2 / 3.14159265358979323846) * (1 + 3 * 0.044715 * x * x);
}

const std::vector<Added>& added() {
  static const std::vector<Added> all = {
      {Op::gelu, {-2, -0.7, 1e-3, 0.4, 1.3, 6}, {}, [](double a, double) { return gelu(a); }, [](double a, double) { return gelu_slope(a); }, {}},
      {Op::hypot,
       {-3, -0.2, 0.5, 4},
       {-1.5, 0.1, 4},
       [](double a, double b) { return std::sqrt(a * a + b * b); },
       [](double a, double b) { return a / std::sqrt(a * a + b * b); },
       [](double a, double b) { return b / std::sqrt(a * a + b * b); }},
      {Op::softsign,
       {-30, -0.7, 0.2, 3},
       {},
       [](double a, double) { return a / (1 + std::fabs(a)); },
       [](double a, double) { return std::pow(1 + std::fabs(a), -2); },
       {}},
      {Op::hard_tanh,
       {-2, -0.5, 0.3, 1.7},
       {},
       [](double a, double) { return std::fmax(-1, std::fmin(1, a)); },
       [](double a, double) { return std::fabs(a) < 1 ? 1 : 0; },
       {}},
  };
  return all;
}

// Calls `test(row, a, b)` with each row at each of its points.
template <class Test>
void at_points(Test test) {
  for (const Added& row : added())
    for (const double a : row.a)
      for (const double b : row.b.empty() ? std::vector<double>{0} : row.b) test(row, a, b);
}

// The gate among others, a fork before it: everything that a program is made of.
std::string deep_program(Op op, double a, double b) {
  const std::string call = gate(op).arity > 1 ? "(x, y)" : "(x)";
  return "x = " + format_number(a) + "; y = " + format_number(b) + "\nf = " + gate(op).name + call + "*sin(x) + exp(-y)/(1 + x*x)\n";
}

std::vector<Op> ops() {
  std::vector<Op> all;
  for (const Added& row : added()) all.push_back(row.op);
  return all;
}

}  // namespace

TEST_CASE("values and gradients are those of the books; finite differences, formula and check agree") {
  at_points([](const Added& row, double a, double b) {
    const std::string program = gate_program(row.op, a, b);
    INFO(program);
    std::vector<std::string> failures;
    gate_point_failures(row.op, a, b, failures);
    for (const std::string& failure : failures) FAIL_CHECK(failure);
    const Json trace = trace_of(program);
    CHECK(trace["diagnostics"].items.empty());
    CHECK(node_of(trace, "f")["gate"].string == gate(row.op).name);
    CHECK(near(value_of(trace, "f"), row.value(a, b), 1e-13));
    CHECK(near(grad_of(trace, "x"), row.slope_a(a, b), 1e-12, 1e-14));
    if (row.slope_b) CHECK(near(grad_of(trace, "y"), row.slope_b(a, b), 1e-12, 1e-14));
    check_sums(trace);
    check_formulas(trace);
  });
}

TEST_CASE("every name of the row is called, by each of its spellings") {
  CHECK(find_function("norm") == Op::hypot);
  CHECK(value_of(trace_of("x = 3; y = 4; f = norm(x, y)"), "f") == 5);
  CHECK(value_of(trace_of("x = 3; f = $\\operatorname{hypot}(x, 4)$"), "f") == 5);
  CHECK(value_of(trace_of("import numpy as np\nx = 3.0\nf = np.hypot(x, 4)"), "f") == 5);
  CHECK(value_of(trace_of("x = 1; f = torch.nn.functional.gelu(x)"), "f") == value_of(trace_of("x = 1; f = gelu(x)"), "f"));
}

TEST_CASE("a wrong number of operands and a slip of the pen are noticed") {
  auto fix = [](const std::string& text) {
    for (const Diagnostic& d : analyse(text).diagnostics)
      if (d.fix) return apply_edit(text, {d.fix->span, d.fix->replacement});
    return std::string("no fix");
  };
  CHECK(fix("x = 1; f = gleu(x)") == "x = 1; f = gelu(x)");
  CHECK(fix("x = 1; y = 2; f = hyopt(x, y)") == "x = 1; y = 2; f = hypot(x, y)");
  CHECK(has_errors(analyse("x = 1; f = hypot(x)").diagnostics));
  CHECK(has_errors(analyse("x = 1; f = gelu(x, x)").diagnostics));
}

TEST_CASE("formulas and their LaTeX are read back with their values") {
  at_points([](const Added& row, double a, double b) {
    Analysis analysis = analyse(deep_program(row.op, a, b));
    std::string text = "x = " + format_number(a) + "; y = " + format_number(b) + "\n";
    std::vector<double> expected;
    auto probe = [&](const Expr& formula, double value) {
      for (const std::string& written : {print(formula), "$" + latex(formula) + "$"}) {
        text += "probe_" + std::to_string(expected.size()) + " = " + written + "\n";
        expected.push_back(value);
      }
    };
    for (int i = 0; i < static_cast<int>(analysis.graph.nodes.size()); ++i) {
      const Node& node = analysis.graph.nodes[static_cast<std::size_t>(i)];
      if (node.op == Op::input) continue;
      text += node.name + " = " + format_number(analysis.values[static_cast<std::size_t>(i)]) + "\n";
      probe(formula_of(analysis.graph, i), analysis.values[static_cast<std::size_t>(i)]);
      for (int p = 0; p < node.operand_count; ++p) {
        if (analysis.graph.operands_of(i)[p].is_literal()) continue;
        const double local = analysis.backward.locals[static_cast<std::size_t>(node.first_operand + p)];
        probe(local_formula(analysis.graph, i, p, analysis.values, local, analysis.rules), local);
      }
    }
    INFO(text);
    const Analysis again = analyse(text);
    CHECK_FALSE(has_errors(again.diagnostics));
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const int index = again.graph.find("probe_" + std::to_string(i));
      CHECK(index >= 0);
      if (index >= 0) CHECK(near(again.values[static_cast<std::size_t>(index)], expected[i], 1e-10, 1e-12));
    }
  });
}

TEST_CASE("folded into a function, the gate has a local gradient all the same") {
  at_points([](const Added& row, double a, double b) {
    const std::string call = std::string(gate(row.op).name) + (gate(row.op).arity > 1 ? "(u, v)" : "(u)");
    const std::string text = "q(u, v) = " + call + "*v\nx = " + format_number(a) + "; y = " + format_number(b) + "\nf = q(x, y)";
    INFO(text);
    const Json open = trace_of(text), closed = trace_of(text, {{"q"}, ""});
    for (const char* name : {"x", "y"}) CHECK(near(grad_of(open, name), grad_of(closed, name), 1e-12, 1e-14));
    check_formulas(closed);
  });
}

TEST_CASE("forward mode, second derivatives, the compact program and the batch agree with the sweeps") {
  at_points([](const Added& row, double a, double b) {
    const std::string text = deep_program(row.op, a, b);
    INFO(text);
    const Analysis analysis = analyse(text);
    const auto output = static_cast<std::size_t>(analysis.graph.output);
    const std::vector<int> inputs = {analysis.graph.find("x"), analysis.graph.find("y")};
    std::vector<double> direction(analysis.graph.nodes.size());
    for (const int input : inputs) {
      const auto n = static_cast<std::size_t>(input);
      CHECK(near(forward_mode(analysis.graph, analysis.backward.locals, input).tangents[output], analysis.backward.grads[n], 1e-12, 1e-14));
      direction[n] = input == inputs[0] ? 0.6 : -0.8;
    }
    const SecondOrder second = hessian_vector(analysis.graph, direction);
    const double h = 1e-5;
    auto moved = [&](double by) { return analyse(deep_program(row.op, a + by * direction[0], b + by * direction[1])).backward.grads; };
    for (const int input : inputs) {
      const auto n = static_cast<std::size_t>(input);
      CHECK(near(second.grads[n], analysis.backward.grads[n], 1e-12, 1e-14));
      CHECK(near(second.products[n], (moved(h)[n] - moved(-h)[n]) / (2 * h), 1e-6, 1e-7));
    }

    Flat flat(analysis.graph);
    flat.forward();
    flat.backward();
    const std::vector<double> xs = {a, a, a}, ys = {b, b, b};
    std::vector<double> values(3), grads(3);
    const std::vector<Batch::Given> given = {{inputs[0], xs.data()}, {inputs[1], ys.data()}};
    const std::vector<Batch::Wanted> wanted = {{inputs[0], nullptr, grads.data()}, {analysis.graph.output, values.data(), nullptr}};
    Batch(flat).run(3, given, wanted);
    CHECK(near(flat.value(analysis.graph.output), analysis.values[output], 1e-14));
    for (const int input : inputs) CHECK(near(flat.grad(input), analysis.backward.grads[static_cast<std::size_t>(input)], 1e-12, 1e-14));
    for (std::size_t k = 0; k < 3; ++k) {
      CHECK(near(values[k], analysis.values[output], 1e-13));
      CHECK(near(grads[k], analysis.backward.grads[static_cast<std::size_t>(inputs[0])], 1e-11, 1e-13));
    }
  });
}

TEST_CASE("a part with the gate in it gets a name, becomes a function, and comes back") {
  for (const Op op : ops()) {
    const std::string text = deep_program(op, 0.3, 0.8);
    INFO(text);
    const Analysis before = analyse(text);
    const auto& nodes = before.graph.nodes;
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const Node& n) { return n.op == op; });
    CHECK(found != nodes.end());
    if (found == nodes.end()) continue;
    const int node = static_cast<int>(found - nodes.begin());
    const Regrouping part = extract_node(text, before, node, "q");
    CHECK_MESSAGE(part.ok(), part.refusal);
    const std::string named = apply_edits(text, part.edits);
    const Analysis after = analyse(named);
    CHECK(after.graph.find("q") >= 0);
    CHECK(apply_edits(named, inline_node(named, after, after.graph.find("q")).edits) == text);
    const Regrouping function = fold_nodes(text, before, {node}, "g");
    CHECK_MESSAGE(function.ok(), function.refusal);
  }
}

TEST_CASE("what a gate squashes, and where it has a kink, is known from its row") {
  auto kinds = [](const char* text) {
    std::string all;
    for (const Insight& i : insights(analyse(text))) {
      all += i.kind == Insight::Kind::saturated ? "saturated:" : i.kind == Insight::Kind::blocked ? "blocked:" : "other:";
      for (const std::string& part : i.parts) all += " " + part;
      all += "\n";
    }
    return all;
  };
  CHECK(kinds("x = 40; f = softsign(x)") == "saturated: f x 40 0.00059\n");
  CHECK(kinds("x = 0.5; f = softsign(x)").empty());
  CHECK(kinds("x = 3; f = gelu(x)").empty());
  CHECK(kinds("x = 1.4; f = hard_tanh(x)") == "blocked: f x 1 - x < 0\n");
  CHECK(kinds("x = 0.5; f = hard_tanh(x)").empty());
  CHECK(kinds("x = 0; y = 0; f = hypot(x, y)").empty());
}

TEST_CASE("what the row says of its gate is what is shown") {
  for (const Op op : ops()) {
    const Analysis a = analyse(gate_program(op, 1, 2));
    const GateLook look = gate_look(a.graph, a.graph.output);
    CHECK(look.name == gate(op).name);
    CHECK(look.words.size() > 20);
    CHECK(look.sign == gate(op).sign);
    const std::vector<std::string> names = all_function_names();
    CHECK(std::count(names.begin(), names.end(), gate(op).name) == 1);
  }
}
