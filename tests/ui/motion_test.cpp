// What moves by itself, and what the platform's renderer is asked to draw.
#include <vector>

#include <doctest/doctest.h>

#include "ui/renderer.h"
#include "ui/window.h"

using namespace chainrule;
using namespace chainrule::ui;
using namespace chainrule::ui::test;

namespace {

struct Recorder final : Renderer {
  std::vector<Backdrop> drawn;
  void draw(const Backdrop& backdrop) override { drawn.push_back(backdrop); }
};

// Calls what the last frame wants called, as a platform does. False: the state of the draw lists would not be restored.
bool render() {
  bool restored = true;
  for (ImDrawList* list : ImGui::GetDrawData()->CmdLists)
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (!command.UserCallback && command.ElemCount > 0 && !restored) return false;
      if (command.UserCallback == ImDrawCallback_ResetRenderState) restored = true;
      else if (command.UserCallback) {
        command.UserCallback(list, &command);
        restored = false;
      }
    }
  return restored;
}

// Draws while frames are wanted; returns how many.
int run(Window& w) {
  int frames = 0;
  for (; w.app().wants_frames() && frames < 600; ++frames) {
    w.frame();
    CHECK(render());
  }
  return frames;
}

}  // namespace

TEST_CASE("a step's pulse runs once, and then all is still") {
  Window w(kSum);
  Recorder recorder;
  w.app().set_renderer(&recorder);
  w.app().set_reduced_motion(false);
  w.app().reset();
  w.settle();
  CHECK_FALSE(w.app().wants_frames());
  for (int step = 1; step <= 5; ++step) {
    INFO("step ", step);
    recorder.drawn.clear();
    w.app().step(1);
    CHECK(w.app().wants_frames());
    const int frames = run(w);
    CHECK(frames > 20);
    CHECK(frames < 60);
    CHECK(recorder.drawn.size() == static_cast<std::size_t>(frames));
    for (std::size_t i = 1; i < recorder.drawn.size(); ++i) CHECK(recorder.drawn[i].pulse > recorder.drawn[i - 1].pulse);
    CHECK(recorder.drawn.back().pulse == 1);
  }
}

TEST_CASE("nothing moves for a jump, a step back, a change, or where motion is reduced") {
  Window w(kSum);
  w.app().set_reduced_motion(false);
  auto still = [&] {
    const bool wanted = w.app().wants_frames();
    w.settle();
    return !wanted && !w.app().wants_frames();
  };
  w.app().reset();
  CHECK(still());
  w.app().step(3);
  CHECK(still());
  w.app().step(-1);
  CHECK(still());
  w.app().step(1);
  CHECK(w.app().wants_frames());
  w.app().set_program("a = 3; g = a*a");
  CHECK(still());
  w.app().reset();
  w.app().step(1);
  CHECK(w.app().wants_frames());
  w.app().set_reduced_motion(true);
  CHECK(still());
  w.app().reset();
  for (int step = 1; step <= 3; ++step) {
    w.app().step(1);
    CHECK(still());
  }
}

TEST_CASE("the renderer is given the canvas, the theme and all wires; without one, nothing is called") {
  Window w(kSum, 1440, 900, 2);
  w.frame();
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
    for (const ImDrawCmd& command : list->CmdBuffer) CHECK((command.UserCallback == nullptr));
  Recorder recorder;
  w.app().set_renderer(&recorder);
  for (const bool dark : {false, true}) {
    recorder.drawn.clear();
    w.app().set_dark(dark);
    w.settle(2);
    CHECK(render());
    REQUIRE(recorder.drawn.size() == 1);
    const Backdrop& b = recorder.drawn[0];
    CHECK(b.density == 2);
    CHECK(b.screen_width == 2880);
    CHECK(b.wires->ribbons.size() >= 5);
    CHECK(b.viewport.width > 1000);
    CHECK(b.dots_apart >= 16);
    CHECK(b.colours[0][0] == doctest::Approx(dark ? 0x26 / 255.0 : 0xE4 / 255.0));  // dots
    CHECK(b.colours[3][0] == doctest::Approx(dark ? 0xFB / 255.0 : 0xC2 / 255.0));  // a gradient's wire
  }
  const unsigned revision = recorder.drawn[0].wires->revision;
  const test::Place card = w.place("card:x");
  w.move({700, 700});
  ImGui::GetIO().AddMouseWheelEvent(0, 1);
  w.settle();
  CHECK(w.place("card:x").width != card.width);
  CHECK(recorder.drawn[0].wires->revision == revision);
  w.app().step(-1);
  w.settle();
  CHECK(recorder.drawn[0].wires->revision != revision);
}

TEST_CASE("after an edit cards glide and the camera flies to what it then shows; reduced motion has both there at once") {
  for (const bool reduced : {true, false}) {
    Window w("a = 2; b = 3\nf = a*b");
    w.app().set_reduced_motion(reduced);
    w.enter_pane();
    const test::Place before = w.place("card:f");
    CHECK_FALSE(w.app().wants_frames());
    w.type("a = 2; b = 3\nf = a*b\ng = exp(f + 1)*f");
    CHECK(w.app().wants_frames() != reduced);
    const test::Place on_the_way = w.place("card:f");
    run(w);
    w.settle(2);
    const test::Place after = w.place("card:f");
    CHECK(after.x != doctest::Approx(before.x));
    CHECK((on_the_way.x == doctest::Approx(after.x)) == reduced);
    w.key(ImGuiKey_F, false, true);  // where it is
    run(w);
    w.settle(2);
    CHECK(w.place("card:f").x == doctest::Approx(after.x));
    CHECK_FALSE(w.app().wants_frames());
  }
}
