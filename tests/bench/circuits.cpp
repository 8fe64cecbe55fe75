#include "bench/circuits.h"

#include <algorithm>
#include <cstdint>

namespace chainrule::bench {

namespace {

class Writer {
 public:
  explicit Writer(unsigned seed) : state_(seed) {}

  int below(int n) {  // splitmix64
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return static_cast<int>(((z ^ (z >> 31)) >> 33) % static_cast<unsigned>(n));
  }
  template <class T>
  const T& any(const std::vector<T>& of) {
    return of[static_cast<std::size_t>(below(static_cast<int>(of.size())))];
  }

  std::string input(const std::string& name) {
    text += name + " = " + std::to_string(below(9) - 4) + "." + std::to_string(1 + below(9)) + "\n";
    return name;
  }
  std::string let(const std::string& name, const std::string& expression) {
    text += name + " = " + expression + "\n";
    return name;
  }
  // One gate of a random kind.
  std::string gate(const std::string& a, const std::string& b) {
    static const std::vector<std::string> binary = {" + ", " + ", " * ", " * ", " - ", " / "};
    static const std::vector<std::string> unary = {"tanh", "exp", "relu", "sin", "sigmoid", "square"};
    return below(4) == 0 ? any(unary) + "(" + a + ")" : a + any(binary) + b;
  }

  std::string text;

 private:
  std::uint64_t state_;
};

std::string numbered(const char* name, int i) { return name + std::to_string(i); }
std::string numbered(const char* name, int i, int j) { return name + std::to_string(i) + "_" + std::to_string(j); }

std::string joined(const std::vector<std::string>& parts, const char* by) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : by) + part;
  return all;
}

// Every value is used once.
std::string tree(int nodes, unsigned seed) {
  Writer w(seed);
  std::vector<std::string> open;
  for (int i = 0; i < (nodes + 1) / 2; ++i) open.push_back(w.input(numbered("x", i)));
  for (int k = 0; open.size() > 1; ++k) {
    const auto at = open.begin() + w.below(static_cast<int>(open.size()) - 1);
    *at = w.let(numbered("v", k), at[0] + (w.below(2) ? " * " : " + ") + at[1]);
    open.erase(at + 1);
  }
  return w.text;
}

// Statements on what came before: `forks` of ten operands are any earlier value, the others one that is not used yet.
std::string statements(int nodes, unsigned seed, int inputs, int forks, int near) {
  Writer w(seed);
  std::vector<std::string> all, unused;
  for (int i = 0; i < inputs; ++i) all.push_back(w.input(numbered("x", i)));
  unused = all;
  auto operand = [&] {
    if (unused.empty() || w.below(10) < forks) {
      const int first = std::max(0, static_cast<int>(all.size()) - near);
      return all[static_cast<std::size_t>(first + w.below(static_cast<int>(all.size()) - first))];
    }
    const auto at = unused.begin() + w.below(static_cast<int>(unused.size()));
    const std::string name = *at;
    unused.erase(at);
    return name;
  };
  for (int k = 0; static_cast<int>(all.size() + unused.size()) < nodes; ++k) {
    const std::string a = operand(), b = operand();
    all.push_back(w.let(numbered("v", k), w.gate(a, b)));
    unused.push_back(all.back());
  }
  w.let("f", joined(unused, " + "));
  return w.text;
}

std::string expression(int nodes, unsigned seed) { return statements(nodes, seed, std::max(2, nodes / 4), 2, nodes); }
std::string forked(int nodes, unsigned seed) { return statements(nodes, seed, std::max(2, nodes / 8), 5, 12); }
std::string tangled(int nodes, unsigned seed) { return statements(nodes, seed, std::max(2, nodes / 6), 5, nodes); }

// Squared error of a small network on one or more samples.
std::string network(int nodes, unsigned seed, const char* unit) {
  Writer w(seed);
  const int in = 1 + w.below(3), hidden = nodes < 150 ? 1 : 1 + w.below(2);
  int width = 1;  // a neuron on k inputs has about 4 k + 2 nodes with its parameters
  while (width * (4 * in + 2) + (hidden - 1) * width * (4 * width + 2) + 4 * width + 6 < nodes) ++width;
  std::vector<std::string> layer;
  for (int i = 0; i < in; ++i) layer.push_back(w.input(numbered("x", i)));
  for (int l = 0; l <= hidden; ++l) {
    std::vector<std::string> next;
    for (int i = 0; i < (l == hidden ? 1 : width); ++i) {
      const std::string at = numbered("", l, i);
      std::vector<std::string> terms;
      for (std::size_t j = 0; j < layer.size(); ++j) terms.push_back(w.input("w" + at + "_" + std::to_string(j)) + "*" + layer[j]);
      terms.push_back(w.input("b" + at));
      const std::string sum = joined(terms, " + ");
      next.push_back(w.let("h" + at, l == hidden ? sum : std::string(unit) + "(" + sum + ")"));
    }
    layer = next;
  }
  w.let("loss", "(" + layer[0] + " - " + w.input("y") + ")^2");
  return w.text;
}

