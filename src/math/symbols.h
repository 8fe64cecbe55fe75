// The vocabulary: what each character and each command stands for in a formula.
#pragma once

#include <string_view>

#include "math/box.h"
#include "math/spacing.h"

namespace chainrule::math {

enum class Command : std::uint8_t {
  symbol,        // one character
  large_symbol,  // one character that grows in display style and then takes its scripts as limits
  function,      // an upright name: \log
  limit,         // an upright name that takes limits in display style: \max
  space,
  // With arguments.
  frac, tfrac, dfrac, sqrt, left, right, mathrm, mathit, mathnormal, text, operatorname, role, display, textual,
  ignored,       // means nothing here, and what follows it can be read without it: \limits, \big
  unknown,
};

struct Entry {
  std::string_view name;
  Command command = Command::unknown;
  Class cls = Class::ord;
  Face face = Face::main;
  int value = 0;  // symbols: the code point; spaces: the width in half mu
};

// `name` has no backslash. An unknown name gives Command::unknown.
Entry command(std::string_view name);

// A character that was typed as itself, in ASCII or not.
Entry symbol(char32_t typed);

// False if there is no such role; `role` is then left alone.
bool role_named(std::string_view name, Role& role);

}  // namespace chainrule::math
