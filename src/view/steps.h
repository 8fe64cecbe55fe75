// The lesson: in which order values and gradients become known, one gate or one edge at a time.
#pragma once

#include <vector>

#include "core/trace.h"

namespace chainrule::view {

// One step: a gate computes its value, the output is given gradient 1, or a gate sends gradients back.
struct Step {
  enum class Kind : std::uint8_t { forward, seed, send };
  Kind kind = Kind::forward;
  int node = 0;
  int first = 0, count = 0;  // of send: what is sent, into Backward::contributions
};

// How much of a gate's sending is one step: all of it, or what one edge carries. Forward, a gate computes as a whole.
enum class Grain : std::uint8_t { gate, edge };

struct Lesson {
  Grain grain = Grain::gate;
  std::vector<Step> steps;
  int forward = 0;  // so many of them compute; the seed follows, then all that send
  // How many steps must be done before this is known: a node's value, its gradient, all that it sends; what goes along each edge,
  // in the order of Graph::operands. What the output does not depend on is known, as 0, when all is done.
  std::vector<int> value_step, gradient_step, send_step, edge_step;
  // What comes back to node i, in the order of the sweep: the contributions parts[first_part[i]] … parts[first_part[i + 1] - 1].
  std::vector<int> first_part, parts;
  std::vector<double> so_far;  // by contribution: the sum at the node that receives it, with it

  int part_count(int node) const { return first_part[static_cast<std::size_t>(node) + 1] - first_part[static_cast<std::size_t>(node)]; }
  bool is_fork(int node) const { return part_count(node) > 1; }
};

Lesson make_lesson(const Analysis& analysis, Grain grain);

// How many of the node's parts have come when `done` steps are.
int parts_come(const Analysis& analysis, const Lesson& lesson, int node, int done);

// Where another lesson on the same program stands when all is known that is known here.
int same_place(const Lesson& here, int done, const Lesson& there);

// Does the step carry something along the edge to this operand place of this gate?
bool uses_edge(const Analysis& analysis, const Step& step, int gate, int place);

}  // namespace chainrule::view
