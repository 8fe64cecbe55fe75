// Narrow windows: the inspector as a sheet, and the camera that follows the steps.
#include <algorithm>

#include "ui/window.h"

using namespace chainrule::ui;
using namespace chainrule::ui::test;

namespace {

const std::string kNeuron = "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3; f = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))";

// Draws while frames are wanted.
void run(Window& w) {
  for (int i = 0; i < 600 && w.app().wants_frames(); ++i) w.frame();
  CHECK_FALSE(w.app().wants_frames());
  w.settle(2);
}

bool inside(const Place& part, float left, float top, float right, float bottom) {
  return part.found && part.x >= left && part.y >= top && part.x + part.width <= right && part.y + part.height <= bottom;
}

}  // namespace

TEST_CASE("the sheet opens and closes by a press on its handle, by a key, and Escape closes it") {
  Window w(kSum, 390, 844, 3);
  const Place handle = w.place("button:sheet"), card = w.place("card:f");
  REQUIRE(handle.found);
  CHECK(handle.height == 44);
  CHECK(handle.y + handle.height < w.place("track").y);
  CHECK_FALSE(w.place("sheet").found);
  w.click("button:sheet");
  const Place sheet = w.place("sheet");
  REQUIRE(sheet.found);
  CHECK(sheet.height > 200);
  CHECK(sheet.y + sheet.height == handle.y + handle.height);
  CHECK(w.place("button:sheet").y < handle.y);
  w.click("button:sheet");
  CHECK_FALSE(w.place("sheet").found);
  CHECK(w.place("button:sheet").y == handle.y);
  CHECK(w.place("card:f").x == doctest::Approx(card.x));
  CHECK(w.place("card:f").y == doctest::Approx(card.y));
  w.key(ImGuiKey_I, false, true);
  CHECK(w.place("sheet").found);
  w.key(ImGuiKey_I, false, true);
  CHECK_FALSE(w.place("sheet").found);
  w.key(ImGuiKey_I, false, true);
  w.key(ImGuiKey_Escape);
  CHECK_FALSE(w.place("sheet").found);
}

TEST_CASE("the sheet follows the finger on its handle, and rests closed, at half or at the top") {
  Window w(kSum, 390, 844, 3);
  const Place closed = w.place("button:sheet");
  const ImVec2 at = closed.middle();
  w.drag(at, {0, -90});
  const Place half = w.place("sheet");
  REQUIRE(half.found);
  w.drag(w.place("button:sheet").middle(), {0, -400});
  const Place full = w.place("sheet");
  CHECK(full.height > 1.5f * half.height);
  CHECK(w.place("button:sheet").y > w.place("program").y + w.place("program").height);
  w.drag(w.place("button:sheet").middle(), {0, full.height - half.height});
  CHECK(w.place("sheet").height == doctest::Approx(half.height));
  w.drag(w.place("button:sheet").middle(), {0, 60});
  CHECK_FALSE(w.place("sheet").found);
  w.drag(at, {0, -700});
  CHECK(w.place("sheet").height == doctest::Approx(full.height));
  w.drag(w.place("button:sheet").middle(), {0, 700});
  CHECK_FALSE(w.place("sheet").found);
  CHECK(w.place("button:sheet").y == closed.y);
  // On its way its edge is under the finger.
  w.move(at);
  w.button(true);
  w.move({at.x, at.y - 123});
  CHECK(w.place("button:sheet").y == doctest::Approx(closed.y - 123).epsilon(0.01));
  w.button(false);
}

TEST_CASE("what the sheet shows scrolls by a finger and by the wheel; a press that scrolls presses nothing, and drags no number") {
  Window w("x = 1; f = tanh(x)", 390, 844, 3);
  w.app().set_reduced_motion(true);
  w.click("button:sheet");
  const Place sheet = w.place("sheet"), plot = w.place("plot");
  REQUIRE(plot.found);
  const ImVec2 at{sheet.x + sheet.width / 2, sheet.y + sheet.height - 20};
  w.drag(at, {0, -120});
  w.settle();
  CHECK(w.place("plot").y < plot.y - 80);
  w.drag({at.x, sheet.y + 30}, {0, 600});
  w.settle();
  CHECK(w.place("plot").y == plot.y);
  w.move(at);
  ImGui::GetIO().AddMouseWheelEvent(0, -3);
  w.settle(10);
  CHECK(w.place("plot").y < plot.y);
  const std::string text = w.text();
  const Place moved = w.place("plot");
  w.drag({moved.x + 30, std::max(moved.y, sheet.y) + 40}, {3, -60});
  w.settle();
  CHECK(w.text() == text);
  CHECK(w.place("plot").y < moved.y);
  const Place now = w.place("plot");
  w.drag({now.x + 60, std::max(now.y, sheet.y) + 30}, {120, 4});
  CHECK(w.text() != text);
  CHECK(w.place("plot").y == now.y);
  w.drag({at.x, sheet.y + 30}, {0, -900});
  const Place fold = w.place("inspector:modes");
  REQUIRE(inside(fold, sheet.x, sheet.y, sheet.x + sheet.width, sheet.y + sheet.height));
  w.drag(fold.middle(), {0, 40});
  CHECK_FALSE(w.place("inspector:mode-input0").found);
  w.drag({at.x, sheet.y + 30}, {0, -900});
  w.click("inspector:modes");
  CHECK(w.place("inspector:mode-input0").found);
}

