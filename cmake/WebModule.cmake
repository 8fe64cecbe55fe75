# The link flags of the wasm module: build/web/module/chainrule.{mjs,wasm}.
function(chainrule_web_module target)
  target_link_options(${target} PRIVATE
    $<$<NOT:$<CONFIG:Debug>>:-Oz -flto>
    -sMODULARIZE -sEXPORT_ES6 -sEXPORT_NAME=createChainrule -sENVIRONMENT=web --no-entry
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
    -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0
    -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=256MB -sMALLOC=emmalloc
    -sEXPORTED_RUNTIME_METHODS=HEAPU8,specialHTMLTargets)
  set_target_properties(${target} PROPERTIES SUFFIX .mjs
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/module"
    RULE_LAUNCH_LINK "${CHAINRULE_LINK_LAUNCHER}")
endfunction()
