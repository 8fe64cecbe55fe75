#include "core/plain.h"

#include <string>

#include <doctest/doctest.h>

#include "core/trace.h"

using namespace chainrule;

namespace {

// What came is between « and ».
std::string plain(std::string text) {
  const std::string open = "\u00AB", close = "\u00BB";
  Span came;
  came.begin = static_cast<std::uint32_t>(text.find(open));
  text.erase(came.begin, open.size());
  came.end = static_cast<std::uint32_t>(text.find(close));
  text.erase(came.end, close.size());
  return in_plain_form(text, came);
}

}  // namespace

TEST_CASE("pasted LaTeX is written plainly") {
  CHECK(plain("«f = \\frac{1}{1+e^{-x}}»\nx = 2") == "f = 1/(1 + e^-x)\nx = 2");
  CHECK(plain("f = «\\frac{x}{2} \\cdot y»\nx = 2") == "f = x/2*y\nx = 2");
  CHECK(plain("x = 2\n«$$L = (p - t)^2$$»") == "x = 2\nL = (p - t)^2");
  CHECK(plain("«$a = \\theta b$ # why\n$c = a^{2}$»\nd = 1") == "a = theta*b  # why\nc = a^2\nd = 1");
}

TEST_CASE("pasted Python and JavaScript are written plainly") {
  CHECK(plain("«import numpy as np\nx = 2.0\nf = np.exp(-x)**2»") == "x = 2.0\nf = exp(-x)^2");
  CHECK(plain("a = 1\n«import math\nf = math.sin(a)  # so»") == "a = 1\nf = sin(a)  # so");
  CHECK(plain("«x = torch.tensor(2.0, requires_grad=True)\nf = torch.sigmoid(x)»") == "x = 2.0\nf = sigmoid(x)");
  CHECK(plain("«x = torch.tensor([-2.0])\nf = x*np.maximum(x, 1)»") == "x = -2.0\nf = x*max(x, 1)");
  CHECK(plain("«let x = 3;\nconst f = Math.max(x, 1);»") == "x = 3;\nf = max(x, 1);");
}

TEST_CASE("what is plain, was there before or cannot be read stays") {
  for (const std::string text : {"«f = x*y # \\frac{a}{b} and np.exp\n  x = 2»", "«»", "$f = «\\frac{1}{x}» y$", "«f = \\frac{1}{»", "«f = np.nothing(x)»",
                                 "x = 1\nf = np.exp(x)«\ny = 2»"}) {
    std::string same = text;
    for (const char* mark : {"\u00AB", "\u00BB"}) same.erase(same.find(mark), 2);
    CHECK(plain(text) == same);
  }
}

TEST_CASE("the same is computed") {
  for (const std::string text : {"\\sigma(x) \\cdot \\max(a, b)", "y = \\sqrt{x^2 + 1}, z = \\frac{y}{2}", "f = \\left(\\frac{x}{y}\\right)^{2}",
                                 "s = \\sum_{i=1}^{3} w_i x_i", "let a = 2; let b = Math.tanh(a) ** 2", "u = np.float32(3) * np.log(4)"}) {
    const std::string now = in_plain_form(text, {0, static_cast<std::uint32_t>(text.size())});
    CHECK(now != text);
    const Analysis before = analyse(text), after = analyse(now);
    CHECK(before.values == after.values);
    CHECK(before.diagnostics.size() == after.diagnostics.size());
    CHECK(now.find_first_of("\\{}") == std::string::npos);
  }
}
