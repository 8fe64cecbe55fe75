#include "core/regroup_trial.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "core/chance.h"
#include "core/number.h"

namespace chainrule {

namespace {

constexpr int kPoints = 10, kMostTries = 200;
constexpr double kRelative = 1e-12, kRounding = 1e-14;

double chance(std::uint64_t& state) { return static_cast<double>(next_chance(state) >> 11) * 0x1p-52 - 1; }  // -1 … 1

bool is_error(const Diagnostic& d) { return d.severity == Severity::error; }

std::ptrdiff_t errors(const Build& b) { return std::count_if(b.diagnostics.begin(), b.diagnostics.end(), is_error); }

Node output_of(const Graph& graph) { return graph.output < 0 ? Node{} : graph.nodes[static_cast<std::size_t>(graph.output)]; }

// The root of the expression in this span: in forward order it is the last.
int root_of(const Graph& graph, Span span) {
  int found = -1;
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {
    const Node& node = graph.nodes[static_cast<std::size_t>(i)];
    if (node.op != Op::input && node.span.end > node.span.begin && node.span.begin >= span.begin && node.span.end <= span.end) found = i;
  }
  return found;
}

void widen(double& largest, double x) {
  if (x = std::fabs(x); x > largest && x <= std::numeric_limits<double>::max()) largest = x;
}

bool near(double a, double b, double largest) {
  return std::fabs(a - b) <= std::fmax(kRelative * std::fmax(std::fabs(a), std::fabs(b)), kRounding * largest);
}

}  // namespace

class Comparison {
 public:
  Comparison(Trial& trial, const Claim& claim, const Build& after)
      : trial_(trial), claim_(claim), a_(trial.before_.graph), b_(after.graph), flat_(b_) {}

  std::string run() {
    if (std::string missing = pair_up(); !missing.empty()) return missing;
    std::string words;
    if (at_point(0, words) != Outcome::same) return words;
    int compared = 0;
    for (std::size_t tries = 1; tries <= kMostTries && compared < kPoints; ++tries) {
      const Outcome outcome = at_point(tries, words);
      if (outcome == Outcome::differs) return words;
      compared += outcome == Outcome::same;
    }
    return compared == kPoints ? std::string() : "too few points where both sides have a value, so it cannot be tried";
  }

 private:
  enum class Outcome : std::uint8_t { same, differs, skipped };
  struct Pair {
    int before, after;
    bool grad;  // is compared too
  };

  std::string pair_up() {
    std::unordered_map<std::string_view, int> named;
    for (int i = 0; i < static_cast<int>(b_.nodes.size()); ++i)
      if (b_.nodes[static_cast<std::size_t>(i)].named) named.emplace(b_.nodes[static_cast<std::size_t>(i)].name, i);
    for (int i = 0; i < static_cast<int>(a_.nodes.size()); ++i) {
      const Node& node = a_.nodes[static_cast<std::size_t>(i)];
      if (!node.named || std::find(claim_.without.begin(), claim_.without.end(), node.name) != claim_.without.end()) continue;
      const auto known = named.find(node.name);
      const int other = known != named.end() ? known->second : b_.find(node.name);
      const bool input = node.op == Op::input;
      if (other < 0 || input != (b_.nodes[static_cast<std::size_t>(other)].op == Op::input)) return node.name + " would be another node";
      pairs_.push_back({i, other, input});
      if (input) inputs_.push_back(other);
    }
    const int x = root_of(a_, claim_.before), y = root_of(b_, claim_.after);
    if (x >= 0 && y >= 0) pairs_.push_back({x, y, false});
    if (a_.output < 0 || b_.output < 0) return "there is no output to compare";
    const Node &from = a_.nodes[static_cast<std::size_t>(a_.output)], &to = b_.nodes[static_cast<std::size_t>(b_.output)];
    if (from.named != to.named || (from.named && from.name != to.name)) return "the output would be another node";
    pairs_.push_back({a_.output, b_.output, false});
    return {};
  }

