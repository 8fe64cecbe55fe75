// Trees -> text of the language, and -> LaTeX.
#include <cmath>
#include <string_view>

#include "core/expr.h"
#include "core/names.h"
#include "core/number.h"

namespace chainrule {

namespace {

// How tightly a printed form holds together.
enum Level { kSum = 1, kProduct = 2, kPower = 3, kAtom = 4 };

bool is_number(const Expr& e) { return e->kind == ExprNode::Kind::number; }
bool is_op(const Expr& e, Op op) { return e->kind == ExprNode::Kind::apply && e->op == op; }

struct Printed {
  std::string text;
  Level level = kAtom;
  bool negative = false;  // starts with a minus sign
  bool open = false;      // ends in a function's operand without brackets, to which a factor behind it would belong
};

// p/q with a small q where the decimal form would be long: 1/3, not 0.3333333333333333.
bool small_fraction(double value, long& p, long& q) {
  if (!std::isfinite(value) || std::fabs(value) > 1e4 || format_number(std::fabs(value)).size() <= 8) return false;
  for (q = 2; q <= 99; ++q) {
    p = std::lround(value * static_cast<double>(q));
    if (p != 0 && static_cast<double>(p) / static_cast<double>(q) == value) return true;
  }
  return false;
}

// What the two printers share is the order of operands and signs; what differs is here.
class TextForm {
 public:
  Printed number(double value) const {
    if (std::isnan(value)) return {"0/0", kProduct, false};
    if (std::isinf(value)) return {value > 0 ? "1/0" : "-1/0", kProduct, value < 0};
    long p, q;
    if (small_fraction(value, p, q)) return {std::to_string(p) + "/" + std::to_string(q), kProduct, value < 0};
    return {format_number(value), value < 0 ? kProduct : kAtom, value < 0};
  }
  Printed symbol(const std::string& name) const { return {name, kAtom, false}; }
  std::string brackets(const Printed& p) const { return "(" + p.text + ")"; }
  Printed product(const Expr&, const Printed& a, const Expr&, const Printed& b) const {
    return {a.text + "*" + b.text, kProduct, a.negative};
  }
  Printed quotient(const Printed& a, const Printed& b) const {
    return {(a.level < kProduct ? brackets(a) : a.text) + "/" + (b.level <= kProduct ? brackets(b) : b.text), kProduct, a.negative};
  }
  Printed power(const Printed& base, const Printed& exponent) const {
    return {(base.level < kAtom ? brackets(base) : base.text) + "^" +
                (exponent.level < kAtom ? brackets(exponent) : exponent.text), kPower, false};
  }
  Printed call(const ExprNode& e, const std::vector<Printed>& args) const {
    std::string name = e.op == Op::call ? e.symbol : std::string(gate(e.op).functions);
    name = name.substr(0, name.find(' '));
    std::string text = name + "(";
    for (std::size_t i = 0; i < args.size(); ++i) text += (i ? ", " : "") + args[i].text;
    return {text + ")", kAtom, false};
  }
};

class LatexForm {
 public:
  Printed number(double value) const {
    if (std::isnan(value)) return {"\\text{NaN}", kAtom, false};
    if (std::isinf(value)) return {value > 0 ? "\\infty" : "-\\infty", value > 0 ? kAtom : kProduct, value < 0};
    long p, q;
    if (small_fraction(value, p, q))
      return {(p < 0 ? "-" : "") + ("\\frac{" + std::to_string(std::labs(p))) + "}{" + std::to_string(q) + "}",
              p < 0 ? kProduct : kAtom, p < 0};
    std::string text = format_number(value);
    if (const std::size_t e = text.find('e'); e != std::string::npos) {
      const std::string exponent = text.substr(text[e + 1] == '+' ? e + 2 : e + 1);
      return {text.substr(0, e) + " \\cdot 10^{" + exponent + "}", kProduct, value < 0};
    }
    return {text, value < 0 ? kProduct : kAtom, value < 0};
  }
  Printed symbol(const std::string& name) const { return {latex_name(name), kAtom, false}; }
  std::string brackets(const Printed& p) const { return "\\left(" + p.text + "\\right)"; }
  // Factors stand side by side; a dot keeps a number from running into what stands before it, and a factor from being read as
  // part of a function's operand: \sin x \cdot y, but \sin x \cos y.
  Printed product(const Expr& left, const Printed& a, const Expr& right, const Printed& b) const {
    const std::string& text = b.text;
    const bool digit = (text[0] >= '0' && text[0] <= '9') || text.rfind("\\frac", 0) == 0;
    const bool dot = digit || (a.open && !is_named_function(right));
    const char* between = dot ? " \\cdot " : is_number(left) || text[0] == '\\' ? " " : "\\,";
    return {a.text + between + text, kProduct, a.negative, b.open};
  }
  Printed quotient(const Printed& a, const Printed& b) const {
    if (a.negative && a.level >= kProduct && a.text[0] == '-')
      return {"-\\frac{" + a.text.substr(1) + "}{" + b.text + "}", kProduct, true};
    return {"\\frac{" + a.text + "}{" + b.text + "}", kAtom, false};
  }
  Printed power(const Printed& base, const Printed& exponent) const {
    const bool bracket = base.level < kAtom || base.text.rfind("\\frac", 0) == 0 || base.text.find('^') != std::string::npos;
    return {(bracket ? brackets(base) : "{" + base.text + "}") + "^{" + exponent.text + "}", kPower, false};
  }
  Printed call(const ExprNode& e, const std::vector<Printed>& args) const {
    if (e.op == Op::call || !*gate(e.op).latex) {
      std::string text = e.op == Op::call ? latex_name(e.symbol) + "\\left(" : "\\operatorname{" + std::string(gate(e.op).name) + "}\\left(";
      for (std::size_t i = 0; i < args.size(); ++i) text += (i ? ", " : "") + args[i].text;
      return {text + "\\right)", kAtom, false};
    }
    return fill(gate(e.op).latex, args);
  }

