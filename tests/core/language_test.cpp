// How programs are read: precedence, implied multiplication, signs, names, statements, functions, slide gates.
#include <cmath>

#include "core/trace_reading.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

constexpr double kPi = 3.14159265358979323846, kE = 2.71828182845904523536;

// The value of one expression at x = 3, y = 5, z = 7.
double at_357(const std::string& expression) {
  const Json trace = trace_of("x = 3; y = 5; z = 7\nresult = " + expression);
  for (const Json& d : trace["diagnostics"].items) CHECK_MESSAGE(d["severity"].string != "error", expression, ": ", d["message"].string);
  return value_of(trace, "result");
}

std::string gates(const std::string& text) { return gates_of(trace_of(text)); }

std::vector<std::string> notices(const std::string& text) {
  std::vector<std::string> found;
  for (const Diagnostic& d : analyse(text).diagnostics)
    if (d.severity == Severity::notice) found.push_back(d.message);
  return found;
}

}  // namespace

TEST_CASE("precedence") {
  CHECK(at_357("x+y*z") == 38);
  CHECK(at_357("(x+y)*z") == 56);
  CHECK(at_357("x-y-z") == -9);
  CHECK(at_357("x/y/z") == 3.0 / 5 / 7);
  CHECK(at_357("x/y*z") == 3.0 / 5 * 7);
  CHECK(at_357("-x^2") == -9);
  CHECK(at_357("(-x)^2") == 9);
  CHECK(at_357("2^x^2") == 512);
  CHECK(at_357("2^3^2") == 512);
  CHECK(at_357("(2^3)^2") == 64);
  CHECK(at_357("2^-x") == 0.125);
  CHECK(at_357("2^-x^2") == std::pow(2, -9));
  CHECK(at_357("x*-y") == -15);
  CHECK(at_357("x - -y") == 8);
  CHECK(at_357("x--y") == 8);
  CHECK(at_357("x+-y") == -2);
  CHECK(at_357("+x") == 3);
  CHECK(at_357("--x") == 3);
  CHECK(at_357("-x*y") == -15);
  CHECK(at_357("-2x") == -6);
  CHECK(at_357("x**2") == 9);
  CHECK(at_357("2**x**2") == 512);
  CHECK(at_357("x^2y") == 45);
  CHECK(at_357("2x^2") == 18);
  CHECK(at_357("x^2^0.5") == doctest::Approx(std::pow(3, std::sqrt(2.0))));
}

TEST_CASE("implied multiplication") {
  CHECK(at_357("2x") == 6);
  CHECK(at_357("2 x") == 6);
  CHECK(at_357("2(x+1)") == 8);
  CHECK(at_357("(x+y)z") == 56);
  CHECK(at_357("(x)(y)") == 15);
  CHECK(at_357("(x+y)(z-1)") == 48);
  CHECK(at_357("x y") == 15);
  CHECK(at_357("x y z") == 105);
  CHECK(at_357("2x y") == 30);
  CHECK(at_357("2sin(x)") == 2 * std::sin(3.0));
  CHECK(at_357("2(x)(y)z") == 210);
  CHECK(at_357("x*2y") == 30);
  CHECK(at_357("1/2x") == 1.5);  // as written: left to right
  CHECK(at_357("x/2y") == 7.5);
  CHECK(at_357("2pi x") == 2 * kPi * 3);
  CHECK(at_357("2e") == 2 * kE);
  CHECK(at_357("2e3") == 2000);
  CHECK(at_357("2 e3") == 2);  // e3 is a name, taken as 1
  CHECK(at_357("sin(x)cos(y)") == std::sin(3.0) * std::cos(5.0));
  CHECK(at_357("sin(x)^2") == std::sin(3.0) * std::sin(3.0));
  CHECK(trace_of("xy = 4; f = 2xy")["diagnostics"].items.empty());  // xy is one name
}

TEST_CASE("signs of the typesetter") {
  CHECK(at_357("x − y") == -2);
  CHECK(at_357("−x") == -3);
  CHECK(at_357("x·y") == 15);
  CHECK(at_357("x⋅y") == 15);
  CHECK(at_357("x × y") == 15);
  CHECK(at_357("x ÷ y") == 0.6);
  CHECK(at_357("2\u00A0x") == 6);
  CHECK(at_357("2\u2009x\u202F+\u30001") == 7);
  CHECK(value_of(trace_of("\uFEFFx = 2; f = 2x"), "f") == 4);  // a file's byte order mark
}

TEST_CASE("numbers") {
  CHECK(at_357("12") == 12);
  CHECK(at_357(".5") == 0.5);
  CHECK(at_357("2.") == 2);
  CHECK(at_357("1.5e3") == 1500);
  CHECK(at_357("1.5E-3") == 0.0015);
  CHECK(at_357("1e+2") == 100);
  CHECK(at_357("0.1") == 0.1);
  CHECK(at_357("1e999") == HUGE_VAL);
  CHECK(at_357("123456789012345678901234567890") == 1.2345678901234568e29);
}

