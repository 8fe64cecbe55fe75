// Layered drawing of a directed acyclic graph, left to right (Sugiyama, Tagawa, Toda 1981).
#pragma once

#include <memory>
#include <vector>

namespace chainrule::layout {

struct Point {
  float x = 0, y = 0;
};

// A card, in canvas px. `out_y` is the height of its output port below the card's top edge.
struct Card {
  float width = 0, height = 0;
  float out_y = 0;
  bool pinned = false;  // keep the given position
  Point pin;            // top left corner, used when pinned
};

// A wire from one card's output to an operand row of another; `in_y` is the port's height below the top edge of `to`.
struct Wire {
  int from = 0, to = 0;
  float in_y = 0;
};

struct Spacing {
  float layer_gap = 132;  // px between the columns of two layers
  float card_gap = 32;    // px between cards of one layer
  float lane_gap = 24;    // px between a card and a wire that passes, and between two such wires
};

// Waypoints of a wire from the port of `from` to the port of `to`, both ends included (at least 2 points); drawn as a
// smooth curve that is horizontal at every waypoint (curve.h). Wires of one output take the same way and part in the
// gap before their user's column, `layer_gap` wide; in a small drawing one goes its own way from the port where fewer
// wires cross for it. Never runs through a card that is not pinned; only a wire that starts or ends at a pinned card may,
// where no way round leads to the right.
struct Route {
  std::vector<Point> points;
};

// What of a drawing the widths of its cards have no part in: layers, order and heights.
struct Skeleton;

struct Drawing {
  std::vector<Point> corners;  // top left corner of each card
  std::vector<Route> routes;   // one for each wire
  Point size;                  // extent of everything; all coordinates are >= 0 unless a pin is not
  std::shared_ptr<const Skeleton> skeleton;
};

// Cards with no wires into them (inputs) all stand in the first column if the drawing has at most 4 layers, as on a
// slide; in a deeper one each stands directly left of the card that uses it first. The output stands right. A gate is
// level with the gate before it, output port by output port. Parts that no wire joins are stacked, in the order of
// their first cards. Pinned cards leave their place empty, so that nothing else moves while one is dragged.
// Deterministic, bit for bit. `from` and `to` are indices into `cards` with from < to (topological order).
// Time: near linear in cards and wires; 10,000 cards in well under a second. Wires that would need more than 100,000
// bends in all run below the drawing instead of between the cards.
Drawing layered(const std::vector<Card>& cards, const std::vector<Wire>& wires, const Spacing& spacing = {});

// What `layered` gives, bit for bit, for the same wires, the same spacing and cards that differ from those of `before` in their
// widths and pins alone; in a tenth of the time, since nothing has to be ordered.
Drawing widened(const Drawing& before, const std::vector<Card>& cards, const std::vector<Wire>& wires, const Spacing& spacing = {});

}  // namespace chainrule::layout
