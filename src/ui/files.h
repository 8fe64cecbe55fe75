// Programs in files, where the platform has them by their paths.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "words/words.h"

namespace chainrule::ui {

// What a program is exported as, as src/export has it.
struct Export {
  std::string_view name, title, ending;
};
inline constexpr Export kExports[] = {
    {"svg", "SVG", ".svg"}, {"png", "PNG", ".png"}, {"latex", "LaTeX", ".tex"}, {"tikz", "TikZ", ".tikz"}, {"mathml", "MathML", ".mml"},
    {"python", "PyTorch", ".py"}, {"dot", "Graphviz", ".dot"}, {"html", "HTML", ".html"}, {"json", "JSON", ".json"}, {"csv", "CSV", ".csv"},
};

class Files {
 public:
  virtual ~Files() = default;
  // The file of the program; empty: it has none yet. And a path where there is none, for one.
  virtual std::string own() const = 0;
  virtual std::string fresh(const std::string& ending) const = 0;
  // Those that begin as it was typed, in order, folders with a '/' at the end; at most 100.
  virtual std::vector<std::string> paths(const std::string& typed) const = 0;
  virtual bool exists(const std::string& path) const = 0;
  // Word::count when it is done, else why not, with its {0} for the path.
  virtual Word open(const std::string& path) = 0;
  virtual Word save(const std::string& path) = 0;
  // The program in this format; a picture as it is in the light or the dark theme.
  virtual std::string exported(std::string_view format, bool dark) const = 0;
  // Bytes that are not the program's own file.
  virtual Word write(const std::string& path, std::string_view bytes) = 0;
};

}  // namespace chainrule::ui
