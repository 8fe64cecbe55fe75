// A formula as it is pasted, beside the plain program that says the same.
#pragma once

#include <string>
#include <vector>

#include "core/trace_reading.h"

namespace chainrule::test {

struct LatexPair {
  const char* pasted;
  const char* plain;
};

// Named nodes have equal values and gradients, and nothing is said about the pasted one but notices.
inline void check_pair(const std::string& pasted, const std::string& plain) {
  INFO(pasted);
  const Analysis a = analyse(pasted), b = analyse(plain);
  for (const Diagnostic& d : a.diagnostics) CHECK_MESSAGE(d.severity == Severity::notice, format_diagnostic("pasted", pasted, d));
  for (const Diagnostic& d : b.diagnostics) CHECK_MESSAGE(d.severity == Severity::notice, format_diagnostic("plain", plain, d));
  CHECK(a.graph.output >= 0);
  CHECK(b.graph.output >= 0);
  int named = 0, others = 0;
  for (const Node& node : a.graph.nodes) others += node.named;
  for (std::size_t i = 0; i < b.graph.nodes.size(); ++i) {
    const Node& node = b.graph.nodes[i];
    if (!node.named) continue;
    ++named;
    const int other = a.graph.find(node.name);
    INFO("node ", node.name);
    CHECK(other >= 0);
    if (other < 0) continue;
    const auto o = static_cast<std::size_t>(other);
    CHECK(near(a.values[o], b.values[i], 1e-13));
    CHECK(near(a.backward.grads[o], b.backward.grads[i], 1e-11, 1e-14));
  }
  CHECK(named == others);  // and no name is left over
}

inline void check_pairs(const std::vector<LatexPair>& pairs, const std::string& inputs = "") {
  for (const LatexPair& pair : pairs) check_pair(pair.pasted + inputs, pair.plain + inputs);
}

}  // namespace chainrule::test
