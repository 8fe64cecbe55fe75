// The steps in words.
#include <cmath>
#include <set>

#include "view/pictures.h"
#include "view/step_words.h"

using namespace chainrule;
using namespace chainrule::view;
using namespace chainrule::view::test;

namespace {

std::vector<std::string> lesson_of(const std::string& text, Grain grain) {
  const Derived d = derive(text, nullptr, english(), grain);
  std::vector<std::string> all;
  for (int k = 1; k <= count_steps(d); ++k) all.push_back(step_words(d, k).what);
  return all;
}

std::string backward_of(const std::string& text, int step) {  // the step after the seed
  const Derived d = derive(text);
  return step_words(d, d.forward + 1 + step).what;
}

std::vector<std::string> split(const std::string& text, const std::string& by) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (std::size_t end; (end = text.find(by, at)) != std::string::npos; at = end + by.size()) parts.push_back(text.substr(at, end - at));
  parts.push_back(text.substr(at));
  return parts;
}

std::string last_word(const std::string& text) { return text.substr(text.rfind(' ') + 1); }

}  // namespace

TEST_CASE("(x+y)z, by gate and by edge") {
  CHECK(lesson_of(kSum, Grain::gate) ==
        std::vector<std::string>{"add: t1 = x + y = \u22122 + 5 = 3", "multiply: f = t1 \u00D7 z = 3 \u00D7 (\u22124) = \u221212", "\u2202f/\u2202f = 1",
                                 "multiply swaps: t1 receives z \u00D7 1 = \u22124, z receives t1 \u00D7 1 = 3", "add distributes: x and y receive \u22124 each"});
  CHECK(lesson_of(kSum, Grain::edge) ==
        std::vector<std::string>{"add: t1 = x + y = \u22122 + 5 = 3", "multiply: f = t1 \u00D7 z = 3 \u00D7 (\u22124) = \u221212", "\u2202f/\u2202f = 1",
                                 "multiply swaps: t1 receives z \u00D7 1 = \u22124", "multiply swaps: z receives t1 \u00D7 1 = 3",
                                 "add distributes: x receives \u22124", "add distributes: y receives \u22124"});
  const Derived d = derive(kSum);
  CHECK(step_words(d, 0).where == "The inputs are given");
  CHECK(step_words(d, 0).what == "press \u25B6 for the first value");
  CHECK(step_words(d, 1).where == "Forward, step 1 of 2");
  CHECK(step_words(d, 5).where == "Backward, step 3 of 3");
  CHECK(step_words(d, -3).where == step_words(d, 0).where);
  CHECK(step_words(d, 99).what == step_words(d, 5).what);
  CHECK(step_words(derive(""), 0).where == "");
  CHECK(step_words(derive("x = 2"), 1).what == "\u2202x/\u2202x = 1");
}

