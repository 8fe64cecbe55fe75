#include "layout/layout.h"

#include <algorithm>
#include <cassert>

#include "layout/net.h"

namespace chainrule::layout {

struct Skeleton {
  struct Bone {
    Part part;
    Net net;
    std::vector<double> tops;
  };
  std::vector<Bone> bones;
};

namespace {

struct Ordered {
  Net net;
  std::int64_t crossings;
};

Ordered ordered(const Part& part, const std::vector<int>& layers, const std::vector<char>& apart) {
  Net net = make_net(part, layers, apart);
  order_by_search(net);
  const std::int64_t crossings = reduce_crossings(net);
  return {std::move(net), crossings};
}

// In a small drawing a wire leaves the lane of its output where fewer wires cross for it.
Net untangled_net(const Part& part, const std::vector<int>& layers) {
  constexpr std::size_t small = 60;  // wires: bounds the time
  std::vector<char> apart(part.wires.size(), 0);
  Ordered best = ordered(part, layers, apart);
  for (std::size_t w = 0; w < apart.size() && apart.size() <= small && best.crossings > 0; ++w) {
    const int bend = best.net.lane[w];
    if (bend < 0 || best.net.segments[best.net.ins.of(bend)[0]].wires == 1) continue;
    apart[w] = 1;
    Ordered other = ordered(part, layers, apart);
    apart[w] = other.crossings < best.crossings;
    if (apart[w]) best = std::move(other);
  }
  return std::move(best.net);
}

Skeleton::Bone bone_of(Part part, const Spacing& spacing) {
  const std::vector<int> layers = assign_layers(part);
  Net net = untangled_net(part, layers);
  std::vector<double> tops = place(net, spacing);
  settle_inputs(net, spacing, tops);
  return {std::move(part), std::move(net), std::move(tops)};
}

// Puts a part below what is there.
void stack(Drawing& whole, const Part& part, Drawing drawn, float y) {
  for (std::size_t i = 0; i < part.card_ids.size(); ++i) {
    whole.corners[part.card_ids[i]] = {drawn.corners[i].x, drawn.corners[i].y + y};
  }
  for (std::size_t i = 0; i < part.wire_ids.size(); ++i) {
    for (Point& p : drawn.routes[i].points) p.y += y;
    whole.routes[part.wire_ids[i]] = std::move(drawn.routes[i]);
  }
  whole.size.x = std::max(whole.size.x, drawn.size.x);
  whole.size.y = std::max(whole.size.y, drawn.size.y + y);
}

// The drawing on these bones, with the widths and pins of `cards`.
Drawing fleshed_out(std::shared_ptr<const Skeleton> skeleton, const std::vector<Card>& cards, const std::vector<Wire>& wires, const Spacing& spacing) {
  Drawing whole;
  whole.corners.resize(cards.size());
  whole.routes.resize(wires.size());
  float y = 0;
  for (const Skeleton::Bone& bone : skeleton->bones) {
    Part part = bone.part;
    for (std::size_t i = 0; i < part.cards.size(); ++i) part.cards[i] = cards[part.card_ids[i]];
    stack(whole, part, draw(part, bone.net, bone.tops, make_columns(part, bone.net, spacing), spacing), y);
    y = whole.size.y + spacing.card_gap;
  }
  apply_pins(cards, wires, spacing, whole);
  whole.skeleton = std::move(skeleton);
  return whole;
}

}  // namespace

Drawing layered(const std::vector<Card>& cards, const std::vector<Wire>& wires, const Spacing& spacing) {
  for ([[maybe_unused]] const Wire& w : wires) {
    assert(0 <= w.from && w.from < w.to && w.to < static_cast<int>(cards.size()));
  }
  auto skeleton = std::make_shared<Skeleton>();
  for (Part& part : split_parts(cards, wires)) skeleton->bones.push_back(bone_of(std::move(part), spacing));
  return fleshed_out(std::move(skeleton), cards, wires, spacing);
}

Drawing widened(const Drawing& before, const std::vector<Card>& cards, const std::vector<Wire>& wires, const Spacing& spacing) {
  assert(before.skeleton && before.corners.size() == cards.size() && before.routes.size() == wires.size());
  return fleshed_out(before.skeleton, cards, wires, spacing);
}

}  // namespace chainrule::layout
