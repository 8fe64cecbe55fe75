// What happens when a learner answers: the state's part; the panel is in trainer_panel.cpp, the field on
// the card in answer_field.cpp, what is hidden in trainer_blanks.cpp.
#include "ui/trainer.h"

#include <algorithm>
#include <utility>

#include "core/directives.h"
#include "core/number.h"
#include "ui/inspector.h"
#include "ui/state.h"

namespace chainrule::ui {

using learn::Asked;
using learn::Exercise;
using learn::Item;

namespace {

unsigned bit(Asked asked) { return 1u << static_cast<unsigned>(asked); }

// Predictions without an exercise in the text.
Exercise of_kinds(const Analysis& analysis, unsigned kinds) {
  Exercise e;
  e.kind = Exercise::Kind::predict;
  for (int kind = 0; kind < learn::kAskedKinds; ++kind)
    if (kinds >> kind & 1)
      for (const learn::Slot& slot : learn::slots_of(analysis, static_cast<Asked>(kind))) e.blanks.push_back(slot);
  return e;
}

std::string answer_event(const Item& item) {
  std::string event = "{\"type\":\"answer\",\"slot\":" + json_string(item.name) + ",\"given\":" + json_string(item.given) +
                      ",\"correct\":" + (item.mark.correct ? "true" : "false");
  if (!item.mark.correct && !item.mark.found.empty())
    event += std::string(",\"misconception\":\"") + learn::mistake_name(item.mark.found[0].mistake) + "\"";
  return event + "}";
}

// The score begins with what was reached on the lesson's other pages.
void count_others(Trainer& t, int page) {
  t.score = t.max = 0;
  for (int i = 0; i < static_cast<int>(t.reached.size()); ++i) {
    if (i == page) continue;
    t.score += t.reached[static_cast<std::size_t>(i)].score;
    t.max += t.reached[static_cast<std::size_t>(i)].max;
  }
}

// Who comes back to a page only to read loses nothing.
void leave_page(Trainer& t) {
  if (!t.on || t.page < 0) return;
  const Trainer::Reached all{t.score + t.attempt.score(), t.max + t.attempt.max()};
  count_others(t, t.page);
  const Trainer::Reached now{all.score - t.score, all.max - t.max};
  Trainer::Reached& before = t.reached[static_cast<std::size_t>(t.page)];
  if (before.max == 0 || now.score >= before.score) before = now;
}

}  // namespace

std::string grade_json(const App::State& s) {
  return "{\"score\":" + format_number(s.trainer.score + s.trainer.attempt.score()) +
         ",\"max\":" + std::to_string(s.trainer.max + s.trainer.attempt.max()) + "}";
}

static void tell_grade(App::State& s) {
  if (!std::exchange(s.trainer.graded, true)) s.trainer.events.push_back("{\"type\":\"grade\"," + grade_json(s).substr(1));
}

// On a lesson's last page its score is kept: when the exercise there is finished or left, or at once where there is none.
CHAINRULE_LATER static void keep_lesson(App::State& s) {
  Trainer& t = s.trainer;
  const int max = t.max + t.attempt.max();
  if (!t.in_lesson() || t.page + 1 < static_cast<int>(t.lesson.pages.size()) || max == 0) return;
  t.progress.lesson(t.lesson_id, static_cast<int>(2 * (t.score + t.attempt.score())), 2 * max);
  tell_grade(s);
}

unsigned App::State::asked_kinds() const {
  unsigned kinds = 0;
  if (trainer.on)
    for (const Item& item : trainer.attempt.items) kinds |= bit(item.slot.asked);
  if (trainer.on && trainer.attempt.planted)
    for (const learn::Slot& slot : learn::suspects(derived.analysis, trainer.exercise)) kinds |= bit(slot.asked);
  return kinds;
}

void App::State::renew_blanks() {
  std::vector<view::Blank> all;
  if (trainer.on && has_graph() && !stale_picture) all = blanks();
  session.blanks = all.empty() ? nullptr : std::make_shared<view::Blanks>(derived.analysis.graph, std::move(all));
}

// Cards are as wide as what is asked on them needs.
void App::State::make_room() {
  if (stale_picture || derived.asked == asked_kinds()) return;
  view::Derived now = view::derive(text, nullptr, language, session.grain, asked_kinds());
  const view::Derived before = std::exchange(derived, std::move(now));
  scene = {};
  wires.done = -1;
  glide = {};
  if (!reduced_motion && has_graph()) glide.begin(before, derived);
  if (!camera_touched) fit_view(!reduced_motion);
}

void App::State::begin_attempt() {
  Trainer& t = trainer;
  Analysis& a = derived.analysis;
  t.exercise = learn::read_exercise(text, a);
  t.of_text = t.exercise.kind != Exercise::Kind::none;
  if (!t.of_text) t.exercise = of_kinds(a, t.kinds);
  t.attempt = learn::begin(a, t.exercise, t.attempt.round, t.seed);
  t.typed.clear();
  t.said.clear();
  t.graded = false;
  t.shows = true;
  make_room();
  show_pass();
  renew_blanks();
}

// Where only values are asked the gradients have not been computed yet: they would tell.
void App::State::show_pass() {
  if (!trainer.on) return;
  const bool forward = asked_kinds() == bit(Asked::value);
  const int done = forward ? derived.forward : static_cast<int>(derived.steps.size());
  if (session.done == done) return;
  const std::string selected = session.selected;
  set_step(done);
  session.pulse = 1;
  session.selected = selected;
}

void App::State::train(bool on) {
  if (on == trainer.on) return;
  trainer.on = on;
  if (on) {
    playing = false;
    count_others(trainer, trainer.page);
    if (beside.wanted) show_beside(false);
    table.open = landscape.open = false;
    trainer.attempt = {};
    begin_attempt();
    ask_item(trainer.attempt.asked, true);
  } else {
    set_step(static_cast<int>(derived.steps.size()));
    make_room();
    renew_blanks();
    if (sheet.stop != Sheet::Stop::closed && !trainer.in_lesson()) turn_sheet(*this);
  }
}

// The text is another one.
void App::State::follow_exercise() {
  if (trainer.on && !stale_picture) follow_text();
  else renew_blanks();
}

void App::State::follow_text() {
  Trainer& t = trainer;
  const Exercise now = learn::read_exercise(text, derived.analysis);
  t.of_text = now.kind != Exercise::Kind::none;
  if (t.of_text && (now.kind != t.attempt.kind || now.formula != t.exercise.formula)) {
    begin_attempt();
    return;
  }
  if (t.attempt.kind == Exercise::Kind::wrong && !t.attempt.found) {  // what is planted stands among numbers that are others now
    const int misses = t.attempt.misses;
    begin_attempt();
    t.attempt.misses = misses;
    return;
  }
  t.exercise = t.of_text ? now : of_kinds(derived.analysis, t.kinds);
  learn::follow(t.attempt, derived.analysis);
  make_room();
  renew_blanks();
}

void App::State::ask_item(int item, bool opens) {
  Trainer& t = trainer;
  if (item < 0 || item >= static_cast<int>(t.attempt.items.size()) || t.attempt.items[static_cast<std::size_t>(item)].done()) return renew_blanks();
  const Item& i = t.attempt.items[static_cast<std::size_t>(item)];
  t.attempt.asked = item;
  t.typed = i.wrong > 0 ? i.given : std::string();
  t.opens = opens;
  t.first_letter = false;
  t.said.clear();
  if (i.wrong > 0) t.said = learn::feedback(derived.analysis, i.slot, i.mark, language);
  t.praised = false;
  session.selected.clear();
  show_pass();
  t.shows = true;
  if (opens && sheet.stop == Sheet::Stop::closed && ImGui::GetIO().DisplaySize.x < kInspectorBeside && ImGui::GetIO().DisplaySize.x > 0) turn_sheet(*this);
  renew_blanks();
}

// Near enough to be read and written.
void App::State::show_asked() {
  const learn::Attempt& a = trainer.attempt;
  if (!std::exchange(trainer.shows, false) || !trainer.on) return;
  constexpr float kReadRows = 0.62f;
  if (a.planted && !a.found) return come_near(derived.analysis.graph.output, kReadRows, !reduced_motion);
  if (a.asked < 0) return;
  const learn::Slot& slot = a.items[static_cast<std::size_t>(a.asked)].slot;
  const bool in_row = slot.asked == Asked::formula || slot.asked == Asked::local || slot.asked == Asked::product;
  come_near(slot.node, in_row ? kReadRows + 0.1f : view::kReadable, !reduced_motion);
}

void App::State::press_blank(int blank) {
  Trainer& t = trainer;
  if (!session.blanks || blank < 0 || blank >= static_cast<int>(session.blanks->all().size())) return;
  const learn::Slot slot = session.blanks->all()[static_cast<std::size_t>(blank)].slot;
  if (t.attempt.kind == Exercise::Kind::wrong && !t.attempt.found) {
    const bool found = learn::accuse(t.attempt, derived.analysis, slot);
    t.said = found ? std::string(language.of(Word::found_wrong))
                   : language.say(Word::not_wrong, {learn::true_text(derived.analysis, slot), learn::hint(derived.analysis, slot, 2, language)});
    t.praised = found;
    t.speaks = true;
    if (found) {
      const std::string said = t.said;
      make_room();
      ask_item(t.attempt.asked, true);
      t.said = said;
      t.praised = true;
    }
    return renew_blanks();
  }
  for (std::size_t i = 0; i < t.attempt.items.size(); ++i)
    if (t.attempt.items[i].slot == slot) return ask_item(static_cast<int>(i), true);
}

void App::State::give_answer() {
  Trainer& t = trainer;
  const int at = t.attempt.asked;
  if (at < 0) return;
  const learn::Mark mark = learn::answer(t.attempt, at, t.typed, derived.analysis);
  const Item& item = t.attempt.items[static_cast<std::size_t>(at)];
  const std::string said = mark.correct ? std::string(language.of(Word::right_answer)) : learn::feedback(derived.analysis, item.slot, mark, language);
  if (mark.counts) t.events.push_back(answer_event(item));
  if (!mark.correct && mark.counts && !mark.found.empty()) t.progress.mistake(mark.found[0].mistake);
  if (mark.correct) {
    finish_item(item);
    ask_item(t.attempt.asked, true);
  }
  t.said = said;
  t.praised = mark.correct;
  t.speaks = true;
  t.opens = t.attempt.asked >= 0;
  renew_blanks();
  end_attempt();
}

void App::State::finish_item(const Item& item) {
  trainer.progress.finish(learn::principle_of(derived.analysis, item.slot), item.wrong, item.hints, item.state == Item::State::revealed);
}

void App::State::reveal_answer() {
  Trainer& t = trainer;
  const int at = t.attempt.asked;
  if (at < 0) return;
  learn::reveal(t.attempt, at);
  const Item& item = t.attempt.items[static_cast<std::size_t>(at)];
  finish_item(item);
  const std::string said = language.say(Word::it_is, {learn::true_text(derived.analysis, item.slot)});
  ask_item(t.attempt.asked, true);
  t.said = said;
  t.speaks = true;
  renew_blanks();
  end_attempt();
}

// Hands out the grade, once.
void App::State::end_attempt() {
  Trainer& t = trainer;
  if (!t.on || t.graded || !t.attempt.finished() || t.attempt.max() == 0) return;
  tell_grade(*this);
  keep_lesson(*this);
}

// Fresh numbers for the inputs; the same exercise again.
void App::State::new_numbers() {
  Trainer& t = trainer;
  ++t.seed;
  learn::Exercise exercise = t.exercise;
  exercise.random = true;
  const std::string fresh = learn::instance(text, exercise, t.seed);
  const int round = t.attempt.round;
  t.attempt = {};
  t.attempt.round = round;
  if (!fresh.empty()) give_text(fresh);
  begin_attempt();
  ask_item(t.attempt.asked, true);
}

void App::State::next_round() {
  const int round = trainer.attempt.round + 1;
  trainer.score += trainer.attempt.score();
  trainer.max += trainer.attempt.max();
  trainer.attempt = {};
  trainer.attempt.round = round;
  if (trainer.exercise.random) return new_numbers();
  begin_attempt();
  ask_item(trainer.attempt.asked, true);
}

// A program from outside may be an exercise.
void App::State::take_exercise() {
  if (trainer.on || text.find("#?") != std::string::npos) begin_exercise();
}

void App::State::begin_exercise() {
  Trainer& t = trainer;
  t.attempt = {};
  const Exercise e = learn::read_exercise(text, derived.analysis);
  if (e.kind == Exercise::Kind::none) {
    t.on = false;
    make_room();
    return renew_blanks();
  }
  if (e.random) {
    const std::string fresh = learn::instance(text, e, e.seed.value_or(t.seed));
    if (!fresh.empty()) change_text(fresh, "instance", false);
    editor_stale = true;
  }
  t.on = false;
  train(true);
  t.opens = false;  // nobody has asked for the keyboard yet
}

// group: the function stands folded, and the others open; is it the one with the easiest local gradients?
void App::State::choose_group(const std::string& function) {
  Trainer& t = trainer;
  std::string folded = text;
  for (const std::string& name : t.exercise.choices) folded = with_folded(folded, name, name == function);
  int least = 0, own = 0;
  for (const std::string& name : t.exercise.choices) {
    const int difficulty = learn::difficulty(text, name);
    if (name == function) own = difficulty;
    if (&name == &t.exercise.choices.front() || difficulty < least) least = difficulty;
  }
  t.attempt.chosen = function;
  t.attempt.solved = own == least;
  t.attempt.misses += own != least;
  give_text(folded);
  t.praised = own == least;
  t.speaks = true;
  t.said = language.say(own == least ? Word::group_right : Word::group_wrong, {function, std::to_string(own)});
  end_attempt();
}

// build: is the program a graph of the formula?
void App::State::check_built() {
  Trainer& t = trainer;
  const learn::Built built = learn::compare_built(text, t.exercise.formula);
  t.attempt.solved = t.praised = built.same_graph && built.same_numbers;
  t.speaks = true;
  if (t.attempt.solved) {
    t.said = std::string(language.of(Word::built_same));
  } else {
    ++t.attempt.misses;
    t.said = language.say(built.same_numbers ? Word::built_numbers : Word::built_other, {learn::difference_words(built, language)});
  }
  end_attempt();
}

// order: the gate sends what it has.
void App::State::send_now(const std::string& name) {
  Trainer& t = trainer;
  const int node = view::node_of(derived, name);
  if (node < 0 || t.attempt.solved) return;
  const bool sent = learn::send(t.attempt, derived.analysis, node);
  t.praised = sent;
  t.speaks = true;
  t.said = sent ? std::string() : language.say(Word::cannot_send, {name});
  renew_blanks();
  end_attempt();
}

// ---- lessons ----

void App::State::show_page(int page) {
  Trainer& t = trainer;
  if (page < 0 || page >= static_cast<int>(t.lesson.pages.size())) return;
  leave_page(t);
  t.page = page;
  count_others(t, page);
  t.on = false;
  t.attempt = {};
  const std::string& program = t.lesson.pages[static_cast<std::size_t>(page)].program;
  camera_touched = false;
  follow_end = true;
  session.selected.clear();
  t.graded = false;
  if (!program.empty()) {
    give_text(program.substr(0, program.find_last_not_of('\n') + 1));
    take_exercise();
  }
  if (!t.on) {  // to be read beside the graph of the page before
    if (program.empty()) set_step(static_cast<int>(derived.steps.size()));
    make_room();
    renew_blanks();
    keep_lesson(*this);
  }
  t.turned = true;
  t.speaks = false;
  if (ImGui::GetIO().DisplaySize.x < kInspectorBeside && sheet.stop == Sheet::Stop::closed) turn_sheet(*this);
}

void App::State::close_lesson() {
  keep_lesson(*this);
  trainer.lesson = {};
  trainer.reached.clear();
  trainer.lesson_id.clear();
  trainer.score = trainer.max = 0;
  train(false);
}

// ---- the host's side ----

std::vector<std::string> App::take_learner_events() { return std::exchange(state_->trainer.events, {}); }

std::string App::grade() {
  State& s = *state_;
  const bool graded = s.trainer.graded;
  if (s.trainer.on && !s.trainer.typed.empty()) s.give_answer();
  if (graded == s.trainer.graded) s.trainer.events.push_back("{\"type\":\"grade\"," + grade_json(s).substr(1));
  return grade_json(s);
}

std::string App::progress() const { return state_->trainer.progress.json(); }
bool App::set_progress(std::string_view json) { return state_->trainer.progress.read(json); }

void App::set_lessons(std::string_view list) {
  std::vector<Trainer::Title>& titles = state_->trainer.lessons;
  titles.clear();
  while (!list.empty() && titles.size() < 100) {
    const std::string_view line = list.substr(0, list.find('\n'));
    list.remove_prefix(std::min(line.size() + 1, list.size()));
    const std::size_t a = line.find('\t'), b = a == line.npos ? a : line.find('\t', a + 1);
    if (b != line.npos) titles.push_back({std::string(line.substr(0, a)), std::string(line.substr(a + 1, b - a - 1)), std::string(line.substr(b + 1))});
  }
}

std::string App::take_lesson_wish() { return std::exchange(state_->trainer.wish, {}); }

bool App::open_lesson(std::string_view id, std::string_view markdown) {
  learn::LessonText lesson = learn::read_lesson(markdown);
  if (lesson.pages.empty()) return false;
  state_->trainer.lesson = std::move(lesson);
  state_->trainer.lesson_id = std::string(id);
  state_->trainer.page = -1;
  state_->trainer.reached.assign(state_->trainer.lesson.pages.size(), {});
  state_->show_page(0);
  return true;
}

}  // namespace chainrule::ui
