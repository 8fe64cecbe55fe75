// Fixes: what a diagnostic offers, and what the program is after it.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/edit.h"
#include "core/spelling.h"
#include "core/trace.h"

using namespace chainrule;

namespace {

// The text after the first fix that its diagnostics offer; itself if there is none.
std::string fixed(const std::string& text) {
  for (const Diagnostic& d : analyse(text).diagnostics)
    if (d.fix) return apply_edit(text, {d.fix->span, d.fix->replacement});
  return text;
}

}  // namespace

TEST_CASE("each mistake has its fix, and the fixed program is clean") {
  const char* pairs[][2] = {
      {"alpha = 2; f = alpah*3", "alpha = 2; f = alpha*3"},
      {"x = 2; y = 3; f = xy", "x = 2; y = 3; f = x*y"},
      {"w0 = 2; x0 = 3; f = w0x0 + 1", "w0 = 2; x0 = 3; f = w0*x0 + 1"},
      {"x = 1; f = sin x", "x = 1; f = sin(x)"},
      {"x = 1; y = 2; f = x(y+1)", "x = 1; y = 2; f = x*(y+1)"},
      {"x = 1; f = sigmod(x)", "x = 1; f = sigmoid(x)"},
      {"s(u) = u*u; x = 1; softplus_of_s(u) = s(u); f = softplus_ofs(x)", "s(u) = u*u; x = 1; softplus_of_s(u) = s(u); f = softplus_of_s(x)"},
      {"x = = 2; f = x*x", "x =  2; f = x*x"},
      {"x == 2; f = x*x", "x = 2; f = x*x"},
      {"y = 5 z = 3; f = y*z", "y = 5 ; z = 3; f = y*z"},
      {"x = 2; f = (x+1*2", "x = 2; f = (x+1*2)"},
      {"x = 2; f = x+1)*2", "x = 2; f = x+1*2"},
      {"x = 3,5; f = x*x", "x = 3.5; f = x*x"},
      {"x = -0,25\nf = x*x", "x = -0.25\nf = x*x"},
  };
  for (const auto& pair : pairs) {
    INFO(pair[0]);
    CHECK(fixed(pair[0]) == std::string(pair[1]));
    for (const Diagnostic& d : analyse(pair[1]).diagnostics) CHECK(d.message == "");
  }
}

TEST_CASE("what is right, or too far off, is left alone") {
  for (const char* text : {"x = 3; y = 2; f = x*y", "x = 1, y = 5; f = x*y", "f = a + b", "x = 2; f = wq*x", "q = 1; f = q*r", "f = max(3,x); x = 5"}) {
    INFO(text);
    CHECK(fixed(text) == std::string(text));
  }
}

TEST_CASE("several mistakes are reported at once, each once, in the order of the text") {
  const Analysis a = analyse("a = (1\nb = 2 +\nc = foo(g)\nd = sin d2\ne2 = 3,5\ng = 1");
  std::vector<std::uint32_t> at;
  int errors = 0;
  for (const Diagnostic& d : a.diagnostics) {
    at.push_back(d.span.begin);
    errors += d.severity == Severity::error;
  }
  CHECK(errors == 5);
  CHECK(std::is_sorted(at.begin(), at.end()));
  CHECK(a.graph.find("g") >= 0);
}

TEST_CASE("a trace hands out the fix with its place") {
  const std::string text = "x = 1\nf = sigmod(x)";
  Analysis a = analyse(text);
  const std::string json = trace_json(text, a);
  CHECK(json.find("\"fix\":{\"line\":2,\"column\":5,\"length\":6,\"replacement\":\"sigmoid\"}") != std::string::npos);
}

TEST_CASE("the distance counts swaps once, and stops early") {
  CHECK(edit_distance("alpha", "alpah", 3) == 1);
  CHECK(edit_distance("alpha", "alpha", 3) == 0);
  CHECK(edit_distance("tanh", "tan", 3) == 1);
  CHECK(edit_distance("abc", "xyz", 1) == 2);
  CHECK(edit_distance("", "xyz", 5) == 3);
  CHECK(nearest("x", {"y", "z"}) == "");
  CHECK(as_product("xyz", {"x", "y", "z"}) == "x*y*z");
  CHECK(as_product("xyz", {"x", "yz"}) == "x*yz");
  CHECK(as_product("xq", {"x"}) == "");
}
