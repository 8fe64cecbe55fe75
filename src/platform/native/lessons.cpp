#include "platform/native/lessons.h"

#include "platform/native/files.h"

namespace chainrule::platform {

namespace {

struct Lesson {
  std::string_view id, minutes, title, text;
};

constexpr Lesson kLessons[] = {
#define LESSON(id, minutes, title, text) {id, minutes, title, text},
#include "lessons/lessons.inc"
#undef LESSON
};

}  // namespace

std::string lesson_list() {
  std::string list;
  for (const Lesson& lesson : kLessons)
    list += std::string(lesson.id) + "\t" + std::string(lesson.minutes) + "\t" + std::string(lesson.title) + "\n";
  return list;
}

std::string_view lesson_text(std::string_view id) {
  for (const Lesson& lesson : kLessons)
    if (lesson.id == id) return lesson.text;
  return {};
}

void begin_learning(ui::App& app) {
  app.set_lessons(lesson_list());
  app.set_progress(read_state("progress.json"));
}

void follow_learning(ui::App& app) {
  if (const std::string wish = app.take_lesson_wish(); !wish.empty() && !app.open_lesson(wish, lesson_text(wish)))
    app.notify(Word::lesson_unread, wish);
  const std::vector<std::string> events = app.take_learner_events();
  if (events.empty()) return;
  write_state("progress.json", app.progress());
  for (const std::string& event : events) {
    if (event != "{\"type\":\"progress\"}") continue;
    const std::string file = free_path("chainrule-progress", ".json");
    app.notify(write_whole(file, app.progress()) ? Word::file_saved : Word::file_unsaved, file);
  }
}

}  // namespace chainrule::platform
