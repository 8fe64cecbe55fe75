// The trace is written from patterns that are printed once; here every formula is printed again in its own names.
#include "core/local.h"
#include "core/number.h"
#include "core/trace_reading.h"
#include "support/random.h"
#include "support/random_program.h"
#include "support/share.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

int check_formulas_against_printer(const std::string& text, const BuildOptions& options = {}) {
  Analysis a = analyse(text, options);
  const JsonResult read = read_json(trace_json(text, a));
  CHECK_MESSAGE(read.good, read.problem);
  int formulas = 0;
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
    const Json& node = read.value["nodes"].items[static_cast<std::size_t>(i)];
    CHECK(node["gate"].string == gate_look(a.graph, i).name);
    CHECK(node["formula"].string == print(formula_of(a.graph, i)));
    std::size_t entry = 0;
    for (int p = 0; p < a.graph.nodes[i].operand_count; ++p) {
      if (a.graph.operands_of(i)[p].is_literal()) continue;
      const Json& local = node["locals"].items[entry++];
      const double value = a.backward.locals[a.graph.nodes[i].first_operand + p];
      const Expr formula = local_formula(a.graph, i, p, a.values, value, a.rules);
      CHECK(local["formula"].string == print(formula));
      CHECK(local["latex"].string == latex(formula));
      ++formulas;
    }
  }
  return formulas;
}

}  // namespace

TEST_CASE("formulas from patterns are those that are printed one by one") {
  int formulas = 0;
  for (std::uint64_t seed = 1; seed <= 200 / kSlower; ++seed) {
    const RandomProgram p = random_program(seed);
    INFO(p.reproduction());
    formulas += check_formulas_against_printer(p.text);
    formulas += check_formulas_against_printer(p.text, {p.functions, ""});
  }
  CHECK(formulas > 3000 / kSlower);
}

TEST_CASE("patterns with names of every kind at every place") {
  const std::vector<std::string> names = {"x", "theta", "loss", "w_0", "_y", "\u03B8_1", "\u0436", "a_b_c", "out"};
  const char* const kForms[] = {"A*B", "A/B", "A^B", "pow(A, B)", "max(A, B)", "sin(A)*B", "tan(A)", "tanh(A)", "asin(A)", "A - B",
                                "2*A", "A^3", "A^-2", "A/7", "1/A", "2^A", "A*A", "sigmoid(A)", "A*-3", "softplus(A)", "A^0.5"};
  for (const std::string& a : names)
    for (const std::string& b : names)
      for (std::string form : kForms) {
        for (const auto& [letter, name] : {std::pair<char, const std::string*>{'A', &a}, {'B', &b}})
          for (std::size_t at; (at = form.find(letter)) != std::string::npos;) form.replace(at, 1, *name);
        const std::string text = a + " = 0.3" + (b == a ? "" : "; " + b + " = 0.7") + "\nlambda = " + form;
        INFO(text);
        CHECK(check_formulas_against_printer(text) > 0);
      }
}

TEST_CASE("places one after the other are those found alone") {
  Random random(5);
  const std::string text = "x = \u03B8*2\r\n\n  \u00E9\u0436 = )\n" "end";
  Places places(text);
  for (int k = 0; k < 500; ++k) {
    const std::uint32_t begin = static_cast<std::uint32_t>(random.below(static_cast<int>(text.size()) + 3));
    const Span span{begin, begin + static_cast<std::uint32_t>(random.below(4))};
    const Place one = places.of(span), alone = place_of(text, span);
    CHECK(one.line == alone.line);
    CHECK(one.column == alone.column);
    CHECK(one.length == alone.length);
  }
}
