#include "export/python_gates.h"

#include <string_view>

namespace chainrule::exports {

namespace {

// Each row's value as the table has it: C++ over a and b.
constexpr std::string_view kForward[] = {
    "", "", "",  // input, const, call
#define GATE(id, arity, sign, functions, forward, ...) #forward,
#define MARKER(id, arity, forward) #forward,
#define SLIDE(...)
#include "core/gates.inc"
#undef GATE
#undef MARKER
#undef SLIDE
};

// Where the table's formula, differentiated step by step as autograd does, would give NaN far out or lose a derivative at 0.
struct Better {
  Op op;
  std::string_view before, behind;
};
constexpr Better kBetter[] = {
    {Op::relu, "torch.relu(", ")"},
    {Op::sigmoid, "torch.sigmoid(", ")"},
    {Op::softplus, "-torch.nn.functional.logsigmoid(-", ")"},
};

enum Level { kChoice, kOr, kAnd, kCompare, kSum, kProduct, kPrefix, kPower, kAtom };

struct Piece {
  std::string text;
  Level level = kAtom;
};

// Reads what stands in gates.inc as a forward value:
//   choice = or ["?" choice ":" choice];  or, and, compare, sum, product = the next, joined by operators of one level;
//   prefix = ["-"] atom;  atom = number | a | b | name "(" choice {"," choice} ")" | "(" choice ")"
class Reader {
 public:
  Reader(std::string_view text, const std::vector<std::string>& operands) : text_(text), operands_(operands) {}
  std::string read() { return choice().text; }

 private:
  struct Joint {
    std::string_view sign;
    Level level;
    std::string_view python;
  };
  static constexpr Joint kJoints[] = {{"||", kOr, " | "}, {"&&", kAnd, " & "}, {">=", kCompare, " >= "}, {"<=", kCompare, " <= "},
                                      {"==", kCompare, " == "}, {"!=", kCompare, " != "}, {">", kCompare, " > "}, {"<", kCompare, " < "},
                                      {"+", kSum, " + "}, {"-", kSum, " - "}, {"*", kProduct, " * "}, {"/", kProduct, " / "}};

  bool accept(std::string_view sign) {
    while (!text_.empty() && text_[0] == ' ') text_.remove_prefix(1);
    if (text_.substr(0, sign.size()) != sign) return false;
    text_.remove_prefix(sign.size());
    return true;
  }

  static std::string at_least(Level level, const Piece& piece) { return piece.level < level ? "(" + piece.text + ")" : piece.text; }

  Piece choice() {
    const Piece condition = joined(kOr);
    if (!accept("?")) return condition;
    const Piece yes = choice();
    accept(":");
    const Piece no = choice();
    return {"torch.where(" + condition.text + ", " + yes.text + ", " + no.text + ")", kAtom};
  }

  Piece joined(Level level) {
    if (level == kPrefix) return prefix();
    const Level tighter = static_cast<Level>(level + 1);
    Piece left = joined(tighter);
    for (bool found = true; found;) {
      found = false;
      for (const Joint& joint : kJoints) {
        if (joint.level != level || !accept(joint.sign)) continue;
        // Python's | and & hold tighter than comparisons.
        const Level least = level == kOr || level == kAnd ? kAtom : level, right = level == kOr || level == kAnd ? kAtom : tighter;
        left = {at_least(least, left) + std::string(joint.python) + at_least(right, joined(tighter)), level};
        found = true;
        break;
      }
    }
    return left;
  }

  Piece prefix() {
    if (!accept("-")) return atom();
    return {"-" + at_least(kPower, atom()), kPrefix};
  }

  Piece atom() {
    if (accept("(")) {
      const Piece inside = choice();
      accept(")");
      return inside;
    }
    accept("");
    std::size_t end = 0;
    auto is_word = [&](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_'; };
    while (end < text_.size() && is_word(text_[end])) ++end;
    const std::string word(text_.substr(0, end));
    text_.remove_prefix(end);
    if (word == "a") return operand(0);
    if (word == "b") return operand(1);
    if (!accept("(")) return {word.find('.') == word.npos ? word + ".0" : word, kAtom};
    std::vector<Piece> arguments{choice()};
    while (accept(",")) arguments.push_back(choice());
    accept(")");
    return call(word, arguments);
  }

  Piece operand(std::size_t place) const {
    const std::string& text = operands_[place];
    return {text, text[0] == '-' ? kPrefix : kAtom};
  }

  static Piece call(const std::string& name, const std::vector<Piece>& arguments) {
    if (name == "pow") return {at_least(kAtom, arguments[0]) + " ** " + at_least(kPrefix, arguments[1]), kPower};
    std::string text = "torch." + (name == "fabs" ? "abs" : name) + "(";
    for (std::size_t i = 0; i < arguments.size(); ++i) text += (i > 0 ? ", " : "") + arguments[i].text;
    return {text + ")", kAtom};
  }

  std::string_view text_;
  const std::vector<std::string>& operands_;
};

}  // namespace

std::string in_torch(Op op, const std::vector<std::string>& operands) {
  for (const Better& better : kBetter)
    if (better.op == op) return std::string(better.before) + operands[0] + std::string(better.behind);
  return Reader(kForward[static_cast<std::size_t>(op)], operands).read();
}

std::string in_micrograd(Op op, const std::vector<std::string>& operands, int literal) {
  switch (op) {
    case Op::pow: return literal == 1 ? in_torch(op, operands) : std::string();
    case Op::add:
    case Op::sub:
    case Op::mul:
    case Op::div:
    case Op::neg:
    case Op::square: return in_torch(op, operands);
    case Op::relu: return operands[0] + ".relu()";
    case Op::exp: return operands[0] + ".exp()";
    case Op::tanh: return operands[0] + ".tanh()";
    case Op::sqrt: return operands[0] + " ** 0.5";
    default: return {};
  }
}

}  // namespace chainrule::exports
