// How the gates of the table are written in Python.
#pragma once

#include <string>
#include <vector>

#include "core/gates.h"

namespace chainrule::exports {

// What the gate computes from these operands, each an identifier or a number, as PyTorch's code: made of the gate table's `forward`, so
// that every row has one, but for those where PyTorch has a function that is more exact.
std::string in_torch(Op op, const std::vector<std::string>& operands);

// The same for micrograd's Value, with exp and tanh as in its lecture; empty if it does not have the gate. `literal`: which operand is
// a number, or -1.
std::string in_micrograd(Op op, const std::vector<std::string>& operands, int literal);

}  // namespace chainrule::exports
