// The native window: GLFW and OpenGL 3.3.
#pragma once

#include <string>

namespace chainrule::platform {

// Opens the window on a program, in a language of languages.h (in English, with a message, if no font of the system has its letters),
// and returns when it is closed: 0, or 1 with a message on stderr when there is no window system or no OpenGL 3.3. Environment
// CHAINRULE_FRAMES=N closes it after N frames; CHAINRULE_SHOT=FILE.ppm then also writes the last frame's pixels (for tests).
int run_window(const std::string& program, const std::string& title, const std::string& language);

}  // namespace chainrule::platform
