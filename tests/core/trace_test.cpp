// The trace: its JSON is well formed and says what version 1 promises.
#include "core/trace_reading.h"

using namespace chainrule;
using namespace chainrule::test;

TEST_CASE("the reader of JSON refuses what is not JSON") {
  for (const char* good : {"{}", "[]", "0", "-1.5e-3", "\"a\\\"b\\u0001\"", " {\"a\": [1, 2, {\"b\": null}], \"c\": true} ", "\"\u03B1\"", "1E5"}) {
    const JsonResult read = read_json(good);
    CHECK_MESSAGE(read.good, good, ": ", read.problem);
  }
  for (const char* bad : {"", "{", "[1,]", "{\"a\":1,}", "01", "1.", ".5", "+1", "NaN", "Infinity", "'a'", "\"\n\"", "\"\\x41\"", "{a:1}", "[1] 2", "\"\xff\"", "\"\xed\xa0\x80\"",
                          "{\"a\":1,\"a\":2}", "tru", "[1 2]", "\"", "-", "1e", "\"\\u12\""})
    CHECK_MESSAGE(!read_json(bad).good, bad);
}

TEST_CASE("the example of the promise") {
  const Json trace = trace_of("q = x + y; f = q*z; x = -2; y = 5; z = -4");
  CHECK(trace["version"].number == 1);
  CHECK(trace["output"].string == "f");
  CHECK(trace["diagnostics"].kind == Json::Kind::array);
  const Json& x = node_of(trace, "x");
  CHECK(x["gate"].string == "input");
  CHECK(x["inputs"].items.empty());
  CHECK(x["value"].number == -2);
  CHECK(x["grad"].number == -4);
  CHECK(x["formula"].string == "x");
  CHECK(x["locals"].items.empty());
  const Json& q = node_of(trace, "q");
  CHECK(q["gate"].string == "add");
  CHECK(q["inputs"].items.size() == 2);
  CHECK(q["inputs"].items[0].string == "x");
  CHECK(q["formula"].string == "x + y");
  const Json& local = q["locals"].items[0];
  CHECK(local["wrt"].string == "x");
  CHECK(local["formula"].string == "1");
  CHECK(local["latex"].string == "1");
  CHECK(local["value"].number == 1);
  CHECK(local["upstream"].number == -4);
  CHECK(local["downstream"].number == -4);
}

TEST_CASE("the members of every object, in the promised order") {
  auto names = [](const Json& json) {
    std::string all;
    for (const auto& member : json.members) all += member.first + " ";
    return all;
  };
  const Json trace = trace_of("f = x*");
  CHECK(names(trace) == "version output nodes diagnostics ");
  CHECK(names(trace["diagnostics"].items[0]).rfind("severity line column length message ", 0) == 0);
  const Json good = trace_of("x = 2; f = x*x");
  CHECK(names(good["nodes"].items[1]) == "name gate inputs value grad formula locals ");
  CHECK(names(good["nodes"].items[1]["locals"].items[0]) == "wrt formula latex value upstream downstream ");
}

TEST_CASE("a diagnostic's place is counted in characters, from 1") {
  const Json trace = trace_of("α = 1\nβ = α*foo(α)");
  const Json& d = trace["diagnostics"].items[0];
  CHECK(d["severity"].string == "error");
  CHECK(d["line"].number == 2);
  CHECK(d["column"].number == 7);
  CHECK(d["length"].number == 3);
}

TEST_CASE("nodes without a name get fresh ones, and a literal is no input") {
  const Json trace = trace_of("x = 2; f = 1/(1 + exp(-x))");
  CHECK(node_of(trace, "t1")["gate"].string == "neg");
  CHECK(node_of(trace, "t2")["gate"].string == "exp");
  CHECK(node_of(trace, "t3")["gate"].string == "shift");
  CHECK(node_of(trace, "t3")["inputs"].items.size() == 1);
  CHECK(node_of(trace, "t3")["locals"].items.size() == 1);
  CHECK(node_of(trace, "t3")["formula"].string == "1 + t2");
  CHECK(node_of(trace, "f")["formula"].string == "1/t3");
}

TEST_CASE("the gate of a folded function is its name") {
  const Json trace = trace_of("s(u) = u*u; x = 3; f = s(x) + 1", {{"s"}, ""});
  CHECK(node_of(trace, "t1")["gate"].string == "s");
  CHECK(node_of(trace, "t1")["formula"].string == "s(x)");
}

TEST_CASE("numbers that JSON cannot write are strings") {
  const Json trace = trace_of("x = 0; f = 1/x; g = -f; h = f + g");
  CHECK(node_of(trace, "f")["value"].string == "Infinity");
  CHECK(node_of(trace, "g")["value"].string == "-Infinity");
  CHECK(node_of(trace, "h")["value"].string == "NaN");
}

TEST_CASE("what the output does not see has gradient 0 and sends nothing, whatever its values") {
  const Json trace = trace_of("x = 0; bad = log(x); worse = 1/bad; f = 2*x");
  CHECK(grad_of(trace, "x") == 2);
  CHECK(grad_of(trace, "bad") == 0);
  check_sums(trace);
}

TEST_CASE("any bytes become a JSON string") {
  for (const std::string& text : {std::string("a\"b\\c\n\t\x01\x7f"), std::string("\0x", 2), std::string("\xff\xc3\xe2\x82"), std::string("\xed\xa0\x80\xf5\x80\x80\x80\xc0\xaf"), std::string("αβ😀")}) {
    const JsonResult read = read_json(json_string(text));
    CHECK_MESSAGE(read.good, read.problem);
  }
  CHECK(read_json(json_string("a\"b\\c\n")).value.string == "a\"b\\c\n");
  CHECK(json_string("\xff") == "\"\uFFFD\"");
}