TEST_CASE("names") {
  for (const char* name : {"w0", "w_0", "theta", "α", "β2", "Σ", "x_out", "_", "_x", "Ж", "名", "é", "loss", "E", "exp1", "sinx"}) {
    INFO(name);
    const Json trace = trace_of(std::string(name) + " = 3; f = 2*" + name);
    CHECK(trace["diagnostics"].items.empty());
    CHECK(grad_of(trace, name) == 2);
  }
  CHECK(value_of(trace_of("sin = 3; f = sin*sin(sin)"), "f") == 3 * std::sin(3.0));  // a value and a gate of one name
}

TEST_CASE("pi and e, until the program says otherwise") {
  CHECK(value_of(trace_of("x = 1; f = pi*x"), "f") == kPi);
  CHECK(value_of(trace_of("x = 1; f = π*x"), "f") == kPi);
  CHECK(value_of(trace_of("x = 1; f = e*x"), "f") == kE);
  CHECK(value_of(trace_of("x = 2; f = e^x"), "f") == std::exp(2.0));
  CHECK(gates("x = 2; f = e^x") == "exp");
  CHECK(value_of(trace_of("e = 5; x = 1; f = e*x"), "f") == 5);
  CHECK(value_of(trace_of("x = 1; f = pi*x; pi = 3"), "f") == 3);
  CHECK(grad_of(trace_of("x = 1; f = pi*x; pi = 3"), "pi") == 1);
  CHECK(value_of(trace_of("f(e) = e*e; y = f(3)"), "y") == 9);
}

TEST_CASE("statements end at a new line, a semicolon or a comma") {
  for (const char* text : {"x=2\ny=5\nf=x*y", "x=2;y=5;f=x*y", "x=2,y=5,f=x*y", "x = 2, y = 5\nf = x*y;", "x=2\r\ny=5\r\nf=x*y\r\n", ";;x=2;;\n\n,y=5,\nf=x*y,;",
                           "f=x*y;y=5;x=2", "f = max(x, 1)*max(y, 2), x=2, y=5"}) {
    INFO(text);
    const Json trace = trace_of(text);
    CHECK(trace["diagnostics"].items.empty());
    CHECK(value_of(trace, "f") == 10);
  }
}

TEST_CASE("comments and directives compute nothing") {
  const std::string plain = "x = 2; y = 5\nf = x*y\n";
  const Json bare = trace_of(plain);
  for (const char* text : {"# a neuron\nx = 2; y = 5 # inputs\nf = x*y # = 10\n", "#@ pos f 10 20\n#? hide x\nx = 2; y = 5\n#@ fold f\nf = x*y\n#", "x = 2; y = 5\n#\nf = x*y",
                           "#\r\nx = 2; y = 5#;x = 3\r\nf = x*y#)"}) {
    INFO(text);
    const Json trace = trace_of(text);
    CHECK(trace["diagnostics"].items.empty());
    CHECK(trace["nodes"].items.size() == bare["nodes"].items.size());
    for (const char* name : {"x", "y", "f"}) CHECK(value_of(trace, name) == value_of(bare, name));
  }
}

TEST_CASE("names without a value are inputs of value 1, with a notice") {
  const Json trace = trace_of("f = x*y + z");
  CHECK(value_of(trace, "f") == 2);
  CHECK(node_of(trace, "x")["gate"].string == "input");
  CHECK(notices("f = x*y + z; y = 3") == std::vector<std::string>{"x is given no value; it is taken as an input of value 1", "z is given no value; it is taken as an input of value 1"});
  CHECK(notices("f = x*x*x").size() == 1);
}

TEST_CASE("a definition that nothing calls is called with the inputs of the same names") {
  CHECK(value_of(trace_of("f(x,y,z)=(x+y)z\nx = -2, y = 5, z = -4"), "f") == -12);
  CHECK(value_of(trace_of("f(x) = 3\nx = 2\ng = x*x"), "g") == 4);
  CHECK(value_of(trace_of("f(x, unused) = x*x; x = 3"), "f") == 9);
  CHECK(trace_of("f(x, unused) = x*x; x = 3")["diagnostics"].items.empty());
  const Json two = trace_of("f(x) = x*x; g(x, y) = x + y; x = 3; y = 4");
  CHECK(value_of(two, "f") == 9);
  CHECK(value_of(two, "g") == 7);
  const Json nested = trace_of("g(u) = u*u; f(x) = g(x) + 1; x = 3");  // g is called, f is not
  CHECK(value_of(nested, "f") == 10);
  CHECK(node_of(nested, "g").kind == Json::Kind::null);
  const Json used = trace_of("f(x) = x*x; y = f + 1; x = 3");
  CHECK(value_of(used, "y") == 10);
  CHECK(notices("f(x) = x*x") == std::vector<std::string>{"x is given no value; it is taken as an input of value 1"});
}

