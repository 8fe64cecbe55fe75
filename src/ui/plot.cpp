// A gate's value against one operand, the others held: the curve, its tangent, and the point, which can be dragged.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/between.h"
#include "core/eval.h"
#include "core/number.h"
#include "ui/inspector.h"

namespace chainrule::ui {

using view::Token;

namespace {

constexpr int kSamples = 96;
constexpr float kHeight = 168;

// The gate as a function of one operand, at whichever places that stands.
struct Curve {
  const Analysis& a;
  int node, operand;

  double at(double x) const { return gate_at(a.graph, node, operand, x, a.values); }
  double here() const { return a.values[static_cast<std::size_t>(operand)]; }
  // The slope where the program stands: the local gradients of all places that the operand has.
  double slope() const {
    const Node& n = a.graph.nodes[static_cast<std::size_t>(node)];
    double sum = 0;
    for (int p = 0; p < n.operand_count; ++p)
      if (a.graph.operands_of(node)[p].node == operand) sum += a.backward.locals[static_cast<std::size_t>(n.first_operand + p)];
    return sum;
  }
  // The slope elsewhere, by central differences.
  double slope_at(double x) const {
    const double h = 1e-5 * std::max(1.0, std::fabs(x));
    return (at(x + h) - at(x - h)) / (2 * h);
  }
};

// The curve's values across what is shown of it.
using Samples = std::array<double, kSamples + 1>;

Samples sample(const Curve& curve, const Plot& plot) {
  Samples samples;
  for (int i = 0; i <= kSamples; ++i) samples[static_cast<std::size_t>(i)] = curve.at(plot.x(i, kSamples));
  return samples;
}

// [low, high], what is shown up. False if something is too large to be drawn.
bool frame_curve(const Curve& curve, const Samples& samples, Plot& plot) {
  const double value = curve.at(plot.centre), slope = curve.slope();
  if (!std::isfinite(plot.centre) || !std::isfinite(value) || !std::isfinite(slope)) return false;
  plot.low = plot.high = value;
  for (const double y : samples) {
    if (!std::isfinite(y) || std::fabs(y - value) > 4 * plot.span * std::max(1.0, std::fabs(slope))) continue;
    plot.low = std::min(plot.low, y);
    plot.high = std::max(plot.high, y);
  }
  const double pad = std::max((plot.high - plot.low) * 0.14, 1e-9 + std::fabs(value) * 1e-3);
  plot.low -= pad;
  plot.high += pad;
  return std::isfinite(2 * plot.span * kSamples) && std::isfinite(plot.high - plot.low);
}

// A round step that cuts `range` into two to five.
double tick_step(double range) {
  const double rough = range / 4, scale = std::pow(10, std::floor(std::log10(rough)));
  for (double step : {1.0, 2.0, 5.0})
    if (rough <= step * scale) return step * scale;
  return 10 * scale;
}

class Drawing {
 public:
  Drawing(Column& column, const Plot& plot)
      : s_(column.state()), t_(s_.colours()), list_(column.list()), plot_(plot), x_(column.x()), y_(column.y() + 6), width_(column.width()) {}

  float px(double v) const { return x_ + part(v, plot_.centre - plot_.span, plot_.centre + plot_.span) * width_; }
  float py(double v) const { return y_ + kHeight - part(v, plot_.low, plot_.high) * kHeight; }
  float top() const { return y_; }

