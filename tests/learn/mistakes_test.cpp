// Each misconception's wrong answer is recognised as that one, wherever it is a wrong answer.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/eval.h"
#include "core/number.h"
#include "learn/grade.h"
#include "learn/mistakes.h"
#include "support/random_program.h"
#include "support/share.h"

using namespace chainrule;
using namespace chainrule::learn;

namespace {

const std::string kCircuit = "q = x + y\nf = q*z\nx = -2; y = 5; z = -4";
const std::string kNeuron =
    "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\np = w0*x0; r = w1*x1; s = p + r; d = s + w2; n = -d; g = exp(n); h = 1 + g; f = 1/h";

bool finds(const Mark& mark, Mistake mistake) {
  return std::any_of(mark.found.begin(), mark.found.end(), [&](const Found& f) { return f.mistake == mistake; });
}

std::string list(const Mark& mark) {
  std::string names = mark.correct ? "right" : "";
  for (const Found& f : mark.found) names += std::string(names.empty() ? "" : " ") + mistake_name(f.mistake) + (f.parts.empty() ? "" : "(" + f.parts[0] + ")");
  return names;
}

// All that is found in an answer, likeliest first.
std::string found(const std::string& program, const std::string& name, const std::string& answer, const BuildOptions& options = {}) {
  Analysis a = analyse(program, options);
  const std::optional<Slot> slot = find_slot(a.graph, name);
  REQUIRE(slot);
  return list(grade(a, *slot, answer));
}

void check_found(const std::string& program, const std::string& name, const std::string& answer, Mistake mistake, const BuildOptions& options = {}) {
  Analysis a = analyse(program, options);
  const std::optional<Slot> slot = find_slot(a.graph, name);
  INFO(program);
  INFO(name, ": ", answer, " is to be ", mistake_name(mistake));
  REQUIRE(slot);
  const Mark mark = grade(a, *slot, answer);
  INFO("found: ", list(mark));
  CHECK_FALSE(mark.correct);
  CHECK(mark.counts);
  CHECK(finds(mark, mistake));
}

// A wrong number is found as its mistake; one that is the true number is right.
void check_number(Analysis& a, const Slot& slot, double number, Mistake mistake) {
  if (!std::isfinite(number)) return;
  const std::string name = slot_name(a.graph, slot), answer = format_number(number), should = mistake_name(mistake);
  const Mark mark = grade(a, slot, answer);
  INFO(name, ": ", answer, " is to be ", should, ", and is ", list(mark));
  CHECK((mark.correct || finds(mark, mistake)));
  const double truth = true_number(a, slot);
  if (mark.correct) CHECK(std::fabs(number - truth) <= 0.03 * std::fabs(truth) + 1e-12);
}

// Every gate of the table by its functions and operators, and the slide's, with something upstream that is not 1.
std::vector<std::string> gate_programs() {
  std::vector<std::string> programs;
  auto add = [&](const std::string& expression, const std::string& inputs) { programs.push_back("g = " + expression + "\nf = g*k\nk = -1.7\n" + inputs); };
  for (const char* expression : {"x + y", "x - y", "x*y", "x/y", "x^y", "max(x, y)", "min(x, y)"}) add(expression, "x = 0.6; y = 2.3");
  for (const char* expression : {"max(x, y)", "min(x, y)"}) add(expression, "x = 2.9; y = -1.3");
  for (const std::string& function : all_function_names()) {
    if (gate(find_function(function)).arity != 1) continue;
    add(function + "(x)", "x = 0.6");
    if (std::isfinite(gate(find_function(function)).forward(-0.45, 0))) add(function + "(x)", "x = -0.45");
  }
  for (const char* expression : {"3 + x", "x - 3", "3*x", "x/4", "-x", "1/x", "x^2", "x^3", "2^x", "3 - x", "3/x"}) add(expression, "x = 1.37");
  return programs;
}

}  // namespace

TEST_CASE("the names of mistakes are those of the event") {
  CHECK(std::string(mistake_name(Mistake::empty)) == "empty");
  CHECK(std::string(mistake_name(Mistake::with_upstream)) == "with_upstream");
  CHECK(std::string(mistake_name(Mistake::other_gate)) == "other_gate");
  CHECK(std::string(mistake_name(Mistake::forgot_inner)) == "forgot_inner");
  CHECK(std::string(mistake_name(Mistake::unknown)) == "unknown");
}

