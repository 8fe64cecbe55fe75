# The faces, subset to what is used, as C++ tables: chainrule_font_data (for src/math).
include(Node)

# The first Python that has fonttools: a shim on PATH may hide the system's.
if(NOT CHAINRULE_PYTHON)
  find_program(python_on_path NAMES python3 python NO_CACHE NO_CMAKE_FIND_ROOT_PATH)
  foreach(candidate "${python_on_path}" /usr/bin/python3 /usr/local/bin/python3 /opt/homebrew/bin/python3)
    if(EXISTS "${candidate}")
      execute_process(COMMAND "${candidate}" -c "import fontTools" RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
      if(NOT failed)
        set(CHAINRULE_PYTHON "${candidate}" CACHE FILEPATH "A Python 3 with fonttools")
        break()
      endif()
    endif()
  endforeach()
endif()
if(NOT CHAINRULE_PYTHON)
  message(FATAL_ERROR "No Python 3 with fonttools was found. Install it (Debian: apt install python3-fonttools; "
    "elsewhere: pip install fonttools) or set CHAINRULE_PYTHON.")
endif()

set(fonts_dir "${PROJECT_BINARY_DIR}/generated/fonts")
set(font_tables "${fonts_dir}/font_data.h" "${fonts_dir}/font_data.cpp")
add_custom_command(
  OUTPUT ${font_tables}
  COMMAND "${CHAINRULE_PYTHON}" "${PROJECT_SOURCE_DIR}/cmake/fonts.py" "${CHAINRULE_NODE_MODULES}" "${fonts_dir}"
  DEPENDS "${PROJECT_SOURCE_DIR}/cmake/fonts.py" "${PROJECT_SOURCE_DIR}/web/package-lock.json"
  COMMENT "Subsetting the fonts"
  VERBATIM)
add_custom_target(chainrule_fonts DEPENDS ${font_tables})

add_library(chainrule_font_data STATIC ${font_tables})
target_link_libraries(chainrule_font_data PUBLIC chainrule_options PRIVATE chainrule_warnings)
add_dependencies(chainrule_font_data chainrule_fonts)
