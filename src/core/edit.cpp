#include "core/edit.h"

#include "core/number.h"

namespace chainrule {

std::string apply_edit(std::string_view text, const TextEdit& edit) {
  std::string out(text.substr(0, edit.span.begin));
  out += edit.replacement;
  out += text.substr(edit.span.end);
  return out;
}

namespace {

// As the language reads it.
std::string written(double value) {
  if (value != value) return "0/0";
  if (value - value != 0) return value > 0 ? "1/0" : "-1/0";
  return format_number(value);
}

}  // namespace

TextEdit set_input(std::string_view text, const Graph& graph, int node, double value) {
  const Node& input = graph.nodes[static_cast<std::size_t>(node)];
  if (!input.implicit) {
    // The full stop of a sentence in pasted LaTeX would become part of the number.
    const bool stop = input.span.end < text.size() && text[input.span.end] == '.';
    return {{input.span.begin, input.span.end + stop}, written(value)};
  }
  const auto end = static_cast<std::uint32_t>(text.size());
  const bool line_open = !text.empty() && text.back() != '\n';
  return {{end, end}, (line_open ? "\n" : "") + input.name + " = " + written(value)};
}

}  // namespace chainrule
