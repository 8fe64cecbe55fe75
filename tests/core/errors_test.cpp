// What is said about programs that are wrong, word for word and with its place; and what goes on in spite of it.
#include <algorithm>

#include "core/said.h"
#include "core/trace_reading.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

const std::string kBroken = "expected an expression after ";

}  // namespace

TEST_CASE("unfinished lines") {
  check_cases({
      {"f = x*", "1:7 error: expected an expression after '*'"},
      {"x = 1\nf = x*\ng = x", "2:7 error: expected an expression after '*'"},
      {"f = ", "1:5 error: expected an expression after '='"},
      {"f = x + ; g = 2", "1:9 error: expected an expression after '+'"},
      {"f = x**", "1:8 error: expected an expression after '**'"},
      {"f = 2^", "1:7 error: expected an expression after '^'"},
      {"f = -", "1:6 error: expected an expression after '-'"},
      {"f = *x", "1:5 error: expected an expression after '='"},
      {"f = x//y", "1:7 error: expected an expression after '/'"},
      {"f = 2^^3", "1:7 error: expected an expression after '^'"},
      {"f = x+\ny = 2", "1:7 error: expected an expression after '+'"},
      {"f == 2", "1:4 error: '=' is written twice; once gives a name its value"},
      {"= 3", "1:1 error: expected a statement such as f = x*y, found '='"},
      {"3 = x", "1:3 error: unexpected '='; put a ';' or a new line between two statements"},
      {"f = x = 2", "1:7 error: unexpected '='; put a ';' or a new line between two statements"},
      {"f = 2 3", "1:7 error: expected an operator before '3', such as '*' or '+'"},
      {"f = 1.2.3", "1:8 error: expected an operator before '.3', such as '*' or '+'"},
      {"α = β *", "1:8 error: expected an expression after '*'"},  // columns count characters, not bytes
      {"\tf = x*", "1:8 error: expected an expression after '*'"},
      {"f = x*  # and then?\n", "1:7 error: expected an expression after '*'"},
      {"x = 1\r\nf = x*\r\n", "2:7 error: expected an expression after '*'"},
  });
}

TEST_CASE("brackets") {
  check_cases({
      {"f = (x+y", "1:5 error: this '(' is never closed; add a ')'"},
      {"f=((((x)", "1:5 error: this '(' is never closed; add a ')'"},
      {"f = sin(2", "1:8 error: this '(' is never closed; add a ')'"},
      {"f = (x; y = 2", "1:5 error: this '(' is never closed; add a ')'"},
      {"f = (x\ny = 2", "1:5 error: this '(' is never closed; add a ')'"},
      {"f = x+y)", "1:8 error: this ')' has no '(' before it"},
      {"f = (x+y))*z; g = 2", "1:10 error: this ')' has no '(' before it"},
      {"f = ()", "1:6 error: expected an expression after '('"},
      {"f = sin()", "1:9 error: expected an expression after '('"},
      {"f = max(,x)", "1:9 error: expected an expression after '('"},
      {"f = max(x,)", "1:11 error: expected an expression after ','"},
      {"f = max(x,,y)", "1:11 error: expected an expression after ','"},
      {"f = )", "1:5 error: expected an expression after '='"},
  });
}

TEST_CASE("functions and their operands") {
  check_cases({
      {"f = foo(2)", "1:5 error: foo is not a function; check its spelling, or write foo*(…) to multiply"},
      {"x = 2; f = x(x+1)", "1:12 error: x is not a function; write x*(…) to multiply"},
      {"x = 1; f(x+1)", "1:8 error: f is not a function; write f*(…) to multiply"},
      {"f = pi(2)", "1:5 error: pi is not a function; write pi*(…) to multiply"},
      {"f = sin", "1:5 error: sin is a function; write sin(…) with its operand in brackets"},
      {"f = max(2)", "1:5 error: max takes 2 operands, not 1"},
      {"f = sin(1, 2)", "1:5 error: sin takes 1 operand, not 2"},
      {"f = pow(1, 2, 3)", "1:5 error: pow takes 2 operands, not 3"},
      {"s(u) = u*u; f = s(1, 2)", "1:17 error: s takes 1 operand, not 2"},
      {"s(u, v) = u*v; f = s(1)", "1:20 error: s takes 2 operands, not 1"},
      {"f(x, x) = x", "1:6 error: the parameter x is named twice"},
      {"f(2) = x", "1:3 error: expected a parameter's name, found '2'"},
      {"f() = 2", "1:3 error: expected a parameter's name, found ')'"},
      {"f(x+1) = 2", "1:4 error: expected ',' or ')' after a parameter, found '+'"},
      {"f = step(2)", "1:5 error: step is not a function; check its spelling, or write step*(…) to multiply"},
      {"7", "1:1 error: a number alone does nothing; give it a name, as in x = 7"},
  });
}

