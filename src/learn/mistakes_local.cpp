// Mistakes in a local gradient.
#include <algorithm>
#include <cmath>

#include "core/eval.h"
#include "learn/mistakes.h"

namespace chainrule::learn {

namespace {

constexpr std::size_t kLongestBody = 400;  // nodes of a folded function whose chain is looked at
constexpr int kMostFactors = 12;           // of that chain

bool mentions(const Expr& e, const std::string& name) {
  if (e->kind == ExprNode::Kind::symbol) return e->symbol == name;
  return std::any_of(e->args.begin(), e->args.end(), [&](const Expr& arg) { return mentions(arg, name); });
}

// The markers on the other side: of a switch 1 − step, of a sign the opposite. `found` is the last one.
Expr other_side(const Expr& e, Op& found) {
  if (e->kind != ExprNode::Kind::apply) return e;
  if (gate(e->op).marker) {
    found = e->op;
    return e->op == Op::sign ? apply(Op::neg, {e}) : apply(Op::sub, {number(1), e});
  }
  std::vector<Expr> args;
  for (const Expr& arg : e->args) args.push_back(other_side(arg, found));
  return apply(e->op, std::move(args));
}

class Forms {
 public:
  Forms(Analysis& a, const Slot& shown, const Points& points)
      : a_(a), points_(points), gate_(points.graph.nodes[points.node]), operands_(points.graph.operands_of(points.node)) {
    if (gate_.op == Op::call) {
      local_ = true_formula(a, {Asked::formula, shown.node, shown.place});
      for (int p = 0; p < gate_.operand_count; ++p) symbols_.push_back(operands_[p].is_literal() ? "" : points.graph.nodes[operands_[p].node].name);
      symbols_.push_back(gate_.name);
    } else {
      local_ = read_expression(gate(gate_.op).local[points.place]);
      symbols_ = {"a", "b", "out"};
      if (gate_.operand_count == 1) symbols_.erase(symbols_.begin() + 1);
    }
  }

  std::vector<Form> all() {
    exchanged();
    other_place();
    kink();
    add(Mistake::lost_sign, [&](std::size_t k) { return -points_.locals[k]; });
    one_for_another();
    if (gate_.op == Op::call) without_a_factor();
    other_gates();
    add(Mistake::value_for_gradient, [&](std::size_t k) { return points_.values[k][points_.node]; });
    add(Mistake::value_for_gradient, [&](std::size_t k) { return operand(points_.place, k); });
    add(Mistake::inverted, [&](std::size_t k) { return 1 / points_.locals[k]; });
    add(Mistake::all_zero, [&](std::size_t) { return 0.0; });
    return std::move(forms_);
  }

 private:
  template <class At>
  void add(Mistake mistake, const At& at, std::string part = {}) {
    Form form{mistake, std::move(part), {}};
    for (std::size_t k = 0; k < points_.values.size(); ++k) form.at.push_back(at(k));
    forms_.push_back(std::move(form));
  }

  double operand(int place, std::size_t k) const { return operand_value(operands_[place], points_.values[k]); }

  double symbol_at(const std::string& name, std::size_t k) const {
    const auto i = std::find(symbols_.begin(), symbols_.end(), name) - symbols_.begin();
    if (i < gate_.operand_count) return operand(static_cast<int>(i), k);
    if (i == gate_.operand_count) return points_.values[k][points_.node];
    return at_points(points_, symbol(name))[k];
  }

  // The formula with names exchanged: where `from` stands, `to` is meant, and the reverse if `both`.
  void renamed(Mistake mistake, const std::string& from, const std::string& to, bool both) {
    if (from.empty() || to.empty() || from == to || (!mentions(local_, from) && !(both && mentions(local_, to)))) return;
    add(mistake, [&](std::size_t k) {
      return evaluate(local_, [&](const std::string& name) { return symbol_at(name == from ? to : both && name == to ? from : name, k); });
    });
  }

  // b where a belongs. Where the local gradient is the other operand, that is not to swap.
  void exchanged() {
    const std::string& own = symbols_[points_.place];
    for (int q = 0; q < gate_.operand_count; ++q) {
      const bool swaps = local_->kind == ExprNode::Kind::symbol && local_->symbol == symbols_[q];
      if (q != points_.place) renamed(swaps ? Mistake::did_not_swap : Mistake::other_operand, own, symbols_[q], true);
    }
  }

