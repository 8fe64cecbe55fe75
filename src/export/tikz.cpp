// The circuit as on the slide: discs with the gates' signs, values above the wires, gradients below them.
#include <algorithm>
#include <cmath>

#include "core/number.h"
#include "export/formats.h"
#include "export/tex.h"
#include "export/writing.h"
#include "layout/curve.h"
#include "view/colours.h"

namespace chainrule::exports {

namespace {

using layout::Point;

// Lengths in the picture's unit, which is 1 pt but in pictures too large for TeX.
constexpr float kDisc = 30, kName = 12, kSide = 6, kDigit = 5.2f, kMargin = 6;
constexpr float kMostPoints = 14000;  // PDF's pages are no larger

std::string number(double x) { return format_number(std::round(x * 100) / 100); }
std::string at(Point p) { return "(" + number(p.x) + "," + number(p.y) + ")"; }

std::string colour(view::Token token) {
  const std::uint32_t c = view::colour(token, false);
  auto part = [&](int shift) { return std::to_string(c >> shift & 255); };
  return "{rgb,255:red," + part(16) + ";green," + part(8) + ";blue," + part(0) + "}";
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::size_t count_of(std::string_view part, std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++count;
  return count;
}

// A node: its mark, and right of it the piece of wire that its numbers stand at.
struct Mark {
  bool disc = false;
  std::string latex, name;
  float width = 0;  // of the disc, or of an input's name
  layout::Card card;
};

class TikzMaker {
 public:
  explicit TikzMaker(const Analysis& a) : a_(a) {
    for (int i = 0; i < count(); ++i) marks_.push_back(mark(i));
    lay_out();
  }

  std::string write() {
    const float width = drawing_.size.x + 2 * kMargin + output_width(), height = drawing_.size.y + 2 * kMargin;
    const float unit = std::min(1.f, kMostPoints / std::max(width, height));
    out_ = "% Chainrule's colours of values and gradients; needs \\usepackage{tikz}\n"
           "\\begin{tikzpicture}[x=" + number_of_points(unit) + ", y=-" + number_of_points(unit) + ", >=stealth, font=\\small,\n"
           "  value/.style={text=" + colour(view::Token::value) + ", font=\\footnotesize, inner sep=2.5pt},\n"
           "  gradient/.style={text=" + colour(view::Token::gradient) + ", font=\\footnotesize, inner sep=2.5pt},\n"
           "  gate/.style={draw, rounded corners=15pt, minimum height=30pt, inner sep=0pt},\n"
           "  name/.style={font=\\footnotesize, inner sep=1.5pt}]\n";
    out_ += "  \\useasboundingbox " + at({-kMargin, -kMargin}) + " rectangle " + at({width - kMargin, height - kMargin}) + ";\n";
    for (std::size_t w = 0; w < wires_.size(); ++w) wire(w);
    for (int i = 0; i < count(); ++i) node(i);
    return out_ + "\\end{tikzpicture}\n";
  }

  Point size_in_points() const {
    const float width = drawing_.size.x + 2 * kMargin + output_width(), height = drawing_.size.y + 2 * kMargin;
    const float unit = std::min(1.f, kMostPoints / std::max(width, height));
    return {width * unit, height * unit};
  }

 private:
  int count() const { return static_cast<int>(a_.graph.nodes.size()); }
  static std::string number_of_points(float x) { return format_number(std::round(static_cast<double>(x) * 1e4) / 1e4) + "pt"; }
  float output_width() const {
    return a_.graph.output < 0 ? 0 : 24 + kDigit * 1.3f * static_cast<float>(characters(a_.graph.nodes[static_cast<std::size_t>(a_.graph.output)].name));
  }

  Mark mark(int index) const {
    const Node& node = a_.graph.nodes[static_cast<std::size_t>(index)];
    Mark m;
    m.disc = node.operand_count > 0;
    const std::string sign = m.disc ? gate_look(a_.graph, index).sign : node.name;
    m.latex = m.disc ? tex_sign(sign) : tex_safe(latex_name(node.name));
    m.name = m.disc && node.named ? tex_safe(latex_name(node.name)) : "";
    const float words = 2 * kSide + 1.3f * kDigit * static_cast<float>(characters(sign) + 5 * count_of("U+", m.latex));
    m.width = m.disc ? std::max(kDisc, words) : words;
    const std::size_t digits = std::max(characters(display_text(a_.values[static_cast<std::size_t>(index)])),
                                        characters(display_text(a_.backward.grads[static_cast<std::size_t>(index)])));
    const float above = m.name.empty() ? 0 : kName;
    m.card = {m.width + 2 * kSide + kDigit * static_cast<float>(digits), kDisc + above, above + kDisc / 2, false, {}};
    return m;
  }

  void lay_out() {
    std::vector<layout::Card> cards;
    for (const Mark& m : marks_) cards.push_back(m.card);
    for (int i = 0; i < count(); ++i) {
      const Node& node = a_.graph.nodes[static_cast<std::size_t>(i)];
      for (int p = 0; p < node.operand_count; ++p) {
        const Operand& operand = a_.graph.operands_of(i)[p];
        const float above = marks_[static_cast<std::size_t>(i)].card.height - kDisc;
        const float part = static_cast<float>(p + 1) / static_cast<float>(node.operand_count + 1);
        if (!operand.is_literal()) wires_.push_back({operand.node, i, above + kDisc * (literal_in(i) ? 0.5f : part)});
      }
    }
    layout::Spacing spacing;
    spacing.layer_gap = 44;
    spacing.card_gap = 14;
    spacing.lane_gap = 10;
    drawing_ = layout::layered(cards, wires_, spacing);
  }

  bool literal_in(int gate) const {
    const Node& node = a_.graph.nodes[static_cast<std::size_t>(gate)];
    for (int p = 0; p < node.operand_count; ++p)
      if (a_.graph.operands_of(gate)[p].is_literal()) return node.op != Op::call;
    return false;
  }

  // To the disc's edge, which is a little behind the port of the card around it.
  void wire(std::size_t w) {
    const std::vector<Point>& points = drawing_.routes[w].points;
    const int to = wires_[w].to;
    const float off = wires_[w].in_y - marks_[static_cast<std::size_t>(to)].card.out_y, radius = kDisc / 2;
    out_ += "  \\draw[->] " + at(points[0]);
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
      const layout::Curve c = layout::curve_between(points[i], points[i + 1]);
      out_ += " .. controls " + at(c.leave) + " and " + at(c.arrive) + " .. " + at(c.end);
    }
    const float behind = radius - std::sqrt(std::max(radius * radius - off * off, 0.f));
    out_ += (behind > 0.1f ? " -- " + at({points.back().x + behind, points.back().y}) : "") + ";\n";
  }

  void node(int index) {
    const Mark& m = marks_[static_cast<std::size_t>(index)];
    const Point corner = drawing_.corners[static_cast<std::size_t>(index)];
    const Point middle{corner.x + m.width / 2, corner.y + m.card.out_y}, edge{corner.x + m.width, middle.y};
    const bool is_output = index == a_.graph.output;
    const Point end{corner.x + m.card.width, middle.y}, tip{end.x + 14, end.y};
    out_ += std::string("  \\draw") + (is_output ? "[->] " : " ") + at(edge) + " -- " + at(is_output ? tip : end) + ";\n";
    out_ += "  \\node[" + (m.disc ? "gate, minimum width=" + number_of_points(m.width) : std::string("inner sep=0pt")) + "] at " + at(middle) +
            " {$" + m.latex + "$};\n";
    if (!m.name.empty() && !is_output) label("name, above", {middle.x, middle.y - kDisc / 2}, m.name);
    if (is_output) label("name, right", tip, tex_safe(latex_name(a_.graph.nodes[static_cast<std::size_t>(index)].name)));
    const Point numbers{edge.x + kSide / 2, edge.y};
    label("value, above right", numbers, display_latex(a_.values[static_cast<std::size_t>(index)]));
    label("gradient, below right", numbers, display_latex(a_.backward.grads[static_cast<std::size_t>(index)]));
  }

  void label(const char* style, Point where, const std::string& latex) {
    out_ += std::string("  \\node[") + style + "] at " + at(where) + " {$" + latex + "$};\n";
  }

  const Analysis& a_;
  std::vector<Mark> marks_;
  std::vector<layout::Wire> wires_;
  layout::Drawing drawing_;
  std::string out_;
};

}  // namespace

std::string to_tikz(std::string_view text, Analysis& analysis) {
  const std::string program = commented(text, "% ");
  TikzMaker maker(analysis);
  const Point size = maker.size_in_points();
  return "% Compile with pdflatex. For a text or slide of your own, copy what stands between the marks; it needs \\usepackage{tikz}"
         "\n% and \\usepackage{amsmath}.\n%\n" + program +
         "\\documentclass{article}\n\\usepackage{amsmath}\n\\usepackage{tikz}\n"
         "\\usepackage[paperwidth=" + number(size.x + 1) + "pt, paperheight=" + number(size.y + 1) + "pt, margin=0pt, noheadfoot]{geometry}\n"
         "\\pagestyle{empty}\n\\begin{document}\n\\noindent\n% ---- begin of the picture\n" + maker.write() +
         "% ---- end of the picture\n\\end{document}\n";
}

}  // namespace chainrule::exports
