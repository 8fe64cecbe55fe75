#include "view/frames.h"

#include <algorithm>

#include "math/typeset.h"
#include "view/derived.h"

namespace chainrule::view {

namespace {

constexpr float kPad = 14;            // px around the cards, and between a frame and one around it
constexpr std::size_t kMost = 200;    // frames that are drawn; each looks at every card

math::Box tag_of(const std::string& function, bool open) {
  return math::typeset(latex_name(function) + (open ? "\\; -" : "\\; +"), 13);
}

}  // namespace

std::vector<Frame> make_frames(const Derived& d) {
  std::vector<Frame> frames;
  const Graph& graph = d.analysis.graph;
  const std::vector<Group>& groups = graph.groups;
  std::vector<int> height(groups.size(), 1);  // of frames in each other
  for (std::size_t i = 0; i < groups.size() && i < kMost; ++i) {
    const Group& group = groups[i];
    for (std::size_t j = i; j-- > 0 && groups[j].first >= group.first;) height[i] = std::max(height[i], height[j] + 1);
    Frame frame;
    frame.function = group.function;
    frame.open = true;
    frame.node = group.last - 1;
    frame.tag = tag_of(group.function, true);
    float left = 1e30f, top = 1e30f, right = -1e30f, bottom = -1e30f;
    auto corner = [&](int node) { return d.drawing.corners[static_cast<std::size_t>(node)]; };
    auto card = [&](int node) -> const Card& { return d.cards[static_cast<std::size_t>(node)]; };
    for (int n = group.first; n < group.last; ++n) {
      left = std::min(left, corner(n).x);
      top = std::min(top, corner(n).y);
      right = std::max(right, corner(n).x + card(n).width);
      bottom = std::max(bottom, corner(n).y + card(n).height);
    }
    const float pad = kPad * static_cast<float>(height[i]);
    left -= pad;
    right += pad;
    top -= pad + kTagHeight * static_cast<float>(height[i]);
    bottom += pad;
    bool free = true;
    for (int n = 0; free && n < static_cast<int>(d.cards.size()); ++n)
      free = (n >= group.first && n < group.last) || corner(n).x >= right || corner(n).y >= bottom || corner(n).x + card(n).width <= left ||
             corner(n).y + card(n).height <= top;
    if (free) {
      frame.x = left;
      frame.y = top;
      frame.width = right - left;
      frame.height = bottom - top;
      frame.tag_x = left + 8;
      frame.tag_y = top + 6;
    } else {
      frame.tag_x = corner(frame.node).x;
      for (const Frame& other : frames)
        if (other.width <= 0 && other.node == frame.node) frame.tag_x = other.tag_x + (other.tag.width + 2 * kTagSide) * kTagGrowth + 4;
      frame.tag_y = corner(frame.node).y - kTagHeight - 4;
    }
    frames.push_back(std::move(frame));
  }
  for (int n = 0; n < static_cast<int>(graph.nodes.size()) && frames.size() < 2 * kMost; ++n) {
    const Node& node = graph.nodes[static_cast<std::size_t>(n)];
    if (node.op != Op::call) continue;
    Frame frame;
    frame.function = graph.functions[static_cast<std::size_t>(node.function)].name;
    frame.node = n;
    frame.tag = tag_of(frame.function, false);
    frame.tag_x = d.drawing.corners[static_cast<std::size_t>(n)].x;
    frame.tag_y = d.drawing.corners[static_cast<std::size_t>(n)].y - kTagHeight - 4;
    frames.push_back(std::move(frame));
  }
  return frames;
}

}  // namespace chainrule::view
