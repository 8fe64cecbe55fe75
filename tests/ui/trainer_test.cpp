// A learner in front of the widget: predict mode, exercises of the text, lessons.
#include <string>
#include <vector>

#include "learn/exercise.h"
#include "learn/lesson.h"
#include "learn/slot.h"
#include "support/file.h"
#include "ui/window.h"

namespace chainrule::ui::test {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string all(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// Into the field on the card.
void answer(Window& w, const std::string& text) {
  w.type(text);
  w.key(ImGuiKey_Enter);
  w.settle();
}

std::string true_answer(const std::string& program, const std::string& slot) {
  Analysis analysis = analyse(program);
  return learn::true_text(analysis, *learn::find_slot(analysis.graph, slot));
}

// What the field asks for, by where it stands: the slots' blanks are spots too.
std::string asked(Window& w, const std::string& program) {
  Analysis analysis = analyse(program);
  const Place field = w.place("answer");
  for (int kind = 0; kind < learn::kAskedKinds; ++kind)
    for (const learn::Slot& slot : learn::slots_of(analysis, static_cast<learn::Asked>(kind))) {
      const std::string name = learn::slot_name(analysis.graph, slot);
      const Place blank = w.place("blank:" + name);
      if (blank.found && field.found && std::fabs(blank.middle().x - field.middle().x) < 3 && std::fabs(blank.middle().y - field.middle().y) < 3) return name;
    }
  return "";
}

}  // namespace

TEST_CASE("the button hides gradients, the first blank has the keyboard, and right answers lead to the full score") {
  Window w(kSum);
  w.click("button:predict");
  w.settle();
  int answers = 0;
  for (std::string slot = asked(w, kSum); !slot.empty() && answers < 20; slot = asked(w, kSum), ++answers) {
    INFO(slot);
    answer(w, true_answer(kSum, slot));
    CHECK(has(all(w.app().take_learner_events()), "\"slot\":\"" + slot + "\""));
  }
  CHECK(answers == 4);
  CHECK(w.app().grade() == "{\"score\":4,\"max\":4}");
  CHECK(w.text() == kSum);
}

TEST_CASE("a wrong answer is named in the event, costs half a point, and stays until it is right; the text is untouched") {
  Window w(kSum);
  w.click("button:predict");
  w.settle();
  const std::string slot = asked(w, kSum);
  answer(w, "100");
  const std::string events = all(w.app().take_learner_events());
  CHECK(has(events, "\"correct\":false"));
  CHECK(has(events, "\"misconception\":"));
  CHECK(asked(w, kSum) == slot);
  answer(w, true_answer(kSum, slot));
  CHECK(has(all(w.app().take_learner_events()), "\"correct\":true"));
  CHECK(w.app().grade() == "{\"score\":0.5,\"max\":4}");
}

TEST_CASE("after a wrong answer each press counts: three hints, and there is no fourth") {
  Window w(kSum);
  w.click("button:predict");
  w.settle();
  w.click("answer");
  answer(w, "100");
  for (int i = 0; i < 3; ++i) {
    const Place hint = w.place("button:hint");
    CHECK(hint.found);
    ImGuiIO& io = ImGui::GetIO();  // quicker than a frame
    io.AddMousePosEvent(hint.middle().x, hint.middle().y);
    io.AddMouseButtonEvent(0, true);
    io.AddMouseButtonEvent(0, false);
    w.settle(4);
    w.frame(1);
  }
  w.settle();
  CHECK(!w.place("button:hint").found);
}

TEST_CASE("an empty answer or one that says nothing costs nothing") {
  Window w(kSum);
  w.click("button:predict");
  for (const char* text : {"", " ", "NaN", "(((", "x y z ?"}) {
    INFO(text);
    answer(w, text);
    w.key(ImGuiKey_A, true);
    CHECK(!has(all(w.app().take_learner_events()), "\"correct\":true"));
  }
}

TEST_CASE("the keyboard alone: Shift+Q begins, typing opens the field, Enter answers, Tab goes to the next blank, Escape leaves it") {
  Window w(kSum);
  w.key(ImGuiKey_Q, false, true);
  w.settle();
  const std::string first = asked(w, kSum);
  CHECK(first != "");
  w.key(ImGuiKey_Tab);
  w.settle();
  const std::string second = asked(w, kSum);
  CHECK(second != first);
  w.key(ImGuiKey_Escape);
  answer(w, true_answer(kSum, second));  // a letter on the canvas begins the answer
  CHECK(has(all(w.app().take_learner_events()), "\"correct\":true"));
}

TEST_CASE("free mode is one press away, and shows all again") {
  Window w(kSum);
  const std::uint64_t before = w.bare_picture();
  w.click("button:predict");
  w.settle();
  CHECK(w.bare_picture() != before);
  w.click("button:predict");
  w.settle();
  CHECK(w.bare_picture() == before);
}

TEST_CASE("an exercise in the text begins by itself, and gives no number away before it is asked") {
  for (const char* kind : {"values", "locals", "products", "sums", "formulas"}) {
    const std::string program = kSum + "\n#? predict " + kind;
    INFO(program);
    Window w(program);
    CHECK(w.place("blank:value q").found == false);
    Analysis analysis = analyse(program);
    const learn::Exercise exercise = learn::read_exercise(program, analysis);
    CHECK(!exercise.blanks.empty());
    for (const learn::Slot& slot : exercise.blanks) CHECK(w.place("blank:" + learn::slot_name(analysis.graph, slot)).found);
  }
}

TEST_CASE("the wrong number is found by pressing it, and then set right") {
  const std::string program = kSum + "\n#? wrong products";
  Window w(program);
  Analysis analysis = analyse(program);
  const learn::Exercise exercise = learn::read_exercise(program, analysis);
  int misses = 0;
  for (const learn::Slot& slot : exercise.blanks) {
    w.click("blank:" + learn::slot_name(analysis.graph, slot));
    w.settle();
    if (w.place("answer").found) break;
    ++misses;
  }
  CHECK(w.place("answer").found);
  const std::string slot = asked(w, program);
  CHECK(slot != "");
  answer(w, true_answer(program, slot));
  CHECK(has(w.app().grade(), misses == 0 ? "\"score\":2" : misses == 1 ? "\"score\":1.5" : "\"score\":1"));
}

TEST_CASE("a wrong number is planted anew when the program is another") {
  Window w("x = 2; y = 3; z = 4; q = x*y; p = q*z; f = p*x\n#? wrong sums");
  for (const char* program : {"x = 2; f = x*x\n#? wrong sums", "x = 1/0; f = x*x\n#? wrong sums", "x = 2; y = 3; q = x*y; f = q*y*x\n#? wrong sums"}) {
    w.app().set_program(program);
    w.settle();
    w.app().undo();
    w.settle();
    w.app().redo();
    w.settle();
    CHECK(w.text() == program);
  }
}

TEST_CASE("gates are pressed in an order in which gradients can be sent; one that is too early is refused") {
  Window w("x = 1; y = 2; q = x + y; f = q*x\n#? order");
  w.click("card:q");
  w.settle();
  CHECK(w.app().grade() == "{\"score\":0,\"max\":1}");
  w.click("card:f");
  w.settle();
  w.key(ImGuiKey_Escape);
  w.click("card:q");
  w.settle();
  CHECK(w.app().grade() == "{\"score\":0.5,\"max\":1}");
}

TEST_CASE("hidden places follow the program while it is edited, dragged, undone and renamed") {
  Window w("x = 1; y = 2; q = x*y; f = q + x\n#? predict products");
  w.drag(w.place("value:y").middle(), {60, 0});
  w.settle();
  CHECK(w.place("blank:product q x").found);
  w.app().undo();
  w.settle();
  CHECK(w.place("blank:product q x").found);
  w.app().set_program("x = 1; f = x*x\n#? predict products");
  w.settle();
  CHECK(w.place("blank:product f 1").found);
  CHECK(w.place("blank:product f 2").found);
  w.app().set_program("a = 1; b = a + 1");
  w.settle();
  CHECK(w.place("button:predict").found);
  CHECK(!w.place("answer").found);
}

TEST_CASE("a lesson goes page by page, brings its programs, and its score is kept") {
  const char* lesson = "# Two pages\n\nminutes: 5\n\n## One\n\nText with $x$.\n\n```chain\nx = 2; y = 3; f = x*y\n#? predict sums\n```\n\n"
                       "## Two\n\nMore.\n\n```chain\nx = 2; f = x*x\n#? predict sums\n```\n";
  Window w(kSum);
  w.app().set_lessons("two\t5\tTwo pages\n");
  w.settle();
  w.click("button:lessons");
  w.settle();
  w.click("row:two");
  w.settle();
  CHECK(w.app().take_lesson_wish() == "two");
  CHECK(w.app().open_lesson("two", lesson));
  w.settle();
  CHECK(w.text() == "x = 2; y = 3; f = x*y\n#? predict sums");
  w.key(ImGuiKey_Escape);
  for (int i = 0; i < 2; ++i) answer(w, true_answer(w.text(), asked(w, w.text())));
  w.click("button:page-next");
  w.settle();
  CHECK(w.text() == "x = 2; f = x*x\n#? predict sums");
  answer(w, "4");
  CHECK(w.app().grade() == "{\"score\":3,\"max\":3}");
  CHECK(has(w.app().progress(), "two"));
  w.click("button:lesson-end");
  w.settle();
  CHECK(w.place("button:predict").found);
  w.app().undo();
  w.app().undo();
  CHECK(w.text() == kSum);  // what was there before the lesson
}

// A press as quick as can be, and what a platform draws after it: three frames, and more only while some are wanted.
void press_and_rest(Window& w, const std::string& what) {
  w.move(w.place(what).middle());
  w.settle();
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseButtonEvent(0, true);
  io.AddMouseButtonEvent(0, false);
  w.settle(3);
  for (int more = 0; more < 100 && w.app().wants_frames(); ++more) w.frame();
}

TEST_CASE("when no more frames are wanted, what can be pressed stays where it is") {
  for (const std::string& file : chainrule::test::files_in(CHAINRULE_TEST_DIR "/../web/lessons")) {
    const std::string lesson = chainrule::test::file_text(file);
    Window w(kSum, 1280, 800);
    if (!w.app().open_lesson("it", lesson)) continue;  // the list of all
    w.settle();
    const std::size_t pages = learn::read_lesson(lesson).pages.size();
    for (std::size_t page = 0; page + 1 < pages; ++page)
      for (const std::string act : {"answer", "button:check", "button:hint", "button:reveal", "answer", "button:check", "button:reveal", "button:page-next"}) {
        INFO(file << ", page " << page << ", " << act);
        if (!w.place(act).found) continue;
        if (w.place(act).y > 660) {  // of the panel, which is as high
          w.move({1240, 400});
          ImGui::GetIO().AddMouseWheelEvent(0, -100);
          w.settle(5);
        }
        if (act == "button:check") w.type("12345");
        press_and_rest(w, act);
        const Place next = w.place("button:page-next");
        w.settle();
        CHECK(w.place("button:page-next").y == next.y);
      }
  }
}

TEST_CASE("a lesson's score is kept whether its last page asks, is only read, or is left before all is answered") {
  const std::string asks = "\n```chain\nx = 2; y = 3; f = x*y\n#? predict sums\n```\n", shows = "\n```chain\nx = 2; f = x*x\n```\n";
  const struct {
    std::string last, kept, told;
  } cases[] = {{"## To read\n\nThat is all.\n", "[4,4]", "{\"score\":2,\"max\":2}"},
               {"## To see\n\nThat is all.\n" + shows, "[4,4]", "{\"score\":2,\"max\":2}"},
               {"## To do\n\nOne more.\n" + asks, "[4,8]", "{\"score\":2,\"max\":4}"}};
  for (const auto& one : cases) {
    INFO(one.last);
    Window w(kSum);
    CHECK(w.app().open_lesson("it", "# Lesson\n\n## Page\n\nText.\n" + asks + one.last));
    w.settle();
    w.key(ImGuiKey_Escape);
    for (int i = 0; i < 2; ++i) answer(w, true_answer(w.text(), asked(w, w.text())));
    w.app().take_learner_events();
    w.click("button:page-next");
    w.settle();
    CHECK(w.place("answer").found == has(one.last, "#?"));
    CHECK(w.app().grade() == one.told);
    w.click("button:lesson-end");
    w.settle();
    INFO(w.app().progress());
    CHECK(has(w.app().progress(), "\"it\":" + one.kept));
    CHECK(has(all(w.app().take_learner_events()), "{\"type\":\"grade\"," + one.told.substr(1)));
  }
}

TEST_CASE("what is no lesson opens nothing") {
  Window w(kSum);
  for (const std::string& text : {std::string(), std::string("\xFF\xFE"), std::string("```chain")}) w.app().open_lesson("x", text);
  w.settle();
  CHECK(w.app().has_history() == (w.text() != kSum));
}

}  // namespace chainrule::ui::test
