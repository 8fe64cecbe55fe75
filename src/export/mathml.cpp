#include "export/mathml.h"

#include "core/hex.h"
#include "core/number.h"
#include "export/formats.h"
#include "export/lines.h"
#include "export/writing.h"
#include "math/parse.h"
#include "math/symbols.h"

namespace chainrule::exports {

namespace {

using math::Atom;
using math::Class;
using math::Index;
using math::Kind;

std::string element(std::string_view tag, const std::string& inside) {
  return "<" + std::string(tag) + ">" + inside + "</" + std::string(tag) + ">";
}

std::string character(char32_t code) {
  if (code < 0x80) return escaped(std::string(1, static_cast<char>(code)));
  return "&#x" + hex(code, 1) + ";";
}

bool is_digit(const Atom& atom) { return atom.kind == Kind::symbol && ((atom.code >= '0' && atom.code <= '9') || atom.code == '.'); }

// From the typesetter's own list of atoms, so that both have one grammar. As deep as that is: math::max_nesting.
class MathmlWriter {
 public:
  explicit MathmlWriter(const math::Formula& formula) : formula_(formula) {}

  std::string row(Index first) const {
    std::string out;
    for (Index i = first; i != math::none;) {
      const Atom* atom = &at(i);
      std::string base;
      if (is_digit(*atom)) {  // the digits of a number stand in one element; a script is all the number's
        std::string digits = character(atom->code);
        while (!scripted(*atom) && atom->next != math::none && is_digit(at(atom->next))) {
          atom = &at(atom->next);
          digits += character(atom->code);
        }
        base = element("mn", digits);
      } else {
        base = nucleus(*atom);
      }
      out += with_scripts(*atom, base);
      if (atom->kind == Kind::word && atom->cls == Class::op) out += "<mo>&#x2061;</mo>";  // applied to what follows
      i = atom->next;
    }
    return element("mrow", out);
  }

 private:
  const Atom& at(Index i) const { return formula_.atoms[static_cast<std::size_t>(i)]; }
  static bool scripted(const Atom& atom) { return atom.has_sup || atom.has_sub; }

  std::string with_scripts(const Atom& atom, const std::string& base) const {
    if (!scripted(atom)) return base;
    const std::string sub = atom.has_sub ? row(atom.sub) : "", sup = atom.has_sup ? row(atom.sup) : "";
    return element(atom.has_sub ? atom.has_sup ? "msubsup" : "msub" : "msup", base + sub + sup);
  }

  static std::string symbol(const Atom& atom) {
    // By the character itself: a minus sign without a first operand is an ordinary atom, but no letter.
    const bool ascii = atom.code < 0x80, bar = atom.code == 0x2223 || atom.code == 0x2225;
    const bool letter = math::symbol(atom.code).cls == Class::ord && !bar && (!ascii || (atom.code | 32) - U'a' < 26);
    const bool upright = letter && atom.face == math::Face::main && atom.code < 0x2200;
    return std::string(letter ? upright ? "<mi mathvariant=\"normal\">" : "<mi>" : "<mo>") + character(atom.code) + (letter ? "</mi>" : "</mo>");
  }

  std::string nucleus(const Atom& atom) const {
    switch (atom.kind) {
      case Kind::symbol:
      case Kind::large_symbol: return symbol(atom);
      case Kind::word: {
        const bool italic = atom.face == math::Face::math_italic;
        return (italic ? "<mi mathvariant=\"italic\">" : "<mi>") + escaped(atom.text) + "</mi>";
      }
      case Kind::text: return element("mtext", escaped(atom.text));
      case Kind::group: return row(atom.body);
      case Kind::fraction: return element("mfrac", row(atom.body) + row(atom.other));
      case Kind::radical: return atom.has_other ? element("mroot", row(atom.body) + row(atom.other)) : element("msqrt", row(atom.body));
      case Kind::fence: return element("mrow", delimiter(atom.code) + row(atom.body) + delimiter(atom.right));
      case Kind::space: return "<mspace width=\"" + format_number(static_cast<double>(atom.value * 100 / 36) / 100) + "em\"/>";
      case Kind::style: return {};
    }
    return {};
  }

  static std::string delimiter(char32_t code) { return code == 0 ? std::string() : element("mo", character(code)); }

  const math::Formula& formula_;
};

std::string table(const std::vector<Line>& lines) {
  std::string rows;
  for (const Line& line : lines)
    rows += "<mtr><mtd style=\"text-align: right\">" + mathml(line.left) + "</mtd><mtd style=\"text-align: left\">" + mathml(line.right) + "</mtd></mtr>\n";
  return rows;
}

}  // namespace

std::string mathml(std::string_view latex) {
  const math::Formula formula = math::parse(latex, math::Role::ink);
  return MathmlWriter(formula).row(formula.first);
}

std::string to_mathml(std::string_view text, Analysis& analysis) {
  const Derivation lines = derivation_lines(analysis);
  return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\" alttext=\"" + escaped(text) +
         "\">\n<mtable displaystyle=\"true\" columnalign=\"right left\">\n" + table(lines.forward) + table(lines.backward) + "</mtable>\n</math>\n";
}

}  // namespace chainrule::exports
