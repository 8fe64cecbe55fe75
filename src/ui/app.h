// The whole widget inside one ImGui context; the platform layers own the window, the clock and the events.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/import.h"
#include "words/words.h"

namespace chainrule::ui {

class Files;
using Importer = Imported (*)(std::string_view);
class Renderer;

class App {
 public:
  // Needs a current ImGui context: adds the fonts to it and sets its style. Random numbers and planted mistakes of exercises come from
  // the seed, which each learner has of their own.
  explicit App(std::string_view program, std::uint64_t seed = 1);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  // One frame, between ImGui::NewFrame() and ImGui::Render(); fills io.DisplaySize. State changes are applied at its end.
  void frame();
  // True while something still moves (the lesson plays, a step's pulse, a camera glide): the platform draws on. Otherwise it draws only
  // on input, and then two settle frames more.
  bool wants_frames() const;

  // The document. set_program is the host's call: it clears nothing the user can undo and is not "user initiated".
  const std::string& program() const;
  void set_program(std::string_view text);
  // The JSON trace, version 1, of the program as it stands.
  std::string trace() const;
  // The trace of what is on the screen: of the program as it stands, with functions folded as they are shown; of the last picture, while
  // the program is in error throughout.
  std::string shown() const;
  // True once after the user (not the host) has changed the program since the last call.
  bool take_user_change();

  // The interface's words: a translation as Language reads it, "" for English. Program, history, step, selection and camera stay.
  // False, and nothing changes, if it has characters that nothing here can draw.
  bool set_language(std::string_view lines);
  const Language& language() const;

  // All that is to outlive the window: the text, undo and redo, and how it is looked at; in about as many bytes as the text and
  // 128 KiB. Equal while nothing of it changes.
  std::string saved() const;
  // Takes it up again. False, and nothing changes, if it cannot be read. What has been done here since the start can be undone to.
  bool restore(std::string_view saved);
  // True if there is something to undo or redo.
  bool has_history() const;

  // As if the user had typed it, as one thing to undo: the text of a file, a program or what core/import.h makes one of. False, and said
  // in a notice, where the program is read only, or the text cannot be made a program of.
  bool open(std::string_view text);

  // A quiet notice over the canvas, with its {0}; it goes with the next press. The offer of earlier work stays until it is answered, and
  // is back when a notice over it is gone.
  void notify(Word word, std::string_view argument = {});
  void offer_earlier_work();
  enum class Answer { none, yes, no };
  Answer take_answer();

  // Learning. The events since the last call, as JSON objects: {"type":"answer","slot","given","correct","misconception"?},
  // {"type":"grade","score","max"}, {"type":"progress"} when the learner wants theirs as a file.
  std::vector<std::string> take_learner_events();
  // Marks what is typed, if anything is, and returns {"score","max"} of the exercise as it stands.
  std::string grade();
  // What the learner has done so far, as text to keep; and back: false, and nothing changes, if it cannot be read.
  std::string progress() const;
  bool set_progress(std::string_view json);
  // Lessons that can be had: a line "id<tab>minutes<tab>title" each. The id of the one that is wanted since the last call, or "".
  void set_lessons(std::string_view list);
  std::string take_lesson_wish();
  // There is somewhere to copy links from: the acts for it can be had. Which one is wanted since the last call; where there are no files
  // here, also the program as a file, and exports + 2 i is the format i of kExports (ui/files.h) as a file, and one more is its text for the
  // clipboard.
  void set_shares(bool shares);
  enum class Share { none, link, iframe, tag, file, exports };
  Share take_share_wish();
  // A lesson's Markdown (learn/lesson.h). False if there is no page in it.
  bool open_lesson(std::string_view id, std::string_view markdown);

  // All that can be read and done without the picture, as JSON in the interface's language: {"summary", "selected", "done", "step",
  // "problem"?, "nodes":[{"name","gate","value","gradient","input"? | "latex","rows":[{"to","latex","local"?,"sent"}]}], "more"?,
  // "buttons":[{"act","title","argument"?,"off"?}], "words", "learner":{"title","page"?,"text","question"?,"slot"?,"check"?,"hints"?,
  // "said","score"?,"choices"?,"buttons"} | "lessons"}. A number that is not known yet is "", one that is asked "?". Of a large graph it
  // has the first 200 nodes.
  std::string outline() const;
  // Does what the name says: an act of the table (ui/acts.cpp), "select" NODE, "value" "x 3", or the learner's "answer" TEXT, "hint",
  // "reveal", "slot" NAME, "send" NODE, "group" FUNCTION, "check", "predict", "free", "exercise", "next-round", "new-numbers", "next-page",
  // "previous-page", "end-lesson", "lesson" ID. False if it is unknown, or not possible now.
  bool act(std::string_view name, std::string_view argument);

  // Tab is for the widget now: words are offered in the program pane, of which it takes one, or another blank is to be filled in. Else it
  // leaves the widget.
  bool takes_tab() const;
  // The arrow keys are for the widget: they move cards. Else those that go up and down scroll the page.
  bool takes_arrows() const;

  // What draws dots and wires, from within the rendering of a frame's draw lists; it must outlive them. Null: nothing does.
  void set_renderer(Renderer* renderer);

  // What makes a program of what is pasted or opened: chainrule::imported, where it is linked. Null: only programs are read.
  void set_importer(Importer importer);

  // Where programs are opened and saved by their paths; it must outlive the app. Null: nowhere.
  void set_files(Files* files);
  // As by Ctrl+S: to the program's file; where it has none, its path is asked for.
  void save();

  // What of the widget is left out, by the bit; the canvas is always there. The inspector's place is still the learner's.
  enum Part : unsigned { program_part = 1, inspector_part = 2, steps_part = 4, tools_part = 8, examples_part = 16, exports_part = 32 };
  void set_hidden(unsigned parts);
  // The user changes nothing of the program, nor its numbers; the host and what an exercise does to the text do.
  void set_read_only(bool read_only);

  void set_dark(bool dark);
  void set_contrast(bool high);
  bool dark() const;
  bool contrast() const;
  void set_reduced_motion(bool reduced);
  // Stepping as by the buttons: n steps forward (negative: back), each a gate or an edge as the user has it; reset goes to the
  // first step. Both end playing.
  void step(int n);
  void reset();
  int steps_done() const;
  int steps() const;
  bool undo();
  bool redo();

  // The canvas' clipboard. What is selected, as a program by itself (empty: nothing is, or it cannot be copied); cut takes it out of the
  // text too. Paste puts a program beside what is there; false if it cannot. Each change is one thing to undo.
  std::string copied() const;
  std::string cut();
  bool paste(std::string_view text);

  // Where something stands on the screen in the last frame, as {x, y, width, height} in px: "value:x", "card:q", "button:next",
  // "program". False if it is not shown.
  bool find(std::string_view what, float* xywh) const;

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace chainrule::ui
