#include "core/check.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/eval.h"
#include "core/number.h"

namespace chainrule {

namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();

// The output as a function of one node's value, everything before it held.
class Slice {
 public:
  Slice(const Analysis& a, int node) : a_(a), node_(node), scratch_(a.values) {}
  double at(double x) {
    forward_from(a_.graph, node_, x, scratch_);
    return scratch_[static_cast<std::size_t>(a_.graph.output)];
  }

 private:
  const Analysis& a_;
  int node_;
  std::vector<double> scratch_;
};

struct Estimate {
  double slope = 0, error = std::numeric_limits<double>::infinity();
};

// Differences at shrinking steps, extrapolated to step 0; `side` 0: central, ±1: one-sided. Keeps the entry of the tableau whose
// neighbours differ least, with round-off as a floor.
Estimate ridders(Slice& f, double x, double start, int side) {
  constexpr int kRows = 12;
  constexpr double kShrink = 1.6;
  double tableau[kRows][kRows];
  Estimate best;
  const double here = f.at(x);
  double h = start;
  for (int i = 0; i < kRows; ++i, h /= kShrink) {
    const double up = side >= 0 ? f.at(x + h) : here, down = side <= 0 ? f.at(x - h) : here;
    tableau[i][0] = (up - down) / (side == 0 ? 2 * h : h);
    double factor = side == 0 ? kShrink * kShrink : kShrink;
    const double ratio = factor;
    const double round_off = 4 * kEpsilon * (std::fabs(up) + std::fabs(down)) / h;
    for (int j = 1; j <= i; ++j, factor *= ratio) {
      tableau[i][j] = (tableau[i][j - 1] * factor - tableau[i - 1][j - 1]) / (factor - 1);
      const double error = std::fmax(std::fabs(tableau[i][j] - tableau[i][j - 1]),
                                     std::fabs(tableau[i][j] - tableau[i - 1][j - 1])) + round_off;
      if (error < best.error) best = {tableau[i][j], error};
    }
  }
  return best;
}

Estimate best_of(Slice& f, double x, int side) {
  Estimate best;
  for (double scale : {0.1, 1e-2, 1e-4}) {
    const Estimate e = ridders(f, x, scale * std::fmax(std::fabs(x), 0.1), side);
    if (e.error < best.error) best = e;
  }
  return best;
}

bool close(double a, const Estimate& e) {
  return std::fabs(a - e.slope) <= 1e-6 * std::fmax(std::fabs(a), std::fabs(e.slope)) + std::fmin(4 * e.error, 1e-4 * std::fabs(a) + 1e-9);
}

CheckRow check_node(const Analysis& a, int node) {
  CheckRow row{node, a.backward.grads[static_cast<std::size_t>(node)], 0, Verdict::agrees};
  const double x = a.values[static_cast<std::size_t>(node)];
  const double y = a.values[static_cast<std::size_t>(a.graph.output)];
  if (!std::isfinite(x) || !std::isfinite(y) || !std::isfinite(row.gradient)) {
    row.verdict = Verdict::not_finite;
    row.numerical = std::numeric_limits<double>::quiet_NaN();
    return row;
  }
  if (node > a.graph.output || !a.backward.on_path[static_cast<std::size_t>(node)]) return row;  // the output does not see it: 0 and 0
  Slice f(a, node);
  const Estimate central = best_of(f, x, 0);
  row.numerical = central.slope;
  if (close(row.gradient, central)) return row;
  const Estimate right = best_of(f, x, 1), left = best_of(f, x, -1);
  const double gap = std::fabs(right.slope - left.slope);
  const bool smooth = gap <= 1e-3 * std::fmax(std::fabs(right.slope), std::fabs(left.slope)) + 8 * (right.error + left.error);
  if (!smooth || !std::isfinite(gap)) {
    row.numerical = right.slope;
    row.verdict = std::isfinite(gap) ? Verdict::kink : Verdict::not_finite;
    return row;
  }
  row.verdict = Verdict::disagrees;
  return row;
}

std::string padded(std::string text, std::size_t width) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); i += static_cast<std::size_t>(code_point_at(text, i).bytes)) ++characters;
  return text + std::string(characters < width ? width - characters : 0, ' ');
}

}  // namespace

const char* verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::agrees: return "agrees";
    case Verdict::disagrees: return "DISAGREES";
    case Verdict::kink: return "not differentiable here";
    case Verdict::not_finite: return "not finite";
  }
  return "";
}

std::vector<CheckRow> check_gradients(const Analysis& a) {
  constexpr std::size_t kMostInnerNodes = 1500;
  std::vector<CheckRow> rows;
  if (a.graph.output < 0) return rows;
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i)
    if (a.graph.nodes.size() <= kMostInnerNodes || a.graph.nodes[static_cast<std::size_t>(i)].op == Op::input) rows.push_back(check_node(a, i));
  return rows;
}

std::string format_check(const Analysis& a, const std::vector<CheckRow>& rows) {
  std::size_t width = 4;
  for (const CheckRow& row : rows) width = std::max(width, a.graph.nodes[static_cast<std::size_t>(row.node)].name.size());
  std::string out = padded("node", width) + "  " + padded("gradient", 24) + "  " + padded("numerical", 24) + "\n";
  int disagreeing = 0;
  for (const CheckRow& row : rows) {
    out += padded(a.graph.nodes[static_cast<std::size_t>(row.node)].name, width) + "  " + padded(format_number(row.gradient), 24) + "  " +
           padded(format_number(row.numerical), 24) + "  " + verdict_name(row.verdict) + "\n";
    disagreeing += row.verdict == Verdict::disagrees;
  }
  return out + std::to_string(rows.size() - static_cast<std::size_t>(disagreeing)) + " of " + std::to_string(rows.size()) +
         " gradients hold, " + std::to_string(disagreeing) + " disagree\n";
}

}  // namespace chainrule
