#include "core/gates.h"

#include <math.h>  // declares exp and the others without std::, as the table calls them

namespace chainrule {

namespace {

constexpr Gate kGates[] = {
    {"input", 0, "", "", nullptr, {"", ""}, {"", ""}, "", "input", "An input: its gradient says how the output answers to it.", false},
    {"const", 0, "", "", nullptr, {"", ""}, {"", ""}, "", "constant", "A constant.", false},
    {"call", 0, "f", "", nullptr, {"", ""}, {"", ""}, "", "function", "A group of gates folded into one.", false},
#define GATE(id, arity, sign, functions, forward, local_a, local_b, exact_a, latex, title, words)                  \
  {#id, arity, sign, functions, [](double a, [[maybe_unused]] double b) -> double { return forward; },             \
   {local_a, local_b}, {exact_a, ""}, latex, title, words, false},
#define MARKER(id, arity, forward)                                                                                 \
  {#id, arity, "", #id, [](double a, [[maybe_unused]] double b) -> double { return forward; },                     \
   {"0", "0"}, {"", ""}, "", "", "", true},
#define SLIDE(...)
#include "core/gates.inc"
#undef GATE
#undef MARKER
#undef SLIDE
};

constexpr SlideGate kSlideGates[] = {
#define GATE(...)
#define MARKER(...)
#define SLIDE(name, op, place, test, sign, title, words) \
  {#name, Op::op, place, []([[maybe_unused]] double c) -> bool { return test; }, sign, title, words},
#include "core/gates.inc"
#undef GATE
#undef MARKER
#undef SLIDE
};

bool lists(std::string_view names, std::string_view name) {
  while (!names.empty()) {
    const std::size_t space = names.find(' ');
    if (names.substr(0, space) == name) return true;
    if (space == std::string_view::npos) return false;
    names.remove_prefix(space + 1);
  }
  return false;
}

}  // namespace

const Gate& gate(Op op) { return kGates[static_cast<int>(op)]; }

Op find_function(std::string_view name, bool markers) {
  for (int i = 0; i < static_cast<int>(Op::count); ++i)
    if ((markers || !kGates[i].marker) && lists(kGates[i].functions, name)) return static_cast<Op>(i);
  return Op::count;
}

std::vector<std::string> all_function_names() {
  std::vector<std::string> names;
  for (const Gate& row : kGates) {
    std::string_view list = row.marker ? "" : row.functions;
    while (!list.empty()) {
      const std::size_t space = list.find(' ');
      names.emplace_back(list.substr(0, space));
      list.remove_prefix(space == std::string_view::npos ? list.size() : space + 1);
    }
  }
  return names;
}

const SlideGate* find_slide_gate(Op op, int literal_place, double literal) {
  for (const SlideGate& row : kSlideGates)
    if (row.op == op && row.literal_place == literal_place && row.fits(literal)) return &row;
  return nullptr;
}

}  // namespace chainrule
