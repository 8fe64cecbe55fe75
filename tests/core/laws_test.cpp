// What must hold for every program, tried on random ones. A failure prints the program.
#include <algorithm>

#include "core/check.h"
#include "core/eval.h"
#include "core/trace_reading.h"
#include "support/random.h"
#include "support/random_program.h"
#include "support/share.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

constexpr std::uint64_t kFirst = 1000;

// For each of `count` seeds, natively: a program, its reproduction on record.
template <class Law>
void for_programs(int count, Law law, ProgramShape shape = {}) {
  for (std::uint64_t seed = kFirst; seed < kFirst + static_cast<std::uint64_t>(count / kSlower); ++seed) {
    const RandomProgram program = random_program(seed, shape);
    INFO(program.reproduction());
    law(program);
  }
}

std::string errors_of(const Analysis& a, const std::string& text) {
  std::string all;
  for (const Diagnostic& d : a.diagnostics)
    if (d.severity == Severity::error) all += format_diagnostic("program", text, d);
  return all;
}

// How large the parts are that a gradient is the sum of: the reverse sweep without signs.
std::vector<double> sizes_of(const Analysis& a) {
  std::vector<double> sizes(a.graph.nodes.size(), 0);
  if (a.graph.output < 0) return sizes;
  sizes[static_cast<std::size_t>(a.graph.output)] = 1;
  for (const Contribution& c : a.backward.contributions)
    sizes[static_cast<std::size_t>(c.to)] += sizes[static_cast<std::size_t>(c.gate)] * std::fabs(c.local);
  return sizes;
}

}  // namespace

TEST_CASE("a program means what its author meant") {
  int nodes = 0;
  for_programs(400, [&](const RandomProgram& p) {
    const Analysis a = analyse(p.text);
    CHECK(errors_of(a, p.text) == "");
    for (const auto& entry : p.expected) {
      const auto& name = entry.first;  // clang 14 cannot use a structured binding inside INFO
      const auto& value = entry.second;
      const int index = a.graph.find(name);
      INFO("node ", name);
      CHECK(index >= 0);
      if (index >= 0) CHECK(near(a.values[static_cast<std::size_t>(index)], value, 1e-9, 1e-12));
      ++nodes;
    }
  });
  CHECK(nodes > 3000 / kSlower);
}

TEST_CASE("the output is the last named node that is no input") {
  CHECK(trace_of("x = 1; y = x*x; z = 3")["output"].string == "y");
  CHECK(trace_of("b = a + 1; a = x*x; x = 2")["output"].string == "b");  // last in forward order, whatever the order of the lines
  CHECK(trace_of("y = x*x\nx + 1")["output"].string == "y");
  CHECK(trace_of("x = 2; x*x")["output"].string == "t1");
  CHECK(trace_of("x = 2; y = x*x; z = y + 1", {{}, "y"})["output"].string == "y");
  CHECK(trace_of("x = 2")["output"].string == "x");
  CHECK(trace_of("")["output"].kind == Json::Kind::null);
}

TEST_CASE("folded and unfolded agree") {
  int folded = 0;
  for_programs(300, [&](const RandomProgram& p) {
    const Analysis open = analyse(p.text);
    const std::vector<double> sizes = sizes_of(open);
    std::vector<std::vector<std::string>> choices{p.functions};
    for (const std::string& f : p.functions) choices.push_back({f});
    for (const auto& choice : choices) {
      if (choice.empty()) continue;
      const Analysis closed = analyse(p.text, {choice, ""});
      CHECK(errors_of(closed, p.text) == "");
      for (std::size_t i = 0; i < closed.graph.nodes.size(); ++i) {
        const Node& node = closed.graph.nodes[i];
        const int other = open.graph.find(node.name);
        folded += node.op == Op::call;
        if (!node.named) continue;
        CHECK(other >= 0);
        if (other < 0) continue;
        const auto o = static_cast<std::size_t>(other);
        INFO("node ", node.name, " with ", choice.size(), " folded, the first is ", choice[0]);
        CHECK(near(closed.values[i], open.values[o]));
        CHECK(near(closed.backward.grads[i], open.backward.grads[o], 1e-12, 1e-12 * sizes[o]));
      }
    }
  });
  CHECK(folded > 100 / kSlower);
}

TEST_CASE("the reverse sweep agrees with central differences") {
  int rows = 0, agreeing = 0;
  for_programs(150, [&](const RandomProgram& p) {
    for (const BuildOptions& options : {BuildOptions{}, BuildOptions{p.functions, ""}}) {
      const Analysis a = analyse(p.text, options);
      for (const CheckRow& row : check_gradients(a)) {
        INFO("node ", a.graph.nodes[static_cast<std::size_t>(row.node)].name, " gradient ", row.gradient, " numerical ", row.numerical);
        CHECK(row.verdict != Verdict::disagrees);
        ++rows;
        agreeing += row.verdict == Verdict::agrees;
      }
    }
  });
  CHECK(agreeing > 0.98 * rows);  // tame programs are smooth and finite, so nearly nothing is excused
}

TEST_CASE("every formula evaluates to its local gradient, every gradient is a sum") {
  for_programs(200, [&](const RandomProgram& p) {
    for (const BuildOptions& options : {BuildOptions{}, BuildOptions{p.functions, ""}}) {
      const Json trace = trace_of(p.text, options);
      check_sums(trace);
      // A folded function's formula may use its neighbours' whole words: read again it needs the definitions.
      check_formulas(trace, 1e-10);
    }
  });
}

