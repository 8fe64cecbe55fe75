// The look's colours.
#pragma once

#include <cstdint>

#include "math/box.h"
#include "view/scene.h"

namespace chainrule::view {

constexpr int kTokens = 13;

// 0xRRGGBB; of none: black. With `contrast` everything that is read has at least 7 : 1 to what is behind it (WCAG 2.2, 1.4.6).
constexpr std::uint32_t colour(Token token, bool dark, bool contrast = false) {
  //                                                none paper     dots      card      header    border    ink
  constexpr std::uint32_t colours[4][kTokens] = {{0, 0xFAF9F6, 0xE4E1D8, 0xFFFFFF, 0xF1EFE8, 0xDAD6CB, 0x1E1E1C,
                                                  0x6E6A60, 0xA8A398, 0x15803D, 0xC2321F, 0x7C3AED, 0x2563EB},
                                                 {0, 0x16171A, 0x26282D, 0x202226, 0x2B2E34, 0x34373E, 0xECEBE7,
                                                  0xA4A299, 0x6C6B65, 0x4ADE80, 0xFB7E6B, 0xB794F6, 0x6EA8FE},
                                                 {0, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0x000000, 0x000000,
                                                  0x000000, 0x4A4A4A, 0x0B5128, 0x8F1508, 0x4C1D95, 0x0B3AA8},
                                                 {0, 0x000000, 0x000000, 0x000000, 0x000000, 0xFFFFFF, 0xFFFFFF,
                                                  0xFFFFFF, 0xBDBDBD, 0x7DF5A6, 0xFFB3A6, 0xD6C2FF, 0xA6CCFF}};
  //                                              soft      faint     value     gradient  upstream  accent
  return colours[2 * contrast + dark][static_cast<int>(token)];
}

constexpr Token token_of(math::Role role) {
  switch (role) {
    case math::Role::ink: return Token::ink;
    case math::Role::soft: return Token::soft;
    case math::Role::faint: return Token::faint;
    case math::Role::value: return Token::value;
    case math::Role::gradient: return Token::gradient;
    case math::Role::upstream: return Token::upstream;
    case math::Role::accent: return Token::accent;
  }
  return Token::ink;
}

}  // namespace chainrule::view