TEST_CASE("functions") {
  CHECK(value_of(trace_of("s(u) = u*u; y = s(3) + s(2)"), "y") == 13);
  CHECK(value_of(trace_of("y = s(x); x = 3; s(u) = u*u"), "y") == 9);                  // defined behind its use
  CHECK(value_of(trace_of("x = 100; s(x) = x*x; y = s(3)"), "y") == 9);                // a parameter hides the name outside
  CHECK(value_of(trace_of("a = 10; s(x) = a*x; y = s(3)"), "y") == 30);                // the body sees outer names
  CHECK(value_of(trace_of("f(x) = x + 1; g(x) = f(f(x)); x = 1; y = g(g(x))"), "y") == 5);
  CHECK(value_of(trace_of("sin(x) = 2*x; a = 3; y = sin(a)"), "y") == 6);              // the program's own comes first
  CHECK(value_of(trace_of("f(a, b) = a - b; x = 5; y = 2; z = f(y, x)"), "z") == -3);
  CHECK(grad_of(trace_of("f(a, b) = a*b; x = 5; z = f(x, x)"), "x") == 10);
  CHECK(grad_of(trace_of("f(a, b) = a*b; x = 5; z = f(x, x)", {{"f"}, ""}), "x") == 10);
  CHECK(grad_of(trace_of("a = 10; s(u) = a*u; x = 3; y = s(x)", {{"s"}, ""}), "a") == 3);
  const Json constant = trace_of("c(u) = 5; x = 1; y = c(x) + x", {{"c"}, ""});
  CHECK(value_of(constant, "y") == 6);
  CHECK(grad_of(constant, "x") == 1);
}

TEST_CASE("slide gates: an operator with a literal is one gate") {
  const std::vector<std::pair<const char*, const char*>> table = {
      {"1+u", "shift"}, {"u+1", "shift"}, {"u-1", "shift"}, {"3*u", "scale"}, {"u*3", "scale"}, {"3u", "scale"}, {"u/3", "scale"}, {"-u", "neg"},
      {"1/u", "recip"}, {"u^2", "power"}, {"u^0.5", "power"}, {"u^-1", "power"}, {"2/u", "div"}, {"1-u", "sub"}, {"2^u", "pow"}, {"u+v", "add"}, {"u-v", "sub"},
      {"u*v", "mul"}, {"u/v", "div"}, {"u^v", "pow"}, {"pow(u, 3)", "power"}, {"u*pi", "scale"}, {"u+2*3", "shift"}, {"(1+1)/(1+1)/u", "recip"}, {"max(u, 0)", "max"},
      {"u*sin(1)", "scale"}, {"-u*2", "neg scale"}, {"e^u", "exp"}, {"2*3*u", "scale"}, {"u*2*3", "scale scale"}};
  for (const auto& entry : table) {
    const auto& formula = entry.first;  // clang 14 cannot use a structured binding inside INFO
    const auto& expected = entry.second;
    INFO(std::string(formula));
    const Json trace = trace_of(std::string("u = 2; v = 3; f = ") + formula);
    CHECK(gates_of(trace) == std::string(expected));
    check_formulas(trace);
    check_sums(trace);
  }
}

TEST_CASE("literals alone are one literal, and a name for one is an input") {
  CHECK(trace_of("x = -2")["nodes"].items[0]["gate"].string == "input");
  CHECK(value_of(trace_of("x = 2*3 + sin(0)^2"), "x") == 6);
  CHECK(node_of(trace_of("x = 2*3; f = x*x"), "x")["gate"].string == "input");
  CHECK(grad_of(trace_of("x = 1/4; f = x*x"), "x") == 0.5);
}

TEST_CASE("max and min of more than two") {
  CHECK(at_357("max(x, y, z)") == 7);
  CHECK(at_357("min(z, y, x)") == 3);
  CHECK(at_357("max(x, z, y, 1)") == 7);
  const Json trace = trace_of("x = 3; y = 9; z = 7; f = max(x, y, z)");
  CHECK(gates_of(trace) == "max max");
  CHECK(grad_of(trace, "x") == 0);
  CHECK(grad_of(trace, "y") == 1);
  CHECK(grad_of(trace, "z") == 0);
}

TEST_CASE("fresh names never meet the program's own") {
  const Json trace = trace_of("t1 = 3; t3 = 4; f = sin(cos(t1*t3))");
  CHECK(node_of(trace, "t2")["gate"].string == "mul");
  CHECK(node_of(trace, "t4")["gate"].string == "cos");
}

TEST_CASE("a name for another name is a node of its own") {
  const Json trace = trace_of("x = 3; y = x; f = y*y");
  CHECK(node_of(trace, "y")["formula"].string == "x");
  CHECK(value_of(trace, "y") == 3);
  CHECK(grad_of(trace, "x") == 6);
}
