// The whole trace as a table over the canvas: sorted by a press on a heading, copied as tab-separated text.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/number.h"
#include "ui/column.h"

namespace chainrule::ui {

using view::Token;

namespace {

constexpr float kRow = 28, kLine = 22, kTop = 60, kSide = 24;  // px; a row of two lines is a line higher

std::string operands_of(const Analysis& a, int node) {
  std::string out;
  const Node& n = a.graph.nodes[static_cast<std::size_t>(node)];
  for (int p = 0; p < n.operand_count; ++p) {
    const Operand& operand = a.graph.operands_of(node)[p];
    if (!operand.is_literal()) out += (out.empty() ? "" : ", ") + a.graph.nodes[static_cast<std::size_t>(operand.node)].name;
  }
  return out;
}

std::string locals_of(const Analysis& a, int node, std::string (*shown)(double)) {
  std::string out;
  const Node& n = a.graph.nodes[static_cast<std::size_t>(node)];
  for (int p = 0; p < n.operand_count; ++p)
    if (!a.graph.operands_of(node)[p].is_literal())
      out += (out.empty() ? "" : ", ") + shown(a.backward.locals[static_cast<std::size_t>(n.first_operand + p)]);
  return out;
}

void sort(App::State& s) {
  const Analysis& a = s.derived.analysis;
  Table& table = s.table;
  table.rows.resize(a.graph.nodes.size());
  std::iota(table.rows.begin(), table.rows.end(), 0);
  auto key = [&](int i) {
    const double x = table.by == Table::By::value ? a.values[static_cast<std::size_t>(i)] : a.backward.grads[static_cast<std::size_t>(i)];
    return std::isnan(x) ? -INFINITY : x;
  };
  auto less = [&](int i, int j) {
    switch (table.by) {
      case Table::By::order: return i < j;
      case Table::By::name: return a.graph.nodes[static_cast<std::size_t>(i)].name < a.graph.nodes[static_cast<std::size_t>(j)].name;
      case Table::By::gate: return gate_name(a.graph, i) < gate_name(a.graph, j);
      case Table::By::value:
      case Table::By::gradient: return key(i) < key(j);
    }
    return false;
  };
  sort_stably(table.rows, less);
  if (table.falling) std::reverse(table.rows.begin(), table.rows.end());
}

// With every digit, for a spreadsheet.
std::string as_text(const App::State& s) {
  const Analysis& a = s.derived.analysis;
  std::string out;
  for (Word word : {Word::column_node, Word::column_gate, Word::column_operands, Word::column_value, Word::column_gradient, Word::column_local})
    out += (out.empty() ? "" : "\t") + std::string(s.language.of(word));
  for (int i : s.table.rows)
    out += "\n" + a.graph.nodes[static_cast<std::size_t>(i)].name + "\t" + std::string(gate_name(a.graph, i)) + "\t" + operands_of(a, i) + "\t" +
           format_number(a.values[static_cast<std::size_t>(i)]) + "\t" + format_number(a.backward.grads[static_cast<std::size_t>(i)]) + "\t" +
           locals_of(a, i, format_number);
  return out + "\n";
}

// Shrunk to its column, to half its size at most.
void cell(App::State& s, ImDrawList* list, const math::Box& box, float x, float baseline, float width) {
  const float scale = std::clamp((width - 8) / std::max(box.width, 1.f), 0.5f, 1.f);
  list->PushClipRect({x, baseline - 24}, {x + width - 8, baseline + 12}, true);
  paint_box(list, s.fonts, s.colours(), box, {x, baseline}, scale);
  list->PopClipRect();
}

struct Heading {
  Word word;
  float share;  // of the width
  Table::By by;
  bool sorts;
  int column, line;  // in a narrow window: of three columns, in rows of two lines
};
constexpr Heading kHeadings[] = {
    {Word::column_node, 0.15f, Table::By::name, true, 0, 0},         {Word::column_gate, 0.17f, Table::By::gate, true, 0, 1},
    {Word::column_operands, 0.16f, Table::By::order, true, 1, 1},    {Word::column_value, 0.16f, Table::By::value, true, 1, 0},
    {Word::column_gradient, 0.16f, Table::By::gradient, true, 2, 0}, {Word::column_local, 0.20f, Table::By::order, false, 2, 1},
};
constexpr std::size_t kColumns = std::size(kHeadings);

// Where a cell stands in its row.
struct Cell {
  float x, y, width;
};
Cell cell_at(std::size_t column, float width, bool wide) {
  const Heading& heading = kHeadings[column];
  if (!wide) return {static_cast<float>(heading.column) * width / 3, static_cast<float>(heading.line) * kLine, width / 3};
  float x = 0;
  for (std::size_t before = 0; before < column; ++before) x += kHeadings[before].share * width;
  return {x, 0, heading.share * width};
}

}  // namespace

void table(App::State& s) {
  if (ImGui::IsKeyPressed(ImGuiKey_Escape) || !s.has_graph()) {
    s.table.open = false;
    return;
  }
  const view::Viewport& v = s.area;
  const Theme& t = s.colours();
  const Analysis& a = s.derived.analysis;
  ImGui::SetCursorScreenPos({v.x, v.y});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, t.of(Token::card));
  ImGui::BeginChild("table", {v.width, v.height}, 0, ImGuiWindowFlags_NoNav);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool wide = v.width >= 560;
  constexpr float kCopy = 90, kClose = 90;
  const float right = v.x + v.width - kSide;
  if (button(s, "table-close", right - kClose, v.y + 12, kClose, 34, s.language.of(Word::close))) s.table.open = false;
  if (button(s, "table-copy", right - kClose - 10 - kCopy, v.y + 12, kCopy, 34, s.language.of(Word::copy))) {
    if (s.table.rows.empty()) sort(s);
    ImGui::SetClipboardText(as_text(s).c_str());
  }
  cell(s, list, words(s.language.of(Word::table_title), 16, math::Role::ink, math::Face::sans_semibold), v.x + kSide, v.y + 35,
       v.width - 2 * kSide - kClose - kCopy - 10);

