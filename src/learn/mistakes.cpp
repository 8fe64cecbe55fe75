// Mistakes in numbers: values, local gradients, products and sums.
#include "learn/mistakes.h"

#include <cmath>

#include "core/eval.h"
#include "core/number.h"

namespace chainrule::learn {

namespace {

constexpr std::size_t kMostPaths = 8;  // that come back to one node and are looked at one by one

double shown(double value) { return round_for_display(value).value; }

// The edges on which something comes back to the node, in the order of the sweep.
std::vector<Contribution> paths_to(const Analysis& a, int node) {
  std::vector<Contribution> paths;
  for (const Contribution& c : a.backward.contributions)
    if (c.to == node) paths.push_back(c);
  return paths;
}

// Does the gate hand the gradient on as it is, or its negative? So the table has it.
bool adds(const Node& node, int place) {
  if (node.op == Op::call) return false;
  const std::string_view local = gate(node.op).local[place];
  return node.operand_count == 2 && (local == "1" || local == "-1");
}

// Sums of sums: among how many operands somebody would share out what comes to the whole.
int summands(const Analysis& a, int node) {
  int count = 0, left = 64;
  std::vector<int> open{node};
  while (!open.empty() && left-- > 0) {
    const int at = open.back();
    open.pop_back();
    for (int p = 0; p < a.graph.nodes[at].operand_count; ++p) {
      const Operand& operand = a.graph.operands_of(at)[p];
      if (!operand.is_literal() && a.graph.nodes[operand.node].op == a.graph.nodes[node].op) {
        open.push_back(operand.node);
      } else {
        ++count;
      }
    }
  }
  return count;
}

// The whole sweep with one mistake made everywhere: the gradients of all nodes, and what the slot's edge sends.
struct Swept {
  std::vector<double> grads;
  double sent = 0;
};

double swept_local(const Analysis& a, const Contribution& c, Mistake mistake) {
  const Node& node = a.graph.nodes[c.gate];
  if (node.op == Op::call) return c.local;
  const std::string_view local = gate(node.op).local[c.place];
  if (mistake == Mistake::split_at_add && adds(node, c.place)) return c.local / 2;
  if (mistake == Mistake::did_not_swap && (local == "a" || local == "b")) return a.values[c.to];
  if (mistake == Mistake::routed_to_loser && local.find("wins(") != local.npos) return 1 - c.local;
  if (mistake == Mistake::passed_blocked && local == "step(a)") return 1 - c.local;
  return c.local;
}

Swept sweep(const Analysis& a, const Slot& slot, Mistake mistake, bool first_stays) {
  Swept swept;
  swept.grads.assign(a.graph.nodes.size(), 0);
  std::vector<char> came(a.graph.nodes.size());
  if (a.graph.output >= 0) swept.grads[a.graph.output] = 1;
  for (const Contribution& c : a.backward.contributions) {
    const double sent = swept.grads[c.gate] * swept_local(a, c, mistake);
    double& grad = swept.grads[c.to];
    if (c.gate == slot.node && c.place == slot.place) swept.sent = sent;
    if (!came[c.to]) {
      grad = sent;
    } else if (mistake == Mistake::overwrote) {
      grad = first_stays ? grad : sent;
    } else {
      grad = mistake == Mistake::multiplied_paths ? grad * sent : grad + sent;
    }
    came[c.to] = 1;
  }
  return swept;
}

class Numbers {
 public:
  Numbers(Analysis& a, const Slot& slot) : a_(a), slot_(slot), truth_(true_number(a, slot)) {}

  std::vector<Wrong> all() {
    switch (slot_.asked) {
      case Asked::value: value(); break;
      case Asked::formula:
      case Asked::local: local(); break;
      case Asked::product: product({slot_.node, slot_.place, 0, a_.backward.grads[slot_.node], true_local(slot_.place), truth_}); break;
      case Asked::sum: sum(); break;
    }
    if (slot_.asked == Asked::product || slot_.asked == Asked::sum) everywhere();
    add(Mistake::lost_sign, -truth_);
    add(Mistake::inverted, 1 / truth_);
    add(Mistake::all_zero, 0);
    early();
    for (double factor : {10.0, 0.1, 100.0, 0.01, 1000.0, 0.001}) add(Mistake::power_of_ten, truth_ * factor);
    return std::move(wrong_);
  }

 private:
  void add(Mistake mistake, double number, std::string part = {}) {
    if (std::isfinite(number)) wrong_.push_back({mistake, number, std::move(part)});
  }
  double true_local(int place) const { return true_number(a_, {Asked::local, slot_.node, place}); }
  const std::string& name(int node) const { return a_.graph.nodes[node].name; }