// w = (2, -3, -3), x = (-1, -2): what each step of the slide computes, in its order.
TEST_CASE("the lecture's neuron, step by step, with the slide's numbers") {
  CHECK(lesson_of(kNeuron, Grain::gate) ==
        std::vector<std::string>{"multiply: t1 = w0 \u00D7 x0 = 2 \u00D7 (\u22121) = \u22122",
                                 "multiply: t2 = w1 \u00D7 x1 = \u22123 \u00D7 (\u22122) = 6",
                                 "add: t3 = t1 + t2 = \u22122 + 6 = 4",
                                 "add: t4 = t3 + w2 = 4 + (\u22123) = 1",
                                 "negate: t5 = \u2212t4 = \u2212(1) = \u22121",
                                 "exp: t6 = exp(t5) = exp(\u22121) = 0.37",
                                 "shift: t7 = 1 + t6 = 1 + 0.37 = 1.37",
                                 "reciprocal: f = 1 \u00F7 t7 = 1 \u00F7 1.37 = 0.73",
                                 "\u2202f/\u2202f = 1",
                                 "reciprocal: t7 receives \u22120.53 \u00D7 1 = \u22120.53",
                                 "shift passes it on: t6 receives \u22120.53",
                                 "exp: t5 receives 0.37 \u00D7 (\u22120.53) = \u22120.20",
                                 "negate: t4 receives \u22121 \u00D7 (\u22120.20) = 0.20",
                                 "add distributes: t3 and w2 receive 0.20 each",
                                 "add distributes: t1 and t2 receive 0.20 each",
                                 "multiply swaps: w1 receives x1 \u00D7 0.20 \u2248 \u22120.39, x1 receives w1 \u00D7 0.20 \u2248 \u22120.59",
                                 "multiply swaps: w0 receives x0 \u00D7 0.20 = \u22120.20, x0 receives w0 \u00D7 0.20 \u2248 0.39"});
  const std::vector<std::pair<std::string, std::string>> slide{{"f", "1"}, {"t7", "\u22120.53"}, {"t6", "\u22120.53"}, {"t5", "\u22120.20"}, {"t4", "0.20"},
                                                               {"t3", "0.20"}, {"w2", "0.20"}, {"t1", "0.20"}, {"t2", "0.20"}, {"w1", "\u22120.39"},
                                                               {"x1", "\u22120.59"}, {"w0", "\u22120.20"}, {"x0", "0.39"}};
  const Derived d = derive(kNeuron, nullptr, english(), Grain::edge);
  CHECK(count_steps(d) == d.forward + static_cast<int>(slide.size()));
  for (std::size_t i = 0; i < slide.size(); ++i) {  // one gradient a step, and on the card it stands from this step on
    const int node = node_of(d, slide[i].first), step = d.forward + 1 + static_cast<int>(i);
    INFO("step ", step, " ", slide[i].first);
    CHECK(d.gradient_step[static_cast<std::size_t>(node)] == step);
    CHECK(display_text(d.analysis.backward.grads[static_cast<std::size_t>(node)]) == slide[i].second);
    CHECK(last_word(step_words(d, step).what) == slide[i].second);
    CHECK(count_of(scene_at(d, step - 1), *d.cards[static_cast<std::size_t>(node)].gradient) == 0);
    CHECK(count_of(scene_at(d, step), *d.cards[static_cast<std::size_t>(node)].gradient) == 1);
  }
}

TEST_CASE("the lectures' sentences stand in the step bar's one line, at 1440 px") {
  for (const Grain grain : {Grain::gate, Grain::edge})
    for (const std::string& text : {kSum, kNeuron, kFork}) {
      const Derived d = derive(text, nullptr, english(), grain);
      for (int k = 0; k <= count_steps(d); ++k) {
        const StepWords words = step_words(d, k);
        INFO(words.what);
        CHECK(math::words_width(words.where + ": " + words.what, math::Face::sans, 14) < 670);
      }
    }
}

TEST_CASE("a fork's sum grows, edge by edge and gate by gate") {
  const std::vector<std::string> edges = lesson_of(kFork, Grain::edge), gates = lesson_of(kFork, Grain::gate);
  CHECK(edges[3] == "multiply swaps: s receives s \u00D7 1 = 2");
  CHECK(edges[4] == "multiply swaps: s receives s \u00D7 1 = 2; s so far 2, now + 2 = 4");
  CHECK(gates[3] == "multiply swaps: s receives s \u00D7 1 = 2, s receives s \u00D7 1 = 2; s adds: 2 + 2 = 4");
  const std::string shared = "x = 3; y = 5; z = x - y; f = x*y - z";  // x: 5 - 1, y: 3 + 1
  CHECK(backward_of(shared, 1) == "subtract: t1 receives 1 \u00D7 1 = 1, z receives \u22121 \u00D7 1 = \u22121");
  CHECK(backward_of(shared, 3).find("; x so far ") != std::string::npos);
  const Derived d = derive(shared);
  const int x = node_of(d, "x");
  CHECK(sum_words(d, x, 2).size() == 2);
  CHECK(sum_words(d, x, 2)[0].substr(sum_words(d, x, 2)[0].find(" = ")) == " = 4");
  CHECK(sum_words(d, x, 2)[1] == "4");
  CHECK(sum_words(d, x, 1) == std::vector<std::string>{"so far " + display_text(d.so_far[static_cast<std::size_t>(d.parts[static_cast<std::size_t>(d.first_part[static_cast<std::size_t>(x)])])])});
}

