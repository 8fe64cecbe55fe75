// What is seen of the program's text: its colours, what belongs together, errors, and each line's value.
#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "ui/state.h"

namespace chainrule::ui {

using view::Token;

namespace {

constexpr float kValue = 12.5f;  // px per em of a line's value
constexpr float kGap = 24;       // px before it

std::string_view line_of(const Pane& p, std::size_t line) {
  const std::size_t begin = p.starts[line], end = line + 1 < p.starts.size() ? p.starts[line + 1] - 1 : p.text.size();
  return std::string_view(p.text).substr(begin, end - begin);
}

ImWchar letter(CodePoint point) { return static_cast<ImWchar>(std::min<char32_t>(point.value, IM_UNICODE_CODEPOINT_MAX)); }

class Painter {
 public:
  Painter(App::State& s, const Page& page, ImDrawList* list) : s_(s), p_(s.pane), t_(s.colours()), page_(page), list_(list) {
    const float seen = std::floor((page.top - page.y) / page.line), most = static_cast<float>(p_.starts.size());
    first_ = static_cast<std::size_t>(std::clamp(seen, 0.f, most));
    last_ = static_cast<std::size_t>(std::clamp(std::ceil((page.bottom - page.y) / page.line), 0.f, most));
  }

  void paint() {
    list_->PushClipRect({page_.left, page_.top}, {page_.right, page_.bottom});
    tints();
    brackets();
    letters();
    values();
    carets();
    for (const Diagnostic& d : s_.derived.analysis.diagnostics)
      if (d.severity != Severity::notice && d.span.end > 0) underline(d);
    list_->PopClipRect();
  }

 private:
  // A part of the text, line by line.
  void mark(Span span, ImU32 colour) {
    const auto end = std::min<std::size_t>(span.end, p_.text.size());
    for (std::size_t line = first_; line < last_; ++line) {
      const std::string_view here = line_of(p_, line);
      const std::size_t a = std::max<std::size_t>(span.begin, p_.starts[line]), b = std::min(end, p_.starts[line] + here.size());
      if (a >= b) continue;
      const ImVec2 at = page_.at(p_, a);
      const float width = page_.width(std::string_view(p_.text).substr(a, b - a));
      list_->AddRectFilled({at.x - 2, at.y}, {at.x + width + 2, at.y + page_.line}, colour, 3);
    }
  }

  // The statement in which the node stands, and the part of it that is the node's own.
  void tint(const std::string& name, float strength) {
    const int node = view::node_of(s_.derived, name), said = node < 0 ? -1 : view::said_of(p_.said, s_.derived, node);
    if (said < 0) return;
    const view::Said& statement = p_.said[static_cast<std::size_t>(said)];
    mark(statement.span, faded(t_.of(Token::accent), strength));
    if (statement.node != node) mark(s_.derived.analysis.graph.nodes[static_cast<std::size_t>(node)].span, faded(t_.of(Token::accent), strength));
  }

  void tints() {
    if (p_.said.empty()) return;
    tint(s_.session.selected, 0.13f);
    if (s_.session.hovered != s_.session.selected) tint(s_.session.hovered, 0.07f);
  }

  void brackets() {
    if (!p_.has_keyboard || p_.main.anchor != p_.main.head) return;
    const view::Brackets pair = view::brackets_at(p_.text, p_.runs, p_.main.head);
    lone_ = pair.partner < 0 ? pair.at : -1;
    for (const int at : {pair.at, pair.partner}) {
      const auto begin = static_cast<std::uint32_t>(at);
      if (at >= 0) mark({begin, begin + 1}, faded(t_.of(lone_ < 0 ? Token::accent : Token::gradient), 0.2f));
    }
  }

  void letters() {
    auto run = view::run_at(p_.runs, first_ < p_.starts.size() ? p_.starts[first_] : p_.text.size());
    for (std::size_t line = first_; line < last_; ++line) {
      const std::string_view here = line_of(p_, line);
      // As ImGui has it, or caret and letters would not agree.
      float x = std::trunc(page_.x);
      const float y = std::trunc(page_.y) + static_cast<float>(line) * page_.line;
      for (std::size_t i = 0; i < here.size();) {
        const CodePoint point = code_point_at(here, i);
        const ImFontGlyph* image = page_.letters->FindGlyph(letter(point));
        const std::size_t byte = p_.starts[line] + i;
        while (run != p_.runs.end() && run->end <= byte) ++run;
        i += static_cast<std::size_t>(point.bytes);
        const float x1 = x + image->X0 * page_.scale, x2 = x + image->X1 * page_.scale;
        x += image->AdvanceX * page_.scale;
        if (x1 > page_.right) break;
        if (!image->Visible || point.value == '\r' || x2 < page_.left) continue;
        const ImU32 colour = t_.of(static_cast<int>(byte) == lone_ ? Token::gradient : run != p_.runs.end() ? run->token : Token::ink);
        list_->PrimReserve(6, 4);
        list_->PrimRectUV({x1, y + image->Y0 * page_.scale}, {x2, y + image->Y1 * page_.scale}, {image->U0, image->V0}, {image->U1, image->V1},
                          colour);
      }
    }
  }

