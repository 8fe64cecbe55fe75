#include "core/insight.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/eval.h"
#include "core/number.h"
#include "core/sort.h"

namespace chainrule {

namespace {

constexpr double kSaturated = 0.01, kVanishing = 1e-6, kExploding = 1e6, kNear = 1e-3, kFar = 1000;

std::string operand_name(const Graph& graph, const Operand& operand) {
  return operand.is_literal() ? display_text(operand.literal) : graph.nodes[operand.node].name;
}

// What a row's derivatives say about its gate.
struct Shape {
  bool squashes = false;     // takes every number into a band, whose edges it nears ever more slowly
  std::vector<Expr> locals;  // those that have markers
};

bool has_marker(const Expr& e) {
  return e->kind == ExprNode::Kind::apply && (gate(e->op).marker || std::any_of(e->args.begin(), e->args.end(), has_marker));
}

bool squashes(const Gate& row) {
  if (row.arity != 1 || row.forward(-kFar, 0) == row.forward(kFar, 0)) return false;
  const Expr slope = read_expression(*row.exact[0] ? row.exact[0] : row.local[0]);
  for (const double far : {-kFar, kFar}) {
    const double out = row.forward(far, 0);
    const double there = evaluate(slope, [&](const std::string& name) { return name == "a" ? far : out; });
    if (!std::isfinite(out) || !(std::fabs(there) < kSaturated)) return false;
  }
  return true;
}

Shape shape_of(Op op) {
  const Gate& row = gate(op);
  Shape shape;
  for (int p = 0; p < row.arity; ++p)
    if (const Expr local = read_expression(row.local[p]); has_marker(local)) shape.locals.push_back(local);
  shape.squashes = shape.locals.empty() && squashes(row);
  return shape;
}

// Of the markers in a derivative the one that is nearest to where it jumps: step(u) and sign(u) at u = 0, wins(u, v) at u = v.
void nearest_kink(const Expr& e, const Operand* operands, const Graph& graph, const std::vector<double>& values, Side& nearest) {
  if (e->kind != ExprNode::Kind::apply) return;
  for (const Expr& arg : e->args) nearest_kink(arg, operands, graph, values, nearest);
  if (!gate(e->op).marker) return;
  auto place = [](const std::string& name) { return name == "a" ? 0 : 1; };
  auto value = [&](const Expr& u) {
    return evaluate(u, [&](const std::string& name) { return operand_value(operands[place(name)], values); });
  };
  auto words = [&](const Expr& u) {
    return print(substitute(u, [&](const std::string& name) { return symbol(operand_name(graph, operands[place(name)])); }));
  };
  const Expr zero = number(0), &u = e->args[0], &v = e->args.size() > 1 ? e->args[1] : zero;
  const double x = value(u), y = value(v), distance = x - y;
  if (nearest.piecewise && !(std::fabs(distance) < std::fabs(nearest.distance))) return;
  nearest = {true, distance, words(u) + (x > y ? " > " : x < y ? " < " : x == y ? " = " : " ? ") + words(v)};
}

Side side_of(const Shape& shape, const Graph& graph, int node, const std::vector<double>& values) {
  Side side;
  for (const Expr& local : shape.locals) nearest_kink(local, graph.operands_of(node), graph, values, side);
  return side;
}

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
    sort_list(found_, [](const Insight& x, const Insight& y) { return x.node < y.node; });
    return std::move(found_);
  }

 private:
  const Node& node(int i) const { return a_.graph.nodes[i]; }
  double value(int i, int place) const { return operand_value(a_.graph.operands_of(i)[place], a_.values); }
  double local(int i, int place) const { return a_.backward.locals[node(i).first_operand + place]; }
  std::string name(int i, int place) const { return operand_name(a_.graph, a_.graph.operands_of(i)[place]); }
  void say(Insight::Kind kind, int i, std::vector<std::string> parts) {
    for (const Insight& known : found_)
      if (known.kind == kind && known.node == i) return;
    found_.push_back({kind, i, std::move(parts)});
  }

  void birthplace(int i) {
    if (std::isfinite(a_.values[i])) return;
    for (int p = 0; p < node(i).operand_count; ++p)
      if (!std::isfinite(value(i, p))) return;
    std::string of;
    for (int p = 0; p < node(i).operand_count; ++p) of += (p ? ", " : "") + display_text(value(i, p));
    say(Insight::Kind::birthplace, i, {node(i).name, display_text(a_.values[i]), of});
  }

  void saturated(int i) {
    if (!shape(i).squashes) return;
    const double slope = local(i, 0);
    if (!(std::fabs(slope) < kSaturated)) return;
    say(Insight::Kind::saturated, i, {node(i).name, name(i, 0), display_text(value(i, 0)), display_text(slope)});
  }

  void blocked(int i) {
    const Side side = side_of(shape(i), a_.graph, i, a_.values);
    if (!side.piecewise) return;
    for (int p = 0; p < node(i).operand_count; ++p) {
      if (a_.graph.operands_of(i)[p].is_literal() || local(i, p) != 0) continue;
      say(Insight::Kind::blocked, i, {node(i).name, name(i, p), side.side});
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
        say(Insight::Kind::vanishing, i, {name(i, p), display_text(down)});
      if (up <= kExploding && down > kExploding)
        say(Insight::Kind::exploding, i, {name(i, p), display_text(down)});
    }
  }

  void near_kink(int i) {
    const Side side = side_of(shape(i), a_.graph, i, a_.values);
    if (!side.piecewise || !(std::fabs(side.distance) <= kNear * std::fmax(1, std::fabs(value(i, 0))))) return;
    say(side.distance == 0 ? Insight::Kind::at_kink : Insight::Kind::near_kink, i, {node(i).name, side.side});
  }

  const Shape& shape(int i) {
    const auto [it, added] = shapes_.try_emplace(node(i).op);
    if (added) it->second = shape_of(node(i).op);
    return it->second;
  }

  const Analysis& a_;
  std::map<Op, Shape> shapes_;
  std::vector<Insight> found_;
};

}  // namespace

std::vector<Insight> insights(const Analysis& analysis) { return Observer(analysis).run(); }

Side side_taken(const Graph& graph, int node, const std::vector<double>& values) {
  return side_of(shape_of(graph.nodes[node].op), graph, node, values);
}

}  // namespace chainrule
