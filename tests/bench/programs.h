// The two programs that are timed: each as a graph, and as a gradient written by hand.
#pragma once

#include <vector>

#include "core/graph.h"

namespace chainrule::bench {

// 1/(1 + exp(-(w0 x0 + w1 x1 + w2))): 9 gates on 5 inputs.
Graph neuron_graph();
double neuron_by_hand(const double* in, double* grad);  // in, grad: w0 x0 w1 x1 w2

// micrograd's demo: a 2-16-16-1 network with relu hidden units and a linear output on 100 points; the mean of the margins
// relu(1 - y score), plus 1e-4 of the sum of the squared parameters. Gates as micrograd makes them, one for each operation.
constexpr int kSamples = 100, kHidden = 16, kParameters = 2 * kHidden + kHidden + kHidden * kHidden + kHidden + kHidden + 1;
struct Data {
  double x[kSamples][2], y[kSamples];  // two moons, y = 1 or -1
  double parameters[kParameters];      // W1, b1, W2, b2, w3, b3
};
const Data& data();
Graph mlp_graph();  // its inputs are the parameters
double mlp_by_hand(const double* parameters, double* grad);

// The same in any number type that has the operators, for a library that records them.
template <class T, class Relu>
T mlp(const T* p, Relu relu) {
  const Data& d = data();
  const T *w1 = p, *b1 = w1 + 2 * kHidden, *w2 = b1 + kHidden, *b2 = w2 + kHidden * kHidden, *w3 = b2 + kHidden, *b3 = w3 + kHidden;
  std::vector<T> h1(kHidden), h2(kHidden);
  T total = 0.0;
  for (int s = 0; s < kSamples; ++s) {
    for (int i = 0; i < kHidden; ++i) {
      T sum = b1[i];
      for (int j = 0; j < 2; ++j) sum = sum + w1[2 * i + j] * d.x[s][j];
      h1[i] = relu(sum);
    }
    for (int i = 0; i < kHidden; ++i) {
      T sum = b2[i];
      for (int j = 0; j < kHidden; ++j) sum = sum + w2[kHidden * i + j] * h1[j];
      h2[i] = relu(sum);
    }
    T score = b3[0];
    for (int j = 0; j < kHidden; ++j) score = score + w3[j] * h2[j];
    total = total + relu(1.0 + score * -d.y[s]);
  }
  T squares = 0.0;
  for (int k = 0; k < kParameters; ++k) squares = squares + p[k] * p[k];
  return total * (1.0 / kSamples) + squares * 1e-4;
}

}  // namespace chainrule::bench
