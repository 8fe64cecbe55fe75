#include "view/derived.h"

#include <algorithm>
#include <cmath>

#include "core/directives.h"
#include "core/number.h"
#include "learn/slot.h"
#include "view/shown.h"

namespace chainrule::view {

namespace {

constexpr float kHeader = 44, kSide = 14, kRowTop = 12, kLabelGap = 8, kRowBottom = 14, kFoot = 8;
constexpr float kDisc = 14;  // radius of the sign's disc
constexpr float kWords = 13, kSmall = 11, kEquation = 20, kFormula = 16;
constexpr float kPillWidth = 128, kPillHeight = 60, kPillSide = 20;

// A stranger's pin stays where a camera can find it.
float within(double x) { return static_cast<float>(std::clamp(x, -1e5, 1e5)); }

float up_to_grid(float x) { return 8 * std::ceil(x / 8); }

std::string role(const char* name, const std::string& latex) { return std::string("\\role{") + name + "}{" + latex + "}"; }
std::string partial(const std::string& of, const std::string& by) { return "\\frac{\\partial " + of + "}{\\partial " + by + "}"; }

// A factor inside a product: sums and signs in brackets.
std::string factor_latex(const Expr& e) {
  const bool open = e->kind == ExprNode::Kind::apply && (e->op == Op::add || e->op == Op::sub);
  const std::string text = latex(e);
  return open || text[0] == '-' ? "\\left(" + text + "\\right)" : text;
}

// The numbers of the analysis, onto the card.
void say_numbers(Card& card, int node, const Analysis& a) {
  card.value.say({a.values[node], math::Role::value});
  card.gradient.say({a.backward.grads[node], math::Role::gradient});
  for (Row& r : card.rows) {
    const double upstream = a.backward.grads[node], local = a.backward.locals[a.graph.nodes[node].first_operand + r.place];
    r.numbers.say({upstream, local, a.backward.on_path[node] ? upstream * local : 0, r.numbers.said().plain});
  }
}

// What stands on the card needs it to be so wide.
float needed_width(const Card& card, const NumberWidths& widths, unsigned asked) {
  auto asks = [&](learn::Asked kind) { return (asked >> static_cast<unsigned>(kind) & 1) != 0; };
  if (card.pill) {
    const float rest = kPillSide + card.equation.width + 16 + kPillSide;
    auto with = [&](float numbers) { return up_to_grid(std::max(kPillWidth, rest + numbers)); };
    const float blank = asks(learn::Asked::sum) ? kBlank : 0;
    const float most = with(std::max({widths.of(card.value.said()), widths.of(card.gradient.said()), blank}));
    return most <= card.width ? most : with(std::max({card.value->width, card.gradient->width, blank}));
  }
  float width = std::max(208.f, kSide + 2 * kDisc + 10 + card.equation.width + 24 + card.title.width + kSide), blanks = 0;
  for (const learn::Asked kind : {learn::Asked::local, learn::Asked::product}) blanks += asks(kind) ? kBlank : 0;
  for (const learn::Asked kind : {learn::Asked::sum, learn::Asked::value}) blanks += asks(kind) ? 2 * kCover : 0;  // what would tell is covered
  if (asks(learn::Asked::formula)) blanks += kLongBlank;
  for (const Row& r : card.rows)
    width = std::max({width, kSide + r.symbols.width + widths.of(r.numbers.said()) + blanks + kSide, kSide + r.label.width + kSide});
  return up_to_grid(width);
}

class CardMaker {
 public:
  CardMaker(Analysis& a, const Language& language, unsigned asked) : a_(a), language_(language), asked_(asked) {
    uses_.assign(a.graph.nodes.size(), 0);
    for (const Contribution& c : a.backward.contributions) ++uses_[c.to];
  }

  Card make(int node) {
    Card card = a_.graph.nodes[node].operand_count == 0 ? pill(node) : gate_card(node);
    say_numbers(card, node, a_);
    card.width = needed_width(card, widths_, asked_);
    return card;
  }

 private:
  Card pill(int node) {
    Card card;
    card.pill = true;
    card.equation = math::typeset(latex_name(a_.graph.nodes[node].name), 22);
    card.height = kPillHeight;
    card.out_y = kPillHeight / 2;
    return card;
  }

