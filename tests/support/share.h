// How many random programs a law is tried on.
#pragma once

namespace chainrule::test {

// A third where they take 3 to 20 times as long. The laws themselves are proved natively; what sanitizers and wasm add, memory,
// 32 bits and another maths library, shows in few programs.
#if defined(__EMSCRIPTEN__) || defined(__SANITIZE_ADDRESS__)
constexpr int kSlower = 3;
#else
constexpr int kSlower = 1;
#endif

}  // namespace chainrule::test
