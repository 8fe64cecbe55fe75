// Formulas as they stand in lecture notes and papers, each beside a plain program with the same values and gradients.
#include "core/latex_pairs.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

const std::string kXyz = "\nx = 0.7; y = 1.3; z = 2.1";

}  // namespace

TEST_CASE("the lecture's neuron has the slide's gates") {
  for (const char* text : {
           "f(w,x) = \\frac{1}{1 + e^{-(w_0 x_0 + w_1 x_1 + w_2)}}\nw_0 = 2, x_0 = -1, w_1 = -3, x_1 = -2, w_2 = -3",
           "f(w,x) = \\frac{1}{1 + e^{-(w_0 x_0 + w_1 x_1 + w_2)}}\nw0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3",
           "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\n$$f(w, x)=\\frac{1}{1+e^{-(w_0x_0+w_1x_1+w_2)}}$$",
           "\\[\n  f(\\mathbf{w}, \\mathbf{x}) =\n    \\frac{1}{1 + e^{-\\left(w_{0} x_{0} + w_{1} x_{1} + w_{2}\\right)}}\n\\]\nw_{0} = 2, x_{0} = -1, w_{1} = -3, x_{1} = -2, w_{2} = -3",
           "$f = \\dfrac{1}{1 + \\exp(-(w_0 \\cdot x_0 + w_1 \\cdot x_1 + w_2))}$\nw_0 = 2, x_0 = -1, w_1 = -3, x_1 = -2, w_2 = -3",
           "f = \\frac{1}{1 + e^{-(\\sum_{i=0}^{1} w_i x_i + w_2)}}\nw_0 = 2, x_0 = -1, w_1 = -3, x_1 = -2, w_2 = -3"}) {
    INFO(std::string(text));
    const Json trace = trace_of(text);
    CHECK(trace["diagnostics"].items.empty());
    CHECK(trace["output"].string == "f");
    CHECK(gates_of(trace) == "mul mul add add neg exp shift recip");
    const double s = 1 / (1 + std::exp(-1.0)), d = s * (1 - s);
    CHECK(near(value_of(trace, "f"), s));
    for (const auto& [names, gradient] : std::vector<std::pair<std::vector<const char*>, double>>{
             {{"w0", "w_0"}, -d}, {{"x0", "x_0"}, 2 * d}, {{"w1", "w_1"}, -2 * d}, {{"x1", "x_1"}, -3 * d}, {{"w2", "w_2"}, d}}) {
      int found = 0;
      for (const char* name : names)
        if (node_of(trace, name)["gate"].string == "input") {
          ++found;
          CHECK(near(grad_of(trace, name), gradient));
        }
      CHECK(found == 1);
    }
    check_sums(trace);
    check_formulas(trace);
  }
}

TEST_CASE("(x+y)z") {
  for (const char* text : {"$f(x,y,z)=(x+y)z$\n$x = -2$, $y = 5$, $z = -4$", "f(x,y,z) = \\left(x+y\\right)z\nx = -2, y = 5, z = -4",
                           "\\begin{align}\nq &= x + y \\\\\nf &= qz\n\\end{align}\nx=-2; y=5; z=-4", "$$q = x + y, f = qz$$ x=-2; y=5; z=-4",
                           "\\begin{equation}\n\\label{eq:f}\nf(x,y,z) = (x+y)\\,z.\n\\end{equation}\nx = -2, y = 5, z = -4"}) {
    INFO(std::string(text));
    const Json trace = trace_of(text);
    CHECK(trace["diagnostics"].items.empty());
    CHECK(gates_of(trace) == "add mul");
    CHECK(value_of(trace, "f") == -12);
    CHECK(grad_of(trace, "x") == -4);
    CHECK(grad_of(trace, "z") == 3);
  }
}

