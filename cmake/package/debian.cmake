# Run by CPack on the folder that is to be packed: where Debian's policy wants some files to be.
if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()
set(share "${CPACK_TEMPORARY_DIRECTORY}/usr/share")
execute_process(COMMAND gzip -9n "${share}/man/man1/chainrule.1" COMMAND_ERROR_IS_FATAL ANY)
file(RENAME "${share}/doc/chainrule/licences.txt" "${share}/doc/chainrule/copyright")  # it begins with LICENSE
file(REMOVE "${share}/doc/chainrule/LICENSE")
file(RENAME "${share}/zsh/site-functions" "${share}/zsh/vendor-completions")
