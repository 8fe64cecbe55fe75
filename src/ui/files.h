// Programs in files, where the platform has them by their paths.
#pragma once

#include <string>
#include <vector>

#include "words/words.h"

namespace chainrule::ui {

class Files {
 public:
  virtual ~Files() = default;
  // The file of the program; empty: it has none yet. And a path where there is none, for one.
  virtual std::string own() const = 0;
  virtual std::string fresh() const = 0;
  // Those that begin as it was typed, in order, folders with a '/' at the end; at most 100.
  virtual std::vector<std::string> paths(const std::string& typed) const = 0;
  virtual bool exists(const std::string& path) const = 0;
  // Word::count when it is done, else why not, with its {0} for the path.
  virtual Word open(const std::string& path) = 0;
  virtual Word save(const std::string& path) = 0;
};

}  // namespace chainrule::ui
