// text -> everything that is computed from it: analysis, typeset cards, positions, the lesson's steps.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/directives.h"
#include "layout/layout.h"
#include "layout/lists.h"
#include "math/typeset.h"
#include "view/frames.h"
#include "view/numbers.h"
#include "view/steps.h"
#include "words/words.h"

namespace chainrule::view {

// One operand of a gate: ∂f/∂x = ∂f/∂q · ∂q/∂x, then the numbers. Positions are px from the card's top left corner.
struct Row {
  int place = 0;           // operand place
  int operand = 0;         // node
  float top = 0, height = 0, port_y = 0;
  math::Box label, symbols;
  Late<Product> numbers;
  float baseline = 0;
};

struct Card {
  bool pill = false;       // an input
  float width = 0, height = 0, out_y = 0, header = 0;
  std::string sign;
  math::Box sign_box, name, equation, title;
  Late<Number> value, gradient;
  std::vector<Row> rows;
};

struct Derived : Lesson {
  std::string text;
  Analysis analysis;
  std::vector<Card> cards;          // one for each node
  std::vector<layout::Wire> wires;  // one for each operand that is a node
  std::vector<int> wire_row;        // its row in the card of `to`
  layout::Lists wires_from;         // by node: those that leave it
  layout::Drawing drawing;
  std::vector<Frame> frames;        // of functions
  std::vector<NamedPair> pins;           // as the program says: names, and corners in canvas px
  unsigned asked = 0;               // the kinds of what is answered on the cards, a bit for each learn::Asked: they have room for it
};

// px: a field for a number, and for a formula; what only covers a number.
constexpr float kBlank = 60, kLongBlank = 104, kCover = 30, kBlankHeight = 24;

// The operand place that a wire ends at.
inline int place_of(const Derived& d, std::size_t wire) {
  return d.cards[static_cast<std::size_t>(d.wires[wire].to)].rows[static_cast<std::size_t>(d.wire_row[wire])].place;
}

// Functions stand folded as the text's directives say. `previous`, when given, keeps cards from shrinking: while a number is dragged nothing jumps. The words on the cards are of
// `language`.
Derived derive(std::string_view text, const Derived* previous = nullptr, const Language& language = english(), Grain grain = Grain::gate,
               unsigned asked = 0);

// The same from an analysis of the text, with any functions folded and any output.
Derived derive_from(Analysis analysis, std::string_view text, const Derived* previous = nullptr, const Language& language = english(),
                    Grain grain = Grain::gate, unsigned asked = 0);

// The chain rule of one operand, up to its local gradient, as LaTeX: "∂f/∂x = ∂f/∂q ·", or for one of several paths with "+=".
std::string chain_latex(const Graph& graph, int node, int operand, bool fork);

// Other numbers or pins in the same program: they change where they stand, and cards are laid out again only if one has to grow or is
// pinned elsewhere; none shrinks. False, and nothing is changed, if the text differs in more than that.
bool renumber(Derived& derived, std::string_view text);

// What a gate is called and what it does, in a sentence, in this language.
struct GateWords {
  std::string title, sentence;
};
GateWords gate_words(const Graph& graph, int node, const Language& language);

}  // namespace chainrule::view
