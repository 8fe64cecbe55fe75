// The lesson's steps: in which order what becomes known, one gate or one edge at a time.
#include <algorithm>
#include <cmath>

#include "view/pictures.h"

using namespace chainrule;
using namespace chainrule::view;
using namespace chainrule::view::test;

namespace {

const std::vector<Contribution>& sent(const Derived& d) { return d.analysis.backward.contributions; }
int step_of(const Derived& d, const Contribution& c) {
  return d.edge_step[static_cast<std::size_t>(d.analysis.graph.nodes[static_cast<std::size_t>(c.gate)].first_operand + c.place)];
}
bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// In both grains.
template <class Law>
void for_lessons(int random, Law law) {
  for (const Grain grain : {Grain::gate, Grain::edge}) {
    INFO((grain == Grain::gate ? "by gate" : "by edge"));
    for_pictures(random, law, grain);
  }
}

}  // namespace

TEST_CASE("every gate computes, the output is seeded, then everything is sent once, in the sweep's order") {
  for_lessons(40, [](const Derived& d) {
    std::vector<int> computed, gates;
    int seeds = 0, next = 0;
    for (const Step& step : d.steps) {
      if (step.kind == Step::Kind::forward) CHECK(seeds == 0);
      if (step.kind == Step::Kind::forward) computed.push_back(step.node);
      if (step.kind == Step::Kind::seed) ++seeds;
      if (step.kind == Step::Kind::seed) CHECK(step.node == d.analysis.graph.output);
      if (step.kind != Step::Kind::send) continue;
      CHECK(seeds == 1);
      CHECK(step.first == next);
      CHECK(step.count > 0);
      if (d.grain == Grain::edge) CHECK(step.count == 1);
      for (int i = 0; i < step.count; ++i) CHECK(sent(d)[static_cast<std::size_t>(next++)].gate == step.node);
      gates.push_back(step.node);
    }
    CHECK(next == static_cast<int>(sent(d).size()));
    CHECK(seeds == (d.analysis.graph.output >= 0 ? 1 : 0));
    CHECK(d.forward == static_cast<int>(computed.size()));
    std::vector<int> expected;
    for (int i = 0; i < count_nodes(d); ++i)
      if (!d.cards[static_cast<std::size_t>(i)].pill) expected.push_back(i);
    CHECK(computed == expected);
    if (d.grain == Grain::gate) CHECK(std::adjacent_find(gates.begin(), gates.end(), [](int a, int b) { return a <= b; }) == gates.end());
  });
}

TEST_CASE("nothing is known before what it is computed from") {
  for_lessons(40, [](const Derived& d) {
    for (int i = 0; i < count_nodes(d); ++i) {
      INFO("node ", name_of(d, i));
      const std::size_t at = static_cast<std::size_t>(i);
      const bool pill = d.cards[at].pill, on_path = d.analysis.backward.on_path[at] != 0;
      if (pill) CHECK(d.value_step[at] == 0);
      if (!pill) CHECK(d.steps[static_cast<std::size_t>(d.value_step[at]) - 1].node == i);
      for (const Row& row : d.cards[at].rows) CHECK(d.value_step[static_cast<std::size_t>(row.operand)] < d.value_step[at]);
      CHECK(d.value_step[at] <= d.forward);
      CHECK(d.gradient_step[at] > d.forward);  // no gradient before all values
      CHECK(d.gradient_step[at] <= count_steps(d));
      if (i == d.analysis.graph.output) CHECK(d.gradient_step[at] == d.forward + 1);
      if (!on_path) CHECK(d.gradient_step[at] == count_steps(d));
    }
    for (const Contribution& c : sent(d)) {
      CHECK(step_of(d, c) > d.gradient_step[static_cast<std::size_t>(c.gate)]);
      CHECK(step_of(d, c) <= d.send_step[static_cast<std::size_t>(c.gate)]);
      CHECK(step_of(d, c) <= d.gradient_step[static_cast<std::size_t>(c.to)]);
    }
  });
}

TEST_CASE("at every step what has come to a node adds to its sum so far, and in the end to its gradient") {
  int grown = 0;
  for_lessons(25, [&](const Derived& d) {
    for (int k = 0; k <= count_steps(d); ++k) {
      std::vector<double> sums(d.cards.size(), 0);
      std::vector<int> come(d.cards.size(), 0);
      for (const Contribution& c : sent(d)) {
        if (step_of(d, c) > k) continue;
        sums[static_cast<std::size_t>(c.to)] += c.downstream;
        ++come[static_cast<std::size_t>(c.to)];
      }
      for (int i = 0; i < count_nodes(d); ++i) {
        const std::size_t at = static_cast<std::size_t>(i);
        const int parts = parts_come(d.analysis, d, i, k);
        if (parts != come[at]) FAIL_CHECK("step ", k, ": ", parts, " parts have come to ", name_of(d, i));
        if (parts == 0) continue;
        const double so_far = d.so_far[static_cast<std::size_t>(d.parts[static_cast<std::size_t>(d.first_part[at] + parts - 1)])];
        if (!same(so_far, sums[at])) FAIL_CHECK("step ", k, ": ", so_far, " so far at ", name_of(d, i));
        if ((parts == d.part_count(i)) != (d.gradient_step[at] <= k)) FAIL_CHECK("step ", k, ": all parts of ", name_of(d, i));
        grown += parts < d.part_count(i);
        if (parts == d.part_count(i) && !same(so_far, d.analysis.backward.grads[at])) FAIL_CHECK("the gradient of ", name_of(d, i));
      }
    }
    for (int i = 0; i < count_nodes(d); ++i) CHECK(parts_come(d.analysis, d, i, count_steps(d)) == d.part_count(i));
  });
  CHECK(grown > 200);  // else no fork was seen to grow
}

TEST_CASE("a step makes known what it is about, and nothing else") {
  for_lessons(15, [](const Derived& d) {
    for (int k = 1; k <= count_steps(d); ++k) {
      const Step& step = d.steps[static_cast<std::size_t>(k) - 1];
      for (int i = 0; i < count_nodes(d); ++i)
        CHECK((d.value_step[static_cast<std::size_t>(i)] == k) == (step.kind == Step::Kind::forward && step.node == i));
      for (int c = 0; c < static_cast<int>(sent(d).size()); ++c) {
        const Contribution& one = sent(d)[static_cast<std::size_t>(c)];
        const bool in_step = step.kind == Step::Kind::send && step.first <= c && c < step.first + step.count;
        CHECK((step_of(d, one) == k) == in_step);
        if (step.kind != Step::Kind::forward) CHECK(uses_edge(d.analysis, step, one.gate, one.place) == in_step);
      }
    }
  });
}

TEST_CASE("by gate, by edge and back by gate is the same step; by gate never knows less") {
  for_pictures(40, [](const Derived& d) {
    const Lesson edges = make_lesson(d.analysis, Grain::edge);
    const Lesson& gates = d;
    for (int k = 0; k <= count_steps(d); ++k) CHECK(same_place(edges, same_place(gates, k, edges), gates) == k);
    for (int k = 0, last = 0; k <= static_cast<int>(edges.steps.size()); ++k) {
      const int there = same_place(edges, k, gates);
      CHECK(there >= last);
      for (int i = 0; i < count_nodes(d); ++i) CHECK(parts_come(d.analysis, gates, i, there) >= parts_come(d.analysis, edges, i, k));
      last = there;
    }
  });
}
