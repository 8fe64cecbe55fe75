// The text field that stands over a blank on a card.
#include <algorithm>
#include <cmath>
#include <utility>

#include <imgui_internal.h>

#include "ui/state.h"

namespace chainrule::ui {

using view::Token;

namespace {

int to_typed(ImGuiInputTextCallbackData* data) {
  Trainer& t = *static_cast<Trainer*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    t.typed.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = t.typed.data();
  } else if (t.first_letter) {
    data->SelectionStart = data->SelectionEnd = data->CursorPos = data->BufTextLen;  // ImGui marks all when it is given the keyboard
    t.first_letter = false;
  }
  return 0;
}

// What is typed before the field has the keyboard comes to it all the same.
void take_letters(Trainer& t) {
  ImVector<ImWchar>& letters = ImGui::GetIO().InputQueueCharacters;
  for (const ImWchar c : letters) {
    if (!std::exchange(t.first_letter, true)) t.typed.clear();
    add_letter(t.typed, c);
  }
  letters.resize(0);
}

// Where it stands on the screen, in px; nothing if it is out of view.
const view::HitArea* place_of(const App::State& s) {
  for (const view::HitArea& area : s.scene.hits)
    if (area.blank >= 0 && s.session.blanks->all()[static_cast<std::size_t>(area.blank)].look == view::Blank::Look::asked) return &area;
  return nullptr;
}

}  // namespace

void answer_field(App::State& s) {
  Trainer& t = s.trainer;
  t.has_keyboard = t.waits = false;
  const view::HitArea* area = t.on && s.session.blanks && s.preview.of.empty() && !s.picker.is_open() ? place_of(s) : nullptr;
  if (!area) return;
  const float zoom = s.session.camera.zoom;
  const layout::Point a = view::to_screen(s.session.camera, s.viewport, {area->rect.x, area->rect.y});
  constexpr float kLeast = 22;  // px: lower than that nobody can write
  const float high = std::ceil(std::max(area->rect.height * zoom, kLeast)), wide = std::ceil(std::max(area->rect.width * zoom, 2.4f * kLeast));
  const ImVec2 at{std::floor(a.x), std::floor(a.y + (area->rect.height * zoom - high) / 2)};
  const view::Viewport& v = s.viewport;
  if (at.x < v.x || at.y < v.y || at.x + wide > v.x + v.width || at.y + high > v.y + v.height) return;  // flown to, or scrolled away
  ImGui::SetCursorScreenPos(at);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(6, (high - imgui_size(math::Face::sans_semibold, high * 0.58f)) / 2));
  ImGui::BeginChild("answer", {wide, high}, 0, ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PushFont(s.fonts.faces[static_cast<int>(math::Face::sans_semibold)], imgui_size(math::Face::sans_semibold, high * 0.58f));
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool wrong = !t.said.empty() && !t.praised && t.typed == t.attempt.items[static_cast<std::size_t>(t.attempt.asked)].given;
  list->AddRectFilled(at, {at.x + wide, at.y + high}, s.colours().of(Token::paper), 5);
  list->AddRect({at.x + 1, at.y + 1}, {at.x + wide - 1, at.y + high - 1}, s.colours().of(wrong ? Token::gradient : Token::accent), 5, 0, 2);
  ImGui::PushID(t.attempt.asked);  // a field of its own each: ImGui keeps the letters of the one that has the keyboard
  const ImGuiID id = ImGui::GetID("##answer");
  const bool writes = ImGui::GetActiveID() == id;
  t.opens = t.opens && !writes;
  if (t.opens) {
    if (ImGui::GetCurrentContext()->NavActivateId != id) ImGui::ActivateItemByID(id);
    take_letters(t);
  }
  ImGui::SetNextItemWidth(wide);
  // Enter and Tab are asked for before the field lets go of the keyboard.
  const bool active = writes || t.first_letter;
  const bool enter = active && (ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter));
  const bool tab = active && ImGui::IsKeyPressed(ImGuiKey_Tab);
  ImGui::InputText("##answer", t.typed.data(), t.typed.capacity() + 1, ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_CallbackAlways,
                   to_typed, &t);
  t.has_keyboard = ImGui::IsItemActive();
  t.opens = t.opens && !t.has_keyboard;  // asked for once more, it would take the next press from a button
  t.waits = t.opens;
  ImGui::PopID();
  ImGui::PopFont();
  s.spots.push_back({"answer", at.x, at.y, wide, high});
  ImGui::EndChild();
  ImGui::PopStyleVar();
  if (enter) s.give_answer();
  else if (tab) s.ask_item(learn::next_open(t.attempt, t.attempt.asked), true);
  t.waits = t.waits || t.opens;
}

}  // namespace chainrule::ui
