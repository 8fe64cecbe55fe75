// Programs in files, and the user's work between one window and the next. Paths are UTF-8 where the system's are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "words/words.h"

namespace chainrule::platform {

// The text of a file of the user's. False, with the notice that says why (its {0} is the file): it cannot be read, or is no program.
bool read_program(const std::string& file, std::string& text, Word& why);

// All or nothing: what was there stays there until the new bytes are on the disk.
bool write_whole(const std::string& file, std::string_view bytes);

// Where no file is yet: program.chain, program-2.chain and so on for the stem "program" and the extension ".chain", in the working folder
// or, where nothing can be written there, in the user's own.
std::string free_path(const std::string& stem, const std::string& extension);

// Of files and folders, those that begin as it was typed, in order, folders with a '/' at the end: at most 100. Hidden ones only where
// their dot was typed.
std::vector<std::string> paths_like(const std::string& typed);

bool is_there(const std::string& file);

// A small file in the folder where Work is kept; "" if it is not there. False: it cannot be written.
std::string read_state(const std::string& name);
bool write_state(const std::string& name, std::string_view bytes);

// What a window does is written here and found by the next, in $XDG_STATE_HOME/chainrule, ~/.local/state/chainrule, on macOS
// ~/Library/Application Support/chainrule, on Windows %APPDATA%\chainrule. Each window that is open has a place of its own there.
class Work {
 public:
  // `resumes`: it takes the place of the newest work that no open window has, on this file, or if that is "" on whatever it was.
  Work(const std::string& file, bool resumes);
  ~Work();
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;

  // As write() put it there; "" if there is none, or it cannot be read. And the program's text in it, and the file that it is of, or "".
  const std::string& found() const { return found_; }
  const std::string& text() const { return text_; }
  const std::string& file() const { return file_; }
  // For ui::App::saved(). False: there is no room, or no such folder.
  bool write(std::string_view text, std::string_view saved) const;
  void set_file(const std::string& file);
  void forget() const;

 private:
  std::string file_, place_, found_, text_;
  int lock_ = -1;
};

}  // namespace chainrule::platform
