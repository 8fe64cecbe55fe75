// The text and the hands that change it: typing, dragging, undo, the host.
#include "ui/window.h"

using namespace chainrule::ui;
using namespace chainrule::ui::test;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

int undo_all(Window& w) {
  int n = 0;
  while (w.app().undo() && n < 10000) ++n;
  w.settle();
  return n;
}

}  // namespace

TEST_CASE("typing in the pane changes the program, the trace and the picture") {
  Window w(kSum);
  CHECK_FALSE(w.place("card:g").found);
  w.enter_pane();
  w.type("g = a*a; a = 3");
  CHECK(w.text() == "g = a*a; a = 3");
  CHECK(has(w.app().trace(), "\"output\":\"g\""));
  CHECK(w.place("card:g").found);
  CHECK(w.place("value:a").found);
  CHECK_FALSE(w.place("card:f").found);
  w.key(ImGuiKey_Enter);
  w.type("b = 1");
  CHECK(w.text() == "g = a*a; a = 3\nb = 1");
  w.key(ImGuiKey_Backspace);
  CHECK(w.text() == "g = a*a; a = 3\nb = ");
}

TEST_CASE("Greek letters and typographic signs can be typed") {
  Window w(kSum);
  w.enter_pane();
  w.type("\u03B8 = \u22122; f = \u03B8\u00B73");
  CHECK(w.text() == "\u03B8 = \u22122; f = \u03B8\u00B73");
  CHECK(w.place("value:\u03B8").found);
}

TEST_CASE("a line in error keeps the picture and says what is wrong") {
  Window w(kSum);
  CHECK_FALSE(w.place("message").found);
  const Place before = w.place("card:f");
  w.enter_pane();
  w.type("f = (x+y)*");
  CHECK(has(w.app().trace(), "\"severity\":\"error\""));
  CHECK(w.place("message").found);
  const Place now = w.place("card:f");
  CHECK(now.found);
  CHECK(now.width > 0);
  CHECK(before.found);
  w.type("z");
  CHECK_FALSE(has(w.app().trace(), "\"severity\":\"error\""));
  CHECK(w.place("card:f").found);
}

TEST_CASE("while the picture is of an older text, its numbers cannot be dragged") {
  Window w(kSum);
  w.enter_pane();
  w.type("f = (((");
  w.drag(w.place("value:x").middle(), {60, 0});
  CHECK(w.text() == "f = (((");
}

TEST_CASE("Ctrl+Z takes typing back and Ctrl+Shift+Z and Ctrl+Y bring it again") {
  Window w(kSum);
  w.enter_pane();
  w.type("f = x");
  CHECK(w.text() == "f = x");
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == kSum);
  CHECK(w.place("card:t1").found);
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == kSum);
  w.key(ImGuiKey_Z, true, true);
  CHECK(w.text() == "f = x");
  w.key(ImGuiKey_Z, true);
  w.key(ImGuiKey_Y, true);
  CHECK(w.text() == "f = x");
  w.leave();
  w.type("!");  // the pane still has the keyboard, and the text that is shown
  CHECK(has(w.text(), "!"));
  CHECK(w.text().size() == 6);
}

TEST_CASE("a pause in typing begins another thing to undo") {
  Window w(kSum);
  w.enter_pane();
  w.type("f = x");
  w.frame(5);
  w.type("*y");
  CHECK(w.text() == "f = x*y");
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == "f = x");
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == kSum);
}

TEST_CASE("Escape leaves the pane and keeps what was typed, and the step") {
  Window w(kSum);
  w.app().reset();
  w.app().step(2);
  w.settle();
  w.enter_pane();
  w.type("f = (x+y)*z;  x = -2; y = 5; z = 3");
  w.key(ImGuiKey_End, true);
  const std::string typed = w.text();
  const std::uint64_t before = w.picture();
  w.key(ImGuiKey_Escape);
  CHECK(w.text() == typed);
  w.type("8");  // goes nowhere
  CHECK(w.text() == typed);
  w.app().step(1);
  w.app().step(-1);
  w.click("program");
  w.key(ImGuiKey_End, true);
  CHECK(w.picture() == before);
}

TEST_CASE("what is cut and pasted in the pane is the program's text") {
  Window w(kSum);
  w.enter_pane();
  w.key(ImGuiKey_X, true);
  CHECK(w.text() == "");
  CHECK(Window::clipboard() == kSum);
  Window::clipboard() = "f = p*q\r\np = 2\nq = 3";
  w.key(ImGuiKey_V, true);
  CHECK(w.place("value:q").found);
  CHECK(has(w.text(), "f = p*q"));
  w.key(ImGuiKey_Z, true);
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == kSum);
}

TEST_CASE("dragging the number of x changes text and trace, and is one thing to undo") {
  Window w(kSum);
  const Place value = w.place("value:x");
  CHECK(value.found);
  w.drag(value.middle(), {40, 0}, 10);
  CHECK(w.text() == "f = (x+y)*z;  x = -1; y = 5; z = -4");
  CHECK(has(w.app().trace(), "\"name\":\"x\",\"gate\":\"input\",\"inputs\":[],\"value\":-1"));
  CHECK(w.app().take_user_change());
  w.drag(w.place("value:x").middle(), {-80, 0}, 10);
  CHECK(w.text() == "f = (x+y)*z;  x = -3; y = 5; z = -4");
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == "f = (x+y)*z;  x = -1; y = 5; z = -4");
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == kSum);
  w.key(ImGuiKey_Z, true, true);
  CHECK(w.text() == "f = (x+y)*z;  x = -1; y = 5; z = -4");
}

