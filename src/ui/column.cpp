#include "ui/column.h"

#include "core/between.h"
#include "core/number.h"

#include <algorithm>
#include <cmath>

namespace chainrule::ui {

using view::Token;

namespace {

// The nearest number that prints short: a multiple of a power of ten, of a hundredth of the range or less.
double short_number(double value, double range) {
  double step = 1, parts = 1;  // step / parts, one of them 1, so that a multiple is rounded once
  while (step / parts * 100 > range && parts < 1e15) step > 1 ? step /= 10 : parts *= 10;
  while (step / parts * 1000 <= range && step < 1e15) parts > 1 ? parts /= 10 : step *= 10;
  return std::round(value / step * parts) * step / parts;
}

constexpr float kEm = 13, kLine = 20;

}  // namespace

math::Box words(std::string_view text, float em, math::Role role, math::Face face) { return math::words(text, face, em, role); }

Column::Column(App::State& state, const char* name, float x, float y, float width)
    : state_(state), name_(name), list_(ImGui::GetWindowDrawList()), x_(x), y_(y), width_(width) {}

void Column::heading(std::string_view text) {
  y_ += 30;
  paint_box(list_, state_.fonts, state_.colours(), words(text, 12, math::Role::soft, math::Face::sans_semibold), {x_, y_});
  y_ += 10;
}

void Column::paragraph(std::string_view text, Token colour) {
  for (const std::string& line : math::lines(text, math::Face::sans, kEm, width_)) {
    y_ += kLine;
    paint_words(list_, state_.fonts, state_.colours(), line.c_str(), {x_, y_}, kEm, state_.colours().of(colour));
  }
}

void Column::remark(std::string_view text, Token colour) {
  constexpr float kIndent = 12;
  y_ += 8;
  const float top = y_;
  x_ += kIndent;
  width_ -= kIndent;
  for (std::size_t end; !text.empty(); text.remove_prefix(std::min(end + 1, text.size()))) {
    end = std::min(text.find('\n'), text.size());
    paragraph(text.substr(0, end), Token::ink);
  }
  x_ -= kIndent;
  width_ += kIndent;
  list_->AddRectFilled({x_, top + 5}, {x_ + 3, y_ + 5}, state_.colours().of(colour), 1.5f);
  y_ += 4;
}

void Column::formula(const math::Box& box, const math::Box& number) {
  const float room = width_ - (number.width > 0 ? number.width + 16 : 0);
  const float scale = std::min(1.f, room / std::max(box.width, 1.f));
  y_ += 8 + box.height * scale;
  paint_box(list_, state_.fonts, state_.colours(), box, {x_, y_}, scale);
  paint_box(list_, state_.fonts, state_.colours(), number, {x_ + box.width * scale + 16, y_ + 1});
  y_ += box.depth * scale + 6;
}

void Column::halves(const math::Box& first, const math::Box& second) {
  if (first.width + second.width <= width_) {
    y_ += 8 + std::max(first.height, second.height);
    paint_box(list_, state_.fonts, state_.colours(), first, {x_, y_});
    paint_box(list_, state_.fonts, state_.colours(), second, {x_ + first.width, y_});
    y_ += std::max(first.depth, second.depth) + 6;
    return;
  }
  formula(first);
  constexpr float kIndent = 24;
  x_ += kIndent;
  width_ -= kIndent;
  y_ -= 6;
  formula(second);
  x_ -= kIndent;
  width_ += kIndent;
}

void Column::cells(const math::Box& a, const math::Box& b, const math::Box& c, const math::Box& d) {
  y_ += 26;
  const float at[] = {0, 62, 112, 212};
  const math::Box* boxes[] = {&a, &b, &c, &d};
  float x = 0;
  for (int i = 0; i < 4; ++i) {
    x = std::max(x, at[i]);
    if (x + boxes[i]->width > width_) {  // a long word, below its numbers
      y_ += kLine;
      x = at[1];
    }
    paint_box(list_, state_.fonts, state_.colours(), *boxes[i], {x_ + x, y_});
    x += boxes[i]->width + 10;
  }
}

bool Column::pressed(const std::string& name, float x, float y, float width, float height, bool& hovered) {
  ImGui::SetCursorScreenPos({x, y});
  const bool pressed = ImGui::InvisibleButton((name_ + "/" + name).c_str(), {width, height});
  hovered = ImGui::IsItemHovered();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  state_.spots.push_back({"inspector:" + name, x, y, width, height});
  return pressed;
}

bool Column::fold(const char* name, std::string_view text, bool& open) {
  y_ += 14;
  bool hovered = false;
  if (pressed(name, x_ - 6, y_, width_ + 12, 26, hovered)) open = !open;
  const Theme& t = state_.colours();
  if (hovered) list_->AddRectFilled({x_ - 6, y_}, {x_ + width_ + 6, y_ + 26}, t.of(Token::header), 6);
  const ImVec2 c{x_ + 4, y_ + 13};
  const ImU32 colour = t.of(Token::soft);
  if (open) {
    list_->AddTriangleFilled({c.x - 4.5f, c.y - 2.5f}, {c.x + 4.5f, c.y - 2.5f}, {c.x, c.y + 3.5f}, colour);
  } else {
    list_->AddTriangleFilled({c.x - 2.5f, c.y - 4.5f}, {c.x + 3.5f, c.y}, {c.x - 2.5f, c.y + 4.5f}, colour);
  }
  paint_box(list_, state_.fonts, t, words(text, 12, math::Role::soft, math::Face::sans_semibold), {x_ + 16, y_ + 17});
  y_ += 28;
  return open;
}

int Column::choice(const char* name, const std::vector<std::string>& options, int chosen) {
  std::vector<math::Box> boxes;
  for (const std::string& option : options) boxes.push_back(math::typeset(option, 14));
  const int hit = chips(name, boxes, 1u << chosen);
  return hit < 0 ? chosen : hit;
}

int Column::chips(const char* name, const std::vector<math::Box>& options, unsigned chosen) {
  const Theme& t = state_.colours();
  constexpr float kHeight = 26;
  float x = x_;
  int hit = -1;
  y_ += 6;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const math::Box& text = options[i];
    const float width = std::max(text.width + 18, 32.f);
    if (x > x_ && x + width > x_ + width_) {
      x = x_;
      y_ += kHeight + 4;
    }
    bool hovered = false;
    const bool on = (chosen >> i & 1) != 0;
    if (pressed(name + std::to_string(i), x, y_, width, kHeight, hovered)) hit = static_cast<int>(i);
    list_->AddRectFilled({x, y_}, {x + width, y_ + kHeight}, t.of(hovered && !on ? Token::header : Token::card), 6);
    list_->AddRect({x, y_}, {x + width, y_ + kHeight}, t.of(on ? Token::accent : Token::border), 6, 0, on ? 1.5f : 1.f);
    paint_box(list_, state_.fonts, t, text, {x + (width - text.width) / 2, y_ + kHeight / 2 + 5});
    x += width + 6;
  }
  y_ += kHeight + 4;
  return hit;
}