std::string mlp_tanh(int nodes, unsigned seed) { return network(nodes, seed, "tanh"); }
std::string mlp_relu(int nodes, unsigned seed) { return network(nodes, seed, "relu"); }

// One small network on several samples: each parameter is used by all of them.
std::string batch(int nodes, unsigned seed) {
  Writer w(seed);
  const int width = 1 + w.below(3);
  for (int i = 0; i < width; ++i)
    for (const char* name : {"w", "b", "v"}) w.input(numbered(name, i));
  w.input("c");
  std::vector<std::string> losses;
  for (int s = 0; s == 0 || (s + 1) * (5 * width + 5) < nodes; ++s) {
    std::vector<std::string> terms;
    const std::string x = w.input(numbered("x", s));
    for (int i = 0; i < width; ++i)
      terms.push_back(numbered("v", i) + "*tanh(" + numbered("w", i) + "*" + x + " + " + numbered("b", i) + ")");
    losses.push_back(w.let(numbered("l", s), "(" + joined(terms, " + ") + " + c - " + w.input(numbered("y", s)) + ")^2"));
  }
  w.let("loss", joined(losses, " + "));
  return w.text;
}

std::string recurrent(int nodes, unsigned seed) {
  Writer w(seed);
  for (const char* name : {"w", "u", "b", "v"}) w.input(name);
  std::string h = w.input("h0");
  std::vector<std::string> losses;
  for (int t = 1; t == 1 || t * 9 < nodes; ++t) {
    h = w.let(numbered("h", t), "tanh(w*" + w.input(numbered("x", t)) + " + u*" + h + " + b)");
    losses.push_back("(v*" + h + " - " + w.input(numbered("y", t)) + ")^2");
  }
  w.let("loss", joined(losses, " + "));
  return w.text;
}

std::string softmax(int nodes, unsigned seed) {
  Writer w(seed);
  const int in = 1 + w.below(3), classes = std::max(2, nodes / (4 * in + 7));
  std::vector<std::string> exps, terms;
  for (int i = 0; i < in; ++i) w.input(numbered("x", i));
  for (int k = 0; k < classes; ++k) {
    std::vector<std::string> sum;
    for (int i = 0; i < in; ++i) sum.push_back(w.input(numbered("w", k, i)) + "*" + numbered("x", i));
    exps.push_back(w.let(numbered("e", k), "exp(" + joined(sum, " + ") + " + " + w.input(numbered("b", k)) + ")"));
  }
  w.let("z", joined(exps, " + "));
  for (int k = 0; k < classes; ++k) terms.push_back(w.input(numbered("t", k)) + "*log(" + exps[static_cast<std::size_t>(k)] + "/z)");
  w.let("loss", "-(" + joined(terms, " + ") + ")");
  return w.text;
}

std::string lstm(int nodes, unsigned seed) {
  Writer w(seed);
  for (const char* gate : {"i", "f", "o", "g"})
    for (const char* name : {"w", "u", "b"}) w.input(std::string(name) + gate);
  std::string h = w.input("h0"), c = w.input("c0");
  for (int t = 1; t == 1 || t * 26 + 14 < nodes; ++t) {
    const std::string x = w.input(numbered("x", t));
    auto gate = [&](const char* name, const char* unit) {
      const std::string g = name;
      return w.let(numbered(("a" + g).c_str(), t), std::string(unit) + "(w" + g + "*" + x + " + u" + g + "*" + h + " + b" + g + ")");
    };
    const std::string i = gate("i", "sigmoid"), f = gate("f", "sigmoid"), o = gate("o", "sigmoid"), g = gate("g", "tanh");
    c = w.let(numbered("c", t), f + "*" + c + " + " + i + "*" + g);
    h = w.let(numbered("h", t), o + "*tanh(" + c + ")");
  }
  return w.text;
}

