// What is right, in all its spellings, and what is not.
#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include "core/number.h"
#include "learn/grade.h"
#include "support/file.h"
#include "support/json.h"
#include "support/random.h"
#include "support/random_program.h"
#include "support/share.h"

using namespace chainrule;
using namespace chainrule::learn;

namespace {

const std::string kCircuit = "q = x + y\nf = q*z\nx = -2; y = 5; z = -4";
const std::string kNeuron = "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))";
const std::string kSigmoid = "s = sigmoid(x)\nf = s*y\nx = 1; y = 3";

Slot slot_at(const Analysis& a, const std::string& name) {
  const std::optional<Slot> slot = find_slot(a.graph, name);
  INFO(name);
  REQUIRE(slot);
  REQUIRE(can_ask(a, *slot));
  return *slot;
}

Mark mark(const std::string& program, const std::string& name, const std::string& answer) {
  Analysis a = analyse(program);
  return grade(a, slot_at(a, name), answer);
}

void check_right(const std::string& program, const std::string& name, const std::vector<std::string>& answers) {
  for (const std::string& answer : answers) {
    INFO(name, ": ", answer);
    const Mark m = mark(program, name, answer);
    CHECK(m.correct);
    CHECK(m.found.empty());
  }
}

void check_wrong(const std::string& program, const std::string& name, const std::vector<std::string>& answers) {
  for (const std::string& answer : answers) {
    INFO(name, ": ", answer);
    const Mark m = mark(program, name, answer);
    CHECK_FALSE(m.correct);
    CHECK_FALSE(m.found.empty());
  }
}

// "unreadable" where it counts nothing, "wrong" where it counts, "right".
std::string kind(const std::string& program, const std::string& name, const std::string& answer) {
  const Mark m = mark(program, name, answer);
  if (m.correct) return "right";
  return m.counts ? "wrong" : mistake_name(m.found[0].mistake);
}

}  // namespace

TEST_CASE("a number in a hundred spellings") {
  check_right(kCircuit, "sum x",
              {"-4", "\u22124", "\u20134", "\uFF0D\uFF14", " -4 ", "\t-4\n", "-4.0", "-4.", "-4.000", "-4e0", "-0.4e1", "-40e-1", "= -4", "=-4",
               "4*-1", "-4*1", "-8/2", "z", "z*1", "1*z", "-(4)", "(-4)", "--z", "-2*2", "-2^2", "-2**2", "df/dx = -4", "\u2202f/\u2202x = \u22124",
               "df/dx = z = -4", "df/dx = -4*1 = -4", "-4 * 1 = -4", "grad: x = -4", "$-4$", "\\(-4\\)", "$\\frac{-8}{2}$", "-\\frac{8}{2}",
               "1\u00D7(\u22124)", "1\u00B7\u22124", "x - 2", "2x", "-4,0", "-4 # because", "z/1", "q - 7", "+-4", "\u2248 -4"});
  check_right("f = x*y\nx = 3; y = 0.5", "sum x", {".5", "0.5", "0,5", "1/2", "5e-1", "+.5", "+0.50", "2^-1", "y", "sqrt(1/4)", "5*10^-1", "5\u00D710^\u22121", "max(0.5, 0)", "pow(2,-1)"});
  check_right("f = x*y\nx = 3; y = 3", "sum x", {"3", "+3", "3.0", "\uFF13", "sqrt(9)", "9/3", "e*3/e"});
  check_right("f = x*y\nx = 3; y = 0.00123", "sum x", {"0.00123", "1.23e-3", "1,23e-3", "0.0012", "1.2e-3", "1.2*10^-3", "1.23\u00B710^\u22123"});
}

TEST_CASE("the slide's rounding") {
  const std::string text = kNeuron;
  Analysis a = analyse(text);
  for (const std::string answer : {"0.39", "0.40", "0.393", "0.3932", "0.4", "0.20*2.00", "0.20 * 2 = 0.40", "0.2*2 = 0.4", "0,39"}) {
    INFO(answer);
    CHECK(grade(a, slot_at(a, "sum x0"), answer).correct);
  }
  for (const std::string answer : {"0.3", "0.38", "0.41", "0.395", "0.390", "0.45", "0.35", "0.5", "1", "3.9", "0.401"}) {
    INFO(answer);
    CHECK_FALSE(grade(a, slot_at(a, "sum x0"), answer).correct);
  }
  int recip = -1;
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i)
    if (a.graph.nodes[i].op == Op::div) recip = i;
  REQUIRE(recip >= 0);
  const Slot local{Asked::local, recip, 1};
  for (const std::string answer : {"-0.53", "-0.534", "-1/1.37^2", "-1/(1.37*1.37)", "\u22121/1.37\u00B2", "-0.533", "-1/1.3679^2"}) {
    if (answer.find("\u00B2") != answer.npos) continue;  // no exponent of the language
    INFO(answer);
    CHECK(grade(a, local, answer).correct);
  }
  for (const std::string answer : {"0.53", "-0.5", "-0.73", "-1.37", "-0.54", "-1/1.4^2", "-1/1.3^2"}) {
    INFO(answer);
    CHECK_FALSE(grade(a, local, answer).correct);
  }
}