void Column::rule() {
  y_ += 8;
  list_->AddRectFilled({x_, y_}, {x_ + width_, y_ + 1}, state_.colours().of(Token::border));
  y_ += 8;
}

int Column::buttons(const std::vector<Button>& all, bool leads) {
  constexpr float kHeight = 34, kGap = 8;
  float x = x_;
  int hit = -1;
  y_ += 12;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const float width = math::words_width(all[i].words, math::Face::sans, 13) + 24;
    if (x > x_ && x + width > x_ + width_) {
      x = x_;
      y_ += kHeight + kGap;
    }
    if (button(state_, all[i].name, x, y_, width, kHeight, all[i].words)) hit = static_cast<int>(i);
    if (i == 0 && leads) list_->AddRect({x, y_}, {x + width, y_ + kHeight}, state_.colours().of(Token::accent), 6, 0, 1.5f);
    x += width + kGap;
  }
  y_ += kHeight + 2;
  return hit;
}

bool Column::slider(const char* name, double low, double high, double& value) {
  const Theme& t = state_.colours();
  constexpr float kTall = 32, kKnob = 8;
  bool hovered = false;
  pressed(name, x_, y_, width_, kTall, hovered);
  const bool held = ImGui::IsItemActive() && state_.hand.does != Hand::Does::scrolls;
  const float left = x_ + kKnob, wide = width_ - 2 * kKnob, middle = y_ + kTall / 2;
  if (held) {
    const double part = std::clamp((ImGui::GetIO().MousePos.x - left) / wide, 0.f, 1.f);
    value = std::clamp(short_number(low * (1 - part) + high * part, high - low), low, high);
  }
  list_->AddRectFilled({left, middle - 1.5f}, {left + wide, middle + 1.5f}, t.of(Token::border), 1.5f);
  if (!std::isnan(value)) {  // which stands nowhere
    const float at = left + wide * static_cast<float>(std::clamp(share_between(value, low, high), 0.0, 1.0));
    list_->AddRectFilled({left, middle - 1.5f}, {at, middle + 1.5f}, t.of(Token::value), 1.5f);
    list_->AddCircleFilled({at, middle}, kKnob, t.of(hovered || held ? Token::accent : Token::value));
    list_->AddCircle({at, middle}, kKnob, t.of(Token::card), 0, 2);
  }
  y_ += kTall;
  const math::Box ends[] = {words(display_text(low), 12, math::Role::soft), words(display_text(high), 12, math::Role::soft)};
  paint_box(list_, state_.fonts, t, ends[0], {x_, y_ + 10});
  paint_box(list_, state_.fonts, t, ends[1], {x_ + width_ - ends[1].width, y_ + 10});
  y_ += 16;
  return held;
}

bool Column::link(const char* name, std::string_view text) {
  const math::Box box = words(text, kEm, math::Role::accent);
  bool hovered = false;
  const bool hit = pressed(name, x_ - 4, y_ + 2, box.width + 8, 24, hovered);
  y_ += kLine;
  paint_box(list_, state_.fonts, state_.colours(), box, {x_, y_});
  if (hovered) list_->AddRectFilled({x_, y_ + 2.5f}, {x_ + box.width, y_ + 3.5f}, state_.colours().of(Token::accent));
  y_ += 4;
  return hit;
}

}  // namespace chainrule::ui