  void value() {
    const Node& node = a_.graph.nodes[slot_.node];
    const Operand* operands = a_.graph.operands_of(slot_.node);
    std::vector<double> at;
    bool literal = node.operand_count == 1;
    int only = 0;
    for (int p = 0; p < node.operand_count; ++p) {
      at.push_back(operand_value(operands[p], a_.values));
      literal = literal || operands[p].is_literal();
      if (!operands[p].is_literal()) only = p;
    }
    add(Mistake::gradient_for_value, a_.backward.grads[slot_.node]);
    for (int p = 0; p < node.operand_count; ++p)
      if (!operands[p].is_literal()) add(Mistake::gradient_for_value, true_local(p));
    for (int i = 0; i < static_cast<int>(Op::count) && node.operand_count <= 2; ++i) {
      const Gate& row = gate(static_cast<Op>(i));
      if (row.arity == 0 || row.marker) continue;
      if (row.arity == 2 && node.operand_count == 2) {
        if (static_cast<Op>(i) == node.op) add(Mistake::other_operand, row.forward(at[1], at[0]));
        else add(Mistake::wrong_operation, row.forward(at[0], at[1]), row.name);
      } else if (row.arity == 1 && literal && static_cast<Op>(i) != node.op) {
        add(Mistake::wrong_operation, row.forward(at[only], 0), row.name);
      }
    }
    for (double operand : at) add(Mistake::input_for_output, operand);
  }

  void local() {
    const double upstream = a_.backward.grads[slot_.node];
    for (const Form& form : wrong_forms(a_, slot_, gate_points(a_, slot_, false))) add(form.mistake, form.at[0], form.part);
    add(Mistake::with_upstream, upstream * truth_);
    add(Mistake::forgot_local, upstream);
  }

  // One edge. What is wrong about it, put where the right one stands in the whole.
  void product(const Contribution& c) {
    const double u = c.upstream, l = c.local, rest = truth_ - c.downstream;
    const Node& node = a_.graph.nodes[c.gate];
    auto instead = [&](Mistake mistake, double number, const std::string& part = {}) { add(mistake, rest + number, part); };
    for (Mistake mistake : {Mistake::routed_to_loser, Mistake::passed_blocked})  // where a gate switches, that is thought of first
      if (const double switched = swept_local(a_, c, mistake); switched != l) instead(mistake, u * switched);
    instead(Mistake::forgot_upstream, l);
    instead(Mistake::forgot_local, u);
    upstream_wrong(c, rest);
    for (const Form& form : wrong_forms(a_, {Asked::local, c.gate, c.place}, gate_points(a_, {Asked::local, c.gate, c.place}, false))) {
      if (form.mistake == Mistake::value_for_gradient || form.mistake == Mistake::all_zero) continue;
      instead(form.mistake, u * form.at[0], form.part);
      instead(form.mistake, shown(u) * shown(form.at[0]), form.part);
    }
    if (adds(node, c.place)) {
      instead(Mistake::split_at_add, c.downstream / 2);
      instead(Mistake::split_at_add, c.downstream / summands(a_, c.gate));
    }
    instead(Mistake::added_factors, u + l);
    for (int x : {a_.graph.operands_of(c.gate)[c.place].node, c.gate}) add(Mistake::value_for_gradient, a_.values[x]);
    instead(Mistake::inverted, l / u);
  }

  // A fork before: what arrives is taken from one of its paths, or they are multiplied, or counted twice.
  void upstream_wrong(const Contribution& c, double rest) {
    const std::vector<Contribution> paths = paths_to(a_, c.gate);
    if (paths.size() < 2) return;
    double all = 1;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      all *= paths[i].downstream;
      if (i >= kMostPaths) continue;
      add(Mistake::overwrote, rest + paths[i].downstream * c.local, name(c.gate));
      add(Mistake::counted_twice, rest + (c.upstream + paths[i].downstream) * c.local, name(c.gate));
    }
    add(Mistake::multiplied_paths, rest + all * c.local, name(c.gate));
  }

  void sum() {
    const std::vector<Contribution> paths = paths_to(a_, slot_.node);
    if (paths.size() > 1) fork(paths);
    for (std::size_t i = 0; i < paths.size() && i < kMostPaths; ++i) product(paths[i]);
    add(Mistake::value_for_gradient, a_.values[slot_.node]);
    add(Mistake::counted_twice, 2 * truth_, name(slot_.node));
  }

  void fork(const std::vector<Contribution>& paths) {
    double all = 1, locals = 0, upstreams = 0;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      const Contribution& c = paths[i];
      all *= c.downstream;
      locals += c.local;
      upstreams += c.upstream;
      if (i >= kMostPaths) continue;
      add(Mistake::overwrote, c.downstream, name(slot_.node));
      add(Mistake::overwrote, truth_ - c.downstream, name(slot_.node));
      add(Mistake::counted_twice, truth_ + c.downstream, name(slot_.node));
    }
    add(Mistake::multiplied_paths, all, name(slot_.node));
    add(Mistake::forgot_upstream, locals);
    add(Mistake::forgot_local, upstreams);
    on_all(paths);
    add(Mistake::split_at_add, truth_ / static_cast<double>(paths.size()));
  }

