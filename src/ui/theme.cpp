#include "ui/theme.h"

namespace chainrule::ui {

namespace {

constexpr ImU32 rgb(unsigned hex) { return IM_COL32(hex >> 16 & 255, hex >> 8 & 255, hex & 255, 255); }

//                      none paper           dots            card            header          border          ink
constexpr Theme kLight{{0, rgb(0xFAF9F6), rgb(0xE4E1D8), rgb(0xFFFFFF), rgb(0xF1EFE8), rgb(0xDAD6CB), rgb(0x1E1E1C),
                        rgb(0x6E6A60), rgb(0xA8A398), rgb(0x15803D), rgb(0xC2321F), rgb(0x7C3AED), rgb(0x2563EB)}, false};
constexpr Theme kDark{{0, rgb(0x16171A), rgb(0x26282D), rgb(0x202226), rgb(0x2B2E34), rgb(0x34373E), rgb(0xECEBE7),
                       rgb(0xA4A299), rgb(0x6C6B65), rgb(0x4ADE80), rgb(0xFB7E6B), rgb(0xB794F6), rgb(0x6EA8FE)}, true};
//                      soft         faint           value           gradient        upstream        accent

}  // namespace

const Theme& theme(bool dark) { return dark ? kDark : kLight; }

ImU32 Theme::of(math::Role role) const {
  switch (role) {
    case math::Role::ink: return of(view::Token::ink);
    case math::Role::soft: return of(view::Token::soft);
    case math::Role::faint: return of(view::Token::faint);
    case math::Role::value: return of(view::Token::value);
    case math::Role::gradient: return of(view::Token::gradient);
    case math::Role::upstream: return of(view::Token::upstream);
    case math::Role::accent: return of(view::Token::accent);
  }
  return of(view::Token::ink);
}

ImU32 faded(ImU32 colour, float alpha) {
  const float own = static_cast<float>(colour >> IM_COL32_A_SHIFT & 255);
  return (colour & ~IM_COL32_A_MASK) | static_cast<ImU32>(own * alpha + 0.5f) << IM_COL32_A_SHIFT;
}

}  // namespace chainrule::ui
