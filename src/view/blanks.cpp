#include "view/blanks.h"

namespace chainrule::view {

using learn::Asked;

namespace {

bool by_node(Asked asked) { return asked == Asked::value || asked == Asked::sum; }

}  // namespace

Blanks::Blanks(const Graph& graph, std::vector<Blank> all) : all_(std::move(all)) {
  for (const Node& node : graph.nodes) first_.push_back(node.first_operand);
  for (int kind = 0; kind < learn::kAskedKinds; ++kind)
    at_[kind].assign(by_node(static_cast<Asked>(kind)) ? graph.nodes.size() : graph.operands.size(), -1);
  for (std::size_t i = 0; i < all_.size(); ++i) {
    const learn::Slot& slot = all_[i].slot;
    int& at = at_[static_cast<int>(slot.asked)][index(slot.asked, slot.node, slot.place)];
    if (at < 0) at = static_cast<int>(i);  // the first says how it looks
  }
}

std::size_t Blanks::index(Asked asked, int node, int place) const {
  return static_cast<std::size_t>(by_node(asked) ? node : first_[static_cast<std::size_t>(node)] + place);
}

int Blanks::find(Asked asked, int node, int place) const { return at_[static_cast<int>(asked)][index(asked, node, place)]; }

bool Blanks::in_row(int node, int place) const {
  return find(Asked::local, node, place) >= 0 || find(Asked::product, node, place) >= 0 || find(Asked::sum, node) >= 0;
}

}  // namespace chainrule::view
