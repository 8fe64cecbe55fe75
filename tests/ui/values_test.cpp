// Numbers of inputs, by the mouse and by keys alone: exact, in coarse and in fine steps, by a slider with a range.
#include "ui/by_hand.h"

using namespace chainrule::ui::test;

TEST_CASE("an exact value is typed") {
  by_both(
      kTwo, "# a product\nf = (x + y)*z  # out\nx = -2; y = 0.25\nz = -4",
      [](Window& w) {
        const ImVec2 at = w.place("value:y").middle();
        w.move(at);
        for (int i = 0; i < 2; ++i) {
          w.button(true);
          w.button(false);
        }
        w.settle();
        answer(w, "1/4");
      },
      [](Window& w) {
        select(w, {kLeft, kLeft, kLeft, kDown});
        answer(w, ".25");
      });
  Window w(kTwo);
  w.click("card:y");
  type(w, "1");
  refuses(w, "+q");
}

TEST_CASE("what is typed faster than the field opens is not lost") {
  for (int wait = 1; wait <= 3; ++wait) {
    Window w("f = x*x; x = 2");
    w.click("card:x");
    for (const char* c : {"0", ".", "5"}) {
      ImGui::GetIO().AddInputCharactersUTF8(c);
      w.settle(wait);
    }
    w.settle();
    enter(w);
    CHECK(w.text() == "f = x*x; x = 0.5");
  }
}

TEST_CASE("a value goes up and down, in coarse and in fine steps") {
  const std::string before = "x = 2\nf = x*x";
  const auto drag = [](Window& w, float by) { w.drag(w.place("value:x").middle(), {by, 0}); };
  by_both(before, "x = 2.3\nf = x*x", [&](Window& w) { drag(w, 12); }, [](Window& w) {
    select(w, {kLeft, kLeft});
    for (int i = 0; i < 3; ++i) w.key(kUp, true);
  });
  by_both(before, "x = 1.98\nf = x*x", [&](Window& w) {
    const Shift shift;
    drag(w, -8);
  }, [](Window& w) {
    select(w, {kLeft, kLeft});
    for (int i = 0; i < 2; ++i) w.key(kDown, true, true);
  });
}

TEST_CASE("a slider's range is a directive") {
  const std::string before = "x = 2\nf = x*x", after = before + "\n#@ range x -3 7.5";
  const Key key{ImGuiKey_L, false, true};
  by_menu_and_key(before, after, {"x", "range", {kLeft, kLeft}, key, "-3 7.5"});
  const auto emptied = [](Window& w) {
    w.key(ImGuiKey_A, true);
    w.key(ImGuiKey_Backspace);
    enter(w);
  };
  by_both(after, before, [&](Window& w) {
    ask_by_menu(w, {"x", "range", {}, key});
    emptied(w);
  }, [&](Window& w) {
    ask_by_key(w, {"x", "range", {kLeft, kLeft}, key});
    emptied(w);
  });
  Window w(after);
  w.click("card:x");
  const Place slider = w.place("inspector:slider");
  REQUIRE(slider.found);
  w.drag({slider.x + slider.width / 2, slider.middle().y}, {slider.width, 0});
  CHECK(w.text() == "x = 7.5\nf = x*x\n#@ range x -3 7.5");
  w.app().undo();  // of the whole drag
  CHECK(w.text() == after);
  press(w, key);
  refuses(w, "7 3");
}

TEST_CASE("numbers at the end of all numbers are shown, and go no further") {
  const std::string before = "t1 = x*x\nf2 = t1*x\ny = 1/0\nz = 0/0\nx = 1e308; f = y*x + z";
  Window w(before);
  for (const char* name : {"x", "y", "z", "t1", "f2", "f"}) {
    INFO(std::string(name));
    w.click("card:" + std::string(name));
    w.settle();
  }
  w.click("card:x");
  for (int i = 0; i < 12; ++i) w.key(kUp, true);
  w.drag(w.place("value:x").middle(), {400, 0});
  CHECK(w.text().find("Inf") == std::string::npos);
  w.key(ImGuiKey_V, false, true);
  w.key(ImGuiKey_A, true);
  answer(w, "-1/0");
  CHECK(w.text().find("x = -1/0; f") != std::string::npos);
}
