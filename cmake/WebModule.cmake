# The link flags of the wasm modules: build/web/module/chainrule.{mjs,wasm}, and chainrule_exports.wasm, which needs no script.
# Of Binaryen, as Emscripten is built on it. Without it the module stays in one piece.
find_program(CHAINRULE_WASM_SPLIT wasm-split HINTS "${EMSCRIPTEN_ROOT_PATH}/../bin" NO_CMAKE_FIND_ROOT_PATH)
find_program(CHAINRULE_WASM_OPT wasm-opt HINTS "${EMSCRIPTEN_ROOT_PATH}/../bin" NO_CMAKE_FIND_ROOT_PATH)
mark_as_advanced(CHAINRULE_WASM_SPLIT CHAINRULE_WASM_OPT)

function(chainrule_web_module target)
  target_link_options(${target} PRIVATE
    $<$<NOT:$<CONFIG:Debug>>:-Oz -flto>
    -sMODULARIZE -sEXPORT_ES6 -sEXPORT_NAME=createChainrule -sENVIRONMENT=web --no-entry
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
    -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0
    -sALLOW_MEMORY_GROWTH -sINITIAL_MEMORY=8MB -sMAXIMUM_MEMORY=256MB -sMALLOC=emmalloc
    -sEXPORTED_RUNTIME_METHODS=HEAPU8
    # What the glue does for others: other ways in, browsers before Safari 16.4, extensions, errors of its own making.
    -sINCOMING_MODULE_JS_API=locateFile,instantiateWasm,onAbort
    -sMIN_SAFARI_VERSION=160400 -sMIN_CHROME_VERSION=91 -sMIN_FIREFOX_VERSION=89 -sTEXTDECODER=2
    -sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0 -sGL_SUPPORT_SIMPLE_ENABLE_EXTENSIONS=0 -sGL_EXTENSIONS_IN_PREFIXED_FORMAT=0
    -sGL_TRACK_ERRORS=0
    $<$<NOT:$<CONFIG:Debug>>:-sBINARYEN_EXTRA_PASSES=--zero-filled-memory,-Oz,--one-caller-inline-max-function-size=40>)  # a second round finds more; large functions stay, for split.mjs
  if(CHAINRULE_WASM_SPLIT)
    target_link_options(${target} PRIVATE --profiling-funcs -Wl,--no-demangle)  # names for split.mjs, which takes them out
  endif()
  set_target_properties(${target} PROPERTIES SUFFIX .mjs
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/module"
    RULE_LAUNCH_LINK "${CHAINRULE_LINK_LAUNCHER}")
endfunction()

function(chainrule_bare_module target)
  target_link_options(${target} PRIVATE $<$<NOT:$<CONFIG:Debug>>:-Oz -flto> -sSTANDALONE_WASM --no-entry
    -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=512MB -sMALLOC=emmalloc)
  set_target_properties(${target} PROPERTIES SUFFIX .wasm
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/module"
    RULE_LAUNCH_LINK "${CHAINRULE_LINK_LAUNCHER}")
endfunction()