TEST_CASE("from typing straight to dragging, and back") {
  Window w(kSum);
  w.enter_pane();
  w.type("f = x*y; x = 2");
  w.drag(w.place("value:x").middle(), {40, 0});
  CHECK(w.text() == "f = x*y; x = 3");
  w.click("program");
  w.key(ImGuiKey_End, true);
  w.type("5");
  CHECK(w.text() == "f = x*y; x = 35");
  for (const char* text : {"f = x*y; x = 3", "f = x*y; x = 2"}) {
    w.key(ImGuiKey_Z, true);
    CHECK(w.text() == text);
  }
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == kSum);
}

TEST_CASE("a drag there and back is nothing to undo") {
  Window w(kSum);
  const ImVec2 at = w.place("value:y").middle();
  w.move(at);
  w.button(true);
  for (const float x : {20.f, 60.f, 30.f, 0.f}) w.move({at.x + x, at.y});
  w.button(false);
  CHECK(w.text() == kSum);
  CHECK_FALSE(w.app().undo());
}

TEST_CASE("a press that comes in the same frame as the move to it") {
  Window w(kSum);
  w.leave();
  const ImVec2 at = w.place("value:x").middle();
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(at.x, at.y);
  io.AddMouseButtonEvent(0, true);
  w.frame();
  io.AddMousePosEvent(at.x + 40, at.y);
  io.AddMouseButtonEvent(0, false);
  w.settle(4);
  CHECK(w.text() == "f = (x+y)*z;  x = -1; y = 5; z = -4");
}

TEST_CASE("a finger's tap and drag on a number") {
  Window w(kSum, 390, 844, 3);
  const ImVec2 at = w.place("value:x").middle();
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  io.AddMousePosEvent(at.x, at.y);
  io.AddMouseButtonEvent(0, true);
  w.settle(4);
  io.AddMousePosEvent(at.x + 40, at.y);
  w.settle(2);
  io.AddMouseButtonEvent(0, false);
  w.settle();
  CHECK(w.text() == "f = (x+y)*z;  x = -1; y = 5; z = -4");
}

TEST_CASE("the number of an input that was never given is dragged into the text") {
  Window w("f = a*b # two");
  w.drag(w.place("value:a").middle(), {40, 0}, 10);
  CHECK(w.text() == "f = a*b # two\na = 2");
  CHECK(w.app().undo());
  CHECK(w.text() == "f = a*b # two");
  CHECK_FALSE(w.app().undo());
}

TEST_CASE("the host's program comes in while the user types: both can be undone, one is the user's") {
  Window w(kSum);
  CHECK_FALSE(w.app().take_user_change());
  w.enter_pane();
  w.type("f = x");
  CHECK(w.app().take_user_change());
  CHECK_FALSE(w.app().take_user_change());
  w.app().set_program("g = p*q");
  CHECK_FALSE(w.app().take_user_change());
  w.settle();
  CHECK(w.text() == "g = p*q");
  CHECK(w.place("card:g").found);
  CHECK_FALSE(w.app().take_user_change());
  w.key(ImGuiKey_End, true);
  w.type("*2");
  CHECK(w.text() == "g = p*q*2");
  CHECK(w.app().take_user_change());
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == "g = p*q");
  CHECK(w.app().take_user_change());
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == "f = x");
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == kSum);
  w.app().set_program(kSum);
  CHECK(w.app().program() == kSum);
}

TEST_CASE("the host's program ends a drag") {
  Window w(kSum);
  const ImVec2 at = w.place("value:x").middle();
  w.move(at);
  w.button(true);
  w.move({at.x + 20, at.y});
  const std::string given = "f = x*y; x = 100; y = 1";
  w.app().set_program(given);
  w.move({at.x + 40, at.y});
  w.button(false);
  CHECK(w.text() == given);
  w.app().undo();
  CHECK(w.text() == "f = (x+y)*z;  x = -1.5; y = 5; z = -4");
  w.app().undo();
  CHECK(w.text() == kSum);
}

TEST_CASE("stepping, selecting and light are no changes of the document") {
  Window w(kSum);
  w.app().step(-2);
  w.click("button:next");
  w.click("card:f");
  w.click("button:theme");
  w.app().set_dark(false);
  CHECK_FALSE(w.app().take_user_change());
  CHECK(undo_all(w) == 0);
}

// The pointer rests on a card that the next text does not have.
TEST_CASE("the program gets shorter under the pointer") {
  std::string chain = "x = 1\nf = x";
  for (int i = 0; i < 12; ++i) chain += "*x";
  Window w(chain);
  const ImVec2 at = w.place("card:f").middle();
  w.move(at);
  w.app().set_program("g = 1");
  w.settle();
  w.app().undo();
  w.settle();
  w.move(w.place("card:f").middle());
  w.button(true);
  w.app().set_program("a = 2");
  w.settle();
  w.button(false);
  w.app().undo();
  w.settle();
  w.move(w.place("value:x").middle());
  w.button(true);
  w.app().set_program("");
  w.move({at.x + 50, at.y});
  w.move({at.x + 90, at.y});
  w.button(false);
  CHECK(w.text() == "");
}

TEST_CASE("no text, nothing but comments, and a lone input") {
  for (const char* text : {"", "# nothing\n", "x = 2", "x", "1", "f = ", "\n\n\n"}) {
    INFO(std::string(text));
    Window w(text);
    w.app().step(-1);
    w.app().step(100);
    w.settle();
    w.key(ImGuiKey_RightArrow);
    CHECK(w.text() == text);
  }
}
