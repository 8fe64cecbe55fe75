// The lessons of web/lessons, and the examples of web/teachers.md: each can be read, each exercise can be asked, and its right answers
// count as right.
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <set>

#include "core/check.h"
#include "core/directives.h"
#include "core/number.h"
#include "learn/exercise.h"
#include "learn/grade.h"
#include "learn/lesson.h"
#include "support/file.h"

using namespace chainrule;
using namespace chainrule::learn;

namespace {

constexpr std::size_t kMostBytes = 40 * 1024;  // of all lessons: they are downloaded
constexpr std::uint64_t kSeeds = 50;

const std::string kWeb = CHAINRULE_TEST_DIR "/../web";
std::vector<std::string> lesson_files() { return test::files_in(kWeb + "/lessons"); }

// A program as the widget shows it.
Analysis shown(const std::string& program) { return analyse(program, {folded_functions(program), ""}); }

std::string said(const std::vector<Diagnostic>& diagnostics) {
  std::string out;
  for (const Diagnostic& d : diagnostics) out += d.message + "\n";
  return out;
}

// Does every page with a program; the guide's examples are pages too.
template <class Do>
void each_exercise(Do act) {
  std::vector<std::string> files = lesson_files();
  files.push_back(kWeb + "/teachers.md");
  for (const std::string& file : files)
    for (const LessonPage& page : read_lesson(test::file_text(file)).pages) {
      if (page.program.empty()) continue;
      Analysis analysis = shown(page.program);
      const Exercise exercise = read_exercise(page.program, analysis);
      INFO(file << ", " << page.title << "\n" << page.program);
      act(page.program, analysis, exercise);
    }
}

// Can it be asked, and does its right answer count?
void check_slots(Analysis& analysis, const Exercise& exercise) {
  for (const Slot& slot : exercise.blanks) {
    const std::string name = slot_name(analysis.graph, slot), answer = true_text(analysis, slot);
    INFO(name << " = " << answer);
    CHECK(can_ask(analysis, slot));
    CHECK(std::isfinite(true_number(analysis, slot)));
    CHECK(grade(analysis, slot, answer).correct);
    if (slot.asked == Asked::formula) continue;
    const double right = true_number(analysis, slot);
    CHECK_FALSE(grade(analysis, slot, display_text(right + std::fabs(right) + 1)).correct);
  }
}

}  // namespace

TEST_CASE("every lesson can be read, is short, and has a title of its own") {
  const std::vector<std::string> files = lesson_files();
  CHECK(files.size() >= 12);
  std::set<std::string> titles;
  std::size_t bytes = 0, pages = 0, asking = 0;
  for (const std::string& file : files) {
    const std::string text = test::file_text(file);
    const LessonText lesson = read_lesson(text);
    INFO(file << "\n" << said(lesson.diagnostics));
    CHECK(lesson.diagnostics.empty());
    CHECK(!lesson.title.empty());
    CHECK(titles.insert(lesson.title).second);
    CHECK(lesson.minutes >= 5);
    CHECK(lesson.minutes <= 10);
    CHECK(lesson.pages.size() >= 3);
    for (const LessonPage& page : lesson.pages) {
      INFO(page.title);
      CHECK(!page.title.empty());
      CHECK(!page.paragraphs.empty());
      CHECK(!page.program.empty());
      ++pages;
      asking += read_exercise(page.program, shown(page.program)).kind != Exercise::Kind::none;
    }
    bytes += text.size();
  }
  CHECK(bytes < kMostBytes);
  CHECK(asking >= pages * 9 / 10);  // a learner does something on nearly every page
}

