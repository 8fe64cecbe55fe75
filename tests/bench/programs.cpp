#include "bench/programs.h"

#include <cmath>
#include <cstdint>
#include <string>

namespace chainrule::bench {

namespace {

class Maker {
 public:
  Operand input(double value) {
    Node node;
    node.name = "p" + std::to_string(graph.nodes.size());
    node.named = true;
    node.value = value;
    graph.nodes.push_back(std::move(node));
    return last();
  }
  Operand gate(Op op, Operand a) { return add(op, {a}); }
  Operand gate(Op op, Operand a, Operand b) { return add(op, {a, b}); }
  static Operand number(double value) { return {-1, value}; }
  Graph graph;

 private:
  Operand add(Op op, std::initializer_list<Operand> operands) {
    Node node;
    node.name = "t" + std::to_string(graph.nodes.size());
    node.op = op;
    node.first_operand = static_cast<int>(graph.operands.size());
    node.operand_count = static_cast<int>(operands.size());
    graph.operands.insert(graph.operands.end(), operands);
    graph.nodes.push_back(std::move(node));
    graph.output = last().node;
    return last();
  }
  Operand last() const { return {static_cast<int>(graph.nodes.size()) - 1, 0}; }
};

}  // namespace

// ---- neuron ----

Graph neuron_graph() {
  Maker m;
  const Operand w0 = m.input(2), x0 = m.input(-1), w1 = m.input(-3), x1 = m.input(-2), w2 = m.input(-3);
  const Operand p = m.gate(Op::mul, w0, x0), q = m.gate(Op::mul, w1, x1);
  const Operand sum = m.gate(Op::add, m.gate(Op::add, p, q), w2);
  const Operand e = m.gate(Op::exp, m.gate(Op::neg, sum));
  m.gate(Op::div, Maker::number(1), m.gate(Op::add, Maker::number(1), e));
  return std::move(m.graph);
}

double neuron_by_hand(const double* in, double* grad) {
  const double e = std::exp(-(in[0] * in[1] + in[2] * in[3] + in[4]));
  const double f = 1 / (1 + e);
  const double d = (1 - f) * f;
  grad[0] = d * in[1];
  grad[1] = d * in[0];
  grad[2] = d * in[3];
  grad[3] = d * in[2];
  grad[4] = d;
  return f;
}

// ---- network ----

const Data& data() {
  static const Data made = [] {
    Data d;
    std::uint64_t state = 1337;
    auto unit = [&] {  // splitmix64
      std::uint64_t z = state += 0x9E3779B97F4A7C15u;
      z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
      z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
      return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
    };
    for (int s = 0; s < kSamples; ++s) {
      const double angle = 3.14159265358979323846 * unit();
      const bool upper = s % 2 == 0;
      d.x[s][0] = (upper ? std::cos(angle) : 1 - std::cos(angle)) + 0.2 * (unit() - 0.5);
      d.x[s][1] = (upper ? std::sin(angle) : 0.5 - std::sin(angle)) + 0.2 * (unit() - 0.5);
      d.y[s] = upper ? 1 : -1;
    }
    for (double& p : d.parameters) p = 2 * unit() - 1;
    return d;
  }();
  return made;
}

Graph mlp_graph() {
  const Data& d = data();
  Maker m;
  std::vector<Operand> p;
  for (double value : d.parameters) p.push_back(m.input(value));
  const Operand *w1 = p.data(), *b1 = w1 + 2 * kHidden, *w2 = b1 + kHidden, *b2 = w2 + kHidden * kHidden, *w3 = b2 + kHidden, *b3 = w3 + kHidden;
  Operand total{-1, 0};
  auto unit = [&](const Operand* w, Operand bias, const std::vector<Operand>& x) {
    Operand sum = bias;
    for (std::size_t j = 0; j < x.size(); ++j) sum = m.gate(Op::add, sum, m.gate(Op::mul, w[j], x[j]));
    return sum;
  };
  auto layer = [&](const Operand* w, const Operand* b, const std::vector<Operand>& x) {
    std::vector<Operand> out;
    for (int i = 0; i < kHidden; ++i) out.push_back(m.gate(Op::relu, unit(w + static_cast<std::size_t>(i) * x.size(), b[i], x)));
    return out;
  };
  for (int s = 0; s < kSamples; ++s) {
    const std::vector<Operand> x{Maker::number(d.x[s][0]), Maker::number(d.x[s][1])};
    const Operand score = unit(w3, b3[0], layer(w2, b2, layer(w1, b1, x)));
    const Operand margin = m.gate(Op::relu, m.gate(Op::add, Maker::number(1), m.gate(Op::mul, score, Maker::number(-d.y[s]))));
    total = m.gate(Op::add, total, margin);
  }
  Operand squares{-1, 0};
  for (const Operand& parameter : p) squares = m.gate(Op::add, squares, m.gate(Op::mul, parameter, parameter));
  m.gate(Op::add, m.gate(Op::mul, total, Maker::number(1.0 / kSamples)), m.gate(Op::mul, squares, Maker::number(1e-4)));
  return std::move(m.graph);
}

double mlp_by_hand(const double* p, double* grad) {
  constexpr int H = kHidden;
  constexpr int B1 = 2 * H, W2 = B1 + H, B2 = W2 + H * H, W3 = B2 + H, B3 = W3 + H;
  const Data& d = data();
  double total = 0, squares = 0;
  for (int k = 0; k < kParameters; ++k) {
    squares += p[k] * p[k];
    grad[k] = 2e-4 * p[k];
  }
  for (int s = 0; s < kSamples; ++s) {
    const double x0 = d.x[s][0], x1 = d.x[s][1], y = d.y[s];
    double h1[H], h2[H], g1[H] = {};
    for (int i = 0; i < H; ++i) {
      const double sum = p[B1 + i] + p[2 * i] * x0 + p[2 * i + 1] * x1;
      h1[i] = sum > 0 ? sum : 0;
    }
    double score = p[B3];
    for (int i = 0; i < H; ++i) {
      double sum = p[B2 + i];
      for (int j = 0; j < H; ++j) sum += p[W2 + H * i + j] * h1[j];
      h2[i] = sum > 0 ? sum : 0;
      score += p[W3 + i] * h2[i];
    }
    const double margin = 1 - y * score;
    if (!(margin > 0)) continue;
    total += margin;
    const double up = -y / kSamples;
    grad[B3] += up;
    for (int i = 0; i < H; ++i) {
      grad[W3 + i] += up * h2[i];
      if (!(h2[i] > 0)) continue;
      const double g = up * p[W3 + i];
      grad[B2 + i] += g;
      for (int j = 0; j < H; ++j) {
        grad[W2 + H * i + j] += g * h1[j];
        g1[j] += g * p[W2 + H * i + j];
      }
    }
    for (int j = 0; j < H; ++j) {
      if (!(h1[j] > 0)) continue;
      grad[B1 + j] += g1[j];
      grad[2 * j] += g1[j] * x0;
      grad[2 * j + 1] += g1[j] * x1;
    }
  }
  return total / kSamples + 1e-4 * squares;
}

}  // namespace chainrule::bench
