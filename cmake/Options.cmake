# chainrule_options: the flags of every target of this project, and of nothing else.
add_library(chainrule_options INTERFACE)
target_compile_features(chainrule_options INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
target_include_directories(chainrule_options INTERFACE
  "${PROJECT_SOURCE_DIR}/src" "${PROJECT_BINARY_DIR}/generated")
# No fused multiply-add: the native program and the wasm compute the same bits. A target may ask for exceptions.
target_compile_options(chainrule_options INTERFACE
  $<$<NOT:$<BOOL:$<TARGET_PROPERTY:CHAINRULE_EXCEPTIONS>>>:-fno-exceptions> -fno-rtti -ffp-contract=off)
target_compile_definitions(chainrule_options INTERFACE CHAINRULE_VERSION="${PROJECT_VERSION}")

if(CHAINRULE_SANITIZE)
  set(sanitizers -fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all)
  # Lines are all that a report needs, and g++ takes a third of the time at -Og that it takes at -O1.
  target_compile_options(chainrule_options INTERFACE ${sanitizers} -fno-omit-frame-pointer -g1 -Og)
  target_link_options(chainrule_options INTERFACE ${sanitizers})
endif()

if(CHAINRULE_FUZZ)
  target_compile_options(chainrule_options INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(chainrule_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(CHAINRULE_COVERAGE)
  target_compile_options(chainrule_options INTERFACE -fprofile-instr-generate -fcoverage-mapping)
  target_link_options(chainrule_options INTERFACE -fprofile-instr-generate)
endif()

if(EMSCRIPTEN)
  # What all browsers know since Safari 16.4 (2023), which came last to SIMD, that the kernels of src/core ask for.
  target_compile_options(chainrule_options INTERFACE -mnontrapping-fptoint -msign-ext -mbulk-memory
    $<$<NOT:$<CONFIG:Debug>>:-Oz -finline-functions -flto>)
  # 1 MiB of stack: the nesting limit of 256 bounds every recursion. The flag changed its name in 3.1.25.
  if(EMSCRIPTEN_VERSION VERSION_LESS 3.1.25)
    target_link_options(chainrule_options INTERFACE -sTOTAL_STACK=1MB)
  else()
    target_link_options(chainrule_options INTERFACE -sSTACK_SIZE=1MB)
  endif()
endif()

# Warnings are for our own sources; Dear ImGui is compiled without them.
add_library(chainrule_warnings INTERFACE)
target_compile_options(chainrule_warnings INTERFACE -Wall -Wextra
  # g++ 12 sees an overlap in std::string's own operator+ that is not there.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>)

# chainrule_library(NAME DEPENDENCIES...): a static library of all .cpp files of the current folder.
function(chainrule_library name)
  file(GLOB sources CONFIGURE_DEPENDS "*.cpp")
  file(GLOB headers CONFIGURE_DEPENDS "*.h")
  if(sources)
    add_library(${name} STATIC ${sources} ${headers})
    target_link_libraries(${name} PUBLIC chainrule_options ${ARGN} PRIVATE chainrule_warnings)
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE chainrule_options ${ARGN})
  endif()
endfunction()
