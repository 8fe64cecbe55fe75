// Local gradients step by step: each step keeps the value, and the chain ends at the formula that the trace shows.
#include "core/derivation.h"

#include "core/eval.h"
#include "core/trace_reading.h"
#include "support/random.h"
#include "support/random_program.h"
#include "support/share.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

// The steps at every place of a node, after the laws that hold for all of them.
std::vector<DerivationStep> steps_of(Analysis& a, int node, int place, const std::string& reproduction) {
  const double local = a.backward.locals[a.graph.nodes[node].first_operand + place];
  const Expr formula = local_formula(a.graph, node, place, a.values, local, a.rules);
  const std::vector<DerivationStep> steps = derivation(a.graph, node, place, a.values, local, a.rules);
  INFO(reproduction, ", operand ", place, " of ", a.graph.nodes[node].name);
  if (steps.empty()) return steps;
  CHECK(steps.size() <= 8);
  CHECK(print(steps.back().after) == print(formula));
  auto here = [&](const std::string& name) {
    const int n = a.graph.find(name);
    return n >= 0 ? a.values[n] : name == "pi" ? 3.14159265358979323846 : std::nan("");
  };
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i > 0) CHECK(print(steps[i].before) == print(steps[i - 1].after));
    CHECK(!steps[i].rule.empty());
    CHECK(!latex(steps[i].before).empty());
    for (const Expr& side : {steps[i].before, steps[i].after}) {
      const double value = evaluate(side, here);
      if (std::isfinite(local) && std::isfinite(value))
        CHECK_MESSAGE(near(value, local, 1e-6, 1e-6), steps[i].rule, ": ", print(side), " is ", value, " instead of ", local);
    }
  }
  return steps;
}

std::string shown(const std::vector<DerivationStep>& steps) {
  std::string text = steps.empty() ? "" : print(steps[0].before);
  for (const DerivationStep& step : steps) text += " =[" + step.rule + "]= " + print(step.after);
  return text;
}

std::string steps_for(const std::string& program) {
  Analysis a = analyse(program, {{"g"}, "f"});
  const std::string text = shown(steps_of(a, a.graph.find("f"), 0, program));
  return text;
}

}  // namespace

TEST_CASE("derivations as a lecture writes them") {
  CHECK(steps_for("g(x) = 1/(1+exp(-x)); x = 0.7; f = g(x)") ==
        "(0*(1 + exp(-x)) - 1*(-exp(-x)))/(1 + exp(-x))^2 =[quotient rule]= exp(-x)/(1 + exp(-x))^2"
        " =[add and subtract 1]= (1 + exp(-x) - 1)/(1 + exp(-x))*(1/(1 + exp(-x)))"
        " =[split the fraction]= (1 - 1/(1 + exp(-x)))*(1/(1 + exp(-x))) =[name the output]= (1 - f)*f");
  CHECK(steps_for("x = 0.7; f = sigmoid(x)") == steps_for("g(x) = 1/(1+exp(-x)); x = 0.7; f = g(x)"));
}

TEST_CASE("every gate's derivation keeps the value and ends at its formula") {
  for (const std::string& name : all_function_names())
    for (const double at : {0.3, -0.4, 0.9}) {
      const int arity = gate(find_function(name)).arity;
      const std::string program = "x = " + as_program(at) + "; y = 0.6; f = " + name + (arity == 1 ? "(x)" : "(x, y)");
      Analysis a = analyse(program);
      const int f = a.graph.find("f");
      for (int p = 0; p < a.graph.nodes[f].operand_count; ++p) CHECK(!steps_of(a, f, p, program).empty());
    }
}

TEST_CASE("derivations of folded functions") {
  for (const char* body :
       {"x/(1+abs(x))", "x*sigmoid(x)", "log(exp(x)+exp(y))", "(x-y)^2", "-(y*log(sigmoid(x))+(1-y)*log(1-sigmoid(x)))", "x^x", "x^y",
        "sin(x)*cos(x)", "sin(x)/(1+cos(x))", "(exp(x)-exp(-x))/(exp(x)+exp(-x))", "exp(x)/(exp(x)+exp(y))", "x/sqrt(x^2+y^2)",
        "x*tanh(softplus(x))", "max(x, y)^2", "relu(x)-y", "cos(pi*x)", "1/(1+(x-y)^2)", "2*x+y", "5", "(x^2-1)/(x^2+1)", "log(x/y)",
        "atan(y/x)", "exp(-x^2/2)/sqrt(2*pi)", "0.5*x*(1+tanh(x))"}) {
    Random random(7);
    for (int point = 0; point < 10; ++point) {
      const std::string program = std::string("g(x, y) = ") + body + "; x = " + as_program(random.between(0.1, 2)) + "; y = " +
                                  as_program(random.between(0.1, 0.9)) + "; f = g(x, y)";
      Analysis a = analyse(program, {{"g"}, "f"});
      for (int p = 0; p < 2; ++p) CHECK(!steps_of(a, a.graph.find("f"), p, program).empty());
    }
  }
}

TEST_CASE("derivations in random programs") {
  int counted = 0;
  for (std::uint64_t seed = 1; seed <= 100 / kSlower; ++seed) {
    const RandomProgram program = random_program(seed);
    Analysis a = analyse(program.text, {program.functions, ""});
    for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i)
      for (int p = 0; p < a.graph.nodes[i].operand_count; ++p)
        if (!a.graph.operands_of(i)[p].is_literal()) counted += static_cast<int>(steps_of(a, i, p, program.reproduction()).size());
  }
  CHECK(counted > 1000 / kSlower);
}

TEST_CASE("a body that is too long to be read has no derivation") {
  std::string body = "g(u) = u";
  for (int i = 0; i < 100; ++i) body += "*sin(u+" + std::to_string(i) + ")";
  CHECK(steps_for(body + "; x = 0.5; f = g(x)").empty());
}
