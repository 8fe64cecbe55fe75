// Other numbers for the same program.
//
// The same everywhere: chance comes in whole numbers, candidates are whole hundredths, and one is better than another by counts of
// flaws. What is counted is on this or that side of limits that no short decimal hits, and what should be 0 but for rounding counts as
// 0 does; so the last bits of exp and its like, which differ from library to library, decide nothing.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/chance.h"
#include "core/edit.h"
#include "core/eval.h"
#include "core/insight.h"
#include "core/sort.h"
#include "learn/exercise.h"

namespace chainrule::learn {

namespace {

constexpr int kTries = 200, kLeastTries = 24;
constexpr std::size_t kMostWork = 400000;  // nodes computed in all tries
constexpr double kLarge = 10000.3, kSmall = 0.99997e-4, kOffKink = 0.0010307, kSame = 1e-9;
constexpr int kFew = 3;  // values to choose from, below which a finer grid is taken

// How a number is preferred, the best first: multiples of a step, in hundredths, up to a size where the text gives no range.
struct Level {
  int step, reach;
};
constexpr Level kLevels[] = {{100, 300}, {100, 500}, {50, 300}, {50, 500}, {10, 300}, {10, 500}};

// An input whose number is to be chosen, in hundredths.
struct Variable {
  int node = 0;
  int low = -500, high = 500;
  bool ranged = false;
};

bool same(double a, double b) { return std::fabs(a - b) <= kSame * std::max(std::fabs(a), std::fabs(b)); }

class Search {
 public:
  Search(const Graph& graph, std::vector<Variable> variables, std::uint64_t seed)
      : graph_(graph), variables_(std::move(variables)), chance_(seed), inputs_(graph.nodes.size()) {
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) inputs_[i] = graph.nodes[i].value;
    const std::vector<double> values = forward(graph);
    for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i)
      if (graph.nodes[i].operand_count > 0 && side_taken(graph, i, values).piecewise) piecewise_.push_back(i);
  }

  // Hundredths for each variable; empty if none are good enough.
  std::vector<int> run() {
    const std::size_t size = std::max<std::size_t>(graph_.nodes.size(), 1);
    const int tries = std::max(kLeastTries, static_cast<int>(std::min<std::size_t>(kTries, kMostWork / size)));
    const int levels = static_cast<int>(std::size(kLevels));
    // With few inputs there are few small whole numbers: more are let in from the start.
    const int first = variables_.size() > 2 ? 0 : variables_.size() == 2 ? 1 : 1 + 2 * static_cast<int>(next_chance(chance_) % 2);
    for (int t = 0; t < tries && best_flaws_ > 0; ++t) {
      const int level = std::max(first, t * levels / tries);
      if (t == tries / 2 && best_flaws_ >= kUnusable) consider(own_numbers(), 0);
      consider(t % 3 == 0 || best_.empty() ? fresh(level) : changed(level), (level - first) / 2);
    }
    return best_flaws_ < kUnusable ? best_ : std::vector<int>();
  }

 private:
  // What a flaw counts; a step of the levels counts 1.
  static constexpr std::int64_t kUnusable = std::int64_t{1} << 40;  // a number that is not finite, a kink
  static constexpr std::int64_t kExtreme = 100, kNothing = 60, kHidden = 4;

  int chosen(const Variable& v, int level) {
    const int reach = v.ranged ? std::numeric_limits<int>::max() : kLevels[level].reach;
    for (int step : {kLevels[level].step, 50, 10, 1}) {
      step = std::min(step, kLevels[level].step);
      const int low = ceiling(std::max(v.low, -reach), step), high = -ceiling(-std::min(v.high, reach), step);
      const int count = high < low ? 0 : (high - low) / step + 1;
      if (count < 1 || (count < kFew && step > 1)) continue;
      int value = low;
      for (int i = 0; i < 8; ++i) {  // 0 and 1 hide what is done with them
        value = low + step * static_cast<int>(next_chance(chance_) % static_cast<std::uint64_t>(count));
        if (value != 0 && value != 100) break;
      }
      return value;
    }
    return v.low;
  }
  static int ceiling(int x, int step) { return x >= 0 ? (x + step - 1) / step * step : -(-x / step * step); }

