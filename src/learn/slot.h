// What a learner can be asked about a graph: one number or formula of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/trace.h"

namespace chainrule::learn {

enum class Asked : std::uint8_t {
  value,    // of a node, in the forward pass
  formula,  // of a local gradient: ∂(gate)/∂(operand)
  local,    // its number
  product,  // upstream × local: what one edge sends down
  sum,      // a node's gradient: all that comes back to it, added
};
constexpr int kAskedKinds = 5;

// The word of the kind in a directive and in a slot's name: "value", "formula", "local", "product", "sum".
const char* asked_name(Asked asked);

// By node indices of one graph; place is an operand place of `node` (formula, local, product), else -1.
struct Slot {
  Asked asked = Asked::value;
  int node = 0;
  int place = -1;
  bool operator==(const Slot&) const = default;
};

// Can it be asked? Values of gates, never of inputs; places that hold nodes, of gates that the output depends on; gradients of what the
// output depends on, never of the output itself (it is 1).
bool can_ask(const Analysis& analysis, const Slot& slot);

// All slots of one kind: values in forward order, the others in the order of the reverse sweep: a sum where
// its last part comes.
std::vector<Slot> slots_of(const Analysis& analysis, Asked asked);

// "value q", "sum x", "product f x" (gate, then operand), or "product f 1" (places from 1) where the gate has the operand twice. It is the
// slot's name in directives, in events and in what is kept. The slot must be one that can be asked.
//
// find_slot reads it back, names in any of their spellings; the first place where "product f x" leaves several. Empty where the graph
// has no such node or place. Whether it can be asked is another question.
std::string slot_name(const Graph& graph, const Slot& slot);
std::optional<Slot> find_slot(const Graph& graph, std::string_view name);

// The true number of any slot but a formula.
double true_number(const Analysis& analysis, const Slot& slot);
// The true formula of a formula slot, as local_formula gives it.
Expr true_formula(Analysis& analysis, const Slot& slot);
// The right answer as a learner would write it in this language: display rounding for numbers, the printed formula.
std::string true_text(Analysis& analysis, const Slot& slot);

}  // namespace chainrule::learn
