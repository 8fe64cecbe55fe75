// The camera.
#include <cmath>

#include <doctest/doctest.h>

#include "support/random.h"
#include "view/pictures.h"

using namespace chainrule::view;
using namespace chainrule::view::test;
using chainrule::test::Random;

namespace {

float between(Random& random, double low, double high) { return static_cast<float>(random.between(low, high)); }
Camera any_camera(Random& r) { return {between(r, -3000, 3000), between(r, -3000, 3000), static_cast<float>(std::exp(r.between(std::log(kLeastZoom), std::log(kMostZoom))))}; }
Viewport any_viewport(Random& r) { return {between(r, 0, 300), between(r, 0, 300), between(r, 100, 2000), between(r, 100, 1500)}; }
chainrule::layout::Point any_point(Random& r, const Viewport& v) { return {between(r, v.x, v.x + v.width), between(r, v.y, v.y + v.height)}; }

const Viewport kViewports[] = {{0, 54, 390, 580}, {0, 80, 1108, 748}, {0, 54, 360, 420}, {0, 54, 512, 236}, {10, 20, 1588, 900}};

bool shows(const Camera& camera, const Viewport& v, const Rect& rect) {
  const auto a = to_screen(camera, v, {rect.x, rect.y}), b = to_screen(camera, v, {rect.x + rect.width, rect.y + rect.height});
  constexpr float kSlack = 0.01f;
  return a.x >= v.x - kSlack && a.y >= v.y - kSlack && b.x <= v.x + v.width + kSlack && b.y <= v.y + v.height + kSlack;
}

bool fits(const Rect& rect, const Viewport& v, float zoom) { return rect.width * zoom <= v.width - 80 && rect.height * zoom <= v.height - 80; }

}  // namespace

TEST_CASE("to_screen and to_canvas undo each other") {
  Random r(1);
  for (int i = 0; i < 500; ++i) {
    const Camera camera = any_camera(r);
    const Viewport v = any_viewport(r);
    const auto screen = any_point(r, v);
    const auto back = to_screen(camera, v, to_canvas(camera, v, screen));
    CHECK(back.x == doctest::Approx(screen.x).epsilon(1e-3));
    CHECK(back.y == doctest::Approx(screen.y).epsilon(1e-3));
  }
  const auto middle = to_screen({30, 40, 2}, {100, 50, 400, 300}, {30, 40});
  CHECK(middle.x == 300);
  CHECK(middle.y == 200);
}

TEST_CASE("zoom_at holds the point under the pointer, and zoom keeps to its limits") {
  Random r(2);
  for (int i = 0; i < 500; ++i) {
    const Camera camera = any_camera(r);
    const Viewport v = any_viewport(r);
    const auto screen = any_point(r, v);
    const auto held = to_canvas(camera, v, screen);
    const Camera next = zoom_at(camera, v, screen, static_cast<float>(std::exp(r.between(-6, 6))));
    const auto now = to_canvas(next, v, screen);
    CHECK(std::fabs(now.x - held.x) * next.zoom < 0.05f);
    CHECK(std::fabs(now.y - held.y) * next.zoom < 0.05f);
    CHECK(next.zoom >= kLeastZoom);
    CHECK(next.zoom <= kMostZoom);
  }
  CHECK(zoom_at({0, 0, 1}, {0, 0, 100, 100}, {50, 50}, 2).zoom == 2);
}

TEST_CASE("fit shows everything where it can, and the last wire too") {
  for (const std::string& text : programs(30)) {
    INFO("----\n", text, "\n----");
    const Derived d = derive(text);
    for (const Viewport v : {Viewport{0, 80, 1108, 748}, Viewport{0, 60, 390, 600}, Viewport{10, 20, 1588, 900}, Viewport{0, 0, 320, 200}}) {
      const Camera camera = fit(d, v);
      CHECK(camera.zoom <= 1.25f);
      CHECK(camera.zoom >= kLeastZoom);
      if (camera.zoom == kLeastZoom) continue;
      auto seen = [&](float x, float y) {
        const auto at = to_screen(camera, v, {x, y});
        return at.x >= v.x && at.x <= v.x + v.width && at.y >= v.y && at.y <= v.y + v.height;
      };
      for (int i = 0; i < count_nodes(d); ++i) {
        const Rect card = card_rect(d, i);
        CHECK(seen(card.x, card.y));
        CHECK(seen(card.x + card.width, card.y + card.height));
      }
      for (const Ribbon& r : wires_at(d, count_steps(d)).ribbons) CHECK(seen(r.end.x, r.end.y));
    }
  }
}

