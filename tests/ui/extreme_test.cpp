// Values that are huge, infinite or no numbers, in everything that draws them: every vertex stays a number (window.h looks at each frame).
#include <vector>

#include "core/between.h"
#include "ui/window.h"

using chainrule::share_between;
using namespace chainrule::ui::test;

namespace {

const std::vector<std::string> kNumbers{"1e308", "-1.7e308", "1/0", "-1/0", "0/0", "1e308*10", "1e-320", "0", "1e200", "1e16"};
const std::vector<std::string> kBodies{"f = x*y", "q = x + y\nf = q*q", "f = exp(x)/y", "q = tanh(x)\nf = q*y", "f = max(x, y)^3", "f = sigmoid(x) + recip*y\nrecip = 1/x", "s(u) = u*u\nf = s(x)*y - s(y)",
                                       "f = log(x) + sqrt(y)", "f = 1e308*sin(x)*10 + y"};

std::vector<std::string> programs() {
  std::vector<std::string> all;
  for (const std::string& body : kBodies)
    for (std::size_t i = 0; i < kNumbers.size(); i += 2) {
      const std::size_t x = (i + all.size() / 5) % kNumbers.size();
      all.push_back(body + "\nx = " + kNumbers[x] + "; y = " + kNumbers[(x * 3 + 7) % kNumbers.size()]);
    }
  return all;
}

void each_card(Window& w, const char* extra = "") {
  for (const char* name : {"x", "y", "q", "t1", "f"}) {
    if (!w.place(std::string("card:") + name).found) continue;
    w.click(std::string("card:") + name);
    w.settle(2);
    if (*extra && w.place(extra).found) w.click(extra);
  }
}

}  // namespace

TEST_CASE("between two numbers, without overflow") {
  CHECK(share_between(0, -1.7e308, 1.7e308) == 0.5);
  CHECK(share_between(-1.7e308, -1.7e308, 1.7e308) == 0);
  CHECK(share_between(1.7e308, -1.7e308, 1.7e308) == 1);
  CHECK(share_between(INFINITY, -1.7e308, 1.7e308) > 1);
  CHECK(share_between(5e-324, 0, 5e-324) == 1);
  CHECK(share_between(3, 2, 6) == 0.25);
}

TEST_CASE("cards, wires, the inspector, its plots, its modes and the table show any value") {
  for (const std::string& text : programs()) {
    INFO(text);
    Window w(text, 1440, 1400);
    each_card(w, "inspector:operand1");
    if (w.place("inspector:modes").found) w.click("inspector:modes");
    w.click("button:table");
    w.click("sort:Gradient");
    w.click("button:table-close");
    w.app().step(-3);
    w.settle(2);
    CHECK(w.place("button:table").found);
  }
}

TEST_CASE("the landscape shows any ground, and descent starts from anywhere") {
  for (const std::string& text : programs()) {
    INFO(text);
    Window w(text, 1000, 800);
    if (!w.place("button:landscape").found) continue;
    w.click("button:landscape");
    const Place map = w.place("map");
    REQUIRE(map.found);
    w.click("button:walk-20");
    w.move(map.middle());
    for (const float turn : {-30.f, 60.f, -3.f}) {
      ImGui::GetIO().AddMouseWheelEvent(0, turn);
      w.settle(2);
    }
    w.drag(map.middle(), {map.width / 3, -map.height});
    w.click("button:walk-20");
    CHECK(w.text().find("Inf") == std::string::npos);
    w.app().undo();
    w.settle(2);
  }
}

TEST_CASE("a held point, map or knob meets a program with other values") {
  for (const std::string& number : kNumbers)
    for (const bool inner : {false, true}) {
      INFO(number, inner);
      const std::string body = inner ? "\ny = 2; q = 2*x; f = tanh(q)/y" : "\ny = 2; f = exp(-x)/y";
      Window w("x = 1" + body + "\n#@ range x -1.7e308 1.7e308", 1440, 1200);
      const auto held = [&](const std::string& what) {
        const Place at = w.place(what);
        CHECK(at.found);
        w.move(at.middle());
        w.button(true);
        w.move({at.middle().x + at.width / 5, at.middle().y});
        w.app().set_program("x = " + number + body + "\n#@ range x -1.7e308 1.7e308");
        w.settle(2);
        w.move({at.middle().x - at.width / 3, at.middle().y});
        w.button(false);
        w.app().set_program("x = 1" + body + "\n#@ range x -1.7e308 1.7e308");
        w.settle(2);
      };
      held("plot");
      w.click(inner ? "card:q" : "card:t2");
      held("plot");
      w.click("card:x");
      held("inspector:slider");
      w.click("button:landscape");
      held("map");
    }
}

TEST_CASE("another wording beside, and predictions, with any value") {
  for (const std::string& text : programs()) {
    INFO(text);
    Window w(text, 1440, 900);
    w.move({1, 1});
    w.key(ImGuiKey_B, false, true);
    w.settle(2);
    w.key(ImGuiKey_Q, false, true);
    for (const char* answer : {"1/0", "0/0", "1e308*10", "-1e308"}) {
      w.type(answer);
      w.key(ImGuiKey_Enter);
      w.settle(2);
    }
    w.key(ImGuiKey_Q, false, true);
    CHECK(w.text() == text);
  }
}
