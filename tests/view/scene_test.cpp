// derived + session -> shapes: where they stand, what is left out, what answers to the pointer.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "support/random.h"
#include "view/pictures.h"

using namespace chainrule;
using namespace chainrule::view;
using namespace chainrule::view::test;

namespace {

constexpr float kZooms[] = {0.05f, 0.1f, 0.155f, 0.17f, 0.3f, 0.45f, 0.5f, 0.55f, 0.6f, 1, 4};

struct Mark {
  Owner owner;
  Rect rect;
  float alpha;
};

std::vector<Mark> marks(const Derived& d, const Scene& scene) {
  std::vector<Mark> all;
  for (const Shape& s : scene.shapes)
    if (s.kind == Shape::Kind::box) all.push_back({owner_of(d, scene, s.box), marks_rect(s), s.alpha});
  return all;
}

int sums_of(const Scene& scene, int node) {
  return static_cast<int>(std::count_if(scene.sums.begin(), scene.sums.end(), [&](const Sum& sum) { return sum.node == node; }));
}

bool crosses(const Derived& d, int from, const Rect& rect) {
  for (std::size_t w = 0; w < d.wires.size(); ++w) {
    if (d.wires[w].from != from) continue;
    const std::vector<layout::Point>& points = d.drawing.routes[w].points;
    for (std::size_t p = 0; p + 1 < points.size(); ++p) {
      const layout::Curve curve = layout::curve_between(points[p], points[p + 1]);
      for (int t = 0; t <= 200; ++t)
        if (rect.contains(layout::point_at(curve, static_cast<float>(t) / 200))) return true;
    }
  }
  return false;
}

// From near, a gate's numbers stand on its wire and not on its card.
bool on_wire(const Derived& d, const Owner& o, float zoom) {
  return zoom > 0.5f && !d.cards[static_cast<std::size_t>(o.node)].pill && (o.kind == "value" || o.kind == "gradient");
}

// A pill's ends are half circles.
bool in_pill(const Rect& r, const Rect& pill) {
  const float radius = pill.height / 2, middle = pill.y + radius;
  for (const float x : {r.x, r.x + r.width})
    for (const float y : {r.y, r.y + r.height}) {
      const float beyond = std::max(0.f, std::max(pill.x + radius - x, x - (pill.x + pill.width - radius)));
      if (std::hypot(beyond, y - middle) > radius) return false;
    }
  return true;
}

// Is the shape's place certain to be outside, or the whole of it certain to be inside?
Rect extent(const Shape& s) {
  switch (s.kind) {
    case Shape::Kind::box: return marks_rect(s);
    case Shape::Kind::disc:
    case Shape::Kind::arrow: return {s.rect.x - s.radius, s.rect.y - s.radius, 2 * s.radius, 2 * s.radius};
    default: return s.rect;
  }
}

bool same_shape(const Shape& a, const Shape& b) {
  return a.kind == b.kind && a.rect.x == b.rect.x && a.rect.y == b.rect.y && a.rect.width == b.rect.width && a.rect.height == b.rect.height &&
         (a.box == b.box || (a.box && b.box && text_of(*a.box) == text_of(*b.box))) && a.fill == b.fill;
}

}  // namespace

TEST_CASE("at every zoom, what is written on a card stays on it") {
  for (const std::string& text : programs(20)) {
    INFO("----\n", text, "\n----");
    const Derived d = derive(text);
    for (const float zoom : kZooms) {
      std::string problems;
      for (const Mark& m : marks(d, scene_at(d, count_steps(d), zoom))) {
        if (m.owner.node < 0) problems += "a box of no card\n";
        else if (m.owner.kind != "sum" && m.owner.kind != "tag" && !on_wire(d, m.owner, zoom)) {
          const Rect card = card_rect(d, m.owner.node);
          const bool within = d.cards[static_cast<std::size_t>(m.owner.node)].pill ? in_pill(m.rect, card) : inside(m.rect, card);
          if (!within) problems += told(d, m.owner) + " leaves its card\n";
        }
      }
      INFO("zoom ", zoom);
      CHECK(problems == "");
    }
  }
}

