// ADOL-C as a measure, where it is installed: the network's loss recorded once and differentiated from the record.
#pragma once

namespace chainrule::bench {

void adolc_record_mlp();
void adolc_mlp_gradient(const double* parameters, double* grad);  // zos_forward and fos_reverse
void adolc_record_neuron();
void adolc_neuron_gradient(const double* in, double* grad);

}  // namespace chainrule::bench