 private:
  static bool is_named_function(const Expr& e) {
    if (e->kind != ExprNode::Kind::apply || e->op == Op::call) return false;
    const std::string_view pattern = gate(e->op).latex;
    return pattern.find(" @") != pattern.npos || pattern.rfind("\\m", 0) == 0 || pattern.rfind("\\operatorname", 0) == 0;
  }

  // #1 is the operand, @1 the operand in brackets unless it is one symbol.
  Printed fill(const char* pattern, const std::vector<Printed>& args) const {
    std::string text;
    bool single = false;
    for (const char* p = pattern; *p; ++p) {
      const std::size_t index = static_cast<std::size_t>(p[1] - '1');
      if ((*p != '#' && *p != '@') || index >= args.size()) {
        text += *p;
        continue;
      }
      const Printed& arg = args[index];
      single = arg.level == kAtom && arg.text.find_first_of(" (^") == std::string::npos && arg.text.rfind("\\frac", 0) != 0;
      text += *p == '#' || single ? arg.text : brackets(arg);
      ++p;
    }
    auto has = [all = std::string_view(pattern)](std::string_view part) { return all.find(part) != std::string_view::npos; };
    const bool script = has("}^{") || has("^{#");
    const bool open = has(" @");  // \sin x holds together only as a product's last factor
    return {text, script ? kPower : open ? kPower : kAtom, false, open && single};
  }
};

template <class Form>
class Printer {
 public:
  Printed print(const Expr& e) const {
    if (e->kind == ExprNode::Kind::number) return form_.number(e->number);
    if (e->kind == ExprNode::Kind::symbol) return form_.symbol(e->symbol);
    switch (e->op) {
      case Op::add:
      case Op::sub: return sum(*e);
      case Op::mul: return product(*e);
      case Op::div: return form_.quotient(print(e->args[0]), print(e->args[1]));
      case Op::neg: return negated(e->args[0]);
      case Op::pow: return form_.power(print(e->args[0]), print(e->args[1]));
      default: break;
    }
    std::vector<Printed> args;
    for (const Expr& arg : e->args) args.push_back(print(arg));
    return form_.call(*e, args);
  }

