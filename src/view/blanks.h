// What is hidden on the cards, to be answered there.
#pragma once

#include <string>
#include <vector>

#include "learn/slot.h"

namespace chainrule::view {

struct Blank {
  enum class Look : std::uint8_t {
    open,    // to be answered
    asked,   // now: a text field stands over it
    wrong,   // what was answered last stands there
    right,   // the true one, set apart
    hidden,  // it would give an answer away
    shown,   // as ever
    mark,    // shown, and can be pressed
  };
  learn::Slot slot;
  Look look = Look::open;
  std::string shown;  // what stands there; empty: as `look` has it
};

class Blanks {
 public:
  Blanks(const Graph& graph, std::vector<Blank> all);

  const std::vector<Blank>& all() const { return all_; }
  // Index into all(); -1: the card shows it as ever.
  int find(learn::Asked asked, int node, int place = -1) const;
  // Is any number of the row hidden? Its formula does not count.
  bool in_row(int node, int place) const;

 private:
  std::size_t index(learn::Asked asked, int node, int place) const;

  std::vector<int> first_;  // by node: its first operand
  std::vector<Blank> all_;
  std::vector<int> at_[learn::kAskedKinds];  // by node, or by operand: index into all_, or -1
};

}  // namespace chainrule::view