TEST_CASE("of a long sum the last part is written out") {
  const Derived d = derive("x = 2; f = x + 3*x + 5*x + 7*x - 11*x");
  const int x = node_of(d, "x");
  CHECK(d.part_count(x) == 5);
  CHECK(sum_words(d, x, 3)[0].find("\u2026") == std::string::npos);
  CHECK(sum_words(d, x, 5)[0].rfind("\u2026 + ", 0) == 0);
  CHECK(sum_words(d, x, 5)[1] == "5");
}

TEST_CASE("patterns: what each kind of gate does to the gradient") {
  CHECK(backward_of("x = 3; y = -1; f = max(x, y)", 1) == "max routes: x receives 1, y receives 0");
  CHECK(backward_of("x = 3; y = -1; f = min(x, y)", 1) == "min routes: x receives 0, y receives 1");
  CHECK(backward_of("x = 3; f = relu(x)", 1) == "relu passes it on: x receives 1");
  CHECK(backward_of("x = -3; f = relu(x)", 1) == "relu blocks: x receives 0");
  CHECK(backward_of("x = -3; f = x - 2", 1) == "shift passes it on: x receives 1");
  CHECK(backward_of("x = -3; f = 2*x", 1) == "scale: x receives 2 \u00D7 1 = 2");
  CHECK(backward_of("x = 2; f = x + x", 1) == "add distributes: x receives 1, x receives 1; x adds: 1 + 1 = 2");
  CHECK(backward_of("x = 2; y = 2; f = x/y", 1) == "divide: x receives 0.5 \u00D7 1 = 0.5, y receives \u22120.5 \u00D7 1 = \u22120.5");
}

TEST_CASE("every sentence's numbers are the analysis's") {
  for (const Grain grain : {Grain::gate, Grain::edge})
    for_pictures(
        40,
        [](const Derived& d) {
          const std::vector<Contribution>& sent = d.analysis.backward.contributions;
          for (int k = 1; k <= count_steps(d); ++k) {
            const Step& step = d.steps[static_cast<std::size_t>(k) - 1];
            const std::string what = step_words(d, k).what;
            INFO(what);
            CHECK(what.find('{') == std::string::npos);
            if (step.kind == Step::Kind::forward) CHECK(last_word(what) == display_text(d.analysis.values[static_cast<std::size_t>(step.node)]));
            if (step.kind != Step::Kind::send || what.find(" each") != std::string::npos) continue;
            const std::vector<std::string> clauses = split(what.substr(what.find(": ") + 2), "; "), receipts = split(clauses[0], ", ");
            CHECK(static_cast<int>(receipts.size()) == step.count);
            std::set<int> growing;
            for (int i = 0; i < step.count; ++i) {
              const Contribution& c = sent[static_cast<std::size_t>(step.first + i)];
              const std::string& receipt = receipts[static_cast<std::size_t>(i)];
              CHECK(receipt.rfind(name_of(d, c.to) + " receives ", 0) == 0);
              CHECK(last_word(receipt) == display_text(c.downstream));
              if (receipt.find("\u00D7") != std::string::npos) CHECK(receipt.find("\u00D7 " + (c.upstream < 0 ? "(" + display_text(c.upstream) + ")" : display_text(c.upstream))) != std::string::npos);
              if (parts_come(d.analysis, d, c.to, k) > 1 && growing.insert(c.to).second) {
                const std::string& clause = clauses[growing.size()];
                CHECK(clause.rfind(name_of(d, c.to) + " ", 0) == 0);
                const int come = parts_come(d.analysis, d, c.to, k);
                const std::size_t last = static_cast<std::size_t>(d.first_part[static_cast<std::size_t>(c.to)] + come - 1);
                CHECK(last_word(clause) == display_text(d.so_far[static_cast<std::size_t>(d.parts[last])]));
              }
            }
            CHECK(clauses.size() == 1 + growing.size());
          }
        },
        grain);
}