TEST_CASE("the lecture's first circuit") {
  check_found(kCircuit, "product f q", "3", Mistake::did_not_swap);
  check_found(kCircuit, "product f z", "-4", Mistake::did_not_swap);
  check_found(kCircuit, "product f q", "1", Mistake::forgot_local);
  check_found(kCircuit, "product f q", "-3", Mistake::added_factors);
  check_found(kCircuit, "product q x", "1", Mistake::forgot_upstream);
  check_found(kCircuit, "product q x", "-2", Mistake::split_at_add);
  check_found(kCircuit, "sum x", "1", Mistake::forgot_upstream);
  check_found(kCircuit, "sum x", "-2", Mistake::split_at_add);
  check_found(kCircuit, "sum x", "-2", Mistake::value_for_gradient);
  check_found(kCircuit, "sum x", "4", Mistake::lost_sign);
  check_found(kCircuit, "sum y", "5", Mistake::value_for_gradient);
  check_found(kCircuit, "sum x", "-40", Mistake::power_of_ten);
  check_found(kCircuit, "sum x", "0", Mistake::all_zero);
  check_found(kCircuit, "sum x", "-0.25", Mistake::inverted);
  check_found(kCircuit, "sum z", "-12", Mistake::output_for_input);
  check_found(kCircuit, "value q", "-10", Mistake::wrong_operation);
  check_found(kCircuit, "value q", "-4", Mistake::gradient_for_value);
  check_found(kCircuit, "value f", "-1", Mistake::wrong_operation);
  check_found(kCircuit, "local f q", "3", Mistake::did_not_swap);
  check_found(kCircuit, "local f q", "1", Mistake::other_gate);
  check_found(kCircuit, "local q x", "5", Mistake::other_gate);
  check_found(kCircuit, "local q x", "-4", Mistake::forgot_local);
  CHECK(found(kCircuit, "value q", "-10") == "wrong_operation(mul)");
  CHECK(found(kCircuit, "sum x", "77.31") == "unknown");
  CHECK(found(kCircuit, "sum x", "1.23456") == "unknown");
}

TEST_CASE("the lecture's neuron, with the slide's rounded numbers") {
  check_found(kNeuron, "local f h", "0.53", Mistake::lost_sign);
  check_found(kNeuron, "local f h", "-1.87", Mistake::inverted);
  check_found(kNeuron, "local f h", "-1", Mistake::other_gate);
  check_found(kNeuron, "local f h", "0.73", Mistake::value_for_gradient);
  check_found(kNeuron, "product g n", "0.37", Mistake::forgot_upstream);
  check_found(kNeuron, "product g n", "-0.53", Mistake::forgot_local);
  check_found(kNeuron, "product g n", "0.53", Mistake::input_for_output);
  check_found(kNeuron, "product n d", "-0.20", Mistake::forgot_local);
  check_found(kNeuron, "product n d", "-0.1966", Mistake::lost_sign);
  check_found(kNeuron, "product s p", "0.10", Mistake::split_at_add);
  check_found(kNeuron, "sum w0", "0.39", Mistake::did_not_swap);
  check_found(kNeuron, "sum w0", "0.40", Mistake::did_not_swap);
  check_found(kNeuron, "sum x0", "2.2", Mistake::added_factors);
  check_found(kNeuron, "sum x0", "2", Mistake::forgot_upstream);
  check_found(kNeuron, "sum x0", "-1", Mistake::value_for_gradient);
  check_found(kNeuron, "sum x0", "0.3", Mistake::rounded_early);
  check_found(kNeuron, "sum x0", "3.93", Mistake::power_of_ten);
  CHECK(found(kNeuron, "value f", "0.2712345") == "unknown");
  check_found(kNeuron, "value g", "2.72", Mistake::inverted);
}

TEST_CASE("forks") {
  const std::string square = "p = a + b; q = a + b; f = p*q\na = 1.5; b = 2";  // 7 comes back to a: 3.5 on each path
  check_found(square, "sum a", "3.5", Mistake::overwrote);
  check_found(square, "sum a", "12.25", Mistake::multiplied_paths);
  check_found(square, "sum a", "10.5", Mistake::counted_twice);
  check_found(square, "sum a", "14", Mistake::counted_twice);
  check_found(square, "sum a", "2", Mistake::forgot_upstream);
  check_found(square, "sum a", "3.5", Mistake::split_at_add);
  const std::string same = "f = x*x\nx = 3.2";
  check_found(same, "sum x", "3.2", Mistake::overwrote);
  check_found(same, "sum x", "10.24", Mistake::multiplied_paths);
  check_found(same, "sum x", "9.6", Mistake::counted_twice);
  check_found(same, "sum x", "2", Mistake::forgot_local);
  const std::string twice = "q = x*y; r = y*z; f = q + r\nx = 3; y = -4; z = 1.5";
  check_found(twice, "sum y", "3", Mistake::overwrote);
  check_found(twice, "sum y", "1.5", Mistake::overwrote);
  CHECK(found(twice, "sum y", "4.5") == "right");
  const std::string before = "q = a*b; f = q*q\na = 2; b = 3";  // 12 arrives at q
  check_found(before, "product q a", "18", Mistake::overwrote);
  check_found(before, "sum a", "18", Mistake::overwrote);
  check_found(before, "sum a", "108", Mistake::multiplied_paths);
  check_found(before, "sum a", "54", Mistake::counted_twice);
  check_found("f = x*y + x*z + x\nx = 2; y = 3; z = 5", "sum x", "8", Mistake::overwrote);  // one of three is missing
}

