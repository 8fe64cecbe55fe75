#include "view/step_words.h"

#include <algorithm>

#include "view/shown.h"

namespace chainrule::view {

namespace {

constexpr int kMostParts = 3;      // of a sum that are written out
constexpr int kMostReceivers = 6;  // in one sentence
constexpr const char* kTimes = " \u00D7 ";
constexpr const char* kMore = "\u2026";

// ---- forward ----

// What the gate computes, with these written at its places: "q × z", "max(x, y)", "x^2".
std::string operation(const Graph& graph, int index, const std::vector<std::string>& operands) {
  const Node& node = graph.nodes[index];
  if (node.op == Op::pow) return operands[0] + "^" + operands[1];
  const std::string_view names = node.op == Op::call ? std::string_view(graph.functions[node.function].name) : gate(node.op).functions;
  if (names.empty() && operands.size() == 1) return "\u2212" + operands[0];
  if (names.empty()) return operands[0] + " " + gate(node.op).sign + " " + operands[1];
  std::string list;
  for (const std::string& operand : operands) list += (list.empty() ? "" : ", ") + operand;
  return std::string(names.substr(0, names.find(' '))) + "(" + list + ")";
}

std::string computes(const Analysis& a, int index) {
  const Node& node = a.graph.nodes[index];
  const bool is_operator = node.op != Op::call && (node.op == Op::pow || !*gate(node.op).functions);
  std::vector<std::string> names, numbers;
  std::vector<double> seen;
  bool any_name = false, exact = round_for_display(a.values[index]).exact;
  for (int p = 0; p < node.operand_count; ++p) {
    const Operand& operand = a.graph.operands_of(index)[p];
    const double value = operand.is_literal() ? operand.literal : a.values[operand.node];
    const bool brackets = is_operator && (p > 0 || node.op == Op::pow);
    numbers.push_back(node.op == Op::neg ? "(" + display_text(value) + ")" : brackets ? bracketed(value) : display_text(value));
    names.push_back(operand.is_literal() ? numbers.back() : a.graph.nodes[operand.node].name);
    seen.push_back(shown(value));
    any_name = any_name || !operand.is_literal();
    exact = exact && round_for_display(value).exact;
  }
  seen.resize(2, 0);
  const bool shows = node.op == Op::call ? exact : looks_equal(gate(node.op).forward(seen[0], seen[1]), a.values[index]);
  const std::string in_names = any_name ? operation(a.graph, index, names) + " = " : "";
  return node.name + " = " + in_names + operation(a.graph, index, numbers) + equals(shows) + display_text(a.values[index]);
}

// ---- backward ----

// How a gate treats the gradient, read off its local gradients in the gate table.
enum class Pattern { general, passes, swaps, distributes, routes, switches };

Pattern pattern_of(const Graph& graph, int index) {
  const Node& node = graph.nodes[index];
  if (node.op == Op::call) return Pattern::general;
  const std::string_view a = gate(node.op).local[0], b = gate(node.op).local[1];
  if (a.find("wins") == 0) return Pattern::routes;
  if (a == "step(a)") return Pattern::switches;
  const Operand* operands = graph.operands_of(index);
  const bool first = !operands[0].is_literal(), second = node.operand_count > 1 && !operands[1].is_literal();
  if (first && second && a == "1" && b == "1") return Pattern::distributes;
  if (first && second && a == "b" && b == "a") return Pattern::swaps;
  return first != second && (first ? a : b) == "1" ? Pattern::passes : Pattern::general;
}

class Sender {
 public:
  Sender(const Derived& d, const Step& step, const Language& language)
      : d_(d), step_(step), language_(language), pattern_(pattern_of(d.analysis.graph, step.node)) {}

  std::string sentence() const {
    return language_.say(head(), {gate_words(d_.analysis.graph, step_.node, language_).title, receipts()}) + sums();
  }

 private:
  const Contribution& sent(int i) const { return d_.analysis.backward.contributions[step_.first + i]; }
  const std::string& name(int node) const { return d_.analysis.graph.nodes[node].name; }

  std::string receipts() const {
    if (pattern_ == Pattern::distributes && step_.count == 2 && sent(0).to != sent(1).to)
      return language_.say(Word::receive_each, {name(sent(0).to), name(sent(1).to), display_text(sent(0).downstream)});
    std::string list;
    const int count = std::min(step_.count, kMostReceivers);
    for (int i = 0; i < count; ++i) list += (i > 0 ? ", " : "") + language_.say(Word::receives, {name(sent(i).to), amount(sent(i))});
    return count < step_.count ? list + ", " + kMore : list;
  }