TEST_CASE("at every zoom, no two things written on a card overlap") {
  for (const std::string& text : programs(20)) {
    INFO("----\n", text, "\n----");
    const Derived d = derive(text);
    for (const float zoom : kZooms) {
      if (zoom > 0.5f && zoom < 0.6f) continue;  // there, two levels fade into each other
      std::string problems;
      const std::vector<Mark> all = marks(d, scene_at(d, count_steps(d), zoom));
      for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
          if (all[i].owner.node == all[j].owner.node && overlap(all[i].rect, all[j].rect))
            problems += told(d, all[i].owner) + " covers " + told(d, all[j].owner) + "\n";
      INFO("zoom ", zoom);
      CHECK(problems == "");
    }
  }
}

TEST_CASE("numbers on a wire are clear of all cards, and of the wires that leave the port where there is room") {
  int clear = 0, crossed = 0;
  for (const std::string& text : programs(30)) {
    INFO("----\n", text, "\n----");
    const Derived d = derive(text);
    const Scene scene = scene_at(d, count_steps(d));
    std::string problems;
    for (const Mark& m : marks(d, scene)) {
      if (!on_wire(d, m.owner, 1)) continue;
      for (int i = 0; i < count_nodes(d); ++i)
        if (overlap(m.rect, card_rect(d, i))) problems += told(d, m.owner) + " covers the card of " + name_of(d, i) + "\n";
      const Rect owner = card_rect(d, m.owner.node);
      const float port = owner.y + d.cards[static_cast<std::size_t>(m.owner.node)].out_y;
      const Rect about{owner.x + owner.width, port - 125, 125, 250};
      if (!inside(m.rect, about)) problems += told(d, m.owner) + " is far from its port\n";
      const bool cut = crosses(d, m.owner.node, m.rect);
      ++(cut ? crossed : clear);
    }
    CHECK(problems == "");
  }
  CHECK(clear > 500);
  INFO(crossed, " of ", clear);
  CHECK(crossed * 20 < clear);
}

TEST_CASE("a value stands above its wire and a gradient below") {
  const Derived d = derive(kNeuron);
  for (const Mark& m : marks(d, scene_at(d, count_steps(d)))) {
    if (!on_wire(d, m.owner, 1)) continue;
    const Rect card = card_rect(d, m.owner.node);
    const float port = card.y + d.cards[static_cast<std::size_t>(m.owner.node)].out_y;
    INFO(told(d, m.owner));
    CHECK(m.rect.x >= card.x + card.width);
    if (m.owner.kind == "value") CHECK(m.rect.y + m.rect.height < port);
    if (m.owner.kind == "gradient") CHECK(m.rect.y > port);
  }
}

TEST_CASE("what is not computed yet is blank, at every step and zoom") {
  int blanks = 0, shown = 0;
  for (const std::string& text : programs(12)) {
    INFO("----\n", text, "\n----");
    const Derived d = derive(text);
    for (const float zoom : {0.3f, 1.f})
      for (int k = 0; k <= count_steps(d); ++k) {
        const Scene scene = scene_at(d, k, zoom);
        std::string problems;
        for (int i = 0; i < count_nodes(d); ++i) {
          const std::size_t at = static_cast<std::size_t>(i);
          const Card& card = d.cards[at];
          auto expect = [&](const math::Box& box, bool known, const char* what) {
            if (count_of(scene, box) != (known ? 1 : 0)) problems += std::string(what) + " of " + name_of(d, i) + (known ? " is missing\n" : " is there already\n");
            ++(known ? shown : blanks);
          };
          expect(*card.value, d.value_step[at] <= k, "value");
          const int come = parts_come(d.analysis, d, i, k), sums = sums_of(scene, i);
          if (sums > (d.is_fork(i) && come > 0 ? 1 : 0)) problems += "a sum of " + name_of(d, i) + " is there already\n";
          expect(*card.gradient, d.gradient_step[at] <= k, "gradient");
          if (zoom == 1)
            for (const Row& row : card.rows) {
              expect(*row.numbers, sent_step(d, i, row) <= k, "row");
              expect(row.symbols, true, "formula");
            }
        }
        INFO("step ", k, " zoom ", zoom);
        CHECK(problems == "");
      }
  }
  CHECK(blanks > 1000);
  CHECK(shown > 1000);
}

