#include <doctest/doctest.h>

#include "support/random_program.h"
#include "view/derived.h"

using namespace chainrule;
using namespace chainrule::view;

TEST_CASE("a frame holds the gates of its function and no other card; a folded one is a card with a tag") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const test::RandomProgram program = test::random_program(seed);
    INFO(program.reproduction());
    const Derived d = derive(program.text);
    for (std::size_t f = 0; f < d.frames.size(); ++f) {
      const Frame& frame = d.frames[f];
      if (frame.width <= 0) continue;
      const Group& group = d.analysis.graph.groups[f];
      for (int n = 0; n < static_cast<int>(d.cards.size()); ++n) {
        const auto at = static_cast<std::size_t>(n);
        const layout::Point corner = d.drawing.corners[at];
        const bool inside = corner.x >= frame.x && corner.y >= frame.y && corner.x + d.cards[at].width <= frame.x + frame.width &&
                            corner.y + d.cards[at].height <= frame.y + frame.height;
        CHECK(inside == (n >= group.first && n < group.last));
      }
    }
  }
  const Derived folded = derive("s(x) = 1/(1 + exp(-x)); f = 2*s(w); w = 1 #@ fold s");
  REQUIRE(folded.frames.size() == 1);
  CHECK_FALSE(folded.frames[0].open);
  CHECK(folded.cards.size() == 3);
  CHECK(derive("s(x) = 1/(1 + exp(-x)); f = 2*s(w); w = 1").frames[0].open);
}