  // In a column behind the longest line that leaves room for one.
  void values() {
    if (s_.trainer.hides()) return;  // they may be answers
    const float room = page_.right - page_.left;
    constexpr float kLeast = 40;
    float column = 0;
    for (const float width : p_.widths)
      if (width + kGap + kLeast < room) column = std::max(column, width);
    for (std::size_t line = first_; line < std::min(last_, p_.widths.size()); ++line) {
      if (p_.widths[line] == 0 || p_.widths[line] > column) continue;
      const std::string text = view::line_value(p_.said, s_.derived, static_cast<int>(line), s_.session.done);
      if (text.empty() || column + kGap + math::words_width(text, math::Face::sans, kValue) + 8 > room) continue;
      const float baseline = page_.y + (static_cast<float>(line) + 0.5f) * page_.line + 4.5f;
      paint_words(list_, s_.fonts, t_, text.c_str(), {page_.x + column + kGap, baseline}, kValue, t_.of(Token::value));
    }
  }

  // As ImGui paints the field's own.
  void carets() {
    for (const view::Caret& caret : p_.others) {
      const view::Caret c{std::min(caret.anchor, p_.text.size()), std::min(caret.head, p_.text.size())};
      mark({static_cast<std::uint32_t>(c.begin()), static_cast<std::uint32_t>(c.end())}, faded(t_.of(Token::accent), 0.28f));
      const ImVec2 at = page_.at(p_, c.head);
      list_->AddRectFilled({std::trunc(at.x), at.y + 0.5f}, {std::trunc(at.x) + 1, at.y + page_.line - 1.5f}, t_.of(Token::accent));
    }
  }

  // A wavy line below the letters of a message's span.
  void underline(const Diagnostic& d) {
    const std::string_view text = p_.text;
    const std::size_t begin = std::min<std::size_t>(d.span.begin, text.size());
    const ImVec2 at = page_.at(p_, begin);
    if (at.y + page_.line < page_.top || at.y > page_.bottom) return;
    const std::string_view said = text.substr(begin, std::max(d.span.end, d.span.begin) - d.span.begin);
    const float y = at.y + page_.line - 2, width = std::max(page_.width(said.substr(0, said.find('\n'))), page_.width("0"));
    for (int i = 0; static_cast<float>(2 * i) <= width; ++i) list_->PathLineTo({at.x + static_cast<float>(2 * i), i % 2 == 0 ? y + 1.5f : y - 1});
    list_->PathStroke(t_.of(d.severity == Severity::error ? Token::gradient : Token::accent), 0, 1.4f);
  }

  App::State& s_;
  Pane& p_;
  const Theme& t_;
  const Page& page_;
  ImDrawList* list_;
  std::size_t first_ = 0, last_ = 0;  // lines that are seen
  int lone_ = -1;                     // a bracket without its partner
};

}  // namespace

float Page::width(std::string_view part) const {
  float sum = 0;
  for (std::size_t i = 0; i < part.size();) {
    const CodePoint point = code_point_at(part, i);
    sum += letters->GetCharAdvance(letter(point)) * scale;
    i += static_cast<std::size_t>(point.bytes);
  }
  return sum;
}

ImVec2 Page::at(const Pane& pane, std::size_t byte) const {
  const auto row = static_cast<std::size_t>(view::line_at(pane.starts, byte));
  return {x + width(std::string_view(pane.text).substr(pane.starts[row], byte - pane.starts[row])), y + static_cast<float>(row) * line};
}

std::size_t Page::byte_at(const Pane& pane, ImVec2 point) const {
  const auto row = static_cast<std::size_t>(std::clamp((point.y - y) / line, 0.f, static_cast<float>(pane.starts.size()) - 1));
  const std::string_view here = line_of(pane, row);
  std::size_t i = 0;
  for (float left = x; i < here.size();) {
    const CodePoint letter_here = code_point_at(here, i);
    const float wide = letters->GetCharAdvance(letter(letter_here)) * scale;
    if (point.x < left + wide / 2) break;
    left += wide;
    i += static_cast<std::size_t>(letter_here.bytes);
  }
  return pane.starts[row] + i;
}

void renew_pane(App::State& s, const Page& page) {
  Pane& p = s.pane;
  if (!p.known || p.text != s.text) {
    p.known = true;
    p.text = s.text;
    p.runs = view::colour_runs(p.text);
    p.starts = view::line_starts(p.text);
    p.said.clear();
    if (!s.stale_picture) p.said = view::statements(s.derived);
    p.widths.assign(p.starts.size(), 0);
    for (const view::Said& said : p.said) {
      float& width = p.widths[static_cast<std::size_t>(said.line)];
      if (said.computes && width == 0) width = page.width(line_of(p, static_cast<std::size_t>(said.line)));
    }
  }
  const int here = p.has_keyboard ? view::said_at(p.said, p.starts, p.main.head) : -1;
  const int node = here < 0 ? -1 : p.said[static_cast<std::size_t>(here)].node;
  s.session.lit = node < 0 ? "" : s.derived.analysis.graph.nodes[static_cast<std::size_t>(node)].name;
}

void paint_pane(App::State& s, const Page& page, ImDrawList* list) { Painter(s, page, list).paint(); }

}  // namespace chainrule::ui
