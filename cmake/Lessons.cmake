# The lessons of web/lessons, for the native program, which has them in itself: generated/lessons/lessons.inc.
file(GLOB lesson_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/web/lessons/*.md")
set(lessons_inc "${PROJECT_BINARY_DIR}/generated/lessons/lessons.inc")
add_custom_command(
  OUTPUT "${lessons_inc}"
  COMMAND "${CHAINRULE_PYTHON}" "${PROJECT_SOURCE_DIR}/cmake/lessons.py" "${PROJECT_SOURCE_DIR}/web/lessons" "${lessons_inc}"
  DEPENDS "${PROJECT_SOURCE_DIR}/cmake/lessons.py" ${lesson_files}
  COMMENT "Reading the lessons"
  VERBATIM)
