#include "bench/adolc.h"

#include <adolc/adolc.h>

#include "bench/programs.h"

namespace {

adouble relu(const adouble& x) { return fmax(x, adouble(0.0)); }
constexpr short kMlpTape = 1, kNeuronTape = 2;

}  // namespace

namespace chainrule::bench {

void adolc_record_mlp() {
  trace_on(kMlpTape);
  std::vector<adouble> parameters(kParameters);
  for (int i = 0; i < kParameters; ++i) parameters[static_cast<std::size_t>(i)] <<= data().parameters[i];
  adouble loss = mlp<adouble>(parameters.data(), relu);
  double value;
  loss >>= value;
  trace_off();
}

void adolc_mlp_gradient(const double* parameters, double* grad) {
  gradient(kMlpTape, kParameters, const_cast<double*>(parameters), grad);
}

void adolc_record_neuron() {
  trace_on(kNeuronTape);
  adouble in[5];
  for (adouble& x : in) x <<= 1.0;
  adouble f = 1.0 / (1.0 + exp(-(in[0] * in[1] + in[2] * in[3] + in[4])));
  double value;
  f >>= value;
  trace_off();
}

void adolc_neuron_gradient(const double* in, double* grad) { gradient(kNeuronTape, 5, const_cast<double*>(in), grad); }

}  // namespace chainrule::bench
