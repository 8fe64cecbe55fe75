// What is said over the canvas: why an act was not done, that a file cannot be read, that earlier work is kept.
#include <algorithm>
#include <cmath>
#include <utility>

#include "math/typeset.h"
#include "ui/state.h"

namespace chainrule::ui {

using view::Token;

void App::notify(Word word, std::string_view argument) {
  Notice& n = state_->notice;
  n.words = state_->language.say(word, {argument});
  if (word == Word::link_too_long) n.long_link = n.words;
}

void App::offer_earlier_work() { state_->notice.offers = true; }

App::Answer App::take_answer() { return std::exchange(state_->notice.answer, Answer::none); }

void notice(App::State& s) {
  constexpr float kEm = 13, kLine = 20, kSide = 16, kButton = 34, kWidest = 480, kEdge = 12, kGap = 8;
  Notice& n = s.notice;
  const bool asks = n.words.empty();
  const std::string text = asks ? std::string(s.language.of(Word::kept_work)) : n.words;
  const view::Viewport& v = s.area;
  const std::vector<std::string> lines = math::lines(text, math::Face::sans, kEm, std::min(v.width - 2 * kEdge, kWidest) - 2 * kSide);
  struct Choice {
    const char* name;
    Word word;
    App::Answer answer;  // none: to save the program
  };
  constexpr Choice kChoices[] = {
      {"restore", Word::restore, App::Answer::yes}, {"discard", Word::discard, App::Answer::no}, {"save", Word::act_save, App::Answer::none}};
  const int from = asks ? 0 : 2, to = asks ? 2 : n.saves() ? 3 : 2;
  auto width_of = [&](const Choice& choice) { return math::words_width(s.language.of(choice.word), math::Face::sans, kEm) + 24; };
  float width = -kGap;
  for (int i = from; i < to; ++i) width += width_of(kChoices[i]) + kGap;
  for (const std::string& line : lines) width = std::max(width, math::words_width(line, math::Face::sans, kEm));
  width = std::ceil(width + 2 * kSide);
  const float height = 2 * 10 + kLine * static_cast<float>(lines.size()) + (from < to ? kButton + kGap : 0);
  const ImVec2 a{std::floor(v.x + (v.width - width) / 2), v.y + kEdge}, b{a.x + width, a.y + height};

  shadow(ImGui::GetWindowDrawList(), s.colours(), a, b, kEdge, 1);
  ImGui::SetCursorScreenPos(a);
  ImGui::BeginChild("notice", {width, height}, 0, ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(a, b, s.colours().of(Token::card), kEdge);
  list->AddRect(a, b, s.colours().of(Token::border), kEdge);
  float y = a.y + 10;
  for (const std::string& line : lines) {
    paint_words(list, s.fonts, s.colours(), line.c_str(), {a.x + kSide, y + 14.5f}, kEm, s.colours().of(Token::ink));
    y += kLine;
  }
  s.spots.push_back({"notice", a.x, a.y, width, height});
  float x = a.x + kSide;
  bool saves = false, over = false;
  for (int i = from; i < to; ++i) {
    const Choice& choice = kChoices[i];
    if (button(s, choice.name, x, y + kGap, width_of(choice), kButton, s.language.of(choice.word))) {
      n.answer = choice.answer;
      saves = !asks;
    }
    over |= ImGui::IsItemHovered();
    x += width_of(choice) + kGap;
  }
  ImGui::EndChild();
  if (n.answer != App::Answer::none) n.offers = false;
  if (!asks && !over && ImGui::IsMouseClicked(0)) n.words.clear();
  if (saves) s.save();
}

}  // namespace chainrule::ui
