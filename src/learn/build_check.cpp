// A learner's graph beside the graph of a formula.
//
// Each node that leads to the output gets a number, equal for equal expressions of both programs (hash-consing). Of add, mul, max and min
// a whole chain is one expression: what it has, and how often, in any order; so x^2 and square(x) are x*x. A chain that is used once is
// moved into the one that uses it, so that a sum of 10,000 terms takes n log n steps; chains that are used more often are copied, while a
// budget lasts.
#include <algorithm>
#include <cmath>
#include <map>

#include "core/chance.h"
#include "core/eval.h"
#include "core/expr.h"
#include "core/names.h"
#include "core/number.h"
#include "learn/exercise.h"

namespace chainrule::learn {

namespace {

constexpr std::size_t kMostCopied = 200000;
constexpr int kPoints = 12, kMostNamed = 12;
constexpr double kNear = 1e-9;

// How often the gate multiplies its first operand by itself; 1: it does not.
int times_itself(const Graph& graph, int node) {
  constexpr double kMost = 16;
  if (graph.nodes[node].op == Op::square) return 2;
  const Operand& exponent = graph.operands_of(node)[1];
  if (graph.nodes[node].op != Op::pow || !exponent.is_literal()) return 1;
  return exponent.literal > 1 && exponent.literal <= kMost && exponent.literal == std::floor(exponent.literal) ? static_cast<int>(exponent.literal) : 1;
}

// What the gate does to all that is in its chain, whatever it is called.
Op chain_op(const Graph& graph, int node) { return times_itself(graph, node) > 1 ? Op::mul : graph.nodes[node].op; }

bool is_chain(Op op) { return op == Op::add || op == Op::mul || op == Op::max || op == Op::min; }

using Numbers = std::map<std::string, int>;
using Parts = std::map<int, double>;  // of a chain: what, and how often

class Canon {
 public:
  Canon(const Graph& graph, Numbers& numbers) : graph_(graph), numbers_(numbers), ids_(graph.nodes.size(), -1), uses_(graph.nodes.size()), chains_(graph.nodes.size()) {
    if (graph.output < 0) return;
    uses_[graph.output] = 1;
    for (int i = graph.output; i >= 0; --i)
      for (int p = 0; uses_[i] > 0 && p < graph.nodes[i].operand_count; ++p)
        if (const int to = graph.operands_of(i)[p].node; to >= 0) ++uses_[to];
    for (int i = 0; i <= graph.output; ++i)
      if (uses_[i] > 0) node(i);
    id(graph.output);
  }

  int output() const { return graph_.output < 0 ? -1 : ids_[graph_.output]; }
  bool leads(int i) const { return uses_[i] > 0; }
  int known(int i) const { return ids_[i]; }  // −1: part of a chain
  bool has(int number) const { return std::find(ids_.begin(), ids_.end(), number) != ids_.end(); }

 private:
  int number_of(std::string key) { return numbers_.try_emplace(std::move(key), static_cast<int>(numbers_.size())).first->second; }
  int literal(double value) { return number_of("c" + format_number(value)); }

  int id(int i) {
    if (ids_[i] >= 0) return ids_[i];
    const Op op = chain_op(graph_, i);
    const Parts& parts = chains_[i];
    if (op == Op::mul && parts.size() == 1 && parts.begin()->second == 1) return ids_[i] = parts.begin()->first;  // another name
    std::string key = gate(op).name;
    for (const auto& [part, count] : parts) key += " " + std::to_string(part) + "*" + format_number(count);
    return ids_[i] = number_of(std::move(key));
  }

  void node(int i) {
    const Node& node = graph_.nodes[i];
    if (node.op == Op::input) {
      ids_[i] = number_of("i" + name_key(node.name));
    } else if (node.op == Op::constant) {
      ids_[i] = literal(node.value);
    } else if (is_chain(chain_op(graph_, i))) {
      chain(i);
    } else {
      std::string key = gate(node.op).name;
      for (int p = 0; p < node.operand_count; ++p) {
        const Operand& operand = graph_.operands_of(i)[p];
        key += " " + std::to_string(operand.is_literal() ? literal(operand.literal) : id(operand.node));
      }
      ids_[i] = number_of(std::move(key));
    }
  }

  void chain(int i) {
    const Op op = chain_op(graph_, i);
    const int times = times_itself(graph_, i);
    Parts parts;
    for (int p = 0; p < (times > 1 ? 1 : 2); ++p) {
      const Operand& operand = graph_.operands_of(i)[p];
      if (operand.is_literal()) {
        if (op != Op::mul || operand.literal != 1) parts[literal(operand.literal)] += 1;
      } else if (chain_op(graph_, operand.node) == op && uses_[operand.node] == 1) {
        join(parts, std::move(chains_[operand.node]));
      } else if (chain_op(graph_, operand.node) == op && copied_ + chains_[operand.node].size() <= kMostCopied) {
        copied_ += chains_[operand.node].size();
        join(parts, chains_[operand.node]);
      } else {
        parts[id(operand.node)] += 1;
      }
    }
    if (times > 1)
      for (auto& part : parts) part.second *= times;
    chains_[i] = std::move(parts);
  }