  std::vector<int> fresh(int level) {
    std::vector<int> numbers;
    for (const Variable& v : variables_) numbers.push_back(chosen(v, level));
    return numbers;
  }

  // The best so far, one or two numbers changed.
  std::vector<int> changed(int level) {
    std::vector<int> numbers = best_;
    for (std::uint64_t i = 1 + next_chance(chance_) % 2; i > 0; --i) {
      const std::size_t at = static_cast<std::size_t>(next_chance(chance_) % numbers.size());
      numbers[at] = chosen(variables_[at], level);
    }
    return numbers;
  }

  // The program's, as near as two decimals and the ranges let them.
  std::vector<int> own_numbers() const {
    std::vector<int> numbers;
    for (const Variable& v : variables_) {
      const double own = graph_.nodes[v.node].value * 100;
      numbers.push_back(own > v.low ? static_cast<int>(std::lround(std::fmin(own, v.high))) : v.low);
    }
    return numbers;
  }

  void consider(std::vector<int> numbers, int level) {
    const std::int64_t flaws = this->flaws(numbers) + level;
    if (flaws >= best_flaws_) return;
    best_flaws_ = flaws;
    best_ = std::move(numbers);
  }

  // "Extreme" for people: too long to write. A number that would be 0 but for rounding is so too, where something cancelled.
  static bool extreme(double v, bool cancels) {
    const double size = std::fabs(v);
    return size > kLarge || (size < kSmall && (cancels || size > 0));
  }

  std::int64_t flaws(const std::vector<int>& numbers) {
    for (std::size_t i = 0; i < variables_.size(); ++i) inputs_[variables_[i].node] = numbers[i] / 100.0;
    const std::vector<double> values = forward(graph_, &inputs_);
    std::int64_t unusable = 0;
    for (const double v : values) unusable += !std::isfinite(v);
    if (unusable > 0) return kUnusable * unusable;
    for (const int i : piecewise_) unusable += at_kink(i, values);
    if (unusable > 0) return kUnusable * unusable;
    const Backward back = backward(graph_, values, rules_);
    for (const double v : back.locals) unusable += !std::isfinite(v);
    for (const double v : back.grads) unusable += !std::isfinite(v);
    for (const Contribution& c : back.contributions) unusable += !std::isfinite(c.downstream);
    if (unusable > 0) return kUnusable * unusable;
    return shown_flaws(values, back);
  }

  bool at_kink(int i, const std::vector<double>& values) const {
    double size = 1;
    for (int p = 0; p < graph_.nodes[i].operand_count; ++p)
      size = std::max(size, std::fabs(operand_value(graph_.operands_of(i)[p], values)));
    return std::fabs(side_taken(graph_, i, values).distance) <= kOffKink * size;
  }

  std::int64_t shown_flaws(const std::vector<double>& values, const Backward& back) const {
    std::int64_t flaws = 0;
    bool learns = false;
    std::vector<char> arrives(values.size());
    for (const Contribution& c : back.contributions) {
      flaws += kExtreme * (extreme(c.downstream, false) + extreme(c.local, false));
      arrives[c.to] |= std::fabs(c.downstream) > kSmall;
      learns = learns || (graph_.nodes[c.to].op == Op::input && std::fabs(c.downstream) > kSmall);
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Op op = graph_.nodes[i].op;
      flaws += kExtreme * (extreme(values[i], op == Op::add || op == Op::sub) + extreme(back.grads[i], arrives[i]));
      flaws += kHidden * hides(static_cast<int>(i), values);
    }
    return flaws + (learns || back.contributions.empty() ? 0 : kNothing);
  }