TEST_CASE("every program of a lesson is right, and asks what can be asked") {
  each_exercise([](const std::string&, Analysis& analysis, const Exercise& exercise) {
    INFO(said(analysis.diagnostics) << said(exercise.diagnostics));
    CHECK(!has_errors(analysis.diagnostics));
    CHECK(exercise.diagnostics.empty());
    if (exercise.kind == Exercise::Kind::none) return;
    CHECK(analysis.diagnostics.empty());
    if (exercise.kind == Exercise::Kind::predict || exercise.kind == Exercise::Kind::wrong) CHECK(!exercise.blanks.empty());
    check_slots(analysis, exercise);
    if (analysis.graph.output < 0) return;
    for (const CheckRow& row : check_gradients(analysis)) CHECK(row.verdict == Verdict::agrees);
  });
}

TEST_CASE("lessons with random numbers have them for every learner") {
  each_exercise([](const std::string& program, Analysis&, const Exercise& exercise) {
    if (!exercise.random) return;
    std::set<std::string> different;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
      const std::string text = instance(program, exercise, seed);
      INFO("seed " << seed << "\n" << text);
      REQUIRE(!text.empty());
      different.insert(text);
      Analysis analysis = shown(text);
      CHECK(analysis.diagnostics.empty());
      const Exercise again = read_exercise(text, analysis);
      CHECK(again.diagnostics.empty());
      CHECK(again.blanks == exercise.blanks);
      check_slots(analysis, again);
    }
    CHECK(different.size() > kSeeds / 2);
  });
}

TEST_CASE("a lesson's worked example loses its steps until all are asked") {
  each_exercise([](const std::string&, Analysis&, const Exercise& exercise) {
    if (exercise.rounds < 2) return;
    CHECK(blanks_in(exercise, 0).empty());
    for (int round = 1; round < exercise.rounds; ++round)
      CHECK(blanks_in(exercise, round).size() > blanks_in(exercise, round - 1).size());
    CHECK(blanks_in(exercise, exercise.rounds - 1).size() == exercise.blanks.size());
  });
}

TEST_CASE("where a lesson shows a wrong number, there is one for every learner") {
  each_exercise([](const std::string&, Analysis& analysis, const Exercise& exercise) {
    if (exercise.kind != Exercise::Kind::wrong) return;
    std::set<std::string> places;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
      const std::optional<Planted> planted = plant(analysis, exercise, seed);
      INFO("seed " << seed);
      REQUIRE(planted.has_value());
      CHECK(planted->shown != true_number(analysis, planted->slot));
      places.insert(slot_name(analysis.graph, planted->slot));
    }
    CHECK(places.size() > 1);
  });
}

TEST_CASE("what a lesson wants to be built can be built") {
  each_exercise([](const std::string& program, Analysis&, const Exercise& exercise) {
    if (exercise.kind != Exercise::Kind::build) return;
    const Built built = compare_built(program + "\nbuilt = " + exercise.formula, exercise.formula);
    INFO(built.differs);
    CHECK(built.same_numbers);
    CHECK(built.same_graph);
    CHECK_FALSE(compare_built(program, exercise.formula).same_graph);
  });
}

TEST_CASE("one of a lesson's groupings is easier than all others") {
  each_exercise([](const std::string& program, Analysis&, const Exercise& exercise) {
    if (exercise.kind != Exercise::Kind::group) return;
    std::map<int, int> how_many;
    for (const std::string& choice : exercise.choices) ++how_many[difficulty(program, choice)];
    CHECK(how_many.begin()->second == 1);
    CHECK(how_many.size() > 1);
  });
}

TEST_CASE("a lesson's steps can be put into an order, and not into any order") {
  each_exercise([](const std::string&, Analysis& analysis, const Exercise& exercise) {
    if (exercise.kind != Exercise::Kind::order) return;
    std::vector<int> sent;
    for (int i = static_cast<int>(analysis.graph.nodes.size()) - 1; i >= 0; --i) {
      if (analysis.graph.nodes[i].operand_count == 0) continue;
      CHECK(may_send(analysis, i, sent));
      sent.push_back(i);
    }
    CHECK(sent.size() >= 3);
    CHECK_FALSE(may_send(analysis, sent.back(), {}));
  });
}
