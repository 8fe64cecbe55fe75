#include <algorithm>
#include <cmath>
#include <limits>

#include "layout/net.h"

namespace chainrule::layout {

namespace {

constexpr double unset = std::numeric_limits<double>::infinity();

// Where the top of an input would have to be for its wires to run straight, on average.
double wish_of(const Net& net, const std::vector<double>& tops, int input) {
  double sum = 0;
  for (int s : net.outs.of(input)) sum += tops[net.segments[s].to] + net.segments[s].in;
  return sum / static_cast<double>(net.outs.of(input).size()) - net.nodes[input].out;
}

// Gates, and inputs that are straight with their lanes, stay.
bool may_move(const Net& net, const std::vector<double>& tops, int v) {
  if (net.is_bend(v) || !net.ins.of(v).empty() || net.outs.of(v).empty()) return false;
  int bend = net.nodes[v].next;
  return bend < 0 || std::abs(tops[bend] - tops[v] - net.nodes[v].out) > 1e-3;
}

// Neighbours that share one distance from their wishes.
struct Pool {
  double sum;
  int count;
  double mean() const { return sum / count; }
};

// The tops nearest to the wishes (least squares) for the inputs `run`, from top to bottom, that keep their gaps and
// stay within [low, high]: isotonic regression by pooling adjacent violators, on tops less the room taken above.
void settle_run(const Net& net, const std::vector<int>& run, const Spacing& spacing, double low, double high,
                std::vector<double>& tops) {
  std::vector<double> above{0};  // room from the first top to each top, at the least
  for (std::size_t i = 0; i + 1 < run.size(); ++i) {
    above.push_back(above[i] + net.nodes[run[i]].height + gap_between(net, run[i], run[i + 1], spacing));
  }
  std::vector<Pool> pools;
  for (std::size_t i = 0; i < run.size(); ++i) {
    Pool pool{wish_of(net, tops, run[i]) - above[i], 1};
    while (!pools.empty() && pools.back().mean() > pool.mean()) {
      pool = {pool.sum + pools.back().sum, pool.count + pools.back().count};
      pools.pop_back();
    }
    pools.push_back(pool);
  }
  high -= above.back() + net.nodes[run.back()].height;
  std::size_t i = 0;
  for (const Pool& pool : pools) {
    double at = std::max(std::min(pool.mean(), high), low);
    for (int k = 0; k < pool.count; ++k, ++i) tops[run[i]] = at + above[i];
  }
}

}  // namespace

void settle_inputs(const Net& net, const Spacing& spacing, std::vector<double>& tops) {
  for (std::size_t l = net.layers.size(); l-- > 0;) {
    const std::vector<int>& layer = net.layers[l];
    std::vector<int> run;
    double low = -unset;
    for (std::size_t i = 0; i <= layer.size(); ++i) {
      if (i < layer.size() && may_move(net, tops, layer[i])) {
        run.push_back(layer[i]);
        continue;
      }
      if (!run.empty()) {
        double high = i < layer.size() ? tops[layer[i]] - gap_between(net, run.back(), layer[i], spacing) : unset;
        settle_run(net, run, spacing, low, high, tops);
        run.clear();
      }
      if (i + 1 < layer.size()) {
        low = tops[layer[i]] + net.nodes[layer[i]].height + gap_between(net, layer[i], layer[i + 1], spacing);
      }
    }
  }
  double least = tops.empty() ? 0 : *std::min_element(tops.begin(), tops.end());
  for (double& top : tops) top -= least;
}

}  // namespace chainrule::layout
