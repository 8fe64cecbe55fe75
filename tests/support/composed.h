// Acts on the graph by what stands in the text: the text after, or "refused: " and why.
#pragma once

#include <string>
#include <vector>

#include "core/compose.h"

namespace chainrule::test {

// A node by its name, shown or given, or by its expression; -1: none.
inline int node_at(const std::string& text, const Analysis& a, const std::string& what) {
  for (int i = static_cast<int>(a.graph.nodes.size()) - 1; i >= 0; --i) {
    const Span span = a.graph.nodes[static_cast<std::size_t>(i)].span;
    if (!a.graph.nodes[static_cast<std::size_t>(i)].named && text.substr(span.begin, span.end - span.begin) == what) return i;
  }
  return a.graph.find(what);
}

inline std::string after(const std::string& text, const Act& act) {
  return act.ok() ? apply_edits(text, act.edits) : "refused: " + act.refusal;
}

struct Canvas {
  std::string text;
  BuildOptions options = {};
  Analysis a = analyse(text, options);

  int at(const std::string& what) const { return node_at(text, a, what); }
  std::vector<int> all(const std::vector<std::string>& what) const {
    std::vector<int> nodes;
    for (const std::string& one : what) nodes.push_back(at(one));
    return nodes;
  }
  std::string add(const std::string& gate, const std::vector<std::string>& operands = {}) const {
    return after(text, add_gate(text, a, gate, all(operands)));
  }
  std::string wire(const std::string& from, const std::string& to, int place = 0) const {
    return after(text, connect(text, a, at(from), at(to), place));
  }
  std::string insert(const std::string& gate, const std::string& to, int place = 0) const {
    return after(text, insert_gate(text, a, gate, at(to), place));
  }
  std::string change(const std::string& node, const std::string& gate) const { return after(text, change_gate(text, a, at(node), gate)); }
  std::string remove(const std::vector<std::string>& nodes) const { return after(text, remove_nodes(text, a, all(nodes))); }
  std::string rename(const std::string& node, const std::string& name) const { return after(text, rename_node(text, a, at(node), name)); }
  std::string duplicate(const std::vector<std::string>& nodes) const { return after(text, duplicate_nodes(text, a, all(nodes))); }
  std::string copy(const std::vector<std::string>& nodes) const {
    const Clip clip = copy_nodes(text, a, all(nodes));
    return clip.refusal.empty() ? clip.program : "refused: " + clip.refusal;
  }
  std::string paste(const std::string& program) const { return after(text, paste_program(text, a, program)); }
  std::string output(const std::string& node) const { return after(text, set_output(text, a, at(node))); }
};

}  // namespace chainrule::test
