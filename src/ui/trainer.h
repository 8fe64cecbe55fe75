// What asks the learner: predictions on any graph, the exercises that a program's text sets, lessons.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "learn/attempt.h"
#include "learn/lesson.h"

namespace chainrule::ui {

struct Trainer {
  bool on = false;               // else all is shown: free mode
  learn::Exercise exercise;      // of the text; without one, of what `kinds` says
  bool of_text = false;          // the text has it
  unsigned kinds = 1u << static_cast<unsigned>(learn::Asked::sum);  // what is hidden then: a bit for each learn::Asked
  learn::Attempt attempt;
  learn::Progress progress;
  std::uint64_t seed = 1;        // of random numbers and planted mistakes; the platform gives each learner one
  std::string typed;             // in the field of what is asked
  bool opens = false;            // the field is to have the keyboard
  bool shows = false;            // what is asked is to be brought into view
  bool has_keyboard = false;     // it has it
  bool waits = false;            // it is in view, and is to have it in the next frame; or the panel is to show something else there
  bool first_letter = false;     // it was opened by typing: its text is not marked
  std::string said;              // about the last answer
  bool praised = false;          // it was right
  bool speaks = false;           // something new is said: it is to be seen in the panel
  bool turned = false;           // another page: the panel begins at its top
  bool graded = false;           // the grade of this attempt has been handed out
  std::vector<std::string> events;  // for the host, JSON objects
  bool show_progress = false;

  struct Title {
    std::string id, minutes, title;
  };
  std::vector<Title> lessons;    // that there are
  std::string wish;              // the one that is asked for
  learn::LessonText lesson;      // the one that is open: it has pages
  std::string lesson_id;
  int page = 0;
  double score = 0;              // of what is behind: the lesson's other pages, and the rounds before this one
  int max = 0;
  struct Reached {
    double score = 0;
    int max = 0;
  };
  std::vector<Reached> reached;  // on each page of the lesson, when it was left last

  bool in_lesson() const { return !lesson.pages.empty(); }
  // Must nothing else say the numbers? A worked example may.
  bool hides() const { return on && !(attempt.kind == learn::Exercise::Kind::predict && attempt.items.empty()); }
  bool shown() const { return on || in_lesson(); }  // in the inspector's place
};

}  // namespace chainrule::ui
