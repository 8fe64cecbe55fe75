#include "view/text_lines.h"

#include <algorithm>

#include "core/number.h"

namespace chainrule::view {

namespace {

bool is_plain_number(const Program& p, const Statement& s) {
  const Syntax& root = p.syntax[static_cast<std::size_t>(s.root)];
  if (root.kind == Syntax::Kind::number) return true;
  return root.kind == Syntax::Kind::op && root.op == Op::neg && p.syntax[static_cast<std::size_t>(s.first)].kind == Syntax::Kind::number &&
         s.root - s.first == 1;
}

}  // namespace

std::vector<Said> statements(const Derived& d) {
  const Program p = parse(d.text);
  const Graph& graph = d.analysis.graph;
  std::vector<Said> list;
  Places places(d.text);
  for (const Statement& s : p.statements) {
    Said said{s.span, places.of(s.span).line - 1, -1, s.name < 0 ? "" : p.names[static_cast<std::size_t>(s.name)]};
    if (s.root >= 0 && static_cast<std::size_t>(s.root) < graph.expressions.size()) {
      said.node = graph.expressions[static_cast<std::size_t>(s.root)].node;
      if (said.node < 0 && s.kind == Statement::Kind::assign) said.node = graph.find(said.name);
      said.computes = said.node >= 0 && !is_plain_number(p, s);
    }
    list.push_back(std::move(said));
  }
  return list;
}

std::vector<std::size_t> line_starts(std::string_view text) {
  std::vector<std::size_t> starts = {0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) starts.push_back(at + 1);
  return starts;
}

int line_at(const std::vector<std::size_t>& starts, std::size_t byte) {
  return static_cast<int>(std::upper_bound(starts.begin(), starts.end(), byte) - starts.begin()) - 1;
}

int said_at(const std::vector<Said>& said, const std::vector<std::size_t>& starts, std::size_t byte) {
  const int line = line_at(starts, byte);
  int found = -1, first = -1;
  for (std::size_t i = 0; i < said.size() && said[i].line <= line; ++i) {
    if (said[i].line == line && first < 0) first = static_cast<int>(i);
    if (said[i].span.begin <= byte && (said[i].line == line || byte < said[i].span.end)) found = static_cast<int>(i);
  }
  return found >= 0 ? found : first;
}

int said_of(const std::vector<Said>& said, const Derived& d, int node) {
  if (node < 0 || d.analysis.graph.nodes[static_cast<std::size_t>(node)].implicit) return -1;
  const std::uint32_t at = d.analysis.graph.nodes[static_cast<std::size_t>(node)].span.begin;
  for (std::size_t i = 0; i < said.size(); ++i)
    if (said[i].span.begin <= at && at < said[i].span.end) return static_cast<int>(i);
  return -1;
}

std::string line_value(const std::vector<Said>& said, const Derived& d, int line, int done) {
  const auto first = std::lower_bound(said.begin(), said.end(), line, [](const Said& s, int l) { return s.line < l; });
  const auto last = std::find_if(first, said.end(), [&](const Said& s) { return s.line != line; });
  std::string text;
  for (auto s = first; s != last; ++s) {
    if (!s->computes || d.value_step[static_cast<std::size_t>(s->node)] > done) continue;
    if (!text.empty()) text += ", ";
    if (last - first > 1 && !s->name.empty()) text += s->name + " = ";
    text += display_text(d.analysis.values[static_cast<std::size_t>(s->node)]);
  }
  return text;
}

}  // namespace chainrule::view