TEST_CASE("formulas read back as they were printed") {
  for_programs(200, [&](const RandomProgram& p) {
    Analysis a = analyse(p.text, {p.functions, ""});
    for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
      const Node& node = a.graph.nodes[static_cast<std::size_t>(i)];
      if (node.op != Op::call) {
        const std::string once = print(formula_of(a.graph, i));
        const Expr again = read_expression(once);
        INFO(once);
        CHECK(again != nullptr);
        if (again) CHECK(print(again) == once);
      }
      for (int place = 0; place < node.operand_count; ++place) {
        if (a.graph.operands_of(i)[place].is_literal()) continue;
        const double local = a.backward.locals[static_cast<std::size_t>(node.first_operand + place)];
        const std::string once = print(local_formula(a.graph, i, place, a.values, local, a.rules));
        const Expr again = read_expression(once);
        INFO(once);
        CHECK(again != nullptr);
        if (again) CHECK(print(again) == once);
      }
    }
  });
}

TEST_CASE("random formulas: what is printed reads back with the same value and the same print") {
  const std::vector<std::string> names = {"x", "y", "w_1", "theta"};
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    const std::string text = random_formula(seed, names, 1 + static_cast<int>(seed % 9));
    const Expr given = read_expression(text);
    INFO("seed ", seed, ": ", text);
    CHECK(given != nullptr);
    if (!given) continue;
    const std::string once = print(given);
    const Expr again = read_expression(once);
    INFO("printed: ", once);
    CHECK(again != nullptr);
    if (!again) continue;
    CHECK(print(again) == once);
    Random random(seed);
    std::map<std::string, double> at;
    for (const std::string& name : names) at[name] = random.between(-3, 3);
    at["pi"] = 3.14159265358979323846;
    at["e"] = 2.71828182845904523536;
    auto lookup = [&](const std::string& name) { return at[name]; };
    CHECK(near(evaluate(again, lookup), evaluate(given, lookup), 1e-14, 0));
  }
}

TEST_CASE("the same text gives the same trace") {
  for_programs(100, [&](const RandomProgram& p) {
    Analysis a = analyse(p.text, {p.functions, ""}), b = analyse(p.text, {p.functions, ""});
    const std::string first = trace_json(p.text, a);
    CHECK(first == trace_json(p.text, b));
    CHECK(first == trace_json(p.text, a));  // nothing is used up by printing
    recompute(a);
    CHECK(first == trace_json(p.text, a));
  });
}

TEST_CASE("a node held at its own value changes nothing") {
  for_programs(100, [&](const RandomProgram& p) {
    const Analysis a = analyse(p.text, {p.functions, ""});
    for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
      std::vector<double> values = a.values;
      forward_from(a.graph, i, values[static_cast<std::size_t>(i)], values);
      for (std::size_t k = 0; k < values.size(); ++k) CHECK(near(values[k], a.values[k], 0, 0));
    }
  });
}

TEST_CASE("a gate of inputs alone, one of them thought to be elsewhere, has the value that the program then gives it") {
  int asked = 0;
  for_programs(100, [&](const RandomProgram& p) {
    const Analysis a = analyse(p.text, {p.functions, ""});
    auto is_free = [&](const Operand& o) { return o.is_literal() || a.graph.nodes[static_cast<std::size_t>(o.node)].op == Op::input; };
    for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
      const int count = a.graph.nodes[static_cast<std::size_t>(i)].operand_count;
      const Operand* operands = a.graph.operands_of(i);
      if (!std::all_of(operands, operands + count, is_free)) continue;
      for (int place = 0; place < count; ++place) {
        if (operands[place].is_literal()) continue;
        std::vector<double> inputs = a.values;
        double& moved = inputs[static_cast<std::size_t>(operands[place].node)];
        moved += 0.75;
        CHECK(near(gate_at(a.graph, i, operands[place].node, moved, a.values), forward(a.graph, &inputs)[static_cast<std::size_t>(i)], 0, 0));
        ++asked;
      }
    }
  });
  CHECK(asked > 100);
}

TEST_CASE("a graph is in forward order, names are unique and spans lie in the text") {
  for_programs(150, [&](const RandomProgram& p) {
    const Analysis a = analyse(p.text, {p.functions, ""});
    std::map<std::string, int> names;
    for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
      const Node& node = a.graph.nodes[static_cast<std::size_t>(i)];
      CHECK(++names[node.name] == 1);
      CHECK(node.span.begin <= node.span.end);
      CHECK(node.span.end <= p.text.size());
      for (int place = 0; place < node.operand_count; ++place) CHECK(a.graph.operands_of(i)[place].node < i);
    }
  });
}

TEST_CASE("wild programs: not-finite values spread, and nothing else goes wrong") {
  ProgramShape wild;
  wild.tame = false;
  wild.statements = 12;
  int strange = 0, rows = 0, disagreeing = 0;
  for_programs(200, [&](const RandomProgram& p) {
    for (const BuildOptions& options : {BuildOptions{}, BuildOptions{p.functions, ""}}) {
      Analysis a = analyse(p.text, options);
      CHECK(errors_of(a, p.text) == "");
      const JsonResult read = read_json(trace_json(p.text, a));
      CHECK_MESSAGE(read.good, read.problem);
      for (const auto& [name, value] : p.expected) {
        const int index = a.graph.find(name);
        CHECK(index >= 0);
        strange += !std::isfinite(value);
        if (index >= 0) CHECK(std::isnan(value) == std::isnan(a.values[static_cast<std::size_t>(index)]));
      }
      for (const CheckRow& row : check_gradients(a)) {
        ++rows;
        disagreeing += row.verdict == Verdict::disagrees;
      }
    }
  }, wild);
  CHECK(strange > 50 / kSlower);
  CHECK(disagreeing <= rows / 200);  // a sum of huge contributions that cancel has lost its gradient, and the check says so
}
