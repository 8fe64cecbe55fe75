#include "fuzz/laws.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <set>

namespace chainrule::test {

Slowest slowest;

Analysis read_program(std::string_view text, std::string& json, const BuildOptions& options) {
  const std::clock_t begin = std::clock();
  Analysis analysis = analyse(text, options);
  json = trace_json(text, analysis);
  const double ms = 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  if (ms > slowest.ms) slowest = {ms, std::string(text)};
  return analysis;
}

namespace {

bool inside(Span span, std::string_view text) { return span.begin <= span.end && span.end <= text.size(); }

Broken check_diagnostic(const Diagnostic& d, std::string_view text) {
  if (!inside(d.span, text)) return "a message's place is outside the text: " + d.message;
  if (d.message.empty()) return "a message without words";
  if (d.fix && !inside(d.fix->span, text)) return "a fix outside the text: " + d.message;
  const std::string shown = format_diagnostic("fuzz", text, d);
  if (shown.empty() || shown.back() != '\n' || shown.find('^') == std::string::npos) return "a message without its caret: " + shown;
  return {};
}

}  // namespace

Broken well_formed(const Analysis& a, std::string_view text) {
  const Graph& graph = a.graph;
  const auto count = static_cast<int>(graph.nodes.size());
  if (a.values.size() != graph.nodes.size() || a.backward.grads.size() != graph.nodes.size()) return "nodes without a value or gradient";
  if ((graph.output >= 0) != (count > 0) || graph.output >= count) return "no output";
  std::set<std::string> names;
  for (int i = 0; i < count; ++i) {
    const Node& node = graph.nodes[static_cast<std::size_t>(i)];
    if (node.name.empty() || !names.insert(node.name).second) return "a name that is none, or is two nodes': " + node.name;
    if (!inside(node.span, text)) return "a node's place is outside the text: " + node.name;
    if (graph.find(node.name) != i) return "a node that is not found by its name: " + node.name;
    for (int p = 0; p < node.operand_count; ++p)
      if (const Operand& operand = graph.operands_of(i)[p]; !operand.is_literal() && operand.node >= i) return "an operand behind its gate: " + node.name;
  }
  for (const Diagnostic& d : a.diagnostics)
    if (Broken broken = check_diagnostic(d, text); !broken.empty()) return broken;
  return {};
}

std::vector<std::string> dictionary() {
  std::vector<std::string> words = all_function_names();
  for (const char* word :
       {"x = 2\n", "f = ", "f(x) = ", "g(a, b) = ", "w_0", "theta", "\xCE\xB8", "pi", "e^", "# ", "1e-3", "\xE2\x88\x92", "\xC2\xB7", "\xC3\x97",
        "\\frac{", "}{", "\\sum_{i=0}^{2}", "\\prod_{j=1}^3", "\\sqrt[3]{", "\\left(", "\\right)", "\\left|", "\\right|", "\\begin{aligned}",
        "\\end{aligned}", "\\begin{cases}", "\\\\", "&=", "$$", "\\[", "\\]", "\\(", "\\)", "\\mathrm{loss}", "\\operatorname{relu}", "\\sigma", "\\hat{y}",
        "x^{(i)}", "\\text{", "\\exp", "\\log_2", "\\infty", "\\partial", "import numpy as np\n", "np.exp(", "math.", "Math.max(", "let ", "const ",
        "torch.tensor(2.0, requires_grad=True)", "**", "//", "digraph { ", "[label=\"{ x | data 2.0 | grad 0 }\"]", "[label=\"**2\"]", " -> ", "Value(2.0, label='a')", ".tanh()", ".pow(2)", "x_{i+1}", "f(x; w) = "})
    words.emplace_back(word);
  return words;
}

}  // namespace chainrule::test
