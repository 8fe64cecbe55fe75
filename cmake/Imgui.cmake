# Dear ImGui, pinned, fetched once into CHAINRULE_DEPS_DIR, never committed.
set(imgui_version 1.92.2b)
set(imgui_commit 45acd5e0e82f4c954432533ae9985ff0e1aad6d5)
set(imgui_debian_sha256 e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48)
set(CHAINRULE_IMGUI_DIR "" CACHE PATH "A copy of Dear ImGui ${imgui_version} to use; empty: fetch the pinned one")

# The archive of Debian's source package, if this machine's apt can bring it; else OUT is left empty.
function(chainrule_imgui_from_debian out archive)
  set(${out} FALSE PARENT_SCOPE)
  find_program(APT_GET apt-get NO_CMAKE_FIND_ROOT_PATH)
  mark_as_advanced(APT_GET)
  if(NOT EXISTS "${archive}" AND APT_GET)
    execute_process(COMMAND bash "${PROJECT_SOURCE_DIR}/cmake/fetch_imgui_debian.sh"
      "${CHAINRULE_DEPS_DIR}/apt" "${imgui_version}" "${archive}" RESULT_VARIABLE failed)
    if(failed)
      message(STATUS "Debian has no Dear ImGui ${imgui_version} for us; trying the upstream repository")
    endif()
  endif()
  if(EXISTS "${archive}")
    file(SHA256 "${archive}" sum)
    if(NOT sum STREQUAL imgui_debian_sha256)
      file(REMOVE "${archive}")
      message(FATAL_ERROR "${archive}: sha256 is ${sum}, not ${imgui_debian_sha256}. It was removed.")
    endif()
    set(${out} TRUE PARENT_SCOPE)
  endif()
endfunction()

# Fills FOLDER with the pinned sources. Unpacking goes to a side folder: an interrupted run leaves no half.
function(chainrule_fetch_imgui folder)
  file(MAKE_DIRECTORY "${CHAINRULE_DEPS_DIR}")
  file(LOCK "${CHAINRULE_DEPS_DIR}/imgui.lock" GUARD FUNCTION TIMEOUT 600)
  if(EXISTS "${folder}/imgui.h")
    return()
  endif()
  message(STATUS "Fetching Dear ImGui ${imgui_version}")
  set(archive "${CHAINRULE_DEPS_DIR}/imgui_${imgui_version}.orig.tar.xz")
  chainrule_imgui_from_debian(found "${archive}")
  if(found)
    file(REMOVE_RECURSE "${folder}.part")
    file(ARCHIVE_EXTRACT INPUT "${archive}" DESTINATION "${folder}.part")
    file(REMOVE_RECURSE "${folder}")
    file(RENAME "${folder}.part/imgui-${imgui_version}" "${folder}")
    file(REMOVE_RECURSE "${folder}.part")
  else()
    include(FetchContent)
    FetchContent_Populate(imgui QUIET
      GIT_REPOSITORY https://github.com/ocornut/imgui.git GIT_TAG ${imgui_commit}
      SOURCE_DIR "${folder}" SUBBUILD_DIR "${CHAINRULE_DEPS_DIR}/imgui-subbuild")
  endif()
endfunction()

set(imgui_dir "${CHAINRULE_IMGUI_DIR}")
if(NOT imgui_dir)
  set(imgui_dir "${CHAINRULE_DEPS_DIR}/imgui-${imgui_version}")
  if(NOT EXISTS "${imgui_dir}/imgui.h")
    chainrule_fetch_imgui("${imgui_dir}")
  endif()
endif()

set(imgui_sources imgui.cpp imgui_draw.cpp imgui_widgets.cpp)
if(EMSCRIPTEN)  # without what nothing here uses
  set(trimmed "${PROJECT_BINARY_DIR}/generated/imgui")
  list(TRANSFORM imgui_sources PREPEND "${trimmed}/" OUTPUT_VARIABLE trimmed_sources)
  list(TRANSFORM imgui_sources PREPEND "${imgui_dir}/" OUTPUT_VARIABLE whole_sources)
  add_custom_command(
    OUTPUT ${trimmed_sources} "${trimmed}/imstb_truetype.h"
    COMMAND "${CHAINRULE_PYTHON}" "${PROJECT_SOURCE_DIR}/cmake/trim_imgui.py" "${imgui_dir}" "${trimmed}"
    DEPENDS "${PROJECT_SOURCE_DIR}/cmake/trim_imgui.py" ${whole_sources} "${imgui_dir}/imstb_truetype.h"
    COMMENT "Trimming Dear ImGui"
    VERBATIM)
  add_library(chainrule_imgui STATIC ${trimmed_sources} "${PROJECT_SOURCE_DIR}/src/platform/web/imgui_trim.cpp")
  target_compile_definitions(chainrule_imgui PRIVATE
    sscanf=chainrule_scan IMGUI_DISABLE_DEFAULT_FORMAT_FUNCTIONS IMGUI_DISABLE_FILE_FUNCTIONS)
else()
  list(TRANSFORM imgui_sources PREPEND "${imgui_dir}/")
  add_library(chainrule_imgui STATIC ${imgui_sources} "${imgui_dir}/imgui_tables.cpp")
endif()
target_include_directories(chainrule_imgui SYSTEM PUBLIC "${imgui_dir}" "${imgui_dir}/backends")
target_compile_definitions(chainrule_imgui PUBLIC
  IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_OBSOLETE_FUNCTIONS
  IMGUI_DISABLE_DEFAULT_FONT
  ImDrawIdx=unsigned)  # a large graph has more vertices than 16 bits can count, and WebGL has no base vertex
target_link_libraries(chainrule_imgui PUBLIC chainrule_options)

if(NOT EMSCRIPTEN)
  include(Glfw)
  add_library(chainrule_imgui_glfw STATIC "${imgui_dir}/backends/imgui_impl_glfw.cpp")
  target_link_libraries(chainrule_imgui_glfw PUBLIC chainrule_imgui glfw)
endif()
