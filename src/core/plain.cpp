#include "core/plain.h"

#include <algorithm>

#include "core/compose_draft.h"
#include "core/latex_text.h"

namespace chainrule {

namespace {

bool has_latex(std::string_view part) { return part.find_first_of("\\{}$") != std::string_view::npos; }

// One formula less in LaTeX; false if there is none that can be written plainly.
bool step(std::string& text, std::size_t begin, std::size_t end) {
  const Source s(text);
  const LatexText latex(text);
  for (std::size_t at = 0; !latex.none() && at < end; at = latex.piece(at).end + 1) {
    const LatexText::Piece piece = latex.piece(at);
    if (!piece.latex || piece.end <= begin) continue;
    if (at < begin && has_latex(s.text.substr(at, begin - at))) continue;
    if (piece.end > end && has_latex(s.text.substr(end, piece.end - end))) continue;
    const Statement* first = nullptr;
    bool whole = true;
    for (const Statement& statement : s.program.statements) {
      if (statement.span.begin < at || statement.span.begin >= piece.end) continue;
      first = first ? first : &statement;
      whole = whole && statement.root >= 0;
    }
    if (!first || !whole) continue;
    std::string next = without_latex(s, *first);
    if (next == text) continue;
    text = std::move(next);
    return true;
  }
  return false;
}

// Changes of what is spelled otherwise, in the text's order; what is between the tokens and no comment is read as nothing.
std::vector<TextEdit> respelled(std::string_view text, std::size_t begin, std::size_t end) {
  const LatexText latex(text);
  const std::vector<Token> tokens = tokenize(text);
  std::vector<TextEdit> edits;
  auto change = [&](std::uint32_t from, std::uint32_t to, std::string by) {
    if (from >= begin && to <= end) edits.push_back({{from, to}, std::move(by)});
  };
  std::uint32_t at = 0;
  std::size_t goes = tokens.size();  // a closing bracket
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& t = tokens[i];
    if (t.span.end > t.span.begin && !latex.none() && latex.piece(t.span.begin).latex) {
      at = std::max(at, t.span.end);
      continue;
    }
    for (std::uint32_t from = at; from < t.span.begin;) {
      const std::size_t to = std::min<std::size_t>(text.find_first_of(" \t\r\n#", from), t.span.begin);
      if (to > from) change(from, static_cast<std::uint32_t>(std::min<std::size_t>(text.find_first_not_of(" \t", to), t.span.begin)), "");
      from = static_cast<std::uint32_t>(to);
      if (from < t.span.begin && text[from] == '#') break;  // to the line's end
      from += from < t.span.begin;
    }
    at = std::max(at, t.span.end);
    const std::string_view written = text.substr(t.span.begin, t.span.end - t.span.begin);
    if (t.kind == TokenKind::name && !t.word.empty()) change(t.span.begin, t.span.end, t.word);
    if (written == "**") change(t.span.begin, t.span.end, "^");
    if (written == ":=") change(t.span.begin, t.span.end, "=");
    if (i == goes) change(t.span.begin, t.span.end, "");
    if (t.kind != TokenKind::left || written.size() < 2) continue;
    std::size_t close = i + 1;  // of a number's making: the brackets go where one number stands in them
    if (i > 0 && tokens[i - 1].kind == TokenKind::equals && tokens[close].kind == TokenKind::minus) ++close;
    ++close;
    const bool alone = close < tokens.size() && tokens[close].kind == TokenKind::right && tokens[close - 1].kind == TokenKind::number;
    change(t.span.begin, t.span.end, alone ? "" : "(");
    if (alone) goes = close;
  }
  return edits;
}

}  // namespace

std::string in_plain_form(std::string_view text, Span came) {
  std::string plain(text);
  const std::size_t behind = text.size() - came.end;
  while (step(plain, came.begin, plain.size() - behind)) {
  }
  plain = apply_edits(plain, respelled(plain, came.begin, plain.size() - behind));
  // A line that has gone takes its newline with it.
  for (std::size_t at = came.begin; at < plain.size() - behind && plain[at] == '\n' && (at == 0 || plain[at - 1] == '\n') && text[at] != '\n';)
    plain.erase(at, 1);
  const Build before = build(parse(text)), after = build(parse(plain));
  return same_but_name(before.graph, after.graph) && after.diagnostics.size() <= before.diagnostics.size() ? plain : std::string(text);
}

}  // namespace chainrule