  Card gate_card(int index) {
    const Node& node = a_.graph.nodes[index];
    const GateLook look = gate_look(a_.graph, index);
    Card card;
    card.header = kHeader;
    card.out_y = kHeader / 2;
    const bool word = look.sign.size() > 3;
    card.sign_box = math::words(look.sign, math::Face::sans_semibold, word ? 9.f : 15.f, math::Role::ink);
    if (card.sign_box.width > 2 * kDisc - 6)  // long names go into the disc smaller
      card.sign_box = math::words(look.sign, math::Face::sans_semibold, (word ? 9.f : 15.f) * (2 * kDisc - 6) / card.sign_box.width, math::Role::ink);
    card.equation = math::typeset(latex_name(node.name) + " = " + latex(formula_of(a_.graph, index)), kEquation);
    card.name = math::typeset(latex_name(node.name), kEquation);
    card.title = math::words(gate_words(a_.graph, index, language_).title, math::Face::sans, kWords, math::Role::soft);
    float needed = card.equation.height + card.equation.depth + 16;
    card.header = std::max(kHeader, up_to_grid(needed));
    card.out_y = card.header / 2;
    float y = card.header;
    for (int p = 0; p < node.operand_count; ++p) {
      if (a_.graph.operands_of(index)[p].is_literal()) continue;
      card.rows.push_back(row(index, p, y));
      y += card.rows.back().height;
    }
    card.height = y + kFoot;
    return card;
  }

  Row row(int index, int place, float top) {
    const Node& node = a_.graph.nodes[index];
    Row r;
    r.place = place;
    r.operand = a_.graph.operands_of(index)[place].node;
    r.top = top;
    const std::string& name = a_.graph.nodes[r.operand].name;
    const std::string x = latex_name(name), q = latex_name(node.name);
    const Expr formula = local_formula(a_.graph, index, place, a_.values, a_.backward.locals[node.first_operand + place], a_.rules);
    const bool plain = formula->kind == ExprNode::Kind::number;
    const bool fork = uses_[r.operand] > 1;  // this is one of several contributions that add up
    r.label = math::typeset(in_words(fork ? Word::one_of_paths : Word::with_respect_to, {x, std::to_string(uses_[r.operand])}), kSmall / 0.82f,
                            math::Style::text, math::Role::soft);
    r.symbols = math::typeset(chain_latex(a_.graph, index, r.operand, fork) + (plain ? partial(q, x) : factor_latex(formula)), kFormula,
                              math::Style::display);
    r.numbers.say({0, 0, 0, plain});  // they are no higher than the fractions before them
    const float height = r.symbols.height, depth = r.symbols.depth;
    r.baseline = top + kRowTop + kSmall + kLabelGap - 4 + height;
    r.height = up_to_grid(kRowTop + kSmall + kLabelGap - 4 + height + depth + kRowBottom);
    r.port_y = top + r.height / 2;
    return r;
  }

  // A sentence with formulas in it, as LaTeX.
  std::string in_words(Word word, std::initializer_list<std::string_view> formulas) const {
    const std::string_view pattern = language_.of(word);
    std::string out = "\\text{";
    for (std::size_t at = 0; at < pattern.size(); ++at) {
      const std::size_t which = pattern[at] == '{' && at + 2 < pattern.size() ? static_cast<std::size_t>(pattern[at + 1] - '0') : formulas.size();
      if (which < formulas.size()) {
        out += "}" + std::string(formulas.begin()[which]) + "\\text{";
        at += 2;
      } else {
        out += pattern[at];
      }
    }
    return out + "}";
  }

  Analysis& a_;
  const Language& language_;
  unsigned asked_;
  std::vector<int> uses_;
  NumberWidths widths_;
};

void add_wires(Derived& d) {
  const Graph& graph = d.analysis.graph;
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i)
    for (std::size_t r = 0; r < d.cards[i].rows.size(); ++r) {
      const Row& row = d.cards[i].rows[r];
      d.wires.push_back({row.operand, i, row.port_y});
      d.wire_row.push_back(static_cast<int>(r));
    }
  std::vector<int> from;
  for (const layout::Wire& w : d.wires) from.push_back(w.from);
  d.wires_from = layout::Lists(static_cast<int>(graph.nodes.size()), from);
}

bool same_wires(const std::vector<layout::Wire>& a, const std::vector<layout::Wire>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const layout::Wire& v, const layout::Wire& w) {
    return v.from == w.from && v.to == w.to && v.in_y == w.in_y;
  });
}

bool same_heights(const std::vector<Card>& a, const std::vector<Card>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Card& c, const Card& o) { return c.height == o.height && c.out_y == o.out_y; });
}

