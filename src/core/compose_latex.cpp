// A formula in LaTeX that an act changes is written in plain form first: the same nodes, in the same order.
#include <algorithm>

#include "core/compose_draft.h"
#include "core/latex_text.h"
#include "core/number.h"

namespace chainrule {

namespace {

std::size_t index(int i) { return static_cast<std::size_t>(i); }

std::string plain(const Source& s, const Statement& statement) {
  std::vector<Form> forms(index(statement.root) + 1 - index(statement.first));
  for (int i = statement.first; i <= statement.root; ++i) {
    const Syntax& x = s.at(i);
    Form& form = forms[index(i - statement.first)];
    if (x.child_count == 0) {
      form = {x.kind == Syntax::Kind::number ? format_number(x.number) : s.name(x.name)};
      continue;
    }
    std::vector<Form> operands;
    for (int c = 0; c < x.child_count; ++c) operands.push_back(std::move(forms[index(s.child(i, c) - statement.first)]));
    Kind kind;
    kind.op = x.op;
    if (x.kind == Syntax::Kind::call) kind.call = s.name(x.name);
    form = form_of(kind, std::move(operands));
  }
  std::string text = statement.name < 0 ? std::string() : s.name(statement.name);
  for (const int param : statement.params) text += (param == statement.params[0] ? "(" : ", ") + s.name(param);
  return text + (statement.params.empty() ? "" : ")") + (text.empty() ? "" : " = ") + forms.back().text;
}

// One edit that makes one text of the other.
TextEdit difference(std::string_view from, std::string_view to) {
  std::size_t front = 0, back = 0;
  const std::size_t most = std::min(from.size(), to.size());
  while (front < most && from[front] == to[front]) ++front;
  while (front > 0 && (static_cast<unsigned char>(from[front - 1]) & 0x80) != 0) --front;  // whole characters
  while (back < most - front && from[from.size() - 1 - back] == to[to.size() - 1 - back]) ++back;
  while (back > 0 && (static_cast<unsigned char>(from[from.size() - back]) & 0xC0) == 0x80) --back;
  const Span span{static_cast<std::uint32_t>(front), static_cast<std::uint32_t>(from.size() - back)};
  return {span, std::string(to.substr(front, to.size() - back - front))};
}

}  // namespace

// What is neither statement nor comment goes.
std::string without_latex(const Source& s, const Statement& statement) {
  const LatexText latex(s.text);
  std::size_t begin = 0, end = 0;
  for (std::size_t at = 0; at < s.text.size(); at = end + 1) {
    begin = at;
    end = latex.piece(at).end;
    if (end >= statement.span.begin) break;
  }
  std::string text(s.text.substr(0, begin)), lines;
  for (std::size_t at = begin; at < end;) {
    const std::size_t line = std::min(std::min(s.text.find('\n', at), end), s.text.size());
    std::string here;
    for (const Statement& other : s.program.statements)
      if (other.span.begin >= at && other.span.begin < line && other.root >= 0) here += (here.empty() ? "" : "; ") + plain(s, other);
    const std::size_t note = s.text.substr(0, line).find_first_of("#%", at);
    if (note < line) here += (here.empty() ? "#" : "  #") + std::string(s.text.substr(note + 1, line - note - 1));
    if (!here.empty()) lines += (lines.empty() ? "" : "\n") + here;
    at = line + 1;
  }
  return text + lines + std::string(s.text.substr(end));
}

Act composed(std::string_view text, const Analysis& analysis, const std::function<Act(Draft&)>& act) {
  std::string plain(text);
  Analysis again;
  for (const Analysis* now = &analysis;; now = &again) {
    Draft d(plain, *now);
    Act result = act(d);
    if (d.latex < 0) {
      if (result.ok() && plain != text) result.edits = {difference(text, apply_edits(plain, result.edits))};
      return result;
    }
    const std::string next = without_latex(d.s, d.statement(d.latex));
    Analysis then = analyse(next, d.options());
    if (next == plain || !same_but_name(analysis.graph, then.graph)) return result;
    plain = next;
    again = std::move(then);
  }
}

}  // namespace chainrule
