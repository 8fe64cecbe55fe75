#include "core/modes.h"

namespace chainrule {

// ---- forward mode ----

Tangents forward_mode(const Graph& graph, const std::vector<double>& locals, int input) {
  Tangents sweep;
  sweep.tangents.assign(graph.nodes.size(), 0);
  std::vector<char> reached(graph.nodes.size(), 0);
  sweep.tangents[input] = 1;
  reached[input] = 1;
  for (int i = input + 1; i < static_cast<int>(graph.nodes.size()); ++i) {
    const Node& node = graph.nodes[i];
    for (int p = 0; p < node.operand_count; ++p) {
      const Operand& operand = graph.operands_of(i)[p];
      if (operand.is_literal() || !reached[operand.node]) continue;
      const double part = locals[node.first_operand + p] * sweep.tangents[operand.node];
      ++sweep.operations.multiplications;
      sweep.operations.additions += reached[i];
      sweep.tangents[i] += part;
      reached[i] = 1;
    }
  }
  return sweep;
}

Operations reverse_cost(const Graph& graph, const Backward& sweep) {
  Operations operations;
  std::vector<char> reached(graph.nodes.size(), 0);
  if (graph.output >= 0) reached[graph.output] = 1;
  for (const Contribution& c : sweep.contributions) {
    ++operations.multiplications;
    operations.additions += reached[c.to];
    reached[c.to] = 1;
  }
  return operations;
}

// ---- Jacobian ----

Matrix jacobian_forward(const Graph& graph, const std::vector<double>& locals, const std::vector<int>& outputs, const std::vector<int>& inputs) {
  Matrix rows(outputs.size(), std::vector<double>(inputs.size()));
  for (std::size_t j = 0; j < inputs.size(); ++j) {
    const Tangents sweep = forward_mode(graph, locals, inputs[j]);
    for (std::size_t i = 0; i < outputs.size(); ++i) rows[i][j] = sweep.tangents[outputs[i]];
  }
  return rows;
}

Matrix jacobian_reverse(const Graph& graph, const std::vector<double>& locals, const std::vector<int>& outputs, const std::vector<int>& inputs) {
  Matrix rows;
  for (int output : outputs) {
    const std::vector<double> grads = sweep_back(graph, locals, output).grads;
    rows.emplace_back();
    for (int input : inputs) rows.back().push_back(grads[input]);
  }
  return rows;
}

// ---- second order ----

namespace {

// A number and its rate of change along the direction.
struct Dual {
  double value = 0, rate = 0;
};

// The table's local gradients as trees, in the form that gives the number.
const Expr& table_formula(Op op, int place) {
  static const std::vector<Expr> formulas = [] {
    std::vector<Expr> all;
    for (int i = 0; i < static_cast<int>(Op::count); ++i)
      for (int p = 0; p < 2; ++p) {
        const Gate& row = gate(static_cast<Op>(i));
        all.push_back(read_expression(*row.exact[p] ? row.exact[p] : row.local[p]));
      }
    return all;
  }();
  return formulas[static_cast<std::size_t>(op) * 2 + static_cast<std::size_t>(place)];
}

// A formula of the gate table in dual numbers: each operation's own derivative comes from the table again.
Dual evaluate_dual(const Expr& e, const Dual& a, const Dual& b, const Dual& out);

Dual apply_dual(Op op, const Dual& a, const Dual& b) {
  const Gate& row = gate(op);
  Dual result{row.forward(a.value, b.value), 0};
  if (row.marker) return result;
  const Dual still_a{a.value, 0}, still_b{b.value, 0}, still_out{result.value, 0};
  const Dual* operands[] = {&a, &b};
  for (int p = 0; p < row.arity; ++p)
    if (operands[p]->rate != 0)
      result.rate += operands[p]->rate * evaluate_dual(table_formula(op, p), still_a, still_b, still_out).value;
  return result;
}

Dual evaluate_dual(const Expr& e, const Dual& a, const Dual& b, const Dual& out) {
  if (e->kind == ExprNode::Kind::number) return {e->number, 0};
  if (e->kind == ExprNode::Kind::symbol) return e->symbol == "a" ? a : e->symbol == "b" ? b : out;
  const Dual first = evaluate_dual(e->args[0], a, b, out);
  return apply_dual(e->op, first, e->args.size() > 1 ? evaluate_dual(e->args[1], a, b, out) : Dual{});
}

struct DualSweep {
  std::vector<Dual> values, grads;
};

DualSweep sweep_dual(const Graph& graph, const std::vector<Dual>& inputs);

Dual operand_dual(const Operand& operand, const std::vector<Dual>& values) {
  return operand.is_literal() ? Dual{operand.literal, 0} : values[operand.node];
}

// The dual values and local gradients of one gate.
struct DualGate {
  Dual value;
  std::vector<Dual> locals;  // one for each operand place
};

DualGate call_dual(const Graph& graph, int index, const std::vector<Dual>& values) {
  const Node& node = graph.nodes[index];
  const Graph& body = *graph.functions[node.function].body;
  std::vector<Dual> arguments(body.nodes.size());
  for (int p = 0; p < node.operand_count; ++p) arguments[p] = operand_dual(graph.operands_of(index)[p], values);
  const DualSweep inner = sweep_dual(body, arguments);
  DualGate result{inner.values[body.output], {}};
  for (int p = 0; p < node.operand_count; ++p) result.locals.push_back(inner.grads[p]);
  return result;
}

DualGate gate_dual(const Graph& graph, int index, const std::vector<Dual>& values) {
  const Node& node = graph.nodes[index];
  if (node.op == Op::call) return call_dual(graph, index, values);
  const Operand* operands = graph.operands_of(index);
  const Dual a = operand_dual(operands[0], values), b = node.operand_count > 1 ? operand_dual(operands[1], values) : Dual{};
  DualGate result{apply_dual(node.op, a, b), {}};
  for (int p = 0; p < node.operand_count; ++p)
    result.locals.push_back(operands[p].is_literal() ? Dual{} : evaluate_dual(table_formula(node.op, p), a, b, result.value));
  return result;
}

DualSweep sweep_dual(const Graph& graph, const std::vector<Dual>& inputs) {
  const std::size_t count = graph.nodes.size();
  DualSweep sweep{std::vector<Dual>(count), std::vector<Dual>(count)};
  std::vector<Dual> locals(graph.operands.size());
  for (std::size_t i = 0; i < count; ++i) {
    const Node& node = graph.nodes[i];
    if (node.op == Op::input) {
      sweep.values[i] = inputs[i];
    } else if (node.op == Op::constant) {
      sweep.values[i] = {node.value, 0};
    } else {
      const DualGate gate = gate_dual(graph, static_cast<int>(i), sweep.values);
      sweep.values[i] = gate.value;
      for (int p = 0; p < node.operand_count; ++p) locals[node.first_operand + p] = gate.locals[p];
    }
  }
  if (graph.output < 0) return sweep;
  std::vector<char> on_path(count, 0);
  sweep.grads[graph.output] = {1, 0};
  on_path[graph.output] = 1;
  for (int i = graph.output; i >= 0; --i) {
    if (!on_path[i]) continue;
    const Dual up = sweep.grads[i];
    for (int p = 0; p < graph.nodes[i].operand_count; ++p) {
      const Operand& operand = graph.operands_of(i)[p];
      if (operand.is_literal()) continue;
      const Dual local = locals[graph.nodes[i].first_operand + p];
      sweep.grads[operand.node].value += up.value * local.value;
      sweep.grads[operand.node].rate += up.value * local.rate + up.rate * local.value;
      on_path[operand.node] = 1;
    }
  }
  return sweep;
}

}  // namespace

SecondOrder hessian_vector(const Graph& graph, const std::vector<double>& direction) {
  std::vector<Dual> inputs(graph.nodes.size());
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (graph.nodes[i].op == Op::input) inputs[i] = {graph.nodes[i].value, direction[i]};
  const DualSweep sweep = sweep_dual(graph, inputs);
  SecondOrder result;
  for (const Dual& g : sweep.grads) {
    result.grads.push_back(g.value);
    result.products.push_back(g.rate);
  }
  return result;
}

}  // namespace chainrule