  void frame() {
    list_->AddRect({x_, y_}, {x_ + width_, y_ + kHeight}, t_.of(Token::border), 8);
    list_->PushClipRect({x_ + 1, y_ + 1}, {x_ + width_ - 1, y_ + kHeight - 1}, true);
    const double x0 = plot_.centre - plot_.span, x1 = plot_.centre + plot_.span;
    if (x0 < 0 && x1 > 0) list_->AddLine({px(0), y_}, {px(0), y_ + kHeight}, t_.of(Token::border));
    if (plot_.low < 0 && plot_.high > 0) list_->AddLine({x_, py(0)}, {x_ + width_, py(0)}, t_.of(Token::border));
  }
  // At the axes, but for those that the curve or its tangent would cross.
  void numbers(const Samples& samples, double at, double value, double slope) {
    const double x0 = plot_.centre - plot_.span, across = tick_step(2 * plot_.span), up = tick_step(plot_.high - plot_.low);
    struct {
      float x, lines[2];  // the curve and its tangent
    } passed[kSamples + 1];
    for (int i = 0; i <= kSamples; ++i) {
      const double u = plot_.x(i, kSamples);
      passed[i] = {px(u), {py(samples[static_cast<std::size_t>(i)]), py(value + slope * (u - at))}};
    }
    auto number = [&](double k, double step, bool below) {
      const double v = step < 1 ? k / std::round(1 / step) : k * step;  // 3 × 0.2 is not 0.6
      const math::Box text = math::words(display_text(k == 0 ? 0 : v), math::Face::sans, 10, math::Role::faint);
      const float left = below ? px(v) - text.width / 2 : x_ + 6, baseline = below ? y_ + kHeight - 6 : py(v) + 4;
      const bool inside = below ? px(v) > x_ + 24 && px(v) < x_ + width_ - 24 : py(v) > y_ + 26 && py(v) < y_ + kHeight - 22;
      bool crossed = false;
      float before[2] = {NAN, NAN};
      for (int i = 0; inside && i <= kSamples; ++i) {
        const float x = passed[i].x, *now = passed[i].lines;
        for (int line = 0; line < 2; ++line) {
          const bool over = x > left - 4 && x < left + text.width + 8;
          const float low = std::max(now[line], before[line]), high = std::min(now[line], before[line]);
          crossed = crossed || (over && low > baseline - 11 && high < baseline + 4);
          before[line] = now[line];
        }
      }
      if (!inside || crossed) return;
      list_->AddRectFilled({left - 2, baseline - 9}, {left + text.width + 2, baseline + 2}, t_.of(Token::card));
      paint_box(list_, s_.fonts, t_, text, {left, baseline});
    };
    for (int i = 0; i < 8; ++i) {
      number(std::ceil(x0 / across) + i, across, true);
      number(std::ceil(plot_.low / up) + i, up, false);
    }
  }
  void curve(const Samples& samples) {
    const double reach = 9 * (plot_.high - plot_.low);
    for (int i = 0; i <= kSamples; ++i) {
      const double at = plot_.x(i, kSamples), v = samples[static_cast<std::size_t>(i)];
      if (std::isfinite(v) && v > plot_.low - reach && v < plot_.high + reach) {
        list_->PathLineTo({px(at), py(v)});
      } else {
        list_->PathStroke(t_.of(Token::ink), 0, 2);
      }
    }
    list_->PathStroke(t_.of(Token::ink), 0, 2);
  }
  void tangent(double at, double value, double slope) {
    const double reach = 2 * plot_.span;
    list_->AddLine({px(at - reach), py(value - slope * reach)}, {px(at + reach), py(value + slope * reach)}, faded(t_.of(Token::gradient), 0.7f), 1.5f);
  }
  void point(double at, double value, bool hovered) {
    list_->AddCircleFilled({px(at), py(value)}, hovered ? 7.f : 5.5f, t_.of(Token::accent));
    list_->AddCircle({px(at), py(value)}, hovered ? 7.f : 5.5f, t_.of(Token::card), 0, 1.5f);
  }
  void names(const std::string& up, const std::string& across) {
    const math::Box a = math::typeset(latex_name(up), 14), b = math::typeset(latex_name(across), 14);
    paint_box(list_, s_.fonts, t_, a, {x_ + 8, y_ + 18});
    paint_box(list_, s_.fonts, t_, b, {x_ + width_ - b.width - 8, y_ + kHeight - 8});
    list_->PopClipRect();
  }

 private:
  static float part(double v, double low, double high) { return static_cast<float>(std::clamp(share_between(v, low, high), -99.0, 99.0)); }

