#include <doctest/doctest.h>

#include "graphs.h"

using namespace chainrule::layout;

namespace {

std::vector<int> layers_of(const Graph& graph) { return assign_layers(part_of(graph)); }

// Bends that the lanes need: for each card the layers up to its farthest user.
int lane_length(const Graph& graph, const std::vector<int>& layers) {
  std::vector<int> span(graph.cards.size(), 0);
  for (const Wire& w : graph.wires) span[w.from] = std::max(span[w.from], layers[w.to] - layers[w.from]);
  int sum = 0;
  for (int s : span) sum += s;
  return sum;
}

std::vector<int> longest_paths(const Graph& graph) {
  std::vector<int> layers(graph.cards.size(), 0);
  for (std::size_t v = 0; v < layers.size(); ++v) {
    for (const Wire& w : graph.wires) {
      if (w.to == static_cast<int>(v)) layers[v] = std::max(layers[v], layers[w.from] + 1);
    }
  }
  return layers;
}

}  // namespace

TEST_CASE("in a shallow drawing all inputs stand in the first column") {
  Graph g = graph_of(slide_product);
  std::vector<int> layers = layers_of(g);
  CHECK(layers[g["x"]] == 0);
  CHECK(layers[g["y"]] == 0);
  CHECK(layers[g["z"]] == 0);
  CHECK(layers[g["q"]] == 1);
  CHECK(layers[g["f"]] == 2);

  Graph four = graph_of("a x; b a; f b z");
  CHECK(layers_of(four)[four["z"]] == 0);
}

TEST_CASE("in a deep drawing an input stands directly left of its first user") {
  Graph five = graph_of("a x; b a; c b; f c z");
  CHECK(layers_of(five)[five["z"]] == 3);

  Graph g = graph_of(slide_neuron);
  std::vector<int> layers = layers_of(g);
  CHECK(layers[g["w0"]] == 0);
  CHECK(layers[g["x1"]] == 0);
  CHECK(layers[g["w2"]] == 2);
  CHECK(layers[g["f"]] == 7);

  Graph twice = graph_of("a x; b a; c b z; d c z; f d");
  CHECK(layers_of(twice)[twice["z"]] == 2);
}

TEST_CASE("a gate with operands of its own moves to its user, and takes its inputs along") {
  Graph g = graph_of("m1 w1 x1; m2 w2 x2; m3 w3 x3; m4 w4 x4; s2 m1 m2; s3 s2 m3; s4 s3 m4; f s4");
  std::vector<int> layers = layers_of(g);
  CHECK(layers[g["m1"]] == 1);
  CHECK(layers[g["m2"]] == 1);
  CHECK(layers[g["m3"]] == 2);
  CHECK(layers[g["m4"]] == 3);
  CHECK(layers[g["w4"]] == 2);
  CHECK(layers[g["x3"]] == 1);
}

TEST_CASE("a gate does not stretch the wire of a shared operand") {
  Graph g = graph_of("a x; b a; c b; d c; g x; f d g");
  CHECK(layers_of(g)[g["g"]] == 1);
  Graph above = graph_of("a x y; b a; c b; d c; p x; q y; u p q; f d u");
  CHECK(layers_of(above)[above["u"]] == 2);  // its operands do not follow, they are held by theirs
}

TEST_CASE("wires are as short in all as any layers make them") {
  for (int seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Graph g = random_graph(random, 2 + random.below(5));
    const int n = static_cast<int>(g.cards.size());
    auto length_of = [&](const std::vector<int>& layers) {  // -1: a wire does not lead to the right
      int sum = 0;
      for (const Wire& w : g.wires) {
        if (layers[w.to] <= layers[w.from]) return -1;
        sum += layers[w.to] - layers[w.from];
      }
      return sum;
    };
    if (split_parts(g.cards, g.wires).size() > 1) continue;
    int least = length_of(longest_paths(g)), ways = 1;
    for (int i = 0; i < n; ++i) ways *= n;
    for (int way = 0; way < ways; ++way) {
      std::vector<int> layers;
      for (int i = 0, rest = way; i < n; ++i, rest /= n) layers.push_back(rest % n);
      const int length = length_of(layers);
      if (length >= 0) least = std::min(least, length);
    }
    std::vector<int> layers = longest_paths(g);
    shorten_wires(part_of(g), layers);
    REQUIRE(length_of(layers) == least);
  }
}

TEST_CASE("layers: wires lead right, none is empty, lanes are never longer than by longest paths") {
  for (int seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Graph g = random_graph(random, 2 + random.below(40));
    std::vector<int> layers = layers_of(g);
    bool rightward = true;
    for (const Wire& w : g.wires) rightward = rightward && layers[w.from] < layers[w.to];
    REQUIRE(rightward);

    int last = *std::max_element(layers.begin(), layers.end());
    std::vector<char> filled(last + 1, 0);
    for (int l : layers) filled[l] = 1;
    REQUIRE(std::count(filled.begin(), filled.end(), 1) == last + 1);
    REQUIRE(lane_length(g, layers) <= lane_length(g, longest_paths(g)));
  }
}
