#include "core/flat.h"

#include <algorithm>

namespace chainrule {

// ---- gates: the graph with calls expanded, in the graph's order ----

struct Flat::Gate {
  double literal = 0;    // of the operand that is one; the value of a leaf
  int a = -1, b = -1;    // gates; -1: none, or the literal
  Op op = Op::input;
  bool live = false;
  bool is_leaf() const { return op == Op::input || op == Op::constant; }
};

struct Flat::Expansion {
  std::vector<Gate> gates;
  bool complete = true;

  // Gates for all of the graph's nodes; found[i] becomes node i's gate or literal. Where `arguments` are given they stand for the
  // inputs.
  void add(const Graph& graph, const Operand* arguments, Operand* found) {
    const int count = static_cast<int>(graph.nodes.size());
    for (int i = 0; i < count && complete; ++i) {
      const Node& node = graph.nodes[i];
      const Operand* operands = graph.operands_of(i);
      if (node.op == Op::input && arguments) {
        found[i] = arguments[i];
      } else if (node.op == Op::input || node.op == Op::constant) {
        found[i] = leaf(node.op, node.value);
      } else if (node.op == Op::call) {
        found[i] = call(graph, node, operands, found);
      } else {
        found[i] = apply(node.op, resolve(operands[0], found), node.operand_count > 1 ? resolve(operands[1], found) : Operand{-1, 0},
                      node.operand_count);
      }
      if (found[i].is_literal() && !arguments) found[i] = leaf(Op::constant, found[i].literal);  // the node has a gradient
    }
  }

  static Operand resolve(const Operand& operand, const Operand* found) {
    return operand.is_literal() ? operand : found[operand.node];
  }

  Operand push(const Gate& gate) {
    if (gates.size() >= kMost) complete = false;
    gates.push_back(gate);
    return {static_cast<int>(gates.size()) - 1, 0};
  }
  Operand leaf(Op op, double value) { return push({value, -1, -1, op, false}); }

  // Literals alone, as a call with literal arguments has them inside, are one literal.
  Operand apply(Op op, Operand a, Operand b, int count) {
    if (a.is_literal() && (count < 2 || b.is_literal())) return {-1, chainrule::gate(op).forward(a.literal, b.literal)};
    return push({a.is_literal() ? a.literal : b.literal, a.node, b.node, op, false});
  }

  Operand call(const Graph& graph, const Node& node, const Operand* operands, const Operand* found) {
    const Graph& body = *graph.functions[node.function].body;
    std::vector<Operand> arguments(body.nodes.size()), inside(body.nodes.size());
    for (int p = 0; p < node.operand_count; ++p) arguments[p] = resolve(operands[p], found);
    const std::size_t before = gates.size();
    add(body, arguments.data(), inside.data());
    const Operand result = inside[body.output];
    const bool own = result.node >= static_cast<int>(before);
    return own || result.is_literal() ? result : apply(Op::mul, {-1, 1}, result, 2);  // f(x) = x: a gate of its own, as for y = x
  }
};

// ---- order: gates -> runs ----

// A gate's level is the least that its operands and the users before it allow; gates of one level and kind are one run. Levels
// begin anew with every portion of the gates, so that what a run writes is still in the cache when the next one reads it.
struct Flat::Order {
  static constexpr std::size_t kPortion = 1 << 14;
  struct Group {
    int level, kind;
    int next;  // of the same level; -1: none
    bool live;
    std::uint32_t count = 0;
  };
  std::vector<Group> groups;
  std::vector<int> newest;    // by level: its last group
  std::vector<int> group_of;  // by gate; leaves: -1
  std::vector<int> sequence;  // groups by level

  explicit Order(const std::vector<Gate>& gates);
  int group(int level, int kind, bool live);
};

int Flat::Order::group(int level, int kind, bool live) {
  if (level >= static_cast<int>(newest.size())) newest.resize(static_cast<std::size_t>(level) + 1, -1);
  for (int g = newest[level]; g >= 0; g = groups[g].next)
    if (groups[g].kind == kind && groups[g].live == live) return g;
  groups.push_back({level, kind, newest[level], live});
  return newest[level] = static_cast<int>(groups.size()) - 1;
}

Flat::Order::Order(const std::vector<Gate>& gates) : group_of(gates.size(), -1) {
  std::vector<int> last_user(gates.size(), -1);  // group of the last live gate that reads a gate
  int floor = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < gates.size(); ++i) {
    const Gate& gate = gates[i];
    if (gate.is_leaf()) continue;
    const int before = static_cast<int>(i) - 1;
    if (i - begin >= kPortion && gate.a != before && gate.b != before) {  // a sum stays with its last term
      begin = i;
      floor = static_cast<int>(newest.size());
    }
    const int literal = gate.a < 0 ? 0 : gate.b < 0 && chainrule::gate(gate.op).arity > 1 ? 1 : -1;
    const int kind = kernels::kind_of(gate.op, literal, gate.literal);
    int level = floor;
    auto after = [&](int g) {  // in group g if it is the same kind, else on a later level
      if (g < 0) return;
      const bool same = groups[g].kind == kind && groups[g].live == gate.live;
      level = std::max(level, groups[g].level + (same ? 0 : 1));
    };
    for (const int operand : {gate.a, gate.b}) {
      if (operand < 0) continue;
      after(group_of[operand]);
      if (gate.live) after(last_user[operand]);
    }
    const int g = group(level, kind, gate.live);
    ++groups[g].count;
    group_of[i] = g;
    if (!gate.live) continue;
    if (gate.a >= 0) last_user[gate.a] = g;
    if (gate.b >= 0) last_user[gate.b] = g;
  }
  sequence.reserve(groups.size());
  std::vector<int> one_level;
  for (int g : newest) {
    one_level.clear();
    for (; g >= 0; g = groups[g].next) one_level.push_back(g);
    sequence.insert(sequence.end(), one_level.rbegin(), one_level.rend());
  }
}

