// A program's other wordings: rewrites throughout, and functions open or folded.
#include <algorithm>
#include <cmath>

#include "core/directives.h"
#include "core/regroup_acts.h"

namespace chainrule {

namespace {

constexpr std::size_t kMostWordings = 4;
constexpr std::size_t kMostRewritten = 300, kMostShown = 1500;  // nodes
constexpr std::size_t kMostText = 16 * 1024;                    // bytes: a product written out twice doubles
constexpr int kMostRounds = 64;                                 // forms inside one another

Analysis analyse_shown(std::string_view text) {
  BuildOptions options;
  options.folded = folded_functions(text);
  return analyse(text, options);
}

// The same gates on the same nodes, by what a student sees: x - 2 and x + (-2) are both a shift.
bool same_graph(const Graph& a, const Graph& b) {
  if (a.nodes.size() != b.nodes.size() || a.operands.size() != b.operands.size()) return false;
  for (int i = 0; i < static_cast<int>(a.nodes.size()); ++i)
    if (gate_name(a, i) != gate_name(b, i)) return false;
  return std::equal(a.operands.begin(), a.operands.end(), b.operands.begin(),
                    [](const Operand& p, const Operand& q) { return p.node == q.node; });
}

double largest(const std::vector<double>& numbers) {
  double most = 0;
  for (const double x : numbers)
    if (std::isfinite(x)) most = std::max(most, std::fabs(x));
  return most;
}

bool near(double a, double b, double scale) {
  return a == b || (std::isnan(a) && std::isnan(b)) || std::fabs(a - b) <= std::max(1e-12 * std::max(std::fabs(a), std::fabs(b)), 1e-14 * scale);
}

// Has every node of `some` that is an input its like among `all`, with the same gradient?
bool has_inputs(const Analysis& all, const Analysis& some, double scale) {
  for (std::size_t i = 0; i < some.graph.nodes.size(); ++i) {
    if (some.graph.nodes[i].op != Op::input) continue;
    const int other = all.graph.find(some.graph.nodes[i].name);
    if (other < 0) return false;
    const auto j = static_cast<std::size_t>(other);
    if (all.graph.nodes[j].op != Op::input || all.values[j] != some.values[i]) return false;
    if (!near(all.backward.grads[j], some.backward.grads[i], scale)) return false;
  }
  return true;
}

bool computes_same(const Analysis& a, const Analysis& b) {
  if (a.graph.output < 0 || b.graph.output < 0 || has_errors(a.diagnostics) != has_errors(b.diagnostics)) return false;
  const auto x = static_cast<std::size_t>(a.graph.output), y = static_cast<std::size_t>(b.graph.output);
  const Node &from = a.graph.nodes[x], &to = b.graph.nodes[y];
  if (from.named != to.named || (from.named && from.name != to.name)) return false;
  if (!near(a.values[x], b.values[y], std::max(largest(a.values), largest(b.values)))) return false;
  const double scale = std::max(largest(a.backward.grads), largest(b.backward.grads));
  return has_inputs(a, b, scale) && has_inputs(b, a, scale);
}

}  // namespace

std::string in_wording(std::string_view text, Wording wording) {
  std::string now(text);
  if (wording == Wording::open) {
    for (const std::string& function : folded_functions(text)) now = with_folded(now, function, false);
    return now;
  }
  if (wording == Wording::folded) {
    const Source s(text);
    for (const Statement& statement : s.program.statements)
      if (s.is_called(statement)) now = with_folded(now, s.name(statement.name), true);
    return now;
  }
  for (int round = 0; round < kMostRounds && now.size() <= kMostText; ++round) {
    const std::string before = std::move(now);
    const Source s(before);
    std::vector<TextEdit> edits = rewrites_throughout(s, wording);
    settle(s, edits);
    now = apply_edits(before, edits);
    if (edits.empty()) break;
  }
  return now;
}

std::vector<Wording> wordings_of(std::string_view text, const Analysis& shown) {
  std::vector<Wording> found;
  const std::size_t nodes = shown.graph.nodes.size();
  const bool functions = !shown.graph.functions.empty() || !shown.graph.groups.empty();
  if (nodes > (functions ? kMostShown : kMostRewritten)) return found;
  std::vector<Graph> others;
  for (int i = 0; i < kWordings && found.size() < kMostWordings; ++i) {
    const auto wording = static_cast<Wording>(i);
    const bool by_functions = wording == Wording::folded || wording == Wording::open;
    if (by_functions ? !functions : nodes > kMostRewritten) continue;
    const std::string words = in_wording(text, wording);
    if (words == text) continue;
    Analysis analysis = analyse_shown(words);
    if (analysis.graph.nodes.size() > kMostShown || !computes_same(shown, analysis)) continue;
    const auto same = [&](const Graph& other) { return same_graph(other, analysis.graph); };
    if (same(shown.graph) || std::any_of(others.begin(), others.end(), same)) continue;
    found.push_back(wording);
    others.push_back(std::move(analysis.graph));
  }
  return found;
}

}  // namespace chainrule
