// The command line's commands that need no window system.
#pragma once

#include <string>
#include <vector>

namespace chainrule::platform {

// What the command line asks for. `code` >= 0: the process is done and ends with it.
struct Launch {
  int code = -1;
  std::string program, title, language;  // for the window
  std::string file;    // where the program is from, if it is a file
  bool given = false;  // a program was given at all
};

// Runs trace, check, export, --help, --version; or says what the window should open.
Launch run_command_line(const std::vector<std::string>& arguments);

}  // namespace chainrule::platform
