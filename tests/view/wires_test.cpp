// derived + session -> wires: their curves, thickness and colours, and what the pulse does.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "support/random.h"
#include "view/pictures.h"

using namespace chainrule;
using namespace chainrule::view;
using namespace chainrule::view::test;

namespace {

Flow flow_of(const Ribbon& r) { return static_cast<Flow>(static_cast<int>(r.flow)); }

// Calls see(wire, its ribbons' first, their end) for each wire; returns what is left: the output's.
template <class See>
const Ribbon* each_wire(const Derived& d, const Wires& wires, See see) {
  const Ribbon* at = wires.ribbons.data();
  for (std::size_t w = 0; w < d.wires.size(); ++w) {
    const Ribbon* end = at + count_curves(d, w);
    see(w, at, end);
    at = end;
  }
  return at;
}

}  // namespace

TEST_CASE("a wire is a chain of level curves from the port of the one to the port of the other") {
  for (const std::string& text : programs(12)) {
    INFO("----\n", text, "\n----");
    const Derived d = derive(text);
    const Wires wires = wires_at(d, 0);
    const Ribbon* stub = each_wire(d, wires, [&](std::size_t w, const Ribbon* first, const Ribbon* end) {
      const layout::Wire& wire = d.wires[w];
      const Rect from = card_rect(d, wire.from), to = card_rect(d, wire.to);
      CHECK(first->start.x == doctest::Approx(from.x + from.width));
      CHECK(first->start.y == doctest::Approx(from.y + d.cards[static_cast<std::size_t>(wire.from)].out_y));
      CHECK((end - 1)->end.x == doctest::Approx(to.x));
      CHECK((end - 1)->end.y == doctest::Approx(to.y + wire.in_y));
      CHECK(first->from == 0);
      for (const Ribbon* r = first; r != end; ++r) {
        CHECK(r->reach >= 0);
        CHECK(r->to - r->from >= std::hypot(r->end.x - r->start.x, r->end.y - r->start.y) * 0.999f);
        CHECK(r->whole == (end - 1)->to);
        if (r + 1 == end) continue;
        CHECK(r->end.x == (r + 1)->start.x);
        CHECK(r->end.y == (r + 1)->start.y);
        CHECK(r->to == (r + 1)->from);
      }
    });
    CHECK(wires.ribbons.data() + wires.ribbons.size() - stub == (d.analysis.graph.output < 0 ? 0 : 1));
  }
}

TEST_CASE("a wire is thicker for a larger gradient, by its logarithm, between two bounds") {
  float before = kThinnest;
  CHECK(thickness(0) == kThinnest);
  for (double g = 1e-12; g < 1e12; g *= 1.5) {
    INFO(g);
    CHECK(thickness(g) >= before);
    CHECK(thickness(g) <= kThickest);
    CHECK(thickness(-g) == thickness(g));
    before = thickness(g);
  }
  CHECK(thickness(10) > thickness(1) + 0.5f);
  CHECK(thickness(1) > thickness(0.1) + 0.5f);
  CHECK(thickness(1000) - thickness(100) == doctest::Approx(thickness(100) - thickness(10)).epsilon(0.1));
  CHECK(thickness(HUGE_VAL) == kThickest);
  CHECK(thickness(-HUGE_VAL) == kThickest);
  CHECK(thickness(std::nan("")) == kThinnest);
}