TEST_CASE("a mistake made on the whole way back") {
  check_found(kCircuit, "sum x", "3", Mistake::did_not_swap);  // f did not swap, and the sum handed it on
  check_found("p = a + b; q = p + c; f = q*k\na = 1; b = 2; c = 3; k = 7", "sum a", "1.75", Mistake::split_at_add);
  check_found("q = a*b; r = q*3.1; s = q*5.3; f = r + s\na = 2; b = 3", "sum a", "9.3", Mistake::overwrote);
  check_found("q = a*b; r = q*3.1; s = q*5.3; f = r + s\na = 2; b = 3", "sum a", "15.9", Mistake::overwrote);
  check_found("q = a*b; r = q*3.1; s = q*5.3; f = r + s\na = 2; b = 3", "sum a", "49.29", Mistake::multiplied_paths);
  check_found("q = exp(a); r = max(q, b); f = r*k\na = 1; b = 9; k = 2", "sum a", "5.43656", Mistake::routed_to_loser);
}

TEST_CASE("switches") {
  check_found("f = max(x, y)*k\nx = 2; y = 5; k = 3", "product t1 x", "3", Mistake::routed_to_loser);
  check_found("f = max(x, y)*k\nx = 2; y = 5; k = 3", "product t1 y", "0", Mistake::routed_to_loser);
  check_found("f = min(x, y)*k\nx = 2; y = 5; k = 3", "local t1 y", "1", Mistake::routed_to_loser);
  check_found("f = relu(x)*k\nx = -2; k = 3", "sum x", "3", Mistake::passed_blocked);
  check_found("f = relu(x)*k\nx = 2; k = 3", "local t1 x", "0", Mistake::passed_blocked);
  check_found("f = leaky_relu(x)*k\nx = -2; k = 3", "local t1 x", "1", Mistake::passed_blocked);
}

TEST_CASE("a gradient that a switch lets through at the wrong place is called that first, whatever comes from upstream") {
  const struct {
    const char *gate, *operand, *mistake;
  } cases[] = {{"max(x, y)", "x", "routed_to_loser"}, {"min(x, y)", "y", "routed_to_loser"}, {"relu(-y)", "t1", "passed_blocked"}};
  for (const auto& one : cases)
    for (const char* k : {"3", "1", "-0.25"})
      for (const std::string& slot : {std::string("product g ") + one.operand, std::string("sum ") + one.operand}) {
        const std::string said = found(std::string("g = ") + one.gate + "; f = g*k\nx = 2; y = 5; k = " + k, slot, k);
        INFO(one.gate, ", k = ", k, ", ", slot, ": ", said);
        CHECK(said.find(one.mistake) == 0);
      }
}

TEST_CASE("formulas") {
  const std::string neuron = "s = sigmoid(x); f = s*y\nx = 1; y = 3";
  check_found(neuron, "formula s x", "x*(1-x)", Mistake::input_for_output);
  check_found(neuron, "formula s x", "s*(s-1)", Mistake::lost_sign);
  check_found(neuron, "formula s x", "s", Mistake::value_for_gradient);
  check_found(neuron, "formula s x", "1-s^2", Mistake::other_gate);
  check_found(neuron, "formula f s", "s", Mistake::did_not_swap);
  check_found(neuron, "formula f s", "f", Mistake::output_for_input);
  check_found(neuron, "formula f s", "1", Mistake::other_gate);
  check_found(neuron, "formula f s", "0", Mistake::all_zero);
  check_found("f = x/y\nx = 2; y = 3", "formula f y", "x/y^2", Mistake::lost_sign);
  check_found("f = x/y\nx = 2; y = 3", "formula f y", "1/y", Mistake::other_operand);
  check_found("f = x/y\nx = 2; y = 3", "formula f x", "y", Mistake::inverted);
  check_found("f = log(x)*y\nx = 2", "formula t1 x", "x", Mistake::inverted);
  check_found("f = log(x)*y\nx = 2", "formula t1 x", "1/t1", Mistake::output_for_input);
  const std::string folded = "sig(u) = 1/(1+exp(-u))\nt(u) = exp(3*u)\ns = sig(x); f = s + t(x)\nx = 1";
  const BuildOptions both{{"sig", "t"}, {}};
  check_found(folded, "formula s x", "-exp(-x)/(1+exp(-x))^2", Mistake::forgot_inner, both);
  check_found(folded, "formula s x", "-1/(1+exp(-x))^2", Mistake::forgot_inner, both);
  check_found(folded, "formula t1 x", "exp(3*x)", Mistake::forgot_inner, both);
  check_found(folded, "formula t1 x", "3", Mistake::forgot_inner, both);
  check_found(folded, "local t1 x", "20.0855", Mistake::forgot_inner, both);
}

