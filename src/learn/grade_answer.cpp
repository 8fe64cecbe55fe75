#include "learn/grade_answer.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/eval.h"
#include "core/lexer.h"
#include "core/names.h"
#include "core/number.h"

namespace chainrule::learn {

namespace {

constexpr std::size_t kLongest = 1000;         // characters of an answer
constexpr std::size_t kLongestProgram = 2000;  // syntax nodes, which a sum in LaTeX can make many of
constexpr std::size_t kLongestBody = 400;      // nodes of a folded function that is called
constexpr double kPi = 3.14159265358979323846, kE = 2.71828182845904523536;
constexpr double kInfinity = std::numeric_limits<double>::infinity(), kNaN = std::numeric_limits<double>::quiet_NaN();

// Signs of all widths in ASCII, and other signs for minus, about and infinity; no spaces at the ends. False if it is too long.
bool plain_signs(std::string_view text, std::string& out) {
  if (text.size() > 4 * kLongest) return false;
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    if (c.value >= 0xFF01 && c.value <= 0xFF5E) {
      out += static_cast<char>(c.value - 0xFEE0);
    } else if (c.value == 0x2212 || c.value == 0x2012 || c.value == 0x2013) {  // minus, in exponents too, and dashes
      out += '-';
    } else if (c.value == 0x2248 || c.value == 0x2245) {  // about
      out += '=';
    } else if (c.value == 0x221E) {
      out += " infinity ";
    } else if (is_space(c.value)) {
      out += ' ';
    } else {
      out += text.substr(i, static_cast<std::size_t>(c.bytes));
    }
    i += static_cast<std::size_t>(c.bytes);
    if (++count > kLongest) return false;
  }
  const auto space = [](char c) { return c == ' ' || c == '\n'; };
  while (!out.empty() && space(out.back())) out.pop_back();
  out.erase(0, static_cast<std::size_t>(std::find_if_not(out.begin(), out.end(), space) - out.begin()));
  return true;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A comma between digits is a decimal point where no point is and where it does not separate operands: 0,39 but not max(1,2).
void decimal_comma(std::string& text) {
  if (text.find('.') != text.npos) return;
  std::vector<bool> calls;  // of the brackets that are open: does a name stand before?
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' || text[i] == '{') calls.push_back(i > 0 && is_letter(static_cast<unsigned char>(text[i - 1])));
    if ((text[i] == ')' || text[i] == '}') && !calls.empty()) calls.pop_back();
    const bool between = text[i] == ',' && i > 0 && is_digit(text[i - 1]) && i + 1 < text.size() && is_digit(text[i + 1]);
    if (between && std::find(calls.begin(), calls.end(), true) == calls.end()) text[i] = '.';
  }
}

// The dollars or \( \) around a formula; they are taken off.
bool take_marks(std::string& text) {
  for (const char* marks : {"$$$$", "$$", "\\(\\)", "\\[\\]"}) {
    const std::size_t half = std::string_view(marks).size() / 2;
    if (text.size() < 2 * half || text.compare(0, half, marks, half) != 0) continue;
    if (text.compare(text.size() - half, half, marks + half) != 0) continue;
    text = text.substr(half, text.size() - 2 * half);
    return true;
  }
  return false;
}

// What stands between signs of equality, but for those inside braces.
std::vector<std::string> sides_of(const std::string& text) {
  std::vector<std::string> sides(1);
  int depth = 0;
  for (char c : text) {
    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    if (c == '=' && depth == 0) {
      sides.emplace_back();
    } else {
      sides.back() += c;
    }
  }
  return sides;
}

bool has_letters(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    if (is_letter(c.value) || c.value == 0x2202) return true;  // ∂
    i += static_cast<std::size_t>(c.bytes);
  }
  return false;
}

// A name that is no node: a constant of the language, or what is not finite.
bool constant(const std::string& name, double& value) {
  std::string lower;
  for (char c : name) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  if (name_key(name) == "pi") value = kPi;
  else if (name == "e") value = kE;
  else if (lower == "inf" || lower == "infinity" || lower == "infty") value = kInfinity;
  else if (lower == "nan") value = kNaN;
  else return false;
  return true;
}

Answer::Literal literal_of(std::string_view text, int at, double number) {
  Answer::Literal literal{at, number, 0, 0};
  int decimals = 0;
  bool point = false, leading = true;
  std::size_t i = 0;
  for (; i < text.size() && (is_digit(text[i]) || text[i] == '.'); ++i) {
    if (text[i] == '.') {
      point = true;
      continue;
    }
    leading = leading && text[i] == '0';
    literal.digits += !leading;
    decimals += point;
  }
  double exponent = 0;
  if (i + 1 < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    const bool minus = text[++i] == '-';
    if (text[i] == '-' || text[i] == '+') ++i;
    parse_number(text.substr(i), exponent);
    if (minus) exponent = -exponent;
  }
  literal.half_unit = 0.5 * std::pow(10.0, exponent - decimals);
  return literal;
}

}  // namespace

