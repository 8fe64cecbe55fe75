# build/web/site: what a web server hands out. Target: site.
set(site_dir "${PROJECT_BINARY_DIR}/site")
if(NOT TARGET chainrule OR NOT EXISTS "${PROJECT_SOURCE_DIR}/web/chainrule.js")
  return()
endif()

file(GLOB site_sources CONFIGURE_DEPENDS
  "${PROJECT_SOURCE_DIR}/web/*.js" "${PROJECT_SOURCE_DIR}/web/*/*.js" "${PROJECT_SOURCE_DIR}/web/*.html"
  "${PROJECT_SOURCE_DIR}/web/*.css" "${PROJECT_SOURCE_DIR}/web/*.webmanifest" "${PROJECT_SOURCE_DIR}/web/*.svg" "${PROJECT_SOURCE_DIR}/web/*.chain" "${PROJECT_SOURCE_DIR}/web/lessons/*.md"
  "${PROJECT_SOURCE_DIR}/web/*.md" "${PROJECT_SOURCE_DIR}/web/embed/*.html" "${PROJECT_SOURCE_DIR}/web/gallery/*.chain" "${PROJECT_SOURCE_DIR}/web/teachers/*.png")
file(GLOB npm_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/web/npm/*")
set(site_icons "${PROJECT_BINARY_DIR}/icons")
add_custom_command(
  OUTPUT "${site_icons}/chainrule.svg"
  COMMAND "${CHAINRULE_PYTHON}" "${PROJECT_SOURCE_DIR}/cmake/icon.py" "${CHAINRULE_NODE_MODULES}" "${site_icons}" 192 512 512-full
  DEPENDS "${PROJECT_SOURCE_DIR}/cmake/icon.py" "${PROJECT_SOURCE_DIR}/web/package-lock.json"
  COMMENT "Drawing the icon"
  VERBATIM)
set(split "")
if(CHAINRULE_WASM_SPLIT AND CHAINRULE_WASM_OPT)
  set(split "${CHAINRULE_WASM_SPLIT}" "${CHAINRULE_WASM_OPT}")
endif()
add_custom_command(
  OUTPUT "${site_dir}/chainrule.js"
  COMMAND "${CHAINRULE_NODE}" "${PROJECT_SOURCE_DIR}/cmake/site.mjs"
    "$<TARGET_FILE_DIR:chainrule>" "${imgui_dir}" "${words_dir}" "${site_icons}" "${site_dir}" $<IF:$<CONFIG:Debug>,4,11> ${split}
  DEPENDS chainrule "$<TARGET_FILE:chainrule>" chainrule_exports "$<TARGET_FILE:chainrule_exports>"
    "${words_dir}/translations.inc" "${site_icons}/chainrule.svg" ${site_sources} "${PROJECT_SOURCE_DIR}/cmake/site.mjs"
    "${PROJECT_SOURCE_DIR}/cmake/output.mjs" "${PROJECT_SOURCE_DIR}/cmake/pages.mjs" "${PROJECT_SOURCE_DIR}/cmake/split.mjs" "${PROJECT_SOURCE_DIR}/cmake/single.mjs"
    "${PROJECT_SOURCE_DIR}/cmake/npm.mjs" "${PROJECT_SOURCE_DIR}/web/package.json" ${npm_sources}
    "${PROJECT_SOURCE_DIR}/cmake/licences.mjs" "${PROJECT_SOURCE_DIR}/web/package-lock.json" "${PROJECT_SOURCE_DIR}/LICENSE"
  COMMENT "Bundling the site"
  VERBATIM)
add_custom_target(site ALL DEPENDS "${site_dir}/chainrule.js")
