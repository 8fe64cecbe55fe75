// input + scene -> session and commands.
#include <cmath>
#include <cstdlib>

#include <doctest/doctest.h>

#include "core/number.h"
#include "support/random.h"
#include "view/gesture.h"
#include "view/pictures.h"
#include "view/wires.h"

using namespace chainrule;
using namespace chainrule::view;
using namespace chainrule::view::test;
using layout::Point;

namespace {

// A hand over one picture: frames of a pointer, as a window would send them.
class Hand {
 public:
  explicit Hand(const std::string& text, float zoom = 1) : derived(derive(text)) {
    session = session_at(count_steps(derived));
    session.camera = {d().drawing.size.x / 2, d().drawing.size.y / 2, zoom};
  }

  const Derived& d() const { return derived; }

  Point middle(HitArea::Kind kind, const char* name) const {
    const Scene scene = build_scene(derived, session, kEverything);
    for (const HitArea& area : scene.hits)
      if (area.kind == kind && name_of(derived, area.node) == name)
        return to_screen(session.camera, viewport, {area.rect.x + area.rect.width / 2, area.rect.y + area.rect.height / (kind == HitArea::Kind::card ? 1.2f : 2.f)});
    FAIL("no such area: ", name);
    return {};
  }

  Outcome frame(Point to, bool down, float wheel = 0) {
    Pointer p;
    p.moved = {to.x - at_.x, to.y - at_.y};
    p.at = at_ = to;
    p.over = true;
    p.pressed = down && !down_;
    p.held = down;
    p.released = !down && down_;
    p.wheel = wheel;
    p.fine = fine;
    p.touch = touch;
    down_ = down;
    const Scene scene = build_scene(derived, session, kEverything);
    const Outcome out = gesture(derived, scene, session, viewport, p, drag);
    session = out.session;
    return out;
  }

  void click(Point at) {
    frame(at, false);
    frame(at, true);
    frame(at, false);
  }

  Derived derived;
  Session session;
  Viewport viewport{10, 60, 900, 600};
  Drag drag;
  bool fine = false, touch = false;

 private:
  Point at_;
  bool down_ = false;
};

const Point kPaper{15, 65};  // the corner of the viewport

}  // namespace

TEST_CASE("a click selects, and a click on paper selects nothing") {
  Hand hand(kSum, 0.8f);
  hand.click(hand.middle(HitArea::Kind::card, "t1"));
  CHECK(hand.session.selected == "t1");
  hand.click(hand.middle(HitArea::Kind::value, "x"));
  CHECK(hand.session.selected == "x");
  hand.click(kPaper);
  CHECK(hand.session.selected == "");
}

TEST_CASE("the pointer hovers over what lies under it") {
  Hand hand(kSum, 0.8f);
  hand.frame(hand.middle(HitArea::Kind::card, "f"), false);
  CHECK(hand.session.hovered == "f");
  hand.frame(kPaper, false);
  CHECK(hand.session.hovered == "");
  Pointer covered;
  covered.at = hand.middle(HitArea::Kind::card, "f");
  const Outcome out = gesture(hand.d(), build_scene(hand.d(), hand.session, kEverything), hand.session, hand.viewport, covered, hand.drag);
  CHECK(out.session.hovered == "");
}

TEST_CASE("a drag pans by its own length, at every zoom, and selects nothing") {
  for (const float zoom : {0.2f, 0.8f, 1.6f}) {
    Hand hand(kSum, zoom);
    hand.session.selected = "x";
    const Camera before = hand.session.camera;
    hand.frame(kPaper, false);
    hand.frame(kPaper, true);
    CHECK(hand.session.drag_pans);
    hand.frame({kPaper.x + 30, kPaper.y - 7}, true);
    const Outcome moved = hand.frame({kPaper.x + 130, kPaper.y + 50}, true);
    CHECK(moved.camera_moved);
    hand.frame({kPaper.x + 130, kPaper.y + 50}, false);
    CHECK(hand.session.camera.x == doctest::Approx(before.x - 130 / zoom));
    CHECK(hand.session.camera.y == doctest::Approx(before.y - 50 / zoom));
    CHECK(hand.session.camera.zoom == zoom);
    CHECK_FALSE(hand.session.drag_pans);
    CHECK(hand.session.selected == "x");
    hand.frame({400, 400}, false);  // it is over
    CHECK(hand.session.camera.x == doctest::Approx(before.x - 130 / zoom));
  }
}

TEST_CASE("what moves in the frame of the release counts too") {
  Hand pan(kSum);
  const Camera before = pan.session.camera;
  pan.frame(kPaper, false);
  pan.frame(kPaper, true);
  pan.frame({kPaper.x + 80, kPaper.y}, false);
  CHECK(pan.session.camera.x == doctest::Approx(before.x - 80));
  Hand hand(kSum);
  const Point at = hand.middle(HitArea::Kind::value, "y");
  hand.frame(at, false);
  hand.frame(at, true);
  const Outcome out = hand.frame({at.x + 40, at.y}, false);
  CHECK(out.input == "y");
  CHECK(out.value == 6);
  CHECK(out.drag_ended);
  CHECK(hand.session.selected == "");
}

