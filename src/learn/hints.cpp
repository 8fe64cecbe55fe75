// What is said to a learner: questions, hints, and what was done.
#include <cmath>

#include "core/derivation.h"
#include "core/number.h"
#include "learn/grade.h"

namespace chainrule::learn {

namespace {

constexpr const char* kTimes = " \u00D7 ";
constexpr std::size_t kMostTerms = 6;  // of a sum that are written out
constexpr int kMostSlips = 3;          // that are named at once

static_assert(static_cast<int>(Word::did_unknown) - static_cast<int>(Word::did_empty) == static_cast<int>(Mistake::unknown));
static_assert(static_cast<int>(Word::principle_order) - static_cast<int>(Word::principle_forward) == static_cast<int>(Principle::order));
static_assert(static_cast<int>(Word::hint_grouping) - static_cast<int>(Word::hint_forward) == static_cast<int>(Principle::grouping));

constexpr const char* kPrinciples[] = {"forward", "local_gradient", "chain", "add", "mul", "route", "copy", "grouping", "order"};

Word nth(Word first, int n) { return static_cast<Word>(static_cast<int>(first) + n); }

const std::string& name(const Graph& graph, int node) { return graph.nodes[node].name; }
int operand_node(const Graph& graph, const Slot& slot) { return graph.operands_of(slot.node)[slot.place].node; }

std::string partial(const std::string& of, const std::string& by) { return "\u2202" + of + "/\u2202" + by; }
std::string partial(const Graph& graph, int of, int by) { return partial(name(graph, of), name(graph, by)); }

std::string bracketed(double value) {
  const std::string text = display_text(value);
  return value < 0 ? "(" + text + ")" : text;
}

// ---- nothing is given away ----

// Does a number stand in the text that is the true one, or as it is shown? Digits in names are none.
bool says_number(std::string_view text, double truth) {
  char before = ' ';
  for (std::size_t i = 0; i < text.size();) {
    double number = 0;
    const bool in_name = (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z') || before == '_' || (before & 0x80);
    const int bytes = in_name ? 0 : parse_number(text.substr(i), number);
    if (bytes > 0 && (number == std::fabs(truth) || number == std::fabs(round_for_display(truth).value))) return true;
    if (bytes > 0 || !in_name || text[i] < '0' || text[i] > '9') before = bytes > 0 ? ' ' : text[i];
    i += bytes > 0 ? static_cast<std::size_t>(bytes) : 1;
  }
  return false;
}

bool gives_away(Analysis& a, const Slot& slot, std::string_view text) {
  if (says_number(text, true_number(a, slot))) return true;
  return slot.asked == Asked::formula && text.find(" = " + true_text(a, slot) + ".") != text.npos;
}

// ---- the formula, in names and in numbers ----

std::string equation(const Graph& graph, int node) { return name(graph, node) + " = " + print(formula_of(graph, node)); }

Expr with_numbers(const Analysis& a, const Expr& formula) {
  return substitute(formula, [&](const std::string& symbol) -> Expr {
    const int node = a.graph.find(symbol);
    return node < 0 ? nullptr : number(round_for_display(a.values[node]).value);
  });
}

// "∂f/∂q × ∂q/∂x + …" for all that comes back to a node, or with the numbers.
std::string sum_of_products(const Analysis& a, int to, bool numbers) {
  const Graph& graph = a.graph;
  std::string text;
  std::size_t count = 0;
  for (const Contribution& c : a.backward.contributions) {
    if (c.to != to) continue;
    if (count > 0) text += " + ";
    if (count++ == kMostTerms) return text + "\u2026";
    text += numbers ? bracketed(c.upstream) + kTimes + bracketed(c.local)
                    : partial(graph, graph.output, c.gate) + kTimes + partial(graph, c.gate, to);
  }
  return text;
}

// ---- the three steps ----

std::string move(const Graph& graph, const Slot& slot, const Language& language) {
  if (slot.asked == Asked::value) return std::string(language.of(Word::hint_forward));
  if (slot.asked == Asked::sum) return language.say(Word::hint_move, {name(graph, slot.node), name(graph, graph.output)});
  return language.say(Word::hint_move, {name(graph, operand_node(graph, slot)), name(graph, slot.node)});
}

std::string formula_hint(Analysis& a, const Slot& slot, const Language& language) {
  const Graph& graph = a.graph;
  switch (slot.asked) {
    case Asked::value: return equation(graph, slot.node);
    case Asked::formula: return language.say(Word::hint_hold, {equation(graph, slot.node), name(graph, operand_node(graph, slot))});
    case Asked::local: return partial(graph, slot.node, operand_node(graph, slot)) + " = " + print(true_formula(a, slot));
    case Asked::product: {
      const int to = operand_node(graph, slot);
      return partial(graph, graph.output, slot.node) + kTimes + partial(graph, slot.node, to);
    }
    case Asked::sum: break;
  }
  return partial(graph, graph.output, slot.node) + " = " + sum_of_products(a, slot.node, false);
}

std::string number_hint(Analysis& a, const Slot& slot, const Language& language) {
  const Graph& graph = a.graph;
  const Expr formula = slot.asked == Asked::value ? formula_of(graph, slot.node) : slot.place >= 0 ? true_formula(a, slot) : nullptr;
  switch (slot.asked) {
    case Asked::product: return bracketed(a.backward.grads[slot.node]) + kTimes + bracketed(true_number(a, {Asked::local, slot.node, slot.place}));
    case Asked::sum: return sum_of_products(a, slot.node, true);
    case Asked::formula:
      for (const DerivationStep& step : derivation(graph, slot.node, slot.place, a.values, true_number(a, slot), a.rules))
        if (print(step.before) != print(formula)) return partial(graph, slot.node, operand_node(graph, slot)) + " = " + print(step.before);
      break;
    default: {
      const std::string numbers = print(with_numbers(a, formula));
      if (numbers != print(number(round_for_display(true_number(a, slot)).value))) return numbers;
    }
  }
  return move(graph, slot, language);
}

// ---- what was done ----

// A gate of the table by its name; any other part is as it stands.
std::string part_words(const std::string& part, const Language& language) {
  for (int i = 0; i < static_cast<int>(Op::count); ++i) {
    const Gate& row = gate(static_cast<Op>(i));
    if (part == row.name) return std::string(language.of_table(part + ".title", row.title));
  }
  return part;
}

std::string look_first(const Graph& graph, const Slot& slot, const Language& language) {
  constexpr Word kLook[] = {Word::look_value, Word::look_local, Word::look_local, Word::look_product, Word::look_sum};
  return language.say(kLook[static_cast<int>(slot.asked)], {name(graph, slot.node)});
}

// What was done, and the question that leads on.
struct Said {
  std::string did, question;
};
Said said(const Graph& graph, const Slot& slot, const Found& found, const Language& language) {
  const bool gate = found.mistake == Mistake::other_gate || found.mistake == Mistake::wrong_operation;
  std::string part = found.parts.empty() ? name(graph, slot.place >= 0 ? operand_node(graph, slot) : slot.node) : found.parts[0];
  if (gate) part = part_words(part, language);
  std::string text = language.say(nth(Word::did_empty, static_cast<int>(found.mistake)), {part});
  const std::size_t bar = std::min(text.find('|'), text.size());
  Said result{text.substr(0, bar), bar < text.size() ? text.substr(bar + 1) : std::string()};
  if (result.question.empty()) result.question = look_first(graph, slot, language);
  return result;
}

// ---- principles ----

Principle gate_principle(const Analysis& a, const Slot& slot) {
  const Node& node = a.graph.nodes[slot.node];
  const Principle other = slot.asked == Asked::product ? Principle::chain : Principle::local_gradient;
  const bool folded = node.op == Op::call || node.op == Op::sigmoid;
  if (folded) return slot.asked == Asked::product ? other : Principle::grouping;
  const std::string_view local = gate(node.op).local[slot.place];
  if (local == "1" || local == "-1") return Principle::add;
  if (local == "a" || local == "b" || gate_name(a.graph, slot.node) == "scale") return Principle::mul;
  return local.find("wins(") != local.npos || local.find("step(") != local.npos ? Principle::route : other;
}

}  // namespace

std::string feedback(Analysis& a, const Slot& slot, const Mark& mark, const Language& language) {
  if (mark.correct || mark.found.empty() || !can_ask(a, slot)) return {};
  if (mark.found.size() == 1) {
    const Said only = said(a.graph, slot, mark.found[0], language);
    return only.did + only.question;
  }
  std::string text = std::string(language.of(Word::several_slips)) + '\n';
  for (int i = 0; i < kMostSlips && i < static_cast<int>(mark.found.size()); ++i) {
    text += "\u2022 " + said(a.graph, slot, mark.found[static_cast<std::size_t>(i)], language).did;
    while (text.back() == ' ') text.pop_back();
    text += '\n';
  }
  return text + look_first(a.graph, slot, language);
}

std::string question(Analysis& a, const Slot& slot, const Language& language) {
  const Graph& graph = a.graph;
  if (!can_ask(a, slot)) return {};
  switch (slot.asked) {
    case Asked::value: return language.say(Word::question_value, {name(graph, slot.node)});
    case Asked::formula: return language.say(Word::question_formula, {partial(graph, slot.node, operand_node(graph, slot))});
    case Asked::local: return language.say(Word::question_local, {partial(graph, slot.node, operand_node(graph, slot))});
    case Asked::product: return language.say(Word::question_product, {name(graph, slot.node), name(graph, operand_node(graph, slot))});
    case Asked::sum: break;
  }
  return language.say(Word::question_sum, {partial(graph, graph.output, slot.node)});
}

std::string hint(Analysis& a, const Slot& slot, int level, const Language& language) {
  if (!can_ask(a, slot)) return {};
  const std::string principle(language.of(nth(Word::hint_forward, static_cast<int>(principle_of(a, slot)))));
  if (level <= 0) return principle;
  if (level > 1) return number_hint(a, slot, language);
  std::vector<std::string> forms{formula_hint(a, slot, language)};
  if (slot.asked == Asked::local || slot.asked == Asked::formula) {
    const GateLook look = gate_look(a.graph, slot.node);
    forms.push_back(language.say(Word::hint_hold, {equation(a.graph, slot.node), name(a.graph, operand_node(a.graph, slot))}));
    forms.emplace_back(language.of_table(look.name + ".words", look.words));
  }
  for (std::string& form : forms)
    if (!gives_away(a, slot, form)) return std::move(form);
  return move(a.graph, slot, language);
}

const char* principle_name(Principle principle) { return kPrinciples[static_cast<int>(principle)]; }

Principle principle_of(const Analysis& a, const Slot& slot) {
  if (!can_ask(a, slot) || slot.asked == Asked::value) return Principle::forward;
  if (slot.asked != Asked::sum) return gate_principle(a, slot);
  Slot edge{Asked::product, -1, -1};
  for (const Contribution& c : a.backward.contributions) {
    if (c.to != slot.node) continue;
    if (edge.node >= 0) return Principle::copy;
    edge = {Asked::product, c.gate, c.place};
  }
  return gate_principle(a, edge);
}

std::string principle_words(Principle principle, const Language& language) {
  return std::string(language.of(nth(Word::principle_forward, static_cast<int>(principle))));
}

}  // namespace chainrule::learn
