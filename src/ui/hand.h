// A finger, or the mouse, on what a panel shows: moved up or down it scrolls the panel, moved sideways it holds what is under it.
#pragma once

#include <cstdint>

#include <imgui.h>

namespace chainrule::ui {

struct Hand {
  enum class Does : std::uint8_t { nothing, rests, scrolls, holds };
  Does does = Does::nothing;  // rests: it has not moved yet, and nothing may follow it
  ImGuiID panel = 0;          // the one it was put on last
  float speed = 0;            // px per second, of scrolling on after it has left

  void move(float seconds);
  // In the panel's window, before its content. `glides`: it scrolls on.
  void scroll(bool glides);
};

}  // namespace chainrule::ui