TEST_CASE("products, powers, fractions") {
  check_pairs({
      {"f = {x}{y}", "f = x*y"},
      {"f = $xyz$", "f = x*y*z"},
      {"f = 2x\\,y", "f = 2*x*y"},
      {"f = x \\cdot y \\times z \\ast 2", "f = x*y*z*2"},
      {"f = x \\div y", "f = x/y"},
      {"f = $x(y+z)$", "f = x*(y+z)"},
      {"f = $(x+y)(y+z)x$", "f = (x+y)*(y+z)*x"},
      {"f = x^{2} + y^2z + x^{y+1}", "f = x^2 + y^2*z + x^(y+1)"},
      {"f = {x}^{10}+x^10", "f = 2*x^10"},
      {"f = $x^2y^3$", "f = x^2*y^3"},
      {"f = $x^{-1} + e^-x$", "f = x^-1 + exp(-x)"},
      {"f = $x^{y^{z}}$", "f = x^(y^z)"},
      {"f = (xy)^{2}", "f = (x*y)^2"},
      {"f = \\frac{x}{y}", "f = x/y"},
      {"f = \\frac12x + \\frac{x}2 + \\frac x{y}", "f = 0.5*x + x/2 + x/y"},
      {"f = \\tfrac{1}{2}xy", "f = 0.5*x*y"},
      {"f = -\\frac{x}{y} - \\dfrac{-y}{z}", "f = -(x/y) - (-y)/z"},
      {"f = \\frac{\\frac{x}{y}}{\\frac{y}{z}}", "f = (x/y)/(y/z)"},
      {"f = \\frac{x+y}{z}^2", "f = ((x+y)/z)^2"},
      {"f = \\sqrt{x} + \\sqrt2 + \\sqrt{x^2+y^2}", "f = sqrt(x) + sqrt(2) + sqrt(x^2+y^2)"},
      {"f = \\sqrt[3]{x+y}", "f = (x+y)^(1/3)"},
      {"f = \\left[ x + \\left\\{ y - \\left( z + 1 \\right) \\right\\} \\right]^{2}", "f = (x + (y - (z+1)))^2"},
      {"f = \\bigl( x + y \\bigr) \\Big[ z \\Big]", "f = (x+y)*z"},
      {"f = $1.5x + .5y + 2\\pi$", "f = 1.5*x + .5*y + 2*pi"},
      {"f = $x − y · z$", "f = x - y*z"},
      {"f = \\boxed{x y}", "f = x*y"},
      {"f = \\underbrace{x+y}_{\\text{sum}} z", "f = (x+y)*z"},
      {"f = {} x + {}y~z % a remark, with a comma", "f = x + y*z"},
      {"f = x \\quad + \\; y \\! z \\displaystyle # note", "f = x + y*z"},
      {"f = $x**2$", "f = x^2"},
      {"f := \\frac{x}{y}", "f = x/y"},
      {"f \\coloneqq x y", "f = x*y"},
      {"f = \\mathrm{e}^{x} + 2\\mathrm{\\pi}", "f = exp(x) + 2*pi"},
  }, kXyz);
}