TEST_CASE("names that are given twice, or depend on themselves") {
  check_cases({
      {"x = 1; x = 2", "1:8 error: x is given twice; the first time is on line 1. Choose another name here"},
      {"f(x)=x\n\nf(y)=y", "3:1 error: f is given twice; the first time is on line 1. Choose another name here"},
      {"a=b; b=a", "1:1 error: a depends on itself (a → b → a); a graph has no cycles"},
      {"a = a + 1", "1:1 error: a depends on itself (a → a); a graph has no cycles"},
      {"x = 1; a=b+1; b=c+x; c=2*a", "1:8 error: a depends on itself (a → b → c → a); a graph has no cycles"},
      {"f(x)=f(x)+1; g=f(2)", "1:6 error: f calls itself; a graph has no cycles"},
      {"x = 1; f(x)=f(x)+1", "1:13 error: f calls itself; a graph has no cycles"},
      {"f(x)=g(x); g(x)=f(x); y=f(2)", "1:17 error: f calls itself; a graph has no cycles"},
      {"x = 1; f(x)=g(x); g(x)=f(x)", "1:24 error: f calls itself; a graph has no cycles"},
  });
}

TEST_CASE("a name given twice keeps its first value") {
  const Json trace = trace_of("x = 1; x = 2; y = 3*x");
  CHECK(value_of(trace, "y") == 3);
}

TEST_CASE("characters that are not part of the language") {
  check_cases({
      {"f = 2 @ 3", "1:7 error: '@' is not part of the language"},
      {"f = [2]", "1:5 error: '[' is not part of the language"},
      {"f = 'x'", "1:5 error: ''' is not part of the language"},
      {"f = 2!", "1:6 error: '!' is not part of the language"},
      {"f = 2 < 3", "1:7 error: '<' is not part of the language"},
      {"f = √2", "1:5 error: '√' is not part of the language"},
      {"f = ∞", "1:5 error: '∞' is not part of the language"},
      {"x: 2", "1:2 error: ':' is not part of the language"},
      {"f = 2\xff", "1:6 error: the byte 0xFF is not part of the language"},
      {"f = \xc3(2)", "1:5 error: the byte 0xC3 is not part of the language"},
      {"f = \xed\xa0\x80", "1:5 error: the byte 0xED is not part of the language"},
      {"f = \x01", "1:5 error: the character U+0001 is not part of the language"},
      {"f = \u200b2", "1:5 error: the character U+200B is not part of the language"},
      {"f = \u202e2", "1:5 error: the character U+202E is not part of the language"},
  });
  CHECK(said(std::string("f = 2\0", 6)) == "1:6 error: the character U+0000 is not part of the language");
  CHECK(said(std::string("\0", 1)) == "1:1 error: the character U+0000 is not part of the language");
}

TEST_CASE("lines that depend on an error say so, once each") {
  check_cases({
      {"s = foo(3)\nt = s + 1\nu = t*2", "1:5 error: foo is not a function; check its spelling, or write foo*(…) to multiply\n"
                                         "2:1 warning: not computed, since s has an error on line 1\n"
                                         "3:1 warning: not computed, since t has an error on line 2"},
      {"s(x) = x*\ng = s(2)", "1:10 error: expected an expression after '*'\n"
                              "2:5 warning: not computed, since s has an error on line 1"},
      {"a=b+1; b=a; c=2*b", "1:1 error: a depends on itself (a → b → a); a graph has no cycles\n"
                            "1:13 warning: not computed, since b has an error on line 1"},
  });
}

