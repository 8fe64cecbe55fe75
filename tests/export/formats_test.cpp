// What holds for every format, and for those whose text can be judged here.
#include "export/formats.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "core/directives.h"
#include "core/import.h"
#include "core/number.h"
#include "export/mathml.h"
#include "export/python_gates.h"
#include "export/tex.h"
#include "export/writing.h"
#include "support/json.h"
#include "support/near.h"
#include "support/random_program.h"
#include "support/share.h"
#include "support/xml.h"

using namespace chainrule;
using namespace chainrule::exports;

namespace {

constexpr const char* kSlide = "f = (x+y)*z\nx = -2; y = 5; z = -4\n";

std::string written(std::string_view format, std::string_view text, const BuildOptions& options = {}) {
  Analysis analysis = analyse(text, options);
  const Format* found = find_format(format);
  REQUIRE(found);
  return found->write(text, analysis);
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

// The fields of RFC 4180, without line ends in them.
std::vector<std::vector<std::string>> read_csv(std::string_view text) {
  std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      rows.back().emplace_back();
    } else if (!quoted && c == '\r') {
      ++i;
      rows.emplace_back(1);
    } else {
      rows.back().back() += c;
    }
  }
  rows.pop_back();
  return rows;
}

}  // namespace

TEST_CASE("the table of formats") {
  std::set<std::string_view> names;
  for (const Format& format : formats()) {
    INFO(std::string(format.name));
    CHECK(names.insert(format.name).second);
    CHECK(find_format(format.name) == &format);
    CHECK(has(format_names(), format.name));
    CHECK(has(format.mime, "/"));
    CHECK(!format.extension.empty());
    CHECK(!format.words.empty());
  }
  CHECK(!find_format(""));
  CHECK(!find_format("doc"));
}

TEST_CASE("every format takes every text") {
  for (std::uint64_t seed = 0; seed < 60 / test::kSlower; ++seed) {
    const std::string program = test::random_program(seed).text, soup = test::random_soup(seed, 60);
    for (const Format& format : formats()) {
      INFO(std::string(format.name), " ", program, " ", soup);
      CHECK(!written(format.name, program).empty());
      CHECK(!written(format.name, soup).empty());
    }
  }
  const std::string bytes("f = x\0\xFF\xC3(\r\n", 11);
  for (const Format& format : formats()) {
    INFO(std::string(format.name));
    CHECK(!written(format.name, "").empty());
    CHECK(!written(format.name, bytes).empty());
    CHECK(!written(format.name, "f = 3").empty());
    CHECK(!written(format.name, "x = 0; f = 1/x + log(-1 + x)").empty());
  }
}

TEST_CASE("csv: what comes down the edges adds up to the gradients") {
  for (std::uint64_t seed = 0; seed < 60 / test::kSlower; ++seed) {
    const test::RandomProgram program = test::random_program(seed);
    INFO(program.reproduction());
    const std::vector<std::vector<std::string>> rows = read_csv(written("csv", program.text));
    const Analysis analysis = analyse(program.text);
    std::map<std::string, double> sums;
    for (const std::vector<std::string>& row : rows) {
      REQUIRE(row.size() == 10);
      double down = 0;
      const std::string digits = row[9].substr(0, 1) == "-" ? row[9].substr(1) : row[9];
      if (parse_number(digits, down) > 0) sums[row[5]] += digits == row[9] ? down : -down;
    }
    for (int i = 0; i < static_cast<int>(analysis.graph.nodes.size()); ++i)
      if (i != analysis.graph.output)
        CHECK(test::near(sums[analysis.graph.nodes[static_cast<std::size_t>(i)].name], analysis.backward.grads[static_cast<std::size_t>(i)], 1e-9, 1e-12));
  }
}

TEST_CASE("json is the trace") {
  const test::JsonResult read = test::read_json(written("json", kSlide));
  REQUIRE(read.good);
  CHECK(read.value["output"].string == "f");
}

TEST_CASE("latex: symbols, then numbers") {
  const std::string slide = written("latex", kSlide);
  CHECK(has(slide, "t_{1} &= x + y = -2 + 5 = 3"));
  CHECK(has(slide, "\\frac{\\partial f}{\\partial x} &= \\frac{\\partial f}{\\partial t_{1}} \\cdot \\frac{\\partial t_{1}}{\\partial x} = "
                   "\\left[\\frac{\\partial f}{\\partial t_{1}}\\right] \\times \\left[1\\right] = \\left[-4\\right] \\times \\left[1\\right] = -4"));
  const std::string fork = written("latex", "x = 3; q = x^2; f = q + 2x");
  CHECK(has(fork, "\\left[1\\right] \\times \\left[2\\right] + \\left[1\\right] \\times \\left[6\\right] = 8"));
  CHECK(has(written("latex", "x = 1/3; y = x*x; f = 3*y"), "x &\\approx 0.33"));
  CHECK(has(written("latex", "x = 1; w = 2; f = x*x"), "\\frac{\\partial f}{\\partial w} &= 0"));
}

