#include "view/derived.h"

#include <algorithm>
#include <cmath>

#include "core/directives.h"
#include "core/number.h"
#include "view/shown.h"

namespace chainrule::view {

namespace {

constexpr float kHeader = 44, kSide = 14, kRowTop = 12, kLabelGap = 8, kRowBottom = 14, kFoot = 8;
constexpr float kDisc = 14;  // radius of the sign's disc
constexpr float kWords = 13, kSmall = 11, kEquation = 20, kFormula = 16;
constexpr float kPillWidth = 128, kPillHeight = 60, kPillSide = 20;

float up_to_grid(float x) { return 8 * std::ceil(x / 8); }

std::string role(const char* name, const std::string& latex) { return std::string("\\role{") + name + "}{" + latex + "}"; }
std::string partial(const std::string& of, const std::string& by) { return "\\frac{\\partial " + of + "}{\\partial " + by + "}"; }

// A factor inside a product: sums and signs in brackets.
std::string factor_latex(const Expr& e) {
  const bool open = e->kind == ExprNode::Kind::apply && (e->op == Op::add || e->op == Op::sub);
  const std::string text = latex(e);
  return open || text[0] == '-' ? "\\left(" + text + "\\right)" : text;
}

std::string factor_number(double value) {
  const std::string text = display_latex(value);
  return text[0] == '-' ? "(" + text + ")" : text;
}

class CardMaker {
 public:
  CardMaker(Analysis& a, const Language& language) : a_(a), language_(language), output_(a.graph.output >= 0 ? latex_name(a.graph.nodes[a.graph.output].name) : "") {
    uses_.assign(a.graph.nodes.size(), 0);
    for (const Contribution& c : a.backward.contributions) ++uses_[c.to];
  }

  Card make(int node) {
    Card card = a_.graph.nodes[node].operand_count == 0 ? pill(node) : gate_card(node);
    card.value = math::words(display_text(a_.values[node]), math::Face::sans_semibold, 14, math::Role::value);
    card.gradient = math::words(display_text(a_.backward.grads[node]), math::Face::sans_semibold, 14, math::Role::gradient);
    if (!card.pill) return card;
    card.width = up_to_grid(std::max(kPillWidth, kPillSide + card.equation.width + 16 + std::max(card.value.width, card.gradient.width) + kPillSide));
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
    float width = kSide + 2 * kDisc + 10 + card.equation.width + 24 + card.title.width + kSide;
    float needed = card.equation.height + card.equation.depth + 16;
    card.header = std::max(kHeader, up_to_grid(needed));
    card.out_y = card.header / 2;
    float y = card.header;
    for (int p = 0; p < node.operand_count; ++p) {
      if (a_.graph.operands_of(index)[p].is_literal()) continue;
      card.rows.push_back(row(index, p, y));
      const Row& r = card.rows.back();
      width = std::max({width, kSide + r.symbols.width + r.numbers.width + kSide, kSide + r.label.width + kSide});
      y += r.height;
    }
    card.width = up_to_grid(std::max(width, 208.f));
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
    const double local = a_.backward.locals[node.first_operand + place];
    const double upstream = a_.backward.grads[index];
    const double downstream = a_.backward.on_path[index] ? upstream * local : 0;
    const Expr formula = local_formula(a_.graph, index, place, a_.values, local, a_.rules);
    const bool plain = formula->kind == ExprNode::Kind::number;
    const bool fork = uses_[r.operand] > 1;  // this is one of several contributions that add up
    r.label = math::typeset(in_words(fork ? Word::one_of_paths : Word::with_respect_to, {x, std::to_string(uses_[r.operand])}), kSmall / 0.82f,
                            math::Style::text, math::Role::soft);
    r.symbols = math::typeset(role("gradient", partial(output_, x)) + (fork ? "\\; {+}{=} \\; " : " = ") +
                                  role("upstream", partial(output_, q)) + " \\cdot " + (plain ? partial(q, x) : factor_latex(formula)),
                              kFormula, math::Style::display);
    const std::string number = factor_number(local);
    r.numbers = math::typeset("{} = " + role("upstream", display_latex(upstream)) + " \\cdot " + (plain ? number : role("value", number)) +
                                  (product_shows(upstream, local, downstream) ? " = " : " \\approx ") +
                                  role("gradient", display_latex(downstream)),
                              kFormula, math::Style::display);
    const float height = std::max(r.symbols.height, r.numbers.height), depth = std::max(r.symbols.depth, r.numbers.depth);
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
  std::string output_;
  std::vector<int> uses_;
};

void add_wires(Derived& d) {
  const Graph& graph = d.analysis.graph;
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i)
    for (std::size_t r = 0; r < d.cards[i].rows.size(); ++r) {
      const Row& row = d.cards[i].rows[r];
      d.wires.push_back({row.operand, i, row.port_y});
      d.wire_row.push_back(static_cast<int>(r));
    }
}

bool same_wires(const std::vector<layout::Wire>& a, const std::vector<layout::Wire>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const layout::Wire& v, const layout::Wire& w) {
    return v.from == w.from && v.to == w.to && v.in_y == w.in_y;
  });
}

bool same_sizes(const std::vector<Card>& a, const std::vector<Card>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Card& c, const Card& o) {
    return c.width == o.width && c.height == o.height && c.out_y == o.out_y;
  });
}

}  // namespace

GateWords gate_words(const Graph& graph, int node, const Language& language) {
  const GateLook look = gate_look(graph, node);
  const std::string row = graph.nodes[node].op == Op::call ? "call" : look.name;
  return {std::string(language.of_table(row + ".title", look.title)), std::string(language.of_table(row + ".words", look.words))};
}

Derived derive(std::string_view text, const Derived* previous, const Language& language, Grain grain) {
  Derived d;
  d.text = std::string(text);
  BuildOptions options;
  options.folded = folded_functions(text);
  d.analysis = analyse(text, options);
  CardMaker maker(d.analysis, language);
  const bool same = previous && previous->cards.size() == d.analysis.graph.nodes.size();
  for (int i = 0; i < static_cast<int>(d.analysis.graph.nodes.size()); ++i) {
    d.cards.push_back(maker.make(i));
    if (same) d.cards.back().width = std::max(d.cards.back().width, previous->cards[i].width);
  }
  add_wires(d);
  std::vector<layout::Card> sizes;
  for (const Card& card : d.cards) sizes.push_back({card.width, card.height, card.out_y, false, {}});
  layout::Spacing spacing;
  spacing.layer_gap = 112;
  // What the layout has already drawn it would draw the same: a changed number is no change to it.
  const bool drawn = same && same_wires(d.wires, previous->wires) && same_sizes(d.cards, previous->cards);
  d.drawing = drawn ? previous->drawing : layout::layered(sizes, d.wires, spacing);
  d.frames = make_frames(d);
  static_cast<Lesson&>(d) = make_lesson(d.analysis, grain);
  return d;
}

}  // namespace chainrule::view
