// text -> everything that is computed from it: analysis, typeset cards, positions, the lesson's steps.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/trace.h"
#include "layout/layout.h"
#include "math/typeset.h"
#include "words/words.h"

namespace chainrule::view {

// One operand of a gate: ∂f/∂x = ∂f/∂q · ∂q/∂x, then the numbers. Positions are px from the card's top left corner.
struct Row {
  int place = 0;           // operand place
  int operand = 0;         // node
  float top = 0, height = 0, port_y = 0;
  math::Box label, symbols, numbers;
  float baseline = 0;
};

struct Card {
  bool pill = false;       // an input
  float width = 0, height = 0, out_y = 0, header = 0;
  std::string sign;
  math::Box sign_box, name, equation, title, value, gradient;
  std::vector<Row> rows;
};

// One step of the lesson: a gate computes its value, the output is given gradient 1, or a gate sends gradients back.
struct Step {
  enum class Kind : std::uint8_t { forward, seed, send };
  Kind kind = Kind::forward;
  int node = 0;
};

struct Derived {
  std::string text;
  Analysis analysis;
  std::vector<Card> cards;          // one for each node
  std::vector<layout::Wire> wires;  // one for each operand that is a node
  std::vector<int> wire_row;        // its row in the card of `to`
  layout::Drawing drawing;
  std::vector<Step> steps;
  // How many steps must be done before this is known: a node's value, its gradient, a gate's rows.
  std::vector<int> value_step, gradient_step, send_step;
};

// `previous`, when given, keeps cards from shrinking: while a number is dragged nothing jumps. The words on the cards are of
// `language`.
Derived derive(std::string_view text, const Derived* previous = nullptr, const Language& language = english());

// What a gate is called and what it does, in a sentence, in this language.
struct GateWords {
  std::string title, sentence;
};
GateWords gate_words(const Graph& graph, int node, const Language& language);

// The step in words, in two parts: "Backward, step 2 of 3" and "multiply sends −4 to q and 3 to z".
struct StepWords {
  std::string where, what;
};
StepWords step_words(const Derived& derived, int done, const Language& language = english());

}  // namespace chainrule::view