TEST_CASE("after the finger has left, the sheet scrolls on for a while; not where motion is reduced") {
  for (const bool reduced : {true, false}) {
    Window w("x = 1; f = tanh(x)", 390, 844, 3);
    w.app().set_reduced_motion(reduced);
    w.click("button:sheet");
    run(w);
    const Place sheet = w.place("sheet");
    w.move({sheet.x + 40, sheet.y + sheet.height - 10});
    w.button(true);
    for (int i = 1; i <= 6; ++i) {
      ImGui::GetIO().AddMousePosEvent(sheet.x + 40, sheet.y + sheet.height - 10 - 12 * static_cast<float>(i));
      w.frame();
    }
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    w.frame();
    w.frame();
    const Place left = w.place("plot");
    CHECK(w.app().wants_frames() != reduced);
    run(w);
    CHECK((w.place("plot").y < left.y) != reduced);
  }
}

TEST_CASE("a card is selected by a tap with the sheet as it was, and the handle then speaks of that card") {
  Window w(kSum, 390, 844, 3);
  const std::uint64_t before = w.picture();
  w.click("card:f");
  w.click("card:t1");
  CHECK_FALSE(w.place("sheet").found);
  CHECK(w.picture() != before);
  w.click("button:sheet");
  CHECK(w.place("inspector:operand1").found);  // t1 = x + y has two
  const Place card = w.place("card:t1"), sheet = w.place("button:sheet");
  CHECK(inside(card, 0, 0, 390, sheet.y));
}

TEST_CASE("in a low window the sheet is a panel at the right") {
  for (const ImVec2 size : {ImVec2{844, 390}, ImVec2{640, 360}}) {
    Window w(kNeuron, size.x, size.y, 3);
    const Place handle = w.place("button:sheet");
    REQUIRE(handle.found);
    CHECK(handle.height == 44);
    CHECK(handle.width <= 332);
    CHECK(handle.x + handle.width <= size.x);
    w.click("button:sheet");
    const Place sheet = w.place("sheet");
    REQUIRE(sheet.found);
    CHECK(sheet.width <= 332);
    CHECK(sheet.width <= size.x / 2);
    CHECK(sheet.x + sheet.width == size.x);
    CHECK(inside(w.place("card:f"), 0, 0, sheet.x, size.y));
    w.click("button:sheet");
    CHECK_FALSE(w.place("sheet").found);
    CHECK(w.place("button:sheet").x == handle.x);
  }
}

TEST_CASE("where the inspector stands beside the canvas there is no sheet, and none without a circuit") {
  Window w(kSum, 900, 844);
  CHECK_FALSE(w.place("button:sheet").found);
  w.key(ImGuiKey_I, false, true);
  CHECK_FALSE(w.place("sheet").found);
  w.resize(899, 844);
  w.settle();
  CHECK(w.place("button:sheet").found);
  w.app().set_program("");
  w.settle();
  CHECK_FALSE(w.place("button:sheet").found);
}

TEST_CASE("on a phone every step's card is in view, until the user looks elsewhere") {
  for (const bool open : {false, true}) {
    Window w(kNeuron, 390, 844, 3);
    if (open) w.click("button:sheet");
    const float bottom = w.place("button:sheet").y, top = w.place("program").y + w.place("program").height;
    CHECK(inside(w.place("card:f"), 0, top, 390, bottom));
    w.app().reset();
    std::vector<std::string> names{"t1", "t2", "t3", "t4", "t5", "t6", "t7", "f"};
    for (const std::string& name : names) {
      INFO(name);
      w.app().step(1);
      w.settle();
      CHECK(inside(w.place("card:" + name), 0, top, 390, bottom));
    }
    w.app().step(1);
    for (std::size_t i = names.size(); i-- > 0;) {
      INFO("back to ", names[i]);
      w.app().step(1);
      w.settle();
      CHECK(inside(w.place("card:" + names[i]), 0, top, 390, bottom));
    }
  }
  Window w(kNeuron, 390, 844, 3);
  w.drag({30, 300}, {20, 0});
  const Place chosen = w.place("card:f");
  w.app().reset();
  w.app().step(1);
  w.settle();
  CHECK(w.place("card:f").x == chosen.x);
}

TEST_CASE("a key shows all of a wide circuit, and once more what can be read") {
  Window w(kNeuron, 390, 844, 3);
  const Place first = w.place("card:f");
  CHECK_FALSE(inside(w.place("card:x0"), 0, 0, 390, 844));
  w.key(ImGuiKey_F, false, true);
  CHECK(inside(w.place("card:x0"), 0, 0, 390, 844));
  CHECK(inside(w.place("card:f"), 0, 0, 390, 844));
  w.click("button:fit");
  CHECK(w.place("card:f").x == first.x);
  CHECK(w.place("card:f").width == first.width);
}

TEST_CASE("a number that is dragged in a part of a wide circuit leaves the camera where it is") {
  Window w(kNeuron, 390, 844, 3);
  w.app().reset();
  w.app().step(1);
  w.settle();
  const Place before = w.place("value:w0");
  REQUIRE(before.found);
  const std::string text = w.text();
  w.drag(before.middle(), {40, 0});
  w.settle(20);
  CHECK(w.text() != text);
  CHECK(w.place("value:w0").x == before.x);
  CHECK(w.place("value:w0").y == before.y);
}

TEST_CASE("the camera flies to a step's card, and is there at once where motion is reduced") {
  for (const bool reduced : {true, false}) {
    Window w(kNeuron, 390, 844, 3);
    w.app().set_reduced_motion(reduced);
    w.app().reset();
    w.frame(0.01f);
    const Place on_the_way = w.place("card:t1");
    run(w);
    const Place after = w.place("card:t1");
    CHECK(inside(after, 0, 0, 390, 844));
    CHECK((on_the_way.found && on_the_way.x == after.x) == reduced);
  }
}