// ---- the arrays ----

void Flat::store(const std::vector<Gate>& gates, const Order& order) {
  runs_.assign(order.groups.size(), {});
  std::vector<std::uint32_t> next_slot(order.groups.size()), first_operand(order.groups.size()), first_literal(order.groups.size());
  std::uint32_t constants = 0;
  for (const Gate& gate : gates) constants += gate.op == Op::constant;
  std::uint32_t slot = static_cast<std::uint32_t>(inputs_) + constants, operand = 0, literal = 0;
  for (std::size_t s = 0; s < order.sequence.size(); ++s) {
    const int g = order.sequence[s];
    const Order::Group& group = order.groups[g];
    runs_[s] = {group.kind, slot, group.count, operand, literal, group.live};
    next_slot[g] = slot;
    first_operand[g] = operand;
    first_literal[g] = literal;
    const bool binary = chainrule::gate(kernels::op_of(group.kind)).arity > 1;
    const bool has_literal = binary && kernels::pattern_of(group.kind) != kernels::Pattern::nodes;
    slot += group.count;
    operand += binary && !has_literal ? 2 * group.count : group.count;
    literal += has_literal ? group.count : 0;
  }
  values_.assign(slot, 0);
  grads_.assign(slot, 0);
  operands_.resize(operand);
  literals_.resize(literal);

  std::vector<std::uint32_t> slot_of(gates.size());
  std::uint32_t next_input = 0, next_constant = static_cast<std::uint32_t>(inputs_);
  for (std::size_t i = 0; i < gates.size(); ++i) {
    const Gate& gate = gates[i];
    if (gate.is_leaf()) {
      slot_of[i] = gate.op == Op::input ? next_input++ : next_constant++;
      values_[slot_of[i]] = gate.literal;
      continue;
    }
    const int g = order.group_of[i];
    slot_of[i] = next_slot[g]++;
    const std::uint32_t at = first_operand[g]++;
    if (gate.a >= 0) operands_[at] = slot_of[gate.a];
    if (gate.b >= 0) operands_[gate.a >= 0 ? at + order.groups[g].count : at] = slot_of[gate.b];
    if ((gate.a < 0 || gate.b < 0) && chainrule::gate(gate.op).arity > 1) literals_[first_literal[g]++] = gate.literal;
  }
  for (int& s : slots_) s = static_cast<int>(slot_of[s]);
  pair_runs();
}

void Flat::pair_runs() {
  std::vector<char> marks(values_.size(), 0);
  for (std::size_t r = 0; r + 1 < runs_.size(); ++r) {
    const Run &run = runs_[r], &next = runs_[r + 1];
    if (run.count != next.count || run.live != next.live || !kernels::pair(run.kind, next.kind) || !fit(run, next, marks)) continue;
    runs_[r++].paired = true;
  }
}

// What kernels::pair asks for; `marks` are all 0 before and after.
bool Flat::fit(const Run& products, const Run& sums, std::vector<char>& marks) const {
  const std::uint32_t *const factors = operands_.data() + products.operands, *const a = operands_.data() + sums.operands;
  const std::uint32_t* const b = a + sums.count;
  bool good = true;
  for (std::uint32_t i = 0; i < sums.count; ++i) good = good && b[i] == products.first + i && (a[i] < products.first || a[i] >= sums.first);
  if (!good) return false;
  for (std::uint32_t i = 0; i < sums.count; ++i) marks[a[i]] = 1;
  for (std::uint32_t i = 0; i < 2 * products.count; ++i) good = good && factors[i] < products.first && !marks[factors[i]];
  for (std::uint32_t i = 0; i < sums.count; ++i) marks[a[i]] = 0;
  return good;
}

