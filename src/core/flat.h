// A graph as one compact program: built once, then replayed at new inputs without allocation, or at thousands of points at once.
//
// Layout. Every node has a slot; values and gradients are two arrays of doubles by slot. Inputs come first, in the graph's order,
// then constants, then the gates, sorted into runs of one kind (gate and pattern of literals, see kernels.h). A run's slots are
// neighbours, so it stores only its operands: the slots of all first operands, then those of all second ones, or literals in
// their place. Calls of folded functions are replaced by the gates of their bodies. 24 bytes for a typical gate.
//
// Invariants. An operand's slot comes before its user's. The gates that read one node, and that the output depends on, keep the
// graph's order among their slots: hence each gradient is the sum of the same numbers in the same order as in backward(), and
// forward() and backward() of this class give the bits of the functions of those names (of calls: the same up to rounding). Where
// an exponent is 2, 3, -1 or 1/2 no pow is called, which may differ from it by 1 ulp. Gates that the output does not depend on
// have runs of their own, which the reverse sweep leaves out: their gradient is 0.
//
// Complexity. Building is linear in gates and operands, and takes 3 passes; a replay touches each gate twice. A run begins where
// the two rules above force one to, at most one for each level of depth and kind; and every 16,384 gates, so that what one run
// writes is still in the cache when the next reads it. Runs of products and of the sums that take them up are one loop.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/graph.h"
#include "core/kernels.h"

namespace chainrule {

class Flat {
 public:
  static constexpr int kMost = 1 << 22;  // gates, when folded functions are nested and expand without end

  Flat() = default;
  explicit Flat(const Graph& graph) { assign(graph); }
  // Takes another graph, reusing memory. False, and empty, if it has more than kMost gates when its calls are expanded.
  bool assign(const Graph& graph);

  // The inputs' values: at first those of the program. An input's place among them, by node; -1 if the node is none.
  std::span<double> inputs() { return {values_.data(), static_cast<std::size_t>(inputs_)}; }
  int input_of(int node) const { return slots_[node] < inputs_ ? slots_[node] : -1; }

  void forward();
  void forward(std::span<const double> inputs);  // with these as the inputs
  void backward();                               // after forward()

  // By node of the graph.
  double value(int node) const { return values_[slots_[node]]; }
  double grad(int node) const { return grads_[slots_[node]]; }

  int slots() const { return static_cast<int>(values_.size()); }
  int runs() const { return static_cast<int>(runs_.size()); }

 private:
  friend class Batch;
  struct Run {
    int kind = 0;
    std::uint32_t first = 0, count = 0;  // slots
    std::uint32_t operands = 0;          // into operands_
    std::uint32_t literals = 0;          // into literals_
    bool live = false;                   // does the output depend on it?
    bool paired = false;                 // done in one loop with the next run, see kernels::pair
  };
  struct Gate;
  struct Expansion;
  struct Order;
  void store(const std::vector<Gate>& gates, const Order& order);
  kernels::Gates gates(std::size_t run);
  void pair_runs();
  bool fit(const Run& products, const Run& sums, std::vector<char>& marks) const;

  int inputs_ = 0;
  int output_ = -1;  // slot
  std::vector<double> values_, grads_;
  std::vector<int> slots_;  // by node
  std::vector<std::uint32_t> operands_;
  std::vector<double> literals_;
  std::vector<Run> runs_;
};

// Many points of one program. The points are taken in blocks that fit the first-level cache; in each block every slot is a row of
// numbers, and a gate is a loop over its rows, two points at a time (vector.h). Memory: 16 bytes for each slot and point of a block.
class Batch {
 public:
  explicit Batch(const Flat& flat);  // which must stay, and keep its graph

  struct Given {  // an input that varies, with a value for each point; the others keep the values that the Flat has
    int node;
    const double* values;
  };
  struct Wanted {  // what to store, for each point; null: not wanted
    int node;
    double* values;
    double* grads;  // of the output with respect to the node
  };
  void run(int points, std::span<const Given> given, std::span<const Wanted> wanted);

 private:
  void sweep(std::uint32_t lanes, bool backward);

  const Flat& flat_;
  std::uint32_t block_;  // points
  std::vector<double> values_, grads_;
};

}  // namespace chainrule
