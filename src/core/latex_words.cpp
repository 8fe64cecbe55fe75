#include "core/latex_words.h"

#include <string>

#include "core/gates.h"
#include "core/names.h"

namespace chainrule {

namespace {

constexpr const char* kDerivative = "is part of a derivative; gradients are found for you, so write the function itself";
constexpr const char* kDots = "stands for terms that are left out; write all of them, or a \\sum_{i=0}^{2}";
constexpr const char* kRelation = "compares, and a program only computes; write max, min, abs or relu";
constexpr const char* kAnew = "gives a name a new value; write =, and a new name to its left";
constexpr const char* kRounds = "rounds, and steps have no gradient; leave it out";
constexpr const char* kVectors = "needs vectors, and names stand for single numbers here; write the terms out";

constexpr LatexCommand kCommands[] = {
    {",", Latex::space, ""}, {";", Latex::space, ""}, {":", Latex::space, ""}, {"!", Latex::space, ""}, {" ", Latex::space, ""},
    {">", Latex::space, ""}, {"/", Latex::space, ""}, {"\n", Latex::space, ""}, {"\r", Latex::space, ""}, {"\t", Latex::space, ""},
    {"quad", Latex::space, ""}, {"qquad", Latex::space, ""}, {"enspace", Latex::space, ""}, {"thinspace", Latex::space, ""},
    {"medspace", Latex::space, ""}, {"thickspace", Latex::space, ""}, {"displaystyle", Latex::space, ""}, {"textstyle", Latex::space, ""},
    {"scriptstyle", Latex::space, ""}, {"limits", Latex::space, ""}, {"nolimits", Latex::space, ""}, {"nonumber", Latex::space, ""},
    {"notag", Latex::space, ""}, {"rm", Latex::space, ""}, {"bf", Latex::space, ""}, {"it", Latex::space, ""}, {"mathstrut", Latex::space, ""},
    {"allowbreak", Latex::space, ""}, {"hfill", Latex::space, ""}, {"strut", Latex::space, ""}, {"noindent", Latex::space, ""},
    {"hspace", Latex::skip, ""}, {"vspace", Latex::skip, ""}, {"label", Latex::skip, ""}, {"tag", Latex::skip, ""},
    {"phantom", Latex::skip, ""}, {"color", Latex::skip, ""}, {"hphantom", Latex::skip, ""}, {"vphantom", Latex::skip, ""},
    {"boxed", Latex::through, ""}, {"fbox", Latex::through, ""}, {"underbrace", Latex::through, ""}, {"overbrace", Latex::through, ""},
    {"underline", Latex::through, ""}, {"mathop", Latex::through, ""}, {"mathrel", Latex::through, ""}, {"textcolor", Latex::through, "1"},
    {"colorbox", Latex::through, "1"}, {"ensuremath", Latex::through, ""},
    {"varepsilon", Latex::name, "epsilon"}, {"vartheta", Latex::name, "theta"}, {"varphi", Latex::name, "phi"},
    {"varrho", Latex::name, "rho"}, {"varpi", Latex::name, "pi"}, {"varkappa", Latex::name, "kappa"}, {"varsigma", Latex::name, "sigma"},
    {"ell", Latex::name, "l"}, {"hbar", Latex::name, "hbar"}, {"imath", Latex::name, "i"}, {"jmath", Latex::name, "j"},
    {"omicron", Latex::name, "o"},
    {"mathrm", Latex::words, ""}, {"text", Latex::words, ""}, {"textrm", Latex::words, ""}, {"mathit", Latex::words, ""},
    {"mathnormal", Latex::words, ""},
    {"textit", Latex::words, ""}, {"mathsf", Latex::words, ""}, {"mathtt", Latex::words, ""}, {"texttt", Latex::words, ""},
    {"textbf", Latex::words, ""}, {"textsf", Latex::words, ""}, {"operatorname", Latex::words, "function"}, {"mbox", Latex::words, ""},
    {"mathbf", Latex::letters, ""}, {"boldsymbol", Latex::letters, ""}, {"bm", Latex::letters, ""}, {"pmb", Latex::letters, ""},
    {"mathcal", Latex::letters, ""}, {"mathbb", Latex::letters, ""}, {"mathfrak", Latex::letters, ""}, {"mathscr", Latex::letters, ""},
    {"vec", Latex::letters, ""},
    {"hat", Latex::accent, "_hat"}, {"widehat", Latex::accent, "_hat"}, {"bar", Latex::accent, "_bar"}, {"overline", Latex::accent, "_bar"},
    {"tilde", Latex::accent, "_tilde"}, {"widetilde", Latex::accent, "_tilde"}, {"dot", Latex::accent, "_dot"},
    {"ddot", Latex::accent, "_ddot"}, {"breve", Latex::accent, "_breve"}, {"check", Latex::accent, "_check"},
    {"exp", Latex::function, "exp"}, {"log", Latex::function, "log"}, {"ln", Latex::function, "ln"}, {"lg", Latex::function, "log10"},
    {"sin", Latex::function, "sin"}, {"cos", Latex::function, "cos"}, {"tan", Latex::function, "tan"}, {"arcsin", Latex::function, "asin"},
    {"arccos", Latex::function, "acos"}, {"arctan", Latex::function, "atan"}, {"sinh", Latex::function, "sinh"},
    {"cosh", Latex::function, "cosh"}, {"tanh", Latex::function, "tanh"}, {"max", Latex::function, "max"}, {"min", Latex::function, "min"},
    {"abs", Latex::function, "abs"}, {"sigmoid", Latex::function, "sigmoid"}, {"relu", Latex::function, "relu"},
    {"ReLU", Latex::function, "relu"}, {"softplus", Latex::function, "softplus"}, {"tg", Latex::function, "tan"},
    {"arctg", Latex::function, "atan"},
    {"cot", Latex::quotient, "tan"}, {"sec", Latex::quotient, "cos"}, {"csc", Latex::quotient, "sin"}, {"coth", Latex::quotient, "tanh"},
    {"frac", Latex::fraction, ""}, {"tfrac", Latex::fraction, ""}, {"dfrac", Latex::fraction, ""}, {"cfrac", Latex::fraction, ""},
    {"nicefrac", Latex::fraction, ""}, {"sfrac", Latex::fraction, ""}, {"sqrt", Latex::root, ""},
    {"sum", Latex::sum, "+"}, {"prod", Latex::product, "*"},
    {"cdot", Latex::times, ""}, {"times", Latex::times, ""}, {"ast", Latex::times, ""}, {"odot", Latex::times, ""}, {"circ", Latex::times, ""},
    {"star", Latex::times, ""},
    {"bullet", Latex::times, ""}, {"div", Latex::divide, ""}, {"slash", Latex::divide, ""},
    {"coloneqq", Latex::equals, ""}, {"triangleq", Latex::equals, ""}, {"equiv", Latex::equals, ""}, {"coloneq", Latex::equals, ""},
    {"doteq", Latex::equals, ""}, {"vcentcolon", Latex::space, ""}, {"colon", Latex::space, ""},
    {"{", Latex::left, "}"}, {"lbrace", Latex::left, "}"}, {"lbrack", Latex::left, "]"}, {"lparen", Latex::left, ")"},
    {"}", Latex::right, "}"}, {"rbrace", Latex::right, "}"}, {"rbrack", Latex::right, "]"}, {"rparen", Latex::right, ")"},
    {"big", Latex::big, ""}, {"Big", Latex::big, ""}, {"bigg", Latex::big, ""}, {"Bigg", Latex::big, ""},
    {"bigl", Latex::big, "("}, {"Bigl", Latex::big, "("}, {"biggl", Latex::big, "("}, {"Biggl", Latex::big, "("},
    {"bigr", Latex::big, ")"}, {"Bigr", Latex::big, ")"}, {"biggr", Latex::big, ")"}, {"Biggr", Latex::big, ")"},
    {"left", Latex::big, "("}, {"right", Latex::big, ")"},
    {"lvert", Latex::open_bar, ""}, {"lVert", Latex::open_bar, ""}, {"rvert", Latex::close_bar, ""}, {"rVert", Latex::close_bar, ""},
    {"vert", Latex::bar, ""}, {"mid", Latex::bar, ""}, {"Vert", Latex::bar, ""}, {"|", Latex::bar, ""},
    {"\\", Latex::separator, ""}, {"newline", Latex::separator, ""}, {"cr", Latex::separator, ""},
    {"infty", Latex::infinity, ""},
    {"partial", Latex::wrong, kDerivative}, {"nabla", Latex::wrong, kDerivative},
    {"int", Latex::wrong, "is an integral; a program has only finite sums, products and functions"},
    {"oint", Latex::wrong, "is an integral; a program has only finite sums, products and functions"},
    {"lim", Latex::wrong, "is a limit; write the function with a small number in place of it"},
    {"cdots", Latex::wrong, kDots}, {"ldots", Latex::wrong, kDots}, {"dots", Latex::wrong, kDots}, {"dotsc", Latex::wrong, kDots},
    {"vdots", Latex::wrong, kDots}, {"dotsb", Latex::wrong, kDots},
    {"leq", Latex::wrong, kRelation}, {"le", Latex::wrong, kRelation}, {"geq", Latex::wrong, kRelation}, {"ge", Latex::wrong, kRelation},
    {"neq", Latex::wrong, kRelation}, {"ne", Latex::wrong, kRelation}, {"lt", Latex::wrong, kRelation}, {"gt", Latex::wrong, kRelation},
    {"approx", Latex::wrong, "is no definition; write ="}, {"sim", Latex::wrong, "is no definition; write ="},
    {"propto", Latex::wrong, "is no definition; write = and the factor"}, {"simeq", Latex::wrong, "is no definition; write ="},
    {"pm", Latex::wrong, "has two values; write a line with + and a line with -"},
    {"mp", Latex::wrong, "has two values; write a line with + and a line with -"},
    {"argmax", Latex::wrong, "is no number that a gradient could go through"}, {"argmin", Latex::wrong, "is no number that a gradient could go through"},
    {"top", Latex::wrong, kVectors}, {"langle", Latex::wrong, kVectors}, {"det", Latex::wrong, kVectors}, {"otimes", Latex::wrong, kVectors},
    {"arg", Latex::wrong, "is no number that a gradient could go through"},
    {"leftarrow", Latex::wrong, kAnew}, {"gets", Latex::wrong, kAnew}, {"to", Latex::wrong, "is no definition; write ="},
    {"mapsto", Latex::wrong, "is no definition; write ="}, {"rightarrow", Latex::wrong, "is no definition; write ="},
    {"in", Latex::wrong, "names a set, and names stand for single numbers here; leave it out"},
    {"lfloor", Latex::wrong, kRounds}, {"lceil", Latex::wrong, kRounds},
    {"over", Latex::wrong, "needs braces around both its sides; write \\frac{a}{b}"},
    {"binom", Latex::wrong, "is not read; write the number"}, {"middle", Latex::wrong, "is not read; leave it out"},
};

struct Alias {
  const char* alias;
  const char* name;
};
constexpr Alias kAliases[] = {
    {"arcsin", "asin"}, {"arccos", "acos"}, {"arctan", "atan"}, {"expit", "sigmoid"}, {"logistic", "sigmoid"}, {"sigm", "sigmoid"},
    {"maximum", "max"}, {"minimum", "min"}, {"fmax", "max"}, {"fmin", "min"}, {"power", "pow"}, {"float_power", "pow"}, {"absolute", "abs"},
    {"fabs", "abs"}, {"leakyrelu", "leaky_relu"}, {"lrelu", "leaky_relu"},
};

}  // namespace

const LatexCommand* find_latex(std::string_view name) {
  for (const LatexCommand& command : kCommands)
    if (name == command.name) return &command;
  return nullptr;
}

const char* function_alias(std::string_view name) {
  std::string lower;
  for (const char c : name) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const Alias& a : kAliases)
    if (lower == a.alias) return a.name;
  for (int i = 0; i < static_cast<int>(Op::count); ++i) {
    const Op op = static_cast<Op>(i);
    if (!gate(op).marker && *gate(op).functions && lower == gate(op).name) return gate(op).name;
  }
  return name == "ln" ? "ln" : nullptr;  // LN is layer normalisation
}

bool joins_formulas(std::string_view word, bool in_text) {
  std::string lower;
  for (const char c : word) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const char* joining : {"where", "and", "for", "with", "let", "then", "when", "hence", "thus", "given", "if", "at", "so"})
    if (lower == joining) return in_text || lower.size() > 2;
  return false;
}

}  // namespace chainrule
