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

// The round-off that f carries around x: how far its values at very small steps are from a straight line.
double noise_of(Slice& f, double x, double here, double step) {
  double noise = 0;
  for (double h : {step, 1.7 * step, 3.1 * step}) noise = std::fmax(noise, std::fabs(f.at(x + h) - 2 * here + f.at(x - h)));
  return noise;
}

// Differences at shrinking steps, extrapolated to step 0; `side` 0: central, ±1: one-sided. Keeps the entry of the tableau whose
// neighbours differ least, with round-off as a floor.
Estimate ridders(Slice& f, double x, double start, int side) {
  constexpr int kRows = 12;
  constexpr double kShrink = 1.6;
  double tableau[kRows][kRows];
  Estimate best;
  const double here = f.at(x);
  const double noise = noise_of(f, x, here, 1e-6 * start);
  double h = start;
  for (int i = 0; i < kRows; ++i, h /= kShrink) {
    const double up = side >= 0 ? f.at(x + h) : here, down = side <= 0 ? f.at(x - h) : here;
    tableau[i][0] = (up - down) / (side == 0 ? 2 * h : h);
    double factor = side == 0 ? kShrink * kShrink : kShrink;
    const double ratio = factor;
    const double round_off = (4 * kEpsilon * (std::fabs(up) + std::fabs(down)) + noise) / h;
    for (int j = 1; j <= i; ++j, factor *= ratio) {
      tableau[i][j] = (tableau[i][j - 1] * factor - tableau[i - 1][j - 1]) / (factor - 1);
      const double error = std::fmax(std::fabs(tableau[i][j] - tableau[i][j - 1]),
                                     std::fabs(tableau[i][j] - tableau[i - 1][j - 1])) + round_off;
      if (error < best.error) best = {tableau[i][j], error};
    }
  }
  return best;
}

// Largest steps from wide to narrow: nobody knows beforehand how fast f changes. Near 0 an operand such as log's may need
// steps that are small beside x itself.
std::vector<double> starts_at(double x) {
  const double size = std::fmax(std::fabs(x), 0.1);
  std::vector<double> starts = {0.1 * size, 1e-2 * size, 1e-4 * size, 1e-6 * size};
  if (x != 0 && std::fabs(x) < 0.05)
    for (double part : {0.5, 0.05, 1e-3}) starts.push_back(part * std::fabs(x));
  return starts;
}

bool close(double a, const Estimate& e) {
  return std::fabs(a - e.slope) <= 1e-6 * std::fmax(std::fabs(a), std::fabs(e.slope)) + std::fmin(4 * e.error, 1e-4 * std::fabs(a) + 1e-9);
}

struct Central {
  Estimate best;           // the first that is close to the gradient; where none is, the one with the least error
  bool agrees = false;
  bool confirmed = false;  // another width of steps finds the same slope: one alone may be luck where f is rough
};

Central central_slope(Slice& f, double x, double gradient) {
  Central found;
  std::vector<Estimate> all;
  for (double start : starts_at(x)) {
    all.push_back(ridders(f, x, start, 0));
    if (close(gradient, all.back())) return {all.back(), true, true};
    if (all.back().error < found.best.error) found.best = all.back();
  }
  int same = 0;
  for (const Estimate& e : all) same += std::fabs(e.slope - found.best.slope) <= 1e-3 * std::fabs(found.best.slope);
  found.confirmed = same > 1;
  return found;
}

// How much the slopes to the right and to the left of x itself differ; NaN where f is not finite. The gap shrinks with the step
// where f is smooth (f'' h), and stays at a kink, also at one whose gradient by convention is the mean of both slopes, which is
// what central differences give. Short steps: further away f may have kinks that are none of x's.
double gap_at(Slice& f, double x) {
  const double here = f.at(x), h = starts_at(x).back();
  auto gap = [&](double step) { return (f.at(x + step) - 2 * here + f.at(x - step)) / step; };
  const double wide = gap(h), middle = gap(h / 4), narrow = gap(h / 16);
  const double most = std::fmax(std::fabs(wide - narrow), std::fabs(middle - narrow));
  if (!std::isfinite(wide + middle + narrow)) return std::numeric_limits<double>::quiet_NaN();
  return most <= 0.1 * std::fabs(narrow) ? narrow : 0;
}

std::string padded(std::string text, std::size_t width) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); i += static_cast<std::size_t>(code_point_at(text, i).bytes)) ++characters;
  return text + std::string(characters < width ? width - characters : 0, ' ');
}

}  // namespace

CheckRow check_gradient(const Analysis& a, int node) {
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
  const Central central = central_slope(f, x, row.gradient);
  row.numerical = central.best.slope;
  const double gap = gap_at(f, x);
  if (gap != 0) {
    row.numerical = ridders(f, x, starts_at(x).back(), 1).slope;
    row.verdict = std::isfinite(gap) ? Verdict::kink : Verdict::not_finite;
    return row;
  }
  if (central.agrees) return row;
  const bool lost = std::fabs(row.gradient - central.best.slope) <= 4 * central.best.error;
  row.verdict = lost || !central.confirmed ? Verdict::unresolved : Verdict::disagrees;
  return row;
}

const char* verdict_name(Verdict verdict) {
  static constexpr const char* kNames[] = {"agrees", "DISAGREES", "not differentiable here", "not finite", "too rough to tell"};
  return kNames[static_cast<int>(verdict)];
}

std::vector<CheckRow> check_gradients(const Analysis& a) {
  constexpr std::size_t kMostInnerNodes = 1500;
  std::vector<CheckRow> rows;
  if (a.graph.output < 0) return rows;
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i)
    if (a.graph.nodes.size() <= kMostInnerNodes || a.graph.nodes[static_cast<std::size_t>(i)].op == Op::input) rows.push_back(check_gradient(a, i));
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