TEST_CASE("mathml: a tree for each formula") {
  CHECK(mathml("x") == "<mrow><mi>x</mi></mrow>");
  CHECK(mathml("-2.50") == "<mrow><mo>&#x2212;</mo><mn>2.50</mn></mrow>");
  CHECK(mathml("10^{-5}") == "<mrow><msup><mn>10</mn><mrow><mo>&#x2212;</mo><mn>5</mn></mrow></msup></mrow>");
  CHECK(mathml("w_{0}") == "<mrow><msub><mi>w</mi><mrow><mn>0</mn></mrow></msub></mrow>");
  CHECK(mathml("\\frac{1}{\\sqrt{x}}") == "<mrow><mfrac><mrow><mn>1</mn></mrow><mrow><msqrt><mrow><mi>x</mi></mrow></msqrt></mrow></mfrac></mrow>");
  CHECK(mathml("\\log \\mathit{loss}") == "<mrow><mi>log</mi><mo>&#x2061;</mo><mi mathvariant=\"italic\">loss</mi></mrow>");
  CHECK(mathml("\\left(a, b\\right)") ==
        "<mrow><mrow><mo>(</mo><mrow><mi>a</mi><mo>,</mo><mi>b</mi></mrow><mo>)</mo></mrow></mrow>");
  CHECK(has(mathml("\\theta"), "<mi>&#x3B8;</mi>"));
  CHECK(has(mathml("\\text{a<b}"), "<mtext>a&lt;b</mtext>"));
  for (std::uint64_t seed = 0; seed < 40 / test::kSlower; ++seed) {
    const std::string program = test::random_program(seed).text;
    CHECK_MESSAGE(test::XmlReader::problem(written("mathml", program)) == "", program);
  }
  CHECK(test::XmlReader::problem(written("mathml", "重み = 1; Δx = 2; w_loss = 1e-9; f = 重み*Δx^w_loss # <\" \x01")) == "");
}

TEST_CASE("what pdflatex has no letter for is spelled") {
  CHECK(tex_safe("\\text{größe}") == "\\text{größe}");
  CHECK(tex_safe("\\text{中}") == "\\text{\\texttt{U+4E2D}}");
  CHECK(tex_safe("\\text{ąđ}") == "\\text{\\texttt{U+0105}\\texttt{U+0111}}");
  CHECK(tex_sign("×−1") == "\\times -1");
  CHECK(tex_sign("leaky_relu") == "\\mathrm{leaky\\_relu}");
  CHECK(tex_sign("xⁿ") == "x^n");
  CHECK(tex_sign("σ") == "\\sigma");
  CHECK(tex_sign("÷∞") == "\\div \\infty");
  for (std::uint64_t seed = 0; seed < 20; ++seed) {  // comments apart, only such letters are left
    const std::string program = test::random_program(seed).text;
    for (const char* format : {"latex", "tikz"}) {
      const std::string text = written(format, program);
      for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        if (line.empty() || line[0] != '%') CHECK_MESSAGE(line == tex_safe(line), program);
        at = end + 1;
      }
    }
  }
}

TEST_CASE("tikz: a circuit with numbers") {
  const std::string slide = written("tikz", kSlide);
  for (const char* part : {"{$\\times$}", "{$+$}", "gradient, below right", "{$-12$}", "value, above right", "{$f$}", "\\draw[->]"}) CHECK(has(slide, part));
}

TEST_CASE("python: every row of the table has code") {
  for (int i = static_cast<int>(Op::call) + 1; i < static_cast<int>(Op::count); ++i) {
    const Gate& row = gate(static_cast<Op>(i));
    if (row.marker) continue;
    const std::string code = in_torch(static_cast<Op>(i), {"u", "v"});
    INFO(row.name, ": ", code);
    CHECK(has(code, "u"));
    CHECK(has(code, "v") == (row.arity == 2));
    CHECK(code.find_first_of("?:|&") == (has(code, "torch.where((") ? code.find('|') : code.npos));
    CHECK(std::count(code.begin(), code.end(), '(') == std::count(code.begin(), code.end(), ')'));
  }
  CHECK(in_torch(Op::max, {"u", "v"}) == "torch.where((u >= v) | (u != u), u, v)");
  CHECK(in_torch(Op::leaky_relu, {"u"}) == "torch.where(u > 0.0, u, 0.01 * u)");
  CHECK(in_torch(Op::abs, {"u"}) == "torch.abs(u)");
  CHECK(in_torch(Op::pow, {"-2.0", "u"}) == "(-2.0) ** u");
  CHECK(in_torch(Op::sub, {"u", "-2.0"}) == "u - -2.0");
}