// Do the graphs differ in the inputs' values only? What a folded function's formula is may depend on values, so there must be none.
bool same_but_values(const Graph& a, const Graph& b) {
  return a.functions.empty() && b.functions.empty() && a.output == b.output &&
         std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(), [](const Node& n, const Node& m) {
           return n.op == m.op && n.first_operand == m.first_operand && n.operand_count == m.operand_count && n.name == m.name;
         }) &&
         std::equal(a.operands.begin(), a.operands.end(), b.operands.begin(), b.operands.end(), [](const Operand& p, const Operand& q) {
           return p.node == q.node && p.literal == q.literal;
         }) &&
         std::equal(a.groups.begin(), a.groups.end(), b.groups.begin(), b.groups.end(), [](const Group& g, const Group& h) {
           return g.function == h.function && g.first == h.first && g.last == h.last;
         });
}

Analysis analyse_folded(std::string_view text) {
  BuildOptions options;
  options.folded = folded_functions(text);
  return analyse(text, options);
}

// `before`, if not null, is a drawing of the same wires and cards, whose widths and pins may have been others.
layout::Drawing draw(const Derived& d, const layout::Drawing* before) {
  std::vector<layout::Card> sizes;
  for (const Card& card : d.cards) sizes.push_back({card.width, card.height, card.out_y, false, {}});
  for (const NamedPair& pin : d.pins) {
    const int node = d.analysis.graph.find(pin.name);
    if (node < 0) continue;
    sizes[static_cast<std::size_t>(node)].pinned = true;
    sizes[static_cast<std::size_t>(node)].pin = {within(pin.a), within(pin.b)};
  }
  layout::Spacing spacing;
  spacing.layer_gap = 112;
  return before ? layout::widened(*before, sizes, d.wires, spacing) : layout::layered(sizes, d.wires, spacing);
}

}  // namespace

std::string chain_latex(const Graph& graph, int node, int operand, bool fork) {
  auto name = [&](int i) { return latex_name(graph.nodes[static_cast<std::size_t>(i)].name); };
  const std::string f = graph.output >= 0 ? name(graph.output) : "";
  return role("gradient", partial(f, name(operand))) + (fork ? "\\; {+}{=} \\; " : " = ") + role("upstream", partial(f, name(node))) + " \\cdot ";
}

GateWords gate_words(const Graph& graph, int node, const Language& language) {
  const GateLook look = gate_look(graph, node);
  const std::string row = graph.nodes[node].op == Op::call ? "call" : look.name;
  return {std::string(language.of_table(row + ".title", look.title)), std::string(language.of_table(row + ".words", look.words))};
}

Derived derive(std::string_view text, const Derived* previous, const Language& language, Grain grain, unsigned asked) {
  return derive_from(analyse_folded(text), text, previous, language, grain, asked);
}

Derived derive_from(Analysis analysis, std::string_view text, const Derived* previous, const Language& language, Grain grain, unsigned asked) {
  Derived d;
  d.asked = asked;
  d.text = std::string(text);
  d.analysis = std::move(analysis);
  CardMaker maker(d.analysis, language, asked);
  const bool same = previous && previous->cards.size() == d.analysis.graph.nodes.size();
  for (int i = 0; i < static_cast<int>(d.analysis.graph.nodes.size()); ++i) {
    d.cards.push_back(maker.make(i));
    if (same) d.cards.back().width = std::max(d.cards.back().width, previous->cards[i].width);
  }
  add_wires(d);
  // What the layout has ordered it would order the same: a changed number is no change to it.
  const bool drawn = same && same_wires(d.wires, previous->wires) && same_heights(d.cards, previous->cards);
  d.pins = pairs(text, "pin");
  d.drawing = draw(d, drawn ? &previous->drawing : nullptr);
  d.frames = make_frames(d);
  static_cast<Lesson&>(d) = make_lesson(d.analysis, grain);
  return d;
}

bool renumber(Derived& d, std::string_view text) {
  Analysis analysis = analyse_folded(text);
  if (!same_but_values(analysis.graph, d.analysis.graph)) return false;
  d.text = std::string(text);
  d.analysis = std::move(analysis);
  const NumberWidths widths;
  std::vector<NamedPair> pins = pairs(text, "pin");
  bool other = pins != d.pins;
  d.pins = std::move(pins);
  for (std::size_t i = 0; i < d.cards.size(); ++i) {
    Card& card = d.cards[i];
    say_numbers(card, static_cast<int>(i), d.analysis);
    const float width = needed_width(card, widths, d.asked);
    if (width <= card.width) continue;
    card.width = width;
    other = true;
  }
  if (other) {
    d.drawing = draw(d, &d.drawing);
    d.frames = make_frames(d);
  }
  static_cast<Lesson&>(d) = make_lesson(d.analysis, d.grain);
  return true;
}

}  // namespace chainrule::view
