// The trace: everything about a program, as JSON (version 1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/backward.h"
#include "core/graph.h"

namespace chainrule {

// text -> everything computed from it.
struct Analysis {
  Graph graph;
  std::vector<Diagnostic> diagnostics;
  std::vector<double> values;
  Backward backward;
  Rules rules;
};

Analysis analyse(std::string_view text, const BuildOptions& options = {});

// New numbers in the same graph: for a changed input.
void recompute(Analysis& analysis);

std::string trace_json(std::string_view text, Analysis& analysis);

// `text` as a JSON string, quotes included; bytes that are no UTF-8 become U+FFFD.
std::string json_string(std::string_view text);

}  // namespace chainrule