TEST_CASE("a press on a number drags it: round steps, back to the start, and an end") {
  Hand hand(kSum);
  const Camera before = hand.session.camera;
  const Point at = hand.middle(HitArea::Kind::value, "x");
  hand.frame(at, false);
  CHECK(hand.frame(at, true).input == "");
  CHECK(hand.session.dragged == "x");
  CHECK_FALSE(hand.session.drag_pans);
  CHECK(hand.frame({at.x + 2, at.y}, true).input == "");  // still a click
  Outcome out = hand.frame({at.x + 14, at.y - 6}, true);
  CHECK(out.input == "x");
  CHECK(out.value == -1.5);
  CHECK(hand.frame({at.x - 40, at.y}, true).value == -3);
  out = hand.frame(at, true);
  if (!out.input.empty()) CHECK(out.value == -2);
  out = hand.frame(at, false);
  CHECK(out.drag_ended);
  CHECK(hand.session.dragged == "");
  CHECK(hand.frame({at.x + 80, at.y}, false).input == "");
  CHECK(hand.session.camera.x == before.x);
}

TEST_CASE("back at the start of a drag the number is what it was") {
  Hand hand("f = x*x; x = 0.37");
  const Point at = hand.middle(HitArea::Kind::value, "x");
  hand.frame(at, false);
  hand.frame(at, true);
  double value = hand.frame({at.x + 40, at.y}, true).value;
  CHECK(value != 0.37);
  for (float x = 36; x >= 0; x -= 4) {
    const Outcome out = hand.frame({at.x + x, at.y}, true);
    if (!out.input.empty()) value = out.value;
  }
  CHECK(value == 0.37);
}

TEST_CASE("Shift in the middle of a drag goes on from where the number is") {
  Hand hand(kSum);
  const Point at = hand.middle(HitArea::Kind::value, "y");
  hand.frame(at, false);
  hand.frame(at, true);
  CHECK(hand.frame({at.x + 40, at.y}, true).value == 6);
  hand.fine = true;
  const Outcome same = hand.frame({at.x + 40, at.y}, true);
  CHECK((same.input.empty() || same.value == 6));
  CHECK(hand.frame({at.x + 60, at.y}, true).value == 6.05);
  hand.fine = false;
  CHECK(hand.frame({at.x + 80, at.y}, true).value == doctest::Approx(6.5).epsilon(0.02));
}

TEST_CASE("the wheel zooms about the pointer") {
  Hand hand(kSum, 0.8f);
  const Point at{300, 200};
  const Point held = to_canvas(hand.session.camera, hand.viewport, at);
  const Outcome in = hand.frame(at, false, 2);
  CHECK(in.camera_moved);
  CHECK(hand.session.camera.zoom > 0.8f);
  const Point now = to_canvas(hand.session.camera, hand.viewport, at);
  CHECK(now.x == doctest::Approx(held.x));
  CHECK(now.y == doctest::Approx(held.y));
  hand.frame(at, false, -2);
  CHECK(hand.session.camera.zoom == doctest::Approx(0.8f));
  CHECK_FALSE(hand.frame(at, false, 0).camera_moved);
}

TEST_CASE("dragged_value: a table") {
  struct Row {
    double start;
    float travel;
    bool fine;
    double value;
  };
  const Row rows[] = {{-2, 4, false, -1.9}, {-2, -4, false, -2.1},  {-2, 40, false, -1},   {-2, 4, true, -1.99},   {0, 4, false, 0.1},
                      {0, -8, true, -0.02}, {0.37, 4, false, 0.5},  {0.37, -4, false, 0.3}, {0.04, 4, false, 0.05}, {0.004, 4, false, 0.005},
                      {150, 4, false, 151}, {150, 4, true, 150.1},  {99.95, 4, false, 100.1}, {2500, -4, false, 2490}, {1e6, 4, false, 1001000},
                      {5, 3.9f, false, 5},  {5, -3.9f, false, 5},   {5, 7.9f, false, 5.1}, {NAN, 4, false, 0.1},   {INFINITY, -4, false, -0.1}};
  for (const Row& row : rows) {
    INFO("from ", row.start, " by ", row.travel, row.fine ? " finely" : "");
    CHECK(dragged_value(row.start, row.travel, row.fine) == row.value);
  }
}

