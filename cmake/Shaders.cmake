# Every program of shaders/, both stages in one file, becomes a string: shaders/wire.glsl is chainrule::shaders::wire_glsl in
# generated/shaders/shaders.h. The version and VERTEX for the first stage are put before it when it is compiled.
file(GLOB shader_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/shaders/*.glsl")
set(shaders_header "${PROJECT_BINARY_DIR}/generated/shaders/shaders.h")
add_custom_command(
  OUTPUT "${shaders_header}"
  COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${shaders_header}" "-DSHADERS=${shader_files}"
    -P "${PROJECT_SOURCE_DIR}/cmake/embed_shaders.cmake"
  DEPENDS ${shader_files} "${PROJECT_SOURCE_DIR}/cmake/embed_shaders.cmake"
  COMMENT "Embedding the shaders"
  VERBATIM)
add_custom_target(chainrule_shader_strings DEPENDS "${shaders_header}")
add_library(chainrule_shaders INTERFACE)
target_link_libraries(chainrule_shaders INTERFACE chainrule_options)
add_dependencies(chainrule_shaders chainrule_shader_strings)
