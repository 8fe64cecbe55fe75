// OpenGL 3.3 and WebGL 2, by the names that they share.
#pragma once

#ifdef __EMSCRIPTEN__
#include <GLES3/gl3.h>
#elif defined(__APPLE__)
#include <OpenGL/gl3.h>
#else
#define GL_GLEXT_PROTOTYPES
#include <GL/glcorearb.h>
#endif

#include "platform/problem.h"

namespace chainrule::platform {

// A program of shaders/. 0: it was refused, and the problem says why, unless an earlier one is there.
GLuint build_program(const char* source, Problem& problem);

}  // namespace chainrule::platform
