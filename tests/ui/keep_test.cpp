// What is kept of a widget, and taken up by another.
#include "support/random.h"
#include "ui/window.h"

using namespace chainrule::ui;
using namespace chainrule::ui::test;
using chainrule::test::Random;

namespace {

const std::string kNeuron = "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))";

// A window on the neuron in which something has been done.
void work(Window& w) {
  w.enter_pane();
  w.type(kNeuron);
  w.key(ImGuiKey_Escape);
  w.drag(w.place("value:w0").middle(), {40, 0});
  w.click("card:t2");
}

std::string kept_after(void (*act)(Window&)) {
  Window w(kSum);
  work(w);
  act(w);
  w.settle();
  return w.app().saved();
}

}  // namespace

TEST_CASE("text, undo and redo come back in another window") {
  std::string kept, text, before;
  {
    Window w(kSum);
    work(w);
    w.app().undo();
    text = w.text();
    CHECK(text == kNeuron);
    kept = w.app().saved();
    w.app().redo();
    before = w.text();
    CHECK(before != text);
  }
  Window w("other = 1");
  CHECK(w.app().restore(kept));
  w.settle();
  CHECK(w.text() == text);
  CHECK(w.place("card:t2").found);
  CHECK(w.app().redo());
  CHECK(w.text() == before);
  w.app().undo();
  CHECK(w.app().undo());
  CHECK(w.text() == kSum);
  CHECK_FALSE(w.app().undo());
  w.settle();
}

TEST_CASE("step, size of a step, selection, camera and the second picture come back: the same is kept again") {
  void (*const acts[])(Window&) = {
      [](Window&) {},
      [](Window& w) { w.app().step(-4); },
      [](Window& w) { w.app().reset(); },
      [](Window& w) { w.key(ImGuiKey_G); w.app().step(-3); },
      [](Window& w) { w.click("button:zoom-in"); w.drag({400, 200}, {70, 30}); },
      [](Window& w) { w.key(ImGuiKey_B); },
      [](Window& w) { w.click("button:zoom-in"); w.key(ImGuiKey_B); },
      [](Window& w) { w.enter_pane(); w.key(ImGuiKey_Delete); },
  };
  for (std::size_t i = 0; i < std::size(acts); ++i) {
    INFO("act ", i);
    const std::string kept = kept_after(acts[i]);
    Window w("g = 2*3");
    CHECK(w.app().restore(kept));
    w.settle();
    CHECK(w.app().saved() == kept);
  }
}

TEST_CASE("a text in error comes back without another program's picture") {
  const std::string kept = kept_after([](Window& w) { w.enter_pane(); w.type("f = ((("); });
  Window w("g = 2*3");
  CHECK(w.place("card:g").found);
  CHECK(w.app().restore(kept));
  w.settle();
  CHECK(w.text() == "f = (((");
  CHECK_FALSE(w.place("card:g").found);
  CHECK(w.place("message").found);
  w.app().undo();
  w.settle();
  CHECK(w.place("card:t2").found);
}

TEST_CASE("looking changes what is kept, the pointer and time do not") {
  Window w(kSum);
  const std::string kept = w.app().saved();
  w.move(w.place("card:t1").middle());
  w.leave();
  w.frame(5);
  CHECK(w.app().saved() == kept);
  w.app().step(-1);
  CHECK(w.app().saved() != kept);
}

TEST_CASE("what was done before earlier work is taken up can be undone to") {
  const std::string kept = kept_after([](Window&) {});
  Window w(kSum);
  w.enter_pane();
  w.type("f = a*b");
  CHECK(w.app().restore(kept));
  w.settle();
  w.app().undo();
  CHECK(w.text() == "f = a*b");
}

TEST_CASE("cut off anywhere, or with bytes changed, it is refused or is a widget that works") {
  const std::string kept = kept_after([](Window& w) { w.key(ImGuiKey_B); });
  Window w(kSum);
  CHECK_FALSE(w.app().restore(""));
  CHECK_FALSE(w.app().restore("chainrule 2\n3:f=1"));
  CHECK_FALSE(w.app().restore("chainrule 1\n9999999:f=1"));
  CHECK(w.text() == kSum);
  const std::string text = "w0 = ";
  for (std::size_t cut = 0; cut < kept.size(); cut += 3) {
    const bool taken = w.app().restore(std::string_view(kept).substr(0, cut));
    INFO("cut at ", cut);
    if (taken) CHECK(w.text().compare(0, text.size(), text) == 0);
    if (cut % 30 == 0) w.settle(2);
  }
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed ", seed);
    Random random(seed);
    std::string damaged = kept;
    for (int i = 0; i < 4; ++i) damaged[static_cast<std::size_t>(random.below(static_cast<int>(damaged.size())))] = static_cast<char>(random.below(256));
    Window other(kSum);
    if (!other.app().restore(damaged)) CHECK(other.text() == kSum);
    other.settle(2);
  }
}

TEST_CASE("numbers of the view that nothing can mean do no harm") {
  for (const char* number : {"-1", "1e300", "1e999", "-1e300", "NaN", "Infinity", "", "x"}) {
    INFO("number ", number);
    std::string fields, kept = "chainrule 1\n5:f = 1";
    const std::string field = std::to_string(std::string(number).size()) + ":" + number;
    for (int i = 0; i < 9; ++i) fields += field;
    fields += "4:nope";
    Window w(kSum);
    kept = "chainrule 1\n" + std::to_string(kSum.size()) + ":" + kSum + std::to_string(fields.size()) + ":" + fields;
    CHECK(w.app().restore(kept));
    w.settle();
    CHECK(w.text() == kSum);
  }
}

TEST_CASE("a notice goes with the next press, an offer stays until it is answered") {
  Window w(kSum);
  w.app().offer_earlier_work();
  w.app().notify(chainrule::Word::not_kept);
  w.settle();
  CHECK(w.place("notice").found);
  CHECK_FALSE(w.place("button:restore").found);
  w.click(ImVec2(5, 300));
  CHECK(w.place("button:restore").found);
  w.click(ImVec2(5, 300));
  CHECK(w.app().take_answer() == App::Answer::none);
  w.click("button:discard");
  CHECK_FALSE(w.place("notice").found);
  CHECK(w.app().take_answer() == App::Answer::no);
  CHECK(w.app().take_answer() == App::Answer::none);
  w.app().offer_earlier_work();
  w.settle();
  w.click("button:restore");
  CHECK(w.app().take_answer() == App::Answer::yes);
}

TEST_CASE("a notice is within the window, however long the file's name") {
  for (const float width : {360.f, 390.f, 700.f, 1440.f}) {
    Window w(kSum, width, 800);
    w.app().notify(chainrule::Word::file_too_long, std::string(50, 'w'));
    w.settle();
    const Place at = w.place("notice");
    CHECK(at.x >= 0);
    CHECK(at.x + at.width <= width);
    CHECK(at.height > 30);
  }
}

TEST_CASE("an opened file is one change by the user, to be undone at once") {
  Window w(kSum);
  w.app().take_user_change();
  w.app().open("f = a*b\r\na = 2");
  w.settle();
  CHECK(w.text() == "f = a*b\r\na = 2");
  CHECK(w.place("card:f").found);
  CHECK(w.app().take_user_change());
  w.app().undo();
  CHECK(w.text() == kSum);
}
