// Stepping: by gate and by edge, playing, jumping to a node, the words of a step.
#include <vector>

#include "ui/window.h"

using namespace chainrule::ui;
using namespace chainrule::ui::test;

namespace {

const std::string kFork = "a = 1; b = 1\ns = a + b\ny = s*s";

// The pictures of all steps, by the host's calls, from the first to the last and back.
std::vector<std::uint64_t> pictures(Window& w, int steps) {
  std::vector<std::uint64_t> all;
  w.app().reset();
  all.push_back(w.bare_picture());
  for (int k = 1; k <= steps; ++k) {
    w.app().step(1);
    all.push_back(w.bare_picture());
  }
  for (int k = steps; k-- > 0;) {
    w.app().step(-1);
    INFO("back to step ", k);
    CHECK(w.bare_picture() == all[static_cast<std::size_t>(k)]);
  }
  return all;
}

int step_of(const std::vector<std::uint64_t>& all, std::uint64_t picture) {
  for (std::size_t k = 0; k < all.size(); ++k)
    if (all[k] == picture) return static_cast<int>(k);
  return -1;
}

// Frames until `seconds` are over; the number of them that were asked for.
int run(Window& w, double seconds, float frame = 1.f / 20) {
  int wanted = 0;
  for (double t = 0; t < seconds - 1e-6; t += frame) {
    wanted += w.app().wants_frames();
    w.frame(frame);
  }
  return wanted;
}

void double_click(Window& w, ImVec2 at) {
  w.move(at);
  for (int i = 0; i < 2; ++i) {
    w.button(true);
    w.button(false);
  }
  w.frame(1);
}

}  // namespace

TEST_CASE("stepping back undoes stepping forward, by gate and by edge; by edge there are more steps") {
  Window w(kFork);
  const auto gates = pictures(w, 5);
  w.key(ImGuiKey_G, false, true);
  const auto edges = pictures(w, 7);
  CHECK(step_of(edges, gates[0]) == -1);  // the button says it
  w.app().step(100);
  CHECK(w.bare_picture() == edges[7]);
  for (std::size_t i = 0; i < edges.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      INFO("steps ", i, " and ", j);
      CHECK(edges[i] != edges[j]);
    }
}

TEST_CASE("the switch between gates and edges stays at the same place in the lesson") {
  Window w(kFork);
  const auto gates = pictures(w, 5);
  w.click("button:grain");
  const auto edges = pictures(w, 7);
  w.app().step(4);  // one of the two parts of s
  w.click("button:grain");
  CHECK(w.bare_picture() == gates[4]);  // both
  w.click("button:grain");
  CHECK(w.bare_picture() == edges[5]);
  w.app().step(2);
  CHECK(w.bare_picture() == edges[7]);
  w.click("button:grain");
  CHECK(w.bare_picture() == gates[5]);
}

TEST_CASE("it plays a step a second, and stops at the end") {
  Window w(kSum);
  const auto all = pictures(w, 5);
  w.app().reset();
  w.settle();
  CHECK_FALSE(w.app().wants_frames());
  w.click("button:play");  // the first step at once
  CHECK(w.app().wants_frames());
  w.key(ImGuiKey_P, false, true);
  CHECK_FALSE(w.app().wants_frames());
  CHECK(step_of(all, w.bare_picture()) == 1);
  w.app().reset();
  w.key(ImGuiKey_P, false, true);
  CHECK(run(w, 0.5) == 10);
  w.key(ImGuiKey_P, false, true);
  CHECK(step_of(all, w.bare_picture()) == 1);
  CHECK(run(w, 3) == 0);
  CHECK(step_of(all, w.bare_picture()) == 1);
  w.key(ImGuiKey_P, false, true);
  run(w, 1.2);
  CHECK(w.app().wants_frames());
  w.key(ImGuiKey_Space, false, true);
  CHECK_FALSE(w.app().wants_frames());
  CHECK(step_of(all, w.bare_picture()) == 3);
  w.key(ImGuiKey_Space, false, true);
  run(w, 10);
  CHECK_FALSE(w.app().wants_frames());
  CHECK(step_of(all, w.bare_picture()) == 5);
  w.key(ImGuiKey_P, false, true);  // from the end, from the start
  run(w, 0.5);
  CHECK(w.app().wants_frames());
  w.key(ImGuiKey_P, false, true);
  CHECK(step_of(all, w.bare_picture()) == 0);
}

TEST_CASE("the step that ends playing is drawn in the frame in which it comes") {
  Window w(kSum);
  w.app().reset();
  w.app().step(4);
  w.settle();
  w.key(ImGuiKey_P, false, true);
  CHECK_FALSE(w.app().wants_frames());
  const auto end = w.bare_picture();
  w.app().step(-1);
  CHECK(w.bare_picture() != end);
  w.app().step(1);
  CHECK(w.bare_picture() == end);
}

