#include "view/glide.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <functional>
#include <utility>

#include "core/sort.h"

namespace chainrule::view {

using layout::Point;

namespace {

// Of the way that is left after these seconds, 1 … 0: fast at first, and slower towards the end.
float left_after(float seconds) {
  const float rest = std::max(1 - seconds / kGlideSeconds, 0.f);
  return rest * rest * rest;
}

using Identity = std::pair<std::uint64_t, int>;  // a hash, and the node

// What each node is, whatever number its own name has: its name, or the gate and what its operands are.
std::vector<Identity> identities(const Graph& graph) {
  std::vector<Identity> all;
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {
    const Node& node = graph.nodes[static_cast<std::size_t>(i)];
    std::uint64_t hash = 14695981039346656037u;  // FNV-1a
    auto add = [&](std::uint64_t part) { hash = (hash ^ part) * 1099511628211u; };
    if (node.named || node.operand_count == 0)
      for (const char c : node.name) add(static_cast<unsigned char>(c));
    else
      add(256 + static_cast<std::uint64_t>(node.op));
    for (int place = 0; !node.named && place < node.operand_count; ++place) {
      const Operand& operand = graph.operands_of(i)[place];
      std::uint64_t literal = 0;
      std::memcpy(&literal, &operand.literal, sizeof literal);
      add(operand.node >= 0 ? all[static_cast<std::size_t>(operand.node)].first : literal);
    }
    all.emplace_back(hash, i);
  }
  return all;
}

// By node of `after`: the node of `before` where it starts, or -1.
std::vector<int> origins(const Derived& before, const Derived& after) {
  const Graph &old = before.analysis.graph, &graph = after.analysis.graph;
  std::vector<Identity> were = identities(old);
  const std::vector<Identity> are = identities(graph);
  sort_list(were, std::less());
  std::vector<int> from(are.size(), -1);
  std::vector<bool> taken(were.size());
  for (const auto& [hash, i] : are)
    for (auto at = std::lower_bound(were.begin(), were.end(), Identity(hash, 0)); at != were.end() && at->first == hash; ++at) {
      if (taken[static_cast<std::size_t>(at->second)]) continue;
      taken[static_cast<std::size_t>(at->second)] = true;
      from[static_cast<std::size_t>(i)] = at->second;
      break;
    }
  for (std::size_t i = are.size(); i-- > 0;) {  // users first
    for (const int w : after.wires_from.of(static_cast<int>(i))) {
      if (from[i] >= 0) break;
      const int user = after.wires[static_cast<std::size_t>(w)].to, was = from[static_cast<std::size_t>(user)];
      from[i] = was;
      if (was < 0) continue;
      const Node &now = graph.nodes[static_cast<std::size_t>(user)], &then = old.nodes[static_cast<std::size_t>(was)];
      for (int place = 0; place < std::min(now.operand_count, then.operand_count); ++place) {
        const int stood = old.operands_of(was)[place].node;
        const bool here = graph.operands_of(user)[place].node == static_cast<int>(i);
        if (here && stood >= 0 && !taken[static_cast<std::size_t>(stood)]) from[i] = stood;
      }
    }
  }
  return from;
}

}  // namespace

void Glide::begin(const Derived& before, Derived& d) {
  offsets_.clear();
  const std::vector<Point>& corners = d.drawing.corners;
  if (before.cards.size() > kMost || corners.size() > kMost) return;
  std::vector<Point> offsets(corners.size());
  const std::vector<int> from = origins(before, d);
  bool moves = false;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    if (from[i] < 0) continue;
    const Point start = before.drawing.corners[static_cast<std::size_t>(from[i])];
    offsets[i] = {start.x - corners[i].x, start.y - corners[i].y};
    moves = moves || offsets[i].x != 0 || offsets[i].y != 0;
  }
  if (!moves) return;
  home_ = d.drawing;
  offsets_ = std::move(offsets);
  passed_ = 0;
  show(d, 1);
}

bool Glide::move(Derived& d, float seconds) {
  if (over()) return false;
  passed_ += seconds;
  if (passed_ < kGlideSeconds) {
    show(d, left_after(passed_));
    return true;
  }
  offsets_.clear();
  d.drawing = std::move(home_);
  d.frames = make_frames(d);
  return true;
}

// `left` of the way is left, 1 … 0.
void Glide::show(Derived& d, float left) const {
  for (std::size_t i = 0; i < offsets_.size(); ++i) {
    const Point home = home_.corners[i];
    d.drawing.corners[i] = {home.x + left * offsets_[i].x, home.y + left * offsets_[i].y};
  }
  for (std::size_t w = 0; w < d.wires.size(); ++w) {
    const std::vector<Point>& route = home_.routes[w].points;
    const Point a = offsets_[static_cast<std::size_t>(d.wires[w].from)], b = offsets_[static_cast<std::size_t>(d.wires[w].to)];
    const float width = std::max(route.back().x - route.front().x, 1.f);
    for (std::size_t k = 0; k < route.size(); ++k) {
      const float t = k + 1 == route.size() ? 1 : std::clamp((route[k].x - route.front().x) / width, 0.f, 1.f);
      d.drawing.routes[w].points[k] = {route[k].x + left * (a.x + t * (b.x - a.x)), route[k].y + left * (a.y + t * (b.y - a.y))};
    }
  }
  d.frames = make_frames(d);
}

void Flight::begin(const Camera& from, const Camera& to) {
  from_ = from;
  to_ = to;
  passed_ = 0;
}

bool Flight::move(Camera& camera, float seconds) {
  if (over()) return false;
  passed_ += seconds;
  const float left = left_after(passed_);
  camera = {to_.x + left * (from_.x - to_.x), to_.y + left * (from_.y - to_.y), to_.zoom + left * (from_.zoom - to_.zoom)};
  return true;
}

}  // namespace chainrule::view