  // Operands that make mistakes look right: equal ones, 0 and 1 in a product.
  bool hides(int i, const std::vector<double>& values) const {
    const Node& node = graph_.nodes[i];
    if (node.operand_count != 2) return false;
    const Operand* operands = graph_.operands_of(i);
    const double a = operand_value(operands[0], values), b = operand_value(operands[1], values);
    if (operands[0].is_literal() || operands[1].is_literal() || operands[0].node == operands[1].node) return false;
    const auto neutral = [](double x) { return std::fabs(x) < kSmall || same(x, 1); };
    return same(a, b) || ((node.op == Op::mul || node.op == Op::div) && (neutral(a) || neutral(b)));
  }

  const Graph& graph_;
  std::vector<Variable> variables_;
  std::uint64_t chance_;
  std::vector<double> inputs_;
  std::vector<int> piecewise_;
  Rules rules_;
  std::vector<int> best_;
  std::int64_t best_flaws_ = std::numeric_limits<std::int64_t>::max();
};

std::vector<Variable> variables_of(const Graph& graph, const Exercise& exercise) {
  std::vector<Variable> variables;
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {
    if (graph.nodes[i].op != Op::input) continue;
    Variable v{i};
    for (const Exercise::Range& range : exercise.ranges)
      if (range.name == graph.nodes[i].name)
        v = {i, static_cast<int>(std::ceil(range.low * 100)), static_cast<int>(std::floor(range.high * 100)), true};
    if (v.ranged || exercise.ranges.empty()) variables.push_back(v);
  }
  return variables;
}

// The text with these numbers; empty if another graph comes out of it, or other numbers.
std::string with_numbers(std::string_view text, const Graph& graph, const std::vector<Variable>& variables, const std::vector<int>& numbers) {
  std::vector<int> order;  // later places first, so that earlier ones stay; what the text only uses gets its line at the end
  for (std::size_t i = 0; i < variables.size(); ++i) order.push_back(static_cast<int>(i));
  const auto at = [&](int i) { return graph.nodes[variables[i].node].span.begin; };
  const auto given = [&](int i) { return !graph.nodes[variables[i].node].implicit; };
  sort_list(order, [&](int a, int b) { return given(a) != given(b) ? given(a) : given(a) && at(a) > at(b); });
  std::string out(text);
  for (const int i : order) out = apply_edit(out, set_input(out, graph, variables[i].node, numbers[i] / 100.0));
  const Graph now = build(parse(out)).graph;
  bool same = now.nodes.size() == graph.nodes.size();
  for (std::size_t i = 0; same && i < now.nodes.size(); ++i)
    same = now.nodes[i].name == graph.nodes[i].name && now.nodes[i].op == graph.nodes[i].op;
  for (std::size_t i = 0; same && i < variables.size(); ++i) same = now.nodes[variables[i].node].value == numbers[i] / 100.0;
  if (!same) out.clear();
  return out;
}

}  // namespace

std::string instance(std::string_view text, const Exercise& exercise, std::uint64_t seed) {
  const Graph graph = build(parse(text)).graph;
  std::vector<Variable> variables = variables_of(graph, exercise);
  if (!exercise.random) variables.clear();
  std::string out;
  for (bool again = true; again;) {
    if (variables.empty()) return std::string(text);
    const std::vector<int> numbers = Search(graph, variables, seed).run();
    if (!numbers.empty()) out = with_numbers(text, graph, variables, numbers);
    // A line for an input that had none may change the order of the gates, and so their names: then it keeps its 1.
    const std::size_t before = variables.size();
    if (!out.empty() || numbers.empty()) return out;
    std::erase_if(variables, [&](const Variable& v) { return graph.nodes[v.node].implicit; });
    again = variables.size() < before;
  }
  return out;
}

}  // namespace chainrule::learn
