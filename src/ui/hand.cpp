#include "ui/hand.h"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

namespace chainrule::ui {

void Hand::move(float seconds) {
  constexpr float kBrake = 4, kSlowest = 20;  // per second; px per second
  speed *= std::exp(-kBrake * seconds);
  if (std::fabs(speed) < kSlowest) speed = 0;
}

void Hand::scroll(bool glides) {
  constexpr float kClick = 6;  // px of travel that still count as a press
  const ImGuiIO& io = ImGui::GetIO();
  const ImGuiID here = ImGui::GetCurrentWindow()->ID;
  const float scrolled = ImGui::GetScrollY(), most = ImGui::GetScrollMaxY();
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && ImGui::IsWindowHovered()) *this = {Does::rests, here, 0};
  // In a page that scrolls, a finger holds only what has a pointer of its own.
  if (io.MouseSource == ImGuiMouseSource_TouchScreen && most > 0 && ImGui::IsWindowHovered())
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
  if (panel != here) return;
  if (!io.MouseDown[0]) does = Does::nothing;
  if (does == Does::rests) {
    const float across = std::fabs(io.MousePos.x - io.MouseClickedPos[0].x), along = std::fabs(io.MousePos.y - io.MouseClickedPos[0].y);
    if (std::max(across, along) >= kClick) does = along > across ? Does::scrolls : Does::holds;
    if (does == Does::scrolls) ImGui::ClearActiveID();  // it does not press what it started on
  }
  if (does == Does::scrolls) {
    ImGui::SetScrollY(scrolled - io.MouseDelta.y);
    speed = glides ? 0.6f * speed - 0.4f * io.MouseDelta.y / std::max(io.DeltaTime, 1e-3f) : 0.f;
  } else if (speed != 0) {
    ImGui::SetScrollY(scrolled + speed * io.DeltaTime);
    if (speed < 0 ? scrolled <= 0 : scrolled >= most) speed = 0;
  }
}

}  // namespace chainrule::ui
