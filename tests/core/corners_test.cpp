// The core at its edges: rare characters, empty graphs, long cycles, numbers that are hard to write, formulas that the table does
// not typeset.
#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "core/edit.h"
#include "core/expr.h"
#include "core/flat.h"
#include "core/lexer.h"
#include "core/modes.h"
#include "core/said.h"
#include "core/spelling.h"
#include "core/trace_reading.h"
#include "support/random.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

std::string utf8(char32_t c) {
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
  if (c < 0x10000) return {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
  return {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 63)), static_cast<char>(0x80 | (c >> 6 & 63)),
      static_cast<char>(0x80 | (c & 63))};
}

std::string numbered(const char* before, int i, const char* behind) { return before + std::to_string(i) + behind; }

}  // namespace

TEST_CASE("a character is part of a name, a space, or a sign, and nothing is two of them") {
  for (char32_t c = 1; c < 0xE1000; c += c < 0x3200 ? 1 : 61) {
    if (c >= 0xD800 && c < 0xE000) continue;  // no characters
    const int roles = is_letter(c) + is_space(c) + (sign_kind(c) != TokenKind::unknown);
    INFO(static_cast<unsigned>(c));
    CHECK(roles <= 1);
  }
  for (const char32_t c : {U'a', U'_', U'é', U'ж', U'名', U'ª', U'µ', U'º', U'ₐ', U'ὡ', char32_t{0x20000}, U'Ａ'}) {
    INFO(static_cast<unsigned>(c));
    CHECK(is_letter(c));
    const std::string name = utf8(c);
    CHECK(value_of(trace_of(name + " = 3; f = 2*" + name), "f") == 6);
  }
  for (const char32_t c : {U'\u1680', U'\u3000', U'\uFEFF', U'、', U'\uE000', U'\uFE0F', U'！', U'￥', U'×', U'÷', U'→', char32_t{0x20A0},
      char32_t{0xE0001}, char32_t{0xFFFD}}) {
    INFO(static_cast<unsigned>(c));
    CHECK_FALSE(is_letter(c));
  }
  for (const char32_t c : {U' ', U'\t', U'\v', U'\u00A0', U'\u2009', U'\u202F', U'\u205F', U'\u3000', U'\uFEFF'}) {
    INFO(static_cast<unsigned>(c));
    CHECK(value_of(trace_of("x" + utf8(c) + "=" + utf8(c) + "3; f = 2*x"), "f") == 6);
  }
}

TEST_CASE("what cannot be seen is named by its number") {
  for (const auto& row : std::vector<std::pair<char32_t, const char*>>{{0x01, "0001"}, {0x7F, "007F"}, {0xAD, "00AD"}, {0x200B, "200B"},
      {0x202E, "202E"}, {0x2066, "2066"}, {0xE0020, "E0020"}, {0xFFFD, "FFFD"}})
    CHECK(said("f = 2 " + utf8(row.first)) == "1:7 error: the character U+" + std::string(row.second) + " is not part of the language");
  CHECK(said("f = 2 \x80").find("the byte 0x80") != std::string::npos);
  CHECK(said("f = 2 \xE2\x87\x92").find("'\xE2\x87\x92'") != std::string::npos);
}

TEST_CASE("cycles of any length are said once, and what hangs on them is left out") {
  for (const int length : {1, 2, 6, 7, 40}) {
    std::string text;
    for (int i = 0; i < length; ++i) text += numbered("a", i, " = ") + numbered("a", (i + 1) % length, " + 1\n");
    text += "g = 2*a0\nh = 3\nf = h*h";
    const Analysis a = analyse(text);
    INFO(text);
    int cycles = 0;
    for (const Diagnostic& d : a.diagnostics) {
      cycles += d.message.find("depends on itself") != std::string::npos;
      if (d.message.find("depends on itself") != std::string::npos) CHECK((d.message.find("\u2026") != std::string::npos) == (length > 6));
    }
    CHECK(cycles == 1);
    CHECK(a.graph.find("a0") < 0);
    CHECK(a.graph.find("g") < 0);
    CHECK(a.graph.find("f") >= 0);
  }
  // Two cycles that share a line.
  CHECK(has_errors(analyse("a = b + c; b = a; c = a; f = 1 + a").diagnostics));
}

