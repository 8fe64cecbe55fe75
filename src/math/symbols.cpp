#include "math/symbols.h"

#include <algorithm>
#include <iterator>

namespace chainrule::math {
namespace {

using enum Command;

// Sorted by name. Capital Greek letters are upright, small ones italic, as in TeX.
constexpr Entry commands[] = {
    {" ", space, Class::ord, Face::main, 9},
    {"!", space, Class::ord, Face::main, -6},
    {"#", symbol, Class::ord, Face::main, 0x23},
    {"$", symbol, Class::ord, Face::main, 0x24},
    {"%", symbol, Class::ord, Face::main, 0x25},
    {"&", symbol, Class::ord, Face::main, 0x26},
    {",", space, Class::ord, Face::main, 6},
    {":", space, Class::ord, Face::main, 8},
    {";", space, Class::ord, Face::main, 10},
    {">", space, Class::ord, Face::main, 8},
    {"Big", ignored},
    {"Bigg", ignored},
    {"Biggl", ignored},
    {"Biggr", ignored},
    {"Bigl", ignored},
    {"Bigr", ignored},
    {"Delta", symbol, Class::ord, Face::main, 0x394},
    {"Gamma", symbol, Class::ord, Face::main, 0x393},
    {"Lambda", symbol, Class::ord, Face::main, 0x39b},
    {"Omega", symbol, Class::ord, Face::main, 0x3a9},
    {"Phi", symbol, Class::ord, Face::main, 0x3a6},
    {"Pi", symbol, Class::ord, Face::main, 0x3a0},
    {"Psi", symbol, Class::ord, Face::main, 0x3a8},
    {"Rightarrow", symbol, Class::rel, Face::main, 0x21d2},
    {"Sigma", symbol, Class::ord, Face::main, 0x3a3},
    {"Theta", symbol, Class::ord, Face::main, 0x398},
    {"Upsilon", symbol, Class::ord, Face::main, 0x3a5},
    {"Vert", symbol, Class::ord, Face::main, 0x2225},
    {"Xi", symbol, Class::ord, Face::main, 0x39e},
    {"\\", ignored},
    {"_", symbol, Class::ord, Face::main, 0x5f},
    {"alpha", symbol, Class::ord, Face::math_italic, 0x3b1},
    {"approx", symbol, Class::rel, Face::main, 0x2248},
    {"arccos", function, Class::op},
    {"arcsin", function, Class::op},
    {"arctan", function, Class::op},
    {"arg", function, Class::op},
    {"ast", symbol, Class::bin, Face::main, 0x2217},
    {"backslash", symbol, Class::ord, Face::main, 0x5c},
    {"beta", symbol, Class::ord, Face::math_italic, 0x3b2},
    {"big", ignored},
    {"bigg", ignored},
    {"biggl", ignored},
    {"biggr", ignored},
    {"bigl", ignored},
    {"bigr", ignored},
    {"cdot", symbol, Class::bin, Face::main, 0x22c5},
    {"cdots", symbol, Class::inner, Face::main, 0x22ef},
    {"chi", symbol, Class::ord, Face::math_italic, 0x3c7},
    {"circ", symbol, Class::bin, Face::main, 0x2218},
    {"colon", symbol, Class::punct, Face::main, 0x3a},
    {"cos", function, Class::op},
    {"cosh", function, Class::op},
    {"cot", function, Class::op},
    {"coth", function, Class::op},
    {"csc", function, Class::op},
    {"deg", function, Class::op},
    {"delta", symbol, Class::ord, Face::math_italic, 0x3b4},
    {"det", limit, Class::op},
    {"dfrac", Command::dfrac},
    {"dim", function, Class::op},
    {"displaystyle", display},
    {"div", symbol, Class::bin, Face::main, 0xf7},
    {"dots", symbol, Class::inner, Face::main, 0x2026},
    {"ell", symbol, Class::ord, Face::main, 0x2113},
    {"enspace", space, Class::ord, Face::main, 18},
    {"epsilon", symbol, Class::ord, Face::math_italic, 0x3f5},
    {"equiv", symbol, Class::rel, Face::main, 0x2261},
    {"eta", symbol, Class::ord, Face::math_italic, 0x3b7},
    {"exp", function, Class::op},
    {"frac", Command::frac},
    {"gamma", symbol, Class::ord, Face::math_italic, 0x3b3},
    {"gcd", limit, Class::op},
    {"ge", symbol, Class::rel, Face::main, 0x2265},
    {"geq", symbol, Class::rel, Face::main, 0x2265},
    {"gets", symbol, Class::rel, Face::main, 0x2190},
    {"gt", symbol, Class::rel, Face::main, 0x3e},
    {"in", symbol, Class::rel, Face::main, 0x2208},
    {"inf", limit, Class::op},
    {"infty", symbol, Class::ord, Face::main, 0x221e},
    {"iota", symbol, Class::ord, Face::math_italic, 0x3b9},
    {"kappa", symbol, Class::ord, Face::math_italic, 0x3ba},
    {"ker", function, Class::op},
    {"lVert", symbol, Class::open, Face::main, 0x2225},
    {"lambda", symbol, Class::ord, Face::math_italic, 0x3bb},
    {"langle", symbol, Class::open, Face::main, 0x27e8},
    {"lbrace", symbol, Class::open, Face::main, 0x7b},
    {"lbrack", symbol, Class::open, Face::main, 0x5b},
    {"lceil", symbol, Class::open, Face::main, 0x2308},
    {"ldots", symbol, Class::inner, Face::main, 0x2026},
    {"le", symbol, Class::rel, Face::main, 0x2264},
    {"left", Command::left},
    {"leftarrow", symbol, Class::rel, Face::main, 0x2190},
    {"leq", symbol, Class::rel, Face::main, 0x2264},
    {"lfloor", symbol, Class::open, Face::main, 0x230a},
    {"lg", function, Class::op},
    {"lim", limit, Class::op},
    {"limits", ignored},
    {"ln", function, Class::op},
    {"log", function, Class::op},
    {"lparen", symbol, Class::open, Face::main, 0x28},
    {"lt", symbol, Class::rel, Face::main, 0x3c},
    {"lvert", symbol, Class::open, Face::main, 0x2223},
    {"mapsto", symbol, Class::rel, Face::main, 0x21a6},
    {"mathit", Command::mathit},
    {"mathnormal", Command::mathnormal},
    {"mathrm", Command::mathrm},
    {"mathstrut", ignored},
    {"max", limit, Class::op},
    {"medspace", space, Class::ord, Face::main, 8},
    {"mid", symbol, Class::rel, Face::main, 0x2223},
    {"min", limit, Class::op},
    {"mp", symbol, Class::bin, Face::main, 0x2213},
    {"mu", symbol, Class::ord, Face::math_italic, 0x3bc},
    {"nabla", symbol, Class::ord, Face::main, 0x2207},
    {"ne", symbol, Class::rel, Face::main, 0x2260},
    {"negthinspace", space, Class::ord, Face::main, -6},
    {"neq", symbol, Class::rel, Face::main, 0x2260},
    {"nolimits", ignored},
    {"nonumber", ignored},
    {"nu", symbol, Class::ord, Face::math_italic, 0x3bd},
    {"odot", symbol, Class::bin, Face::main, 0x2299},
    {"omega", symbol, Class::ord, Face::math_italic, 0x3c9},
    {"omicron", symbol, Class::ord, Face::math_italic, 0x3bf},
    {"operatorname", Command::operatorname},
    {"partial", symbol, Class::ord, Face::main, 0x2202},
    {"phi", symbol, Class::ord, Face::math_italic, 0x3d5},
    {"pi", symbol, Class::ord, Face::math_italic, 0x3c0},
    {"pm", symbol, Class::bin, Face::main, 0xb1},
    {"prime", symbol, Class::ord, Face::main, 0x2032},
    {"prod", large_symbol, Class::op, Face::main, 0x220f},
    {"propto", symbol, Class::rel, Face::main, 0x221d},
    {"psi", symbol, Class::ord, Face::math_italic, 0x3c8},
    {"qquad", space, Class::ord, Face::main, 72},
    {"quad", space, Class::ord, Face::main, 36},
    {"rVert", symbol, Class::close, Face::main, 0x2225},
    {"rangle", symbol, Class::close, Face::main, 0x27e9},
    {"rbrace", symbol, Class::close, Face::main, 0x7d},
    {"rbrack", symbol, Class::close, Face::main, 0x5d},
    {"rceil", symbol, Class::close, Face::main, 0x2309},
    {"rfloor", symbol, Class::close, Face::main, 0x230b},
    {"rho", symbol, Class::ord, Face::math_italic, 0x3c1},
    {"right", Command::right},
    {"rightarrow", symbol, Class::rel, Face::main, 0x2192},
    {"role", Command::role},
    {"rparen", symbol, Class::close, Face::main, 0x29},
    {"rvert", symbol, Class::close, Face::main, 0x2223},
    {"sec", function, Class::op},
    {"sigma", symbol, Class::ord, Face::math_italic, 0x3c3},
    {"sim", symbol, Class::rel, Face::main, 0x223c},
    {"sin", function, Class::op},
    {"sinh", function, Class::op},
    {"space", space, Class::ord, Face::main, 9},
    {"sqrt", Command::sqrt},
    {"sum", large_symbol, Class::op, Face::main, 0x2211},
    {"sup", limit, Class::op},
    {"tan", function, Class::op},
    {"tanh", function, Class::op},
    {"tau", symbol, Class::ord, Face::math_italic, 0x3c4},
    {"text", Command::text},
    {"textstyle", textual},
    {"tfrac", Command::tfrac},
    {"theta", symbol, Class::ord, Face::math_italic, 0x3b8},
    {"thickspace", space, Class::ord, Face::main, 10},
    {"thinspace", space, Class::ord, Face::main, 6},
    {"times", symbol, Class::bin, Face::main, 0xd7},
    {"to", symbol, Class::rel, Face::main, 0x2192},
    {"top", symbol, Class::ord, Face::main, 0x22a4},
    {"upsilon", symbol, Class::ord, Face::math_italic, 0x3c5},
    {"varepsilon", symbol, Class::ord, Face::math_italic, 0x3b5},
    {"varphi", symbol, Class::ord, Face::math_italic, 0x3c6},
    {"varpi", symbol, Class::ord, Face::math_italic, 0x3d6},
    {"varrho", symbol, Class::ord, Face::math_italic, 0x3f1},
    {"varsigma", symbol, Class::ord, Face::math_italic, 0x3c2},
    {"vartheta", symbol, Class::ord, Face::math_italic, 0x3d1},
    {"vert", symbol, Class::ord, Face::main, 0x2223},
    {"xi", symbol, Class::ord, Face::math_italic, 0x3be},
    {"zeta", symbol, Class::ord, Face::math_italic, 0x3b6},
    {"{", symbol, Class::open, Face::main, 0x7b},
    {"|", symbol, Class::ord, Face::main, 0x2225},
    {"}", symbol, Class::close, Face::main, 0x7d},
};

constexpr bool by_name(const Entry& a, const Entry& b) { return a.name < b.name; }
static_assert(std::is_sorted(std::begin(commands), std::end(commands), by_name));

// Characters that are set as another one, or have a class of their own. Letters, digits and the rest are ordinary.
struct Typed {
  char32_t typed;
  Class cls;
  int value;
};
constexpr Typed typed_symbols[] = {
    {U'=', Class::rel, '='},      {U'(', Class::open, '('},      {U')', Class::close, ')'},    {U',', Class::punct, ','},
    {U'+', Class::bin, '+'},      {U'-', Class::bin, 0x2212},    {U'*', Class::bin, 0x2217},   {U'|', Class::ord, 0x2223},
    {U'[', Class::open, '['},     {U']', Class::close, ']'},     {U'<', Class::rel, '<'},      {U'>', Class::rel, '>'},
    {U':', Class::rel, ':'},      {U';', Class::punct, ';'},     {U'!', Class::close, '!'},    {U'?', Class::close, '?'},
    {0x2212, Class::bin, 0x2212}, {0x00b7, Class::bin, 0x22c5},  {0x2013, Class::bin, 0x2212}, {0x00b5, Class::ord, 0x03bc},
    {0x2223, Class::ord, 0x2223}, {0x2225, Class::ord, 0x2225},
};

constexpr bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

struct RoleName {
  std::string_view name;
  Role role;
};
constexpr RoleName role_names[] = {
    {"ink", Role::ink},           {"soft", Role::soft},         {"faint", Role::faint},   {"value", Role::value},
    {"gradient", Role::gradient}, {"upstream", Role::upstream}, {"accent", Role::accent},
};

}  // namespace

Entry command(std::string_view name) {
  const auto* found = std::lower_bound(std::begin(commands), std::end(commands), Entry{name}, by_name);
  return found != std::end(commands) && found->name == name ? *found : Entry{name};
}

Entry symbol(char32_t typed) {
  if (is_letter(typed)) return {"", Command::symbol, Class::ord, Face::math_italic, static_cast<int>(typed)};
  if (is_digit(typed)) return {"", Command::symbol, Class::ord, Face::main, static_cast<int>(typed)};
  for (const Typed& row : typed_symbols) {
    if (row.typed == typed) return {"", Command::symbol, row.cls, Face::main, row.value};
  }
  if (typed >= 0x80) {
    for (const Entry& entry : commands) {
      const bool drawn = entry.command == Command::symbol || entry.command == Command::large_symbol;
      if (drawn && entry.value == static_cast<int>(typed)) return entry;
    }
  }
  return {"", Command::symbol, Class::ord, Face::main, static_cast<int>(typed)};
}

bool role_named(std::string_view name, Role& role) {
  for (const RoleName& row : role_names) {
    if (row.name == name) {
      role = row.role;
      return true;
    }
  }
  return false;
}

}  // namespace chainrule::math
