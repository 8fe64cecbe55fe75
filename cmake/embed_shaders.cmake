# cmake -DOUTPUT=FILE -DSHADERS=LIST -P embed_shaders.cmake
set(text "// Generated from shaders/ by cmake/embed_shaders.cmake.\n#pragma once\n\nnamespace chainrule::shaders {\n\n")
foreach(shader IN LISTS SHADERS)
  get_filename_component(name "${shader}" NAME)
  string(REPLACE "." "_" name "${name}")
  file(READ "${shader}" source)
  string(REGEX REPLACE " *//[^\n]*" "" source "${source}")  # the comments are for us
  string(REGEX REPLACE "\n[ \n]+" "\n" source "${source}")
  string(APPEND text "inline constexpr char ${name}[] = R\"glsl(${source})glsl\";\n\n")
endforeach()
string(APPEND text "}  // namespace chainrule::shaders\n")
file(WRITE "${OUTPUT}" "${text}")