TEST_CASE("a sine without a bracket, and functions with an error") {
  CHECK(said("x = 2; f = sin (2)x + sin").find("1:23 error: sin is a function; write sin(\u2026) with its operand in brackets") == 0);
  CHECK(said("x = 2; f = x*sin*x") == "1:14 error: sin is a function; write sin(\u2026) with its operand in brackets");
  CHECK(said("g(a) = a*b; b = 2*(; f = g(2)").find("warning: not computed, since ") != std::string::npos);
  CHECK(said("b = b; f = 2*b; g = 3*b + f").find("depends on itself") != std::string::npos);
}

TEST_CASE("only the first guesses look for what was meant") {
  std::string text = "alpha = 2\n";
  for (int i = 0; i < 80; ++i) text += numbered("f", i, " = ") + numbered("alpah_", i, "q + alpah\n");
  CHECK_FALSE(has_errors(analyse(text).diagnostics));
}

TEST_CASE("programs that reach the limit in the middle of a call") {
  std::string sum = "x";
  for (int i = 0; i < 99; ++i) sum += "+x";
  std::string text = "x = 1\ng(a) = max(a, " + sum + ", a*2, a*3)\n";
  for (int i = 0; i < 120; ++i) text += numbered("y", i, " = g(x)\n");
  const Analysis a = analyse(text);
  CHECK(a.graph.nodes.size() <= limits::gates + 1);
  int limits_said = 0;
  for (const Diagnostic& d : a.diagnostics) limits_said += d.severity == Severity::error;
  CHECK(limits_said == 1);
  const Analysis folded = analyse(text, {{"g"}, ""});
  CHECK(folded.graph.find("y119") >= 0);
}

TEST_CASE("the check's table says every verdict in words, and counts") {
  const Analysis a = analyse("x = 0; y = 2; z = -1; k = abs(x); l = log(z); f = k + y*y");
  const std::vector<CheckRow> rows = check_gradients(a);
  const std::string table = format_check(a, rows);
  CHECK(table.find("not differentiable here") != std::string::npos);
  CHECK(table.find("not finite") != std::string::npos);
  CHECK(table.find("agrees") != std::string::npos);
  const std::string all = std::to_string(rows.size());
  CHECK(table.find(all + " of " + all + " gradients hold, 0 disagree") != std::string::npos);
  std::vector<CheckRow> wrong = rows;
  wrong[0].verdict = Verdict::disagrees;
  wrong[1].verdict = Verdict::unresolved;
  CHECK(format_check(a, wrong).find("DISAGREES") != std::string::npos);
  CHECK(format_check(a, wrong).find("too rough to tell") != std::string::npos);
  CHECK(format_check(a, wrong).find("1 disagree\n") != std::string::npos);
  CHECK(check_gradients(analyse("")).empty());
}

TEST_CASE("of a large graph only the inputs are checked") {
  std::string text = "x = 0.5; y = 2\nf = x";
  for (int i = 0; i < 1600; ++i) text += i % 2 ? "+y" : "+x*0.001";
  const Analysis a = analyse(text);
  const std::vector<CheckRow> rows = check_gradients(a);
  CHECK(rows.size() == 2);
  for (const CheckRow& row : rows) CHECK(row.verdict == Verdict::agrees);
}

TEST_CASE("graphs without an output or without gates") {
  const Analysis none = analyse("");
  Flat flat(none.graph);
  flat.forward();
  flat.backward();
  CHECK(flat.slots() == 0);
  Batch(flat).run(0, {}, {});
  CHECK(hessian_vector(none.graph, {}).products.empty());
  CHECK(reverse_cost(none.graph, none.backward).all() == 0);

  const Analysis lone = analyse("x = 3");
  Flat leaf(lone.graph);
  const std::vector<double> points = {1, 2, 3};
  std::vector<double> values(3), grads(3);
  const Batch::Given given[] = {{0, points.data()}};
  const Batch::Wanted wanted[] = {{0, values.data(), grads.data()}}, only_values[] = {{0, values.data(), nullptr}};
  Batch batch(leaf);
  batch.run(3, given, wanted);
  CHECK(values == points);
  CHECK(grads == std::vector<double>{1, 1, 1});
  values.clear();
  values.resize(3);
  batch.run(3, given, only_values);
  CHECK(values == points);
}