TEST_CASE("functions, with and without brackets") {
  check_pairs({
      {"f = \\sin x", "f = sin(x)"},
      {"f = \\sin 2x \\cos y", "f = sin(2*x)*cos(y)"},
      {"f = \\sin xy + z", "f = sin(x*y) + z"},
      {"f = \\sin x \\cdot y", "f = sin(x)*y"},
      {"f = \\sin(x)y", "f = sin(x)*y"},
      {"f = \\sin(x)^2", "f = sin(x)^2"},
      {"f = \\sin x^2", "f = sin(x^2)"},
      {"f = \\sin^2 x + \\cos^{2}(x)", "f = sin(x)^2 + cos(x)^2"},
      {"f = \\sin\\left(x\\right)\\cos\\left(y\\right)", "f = sin(x)*cos(y)"},
      {"f = x \\log y", "f = x*log(y)"},
      {"f = \\log 2x - \\log y", "f = log(2*x) - log(y)"},
      {"f = \\log(x) y", "f = log(x)*y"},
      {"f = \\log\\frac{x}{y}", "f = log(x/y)"},
      {"f = \\ln{x}", "f = log(x)"},
      {"f = \\log_2 x + \\log_{10}(y) + \\lg z", "f = log(x)/log(2) + log(y)/log(10) + log(z)/log(10)"},
      {"f = \\exp(-x) + \\exp\\{y\\} + \\exp -z", "f = exp(-x) + exp(y) + exp(-z)"},
      {"f = e^{-x} + e^x", "f = exp(-x) + exp(x)"},
      {"f = \\tan^{-1} x + \\arcsin x + \\arccos(x) + \\arctan y", "f = atan(x) + asin(x) + acos(x) + atan(y)"},
      {"f = \\sinh x + \\cosh x + \\tanh x", "f = sinh(x) + cosh(x) + tanh(x)"},
      {"f = \\sec x + \\cot y + \\csc^2 z", "f = 1/cos(x) + 1/tan(y) + (1/sin(z))^2"},
      {"f = \\max(x, y) + \\min\\{y, z\\} + \\max\\left(0, x\\right)", "f = max(x, y) + min(y, z) + max(0, x)"},
      {"f = \\max(x,y,z)", "f = max(x,y,z)"},
      {"f = |x - y| + \\left|y\\right| + \\lvert z \\rvert", "f = abs(x - y) + abs(y) + abs(z)"},
      {"f = |x||y| + ||z|-1|\\,", "f = abs(x)*abs(y) + abs(abs(z)-1)"},
      {"f = \\log|x|", "f = log(abs(x))"},
      {"f = |\\sin x|y", "f = abs(sin(x))*y"},
      {"f = \\|x\\|_2^2 + \\lVert y \\rVert^2", "f = abs(x)^2 + abs(y)^2"},
      {"f = \\sigma(x)", "f = sigmoid(x)"},
      {"f = \\sigma(x)(1-\\sigma(x))", "f = sigmoid(x)*(1-sigmoid(x))"},
      {"f = \\sigma\\left(xy + z\\right)", "f = sigmoid(x*y + z)"},
      {"f = \\operatorname{sigmoid}(x) + \\operatorname{softplus} y", "f = sigmoid(x) + softplus(y)"},
      {"f = \\mathrm{ReLU}(x) + \\text{relu}(y) + \\operatorname{ReLU}\\left(z\\right)", "f = relu(x) + relu(y) + relu(z)"},
      {"f = \\mathrm{LeakyReLU}(-x)", "f = leaky_relu(-x)"},
      {"f = $exp(-x) + max(x, y)$", "f = exp(-x) + max(x, y)"},
      {"f = \\sin\\cos x", "f = sin(cos(x))"},
      {"f = \\log\\left(1 + e^{x}\\right)", "f = log(1 + exp(x))"},
      {"f = \\sqrt{\\log x + 2}", "f = sqrt(log(x) + 2)"},
  }, kXyz);
}

