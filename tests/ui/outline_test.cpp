// The widget without its picture: what it says, and what can be done by name.
#include <algorithm>
#include <string>

#include "core/number.h"
#include "learn/exercise.h"
#include "learn/slot.h"
#include "support/json.h"
#include "support/random_program.h"
#include "ui/window.h"

namespace chainrule::ui::test {
namespace {

using chainrule::test::Json;

Json outline(Window& w) {
  const std::string text = w.app().outline();
  const chainrule::test::JsonResult read = chainrule::test::read_json(text);
  INFO(text);
  INFO(read.problem);
  REQUIRE(read.good);
  return read.value;
}

const Json& node(const Json& all, const std::string& name) {
  for (const Json& each : all["nodes"].items)
    if (each["name"].string == name) return each;
  return all["nowhere"];
}

std::string names(const Json& list) {
  std::string all;
  for (const Json& name : list.items) all += name.string + " ";
  return all;
}

// The row of the open list with these words, pressed; false where there is none.
bool choose(Window& w, const std::string& words) {
  const Json all = outline(w);
  for (const Json& row : all["picker"]["rows"].items)
    if (row["title"].string.find(words) != std::string::npos) {
      const bool done = w.app().act(row["act"].string, row["argument"].string);
      w.settle();
      return done;
    }
  return false;
}
bool act(Window& w, const char* name, const char* argument = "") {
  const bool done = w.app().act(name, argument);
  w.settle();
  return done;
}

std::string true_answer(const std::string& program, const std::string& slot) {
  Analysis analysis = analyse(program);
  return learn::true_text(analysis, *learn::find_slot(analysis.graph, slot));
}

constexpr const char* kLesson =
    "# Lesson\n\nminutes: 3\n\n## One\n\nRead $q = x + y$.\n\n```chain\nx = -2; y = 5; z = -4\nq = x + y\nf = q*z\n#? predict values\n```\n\n"
    "## Two\n\nAnd back.\n\n```chain\nx = -2; y = 5; z = -4\nq = x + y\nf = q*z\n#? predict sums\n#? fade 2\n```\n";

}  // namespace

TEST_CASE("what says that a link is too long has a button that saves the program") {
  Window w("f = x");
  w.app().set_shares(true);
  auto offered = [&] {
    const Json all = outline(w);
    const std::vector<Json>& buttons = all["buttons"].items;
    return std::any_of(buttons.begin(), buttons.end(), [](const Json& button) { return button["act"].string == "save"; });
  };
  CHECK_FALSE(offered());
  w.app().notify(Word::link_too_long, "40000");
  CHECK(offered());
  CHECK(act(w, "save"));
  CHECK(w.app().take_share_wish() == App::Share::file);
  CHECK(outline(w)["notice"].string.empty());
  CHECK_FALSE(offered());
}

TEST_CASE("every program is said, at every step: what is known as it is shown, and nothing else") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const chainrule::test::RandomProgram program = chainrule::test::random_program(seed);
    INFO(program.reproduction());
    Window w(program.text);
    const Json all = outline(w);
    const Json trace = chainrule::test::read_json(w.app().shown()).value;
    REQUIRE(all["nodes"].items.size() == trace["nodes"].items.size());
    for (std::size_t i = 0; i < trace["nodes"].items.size(); ++i) {
      CHECK(all["nodes"].items[i]["name"].string == trace["nodes"].items[i]["name"].string);
      CHECK(all["nodes"].items[i]["value"].string == display_text(trace["nodes"].items[i]["value"].real()));
      CHECK(all["nodes"].items[i]["gradient"].string == display_text(trace["nodes"].items[i]["grad"].real()));
    }
    CHECK(w.app().act("first", ""));
    const Json shown = outline(w);  // lives as long as what is read from it
    for (const Json& each : shown["nodes"].items) {
      CHECK(each["gradient"].string.empty());
      CHECK(each["value"].string.empty() == !each.has("input"));
    }
  }
}

TEST_CASE("what an exercise asks is not said") {
  for (int kind = 0; kind < learn::kAskedKinds; ++kind) {
    const auto asked = static_cast<learn::Asked>(kind);
    const std::string program = "x = -2.5; y = 5.25; z = -4.5\nq = x + y\nf = q*z\n#? predict " + std::string(learn::asked_name(asked)) + "s";
    INFO(program);
    Window w(program);
    const std::string said = w.app().outline();
    Analysis analysis = analyse(program);
    for (const learn::Slot& slot : learn::slots_of(analysis, asked)) {
      const Json all = outline(w);
      const Json& at = node(all, analysis.graph.nodes[static_cast<std::size_t>(slot.node)].name);
      const std::string truth = learn::true_text(analysis, slot);
      INFO(learn::slot_name(analysis.graph, slot));
      if (asked == learn::Asked::value) CHECK(at["value"].string == "?");
      if (asked == learn::Asked::sum) CHECK(at["gradient"].string == "?");
      for (const Json& row : at["rows"].items) {
        if (row["to"].string != analysis.graph.nodes[static_cast<std::size_t>(slot.place < 0 ? slot.node : analysis.graph.operands_of(slot.node)[slot.place].node)].name) continue;
        if (asked == learn::Asked::product) CHECK(row["sent"].string == "?");
        if (asked == learn::Asked::local) CHECK(row["local"].string != truth);
        if (asked == learn::Asked::formula) CHECK(row["latex"].string.find("= ?") != std::string::npos);
      }
    }
    CHECK(said.find("\"step\":\"\"") != std::string::npos);
  }
}

