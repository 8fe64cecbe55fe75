// LaTeX at its edges: what is rare in a lecture, each beside a plain program with the same values and gradients, or beside what is
// said about it.
#include "core/latex_pairs.h"
#include "core/said.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

const std::string kXyz = "\nx = 0.7; y = 1.3; z = 2.1";

}  // namespace

TEST_CASE("sums and products of products, quotients and bars") {
  check_pairs(
      {
          {"f = \\sum_{i=1}^{2} i \\cdot x / y", "f = 1*x/y + 2*x/y"},
          {"f = \\sum_{i=1}^{2} x * i \\div z", "f = x*1/z + x*2/z"},
          {"f = \\prod_{i=1}^{2} x \\sin i y", "f = (x*sin(1*y))*(x*sin(2*y))"},
          {"f = |\\sum_{i=1}^{2} i x| y", "f = abs(x + 2x)*y"},
          {"f = |\\sum_{i=1}^{2} x| - |\\sin y|", "f = abs(x + x) - abs(sin(y))"},
          {"f = \\sum_{ i = 1 }^{2} x^i", "f = x + x^2"},
          {"f = \\sum_{\\alpha=1}^{2} x \\alpha", "f = x*1 + x*2"},
          {"f = \\sum_{i\n=1}^{2} x^i", "f = x + x^2"},
          {"f = \\sum_{i=-1}^{1} x i", "f = x*(-1) + x*0 + x*1"},
          {"f = \\sum_{i=3}^{2} x + y", "f = 0 + y"},
          {"f = \\prod_{i=3}^{2} x + y", "f = 1 + y"},
          {"f = \\sin \\sum_{i=1}^{2} x^i", "f = sin(x + x^2)"},
          {"f = \\sin x \\prod_{i=1}^{2} y^i", "f = sin(x)*(y*y^2)"},
          {"f = \\sin x \\sum_{i=1}^{2} y^i", "f = sin(x)*(y + y^2)"},
          {"f = \\sin x \\cot y", "f = sin(x)*(1/tan(y))"},
          {"f = \\sin x exp(y) + \\sin x \\operatorname{relu} y", "f = sin(x)*exp(y) + sin(x)*relu(y)"},
      },
      kXyz);
}

TEST_CASE("inverse functions, roots and fractions that look like derivatives") {
  check_pairs(
      {
          {"f = \\cos^{-1} x + \\tan^{-1} y + \\sin^{-1} x", "f = acos(x) + atan(y) + asin(x)"},
          {"f = \\sqrt x + \\sqrt[3]{y}", "f = sqrt(x) + y^(1/3)"},
          {"f = \\frac{d + 1}{x}, d = 2", "f = (d+1)/x; d = 2"},
          {"f = \\frac{ d }{x y}, d = 2", "f = d/(x*y); d = 2"},
          {"f = \\frac{dx}{y z}, d = 2", "f = d*x/(y*z); d = 2"},
          {"f = \\frac{x}{y} \\div z", "f = x/y/z"},
      },
      kXyz);
  check_cases({
      {"f = \\frac{d}{dx} y", "1:5 error: this fraction is a derivative; gradients are found for you, so write the function itself"},
      {"f = \\frac{d^2 y}{dx}", "1:5 error: this fraction is a derivative; gradients are found for you, so write the function itself"},
      {"f = \\exp^{-1} x", "1:5 error: no function here is the inverse of exp; write 1/exp(x) for a quotient"},
      {"f = \\max_i x", "1:9 error: write out what max is taken of, as in \\max(a, b)"},
      {"f = \\min_i x", "1:9 error: write out what min is taken of, as in \\min(a, b)"},
      {"f = \\sum_{i=1}^{2} x \\cdot", "1:22 error: expected an operand after '\\cdot'"},
      {"f = \\sum^{2} x", "1:5 error: \\sum needs a first and a last number, as in \\sum_{i=0}^{2}"},
      {"f = \\sum_{=1}^{2} x", "1:5 error: \\sum needs a first and a last number, as in \\sum_{i=0}^{2}"},
      {"f = \\sum_{i=999999999}^{2} x", "1:10 error: a number must stand here, since the terms of \\sum are written out"},
      {"f = \\sum_{i=+1}^{2} x", "1:10 error: a number must stand here, since the terms of \\sum are written out"},
  });
}

