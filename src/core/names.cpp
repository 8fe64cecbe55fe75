#include "core/names.h"

#include <algorithm>

namespace chainrule {

namespace {

struct Greek {
  const char* name;
  const char* letter;  // as UTF-8
};
constexpr Greek kGreek[] = {
    {"alpha", "α"}, {"beta", "β"}, {"gamma", "γ"}, {"delta", "δ"}, {"epsilon", "ε"}, {"zeta", "ζ"}, {"eta", "η"}, {"theta", "θ"},
    {"iota", "ι"}, {"kappa", "κ"}, {"lambda", "λ"}, {"mu", "μ"}, {"nu", "ν"}, {"xi", "ξ"}, {"pi", "π"}, {"rho", "ρ"},
    {"sigma", "σ"}, {"tau", "τ"}, {"upsilon", "υ"}, {"phi", "φ"}, {"chi", "χ"}, {"psi", "ψ"}, {"omega", "ω"},
    {"Gamma", "Γ"}, {"Delta", "Δ"}, {"Theta", "Θ"}, {"Lambda", "Λ"}, {"Xi", "Ξ"}, {"Pi", "Π"}, {"Sigma", "Σ"},
    {"Upsilon", "Υ"}, {"Phi", "Φ"}, {"Psi", "Ψ"}, {"Omega", "Ω"},
    {"theta", "ϑ"}, {"phi", "ϕ"}, {"epsilon", "ϵ"}, {"rho", "ϱ"}, {"pi", "ϖ"}, {"kappa", "ϰ"}, {"sigma", "ς"}, {"mu", "\u00B5"},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t before_digits(std::string_view word) {
  std::size_t end = word.size();
  while (end > 0 && is_digit(word[end - 1])) --end;
  return end;
}

// One word of a name: its letters in English, its last digits behind them.
std::string word_key(std::string_view word) {
  const std::size_t digits = before_digits(word);
  const char* greek = greek_letter(word.substr(0, digits));
  return (greek ? std::string(greek) : std::string(word.substr(0, digits))) + std::string(word.substr(digits));
}

}  // namespace

const char* greek_letter(std::string_view word) {
  if (word.size() < 2 || is_digit(word[0])) return nullptr;  // names of rows, and letters in UTF-8, have two bytes and more
  for (const Greek& g : kGreek)
    if (word == g.name || word == g.letter) return g.name;
  return nullptr;
}

const char* greek_sign(std::string_view word) {
  for (const Greek& g : kGreek)
    if (word == g.name) return g.letter;
  return nullptr;
}

std::string greek_in_english(std::string_view name) {
  std::string out;
  for (std::size_t begin = 0;;) {
    const std::size_t bar = std::min(name.find('_', begin), name.size());
    out += word_key(name.substr(begin, bar - begin));
    if (bar == name.size()) return out;
    out += '_';
    begin = bar + 1;
  }
}

std::string name_key(std::string_view name) {
  const std::size_t bar = name.find('_', 1);
  if (bar == std::string_view::npos || bar + 1 == name.size() || name[0] == '_') return word_key(name);
  const std::string_view head = name.substr(0, bar), sub = name.substr(bar + 1);
  const bool counts = is_digit(head.back()) || before_digits(sub) > 0;
  return word_key(head) + (counts ? "_" : "") + word_key(sub);
}

}  // namespace chainrule
