// What is said to a learner, and that it gives nothing away.
#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "core/number.h"
#include "learn/grade.h"
#include "support/random_program.h"
#include "support/share.h"

using namespace chainrule;
using namespace chainrule::learn;

namespace {

const std::string kCircuit = "q = x + y\nf = q*z\nx = -2; y = 5; z = -4";
constexpr Asked kAll[] = {Asked::value, Asked::formula, Asked::local, Asked::product, Asked::sum};

const std::vector<Language>& languages() {
  static const std::vector<Language> all{
      Language(),
#define TRANSLATION(language, lines) Language(lines),
#include "words/translations.inc"
#undef TRANSLATION
  };
  return all;
}

Slot slot_of(const Analysis& a, const std::string& name) {
  const std::optional<Slot> slot = find_slot(a.graph, name);
  REQUIRE(slot);
  return *slot;
}

std::string asks(const std::string& name) {
  Analysis a = analyse(kCircuit);
  return question(a, slot_of(a, name), english());
}

std::string says(const std::string& program, const std::string& name, const std::string& answer) {
  Analysis a = analyse(program);
  const Slot slot = slot_of(a, name);
  return feedback(a, slot, grade(a, slot, answer), english());
}

std::string hints(const std::string& program, const std::string& name, const BuildOptions& options = {}) {
  Analysis a = analyse(program, options);
  std::string all;
  for (int level = 0; level < kHints; ++level) all += (level ? " | " : "") + hint(a, slot_of(a, name), level, english());
  return all;
}

std::string principle(const std::string& program, const std::string& name, const BuildOptions& options = {}) {
  const Analysis a = analyse(program, options);
  return principle_name(principle_of(a, slot_of(a, name)));
}

// The numbers in a text that are no part of a name.
std::set<std::string> numbers_in(const std::string& text) {
  std::set<std::string> numbers;
  for (std::size_t i = 0; i < text.size();) {
    const bool letter = std::isalpha(static_cast<unsigned char>(text[i])) || text[i] == '_' || (text[i] & 0x80);
    double value;
    const int bytes = letter ? 0 : parse_number(std::string_view(text).substr(i), value);
    if (bytes) numbers.insert(format_number(value));
    if (letter)
      while (i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) || text[i] == '_' || (text[i] & 0x80))) ++i;
    i += static_cast<std::size_t>(bytes) + (letter || bytes ? 0 : 1);
  }
  return numbers;
}

}  // namespace

TEST_CASE("questions") {
  CHECK(asks("value q") == "What is the value of q?");
  CHECK(asks("formula f q") == "What is the local gradient \u2202f/\u2202q, as a formula?");
  CHECK(asks("local f q") == "What is the local gradient \u2202f/\u2202q here, as a number?");
  CHECK(asks("product q x") == "What does q send back to x?");
  CHECK(asks("sum x") == "What is the gradient \u2202f/\u2202x?");
}

TEST_CASE("feedback says what was done, and asks on") {
  CHECK(says(kCircuit, "product q x", "1") == "That is the local gradient alone. What arrives from upstream?");
  CHECK(says(kCircuit, "sum x", "") == "Nothing is written yet. Write a number, a fraction or a formula.");
  CHECK(says(kCircuit, "sum x", "77.31") == "That is not it yet. Look first at the wires that leave x: what comes back on each?");
  CHECK(says(kCircuit, "value q", "-10") == "That is another operation (multiply). Which gate is this one?");
  CHECK(says(kCircuit, "sum x", "-2") ==
        "This can come about in several ways.\n\u2022 Here the gradient is shared out.\n\u2022 That is a value of the forward pass.\n"
        "Look first at the wires that leave x: what comes back on each?");
  CHECK(says("f = x*y + x*z\nx = 2; y = 3.1; z = 5.7", "sum x", "3.1").find("Which other path leads on from x?") != std::string::npos);
  CHECK(says(kCircuit, "sum x", "-4").empty());
}

TEST_CASE("hints in three steps: the principle, the formula, the numbers") {
  CHECK(hints(kCircuit, "product f q") ==
        "A product swaps: the local gradient of one factor is the other factor. | \u2202f/\u2202f \u00D7 \u2202f/\u2202q | 1 \u00D7 (\u22124)");
  CHECK(hints(kCircuit, "value q") == "Forward: put the values of the gate\u2019s inputs into its operation. | q = x + y | -2 + 5");
  CHECK(hints("s = sigmoid(x); f = s*y\nx = 1; y = 2", "local s x") ==
        "A group of gates is one function; its local gradient is often shortest when written with its output. | "
        "\u2202s/\u2202x = (1 - s)*s | (1 - 0.73)*0.73");
  CHECK(hints("f = x*y + x\nx = 3; y = 4", "sum x") ==
        "At a fork the gradients of all paths add up. | \u2202f/\u2202x = \u2202f/\u2202f \u00D7 \u2202f/\u2202x + \u2202f/\u2202t1 \u00D7 \u2202t1/\u2202x | "
        "1 \u00D7 1 + 1 \u00D7 4");
  const std::string add = hints(kCircuit, "local q x");  // it is 1, which no hint says
  CHECK(add.find('1') == std::string::npos);
  CHECK(add.find("q = x + y. Hold all but x still and differentiate.") != std::string::npos);
}

