// A learner's answer, read as an expression over the names of a graph.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/program.h"
#include "learn/slot.h"

namespace chainrule::learn {

class Answer {
 public:
  // What is asked decides what a name may stand for: σ may be the gate's own output.
  Answer(const Graph& graph, const Slot& slot, std::string_view text);

  enum class State : std::uint8_t { empty, unreadable, good };
  State state() const { return state_; }

  // The nodes that it mentions, each once; the other names in it are constants.
  const std::vector<int>& nodes() const { return nodes_; }
  bool mentions(int node) const;

  // Its value where those nodes have these values, in their order. With `moved`, that literal has another value.
  double value(const std::vector<double>& node_values, int moved = -1, double to = 0) const;

  // A literal that is written as a decimal: 1.37 is known to half a hundredth. Whole numbers are exact, and not among them.
  struct Literal {
    int at = 0;            // for value()
    double number = 0, half_unit = 0;
    int digits = 0;        // significant ones
  };
  const std::vector<Literal>& decimals() const { return decimals_; }

  // Is it nothing but one number, with a sign or a power of ten? Then this is how it is written, whole or not.
  bool plain() const { return plain_; }
  const Literal& written() const { return written_; }

  // What stands before an '=', if that is made of numbers alone: 0.2*2 of "0.2*2 = 0.4".
  const std::vector<std::string>& claims() const { return claims_; }

 private:
  void read(const Graph& graph, const Slot& slot, const std::string& text);
  void resolve(const Graph& graph, const Slot& slot);
  bool resolve_calls(const Graph& graph, const Slot& slot);
  void find_literals();
  void find_written();
  std::vector<int> arguments(int syntax) const;

  struct Name {
    int node = -1;         // into nodes_; -1: a constant
    double constant = 0;
    bool known = false;
  };

  State state_ = State::unreadable;
  std::string text_;
  Program program_;
  int first_ = 0, root_ = -1;  // the run in program_.syntax
  std::vector<Name> names_;    // by the program's
  std::vector<Op> ops_;        // of each syntax node from first_ on; of a call that is a product, mul
  std::vector<int> factors_;   // the name that is the first factor of such a product
  const Graph* body_ = nullptr;  // of the folded function, where it is called
  std::vector<int> nodes_;
  std::vector<Literal> decimals_;
  bool plain_ = false;
  Literal written_;
  std::vector<std::string> claims_;
};

}  // namespace chainrule::learn
