// What can be asked, what it is called, and its true answer.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "learn/slot.h"
#include "support/near.h"
#include "support/random_program.h"
#include "support/share.h"

using namespace chainrule;
using namespace chainrule::learn;

namespace {

constexpr Asked kAll[] = {Asked::value, Asked::formula, Asked::local, Asked::product, Asked::sum};

std::string names(const std::string& program, Asked asked) {
  const Analysis a = analyse(program);
  std::string list;
  for (const Slot& slot : slots_of(a, asked)) list += (list.empty() ? "" : ", ") + slot_name(a.graph, slot);
  return list;
}

std::string truth(const std::string& program, const std::string& name) {
  Analysis a = analyse(program);
  const std::optional<Slot> slot = find_slot(a.graph, name);
  REQUIRE(slot);
  REQUIRE(can_ask(a, *slot));
  return true_text(a, *slot);
}

const std::string kFirst = "f = (x+y)*z\nx = -2; y = 5; z = -4";

}  // namespace

TEST_CASE("a slot of each kind, in the order of its pass") {
  CHECK(names("q = x + y\nf = q*z", Asked::value) == "value q, value f");
  CHECK(names("q = x + y\nf = q*z", Asked::sum) == "sum q, sum z, sum x, sum y");
  CHECK(names("q = x + y\nf = q*z", Asked::product) == "product f q, product f z, product q x, product q y");
  CHECK(names("q = x*y\nf = q + x", Asked::sum) == "sum q, sum x, sum y");
  CHECK(names("q = 3*x\nf = q + 1", Asked::local) == "local f q, local q x");
  CHECK(names("f = x*x", Asked::formula) == "formula f 1, formula f 2");
  CHECK(names("x = 2", Asked::value).empty());
  CHECK(names("", Asked::sum).empty());
}

TEST_CASE("the true answers of the lecture's first circuit") {
  const std::string text = "q = x + y\nf = q*z\nx = -2; y = 5; z = -4";
  CHECK(truth(text, "value q") == "3");
  CHECK(truth(text, "formula f q") == "z");
  CHECK(truth(text, "local f z") == "3");
  CHECK(truth(text, "product q x") == "\u22124");
  CHECK(truth(text, "sum z") == "3");
  CHECK(truth("s = sigmoid(x)\nf = s + s", "formula s x") == "(1 - s)*s");
  CHECK(truth("f = x*y + x\nx = 3; y = 4", "sum x") == "5");
}

TEST_CASE("what cannot be asked") {
  const Analysis a = analyse("q = x + 1\nf = q*z\nu = x*z", {{}, "f"});
  auto can = [&](const std::string& name) {
    const std::optional<Slot> slot = find_slot(a.graph, name);
    return slot && can_ask(a, *slot);
  };
  CHECK(can("value q"));
  CHECK(can("value u"));  // off the path it has a value
  CHECK(can("sum x"));
  CHECK_FALSE(can("value x"));      // given
  CHECK_FALSE(can("sum f"));        // it is 1
  CHECK_FALSE(can("sum u"));        // the output does not depend on it
  CHECK_FALSE(can("product u x"));
  CHECK_FALSE(can("product q 2"));  // a literal
  for (const Slot& slot : {Slot{Asked::value, -1, -1}, Slot{Asked::value, 99, -1}, Slot{Asked::value, 2, 0}, Slot{Asked::sum, 0, 1},
                           Slot{Asked::local, 2, -1}, Slot{Asked::product, 2, 7}})
    CHECK_FALSE(can_ask(a, slot));
}

TEST_CASE("names that are none") {
  const Analysis a = analyse(kFirst);
  for (const char* name : {"", "value", "value nobody", "sums x", "sum x y", "product f", "product f nobody", "product f 0", "product f 3",
                           "product f 99999999999", "product f x y", "product f 1x", "local x y", "Value f", "product f -1"}) {
    INFO(name);
    CHECK_FALSE(find_slot(a.graph, name));
  }
}

TEST_CASE("names in other spellings") {
  const Analysis a = analyse("q = w0*theta\nf = q + 1");
  CHECK(find_slot(a.graph, "  product   q\tw_0 ") == find_slot(a.graph, "product q 1"));
  CHECK(find_slot(a.graph, "sum \u03B8") == find_slot(a.graph, "sum theta"));
  REQUIRE(find_slot(a.graph, "sum theta"));
  CHECK(slot_name(a.graph, *find_slot(a.graph, "sum \u03B8")) == "sum theta");
  const Analysis twice = analyse("f = x/x");
  REQUIRE(find_slot(twice.graph, "product f x"));
  CHECK(find_slot(twice.graph, "product f x")->place == 0);
}

TEST_CASE("every slot can be asked, is found by its name, and the parts agree") {
  for (std::uint64_t seed = 1; seed <= 300 / test::kSlower; ++seed) {
    const test::RandomProgram program = test::random_program(seed);
    INFO(program.reproduction());
    BuildOptions options;
    if (seed % 2) options.folded = program.functions;
    Analysis a = analyse(program.text, options);
    for (const Asked asked : kAll)
      for (const Slot& slot : slots_of(a, asked)) {
        const std::string name = slot_name(a.graph, slot);
        INFO(name);
        CHECK(can_ask(a, slot));
        CHECK(find_slot(a.graph, name) == slot);
        CHECK_FALSE(true_text(a, slot).empty());
      }
    std::vector<double> sums(a.graph.nodes.size());
    for (const Slot& slot : slots_of(a, Asked::product)) sums[a.graph.operands_of(slot.node)[slot.place].node] += true_number(a, slot);
    for (const Slot& slot : slots_of(a, Asked::sum)) CHECK(test::near(true_number(a, slot), sums[slot.node]));
  }
}