Answer::Answer(const Graph& graph, const Slot& slot, std::string_view given) {
  std::string text;
  if (!plain_signs(given, text)) return;
  const bool marked = take_marks(text);
  decimal_comma(text);
  std::vector<std::string> sides = sides_of(text);
  const std::string last = sides.back();
  if (last.find_first_not_of(" \n") == last.npos) {
    if (sides.size() == 1) state_ = State::empty;
    return;
  }
  sides.pop_back();
  for (std::string& side : sides)
    if (!has_letters(side) && side.find_first_not_of(" :") != side.npos) claims_.push_back(std::move(side));
  const bool latex = marked || last.find('\\') != last.npos;
  if (latex)  // in LaTeX, letters side by side are factors but where they are introduced as one name
    for (const Node& node : graph.nodes)
      if (node.name.size() > 1 && !is_digit(node.name[1]) && last.find(node.name) != last.npos) text_ += node.name + " = 0\n";
  read(graph, slot, text_ + (latex ? "$" + last + "$" : last));
}

void Answer::read(const Graph& graph, const Slot& slot, const std::string& text) {
  const auto before = std::count(text_.begin(), text_.end(), '\n');
  text_ = text;
  program_ = parse(text_);
  if (has_errors(program_.diagnostics) || program_.statements.size() != static_cast<std::size_t>(before) + 1) return;
  const Statement& statement = program_.statements.back();
  if (statement.kind != Statement::Kind::bare || statement.root < 0) return;
  first_ = statement.first;
  root_ = statement.root;
  if (static_cast<std::size_t>(root_ - first_) >= kLongestProgram) return;
  resolve(graph, slot);
  if (!resolve_calls(graph, slot)) return;
  find_literals();
  find_written();
  state_ = State::good;
}

// Which node is meant by each name; only names that stand alone must be known.
void Answer::resolve(const Graph& graph, const Slot& slot) {
  std::vector<std::string> keys;
  for (const std::string& name : program_.names) keys.push_back(name_key(name));
  names_.resize(keys.size());
  auto meant = [&](std::size_t name, int node) {
    const auto known = std::find(nodes_.begin(), nodes_.end(), node);
    names_[name] = {static_cast<int>(known - nodes_.begin()), 0, true};
    if (known == nodes_.end()) nodes_.push_back(node);
  };
  std::vector<char> alone(keys.size());
  for (int i = first_; i <= root_; ++i)
    if (program_.syntax[i].kind == Syntax::Kind::name || program_.syntax[i].kind == Syntax::Kind::call) alone[program_.syntax[i].name] = 1;
  if (std::find(alone.begin(), alone.end(), 1) != alone.end())
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
      const std::string key = name_key(graph.nodes[i].name);
      for (std::size_t name = 0; name < keys.size(); ++name)
        if (alone[name] && keys[name] == key) meant(name, static_cast<int>(i));
    }
  const Node& own = graph.nodes[slot.node];
  for (std::size_t name = 0; name < keys.size(); ++name) {
    if (names_[name].known || !alone[name]) continue;
    const bool itself = (keys[name] == "sigma" && (own.op == Op::sigmoid || own.op == Op::call)) ||
                        (own.op == Op::call && keys[name] == name_key(graph.functions[own.function].name));
    double value = 0;
    if (slot.asked != Asked::value && itself) {
      meant(name, slot.node);
    } else if (constant(program_.names[name], value)) {
      names_[name] = {-1, value, true};
    }
  }
}