TEST_CASE("principles") {
  CHECK(principle(kCircuit, "value q") == "forward");
  CHECK(principle(kCircuit, "sum x") == "add");
  CHECK(principle(kCircuit, "product f q") == "mul");
  CHECK(principle(kCircuit, "local f q") == "mul");
  CHECK(principle("f = x*x", "sum x") == "copy");
  CHECK(principle("f = x*x", "product f 1") == "mul");
  CHECK(principle("f = max(x, y)", "sum x") == "route");
  CHECK(principle("f = relu(x)", "formula f x") == "route");
  CHECK(principle("f = leaky_relu(x)", "local f x") == "route");
  CHECK(principle("f = -x", "product f x") == "add");
  CHECK(principle("f = 1 + x", "sum x") == "add");
  CHECK(principle("f = x - y", "sum y") == "add");
  CHECK(principle("f = 3*x", "sum x") == "mul");
  CHECK(principle("f = x/4", "sum x") == "mul");
  CHECK(principle("f = exp(x)", "product f x") == "chain");
  CHECK(principle("f = exp(x)", "local f x") == "local_gradient");
  CHECK(principle("f = sigmoid(x)", "local f x") == "grouping");
  CHECK(principle("f = sigmoid(x)", "sum x") == "chain");
  CHECK(principle("g(u) = u^2 + u\nf = g(x)", "formula f x", {{"g"}, {}}) == "grouping");
  CHECK(principle("g(u) = u^2 + u\nf = g(x)", "product f x", {{"g"}, {}}) == "chain");
  std::set<std::string> titles;
  for (int p = 0; p < static_cast<int>(Principle::count); ++p) titles.insert(principle_words(static_cast<Principle>(p), english()));
  CHECK(titles.size() == static_cast<std::size_t>(Principle::count));
}

TEST_CASE("every mistake has its sentence in every language, with a question") {
  Analysis a = analyse(kCircuit);
  const Slot slot = slot_of(a, "product f q");
  for (std::size_t l = 0; l < languages().size(); ++l) {
    std::set<std::string> all;
    for (int m = 0; m < static_cast<int>(Mistake::count); ++m) {
      Mark mark{false, true, {{static_cast<Mistake>(m), {}}}};
      const std::string text = feedback(a, slot, mark, languages()[l]);
      INFO(l, ": ", text);
      CHECK(text.size() > 10);
      CHECK(text.find_first_of("|{}") == std::string::npos);
      all.insert(text);
      mark.found.push_back({Mistake::lost_sign, {}});
      CHECK(feedback(a, slot, mark, languages()[l]).find_first_of("|{}") == std::string::npos);
    }
    CHECK(all.size() == static_cast<std::size_t>(Mistake::count));
  }
}

TEST_CASE("nothing is given away before the third hint") {
  std::vector<std::string> programs{kCircuit, "f = x*x\nx = 1", "f = tanh(x)*2\nx = 0", "f = 2*x\nx = 1", "f = x + 3\nx = 0", "f = x^2\nx = 1"};
  for (std::uint64_t seed = 1; seed <= 40 / test::kSlower; ++seed) programs.push_back(test::random_program(seed).text);
  for (const std::string& program : programs) {
    INFO(program);
    Analysis a = analyse(program);
    for (const Asked asked : kAll)
      for (const Slot& slot : slots_of(a, asked)) {
        const double truth = true_number(a, slot);
        const std::string name = slot_name(a.graph, slot);
        INFO(name, " = ", truth);
        std::vector<std::string> texts{question(a, slot, english()), hint(a, slot, 0, english()), hint(a, slot, 1, english())};
        for (const char* answer : {"", "7.77e77", "1", "0", "-1", "2", "x"}) texts.push_back(feedback(a, slot, grade(a, slot, answer), english()));
        for (const std::string& text : texts) {
          const std::set<std::string> numbers = numbers_in(text);
          INFO(text);
          CHECK_FALSE(numbers.count(format_number(std::fabs(truth))));
          CHECK_FALSE(numbers.count(format_number(std::fabs(round_for_display(truth).value))));
        }
        CHECK_FALSE(hint(a, slot, 2, english()).empty());
        if (asked == Asked::formula) CHECK(texts[2].find(" = " + true_text(a, slot) + ".") == std::string::npos);
      }
  }
}

TEST_CASE("what cannot be asked has no words") {
  Analysis a = analyse(kCircuit);
  const Slot none{Asked::product, 77, 3};
  CHECK(question(a, none, english()).empty());
  CHECK(hint(a, none, 1, english()).empty());
  CHECK(feedback(a, none, grade(a, none, "1"), english()).empty());
}
