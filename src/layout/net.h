// What the passes of the layout share: the layered net, and the list of passes in the order in which they run.
// Inside the passes lengths are double, so that a straight wire is straight to the last bit that is drawn.
#pragma once

#include <cstdint>
#include <vector>

#include "layout/layout.h"
#include "layout/lists.h"

namespace chainrule::layout {

// A connected part of the drawing; its wires index its own cards. `card_ids`, `wire_ids` give the place in the whole.
struct Part {
  std::vector<Card> cards;
  std::vector<Wire> wires;
  std::vector<int> card_ids, wire_ids;
};

// What takes room in a layer: a card, or a bend where a wire passes between the cards.
struct Node {
  int card = -1;  // index into the part's cards; -1: a bend
  int layer = 0;
  int next = -1;  // the bend in the next layer on the lane (of a card: on its first lane), or -1
  double height = 0;
  double out = 0;  // height of the output port below the top edge
};

// A piece of wire between neighbouring layers. `in` is the height below the top edge of `to` where it ends.
struct Segment {
  int from = 0, to = 0;
  double in = 0;
  int wires = 1;  // how many run through it
};

// The wires of one output share a lane, a chain of bends, and leave it in the layer before their user's. So a value
// that is used a thousand times takes one bend a layer, and the drawing shows a fork as a fork. A wire may be apart, on
// a lane of its own.
struct Net {
  std::vector<Node> nodes;  // the cards, in their order, then the bends
  std::vector<Segment> segments;
  Lists ins, outs;                       // segments by `to` (top port first) and by `from`
  std::vector<std::vector<int>> layers;  // nodes of each layer, top to bottom
  std::vector<int> position;             // index of each node in its layer
  std::vector<char> under;               // for each wire: it runs below the drawing and has no segments
  std::vector<int> lane;                 // for each wire: the first bend on its way, or -1

  bool is_bend(int node) const { return nodes[node].card < 0; }
};

struct Column {
  double left = 0, right = 0;
};

// 1. The connected parts, in the order of their first cards. Post: every card and wire is in exactly one part.
std::vector<Part> split_parts(const std::vector<Card>& cards, const std::vector<Wire>& wires);

// 2. The layer of each card. Post: every wire leads at least one layer to the right; no layer is empty; the first is 0.
std::vector<int> assign_layers(const Part& part);
// Its last step for deeper drawings: the least sum of all wires' lengths, by network simplex. Pre: every wire leads right.
// Time bounded: a drawing too large keeps its layers, or is as good as the time allows.
void shorten_wires(const Part& part, std::vector<int>& layers);

// 3. Lanes for the wires that pass layers. Pre: as after 2. Post: each segment joins neighbouring layers; the layers
// are not filled yet. Wires too long for `max_bends` bends in all are marked `under`. Those with a flag in `apart`, which may be
// empty, have lanes of their own; these do not count as bends.
Net make_net(const Part& part, const std::vector<int>& layers, const std::vector<char>& apart = {},
             int max_bends = 100000);

// 4. A first order, by depth first search from the outputs. Post: each node stands in its layer; trees do not cross.
void order_by_search(Net& net);

// 5. Fewer crossings of wires, by barycentres and sifting from several starts. Post: never more crossings than before. A lane
// counts for all wires in it. Returns how many are left.
std::int64_t reduce_crossings(Net& net);
std::int64_t count_crossings(const Net& net);

// 6. The top edge of each node. Pre: ordered. Post: in each layer neighbours keep their gap; the least is 0.
std::vector<double> place(const Net& net, const Spacing& spacing);
// The room that must stay between node `a` and the node `b` right below it.
double gap_between(const Net& net, int a, int b, const Spacing& spacing);

// 7. Inputs beside the rows that they feed, as far as gates and lanes leave room; those stay. Post: as after 6.
void settle_inputs(const Net& net, const Spacing& spacing, std::vector<double>& tops);

// 8. The columns of the layers. Post: disjoint, `layer_gap` apart, each as wide as its widest card.
std::vector<Column> make_columns(const Part& part, const Net& net, const Spacing& spacing);

// 9. Corners and routes. Post: no route meets a card but at its own two ports.
Drawing draw(const Part& part, const Net& net, const std::vector<double>& tops, const std::vector<Column>& columns,
             const Spacing& spacing);

// 10. Pinned cards to their pins, with new routes for their wires. Other cards and routes stay where they are.
void apply_pins(const std::vector<Card>& cards, const std::vector<Wire>& wires, const Spacing& spacing,
                Drawing& drawing);

}  // namespace chainrule::layout