// A call is one of the language's functions, or of the gate's own folded one; else it is a product: s(1 - s).
bool Answer::resolve_calls(const Graph& graph, const Slot& slot) {
  const Node& own = graph.nodes[slot.node];
  ops_.assign(static_cast<std::size_t>(root_ - first_) + 1, Op::count);
  factors_.assign(ops_.size(), -1);
  int sigma = -1;  // where σ stands for the output, σ(1 − σ) is a product
  for (int i = first_; i <= root_; ++i)
    if (program_.syntax[i].kind == Syntax::Kind::name && name_key(program_.names[program_.syntax[i].name]) == "sigma") sigma = program_.syntax[i].name;
  for (int i = first_; i <= root_; ++i) {
    const Syntax& syntax = program_.syntax[i];
    Op& op = ops_[i - first_];
    if (syntax.kind == Syntax::Kind::name && !names_[syntax.name].known) return false;
    if (syntax.kind == Syntax::Kind::op) op = syntax.op;
    if (syntax.kind != Syntax::Kind::call) continue;
    const std::string& name = program_.names[syntax.name];
    const std::string_view head = std::string_view(text_).substr(syntax.head.begin, syntax.head.end - syntax.head.begin);
    op = find_function(name, true);
    if (op == Op::sigmoid && sigma >= 0 && names_[sigma].known && head != "sigmoid") {
      op = Op::mul;
      factors_[i - first_] = sigma;
    } else if (op != Op::count) {
      if (syntax.child_count != gate(op).arity) return false;
    } else if (own.op == Op::call && name_key(name) == name_key(graph.functions[own.function].name)) {
      op = Op::call;
      body_ = graph.functions[own.function].body.get();
      if (syntax.child_count != own.operand_count || body_->nodes.size() > kLongestBody) return false;
    } else {
      op = Op::mul;
      factors_[i - first_] = syntax.name;
    }
    if (factors_[i - first_] >= 0 && (syntax.child_count != 1 || !names_[factors_[i - first_]].known)) return false;
  }
  return true;
}

void Answer::find_literals() {
  for (int i = first_; i <= root_; ++i) {
    const Syntax& syntax = program_.syntax[i];
    if (syntax.kind != Syntax::Kind::number) continue;
    const std::string_view text = std::string_view(text_).substr(syntax.head.begin, syntax.head.end - syntax.head.begin);
    const Literal literal = literal_of(text, i, syntax.number);
    if (text.find('.') != text.npos && literal.digits >= 2) decimals_.push_back(literal);
  }
}

// A number with signs before it, maybe times a power of ten.
void Answer::find_written() {
  auto child = [&](int i, int which) { return program_.children[program_.syntax[i].first_child + which]; };
  auto unsigned_at = [&](int i, double& sign) {
    while (program_.syntax[i].kind == Syntax::Kind::op && program_.syntax[i].op == Op::neg) {
      sign = -sign;
      i = child(i, 0);
    }
    return i;
  };
  double sign = 1, scale = 1;
  int at = unsigned_at(root_, sign);
  if (program_.syntax[at].kind == Syntax::Kind::op && program_.syntax[at].op == Op::mul) {
    double exponent_sign = 1;
    const int power = child(at, 1);
    if (program_.syntax[power].kind != Syntax::Kind::op || program_.syntax[power].op != Op::pow) return;
    const int exponent = unsigned_at(child(power, 1), exponent_sign);
    const Syntax& base = program_.syntax[child(power, 0)];
    if (base.kind != Syntax::Kind::number || base.number != 10 || program_.syntax[exponent].kind != Syntax::Kind::number) return;
    scale = std::pow(10.0, exponent_sign * program_.syntax[exponent].number);
    at = unsigned_at(child(at, 0), sign);
  }
  const Syntax& syntax = program_.syntax[at];
  if (syntax.kind != Syntax::Kind::number) return;
  plain_ = true;
  written_ = literal_of(std::string_view(text_).substr(syntax.head.begin, syntax.head.end - syntax.head.begin), at, syntax.number);
  written_.half_unit *= scale;
}

bool Answer::mentions(int node) const { return std::find(nodes_.begin(), nodes_.end(), node) != nodes_.end(); }

double Answer::value(const std::vector<double>& node_values, int moved, double to) const {
  std::vector<double> built(ops_.size()), args;
  auto named = [&](int name) { return names_[name].node < 0 ? names_[name].constant : node_values[names_[name].node]; };
  for (int i = first_; i <= root_; ++i) {
    const Syntax& syntax = program_.syntax[i];
    const Op op = ops_[i - first_];
    double& out = built[i - first_];
    args.clear();
    if (factors_[i - first_] >= 0) args.push_back(named(factors_[i - first_]));
    for (int c = 0; c < syntax.child_count; ++c) args.push_back(built[program_.children[syntax.first_child + c] - first_]);
    if (syntax.kind == Syntax::Kind::number) {
      out = i == moved ? to : syntax.number;
    } else if (syntax.kind == Syntax::Kind::name) {
      out = named(syntax.name);
    } else if (op == Op::call) {
      args.resize(body_->nodes.size());
      out = forward(*body_, &args)[body_->output];
    } else {
      out = gate(op).forward(args[0], args.size() > 1 ? args[1] : 0);
    }
  }
  return built.back();
}

}  // namespace chainrule::learn
