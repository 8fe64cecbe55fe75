#include <doctest/doctest.h>

#include "learn/progress.h"
#include "support/json.h"
#include "support/random.h"

using namespace chainrule;
using namespace chainrule::learn;

namespace {

Progress random_progress(std::uint64_t seed) {
  test::Random random(seed);
  Progress p;
  for (int i = random.below(40); i > 0; --i) {
    p.finish(static_cast<Principle>(random.below(static_cast<int>(Principle::count))), random.below(3), random.below(2), random.chance(0.2));
    p.mistake(static_cast<Mistake>(random.below(static_cast<int>(Mistake::count))));
    p.lesson(std::string(1, static_cast<char>(random.below(128))) + " \"é\\", random.below(10), random.below(10));
  }
  return p;
}

}  // namespace

TEST_CASE("what is kept comes back, and is JSON") {
  CHECK(Progress().empty());
  CHECK(Progress().json() == "{\"version\":1,\"principles\":{},\"mistakes\":{},\"lessons\":{}}");
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const Progress p = random_progress(seed);
    const std::string json = p.json();
    INFO("seed ", seed, "\n", json);
    CHECK(test::read_json(json).good);
    Progress q = random_progress(seed + 1);
    CHECK(q.read(json));
    CHECK(q.json() == json);
    CHECK(q.empty() == p.empty());
    CHECK(q.common_mistakes() == p.common_mistakes());
    CHECK(q.hold() == p.hold());
    CHECK(q.repeat() == p.repeat());
  }
}

TEST_CASE("a principle holds after four of the last five, and is repeated below half of the last six") {
  Progress p;
  const auto add = [&](bool right) { p.finish(Principle::mul, right ? 0 : 1, 0, false); };
  add(false);
  CHECK(p.repeat().empty());
  add(false);
  CHECK(p.repeat() == std::vector<Principle>{Principle::mul});
  for (int i = 0; i < 3; ++i) add(true);
  CHECK(p.repeat().empty());
  CHECK(p.hold().empty());
  add(true);
  CHECK(p.hold() == std::vector<Principle>{Principle::mul});
  add(false);
  CHECK(p.hold().size() == 1);
  add(false);
  CHECK(p.hold().empty());
  CHECK(p.of(Principle::mul).seen == 8);
  CHECK(p.of(Principle::mul).right_at_once == 4);
  CHECK(p.of(Principle::mul).wrong == 4);
  p.finish(Principle::add, 0, 1, false);
  p.finish(Principle::add, 2, 0, true);
  CHECK(p.of(Principle::add).right_later == 1);
  CHECK(p.of(Principle::add).revealed == 1);
  CHECK(p.of(Principle::add).wrong == 2);
}

TEST_CASE("the most frequent mistakes come first, and a lesson's best score counts") {
  Progress p;
  p.mistake(Mistake::lost_sign);
  p.mistake(Mistake::overwrote);
  p.mistake(Mistake::overwrote);
  CHECK(p.common_mistakes() == std::vector<std::pair<Mistake, int>>{{Mistake::overwrote, 2}, {Mistake::lost_sign, 1}});
  p.lesson("forks", 3, 4);
  p.lesson("forks", 2, 4);
  CHECK(p.lessons().at("forks").score == 3);
  p.lesson("forks", 7, 8);
  CHECK(p.lessons().at("forks").max == 8);
  p.lesson("none", 0, 0);
  p.lesson("none", 1, -4);
  CHECK(p.lessons().size() == 1);
  p.lesson("much", 9, 4);
  CHECK(p.lessons().at("much").score == 4);
}

TEST_CASE("what is no progress changes nothing") {
  Progress p;
  p.mistake(Mistake::lost_sign);
  const std::string before = p.json();
  for (const char* bad :
       {"", " ", "{}", "[]", "null", "{\"version\":2}", "{\"version\":1", "{\"version\":1}x", "{\"version\":01}", "{\"version\":1,}", "{\"version\":1,\"other\":{}}",
        "{\"version\":1,\"principles\":{\"mul\":[1,2,3]}}", "{\"version\":1,\"principles\":{\"mul\":[1,2,3,4,256,6]}}",
        "{\"version\":1,\"principles\":{\"mul\":[1,2,3,4,5,-6]}}", "{\"version\":1,\"principles\":{\"mul\":[1,2,3,4,5,6,7,8,9]}}",
        "{\"version\":1,\"mistakes\":{\"overwrote\":99999999999999999999}}", "{\"version\":1,\"mistakes\":{\"overwrote\":1.5}}",
        "{\"version\":1,\"lessons\":{\"a\":[2,1]}}", "{\"version\":1,\"lessons\":{\"a\\x\":[1,2]}}", "{\"version\":1,\"lessons\":{\"a\n\":[1,2]}}"}) {
    INFO(std::string(bad));
    CHECK(!p.read(bad));
    CHECK(p.json() == before);
  }
  CHECK(!p.read("{\"version\":1}" + std::string(64 * 1024, ' ')));
  CHECK(p.read(" { \"mistakes\" : { \"of tomorrow\" : 3 } , \"version\" : 1 } \n"));
  CHECK(p.empty());
}

TEST_CASE("any changed byte is read or refused, and what is read can be written") {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    test::Random random(seed);
    std::string json = random_progress(seed % 50).json();
    for (int i = 1 + random.below(3); i > 0; --i) json[static_cast<std::size_t>(random.below(static_cast<int>(json.size())))] = static_cast<char>(random.next());
    Progress p, q;
    if (!p.read(json)) continue;
    CHECK(q.read(p.json()));
    CHECK(q.json() == p.json());
  }
}

TEST_CASE("what is kept stays small") {
  Progress p;
  for (int i = 0; i < 1000; ++i) p.lesson(std::string(300, i % 2 ? '\x01' : 'x') + std::to_string(i) + "é", 1, 2);
  for (int i = 0; i < 1000; ++i) p.lesson(std::to_string(i) + std::string(300, '\x01'), 1, 2);
  CHECK(p.json().size() <= 64 * 1024);
  Progress q;
  CHECK(q.read(p.json()));
}
