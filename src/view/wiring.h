// Wires under the hand: which one is pointed at, and one that is being drawn from a port.
#pragma once

#include <vector>

#include "view/session.h"

namespace chainrule::view {

// The wire that passes within `reach` canvas px, the nearest one; -1: none.
int wire_at(const Derived& derived, layout::Point canvas, float reach);

// Ports, in canvas px.
layout::Point out_port(const Derived& derived, int node);
layout::Point in_port(const Derived& derived, int gate, int place);

// A wire with one loose end: it came from an output port and looks for an operand place, or from an operand place and looks for an output.
struct Wiring {
  bool seeks_operand = false;  // else an output
  int from = -1;              // the node whose output it is; -1: loose
  int gate = -1, place = -1;  // the operand place that it ends at; -1: loose
  layout::Point end;          // where the loose end is, canvas px
  std::vector<bool> fits;     // by node: one that the loose end can be put to without a cycle

  bool under_way() const { return !fits.empty(); }
  bool landed() const { return from >= 0 && gate >= 0; }
};
Wiring wiring_from(const Derived& derived, int node);
Wiring wiring_to(const Derived& derived, int gate, int place);

// Puts the loose end to the port that is nearest to it on a card that fits, within `reach` canvas px of the card; false if there is none.
bool land(const Derived& derived, float reach, Wiring& wiring);

}  // namespace chainrule::view
