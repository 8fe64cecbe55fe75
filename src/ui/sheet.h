// Where a window has no room for the inspector beside the canvas: a sheet over the canvas's lower part, or in a low window a panel at its
// right. Its handle stays in view, and says which gate it is about.
#pragma once

#include <cstdint>

#include "view/glide.h"

namespace chainrule::ui {

struct Sheet {
  enum class Stop : std::uint8_t { closed, half, full };
  Stop stop = Stop::closed;  // where it rests, or is on its way to
  float place = 0;           // where it is now, between the stops' numbers
  float from = 0;            // the place where its way began
  float passed = 1;          // seconds since then
  bool dragged = false;      // the handle has left the place of its press
  float held_at = 0;         // px: from the sheet's upper edge to the finger on its handle

  bool moves() const { return passed < view::kGlideSeconds; }  // by itself
  void move(float seconds);
};

}  // namespace chainrule::ui