TEST_CASE("a lesson is done by names alone") {
  Window w(kSum);
  REQUIRE(w.app().open_lesson("one", kLesson));
  CHECK(outline(w)["learner"]["page"].string == "One");
  CHECK(w.app().act("hint", ""));
  CHECK(outline(w)["learner"]["hints"].items.size() == 1);
  CHECK(w.app().act("answer", "100"));
  CHECK(outline(w)["learner"]["said"].string != "");
  for (int page = 0; page < 2; ++page) {
    for (int i = 0; i < 20 && (outline(w)["learner"].has("question") || w.app().act("next-round", "")); ++i) {
      const Json all = outline(w);
      if (!all["learner"].has("question")) continue;
      CHECK(w.app().act("answer", true_answer(w.text(), all["learner"]["slot"].string)));
    }
    CHECK(!outline(w)["learner"].has("question"));
    CHECK(w.app().act("next-page", "") == (page == 0));
    w.settle();
  }
  CHECK(w.app().act("previous-page", ""));
  CHECK(w.app().act("end-lesson", ""));
  CHECK(!outline(w).has("learner"));
}

TEST_CASE("values, selection and steps; what is not possible does nothing") {
  Window w(kSum);
  CHECK(w.app().act("value", "x 1,5"));
  CHECK(w.text() == "f = (x+y)*z;  x = 1.5; y = 5; z = -4");
  CHECK(w.app().take_user_change());
  CHECK(w.app().act("undo", ""));
  CHECK(w.text() == kSum);
  CHECK(w.app().act("select", "z"));
  CHECK(names(outline(w)["selected"]) == "z ");
  for (const char* name : {"answer", "hint", "reveal", "slot", "send", "group", "check", "free", "exercise-", "next-round", "new-numbers",
                           "next-page", "previous-page", "end-lesson", "lesson", "value", "select", "", "\n", "move-left"})
    for (const char* argument : {"", "f 3", "f", "x", "x y", "x 1e999", "x NaN", "q", " ", "\xff"}) {
      INFO(name);
      INFO(argument);
      if (std::string(name) == "lesson" && *argument) continue;
      if (std::string(name) == "select" && (*argument == 'f' || *argument == 'x') && !argument[1]) continue;
      CHECK(!w.app().act(name, argument));
      CHECK(w.text() == kSum);
    }
}

TEST_CASE("several nodes are selected, and a wire") {
  Window w(kSum);
  CHECK(act(w, "select", "x"));
  CHECK(act(w, "more", "z"));
  CHECK(names(outline(w)["selected"]) == "x z ");
  CHECK(act(w, "more", "x"));
  CHECK(names(outline(w)["selected"]) == "z ");
  CHECK(act(w, "wire", "f 0"));
  CHECK(act(w, "delete"));
  CHECK(w.text() == "x2 = 3\nf = x2*z;  z = -4");
}

TEST_CASE("each list that opens can be narrowed, chosen from and closed by name") {
  Window w(kSum);
  CHECK(act(w, "palette"));
  CHECK(outline(w)["picker"]["question"].string == "What is to be done?");
  CHECK(act(w, "type", "undo"));
  CHECK(outline(w)["picker"]["rows"].items.size() == 2);  // and the button that closes
  CHECK(act(w, "type", "no such act"));
  CHECK(outline(w)["picker"]["said"].string != "");
  CHECK(choose(w, "Close"));
  CHECK_FALSE(outline(w).has("picker"));
  CHECK_FALSE(w.place("picker").found);
  CHECK_FALSE(act(w, "choose", "0"));

  CHECK(act(w, "select", "f"));
  CHECK(act(w, "palette"));
  CHECK(act(w, "type", "add a gate"));
  CHECK(choose(w, "gate"));
  CHECK(choose(w, "tanh"));
  CHECK(w.text() == kSum + "\na = tanh(f)");
  CHECK(act(w, "undo"));

  CHECK(act(w, "select", "t1"));
  CHECK(act(w, "rename"));
  CHECK(act(w, "type", "x"));
  CHECK(outline(w)["picker"]["said"].string != "");
  CHECK(w.text() == kSum);
  CHECK(act(w, "type", "q"));
  CHECK_FALSE(outline(w).has("picker"));
  CHECK(node(outline(w), "q")["value"].string == "3");
}

TEST_CASE("the program is written beside the picture too, unless it is read only") {
  Window w(kSum);
  CHECK(act(w, "program", "f = x*x\nx = 3"));
  CHECK(w.text() == "f = x*x\nx = 3");
  CHECK(w.app().take_user_change());
  CHECK(act(w, "undo"));
  CHECK(w.text() == kSum);
  w.app().set_read_only(true);
  CHECK_FALSE(act(w, "program", "f = 1"));
  CHECK(w.text() == kSum);
  CHECK(outline(w)["readonly"].number == 1);
}

TEST_CASE("of a large graph the first nodes are said, and how many more there are") {
  std::string program = "a0 = 1";
  for (int i = 1; i < 300; ++i) program += "\na" + std::to_string(i) + " = a" + std::to_string(i - 1) + " + 1";
  Window w(program);
  const Json all = outline(w);
  CHECK(all["nodes"].items.size() == 200);
  CHECK(all["more"].string == "(and 100 more)");
}

TEST_CASE("an empty program and one in error are said too") {
  Window w("");
  CHECK(outline(w)["nodes"].items.empty());
  w.app().set_program("f = 3 *");
  CHECK(outline(w)["problem"].string.substr(0, 6) == "Line 1");
}

}  // namespace chainrule::ui::test