TEST_CASE("names") {
  check_pairs({
      {"f = w_0x_0 + w_{1}x_{1}; w0 = 2; x0 = 3; w1 = 4; x1 = 5", "f = w0*x0 + w1*x1; w0 = 2; x0 = 3; w1 = 4; x1 = 5"},
      {"f = \\theta_0 + \\theta_{1} x\ntheta0 = 2; theta_1 = 3; x = 4", "f = θ0 + θ1*x; θ0 = 2; θ1 = 3; x = 4"},
      {"f = \\theta x\nθ = 2; x = 3", "f = theta*x; theta = 2; x = 3"},
      {"f = \\alpha\\beta\nα = 2; beta = 3", "f = alpha*β; alpha = 2; β = 3"},
      {"f = \\hat{y} - y; y_hat = 2; y = 3", "f = y_hat - y; y_hat = 2; y = 3"},
      {"f = \\mathrm{loss}\\cdot x; loss = 2; x = 3", "f = loss*x; loss = 2; x = 3"},
      {"f = \\frac{loss}{2}; loss = 3", "f = loss/2; loss = 3"},
      {"loss = \\frac{1}{2}(y - t)^2; y = 3; t = 1", "loss = 0.5*(y - t)^2; y = 3; t = 1"},
      {"f = \\frac{x_out w0}{2}; x_out = 3; w0 = 5", "f = x_out*w0/2; x_out = 3; w0 = 5"},
      {"f = x_{\\text{out}} x_{\\mathrm{in}}; x_out = 3; x_in = 5", "f = x_out*x_in; x_out = 3; x_in = 5"},
      {"f = w_{1,2} + w_{12}; w_1_2 = 3; w12 = 5", "f = w_1_2 + w_12; w_1_2 = 3; w_12 = 5"},
      {"f = h_{t-1} + h_t; h_{t-1} = 3; h_t = 5", "f = h_tm1 + h_t; h_tm1 = 3; h_t = 5"},
      {"f = x^2_1 + x_1^{2} + {}x^n_1; x_1 = 3; n = 2", "f = x_1^2 + x_1^2 + x_1^n; x_1 = 3; n = 2"},
      {"f = \\mathbf{w}^\\top \\mathbf{x} + b; w = 2; x = 3; b = 4", "f = w*x + b; w = 2; x = 3; b = 4"},
      {"f = \\mathbf{w}^T \\vec{x}; w = 2; x = 3", "f = w*x; w = 2; x = 3"},
      {"f = \\bar{x} + \\tilde{x}_1 + x'; x_bar = 2; x_tilde_1 = 3; x_prime = 4", "f = x_bar + x_tilde_1 + x_prime; x_bar = 2; x_tilde_1 = 3; x_prime = 4"},
      {"\\mathcal{L} = \\varepsilon^2; \\epsilon = 3", "L = epsilon^2; epsilon = 3"},
      {"f = \\sigma(x + 1); \\sigma = 2; x = 3", "f = sigma*(x + 1); sigma = 2; x = 3"},
      {"f = \\sigma_1(x + 1); \\sigma_1 = 2; x = 3", "f = sigma_1*(x + 1); sigma_1 = 2; x = 3"},
      {"f = $e^x$; e = 2; x = 3", "f = e^x; e = 2; x = 3"},
      {"f(x_1, x_2) = $x_1x_2$; x_1 = 3; x_2 = 4", "f = x1*x2; x1 = 3; x2 = 4"},
      {"\\sigma(x) = \\frac{2}{1 + e^{-x}}; f = \\sigma(a); a = 1", "f = 2/(1 + exp(-a)); a = 1"},
      {"f(x; w) = \\frac{wx}{2}; w = 3; x = 5", "f = w*x/2; w = 3; x = 5"},
      {"$f(x; w) = wx$; w = 3; x = 5", "f = w*x; w = 3; x = 5"},
      {"g(u) = $u^2$; f = $g(a) + g(2a)$; a = 3", "f = a^2 + (2*a)^2; a = 3"},
      {"g(u) = u^2; f = $a(b + 1) + g(b)$; a = 3; b = 4", "f = a*(b + 1) + b^2; a = 3; b = 4"},
      {"f(w) = $w(1 - w)$; w = 0.3", "f = w*(1 - w); w = 0.3"},
      {"\\operatorname{swish}(x) = x\\sigma(x); f = \\operatorname{swish}(a); a = 1.5", "f = a*sigmoid(a); a = 1.5"},
  });
}

TEST_CASE("a name keeps the spelling of the line that gives it its value") {
  CHECK(node_of(trace_of("f = \\frac{w_0}{2}; w0 = 2"), "w0")["gate"].string == "input");
  CHECK(node_of(trace_of("w_0 = 2; f = w0*w0"), "w_0")["gate"].string == "input");
  CHECK(node_of(trace_of("f = \\theta + 1"), "theta")["gate"].string == "input");
  CHECK(node_of(trace_of("θ = 3; f = \\theta + \\frac{theta}{2}"), "θ")["gate"].string == "input");
  CHECK(trace_of("w_0 = 2; w0 = 3")["diagnostics"].items.size() == 1);
  CHECK(trace_of("w_1_2 = 2; w_12 = 3; w1_2 = 4; f = w_1_2*w12*w1_2")["diagnostics"].items.empty());  // these are three
  CHECK(value_of(trace_of("t_1 = 3; f = sin(cos(t_1))"), "t2") == std::cos(3.0));  // fresh names keep off all spellings
}

