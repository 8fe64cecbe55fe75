// The selected gate: what it does, its local gradients and how they come about, the chain rule in numbers, its slope, the check
// against differences, and other modes.
#include "ui/inspector.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/decimal.h"
#include "core/derivation.h"
#include "core/number.h"
#include "ui/column.h"
#include "view/sentences.h"

namespace chainrule::ui {

using view::Token;

namespace {

constexpr float kSide = 21;

const Node& node_at(const App::State& s, int node) { return s.derived.analysis.graph.nodes[static_cast<std::size_t>(node)]; }
const view::Card& card_at(const App::State& s, int node) { return s.derived.cards[static_cast<std::size_t>(node)]; }

std::string fraction(const std::string& of, const std::string& by) { return "\\frac{\\partial " + of + "}{\\partial " + by + "}"; }

void title(Column& column, int node) {
  App::State& s = column.state();
  const view::GateWords look = view::gate_words(s.derived.analysis.graph, node, s.language);
  const math::Box box = equation_box(s, node, 20), name = words(look.title, 15, math::Role::ink, math::Face::sans_semibold);
  const bool beside = box.width + 12 + name.width <= column.width();
  const float scale = beside ? 1.f : std::min(1.f, column.width() / box.width);
  column.space(16 + box.height * scale);
  paint_box(column.list(), s.fonts, s.colours(), box, {column.x(), column.y()}, scale);
  if (!beside) column.space(box.depth * scale + 26);
  paint_box(column.list(), s.fonts, s.colours(), name, {column.x() + (beside ? box.width + 12 : 0), column.y()});
  column.space(beside ? box.depth + 4 : 4);
}

// Whether the node saturates, blocks, vanishes, explodes, or is where a NaN begins.
void remarks(Column& column, int node) {
  App::State& s = column.state();
  if (!s.findings.looked) {
    s.findings.insights = insights(s.derived.analysis);
    s.findings.looked = true;
  }
  for (const Insight& insight : s.findings.insights) {
    const bool backward = insight.kind == Insight::Kind::vanishing || insight.kind == Insight::Kind::exploding;
    const auto at = static_cast<std::size_t>(node);
    if (insight.node != node || !known(backward ? s.derived.send_step[at] : s.derived.value_step[at], s)) continue;
    column.remark(view::insight_sentence(insight, s.language), Token::gradient);
  }
}

// The rule of a step, in words.
std::string rule_words(const std::string& rule, const Language& language) {
  for (const char* start : {"derivative of ", "identities of ", "add and subtract "}) {
    const std::string_view fixed = start;
    if (rule.compare(0, fixed.size(), fixed) != 0) continue;
    std::string key(fixed.substr(0, fixed.size() - 1));
    std::replace(key.begin(), key.end(), ' ', '-');
    std::string words(language.of_table("rule." + key, std::string(fixed) + "{0}"));
    return words.replace(words.find("{0}"), 3, rule.substr(fixed.size()));
  }
  std::string key = rule;
  std::replace(key.begin(), key.end(), ' ', '-');
  return std::string(language.of_table("rule." + key, rule));
}

// How the formula comes about, where more than one rule is used.
void derivation_of(Column& column, int node, const view::Row& row, double local) {
  App::State& s = column.state();
  Analysis& a = s.derived.analysis;
  const std::vector<DerivationStep> steps = derivation(a.graph, node, row.place, a.values, local, a.rules);
  if (steps.size() < 2) return;
  bool open = s.show_derivation[static_cast<std::size_t>(row.place != 0)];
  const std::string name = "derivation" + std::to_string(row.place);
  s.show_derivation[static_cast<std::size_t>(row.place != 0)] = column.fold(name.c_str(), s.language.of(Word::how), open);
  if (!open) return;
  column.paragraph(rule_words(steps[0].rule, s.language));
  column.formula(math::typeset(latex(steps[0].before), 15, math::Style::display));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i > 0) column.paragraph(rule_words(steps[i].rule, s.language));
    column.formula(math::typeset("{} = " + latex(steps[i].after), 15, math::Style::display));
  }
}

