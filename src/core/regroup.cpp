#include "core/regroup.h"

#include <cmath>

#include "core/number.h"
#include "core/regroup_source.h"

namespace chainrule {

namespace {

struct Form {
  std::string text;
  Hold hold = Hold::atom;
};

// A row: does the expression have the form, and what is it then?
struct Row {
  const char* name;
  const char* title;
  const char* condition;
  bool (*matches)(const Source& s, int i, Form& form);
};

bool is_minus_one(const Source& s, int i) { return s.is_op(i, Op::neg) && s.is_number(s.child(i, 0), 1); }

// The x of exp(-x); -1 if it is none.
int exp_of_minus(const Source& s, int i) {
  if (!s.is_call(i, Op::exp) || !s.is_op(s.child(i, 0), Op::neg)) return -1;
  return s.child(s.child(i, 0), 0);
}

bool sub_to_add(const Source& s, int i, Form& f) {
  if (!s.is_op(i, Op::sub)) return false;
  f = {s.operand(s.child(i, 0), Hold::sum) + " + (-1)*" + s.operand(s.child(i, 1), Hold::sign), Hold::sum};
  return true;
}

bool add_to_sub(const Source& s, int i, Form& f) {
  if (!s.is_op(i, Op::add) || !s.is_op(s.child(i, 1), Op::mul)) return false;
  const int product = s.child(i, 1);
  if (!is_minus_one(s, s.child(product, 0))) return false;
  f = {s.operand(s.child(i, 0), Hold::sum) + " - " + s.operand(s.child(product, 1), Hold::product), Hold::sum};
  return true;
}

bool div_to_mul(const Source& s, int i, Form& f) {
  if (!s.is_op(i, Op::div) || s.is_number(s.child(i, 0), 1)) return false;
  f = {s.operand(s.child(i, 0), Hold::product) + "*(1/" + s.operand(s.child(i, 1), Hold::sign) + ")", Hold::product};
  return true;
}

bool mul_to_div(const Source& s, int i, Form& f) {
  if (!s.is_op(i, Op::mul) || !s.is_op(s.child(i, 1), Op::div)) return false;
  const int recip = s.child(i, 1);
  if (!s.is_number(s.child(recip, 0), 1)) return false;
  f = {s.operand(s.child(i, 0), Hold::product) + "/" + s.operand(s.child(recip, 1), Hold::sign), Hold::product};
  return true;
}

bool square_to_mul(const Source& s, int i, Form& f) {
  if (!s.is_op(i, Op::pow) || !s.is_number(s.child(i, 1), 2)) return false;
  const std::string base = s.operand(s.child(i, 0), Hold::sign);
  f = {base + "*" + base, Hold::product};
  return true;
}

bool mul_to_square(const Source& s, int i, Form& f) {
  if (!s.is_op(i, Op::mul) || !s.equal(s.child(i, 0), s.child(i, 1))) return false;
  f = {s.operand(s.child(i, 0), Hold::atom) + "^2", Hold::power};
  return true;
}

bool to_sigmoid(const Source& s, int i, Form& f) {
  if (!s.is_op(i, Op::div) || !s.is_number(s.child(i, 0), 1) || !s.is_op(s.child(i, 1), Op::add)) return false;
  const int sum = s.child(i, 1);
  for (const int one : {0, 1}) {
    if (!s.is_number(s.child(sum, one), 1)) continue;
    if (const int x = exp_of_minus(s, s.child(sum, 1 - one)); x >= 0) {
      f = {"sigmoid(" + s.argument(x) + ")", Hold::atom};
      return true;
    }
  }
  return false;
}

bool from_sigmoid(const Source& s, int i, Form& f) {
  if (!s.is_call(i, Op::sigmoid)) return false;
  f = {"1/(1+exp(-" + s.operand(s.child(i, 0), Hold::power) + "))", Hold::product};
  return true;
}

bool from_tanh(const Source& s, int i, Form& f) {
  if (!s.is_call(i, Op::tanh)) return false;
  f = {"2*sigmoid(2*" + s.operand(s.child(i, 0), Hold::sign) + ")-1", Hold::sum};
  return true;
}

bool to_tanh(const Source& s, int i, Form& f) {
  if (!s.is_op(i, Op::sub) || !s.is_number(s.child(i, 1), 1) || !s.is_op(s.child(i, 0), Op::mul)) return false;
  const int scaled = s.child(i, 0);
  if (!s.is_number(s.child(scaled, 0), 2) || !s.is_call(s.child(scaled, 1), Op::sigmoid)) return false;
  const int twice = s.child(s.child(scaled, 1), 0);
  if (!s.is_op(twice, Op::mul) || !s.is_number(s.child(twice, 0), 2)) return false;
  f = {"tanh(" + s.argument(s.child(twice, 1)) + ")", Hold::atom};
  return true;
}

std::string log_name(const Source& s, int i) { return s.program.names[static_cast<std::size_t>(s.at(i).name)]; }

bool log_of_product(const Source& s, int i, Form& f) {
  if (!s.is_call(i, Op::log) || !s.is_op(s.child(i, 0), Op::mul)) return false;
  const int product = s.child(i, 0);
  const std::string log = log_name(s, i);
  f = {log + "(" + s.argument(s.child(product, 0)) + ")+" + log + "(" + s.argument(s.child(product, 1)) + ")", Hold::sum};
  return true;
}

bool sum_of_logs(const Source& s, int i, Form& f) {
  if (!s.is_op(i, Op::add) || !s.is_call(s.child(i, 0), Op::log) || !s.is_call(s.child(i, 1), Op::log)) return false;
  const int a = s.child(s.child(i, 0), 0), b = s.child(s.child(i, 1), 0);
  f = {log_name(s, s.child(i, 0)) + "(" + s.operand(a, Hold::product) + "*" + s.operand(b, Hold::sign) + ")", Hold::atom};
  return true;
}

constexpr const char* kPositive = "a > 0 and b > 0";

const Row kRows[] = {
    {"sub to add", "a - b as a + (-1)*b", "", sub_to_add},
    {"add to sub", "a + (-1)*b as a - b", "", add_to_sub},
    {"div to mul", "a/b as a*(1/b)", "", div_to_mul},
    {"mul to div", "a*(1/b) as a/b", "", mul_to_div},
    {"square to mul", "x^2 as x*x", "", square_to_mul},
    {"mul to square", "x*x as x^2", "", mul_to_square},
    {"to sigmoid", "1/(1+exp(-x)) as sigmoid(x)", "", to_sigmoid},
    {"from sigmoid", "sigmoid(x) as 1/(1+exp(-x))", "", from_sigmoid},
    {"from tanh", "tanh(x) as 2*sigmoid(2*x)-1", "", from_tanh},
    {"to tanh", "2*sigmoid(2*x)-1 as tanh(x)", "", to_tanh},
    {"log of product", "log(a*b) as log(a)+log(b)", kPositive, log_of_product},
    {"sum of logs", "log(a)+log(b) as log(a*b)", kPositive, sum_of_logs},
};

// Literals that stand at the node's operand places as expressions, each as one number.
std::vector<TextEdit> folded_literals(const Source& s, int i) {
  std::vector<TextEdit> edits;
  for (int c = 0; c < s.at(i).child_count; ++c) {
    const int operand = s.child(i, c);
    double value = 0;
    const bool number = s.at(operand).child_count == 0 || (s.is_op(operand, Op::neg) && s.at(s.child(operand, 0)).child_count == 0);
    if (number || !literal_value(s, operand, value)) continue;
    std::string text = format_number(value);
    if (value < 0 && Hold::sign < s.needed(operand)) text = "(" + text + ")";
    edits.push_back(s.replace_whole(s.at(operand).span, std::move(text)));
  }
  return edits;
}

// Tries the edits; a rewrite that changes something has no edits, and words instead.
void prove(const Source& s, const Analysis& analysis, int i, Rewrite& rewrite) {
  const std::string after = apply_edits(s.text, rewrite.edits);
  Claim claim{s.text, after, s.at(i).span, s.at(i).span, {}, {}, !rewrite.condition.empty()};
  claim.after.end = static_cast<std::uint32_t>(claim.after.end + after.size() - s.text.size());
  const Graph& graph = analysis.graph;
  if (graph.output >= 0 && graph.nodes[static_cast<std::size_t>(graph.output)].named)
    claim.output = graph.nodes[static_cast<std::size_t>(graph.output)].name;
  rewrite.refusal = disprove(claim);
  if (!rewrite.ok() && !rewrite.condition.empty()) rewrite.refusal += "; it holds where " + rewrite.condition;
}

std::string refused_here(const Source& s, int i) {
  const Statement& statement = s.statement_of(i);
  if (s.is_latex(statement)) return "this formula is written in LaTeX, which is not regrouped";
  const int calls = statement.kind == Statement::Kind::define ? s.calls_of(statement.name) : 0;
  if (calls < 2) return {};
  const std::string& name = s.program.names[static_cast<std::size_t>(statement.name)];
  return "this stands in the definition of " + name + ", which is called " + std::to_string(calls) + " times";
}

}  // namespace

bool literal_value(const Source& s, int root, double& value) {
  const int begin = s.first[static_cast<std::size_t>(root)];
  std::vector<double> values(static_cast<std::size_t>(root - begin) + 1);
  for (int i = begin; i <= root; ++i) {
    const Syntax& node = s.at(i);
    double& here = values[static_cast<std::size_t>(i - begin)];
    if (node.kind == Syntax::Kind::number) here = node.number;
    if (node.kind == Syntax::Kind::number) continue;
    if (node.kind == Syntax::Kind::name || (node.kind == Syntax::Kind::call && s.is_defined(node.name))) return false;
    const Op op = node.kind == Syntax::Kind::op ? node.op : find_function(s.program.names[static_cast<std::size_t>(node.name)]);
    if (op == Op::count || gate(op).arity != node.child_count) return false;
    const auto operand = [&](int c) { return values[static_cast<std::size_t>(s.child(i, c) - begin)]; };
    here = gate(op).forward(operand(0), node.child_count > 1 ? operand(1) : 0);
  }
  value = values.back();
  return std::isfinite(value);
}

std::string apply_edits(std::string_view text, const std::vector<TextEdit>& edits) {
  std::string out(text);
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) out = apply_edit(out, *edit);
  return out;
}

std::vector<Rewrite> rewrites_at(std::string_view text, const Analysis& analysis, int node) {
  std::vector<Rewrite> found;
  const Source s(text);
  const int i = s.find(analysis.graph.nodes[static_cast<std::size_t>(node)].span);
  if (i < 0) return found;
  const std::string refusal = refused_here(s, i);
  const auto offer = [&](const char* name, const char* title, const char* condition, std::vector<TextEdit> edits) {
    Rewrite rewrite;
    rewrite.edits = std::move(edits);
    rewrite.name = name;
    rewrite.title = title;
    rewrite.condition = condition;
    rewrite.refusal = refusal;
    if (rewrite.ok()) prove(s, analysis, i, rewrite);
    if (!rewrite.ok()) rewrite.edits.clear();
    found.push_back(std::move(rewrite));
  };
  for (const Row& row : kRows)
    if (Form form; row.matches(s, i, form)) offer(row.name, row.title, row.condition, {s.replace(i, form.text, form.hold)});
  if (std::vector<TextEdit> edits = folded_literals(s, i); !edits.empty())
    offer("fold constants", "numbers alone as one number", "", std::move(edits));
  return found;
}

}  // namespace chainrule
