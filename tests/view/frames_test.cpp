#include <doctest/doctest.h>

#include "support/random_program.h"
#include "view/pictures.h"

using namespace chainrule;
using namespace chainrule::view;

TEST_CASE("a frame holds the gates of its function and no other card; a folded one is a card with a tag") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const chainrule::test::RandomProgram program = chainrule::test::random_program(seed);
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

TEST_CASE("no tag lies on another one, from however far they are seen") {
  std::vector<std::string> texts{"g(u) = u^2 + 1\ns(u) = exp(g(u))\nw = 0.5; a = s(w); f = g(a)*w",
                                 "g(u) = u^2 + 1\ns(u) = exp(g(u))\nr(u) = s(u) + s(2*u)\nw = 0.5; f = r(w)*w"};
  for (std::uint64_t seed = 1; seed <= 60; ++seed) texts.push_back(chainrule::test::random_program(seed).text);
  int pairs = 0;
  for (const std::string& text : texts) {
    const Derived d = derive(text);
    for (const float zoom : {1.f, 0.6f, 0.45f, 0.3f, 0.2f}) {
      INFO("zoom ", zoom, "\n----\n", text, "\n----");
      std::vector<Rect> tags;
      for (const HitArea& area : view::test::scene_at(d, 0, zoom).hits)
        if (area.kind == HitArea::Kind::fold) tags.push_back(area.rect);
      for (std::size_t i = 0; i < tags.size(); ++i)
        for (std::size_t j = 0; j < i; ++j, ++pairs) CHECK_FALSE(view::test::overlap(tags[i], tags[j]));
    }
  }
  CHECK(pairs > 100);
}