bool Flat::assign(const Graph& graph) {
  Expansion expansion;
  std::vector<Operand> found(graph.nodes.size());
  expansion.gates.reserve(graph.nodes.size());
  expansion.add(graph, nullptr, found.data());
  if (!expansion.complete) {
    *this = Flat();
    return false;
  }
  slots_.resize(graph.nodes.size());
  std::transform(found.begin(), found.end(), slots_.begin(), [](const Operand& gate) { return gate.node; });
  std::vector<Gate>& gates = expansion.gates;
  inputs_ = static_cast<int>(std::count_if(gates.begin(), gates.end(), [](const Gate& g) { return g.op == Op::input; }));
  if (graph.output >= 0) gates[slots_[graph.output]].live = true;
  for (std::size_t i = gates.size(); i-- > 0;) {
    if (!gates[i].live) continue;
    if (gates[i].a >= 0) gates[gates[i].a].live = true;
    if (gates[i].b >= 0) gates[gates[i].b].live = true;
  }
  store(gates, Order(gates));
  output_ = graph.output < 0 ? -1 : slots_[graph.output];
  return true;
}

// ---- replay ----

namespace {

template <class Run>
kernels::Gates gates_of(const Run& run, double* values, double* grads, const std::uint32_t* operands, const double* literals) {
  const std::uint32_t* const a = operands + run.operands;
  const kernels::Pattern pattern = kernels::pattern_of(run.kind);
  return {values, grads, a, pattern == kernels::Pattern::first_literal ? a : a + run.count, literals + run.literals, run.first, run.count};
}

}  // namespace

kernels::Gates Flat::gates(std::size_t run) {
  return gates_of(runs_[run], values_.data(), grads_.data(), operands_.data(), literals_.data());
}

void Flat::forward() {
  for (std::size_t r = 0; r < runs_.size(); ++r) {
    if (runs_[r].paired) {
      kernels::pair(runs_[r].kind, runs_[r + 1].kind)->forward(gates(r), gates(r + 1));
      ++r;
    } else {
      kernels::single(runs_[r].kind).forward(gates(r));
    }
  }
}

void Flat::forward(std::span<const double> inputs) {
  std::copy(inputs.begin(), inputs.end(), values_.begin());
  forward();
}

void Flat::backward() {
  std::fill(grads_.begin(), grads_.end(), 0);
  if (output_ < 0) return;
  grads_[output_] = 1;
  for (std::size_t r = runs_.size(); r-- > 0;) {
    if (!runs_[r].live) continue;
    if (r > 0 && runs_[r - 1].paired) {
      kernels::pair(runs_[r - 1].kind, runs_[r].kind)->backward(gates(r - 1), gates(r));
      --r;
    } else {
      kernels::single(runs_[r].kind).backward(gates(r));
    }
  }
}

// ---- batch ----

Batch::Batch(const Flat& flat) : flat_(flat) {
  constexpr int kCache = 24 * 1024;  // bytes, half a first-level cache
  const int fit = kCache / (16 * std::max(1, flat.slots()));
  block_ = static_cast<std::uint32_t>(std::clamp(fit / 8 * 8, 8, 256));
  values_.resize(static_cast<std::size_t>(flat.slots()) * block_);
  grads_.resize(values_.size());
}

void Batch::sweep(std::uint32_t lanes, bool backward) {
  auto gates = [&](const Flat::Run& run) {
    kernels::Gates g = gates_of(run, values_.data(), grads_.data(), flat_.operands_.data(), flat_.literals_.data());
    g.stride = block_;
    g.lanes = lanes;
    return g;
  };
  for (const Flat::Run& run : flat_.runs_) kernels::batch(run.kind).forward(gates(run));
  if (!backward) return;
  std::fill(grads_.begin(), grads_.end(), 0);
  if (flat_.output_ < 0) return;
  std::fill_n(grads_.begin() + static_cast<std::ptrdiff_t>(flat_.output_) * block_, block_, 1);
  for (std::size_t r = flat_.runs_.size(); r-- > 0;)
    if (flat_.runs_[r].live) kernels::batch(flat_.runs_[r].kind).backward(gates(flat_.runs_[r]));
}

void Batch::run(int points, std::span<const Given> given, std::span<const Wanted> wanted) {
  auto row = [&](std::vector<double>& rows, int slot) { return rows.begin() + static_cast<std::ptrdiff_t>(slot) * block_; };
  const bool grads = std::any_of(wanted.begin(), wanted.end(), [](const Wanted& w) { return w.grads != nullptr; });
  const int first_gate = flat_.runs_.empty() ? flat_.slots() : static_cast<int>(flat_.runs_[0].first);
  for (int slot = 0; slot < first_gate; ++slot) std::fill_n(row(values_, slot), block_, flat_.values_[slot]);
  for (int at = 0; at < points; at += static_cast<int>(block_)) {
    const int count = std::min(points - at, static_cast<int>(block_));
    for (const Given& g : given) std::copy_n(g.values + at, count, row(values_, flat_.slots_[g.node]));
    sweep(static_cast<std::uint32_t>(count + count % 2), grads);
    for (const Wanted& w : wanted) {
      if (w.values) std::copy_n(row(values_, flat_.slots_[w.node]), count, w.values + at);
      if (w.grads) std::copy_n(row(grads_, flat_.slots_[w.node]), count, w.grads + at);
    }
  }
}

}  // namespace chainrule
