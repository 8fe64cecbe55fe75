// Two programs are the same where their numbers are, at the program's own point and at others around it.
#include <algorithm>
#include <cmath>

#include "core/flat.h"
#include "core/number.h"
#include "core/regroup_source.h"

namespace chainrule {

namespace {

constexpr int kPoints = 20, kMostTries = 200;
constexpr double kRelative = 1e-12, kRounding = 1e-14;

// Chance that is the same everywhere (splitmix64): -1 … 1.
double chance(std::uint64_t& state) {
  std::uint64_t z = state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-52 - 1;
}

int errors(const Build& b) {
  const auto is_error = [](const Diagnostic& d) { return d.severity == Severity::error; };
  return static_cast<int>(std::count_if(b.diagnostics.begin(), b.diagnostics.end(), is_error));
}

// The root of the expression in this span: in forward order it is the last.
int root_of(const Graph& graph, Span span) {
  int found = -1;
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {
    const Node& node = graph.nodes[static_cast<std::size_t>(i)];
    if (node.op != Op::input && node.span.end > node.span.begin && node.span.begin >= span.begin && node.span.end <= span.end) found = i;
  }
  return found;
}

struct Pair {
  int before, after;
  bool value, grad;
};

class Comparison {
 public:
  Comparison(const Claim& claim, const Build& before, const Build& after)
      : claim_(claim), a_(before.graph), b_(after.graph), flat_a_(a_), flat_b_(b_) {}

  std::string run() {
    if (const std::string missing = pair_up(); !missing.empty()) return missing;
    std::string words;
    if (at_point(0, words) == Outcome::differs) return words;
    if (!words.empty()) return words;
    int compared = 0;
    for (int tries = 1; tries <= kMostTries && compared < kPoints; ++tries) {
      const Outcome outcome = at_point(tries, words);
      if (outcome == Outcome::differs) return words;
      compared += outcome == Outcome::same;
    }
    return compared == kPoints ? std::string() : "too few points where both sides have a value, so it cannot be tried";
  }

 private:
  enum class Outcome : std::uint8_t { same, differs, skipped };

  std::string pair_up() {
    for (int i = 0; i < static_cast<int>(a_.nodes.size()); ++i) {
      const Node& node = a_.nodes[static_cast<std::size_t>(i)];
      if (!node.named || node.name == claim_.without) continue;
      const int other = b_.find(node.name);
      const bool input = node.op == Op::input;
      if (other < 0 || input != (b_.nodes[static_cast<std::size_t>(other)].op == Op::input)) return node.name + " would be another node";
      pairs_.push_back({i, other, true, input});
      if (input) inputs_.push_back({i, other, true, true});
    }
    const int x = root_of(a_, claim_.before), y = root_of(b_, claim_.after);
    if (x >= 0 && y >= 0) pairs_.push_back({x, y, true, false});
    if (a_.output < 0 || b_.output < 0) return "there is no output to compare";
    const Node &from = a_.nodes[static_cast<std::size_t>(a_.output)], &to = b_.nodes[static_cast<std::size_t>(b_.output)];
    if (from.named != to.named || (from.named && from.name != to.name)) return "the output would be another node";
    pairs_.push_back({a_.output, b_.output, true, false});
    return {};
  }

  static bool near(double a, double b, double largest) {
    return std::fabs(a - b) <= std::fmax(kRelative * std::fmax(std::fabs(a), std::fabs(b)), kRounding * largest);
  }

  // The largest number on the way, whose rounding may show in what is compared.
  static void measure(const Graph& graph, const Flat& flat, double& value, double& grad) {
    for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {
      if (std::isfinite(flat.value(i))) value = std::fmax(value, std::fabs(flat.value(i)));
      if (std::isfinite(flat.grad(i))) grad = std::fmax(grad, std::fabs(flat.grad(i)));
    }
  }

  Outcome at_point(int number, std::string& words) {
    for (const Pair& input : inputs_) {
      const double own = a_.nodes[static_cast<std::size_t>(input.before)].value;
      const double x = number == 0 ? own : own + 0.5 * (std::fabs(own) + 1) * chance(state_);
      flat_a_.inputs()[static_cast<std::size_t>(flat_a_.input_of(input.before))] = x;
      flat_b_.inputs()[static_cast<std::size_t>(flat_b_.input_of(input.after))] = x;
    }
    flat_a_.forward(), flat_a_.backward();
    flat_b_.forward(), flat_b_.backward();
    for (const Pair& p : pairs_) {
      const bool before = std::isfinite(flat_a_.value(p.before)) && (!p.grad || std::isfinite(flat_a_.grad(p.before)));
      const bool after = std::isfinite(flat_b_.value(p.after)) && (!p.grad || std::isfinite(flat_b_.grad(p.after)));
      if (before && after) continue;
      if (number > 0 && (!before || claim_.partial)) return Outcome::skipped;
      words = before ? "the new form has no finite value here" : "there is no finite value here to compare";
      return Outcome::differs;
    }
    return compare(words);
  }

  Outcome compare(std::string& words) const {
    double value = 0, grad = 0;
    measure(a_, flat_a_, value, grad);
    measure(b_, flat_b_, value, grad);
    for (const Pair& p : pairs_) {
      const double x = flat_a_.value(p.before), y = flat_b_.value(p.after);
      if (near(x, y, value)) continue;
      words = name(p) + " would change from " + format_number(x) + " to " + format_number(y);
      return Outcome::differs;
    }
    for (const Pair& p : pairs_) {
      const double x = flat_a_.grad(p.before), y = flat_b_.grad(p.after);
      if (!p.grad || near(x, y, grad)) continue;
      words = "the gradient of " + name(p) + " would change from " + format_number(x) + " to " + format_number(y);
      return Outcome::differs;
    }
    return Outcome::same;
  }

  const std::string& name(const Pair& p) const { return a_.nodes[static_cast<std::size_t>(p.before)].name; }

  const Claim& claim_;
  const Graph &a_, &b_;
  Flat flat_a_, flat_b_;
  std::vector<Pair> pairs_, inputs_;
  std::uint64_t state_ = 1;
};

}  // namespace

std::string disprove(const Claim& claim) {
  const BuildOptions options{{}, claim.output};
  const Build before = build(parse(claim.before_text), options), after = build(parse(claim.after_text), options);
  if (errors(after) != errors(before)) return "the program would have an error";
  return Comparison(claim, before, after).run();
}

}  // namespace chainrule
