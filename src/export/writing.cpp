#include "export/writing.h"

#include <algorithm>

#include "core/compose.h"
#include "core/directives.h"
#include "core/regroup.h"

namespace chainrule::exports {

std::string clean(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    const std::string_view bytes = text.substr(i, static_cast<std::size_t>(c.bytes));
    i += bytes.size();
    if (c.value == '\r') {
      if (i < text.size() && text[i] == '\n') continue;
      out += '\n';
    } else if (c.value == 0xFFFD || c.value == 0xFFFE || c.value == 0xFFFF) {  // the last two are no characters of XML
      out += "\uFFFD";
    } else if (c.value < 0x20 || c.value == 0x7F) {
      out += c.value == '\n' || c.value == '\t' ? static_cast<char>(c.value) : ' ';
    } else {
      out += bytes;
    }
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : clean(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string commented(std::string_view text, std::string_view before) {
  const std::string lines = clean(text);
  std::string out;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    out += before;
    out += lines.substr(at, end - at) + '\n';
    at = end + 1;
  }
  return out;
}

std::string document(std::string_view text, const Analysis& analysis) {
  std::string out(text);
  for (const Function& function : analysis.graph.functions) out = with_folded(out, function.name, true);
  if (analysis.graph.output < 0) return out;
  const Analysis plain = analyse(out, {folded_functions(out), {}});
  const int wanted = plain.graph.find(analysis.graph.nodes[static_cast<std::size_t>(analysis.graph.output)].name);
  if (wanted < 0 || wanted == plain.graph.output) return out;
  const Act act = set_output(out, plain, wanted);
  return act.ok() ? apply_edits(out, act.edits) : out;
}

}  // namespace chainrule::exports
