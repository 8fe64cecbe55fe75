// Regroupings by what stands in the text: the text after, or "refused: " and why.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "core/regroup.h"

namespace chainrule::test {


inline std::string after(const std::string& text, const Regrouping& r) {
  return r.ok() ? apply_edits(text, r.edits) : "refused: " + r.refusal;
}

// The nodes whose expressions are spelled like this.
inline std::vector<int> spelled(const std::string& text, const Analysis& a, const std::vector<std::string>& parts) {
  std::vector<int> nodes;
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
    const Span span = a.graph.nodes[static_cast<std::size_t>(i)].span;
    if (std::find(parts.begin(), parts.end(), text.substr(span.begin, span.end - span.begin)) != parts.end()) nodes.push_back(i);
  }
  return nodes;
}

// The rewrite of this name, at the first node in forward order that has the form.
inline Rewrite rewrite(const std::string& text, const std::string& name) {
  const Analysis a = analyse(text);
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i)
    for (const Rewrite& r : rewrites_at(text, a, i))
      if (r.name == name) return r;
  Rewrite none;
  none.refusal = "no node has the form";
  return none;
}

inline std::string rewritten(const std::string& text, const std::string& name) { return after(text, rewrite(text, name)); }

inline std::string extracted(const std::string& text, const std::string& part, const std::string& name) {
  const Analysis a = analyse(text);
  const std::vector<int> nodes = spelled(text, a, {part});
  return nodes.empty() ? "no such part" : after(text, extract_node(text, a, nodes[0], name));
}

inline std::string folded(const std::string& text, const std::vector<std::string>& parts, const std::string& name) {
  const Analysis a = analyse(text);
  const std::vector<int> nodes = spelled(text, a, parts);
  return nodes.size() < parts.size() ? "no such parts" : after(text, fold_nodes(text, a, nodes, name));
}

inline std::string inlined(const std::string& text, const std::string& name) {
  const Analysis a = analyse(text);
  const int node = a.graph.find(name);
  return node < 0 ? "no such node" : after(text, inline_node(text, a, node));
}

// The first call of the function.
inline std::string unfolded(const std::string& text, const std::string& function) {
  const Analysis a = analyse(text, {{function}, {}});
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i)
    if (a.graph.nodes[static_cast<std::size_t>(i)].op == Op::call) return after(text, unfold_node(text, a, i));
  return "no call";
}

}  // namespace chainrule::test
