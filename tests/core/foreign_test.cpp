// Formulas in Python's and JavaScript's spelling.
#include "core/latex_pairs.h"

using namespace chainrule;
using namespace chainrule::test;

TEST_CASE("Python") {
  check_pairs({
      {"f = math.exp(-x) + math.log(y)**2", "f = exp(-x) + log(y)^2"},
      {"f = 1 / (1 + np.exp(-(x*y + z)))", "f = 1/(1 + exp(-(x*y + z)))"},
      {"f = numpy.tanh(x) * np.sqrt(y) - np.sin(z)", "f = tanh(x)*sqrt(y) - sin(z)"},
      {"f = np.maximum(0, x) + np.minimum(y, z) + np.abs(-x) + np.power(x, y) + np.square(z)", "f = max(0, x) + min(y, z) + abs(-x) + pow(x, y) + square(z)"},
      {"f = torch.sigmoid(x) + torch.relu(y) + F.softplus(z)", "f = sigmoid(x) + relu(y) + softplus(z)"},
      {"f = torch.nn.functional.leaky_relu(-x) + tf.nn.relu(y) + jax.nn.sigmoid(z)", "f = leaky_relu(-x) + relu(y) + sigmoid(z)"},
      {"f = tf.math.exp(x) + jnp.tanh(y) + scipy.special.expit(z)", "f = exp(x) + tanh(y) + sigmoid(z)"},
      {"f = np.arcsin(x) + np.arccos(x) + np.arctan(y) + math.atan(z) + math.fabs(x)", "f = asin(x) + acos(x) + atan(y) + atan(z) + abs(x)"},
      {"f = math.pi*x + np.e*y + math.e**z", "f = pi*x + e*y + exp(z)"},
      {"f = np.float64(2)*x + torch.tensor([3.0], requires_grad=True)*y", "f = 2*x + 3*y"},
      {"import numpy as np\nfrom math import exp\nf = exp(x) * y  # as in the notebook", "f = exp(x)*y"},
  }, "\nx = 0.7; y = 1.3; z = 2.1");
  check_pair("import torch\nx = torch.tensor(2.0, requires_grad=True)\ny = torch.tensor(-3., dtype=torch.float64)\nf = torch.exp(x*y)", "x = 2; y = -3; f = exp(x*y)");
}

TEST_CASE("JavaScript") {
  check_pairs({
      {"const f = Math.exp(-x) * Math.max(y, z);", "f = exp(-x)*max(y, z)"},
      {"let f = Math.sqrt(x*x + y*y);", "f = sqrt(x*x + y*y)"},
      {"var f = Math.pow(x, 2) + Math.PI*Math.E;", "f = x^2 + pi*e"},
  }, "\nx = 0.7; y = 1.3; z = 2.1");
  check_pair("let x = 2; let y = 3;\nconst f = x*y;", "x = 2; y = 3; f = x*y");
  CHECK(value_of(trace_of("let = 2; f = 3*let"), "f") == 6);  // a name like any other
}

TEST_CASE("what a module has and the language has not") {
  for (const auto& pair : std::vector<std::pair<std::string, std::string>>{
           {"f = np.foo(x)", "np.foo is not a function of this language"},
           {"f = 2*torch.matmul(x, y)", "torch.matmul is not a function of this language"},
           {"x = torch.tensor([1.0, 2.0])", "torch.tensor is not a function of this language"}}) {
    const std::string &text = pair.first, &said = pair.second;  // clang 14 cannot use a structured binding inside INFO
    INFO(text);
    const Analysis a = analyse(text + "\ng = 2");
    CHECK(!a.diagnostics.empty());
    if (a.diagnostics.empty()) continue;
    CHECK(a.diagnostics[0].message == said);
    CHECK(text.substr(a.diagnostics[0].span.begin, a.diagnostics[0].span.end - a.diagnostics[0].span.begin) == said.substr(0, said.find(' ')));
    CHECK(a.graph.find("g") >= 0);
  }
  CHECK(value_of(trace_of("F = 2; np = 3; f = F*np"), "f") == 6);  // modules' names without a dot behind are names
}