TEST_CASE("fit of a viewport without room is still a camera") {
  const Derived d = derive(kSum);
  for (const Viewport v : {Viewport{0, 0, 0, 0}, Viewport{0, 54, 60, 1}, Viewport{0, 0, 1, 1000}}) {
    const Camera camera = fit(d, v);
    CHECK(camera.zoom == kLeastZoom);
    CHECK(std::isfinite(camera.x + camera.y));
  }
}

TEST_CASE("the opening view shows all, or the output at a zoom that can be read") {
  for (const std::string& text : programs(30)) {
    INFO("----\n", text, "\n----");
    const Derived d = derive(text);
    for (const Viewport& v : kViewports) {
      const Camera camera = opening(d, v), all = fit(d, v);
      if (camera.zoom == all.zoom) {
        CHECK(camera.x == all.x);
        CHECK(camera.y == all.y);
        continue;
      }
      CHECK(all.zoom < kReadable);
      CHECK(camera.zoom >= kNearEnd);
      const Rect output = card_rect(d, d.analysis.graph.output);
      if (fits(output, v, camera.zoom)) CHECK(shows(camera, v, output));
    }
  }
}

TEST_CASE("a followed step's card is in view from wherever the camera stood, and stays there") {
  Random r(3);
  for_pictures(12, [&](const Derived& d) {
    for (const Viewport& v : kViewports)
      for (int done = 0; done <= count_steps(d) && !d.steps.empty(); ++done) {
        Camera camera = any_camera(r);
        camera.zoom = static_cast<float>(r.between(0.2, 1.2));
        const Camera there = following(d, done, camera, v), again = following(d, done, there, v);
        const Rect card = card_rect(d, d.steps[static_cast<std::size_t>(std::max(done, 1) - 1)].node);
        CHECK(there.zoom == camera.zoom);
        if (fits(card, v, camera.zoom)) CHECK(shows(there, v, card));
        CHECK(again.x == doctest::Approx(there.x).epsilon(1e-5));
        CHECK(again.y == doctest::Approx(there.y).epsilon(1e-5));
      }
  });
}

TEST_CASE("a node that is to be shown is in view, and a camera that shows it already stays") {
  Random r(4);
  for_pictures(12, [&](const Derived& d) {
    for (const Viewport& v : kViewports)
      for (int node = 0; node < count_nodes(d); ++node) {
        Camera camera = any_camera(r);
        camera.zoom = static_cast<float>(r.between(0.2, 1.2));
        const Camera there = showing(d, node, camera, v), all = fit(d, v);
        if (fits(card_rect(d, node), v, camera.zoom)) CHECK(shows(there, v, card_rect(d, node)));
        if (all.zoom > kLeastZoom) CHECK(showing(d, node, all, v).x == all.x);
      }
  });
}

TEST_CASE("while all is in view no step moves the camera") {
  for_pictures(30, [](const Derived& d) {
    for (const Viewport& v : kViewports) {
      const Camera all = fit(d, v);
      if (all.zoom == kLeastZoom) continue;
      for (int done = 0; done <= count_steps(d); ++done) {
        const Camera there = following(d, done, all, v);
        CHECK(there.x == all.x);
        CHECK(there.y == all.y);
      }
    }
  });
}

TEST_CASE("the wires that a step uses are in view with its card, where there is room for both") {
  const Derived d = derive(kSum);
  const Viewport v{0, 0, 1000, 700};
  for (int done = 1; done <= count_steps(d); ++done) {
    const Camera there = following(d, done, {-5000, 9000, 0.8f}, v);
    const Step& step = d.steps[static_cast<std::size_t>(done) - 1];
    for (std::size_t w = 0; w < d.wires.size(); ++w)
      if (flow_on(d, &step, w) != Flow::none && d.wires[w].to == step.node) CHECK(shows(there, v, card_rect(d, d.wires[w].from)));
  }
}

TEST_CASE("a node is found by its name as long as there is one") {
  const Derived d = derive(kSum);
  CHECK(node_of(d, "") == -1);
  CHECK(node_of(d, "nobody") == -1);
  for (int i = 0; i < count_nodes(d); ++i) CHECK(node_of(d, name_of(d, i)) == i);
}