void local_gradients(Column& column, int node) {
  App::State& s = column.state();
  Analysis& a = s.derived.analysis;
  const Node& n = node_at(s, node);
  column.heading(s.language.of(Word::local_gradients));
  for (const view::Row& row : card_at(s, node).rows) {
    const double local = a.backward.locals[static_cast<std::size_t>(n.first_operand + row.place)];
    const Expr formula = local_formula(a.graph, node, row.place, a.values, local, a.rules);
    const bool plain = formula->kind == ExprNode::Kind::number;
    column.formula(math::typeset(fraction(latex_name(n.name), latex_name(node_at(s, row.operand).name)) + " = " + latex(formula), 16, math::Style::display),
                   plain || !known(s.derived.value_step[static_cast<std::size_t>(node)], s) ? math::Box() : words(display_text(local), 14, math::Role::value));
  }
  for (const view::Row& row : card_at(s, node).rows)
    derivation_of(column, node, row, a.backward.locals[static_cast<std::size_t>(n.first_operand + row.place)]);
  const Side side = side_taken(a.graph, node, a.values);
  if (side.piecewise && known(s.derived.value_step[static_cast<std::size_t>(node)], s))
    column.paragraph(s.language.say(Word::side_taken, {side.side, display_text(std::fabs(side.distance))}));
}

// upstream × local = downstream: symbols, numbers, result.
void chain_rule(Column& column, int node) {
  App::State& s = column.state();
  if (!s.derived.analysis.backward.on_path[static_cast<std::size_t>(node)] || !known(s.derived.send_step[static_cast<std::size_t>(node)], s)) return;
  column.heading(s.language.of(Word::chain_rule));
  for (const view::Row& row : card_at(s, node).rows) column.halves(row.symbols, *row.numbers);
}

Word verdict_word(Verdict verdict) {
  constexpr Word kWords[] = {Word::agrees, Word::disagrees, Word::not_differentiable, Word::not_finite, Word::too_rough};
  return kWords[static_cast<int>(verdict)];
}

void checks(Column& column, int node) {
  App::State& s = column.state();
  const Analysis& a = s.derived.analysis;
  const std::string& name = node_at(s, node).name;
  Findings& found = s.findings;
  // Not while a number is dragged: a check evaluates the program dozens of times.
  const bool moving = s.dragging();
  if (found.checks_of != name) {
    found.checks_of = moving ? std::string() : name;
    found.checks.clear();
    auto check = [&](int i) {
      found.checks.push_back(moving ? CheckRow{i, a.backward.grads[static_cast<std::size_t>(i)], 0, Verdict::unresolved} : check_gradient(a, i));
    };
    if (card_at(s, node).rows.empty()) check(node);
    for (const view::Row& row : card_at(s, node).rows) {
      const bool twice = !found.checks.empty() && found.checks.back().node == row.operand;
      if (!twice) check(row.operand);
    }
  }
  auto hidden = [&](const CheckRow& row) { return !known(s.derived.gradient_step[static_cast<std::size_t>(row.node)], s); };
  if (std::all_of(found.checks.begin(), found.checks.end(), hidden)) return;
  column.heading(s.language.of(Word::checked));
  const std::string output = latex_name(node_at(s, a.graph.output).name);
  for (const CheckRow& row : found.checks) {
    if (hidden(row)) continue;
    const bool good = row.verdict == Verdict::agrees, pending = found.checks_of.empty();
    std::string shown = std::isfinite(row.numerical) ? format_digits(row.numerical, 7) : display_text(row.numerical);
    if (shown[0] == '-') shown = "\u2212" + shown.substr(1);
    if (pending) shown = "\u2026";
    column.cells(math::typeset("\\partial " + output + "/\\partial " + latex_name(node_at(s, row.node).name), 14),
                 words(display_text(row.gradient), 13, math::Role::gradient), words(shown, 13, math::Role::soft),
                 words(pending ? std::string_view() : s.language.of(verdict_word(row.verdict)), 13, good ? math::Role::value : math::Role::gradient));
  }
}

// Where the program gives an input a range.
void slider(Column& column, int node) {
  App::State& s = column.state();
  const std::string& name = node_at(s, node).name;
  const std::optional<NamedPair> range = s.range_of(name);
  double value = s.derived.analysis.values[static_cast<std::size_t>(node)];
  const double before = value;
  if (!range || !column.slider("slider", range->a, range->b, value)) return;
  s.slid = true;
  if (value != before) s.slide_to = {name, value};
}

