// What a change sets in motion starts where it was seen, stays tied together, and ends where the layout wants it.
#include <cmath>
#include <cstring>

#include <doctest/doctest.h>

#include "core/directives.h"
#include "view/glide.h"
#include "view/pictures.h"

using namespace chainrule;
using namespace chainrule::view;
using namespace chainrule::view::test;

namespace {

bool same(layout::Point a, layout::Point b) { return a.x == b.x && a.y == b.y; }

bool same(const layout::Drawing& a, const layout::Drawing& b) {
  for (std::size_t i = 0; i < a.corners.size(); ++i)
    if (!same(a.corners[i], b.corners[i])) return false;
  for (std::size_t w = 0; w < a.routes.size(); ++w)
    for (std::size_t k = 0; k < a.routes[w].points.size(); ++k)
      if (!same(a.routes[w].points[k], b.routes[w].points[k])) return false;
  return a.corners.size() == b.corners.size() && a.routes.size() == b.routes.size();
}

void check_tied(const Derived& d) {
  for (std::size_t w = 0; w < d.wires.size(); ++w) {
    const layout::Wire& wire = d.wires[w];
    const Rect from = card_rect(d, wire.from), to = card_rect(d, wire.to);
    const std::vector<layout::Point>& route = d.drawing.routes[w].points;
    CHECK(route.front().x == doctest::Approx(from.x + from.width));
    CHECK(route.front().y == doctest::Approx(from.y + d.cards[static_cast<std::size_t>(wire.from)].out_y));
    CHECK(route.back().x == doctest::Approx(to.x));
    CHECK(route.back().y == doctest::Approx(to.y + wire.in_y));
  }
}

float distance(layout::Point a, layout::Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

}  // namespace

TEST_CASE("cards glide from where they were seen to where they belong, with their wires") {
  int glided = 0;
  for (const std::string& text : programs(12)) {
    INFO("----\n", text, "\n----");
    const Derived before = derive(text);
    if (before.cards.empty()) continue;
    const std::string& last = name_of(before, before.analysis.graph.output);
    Derived after = derive(text + "\nnew_input = 2; new_output = exp(" + last + "*new_input) + " + last);
    const layout::Drawing home = after.drawing;
    Glide glide;
    glide.begin(before, after);
    if (glide.over()) continue;
    ++glided;
    std::vector<float> far;
    for (int i = 0; i < count_nodes(after); ++i) {
      const auto at = static_cast<std::size_t>(i);
      far.push_back(distance(after.drawing.corners[at], home.corners[at]));
      const int was = before.analysis.graph.find(name_of(after, i));
      if (was < 0 || !after.analysis.graph.nodes[at].named) continue;
      CHECK(after.drawing.corners[at].x == doctest::Approx(before.drawing.corners[static_cast<std::size_t>(was)].x));
      CHECK(after.drawing.corners[at].y == doctest::Approx(before.drawing.corners[static_cast<std::size_t>(was)].y));
    }
    check_tied(after);
    int frames = 0;
    while (glide.move(after, 1.f / 60) && ++frames < 100) {
      check_tied(after);
      for (std::size_t i = 0; i < far.size(); ++i) {
        const float now = distance(after.drawing.corners[i], home.corners[i]);
        CHECK(now <= far[i] + 1e-3f);
        far[i] = now;
      }
    }
    CHECK(frames > 10);
    CHECK(frames < 20);
    CHECK(glide.over());
    CHECK(same(after.drawing, home));
  }
  CHECK(glided > 10);
}

TEST_CASE("the gates of a function come out of its card") {
  const std::string text = "s(x) = 1/(1 + exp(-x))\na = 0.5; f = s(2*a) + a\n#@ fold s";
  const Derived folded = derive(text);
  Derived open = derive(with_folded(text, "s", false));
  REQUIRE(count_nodes(open) > count_nodes(folded));
  int card = -1;
  for (int i = 0; i < count_nodes(folded); ++i)
    if (folded.analysis.graph.nodes[static_cast<std::size_t>(i)].op == Op::call) card = i;
  REQUIRE(card >= 0);
  const layout::Point from = folded.drawing.corners[static_cast<std::size_t>(card)];
  const layout::Drawing home = open.drawing;
  Glide glide;
  glide.begin(folded, open);
  REQUIRE(open.analysis.graph.groups.size() == 1);
  const Group group = open.analysis.graph.groups[0];
  CHECK(group.last - group.first > 2);
  for (int i = group.first; i < group.last; ++i) {
    CHECK(distance(open.drawing.corners[static_cast<std::size_t>(i)], from) < 0.01f);
  }
  REQUIRE(open.frames.size() == 1);
  const float narrow = open.frames[0].width;
  glide.stop(open);
  CHECK(same(open.drawing, home));
  CHECK(open.frames[0].width > narrow);
}

TEST_CASE("a part of a formula is the same part when its number is another") {
  const Derived before = derive("x = 2; y = 3\nf = exp(x*y) + x");
  Derived after = derive("x = 2; y = 3; z = 1\ng = sin(z) + cos(z)\nf = exp(x*y) + x");
  Glide glide;
  glide.begin(before, after);
  auto of_op = [](const Derived& d, Op op) {
    int node = 0;
    while (d.analysis.graph.nodes[static_cast<std::size_t>(node)].op != op) ++node;
    return node;
  };
  for (const Op op : {Op::mul, Op::exp}) {
    CHECK(name_of(before, of_op(before, op)) != name_of(after, of_op(after, op)));
    CHECK(distance(after.drawing.corners[static_cast<std::size_t>(of_op(after, op))], before.drawing.corners[static_cast<std::size_t>(of_op(before, op))]) < 0.01f);
  }
}

TEST_CASE("what stands where it stood does not move, and neither do more cards than can be drawn anew in a frame") {
  Derived same_again = derive(kNeuron);
  Glide glide;
  glide.begin(derive(kNeuron), same_again);
  CHECK(glide.over());
  CHECK_FALSE(glide.move(same_again, 0.1f));
  std::string text = "x0 = 1";
  for (std::size_t i = 1; i <= Glide::kMost; ++i) text += "\nx" + std::to_string(i) + " = x" + std::to_string(i - 1) + " + 1";
  const Derived large = derive(text);
  Derived small = derive(kSum);
  glide.begin(large, small);
  CHECK(glide.over());
}

TEST_CASE("a camera flies from the one to the other, and is there to the bit") {
  const Camera from{10, 20, 0.5f}, to{300, -40, 1.25f};
  Camera camera = from;
  Flight flight;
  CHECK(flight.over());
  CHECK_FALSE(flight.move(camera, 1));
  CHECK(std::memcmp(&camera, &from, sizeof camera) == 0);
  flight.begin(from, to);
  float zoom = camera.zoom;
  int frames = 0;
  for (; flight.move(camera, 1.f / 60); ++frames) {
    CHECK(camera.zoom >= zoom);
    zoom = camera.zoom;
  }
  CHECK(frames > 10);
  CHECK(frames < 20);
  CHECK(std::memcmp(&camera, &to, sizeof camera) == 0);
}
