#include "core/foreign.h"

#include <algorithm>

#include "core/gates.h"
#include "core/latex_words.h"

namespace chainrule {

namespace {

constexpr std::string_view kModules[] = {"math", "np", "numpy", "jnp", "jax", "lax", "torch", "F", "nn", "functional", "special", "Math",
                                         "tf", "keras", "activations", "scipy", "sp", "cmath", "autograd", "cp", "mx", "nd", "anp", "onp", "K", "backend"};
constexpr std::string_view kConstructors[] = {"tensor", "Tensor", "Variable", "array", "asarray", "float32", "float64", "constant",
                                              "Value", "scalar", "float_", "double", "as_tensor"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_wordy(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_wordy(text[end])) ++end;
  return text.substr(at, end - at);
}

template <std::size_t N>
bool among(const std::string_view (&list)[N], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::size_t spaces(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
  return end - at;
}

std::string in_language(std::string_view word) {
  if (word == "pi" || word == "PI") return "pi";
  if (word == "e" || word == "E") return "e";
  if (find_function(word) != Op::count) return std::string(word);
  const char* known = function_alias(word);
  return known ? known : "";
}

}  // namespace

ForeignName foreign_name(std::string_view text) {
  ForeignName found;
  std::string_view word = word_at(text, 0);
  std::size_t at = 0;
  while (among(kModules, word) && at + word.size() + 1 < text.size() && text[at + word.size()] == '.' && is_letter(text[at + word.size() + 1])) {
    at += word.size() + 1;
    word = word_at(text, at);
  }
  if (at == 0) return found;
  found.bytes = at + word.size();
  found.word = in_language(word);
  found.constructs = among(kConstructors, word);
  return found;
}

std::size_t foreign_prefix(std::string_view text) {
  const std::string_view word = word_at(text, 0);
  const std::size_t gap = spaces(text, word.size());
  const std::string_view second = word_at(text, word.size() + gap);
  if (gap == 0 || second.empty() || !is_letter(second[0])) return 0;
  const std::size_t behind = word.size() + gap + second.size(), next = behind + spaces(text, behind);
  if (word == "import" || (word == "from" && text.substr(next, 7) == "import ")) return std::min(text.find('\n'), text.size());
  const bool prefix = word == "let" || word == "var" || word == "const";
  return prefix && next < text.size() && text[next] == '=' ? word.size() + gap : 0;
}

FirstOperand first_operand(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  FirstOperand found;
  std::size_t i = 0;
  text = text.substr(0, std::min(kLongest, text.find('\n')));
  found.end = text.find_first_of(",()#=");
  if (found.end == std::string_view::npos || text[found.end] == '(' || text[found.end] == '#' || text[found.end] == '=') return found;
  for (i = found.end; i < text.size() && text[i] != ')'; ++i)
    if (text[i] == '(' || text[i] == '#') return found;
  if (i == text.size()) return found;
  const std::size_t open = text.find('['), shut = text.find(']');
  if (open < found.end) {  // a list of one
    if (shut > found.end || shut < open || text.find_first_not_of(' ') != open) return found;
    found.begin = open + 1;
    found.end = shut;
  }
  found.close = i;
  return found;
}

}  // namespace chainrule
