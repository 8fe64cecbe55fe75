#include "view/landscape.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/between.h"

namespace chainrule::view {

namespace {

constexpr double kWork = 3e6;  // gate evaluations of one survey
constexpr int kFinest = 97, kCoarsest = 17;
constexpr double kLevels = 9;  // contours, about

// A round step that cuts `range` into about `parts`: digit × 10^power.
struct Step10 {
  double digit;
  int power;
  double times(double n) const { return power >= 0 ? n * digit * std::pow(10, power) : n * digit / std::pow(10, -power); }  // rounded once
};
Step10 round_step(double range, double parts) {
  const double rough = range / parts;
  const int power = static_cast<int>(std::floor(std::log10(rough)));
  for (double digit : {1.0, 2.0, 5.0})
    if (rough <= digit * std::pow(10, power)) return {digit, power};
  return {1, power + 1};
}

// Marching squares (Maple 2003). In the two ambiguous cases the mean of the corners decides.
Contour contour(const Landscape& land, double level) {
  Contour out;
  out.level = level;
  for (int row = 0; row + 1 < land.side; ++row)
    for (int column = 0; column + 1 < land.side; ++column) {
      const double h[] = {land.height(column, row), land.height(column + 1, row), land.height(column + 1, row + 1), land.height(column, row + 1)};
      if (!std::isfinite(h[0] + h[1] + h[2] + h[3])) continue;
      constexpr float kX[] = {0, 1, 1, 0}, kY[] = {0, 0, 1, 1};
      layout::Point cut[4];
      int edges[4], count = 0;
      for (int e = 0; e < 4; ++e) {
        const int to = (e + 1) % 4;
        if ((h[e] < level) == (h[to] < level)) continue;
        const auto part = static_cast<float>(share_between(level, h[e], h[to]));
        cut[e] = {static_cast<float>(column) + kX[e] + (kX[to] - kX[e]) * part, static_cast<float>(row) + kY[e] + (kY[to] - kY[e]) * part};
        edges[count++] = e;
      }
      if (count == 2) out.pieces.insert(out.pieces.end(), {cut[edges[0]], cut[edges[1]]});
      if (count < 4) continue;
      const bool joined = ((h[0] + h[1] + h[2] + h[3]) / 4 < level) == (h[0] < level);  // corners 0 and 2 are on one side
      if (joined) {
        out.pieces.insert(out.pieces.end(), {cut[0], cut[1], cut[2], cut[3]});
      } else {
        out.pieces.insert(out.pieces.end(), {cut[3], cut[0], cut[1], cut[2]});
      }
    }
  return out;
}

}  // namespace

Ground ground_around(const Derived& derived, const std::string& x, const std::string& y, double zoom) {
  Ground ground{x, y};
  auto look = [&](const std::string& name, double& centre, double& span) {
    const int node = node_of(derived, name);
    centre = node < 0 ? 0 : derived.analysis.values[static_cast<std::size_t>(node)];
    constexpr double kMost = std::numeric_limits<double>::max() / 4;  // twice centre ± span can be written
    centre = std::isfinite(centre) ? std::clamp(centre, -kMost, kMost) : 0;
    span = std::min(std::max(1.0, std::fabs(centre)) * 2 / zoom, kMost);
  };
  look(x, ground.centre_x, ground.span_x);
  look(y, ground.centre_y, ground.span_y);
  return ground;
}

Landscape survey(const Derived& derived, const Ground& ground) {
  Landscape land;
  land.ground = ground;
  const Graph& graph = derived.analysis.graph;
  const int x = node_of(derived, ground.x), y = node_of(derived, ground.y);
  Flat flat;
  if (graph.output < 0 || x < 0 || y < 0 || x == y || !flat.assign(graph) || flat.input_of(x) < 0 || flat.input_of(y) < 0) return land;
  land.side = std::clamp(static_cast<int>(std::sqrt(kWork / flat.slots())), kCoarsest, kFinest);
  const int count = land.side * land.side;
  std::vector<double> xs(static_cast<std::size_t>(count)), ys(static_cast<std::size_t>(count));
  land.heights.resize(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    xs[static_cast<std::size_t>(i)] = ground.centre_x + ground.span_x * (2.0 * (i % land.side) / (land.side - 1) - 1);
    ys[static_cast<std::size_t>(i)] = ground.centre_y + ground.span_y * (2.0 * (i / land.side) / (land.side - 1) - 1);
  }
  const Batch::Given given[] = {{x, xs.data()}, {y, ys.data()}};
  const Batch::Wanted wanted[] = {{graph.output, land.heights.data(), nullptr}};
  Batch(flat).run(count, given, wanted);

  std::vector<double> sorted;
  for (double h : land.heights)
    if (std::isfinite(h)) sorted.push_back(h);
  if (sorted.empty()) return land;
  std::sort(sorted.begin(), sorted.end());
  land.low = sorted[sorted.size() / 50];
  land.high = sorted[sorted.size() - 1 - sorted.size() / 50];
  if (!(land.high - land.low > 1e-12 * std::max(1.0, std::fabs(land.high))) || !std::isfinite(land.high - land.low)) return land;  // flat
  const Step10 step = round_step(land.high - land.low, kLevels);
  for (double level = std::ceil(land.low / step.times(1)); step.times(level) <= land.high; ++level) land.contours.push_back(contour(land, step.times(level)));
  return land;
}

Walk descend(const Derived& derived, const std::string& x, const std::string& y, double rate, int steps) {
  Walk walk;
  const Graph& graph = derived.analysis.graph;
  const int nodes[] = {node_of(derived, x), node_of(derived, y)};
  Flat flat;
  if (graph.output < 0 || nodes[0] < 0 || nodes[1] < 0 || !flat.assign(graph)) return walk;
  const int places[] = {flat.input_of(nodes[0]), flat.input_of(nodes[1])};
  if (places[0] < 0 || places[1] < 0) return walk;
  double at[] = {flat.inputs()[static_cast<std::size_t>(places[0])], flat.inputs()[static_cast<std::size_t>(places[1])]};
  for (int step = 0;; ++step) {
    for (int i = 0; i < 2; ++i) flat.inputs()[static_cast<std::size_t>(places[i])] = at[i];
    flat.forward();
    flat.backward();
    const double height = flat.value(graph.output), slopes[] = {flat.grad(nodes[0]), flat.grad(nodes[1])};
    walk.lost = !std::isfinite(height + slopes[0] + slopes[1]) || !std::isfinite(at[0]) || !std::isfinite(at[1]);
    if (walk.lost && step > 0) return walk;
    walk.stops.push_back({at[0], at[1], height});
    if (walk.lost || step == steps) return walk;
    for (int i = 0; i < 2; ++i) at[i] -= rate * slopes[i];
  }
}

}  // namespace chainrule::view