TEST_CASE("the other lines are still computed") {
  for (const char* bad : {"h = x*", "h = foo(x)", "h = )", "h = (x", "h = h", "h = x @ y", "h(2) = 3", "h = max(x)", "7", "x = 9", "h = \xff", "= = ="}) {
    INFO(bad);
    for (const std::string& text : {std::string("x = 2; y = 5\n") + bad + "\nf = x*y\n", std::string(bad) + "\nf = x*y\nx = 2; y = 5\n"}) {
      if (std::string(bad) == "x = 9" && text[0] == 'x' && text[4] == '9') continue;  // here x = 9 comes first, and counts
      const Json trace = trace_of(text);
      CHECK(value_of(trace, "f") == 10);
      CHECK(grad_of(trace, "x") == 5);
      CHECK(trace["output"].string == "f");
      const auto& diagnostics = trace["diagnostics"].items;
      CHECK(std::any_of(diagnostics.begin(), diagnostics.end(), [](const Json& d) { return d["severity"].string == "error"; }));
    }
  }
}

TEST_CASE("values that are not finite come with a warning at the node where they began") {
  check_cases({
      {"x = 0; f = 1/x", "1:12 warning: f is ∞: it begins here, in reciprocal of 0"},
      {"x = -1; f = log(x)", "1:13 warning: f is NaN: it begins here, in log of −1"},
      {"x = 1000; f = exp(x)", "1:15 warning: f is ∞: it begins here, in exp of 1000"},
      {"x = 0; y = 0; f = x/y", "1:19 warning: f is NaN: it begins here, in divide of 0 and 0"},
      {"x = 0\ny = 1/x\nz = y*2\nw = z - z", "2:5 warning: y is ∞: it begins here, in reciprocal of 0\n4:5 warning: w is NaN: it begins here, in subtract of ∞ and ∞"},
  });
  const Json trace = trace_of("x = 0; y = 1/x; f = -y");
  CHECK(node_of(trace, "y")["value"].string == "Infinity");
  CHECK(node_of(trace, "f")["value"].string == "-Infinity");
  CHECK(node_of(trace_of("x = -1; f = log(x)"), "f")["value"].string == "NaN");
  CHECK(value_of(trace_of("f = exp(1000)"), "f") == HUGE_VAL);
  CHECK(std::isnan(value_of(trace_of("f = 0/0"), "f")));
}

TEST_CASE("notices") {
  CHECK(said("f = x*y; x = 2", {}, true) == "1:7 notice: y is given no value; it is taken as an input of value 1");
  CHECK(said("f = x + x*x", {}, true) == "1:5 notice: x is given no value; it is taken as an input of value 1");
  CHECK(said("x = 2; f = 1/2x", {}, true) == "1:12 notice: read from left to right, as (1/2)*x; write brackets around the denominator to change that");
  CHECK(said("x = 2; f = 1/(2x)", {}, true) == "");
  CHECK(said("x = 2; f = x/2*3", {}, true) == "");  // written out, it is what everybody reads
}

TEST_CASE("an output that is not there") {
  CHECK(said("x = 2; f = x*x", {{}, "g"}) == "1:1 error: there is no node named g to be the output");
  CHECK(trace_of("x = 2; f = x*x", {{}, "g"})["output"].string == "f");
}

TEST_CASE("a diagnostic is printed with its line and a caret") {
  const std::string text = "x = 1\n\tα = x*\n";
  const Analysis a = analyse(text);
  CHECK(a.diagnostics.size() == 1);
  CHECK(format_diagnostic("f.chain", text, a.diagnostics[0]) == "f.chain:2:8: error: expected an expression after '*'\n  \tα = x*\n  \t      ^\n");
  const std::string wide = "f = " + std::string(400, 'x') + "*";  // cut around the caret
  const std::string printed = format_diagnostic("p", wide, analyse(wide).diagnostics.back());
  CHECK(printed.size() < 400);
  const std::size_t caret = printed.rfind('^'), line = printed.rfind("\n  ", caret), before = printed.rfind("\n  ", line - 1);
  CHECK(printed.substr(before + 3, line - before - 3).size() <= 160);
  CHECK(printed[before + (caret - line) - 1] == '*');
}
