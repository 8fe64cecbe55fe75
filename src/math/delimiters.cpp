// Delimiters that grow with what they enclose, and roots (The TeXbook, appendix G, rules 11 and 19).
#include <algorithm>
#include <array>
#include <cmath>

#include "math/build.h"
#include "math/fonts.h"

namespace chainrule::math {
namespace {

// A way to draw a delimiter: one glyph of a face, at a part of the formula's size.
struct Step {
  Face face;
  float scale;
};
constexpr std::array<Step, 7> steps = {{{Face::main, 0.5f}, {Face::main, 0.7f}, {Face::main, 1}, {Face::size1, 1},
                                        {Face::size2, 1}, {Face::size3, 1}, {Face::size4, 1}}};

// Small styles may use small glyphs, the others start with those of text size.
constexpr std::size_t first_step(Level level) { return is_tight(level) ? (level >= Level::ss ? 0 : 1) : 2; }

// Taller delimiters are piled up: a top, a bar, sometimes a middle, a bar and a bottom. The bars are rules, `grain` is the
// length in em that TeX would repeat. Lengths in em.
struct Pile {
  char32_t code;
  char32_t top, middle, bottom;  // of Size4; 0 is none
  std::array<float, 2> bars;     // the left edges of its bars; below 0 is none
  float bar_width, width, grain;
};
constexpr Pile piles[] = {
    {U'(', 0x239b, 0, 0x239d, {.291f, -1}, .126f, .875f, .6f},
    {U')', 0x239e, 0, 0x23a0, {.457f, -1}, .126f, .875f, .6f},
    {U'[', 0x23a1, 0, 0x23a3, {.319f, -1}, .084f, .667f, .6f},
    {U']', 0x23a4, 0, 0x23a6, {.263f, -1}, .084f, .667f, .6f},
    {U'{', 0x23a7, 0x23a8, 0x23a9, {.384f, -1}, .120f, .889f, .3f},
    {U'}', 0x23ab, 0x23ac, 0x23ad, {.384f, -1}, .120f, .889f, .3f},
    {0x2308, 0x23a1, 0, 0, {.319f, -1}, .084f, .667f, .6f},
    {0x2309, 0x23a4, 0, 0, {.263f, -1}, .084f, .667f, .6f},
    {0x230a, 0, 0, 0x23a3, {.319f, -1}, .084f, .667f, .6f},
    {0x230b, 0, 0, 0x23a6, {.263f, -1}, .084f, .667f, .6f},
    {0x2223, 0, 0, 0, {.145f, -1}, .043f, .333f, .6f},
    {0x2225, 0, 0, 0, {.145f, .367f}, .043f, .556f, .6f},
};

const Pile* pile_of(char32_t code) {
  for (const Pile& pile : piles) {
    if (pile.code == code) return &pile;
  }
  return nullptr;
}

// Heights in em of a pile's pieces, and of the least whole number of grains that makes it as high as `total` em.
struct PileHeights {
  float top, middle, bottom, whole;
};
PileHeights heights(const Pile& pile, float total) {
  const auto height_of = [&](char32_t part, float otherwise) {
    if (part == 0) return otherwise;
    const auto metrics = character(Face::size4, part).metrics;
    return metrics.height + metrics.depth;
  };
  const float top = height_of(pile.top, pile.grain);
  const float middle = height_of(pile.middle, 0);
  const float bottom = height_of(pile.bottom, pile.grain);
  const float grain = pile.middle == 0 ? pile.grain : 2 * pile.grain;
  const float least = top + middle + bottom;
  return {top, middle, bottom, least + std::max(0.0f, std::ceil((total - least) / grain)) * grain};
}

// The tall surd of Size4: its foot, whose stroke goes on upwards as a rule. Lengths in em.
constexpr char32_t surd_foot = 0x23b7;
constexpr float surd_stroke_x = .702f, surd_stroke = .040f;

// The first step whose glyph is higher than `total` px. `em` px are 1 em of the formula.
struct Fit {
  Step step;
  fonts::GlyphMetrics metrics;
  bool found = false;
};
Fit fit(char32_t code, float total, Level level, float em) {
  for (std::size_t i = first_step(level); i < steps.size(); ++i) {
    const auto* metrics = metrics_in(steps[i].face, code);
    if (metrics != nullptr && (metrics->height + metrics->depth) * steps[i].scale * em > total) return {steps[i], *metrics, true};
  }
  return {};
}

// The largest glyph there is.
Fit largest(char32_t code) {
  for (std::size_t i = steps.size(); i-- > 0;) {
    if (const auto* metrics = metrics_in(steps[i].face, code)) return {steps[i], *metrics, true};
  }
  const Character other = character(Face::main, code);
  return {{other.face, 1}, other.metrics, true};
}

}  // namespace

Extent Builder::delimiter(const Atom& atom, char32_t code, float total, Level level, float x, float y) {
  if (code == 0) return {null_delimiter_space * em_, 0, 0};
  Fit best = fit(code, total, level, em_);
  if (!best.found) {
    if (pile_of(code) != nullptr) return piled(atom, code, total, level, x, y);
    best = largest(code);
  }
  const fonts::GlyphMetrics& metrics = best.metrics;
  const float size = best.step.scale * em_;
  const float half = (metrics.height + metrics.depth) / 2 * size;
  const float axis = axis_height * em(level);
  glyph(atom, best.step.face, code, x, y - axis - half + metrics.height * size, size);
  return {metrics.width * size, half + axis, half - axis};
}

// One or two bars with ends, and braces with a middle. The pieces always have the formula's own size.
Extent Builder::piled(const Atom& atom, char32_t code, float total, Level level, float x, float y) {
  const Pile& pile = *pile_of(code);
  const PileHeights high = heights(pile, total / em_);
  const float axis = axis_height * em(level);
  const float top_y = y - axis - high.whole / 2 * em_;
  const auto piece = [&](char32_t part, float below_top) {
    if (part == 0) return;
    const auto [face, metrics] = character(Face::size4, part);
    glyph(atom, face, part, x, top_y + (below_top + metrics.height) * em_, em_);
  };
  const auto bars = [&](float from, float to) {
    for (const float bar : pile.bars) {
      if (bar >= 0 && to > from) rule(atom, x + bar * em_, top_y + from * em_, pile.bar_width * em_, (to - from) * em_);
    }
  };
  const float below = high.whole - high.bottom;
  piece(pile.top, 0);
  piece(pile.bottom, below);
  constexpr float lap = 0.02f;  // bars reach into the pieces, so that no seam shows
  const float from = pile.top == 0 ? 0 : high.top - lap;
  const float to = pile.bottom == 0 ? high.whole : below + lap;
  if (pile.middle == 0) {
    bars(from, to);
  } else {
    const float half = (high.whole - high.middle) / 2;
    bars(from, half + lap);
    piece(pile.middle, half);
    bars(half + high.middle - lap, to);
  }
  return {pile.width * em_, high.whole / 2 * em_ + axis, high.whole / 2 * em_ - axis};
}

// Rule 19. The contents are spaced as between an opening and a closing atom.
Extent Builder::fence(const Atom& atom, Level level, float x, float y) {
  const Mark start = mark();
  Extent whole = list(atom.body, level, x, y, true);
  const Mark body_end = mark();
  const float axis = axis_height * em(level);
  const float reach = std::max(whole.height - axis, whole.depth + axis);
  const float total = std::max(2 * reach * delimiter_factor, 2 * reach - delimiter_shortfall * em_);

  const Extent left = delimiter(atom, atom.code, total, level, x, y);
  shift(start, body_end, left.width, 0);
  const Extent right = delimiter(atom, atom.right, total, level, x + left.width + whole.width, y);
  whole.width += left.width + right.width;
  whole.height = std::max({whole.height, left.height, right.height});
  whole.depth = std::max({whole.depth, left.depth, right.depth});
  return whole;
}

// A root sign whose top is at y and that is at least `total` px high.
Builder::Surd Builder::surd(const Atom& atom, float total, Level level, float x, float y) {
  constexpr char32_t sign = 0x221a;
  const auto draw = [&](Fit best, float size) -> Surd {
    const fonts::GlyphMetrics& metrics = best.metrics;
    glyph(atom, best.step.face, sign, x, y + metrics.height * size, size);
    return {(metrics.height + metrics.depth) * size, metrics.width * size, surd_stroke * size, metrics.width * size};
  };
  if (const Fit best = fit(sign, total, level, em_); best.found) return draw(best, best.step.scale * em_);

  const auto* foot = metrics_in(Face::size4, surd_foot);
  if (foot == nullptr) {
    const Fit best = largest(sign);
    return draw(best, total / (best.metrics.height + best.metrics.depth));
  }
  const float foot_top = total - (foot->height + foot->depth) * em_;
  glyph(atom, Face::size4, surd_foot, x, y + foot_top + foot->height * em_, em_);
  rule(atom, x + surd_stroke_x * em_, y, surd_stroke * em_, foot_top + 0.02f * em_);
  return {total, surd_stroke_x * em_, surd_stroke * em_, foot->width * em_};
}

// Rule 11.
Extent Builder::radical(const Atom& atom, Level level, float x, float y) {
  const float size = em(level);
  const float theta = parameters_of(level).rule * size;
  const float phi = is_display(level) ? x_height * size : theta;

  const Mark start = mark();
  const Extent inner = list(atom.body, cramped_of(level), x, y);
  const Mark inner_end = mark();
  const float body_height = inner.height > 0 ? inner.height : x_height * size;
  float clear = theta + phi / 4;
  const float room = body_height + inner.depth;
  const Surd sign = surd(atom, room + clear + theta, level, x, y);
  // What the sign is too high is shared above and below the contents.
  if (sign.total - sign.rule > room + clear) clear = (clear + sign.total - sign.rule - room) / 2;

  const float height = body_height + clear + sign.rule;  // of the vinculum's top edge
  shift(start, inner_end, sign.width, 0);
  shift(inner_end, 0, -height);
  rule(atom, x + sign.rule_x, y - height, sign.width - sign.rule_x + inner.width, sign.rule);
  Extent whole = {sign.width + inner.width, height + sign.rule, std::max(inner.depth, sign.total - height)};
  if (!atom.has_other) return whole;

  // The index, as \root of plain TeX places it: raised, and 10 mu into the sign.
  const Mark root_end = mark();
  const float mu = size / 18;
  const float raise = 0.6f * (whole.height - whole.depth);
  const Extent index = list(atom.other, Level::ss, x + 5 * mu, y - raise);
  const float indent = index.width - 5 * mu;
  shift(start, root_end, indent, 0);
  whole.width += indent;
  whole.include(index, raise);
  return whole;
}

}  // namespace chainrule::math