// Forward mode and second derivatives along one input.
void modes(Column& column, int node) {
  App::State& s = column.state();
  const Analysis& a = s.derived.analysis;
  constexpr std::size_t kMost = 12;  // buttons
  std::vector<int> inputs;
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i)
    if (node_at(s, i).op == Op::input) inputs.push_back(i);
  if (inputs.empty() || !column.fold("modes", s.language.of(Word::other_modes), s.show_modes)) return;
  if (!known(static_cast<int>(s.derived.steps.size()), s)) return column.paragraph(s.language.of(Word::when_done));
  std::vector<std::string> labels;
  int chosen = 0;
  for (std::size_t i = 0; i < std::min(inputs.size(), kMost); ++i) {
    labels.push_back(latex_name(node_at(s, inputs[i]).name));
    if (node_at(s, inputs[i]).name == s.mode_input) chosen = static_cast<int>(i);
  }
  chosen = column.choice("mode-input", labels, chosen);
  const int input = inputs[static_cast<std::size_t>(chosen)];
  s.mode_input = node_at(s, input).name;
  Findings& found = s.findings;
  if (found.modes_of != s.mode_input) {
    found.modes_of = s.mode_input;
    found.tangents = forward_mode(a.graph, a.backward.locals, input);
    found.reverse = reverse_cost(a.graph, a.backward);
    std::vector<double> direction(a.graph.nodes.size());
    direction[static_cast<std::size_t>(input)] = 1;
    found.curvature = hessian_vector(a.graph, direction);
  }
  const std::string x = latex_name(s.mode_input), f = latex_name(node_at(s, a.graph.output).name);
  column.formula(math::typeset(fraction(latex_name(node_at(s, node).name), x) + " = \\role{value}{" +
                                   display_latex(found.tangents.tangents[static_cast<std::size_t>(node)]) + "}", 16, math::Style::display));
  column.paragraph(s.language.say(Word::forward_cost, {s.mode_input, std::to_string(found.tangents.operations.all()), std::to_string(inputs.size()),
                                                       std::to_string(found.reverse.all())}));
  column.heading(s.language.of(Word::curvature));
  for (std::size_t i = 0; i < std::min(inputs.size(), kMost); ++i)
    column.formula(math::typeset("\\frac{\\partial^2 " + f + "}{\\partial " + x + "\\,\\partial " + labels[i] + "} = \\role{gradient}{" +
                                     display_latex(found.curvature.products[static_cast<std::size_t>(inputs[i])]) + "}", 15, math::Style::display));
}

}  // namespace

int shown_node(const App::State& s) {
  const int selected = view::node_of(s.derived, s.session.selected);
  return selected >= 0 ? selected : s.derived.analysis.graph.output;
}

math::Box equation_box(const App::State& s, int node, float em) {
  const Node& n = node_at(s, node);
  return math::typeset(latex_name(n.name) + (n.operand_count > 0 ? " = " + latex(formula_of(s.derived.analysis.graph, node)) : std::string()), em);
}

static void inspect(Column& column, bool on_sheet) {
  App::State& s = column.state();
  const int node = shown_node(s);
  if (node < 0) return;
  const bool gate = !card_at(s, node).rows.empty();
  if (on_sheet) {
    column.space(4);  // the handle has the title
  } else {
    title(column, node);
  }
  column.paragraph(view::gate_words(s.derived.analysis.graph, node, s.language).sentence);
  remarks(column, node);
  if (!gate && !s.read_only) slider(column, node);
  if (gate) {
    local_gradients(column, node);
    chain_rule(column, node);
    if (known(s.derived.value_step[static_cast<std::size_t>(node)], s)) plot(column, node);
  }
  checks(column, node);
  modes(column, node);
}

void side_panel(App::State& s, float x, float y, float width, float height, bool on_sheet) {
  const Theme& t = s.colours();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({x, y}, {x + width, y + height}, t.of(Token::card));
  list->AddRectFilled({x, y}, on_sheet ? ImVec2(x + width, y + 1) : ImVec2(x + 1, y + height), t.of(Token::border));
  ImGui::SetCursorScreenPos({x + 1, y});
  const char* name = s.trainer.shown() ? "trainer" : "inspector";
  ImGui::BeginChild(name, {width - 1, height}, 0, ImGuiWindowFlags_NoNav);
  if (on_sheet) s.hand.scroll(!s.reduced_motion);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  Column column(s, name, origin.x + kSide, origin.y, width - 2 * kSide);
  s.trainer.shown() ? trainer_panel(column, on_sheet) : inspect(column, on_sheet);
  ImGui::SetCursorScreenPos({origin.x, column.y() + 23});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
}

}  // namespace chainrule::ui
