// The panel beside the picture that asks: the lesson's text, the question, what is said about answers, the score.
#include <algorithm>
#include <utility>

#include "core/number.h"
#include "ui/inspector.h"

namespace chainrule::ui {

using learn::Exercise;
using view::Token;

namespace {

std::string text_of(const App::State& s, Word word) { return std::string(s.language.of(word)); }

std::string score_words(const App::State& s) {
  const learn::Attempt& a = s.trainer.attempt;
  return s.language.say(Word::score, {display_text(s.trainer.score + a.score()), std::to_string(s.trainer.max + a.max())});
}

void says(Column& column, const std::string& text) {
  learn::Paragraph paragraph;
  paragraph.runs.push_back({learn::Run::Style::plain, text});
  column.rich(paragraph);
}

void verdict(Column& column) {
  const Trainer& t = column.state().trainer;
  if (!t.said.empty()) column.remark(t.said, t.praised ? Token::value : Token::gradient);
}

constexpr Word kKindWords[] = {Word::kind_values, Word::kind_formulas, Word::kind_locals, Word::kind_products, Word::kind_sums};
static_assert(std::size(kKindWords) == learn::kAskedKinds);

// What predict mode hides, where the program itself does not say it.
void kinds(Column& column) {
  App::State& s = column.state();
  column.heading(s.language.of(Word::hidden_kinds));
  std::vector<math::Box> boxes;
  for (const Word word : kKindWords) boxes.push_back(words(s.language.of(word), 13, math::Role::ink));
  const int hit = column.chips("kind", boxes, s.trainer.kinds);
  if (hit < 0) return;
  const unsigned now = s.trainer.kinds ^ (1u << hit);
  if (now == 0) return;
  s.trainer.kinds = now;
  s.trainer.attempt = {};
  s.begin_attempt();
  s.ask_item(s.trainer.attempt.asked, false);
}

void question(Column& column) {
  App::State& s = column.state();
  Trainer& t = s.trainer;
  learn::Item& item = t.attempt.items[static_cast<std::size_t>(t.attempt.asked)];
  learn::Paragraph asked;
  asked.runs.push_back({learn::Run::Style::bold, learn::question(s.derived.analysis, item.slot, s.language)});
  column.rich(asked);
  verdict(column);
  for (int level = 0; level < item.hints; ++level)
    column.remark(learn::hint(s.derived.analysis, item.slot, level, s.language), Token::accent);
  std::vector<Column::Button> buttons = {{"check", text_of(s, Word::check)}};
  if (item.hints < learn::kHints) buttons.push_back({"hint", text_of(s, Word::hint)});
  buttons.push_back({"reveal", text_of(s, Word::reveal)});
  const int hit = column.buttons(buttons);
  if (hit < 0) return;
  const std::string name = buttons[static_cast<std::size_t>(hit)].name;
  if (name == "check") s.give_answer();
  if (name == "hint") {
    learn::take_hint(t.attempt, t.attempt.asked);
    t.speaks = true;
  }
  if (name == "reveal") s.reveal_answer();
}

// After the last answer: what was reached, and what can be done next.
void ending(Column& column) {
  App::State& s = column.state();
  Trainer& t = s.trainer;
  verdict(column);
  const bool more = t.attempt.round + 1 < t.exercise.rounds, worked = t.attempt.max() == 0;
  if (worked) says(column, text_of(s, Word::worked_example));
  else column.remark(s.language.say(Word::finished, {score_words(s)}), Token::value);
  std::vector<Column::Button> buttons;
  if (more) buttons.push_back({"round", text_of(s, Word::next_round)});
  if (!worked && t.attempt.kind == Exercise::Kind::predict && !more && (t.of_text || !s.read_only))
    buttons.push_back({"numbers", text_of(s, Word::new_numbers)});
  if (buttons.empty()) return;
  const int hit = column.buttons(buttons);
  if (hit < 0) return;
  std::string(buttons[static_cast<std::size_t>(hit)].name) == "round" ? s.next_round() : s.new_numbers();
}

void predict(Column& column) {
  App::State& s = column.state();
  const learn::Attempt& a = s.trainer.attempt;
  if (a.max() > 0) {
    const auto done = std::count_if(a.items.begin(), a.items.end(), [](const learn::Item& i) { return i.done(); });
    column.paragraph(s.language.say(Word::answered, {std::to_string(done), std::to_string(a.items.size()), score_words(s)}));
    column.space(6);
  }
  a.asked >= 0 && !a.finished() ? question(column) : ending(column);
}

void find_wrong(Column& column) {
  App::State& s = column.state();
  if (s.trainer.attempt.found) return predict(column);
  says(column, text_of(s, s.trainer.attempt.planted ? Word::find_wrong : Word::nothing_to_ask));
  verdict(column);
}

void order(Column& column) {
  App::State& s = column.state();
  Trainer& t = s.trainer;
  says(column, text_of(s, Word::order_task));
  std::string so_far;
  for (const std::string& name : t.attempt.sent) so_far += (so_far.empty() ? "" : " → ") + name;
  if (!so_far.empty()) column.paragraph(so_far, Token::ink);
  t.attempt.solved ? ending(column) : verdict(column);
}

void build(Column& column) {
  App::State& s = column.state();
  Trainer& t = s.trainer;
  says(column, text_of(s, Word::build_task));
  column.paragraph(t.exercise.formula, Token::ink);
  if (t.attempt.solved) return ending(column);
  verdict(column);
  if (column.buttons({{"check", text_of(s, Word::check)}}) == 0) s.check_built();
}

void group(Column& column) {
  App::State& s = column.state();
  Trainer& t = s.trainer;
  says(column, text_of(s, Word::group_task));
  std::vector<math::Box> boxes;
  int chosen = -1;
  for (std::size_t i = 0; i < t.exercise.choices.size(); ++i) {
    boxes.push_back(math::typeset(latex_name(t.exercise.choices[i]), 15));
    if (t.exercise.choices[i] == t.attempt.chosen) chosen = static_cast<int>(i);
  }
  const int hit = column.chips("group", boxes, chosen < 0 ? 0 : 1u << chosen);
  if (hit >= 0 && !t.attempt.solved) s.choose_group(t.exercise.choices[static_cast<std::size_t>(hit)]);
  verdict(column);
  if (t.attempt.solved) ending(column);
}

// What has just been said is brought into view, its end first.
void keep_in_view(float top, float bottom) {
  constexpr float kMargin = 16;
  const float begin = ImGui::GetWindowPos().y, end = begin + ImGui::GetWindowHeight();
  const float off = top < begin ? top - begin : std::max(0.f, std::min(bottom + kMargin - end, top - begin));
  if (off != 0) ImGui::SetScrollY(ImGui::GetScrollY() + off);
}

void exercise(Column& column) {
  App::State& s = column.state();
  Trainer& t = s.trainer;
  const float top = column.y();
  const bool speaks = std::exchange(t.speaks, false);
  for (const std::string& text : t.exercise.says) says(column, text);
  switch (t.attempt.kind) {
    case Exercise::Kind::predict: predict(column); break;
    case Exercise::Kind::wrong: find_wrong(column); break;
    case Exercise::Kind::order: order(column); break;
    case Exercise::Kind::build: build(column); break;
    case Exercise::Kind::group: group(column); break;
    case Exercise::Kind::none: break;
  }
  if (speaks) keep_in_view(top, column.y());
  t.waits |= speaks;  // the next frame is scrolled as the new text lets it
}

void lesson(Column& column) {
  App::State& s = column.state();
  const Trainer& t = s.trainer;
  const learn::LessonPage& page = t.lesson.pages[static_cast<std::size_t>(t.page)];
  if (!page.title.empty()) {
    learn::Paragraph title;
    title.runs.push_back({learn::Run::Style::bold, page.title});
    column.rich(title);
  }
  for (const learn::Paragraph& paragraph : page.paragraphs) column.rich(paragraph);
}

// To the pages beside this one; from the last one to the list.
void turn_pages(Column& column) {
  App::State& s = column.state();
  const Trainer& t = s.trainer;
  const int count = static_cast<int>(t.lesson.pages.size());
  std::vector<Column::Button> buttons;
  if (t.page + 1 < count) buttons.push_back({"page-next", text_of(s, Word::next_page)});
  else buttons.push_back({"lesson-end", text_of(s, Word::end_lesson)});
  if (t.page > 0) buttons.push_back({"page-back", text_of(s, Word::previous_page)});
  const int hit = column.buttons(buttons, !t.on || (t.attempt.finished() && t.attempt.round + 1 >= t.exercise.rounds));
  if (hit == 1) s.show_page(t.page - 1);
  if (hit == 0) t.page + 1 < count ? s.show_page(t.page + 1) : s.close_lesson();
}

void progress(Column& column) {
  App::State& s = column.state();
  const learn::Progress& p = s.trainer.progress;
  if (p.empty() || !column.fold("progress", s.language.of(Word::your_progress), s.trainer.show_progress)) return;
  auto list = [&](Word word, const std::vector<learn::Principle>& all) {
    std::string names;
    for (const learn::Principle principle : all) names += (names.empty() ? "" : "; ") + learn::principle_words(principle, s.language);
    if (!names.empty()) column.paragraph(s.language.say(word, {names}), Token::ink);
  };
  list(Word::principles_hold, p.hold());
  list(Word::principles_repeat, p.repeat());
  column.paragraph(s.language.of(Word::progress_private));
  if (column.link("export-progress", s.language.of(Word::export_progress))) s.trainer.events.push_back("{\"type\":\"progress\"}");
}

}  // namespace

bool offers_exercise(const App::State& s) {
  const Trainer& t = s.trainer;
  return t.in_lesson() && !t.on && t.lesson.pages[static_cast<std::size_t>(t.page)].program.find("#?") != std::string::npos;
}

std::string trainer_title(const App::State& s) {
  const Trainer& t = s.trainer;
  if (t.in_lesson()) return t.lesson.title + "  " + std::to_string(t.page + 1) + "/" + std::to_string(t.lesson.pages.size());
  return t.exercise.title.empty() ? text_of(s, t.of_text ? Word::exercise : Word::predict) : t.exercise.title;
}

void trainer_panel(Column& column, bool on_sheet) {
  App::State& s = column.state();
  const bool turned = std::exchange(s.trainer.turned, false);
  if (turned) ImGui::SetScrollY(0);
  column.space(on_sheet ? 4 : 14);
  if (!on_sheet) {
    for (const std::string& line : math::lines(trainer_title(s), math::Face::sans_semibold, 16, column.width())) {
      column.space(22);
      paint_box(column.list(), s.fonts, s.colours(), words(line, 16, math::Role::ink, math::Face::sans_semibold), {column.x(), column.y()});
    }
    column.space(6);
  }
  if (s.trainer.in_lesson()) lesson(column);
  if (s.trainer.in_lesson() && s.trainer.on) column.rule();
  if (s.trainer.on) exercise(column);
  else if (offers_exercise(s) && column.buttons({{"exercise", text_of(s, Word::do_exercise)}}) == 0)
    s.train(true);
  if (s.trainer.in_lesson() && s.trainer.on) column.rule();
  if (s.trainer.in_lesson()) turn_pages(column);
  else if (s.trainer.on && !s.trainer.of_text) kinds(column);
  progress(column);
  column.space(10);
  if (s.trainer.on && column.link("free", s.language.of(Word::free_mode))) s.train(false);
  else if (s.trainer.in_lesson() && column.link("close-lesson", s.language.of(Word::close_lesson))) s.close_lesson();
  s.trainer.waits |= turned || s.trainer.turned || s.trainer.speaks;
}

}  // namespace chainrule::ui
