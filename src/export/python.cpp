// The program as PyTorch code that prints its values and gradients, and as micrograd's.
#include <cmath>
#include <iterator>
#include <map>
#include <set>

#include "core/hex.h"
#include "core/names.h"
#include "core/number.h"
#include "export/formats.h"
#include "export/python_gates.h"
#include "export/writing.h"

namespace chainrule::exports {

namespace {

constexpr std::string_view kReserved[] = {
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
    "while", "with", "yield",
    // what the code itself uses
    "torch", "leaf", "nodes", "name", "node", "print", "float", "Value"};

// Python makes one letter of some that are different here (NFKC); these it leaves as they are.
bool stays_itself(char32_t c) {
  return c < 0x80 || (c >= 0x3B1 && c <= 0x3C9) || (c >= 0xC0 && c <= 0x131) || (c >= 0x400 && c <= 0x45F) || (c >= 0x3041 && c <= 0x3096) ||
         (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

// Identifiers for names, each its own.
class Names {
 public:
  Names() : taken_(std::begin(kReserved), std::end(kReserved)) {}

  std::string add(std::string_view name) {
    std::string word;
    const std::string english = greek_in_english(name);
    for (std::size_t i = 0; i < english.size();) {
      const CodePoint c = code_point_at(english, i);
      word += stays_itself(c.value) ? english.substr(i, static_cast<std::size_t>(c.bytes)) : "u" + hex(c.value, 4);
      i += static_cast<std::size_t>(c.bytes);
    }
    while (!taken_.emplace(word).second) word += "_";
    return word;
  }

 private:
  std::set<std::string, std::less<>> taken_;
};

std::string number(double value) {
  if (std::isnan(value)) return "float(\"nan\")";
  if (std::isinf(value)) return value < 0 ? "-float(\"inf\")" : "float(\"inf\")";
  const std::string text = format_number(value);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

class PythonMaker {
 public:
  explicit PythonMaker(const Analysis& a) : a_(a) {}

  std::string write() {
    functions(a_.graph);
    const std::vector<std::string> words = statements(a_.graph, 0, "", globals_, out_);
    if (a_.graph.output < 0) return std::move(out_);
    out_ += "\nnodes = {";
    for (std::size_t i = 0; i < words.size(); ++i)
      out_ += (i == 0 ? "" : i % 8 == 0 ? ",\n         " : ", ") + ("\"" + a_.graph.nodes[i].name + "\": ") + words[i];
    out_ += "}\nfor node in nodes.values():\n    node.retain_grad()\n" + words[static_cast<std::size_t>(a_.graph.output)] +
            ".backward()\nfor name, node in nodes.items():\n    print(name, node.item(), 0.0 if node.grad is None else node.grad.item())\n";
    return std::move(out_) + micrograd();
  }

 private:
  // Those that are called first; their names are taken before any other.
  void functions(const Graph& graph) {
    for (const Function& f : graph.functions) {
      if (function_names_.count(f.name)) continue;
      functions(*f.body);
      const std::string word = function_names_.emplace(f.name, globals_.add(f.name)).first->second;
      Names own = globals_;
      std::string head, body;
      std::vector<std::string> words;
      for (const std::string& param : f.params) words.push_back(own.add(param));
      for (const std::string& param : words) head += (head.empty() ? "" : ", ") + param;
      words = statements(*f.body, static_cast<int>(f.params.size()), "    ", own, body, words);
      out_ += "def " + word + "(" + head + "):\n" + body + "    return " + words[static_cast<std::size_t>(f.body->output)] + "\n\n";
    }
  }

  // A line for each node from `first` on; `words` has the identifiers of those before. Returns all.
  std::vector<std::string> statements(const Graph& graph, int first, const std::string& indent, Names& names, std::string& out,
                                      std::vector<std::string> words = {}) const {
    for (int i = first; i < static_cast<int>(graph.nodes.size()); ++i) {
      const Node& node = graph.nodes[static_cast<std::size_t>(i)];
      words.push_back(names.add(node.name));
      out += indent + words.back() + " = " +
             (node.operand_count == 0 ? "leaf(" + number(node.value) + ")" : gate_code(graph, i, words)) + "\n";
    }
    return words;
  }

  static std::vector<std::string> operands_of(const Graph& graph, int index, const std::vector<std::string>& words) {
    std::vector<std::string> operands;
    for (int p = 0; p < graph.nodes[static_cast<std::size_t>(index)].operand_count; ++p) {
      const Operand& operand = graph.operands_of(index)[p];
      operands.push_back(operand.is_literal() ? number(operand.literal) : words[static_cast<std::size_t>(operand.node)]);
    }
    return operands;
  }

  std::string gate_code(const Graph& graph, int index, const std::vector<std::string>& words) const {
    const Node& node = graph.nodes[static_cast<std::size_t>(index)];
    const std::vector<std::string> operands = operands_of(graph, index, words);
    if (node.op != Op::call) return in_torch(node.op, operands);
    std::string text = function_names_.find(graph.functions[static_cast<std::size_t>(node.function)].name)->second + "(";
    for (std::size_t p = 0; p < operands.size(); ++p) {
      const bool literal = graph.operands_of(index)[p].is_literal();
      text += (p > 0 ? ", " : "") + (literal ? "leaf(" + operands[p] + ")" : operands[p]);
    }
    return text + ")";
  }

  // In comments, if it has all the gates.
  std::string micrograd() const {
    Names names;
    std::vector<std::string> words;
    std::string code, print;
    for (int i = 0; i < static_cast<int>(a_.graph.nodes.size()); ++i) {
      const Node& node = a_.graph.nodes[static_cast<std::size_t>(i)];
      words.push_back(names.add(node.name));
      std::string made = node.op == Op::call ? "" : "Value(" + number(node.value) + ")";
      if (node.operand_count > 0 && node.op != Op::call) {
        const Operand* operands = a_.graph.operands_of(i);
        const int literal = operands[0].is_literal() ? 0 : node.operand_count > 1 && operands[1].is_literal() ? 1 : -1;
        made = in_micrograd(node.op, operands_of(a_.graph, i, words), literal);
      }
      if (made.empty()) return {};
      code += "# " + words.back() + " = " + made + "\n";
      if (node.operand_count == 0 || node.named) print += "# print(\"" + node.name + "\", " + words.back() + ".data, " + words.back() + ".grad)\n";
    }
    return "\n# The same with micrograd, whose Value has exp() and tanh() in the lecture:\n#\n# from micrograd.engine import Value\n" + code + "# " +
           words[static_cast<std::size_t>(a_.graph.output)] + ".backward()\n" + print;
  }

  const Analysis& a_;
  Names globals_;
  std::map<std::string, std::string> function_names_;
  std::string out_;
};

// Do the derivatives of its gates have markers?
bool has_kinks(const Graph& graph) {
  auto has_marker = [](std::string_view formula) {
    for (int i = 0; i < static_cast<int>(Op::count); ++i)
      if (const Gate& row = gate(static_cast<Op>(i)); row.marker && formula.find(std::string(row.name) + "(") != formula.npos) return true;
    return false;
  };
  for (const Node& node : graph.nodes)
    if (has_marker(gate(node.op).local[0])) return true;
  for (const Function& f : graph.functions)
    if (has_kinks(*f.body)) return true;
  return false;
}

}  // namespace

std::string to_python(std::string_view text, Analysis& analysis) {
  // Python looks for the file's encoding in its first two lines, which must not be the program's.
  std::string out = "# Prints each node's name, value and gradient.\n#\n" + commented(text, "# ") + "#\n";
  if (has_kinks(analysis.graph))
    out += "# Where there is no derivative: that of relu and abs at 0 is 0, and max and min at a tie give all of it to the first operand.\n";
  out += "import torch\n\n\ndef leaf(value):\n    return torch.tensor(value, dtype=torch.float64, requires_grad=True)\n\n\n";
  return out + PythonMaker(analysis).write();
}

}  // namespace chainrule::exports