TEST_CASE("a value that is used more than once has a copy point before its port") {
  for (const std::string& text : programs(20)) {
    INFO("----\n", text, "\n----");
    const Derived d = derive(text);
    std::vector<int> uses(d.cards.size(), 0);
    for (const layout::Wire& wire : d.wires) ++uses[static_cast<std::size_t>(wire.from)];
    const Scene scene = scene_at(d, 0);
    for (int i = 0; i < count_nodes(d); ++i) {
      const Rect card = card_rect(d, i);
      const layout::Point port{card.x + card.width, card.y + d.cards[static_cast<std::size_t>(i)].out_y};
      const auto points = std::count_if(scene.shapes.begin(), scene.shapes.end(), [&](const Shape& s) {
        return s.kind == Shape::Kind::disc && s.rect.y == port.y && s.rect.x > port.x && s.rect.x < port.x + 20;
      });
      CHECK(points == (uses[static_cast<std::size_t>(i)] > 1 ? 1 : 0));
    }
  }
}

TEST_CASE("a fork's sum grows beside it, clear of all cards, wires and other numbers") {
  int sums = 0, forks = 0, so_far = 0;
  for (const std::string& text : programs(25)) {
    INFO("----\n", text, "\n----");
    const Derived d = derive(text, nullptr, english(), Grain::edge);
    for (int k = d.forward + 2; k <= count_steps(d); ++k) {
      const Scene scene = scene_at(d, k, k % 2 ? 1.f : 0.45f);
      const std::vector<Mark> all = marks(d, scene);
      std::string problems;
      for (const Mark& m : all) {
        if (m.owner.kind != "sum") continue;
        const int come = parts_come(d.analysis, d, m.owner.node, k);
        if (come == 0 || !d.is_fork(m.owner.node)) problems += "nothing adds at " + name_of(d, m.owner.node) + "\n";
        so_far += come < d.part_count(m.owner.node);
        ++sums;
        for (int i = 0; i < count_nodes(d); ++i)
          if (overlap(m.rect, card_rect(d, i))) problems += told(d, m.owner) + " covers the card of " + name_of(d, i) + "\n";
        for (const Mark& other : all)
          if (&other != &m && overlap(m.rect, other.rect)) problems += told(d, m.owner) + " covers " + told(d, other.owner) + "\n";
        for (int i = 0; i < count_nodes(d); ++i)
          if (crosses(d, i, m.rect)) problems += told(d, m.owner) + " is crossed by a wire of " + name_of(d, i) + "\n";
      }
      for (int i = 0; i < count_nodes(d); ++i) forks += d.is_fork(i) && parts_come(d.analysis, d, i, k) > 0;
      INFO("step ", k);
      CHECK(problems == "");
    }
  }
  INFO(sums, " of ", forks, ", still growing ", so_far);
  CHECK(so_far > 200);
  CHECK(sums * 20 > forks * 19);  // nearly all of them fit
}

TEST_CASE("an arrow points along the way that numbers take") {
  const Derived d = derive(kSum);
  for (int k = 1; k < count_steps(d); ++k)
    for (const Shape& s : scene_at(d, k).shapes) {
      if (s.kind != Shape::Kind::arrow) continue;
      const bool backward = d.steps[static_cast<std::size_t>(k) - 1].kind != Step::Kind::forward;
      CHECK((std::cos(s.angle) < 0) == backward);
      CHECK(s.fill == (backward ? Token::gradient : Token::value));
    }
}

// What `seen` leaves out is outside it, and what it keeps is as it would be without it.
TEST_CASE("culling") {
  chainrule::test::Random random(5);
  int kept = 0, dropped = 0;
  for (const std::string& text : programs(12)) {
    INFO("----\n", text, "\n----");
    const Derived d = derive(text);
    for (int i = 0; i < 12; ++i) {
      const float zoom = i % 2 ? 1.f : 0.3f;
      const Scene all = scene_at(d, count_steps(d), zoom);
      const float width = static_cast<float>(random.between(20, 700)), height = static_cast<float>(random.between(20, 500));
      const Rect seen{static_cast<float>(random.between(-300, d.drawing.size.x + 300.0)), static_cast<float>(random.between(-300, d.drawing.size.y + 300.0)), width, height};
      const Scene part = build_scene(d, session_at(count_steps(d), zoom), seen);
      std::string problems;
      std::size_t at = 0;  // shapes keep their order
      for (const Shape& s : all.shapes) {
        const bool there = at < part.shapes.size() && same_shape(part.shapes[at], s);
        at += there;
        ++(there ? kept : dropped);
        if (!there && overlap(extent(s), seen)) problems += "a shape in view is left out, kind " + std::to_string(static_cast<int>(s.kind)) + "\n";
        const Rect near{seen.x - 200, seen.y - 200, seen.width + 400, seen.height + 400};
        const bool alone = s.kind == Shape::Kind::panel;
        if (there && alone && !overlap(extent(s), near)) problems += "a shape far away is kept\n";
      }
      INFO("seen ", seen.x, " ", seen.y, " ", seen.width, " ", seen.height, " zoom ", zoom);
      CHECK(at == part.shapes.size());
      CHECK(problems == "");
    }
  }
  CHECK(kept > 200);
  CHECK(dropped > 200);
}

