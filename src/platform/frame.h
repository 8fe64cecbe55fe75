// What every platform does around a frame of Dear ImGui.
#pragma once

#include "imgui.h"
#include "imgui_internal.h"
#include "ui/theme.h"

namespace chainrule::platform {

inline constexpr float longest_step = 0.1f;  // seconds

// Between frames a still widget may have slept for minutes. The clock must know (else two clicks a minute apart are a
// double click), an animation that starts in this frame must not (it would jump to its end).
inline void advance_clock(double elapsed_seconds) {
  const float elapsed = elapsed_seconds > 1e-6 ? static_cast<float>(elapsed_seconds) : 1e-6f;
  const float step = elapsed < longest_step ? elapsed : longest_step;
  ImGui::GetIO().DeltaTime = step;
  ImGui::GetCurrentContext()->Time += static_cast<double>(elapsed) - static_cast<double>(step);
}

// Several events can wait for frames of their own, a key's release after its press for one.
inline bool has_waiting_input() { return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0; }

// The theme's paper, under whatever the widget leaves open.
inline ImVec4 paper_colour(bool dark, bool contrast = false) {
  return ImGui::ColorConvertU32ToFloat4(ui::theme(dark, contrast).of(view::Token::paper));
}

}  // namespace chainrule::platform
