#include "core/regroup.h"

#include <algorithm>

#include "core/regroup_acts.h"

namespace chainrule {

namespace {

// Read once, for all that is asked of it.
struct Reading {
  Reading(std::string_view text, const Analysis& a) : analysis(a), source(text), trial(source, a) {}
  const Node& node(int i) const { return analysis.graph.nodes[static_cast<std::size_t>(i)]; }
  int expression(int i) const { return source.find(node(i).span); }

  const Analysis& analysis;
  Source source;
  Trial trial;
};

bool is_gate(const Node& node) { return node.op != Op::input && node.op != Op::constant; }

}  // namespace

std::string apply_edits(std::string_view text, const std::vector<TextEdit>& edits) {
  std::string out;
  std::uint32_t at = 0;
  for (const TextEdit& edit : edits) {
    out += text.substr(at, edit.span.begin - at);
    out += edit.replacement;
    at = edit.span.end;
  }
  return out += text.substr(at);
}

std::vector<Rewrite> rewrites_at(std::string_view text, const Analysis& analysis, int node) {
  Reading r(text, analysis);
  return rewrites_of(r.source, r.trial, r.expression(node));
}

std::vector<Rewrite> regroupings_of(std::string_view text, const Analysis& analysis, const std::vector<int>& nodes) {
  Reading r(text, analysis);
  std::vector<Rewrite> found;
  const auto offer = [&](const char* name, std::string title, Regrouping act) {
    found.push_back({std::move(act), name, std::move(title), {}});
  };
  if (nodes.size() == 1) {
    const Node& node = r.node(nodes[0]);
    found = rewrites_of(r.source, r.trial, r.expression(nodes[0]));
    if (!node.named) {
      const std::string name = fresh_name(r.source, {"q", "p", "r", "s", "u", "v"});
      offer("extract", "this gets a name: " + name, extract_part(r.source, r.trial, r.expression(nodes[0]), name));
    } else if (is_gate(node)) {
      offer("inline", node.name + " is written out where it is used", inline_name(r.source, r.trial, analysis, nodes[0]));
    }
    if (node.op == Op::call) offer("unfold", "the function is written out here", unfold(r.source, r.trial, analysis, nodes[0]));
  }
  if (std::any_of(nodes.begin(), nodes.end(), [&](int i) { return is_gate(r.node(i)); })) {
    const std::string name = fresh_name(r.source, {"g", "h", "k"});
    offer("fold", std::string(nodes.size() == 1 ? "this gate is" : "these gates are") + " a function: " + name,
          fold(r.source, r.trial, analysis, nodes, name));
  }
  return found;
}

Regrouping extract_node(std::string_view text, const Analysis& analysis, int node, std::string_view name) {
  Reading r(text, analysis);
  return extract_part(r.source, r.trial, r.expression(node), name);
}

Regrouping inline_node(std::string_view text, const Analysis& analysis, int node) {
  Reading r(text, analysis);
  return inline_name(r.source, r.trial, analysis, node);
}

Regrouping fold_nodes(std::string_view text, const Analysis& analysis, const std::vector<int>& nodes, std::string_view name) {
  Reading r(text, analysis);
  return fold(r.source, r.trial, analysis, nodes, name);
}

Regrouping unfold_node(std::string_view text, const Analysis& analysis, int node) {
  Reading r(text, analysis);
  return unfold(r.source, r.trial, analysis, node);
}

}  // namespace chainrule
