// The selected gate in words, its local gradients, its slope, and the check against differences.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/eval.h"
#include "core/number.h"
#include "ui/state.h"

namespace chainrule::ui {

using view::Token;

namespace {

constexpr float kSide = 21;

// A column that is filled from the top.
class Column {
 public:
  Column(App::State& s, float x, float y, float width) : s_(s), list_(ImGui::GetWindowDrawList()), x_(x), y_(y), width_(width) {}

  float y() const { return y_; }
  void space(float px) { y_ += px; }

  void heading(Word word) {
    y_ += 30;
    paint_words(list_, s_.fonts, s_.colours(), std::string(s_.language.of(word)).c_str(), {x_, y_}, 12, s_.colours().of(Token::soft), math::Face::sans_semibold);
    y_ += 10;
  }

  void paragraph(const std::string& text) {
    constexpr float kEm = 13, kLine = 20;
    std::size_t at = 0;
    std::string line;
    auto flush = [&] {
      y_ += kLine;
      paint_words(list_, s_.fonts, s_.colours(), line.c_str(), {x_, y_}, kEm, s_.colours().of(Token::soft));
      line.clear();
    };
    while (at < text.size()) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      const std::string word = text.substr(at, end - at);
      if (!line.empty() && math::words_width(line + " " + word, math::Face::sans, kEm) > width_) flush();
      line += (line.empty() ? "" : " ") + word;
      at = end + 1;
    }
    if (!line.empty()) flush();
  }

  // A formula on a line of its own, shrunk where it is wider than the column, with a number behind it.
  void formula(const std::string& latex, const math::Box& number) {
    math::Box box = math::typeset(latex, 16, math::Style::display);
    const float room = width_ - (number.width > 0 ? number.width + 16 : 0);
    const float scale = std::min(1.f, room / std::max(box.width, 1.f));
    y_ += 8 + box.height * scale;
    paint_box(list_, s_.fonts, s_.colours(), box, {x_, y_}, scale);
    paint_box(list_, s_.fonts, s_.colours(), number, {x_ + box.width * scale + 16, y_ + 1});
    y_ += box.depth * scale + 6;
  }

  void cells(const math::Box& a, const math::Box& b, const math::Box& c, const math::Box& d) {
    y_ += 26;
    const float at[] = {0, 62, 112, 212};
    const math::Box* boxes[] = {&a, &b, &c, &d};
    float x = 0;
    for (int i = 0; i < 4; ++i) {
      x = std::max(x, at[i]);
      paint_box(list_, s_.fonts, s_.colours(), *boxes[i], {x_ + x, y_});
      x += boxes[i]->width + 10;
    }
  }

  ImDrawList* list() { return list_; }
  float x() const { return x_; }
  float width() const { return width_; }

