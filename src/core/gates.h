// The gate table as data; see gates.inc for what a row says.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chainrule {

enum class Op : std::uint8_t {
  input,     // a leaf with a value that the program gives
  constant,  // a leaf that is a literal
  call,      // a folded function
#define GATE(id, ...) id,
#define MARKER(id, ...) id,
#define SLIDE(...)
#include "core/gates.inc"
#undef GATE
#undef MARKER
#undef SLIDE
  count
};

struct Gate {
  const char* name;
  int arity;
  const char* sign;
  const char* functions;
  double (*forward)(double a, double b);
  const char* local[2];
  const char* exact[2];
  const char* latex;
  const char* title;
  const char* words;
  bool marker;
};

struct SlideGate {
  const char* name;
  Op op;
  int literal_place;
  bool (*fits)(double c);
  const char* sign;
  const char* title;
  const char* words;
};

const Gate& gate(Op op);

// The gate that a program calls by this name; Op::count if there is none. Markers are found only when asked for.
Op find_function(std::string_view name, bool markers = false);

// Every name that a program can call.
std::vector<std::string> all_function_names();

// The slide's gate for an operator with this literal at this place, or null.
const SlideGate* find_slide_gate(Op op, int literal_place, double literal);

}  // namespace chainrule
