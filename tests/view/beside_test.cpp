// Two wordings of one program: which nodes are the same, when they become known, how the pictures share the canvas.
#include <algorithm>
#include <cmath>
#include <set>

#include "core/regroup.h"
#include "support/near.h"
#include "view/beside.h"
#include "view/pictures.h"

using namespace chainrule;
using namespace chainrule::view;
using namespace chainrule::view::test;

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// A picture and one of another wording, linked, and in step.
struct Pair {
  Pair(const std::string& text, Wording wording, Grain grain = Grain::gate)
      : first(derive(text, nullptr, english(), grain)), second(derive(in_wording(text, wording), nullptr, english(), grain)), links(link(first, second)) {
    keep_step(first, second, links);
  }
  int like(const std::string& name) const { return links[at(second.analysis.graph.find(name))]; }
  // The only operand of a gate of the second that is no literal.
  int operand(int node) const {
    const Operand* operands = second.analysis.graph.operands_of(node);
    return operands[0].node >= 0 ? operands[0].node : operands[1].node;
  }

  Derived first, second;
  std::vector<int> links;
};

// Every wording of every program, both ways, by gates and by edges.
template <class Law>
void for_pairs(int random, Law law) {
  std::vector<std::string> all = programs(random);
  all.push_back("s(u) = 1/(1+exp(-u))\nx = 0.3; y = 2\nz = s(x)*s(y) + x\nf = s(z) - z^2");
  int pairs = 0;
  for (const std::string& text : all)
    for (const Wording wording : wordings_of(text, derive(text).analysis))
      for (const Grain grain : {Grain::gate, Grain::edge})
        for (const bool back : {false, true}) {
          const std::string other = in_wording(text, wording);
          INFO("----\n", text, "\n----\n", other, "\n---- ", std::string(back ? "back " : ""), std::string(grain == Grain::gate ? "by gate" : "by edge"));
          Derived first = derive(back ? other : text, nullptr, english(), grain), second = derive(back ? text : other, nullptr, english(), grain);
          std::vector<int> links = link(first, second);
          keep_step(first, second, links);
          law(first, second, links);
          ++pairs;
        }
  CHECK(pairs > random);
}

}  // namespace

TEST_CASE("the neuron in gates and with one sigmoid: all is linked but the gates between sum and output") {
  for (const bool back : {false, true}) {
    const Pair p(back ? in_wording(kNeuron, Wording::sigmoid) : kNeuron, back ? Wording::gates : Wording::sigmoid);
    for (const char* name : {"w0", "x0", "w1", "x1", "w2", "f"}) CHECK(p.like(name) == p.first.analysis.graph.find(name));
    const int none = static_cast<int>(std::count(p.links.begin(), p.links.end(), -1));
    CHECK(none == (back ? 3 : 0));
    CHECK(static_cast<int>(p.first.cards.size()) - static_cast<int>(p.links.size()) + none == (back ? 0 : 3));
    CHECK(std::abs(count_nodes(p.first) - count_nodes(p.second)) == 3);
  }
}

TEST_CASE("gates without a like light up with the step that jumps them") {
  const Pair p(in_wording(kNeuron, Wording::sigmoid), Wording::gates);
  const int f = p.second.analysis.graph.find("f"), sigmoid = p.first.analysis.graph.find("f");
  const int shift = p.operand(f), exp = p.operand(shift), neg = p.operand(exp);
  for (const int gate : {neg, exp, shift, f}) {
    CHECK(p.second.value_step[at(gate)] == p.first.value_step[at(sigmoid)]);
    if (gate != f) CHECK(p.second.gradient_step[at(gate)] == p.first.send_step[at(sigmoid)]);
  }
  CHECK(p.second.gradient_step[at(f)] == p.first.forward + 1);
}

TEST_CASE("what is used twice is linked once, with its fork") {
  const Pair p("a = 0.5; b = 1\ns = sigmoid(a + b)\ny = s*s + a", Wording::gates);
  CHECK(p.like("s") == p.first.analysis.graph.find("s"));
  const int s = p.second.analysis.graph.find("s");
  for (int done = 0; done <= count_steps(p.first); ++done) {
    CHECK(parts_come(p.second.analysis, p.second, s, done) == parts_come(p.first.analysis, p.first, p.like("s"), done));
    const int a = p.second.analysis.graph.find("a");
    CHECK(parts_come(p.second.analysis, p.second, a, done) == parts_come(p.first.analysis, p.first, p.like("a"), done));
  }
  // A square written out uses its operand twice: each copy receives half, and is not the one of the square.
  const Pair q("a = 0.5; b = 1\ny = (a + b)^2", Wording::plain);
  CHECK(q.like("a") == q.first.analysis.graph.find("a"));
  CHECK(std::count(q.links.begin(), q.links.end(), -1) == 2);
}

