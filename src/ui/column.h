// A column of the inspector, filled from the top.
#pragma once

#include <string>
#include <string_view>

#include "learn/lesson.h"
#include "ui/state.h"

namespace chainrule::ui {

class Column {
 public:
  // `name` sets the column's buttons apart from those of others.
  Column(App::State& state, const char* name, float x, float y, float width);

  float x() const { return x_; }
  float y() const { return y_; }
  float width() const { return width_; }
  ImDrawList* list() { return list_; }
  App::State& state() { return state_; }
  void space(float px) { y_ += px; }

  void heading(std::string_view text);
  // Words, broken into lines.
  void paragraph(std::string_view text, view::Token colour = view::Token::soft);
  // Paragraphs, a line each, set apart by a bar in `colour`.
  void remark(std::string_view text, view::Token colour);
  // A formula on a line of its own, shrunk where it is wider than the column, with a number behind it.
  void formula(const math::Box& formula, const math::Box& number = {});
  // Two parts of one formula: beside each other where there is room, else the second below the first.
  void halves(const math::Box& first, const math::Box& second);
  // Four cells of a table row.
  void cells(const math::Box& a, const math::Box& b, const math::Box& c, const math::Box& d);
  // A heading that opens and closes what follows it; turns `open` when pressed, and returns it.
  bool fold(const char* name, std::string_view text, bool& open);
  // Text with formulas and code in it.
  void rich(const learn::Paragraph& paragraph);
  // Buttons in a row, the first of them set apart where it is what leads on; returns the one pressed, or -1.
  struct Button {
    const char* name;
    std::string words;
  };
  int buttons(const std::vector<Button>& buttons, bool leads = true);
  // A thin line across.
  void rule();
  // Words in rows, of which those in `on` (a bit each) are chosen; returns the one pressed, or -1.
  int chips(const char* name, const std::vector<math::Box>& words, unsigned on);
  // Formulas in a row, one of which is chosen; returns the one pressed, or `chosen`.
  int choice(const char* name, const std::vector<std::string>& words, int chosen);
  // A knob on a track from `low` to `high`; true while it is held, with `value` where it was put.
  bool slider(const char* name, double low, double high, double& value);
  // A word that answers to the pointer.
  bool link(const char* name, std::string_view text);

 private:
  bool pressed(const std::string& name, float x, float y, float width, float height, bool& hovered);

  App::State& state_;
  std::string name_;
  ImDrawList* list_;
  float x_, y_, width_;
};

// Words as a box, in the role's colour.
math::Box words(std::string_view text, float em, math::Role role, math::Face face = math::Face::sans);

}  // namespace chainrule::ui