TEST_CASE("before its contribution is sent a wire is as thin as any, then as thick as that; only the active gate's are coloured") {
  for (const Grain grain : {Grain::gate, Grain::edge})
    for (const std::string& text : {kSum, kNeuron, kFork}) {
      const Derived d = derive(text, nullptr, english(), grain);
      for (int k = 0; k <= count_steps(d); ++k) {
        INFO(text, "\nstep ", k);
        const Wires wires = wires_at(d, k);
        const Step* step = k == 0 || k == count_steps(d) ? nullptr : &d.steps[static_cast<std::size_t>(k) - 1];
        int sending = 0;
        const Ribbon* stub = each_wire(d, wires, [&](std::size_t w, const Ribbon* r, const Ribbon*) {
          const int to = d.wires[w].to;
          const Row& row = d.cards[static_cast<std::size_t>(to)].rows[static_cast<std::size_t>(d.wire_row[w])];
          const int sent = sent_step(d, to, row);
          const bool active = step && step->node == to && (step->kind == Step::Kind::forward || (step->kind == Step::Kind::send && sent == k));
          CHECK(flow_of(*r) == (!active ? Flow::none : step->kind == Step::Kind::send ? Flow::gradient : Flow::value));
          sending += flow_of(*r) == Flow::gradient;
          const std::vector<Contribution>& all = d.analysis.backward.contributions;
          const auto part = std::find_if(all.begin(), all.end(), [&](const Contribution& c) { return c.gate == to && c.place == row.place; });
          const float wanted = sent <= k && part != all.end() ? thickness(part->downstream) : kThinnest;
          CHECK(r->thickness == doctest::Approx(flow_of(*r) == Flow::gradient ? std::max(wanted, 3.f) : wanted));
        });
        if (step && step->kind == Step::Kind::send) CHECK(sending == step->count);
        CHECK(flow_of(*stub) == (step && step->kind == Step::Kind::seed ? Flow::gradient : Flow::none));
      }
    }
}

TEST_CASE("the last step's wires are coloured while its pulse runs, and an arrow stands where the pulse has been") {
  const Derived d = derive(kSum);
  auto coloured = [&](int done, float pulse) {
    const Wires wires = wires_at(d, done, pulse);
    return std::count_if(wires.ribbons.begin(), wires.ribbons.end(), [](const Ribbon& r) { return flow_of(r) != Flow::none; });
  };
  auto arrows = [&](int done, float pulse) {
    Session s = session_at(done);
    s.pulse = pulse;
    const std::vector<Shape> shapes = build_scene(d, s, kEverything).shapes;
    return std::count_if(shapes.begin(), shapes.end(), [](const Shape& shape) { return shape.kind == Shape::Kind::arrow; });
  };
  const int all = count_steps(d);
  CHECK(coloured(all, 0.3f) == 2);
  CHECK(coloured(all, 1) == 0);
  CHECK(coloured(0, 1) == 0);
  for (int k = 1; k < all; ++k) {
    INFO("step ", k);
    CHECK(coloured(k, 0.3f) > 0);
    CHECK(coloured(k, 1) == coloured(k, 0.3f));
    CHECK(arrows(k, 0.2f) == 0);
    CHECK(arrows(k, 0.7f) > 0);
    CHECK(arrows(k, 1) == arrows(k, 0.7f));
  }
}

TEST_CASE("wires are made anew when a step is taken, and left alone when the camera or the pulse moves") {
  const Derived d = derive(kNeuron);
  Session s = session_at(3);
  Wires wires;
  update(wires, d, s);
  const unsigned first = wires.revision;
  s.camera = {100, 50, 0.5f};
  s.pulse = 0.4f;
  s.selected = "x1";
  update(wires, d, s);
  CHECK(wires.revision == first);
  for (int k = 0; k <= count_steps(d); ++k) {
    s.done = k;
    const unsigned before = wires.revision;
    update(wires, d, s);
    CHECK(wires.revision == before + (k == 3 && before == first ? 0u : 1u));
    const std::vector<Ribbon> fresh = wires_at(d, k, s.pulse).ribbons;
    CHECK(wires.ribbons.size() == fresh.size());
    CHECK(std::equal(fresh.begin(), fresh.end(), wires.ribbons.begin(), [](const Ribbon& a, const Ribbon& b) {
      return a.start.x == b.start.x && a.end.y == b.end.y && a.thickness == b.thickness && a.flow == b.flow && a.whole == b.whole;
    }));
  }
}

TEST_CASE("every number of every wire is finite") {
  for (const std::string& text : programs(20)) {
    INFO("----\n", text, "\n----");
    const Derived d = derive(text);
    for (int k = 0; k <= count_steps(d); k += 1 + count_steps(d) / 8) {
      float sum = 0;
      for (const Ribbon& r : wires_at(d, k).ribbons) sum += r.start.x + r.start.y + r.end.x + r.end.y + r.reach + r.thickness + r.flow + r.from + r.to + r.whole;
      CHECK(std::isfinite(sum));
    }
  }
}