TEST_CASE("sums and products") {
  const std::string inputs = "\nx_0 = 0.5; x_1 = 1.5; x_2 = 2.5; w_0 = 2; w_1 = -1; w_2 = 0.3; b = 0.1";
  const std::string rest = " + 0*(x0+x1+x2+w0+w1+w2+b)";
  for (const auto& [latex, plain] : std::vector<std::pair<std::string, std::string>>{
           {"\\sum_{i=0}^{2} w_i x_i + b", "w0*x0 + w1*x1 + w2*x2 + b"},
           {"\\sum_{i=0}^2 w_ix_i", "w0*x0 + w1*x1 + w2*x2"},
           {"\\sum\\limits_{i = 0}^{2} w_{i} x_{i}", "w0*x0 + w1*x1 + w2*x2"},
           {"\\sum^{1}_{i=0} x_i x_{i+1}", "x0*x1 + x1*x2"},
           {"\\sum_{i=1}^{2} (x_i - x_{i-1})^2", "(x1-x0)^2 + (x2-x1)^2"},
           {"\\sum_{k=1}^{3} k b^k", "b + 2*b^2 + 3*b^3"},
           {"\\sum_{k=0}^{2} \\frac{(-1)^k b^{2k+1}}{2k+1}", "b - b^3/3 + b^5/5"},
           {"\\sum_{i=0}^{2} (w^{(i)} - x^{(i)})^2", "(w0-x0)^2 + (w1-x1)^2 + (w2-x2)^2"},
           {"\\sum_{i=0}^{1}\\sum_{j=0}^{1} w_i x_j", "w0*x0 + w0*x1 + w1*x0 + w1*x1"},
           {"\\sum_{i=0}^{2} \\sum_{j=0}^{i} x_j", "x0 + (x0 + x1) + (x0 + x1 + x2)"},
           {"\\frac{1}{3}\\sum_{i=0}^{2} (w_i - x_i)^2", "1/3*((w0-x0)^2 + (w1-x1)^2 + (w2-x2)^2)"},
           {"\\log \\sum_{i=0}^{2} e^{x_i}", "log(exp(x0)+exp(x1)+exp(x2))"},
           {"\\prod_{i=0}^{2} x_i", "x0*x1*x2"},
           {"\\prod_{i=0}^{1} (1 + x_i)^{2}", "(1+x0)^2*(1+x1)^2"},
           {"\\sum_{i=0}^{2} -x_i", "-x0-x1-x2"},
           {"\\sum_{i=0}^{2} x_i / 2", "x0/2+x1/2+x2/2"},
           {"\\sum_{i=0}^{2} |x_i| + 1", "abs(x0)+abs(x1)+abs(x2)+1"},
           {"\\left(\\sum_{i=0}^{2} x_i\\right)^2", "(x0+x1+x2)^2"},
           {"\\sum_{i=2}^{1} x_i", "0"},
           {"2\\prod_{i=2}^{1} x_i", "2"}})
    check_pair("f = " + latex + rest + inputs, "f = " + plain + rest + inputs);
}