  // The same mistake on all paths.
  void on_all(const std::vector<Contribution>& paths) {
    if (paths.size() > kMostPaths) return;
    std::vector<Wrong> sums;
    double split = 0;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      const Contribution& c = paths[i];
      const Slot local{Asked::local, c.gate, c.place};
      const std::vector<Form> forms = wrong_forms(a_, local, gate_points(a_, local, false));
      split += adds(a_.graph.nodes[c.gate], c.place) ? c.downstream / 2 : c.downstream;
      if (i == 0)
        for (const Form& form : forms) sums.push_back({form.mistake, 0, form.part});
      std::vector<char> used(forms.size());
      for (Wrong& sum : sums) {
        std::size_t f = 0;
        while (f < forms.size() && (used[f] || forms[f].mistake != sum.mistake || forms[f].part != sum.part)) ++f;
        if (f < forms.size()) used[f] = 1;
        sum.number += f < forms.size() ? c.upstream * forms[f].at[0] : std::nan("");
      }
    }
    for (const Wrong& sum : sums)
      if (sum.mistake != Mistake::value_for_gradient) add(sum.mistake, sum.number, sum.part);
    add(Mistake::split_at_add, split);
  }

  // In the whole graph, as somebody does who sweeps back without looking at what stands there.
  void everywhere() {
    const std::string fork = fork_before();
    for (Mistake mistake : {Mistake::did_not_swap, Mistake::split_at_add, Mistake::routed_to_loser, Mistake::passed_blocked,
                            Mistake::multiplied_paths, Mistake::overwrote})
      for (const bool first_stays : {true, false}) {
        if (first_stays && mistake != Mistake::overwrote) continue;
        const Swept swept = sweep(a_, slot_, mistake, first_stays);
        add(mistake, slot_.asked == Asked::sum ? swept.grads[slot_.node] : swept.sent, fork);
      }
  }

  // The nearest fork on the way to the output, where what comes back may be wrong.
  std::string fork_before() const {
    const std::vector<Contribution>& sent = a_.backward.contributions;
    std::vector<int> uses(a_.graph.nodes.size());
    std::vector<char> reached(a_.graph.nodes.size());
    reached[slot_.node] = 1;
    for (const Contribution& c : sent) ++uses[c.to];
    for (auto c = sent.rbegin(); c != sent.rend(); ++c)  // gates in forward order
      if (reached[c->to]) reached[c->gate] = 1;
    for (int i = slot_.node; i < static_cast<int>(uses.size()); ++i)
      if (reached[i] && uses[i] > 1) return name(i);
    return name(slot_.node);
  }

  // Near it, but not as it is rounded: cut off, to one digit, or from factors with one decimal.
  void early() {
    const double size = std::fabs(truth_);
    if (!(size > 0) || !std::isfinite(size)) return;
    for (double number : from_shown_numbers(a_, slot_)) add(Mistake::rounded_early, number);
    const double first = std::pow(10.0, std::floor(std::log10(size)));
    add(Mistake::rounded_early, std::round(truth_ / first) * first);
    for (double unit : {first, first / 10, first / 100, 0.1, 0.01, 0.001}) add(Mistake::rounded_early, std::trunc(truth_ / unit) * unit);
    add(Mistake::rounded_early, std::round(truth_));
    if (slot_.asked != Asked::product) return;
    auto tenths = [](double x) { return std::round(x * 10) / 10; };
    add(Mistake::rounded_early, tenths(a_.backward.grads[slot_.node]) * tenths(true_local(slot_.place)));
  }

  Analysis& a_;
  const Slot& slot_;
  const double truth_;
  std::vector<Wrong> wrong_;
};

// The gate's value and its local gradient, from its operands and its output as they are shown.
double value_from_shown(const Analysis& a, int index) {
  const Node& node = a.graph.nodes[index];
  if (node.op == Op::call || node.operand_count == 0) return a.values[index];
  double at[2] = {};
  for (int p = 0; p < node.operand_count; ++p) at[p] = shown(operand_value(a.graph.operands_of(index)[p], a.values));
  return gate(node.op).forward(at[0], at[1]);
}

double local_from_shown(Analysis& a, int index, int place) {
  Points points = gate_points(a, {Asked::local, index, place}, false);
  for (double& value : points.values[0]) value = shown(value);
  return at_points(points, true_formula(a, {Asked::formula, index, place}))[0];
}

}  // namespace

std::vector<Wrong> wrong_numbers(Analysis& a, const Slot& slot) { return Numbers(a, slot).all(); }

std::vector<double> from_shown_numbers(Analysis& a, const Slot& slot) {
  if (slot.asked == Asked::value) return {value_from_shown(a, slot.node)};
  if (slot.asked == Asked::local || slot.asked == Asked::formula) return {local_from_shown(a, slot.node, slot.place)};
  if (slot.asked == Asked::product) {
    const double u = shown(a.backward.grads[slot.node]), l = true_number(a, {Asked::local, slot.node, slot.place});
    return {u * shown(l), u * local_from_shown(a, slot.node, slot.place)};
  }
  double products = 0, parts = 0;
  const std::vector<Contribution> paths = paths_to(a, slot.node);
  for (const Contribution& c : paths) {
    products += shown(c.upstream) * shown(c.local);
    parts += shown(c.downstream);
  }
  if (paths.size() < 2) parts = products;
  return {products, parts};
}

}  // namespace chainrule::learn