  Outcome at_point(std::size_t number, std::string& words) {
    const Trial::Point& before = trial_.point(number);
    if (number > 0 && !before.finite) return Outcome::skipped;
    for (std::size_t i = 0; i < inputs_.size(); ++i)
      flat_.inputs()[static_cast<std::size_t>(flat_.input_of(inputs_[i]))] = before.inputs[i];
    flat_.forward(), flat_.backward();
    for (const Pair& p : pairs_) {
      const auto i = static_cast<std::size_t>(p.before);
      const bool was = std::isfinite(before.values[i]) && (!p.grad || std::isfinite(before.grads[i]));
      const bool is = std::isfinite(flat_.value(p.after)) && (!p.grad || std::isfinite(flat_.grad(p.after)));
      if (was && is) continue;
      if (number > 0 && (!was || claim_.partial)) return Outcome::skipped;
      words = was ? "the new form has no finite value here" : "there is no finite value here to compare";
      return Outcome::differs;
    }
    return compare(before, words);
  }

  Outcome compare(const Trial::Point& before, std::string& words) const {
    double value = before.value, grad = before.grad;
    for (int i = 0; i < static_cast<int>(b_.nodes.size()); ++i) widen(value, flat_.value(i)), widen(grad, flat_.grad(i));
    const auto differ = [&](const Pair& p, const char* what, double x, double y) {
      const std::string& name = a_.nodes[static_cast<std::size_t>(p.before)].name;
      words = what + name + " would change from " + format_number(x) + " to " + format_number(y);
      return Outcome::differs;
    };
    for (const Pair& p : pairs_) {
      const double x = before.values[static_cast<std::size_t>(p.before)], y = flat_.value(p.after);
      if (!near(x, y, value)) return differ(p, "", x, y);
    }
    for (const Pair& p : pairs_) {
      const double x = before.grads[static_cast<std::size_t>(p.before)], y = flat_.grad(p.after);
      if (p.grad && !near(x, y, grad)) return differ(p, "the gradient of ", x, y);
    }
    return Outcome::same;
  }

  Trial& trial_;
  const Claim& claim_;
  const Graph &a_, &b_;
  Flat flat_;
  std::vector<Pair> pairs_;
  std::vector<int> inputs_;  // of the second, in the first's order
};

Trial::Trial(const Source& s, const Analysis& analysis) : s_(s), chosen_(output_of(analysis.graph)) {}

void Trial::begin() {
  begun_ = true;
  before_ = build(s_.program);
  if (chosen_.named && chosen_.name != output_of(before_.graph).name) {  // by the user; else it must stay the program's own
    options_.output = chosen_.name;
    before_ = build(s_.program, options_);
  }
  flat_.assign(before_.graph);
  for (int i = 0; i < static_cast<int>(before_.graph.nodes.size()); ++i)
    if (before_.graph.nodes[static_cast<std::size_t>(i)].op == Op::input) inputs_.push_back(i);
}

const Trial::Point& Trial::point(std::size_t index) {
  const std::vector<Node>& nodes = before_.graph.nodes;
  while (points_.size() <= index) {
    Point p;
    for (const int input : inputs_) {
      const double own = nodes[static_cast<std::size_t>(input)].value;
      p.inputs.push_back(points_.empty() ? own : own + 0.5 * (std::fabs(own) + 1) * chance(chance_));
      flat_.inputs()[static_cast<std::size_t>(flat_.input_of(input))] = p.inputs.back();
    }
    flat_.forward(), flat_.backward();
    for (int i = 0; i < static_cast<int>(nodes.size()); ++i) {
      const bool named = nodes[static_cast<std::size_t>(i)].named, input = nodes[static_cast<std::size_t>(i)].op == Op::input;
      if ((named && !std::isfinite(flat_.value(i))) || (input && !std::isfinite(flat_.grad(i)))) p.finite = false;
      p.values.push_back(flat_.value(i)), p.grads.push_back(flat_.grad(i));
      widen(p.value, flat_.value(i)), widen(p.grad, flat_.grad(i));
    }
    if (!p.finite && !points_.empty()) p = {false, {}, {}, {}};
    points_.push_back(std::move(p));
  }
  return points_[index];
}

std::string Trial::disprove(const Claim& claim) {
  if (!begun_) begin();
  const Build after = build(parse(claim.text), options_);
  if (errors(after) != errors(before_)) {
    for (const Diagnostic& d : after.diagnostics)
      if (is_error(d)) return "the program would have an error: " + d.message;
  }
  return Comparison(*this, claim, after).run();
}

Regrouping Trial::tried(std::vector<TextEdit> edits, std::vector<std::string> without) {
  settle(s_, edits);
  const std::string after = apply_edits(s_.text, edits);
  if (std::string words = disprove({after, {}, {}, std::move(without), false}); !words.empty()) return refuse(std::move(words));
  return {std::move(edits), {}};
}

}  // namespace chainrule