TEST_CASE("python: names that Python has no use for") {
  const std::string code = written("python", "λ = 2; torch = 3; θ = 1; f = λ*torch + θ");
  CHECK(has(code, "lambda_ = leaf(2.0)\ntorch_ = leaf(3.0)\ntheta = leaf(1.0)\n"));
  CHECK(has(code, "\"λ\": lambda_"));
  CHECK(has(code, "# from micrograd.engine import Value"));
  CHECK(!has(written("python", "x = 1; f = sin(x)"), "micrograd"));
  CHECK(has(written("python", "x = 1; f = abs(x)"), "# Where there is no derivative"));
  CHECK(!has(written("python", kSlide), "# Where there is no derivative"));
  const std::string folded = written("python", "s(u) = 1/(1+exp(-u))\nx = 1; f = s(s(x))", {{"s"}, {}});
  CHECK(has(folded, "def s(u):\n    t1 = -u\n"));
  CHECK(has(folded, "f = s("));
}

TEST_CASE("python: no comment of the program says how the file is encoded") {
  const std::string code = written("python", "# coding: unicode_escape\n# \\nimport os\nx = 1\n");
  CHECK(code.find("coding:") > code.find('\n', code.find('\n') + 1));
}

TEST_CASE("dot: a record for each value, a gate before it") {
  const std::string code = written("dot", "x = 3; f = x*x");
  CHECK(has(code, "n0 [shape=record, label=\"{ x | data 3 | grad 6 }\"];"));
  CHECK(has(code, "g1 -> n1;\n  n0 -> g1;\n  n0 -> g1;\n"));
}

TEST_CASE("html: the program is text") {
  const std::string page = written("html", "x = 1 # </chain-rule><script>alert(1)</script>\nf = x & y\n");
  CHECK(!has(page, "<script>"));
  CHECK(has(page, "# &lt;/chain-rule&gt;&lt;script&gt;"));
  CHECK(has(page, "<script type=\"module\" src=\"chainrule.js\"></script>"));
}

TEST_CASE("a link is the shorter of two, and says what is folded and which node is the output") {
  CHECK(written("link", "x=1") == "#p=x=1\n");
  CHECK(written("link", "f=g(x)") == "#p=f=g(x%29\n");
  std::string sums = "x = 1\n";
  for (int i = 0; i < 40; ++i) sums += "y" + std::to_string(i) + " = x + " + std::to_string(i) + "\n";
  CHECK(written("link", sums).rfind("#z=1.", 0) == 0);
  const char* text = "s(u) = u*u\nx = 3\nq = s(x)\nf = q + 1\n";
  const Analysis analysis = analyse(text, {{"s"}, "q"});
  const std::string program = document(text, analysis);
  CHECK(folded_functions(program) == std::vector<std::string>{"s"});
  const Analysis again = analyse(program, {folded_functions(program), {}});
  CHECK(again.values[static_cast<std::size_t>(again.graph.output)] == 9);
  CHECK(again.backward.grads[static_cast<std::size_t>(again.graph.find("x"))] == 6);
}

// The names are ours where they were, values and gradients to the last bit; functions stay gates.
TEST_CASE("dot read back is the same program: every value and gradient of random programs") {
  test::ProgramShape plain;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    plain.decorated = seed % 2 == 0;
    const test::RandomProgram program = test::random_program(seed, plain);
    INFO(program.reproduction());
    for (const bool folds : {false, true}) {
      BuildOptions options;
      if (folds) options.folded = program.functions;
      Analysis a = analyse(program.text, options);
      const std::string dot = to_dot(program.text, a);
      const Imported imported = from_dot(dot);
      INFO(dot);
      CHECK(imported.problem == "");
      INFO(imported.program);
      const Analysis again = analyse(imported.program, {folded_functions(imported.program), {}});
      // Where nodes without a name are computed from the output, which all have names now, it is the output by another one.
      const std::size_t more = again.graph.nodes.size() - a.graph.nodes.size();
      CHECK(more <= 1);
      if (more == 0) CHECK(again.graph.nodes[static_cast<std::size_t>(again.graph.output)].name == a.graph.nodes[static_cast<std::size_t>(a.graph.output)].name);
      for (std::size_t i = 0; i < a.graph.nodes.size(); ++i) {
        const int there = again.graph.find(a.graph.nodes[i].name);
        REQUIRE(there >= 0);
        CHECK(test::near(again.values[static_cast<std::size_t>(there)], a.values[i], 0, 0));
        CHECK(test::near(again.backward.grads[static_cast<std::size_t>(there)], a.backward.grads[i], 1e-12, 1e-300));
      }
    }
  }
}

TEST_CASE("what is on the screen is exported: folded as the text says, pictures in the theme") {
  const char* text = "s(u) = u*u\nx = 3\nf = s(x) + 1 #@ fold s\n";
  for (const Format& format : formats()) {
    INFO(std::string(format.name));
    CHECK(format.written(text, false) == written(format.name, text, {{"s"}, {}}));
    const bool picture = format.name == "svg" || format.name == "png";
    CHECK((format.written(text, true) != format.written(text, false)) == picture);
  }
}
