#include "ui/theme.h"

namespace chainrule::ui {

namespace {

constexpr Theme made(bool dark, bool contrast) {
  Theme theme{{}, dark};
  for (int i = 1; i < view::kTokens; ++i) {
    const std::uint32_t hex = view::colour(static_cast<view::Token>(i), dark, contrast);
    theme.tokens[i] = IM_COL32(hex >> 16 & 255, hex >> 8 & 255, hex & 255, 255);
  }
  return theme;
}
constexpr Theme kThemes[] = {made(false, false), made(true, false), made(false, true), made(true, true)};

}  // namespace

const Theme& theme(bool dark, bool contrast) { return kThemes[2 * contrast + dark]; }

ImU32 Theme::of(math::Role role) const { return of(view::token_of(role)); }

ImU32 faded(ImU32 colour, float alpha) {
  const float own = static_cast<float>(colour >> IM_COL32_A_SHIFT & 255);
  return (colour & ~IM_COL32_A_MASK) | static_cast<ImU32>(own * alpha + 0.5f) << IM_COL32_A_SHIFT;
}

}  // namespace chainrule::ui