TEST_CASE("from lecture notes: learning") {
  const std::string in = "\nx = 0.6; y = 0.8; z = -0.4; w = 1.2; b = 0.3; t = 1; p = 0.7; q = 0.4";
  const std::string all = " + 0*(x+y+z+w+b+t+p+q)";
  for (const auto& [latex, plain] : std::vector<std::pair<std::string, std::string>>{
           {"\\sigma(wx + b)", "sigmoid(w*x+b)"},
           {"\\tanh(wx + b)", "tanh(w*x+b)"},
           {"\\max(0, wx + b)", "max(0, w*x+b)"},
           {"\\frac{1}{2}\\left(\\sigma(wx+b) - t\\right)^2", "0.5*(sigmoid(w*x+b)-t)^2"},
           {"-t \\log \\sigma(wx+b) - (1-t)\\log(1-\\sigma(wx+b))", "-t*log(sigmoid(w*x+b)) - (1-t)*log(1-sigmoid(w*x+b))"},
           {"-\\left[ t \\ln p + (1 - t) \\ln (1 - p) \\right]", "-(t*log(p) + (1-t)*log(1-p))"},
           {"\\frac{e^{x}}{e^{x}+e^{y}}", "exp(x)/(exp(x)+exp(y))"},
           {"-\\log\\frac{e^{x}}{e^{x}+e^{y}+e^{z}}", "-log(exp(x)/(exp(x)+exp(y)+exp(z)))"},
           {"\\log\\left(e^{x} + e^{y} + e^{z}\\right)", "log(exp(x)+exp(y)+exp(z))"},
           {"\\frac{e^x - e^{-x}}{e^x + e^{-x}}", "(exp(x)-exp(-x))/(exp(x)+exp(-x))"},
           {"2\\sigma(2x) - 1", "2*sigmoid(2*x)-1"},
           {"0.5x\\left(1 + \\tanh\\left[\\sqrt{\\frac{2}{\\pi}}\\left(x + 0.044715x^3\\right)\\right]\\right)", "0.5*x*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))"},
           {"x\\sigma(x)", "x*sigmoid(x)"},
           {"\\log(1+\\exp(x))", "log(1+exp(x))"},
           {"x\\tanh(\\ln(1+e^x))", "x*tanh(log(1+exp(x)))"},
           {"\\frac{x - y}{\\sqrt{w^2 + 10^{-5}}}p + q", "(x-y)/sqrt(w^2+1e-5)*p + q"},
           {"\\max\\{0, 1 - t(wx+b)\\}", "max(0, 1-t*(w*x+b))"},
           {"p \\log \\frac{p}{q} + (1-p) \\log \\frac{1-p}{1-q}", "p*log(p/q)+(1-p)*log((1-p)/(1-q))"},
           {"\\frac{1}{2}(y - t)^2 + \\frac{b}{2}w^2", "0.5*(y-t)^2 + b/2*w^2"},
           {"\\frac{1}{\\sqrt{2\\pi}p}e^{-\\frac{(x-q)^2}{2p^2}}", "1/(sqrt(2*pi)*p)*exp(-(x-q)^2/(2*p^2))"},
           {"\\exp\\left(-\\frac{(x-y)^2}{2w^2}\\right)", "exp(-((x-y)^2)/(2*w^2))"},
           {"\\operatorname{softplus}(x) - tx", "softplus(x) - t*x"},
           {"\\tanh(w_h h + w_x x); w_h = 0.5; h = 0.2; w_x = -1", "tanh(w_h*h + w_x*x); w_h = 0.5; h = 0.2; w_x = -1"},
           {"\\sqrt{x^2 + 1} - 1", "sqrt(x^2+1)-1"}}) {
    const std::size_t cut = latex.find(';'), other = plain.find(';');
    check_pair("f = " + latex.substr(0, cut) + all + (cut == std::string::npos ? "" : latex.substr(cut)) + in,
               "f = " + plain.substr(0, other) + all + (other == std::string::npos ? "" : plain.substr(other)) + in);
  }
}

