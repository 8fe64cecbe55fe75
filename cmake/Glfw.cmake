# GLFW, for the native window: the system's, else the pinned release.
find_package(glfw3 3.3 QUIET)
if(NOT glfw3_FOUND)
  set(GLFW_BUILD_DOCS OFF)
  set(GLFW_BUILD_TESTS OFF)
  set(GLFW_BUILD_EXAMPLES OFF)
  set(GLFW_INSTALL OFF)
  set(GLFW_BUILD_WAYLAND OFF)  # its protocol files are one more thing to install; X11 serves Wayland too
  include(FetchContent)
  FetchContent_Declare(glfw GIT_REPOSITORY https://github.com/glfw/glfw.git
    GIT_TAG 7b6aead9fb88b3623e3b3725ebb42670cbe4c579)  # 3.4
  FetchContent_MakeAvailable(glfw)
endif()