  Word head() const {
    switch (pattern_) {
      case Pattern::passes: return Word::gate_passes;
      case Pattern::swaps: return Word::gate_swaps;
      case Pattern::distributes: return Word::gate_distributes;
      case Pattern::routes: return Word::gate_routes;
      case Pattern::switches: return sent(0).local == 0 ? Word::gate_blocks : Word::gate_passes;
      case Pattern::general: break;
    }
    return Word::gate_does;
  }

  // "z × 1 = −4"; where the gate hands the gradient on or holds it back, the number alone.
  std::string amount(const Contribution& c) const {
    if (pattern_ != Pattern::swaps && pattern_ != Pattern::general) return display_text(c.downstream);
    const Operand* operands = d_.analysis.graph.operands_of(c.gate);
    const std::string local = pattern_ == Pattern::swaps ? name(operands[1 - c.place].node) : display_text(c.local);
    return local + kTimes + bracketed(c.upstream) + equals(product_shows(c.local, c.upstream, c.downstream)) + display_text(c.downstream);
  }

  // For each fork that has received more than its first part: what it had, and what it has now.
  std::string sums() const {
    std::string out;
    for (int i = 0; i < std::min(step_.count, kMostReceivers); ++i) {
      const int node = sent(i).to, all = step_.first + step_.count;
      const auto first = d_.parts.begin() + d_.first_part[node], end = d_.parts.begin() + d_.first_part[node + 1];
      const auto now = std::lower_bound(first, end, step_.first), after = std::lower_bound(now, end, all);
      if (*now != step_.first + i || after - first < 2) continue;  // said already, or nothing to add to
      out += "; ";
      if (now == first) {
        out += language_.say(Word::fork_adds, {name(node), sum_words(d_, node, static_cast<int>(after - first), language_).front()});
        continue;
      }
      const double before = d_.so_far[now[-1]], total = d_.so_far[after[-1]];
      double seen = shown(before);
      std::string added;
      for (auto part = now; part != after; ++part) {
        seen += shown(d_.analysis.backward.contributions[*part].downstream);
        added += "+ " + bracketed(d_.analysis.backward.contributions[*part].downstream) + (part + 1 == after ? "" : " ");
      }
      added += equals(looks_equal(seen, total)) + display_text(total);
      out += language_.say(Word::fork_so_far, {name(node), display_text(before), added});
    }
    return out;
  }

  const Derived& d_;
  const Step& step_;
  const Language& language_;
  const Pattern pattern_;
};

}  // namespace

std::vector<std::string> sum_words(const Derived& d, int node, int come, const Language& language) {
  const int* parts = d.parts.data() + d.first_part[node];
  const double total = d.so_far[parts[come - 1]];
  const bool all = come == d.part_count(node);
  std::vector<std::string> forms;
  if (come > 1) {
    const int from = come > kMostParts ? come - 1 : 0;  // of many only the last is written out
    double seen = from > 0 ? shown(d.so_far[parts[from - 1]]) : 0;
    std::string sum = from > 0 ? kMore : "";
    for (int i = from; i < come; ++i) {
      const double part = d.analysis.backward.contributions[parts[i]].downstream;
      seen += shown(part);
      sum += i > 0 ? " + " + bracketed(part) : display_text(part);
    }
    forms.push_back(sum + equals(looks_equal(seen, total)) + display_text(total));
  }
  forms.push_back(display_text(total));
  if (!all)
    for (std::string& form : forms) form = language.say(Word::so_far, {form});
  return forms;
}

StepWords step_words(const Derived& d, int done, const Language& language) {
  if (d.steps.empty()) return {"", ""};
  const int all = static_cast<int>(d.steps.size());
  if (done <= 0) return {std::string(language.of(Word::inputs_given)), std::string(d.forward > 0 ? language.of(Word::press_for_first) : "")};
  done = std::min(done, all);
  const Step& step = d.steps[static_cast<std::size_t>(done) - 1];
  const Graph& graph = d.analysis.graph;
  if (step.kind == Step::Kind::forward)
    return {language.say(Word::forward_step, {std::to_string(done), std::to_string(d.forward)}),
            language.say(Word::gate_does, {gate_words(graph, step.node, language).title, computes(d.analysis, step.node)})};
  const std::string where = language.say(Word::backward_step, {std::to_string(done - d.forward), std::to_string(all - d.forward)});
  if (step.kind == Step::Kind::seed) return {where, language.say(Word::seed, {graph.nodes[step.node].name})};
  return {where, Sender(d, step, language).sentence()};
}

}  // namespace chainrule::view
