# The interface's words, from their one table: words.inc, and the translations as text files and in translations.inc,
# in generated/words.
set(words_dir "${PROJECT_BINARY_DIR}/generated/words")
add_custom_command(
  OUTPUT "${words_dir}/words.inc" "${words_dir}/translations.inc"
  COMMAND "${CHAINRULE_PYTHON}" "${PROJECT_SOURCE_DIR}/cmake/words.py" "${PROJECT_SOURCE_DIR}/src/words/words.txt" "${words_dir}"
  DEPENDS "${PROJECT_SOURCE_DIR}/cmake/words.py" "${PROJECT_SOURCE_DIR}/src/words/words.txt"
  COMMENT "Reading the interface's words"
  VERBATIM)
add_custom_target(chainrule_word_table DEPENDS "${words_dir}/words.inc")
