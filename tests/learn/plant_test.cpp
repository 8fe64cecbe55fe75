#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/number.h"
#include "core/oracle.h"
#include "learn/exercise.h"
#include "learn/grade.h"
#include "support/random_program.h"

using namespace chainrule;
using namespace chainrule::learn;

namespace {

std::optional<Planted> planted(const std::string& text, std::uint64_t seed) {
  Analysis a = analyse(text);
  const Exercise e = read_exercise(text, a);
  const std::optional<Planted> p = plant(a, e, seed);
  if (!p) return p;
  CHECK(std::find(e.blanks.begin(), e.blanks.end(), p->slot) != e.blanks.end());
  CHECK(std::isfinite(p->shown));
  CHECK(display_text(p->shown) != display_text(true_number(a, p->slot)));
  CHECK(!grade(a, p->slot, format_number(p->shown)).correct);
  const std::optional<Planted> again = plant(a, e, seed);
  CHECK(again->slot == p->slot);
  CHECK(again->shown == p->shown);
  return p;
}

}  // namespace

TEST_CASE("what is planted is wrong, visibly, in a slot that was named, and has a learner's reason") {
  const std::string slide = "f = (x + y)*z\nx = -2; y = 5; z = -4\n#? wrong";
  std::set<double> shown;
  Analysis a = analyse(slide);
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    INFO("seed ", seed);
    const std::optional<Planted> p = planted(slide, seed);
    REQUIRE(p);
    const Mark mark = grade(a, p->slot, format_number(p->shown));
    CHECK(!mark.found.empty());
    CHECK(mark.found[0].mistake != Mistake::unknown);
    shown.insert(p->shown);
  }
  CHECK(shown.size() >= 4);
  CHECK(planted("x = 3\nf = x*x + x\n#? wrong sum x", 1)->shown != 7);
  CHECK(!planted("x = 3\nf = x*x", 1));
  CHECK(!planted("", 1));
}

TEST_CASE("forks come first") {
  const std::string text = "x = 3; y = 2\nq = x + y\nf = q*q*x\n#? wrong sums";
  Analysis a = analyse(text);
  int forks = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const int node = planted(text, seed)->slot.node;
    forks += node == a.graph.find("q") || node == a.graph.find("x");
  }
  CHECK(forks > 60);
}

TEST_CASE("a mistake is planted in random programs and in those of the oracle") {
  int count = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const test::RandomProgram program = test::random_program(seed);
    INFO(program.reproduction());
    count += planted(program.text + "\n#? wrong", seed).has_value();
  }
  CHECK(count >= 95);
  count = 0;
  for (const test::Json& one : test::oracle()) {
    INFO(one["program"].string);
    count += planted(one["program"].string + "\n#? wrong", 7).has_value();
  }
  CHECK(count >= 190);
}
