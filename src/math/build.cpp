#include "math/build.h"

#include <algorithm>

#include "core/text.h"
#include "math/fonts.h"

namespace chainrule::math {
namespace {

// Words are set a little smaller than the formula, so that their small letters are as high as KaTeX's.
constexpr float words_scale = 0.82f;

// U+2260 is no glyph of KaTeX_Main: a slash of no width is laid over the sign after it.
constexpr char32_t not_equal = 0x2260, negation_slash = 0xe020;

Level level_of(Wanted wanted, Level level) {
  if (wanted == Wanted::display) return Level::d;
  if (wanted == Wanted::text) return Level::t;
  return level;
}

}  // namespace

void Builder::shift(Mark from, Mark to, float dx, float dy) {
  for (std::size_t i = from.glyphs; i < to.glyphs; ++i) {
    out_.glyphs[i].x += dx;
    out_.glyphs[i].y += dy;
  }
  for (std::size_t i = from.rules; i < to.rules; ++i) {
    out_.rules[i].x += dx;
    out_.rules[i].y += dy;
  }
}

void Builder::glyph(const Atom& atom, Face face, char32_t code, float x, float y, float size) {
  out_.glyphs.push_back({face, atom.role, code, x, y, size});
}

void Builder::rule(const Atom& atom, float x, float y, float width, float height) {
  if (width <= 0) return;  // contents of no width, or less by negative space
  out_.rules.push_back({atom.role, x, y, width, height});
}

// Rule 20: the space between two atoms is a matter of their classes. `before_close`: a closing delimiter follows the list.
Extent Builder::list(Index first, Level level, float x, float y, bool before_close) {
  Extent whole;
  bool has_left = false;
  Class left = Class::ord;
  const auto mu = [&] { return em(level) * parameters_of(level).quad / 18; };
  for (Index i = first; i != none; i = at(i).next) {
    const Atom& next = at(i);
    if (next.kind == Kind::style) {
      level = level_of(next.wanted, level);
    } else if (next.kind == Kind::space) {
      whole.width += static_cast<float>(next.value) / 2 * mu();
    } else {
      if (has_left) whole.width += space_between(left, next.cls, is_tight(level)) * mu();
      const Extent part = atom(next, level, x + whole.width, y);
      whole.width += part.width;
      whole.include(part);
      has_left = true;
      left = next.cls;
    }
  }
  if (has_left && before_close) whole.width += space_between(left, Class::close, is_tight(level)) * mu();
  return whole;
}

Extent Builder::atom(const Atom& atom, Level level, float x, float y) {
  const Mark start = mark();
  const Nucleus base = nucleus(atom, level, x, y);
  if (!atom.has_sup && !atom.has_sub) return base.extent;
  if (atom.limits && is_display(level)) return limits(atom, base, start, level, x, y);
  return scripts(atom, base, level, x, y);
}

Builder::Nucleus Builder::nucleus(const Atom& atom, Level level, float x, float y) {
  switch (atom.kind) {
    case Kind::symbol: return symbol(atom, level, x, y);
    case Kind::large_symbol: return large_symbol(atom, level, x, y);
    case Kind::word: return word(atom, level, x, y);
    case Kind::text: return {text(atom, level, x, y)};
    case Kind::group: return {list(atom.body, level, x, y)};
    case Kind::fraction: return {fraction(atom, level_of(atom.wanted, level), x, y)};
    case Kind::radical: return {radical(atom, level, x, y)};
    case Kind::fence: return {fence(atom, level, x, y)};
    default: return {};
  }
}

// Rule 17: the italic correction widens the character; a subscript takes it back.
Builder::Nucleus Builder::symbol(const Atom& atom, Level level, float x, float y) {
  const float size = em(level);
  const auto [face, metrics] = character(atom.face, atom.code == not_equal ? U'=' : atom.code);
  Extent extent = {(metrics.width + metrics.italic) * size, metrics.height * size, metrics.depth * size};
  if (atom.code == not_equal) {
    const auto slash = character(Face::main, negation_slash);
    extent.include({0, slash.metrics.height * size, slash.metrics.depth * size});
    glyph(atom, slash.face, negation_slash, x, y, size);
  }
  glyph(atom, face, atom.code == not_equal ? U'=' : atom.code, x, y, size);
  return {extent, metrics.italic * size, true};
}

// Rule 13: larger in display style, and centred on the axis.
Builder::Nucleus Builder::large_symbol(const Atom& atom, Level level, float x, float y) {
  const float size = em(level);
  const auto [face, metrics] = character(is_display(level) ? Face::size2 : Face::size1, atom.code);
  const float raise = (axis_height - (metrics.height - metrics.depth) / 2) * size;
  glyph(atom, face, atom.code, x, y - raise, size);
  return {{(metrics.width + metrics.italic) * size, metrics.height * size + raise, metrics.depth * size - raise},
          metrics.italic * size};
}

// Letters of one name stand as close as in text: only the last one's italic correction counts.
Builder::Nucleus Builder::word(const Atom& atom, Level level, float x, float y) {
  const float size = em(level);
  Nucleus whole;
  for (std::size_t i = 0; i < atom.text.size();) {
    const CodePoint point = code_point_at(atom.text, i);
    i += static_cast<std::size_t>(point.bytes);
    const auto [face, metrics] = character(atom.face, point.value);
    glyph(atom, face, point.value, x + whole.extent.width, y, size);
    whole.extent.width += metrics.width * size;
    whole.italic = metrics.italic * size;
    whole.extent.include({0, metrics.height * size, metrics.depth * size});
  }
  whole.extent.width += whole.italic;
  return whole;
}

// Plain words; a backslash takes the character after it as it is, and braces are not drawn.
Extent Builder::text(const Atom& atom, Level level, float x, float y) {
  const float size = em(level) * words_scale;
  Extent whole;
  for (std::size_t i = 0; i < atom.text.size();) {
    char c = atom.text[i];
    const bool escaped = c == '\\' && i + 1 < atom.text.size();
    if (escaped) c = atom.text[++i];
    const CodePoint point = code_point_at(atom.text, i);
    i += static_cast<std::size_t>(point.bytes);
    if (!escaped && (c == '{' || c == '}')) continue;
    const auto [face, metrics] = character(Face::sans, point.value);
    if (c != ' ') glyph(atom, face, point.value, x + whole.width, y, size);
    whole.width += metrics.width * size;
    whole.include({0, metrics.height * size, metrics.depth * size});
  }
  return whole;
}

// Rule 15.
Extent Builder::fraction(const Atom& atom, Level level, float x, float y) {
  const Parameters& p = parameters_of(level);
  const float size = em(level);
  const float beside = null_delimiter_space * em_;
  const float thickness = p.rule * size;
  const float axis = axis_height * size;

  const Mark above = mark();
  const Extent num = list(atom.body, numerator_of(level), x + beside, y);
  const Mark below = mark();
  const Extent den = list(atom.other, denominator_of(level), x + beside, y);
  const float width = std::max(num.width, den.width);

  // 15b, 15d: up and down by the font's numbers, and more where that leaves too little clear of the bar.
  const float clear = is_display(level) ? 3 * thickness : thickness;
  const float up = std::max((is_display(level) ? p.num1 : p.num2) * size, axis + thickness / 2 + clear + num.depth);
  const float down = std::max((is_display(level) ? p.denom1 : p.denom2) * size, thickness / 2 - axis + clear + den.height);
  shift(above, below, (width - num.width) / 2, -up);
  shift(below, (width - den.width) / 2, down);
  rule(atom, x + beside, y - axis - thickness / 2, width, thickness);
  return {width + 2 * beside, num.height + up, den.depth + down};
}

// Rule 18: superscripts and subscripts beside the base.
Extent Builder::scripts(const Atom& atom, const Nucleus& base, Level level, float x, float y) {
  const Parameters& p = parameters_of(level);
  const float size = em(level);
  Extent whole = base.extent;

  const float sup_x = x + base.extent.width;
  const float sub_x = sup_x - base.italic;
  const Mark sup_mark = mark();
  const Extent sup = atom.has_sup ? list(atom.sup, sup_of(level), sup_x, y) : Extent{};
  const Mark sub_mark = mark();
  const Extent sub = atom.has_sub ? list(atom.sub, sub_of(level), sub_x, y) : Extent{};

  // 18a: scripts of anything but a character hang on its top and bottom.
  const Parameters& ps = parameters_of(sup_of(level));
  float up = base.character ? 0 : base.extent.height - ps.sup_drop * em(sup_of(level));
  float down = base.character ? 0 : base.extent.depth + ps.sub_drop * em(sub_of(level));
  if (atom.has_sup) {  // 18c
    const float least = level == Level::d ? p.sup1 : is_cramped(level) ? p.sup3 : p.sup2;
    up = std::max({up, least * size, sup.depth + x_height / 4 * size});
  }
  if (!atom.has_sup) {  // 18b
    down = std::max({down, p.sub1 * size, sub.height - x_height * 4 / 5 * size});
  } else if (atom.has_sub) {  // 18d, 18e: keep the two apart, and the superscript's bottom above 4/5 of the x-height
    down = std::max(down, p.sub2 * size);
    const float least_gap = 4 * p.rule * size;
    if ((up - sup.depth) - (sub.height - down) < least_gap) {
      down = least_gap - (up - sup.depth) + sub.height;
      const float psi = x_height * 4 / 5 * size - (up - sup.depth);
      if (psi > 0) {
        up += psi;
        down -= psi;
      }
    }
  }
  shift(sup_mark, sub_mark, 0, -up);
  shift(sub_mark, 0, down);
  float reach = 0;
  if (atom.has_sup) {
    whole.include(sup, up);
    reach = sup.width;
  }
  if (atom.has_sub) {
    whole.include(sub, -down);
    reach = std::max(reach, sub.width - base.italic);
  }
  whole.width += reach + script_space * em_;
  return whole;
}

// Rule 13a: limits, centred above and below; shifted by half the italic correction, up to the right and down to the left.
Extent Builder::limits(const Atom& atom, const Nucleus& base, Mark base_mark, Level level, float x, float y) {
  const Parameters& p = parameters_of(level);
  const float size = em(level);
  const Mark sup_mark = mark();
  const Extent sup = atom.has_sup ? list(atom.sup, sup_of(level), x, y) : Extent{};
  const Mark sub_mark = mark();
  const Extent sub = atom.has_sub ? list(atom.sub, sub_of(level), x, y) : Extent{};

  Extent whole = base.extent;
  whole.width = std::max({base.extent.width, sup.width, sub.width});
  shift(base_mark, sup_mark, (whole.width - base.extent.width) / 2, 0);
  if (atom.has_sup) {
    const float gap = std::max(big_op1 * size, p.big_op3 * size - sup.depth);
    const float up = base.extent.height + gap + sup.depth;
    shift(sup_mark, sub_mark, (whole.width - sup.width + base.italic) / 2, -up);
    whole.height = up + sup.height + p.big_op5 * size;
  }
  if (atom.has_sub) {
    const float gap = std::max(big_op2 * size, p.big_op4 * size - sub.height);
    const float down = base.extent.depth + gap + sub.height;
    shift(sub_mark, (whole.width - sub.width - base.italic) / 2, down);
    whole.depth = down + sub.depth + p.big_op5 * size;
  }
  return whole;
}

}  // namespace chainrule::math
