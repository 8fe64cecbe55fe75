#include "view/text_colours.h"

#include <map>
#include <string>

#include <doctest/doctest.h>

using namespace chainrule;
using view::Token;

namespace {

// One sign under each byte of the text: n name or operator, 1 number, f function or directive, - what is quiet.
std::string coloured(const std::string& text) {
  static const std::map<Token, char> signs = {{Token::ink, 'n'}, {Token::value, '1'}, {Token::accent, 'f'}, {Token::soft, '-'}};
  std::string picture(text.size(), ' ');
  for (const view::Run& run : view::colour_runs(text))
    for (std::size_t i = run.begin; i < run.end; ++i) picture[i] = signs.at(run.token);
  return picture;
}

// The caret is where the text has a '|'; the brackets that are found are X, one alone is !.
std::string matched(std::string text) {
  const std::size_t caret = text.find('|');
  text.erase(caret, 1);
  const view::Brackets found = view::brackets_at(text, view::colour_runs(text), caret);
  if (found.at >= 0) text[static_cast<std::size_t>(found.at)] = found.partner < 0 ? '!' : 'X';
  if (found.partner >= 0) text[static_cast<std::size_t>(found.partner)] = 'X';
  return text;
}

}  // namespace

TEST_CASE("names, numbers, functions, operators and comments have their colours") {
  CHECK(coloured("f = 2*exp(-x) # why\n") == "n n 1nfffnnnn ----- ");
  CHECK(coloured("x0 = -2; y = 1.5e-3") == "nn n 11- n n 111111");
  CHECK(coloured("a-2 + (-2)*-3") == "nn1 n n11nn11");
  CHECK(coloured("sq(u) = u^2; exp = 3") == "ffnnn n nn1- nnn n 1");
  CHECK(coloured("y = sq(x) + x(2)\nsq(u) = u*u") == "n n ffnnn n nn1n ffnnn n nnn");
  CHECK(coloured("#@ fold sq\n#? y\n# x") == "ffffffffff ffff ---");
  CHECK(coloured("let y = np.exp(2)") == "----n n ffffffn1n");
}

TEST_CASE("LaTeX has its functions and letters, and its marks are quiet") {
  CHECK(coloured("\\frac{1}{\\exp x_0}") == "-----" "-1--" "ffff nnn-");
  CHECK(coloured("$\\theta = 2$ % so") == "-nnnnnn n 1- ----");
}

TEST_CASE("runs are in order, within a line, and leave out only spaces") {
  for (const std::string text : {"f = x # a\n  g = \\frac{a}{b}\n\\begin{align} a &= 2 \\\\ b &= 3 \\end{align}\n# z", "\xCE\xB8 = \xE2\x88\x92" "2 \xFF $", "\\", "a\r\nb"}) {
    std::size_t at = 0;
    for (const view::Run& run : view::colour_runs(text)) {
      CHECK(run.begin < run.end);
      CHECK(text.substr(at, run.begin - at).find_first_not_of(" \t\r\n") == std::string::npos);
      CHECK(text.substr(run.begin, run.end - run.begin).find('\n') == std::string::npos);
      at = run.end;
    }
    CHECK(text.substr(std::min(at, text.size())).find_first_not_of(" \t\r\n") == std::string::npos);
    CHECK(at <= text.size());
  }
}

TEST_CASE("the bracket at the caret and its partner") {
  CHECK(matched("f = |(x+(y))*z") == "f = Xx+(y)X*z");
  CHECK(matched("f = (x+(y))|*z") == "f = Xx+(y)X*z");
  CHECK(matched("f = (x+(y|))*z") == "f = (x+XyX)*z");
  CHECK(matched("f = x|+(y)") == "f = x+(y)");
  CHECK(matched("f = ((x)|") == "f = (XxX");
  CHECK(matched("f = |((x)") == "f = !(x)");
  CHECK(matched("f = x)|") == "f = x!");
  CHECK(matched("f = (x # )\n)|") == "f = (x # )\n!");
  CHECK(matched("\\frac|{a}{(b]}") == "\\fracXaX{(b]}");
  CHECK(matched("\\frac{a}|{(b]}") == "\\fracXaX{(b]}");
  CHECK(matched("(b]|") == "(b!");
  CHECK(matched("|") == "");
}