TEST_CASE("names of words, with marks and numbers") {
  check_pairs(
      {
          {"f = x w_{k+1, 2} w_{a-b} w_{*} w_{c'} w_{(d)[e]} \\\\ w_{k+1,2} = 2, w_{a-b} = 3, w_{*} = 4, w_{c'} = 5, w_{(d)[e]} = 6",
           "f = x*w_kp1_2*w_amb*w_star*w_cprime*w_de; w_kp1_2 = 2; w_amb = 3; w_star = 4; w_cprime = 5; w_de = 6"},
          {"f = x w_\\star w_{\\ast} \\\\ w_{\\star} = 2", "f = x*w_star*w_star; w_star = 2"},
          {"f = x \\cdot \\mathrm{my loss-term} \\\\ \\mathrm{my loss-term} = 2", "f = x*my_loss_term; my_loss_term = 2"},
          {"f = x \\cdot \\text{a_{b}~c\nd} \\\\ \\text{a_{b}~c\nd} = 2", "f = x*a_b_c_d; a_b_c_d = 2"},
          {"f = \\mathrm{12} x", "f = 12*x"},
          {"f = x \\cdot \\mathrm{2nd} \\\\ \\mathrm{2nd} = 3", "f = x*_2nd; _2nd = 3"},
          {"f = x \\cdot \\mathrm{ a } \\\\ \\mathrm{a} = 3", "f = x*a; a = 3"},
          {"f = \\operatorname*{max}(x, y)", "f = max(x, y)"},
          {"f = w_{\\mathrm{in}} w_\\ell w_{\\max} w_{\\mathbf{v}} x \\\\ w_{\\mathrm{in}} = 2, "
           "w_\\ell = 3, w_{\\max} = 5, w_{\\mathbf{v}} = 7",
           "f = w_in*w_l*w_max*w_v*x; w_in = 2; w_l = 3; w_max = 5; w_v = 7"},
          {"f = x w_{\\hat k} \\\\ w_{\\hat k} = 2", "f = x*w_k_hat; w_k_hat = 2"},
          {"f = \\sum_{i=-1}^{1} x_{i+1} i \\\\ x_0 = 1, x_1 = 2, x_2 = 3", "f = x_0*(-1) + x_1*0 + x_2*1; x_0 = 1; x_1 = 2; x_2 = 3"},
          {"f = \\sum_{i=0}^{1} x_{i-1} \\\\ x_{-1} = 2, x_0 = 3", "f = x_m1 + x_0; x_m1 = 2; x_0 = 3"},
          {"f = \\sum_{i=1}^{2} x_{i\\,-\\,1} \\\\ x_1 = 2, x_0 = 3", "f = x_0 + x_1; x_1 = 2; x_0 = 3"},
          {"f = \\sum_{\\alpha=1}^{2} x_\\alpha \\\\ x_1 = 2, x_2 = 3", "f = x_1 + x_2; x_1 = 2; x_2 = 3"},
      },
      kXyz);
  check_cases({
      {"f = x_{", "1:7 error: this '{' is never closed; add a '}'"},
      {"f = \\mathrm{", "1:12 error: this '{' is never closed; add a '}'"},
      {"f = \\mathrm{ }", "1:12 error: expected a name in the braces"},
      {"f = x_{}", "1:7 error: expected a subscript in the braces"},
  });
}

TEST_CASE("environments, line breaks and space between formulas") {
  check_pairs(
      {
          {"\\begin{alignat}{2} f &= x \\\\ g &= f y \\end{alignat}", "f = 1*x; g = f*y"},
          {"\\begin{alignedat}{2} f &= x y \\end{alignedat}", "f = x*y"},
          {"\\begin{alignat*} f &= x y \\end{alignat*}", "f = x*y"},
          {"f = x \\\\* g = f y", "f = 1*x; g = f*y"},
          {"f = x \\\\[2pt] g = f y", "f = 1*x; g = f*y"},
          {"f = x y \\\\ - z", "f = x*y - z"},
          {"f = \\frac{x}{2} \\\\ \\coloneqq y", "f = x/2"},
          {"f = x y \\\\ \\div z", "f = x*y/z"},
          {"f = x y \\\\ * z", "f = x*y*z"},
          {"f = x y \\\\ / z", "f = x*y/z"},
          {"f = x~y\\hspace*{1em} z \\label x", "f = x*y*z*x"},
          {"f = \\left(x \\\\ + y\\right) z", "f = (x + y)*z"},
          {"f = \\left[x + y\\right. \\cdot z", "f = (x + y)*z"},
          {"$f = x y$.\n$g = f z$", "f = x*y; g = f*z"},
          {"\\(f = x y.\\) \\[g = f z.\\]", "f = x*y; g = f*z"},
          {"f \\equiv x y", "f = x*y"},
          {"f = \\underbrace{x y}_{a} + \\overbrace{z}^{b} + \\boxed{x}", "f = x*y + z + x"},
          {"f = \\textcolor{red}{x} y", "f = x*y"},
      },
      kXyz);
  check_cases({
      {"\\begin{cases} x = 1", "1:1 error: \\begin{cases} is not read; write each formula on a line of its own"},
  });
}