// By arithmetic of this test's own.
TEST_CASE("on every gate of the table") {
  for (const std::string& program : gate_programs()) {
    INFO(program);
    Analysis a = analyse(program);
    const int g = a.graph.find("g");
    REQUIRE(g >= 0);
    const double u = a.backward.grads[g], out = a.values[g];
    const Op op = a.graph.nodes[g].op;
    for (int p = 0; p < a.graph.nodes[g].operand_count; ++p) {
      const Operand& operand = a.graph.operands_of(g)[p];
      if (operand.is_literal()) continue;
      const Slot local{Asked::local, g, p}, product{Asked::product, g, p}, sum{Asked::sum, operand.node, -1};
      const double l = true_number(a, local), x = a.values[operand.node];
      check_number(a, local, -l, Mistake::lost_sign);
      check_number(a, local, 1 / l, Mistake::inverted);
      check_number(a, local, u * l, Mistake::with_upstream);
      check_number(a, local, u, Mistake::forgot_local);
      if (l != 0) check_number(a, local, 0, Mistake::all_zero);
      for (const Slot& slot : {product, sum}) {
        check_number(a, slot, l, Mistake::forgot_upstream);
        check_number(a, slot, u, Mistake::forgot_local);
        check_number(a, slot, u + l, Mistake::added_factors);
        check_number(a, slot, u / l, Mistake::inverted);
        check_number(a, slot, -u * l, Mistake::lost_sign);
        check_number(a, slot, x, Mistake::value_for_gradient);
        check_number(a, slot, 10 * u * l, Mistake::power_of_ten);
        if (op == Op::add || op == Op::sub) check_number(a, slot, u * l / 2, Mistake::split_at_add);
        if (op == Op::mul) check_number(a, slot, u * x, Mistake::did_not_swap);
        if (op == Op::exp || op == Op::sqrt || op == Op::tanh) {
          const double wrong = op == Op::exp ? x : op == Op::sqrt ? 1 / (2 * x) : 1 - x * x;
          check_number(a, slot, u * wrong, Mistake::input_for_output);
          check_number(a, local, wrong, Mistake::input_for_output);
        }
        if (op == Op::log || op == Op::square) {
          const double wrong = op == Op::log ? 1 / out : 2 * out;
          check_number(a, slot, u * wrong, Mistake::output_for_input);
          check_number(a, local, wrong, Mistake::output_for_input);
        }
        if (op == Op::max || op == Op::min) check_number(a, slot, u * (1 - l), Mistake::routed_to_loser);
        if (op == Op::relu) check_number(a, slot, u * (1 - l), Mistake::passed_blocked);
        if (op != Op::add && op != Op::sub && a.graph.nodes[g].operand_count == 2) check_number(a, slot, u, Mistake::other_gate);
      }
    }
    const double first = operand_value(a.graph.operands_of(g)[0], a.values);
    const Slot value{Asked::value, g, -1};
    check_number(a, value, -out, Mistake::lost_sign);
    check_number(a, value, u, Mistake::gradient_for_value);
    if (a.graph.nodes[g].operand_count == 2) {
      const double second = operand_value(a.graph.operands_of(g)[1], a.values);
      if (op != Op::add) check_number(a, value, first + second, Mistake::wrong_operation);
      if (op != Op::mul) check_number(a, value, first * second, Mistake::wrong_operation);
    }
  }
}

TEST_CASE("whatever a mistake gives is found as that mistake, on random programs") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const test::RandomProgram program = test::random_program(seed);
    INFO(program.reproduction());
    BuildOptions options;
    if (seed % 2) options.folded = program.functions;
    Analysis a = analyse(program.text, options);
    for (const Asked asked : {Asked::value, Asked::local, Asked::product, Asked::sum})
      for (const Slot& slot : slots_of(a, asked)) {
        const std::vector<Wrong> candidates = wrong_numbers(a, slot);
        for (std::size_t i = 0; i < candidates.size(); i += 1 + i / 7) {
          if (candidates[i].mistake == Mistake::rounded_early) continue;  // it may be near enough
          const std::string answer = format_number(candidates[i].number), name = slot_name(a.graph, slot), should = mistake_name(candidates[i].mistake);
          INFO(name, ": ", answer, " ", should);
          const Mark mark = grade(a, slot, answer);
          CHECK((mark.correct || finds(mark, candidates[i].mistake)));
        }
      }
  }
}
