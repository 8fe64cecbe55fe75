// Text with formulas and code in it, broken into lines.
#include <algorithm>

#include "ui/column.h"

namespace chainrule::ui {

using view::Token;

namespace {

constexpr float kEm = 14, kMath = 16, kCode = 13, kLine = 22;

// What is not broken: a word, a formula. `spaced`: a space stands before it, unless it begins a line.
struct Piece {
  math::Box box;
  bool spaced = false;
};

math::Box set(const learn::Run& run, std::string_view text) {
  switch (run.style) {
    case learn::Run::Style::bold: return math::words(text, math::Face::sans_semibold, kEm);
    case learn::Run::Style::code: return math::words(text, math::Face::mono, kCode);
    default: return math::words(text, math::Face::sans, kEm);
  }
}

std::vector<Piece> pieces_of(const learn::Paragraph& paragraph, float width) {
  std::vector<Piece> pieces;
  bool spaced = false;
  for (const learn::Run& run : paragraph.runs) {
    if (run.style == learn::Run::Style::formula) {
      pieces.push_back({math::typeset(run.text, kMath), std::exchange(spaced, false)});
      continue;
    }
    for (std::size_t at = 0; at < run.text.size();) {
      if (run.text[at] == ' ') {
        spaced = true;
        ++at;
        continue;
      }
      const std::size_t end = std::min(run.text.find(' ', at), run.text.size());
      // Where scripts are written without spaces, a piece is what a line may end behind.
      for (const std::string& part : math::lines(std::string_view(run.text).substr(at, end - at), math::Face::sans, kEm, width))
        pieces.push_back({set(run, part), std::exchange(spaced, false)});
      at = end;
    }
  }
  return pieces;
}

}  // namespace

void Column::rich(const learn::Paragraph& paragraph) {
  if (paragraph.kind == learn::Paragraph::Kind::display) {
    for (const learn::Run& run : paragraph.runs) formula(math::typeset(run.text, 17, math::Style::display));
    y_ += 6;
    return;
  }
  const bool item = paragraph.kind == learn::Paragraph::Kind::item;
  const float indent = item ? 16.f : 0.f, space = math::words_width(" ", math::Face::sans, kEm), right = x_ + width_;
  const std::vector<Piece> pieces = pieces_of(paragraph, width_ - indent);
  if (item) list_->AddCircleFilled({x_ + 5, y_ + kLine - 4.5f}, 2, state_.colours().of(Token::soft));
  for (std::size_t i = 0; i < pieces.size();) {
    // A line: as many pieces as there is room for, on one baseline.
    float wide = 0, high = 0, deep = 0;
    std::size_t end = i;
    for (; end < pieces.size(); ++end) {
      const Piece& p = pieces[end];
      const float more = p.box.width + (p.spaced && end > i ? space : 0);
      bool glued = false;  // to what follows without a space: both go on the next line
      float with = wide + more;
      for (std::size_t k = end + 1; k < pieces.size() && !pieces[k].spaced; ++k) with += pieces[k].box.width, glued = true;
      const bool begins = end == i || p.spaced;
      if (end > i && x_ + indent + (glued && begins && with - wide < width_ - indent ? with : wide + more) > right) break;
      wide += more;
      high = std::max(high, p.box.height);
      deep = std::max(deep, p.box.depth);
    }
    y_ += std::max(kLine, high + 8);
    float x = x_ + indent;
    for (std::size_t k = i; k < end; ++k) {
      x += pieces[k].spaced && k > i ? space : 0;
      paint_box(list_, state_.fonts, state_.colours(), pieces[k].box, {x, y_});
      x += pieces[k].box.width;
    }
    y_ += std::max(0.f, deep - 6);
    i = end;
  }
  y_ += 8;
}

}  // namespace chainrule::ui