TEST_CASE("speeds: half, one, two") {
  int steps[3] = {};
  for (int speed = 0; speed < 3; ++speed) {  // 1, 2, 0.5
    Window w("x = 2\nf = x + x*x + x*x*x + x*x*x*x");
    const auto all = pictures(w, 19);
    w.app().reset();
    for (int i = 0; i < speed; ++i) w.click("button:speed");
    w.key(ImGuiKey_P, false, true);
    run(w, 3.9);
    w.key(ImGuiKey_P, false, true);
    for (int i = speed; i < 3; ++i) w.click("button:speed");
    steps[speed] = step_of(all, w.bare_picture());
  }
  CHECK(steps[0] == 4);
  CHECK(steps[1] == 8);
  CHECK(steps[2] == 2);
}

TEST_CASE("with reduced motion it plays as well") {
  Window w(kSum);
  const auto all = pictures(w, 5);
  w.app().set_reduced_motion(true);
  w.app().reset();
  w.key(ImGuiKey_P, false, true);
  run(w, 1.5);
  w.key(ImGuiKey_P, false, true);
  CHECK(step_of(all, w.bare_picture()) == 2);
}

TEST_CASE("any step by hand stops it") {
  Window w(kSum);
  for (int way = 0; way < 6; ++way) {
    w.app().reset();
    w.settle();
    w.key(ImGuiKey_P, false, true);
    CHECK(w.app().wants_frames());
    switch (way) {
      case 0: w.key(ImGuiKey_RightArrow); break;
      case 1: w.key(ImGuiKey_Home); break;
      case 2: w.app().step(1); break;
      case 3: w.app().reset(); break;
      case 4: w.click("track"); break;
      case 5: double_click(w, w.place("card:f").middle()); break;
    }
    INFO("way ", way);
    CHECK_FALSE(w.app().wants_frames());
  }
  w.app().set_program("");
  w.key(ImGuiKey_P, false, true);  // there is nothing to play
  CHECK_FALSE(w.app().wants_frames());
}

TEST_CASE("a double click, or Enter on what is selected, goes to the step at which its number becomes known") {
  Window w(kSum);  // t1 = 3, f = -12, seed, f sends to t1 and z, t1 sends to x and y
  const auto all = pictures(w, 5);
  struct Jump {
    const char* card;
    int from, to;
  };
  for (const Jump& jump : {Jump{"f", 0, 2}, Jump{"t1", 2, 1}, Jump{"x", 2, 0}, Jump{"f", 5, 3}, Jump{"t1", 3, 4}, Jump{"x", 3, 5}, Jump{"z", 5, 4}}) {
    INFO(jump.card, " from ", jump.from);
    w.app().reset();
    w.app().step(jump.from);
    w.settle();
    if (jump.card[0] == 'f' || jump.card[0] == 't') {  // on an input it asks for a value
      double_click(w, w.place("card:" + std::string(jump.card)).middle());
      CHECK(step_of(all, w.bare_picture()) == jump.to);
    }
    w.app().reset();
    w.app().step(jump.from);
    w.click("card:" + std::string(jump.card));
    w.key(ImGuiKey_Enter);
    w.key(ImGuiKey_Enter);  // it is still selected, and there already
    CHECK(step_of(all, w.bare_picture()) == jump.to);
  }
  CHECK(w.text() == kSum);
}

TEST_CASE("a tick of the track names its step") {
  Window w(kSum);
  CHECK_FALSE(w.place("tooltip").found);
  const Place track = w.place("track");
  w.move(track.middle());
  const Place tip = w.place("tooltip");
  CHECK(tip.found);
  CHECK(tip.y + tip.height <= track.y);
  CHECK(tip.x >= 0);
  CHECK(tip.x + tip.width <= 1440);
  w.leave();
  CHECK_FALSE(w.place("tooltip").found);
}

TEST_CASE("the track stands still while steps are taken") {
  Window w("w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))");
  w.app().reset();
  w.settle();
  const Place first = w.place("track");
  for (int k = 0; k < 17; ++k) {
    w.app().step(1);
    w.settle();
    CHECK(w.place("track").x == first.x);
    CHECK(w.place("track").width == first.width);
  }
}

TEST_CASE("in windows of all widths the step bar's parts are there and do not touch") {
  for (const float width : {320.f, 360.f, 390.f, 500.f, 559.f, 560.f, 640.f, 900.f, 999.f, 1000.f, 1280.f, 1440.f, 1920.f})
    for (const float height : {844.f, 300.f}) {
      INFO(width, " x ", height);
      Window w(kSum, width, height);
      std::vector<Place> parts;
      for (const char* what : {"first", "previous", "next", "last", "play", "speed", "grain"})
        if (const Place at = w.place(std::string("button:") + what); at.found) parts.push_back(at);
      if (const Place track = w.place("track"); track.found) parts.push_back(track);
      CHECK(parts.size() >= (height > 360 ? 8u : 6u));
      for (std::size_t i = 0; i < parts.size(); ++i) {
        CHECK(parts[i].x >= 0);
        CHECK(parts[i].x + parts[i].width <= width);
        CHECK(parts[i].y + parts[i].height <= height);
        for (std::size_t j = 0; j < i; ++j) {
          const bool apart = parts[i].x >= parts[j].x + parts[j].width || parts[i].y >= parts[j].y + parts[j].height || parts[j].x >= parts[i].x + parts[i].width ||
                             parts[j].y >= parts[i].y + parts[i].height;
          CHECK(apart);
        }
      }
    }
}
