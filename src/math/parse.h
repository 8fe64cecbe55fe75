// LaTeX text -> a list of atoms, each with its class, its nucleus and its scripts (The TeXbook, chapter 17).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "math/box.h"
#include "math/spacing.h"

namespace chainrule::math {

// How deep groups, fractions, roots, fences and scripts may stand in one another; what is deeper becomes an ellipsis.
inline constexpr int max_nesting = 64;

enum class Kind : std::uint8_t {
  symbol,        // code in face
  large_symbol,  // the same, larger in display style
  word,          // text in face, letter by letter
  text,          // text as plain words
  group,         // the list at body
  fraction,      // the list at body over the list at other
  radical,       // the list at body under a root sign, with the list at other as its index if has_other
  fence,         // the list at body between the delimiters code and right; 0 is no delimiter
  space,         // value half mu; no atom to its neighbours
  style,         // level holds from here to the end of the list; no atom to its neighbours
};

// Which style a fraction or the rest of a list asks for.
enum class Wanted : std::uint8_t { as_it_is, display, text };

// Lists are chains of indices into Formula::atoms, ended by `none`.
using Index = std::int32_t;
inline constexpr Index none = -1;

struct Atom {
  Kind kind = Kind::symbol;
  Class cls = Class::ord;
  Face face = Face::main;
  Role role = Role::ink;
  Wanted wanted = Wanted::as_it_is;
  bool limits = false;     // scripts stand above and below in display style
  bool has_other = false, has_sup = false, has_sub = false;
  char32_t code = 0, right = 0;
  std::int32_t value = 0;
  std::string_view text;   // a part of the formula's text, or lives for ever
  Index body = none, other = none, sup = none, sub = none;
  Index next = none;
};

struct Formula {
  std::vector<Atom> atoms;
  Index first = none;
};

// Never fails. `latex` must outlive the result. Takes time linear in its length.
Formula parse(std::string_view latex, Role role);

}  // namespace chainrule::math