TEST_CASE("a batch without gradients gives the values of one with them") {
  const Analysis a = analyse("x = 1; y = 2; f = exp(x)*sin(y) + x/y");
  const std::vector<double> xs = {0.1, -2, 3, 40, -700};
  std::vector<double> with(5), without(5), grads(5);
  const Flat flat(a.graph);
  Batch batch(flat);
  const Batch::Given given[] = {{a.graph.find("x"), xs.data()}};
  const Batch::Wanted both[] = {{a.graph.output, with.data(), nullptr}, {a.graph.find("y"), nullptr, grads.data()}},
      one[] = {{a.graph.output, without.data(), nullptr}};
  batch.run(5, given, both);
  batch.run(5, given, one);
  CHECK(with == without);
}

TEST_CASE("expressions that a program cannot have are evaluated and typeset all the same") {
  CHECK(latex(read_expression("step(x)*wins(x, y)")) == "\\operatorname{step}\\left(x\\right) \\operatorname{wins}\\left(x, y\\right)");
  const Expr call = apply(Op::call, {symbol("x"), symbol("theta")}, "g_1");
  CHECK(latex(call) == "g_{1}\\left(x, \\theta\\right)");
  CHECK(std::isnan(evaluate(call, [](const std::string&) { return 2.0; })));
  CHECK(latex(apply(Op::mul, {symbol("x"), call})) == "x\\,g_{1}\\left(x, \\theta\\right)");
  CHECK(latex(read_expression("sin(x)*max(x, y)*relu(x)")) == "\\sin x \\max\\left(x, y\\right) \\operatorname{relu}\\left(x\\right)");
  CHECK(print(apply(Op::add, {symbol("x"), number(-HUGE_VAL)})) == "x + (-1/0)");
  CHECK(print(apply(Op::mul, {symbol("x"), number(-2)})) == "x*(-2)");
  CHECK(latex_name("12") == "12");
}

TEST_CASE("an input gets its line at the end, whatever the text ends with") {
  for (const char* text : {"f = a*b", "f = a*b\n"}) {
    const Analysis a = analyse(text);
    const std::string after = apply_edit(text, set_input(text, a.graph, a.graph.find("b"), 2.5));
    CHECK(after == "f = a*b\nb = 2.5");
  }
}

TEST_CASE("fixes look for words of a reasonable length") {
  const std::string longest(64, 'q'), longer(65, 'q');
  CHECK(nearest(longest + "", {longest.substr(1) + "z"}) == longest.substr(1) + "z");
  CHECK(nearest(longer, {longest}).empty());
  CHECK(nearest("alpha", {"alpha", "alphas"}).empty());
  CHECK(as_product("xy", {"xy"}).empty());
}

TEST_CASE("a place behind tabs, at a file's carriage return") {
  CHECK(said("f = (2\ng = 3").find("1:5 error") == 0);
  CHECK(said("\tf = 2*)\r\n") == "1:8 error: expected an expression after '*'");
  const std::string text = "\tf = 2*)\r\n";
  const Analysis a = analyse(text);
  CHECK(!a.diagnostics.empty());
  if (a.diagnostics.empty()) return;
  CHECK(format_diagnostic("p", text, a.diagnostics[0]) == "p:1:8: error: expected an expression after '*'\n  \tf = 2*)\n  \t      ^\n");
}

TEST_CASE("Python that is half right") {
  for (const char* text : {"x = torch.tensor(2.0", "x = torch.tensor(2.0, f(1))", "x = torch.tensor(2.0, #",
      "x = torch.tensor([2.0, 3.0], a=1)", "x = torch.tensor(]2.0[)",
                           "x = torch.tensor(1 + [2.0])", "x = torch.tensor(a=2)", "x = torch.tensor 2", "x = torch.tensor(2.0, a=1"}) {
    INFO(std::string(text));
    CHECK(!said(text).empty());
    check_places(analyse(text), text);
  }
  CHECK(value_of(trace_of("x := 2; f = x*x"), "f") == 4);
  CHECK(value_of(trace_of("σ(a) = 2a; f = σ(3)*x; x = 1"), "f") == 6);
  CHECK(value_of(trace_of("x = 0; f = σ(x)"), "f") == 0.5);
  CHECK(value_of(trace_of("σ = 3; x = 2; f = σ*x"), "f") == 6);
}