// A kernel that slides over a signal, relu, the largest of neighbours, and a weighted sum.
std::string convolution(int nodes, unsigned seed) {
  Writer w(seed);
  const int kernel = 2 + w.below(2), steps = std::max(2, nodes / (2 * kernel + 4));
  for (int k = 0; k < kernel; ++k) w.input(numbered("k", k));
  for (int i = 0; i < steps + kernel - 1; ++i) w.input(numbered("x", i));
  std::vector<std::string> units, terms;
  for (int i = 0; i < steps; ++i) {
    std::vector<std::string> sum;
    for (int k = 0; k < kernel; ++k) sum.push_back(numbered("k", k) + "*" + numbered("x", i + k));
    units.push_back(w.let(numbered("r", i), "relu(" + joined(sum, " + ") + ")"));
  }
  for (std::size_t i = 0; i + 1 < units.size(); i += 2)
    terms.push_back(w.input(numbered("w", static_cast<int>(i))) + "*max(" + units[i] + ", " + units[i + 1] + ")");
  w.let("f", joined(terms, " + "));
  return w.text;
}

// Mean, variance and normalised values of a few numbers, then their weighted sum.
std::string normalised(int nodes, unsigned seed) {
  Writer w(seed);
  const int count = std::max(2, nodes / 11);
  std::vector<std::string> x, squares, terms;
  for (int i = 0; i < count; ++i) x.push_back(w.input(numbered("x", i)));
  w.let("m", "(" + joined(x, " + ") + ")/" + std::to_string(count));
  for (int i = 0; i < count; ++i) squares.push_back(w.let(numbered("d", i), x[static_cast<std::size_t>(i)] + " - m") + "^2");
  w.let("s", "sqrt((" + joined(squares, " + ") + ")/" + std::to_string(count) + " + 0.01)");
  for (const char* name : {"g", "b"}) w.input(name);
  for (int i = 0; i < count; ++i) terms.push_back(w.input(numbered("w", i)) + "*(g*" + numbered("d", i) + "/s + b)");
  w.let("f", joined(terms, " + "));
  return w.text;
}

// Steps of gradient descent on a parabola, written out.
std::string descent(int nodes, unsigned seed) {
  Writer w(seed);
  for (const char* name : {"a", "b", "eta"}) w.input(name);
  std::string x = w.input("x0");
  for (int t = 1; t == 1 || t * 6 < nodes; ++t) x = w.let(numbered("x", t), x + " - eta*(2*a*" + x + " + b)");
  w.let("f", "a*" + x + "^2 + b*" + x);
  return w.text;
}

}  // namespace

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {"tree", tree},           {"expression", expression}, {"forked", forked},           {"tangled", tangled},
      {"MLP, tanh", mlp_tanh},  {"MLP, relu", mlp_relu},    {"MLP, samples", batch},      {"recurrent", recurrent},
      {"softmax", softmax},     {"LSTM", lstm},             {"convolution", convolution}, {"normalised", normalised},
      {"descent", descent},
  };
  return all;
}

const std::vector<std::string>& lecture_circuits() {
  static const std::vector<std::string> all = {
      "x = -2; y = 5; z = -4\nf = (x + y)*z",
      "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))",
      "x = 3; y = -4; z = 2; w = -1\nf = 2*(x*y + max(z, w))",
      "x = 3; y = -4\nsx = sigmoid(x)\nsy = sigmoid(y)\nf = (x + sy)/(sx + (x + y)^2)",
      "a = 2; b = -3; c = 10; f = -2\ne = a*b\nd = e + c\nL = d*f",
      "x1 = 2; x2 = 0; w1 = -3; w2 = 1; b = 6.88\nn = x1*w1 + x2*w2 + b\no = tanh(n)",
      "a = 3; b = 4\nd = a*b\ne = a + b\nf = d*e",
      "x = 0.5\na = x^2\nb = exp(a)\nc = a + b\nf = log(c) + sqrt(c)*a",
      "x1 = 2; x2 = 5\nf = log(x1) + x1*x2 - sin(x2)",
      "x = 2; y = -1; t = 1\nw = 0.5; v = -0.3; b = 0.1; c = 0.2\nh1 = relu(w*x + b)\nh2 = relu(v*y + c)\nl = (h1*h2 - t)^2",
  };
  return all;
}

}  // namespace chainrule::bench
