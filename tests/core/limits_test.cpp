// Programs that are too long, too deep or too much: each stops quickly, with an error that names its limit.
#include <ctime>

#include "core/check.h"
#include "core/trace_reading.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

std::string repeated(const std::string& piece, int times) {
  std::string text;
  text.reserve(piece.size() * static_cast<std::size_t>(times));
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

// Analysed and printed within a second or two; the first error's message.
std::string first_error(const std::string& text, const BuildOptions& options = {}) {
  const std::clock_t start = std::clock();  // of this process: other load does not count
  Analysis a = analyse(text, options);
  const JsonResult read = read_json(trace_json(text, a));
  CHECK_MESSAGE(read.good, read.problem);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  CHECK_MESSAGE(seconds < 8, seconds, " seconds");  // a bound for sanitizers and wasm
  for (const Diagnostic& d : a.diagnostics) {
    CHECK(d.span.end <= text.size());
    if (d.severity == Severity::error) return d.message;
  }
  return "";
}

const std::string kDeep = "nested more than 256 deep; name a part of it on a line of its own";

}  // namespace

TEST_CASE("nesting") {
  CHECK(first_error("f = " + repeated("(", 100000) + "x" + repeated(")", 100000)).find("64 KiB") != std::string::npos);
  CHECK(first_error("f = " + repeated("(", 30000) + "x" + repeated(")", 30000)) == kDeep);
  CHECK(first_error("f = " + repeated("(", 60000)) == kDeep);
  CHECK(first_error("f = " + repeated("-", 60000) + "x") == kDeep);
  CHECK(first_error("f = " + repeated("2^", 30000) + "x") == kDeep);
  CHECK(first_error("f = " + repeated("sin(", 16000)) == kDeep);
  CHECK(first_error("f = " + repeated("(-", 30000)) == kDeep);
  CHECK(first_error("f = " + repeated("max(1,", 10000)) == kDeep);
  CHECK(first_error("f = " + repeated("(", 257) + "x" + repeated(")", 257)) == kDeep);
  CHECK(first_error("f = " + repeated("(", 256) + "x" + repeated(")", 256)) == "");
  CHECK(first_error("f = " + repeated("sin(", 256) + "x" + repeated(")", 256)) == "");
  CHECK(first_error(repeated(")", 60000)) != "");
}

TEST_CASE("ten thousand gates, and one more") {
  CHECK(first_error("x = 1; y = x" + repeated("+x", 10000)) == "");
  CHECK(first_error("x = 1; y = x" + repeated("+x", 10001)) == "the graph has more than 10000 nodes; what follows is left out");
  const std::string text = "x = 1; y = 2*x; z = x" + repeated("+x", 10001) + "\nw = y*y";
  const Json trace = trace_of(text);
  CHECK(value_of(trace, "y") == 2);
  CHECK(value_of(trace, "w") == 4);  // the lines around the one that is too long
}

TEST_CASE("64 KiB of text, and one more byte") {
  const std::string head = "x = 2; f = x*x\n# ";
  std::string text = head + std::string(64 * 1024 - head.size(), '.');
  CHECK(first_error(text) == "");
  text += ".";
  CHECK(first_error(text) == "the program is longer than 64 KiB; lines that do not fit are left out");
  CHECK(value_of(trace_of(text), "f") == 4);
  const Json around = trace_of("x = 2\nf = " + repeated("(", 100000) + "x" + repeated(")", 100000) + "\ng = x*x");
  CHECK(value_of(around, "g") == 4);  // the lines around one that is too long for any program
  CHECK(first_error(std::string(300000, 'x')).find("64 KiB") != std::string::npos);
  CHECK(first_error(repeated("x = 2\n", 100000)).find("given twice") != std::string::npos);
  CHECK(trace_of(repeated("x = 2\n", 100000))["diagnostics"].items.size() <= 300);
}

TEST_CASE("functions that expand to too much") {
  std::string text = "f0(x) = x\n";
  std::vector<std::string> all{"f0"};
  for (int i = 1; i <= 60; ++i) {
    const std::string before = "f" + std::to_string(i - 1);
    all.push_back("f" + std::to_string(i));
    text += all.back() + "(x) = " + before + "(x) + " + before + "(x)\n";
  }
  text += "y = f60(2); z = 3; w = z*z\n";
  const std::string error = first_error(text);
  CHECK(error != "");
  CHECK((error.find("expand") != std::string::npos || error.find("nodes") != std::string::npos));
  CHECK(value_of(trace_of(text), "w") == 9);
  const std::string folded = first_error(text, {all, ""});
  CHECK((folded == "" || folded.find("expand") != std::string::npos));
}

TEST_CASE("functions that call each other in a long line") {
  std::string text = "f0(x) = sin(x)\n";
  std::vector<std::string> all{"f0"};
  for (int i = 1; i <= 1500; ++i) {
    all.push_back("f" + std::to_string(i));
    text += all.back() + "(x)=f" + std::to_string(i - 1) + "(x)\n";
  }
  text += "u = 1; y = f1500(u); z = f200(u)\n";
  CHECK(first_error(text) == "functions call each other more than 256 deep");
  CHECK(near(value_of(trace_of(text), "z"), std::sin(1.0)));
  CHECK(first_error(text, {all, ""}) == "functions call each other more than 256 deep");
}

TEST_CASE("a program of many lines is quick") {
  std::string text = "x = 1\n";
  for (int i = 0; i < 4000; ++i) text += "y" + std::to_string(i) + " = x*x\n";
  CHECK(first_error(text) == "");
  std::string bare;
  for (int i = 0; i < 20000; ++i) bare += "x;";
  first_error(bare);
  first_error(repeated("=", 65000));
  first_error(repeated("@", 65000));
  first_error(repeated("f(", 32000));
  first_error(repeated("f(x)=", 13000));
  first_error(repeated("a,", 32000));
  first_error(repeated("(x,", 21000));
}

TEST_CASE("the check of a large graph is bounded") {
  std::string text = "x = 0.3; y0 = x\n";
  for (int i = 1; i < 1200; ++i) text += "y" + std::to_string(i) + " = sin(y" + std::to_string(i - 1) + ")\n";
  const std::clock_t start = std::clock();  // of this process: other load does not count
  int disagreeing = 0;
  for (const CheckRow& row : check_gradients(analyse(text))) disagreeing += row.verdict == Verdict::disagrees;
  CHECK(disagreeing == 0);
  CHECK(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC < 20);
}
