// text -> cards and wires: laws for every program.
#include <cmath>
#include <set>

#include <doctest/doctest.h>

#include "view/pictures.h"

using namespace chainrule;
using namespace chainrule::view;
using namespace chainrule::view::test;

namespace {

std::vector<int> operand_nodes(const Graph& graph, int node) {
  std::vector<int> places;
  for (int p = 0; p < graph.nodes[static_cast<std::size_t>(node)].operand_count; ++p)
    if (!graph.operands_of(node)[p].is_literal()) places.push_back(p);
  return places;
}

}  // namespace

TEST_CASE("a card has a row for each operand that is a node, in the order of the operands") {
  for_pictures(30, [](const Derived& d) {
    const Graph& graph = d.analysis.graph;
    CHECK(d.cards.size() == graph.nodes.size());
    for (int i = 0; i < count_nodes(d); ++i) {
      INFO("node ", name_of(d, i));
      const Card& card = d.cards[static_cast<std::size_t>(i)];
      std::vector<int> places;
      for (const Row& row : card.rows) {
        places.push_back(row.place);
        CHECK(row.operand == graph.operands_of(i)[row.place].node);
      }
      CHECK(places == operand_nodes(graph, i));
      CHECK(card.pill == (graph.nodes[static_cast<std::size_t>(i)].operand_count == 0));
    }
  });
}

TEST_CASE("rows follow on each other below the header and above the foot") {
  for_pictures(30, [](const Derived& d) {
    for (int i = 0; i < count_nodes(d); ++i) {
      INFO("node ", name_of(d, i));
      const Card& card = d.cards[static_cast<std::size_t>(i)];
      float y = card.header;
      for (const Row& row : card.rows) {
        CHECK(row.top >= y);
        CHECK(row.height > 0);
        CHECK(row.port_y > row.top);
        CHECK(row.port_y < row.top + row.height);
        CHECK(row.baseline > row.top);
        CHECK(row.baseline < row.top + row.height);
        y = row.top + row.height;
      }
      CHECK(y <= card.height);
      CHECK(card.out_y > 0);
      CHECK(card.out_y < card.height);
    }
  });
}

TEST_CASE("a wire for each operand: from the output port of the one to a row's port of the other") {
  for_pictures(30, [](const Derived& d) {
    std::set<std::pair<int, int>> fed;
    CHECK(d.wire_row.size() == d.wires.size());
    CHECK(d.drawing.routes.size() == d.wires.size());
    for (std::size_t w = 0; w < d.wires.size(); ++w) {
      const layout::Wire& wire = d.wires[w];
      const Row& row = d.cards[static_cast<std::size_t>(wire.to)].rows[static_cast<std::size_t>(d.wire_row[w])];
      CHECK(fed.insert({wire.to, d.wire_row[w]}).second);
      CHECK(row.operand == wire.from);
      const Rect from = card_rect(d, wire.from), to = card_rect(d, wire.to);
      const std::vector<layout::Point>& points = d.drawing.routes[w].points;
      CHECK(points.front().x == doctest::Approx(from.x + from.width));
      CHECK(points.front().y == doctest::Approx(from.y + d.cards[static_cast<std::size_t>(wire.from)].out_y));
      CHECK(points.back().x == doctest::Approx(to.x));
      CHECK(points.back().y == doctest::Approx(to.y + row.port_y));
    }
    std::size_t rows = 0;
    for (const Card& card : d.cards) rows += card.rows.size();
    CHECK(d.wires.size() == rows);
  });
}

TEST_CASE("no card covers another") {
  for_pictures(20, [](const Derived& d) {
    for (int i = 0; i < count_nodes(d); ++i)
      for (int j = 0; j < i; ++j)
        if (overlap(card_rect(d, i), card_rect(d, j))) FAIL_CHECK(name_of(d, i), " covers ", name_of(d, j));
  });
}

