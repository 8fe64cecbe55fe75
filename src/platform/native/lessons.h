// The lessons that the program carries, and the learner's progress on this machine.
#pragma once

#include <string>
#include <string_view>

#include "ui/app.h"

namespace chainrule::platform {

// For App::set_lessons.
std::string lesson_list();
// "" if there is no such lesson.
std::string_view lesson_text(std::string_view id);

// The progress of earlier windows, if there is any, and the lessons.
void begin_learning(ui::App& app);
// After a frame: opens the lesson that is wanted, keeps the progress, writes it into a file where that was asked.
void follow_learning(ui::App& app);

}  // namespace chainrule::platform
