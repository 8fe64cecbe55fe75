// The rewrites that keep the value, as a table.
#include <cmath>

#include "core/names.h"
#include "core/number.h"
#include "core/regroup_acts.h"

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

// The x of exp(-x) or of e^-x; -1 if it is none.
int exp_of_minus(const Source& s, int i) {
  const bool power = s.is_op(i, Op::pow) && s.is_constant(s.child(i, 0)) && name_key(s.name(s.at(s.child(i, 0)).name)) == "e";
  if (!power && !s.is_call(i, Op::exp)) return -1;
  const int exponent = s.child(i, power ? 1 : 0);
  return s.is_op(exponent, Op::neg) ? s.child(exponent, 0) : -1;
}

// The x of x^2, pow(x, 2) or square(x); -1 if it is none.
int base_of_square(const Source& s, int i) {
  if (s.is_call(i, Op::square)) return s.child(i, 0);
  return (s.is_op(i, Op::pow) || s.is_call(i, Op::pow)) && s.is_number(s.child(i, 1), 2) ? s.child(i, 0) : -1;
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
  const int x = base_of_square(s, i);
  if (x < 0) return false;
  const std::string base = s.operand(x, Hold::sign);
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

const std::string& log_name(const Source& s, int i) { return s.name(s.at(i).name); }

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
    {"sub to add", "a − b is a + (−1)·b", "", sub_to_add},
    {"add to sub", "a + (−1)·b is a − b", "", add_to_sub},
    {"div to mul", "a/b is a·(1/b)", "", div_to_mul},
    {"mul to div", "a·(1/b) is a/b", "", mul_to_div},
    {"square to mul", "x² is x·x", "", square_to_mul},
    {"mul to square", "x·x is x²", "", mul_to_square},
    {"to sigmoid", "1/(1 + exp(−x)) is sigmoid(x)", "", to_sigmoid},
    {"from sigmoid", "sigmoid(x) is 1/(1 + exp(−x))", "", from_sigmoid},
    {"from tanh", "tanh(x) is 2·sigmoid(2·x) − 1", "", from_tanh},
    {"to tanh", "2·sigmoid(2·x) − 1 is tanh(x)", "", to_tanh},
    {"log of product", "log(a·b) is log(a) + log(b)", kPositive, log_of_product},
    {"sum of logs", "log(a) + log(b) is log(a·b)", kPositive, sum_of_logs},
};

// The rows of a wording, which take its forms away for good.
bool matches_wording(const Source& s, int i, Wording wording, Form& f) {
  switch (wording) {
    case Wording::sigmoid: return to_sigmoid(s, i, f) || to_tanh(s, i, f);
    case Wording::gates: return from_sigmoid(s, i, f) || from_tanh(s, i, f);
    case Wording::plain: return sub_to_add(s, i, f) || div_to_mul(s, i, f) || square_to_mul(s, i, f);
    default: return false;
  }
}

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

// A named statement, of another line, whose expression is the same; -1: none.
int same_as(const Source& s, int i) {
  if (s.statement_of(i).root == i || s.statement_of(i).kind == Statement::Kind::define) return -1;
  for (std::size_t g = 0; g < s.program.statements.size(); ++g) {
    const Statement& giver = s.program.statements[g];
    if (giver.kind == Statement::Kind::assign && giver.root >= 0 && s.equal(giver.root, i)) return static_cast<int>(g);
  }
  return -1;
}

// Tries the edits; a rewrite that changes something has no edits, and words instead.
void prove(const Source& s, Trial& trial, int i, Rewrite& rewrite) {
  const std::string after = apply_edits(s.text, rewrite.edits);
  Claim claim{after, s.at(i).span, s.at(i).span, {}, !rewrite.condition.empty()};
  claim.after.end = static_cast<std::uint32_t>(claim.after.end + after.size() - s.text.size());
  rewrite.refusal = trial.disprove(claim);
  if (!rewrite.ok() && !rewrite.condition.empty()) rewrite.refusal += "; it holds where " + rewrite.condition;
}

std::string refused_here(const Source& s, int i) {
  const Statement& statement = s.statement_of(i);
  if (s.is_latex(statement)) return kLatex;
  return s.is_called(statement) && s.calls_of(statement.name) > 1 ? called_often(s, statement.name) : std::string();
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
    const Op op = node.kind == Syntax::Kind::op ? node.op : find_function(s.name(node.name));
    if (op == Op::count || gate(op).arity != node.child_count) return false;
    const auto operand = [&](int c) { return values[static_cast<std::size_t>(s.child(i, c) - begin)]; };
    here = gate(op).forward(operand(0), node.child_count > 1 ? operand(1) : 0);
  }
  value = values.back();
  return std::isfinite(value);
}

std::vector<TextEdit> rewrites_throughout(const Source& s, Wording wording) {
  std::vector<TextEdit> edits;
  int last = -1;  // rewritten
  for (int i = 0; i < static_cast<int>(s.program.syntax.size()); ++i) {
    const auto at = static_cast<std::size_t>(i);
    Form form;
    double value = 0;
    if (s.statement[at] < 0 || s.first[at] <= last || s.is_latex(s.statement_of(i)) || !matches_wording(s, i, wording, form)) continue;
    if (literal_value(s, i, value)) continue;  // one number, whichever way it is written
    edits.push_back(s.replace(i, std::move(form.text), form.hold));
    last = i;
  }
  return edits;
}

std::vector<Rewrite> rewrites_of(const Source& s, Trial& trial, int i) {
  std::vector<Rewrite> found;
  if (i < 0) return found;
  const std::string refusal = refused_here(s, i);
  const auto offer = [&](std::string name, std::string title, std::string condition, std::vector<TextEdit> edits) {
    Rewrite rewrite{{std::move(edits), refusal}, std::move(name), std::move(title), std::move(condition)};
    if (rewrite.ok()) prove(s, trial, i, rewrite);
    if (!rewrite.ok()) rewrite.edits.clear();
    found.push_back(std::move(rewrite));
  };
  for (const Row& row : kRows)
    if (Form form; row.matches(s, i, form)) offer(row.name, row.title, row.condition, {s.replace(i, form.text, form.hold)});
  if (std::vector<TextEdit> edits = folded_literals(s, i); !edits.empty())
    offer("fold constants", "numbers alone are one number", "", std::move(edits));
  if (const int giver = same_as(s, i); giver >= 0) {
    const std::string& name = s.name(s.program.statements[static_cast<std::size_t>(giver)].name);
    offer("share", "this is " + name, "", {s.replace_whole(s.at(i).span, name)});
  }
  return found;
}

}  // namespace chainrule
