#include "export/lines.h"

#include "core/eval.h"
#include "core/number.h"
#include "view/shown.h"

namespace chainrule::exports {

namespace {

const char* sign(bool exactly) { return exactly ? "= " : "\\approx "; }

std::string partial(const std::string& of, const std::string& by) { return "\\frac{\\partial " + of + "}{\\partial " + by + "}"; }
std::string bracket(const std::string& latex) { return "\\left[" + latex + "\\right]"; }

class LineMaker {
 public:
  explicit LineMaker(Analysis& a) : a_(a) {
    for (const Node& node : a.graph.nodes) names_.push_back(latex_name(node.name));
    by_receiver_.resize(a.graph.nodes.size());
    for (const Contribution& c : a.backward.contributions) by_receiver_[static_cast<std::size_t>(c.to)].push_back(&c);
  }

  Derivation make() {
    const int count = static_cast<int>(a_.graph.nodes.size());
    for (int i = 0; i < count; ++i) forward(i);
    for (int i = count; i-- > 0;) backward(i);
    return std::move(out_);
  }

 private:
  const std::string& name(int node) const { return names_[static_cast<std::size_t>(node)]; }
  double value(int node) const { return a_.values[static_cast<std::size_t>(node)]; }
  double grad(int node) const { return a_.backward.grads[static_cast<std::size_t>(node)]; }
  int operand_named(int gate, const std::string& name) const {
    const Operand* operand = a_.graph.operands_of(gate);
    while (operand->is_literal() || a_.graph.nodes[static_cast<std::size_t>(operand->node)].name != name) ++operand;
    return operand->node;
  }
  std::string partial_of_output(int node) const { return partial(name(a_.graph.output), name(node)); }

  void forward(int index) {
    const Node& node = a_.graph.nodes[static_cast<std::size_t>(index)];
    const double result = value(index);
    const std::string shown = display_latex(result);
    bool exactly = round_for_display(result).exact;
    if (node.operand_count == 0) {
      out_.forward.push_back({name(index), sign(exactly) + shown});
      return;
    }
    const Expr formula = formula_of(a_.graph, index);
    bool exact_operands = true;
    const Expr numbers = substitute(formula, [&](const std::string& operand) {
      const Rounded r = round_for_display(value(operand_named(index, operand)));
      exact_operands = exact_operands && r.exact;
      return number(r.value);
    });
    if (node.op != Op::call) exactly = view::looks_equal(evaluate(numbers, [](const std::string&) { return 0.0; }), result);
    out_.forward.push_back({name(index), "= " + latex(formula) + " " + sign(exact_operands) + latex(numbers) + " " + sign(exactly) + shown});
  }

  void backward(int index) {
    if (a_.graph.output < 0) return;
    const Node& node = a_.graph.nodes[static_cast<std::size_t>(index)];
    const std::vector<const Contribution*>& parts = by_receiver_[static_cast<std::size_t>(index)];
    if (index == a_.graph.output) {
      add(partial_of_output(index), "= 1");
    } else if (!parts.empty()) {
      product(index, parts);
    } else if (node.named) {
      add(partial_of_output(index), "= 0");
    }
  }

  void add(std::string left, std::string right) { out_.backward.push_back({std::move(left), std::move(right)}); }

  std::string local(const Contribution& c) const {
    return latex(local_formula(a_.graph, c.gate, c.place, a_.values, c.local, a_.rules));
  }

  // One or more products that add up, in three forms. All in one line where it is short, else a line for each, and of a long sum
  // a line for every two terms.
  void product(int index, const std::vector<const Contribution*>& parts) {
    std::vector<std::string> chain, symbols, numbers;
    double sum = 0;
    std::size_t length = 0;
    for (const Contribution* c : parts) {
      chain.push_back(partial_of_output(c->gate) + " \\cdot " + partial(name(c->gate), name(index)));
      const std::string formula = local(*c);
      symbols.push_back(bracket(partial_of_output(c->gate)) + " \\times " + bracket(formula));
      numbers.push_back(bracket(display_latex(c->upstream)) + " \\times " + bracket(display_latex(c->local)));
      sum += view::shown(c->upstream) * view::shown(c->local);
      length += formula.size();
    }
    const std::string result = " " + std::string(sign(view::looks_equal(sum, grad(index)))) + display_latex(grad(index));
    constexpr std::size_t kShort = 40;  // bytes of LaTeX
    if (parts.size() == 1 && length <= kShort) {
      add(partial_of_output(index), "= " + chain[0] + " = " + symbols[0] + " = " + numbers[0] + result);
      return;
    }
    numbers.back() += result;
    terms(partial_of_output(index), chain);
    terms("", symbols);
    terms("", numbers);
  }

  void terms(std::string left, const std::vector<std::string>& texts) {
    for (std::size_t i = 0; i < texts.size(); i += 2) {
      const std::string pair = texts[i] + (i + 1 < texts.size() ? " + " + texts[i + 1] : "");
      add(i == 0 ? std::move(left) : std::string(), (i == 0 ? "= " : "\\quad {} + ") + pair);
    }
  }

  Analysis& a_;
  std::vector<std::string> names_;
  std::vector<std::vector<const Contribution*>> by_receiver_;
  Derivation out_;
};

}  // namespace

Derivation derivation_lines(Analysis& analysis) { return LineMaker(analysis).make(); }

}  // namespace chainrule::exports
