# Finds em++ (on PATH or in EMSDK) and hands over to Emscripten's own toolchain file, wherever that is.
find_program(CHAINRULE_EMXX NAMES em++ em++.bat
  HINTS ENV EMSCRIPTEN "$ENV{EMSDK}/upstream/emscripten" PATHS /usr/lib/emscripten NO_CMAKE_FIND_ROOT_PATH)
if(NOT CHAINRULE_EMXX)
  message(FATAL_ERROR "em++ was not found. Install Emscripten (Debian: apt install emscripten), "
    "or activate an emsdk, then configure again.")
endif()

get_filename_component(emxx_real "${CHAINRULE_EMXX}" REALPATH)
get_filename_component(emxx_folder "${emxx_real}" DIRECTORY)
get_filename_component(emxx_prefix "${CHAINRULE_EMXX}" DIRECTORY)
set(toolchain "cmake/Modules/Platform/Emscripten.cmake")
foreach(root "${emxx_folder}" "${emxx_prefix}" "${emxx_prefix}/../share/emscripten"
             "${emxx_prefix}/../lib/emscripten" "${emxx_folder}/../libexec")
  if(EXISTS "${root}/${toolchain}")
    get_filename_component(emscripten_toolchain "${root}/${toolchain}" ABSOLUTE)
    break()
  endif()
endforeach()
if(NOT emscripten_toolchain)
  message(FATAL_ERROR "${CHAINRULE_EMXX} has no ${toolchain} near it.")
endif()

# Emscripten runs its own tools by bare name.
set(ENV{PATH} "${emxx_prefix}:$ENV{PATH}")
include("${emscripten_toolchain}")

# Debian's Emscripten looks for acorn among Debian's node modules, which another node does not search.
set(CHAINRULE_LINK_LAUNCHER "")
if(EXISTS /usr/share/nodejs/acorn)
  set(CHAINRULE_LINK_LAUNCHER "\"${CMAKE_COMMAND}\" -E env NODE_PATH=/usr/share/nodejs")
endif()