TEST_CASE("a card answers to the pointer where it stands, an input's number in it") {
  for (const std::string& text : programs(12)) {
    INFO("----\n", text, "\n----");
    const Derived d = derive(text);
    for (const float zoom : kZooms) {
      const Scene scene = scene_at(d, 0, zoom);
      std::vector<int> cards(d.cards.size(), 0), values(d.cards.size(), 0);
      for (const HitArea& area : scene.hits) {
        if (area.kind != HitArea::Kind::card && area.kind != HitArea::Kind::value) continue;  // tags and ports stand beside their gates
        const Rect card = card_rect(d, area.node);
        ++(area.kind == HitArea::Kind::value ? values : cards)[static_cast<std::size_t>(area.node)];
        const bool value = area.kind == HitArea::Kind::value;
        CHECK(inside(area.rect, {card.x, card.y - (value ? 14.f : 0.f), card.width, card.height + (value ? 28.f : 0.f)}));  // grown for fingers
        CHECK(area.rect.width > 0);
        const layout::Point middle{area.rect.x + area.rect.width / 2, area.rect.y + area.rect.height / 2};
        const HitArea* found = hit(scene, middle);
        CHECK(found != nullptr);
        if (found) CHECK(found->node == area.node);
        if (area.kind == HitArea::Kind::value && found) CHECK(found->kind == HitArea::Kind::value);
      }
      for (int i = 0; i < count_nodes(d); ++i) {
        CHECK(cards[static_cast<std::size_t>(i)] == 1);
        CHECK(values[static_cast<std::size_t>(i)] == (d.analysis.graph.nodes[static_cast<std::size_t>(i)].op == Op::input ? 1 : 0));
      }
    }
    CHECK(hit(scene_at(d, 0), {-50, -50}) == nullptr);
  }
}

TEST_CASE("an input's number can be dragged where it stands") {
  for (const std::string& text : programs(6)) {
    const Derived d = derive(text);
    for (const float zoom : kZooms) {
      const Scene scene = scene_at(d, 0, zoom);
      for (const Mark& m : marks(d, scene)) {
        if (m.owner.kind != "value" || !d.cards[static_cast<std::size_t>(m.owner.node)].pill) continue;
        INFO(text, " zoom ", zoom, " ", told(d, m.owner));
        const HitArea* found = hit(scene, {m.rect.x + m.rect.width / 2, m.rect.y + m.rect.height / 2});
        CHECK(found != nullptr);
        const bool input = d.analysis.graph.nodes[static_cast<std::size_t>(m.owner.node)].op == Op::input;
        if (found) CHECK((found->kind == HitArea::Kind::value) == input);
      }
    }
  }
}

TEST_CASE("the selected card is marked, and no other") {
  const Derived d = derive(kNeuron);
  Session s = session_at(0);
  s.selected = "x1";
  s.hovered = "f";
  int node = 0;
  for (const Shape& shape : build_scene(d, s, kEverything).shapes) {
    if (shape.kind != Shape::Kind::panel) continue;
    INFO(name_of(d, node));
    CHECK((shape.border == Token::accent) == (name_of(d, node) == "x1"));
    CHECK((shape.border == Token::faint) == (name_of(d, node) == "f"));
    ++node;
  }
  CHECK(node == count_nodes(d));
}

TEST_CASE("every number of every shape is finite") {
  for (const std::string& text : programs(20)) {
    INFO("----\n", text, "\n----");
    const Derived d = derive(text);
    for (const float zoom : kZooms) {
      double sum = 0;
      for (int k = 0; k <= count_steps(d); k += 1 + count_steps(d) / 8)
        for (const Shape& s : scene_at(d, k, zoom).shapes) {
          sum += s.rect.x + s.rect.y + s.rect.width + s.rect.height + s.radius + s.thickness + s.angle + s.scale + s.alpha;
          CHECK(s.scale > 0);
        }
      CHECK(std::isfinite(sum));
    }
  }
}
