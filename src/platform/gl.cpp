#include "platform/gl.h"

namespace chainrule::platform {

namespace {

#ifdef __EMSCRIPTEN__
constexpr char prefix[] = "#version 300 es\nprecision highp float;\n";
#else
constexpr char prefix[] = "#version 330 core\n";
#endif

GLuint compile(GLenum stage, const char* source) {
  const char* parts[] = {prefix, stage == GL_VERTEX_SHADER ? "#define VERTEX\n" : "", source};
  const GLuint shader = glCreateShader(stage);
  glShaderSource(shader, 3, parts, nullptr);
  glCompileShader(shader);
  return shader;
}

}  // namespace

GLuint build_program(const char* source, Problem& problem) {
  const GLuint program = glCreateProgram();
  const GLuint stages[] = {compile(GL_VERTEX_SHADER, source), compile(GL_FRAGMENT_SHADER, source)};
  for (const GLuint stage : stages) {
    glAttachShader(program, stage);
    glDeleteShader(stage);  // the program keeps it
  }
  glLinkProgram(program);
  GLint linked = GL_FALSE;
  glGetProgramiv(program, GL_LINK_STATUS, &linked);
  if (linked) return program;
  for (const GLuint stage : stages)
    if (!problem[0]) glGetShaderInfoLog(stage, static_cast<GLsizei>(problem.size()), nullptr, problem.data());
  if (!problem[0]) glGetProgramInfoLog(program, static_cast<GLsizei>(problem.size()), nullptr, problem.data());
  glDeleteProgram(program);
  return 0;
}

}  // namespace chainrule::platform