 private:
  App::State& s_;
  ImDrawList* list_;
  float x_, y_, width_;
};

// Is what becomes known at this step known yet? What is not stays blank.
bool known(int step, const App::State& s) { return step <= s.session.done; }

math::Box words(std::string_view text, float em, math::Role role, math::Face face = math::Face::sans) { return math::words(text, face, em, role); }

void title(App::State& s, Column& column, int node) {
  const Analysis& a = s.derived.analysis;
  const Node& n = a.graph.nodes[static_cast<std::size_t>(node)];
  const view::GateWords look = view::gate_words(a.graph, node, s.language);
  const std::string equation = latex_name(n.name) + (n.operand_count > 0 ? " = " + latex(formula_of(a.graph, node)) : std::string());
  const math::Box box = math::typeset(equation, 20), name = words(look.title, 15, math::Role::ink, math::Face::sans_semibold);
  const bool beside = box.width + 12 + name.width <= column.width();
  const float scale = beside ? 1.f : std::min(1.f, column.width() / box.width);
  column.space(16 + box.height * scale);
  paint_box(column.list(), s.fonts, s.colours(), box, {column.x(), column.y()}, scale);
  if (!beside) column.space(box.depth * scale + 26);
  paint_box(column.list(), s.fonts, s.colours(), name, {column.x() + (beside ? box.width + 12 : 0), column.y()});
  column.space(beside ? box.depth + 4 : 4);
  column.paragraph(look.sentence);
}

void local_gradients(App::State& s, Column& column, int node) {
  Analysis& a = s.derived.analysis;
  const Node& n = a.graph.nodes[static_cast<std::size_t>(node)];
  column.heading(Word::local_gradients);
  for (const view::Row& row : s.derived.cards[static_cast<std::size_t>(node)].rows) {
    const double local = a.backward.locals[static_cast<std::size_t>(n.first_operand + row.place)];
    const Expr formula = local_formula(a.graph, node, row.place, a.values, local, a.rules);
    const bool plain = formula->kind == ExprNode::Kind::number;
    column.formula("\\frac{\\partial " + latex_name(n.name) + "}{\\partial " + latex_name(a.graph.nodes[static_cast<std::size_t>(row.operand)].name) + "} = " + latex(formula),
                   plain || !known(s.derived.value_step[static_cast<std::size_t>(node)], s) ? math::Box() : words(display_text(local), 14, math::Role::value));
  }
}

// The gate's value against one operand, the others held, with the point where it stands.
void slope(App::State& s, Column& column, int node) {
  Analysis& a = s.derived.analysis;
  const view::Card& card = s.derived.cards[static_cast<std::size_t>(node)];
  const Node& n = a.graph.nodes[static_cast<std::size_t>(node)];
  const view::Row& row = card.rows[0];
  const double at = a.values[static_cast<std::size_t>(row.operand)], value = a.values[static_cast<std::size_t>(node)];
  const double local = a.backward.locals[static_cast<std::size_t>(n.first_operand + row.place)];
  if (!std::isfinite(at) || !std::isfinite(value) || !std::isfinite(local)) return;
  const double span = std::max(1.0, std::fabs(at)) * 1.6;
  constexpr int kSamples = 96;
  std::vector<double> ys;
  double low = value, high = value;
  const Graph& graph = a.graph;
  for (int i = 0; i <= kSamples; ++i) {
    const double y = gate_at(graph, node, row.operand, at - span + 2 * span * i / kSamples, a.values);
    ys.push_back(y);
    if (std::isfinite(y) && std::fabs(y - value) <= 4 * span * std::max(1.0, std::fabs(local))) {
      low = std::min(low, y);
      high = std::max(high, y);
    }
  }
  const double pad = std::max((high - low) * 0.12, 1e-9 + std::fabs(value) * 1e-3);
  low -= pad;
  high += pad;
  if (!std::isfinite(2 * span * kSamples) || !std::isfinite(high - low)) return;  // too large to be drawn
  column.heading(Word::slope_here);
  const float x = column.x(), y = column.y() + 4, width = column.width(), height = 148;
  const Theme& t = s.colours();
  ImDrawList* list = column.list();
  list->AddRect({x, y}, {x + width, y + height}, t.of(Token::border), 8);
  list->PushClipRect({x + 1, y + 1}, {x + width - 1, y + height - 1}, true);
  auto px = [&](double v) { return x + static_cast<float>((v - at + span) / (2 * span)) * width; };
  auto py = [&](double v) { return y + height - static_cast<float>(std::clamp((v - low) / (high - low), -99.0, 99.0)) * height; };
  if (std::fabs(at) < span) list->AddLine({px(0), y}, {px(0), y + height}, t.of(Token::border));
  if (low < 0 && high > 0) list->AddLine({x, py(0)}, {x + width, py(0)}, t.of(Token::border));
  for (int i = 0; i <= kSamples; ++i) {
    const double v = ys[static_cast<std::size_t>(i)];
    if (std::isfinite(v) && v > low - 9 * (high - low) && v < high + 9 * (high - low)) {
      list->PathLineTo({px(at - span + 2 * span * i / kSamples), py(v)});
    } else {
      list->PathStroke(t.of(Token::ink), 0, 2);
    }
  }
  list->PathStroke(t.of(Token::ink), 0, 2);
  list->AddLine({px(at - span), py(value - local * span)}, {px(at + span), py(value + local * span)}, faded(t.of(Token::gradient), 0.6f), 1.25f);
  list->AddCircleFilled({px(at), py(value)}, 5, t.of(Token::accent));
  list->PopClipRect();
  const std::string by = graph.nodes[static_cast<std::size_t>(row.operand)].name;
  column.space(height + 4);
  column.paragraph(s.language.say(Word::slope_words, {n.name, by, display_text(local)}));
}

Word verdict_word(Verdict verdict) {
  constexpr Word kWords[] = {Word::agrees, Word::disagrees, Word::not_differentiable, Word::not_finite, Word::too_rough};
  return kWords[static_cast<int>(verdict)];
}

void checks(App::State& s, Column& column, int node) {
  const Analysis& a = s.derived.analysis;
  const std::string& name = a.graph.nodes[static_cast<std::size_t>(node)].name;
  if (s.checks_of != name) {
    s.checks_of = name;
    s.checks.clear();
    if (s.derived.cards[static_cast<std::size_t>(node)].rows.empty()) s.checks.push_back(check_gradient(a, node));
    for (const view::Row& row : s.derived.cards[static_cast<std::size_t>(node)].rows) {
      const bool twice = !s.checks.empty() && s.checks.back().node == row.operand;
      if (!twice) s.checks.push_back(check_gradient(a, row.operand));
    }
  }
  auto hidden = [&](const CheckRow& row) { return !known(s.derived.gradient_step[static_cast<std::size_t>(row.node)], s); };
  if (std::all_of(s.checks.begin(), s.checks.end(), hidden)) return;
  column.heading(Word::checked);
  const std::string output = latex_name(a.graph.nodes[static_cast<std::size_t>(a.graph.output)].name);
  for (const CheckRow& row : s.checks) {
    if (hidden(row)) continue;
    const bool good = row.verdict == Verdict::agrees;
    char numerical[32];
    std::snprintf(numerical, sizeof numerical, "%.7g", row.numerical);
    std::string shown = std::isfinite(row.numerical) ? numerical : display_text(row.numerical);
    if (shown[0] == '-') shown = "\u2212" + shown.substr(1);
    column.cells(math::typeset("\\partial " + output + "/\\partial " + latex_name(a.graph.nodes[static_cast<std::size_t>(row.node)].name), 14),
                 words(display_text(row.gradient), 13, math::Role::gradient), words(shown, 13, math::Role::soft),
                 words(s.language.of(verdict_word(row.verdict)), 13, good ? math::Role::value : math::Role::gradient));
  }
}

}  // namespace

void inspector(App::State& s, float x, float y, float width, float height) {
  const Theme& t = s.colours();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({x, y}, {x + width, y + height}, t.of(Token::card));
  list->AddRectFilled({x, y}, {x + 1, y + height}, t.of(Token::border));
  int node = view::node_of(s.derived, s.session.selected);
  if (node < 0) node = s.derived.analysis.graph.output;
  if (node < 0) return;
  ImGui::SetCursorScreenPos({x + 1, y});
  ImGui::BeginChild("inspector", {width - 1, height}, 0, ImGuiWindowFlags_NoNav);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  Column column(s, origin.x + kSide, origin.y, width - 2 * kSide);
  title(s, column, node);
  if (!s.derived.cards[static_cast<std::size_t>(node)].rows.empty()) {
    local_gradients(s, column, node);
    if (known(s.derived.value_step[static_cast<std::size_t>(node)], s)) slope(s, column, node);
  }
  checks(s, column, node);
  ImGui::Dummy({1, column.y() - origin.y + 24});
  ImGui::EndChild();
}

}  // namespace chainrule::ui