TEST_CASE("two significant digits, or exact") {
  check_wrong("f = x*y\ny = 0.3", "sum x", {"0.25", "0.34", "0.31", "0.29", "0.33", "1/3", "0.30001", "3"});
  check_wrong("f = x*y\ny = 0.33", "sum x", {"0.3", "1/3", "0.34", "0.32"});
  check_right("f = x*y\ny = 12.3", "sum x", {"12", "12.3", "12.30"});
  check_wrong("f = x*y\ny = 12.3", "sum x", {"10", "13", "12.0", "12.4", "1e1"});
  check_right("f = x*y\ny = 104", "sum x", {"104", "1.0e2", "104.0"});
  check_wrong("f = x*y\ny = 104", "sum x", {"100", "1e2", "105"});
  check_wrong("f = x*y\ny = 0.1049", "sum x", {"0.1", "0.11", "0.5-0.4"});
  check_wrong("f = x*y\ny = 0.9987", "sum x", {"0.9", "0.99"});
  check_right("f = x*y\ny = 0.9987", "sum x", {"1.0", "1.00", "0.999"});
  check_wrong("f = x*y\ny = 0.012", "sum x", {"0.50 - 0.49", "0.0", "0.01"});
}

TEST_CASE("no answers") {
  for (const char* answer : {"", "  ", "\n", "hello", "x y z w", "-", "(", "4 5", "4;5", "q = ", "=", "??", "f = ", "1,2,3", "exp()", "max(4)", "foo(4)", "4 = ",
                             "-3 = -4", "5 = -4", "x(", "\\frac{1}{", "$", "#", "\xFF\xFE", "-4 -4 =", "[[-4]]", "{", "-4%", "-4 apples"}) {
    INFO(answer);
    const Mark m = mark(kCircuit, "sum x", answer);
    CHECK_FALSE(m.correct);
    CHECK_FALSE(m.counts);
    CHECK_FALSE(m.found.empty());
  }
  CHECK(kind(kCircuit, "sum x", " ") == "empty");
  CHECK(kind(kCircuit, "sum x", "1/0") == "not_finite");
  CHECK(kind(kCircuit, "sum x", "NaN") == "not_finite");
  CHECK(kind(kCircuit, "sum x", "\u221E") == "not_finite");
  CHECK(kind(kCircuit, "value q", "q") == "wants_number");
  CHECK(kind(kCircuit, "value q", "f/z") == "wants_number");
  CHECK(kind(kCircuit, "value q", "x + y") == "right");
  Analysis a = analyse(kCircuit);
  CHECK_FALSE(grade(a, {Asked::value, 0, 5}, "1").correct);
  CHECK_FALSE(grade(a, {Asked::sum, 99, -1}, "1").correct);
}

TEST_CASE("huge answers") {
  for (const std::string piece : {"(", "9", "-", "1+", "x*", "exp(", " ", "\\sum_{i=1}^{1000}", "\\frac{", "$", "=", "0.1+", "sigma("}) {
    std::string big;
    while (big.size() < (1 << 20)) big += piece;
    INFO(piece);
    CHECK_FALSE(mark(kCircuit, "sum x", big).correct);
    CHECK_FALSE(mark(kCircuit, "sum x", big.substr(0, 990)).correct);
    CHECK_FALSE(mark(kSigmoid, "formula s x", big.substr(0, 990)).correct);
  }
  CHECK_FALSE(mark(kCircuit, "sum x", "-4" + std::string(1 << 20, ' ') + "7").correct);
  CHECK(mark(kCircuit, "sum x", "-4." + std::string(900, '0')).correct);
}

TEST_CASE("what is not finite is right only where it is the truth") {
  const std::string text = "q = log(z)\nf = q*y\nr = q - q\ng = f + r\nz = 0; y = 2";
  check_right(text, "value q", {"-inf", "-infinity", "-\u221E", "\u2212\u221E", "-Infinity", "-\\infty", "log(0)"});
  check_wrong(text, "value q", {"inf", "NaN", "0", "-1000", "-1e300"});
  check_right(text, "value r", {"NaN", "nan", "0/0"});
  check_wrong(text, "value r", {"0", "inf", "-inf", "1"});
}

