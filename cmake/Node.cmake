# The npm packages of web/package.json: fonts, esbuild, playwright-core. Versions and sums are in web/package-lock.json.
find_program(CHAINRULE_NODE NAMES node nodejs NO_CMAKE_FIND_ROOT_PATH)
find_program(CHAINRULE_NPM NAMES npm npm.cmd NO_CMAKE_FIND_ROOT_PATH)
mark_as_advanced(CHAINRULE_NODE CHAINRULE_NPM)

set(CHAINRULE_NODE_MODULES "${PROJECT_SOURCE_DIR}/web/node_modules")

# Installs what the lock file names, unless that was done since the lock file changed.
function(chainrule_npm_install)
  set(lock "${PROJECT_SOURCE_DIR}/web/package-lock.json")
  set(stamp "${CHAINRULE_NODE_MODULES}/.chainrule-lock.json")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${lock}")
  file(MAKE_DIRECTORY "${CHAINRULE_DEPS_DIR}")
  file(LOCK "${CHAINRULE_DEPS_DIR}/npm.lock" GUARD FUNCTION TIMEOUT 600)
  if(EXISTS "${stamp}")
    file(SHA256 "${lock}" wanted)
    file(SHA256 "${stamp}" installed)
    if(wanted STREQUAL installed)
      return()
    endif()
  endif()
  if(NOT CHAINRULE_NPM)
    message(FATAL_ERROR "npm was not found: the fonts come from npm packages. Install Node.js 18 or later with npm.")
  endif()
  message(STATUS "Installing the npm packages of web/package-lock.json")
  execute_process(COMMAND "${CHAINRULE_NPM}" ci --ignore-scripts --no-audit --no-fund
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}/web" RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "npm ci failed in ${PROJECT_SOURCE_DIR}/web")
  endif()
  file(COPY_FILE "${lock}" "${stamp}")
endfunction()

chainrule_npm_install()