TEST_CASE("the sign between product and result is that of approximation exactly where the shown numbers do not give it") {
  int exact = 0, rounded = 0;
  for_pictures(60, [&](const Derived& d) {
    for (int i = 0; i < count_nodes(d); ++i)
      for (const Row& row : d.cards[static_cast<std::size_t>(i)].rows) {
        const Node& node = d.analysis.graph.nodes[static_cast<std::size_t>(i)];
        const double upstream = d.analysis.backward.grads[static_cast<std::size_t>(i)];
        const double local = d.analysis.backward.locals[static_cast<std::size_t>(node.first_operand + row.place)];
        if (!d.analysis.backward.on_path[static_cast<std::size_t>(i)]) continue;
        const double product = read(read(upstream) * read(local)), result = read(upstream * local);
        const bool same = product == result || (std::isnan(product) && std::isnan(result));
        const bool approximate = text_of(*row.numbers).find('~') != std::string::npos;
        INFO(name_of(d, i), " place ", row.place, ": ", text_of(*row.numbers), " product ", product, " result ", result);
        CHECK(approximate == !same);
        ++(approximate ? rounded : exact);
      }
  });
  CHECK(exact > 200);
  CHECK(rounded > 20);
}

TEST_CASE("the slide's 0.20 times 2 is about 0.39") {
  const Derived d = derive(kNeuron);
  const int product = node_of(d, "t1");  // w0*x0
  CHECK(product >= 0);
  const Card& card = d.cards[static_cast<std::size_t>(product)];
  CHECK(text_of(*card.rows[0].numbers) == "=0.20?(-1)=-0.20");
  CHECK(text_of(*card.rows[1].numbers) == "=0.20?2~0.39");
}

TEST_CASE("a row of a fork says that its share is added") {
  const Derived d = derive(kFork);
  const Card& card = d.cards[static_cast<std::size_t>(node_of(d, "y"))];
  CHECK(card.rows.size() == 2);
  for (const Row& row : card.rows) {
    CHECK(text_of(row.symbols).find("+=") != std::string::npos);
    CHECK(text_of(row.label).find("oneof2pathsthatadd") != std::string::npos);
  }
  for (const Row& row : d.cards[static_cast<std::size_t>(node_of(d, "s"))].rows) CHECK(text_of(row.symbols).find("+=") == std::string::npos);
}

TEST_CASE("while a number is dragged no card shrinks, and where no card grows none moves") {
  const Derived wide = derive("f = x*y; x = 12345.67; y = -0.0012345");
  const Derived narrow = derive("f = x*y; x = 1; y = -0.0012345", &wide);
  const Derived alone = derive("f = x*y; x = 1; y = -0.0012345");
  bool differs = false;
  for (int i = 0; i < count_nodes(wide); ++i) {
    const std::size_t at = static_cast<std::size_t>(i);
    CHECK(narrow.cards[at].width >= wide.cards[at].width);
    CHECK(narrow.drawing.corners[at].x == wide.drawing.corners[at].x);
    CHECK(narrow.drawing.corners[at].y == wide.drawing.corners[at].y);
    differs = differs || alone.cards[at].width < wide.cards[at].width;
  }
  CHECK(differs);  // else this shows nothing
}

TEST_CASE("a drawing that is kept is the one that would be made") {
  const Derived first = derive("x = 2; y = 3\na = x*y\nf = a + x");
  for (const char* text : {"x = 4; y = 3\na = x*y\nf = a + x", "x = 4; y = 3\na = x*y\nf = x + a", "x = 4; y = 3\na = y*x\nf = a + x"}) {
    INFO(text);
    const Derived kept = derive(text, &first), made = derive(text);
    REQUIRE(kept.drawing.corners.size() == made.drawing.corners.size());
    for (std::size_t i = 0; i < made.cards.size(); ++i) {
      CHECK(kept.cards[i].width == made.cards[i].width);
      CHECK(kept.drawing.corners[i].x == made.drawing.corners[i].x);
      CHECK(kept.drawing.corners[i].y == made.drawing.corners[i].y);
    }
    REQUIRE(kept.drawing.routes.size() == made.drawing.routes.size());
    for (std::size_t w = 0; w < made.wires.size(); ++w) CHECK(kept.drawing.routes[w].points.size() == made.drawing.routes[w].points.size());
  }
}