  void other_place() {
    for (int q = 0; q < gate_.operand_count; ++q) {
      if (q == points_.place || operands_[q].is_literal()) continue;
      Op marker = Op::count;
      if (gate_.op != Op::call) other_side(local_, marker);
      Mistake mistake = marker == Op::wins ? Mistake::routed_to_loser : Mistake::other_operand;
      if (local_->kind == ExprNode::Kind::symbol && local_->symbol == symbols_[q]) mistake = Mistake::did_not_swap;
      add(mistake, [&](std::size_t k) {
        return local_values(points_.graph, points_.values[k], a_.rules)[static_cast<std::size_t>(gate_.first_operand + q)];
      });
    }
  }

  void kink() {
    Op marker = Op::count;
    const Expr flipped = other_side(local_, marker);
    if (marker == Op::count) return;
    const Mistake mistake = marker == Op::wins ? Mistake::routed_to_loser : marker == Op::step ? Mistake::passed_blocked : Mistake::lost_sign;
    add(mistake, [&](std::size_t k) { return evaluate(flipped, [&](const std::string& name) { return symbol_at(name, k); }); });
  }

  // The output where an operand belongs, and the reverse.
  void one_for_another() {
    const std::string& out = symbols_.back();
    for (int p = 0; p < gate_.operand_count; ++p) {
      renamed(Mistake::output_for_input, symbols_[p], out, false);
      if (!operands_[p].is_literal()) renamed(Mistake::input_for_output, out, symbols_[p], false);
    }
  }

  // The rows of the table that fit: on both operands, or on the one that is a node. No switches.
  void other_gates() {
    const bool two = gate_.operand_count == 2;
    if (gate_.op == Op::call && gate_.operand_count > 2) return;
    for (int i = 0; i < static_cast<int>(Op::count); ++i) {
      const Op op = static_cast<Op>(i);
      const Gate& row = gate(op);
      if (row.arity == 0 || row.marker || op == gate_.op) continue;
      const bool unary = row.arity == 1 && (!two || operands_[1 - points_.place].is_literal());
      if (!unary && !(row.arity == 2 && two)) continue;
      const Expr local = read_expression(row.local[unary ? 0 : points_.place]);
      Op marker = Op::count;
      other_side(local, marker);
      if (marker != Op::count) continue;  // 1 or 0, which other mistakes give too
      for (const bool own_output : {true, false}) {
        if (!own_output && !mentions(local, "out")) continue;
        add(Mistake::other_gate, [&](std::size_t k) {
          const double a = operand(unary ? points_.place : 0, k), b = unary ? 0 : operand(1, k);
          const double out = own_output ? points_.values[k][points_.node] : row.forward(a, b);
          return evaluate(local, [&](const std::string& name) { return name == "a" ? a : name == "b" ? b : out; });
        }, row.name);
      }
    }
  }

  // A folded function: the outermost gate's local gradient alone, and the whole with one gate's left out.
  void without_a_factor() {
    const Graph& body = *points_.graph.functions[gate_.function].body;
    if (body.nodes.size() > kLongestBody) return;
    std::vector<int> gates;
    for (int i = body.output; i >= 0 && static_cast<int>(gates.size()) < kMostFactors; --i)
      if (body.nodes[i].operand_count > 0) gates.push_back(i);
    std::vector<std::vector<double>> columns(gates.size() + 2);
    for (std::size_t k = 0; k < points_.values.size(); ++k) {
      std::vector<double> arguments(body.nodes.size());
      for (int p = 0; p < gate_.operand_count; ++p) arguments[p] = operand(p, k);
      const std::vector<double> locals = local_values(body, forward(body, &arguments), a_.rules);
      const Node& last = body.nodes[body.output];
      for (int p = 0; p < 2; ++p) columns[p].push_back(p < last.operand_count ? locals[last.first_operand + p] : std::nan(""));
      for (std::size_t g = 0; g < gates.size(); ++g) {
        std::vector<double> some = locals;
        const Node& left_out = body.nodes[gates[g]];
        for (int p = 0; p < left_out.operand_count; ++p) some[left_out.first_operand + p] = 1;
        columns[g + 2].push_back(sweep_back(body, std::move(some), body.output).grads[points_.place]);
      }
    }
    for (std::vector<double>& column : columns) forms_.push_back({Mistake::forgot_inner, {}, std::move(column)});
  }

  Analysis& a_;
  const Points& points_;
  const Node& gate_;
  const Operand* operands_;
  Expr local_;                        // over symbols
  std::vector<std::string> symbols_;  // of the operands, "" for a literal that has none, and of the output
  std::vector<Form> forms_;
};

}  // namespace

std::vector<Form> wrong_forms(Analysis& a, const Slot& shown, const Points& points) { return Forms(a, shown, points).all(); }

}  // namespace chainrule::learn
