#include <doctest/doctest.h>

#include <algorithm>

#include "core/insight.h"

using namespace chainrule;

namespace {

// `parts`, joined by spaces; empty: whatever they are.
bool says(const char* text, Insight::Kind kind, const char* node, const std::string& parts = "") {
  const Analysis a = analyse(text);
  const std::vector<Insight> all = insights(a);
  return std::any_of(all.begin(), all.end(), [&](const Insight& i) {
    std::string said;
    for (const std::string& part : i.parts) said += (said.empty() ? "" : " ") + part;
    return i.kind == kind && a.graph.nodes[static_cast<std::size_t>(i.node)].name == node && !said.empty() && (parts.empty() || said == parts);
  });
}

}  // namespace

TEST_CASE("a NaN or infinity is said where it begins, and only there") {
  CHECK(says("x = 0; y = 1/x; f = y*2", Insight::Kind::birthplace, "y", "y \u221E 1, 0"));
  CHECK_FALSE(says("x = 0; y = 1/x; f = y*2", Insight::Kind::birthplace, "f"));
  CHECK(says("x = -1; f = log(x)", Insight::Kind::birthplace, "f"));
  CHECK_FALSE(says("x = 1; f = log(x)", Insight::Kind::birthplace, "f"));
}

TEST_CASE("saturation, blocking, vanishing, exploding, kinks") {
  CHECK(says("x = 9; f = sigmoid(x)", Insight::Kind::saturated, "f"));
  CHECK_FALSE(says("x = 1; f = sigmoid(x)", Insight::Kind::saturated, "f"));
  CHECK(says("x = -2; f = relu(x)", Insight::Kind::blocked, "f", "f x x < 0"));
  CHECK(says("x = 1; y = 2; f = max(x, y)", Insight::Kind::blocked, "f"));
  CHECK_FALSE(says("x = 2; f = relu(x)", Insight::Kind::blocked, "f"));
  CHECK(says("x = 20; f = sigmoid(x)", Insight::Kind::vanishing, "f"));
  CHECK(says("x = 1e-7; f = log(x)", Insight::Kind::exploding, "f"));
  CHECK(says("x = 0; f = abs(x)", Insight::Kind::at_kink, "f", "f x = 0"));
  CHECK(says("x = 1e-4; f = abs(x)", Insight::Kind::near_kink, "f", "f x > 0"));
  CHECK_FALSE(says("x = 0.5; f = abs(x)", Insight::Kind::near_kink, "f"));
}

TEST_CASE("the side taken and the distance to the kink") {
  const Analysis a = analyse("x = 3; y = 5; m = max(x, y); r = relu(x); f = m*r");
  const Side m = side_taken(a.graph, a.graph.find("m"), a.values), r = side_taken(a.graph, a.graph.find("r"), a.values);
  CHECK(m.piecewise);
  CHECK(m.side == "x < y");
  CHECK(m.distance == -2);
  CHECK(r.side == "x > 0");
  CHECK(r.distance == 3);
  CHECK_FALSE(side_taken(a.graph, a.graph.output, a.values).piecewise);
}

TEST_CASE("a healthy circuit has nothing to say") {
  CHECK(insights(analyse("w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))")).empty());
}