TEST_CASE("formulas, equal as functions") {
  check_right(kSigmoid, "formula s x",
              {"(1-s)*s", "s-s^2", "s(1-s)", "(1 - s)s", "exp(-x)/(1+exp(-x))^2", "s*(1-s)", "-s*(s-1)", "sigmoid(x)*(1-sigmoid(x))", "\u03C3(1-\u03C3)",
               "\u03C3*(1-\u03C3)", "ds/dx = s(1-s)", "\\sigma(1-\\sigma)", "\\frac{e^{-x}}{(1+e^{-x})^2}", "$s(1-s)$", "s - s**2", "1/(2+exp(x)+exp(-x))",
               "\\sigma(x)(1-\\sigma(x))", "e^-x/(1+e^-x)^2"});
  check_wrong(kSigmoid, "formula s x", {"s", "1-s", "s^2", "x*(1-x)", "exp(-x)/(1+exp(-x))", "s(1+s)", "1-s^2", "0", "1", "0.5", "y"});
  CHECK(kind(kSigmoid, "formula s x", "0.197") == "wants_formula");
  CHECK(kind(kSigmoid, "formula s x", "0.73*0.27") == "wants_formula");
  check_right(kCircuit, "formula f q", {"z", "1*z", "z*1", "z/1", "-(-z)", "z^1", "$z$"});
  check_right(kCircuit, "formula f z", {"q", "x+y", "y+x", "f/z"});
  check_right(kCircuit, "formula q x", {"1", "1.0", "2/2", "x/x", "x^0", "y - y + 1"});
  check_wrong(kCircuit, "formula f q", {"q", "f", "-z", "1", "z^2", "z+1", "x", "2*z", "x*y", "abs(z)"});
  CHECK(kind(kCircuit, "formula f q", "-4") == "wants_formula");
  CHECK(kind(kCircuit, "formula f q", "nobody") == "unreadable");
  CHECK(kind("f = x*y\nx = 2; y = 2", "formula f x", "x") == "wrong");
  check_right("f = x^3\nx = 2", "formula f x", {"3*x^2", "3x^2", "3*x*x", "3*f/x", "3*exp(2*log(x))", "3\\cdot x^2", "3x**2"});
  check_right("f = relu(x)\nx = 2", "formula f x", {"1", "step(x)", "f/x"});
  check_wrong("f = relu(x)\nx = 2", "formula f x", {"0", "x", "f", "2"});
  check_right("f = asin(x)\nx = 0.3", "formula f x", {"1/sqrt(1-x^2)", "(1-x^2)^(-1/2)", "1/cos(f)"});
  check_right("f = log(x - 50)\nx = 52", "formula f t1", {"1/t1", "t1^-1", "1/(x-50)", "e^-f"});
  check_right("loss = a*theta\na = 2", "formula loss a", {"theta", "\u03B8", "\\theta"});
  check_right("f = loss*rate + rate", "formula t1 loss", {"rate", "$rate$", "\\frac{rate}{1}", "\\mathrm{rate}"});
}

TEST_CASE("formulas of folded functions") {
  const std::string text = "sig(u) = 1/(1+exp(-u))\ns = sig(x)\nf = s*y\nx = 1; y = 3";
  Analysis a = analyse(text, {{"sig"}, {}});
  const Slot slot = slot_at(a, "formula s x");
  for (const char* answer : {"(1-s)*s", "s(1-s)", "sig(x)*(1-sig(x))", "sig*(1-sig)", "\u03C3(1-\u03C3)", "exp(-x)/(1+exp(-x))^2", "sigmoid(x)*(1-sigmoid(x))"}) {
    INFO(answer);
    CHECK(grade(a, slot, answer).correct);
  }
  for (const char* answer : {"s", "1-s", "sig(x)", "-s^2", "exp(-x)", "sig(1-sig(x))", "sig(x, x)"}) {
    INFO(answer);
    CHECK_FALSE(grade(a, slot, answer).correct);
  }
}

