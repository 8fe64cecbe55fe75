#include "core/insight.h"

#include <algorithm>
#include <cmath>

#include "core/eval.h"
#include "core/number.h"

namespace chainrule {

namespace {

constexpr double kSaturated = 0.01, kVanishing = 1e-6, kExploding = 1e6, kNear = 1e-3;

class Observer {
 public:
  explicit Observer(const Analysis& a) : a_(a) {}

  std::vector<Insight> run() {
    for (int i = 0; i < static_cast<int>(a_.graph.nodes.size()); ++i) {
      birthplace(i);
      if (node(i).operand_count == 0) continue;
      saturated(i);
      blocked(i);
      flow(i);
      near_kink(i);
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Insight& x, const Insight& y) { return x.node < y.node; });
    return std::move(found_);
  }

 private:
  const Node& node(int i) const { return a_.graph.nodes[i]; }
  double value(int i, int place) const { return operand_value(a_.graph.operands_of(i)[place], a_.values); }
  double local(int i, int place) const { return a_.backward.locals[node(i).first_operand + place]; }
  std::string operand_name(int i, int place) const {
    const Operand& operand = a_.graph.operands_of(i)[place];
    return operand.is_literal() ? display_text(operand.literal) : node(operand.node).name;
  }
  void say(Insight::Kind kind, int i, std::string sentence) {
    for (const Insight& known : found_)
      if (known.kind == kind && known.node == i) return;
    found_.push_back({kind, i, std::move(sentence)});
  }

  void birthplace(int i) {
    if (std::isfinite(a_.values[i])) return;
    for (int p = 0; p < node(i).operand_count; ++p)
      if (!std::isfinite(value(i, p))) return;
    std::string of;
    for (int p = 0; p < node(i).operand_count; ++p) of += (p ? " and " : " of ") + display_text(value(i, p));
    say(Insight::Kind::birthplace, i, node(i).name + " is " + display_text(a_.values[i]) + ": it begins here, in " +
        gate_look(a_.graph, i).title + of + ".");
  }

  // Gates whose slope goes to 0 on both sides of 0.
  void saturated(int i) {
    const Op op = node(i).op;
    if (op != Op::sigmoid && op != Op::tanh && op != Op::atan) return;
    const double slope = local(i, 0);
    if (!(slope < kSaturated)) return;
    say(Insight::Kind::saturated, i, node(i).name + " is saturated: at " + operand_name(i, 0) + " = " + display_text(value(i, 0)) +
        " its local gradient is " + display_text(slope) + ", so hardly any gradient passes.");
  }

  void blocked(int i) {
    const Side side = side_taken(a_.graph, i, a_.values);
    if (!side.piecewise) return;
    for (int p = 0; p < node(i).operand_count; ++p) {
      if (a_.graph.operands_of(i)[p].is_literal() || local(i, p) != 0) continue;
      say(Insight::Kind::blocked, i, node(i).name + " passes no gradient to " + operand_name(i, p) + ", since " + side.side + ".");
      return;
    }
  }

  // Where the gradient that arrives at an operand leaves the ordinary range in this very gate.
  void flow(int i) {
    if (!a_.backward.on_path[i]) return;
    const double up = std::fabs(a_.backward.grads[i]);
    for (int p = 0; p < node(i).operand_count; ++p) {
      if (a_.graph.operands_of(i)[p].is_literal()) continue;
      const double down = up * std::fabs(local(i, p));
      if (up >= kVanishing && down < kVanishing && down > 0)
        say(Insight::Kind::vanishing, i, "The gradient vanishes here: " + operand_name(i, p) + " receives only " + display_text(down) + ".");
      if (up <= kExploding && down > kExploding)
        say(Insight::Kind::exploding, i, "The gradient explodes here: " + operand_name(i, p) + " receives " + display_text(down) + ".");
    }
  }

  void near_kink(int i) {
    const Side side = side_taken(a_.graph, i, a_.values);
    if (!side.piecewise || !(std::fabs(side.distance) <= kNear * std::fmax(1, std::fabs(value(i, 0))))) return;
    say(Insight::Kind::near_kink, i, node(i).name + (side.distance == 0 ? " is at its kink (" : " is close to its kink (") + side.side +
        "): the slope differs from side to side.");
  }

  const Analysis& a_;
  std::vector<Insight> found_;
};

}  // namespace

std::vector<Insight> insights(const Analysis& analysis) { return Observer(analysis).run(); }

Side side_taken(const Graph& graph, int index, const std::vector<double>& values) {
  const Node& node = graph.nodes[index];
  const bool one = node.op == Op::abs || node.op == Op::relu || node.op == Op::leaky_relu;
  const bool two = node.op == Op::max || node.op == Op::min;
  if (!one && !two) return {};
  const Operand* operands = graph.operands_of(index);
  auto name = [&](int p) { return operands[p].is_literal() ? display_text(operands[p].literal) : graph.nodes[operands[p].node].name; };
  const double a = operand_value(operands[0], values), b = two ? operand_value(operands[1], values) : 0;
  const char* relation = a > b ? " > " : a < b ? " < " : a == b ? " = " : " ? ";
  return {true, a - b, name(0) + relation + (two ? name(1) : "0")};
}

}  // namespace chainrule