TEST_CASE("from lecture notes: mathematics and physics") {
  check_pairs({
      {"x = \\frac{-b + \\sqrt{b^2 - 4ac}}{2a}; a = 1; b = -3; c = 2", "x = (-b + sqrt(b^2-4*a*c))/(2*a); a = 1; b = -3; c = 2"},
      {"$E = mc^2$; m = 2; c = 3", "E = m*c^2; m = 2; c = 3"},
      {"E = \\frac{1}{2}mv^2 + mgh; m=2; v=3; g=9.8; h=4", "E = 0.5*m*v^2 + m*g*h; m=2; v=3; g=9.8; h=4"},
      {"F = G\\frac{m_1 m_2}{r^2}; G=6; m_1=2; m_2=3; r=4", "F = G*(m1*m2/r^2); G=6; m1=2; m2=3; r=4"},
      {"x(t) = A\\cos(\\omega t + \\phi); A=2; \\omega=3; t=0.5; \\phi=0.1", "x = A*cos(omega*t+phi); A=2; omega=3; t=0.5; phi=0.1"},
      {"V = \\frac{4}{3}\\pi r^3; r=2", "V = (4/3)*pi*r^3; r=2"},
      {"p = \\frac{nRT}{V}; n=1; R=8.3; T=300; V=2", "p = n*R*T/V; n=1; R=8.3; T=300; V=2"},
      {"d = \\sqrt{(x_2-x_1)^2+(y_2-y_1)^2}; x_1=1; x_2=4; y_1=1; y_2=5", "d = sqrt((x2-x1)^2+(y2-y1)^2); x1=1; x2=4; y1=1; y2=5"},
      {"f(x) = ax^2 + bx + c \\\\ ; a=1; b=2; c=3; x=4", "f = a*x^2+b*x+c; a=1; b=2; c=3; x=4"},
      {"f(x) = $ax^3 + bx^2 + cx + d$; a=1; b=2; c=3; d=4; x=0.5", "f = a*x^3+b*x^2+c*x+d; a=1; b=2; c=3; d=4; x=0.5"},
      {"\\gamma = \\frac{1}{\\sqrt{1 - \\frac{v^2}{c^2}}}; v=1; c=2", "gamma = 1/sqrt(1-v^2/c^2); v=1; c=2"},
      {"N = N_0e^{-\\lambda t}; N_0=5; \\lambda=0.2; t=3", "N = N_0*exp(-lambda*t); N_0=5; lambda=0.2; t=3"},
      {"\\frac{1}{R_1} + \\frac{1}{R_2}; R_1=2; R_2=3", "1/R1 + 1/R2; R1=2; R2=3"},
      {"A = P\\left(1+\\frac{r}{n}\\right)^{nt}; P=1; r=0.1; n=4; t=2", "A = P*(1+r/n)^(n*t); P=1; r=0.1; n=4; t=2"},
      {"V(r) = 4\\epsilon\\left[\\left(\\frac{\\sigma}{r}\\right)^{12} - \\left(\\frac{\\sigma}{r}\\right)^6\\right]; \\epsilon=1; \\sigma=1.1; r=1.3",
       "V = 4*epsilon*((sigma/r)^12-(sigma/r)^6); epsilon=1; sigma=1.1; r=1.3"},
      {"f = (1-x)^2 + 100(y-x^2)^2$$$$; x=0.5; y=0.2", "f = (1-x)^2 + 100*(y-x^2)^2; x=0.5; y=0.2"},
      {"\\rho = \\frac{\\mathrm{mass}}{\\mathrm{volume}}; mass=3; volume=2", "rho = mass/volume; mass=3; volume=2"},
      {"f = \\frac{\\sin x}{x}; x=0.5", "f = sin(x)/x; x=0.5"},
      {"f = 1 - \\frac{x^2}{2} + \\frac{x^4}{24}; x=0.5", "f = 1 - x^2/2 + x^4/24; x=0.5"},
  });
}

TEST_CASE("delimiters and environments") {
  const std::string plain = "a = 2; b = 3; f = a*b";
  for (const char* text : {
           "$a = 2$ $b = 3$ $f = ab$", "$a = 2$, $b = 3$; $f = ab$", "\\(a = 2\\)\n\\(b = 3\\)\n\\(f = ab\\)", "$a$ = 2\n$b$ = 3\nf = $a$ $b$",
           "$$a = 2$$\n$$b = 3$$\n$$f = ab$$", "$$\na = 2 \\\\\nb = 3 \\\\[4pt]\nf = ab\n$$", "$$\na = 2\nb = 3\nf = ab\n$$", "\\[ a = 2, \\quad b = 3, \\quad f = ab. \\]",
           "\\begin{aligned}\na &= 2 \\\\\nb &= 3 \\\\\nf &= a\n  b\n\\end{aligned}", "\\begin{align*} a &:= 2 \\\\ b &:= 3 \\\\ f &:= ab \\end{align*}",
           "\\begin{equation}\n\\begin{split}\na&=2\\\\ b&=3\\\\ f&=ab\n\\end{split}\n\\end{equation}", "\\begin{gather}a=2\\nonumber\\\\b=3\\\\f=ab\\tag{1}\\end{gather}\n",
           "% as in the notes\na = 2\nb = {3}\nf = {a}{b} % done",
           "a = 2\r\nb = 3\r\n$$\r\nf = ab\r\n$$\r\n", "a = 2\nb = 3\nf = \\frac{a\n  b}{1}"}) {
    check_pair(text, plain);
  }
  check_pair("\\begin{align}\n  f &= a \\\\\n    &\\quad + ab \\\\\n g &= f^2\n\\end{align}\na = 2; b = 3", "f = a + a*b; g = f^2; a = 2; b = 3");
}

TEST_CASE("a pasted input can be edited in place") {
  const std::string text = "$w_0 = -\\frac{1}{2}$\nf = 3w_0";
  const Analysis a = analyse(text);
  const Span span = a.graph.nodes[static_cast<std::size_t>(a.graph.find("w_0"))].span;
  CHECK(text.substr(span.begin, span.end - span.begin) == "-\\frac{1}{2}");
}