TEST_CASE("dragged_value: monotone in the travel, unchanged without, finer with Shift, and short to read") {
  chainrule::test::Random random(9);
  for (int i = 0; i < 400; ++i) {
    const double digits = random.between(-1, 1);
    double start = digits * std::pow(10, random.between(-12, 25));
    if (i % 3 == 0) start = std::strtod(display_text(std::fabs(start)).c_str(), nullptr);  // what people write
    INFO("start ", format_number(start));
    CHECK(dragged_value(start, 0, false) == start);
    CHECK(dragged_value(start, 0, true) == start);
    double last = -INFINITY, last_fine = -INFINITY;
    for (float travel = -200; travel <= 200; travel += 4) {
      const double value = dragged_value(start, travel, false), fine = dragged_value(start, travel, true);
      CHECK(value >= last);
      CHECK(fine >= last_fine);
      if (travel > 0) CHECK(value > start);
      if (travel < 0) CHECK(value < start);
      CHECK(std::fabs(fine - start) <= std::fabs(value - start));
      if (travel != 0) CHECK(format_number(std::fabs(value)).size() <= 24);
      if (travel != 0 && std::fabs(start) > 1e-7 && std::fabs(start) < 1e9) {
        INFO(format_number(value), " ", format_number(fine));
        CHECK(format_number(std::fabs(value)).size() <= 10);
        CHECK(format_number(std::fabs(fine)).size() <= 11);
      }
      // A step suits the number: neither lost in it nor many times as large.
      if (travel == 4 && start != 0) CHECK(std::fabs(value - start) <= 4 * std::fabs(start) + 1e-300);
      last = value;
      last_fine = fine;
    }
  }
}

TEST_CASE("a card goes with the mouse, on the grid; a finger moves what is selected, and the canvas by the rest") {
  Hand hand(kSum);
  const Point at = hand.middle(HitArea::Kind::card, "f"), corner = hand.d().drawing.corners[static_cast<std::size_t>(node_of(hand.d(), "f"))];
  hand.frame(at, false);
  CHECK(hand.frame(at, true).moved.empty());
  const Outcome out = hand.frame({at.x + 43, at.y - 21}, true);
  REQUIRE(out.moved.size() == 1);
  CHECK(out.moved[0].name == "f");
  CHECK(std::fabs(out.moved[0].a - corner.x - 43) <= 4);
  CHECK(std::fabs(out.moved[0].b - corner.y + 21) <= 4);
  CHECK(std::fmod(out.moved[0].a, 8) == 0);
  CHECK(hand.frame({at.x + 43, at.y - 21}, false).drag_ended);
  Hand finger(kSum);
  finger.touch = true;
  for (const bool selected : {false, true}) {
    if (selected) finger.click(finger.middle(HitArea::Kind::card, "f"));
    const Point there = finger.middle(HitArea::Kind::card, "f");
    finger.frame(there, false);
    finger.frame(there, true);
    const Outcome moved = finger.frame({there.x + 40, there.y}, true);
    CHECK(moved.moved.size() == (selected ? 1 : 0));
    CHECK(moved.camera_moved == !selected);
    finger.frame({there.x, there.y}, false);
  }
}

TEST_CASE("a wire lands on what fits, from either end, and nowhere else") {
  for (const std::string& text : programs(12)) {
    INFO("----\n", text, "\n----");
    const Derived d = derive(text);
    for (int from = 0; from < static_cast<int>(d.cards.size()); ++from) {
      Wiring w = wiring_from(d, from);
      for (int gate = 0; gate < static_cast<int>(d.cards.size()); ++gate)
        for (const Row& row : d.cards[static_cast<std::size_t>(gate)].rows) {
          w.gate = w.place = -1;
          w.end = in_port(d, gate, row.place);
          const bool landed = land(d, 1, w);
          const Wiring back = wiring_to(d, gate, row.place);
          CHECK(back.fits[static_cast<std::size_t>(from)] == w.fits[static_cast<std::size_t>(gate)]);
          CHECK(landed == w.fits[static_cast<std::size_t>(gate)]);
          if (landed) CHECK((w.gate == gate && w.place == row.place));
        }
      CHECK_FALSE(w.fits[static_cast<std::size_t>(from)]);
    }
  }
}

TEST_CASE("a wire is found where it is drawn, and clicked it is selected") {
  for (const std::string& text : programs(12)) {
    const Derived d = derive(text);
    for (std::size_t w = 0; w < d.wires.size(); ++w) {
      const int last = count_curves(d, w) - 1;
      const Point at = layout::point_at(curve_of(d, w, last), 0.9f);
      const int found = wire_at(d, at, 3);
      REQUIRE(found >= 0);
      CHECK((found == static_cast<int>(w) || d.wires[static_cast<std::size_t>(found)].from == d.wires[w].from || d.wires.size() > 8));
    }
    CHECK(wire_at(d, {-500, -500}, 3) == -1);
  }
  Hand hand(kSum);
  const std::size_t w = 0;
  hand.click(to_screen(hand.session.camera, hand.viewport, layout::point_at(curve_of(hand.d(), w, 0), 0.5f)));
  CHECK(wire_of(hand.d(), hand.session.wire) == 0);
  CHECK(hand.session.selected == "");
}