TEST_CASE("likes have the same numbers, and no node has two") {
  for_pairs(60, [](const Derived& first, const Derived& second, const std::vector<int>& links) {
    CHECK(links.size() == second.cards.size());
    std::set<int> seen;
    for (int i = 0; i < count_nodes(second); ++i) {
      const Node& node = second.analysis.graph.nodes[at(i)];
      const int like = links[at(i)];
      if (node.named || node.operand_count == 0 || i == second.analysis.graph.output) CHECK(like >= 0);
      if (like < 0) continue;
      CHECK(seen.insert(like).second);
      CHECK(chainrule::test::near(second.analysis.values[at(i)], first.analysis.values[at(like)], 1e-9, 1e-12));
      if (node.named) CHECK(name_of(second, i) == name_of(first, like));
    }
  });
}

TEST_CASE("at every step the same numbers are known, nothing before what it comes from, at the end all") {
  for_pairs(40, [](const Derived& first, const Derived& second, const std::vector<int>& links) {
    const int all = count_steps(first);
    CHECK(count_steps(second) == all);
    for (int i = 0; i < count_nodes(second); ++i) {
      const Node& node = second.analysis.graph.nodes[at(i)];
      CHECK(second.value_step[at(i)] <= all);
      CHECK(second.gradient_step[at(i)] <= all);
      if (const int like = links[at(i)]; like >= 0) {
        CHECK(second.value_step[at(i)] == first.value_step[at(like)]);
        CHECK(second.gradient_step[at(i)] == first.gradient_step[at(like)]);
      }
      for (int p = 0; p < node.operand_count; ++p) {
        const int operand = second.analysis.graph.operands_of(i)[p].node;
        if (operand < 0) continue;
        CHECK(second.value_step[at(operand)] <= second.value_step[at(i)]);
        CHECK(second.edge_step[at(node.first_operand + p)] <= all);
        if (second.analysis.backward.on_path[at(i)]) CHECK(second.edge_step[at(node.first_operand + p)] <= second.gradient_step[at(operand)]);
      }
      if (second.part_count(i) > 0)
        CHECK(chainrule::test::near(second.so_far[at(second.parts[at(second.first_part[at(i) + 1]) - 1])], second.analysis.backward.grads[at(i)], 1e-12, 1e-12));
    }
    Wires wires;
    for (int done = 0; done <= all; ++done) {
      Session session = session_at(done);
      session.pulse = 0.7f;
      update(wires, second, session);
      const Scene scene = build_scene(second, session, kEverything);
      CHECK(scene.shapes.size() > second.cards.size());
    }
  });
}

TEST_CASE("keeping step again changes nothing") {
  Pair p(kNeuron, Wording::sigmoid);
  const std::vector<int> values = p.second.value_step, gradients = p.second.gradient_step, edges = p.second.edge_step;
  keep_step(p.first, p.second, p.links);
  CHECK(p.second.value_step == values);
  CHECK(p.second.gradient_step == gradients);
  CHECK(p.second.edge_step == edges);
}

TEST_CASE("the pictures share the canvas without gap or overlap, and stand stacked where that is far larger") {
  const Viewport whole{10, 20, 1108, 640};
  const Shares beside = share_out(whole, false), stacked = share_out(whole, true);
  CHECK(beside.first.x == 10);
  CHECK(beside.first.x + beside.first.width + kDivider == beside.second.x);
  CHECK(beside.second.x + beside.second.width == 1118);
  CHECK(beside.first.height == 640);
  CHECK(beside.second.y == 20);
  CHECK(stacked.first.y + stacked.first.height + kDivider == stacked.second.y);
  CHECK(stacked.second.y + stacked.second.height == 660);
  CHECK(stacked.second.width == 1108);
  const Pair neuron(kNeuron, Wording::sigmoid);  // a long one
  CHECK(stand_stacked(neuron.first, neuron.second, whole));
  CHECK_FALSE(stand_stacked(neuron.first, neuron.second, {0, 0, 4000, 500}));
  CHECK(stand_stacked(neuron.first, neuron.second, {0, 0, 699, 100}));
  Derived high = neuron.first;  // as high as wide: side by side
  high.drawing.size = {1000, 1000};
  CHECK_FALSE(stand_stacked(high, high, {0, 0, 1000, 800}));
  CHECK_FALSE(stand_stacked(high, high, {0, 0, 1000, 1240}));
  CHECK(stand_stacked(high, high, {0, 0, 1000, 1260}));
}
