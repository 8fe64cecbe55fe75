// Buttons, keys, examples, the wheel; windows of all sizes.
#include <ctime>
#include <vector>

#include "ui/window.h"

using namespace chainrule::ui;
using namespace chainrule::ui::test;

namespace {

// The pictures of all steps, by the host's calls.
std::vector<std::uint64_t> pictures(Window& w, int steps) {
  std::vector<std::uint64_t> all;
  w.app().reset();
  for (int k = 0; k <= steps; ++k) {
    all.push_back(w.bare_picture());
    w.app().step(1);
  }
  w.app().reset();
  w.settle();
  return all;
}

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }  // of this process

}  // namespace

TEST_CASE("every step has a picture of its own") {
  Window w(kSum);
  const auto all = pictures(w, 5);
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      INFO("steps ", i, " and ", j);
      CHECK(all[i] != all[j]);
    }
  w.app().step(5);
  CHECK(w.bare_picture() == all[5]);
  w.app().step(1);  // there is none
  CHECK(w.bare_picture() == all[5]);
  w.app().step(-100);
  CHECK(w.bare_picture() == all[0]);
}

TEST_CASE("however low the canvas, the buttons on it cover no card of a drawing that is shown whole") {
  const char* buttons[] = {"predict", "add", "table", "landscape", "zoom-out", "zoom-in", "fit"};
  int seen = 0;
  for (const float width : {420.f, 600.f, 720.f, 1000.f, 1440.f})
    for (float height = 320; height <= 900; height += 20) {
      Window w(kSum, width, height);
      w.settle();
      for (const char* name : buttons) {
        const Place button = w.place(std::string("button:") + name);
        for (const char* node : {"x", "y", "z", "t1", "f"}) {
          const Place card = w.place(std::string("card:") + node);
          INFO(width, " x ", height, ": ", name, " and ", node);
          CHECK(card.found);
          if (!button.found) continue;
          ++seen;
          CHECK(!(card.x < button.x + button.width && button.x < card.x + card.width && card.y < button.y + button.height && button.y < card.y + card.height));
        }
      }
    }
  CHECK(seen > 1000);
}

TEST_CASE("the buttons step") {
  Window w(kSum);
  const auto all = pictures(w, 5);
  w.click("button:next");
  CHECK(w.bare_picture() == all[1]);
  w.click("button:next");
  CHECK(w.bare_picture() == all[2]);
  w.click("button:previous");
  CHECK(w.bare_picture() == all[1]);
  w.click("button:last");
  CHECK(w.bare_picture() == all[5]);
  w.click("button:next");  // at the end it does nothing
  CHECK(w.bare_picture() == all[5]);
  w.click("button:first");
  CHECK(w.bare_picture() == all[0]);
  w.click("button:previous");
  CHECK(w.bare_picture() == all[0]);
}

TEST_CASE("the keys step, and not while the pane has them") {
  Window w(kSum);
  const auto all = pictures(w, 5);
  w.key(ImGuiKey_RightArrow);
  CHECK(w.bare_picture() == all[1]);
  w.key(ImGuiKey_Space);
  CHECK(w.bare_picture() == all[2]);
  w.key(ImGuiKey_LeftArrow);
  CHECK(w.bare_picture() == all[1]);
  w.key(ImGuiKey_End);
  CHECK(w.bare_picture() == all[5]);
  w.key(ImGuiKey_Home);
  CHECK(w.bare_picture() == all[0]);
  w.key(ImGuiKey_RightArrow, true);  // with Ctrl it is somebody else's
  CHECK(w.bare_picture() == all[0]);
  w.click("button:next");
  w.key(ImGuiKey_Space);  // the button that was clicked does not take it as well
  CHECK(w.bare_picture() == all[2]);
  w.app().reset();
  w.click("program");
  const std::uint64_t in_pane = w.picture();
  w.key(ImGuiKey_Home, true);
  w.key(ImGuiKey_RightArrow);
  w.key(ImGuiKey_LeftArrow);
  w.key(ImGuiKey_End, true);
  w.key(ImGuiKey_Escape);
  CHECK(w.bare_picture() == all[0]);
  CHECK(in_pane != all[0]);  // the pane shows that it has the keyboard
}