// The true number is accepted in full and as it is shown, and others are not: on all programs of the reference.
TEST_CASE("every slot of the reference programs") {
  const std::string text = test::file_text(CHAINRULE_TEST_DIR "/data/gradients.jsonl");
  REQUIRE(text.size() > 1000);
  test::Random random(7);
  int slots = 0, programs = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const test::JsonResult line = test::read_json(std::string_view(text).substr(at, end - at));
    at = end + 1;
    if (++programs % test::kSlower != 0) continue;
    REQUIRE(line.good);
    const std::string program = line.value["program"].string;
    INFO(program);
    Analysis a = analyse(program);
    for (const Asked asked : {Asked::value, Asked::local, Asked::product, Asked::sum})
      for (const Slot& slot : slots_of(a, asked)) {
        const double truth = true_number(a, slot);
        const std::string name = slot_name(a.graph, slot), full = format_number(truth), shown = display_text(truth);
        INFO(name, " = ", full);
        ++slots;
        CHECK(grade(a, slot, full).correct);
        CHECK(grade(a, slot, shown).correct);
        if (!std::isfinite(truth)) continue;
        for (const double wrong : {truth * 1.03 + 0.003, truth * 0.97 - 0.001, truth * random.between(1.03, 3), truth * 10, truth / 10, -truth, truth + 1.5,
                                   truth * random.between(-3, 0.97) + 0.01}) {
          if (std::fabs(wrong - truth) < 0.03 * std::fabs(truth) || wrong == truth) continue;
          const std::string answer = format_number(wrong);
          INFO("wrong: ", answer);
          const Mark m = grade(a, slot, answer);
          CHECK_FALSE(m.correct);
          CHECK(m.counts);
        }
        CHECK(grade(a, slot, "0").correct == (truth == 0));
        CHECK_FALSE(grade(a, slot, "").correct);
        CHECK_FALSE(grade(a, slot, "NaN").correct);
      }
    for (const Slot& slot : slots_of(a, Asked::formula)) {
      const std::string formula = true_text(a, slot), name = slot_name(a.graph, slot);
      INFO(name, " = ", formula);
      CHECK(grade(a, slot, formula).correct);
      if (formula != "0") CHECK_FALSE(grade(a, slot, "(" + formula + ")*1.01").correct);
      CHECK_FALSE(grade(a, slot, "(" + formula + ") + 1").correct);
      CHECK_FALSE(grade(a, slot, "").correct);
    }
  }
  CHECK(slots > 3000 / test::kSlower);
}

TEST_CASE("random programs, folded or not, are marked without fail") {
  for (std::uint64_t seed = 1; seed <= 60 / test::kSlower; ++seed) {
    test::ProgramShape shape;
    shape.tame = seed % 3 != 0;
    const test::RandomProgram program = test::random_program(seed, shape);
    INFO(program.reproduction());
    BuildOptions options;
    if (seed % 2) options.folded = program.functions;
    Analysis a = analyse(program.text, options);
    for (const Asked asked : {Asked::value, Asked::formula, Asked::local, Asked::product, Asked::sum})
      for (const Slot& slot : slots_of(a, asked)) {
        const std::string name = slot_name(a.graph, slot), truth = true_text(a, slot);
        INFO(name, " = ", truth);
        if (asked != Asked::formula || std::isfinite(true_number(a, slot))) CHECK(grade(a, slot, truth).correct);
        const Mark m = grade(a, slot, "7.77e77");
        CHECK_FALSE(m.correct);
        CHECK_FALSE(m.found.empty());
      }
  }
}

TEST_CASE("marking is fast, on large graphs too") {
  std::string chain = "x0 = 1.01\n", fork = "f = 0";
  for (int i = 1; i < 5000; ++i) chain += "x" + std::to_string(i) + " = x" + std::to_string(i - 1) + "*1.0001\n";
  for (int i = 0; i < 4900; ++i) fork += " + x*" + std::to_string(i % 7);
  using Clock = std::chrono::steady_clock;
  for (const std::string& text : {kNeuron, chain, fork, "f = x + " + std::string("log(x)+exp(x)*relu(x)")}) {
    Analysis a = analyse(text);
    const Clock::time_point start = Clock::now();
    int count = 0;
    for (const Asked asked : {Asked::value, Asked::local, Asked::formula, Asked::product, Asked::sum}) {
      const std::vector<Slot> slots = slots_of(a, asked);
      for (std::size_t i = 0; i < slots.size(); i += slots.size() / 10 + 1)
        for (const char* answer : {"7.123", "7.123 + x^2", "\\sum_{i=1}^{9} x^i"}) {
          CHECK_FALSE(grade(a, slots[i], answer).correct);
          ++count;
        }
    }
    const double ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    INFO(a.graph.nodes.size(), " nodes: ", ms / count, " ms for an answer");
    CHECK(ms / count < 50);
  }
}