  const float width = v.width - 2 * kSide, row = wide ? kRow : kRow + kLine;
  for (std::size_t c = 0; c < kColumns; ++c) {
    const Heading& heading = kHeadings[c];
    const Cell at = cell_at(c, width, wide);
    const float x = v.x + kSide + at.x, y = v.y + kTop + at.y, height = wide ? kRow : kLine;
    ImGui::SetCursorScreenPos({x - 6, y});
    const std::string id = "sort:" + std::string(s.language.of(heading.word));
    if (heading.sorts && ImGui::InvisibleButton(id.c_str(), {at.width, height})) {
      s.table.falling = s.table.by == heading.by && !s.table.falling;
      s.table.by = heading.by;
      s.table.rows.clear();
    }
    if (heading.sorts && ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const bool on = heading.sorts && s.table.by == heading.by;
    math::Box title = words(s.language.of(heading.word), 12, on ? math::Role::accent : math::Role::soft, math::Face::sans_semibold);
    if (on) math::append(title, words(s.table.falling ? " \u2193" : " \u2191", 12, math::Role::accent), title.width, 0);
    cell(s, list, title, x, y + 19, at.width);
    if (heading.sorts) s.spots.push_back({id, x - 6, y, at.width, height});
  }
  if (s.table.rows.empty()) sort(s);
  list->AddRectFilled({v.x + kSide, v.y + kTop + row}, {right, v.y + kTop + row + 1}, t.of(Token::border));

  ImGui::SetCursorScreenPos({v.x, v.y + kTop + row + 1});
  ImGui::BeginChild("rows", {v.width, std::max(v.height - kTop - row - 1, 1.f)}, 0, ImGuiWindowFlags_NoNav);
  s.hand.scroll(!s.reduced_motion);
  list = ImGui::GetWindowDrawList();
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(s.table.rows.size()), row);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const int node = s.table.rows[static_cast<std::size_t>(i)];
      const auto at = static_cast<std::size_t>(node);
      const ImVec2 corner = ImGui::GetCursorScreenPos();
      ImGui::PushID(node);
      if (ImGui::InvisibleButton("row", {v.width, row})) s.session.selected = a.graph.nodes[at].name;
      if (ImGui::IsItemHovered() || s.session.selected == a.graph.nodes[at].name)
        list->AddRectFilled({v.x + kSide - 8, corner.y}, {right + 8, corner.y + row}, t.of(Token::header), 6);
      ImGui::PopID();
      const bool valued = known(s.derived.value_step[at], s), graded = known(s.derived.gradient_step[at], s);
      const math::Box cells[] = {math::typeset(latex_name(a.graph.nodes[at].name), 15),
                                 words(view::gate_words(a.graph, node, s.language).title, 13, math::Role::soft),
                                 words(operands_of(a, node), 13, math::Role::ink),
                                 words(valued ? display_text(a.values[at]) : "", 13, math::Role::value, math::Face::sans_semibold),
                                 words(graded ? display_text(a.backward.grads[at]) : "", 13, math::Role::gradient, math::Face::sans_semibold),
                                 words(valued ? locals_of(a, node, display_text) : "", 13, math::Role::ink)};
      for (std::size_t c = 0; c < kColumns; ++c) {
        const Cell in_row = cell_at(c, width, wide);
        cell(s, list, cells[c], v.x + kSide + in_row.x, corner.y + in_row.y + 19, in_row.width);
      }
    }
  }
  ImGui::EndChild();
  ImGui::EndChild();
  ImGui::PopStyleColor();
}

}  // namespace chainrule::ui