  static void join(Parts& into, Parts from) {
    if (from.size() > into.size()) into.swap(from);
    for (const auto& [part, count] : from) into[part] += count;
  }

  const Graph& graph_;
  Numbers& numbers_;
  std::vector<int> ids_, uses_;
  std::vector<Parts> chains_;
  std::size_t copied_ = 0;
};

// An input's number at a point depends on its name alone.
double number_at(const std::string& name, int point) {
  std::uint64_t state = static_cast<std::uint64_t>(point);
  for (const char c : name_key(name)) state = next_chance(state) ^ static_cast<unsigned char>(c);
  const double unit = static_cast<double>(next_chance(state) >> 11) * 0x1p-53;
  return point % 2 ? 0.2 + 1.6 * unit : 4 * unit - 2;  // half of the points suit logarithms and roots
}

double output_at(const Graph& graph, int point) {
  std::vector<double> inputs(graph.nodes.size());
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (graph.nodes[i].op == Op::input) inputs[i] = number_at(graph.nodes[i].name, point);
  return forward(graph, &inputs)[graph.output];
}

bool same_numbers(const Graph& a, const Graph& b) {
  int finite = 0;
  for (int point = 0; point < kPoints; ++point) {
    const double x = output_at(a, point), y = output_at(b, point);
    if (!std::isfinite(x) && !std::isfinite(y)) continue;
    if (!(std::fabs(x - y) <= kNear * std::max({1.0, std::fabs(x), std::fabs(y)}))) return false;
    ++finite;
  }
  return finite > 0;
}

// The node in terms of inputs; what is too long is left out.
Expr spelled_out(const Graph& graph, int node, int& left) {
  if (graph.nodes[node].operand_count == 0) return symbol(graph.nodes[node].name);
  if (left-- <= 0) return symbol("…");
  return substitute(formula_of(graph, node), [&](const std::string& name) {
    const int operand = graph.find(name);
    return operand < 0 ? Expr() : spelled_out(graph, operand, left);
  });
}

std::string named(const Graph& graph, int node) {
  int left = kMostNamed;
  return print(spelled_out(graph, node, left));
}

// The first node of one graph, an input or not, that the other has not; −1 if it has all.
int first_lacking(const Graph& graph, const Canon& canon, const Canon& other, bool input) {
  for (int i = 0; i <= graph.output; ++i)
    if (canon.leads(i) && canon.known(i) >= 0 && (graph.nodes[i].op == Op::input) == input && !other.has(canon.known(i))) return i;
  return -1;
}

int size_of(const Expr& e) {
  int size = 1;
  for (const Expr& arg : e->args) size += size_of(arg);
  return size;
}

}  // namespace

Built compare_built(std::string_view program, std::string_view formula) {
  Built built;
  const Graph own = build(parse(program)).graph, target = build(parse(formula)).graph;
  if (target.output < 0) return built;
  Numbers numbers;
  const Canon a(own, numbers), b(target, numbers);
  built.same_graph = own.output >= 0 && a.output() == b.output();
  built.same_numbers = built.same_graph || (own.output >= 0 && same_numbers(own, target));
  if (built.same_graph) return built;
  const auto say = [&](Built::Difference difference, const Graph& graph, int node) {
    if (node < 0 || !built.differs.empty()) return;
    built.difference = difference;
    built.differs = named(graph, node);
  };
  say(Built::Difference::input_missing, target, first_lacking(target, b, a, true));
  say(Built::Difference::gate_missing, target, first_lacking(target, b, a, false));
  say(Built::Difference::input_extra, own, first_lacking(own, a, b, true));
  say(Built::Difference::gate_extra, own, first_lacking(own, a, b, false));
  say(Built::Difference::not_output, target, target.output);
  return built;
}

std::string difference_words(const Built& built, const Language& language) {
  constexpr Word kWords[] = {Word::built_input_missing, Word::built_gate_missing, Word::built_input_extra, Word::built_gate_extra,
                             Word::built_not_output};
  return built.differs.empty() ? std::string() : language.say(kWords[static_cast<int>(built.difference)], {built.differs});
}

int difficulty(std::string_view text, const std::string& folded) {
  BuildOptions options;
  if (!folded.empty()) options.folded = {folded};
  Analysis a = analyse(text, options);
  int sum = 0;
  for (const Slot& slot : slots_of(a, Asked::formula)) {
    const Expr formula = true_formula(a, slot);
    sum += size_of(formula);
    const Node& node = a.graph.nodes[slot.node];
    // Where a body is too long to derive there is a number in place of a formula: as hard as what it stands for.
    if (node.op == Op::call && formula->kind == ExprNode::Kind::number)
      sum += static_cast<int>(a.graph.functions[node.function].body->nodes.size());
  }
  return sum;
}

}  // namespace chainrule::learn
