// The native window: GLFW and OpenGL 3.3.
#pragma once

#include "platform/native/cli.h"

namespace chainrule::platform {

// Opens the window on the program, or on the work of the last such window, in a language of languages.h (in English, with a message, if
// no font of the system has its letters), and returns when it is closed: 0, or 1 with a message on stderr when there is no window system
// or no OpenGL 3.3. Environment, for tests: CHAINRULE_FRAMES=N closes it after N frames; CHAINRULE_SHOT=FILE.ppm then also writes the last
// frame's pixels; CHAINRULE_DROP=FILE drops that file on it after its first frame, and CHAINRULE_SAVE=1 presses Ctrl+S after its second.
int run_window(const Launch& launch);

}  // namespace chainrule::platform