  App::State& s_;
  const Theme& t_;
  ImDrawList* list_;
  const Plot& plot_;
  float x_, y_, width_;
};

}  // namespace

void plot(Column& column, int node) {
  App::State& s = column.state();
  Plot& p = s.plot;
  const Analysis& a = s.derived.analysis;
  const std::string& name = a.graph.nodes[static_cast<std::size_t>(node)].name;
  if (p.node != name) {
    p = {};
    p.node = name;
  }

  std::vector<int> operands;
  std::vector<std::string> labels;
  for (const view::Row& row : s.derived.cards[static_cast<std::size_t>(node)].rows) {
    if (std::find(operands.begin(), operands.end(), row.operand) != operands.end()) continue;
    operands.push_back(row.operand);
    labels.push_back(latex_name(a.graph.nodes[static_cast<std::size_t>(row.operand)].name));
  }
  int chosen = 0;
  for (std::size_t i = 0; i < operands.size(); ++i)
    if (a.graph.nodes[static_cast<std::size_t>(operands[i])].name == p.operand) chosen = static_cast<int>(i);
  const Curve look{a, node, operands[static_cast<std::size_t>(chosen)]};
  if (!p.held) {
    p.centre = look.here();
    p.span = std::max(1.0, std::fabs(p.centre)) * 1.6;
  }
  const Samples samples = sample(look, p);
  if (!p.held && !frame_curve(look, samples, p)) return;
  column.heading(s.language.of(Word::slope_here));
  if (operands.size() > 1) {
    const int now = column.choice("operand", labels, chosen);
    if (now != chosen) {
      const std::string other = a.graph.nodes[static_cast<std::size_t>(operands[static_cast<std::size_t>(now)])].name;
      p = {};
      p.node = name;
      p.operand = other;
      return plot(column, node);
    }
  }
  const Node& operand = a.graph.nodes[static_cast<std::size_t>(look.operand)];
  p.operand = operand.name;

  Drawing drawing(column, p);
  ImGui::SetCursorScreenPos({column.x(), drawing.top()});
  ImGui::InvisibleButton("plot", {column.width(), kHeight});
  s.spots.push_back({"plot", column.x(), drawing.top(), column.width(), kHeight});
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  const bool input = operand.operand_count == 0;
  p.held = ImGui::IsItemActive() && !s.stale_picture && s.hand.does != Hand::Does::rests;
  if (p.held) {
    const double part = std::clamp((ImGui::GetIO().MousePos.x - column.x()) / column.width(), 0.f, 1.f);
    const double grain = tick_step(2 * p.span) / 50;  // whole steps, so that round numbers are met
    const double to = std::round((p.centre - p.span + 2 * p.span * part) / grain) * grain;
    if (input) {
      p.moved_to = to;
    } else {
      p.what_if = true;
      p.at = to;
    }
  }
  if (ImGui::IsItemDeactivated() && input) s.history.close_group();

  const bool what_if = p.what_if && !input;
  const double at = what_if ? p.at : look.here(), value = look.at(at), slope = what_if ? look.slope_at(at) : look.slope();
  drawing.frame();
  drawing.numbers(samples, at, value, slope);
  drawing.curve(samples);
  if (std::isfinite(at) && std::isfinite(value) && std::isfinite(slope)) {  // while the point is held the frame is of before
    drawing.tangent(at, value, slope);
    drawing.point(at, value, hovered || p.held);
  }
  drawing.names(name, operand.name);
  column.space(kHeight + 10);
  const std::string numbers = s.language.say(Word::slope_words, {name, operand.name, display_text(slope)});
  if (!what_if) {
    column.paragraph(numbers);
    return;
  }
  column.paragraph(s.language.say(Word::what_if, {operand.name, display_text(at), name, display_text(value), display_text(slope)}));
  if (column.link("what-if-back", s.language.say(Word::what_if_back, {operand.name, display_text(look.here())}))) p.what_if = false;
}

}  // namespace chainrule::ui