 private:
  Printed negated(const Expr& operand) const {
    const Printed p = print(operand);
    const bool bracket = p.level < kProduct || p.negative;
    return {"-" + (bracket ? form_.brackets(p) : p.text), kProduct, true, !bracket && p.open};
  }

  // Left chains are long (a sum of thousands), so they are walked in a loop.
  Printed sum(const ExprNode& top) const {
    std::vector<const ExprNode*> chain;
    for (const ExprNode* e = &top;; e = e->args[0].get()) {
      chain.push_back(e);
      if (!is_op(e->args[0], Op::add) && !is_op(e->args[0], Op::sub)) break;
    }
    Printed out = print(chain.back()->args[0]);
    for (std::size_t i = chain.size(); i-- > 0;) {
      const Expr& operand = chain[i]->args[1];
      bool minus = chain[i]->op == Op::sub;
      Printed p = print(operand);
      if (p.negative && is_number(operand) && std::isfinite(operand->number)) {  // a + -2 reads a - 2
        minus = !minus;
        p = form_.number(-operand->number);
      }
      const bool bracket = p.level == kSum || p.negative;
      out.text += (minus ? " - " : " + ") + (bracket ? form_.brackets(p) : p.text);
    }
    out.level = kSum;
    return out;
  }

  Printed product(const ExprNode& e) const {
    Printed a = print(e.args[0]), b = print(e.args[1]);
    if (a.level < kProduct) a = {form_.brackets(a), kAtom, a.negative};
    if (b.level <= kProduct || b.negative) b = {form_.brackets(b), kAtom, false};
    return form_.product(e.args[0], a, e.args[1], b);
  }

  Form form_;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii(std::string_view text) {
  for (char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

// Letters without Greek ones: one, digits, a word in italics, or one that math italics do not have.
std::string latex_letters(std::string_view letters) {
  const bool one = letters.size() == 1 && letters != "_", number = is_digit(letters[0]) && letters.find('_') == std::string_view::npos;
  if (one || number) return std::string(letters);
  const bool ascii = is_ascii(letters);
  std::string out = ascii ? "\\mathit{" : "\\text{";
  for (char c : letters) out += c != '_' ? std::string(1, c) : ascii ? "\\_" : "}\\_\\text{";  // underscores left over
  return out + "}";
}

// One word of a name: the English name of a Greek letter, or letters among which Greek ones may be. Those stand in one group, since
// side by side they would be a product.
std::string latex_word(std::string_view word) {
  if (const char* greek = greek_letter(word)) return std::string("\\") + greek;
  std::string out;
  std::size_t plain = 0;  // where letters begin that are not written yet
  auto write = [&](std::size_t end) {
    if (end == plain) return;
    if (plain > 0 && is_ascii(word.substr(plain, 1))) out += ' ';  // behind a command
    out += latex_letters(word.substr(plain, end - plain));
  };
  for (std::size_t i = 0; i < word.size();) {
    const auto bytes = static_cast<std::size_t>(code_point_at(word, i).bytes);
    const char* greek = bytes > 1 ? greek_letter(word.substr(i, bytes)) : nullptr;
    if (greek) write(i);
    if (greek) out += std::string("\\") + greek;
    i += bytes;
    if (greek) plain = i;
  }
  write(word.size());
  return plain > 0 ? "\\mathnormal{" + out + "}" : out;
}

}  // namespace

std::string latex_name(std::string_view name) {
  std::string_view head = name, sub;
  if (const std::size_t bar = name.find('_', 1); bar != std::string_view::npos && bar + 1 < name.size()) {
    head = name.substr(0, bar);
    sub = name.substr(bar + 1);
  } else {
    std::size_t digits = name.size();
    while (digits > 0 && is_digit(name[digits - 1])) --digits;
    if (digits > 0) {
      head = name.substr(0, digits);
      sub = name.substr(digits);
    }
  }
  return sub.empty() ? latex_word(head) : latex_word(head) + "_{" + latex_word(sub) + "}";
}

std::string print(const Expr& expr) { return Printer<TextForm>().print(expr).text; }
std::string latex(const Expr& expr) { return Printer<LatexForm>().print(expr).text; }

}  // namespace chainrule
