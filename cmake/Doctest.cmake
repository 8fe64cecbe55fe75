# doctest, one header: the system's, else the pinned release. Target: chainrule_doctest.
add_library(chainrule_doctest INTERFACE)
find_path(DOCTEST_INCLUDE_DIR doctest/doctest.h
  PATHS /usr/include /usr/local/include /opt/homebrew/include NO_CMAKE_FIND_ROOT_PATH)
mark_as_advanced(DOCTEST_INCLUDE_DIR)
if(DOCTEST_INCLUDE_DIR)
  # Copied, so that a cross build does not see the rest of the system's headers.
  configure_file("${DOCTEST_INCLUDE_DIR}/doctest/doctest.h"
    "${PROJECT_BINARY_DIR}/doctest/doctest/doctest.h" COPYONLY)
  target_include_directories(chainrule_doctest SYSTEM INTERFACE "${PROJECT_BINARY_DIR}/doctest")
else()
  include(FetchContent)
  FetchContent_Declare(doctest GIT_REPOSITORY https://github.com/doctest/doctest.git
    GIT_TAG ae7a13539fb71f270b87eb2e874fbac80bc8dda2)  # 2.4.11
  FetchContent_GetProperties(doctest)
  if(NOT doctest_POPULATED)
    FetchContent_Populate(doctest)  # the header alone, not doctest's own targets
  endif()
  target_include_directories(chainrule_doctest SYSTEM INTERFACE "${doctest_SOURCE_DIR}")
endif()
