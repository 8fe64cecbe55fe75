// Loops over runs of equal gates, one pair for each kind of gate, compiled from the table (formula.h).
#pragma once

#include <cstdint>

#include "core/gates.h"

namespace chainrule::kernels {

// A kind is a gate with its pattern of literals: which operand is one, and for a literal exponent, whether it is one of those
// that need no call of pow. Each kind has its own loops.
enum class Pattern : std::uint8_t { nodes, first_literal, second_literal, squared, cubed, inverted, rooted, count };
constexpr int kPatterns = static_cast<int>(Pattern::count);
constexpr int kKinds = static_cast<int>(Op::count) * kPatterns;

// literal: 0 or 1, the place of the literal `value`; -1: both operands are nodes, or there is one operand.
int kind_of(Op op, int literal, double value);
inline Op op_of(int kind) { return static_cast<Op>(kind / kPatterns); }
inline Pattern pattern_of(int kind) { return static_cast<Pattern>(kind % kPatterns); }

// `count` gates of one kind, whose values and gradients stand side by side from slot `first` on. a and b have the slots of the
// operands, literals the literal ones. A later gate of a run may use an earlier one: forward goes up, backward down.
struct Gates {
  double* values;
  double* grads;
  const std::uint32_t* a;
  const std::uint32_t* b;
  const double* literals;
  std::uint32_t first, count;
  std::uint32_t stride = 1, lanes = 1;  // batch: doubles for each slot, and how many of them to do (an even number)
};

struct Kernel {
  void (*forward)(const Gates&) = nullptr;   // values of the run
  void (*backward)(const Gates&) = nullptr;  // adds gradient * local to the operands' gradients, first operand first
};

// One point; many points, side by side in each slot. Kinds that no row of the table has are null.
const Kernel& single(int kind);
const Kernel& batch(int kind);

// Two runs as one loop: products, and the sums that take them up one by one, so that each product's value and gradient are still
// in a register. `products` and `sums` have equal counts and stand side by side, sum i has product i as its second operand, and no
// other operand of either is a product or an operand of both.
struct PairKernel {
  void (*forward)(const Gates& products, const Gates& sums) = nullptr;
  void (*backward)(const Gates& products, const Gates& sums) = nullptr;
};
const PairKernel* pair(int product_kind, int sum_kind);  // null for most

}  // namespace chainrule::kernels
