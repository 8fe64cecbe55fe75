// Atoms -> glyphs and rules, by the rules of The TeXbook's appendix G.
#pragma once

#include <algorithm>

#include "math/parse.h"
#include "math/style.h"

namespace chainrule::math {

struct Extent {
  float width = 0, height = 0, depth = 0;  // px; height and depth from the baseline, may be negative inside a formula

  // Makes room for a part above and below, that stands `raise` px higher. Leaves the width alone.
  void include(const Extent& part, float raise = 0) {
    height = std::max(height, part.height + raise);
    depth = std::max(depth, part.depth - raise);
  }
};

// Appends marks to a box. All lengths are px; (x, y) is the left end of a baseline, y down.
class Builder {
 public:
  // `em` is 1 em of the formula in px.
  Builder(const Formula& formula, Box& out, float em) : formula_(formula), out_(out), em_(em) {}

  Extent list(Index first, Level level, float x, float y, bool before_close = false);

 private:
  // What a nucleus leaves for its scripts to know.
  struct Nucleus {
    Extent extent;
    float italic = 0;         // contained in the width; subscripts go back by it
    bool character = false;   // a single character (rule 18a)
  };
  // The marks of a part, from here to the end of the box as it is now.
  struct Mark {
    std::size_t glyphs, rules;
  };

  const Atom& at(Index index) const { return formula_.atoms[static_cast<std::size_t>(index)]; }
  float em(Level level) const { return em_ * parameters_of(level).scale; }
  Mark mark() const { return {out_.glyphs.size(), out_.rules.size()}; }
  void shift(Mark from, Mark to, float dx, float dy);
  void shift(Mark from, float dx, float dy) { shift(from, mark(), dx, dy); }
  void glyph(const Atom& atom, Face face, char32_t code, float x, float y, float size);
  void rule(const Atom& atom, float x, float y, float width, float height);

  Extent atom(const Atom& atom, Level level, float x, float y);
  Nucleus nucleus(const Atom& atom, Level level, float x, float y);
  Nucleus symbol(const Atom& atom, Level level, float x, float y);
  Nucleus large_symbol(const Atom& atom, Level level, float x, float y);
  Nucleus word(const Atom& atom, Level level, float x, float y);
  Extent text(const Atom& atom, Level level, float x, float y);
  Extent fraction(const Atom& atom, Level level, float x, float y);
  Extent radical(const Atom& atom, Level level, float x, float y);
  Extent fence(const Atom& atom, Level level, float x, float y);
  Extent scripts(const Atom& atom, const Nucleus& base, Level level, float x, float y);
  Extent limits(const Atom& atom, const Nucleus& base, Mark base_mark, Level level, float x, float y);
  // A delimiter at least `total` px high plus deep, centred on the axis.
  Extent delimiter(const Atom& atom, char32_t code, float total, Level level, float x, float y);
  Extent piled(const Atom& atom, char32_t code, float total, Level level, float x, float y);
  struct Surd {
    float total, rule_x, rule, width;  // height plus depth; where the vinculum starts, how thick it is; advance
  };
  Surd surd(const Atom& atom, float total, Level level, float x, float y);

  const Formula& formula_;
  Box& out_;
  float em_;
};

}  // namespace chainrule::math