TEST_CASE("the track scrubs") {
  Window w(kSum);
  const auto all = pictures(w, 5);
  const Place track = w.place("track");
  CHECK(track.found);
  for (int k = 1; k <= 5; ++k) {
    w.click(ImVec2{track.x + track.width * (static_cast<float>(k) - 0.5f) / 5, track.y + track.height / 2});
    CHECK(w.bare_picture() == all[static_cast<std::size_t>(k)]);
  }
  w.drag({track.x + track.width - 2, track.y + 4}, {-track.width - 40, 0});
  CHECK(w.bare_picture() == all[0]);
}

TEST_CASE("an example is chosen from the list, and can be undone") {
  Window w(kSum);
  CHECK_FALSE(w.place("example:A fork: gradients add").found);
  w.click("button:examples");
  w.settle();
  const Place fork = w.place("example:A fork: gradients add");
  CHECK(fork.found);
  CHECK(w.text() == kSum);
  w.click(fork.middle());
  CHECK(w.text().find("y = s*s") != std::string::npos);
  CHECK(w.app().take_user_change());
  CHECK(w.place("card:s").found);
  CHECK_FALSE(w.place("example:A fork: gradients add").found);
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == kSum);
}

TEST_CASE("a click beside the list closes it, and Escape too") {
  Window w(kSum);
  const std::string first = "example:A logistic neuron";
  w.click("button:examples");
  CHECK(w.place(first).found);
  w.click(ImVec2{300, 600});
  w.settle();
  CHECK_FALSE(w.place(first).found);
  w.click("button:examples");
  CHECK(w.place(first).found);
  w.key(ImGuiKey_Escape);
  w.settle();
  CHECK_FALSE(w.place(first).found);
  CHECK(w.text() == kSum);
}

TEST_CASE("light and dark") {
  Window w(kSum);
  CHECK_FALSE(w.app().dark());
  const std::uint64_t light = w.picture();
  w.click("button:theme");
  CHECK(w.app().dark());
  CHECK(w.picture() != light);
  w.click("button:theme");
  CHECK_FALSE(w.app().dark());
  CHECK(w.picture() == light);
  w.app().set_dark(true);
  CHECK(w.app().dark());
}

TEST_CASE("wheel, drag and fit") {
  Window w(kSum);
  const Place before = w.place("card:f");
  w.move({500, 300});
  ImGui::GetIO().AddMouseWheelEvent(0, 2);
  w.settle();
  const Place near = w.place("card:f");
  CHECK(near.width > before.width * 1.2f);
  w.drag({12, w.place("program").y + w.place("program").height + 60}, {70, 40});
  const Place moved = w.place("card:f");
  CHECK(moved.x == doctest::Approx(near.x + 70));
  CHECK(moved.y == doctest::Approx(near.y + 40));
  w.click("button:zoom-out");
  CHECK(w.place("card:f").width < near.width);
  w.click("button:fit");
  CHECK(w.place("card:f").x == doctest::Approx(before.x));
  CHECK(w.place("card:f").width == doctest::Approx(before.width));
  w.click("button:zoom-in");
  CHECK(w.place("card:f").width == doctest::Approx(before.width * 1.25f));
  w.leave();
  w.key(ImGuiKey_F, false, true);
  CHECK(w.place("card:f").width == doctest::Approx(before.width));
}

TEST_CASE("a view the user has chosen stays while he types; else the whole drawing stays in view") {
  Window w(kSum);
  w.enter_pane();
  w.type("f = (x+y)*z;  x = -2; y = 5; z = -4; g = f*f*f*f*f*f");
  const Place last = w.place("card:g");
  CHECK(last.found);
  CHECK(last.x + last.width <= 1440 - 332);
  w.move({500, 400});
  ImGui::GetIO().AddMouseWheelEvent(0, 1);
  w.settle();
  const Place chosen = w.place("card:t1");
  w.type(" ");
  CHECK(w.place("card:t1").x == chosen.x);
  CHECK(w.place("card:t1").width == chosen.width);
}

