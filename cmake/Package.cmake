# What `cmake --install` puts beside the program (its sources are in cmake/package), and CPack's package: a .deb where there is dpkg,
# else an archive.
include(GNUInstallDirs)
if(NOT TARGET chainrule)
  return()
endif()
set(share_in "${PROJECT_SOURCE_DIR}/cmake/package")
set(share_dir "${PROJECT_BINARY_DIR}/share")
set(icon_sizes 16 24 32 48 64 128 256)

# The icon and the licences are made with what the build has anyway, together with the program.
set(icons ${icon_sizes})
list(TRANSFORM icons REPLACE "(.+)" "${share_dir}/icons/\\1/chainrule.png")
add_custom_command(
  OUTPUT "${share_dir}/icons/chainrule.svg" ${icons}
  COMMAND "${CHAINRULE_PYTHON}" "${PROJECT_SOURCE_DIR}/cmake/icon.py" "${CHAINRULE_NODE_MODULES}" "${share_dir}/icons" ${icon_sizes}
  DEPENDS "${PROJECT_SOURCE_DIR}/cmake/icon.py" "${PROJECT_SOURCE_DIR}/web/package-lock.json"
  COMMENT "Drawing the icon"
  VERBATIM)
add_custom_command(
  OUTPUT "${share_dir}/licences.txt"
  COMMAND "${CHAINRULE_NODE}" "${PROJECT_SOURCE_DIR}/cmake/licences.mjs" "${imgui_dir}" "${share_dir}/licences.txt"
  DEPENDS "${PROJECT_SOURCE_DIR}/cmake/licences.mjs" "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/web/package-lock.json"
  COMMENT "Collecting the licences"
  VERBATIM)
add_custom_target(chainrule_share DEPENDS "${share_dir}/icons/chainrule.svg" ${icons} "${share_dir}/licences.txt")
add_dependencies(chainrule chainrule_share)

# The names that the manual page and the completions list, read where the program has them.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  "${PROJECT_SOURCE_DIR}/src/export/formats.cpp" "${PROJECT_SOURCE_DIR}/src/words/words.txt")
file(STRINGS "${PROJECT_SOURCE_DIR}/src/export/formats.cpp" rows REGEX "^ *{\"[a-z]+\", \"[^\"]*\", \"[^\"]*\", \"[^\"]*\"")
set(formats "")
set(man_formats "")
foreach(row IN LISTS rows)
  string(REGEX MATCH "{\"([a-z]+)\", \"[^\"]*\", \"[^\"]*\", \"([^\"]*)\"" row "${row}")
  list(APPEND formats "${CMAKE_MATCH_1}")
  string(APPEND man_formats ".TP\n.B ${CMAKE_MATCH_1}\n${CMAKE_MATCH_2}\n")
endforeach()
file(READ "${PROJECT_SOURCE_DIR}/src/words/words.txt" words)
string(REGEX MATCHALL "\n[a-z][a-z] " languages "${words}")
list(REMOVE_DUPLICATES languages)
string(REGEX REPLACE "[\n ]" "" languages "${languages}")
if(NOT formats OR NOT languages)
  message(FATAL_ERROR "cmake/Package.cmake no longer finds the formats in src/export/formats.cpp or the languages in src/words/words.txt")
endif()
list(JOIN languages ", " man_languages)
list(JOIN formats " " formats)
list(JOIN languages " " languages)
foreach(name chainrule.1 chainrule.bash chainrule.zsh chainrule.fish chainrule.metainfo.xml)
  configure_file("${share_in}/${name}.in" "${share_dir}/${name}" @ONLY)
endforeach()

install(TARGETS chainrule RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${share_dir}/licences.txt" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES "${share_dir}/chainrule.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
set(data "${CMAKE_INSTALL_DATADIR}")
install(FILES "${share_in}/chainrule.desktop" DESTINATION "${data}/applications")
install(FILES "${share_in}/chainrule.mime.xml" DESTINATION "${data}/mime/packages" RENAME chainrule.xml)
install(FILES "${share_dir}/chainrule.metainfo.xml" DESTINATION "${data}/metainfo")
install(FILES "${share_dir}/chainrule.bash" DESTINATION "${data}/bash-completion/completions" RENAME chainrule)
install(FILES "${share_dir}/chainrule.zsh" DESTINATION "${data}/zsh/site-functions" RENAME _chainrule)
install(FILES "${share_dir}/chainrule.fish" DESTINATION "${data}/fish/vendor_completions.d")
install(FILES "${share_dir}/icons/chainrule.svg" DESTINATION "${data}/icons/hicolor/scalable/apps")
foreach(size ${icon_sizes})
  install(FILES "${share_dir}/icons/${size}/chainrule.png" DESTINATION "${data}/icons/hicolor/${size}x${size}/apps")
endforeach()

set(CPACK_PACKAGE_VENDOR "Chainrule contributors")
set(CPACK_PACKAGE_CONTACT "Chainrule contributors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "see the chain rule at work on a computational graph")
set(CPACK_PACKAGE_DESCRIPTION "Chainrule shows backpropagation: type an expression, and watch values run\n\
forward and gradients run backward through its graph, each with the formula\nthat made it.")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}")
find_program(CHAINRULE_DPKG dpkg NO_CMAKE_FIND_ROOT_PATH)
find_program(CHAINRULE_SHLIBDEPS dpkg-shlibdeps NO_CMAKE_FIND_ROOT_PATH)
mark_as_advanced(CHAINRULE_DPKG CHAINRULE_SHLIBDEPS)
if(CHAINRULE_DPKG)
  set(CPACK_GENERATOR DEB)
else()
  set(CPACK_GENERATOR TGZ)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION education)
# libgl1: GLFW loads it by name, and so do those that only make some things better: screens, wheels, letters of other scripts.
set(CPACK_DEBIAN_PACKAGE_DEPENDS libgl1)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libxcursor1, libxi6, libxinerama1, libxrandr2, fonts-dejavu-core")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS fonts-noto-cjk)
if(CHAINRULE_SHLIBDEPS)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
else()
  string(APPEND CPACK_DEBIAN_PACKAGE_DEPENDS ", libc6, libgcc-s1, libstdc++6, libglfw3, libopengl0")
endif()
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/package/debian.cmake")
include(CPack)
