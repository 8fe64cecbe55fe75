// How fast it is: replay and batch beside a gradient written by hand and, where it is installed, ADOL-C; and a trace from text.
#include <cmath>
#include <cstdio>
#include <string>

#include "bench/programs.h"
#include "bench/timing.h"
#include "core/flat.h"
#include "core/trace.h"
#ifdef CHAINRULE_ADOLC
#include "bench/adolc.h"
#endif

using namespace chainrule;
using namespace chainrule::bench;

namespace {

double sink = 0;  // what is computed is used

void row(const char* what, double ns, double per, const char* unit) {
  std::printf("  %-34s %12.3f us %9.2f ns/%s\n", what, ns / 1000, ns / per, unit);
}
void ratio(const char* what, double value) { std::printf("  %-34s %12.2f x\n", what, value); }

// The largest difference between two gradients, relative to the largest entry.
double difference(const std::vector<double>& a, const std::vector<double>& b) {
  double most = 0, size = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    most = std::fmax(most, std::fabs(a[i] - b[i]));
    size = std::fmax(size, std::fabs(a[i]));
  }
  return most / size;
}

void network() {
  const Graph graph = mlp_graph();
  const double nodes = static_cast<double>(graph.nodes.size());
  Flat flat(graph), rebuilt;
  std::vector<double> parameters(data().parameters, data().parameters + kParameters), by_hand(kParameters), ours(kParameters);
  std::vector<std::function<void()>> all = {
      [&] { sink += mlp_by_hand(parameters.data(), by_hand.data()); },
      [&] {
        flat.forward(parameters);
        flat.backward();
      },
      [&] { flat.forward(parameters); },
      [&] { rebuilt.assign(graph); },
  };
#ifdef CHAINRULE_ADOLC
  std::vector<double> recorded(kParameters);
  adolc_record_mlp();
  all.push_back([&] { adolc_mlp_gradient(parameters.data(), recorded.data()); });
#endif
  const std::vector<double> ns = time_in_turns(all);
  for (int i = 0; i < kParameters; ++i) ours[static_cast<std::size_t>(i)] = flat.grad(i);
  std::printf("Loss of a 2-16-16-1 network on %d points: %.0f nodes, %d runs\n", kSamples, nodes, flat.runs());
  row("gradient by hand, straight C++", ns[0], nodes, "node");
  row("replay, forward and backward", ns[1], nodes, "node");
  row("replay, forward", ns[2], nodes, "node");
  row("rebuild, Graph to Flat", ns[3], nodes, "node");
#ifdef CHAINRULE_ADOLC
  row("ADOL-C, replay of its tape", ns[4], nodes, "node");
  ratio("ADOL-C / replay", ns[4] / ns[1]);
  std::printf("  %-34s %12.1e\n", "gradient, ADOL-C and ours differ by", difference(recorded, ours));
#endif
  ratio("replay / by hand", ns[1] / ns[0]);
  std::printf("  %-34s %12.1e\n\n", "gradient, by hand and ours differ by", difference(by_hand, ours));
}

void neuron() {
  constexpr int kPoints = 4096;
  const Graph graph = neuron_graph();
  const double nodes = static_cast<double>(graph.nodes.size());
  Flat flat(graph);
  Batch batch(flat);
  std::vector<double> in(5 * kPoints), value(kPoints), grads(5 * kPoints), value_by_hand(kPoints), grads_by_hand(5 * kPoints);
  for (std::size_t i = 0; i < in.size(); ++i) in[i] = 2 * std::sin(1.7 * static_cast<double>(i));
  std::vector<Batch::Given> given;
  std::vector<Batch::Wanted> wanted = {{graph.output, value.data(), nullptr}};
  for (int k = 0; k < 5; ++k) {
    given.push_back({k, &in[static_cast<std::size_t>(k * kPoints)]});
    wanted.push_back({k, nullptr, &grads[static_cast<std::size_t>(k * kPoints)]});
  }
  double one[5] = {2, -1, -3, -2, -3}, one_grad[5];
  std::vector<std::function<void()>> all = {
      [&] {
        for (std::size_t i = 0; i < kPoints; ++i) {
          double point[5], grad[5];
          for (std::size_t k = 0; k < 5; ++k) point[k] = in[k * kPoints + i];
          value_by_hand[i] = neuron_by_hand(point, grad);
          for (std::size_t k = 0; k < 5; ++k) grads_by_hand[k * kPoints + i] = grad[k];
        }
      },
      [&] { batch.run(kPoints, given, wanted); },
      [&] {
        flat.forward(one);
        flat.backward();
      },
      [&] { sink += neuron_by_hand(one, one_grad) + one_grad[0] + one_grad[4]; },
  };
#ifdef CHAINRULE_ADOLC
  adolc_record_neuron();
  all.push_back([&] { adolc_neuron_gradient(one, one_grad); });
#endif
  const std::vector<double> ns = time_in_turns(all);
  std::printf("Logistic neuron: %.0f nodes\n", nodes);
  row("4,096 points by hand", ns[0], kPoints, "point");
  row("4,096 points, batch", ns[1], kPoints, "point");
  ratio("batch / by hand", ns[1] / ns[0]);
  std::printf("  %-34s %12.1e\n", "gradients differ by", difference(grads_by_hand, grads));
  row("one point by hand", ns[3], nodes, "node");
  row("one point, replay", ns[2], nodes, "node");
#ifdef CHAINRULE_ADOLC
  row("one point, ADOL-C", ns[4], nodes, "node");
  ratio("ADOL-C / replay", ns[4] / ns[2]);
#endif
  std::printf("\n");
}

// About 10,000 gates, the most that a program may have: 1,998 residual layers of width 1.
std::string long_program() {
  std::string text = "x0 = 0.37; x1 = -1.2; x2 = 2.5\n", before = "x0";
  for (int k = 1; k <= 1998; ++k) {
    const std::string name = "n" + std::to_string(k);
    text += name + "=" + before + "+.1*tanh(" + before + "*x1+x" + std::to_string(k % 3) + ")\n";
    before = name;
  }
  return text;
}

void traces() {
  const std::string texts[] = {"w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))\n", long_program()};
  std::vector<std::function<void()>> all;
  std::vector<double> nodes;
  for (const std::string& text : texts) {
    nodes.push_back(static_cast<double>(analyse(text).graph.nodes.size()));
    all.push_back([&text] {
      Analysis analysis = analyse(text);
      sink += static_cast<double>(trace_json(text, analysis).size());
    });
    all.push_back([&text] { sink += analyse(text).values.back(); });
  }
  const std::vector<double> ns = time_in_turns(all, 15);
  std::printf("From text: parse, build, values, gradients, and the trace with its formulas\n");
  row("neuron, trace", ns[0], nodes[0], "node");
  row("neuron, without the JSON", ns[1], nodes[0], "node");
  row("longest program, trace", ns[2], nodes[1], "node");
  row("longest program, without the JSON", ns[3], nodes[1], "node");
}

}  // namespace

int main() {
  network();
  neuron();
  traces();
  return std::isnan(sink) ? 1 : 0;
}
