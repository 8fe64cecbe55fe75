// What must hold for every formula: the LaTeX that is written is read back with the same value; and whatever is read, nothing breaks.
#include "core/trace_reading.h"
#include "support/random.h"
#include "support/random_program.h"
#include "support/share.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

// `formulas` read again where each name has the value that `values` says, beside the values that they should have.
struct Probe {
  std::string latex;
  double value;
};
void check_read_back(const std::map<std::string, double>& values, const std::vector<Probe>& probes, double tolerance) {
  std::string text;
  for (const auto& [name, value] : values) text += name + " = " + as_program(value) + "\n";
  for (std::size_t i = 0; i < probes.size(); ++i) text += "probe_" + std::to_string(i) + " = $" + probes[i].latex + "$\n";
  const Analysis again = analyse(text);
  for (const Diagnostic& d : again.diagnostics) CHECK_MESSAGE(d.severity != Severity::error, format_diagnostic("latex", text, d));
  for (std::size_t i = 0; i < probes.size(); ++i) {
    INFO(probes[i].latex);
    const int index = again.graph.find("probe_" + std::to_string(i));
    CHECK(index >= 0);
    if (index < 0) continue;
    const double given = again.values[static_cast<std::size_t>(index)];
    CHECK_MESSAGE(near(given, probes[i].value, tolerance, tolerance), "read back it is ", given, ", it was ", probes[i].value);
  }
}

const std::vector<std::string> kPieces = {
    "x", "y", "f", "\\frac{", "\\frac", "{", "}", "{", "}", "(", ")", "\\left(", "\\right)", "\\left|", "\\right|", "|", "^", "_", "^{", "_{",
    "\\sum_{i=0}^{2}", "\\sum", "\\prod_{j=1}^3", "i", "j", "12", "3", "+", "-", "*", "\\cdot", "=", ",", ";", "\n", "\\\\", "&", "$", "$$", "\\[", "\\]", "\\(", "\\)",
    "\\begin{aligned}", "\\end{aligned}", "\\begin{cases}", "\\sin", "\\log_2", "\\max", "\\{", "\\}", "\\sigma", "\\theta", "\\mathrm{loss}", "\\text{", "\\hat{y}", "\\hat",
    "\\sqrt[3]{", "\\sqrt", "\\infty", "\\partial", "\\,", "\\", "%", "#", "'", "\\left", "\\bigl", "\\boxed{", "\\underbrace{", "np.exp(", "math.", "torch.tensor(", "let ",
    "import ", "\n\n", "e^", "\\top", "\\ln", "\\mathbf{w}", "\\operatorname{relu}", "\\end", "\\begin", "\\label{", "α", "\xff", "\\\xc3", " ", "f = ", "f(x) = ", "x = 2\n"};

void survives(const std::string& text, std::uint64_t seed) {
  INFO("seed ", seed, ": ", text);
  Analysis a = analyse(text, {{"f"}, ""});
  const JsonResult read = read_json(trace_json(text, a));
  CHECK_MESSAGE(read.good, read.problem);
  check_places(a, text);
}

}  // namespace

TEST_CASE("the LaTeX of every local gradient and formula is read back with its value") {
  for (std::uint64_t seed = 1; seed <= 150 / kSlower; ++seed) {
    const RandomProgram program = random_program(seed);
    for (const BuildOptions& options : {BuildOptions{}, BuildOptions{program.functions, ""}}) {
      Analysis a = analyse(program.text, options);
      std::map<std::string, double> values;
      std::vector<Probe> probes;
      for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
        const Node& node = a.graph.nodes[static_cast<std::size_t>(i)];
        const double value = a.values[static_cast<std::size_t>(i)];
        values[node.name] = value;
        if (node.op != Op::call) probes.push_back({latex(formula_of(a.graph, i)), value});
        for (int place = 0; place < node.operand_count; ++place) {
          if (a.graph.operands_of(i)[place].is_literal()) continue;
          const double local = a.backward.locals[static_cast<std::size_t>(node.first_operand + place)];
          probes.push_back({latex(local_formula(a.graph, i, place, a.values, local, a.rules)), local});
        }
      }
      INFO(program.reproduction());
      check_read_back(values, probes, 1e-10);
    }
  }
}

TEST_CASE("the LaTeX of random formulas is read back with their value") {
  const std::vector<std::string> names = {"x", "y", "w_1", "theta", "loss", "h_t"};
  for (std::uint64_t seed = 1; seed <= 400 / kSlower; ++seed) {
    const Expr formula = read_expression(random_formula(seed, names, 1 + static_cast<int>(seed % 10)));
    CHECK(formula != nullptr);
    if (!formula) continue;
    Random random(seed);
    std::map<std::string, double> at;
    for (const std::string& name : names) at[name] = random.between(-3, 3);
    std::map<std::string, double> all = at;
    all["pi"] = 3.14159265358979323846;
    all["e"] = 2.71828182845904523536;
    const double value = evaluate(formula, [&](const std::string& name) { return all[name]; });
    INFO("seed ", seed, ": ", print(formula));
    check_read_back(at, {{latex(formula), value}}, 1e-12);
  }
}

TEST_CASE("numbers that are not finite, and large ones, are read back") {
  std::vector<Probe> probes;
  for (const double value : {HUGE_VAL, -HUGE_VAL, std::nan(""), 1e30, -2.5e-9, 1.0 / 3, -2.0 / 7, 0.1}) probes.push_back({latex(number(value)), value});
  check_read_back({}, probes, 1e-15);
}

TEST_CASE("names are read back as they are typeset") {
  for (const char* name : {"w0", "w_0", "theta", "θ", "α_1", "loss", "x_out", "w_theta", "h_1_2", "w1_0", "x1y", "exp1", "_x", "a_", "名", "é", "Q", "y_hat", "sinx", "W_out12", "Δx", "αβ", "ε2_1", "xαy", "x_αi", "éα"}) {
    const std::string text = std::string(name) + " = 3\nf = $" + latex_name(name) + "\\cdot 2$";
    INFO(text);
    const Json trace = trace_of(text);
    CHECK(trace["diagnostics"].items.empty());
    CHECK(value_of(trace, "f") == 6);
    CHECK(grad_of(trace, name) == 2);
  }
}

TEST_CASE("random pieces of LaTeX") {
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    Random random(seed);
    std::string text;
    for (int i = random.below(30); i >= 0; --i) text += random.pick(kPieces) + (random.chance(0.2) ? " " : "");
    survives(text, seed);
  }
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    Random random(seed);
    std::string text;
    for (int i = 0; i < 4000; ++i) text += random.pick(kPieces);
    survives(text, seed);
  }
}

TEST_CASE("every beginning of a pasted program is a program") {
  const std::string text = "$$f(w,x) = \\frac{1}{1 + e^{-(\\sum_{i=0}^{1} w_i x_i + w_2)}}$$\n% inputs\nw_{0} = 2, \\theta = \\left|-1\\right|\n\\begin{aligned} g &= \\sqrt[3]{\\theta} \\\\ h &= \\hat{y}^2_1 \\end{aligned}\n";
  for (std::size_t length = 0; length <= text.size(); length += kSlower) survives(text.substr(0, length), length);
}