TEST_CASE("windows of all sizes") {
  const std::string long_text = kSum + "\na = exp(f)/1000 + sqrt(abs(x))\nb = max(a, f)*sigmoid(y)\nc = (b +\n# \n\n\n\n\n\n\n\n";
  struct Size {
    float width, height, density;
  };
  for (const Size size : {Size{320, 400, 2}, Size{390, 844, 3}, Size{1440, 900, 1}, Size{1920, 1080, 1.5f}, Size{60, 40, 1}, Size{899, 300, 1}, Size{1000, 60, 1},
                          Size{640, 200, 1.25f}, Size{2, 2, 1}, Size{0, 0, 1}, Size{20, 900, 1}, Size{3840, 2160, 2}})
    for (const std::string& text : {kSum, long_text, std::string()}) {
      INFO(size.width, " x ", size.height, " at ", size.density, "\n", text);
      Window w(text, size.width, size.height, size.density);
      const int all = w.vertices();
      w.app().set_dark(true);
      w.app().reset();
      w.settle();
      w.app().step(3);
      w.settle();
      w.move({size.width / 2, size.height / 2});
      w.button(true);
      w.move({size.width / 2 + 30, size.height / 2 + 10});
      ImGui::GetIO().AddMouseWheelEvent(0, -30);
      w.button(false);
      w.settle();
      if (size.width >= 320) CHECK(all > 500);
      for (const char* what : {"button:first", "button:next", "button:last", "program"}) {
        if (size.width < 320 || size.height < 300) continue;
        const Place at = w.place(what);
        INFO(std::string(what));
        CHECK(at.found);
        CHECK(at.x >= 0);
        CHECK(at.y >= 0);
        CHECK(at.x + at.width <= size.width);
        CHECK(at.y + at.height <= size.height);
      }
    }
}

TEST_CASE("the window changes size") {
  Window w(kSum);
  for (const ImVec2 size : {ImVec2{390, 844}, ImVec2{60, 40}, ImVec2{0, 0}, ImVec2{1920, 1080}, ImVec2{1440, 900}}) {
    w.resize(size.x, size.y);
    w.settle();
  }
  const std::uint64_t after = w.picture();
  Window fresh(kSum);
  CHECK(fresh.picture() == after);
}

TEST_CASE("on a phone the controls are large enough for a finger") {
  Window w(kSum, 390, 844, 3);
  for (const char* what : {"button:first", "button:previous", "button:next", "button:last", "track", "value:x", "value:z"}) {
    INFO(std::string(what));
    const Place at = w.place(what);
    CHECK(at.found);
    CHECK(at.width >= 24);
    CHECK(at.height >= 24);
  }
}

TEST_CASE("numbers that are too large for a float, and none at all, are drawn") {
  for (const char* text : {"x = 1e308; f = x*x", "x = 1e308; f = 2*x; g = f - f", "x = 1.5e308\nf = x + 1", "x = 1e-320; f = 1/x", "x = 1e200; y = 1e-200\nf = x*y*x*x",
                           "x = 0; f = log(x)*x", "x = -1e300; f = sqrt(x)", "x = 5e-324; f = x*3", "x = 1e40; f = x^2", "x = 1e39; f = x/1e39", "x = 3e38; y = -3e38; f = x - y",
                           "x = 700; f = exp(x)", "x = 1e17; f = x + 1", "f = a^(a^(a^1e5)); a = 1.1"}) {
    INFO(std::string(text));
    Window w(text);
    for (int k = 0; k < 6; ++k) {
      w.app().step(-1);
      w.settle(2);
    }
    w.click("card:f");
    if (w.place("card:x").found) w.click("card:x");
    w.settle();
    CHECK(w.text() == text);
  }
}

TEST_CASE("10,000 gates") {
  std::string chain = "x = 1.0001\nf = x", tree = "x = 1\ny = 2\n";
  for (int i = 0; i < 9990; ++i) chain += i % 2 ? "*x" : "+x";
  for (int i = 0; i < 2400; ++i) tree += (i % 3 ? "x*y" : "exp(x)") + std::string(i % 40 == 39 ? "\n" : "+");
  tree += "x";
  for (const std::string& text : {chain, tree}) {
    const double start = seconds();
    Window w(text);
    CHECK(w.app().trace().find("\"severity\":\"error\"") == std::string::npos);
    const double opened = seconds();
    w.settle(5);
    const double a_frame = (seconds() - opened) / 5;
    INFO(text.size(), " bytes: ", opened - start, " s to open, ", a_frame, " s a frame");
    CHECK(opened - start < 30);
    CHECK(a_frame < 1);
    CHECK(w.vertices() > 4000);
    w.move({500, 400});
    for (int i = 0; i < 5; ++i) {
      ImGui::GetIO().AddMouseWheelEvent(0, 4);
      w.settle(2);
    }
    w.key(ImGuiKey_Home);
    for (int i = 0; i < 3; ++i) w.key(ImGuiKey_RightArrow);
    CHECK(w.text() == text);
  }
}
