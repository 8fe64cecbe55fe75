#include "export/tex.h"

#include <algorithm>
#include <iterator>

#include "core/hex.h"
#include "core/names.h"
#include "core/text.h"

namespace chainrule::exports {

namespace {

// Letters that plain Computer Modern has or composes: Latin-1 and the next block, without ogoneks, bars and the like.
bool has_letter(char32_t c) {
  constexpr char32_t without[] = {0xD0,  0xD7,  0xDE,  0xF0,  0xF7,  0xFE,  0x104, 0x105, 0x110, 0x111, 0x118, 0x119, 0x126, 0x127,
                                  0x12E, 0x12F, 0x138, 0x13F, 0x140, 0x149, 0x14A, 0x14B, 0x166, 0x167, 0x172, 0x173};
  return c >= 0xC0 && c <= 0x17E && std::find(std::begin(without), std::end(without), c) == std::end(without);
}

struct Sign {
  char32_t code;
  const char* latex;
};
constexpr Sign kSigns[] = {{U'\u00D7', "\\times "}, {U'\u2212', "-"}, {U'\u00F7', "\\div "}, {U'\u221A', "\\surd "}, {U'\u00B2', "^2"},
                           {U'\u207F', "^n"}, {U'\u221E', "\\infty "}, {U'\u2026', "\\ldots "}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::string tex_safe(std::string_view latex) {
  std::string out;
  for (std::size_t i = 0; i < latex.size();) {
    const CodePoint c = code_point_at(latex, i);
    const std::string_view bytes = latex.substr(i, static_cast<std::size_t>(c.bytes));
    i += bytes.size();
    if (c.value < 0x80 || has_letter(c.value)) {
      out += bytes;
    } else {
      out += "\\texttt{U+" + hex(c.value, 4) + "}";
    }
  }
  return out;
}

std::string tex_sign(std::string_view sign) {
  std::string out;
  for (std::size_t i = 0; i < sign.size();) {
    std::size_t word = i;
    while (word < sign.size() && (is_letter(sign[word]) || sign[word] == '_')) ++word;
    if (word > i + 1) {
      out += "\\mathrm{";
      for (; i < word; ++i) out += sign[i] == '_' ? "\\_" : std::string(1, sign[i]);
      out += "}";
      continue;
    }
    const CodePoint c = code_point_at(sign, i);
    const std::string_view bytes = sign.substr(i, static_cast<std::size_t>(c.bytes));
    i += bytes.size();
    const Sign* known = std::find_if(std::begin(kSigns), std::end(kSigns), [&](const Sign& s) { return s.code == c.value; });
    const char* greek = greek_letter(bytes);
    if (known != std::end(kSigns)) {
      out += known->latex;
    } else if (greek) {
      out += "\\" + std::string(greek) + " ";
    } else if (bytes.size() > 1) {
      out += "\\text{" + tex_safe(bytes) + "}";
    } else if (std::string_view("#$%&_{}").find(bytes) != std::string_view::npos) {
      out += "\\" + std::string(bytes);
    } else if (bytes != "\\" && bytes != "^" && bytes != "~") {
      out += bytes;
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();  // behind a command
  return out;
}

}  // namespace chainrule::exports
